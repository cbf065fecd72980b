//! Records and named values that a newer version of Ekobridge has written.
//!
//! After a rollback, this version meets records with fields, problem codes and jobs that it doesn't know. It works with the
//! rest, and writes back what it doesn't know, so that nothing is missing once the newer version runs again. What decides
//! about documents, a record's state and its documents' kinds, must be known: a record with another one can't be read, its
//! jobs wait, and nothing is written. Named values are treated alike: unknown fields are written back, and a value that
//! can't be read isn't written.
//!
//! A version that adds to what they hold raises [`FORMAT`], marks what it writes with it, and adds a file to `fixtures/`.

#[cfg(feature = "dynamodb")]
use model::Code;
#[cfg(feature = "dynamodb")]
use serde::Deserialize;
use serde_json::Value;

/// The format of the records and named values that this version writes. Format 1 has no mark.
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

#[cfg(feature = "dynamodb")]
impl Newer {
    /// What is stored, and as much of it as this version would have written.
    pub(crate) fn new(format: &str, stored: Value, known: Value) -> Self {
        Self {
            format: format.to_owned(),
            stored,
            known,
        }
    }

    /// A record as it is to be stored: as this version writes it, with what it doesn't know.
    pub(crate) fn with_unknown(&self, mut written: Value) -> Value {
        keep_unknown(&mut written, &self.known, &self.stored);
        written
    }
}

/// A stored record without a job that this version can't run, and with a code of its own for one that it doesn't know.
#[cfg(feature = "dynamodb")]
pub(crate) fn understandable(mut stored: Value) -> Value {
    let Some(fields) = stored.as_object_mut() else {
        return stored;
    };
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
    stored
}

/// Adds to `written` what `stored` has and `known` has not.
pub(crate) fn keep_unknown(written: &mut Value, known: &Value, stored: &Value) {
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
