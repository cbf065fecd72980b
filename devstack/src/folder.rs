//! The data folder: its vendors, and the lock that allows one process at a time.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use crate::Refused;
use crate::files::{digest, private_file, private_folder};
use crate::urls::without_port;
use crate::vendors::Vendors;

/// The default data folder.
pub const ROOT: &str = ".ekobridge";

/// Held by the one process that uses a folder, until it is dropped or the process ends.
#[derive(Debug)]
pub struct Lock(#[allow(dead_code, reason = "held, not read")] File);

impl Lock {
    /// Locks an existing folder; `None` if another process holds the lock.
    ///
    /// # Errors
    /// When the folder can't be written.
    pub fn take(folder: &Path) -> anyhow::Result<Option<Self>> {
        let file = lock_file(folder);
        let lock = File::create(&file).with_context(|| format!("{} cannot be written", file.display()))?;
        match lock.try_lock() {
            Ok(()) => Ok(Some(Self(lock))),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => {
                Err(error).with_context(|| format!("{} cannot be locked", file.display()))
            }
        }
    }

    /// Whether a process uses a folder.
    ///
    /// # Errors
    /// When the lock can't be read.
    pub fn is_held(folder: &Path) -> anyhow::Result<bool> {
        let file = lock_file(folder);
        let lock = match File::open(&file) {
            Ok(lock) => lock,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(false),
            Err(error) => return Err(error).with_context(|| format!("{} cannot be read", file.display())),
        };
        match lock.try_lock_shared() {
            Ok(()) => Ok(false),
            Err(TryLockError::WouldBlock) => Ok(true),
            Err(TryLockError::Error(error)) => {
                Err(error).with_context(|| format!("{} cannot be locked", file.display()))
            }
        }
    }
}

fn lock_file(folder: &Path) -> PathBuf {
    folder.join("lock")
}

/// A folder that only this process uses, until it is dropped.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    _lock: Lock,
}

impl Folder {
    /// Opens or creates the folder for these vendors' accounts only. The state of one account is never used with
    /// another.
    ///
    /// # Errors
    /// When another process uses it, or it holds the state of other vendors.
    pub fn open(path: &Path, vendors: Option<&Vendors>) -> anyhow::Result<Self> {
        private_folder(path)?;
        let Some(lock) = Lock::take(path)? else {
            bail!(Refused::FolderInUse(path.to_owned()))
        };
        let folder = Self {
            path: path.to_owned(),
            _lock: lock,
        };
        folder.belongs_to(&whose(vendors))?;
        Ok(folder)
    }

    /// Whether `dev` has stored anything in a folder.
    #[must_use]
    pub fn is_one(path: &Path) -> bool {
        vendors_file(path).exists()
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn belongs_to(&self, whose: &str) -> anyhow::Result<()> {
        let file = vendors_file(&self.path);
        match std::fs::read_to_string(&file) {
            Ok(before) if before.trim() == whose => Ok(()),
            Ok(before) => bail!(Refused::OtherAccounts {
                folder: self.path.clone(),
                before: before.trim().to_owned(),
                now: whose.to_owned(),
            }),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                private_file(&file, whose.as_bytes())
            }
            Err(error) => Err(error).with_context(|| format!("{} cannot be read", file.display())),
        }
    }

    /// Whether a step that runs once per folder has run.
    #[must_use]
    pub fn was_done(&self, what: &str) -> bool {
        self.path.join(what).exists()
    }

    /// Records that it has run.
    ///
    /// # Errors
    /// When the folder can't be written.
    pub fn note_done(&self, what: &str) -> anyhow::Result<()> {
        private_file(&self.path.join(what), b"")
    }

    /// The secret part of the webhook's URL, stored with the other state so that a URL registered in ActiveCampaign
    /// stays valid.
    ///
    /// # Errors
    /// When the folder can't be written.
    pub fn route_token(&self) -> anyhow::Result<String> {
        let file = self.path.join("route-token");
        match std::fs::read_to_string(&file) {
            Ok(token) if !token.trim().is_empty() => Ok(token.trim().to_owned()),
            _ => {
                let token = new_token();
                private_file(&file, token.as_bytes())?;
                Ok(token)
            }
        }
    }
}

fn vendors_file(folder: &Path) -> PathBuf {
    folder.join("vendors")
}

/// A random route token: 122 bits.
#[must_use]
pub fn new_token() -> String {
    uuid::Uuid::new_v4().simple().to_string()
}

/// The default folder for these vendors' accounts, separate for each account.
#[must_use]
pub fn usual(root: &Path, vendors: &Vendors) -> PathBuf {
    let all = [
        &vendors.activecampaign_url,
        &vendors.eaccounting_api_url,
        &vendors.eaccounting_identity_url,
        &vendors.client_id,
    ]
    .map(String::as_str)
    .join("\n");
    let host = vendors.activecampaign_url.parse::<url::Url>().ok();
    let host = host
        .as_ref()
        .and_then(url::Url::host_str)
        .unwrap_or("activecampaign");
    root.join(format!("{host}-{}", &digest(&all)[..8]))
}

fn whose(vendors: Option<&Vendors>) -> String {
    match vendors {
        None => "the sandbox".to_owned(),
        Some(vendors) => format!(
            "{} and {}",
            without_port(&vendors.activecampaign_url),
            without_port(&vendors.eaccounting_api_url)
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vendors(activecampaign: &str) -> Vendors {
        Vendors {
            activecampaign_url: activecampaign.to_owned(),
            ..Vendors::sandbox("http://127.0.0.1:1")
        }
    }

    #[test]
    fn one_process_at_a_time_works_in_a_folder() {
        let dir = tempfile::tempdir().unwrap();
        let first = Folder::open(dir.path(), None).unwrap();
        let refused = Folder::open(dir.path(), None).unwrap_err().to_string();
        assert!(
            refused.contains("Another `ekobridge`") && refused.contains("--data"),
            "{refused}"
        );
        drop(first);
        Folder::open(dir.path(), None).unwrap();
    }

    #[test]
    fn the_state_of_one_account_is_not_taken_for_that_of_another() {
        let dir = tempfile::tempdir().unwrap();
        let (shop, other) = (
            vendors("https://shop.api-us1.com"),
            vendors("https://other.api-us1.com"),
        );
        drop(Folder::open(dir.path(), Some(&shop)).unwrap());
        drop(Folder::open(dir.path(), Some(&shop)).unwrap());
        let refused = Folder::open(dir.path(), Some(&other)).unwrap_err().to_string();
        assert!(
            refused.contains("shop.api-us1.com") && refused.contains("other.api-us1.com"),
            "{refused}"
        );
        assert!(
            Folder::open(dir.path(), None)
                .unwrap_err()
                .to_string()
                .contains("the sandbox")
        );
        assert_ne!(usual(dir.path(), &shop), usual(dir.path(), &other));
    }

    #[test]
    fn a_sandbox_may_come_back_on_another_port() {
        let dir = tempfile::tempdir().unwrap();
        drop(Folder::open(dir.path(), Some(&vendors("http://127.0.0.1:1"))).unwrap());
        Folder::open(dir.path(), Some(&vendors("http://127.0.0.1:2"))).unwrap();
    }

    #[test]
    fn the_route_token_stays() {
        let dir = tempfile::tempdir().unwrap();
        let folder = Folder::open(dir.path(), None).unwrap();
        assert_eq!(folder.route_token().unwrap(), folder.route_token().unwrap());
        assert_ne!(new_token(), new_token());
    }
}
