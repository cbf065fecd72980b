#![doc = include_str!("../README.md")]

mod channels;
pub mod digest;
mod language;
mod message;
mod reason;
mod record;
mod sender;
mod words;

pub use channels::{Channel, Delivery, Opened, open};
pub use language::NoticeLanguage;
pub use message::{Deployment, Message};
pub use reason::{reason, reason_in_english};
pub use record::record_name;
pub use sender::{Channels, SecretSource};
pub use words::{in_words, remedy, trigger};
