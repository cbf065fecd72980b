mod mapped;

pub use mapped::{Context, Mapped, Mapping, MappingError, MappingErrors, Origin, RuleUsed, Shortened, Target};
