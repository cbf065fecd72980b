//! The environment, with a `.env` file beneath it.

use std::collections::BTreeMap;

use anyhow::{Context, bail};

/// The process's variables, and those of `.env` in this folder that it does not have.
pub(crate) fn variables() -> anyhow::Result<BTreeMap<String, String>> {
    let mut variables = match std::fs::read_to_string(".env") {
        Ok(text) => parse(&text)?,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => BTreeMap::new(),
        Err(error) => return Err(error).context("the file .env cannot be read"),
    };
    variables.extend(std::env::vars());
    Ok(variables)
}

/// Lines of `NAME=value`; blank lines and lines with `#` first are left out, quotes around a value too.
fn parse(text: &str) -> anyhow::Result<BTreeMap<String, String>> {
    let mut variables = BTreeMap::new();
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let line = line.strip_prefix("export ").unwrap_or(line);
        let Some((name, value)) = line.split_once('=') else {
            bail!("Line {} of .env is not NAME=value.", number + 1);
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
    fn a_line_that_is_none_is_named_and_not_quoted() {
        let error = parse("A=1\nmy secret").unwrap_err().to_string();
        assert!(error.contains("Line 2") && !error.contains("secret"), "{error}");
    }
}
