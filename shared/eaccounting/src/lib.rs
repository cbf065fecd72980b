#![doc = include_str!("../README.md")]

pub mod errors;
pub mod fields;
pub mod odata;
pub mod totals;
pub mod types;
