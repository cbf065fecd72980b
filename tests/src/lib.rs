#![doc = include_str!("../README.md")]

pub mod alarm;
pub mod cost;
pub mod permissions;
pub mod scale;
pub mod template;
