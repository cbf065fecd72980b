use serde_json::{Value, json};

use crate::{FORMAT, MappingOverrides, Settings};

/// A node of the settings' JSON Schema, limited to names ([`names`]): the keys of a section, the words of an enum.
#[derive(Clone, Copy)]
pub(crate) struct Schema<'s> {
    root: &'s Value,
    node: &'s Value,
}

impl<'s> Schema<'s> {
    pub(crate) fn new(root: &'s Value) -> Self {
        Self { root, node: root }
    }

    fn at(self, node: &'s Value) -> Self {
        let mut node = node;
        // An optional value is a choice between the value and null.
        if let Some(choices) = node["anyOf"].as_array()
            && let [one, Value::Object(other)] = choices.as_slice()
            && other.get("type") == Some(&Value::from("null"))
        {
            node = one;
        }
        if let Some(name) = node["$ref"].as_str().and_then(|r| r.strip_prefix("#/$defs/")) {
            node = &self.root["$defs"][name];
        }
        Self {
            root: self.root,
            node,
        }
    }

    /// The schema of an entry of this section; `None` if it has no such key.
    pub(crate) fn entry(&self, key: &str) -> Option<Self> {
        if let Some(node) = self.node["properties"].get(key) {
            return Some(self.at(node));
        }
        match &self.node["additionalProperties"] {
            node @ Value::Object(_) => Some(self.at(node)),
            _ => self.node["patternProperties"]
                .as_object()
                .and_then(|patterns| patterns.values().next())
                .map(|node| self.at(node)),
        }
    }

    /// Whether it is a section.
    pub(crate) fn is_table(&self) -> bool {
        self.node["type"] == "object"
    }

    /// The section's keys.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &'s str> {
        self.node["properties"]
            .as_object()
            .into_iter()
            .flatten()
            .map(|(key, _)| key.as_str())
    }

    /// The known key that an unknown one probably means.
    pub(crate) fn nearest(&self, key: &str) -> Option<&'s str> {
        nearest(key, self.keys())
    }

    fn words(&self) -> Vec<&'s str> {
        let of = |node: &'s Value| {
            node["enum"]
                .as_array()
                .into_iter()
                .flatten()
                .chain(node.get("const"))
        };
        of(self.node)
            .chain(self.node["oneOf"].as_array().into_iter().flatten().flat_map(of))
            .filter_map(Value::as_str)
            .collect()
    }

    /// Why a word isn't allowed, if only certain words are.
    pub(crate) fn refuse_word(&self, word: &str) -> Option<String> {
        let words = self.words();
        if words.is_empty() || words.contains(&word) {
            return None;
        }
        let near = nearest(word, words.iter().copied())
            .map(|w| format!(" Did you mean \"{w}\"?"))
            .unwrap_or_default();
        Some(format!(
            "\"{}\" is not known here: expected {}.{near}",
            word.escape_debug(),
            quoted(&words)
        ))
    }

    /// Why a value that isn't text isn't allowed, if only certain words are.
    pub(crate) fn refuse_other(&self) -> Option<String> {
        let words = self.words();
        (!words.is_empty()).then(|| format!("Expected one of {}, in quotation marks.", quoted(&words)))
    }
}

fn quoted(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    quoted.join(", ")
}

/// The message about an unknown key.
pub(crate) fn unknown_key(schema: &Schema<'_>, path: &[String], key: &str) -> String {
    let section = if path.is_empty() {
        "the file's top level".to_owned()
    } else {
        format!("[{}]", path.join("."))
    };
    let key_shown = key.escape_debug();
    let advice = if let Some(near) = nearest(key, schema.keys()) {
        format!("Did you mean `{near}`?")
    } else if let Some(other) = elsewhere(Schema::new(schema.root), key, &mut Vec::new()) {
        format!("It belongs to [{other}].")
    } else {
        let known: Vec<_> = schema.keys().collect();
        format!("Known here: {}.", known.join(", "))
    };
    format!("`{key_shown}` is not known in {section}. {advice}")
}

fn elsewhere(schema: Schema<'_>, key: &str, path: &mut Vec<String>) -> Option<String> {
    for name in schema.keys() {
        let inner = schema.entry(name)?;
        if !path.is_empty() && name == key {
            return Some(path.join("."));
        }
        if inner.is_table() {
            path.push(name.to_owned());
            let found = elsewhere(inner, key, path);
            path.pop();
            if found.is_some() {
                return found;
            }
        }
    }
    None
}

/// The closest known name to a misspelled one.
pub(crate) fn nearest<'a>(word: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    // A name far longer than all known names isn't a typo, and needs no comparison.
    if word.len() > 100 {
        return None;
    }
    let word = word.to_lowercase().replace('-', "_");
    names
        .map(|name| {
            let distance = strsim::damerau_levenshtein(&word, &name.to_lowercase().replace('-', "_"));
            (distance, name)
        })
        .filter(|(distance, name)| *distance <= 1 + name.len() / 4)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// The parts of a JSON Schema that [`Schema`] uses.
const OF_NAMES: [&str; 10] = [
    "$defs",
    "$ref",
    "additionalProperties",
    "anyOf",
    "const",
    "enum",
    "oneOf",
    "patternProperties",
    "properties",
    "type",
];

/// The files `src/names/*.json`, which functions read instead of the schema: the schemas of a settings file and of a
/// mapping file, reduced to names. A test fails when they are outdated.
#[must_use]
pub fn names() -> [(&'static str, Value); 2] {
    [
        (
            "settings",
            without_the_rest(schemars::schema_for!(Settings).to_value()),
        ),
        (
            "mapping",
            without_the_rest(schemars::schema_for!(MappingOverrides).to_value()),
        ),
    ]
}

fn without_the_rest(node: Value) -> Value {
    match node {
        Value::Object(object) => object
            .into_iter()
            .filter(|(key, _)| OF_NAMES.contains(&key.as_str()))
            .map(|(key, value)| match (key.as_str(), value) {
                // Below these keys are names of settings, not keywords of JSON Schema.
                ("$defs" | "properties" | "patternProperties", Value::Object(entries)) => {
                    let entries = entries
                        .into_iter()
                        .map(|(name, node)| (name, without_the_rest(node)));
                    (key, entries.collect())
                }
                ("anyOf" | "oneOf", Value::Array(choices)) => {
                    (key, choices.into_iter().map(without_the_rest).collect())
                }
                ("additionalProperties", node) => (key, without_the_rest(node)),
                (_, value) => (key, value),
            })
            .collect(),
        other => other,
    }
}

/// The JSON Schema of the settings file, for editors: all keys are optional, with their defaults.
#[must_use]
pub fn json_schema() -> Value {
    let mut schema = schemars::schema_for!(Settings).to_value();
    without_required(&mut schema);
    let definitions = schema["$defs"].clone();
    let defaults = serde_json::to_value(Settings::default()).unwrap_or_default();
    with_defaults(&mut schema, &definitions, &defaults);
    schema["title"] = "Ekobridge settings".into();
    schema["properties"]["format"] = json!({
        "description": "The format of this file. Without it, format 1.",
        "type": "integer",
        "minimum": 1,
        "maximum": FORMAT,
    });
    schema
}

fn without_required(node: &mut Value) {
    match node {
        Value::Object(object) => {
            object.remove("required");
            object.values_mut().for_each(without_required);
        }
        Value::Array(items) => items.iter_mut().for_each(without_required),
        _ => {}
    }
}

/// Adds each key's default. A section's definition is inlined, because two sections may share a definition and differ
/// in their defaults.
fn with_defaults(node: &mut Value, definitions: &Value, defaults: &Value) {
    let Some(properties) = node.get_mut("properties").and_then(Value::as_object_mut) else {
        return;
    };
    for (key, property) in properties {
        let default = &defaults[key];
        if let Some(name) = property["$ref"].as_str().and_then(|r| r.strip_prefix("#/$defs/"))
            && definitions[name]["properties"].is_object()
        {
            let description = property.get("description").cloned();
            *property = definitions[name].clone();
            if let Some(description) = description {
                property["description"] = description;
            }
            with_defaults(property, definitions, default);
        } else if !default.is_null() {
            property["default"] = default.clone();
        }
    }
}
