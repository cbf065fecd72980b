#![doc = include_str!("../README.md")]

mod engine;
pub mod sale;

pub use engine::{
    Context, Mapped, Mapping, MappingError, MappingErrors, Origin, RuleUsed, Shortened, Target,
};
