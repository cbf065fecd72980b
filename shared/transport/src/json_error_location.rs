use std::fmt::Write;

use serde_path_to_error::{Path, Segment};

/// Where in a JSON document reading failed, such as `contact.fieldValues[3].value`, for error texts.
///
/// A key that can't be a field name is left out: it is the server's text, and may be a person's.
#[must_use]
pub fn json_error_location(path: &Path) -> String {
    let mut place = String::new();
    for segment in path {
        let dot = if place.is_empty() { "" } else { "." };
        // Writing to a String cannot fail.
        let _ = match segment {
            Segment::Seq { index } => write!(place, "[{index}]"),
            Segment::Map { key } if is_name(key) => write!(place, "{dot}{key}"),
            Segment::Enum { variant } => write!(place, "{dot}{variant}"),
            Segment::Map { .. } | Segment::Unknown => write!(place, "{dot}?"),
        };
    }
    if place.is_empty() {
        "its beginning".to_owned()
    } else {
        place
    }
}

fn is_name(key: &str) -> bool {
    (1..=40).contains(&key.len())
        && key
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn place(text: &str) -> String {
        let mut json = serde_json::Deserializer::from_str(text);
        let read =
            serde_path_to_error::deserialize::<_, BTreeMap<String, Vec<BTreeMap<String, u8>>>>(&mut json);
        json_error_location(read.unwrap_err().path())
    }

    #[test]
    fn a_place_names_fields_and_numbers() {
        assert_eq!(
            place(r#"{"Rows":[{"UnitPrice":1},{"UnitPrice":"x"}]}"#),
            "Rows[1].UnitPrice"
        );
        assert_eq!(place("[]"), "its beginning");
    }

    #[test]
    fn a_key_that_is_no_fields_name_is_not_told() {
        for key in ["anna.lind@example.com", "Anna Lind", "", &"a".repeat(41), "Åsa"] {
            assert_eq!(
                place(&format!(r#"{{"contacts":[{{"{key}":"x"}}]}}"#)),
                "contacts[0].?",
                "{key}"
            );
        }
    }
}
