//! The file in which `ekobridge connect` stores eAccounting's grant.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use serde_json::Value;

/// Where `ekobridge connect` stores a grant in this folder.
#[must_use]
pub fn connected_file(folder: &Path) -> PathBuf {
    folder.join("eaccounting.json")
}

/// A file's JSON. `None` if there is no such file.
///
/// # Errors
/// When the file can't be read, or isn't JSON.
pub fn read(file: &Path) -> anyhow::Result<Option<Value>> {
    match std::fs::read_to_string(file) {
        // The parser's own text would quote the input.
        Ok(text) => match serde_json::from_str(&text) {
            Ok(value) => Ok(Some(value)),
            Err(_) => bail!(
                "{} is not JSON. Remove it, and run `ekobridge connect` again.",
                file.display()
            ),
        },
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("{} cannot be read", file.display())),
    }
}

/// A non-empty text of a JSON object.
#[must_use]
pub fn text<'a>(value: &'a Value, name: &str) -> Option<&'a str> {
    value
        .get(name)
        .and_then(Value::as_str)
        .filter(|text| !text.is_empty())
}
