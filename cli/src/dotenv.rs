//! The environment, extended with a `.env` file.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::bail;

use crate::files::unreadable;
use crate::language::commands;

/// The process's variables, and those of this folder's `.env` that the process doesn't have.
pub(crate) fn variables() -> anyhow::Result<BTreeMap<String, String>> {
    let mut variables = match std::fs::read_to_string(".env") {
        Ok(text) => parse(&text)?,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => BTreeMap::new(),
        Err(error) => return Err(unreadable(Path::new(".env"), &error)),
    };
    variables.extend(std::env::vars());
    Ok(variables)
}

/// Sets variables in `.env`, which only its owner can read. Other lines are unchanged. Returns whether anything
/// changed.
///
/// # Errors
/// When a value spans several lines, or the file can't be written.
#[cfg(feature = "setup")]
pub(crate) fn set(values: &BTreeMap<&str, &str>) -> anyhow::Result<bool> {
    let before = match std::fs::read_to_string(".env") {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(unreadable(Path::new(".env"), &error)),
    };
    let after = with(&before, values)?;
    if after != before {
        devstack::files::private_file(std::path::Path::new(".env"), after.as_bytes())?;
    }
    Ok(after != before)
}

/// The text of `.env` with these values.
#[cfg(feature = "setup")]
fn with(text: &str, values: &BTreeMap<&str, &str>) -> anyhow::Result<String> {
    let present = parse(text)?;
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for (name, value) in values {
        if value.chars().any(char::is_control) {
            bail!("{}", commands().env_control(*name));
        }
        if present.get(*name).map(String::as_str) == Some(*value) {
            continue;
        }
        let line = format!("{name}={value}");
        let has_name = |line: &String| {
            let line = line.trim();
            let line = line.strip_prefix("export ").unwrap_or(line);
            line.split_once('=')
                .is_some_and(|(theirs, _)| theirs.trim() == *name)
        };
        // The last of several lines with the same name applies, so all others are removed.
        let at = lines.iter().position(has_name);
        lines.retain(|line| !has_name(line));
        lines.insert(at.unwrap_or(lines.len()).min(lines.len()), line);
    }
    let mut text = lines.join("\n");
    if !text.is_empty() {
        text.push('\n');
    }
    Ok(text)
}

/// Lines of `NAME=value`. Blank lines and comments are skipped, and quotes around a value are removed.
fn parse(text: &str) -> anyhow::Result<BTreeMap<String, String>> {
    let mut variables = BTreeMap::new();
    // Editors on Windows begin a file with a mark of its encoding.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let line = line.strip_prefix("export ").unwrap_or(line);
        let Some((name, value)) = line.split_once('=') else {
            bail!("{}", commands().env_line((number + 1).to_string()));
        };
        let value = value.trim();
        let bare = ['"', '\'']
            .iter()
            .find_map(|quote| value.strip_prefix(*quote)?.strip_suffix(*quote))
            .unwrap_or(value);
        variables.insert(name.trim().to_owned(), bare.to_owned());
    }
    Ok(variables)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_values_quotes_comments_and_exports_are_read() {
        let variables = parse("# vendors\nA=1\n export B = \"two words\" \nC='x=y'\n\nD=\n").unwrap();
        let get = |name: &str| variables.get(name).map(String::as_str);
        assert_eq!(
            (get("A"), get("B"), get("C"), get("D")),
            (Some("1"), Some("two words"), Some("x=y"), Some(""))
        );
    }

    #[test]
    fn a_file_of_an_editor_on_windows_is_read_as_any() {
        let variables = parse("\u{feff}A=1\r\nB=two\r\n").unwrap();
        let get = |name: &str| variables.get(name).map(String::as_str);
        assert_eq!((get("A"), get("B")), (Some("1"), Some("two")));
    }

    #[cfg(feature = "setup")]
    #[test]
    fn values_are_set_once_and_other_lines_stay() {
        let values = [("A", "1"), ("B", "x=y")].into();
        let text = with("# vendors\nexport A = 0\nC=3\nA=9\n", &values).unwrap();
        assert_eq!(text, "# vendors\nA=1\nC=3\nB=x=y\n");
        assert_eq!(with(&text, &values).unwrap(), text);
        assert!(with("", &[("A", "1\nB=2")].into()).is_err());
    }

    #[test]
    fn a_line_that_is_none_is_named_and_not_quoted() {
        let error = parse("A=1\nmy secret").unwrap_err().to_string();
        assert!(error.contains("Line 2") && !error.contains("secret"), "{error}");
    }
}
