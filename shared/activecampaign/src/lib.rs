#![doc = include_str!("../README.md")]

pub mod webhook;

#[cfg(feature = "client")]
mod client;
#[cfg(feature = "client")]
mod error;
#[cfg(feature = "client")]
mod into_model;
#[cfg(feature = "client")]
mod requests;
#[cfg(feature = "client")]
mod wire;

#[cfg(feature = "client")]
pub use client::{
    Client, Config, ContactRef, EnsuredWebhook, Field, FieldIdentity, NoteOn, OrderRef, ProductPrice, User,
};
#[cfg(feature = "client")]
pub use error::{Error, Reason, What};
#[cfg(feature = "client")]
pub use wire::{Connection, Webhook};
