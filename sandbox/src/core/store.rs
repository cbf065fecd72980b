use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;

pub(super) fn save<T: Serialize>(directory: &Path, name: &str, state: &T) {
    if let Err(error) = try_save(directory, name, state) {
        tracing::error!(%error, name, "the sandbox could not write its state");
    }
}

fn try_save<T: Serialize>(directory: &Path, name: &str, state: &T) -> io::Result<()> {
    fs::create_dir_all(directory)?;
    let path = file(directory, name);
    // Written to a temporary file and renamed, so that a crash leaves the old or the new state, never a partial one.
    let draft = path.with_extension("json.new");
    fs::write(&draft, serde_json::to_vec(state)?)?;
    fs::rename(draft, path)
}

pub(super) fn load<T: DeserializeOwned>(directory: &Path, name: &str) -> Option<T> {
    let path = file(directory, name);
    let bytes = match fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return None,
        Err(error) => {
            tracing::warn!(%error, name, "the sandbox could not read its state, and starts afresh");
            return None;
        }
    };
    match serde_json::from_slice(&bytes) {
        Ok(state) => Some(state),
        Err(error) => {
            let aside = path.with_extension("json.unreadable");
            tracing::warn!(%error, name, "the sandbox's state makes no sense: set aside as .unreadable, starting afresh");
            if let Err(error) = fs::rename(&path, aside) {
                tracing::warn!(%error, name, "nor could it be set aside");
            }
            None
        }
    }
}

fn file(directory: &Path, name: &str) -> PathBuf {
    directory.join(format!("sandbox-{name}.json"))
}
