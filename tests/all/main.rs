//! All integration tests in one binary.

mod cli;
mod corpus;
mod faults;
mod generate;
mod inconsistent;
mod invariants;
mod quantities;
mod readme;
mod rules;
mod several;
