//! How a command in another terminal finds a running `dev`.
//!
//! A file holds the addresses of the embedded AWS services and the functions' environment. It is valid while the
//! folder's lock is held: a killed process leaves the file behind, but the operating system releases the lock.
//!
//! A `dev` that was started with `--data` has that file in its own folder. In the folder that commands look in there is then
//! a pointer to it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::bail;
use serde::{Deserialize, Serialize};

use crate::Refused;
use crate::embedded_aws::EmbeddedAws;
use crate::files::{digest, private_file, private_folder};
use crate::folder::{Folder, Lock};

/// What a command needs to connect to a running system.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Running {
    /// The URLs of the embedded services.
    pub aws: EmbeddedAws,
    /// The environment of its functions.
    pub variables: BTreeMap<String, String>,
    /// The key of the sandbox's control API, if there is a sandbox.
    pub sandbox_secret: Option<String>,
}

impl Running {
    /// Writes the file in this process's folder or in `root`, and deletes it when the result is dropped. `None` if
    /// another `dev` has written there already; commands then find that one.
    ///
    /// # Errors
    /// When the folder or the file can't be written.
    pub fn announce(&self, root: &Path, folder: Option<&Folder>) -> anyhow::Result<Option<Announced>> {
        let lock = if folder.is_some_and(|folder| folder.path() == root) {
            None
        } else {
            private_folder(root)?;
            match Lock::take(root)? {
                Some(lock) => Some(lock),
                None => return Ok(None),
            }
        };
        let file = file(root);
        private_file(&file, serde_json::to_string(self)?.as_bytes())?;
        Ok(Some(Announced { file, _lock: lock }))
    }

    /// Names the data folder of this running system in `root`, where commands look, until the result is dropped. `None` if it
    /// is that folder.
    ///
    /// # Errors
    /// When the pointer can't be written.
    pub fn point(&self, root: &Path, data: &Path) -> anyhow::Result<Option<Pointer>> {
        private_folder(root)?;
        let path = std::fs::canonicalize(data)?;
        if path == std::fs::canonicalize(root)? {
            return Ok(None);
        }
        let folder = pointers(root);
        private_folder(&folder)?;
        let file = folder.join(digest(&path.to_string_lossy()));
        let pointed = Pointed {
            data: data.to_owned(),
            key: self.aws.access_key.id.clone(),
        };
        private_file(&file, serde_json::to_string(&pointed)?.as_bytes())?;
        Ok(Some(Pointer {
            file,
            folders: [folder, root.to_owned()],
        }))
    }

    /// The running systems that commands find in this folder: the one that is described in it, and those that it points to,
    /// with their folders.
    ///
    /// # Errors
    /// When a file can't be read, or another version wrote it.
    pub fn all(root: &Path) -> anyhow::Result<Vec<(PathBuf, Self)>> {
        let own = Self::find(root)?.map(|running| (root.to_owned(), running));
        let mut all: Vec<(PathBuf, Self)> = own.into_iter().collect();
        let Ok(files) = std::fs::read_dir(pointers(root)) else {
            return Ok(all);
        };
        let mut pointed: Vec<Pointed> = files
            .filter_map(|file| serde_json::from_slice(&std::fs::read(file.ok()?.path()).ok()?).ok())
            .collect();
        pointed.sort_by(|one, other| one.data.cmp(&other.data));
        for Pointed { data, key } in pointed {
            // The process may have been killed, and its folder may be in use by one that was started elsewhere.
            if let Some(running) = Self::find(&data)?.filter(|running| running.aws.access_key.id == key) {
                all.push((data, running));
            }
        }
        Ok(all)
    }

    /// The running system that is described in this folder.
    ///
    /// # Errors
    /// When the file can't be read, or another version wrote it.
    pub fn find(root: &Path) -> anyhow::Result<Option<Self>> {
        let file = file(root);
        let text = match std::fs::read(&file) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => bail!("{} cannot be read: {error}", file.display()),
        };
        if !Lock::is_held(root)? {
            return Ok(None);
        }
        match serde_json::from_slice(&text) {
            Ok(running) => Ok(Some(running)),
            Err(_) => bail!(Refused::OtherVersion(file)),
        }
    }
}

/// Deletes the file when dropped.
#[derive(Debug)]
pub struct Announced {
    file: PathBuf,
    _lock: Option<Lock>,
}

impl Drop for Announced {
    fn drop(&mut self) {
        // Nobody holds the lock, so a leftover file is stale.
        let _gone = std::fs::remove_file(&self.file);
    }
}

/// What a pointer holds.
#[derive(Debug, Serialize, Deserialize)]
struct Pointed {
    /// The data folder, as it was typed.
    data: PathBuf,
    /// The id of the running system's access key, which each has for itself.
    key: String,
}

/// Deletes the pointer when dropped, and the folders that are empty then.
#[derive(Debug)]
pub struct Pointer {
    file: PathBuf,
    folders: [PathBuf; 2],
}

impl Drop for Pointer {
    fn drop(&mut self) {
        // A pointer to a system that has ended is stale.
        let _gone = std::fs::remove_file(&self.file);
        for folder in &self.folders {
            let _kept_unless_empty = std::fs::remove_dir(folder);
        }
    }
}

fn pointers(root: &Path) -> PathBuf {
    root.join("elsewhere")
}

fn file(root: &Path) -> PathBuf {
    root.join("running.json")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::embedded_aws::access::AccessKey;

    fn running() -> Running {
        Running {
            aws: EmbeddedAws {
                dynamodb: "http://127.0.0.1:1".to_owned(),
                sqs: "http://127.0.0.1:2".to_owned(),
                secretsmanager: "http://127.0.0.1:3".to_owned(),
                sns: "http://127.0.0.1:4".to_owned(),
                access_key: AccessKey::random(),
            },
            variables: BTreeMap::from([("EKOBRIDGE_SALT".to_owned(), "s".to_owned())]),
            sandbox_secret: None,
        }
    }

    #[test]
    fn a_system_is_found_while_it_runs_and_not_after() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().join(".ekobridge");
        assert!(Running::find(&root).unwrap().is_none());
        let announced = running().announce(&root, None).unwrap().unwrap();
        let found = Running::find(&root).unwrap().unwrap();
        assert_eq!(found.aws.sqs, "http://127.0.0.1:2");
        assert_eq!(found.variables["EKOBRIDGE_SALT"], "s");
        assert_eq!(found.aws.access_key.secret.len(), 64);
        drop(announced);
        assert!(Running::find(&root).unwrap().is_none());
        assert!(!file(&root).exists());
    }

    #[test]
    fn what_a_killed_process_has_left_is_not_taken_for_one_that_runs() {
        let dir = tempfile::tempdir().unwrap();
        let announced = running().announce(dir.path(), None).unwrap().unwrap();
        let text = std::fs::read(file(dir.path())).unwrap();
        drop(announced);
        std::fs::write(file(dir.path()), text).unwrap();
        assert!(Running::find(dir.path()).unwrap().is_none());
        // The next process can then take its place.
        let _next = running().announce(dir.path(), None).unwrap().unwrap();
        assert!(Running::find(dir.path()).unwrap().is_some());
    }

    #[test]
    fn the_second_of_two_leaves_the_first_to_be_found() {
        let dir = tempfile::tempdir().unwrap();
        let _first = running().announce(dir.path(), None).unwrap().unwrap();
        assert!(running().announce(dir.path(), None).unwrap().is_none());
    }

    #[test]
    fn a_folder_that_is_worked_in_needs_no_second_lock() {
        let dir = tempfile::tempdir().unwrap();
        let folder = Folder::open(dir.path(), None).unwrap();
        let _announced = running().announce(dir.path(), Some(&folder)).unwrap().unwrap();
        assert!(Running::find(dir.path()).unwrap().is_some());
    }

    #[test]
    fn a_system_with_a_folder_of_its_own_is_found_where_it_was_started() {
        let dir = tempfile::tempdir().unwrap();
        let (root, data) = (dir.path().join(".ekobridge"), dir.path().join("state"));
        let found = || -> Vec<PathBuf> {
            let all = Running::all(&root).unwrap();
            all.into_iter().map(|(folder, _)| folder).collect()
        };
        let folder = Folder::open(&data, None).unwrap();
        let system = running();
        let announced = system.announce(&data, Some(&folder)).unwrap().unwrap();
        assert_eq!(found(), Vec::<PathBuf>::new());
        let pointer = system.point(&root, &data).unwrap().unwrap();
        assert_eq!(found(), std::slice::from_ref(&data));
        let beside = running().announce(&root, None).unwrap().unwrap();
        assert_eq!(found(), [root.clone(), data.clone()]);
        drop(beside);
        // What a killed process has left points to nothing, also when another system works in the folder.
        let left = std::fs::read(&pointer.file).unwrap();
        drop((pointer, announced));
        assert!(!root.join("elsewhere").exists());
        std::fs::create_dir_all(root.join("elsewhere")).unwrap();
        std::fs::write(root.join("elsewhere/left"), left).unwrap();
        let _other = running().announce(&data, Some(&folder)).unwrap().unwrap();
        assert_eq!(found(), Vec::<PathBuf>::new());
        assert!(system.point(&data, &data).unwrap().is_none());
    }

    #[cfg(unix)]
    #[test]
    fn only_its_owner_can_read_where_it_runs() {
        use std::os::unix::fs::PermissionsExt;

        let dir = tempfile::tempdir().unwrap();
        let _announced = running().announce(dir.path(), None).unwrap().unwrap();
        let mode = std::fs::metadata(file(dir.path())).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
