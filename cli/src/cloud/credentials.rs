//! Why AWS refuses a call, where the reason is that this terminal has no credentials.

use std::collections::BTreeSet;
use std::env;
use std::path::{Path, PathBuf};

use aws_sdk_cloudformation::error::{ProvideErrorMetadata, SdkError};

use crate::language::setup;

/// The files with profiles: the variable that names one, and where it is without it. In the first, a profile's section says that
/// it is one.
const FILES: [(&str, &str); 2] = [
    ("AWS_CONFIG_FILE", ".aws/config"),
    ("AWS_SHARED_CREDENTIALS_FILE", ".aws/credentials"),
];

/// Why a call failed. The SDK passes over a profile that does not exist, and then only says that there are no credentials.
pub(super) fn why_refused<E, R>(error: &SdkError<E, R>) -> String
where
    E: ProvideErrorMetadata + std::error::Error + 'static,
    R: std::fmt::Debug + 'static,
{
    let why = aws::sdk_error(error);
    match missing_profile() {
        Some(missing) if why.contains("no credentials") => missing,
        _ => why,
    }
}

/// That AWS_PROFILE names a profile that this machine does not have, and which ones it has.
pub(super) fn missing_profile() -> Option<String> {
    let wanted = env::var("AWS_PROFILE").ok().filter(|name| !name.is_empty())?;
    let home = env::home_dir().unwrap_or_default();
    let files =
        FILES.map(|(variable, file)| env::var_os(variable).map_or_else(|| home.join(file), PathBuf::from));
    let known: BTreeSet<String> = files.iter().flat_map(|file| profiles(file)).collect();
    if known.contains(&wanted) {
        return None;
    }
    let text = setup();
    let known: Vec<String> = known.into_iter().collect();
    Some(match known.as_slice() {
        [] => text.aws_no_profile(wanted),
        known => format!(
            "{}; {}",
            text.aws_no_profile(wanted),
            text.aws_profiles(known.join(", "))
        ),
    })
}

/// The profiles of a file; none of one that cannot be read.
fn profiles(file: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let sections = text.lines().filter_map(|line| {
        let section = line.trim().strip_prefix('[')?;
        Some(section.split(']').next()?.trim().to_owned())
    });
    sections
        .filter_map(|section| match section.split_once(char::is_whitespace) {
            Some(("profile", name)) => Some(name.trim().trim_matches(['"', '\'']).to_owned()),
            // Others are sessions and services.
            Some(_) => None,
            None => Some(section),
        })
        .collect()
}
