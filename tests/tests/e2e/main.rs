//! The template, deployed.
fn main() {}
