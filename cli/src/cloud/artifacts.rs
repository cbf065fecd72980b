//! The functions' code: zips of a release, or locally built bootstraps.

use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};
use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::template::FUNCTIONS;
use crate::files::unreadable;
use crate::language::setup;

/// Lambda's processor architecture, from the machine field of an ELF header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Architecture {
    Arm64,
    X86_64,
}

impl Architecture {
    /// The value of the template's parameter.
    pub(crate) const fn parameter(self) -> &'static str {
        match self {
            Self::Arm64 => "arm64",
            Self::X86_64 => "x86_64",
        }
    }
}

/// One function's code.
#[derive(Debug, Clone)]
pub(crate) struct Artifact {
    /// The function.
    pub(crate) function: &'static str,
    /// The zip, with `bootstrap` at its root.
    pub(crate) zip: Vec<u8>,
}

impl Artifact {
    /// The upload key. The same code has the same key.
    pub(crate) fn key(&self) -> String {
        let digest: String = Sha256::digest(&self.zip)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        format!("functions/{}-{}.zip", self.function, &digest[..32])
    }
}

/// The functions in a folder, and the architecture for which they were built.
///
/// # Errors
/// When a function is missing, isn't a Linux program, or was built for another architecture than the others.
pub(crate) fn in_folder(folder: &Path) -> anyhow::Result<(Vec<Artifact>, Architecture)> {
    let mut missing: Vec<String> = Vec::new();
    let mut found = Vec::new();
    for function in FUNCTIONS {
        match zip_of(folder, function)? {
            Some((zip, from)) => found.push((Artifact { function, zip }, from)),
            None => missing.push(format!("{function}.zip")),
        }
    }
    if !missing.is_empty() {
        let folder = folder.display().to_string();
        bail!("{}", setup().zips_missing(missing.join(", "), folder));
    }
    let mut architecture: Option<Architecture> = None;
    for (artifact, from) in &found {
        let this = architecture_of(&artifact.zip).with_context(|| from.display().to_string())?;
        match architecture {
            Some(others) if others != this => {
                let from = from.display().to_string();
                bail!(
                    "{}",
                    setup().zips_mixed(from, others.parameter(), this.parameter())
                )
            }
            _ => architecture = Some(this),
        }
    }
    let architecture = architecture.context("there is no function")?;
    Ok((
        found.into_iter().map(|(artifact, _)| artifact).collect(),
        architecture,
    ))
}

/// A function's zip in a folder: a release's zip, or one created from a local build.
fn zip_of(folder: &Path, function: &str) -> anyhow::Result<Option<(Vec<u8>, PathBuf)>> {
    let zipped = folder.join(format!("{function}.zip"));
    if zipped.is_file() {
        let zip = std::fs::read(&zipped).map_err(|error| unreadable(&zipped, &error))?;
        return Ok(Some((zip, zipped)));
    }
    let built = folder.join(function).join("bootstrap");
    if !built.is_file() {
        return Ok(None);
    }
    let bootstrap = std::fs::read(&built).map_err(|error| unreadable(&built, &error))?;
    Ok(Some((zip(&bootstrap)?, built)))
}

/// Zips a bootstrap. The same program always produces the same bytes.
fn zip(bootstrap: &[u8]) -> anyhow::Result<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o755);
    writer.start_file("bootstrap", options)?;
    writer.write_all(bootstrap)?;
    Ok(writer.finish()?.into_inner())
}

/// The architecture of a zip's bootstrap.
fn architecture_of(zip: &[u8]) -> anyhow::Result<Architecture> {
    let mut archive = ZipArchive::new(Cursor::new(zip)).context("it is no zip")?;
    let mut bootstrap = archive
        .by_name("bootstrap")
        .context("it holds no file bootstrap")?;
    ensure!(
        bootstrap.unix_mode().is_none_or(|mode| mode & 0o111 != 0),
        "its bootstrap is not executable"
    );
    let mut header = [0_u8; 20];
    bootstrap
        .read_exact(&mut header)
        .context("its bootstrap is no program")?;
    ensure!(
        header.starts_with(b"\x7fELF"),
        "its bootstrap is no Linux program"
    );
    match u16::from_le_bytes([header[18], header[19]]) {
        0xB7 => Ok(Architecture::Arm64),
        0x3E => Ok(Architecture::X86_64),
        _ => bail!("its bootstrap is for a processor that Lambda does not have"),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// The first bytes of a Linux program.
    pub(crate) fn program(machine: u8, more: &[u8]) -> Vec<u8> {
        let mut program = b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0".to_vec();
        program.extend([machine, 0]);
        program.extend(more);
        program
    }

    /// A folder in the layout of `make build`.
    pub(crate) fn built(machines: [u8; 4]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (function, machine) in FUNCTIONS.iter().zip(machines) {
            std::fs::create_dir(folder.path().join(function)).unwrap();
            let program = program(machine, function.as_bytes());
            std::fs::write(folder.path().join(function).join("bootstrap"), program).unwrap();
        }
        folder
    }

    #[test]
    fn what_was_built_here_and_a_releases_zips_are_the_same() {
        let here = built([0xB7; 4]);
        let (artifacts, architecture) = in_folder(here.path()).unwrap();
        assert_eq!(architecture, Architecture::Arm64);
        let release = tempfile::tempdir().unwrap();
        for artifact in &artifacts {
            let file = release.path().join(format!("{}.zip", artifact.function));
            std::fs::write(file, &artifact.zip).unwrap();
        }
        let (again, _) = in_folder(release.path()).unwrap();
        let keys = |all: &[Artifact]| all.iter().map(Artifact::key).collect::<Vec<_>>();
        assert_eq!(keys(&artifacts), keys(&again));
        // The same program has the same key, whenever it was built, and is not uploaded again.
        assert_eq!(keys(&in_folder(here.path()).unwrap().0), keys(&artifacts));
    }

    #[test]
    fn what_lambda_cannot_run_is_refused_by_name() {
        let empty = tempfile::tempdir().unwrap();
        let error = in_folder(empty.path()).unwrap_err().to_string();
        assert!(
            error.contains("webhook-ingest.zip") && error.contains("offer-poller.zip"),
            "{error}"
        );

        let mixed = built([0xB7, 0xB7, 0x3E, 0xB7]);
        let error = in_folder(mixed.path()).unwrap_err().to_string();
        assert!(
            error.contains("order-push") && error.contains("x86_64"),
            "{error}"
        );

        let mac = built([0xB7; 4]);
        let file = mac.path().join("order-push/bootstrap");
        std::fs::write(&file, b"\xcf\xfa\xed\xfe and much more than a header").unwrap();
        let error = format!("{:#}", in_folder(mac.path()).unwrap_err());
        assert!(
            error.contains("order-push") && error.contains("no Linux program"),
            "{error}"
        );
    }
}
