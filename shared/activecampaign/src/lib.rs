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
mod operation;

#[cfg(feature = "client")]
pub use client::{
    AccountLink, AccountState, AccountWrite, Client, Config, ContactRef, ContactState, ContactWrite,
    ContactWritten, CustomObjectSchema, CustomObjectWrite, DealState, DealStatus, DealWrite, EcomCustomer,
    EnsuredWebhook, Field, FieldIdentity, FieldWrite, ListedOrder, NamedContact, NewConnection,
    NewCustomObjectSchema, NoteOn, OrderRef, Pipeline, ProductPrice, Stage, Tags, User, WrittenOrder,
};
#[cfg(feature = "client")]
pub use error::{Error, Reason, What};
#[cfg(feature = "client")]
pub use operation::Operation;
#[cfg(feature = "client")]
pub use wire::{
    Connection, CreationSource, CustomerData, DiscountType, NormalizedStatus, OrderAddress, OrderBatch,
    OrderDiscountInput, OrderInput, OrderLineInput, ProductBatch, ProductInput, StockStatus, StoreDate,
    Webhook,
};
