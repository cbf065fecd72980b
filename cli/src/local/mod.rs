//! Everything on one machine: AWS stand-ins, the vendors' sandbox, and the functions behind a small Lambda host.

use std::path::Path;

use anyhow::Context;
use sha2::{Digest, Sha256};

pub(crate) mod aws;
pub(crate) mod folder;
pub(crate) mod grants;
pub(crate) mod host;
#[cfg(test)]
mod privacy;
mod queues;
pub(crate) mod running;
pub(crate) mod system;
#[cfg(test)]
pub(crate) mod testing;
pub(crate) mod vendors;

/// Writes a file that only its owner can read, whole or not at all.
pub(crate) fn private_file(file: &Path, content: &[u8]) -> anyhow::Result<()> {
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

/// SHA-256, as hexadecimal digits.
pub(crate) fn digest(text: &str) -> String {
    Sha256::digest(text.as_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// A URL, for comparing places: on this machine a port means nothing, since a sandbox takes another at each start.
pub(crate) fn without_port(url: &str) -> String {
    let Ok(mut parsed) = url.parse::<url::Url>() else {
        return url.to_owned();
    };
    if is_loopback(&parsed) && parsed.set_port(None).is_ok() {
        return parsed.as_str().trim_end_matches('/').to_owned();
    }
    url.trim_end_matches('/').to_owned()
}

/// Whether a URL is of this machine.
pub(crate) fn is_loopback(url: &url::Url) -> bool {
    match url.host() {
        Some(url::Host::Ipv4(ip)) => ip.is_loopback(),
        Some(url::Host::Ipv6(ip)) => ip.is_loopback(),
        Some(url::Host::Domain(name)) => name == "localhost",
        None => false,
    }
}
