mod address;
mod check;
mod coerce;
mod document;
mod explain;
mod fast;
mod helpers;
mod mapped;
mod mapping;
mod party;
mod refused;
mod rule;
mod samples;
mod schema;
mod syntax;
mod written;

#[cfg(test)]
mod tests;

pub use explain::SourceField;
pub use mapped::{
    Context, Mapped, MappingError, MappingErrors, Omission, Origin, RuleUsed, Target, Truncation, WhyOmitted,
};
pub use mapping::{DEFAULT_FILE, DEFAULT_FILE_NAME, Mapping};
pub use written::WrittenTarget;
