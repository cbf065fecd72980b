//! The answers and the grant of an unfinished run, so that the next one continues there.

use std::path::{Path, PathBuf};

use anyhow::bail;
use devstack::files::{private_file, private_folder};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::answers::Answers;
use crate::files::unreadable;
use crate::language::setup;

/// The content of a file that only its owner can read. Until setup ends, it holds the API key and the grant.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Progress {
    /// The verified answers.
    #[serde(default)]
    pub(super) answers: Answers,
    /// eAccounting's grant, until it is stored in the folder or secret.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) grant: Option<Value>,
    /// Digest of the refresh token in the environment that the grant came from. That token has been used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) grant_from: Option<String>,
    #[serde(skip)]
    file: PathBuf,
}

impl Progress {
    /// Reads what an earlier run has stored in a folder.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub(super) fn load(folder: &Path) -> anyhow::Result<Self> {
        let file = folder.join("setup.json");
        let mut progress = match std::fs::read(&file) {
            Ok(text) => match serde_json::from_slice::<Self>(&text) {
                Ok(progress) => progress,
                Err(_) => bail!("{}", setup().setup_of_other_version(file.display().to_string())),
            },
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Self::default(),
            Err(error) => return Err(unreadable(&file, &error)),
        };
        progress.file = file;
        Ok(progress)
    }

    /// Writes the file.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub(super) fn save(&self) -> anyhow::Result<()> {
        if let Some(folder) = self.file.parent() {
            private_folder(folder)?;
        }
        private_file(&self.file, serde_json::to_string_pretty(self)?.as_bytes())
    }

    /// Stores the answers without secrets, for a later run.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub(super) fn end(&mut self) -> anyhow::Result<()> {
        self.answers.activecampaign_key = None;
        self.answers.eaccounting_client_secret = None;
        self.grant = None;
        self.save()
    }
}
