//! Everything on one machine: AWS stand-ins, the vendors' sandbox, and the functions behind a small Lambda host.

use std::path::Path;

use anyhow::Context;

pub(crate) mod aws;
pub(crate) mod host;
pub(crate) mod system;
pub(crate) mod vendors;

/// Writes a file that only its owner can read, whole or not at all.
pub(crate) fn private_file(file: &Path, content: &[u8]) -> anyhow::Result<()> {
    use std::io::Write;

    let next = file.with_extension("new");
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut open = options.open(&next).with_context(|| format!("{} cannot be written", next.display()))?;
    open.write_all(content)?;
    open.sync_all()?;
    std::fs::rename(&next, file).with_context(|| format!("{} cannot be written", file.display()))
}
