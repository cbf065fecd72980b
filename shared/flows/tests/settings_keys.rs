//! Every key of the settings file is set by a test of the flows: one that is added untried is found here.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;

/// Keys whose effect is no flow's, and the test that shows it.
const ELSEWHERE: [(&str, &str); 7] = [
    ("format", "shared/settings/tests/settings.rs"),
    ("notices.digest", "shared/aws/src/worker/reports.rs"),
    ("notices.language", "shared/aws/src/notice_language.rs"),
    ("notices.late_after_minutes", "shared/aws/src/worker/reports.rs"),
    ("notices.vat_changes", "shared/aws/src/worker/reports.rs"),
    ("reconciliation.days", "shared/reconcile/src/scheduled.rs"),
    ("reconciliation.every", "shared/reconcile/src/scheduled.rs"),
];

/// All keys as `section.key`; in tables whose entries the user names, `section.*.key`. A table of plain entries is a key.
fn keys() -> BTreeSet<String> {
    fn walk(node: &Value, root: &Value, path: &str, keys: &mut BTreeSet<String>) {
        let resolved = |node: &Value| match node["$ref"].as_str() {
            Some(name) => root["$defs"][name.trim_start_matches("#/$defs/")].clone(),
            None => node.clone(),
        };
        let node = resolved(node);
        for (key, inner) in node["properties"].as_object().into_iter().flatten() {
            let path = if path.is_empty() {
                key.clone()
            } else {
                format!("{path}.{key}")
            };
            let inner = resolved(inner);
            let entries = match &inner["additionalProperties"] {
                Value::Object(_) => resolved(&inner["additionalProperties"]),
                _ => Value::Null,
            };
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
    keys
}

/// The texts in quotes of a Rust file, as they read when the program runs.
fn literals(source: &str) -> Vec<String> {
    let mut found = Vec::new();
    let chars: Vec<char> = source.chars().collect();
    let mut at = 0;
    while at < chars.len() {
        match chars[at] {
            '/' if chars.get(at + 1) == Some(&'/') => {
                while at < chars.len() && chars[at] != '\n' {
                    at += 1;
                }
            }
            // A character, not a lifetime.
            '\'' if chars.get(at + 1) == Some(&'\\') || chars.get(at + 2) == Some(&'\'') => {
                at += if chars[at + 1] == '\\' { 3 } else { 2 };
            }
            '"' => {
                let raw = at > 0 && (chars[at - 1] == 'r' || chars[at - 1] == '#');
                let hashes = chars[..at].iter().rev().take_while(|c| **c == '#').count();
                let mut text = String::new();
                at += 1;
                while at < chars.len() {
                    let c = chars[at];
                    let ends = chars[at + 1..].iter().take(hashes).filter(|c| **c == '#').count() == hashes;
                    if c == '"' && (!raw || ends) {
                        break;
                    }
                    if c == '\\' && !raw {
                        at += 1;
                        match chars[at] {
                            'n' => text.push('\n'),
                            // The line goes on, without the blanks at its beginning.
                            '\n' => {
                                while chars.get(at + 1).is_some_and(|c| c.is_whitespace()) {
                                    at += 1;
                                }
                            }
                            other => text.push(other),
                        }
                    } else {
                        text.push(c);
                    }
                    at += 1;
                }
                found.push(text.replace("{{", "{").replace("}}", "}"));
            }
            _ => {}
        }
        at += 1;
    }
    found
}

/// The keys that a text sets, with their section where the text names it.
fn set_by(text: &str) -> Vec<(Option<String>, String)> {
    let name = |text: &str| {
        let text = text.trim();
        let plain = !text.is_empty() && text.chars().all(|c| c.is_ascii_lowercase() || c == '_');
        plain.then(|| text.to_owned())
    };
    let mut section: Option<String> = None;
    let mut found = Vec::new();
    for line in text.lines().map(str::trim) {
        if let Some(header) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']'))
            && header.chars().all(|c| c.is_ascii_lowercase() || "._".contains(c))
        {
            // A table may be what is set.
            if let Some((outer, table)) = header.rsplit_once('.') {
                found.push((Some(outer.to_owned()), table.to_owned()));
            }
            found.push((Some(String::new()), header.to_owned()));
            section = Some(header.to_owned());
            continue;
        }
        let Some((key, value)) = line.split_once('=') else {
            continue;
        };
        if let Some(key) = name(key) {
            found.push((section.clone(), key));
        }
        // The keys of an entry that the user names: "Klarna" = { email = true }.
        if let Some(inner) = value.trim().strip_prefix('{') {
            for part in inner.split(['{', ',', '}']) {
                if let Some(key) = part.split_once('=').and_then(|(key, _)| name(key)) {
                    found.push((section.as_ref().map(|section| format!("{section}.*")), key));
                }
            }
        }
    }
    found
}

fn sources(folder: &Path, found: &mut BTreeMap<String, String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") && !path.ends_with("settings_keys.rs") {
            found.insert(
                path.display().to_string(),
                std::fs::read_to_string(&path).unwrap(),
            );
        }
    }
}

/// The keys that no test in these sources sets.
fn untried(keys: &BTreeSet<String>, sources: impl Iterator<Item = String>) -> Vec<String> {
    let leaf = |key: &str| key.rsplit('.').next().unwrap().to_owned();
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for key in keys {
        *times.entry(leaf(key)).or_default() += 1;
    }
    let mut tried = BTreeSet::new();
    for text in sources.flat_map(|source| literals(&source)) {
        for (section, key) in set_by(&text) {
            match section {
                Some(section) if section.is_empty() => drop(tried.insert(key)),
                Some(section) => drop(tried.insert(format!("{section}.{key}"))),
                // A text without its section counts where no other section has such a key.
                None if times.get(&key) == Some(&1) => {
                    tried.extend(keys.iter().filter(|known| leaf(known) == key).cloned());
                }
                None => {}
            }
        }
    }
    keys.difference(&tried).cloned().collect()
}

#[test]
fn every_key_of_the_settings_is_set_by_a_test_of_the_flows() {
    let mut found = BTreeMap::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests"), &mut found);
    let mut untried = untried(&keys(), found.into_values());
    untried.retain(|key| !ELSEWHERE.iter().any(|(known, _)| known == key));
    assert!(untried.is_empty(), "no test of the flows sets {untried:#?}");
}

#[test]
fn a_key_that_no_text_sets_is_found_and_no_comment_or_name_counts_for_it() {
    let keys: BTreeSet<String> = [
        "orders.email",
        "orders.status_filter",
        "payment_methods.*.email",
        "vat.countries.*.rate",
        "customers.labels",
        "fees.articles",
    ]
    .map(str::to_owned)
    .into();
    let untried = |source: &str| untried(&keys, [source.to_owned()].into_iter());
    assert_eq!(untried("").len(), keys.len());
    assert_eq!(
        untried("// [orders]\\nemail = true\nlet status_filter = \"all\"; let labels = 5;").len(),
        keys.len()
    );
    let set = r##"
        let a = "[orders]\nemail = true"; let b = ("status_filter = \"all\"", 'c', '\'');
        let c = format!("[payment_methods]\n\"Klarna\" = {{ terms = 5, \
                 email = false }}\n{b}");
        let d = r#"[vat.countries]
            DE = { rate = 19 }"#;
        let e = "[customers]\nlabels = [\"a\"]\n[fees.articles]\n25 = \"F\"";
    "##;
    assert_eq!(untried(set), Vec::<String>::new());
    // Two sections have this key: without its section nobody knows which.
    assert!(untried("let a = \"email = true\";").contains(&"orders.email".to_owned()));
}
