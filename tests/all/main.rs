//! All integration tests in one binary.

mod corpus;
mod faults;
mod generate;
mod invariants;
mod rules;
