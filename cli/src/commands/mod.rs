//! The commands, one file or folder each.

pub(crate) mod activity;
pub(crate) mod backfill;
#[cfg(feature = "deploy")]
pub(crate) mod check;
pub(crate) mod connect;
pub(crate) mod console;
#[cfg(feature = "deploy")]
pub(crate) mod deploy;
pub(crate) mod dev;
#[cfg(feature = "setup")]
pub(crate) mod doctor;
pub(crate) mod erase;
pub(crate) mod hold;
#[cfg(not(feature = "setup"))]
pub(crate) mod not_built;
#[cfg(feature = "deploy")]
pub(crate) mod pause;
pub(crate) mod preview;
pub(crate) mod reconcile;
pub(crate) mod replay;
pub(crate) mod settings;
#[cfg(feature = "setup")]
pub(crate) mod setup;
#[cfg(feature = "deploy")]
pub(crate) mod teardown;
pub(crate) mod why;
