//! The size of a function's package, and how the binary was built.

use std::io::{Cursor, Write as _};
use std::path::Path;

use anyhow::Context;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Size of the zip for a binary in bytes, compressed as SAM does: deflate, at the default level.
pub(crate) fn zipped(binary: &Path) -> anyhow::Result<usize> {
    let bytes = std::fs::read(binary).with_context(|| {
        format!(
            "{} is not there: `make build` builds the functions",
            binary.display()
        )
    })?;
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(6));
    zip.start_file("bootstrap", options)?;
    zip.write_all(&bytes)?;
    Ok(zip.finish()?.into_inner().len())
}

/// Whether this binary can catch a panic: one that aborts on panic never calls the unwinder's entry point.
pub(crate) fn unwinds(binary: &Path) -> anyhow::Result<bool> {
    const RAISES: &[u8] = b"_Unwind_RaiseException";
    let bytes = std::fs::read(binary)?;
    Ok(bytes.windows(RAISES.len()).any(|part| part == RAISES))
}
