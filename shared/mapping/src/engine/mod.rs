mod check;
mod countries;
mod document;
mod explain;
mod fast;
mod helpers;
mod mapped;
mod mapping;
mod rule;
mod samples;
mod syntax;
mod target;

#[cfg(test)]
mod tests;

pub use explain::SourceField;
pub use mapped::{Context, Mapped, MappingError, MappingErrors, Origin, RuleUsed, Target, Truncation};
pub use mapping::{DEFAULT_FILE, DEFAULT_FILE_NAME, Mapping};
