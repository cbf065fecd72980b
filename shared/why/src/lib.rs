#![doc = include_str!("../README.md")]

mod answer;
mod decide;
mod facts;
mod find;
mod hold;
mod presence;
mod query;
mod sentence;
mod setting;
pub mod words;

pub use answer::{Advice, Answer, AnsweredDocument, State};
pub use decide::{decide, is_missing};
pub use facts::{Explained, Facts, answer, explain, replay_job, search_of, standing_record};
pub use find::{Found, NotOne, Note, find, find_one, look_up};
pub use hold::{OnHold, Released, hold, on_hold, release};
pub use presence::{Presence, presence};
pub use query::{FORMS, Name, NoRecord, Numbered, Query};
pub use sentence::Sentence;
pub use setting::{SettingLine, settings_in};
