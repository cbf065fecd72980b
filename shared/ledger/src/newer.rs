//! Records that a newer version of Ekobridge has written.
//!
//! After a rollback, this version meets records with fields, problem codes and jobs that it doesn't know. It works with the
//! rest, and writes back what it doesn't know, so that nothing is missing once the newer version runs again. What decides
//! about documents, a record's state and its documents' kinds, must be known: a record with another one can't be read, its
//! jobs wait, and nothing is written.
//!
//! A version that adds to what records hold raises [`FORMAT`], marks what it writes with it, and adds a file to `fixtures/`.

#[cfg(feature = "dynamodb")]
use model::Code;
#[cfg(feature = "dynamodb")]
use serde::Deserialize;
use serde_json::Value;

#[cfg(feature = "dynamodb")]
use crate::Record;

/// The format of the records that this version writes. Format 1 has no mark.
pub const FORMAT: u32 = 1;

/// What a newer version has stored beside what this one knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Newer {
    /// The format that it is marked with.
    pub(crate) format: String,
    /// The whole record as stored.
    stored: Value,
    /// As much of it as this version would have written.
    known: Value,
}

/// Reads a record of a newer format; nothing if it can't be understood.
#[cfg(feature = "dynamodb")]
pub(crate) fn read(format: &str, content: &str) -> Option<Record> {
    let stored: Value = serde_json::from_str(content).ok()?;
    let mut understood = stored.clone();
    let fields = understood.as_object_mut()?;
    if fields
        .get("job")
        .is_some_and(|job| model::Job::deserialize(job).is_err())
    {
        fields.remove("job");
    }
    if let Some(code) = fields
        .get_mut("problem")
        .and_then(|problem| problem.get_mut("code"))
        && Code::deserialize(&*code).is_err()
    {
        *code = Value::from(Code::FROM_NEWER_VERSION.as_str());
    }
    let mut record: Record = serde_json::from_value(understood).ok()?;
    let known = serde_json::to_value(&record).ok()?;
    record.newer = Some(Box::new(Newer {
        format: format.to_owned(),
        stored,
        known,
    }));
    Some(record)
}

#[cfg(feature = "dynamodb")]
impl Newer {
    /// A record as it is to be stored: as this version writes it, with what it doesn't know.
    pub(crate) fn with_unknown(&self, mut written: Value) -> Value {
        keep_unknown(&mut written, &self.known, &self.stored);
        written
    }
}

/// Adds to `written` what `stored` has and `known` has not.
#[cfg(feature = "dynamodb")]
fn keep_unknown(written: &mut Value, known: &Value, stored: &Value) {
    if written == known {
        written.clone_from(stored);
        return;
    }
    match (written, known, stored) {
        (Value::Object(written), Value::Object(known), Value::Object(stored)) => {
            for (name, stored) in stored {
                match (written.get_mut(name), known.get(name)) {
                    (Some(written), Some(known)) => keep_unknown(written, known, stored),
                    (None, None) => {
                        written.insert(name.clone(), stored.clone());
                    }
                    // Removed here, or set here for the first time.
                    (None, Some(_)) | (Some(_), None) => {}
                }
            }
        }
        (Value::Array(written), Value::Array(known), Value::Array(stored)) => {
            for written in written {
                let same = known.iter().position(|known| known == written);
                if let Some(stored) = same.and_then(|place| stored.get(place)) {
                    written.clone_from(stored);
                }
            }
        }
        _ => {}
    }
}
