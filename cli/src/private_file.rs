//! Files that only their owner can read.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;

/// Writes a new file, with mode 0600 where the platform has modes.
///
/// # Errors
/// When it exists already, or can't be written.
pub(crate) fn create(path: &Path, content: &[u8]) -> std::io::Result<()> {
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
