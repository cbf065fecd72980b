//! The commands, one file or folder each.

pub(crate) mod activity;
pub(crate) mod connect;
pub(crate) mod dev;
pub(crate) mod erase;
pub(crate) mod preview;
pub(crate) mod replay;
pub(crate) mod settings;
