#![doc = include_str!("../README.md")]

mod channels;
pub mod digest;
mod message;
mod sender;

pub use channels::{Channel, Delivery, Opened, open};
pub use message::{Deployment, Message};
pub use sender::{Channels, SecretSource};
