//! The size of a function's package, and how the binary was built.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, ensure};

/// Packs as SAM does, and prints the zip's size.
const PACK: &str = "\
import io, sys, zipfile
packed = io.BytesIO()
with zipfile.ZipFile(packed, 'w', zipfile.ZIP_DEFLATED) as package:
    package.write(sys.argv[1], 'bootstrap')
print(len(packed.getvalue()))";

/// Size of the zip for a binary in bytes. SAM packs with Python's zlib, and other implementations of deflate are up to
/// 3 % off.
pub(crate) fn zipped(binary: &Path) -> anyhow::Result<usize> {
    ensure!(
        binary.exists(),
        "{} is not there: `make build` builds the functions",
        binary.display()
    );
    let packed = Command::new("python3")
        .args(["-c", PACK])
        .arg(binary)
        .output()
        .context("a zip's size needs python3")?;
    let problem = String::from_utf8_lossy(&packed.stderr);
    ensure!(packed.status.success(), "python3 cannot pack: {problem}");
    Ok(String::from_utf8(packed.stdout)?.trim().parse()?)
}

/// Whether this binary can catch a panic: one that aborts on panic never calls the unwinder's entry point.
pub(crate) fn unwinds(binary: &Path) -> anyhow::Result<bool> {
    const RAISES: &[u8] = b"_Unwind_RaiseException";
    let bytes = std::fs::read(binary)?;
    Ok(bytes.windows(RAISES.len()).any(|part| part == RAISES))
}
