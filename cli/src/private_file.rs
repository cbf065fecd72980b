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

/// Refuses a file that exists already, before its content is read from anywhere.
///
/// # Errors
/// When it exists.
pub(crate) fn is_new(path: &Path) -> anyhow::Result<()> {
    if path.exists() { Err(exists(path)) } else { Ok(()) }
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
