//! A settings file that the user has named.

use std::path::Path;

use anyhow::{Context, bail};
use aws::SettingsDocument;
use flows::CompiledSettings;

/// Reads and checks a settings file.
///
/// # Errors
/// When it can't be read, or all errors in it by line and column.
pub(crate) fn checked(file: &Path) -> anyhow::Result<(SettingsDocument, CompiledSettings)> {
    let text = std::fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let document = SettingsDocument {
        text,
        file: file.display().to_string(),
    };
    match document.plan() {
        Ok(plan) => Ok((document, plan)),
        Err(problem) => bail!("{}", problem.message),
    }
}
