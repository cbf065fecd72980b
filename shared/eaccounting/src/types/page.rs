use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::lenient;

/// One page of a list (`PaginatedResponseOf…`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Page<T> {
    /// Where this page is in the list.
    #[serde(default, deserialize_with = "lenient::default_if_null")]
    pub meta: Meta,
    /// The records.
    #[serde(
        deserialize_with = "lenient::list_or_empty",
        bound(deserialize = "T: Deserialize<'de>")
    )]
    pub data: Vec<T>,
}

/// Where a page is in its list (`CommonPaginationMetadata`), as far as it is said.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct Meta {
    /// Pages in all.
    #[serde(deserialize_with = "lenient::int_option")]
    pub total_number_of_pages: Option<u32>,
    /// The server's time when the list was made: a watermark for the next question.
    #[serde(deserialize_with = "lenient::time_option")]
    pub server_time_utc: Option<Timestamp>,
}

impl<T> Page<T> {
    /// Whether no page follows this one, which is the `number`th, from 1. Where the number of pages isn't said, only a page
    /// without records is the last.
    #[must_use]
    pub fn is_last(&self, number: u32) -> bool {
        self.data.is_empty()
            || self
                .meta
                .total_number_of_pages
                .is_some_and(|pages| number >= pages)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(json: &str) -> Page<u8> {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn a_list_goes_on_to_its_last_page_or_to_an_empty_one_where_their_number_is_not_said() {
        let said = page(r#"{"Meta": {"TotalNumberOfPages": 2}, "Data": [1]}"#);
        assert!(!said.is_last(1) && said.is_last(2));
        for unsaid in [
            r#"{"Data": [1]}"#,
            r#"{"Meta": null, "Data": [1]}"#,
            r#"{"Meta": {}, "Data": [1]}"#,
        ] {
            assert!(!page(unsaid).is_last(1), "{unsaid}");
        }
        assert!(page(r#"{"Data": []}"#).is_last(1));
        assert!(page(r#"{"Data": null}"#).is_last(1));
    }

    #[test]
    fn an_answer_without_records_is_no_page() {
        assert!(serde_json::from_str::<Page<u8>>(r#"{"Meta": {"TotalNumberOfPages": 1}}"#).is_err());
    }
}
