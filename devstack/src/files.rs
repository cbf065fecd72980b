//! Files and folders that only their owner can read.

use std::path::Path;

use anyhow::Context;
use sha2::{Digest, Sha256};

/// Writes a file atomically. Only its owner can read it.
///
/// # Errors
/// When it can't be written.
pub fn private_file(file: &Path, content: &[u8]) -> anyhow::Result<()> {
    use std::io::Write;

    let next = file.with_extension("new");
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut open = options
        .open(&next)
        .with_context(|| format!("{} cannot be written", next.display()))?;
    open.write_all(content)?;
    open.sync_all()?;
    std::fs::rename(&next, file).with_context(|| format!("{} cannot be written", file.display()))
}

/// Creates a folder that only its owner can open, because it holds customers' data and a grant.
///
/// # Errors
/// When it can't be created or made private.
pub fn private_folder(folder: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder).with_context(|| format!("{} cannot be created", folder.display()))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700))
            .with_context(|| format!("{} cannot be made private", folder.display()))?;
    }
    Ok(())
}

/// SHA-256, as hexadecimal digits.
#[must_use]
pub fn digest(text: &str) -> String {
    Sha256::digest(text.as_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// A random secret: 244 bits, as hexadecimal digits.
#[must_use]
pub fn random_secret() -> String {
    format!(
        "{}{}",
        uuid::Uuid::new_v4().simple(),
        uuid::Uuid::new_v4().simple()
    )
}
