//! Commands that this build leaves out, and how to get them.

use anyhow::bail;

/// The commands of the cargo features `deploy` and `setup`.
const LEFT_OUT: [&str; 7] = [
    "setup", "doctor", "deploy", "check", "pause", "resume", "teardown",
];

/// Prints how to get a command that was left out. Other unknown words are refused as usual.
pub(crate) fn run(words: &[String], mut tool: clap::Command) -> anyhow::Result<()> {
    let word = words.first().map_or("", String::as_str);
    if LEFT_OUT.contains(&word) {
        bail!(
            "This build leaves `ekobridge {word}` out: use the released tool, or `cargo install --locked --path cli --features \
             setup`."
        );
    }
    tool.error(
        clap::error::ErrorKind::InvalidSubcommand,
        format!("there is no command '{word}'; `ekobridge --help` lists them"),
    )
    .exit()
}
