//! `docs/SETTINGS.md` is generated from the shipped settings file: every key with its effect and its default.
//!
//! `UPDATE_DOCS=1 cargo test -p settings --test manual` writes the page.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

use serde_json::Value;
use settings::DEFAULT_FILE;

const INTRO: &str = "# Settings

Every key of `ekobridge.toml`, with what it does and its default. This page is generated from
[the shipped file](../shared/settings/ekobridge.toml), which is compiled in: what you leave out of your file is as it stands here.
A line that begins with `#` is an example of a key that isn't set.

`ekobridge settings print` prints the file, `ekobridge settings check FILE` checks yours, and
`ekobridge settings push FILE --stack NAME` puts it in force ([CONFIGURATION.md](CONFIGURATION.md#the-settings-in-force)).

A later version may change what a key means. Files for it then begin with the line `format = 2`, and older versions refuse them. A
file without that line is in format 1 ([UPGRADE.md](UPGRADE.md#formats)).
";

/// The page for the shipped file.
fn page() -> String {
    let keys = keys();
    let mut parts = vec![INTRO.trim_end().to_owned()];
    let mut section = String::new();
    let (mut title, mut comment): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
    // A text that explains several keys, directly below each other.
    let mut shared = String::new();
    let mut lines = DEFAULT_FILE
        .lines()
        .skip_while(|line| !line.is_empty())
        .peekable();
    while let Some(line) = lines.next() {
        if line.is_empty() {
            shared.clear();
            continue;
        }
        // A title between two rules stands above several sections. It explains the first, if that has no text of its own.
        if line.starts_with("# ---") {
            title = lines
                .by_ref()
                .take_while(|line| !line.starts_with("# ---"))
                .collect();
            continue;
        }
        if line.starts_with("# ") {
            comment.push(line);
            continue;
        }
        if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            name.clone_into(&mut section);
            parts.push(format!("## `[{section}]`"));
            let title = std::mem::take(&mut title);
            let own = std::mem::take(&mut comment);
            parts.push(prose(if own.is_empty() { &title } else { &own }));
            continue;
        }
        // A key, set or as an example, and the examples directly below it.
        let mut block = vec![line];
        while let Some(next) = lines.next_if(|next| {
            let is_open = block
                .last()
                .is_some_and(|last| last.ends_with('[') || last.starts_with("    "));
            is_open || (line.starts_with('#') && next.starts_with('#') && !next.starts_with("# "))
        }) {
            block.push(next);
        }
        if !comment.is_empty() {
            shared = prose(&std::mem::take(&mut comment));
        }
        let named: Vec<(&str, &str)> = block
            .iter()
            .filter_map(|line| Some((key_of(line)?, *line)))
            .filter(|(key, _)| keys.contains(&format!("{section}.{key}")))
            .collect();
        if named.is_empty() || (shared.is_empty() && named.len() > 1) {
            // Examples of entries that the user names, or keys that the section's own text explains.
            parts.extend([shared.clone(), format!("```toml\n{}\n```", block.join("\n"))]);
        }
        for (key, line) in named.iter().filter(|_| !shared.is_empty() || named.len() == 1) {
            let shown = if named.len() == 1 {
                block.join("\n")
            } else {
                (*line).to_owned()
            };
            parts.extend([
                format!("### `{section}.{key}`"),
                shared.clone(),
                format!("```toml\n{shown}\n```"),
            ]);
        }
    }
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n") + "\n"
}

/// The name of the key that a line sets or gives as an example.
fn key_of(line: &str) -> Option<&str> {
    let (key, _) = line.trim_start_matches('#').split_once('=')?;
    let key = key.trim().trim_matches('"');
    (!line.starts_with(' ')).then_some(key)
}

/// Comments as paragraphs. Indented lists in them become lists.
fn prose(comment: &[&str]) -> String {
    let mut out = String::new();
    for line in comment {
        let text = line.trim_start_matches('#').strip_prefix(' ').unwrap_or_default();
        let item = text.trim_start();
        let depth = text.len() - item.len();
        if depth == 0 {
            let after_list = out
                .lines()
                .last()
                .is_some_and(|last| last.starts_with("- ") || last.starts_with("  "));
            if after_list {
                out.push('\n');
            }
            writeln!(out, "{}", plain(item)).unwrap();
        } else if let Some((name, meaning)) = item.split_once("  ").filter(|_| depth <= 4) {
            if !out
                .lines()
                .last()
                .is_some_and(|last| last.starts_with("- ") || last.starts_with("  "))
            {
                out.push('\n');
            }
            let names: Vec<String> = name.split(", ").map(|name| format!("`{name}`")).collect();
            writeln!(out, "- {}: {}", names.join(", "), plain(meaning.trim())).unwrap();
        } else {
            assert!(depth > 4, "two blanks are missing after the names of: {line}");
            writeln!(out, "  {}", plain(item)).unwrap();
        }
    }
    out.trim().to_owned()
}

/// A line of text with Markdown's special characters escaped.
fn plain(text: &str) -> String {
    let mut out = String::new();
    for (number, part) in text.split('`').enumerate() {
        if number % 2 == 1 {
            write!(out, "`{part}`").unwrap();
        } else {
            out.push_str(&part.replace('*', "\\*").replace('<', "&lt;"));
        }
    }
    // The keys of other sections.
    out.replace(" [", " \\[")
}

/// The paths of the schema's keys. `*` is an entry that the user names.
fn keys() -> BTreeSet<String> {
    fn resolved(node: &Value, root: &Value) -> Value {
        match node["$ref"].as_str() {
            Some(name) => root["$defs"][name.trim_start_matches("#/$defs/")].clone(),
            None => node.clone(),
        }
    }
    fn walk(node: &Value, root: &Value, path: &str, keys: &mut BTreeSet<String>) {
        for (key, inner) in node["properties"].as_object().into_iter().flatten() {
            let path = if path.is_empty() {
                key.clone()
            } else {
                format!("{path}.{key}")
            };
            let inner = resolved(inner, root);
            let entries = resolved(&inner["additionalProperties"], root);
            if inner["properties"].is_object() {
                walk(&inner, root, &path, keys);
            } else if entries["properties"].is_object() {
                walk(&entries, root, &format!("{path}.*"), keys);
            } else {
                keys.insert(path);
            }
        }
    }
    let schema = settings::json_schema();
    let mut keys = BTreeSet::new();
    walk(&schema, &schema, "", &mut keys);
    // Of the file itself, and no setting: the page's introduction explains it.
    keys.remove("format");
    keys
}

fn file() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/SETTINGS.md")
}

#[test]
fn the_page_of_settings_is_the_shipped_file() {
    let page = page();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(file(), &page).unwrap();
    }
    let written = std::fs::read_to_string(file()).unwrap_or_default();
    assert!(
        written == page,
        "docs/SETTINGS.md is not up to date: run UPDATE_DOCS=1 cargo test -p settings --test manual"
    );
}

#[test]
fn every_key_is_in_the_page_and_every_heading_is_a_key() {
    let (page, keys) = (page(), keys());
    let headings: BTreeSet<String> = page
        .lines()
        .filter_map(|line| line.strip_prefix("### `")?.strip_suffix('`'))
        .map(str::to_owned)
        .collect();
    let sections: Vec<(&str, &str)> = page
        .split("\n## `[")
        .skip(1)
        .filter_map(|part| part.split_once("]`\n"))
        .collect();
    let missing: Vec<&String> = keys
        .iter()
        .filter(|key| {
            let of_entry = key.split_once(".*.").is_some_and(|(section, key)| {
                sections
                    .iter()
                    .any(|(name, text)| *name == section && text.contains(key))
            });
            // A table whose keys the user names.
            let is_table = sections.iter().any(|(name, _)| name == key);
            let is_explained_by_its_section = key.rsplit_once('.').is_some_and(|(section, key)| {
                sections
                    .iter()
                    .any(|(name, text)| *name == section && text.contains(&format!("\n#{key} = ")))
            });
            !headings.contains(*key) && !of_entry && !is_table && !is_explained_by_its_section
        })
        .collect();
    assert!(
        missing.is_empty(),
        "the shipped file does not explain {missing:#?}"
    );
    let unknown: Vec<&String> = headings
        .iter()
        .filter(|heading| !keys.contains(*heading))
        .collect();
    assert!(unknown.is_empty(), "no such keys: {unknown:#?}");
    assert!(headings.len() > 100, "{}", headings.len());
    let unexplained: Vec<&str> = page
        .split("\n### `")
        .skip(1)
        .filter_map(|part| part.split_once("`\n\n```").map(|(key, _)| key))
        .filter(|key| !key.contains('\n'))
        .collect();
    assert!(
        unexplained.is_empty(),
        "the shipped file says nothing of {unexplained:#?}"
    );
}
