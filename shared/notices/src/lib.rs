#![doc = include_str!("../README.md")]

mod channels;
pub mod digest;
mod language;
mod message;
mod reason;
mod record;
mod sender;
mod step;
#[cfg(feature = "testing")]
pub mod testing;
mod words;

pub use channels::{Channel, Delivery, Opened, open};
pub use language::NoticeLanguage;
pub use message::{Deployment, Message};
pub use reason::{event, reason, reason_in_english};
pub use record::record_name;
pub use sender::{Channels, SecretSource};
pub use step::{Step, step, step_name, step_text};
pub use words::{in_words, problem_in_english, remedies, remedy, trigger, what_happened};
