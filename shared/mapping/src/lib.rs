#![doc = include_str!("../README.md")]

mod engine;

pub use engine::{
    Context, DEFAULT_FILE, DEFAULT_FILE_NAME, Mapped, Mapping, MappingError, MappingErrors, Omission, Origin,
    RuleUsed, SourceField, Target, Truncation, WhyOmitted, WrittenTarget,
};
