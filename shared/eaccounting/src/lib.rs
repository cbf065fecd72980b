#![doc = include_str!("../README.md")]

#[cfg(feature = "client")]
mod client;
pub mod errors;
pub mod fields;
#[cfg(feature = "client")]
pub mod oauth;
pub mod odata;
#[cfg(feature = "client")]
pub mod requests;
#[cfg(test)]
#[cfg(feature = "client")]
mod testing;
#[cfg(feature = "client")]
pub mod tokens;
pub mod totals;
pub mod types;

#[cfg(feature = "client")]
pub use client::{Changes, Client, Config, Error};
