use aws::SettingsDocument;
use model::Source;
use serde::Serialize;
use settings::{DEFAULT_FILE, place_of};

/// A setting, and where it is set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SettingLine {
    /// The key, such as `orders.status_filter`.
    pub key: String,
    /// The file that sets it; the shipped one where the user's own does not.
    pub file: String,
    /// The line in it, from 1; none where no file sets it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// The line's text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Whether it is the default.
    pub is_default: bool,
}

/// The settings that a reason names, such as "it is not paid, and orders.status_filter is "paid"", each with its line.
#[must_use]
pub fn settings_in(reason: &str, document: &SettingsDocument) -> Vec<SettingLine> {
    let mut found: Vec<SettingLine> = Vec::new();
    let is_part = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '.';
    for word in reason.split(|c: char| !is_part(c)) {
        let key = word.trim_matches('.');
        let section = key.split('.').next().unwrap_or_default();
        let is_key = key.contains('.') && place_of(DEFAULT_FILE, section).is_some();
        if is_key && !found.iter().any(|line| line.key == key) {
            found.push(line_of(key, document));
        }
    }
    found
}

/// The same for a record's problem. Where the order's store has a key of its own for one of `[prices]`, that one decided.
#[must_use]
pub(crate) fn settings_of(source: &Source, reason: &str, document: &SettingsDocument) -> Vec<SettingLine> {
    let mut found = settings_in(reason, document);
    if let Source::Order { connection, .. } = source {
        for line in &mut found {
            let own = line.key.strip_prefix("prices.");
            let own = own.map(|key| format!("stores.{connection}.{key}"));
            if let Some(own) = own.filter(|own| place_of(&document.text, own).is_some()) {
                *line = line_of(&own, document);
            }
        }
    }
    found
}

fn line_of(key: &str, document: &SettingsDocument) -> SettingLine {
    let read = |text: &str| {
        let line = place_of(text, key)?.line;
        let index = usize::try_from(line).ok()?.checked_sub(1)?;
        let shown = text.lines().nth(index).map(|line| line.trim().to_owned());
        Some((line, shown))
    };
    let own = read(&document.text);
    let is_default = own.is_none();
    let (line, text) = own.or_else(|| read(DEFAULT_FILE)).unzip();
    SettingLine {
        key: key.to_owned(),
        file: if is_default {
            "the shipped ekobridge.toml".to_owned()
        } else {
            document.file.clone()
        },
        line,
        text: text.flatten(),
        is_default,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_setting_that_a_reason_names_is_found_with_its_line() {
        let document = SettingsDocument {
            text: "# mine\n[orders]\nstatus_filter = \"paid\" # not before\n".to_owned(),
            file: "shop.toml".to_owned(),
        };
        let found = settings_in("it is not paid, and orders.status_filter is \"paid\"", &document);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].key, "orders.status_filter");
        assert_eq!((found[0].line, found[0].is_default), (Some(3), false));
        assert_eq!(
            found[0].text.as_deref(),
            Some("status_filter = \"paid\" # not before")
        );
    }

    #[test]
    fn a_stores_own_key_decided_where_it_has_one() {
        let document = SettingsDocument {
            text:
                "[prices]\nvat = \"excluded\"\n\n[stores.\"1\"]\nline_price = \"unit\"\nvat = \"included\"\n"
                    .to_owned(),
            file: "shop.toml".to_owned(),
        };
        let of = |source: &str| -> Vec<(String, Option<u32>)> {
            let source = source.parse().unwrap();
            let found = settings_of(&source, "Set prices.vat or rounding.tolerance.", &document);
            found.into_iter().map(|found| (found.key, found.line)).collect()
        };
        let tolerance = of("deal:7").pop().unwrap();
        assert_eq!(tolerance.0, "rounding.tolerance");
        assert_eq!(
            of("order:1:1001"),
            [("stores.1.vat".to_owned(), Some(6)), tolerance.clone()]
        );
        assert_eq!(
            of("order:2:1001"),
            [("prices.vat".to_owned(), Some(2)), tolerance]
        );
    }

    #[test]
    fn a_setting_that_the_file_leaves_out_is_shown_as_the_default() {
        let found = settings_in("customers.create is off", &SettingsDocument::shipped());
        assert!(found[0].is_default && found[0].line.is_some(), "{found:?}");
        let line = found[0].line.unwrap();
        assert_eq!(
            found[0].place(messages::Language::English),
            format!("the default, line {line} of `ekobridge settings print`")
        );
        assert!(
            found[0]
                .text
                .as_deref()
                .is_some_and(|text| text.starts_with("create"))
        );
    }

    #[test]
    fn other_words_with_dots_are_no_settings() {
        assert!(settings_in("see example.com. It costs 1.50.", &SettingsDocument::shipped()).is_empty());
    }
}
