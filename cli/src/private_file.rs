//! Files that only their owner can read.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::Path;

use crate::files::unwritable;
use crate::language::commands;

/// Writes a new file, with mode 0600 where the platform has modes.
///
/// # Errors
/// When it exists already, or can't be written.
pub(crate) fn create(path: &Path, content: &[u8]) -> anyhow::Result<()> {
    write(path, content).map_err(|error| {
        if error.kind() == ErrorKind::AlreadyExists {
            return exists(path);
        }
        unwritable(path, &error)
    })
}

/// The same in the place of a file that may exist.
///
/// # Errors
/// When it can't be written.
pub(crate) fn replace(path: &Path, content: &[u8]) -> anyhow::Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(unwritable(path, &error)),
        _ => {}
    }
    create(path, content)
}

fn exists(path: &Path) -> anyhow::Error {
    anyhow::anyhow!("{}", commands().file_exists(path.display().to_string()))
}

fn write(path: &Path, content: &[u8]) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let mut file = options.open(path)?;
    file.write_all(content)?;
    file.sync_all()
}
