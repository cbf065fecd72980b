//! The `ekobridge` command line tool.
fn main() {}
