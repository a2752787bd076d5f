//! All integration tests in one binary.

mod cli;
mod corpus;
mod eval;
mod faults;
mod generate;
mod inconsistent;
mod invariants;
mod links;
mod quantities;
mod readme;
mod repeats;
mod rewrites;
mod rules;
mod schema;
mod several;
