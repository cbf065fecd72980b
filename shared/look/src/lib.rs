#![doc = include_str!("../README.md")]

/// The style sheet, as CSS.
pub const STYLE: &str = include_str!("style.css");

/// The icon, as SVG.
pub const ICON: &str = include_str!("icon.svg");
