//! All integration tests in one binary.

mod cli;
mod corpus;
mod faults;
mod generate;
mod invariants;
mod links;
mod quantities;
mod readme;
mod rules;
mod several;
