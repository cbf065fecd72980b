#![doc = include_str!("../README.md")]

pub mod alarm;
pub mod template;
