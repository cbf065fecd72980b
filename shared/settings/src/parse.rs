use std::ops::Range;
use std::sync::LazyLock;

use model::{Code, Problem};
use serde::Deserialize;
use serde_json::Value;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Deserializer};

use crate::schema::{self, Schema};
use crate::{DEFAULT_FILE, FORMAT, MappingOverrides, Place, Rule, Settings, check};

/// No real settings file is this long. A longer one is refused before it is parsed.
const MAX_BYTES: usize = 256 * 1024;

/// More errors than a person reads at once.
const MAX_ERRORS: usize = 50;

/// And of those that a file which isn't TOML has; all after the first may follow from it.
const MAX_SYNTAX_ERRORS: usize = 3;

/// One error in a settings file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingsError {
    /// The file's name.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
    /// The error and the expected value, in full sentences.
    pub message: String,
}

impl std::fmt::Display for SettingsError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}:{}: {}", self.file, self.line, self.column, self.message)
    }
}

/// All errors in a settings file, in the order of its lines. Never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingsErrors(pub Vec<SettingsError>);

impl std::fmt::Display for SettingsErrors {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (i, error) in self.0.iter().enumerate() {
            if i > 0 {
                writeln!(f)?;
            }
            error.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for SettingsErrors {}

impl From<SettingsErrors> for Problem {
    fn from(errors: SettingsErrors) -> Self {
        Self::new(
            Code::SETTINGS_INVALID,
            format!("The settings are not valid:\n{errors}"),
            "Correct the settings file and push it again.",
        )
    }
}

/// A parsed file before its conversion to a typed value: its text, its values, and the errors so far.
pub(crate) struct Reader<'i> {
    text: &'i str,
    file: &'i str,
    document: Spanned<DeTable<'i>>,
    errors: Vec<(usize, String)>,
    /// The keys whose values were refused, and the keys that unknown ones were probably meant to be.
    refused: Vec<Vec<String>>,
}

impl<'i> Reader<'i> {
    fn new(text: &'i str, file: &'i str) -> Self {
        let mut reader = Self {
            text,
            file,
            document: Spanned::new(0..0, DeTable::new()),
            errors: Vec::new(),
            refused: Vec::new(),
        };
        if text.len() > MAX_BYTES {
            reader.error(
                0,
                format!(
                    "The file is longer than the {} KB that are read.",
                    MAX_BYTES / 1024
                ),
            );
            return reader;
        }
        // A document with a syntax error isn't checked further, because the follow-up errors would only distract.
        let (document, errors) = DeTable::parse_recoverable(text);
        let place = |error: &toml::de::Error| error.span().map_or(text.len(), |span| span.start);
        for error in errors.iter().take(MAX_SYNTAX_ERRORS) {
            reader.error(place(error), format!("This is no TOML: {}.", error.message()));
        }
        if let Some(next) = errors.get(MAX_SYNTAX_ERRORS) {
            let more = errors.len() - MAX_SYNTAX_ERRORS;
            reader.error(
                place(next),
                format!("{more} more like that. Is this the settings file?"),
            );
        }
        reader.document = document;
        reader
    }

    fn error(&mut self, at: usize, message: impl Into<String>) {
        self.errors.push((at, message.into()));
    }

    /// Adds an error at the first of these keys that the file contains, or at its start if it contains none.
    pub(crate) fn error_at(&mut self, keys: &[&[&str]], message: impl Into<String>) {
        let at = keys
            .iter()
            .find_map(|key| find(self.document.get_ref(), key))
            .map_or(0, |span| span.start);
        self.error(at, message);
    }

    /// Adds an error about keys that don't go together, at the first of them that the file contains, or else at the section of
    /// the first. Not if one of them was refused: what it was meant to be may go with the others.
    pub(crate) fn conflict(&mut self, keys: &[&[&str]], message: impl Into<String>) {
        let is_refused = |key: &&[&str]| {
            self.refused.iter().any(|refused| {
                let mut both = refused.iter().zip(key.iter());
                both.all(|(refused, key)| refused == key)
            })
        };
        if keys.iter().any(is_refused) {
            return;
        }
        let first = keys.first().copied().unwrap_or_default();
        let sections = (1..first.len()).rev().filter_map(|end| first.get(..end));
        let places: Vec<&[&str]> = keys.iter().copied().chain(sections).collect();
        self.error_at(&places, message);
    }

    /// Removes the key `format`, and reports a format that this version doesn't read.
    fn check_format(&mut self) {
        let Some((key, format)) = self.document.get_mut().remove_entry("format") else {
            return;
        };
        let number = match format.get_ref() {
            DeValue::Integer(number) => u32::from_str_radix(number.as_str(), number.radix()).ok(),
            _ => None,
        };
        match number {
            Some(1..=FORMAT) => {}
            Some(newer) if newer > FORMAT => self.error(
                key.span().start,
                format!(
                    "This file is in format {newer}, of a newer version of Ekobridge; this one reads format {FORMAT}. Use that \
                     version, or put earlier settings in force with `ekobridge settings rollback`."
                ),
            ),
            _ => self.error(
                format.span().start,
                format!("format: Expected the number of a format, such as {FORMAT}."),
            ),
        }
    }

    /// Reports and removes unknown keys, values that should be tables, and unknown words where only certain words are
    /// allowed. A misspelt section is read as the one it was probably meant to be, so that it doesn't hide the mistakes in it.
    fn check_names(&mut self, schema: &Schema<'_>) {
        let mut found = Vec::new();
        walk(self.document.get_mut(), schema, &mut Vec::new(), &mut found);
        for wrong in found.into_iter().take(MAX_ERRORS) {
            self.error(wrong.at, wrong.message);
            self.refused.extend(wrong.refused);
        }
    }

    /// Deserializes the document over `base`. Invalid values are reported and removed, so that one error doesn't hide
    /// the next. `base` must be valid.
    fn read<T: Deserialize<'i>>(&mut self, base: &DeTable<'i>) -> Option<T> {
        while self.errors.len() <= MAX_ERRORS {
            let mut merged = base.clone();
            overlay(&mut merged, self.document.get_ref());
            match T::deserialize(Deserializer::from(Spanned::new(0..self.text.len(), merged))) {
                Ok(value) => return Some(value),
                Err(error) => {
                    let at = error.span().map_or(0, |span| span.start);
                    let mut path = Vec::new();
                    let known = remove_at(self.document.get_mut(), at, &mut path);
                    let message = sentence(error.message());
                    self.error(
                        at,
                        if known {
                            format!("{}: {message}", path.join("."))
                        } else {
                            message
                        },
                    );
                    if !known {
                        return None;
                    }
                    self.refused.push(path);
                }
            }
        }
        None
    }

    fn finish<T>(mut self, value: Option<T>) -> Result<T, SettingsErrors> {
        if self.errors.is_empty()
            && let Some(value) = value
        {
            return Ok(value);
        }
        if self.errors.is_empty() {
            self.error(0, "The file cannot be read.");
        }
        self.errors.sort();
        self.errors.dedup();
        let errors = self
            .errors
            .iter()
            .take(MAX_ERRORS)
            .map(|(at, message)| {
                let place = place(self.text, *at);
                SettingsError {
                    file: self.file.to_owned(),
                    line: place.line,
                    column: place.column,
                    message: message.clone(),
                }
            })
            .collect();
        Err(SettingsErrors(errors))
    }
}

/// The names of a settings file and of a mapping file, generated by [`crate::schema::names`]. Deriving the schema in
/// each function would take a tenth of the time of its first event, and add code to its binary.
static SETTINGS_NAMES: LazyLock<Value> = LazyLock::new(|| read(include_str!("names/settings.json")));
static MAPPING_NAMES: LazyLock<Value> = LazyLock::new(|| read(include_str!("names/mapping.json")));

fn read(names: &str) -> Value {
    serde_json::from_str(names).expect("a test reads it")
}

pub(crate) fn settings(text: &str, file: &str) -> (Option<Settings>, Option<SettingsErrors>) {
    let mut reader = Reader::new(text, file);
    if !reader.errors.is_empty() {
        return (None, reader.finish(None::<Settings>).err());
    }
    reader.check_format();
    if !reader.errors.is_empty() {
        // In another format, a key that is known here may mean something else.
        return (None, reader.finish(None::<Settings>).err());
    }
    reader.check_names(&Schema::new(&SETTINGS_NAMES));
    let positions = rule_places(reader.document.get_ref(), text, &["mapping"]);
    let (base, _) = DeTable::parse_recoverable(DEFAULT_FILE);
    let mut settings: Option<Settings> = reader.read(base.get_ref());
    if let Some(settings) = &mut settings {
        file.clone_into(&mut settings.file);
        set_places(&mut settings.mapping, &positions);
        // In the same run, so that a person can correct everything at once.
        check::contradictions(settings, &mut reader);
    }
    let found = reader.finish(settings.as_ref()).err();
    (settings, found)
}

pub(crate) fn mapping(text: &str, file: &str) -> Result<MappingOverrides, SettingsErrors> {
    let mut reader = Reader::new(text, file);
    if !reader.errors.is_empty() {
        return reader.finish(None);
    }
    reader.check_names(&Schema::new(&MAPPING_NAMES));
    let positions = rule_places(reader.document.get_ref(), text, &[]);
    let mut mapping: Option<MappingOverrides> = reader.read(&DeTable::new());
    if let Some(mapping) = &mut mapping {
        set_places(mapping, &positions);
    }
    reader.finish(mapping)
}

/// The location of a key in a settings file, for example of `orders.status_filter`. `None` if the file doesn't set it
/// or isn't TOML.
#[must_use]
pub fn place_of(text: &str, key: &str) -> Option<Place> {
    let document = DeTable::parse(text).ok()?;
    let path: Vec<&str> = key.split('.').collect();
    let span = find(document.get_ref(), &path)?;
    Some(place(text, span.start))
}

/// Line and column of a byte in a text.
fn place(text: &str, at: usize) -> Place {
    let before = text.get(..at.min(text.len())).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |i| i + 1);
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Place {
        line: count(before.matches('\n').count() + 1),
        column: count(before[line_start..].chars().count() + 1),
    }
}

fn overlay<'i>(base: &mut DeTable<'i>, over: &DeTable<'i>) {
    for (key, value) in over {
        if let (Some(below), DeValue::Table(table)) = (base.get_mut(key.get_ref().as_ref()), value.get_ref())
            && let DeValue::Table(below) = below.get_mut()
        {
            overlay(below, table);
            continue;
        }
        // The key is inserted again, so that errors point at the user's own.
        base.remove(key.get_ref().as_ref());
        base.insert(key.clone(), value.clone());
    }
}

/// The span of a key's name.
fn find(table: &DeTable<'_>, key: &[&str]) -> Option<Range<usize>> {
    let (first, rest) = key.split_first()?;
    let (name, value) = table.get_key_value(*first)?;
    match rest {
        [] => Some(name.span()),
        _ => find(value.get_ref().as_table()?, rest),
    }
}

/// Removes the value or table entry at a location from the document, and returns its path.
fn remove_at(table: &mut DeTable<'_>, at: usize, path: &mut Vec<String>) -> bool {
    let mut hit = None;
    for (key, value) in table.iter_mut() {
        let name = key.get_ref().to_string();
        if let DeValue::Table(inner) = value.get_mut() {
            path.push(name.clone());
            if remove_at(inner, at, path) {
                return true;
            }
            path.pop();
        }
        if key.span().contains(&at) || value.span().contains(&at) {
            hit = Some(name);
        }
    }
    match hit {
        Some(name) => {
            table.remove(name.as_str());
            path.push(name);
            true
        }
        None => false,
    }
}

/// Turns a library's message into a sentence in this crate's style.
fn sentence(message: &str) -> String {
    let message = message
        .trim()
        .trim_end_matches('.')
        .replace("expected u32", "expected a whole number of 0 or more")
        .replace("expected u16", "expected a whole number of 0 or more")
        .replace("expected a boolean", "expected true or false")
        .replace("expected a sequence", "expected a list, such as [1, 4]");
    let mut chars = message.chars();
    chars.next().map_or_else(String::new, |first| {
        format!("{}{}.", first.to_uppercase(), chars.as_str())
    })
}

/// A name or word that is refused.
struct WrongName {
    at: usize,
    message: String,
    /// The key that it is, or was probably meant to be.
    refused: Option<Vec<String>>,
}

fn walk(table: &mut DeTable<'_>, schema: &Schema<'_>, path: &mut Vec<String>, found: &mut Vec<WrongName>) {
    for (at, message) in rename_misspelt_sections(table, schema, path) {
        found.push(WrongName {
            at,
            message,
            refused: None,
        });
    }
    let mut wrong = Vec::new();
    for (key, value) in table.iter_mut() {
        if found.len() >= MAX_ERRORS {
            return;
        }
        let name = key.get_ref().to_string();
        let Some(inner) = schema.entry(&name) else {
            found.push(WrongName {
                at: key.span().start,
                message: schema::unknown_key(schema, path, &name),
                refused: schema
                    .nearest(&name)
                    .map(|near| [path.as_slice(), &[near.to_owned()]].concat()),
            });
            wrong.push(name);
            continue;
        };
        path.push(name.clone());
        let full = path.join(".");
        let at = value.span().start;
        match value.get_mut() {
            DeValue::Table(below) if inner.is_table() => walk(below, &inner, path, found),
            _ if inner.is_table() => {
                found.push(WrongName {
                    at,
                    message: format!("{full}: This is a section: write [{full}] and its keys below it."),
                    refused: Some(path.clone()),
                });
                wrong.push(name);
            }
            value => {
                let refused = match value {
                    DeValue::String(word) => inner.refuse_word(word),
                    _ => inner.refuse_other(),
                };
                if let Some(message) = refused {
                    found.push(WrongName {
                        at,
                        message: format!("{full}: {message}"),
                        refused: Some(path.clone()),
                    });
                    wrong.push(name);
                }
            }
        }
        path.pop();
    }
    for name in wrong {
        table.remove(name.as_str());
    }
}

/// Gives the entries of misspelt sections to those that were probably meant, and returns what to report.
fn rename_misspelt_sections(
    table: &mut DeTable<'_>,
    schema: &Schema<'_>,
    path: &[String],
) -> Vec<(usize, String)> {
    let meant = |name: &str| {
        let near = schema.nearest(name)?;
        (schema.entry(name).is_none() && schema.entry(near)?.is_table()).then_some(near)
    };
    let misspelt: Vec<(String, &str)> = table
        .iter()
        .filter(|(_, value)| value.get_ref().as_table().is_some())
        .filter_map(|(key, _)| Some((key.get_ref().to_string(), meant(key.get_ref())?)))
        .collect();
    let mut found = Vec::new();
    for (name, meant) in misspelt {
        let Some((key, value)) = table.remove_entry(name.as_str()) else {
            continue;
        };
        let span = key.span();
        found.push((span.start, schema::unknown_key(schema, path, &name)));
        match table.get_mut(meant).map(Spanned::get_mut) {
            None => {
                table.insert(Spanned::new(span, meant.to_owned().into()), value);
            }
            Some(DeValue::Table(right)) => {
                for (key, value) in value.into_inner().as_table().into_iter().flatten() {
                    if !right.contains_key(key.get_ref().as_ref()) {
                        right.insert(key.clone(), value.clone());
                    }
                }
            }
            // What stands there is no section, and reported itself.
            Some(_) => {}
        }
    }
    found
}

type RulePlaces = Vec<(String, String, Place, Place)>;

/// The location of each mapping rule: section, field, location of the field's name, location of the expression's first
/// character.
fn rule_places(document: &DeTable<'_>, text: &str, path: &[&str]) -> RulePlaces {
    let mut table = document;
    for key in path {
        match table.get(*key).and_then(|value| value.get_ref().as_table()) {
            Some(inner) => table = inner,
            None => return Vec::new(),
        }
    }
    let mut places = Vec::new();
    for (section, rules) in table {
        for (field, value) in rules.get_ref().as_table().into_iter().flatten() {
            let span = value.span();
            let raw = text.get(span.clone()).unwrap_or_default();
            let quotes = if raw.starts_with("'''") || raw.starts_with("\"\"\"") {
                // A line break right after the quotes isn't part of the text.
                let rest = &raw[3..];
                3 + if rest.starts_with("\r\n") {
                    2
                } else {
                    usize::from(rest.starts_with('\n'))
                }
            } else {
                1
            };
            places.push((
                section.get_ref().to_string(),
                field.get_ref().to_string(),
                place(text, field.span().start),
                place(text, span.start + quotes),
            ));
        }
    }
    places
}

fn set_places(mapping: &mut MappingOverrides, places: &RulePlaces) {
    for (section, field, key, expression) in places {
        let rules: &mut std::collections::BTreeMap<String, Rule> = match section.as_str() {
            "customer" => &mut mapping.customer,
            "order" => &mut mapping.order,
            "row" => &mut mapping.row,
            "article" => &mut mapping.article,
            "contact" => &mut mapping.contact,
            "deal" => &mut mapping.deal,
            "line" => &mut mapping.line,
            "product" => &mut mapping.product,
            _ => continue,
        };
        if let Some(rule) = rules.get_mut(field) {
            rule.key = *key;
            rule.place = *expression;
        }
    }
}
