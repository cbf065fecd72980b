#![doc = include_str!("../README.md")]

pub mod activity;
pub mod audit;
pub mod causes;
pub mod csv;
mod dead_letters;
pub mod replay;
mod setting_changes;
mod values;

pub use setting_changes::{SettingChange, setting_changes, to_default};
