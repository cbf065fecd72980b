use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::lenient;

/// One page of a list (`PaginatedResponseOf…`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Page<T> {
    /// Where this page is in the list.
    pub meta: Meta,
    /// The records.
    #[serde(
        default = "Vec::new",
        deserialize_with = "lenient::list_or_empty",
        bound(deserialize = "T: Deserialize<'de>")
    )]
    pub data: Vec<T>,
}

/// Where a page is in its list (`CommonPaginationMetadata`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Meta {
    /// This page, from 1.
    #[serde(deserialize_with = "lenient::int_or_zero")]
    pub current_page: u32,
    /// Records a page.
    #[serde(deserialize_with = "lenient::int_or_zero")]
    pub page_size: u32,
    /// Pages in all.
    #[serde(deserialize_with = "lenient::int_or_zero")]
    pub total_number_of_pages: u32,
    /// Records in all.
    #[serde(deserialize_with = "lenient::int_or_zero")]
    pub total_number_of_results: u64,
    /// The server's time when the list was made: a watermark for the next question.
    #[serde(default, deserialize_with = "lenient::time_option")]
    pub server_time_utc: Option<Timestamp>,
}
