#![doc = include_str!("../README.md")]

pub mod embedded_aws;
pub mod files;
pub mod folder;
mod front;
pub mod grant_file;
pub mod grants;
pub mod host;
pub mod infra;
pub mod names;
mod refused;
pub mod running;
pub mod system;
#[cfg(feature = "testing")]
pub mod testing;
pub mod urls;
pub mod vendors;
pub mod write_units;

pub use refused::Refused;
