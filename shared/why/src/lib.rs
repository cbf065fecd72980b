#![doc = include_str!("../README.md")]

mod answer;
mod decide;
mod facts;
mod find;
mod hold;
mod setting;

pub use answer::{Advice, Answer, AnsweredDocument, State};
pub use decide::{decide, is_missing};
pub use facts::{Explained, Facts, explain, replay_job, standing_record};
pub use find::{Found, Note, find};
pub use hold::{hold, release};
pub use setting::{SettingLine, settings_in};
