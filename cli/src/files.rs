//! Why a file that somebody named can't be read or written, in the person's language.

use std::io::{Error, ErrorKind};
use std::path::Path;

use anyhow::{anyhow, bail};

use crate::language::commands;

/// That a file can't be read. One that isn't there is most often misspelt.
pub(crate) fn unreadable(file: &Path, error: &Error) -> anyhow::Error {
    let (text, name) = (commands(), file.display().to_string());
    match error.kind() {
        ErrorKind::NotFound => anyhow!("{}", text.file_missing(name)),
        _ => anyhow!("{}", text.file_unreadable(name, why(error))),
    }
}

/// That a file can't be written.
pub(crate) fn unwritable(file: &Path, error: &Error) -> anyhow::Error {
    let (text, name) = (commands(), file.display().to_string());
    let why = match error.kind() {
        ErrorKind::NotFound => text.file_no_folder(),
        _ => why(error),
    };
    anyhow!("{}", text.file_unwritable(name, why))
}

/// Refuses a file that exists already, before anything is read for it. With `force`, it may be overwritten.
///
/// # Errors
/// When it exists.
pub(crate) fn is_new(file: &Path, force: bool) -> anyhow::Result<()> {
    if file.exists() && !force {
        bail!("{}", commands().file_exists_force(file.display().to_string()));
    }
    Ok(())
}

/// The reason. What the operating system says beyond these is its own, and stays as it is.
fn why(error: &Error) -> String {
    let text = commands();
    match error.kind() {
        ErrorKind::PermissionDenied => text.file_forbidden(),
        ErrorKind::IsADirectory => text.file_is_folder(),
        ErrorKind::InvalidData => text.file_no_text(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_not_as_it_must_be_says_why() {
        let folder = tempfile::tempdir().unwrap();
        let read = |name: &str| {
            let file = folder.path().join(name);
            let error = std::fs::read_to_string(&file).unwrap_err();
            unreadable(&file, &error).to_string()
        };
        std::fs::write(folder.path().join("latin"), b"\xe5\xe4\xf6").unwrap();
        assert!(read("none.toml").contains("Look whether it is named right."));
        assert!(
            read("").ends_with("cannot be read: it is a folder."),
            "{}",
            read("")
        );
        assert!(read("latin").ends_with("it is no text in UTF-8."));
        let file = folder.path().join("none").join("out.csv");
        let error = std::fs::write(&file, "x").unwrap_err();
        let told = unwritable(&file, &error).to_string();
        assert!(
            told.ends_with("cannot be written: its folder doesn't exist."),
            "{told}"
        );
    }
}
