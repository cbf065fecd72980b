//! How large a function's package is, and how it was built.

use std::io::{Cursor, Write as _};
use std::path::Path;

use anyhow::Context;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Bytes of the zip that is uploaded for a binary, compressed as SAM does: deflate, at its usual level.
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

/// Whether a panic can be caught in this binary: one that was built to abort at a panic never calls what raises it.
pub(crate) fn unwinds(binary: &Path) -> anyhow::Result<bool> {
    const RAISES: &[u8] = b"_Unwind_RaiseException";
    let bytes = std::fs::read(binary)?;
    Ok(bytes.windows(RAISES.len()).any(|part| part == RAISES))
}
