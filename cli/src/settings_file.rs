//! A settings file that the user has named.

use std::path::Path;

use anyhow::bail;
use aws::SettingsDocument;
use flows::CompiledSettings;

use crate::files::unreadable;

/// Reads and checks a settings file.
///
/// # Errors
/// When it can't be read, or all errors in it by line and column.
pub(crate) fn checked(file: &Path) -> anyhow::Result<(SettingsDocument, CompiledSettings)> {
    let text = std::fs::read_to_string(file).map_err(|error| unreadable(file, &error))?;
    let document = SettingsDocument {
        text,
        file: file.display().to_string(),
    };
    match document.plan() {
        Ok(plan) => Ok((document, plan)),
        Err(problem) => bail!("{}", problem.message),
    }
}
