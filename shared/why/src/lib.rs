#![doc = include_str!("../README.md")]

mod answer;
mod decide;
mod facts;
mod find;
mod hold;
mod presence;
mod query;
mod setting;

pub use answer::{Advice, Answer, AnsweredDocument, State};
pub use decide::{decide, is_missing};
pub use facts::{Explained, Facts, explain, replay_job, standing_record};
pub use find::{Found, Note, find, find_one, look_up};
pub use hold::{OnHold, Released, hold, on_hold, release};
pub use presence::{Presence, presence};
pub use query::{FORMS, NoRecord, Numbered, Query};
pub use setting::{SettingLine, settings_in};
