//! The query string of a REST call: filters, sorting, paging.

use serde_json::{Value, json};

use crate::core::violation;

use super::state::Row;

/// The largest page size.
const MAX_PAGE: usize = 100;
/// The default page size.
const DEFAULT_PAGE: usize = 20;

pub(super) struct Query {
    pairs: Vec<(String, String)>,
}

impl Query {
    pub(super) fn parse(query: Option<&str>) -> Self {
        let pairs = form_urlencoded::parse(query.unwrap_or("").as_bytes())
            .into_owned()
            .collect();
        Self { pairs }
    }

    /// The value of a parameter. An empty one counts as absent.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.pairs
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
            .filter(|v| !v.is_empty())
    }

    pub(super) fn filter(&self, name: &str) -> Option<&str> {
        self.get(&format!("filters[{name}]"))
    }

    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.pairs
            .iter()
            .filter(move |(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// ActiveCampaign ignores parameters that it doesn't know. The sandbox also reports them, because an ignored filter
    /// returns everything.
    pub(super) fn expect(&self, known: &[&str]) {
        for (name, _) in &self.pairs {
            if !known.contains(&name.as_str()) && name != "limit" && name != "offset" {
                violation(format!(
                    "the query parameter {name} is not documented, and has no effect"
                ));
            }
        }
        for (name, max) in [("limit", Some(MAX_PAGE)), ("offset", None)] {
            match self.get(name).map(str::parse::<usize>) {
                Some(Ok(number)) if max.is_none_or(|max| number <= max) => {}
                Some(Ok(_)) => violation(format!("{name} is over {MAX_PAGE}")),
                Some(Err(_)) => violation(format!("{name} is no number")),
                None => {}
            }
        }
    }

    /// The requested page, and `meta.total` as text.
    pub(super) fn page(&self, rows: Vec<Row>) -> (Vec<Value>, Value) {
        let total = rows.len();
        (self.slice(rows), json!({"total": total.to_string()}))
    }

    pub(super) fn slice(&self, rows: Vec<Row>) -> Vec<Value> {
        let number = |name| self.get(name).and_then(|text| text.parse::<usize>().ok());
        let limit = number("limit")
            .filter(|limit| *limit > 0)
            .unwrap_or(DEFAULT_PAGE)
            .min(MAX_PAGE);
        rows.into_iter()
            .skip(number("offset").unwrap_or(0))
            .take(limit)
            .map(Value::Object)
            .collect()
    }

    /// Sorts by the first known `orders[…]`, given as pairs of the parameter's name and the row's field. Others are
    /// ignored, as ActiveCampaign does.
    pub(super) fn sort(&self, rows: &mut [Row], known: &[(&str, &str)]) {
        let order = known
            .iter()
            .find_map(|(name, field)| Some((*field, self.get(&format!("orders[{name}]"))?)));
        if let Some((field, direction)) = order {
            rows.sort_by(|a, b| {
                let ordering = sort_key(a.get(field)).cmp(&sort_key(b.get(field)));
                if direction.eq_ignore_ascii_case("desc") {
                    ordering.reverse()
                } else {
                    ordering
                }
            });
        }
    }
}

/// Numbers sort as numbers, before text.
fn sort_key(value: Option<&Value>) -> (Option<i64>, String) {
    let text = super::state::text_of(value);
    match text.parse::<i64>() {
        Ok(number) => (Some(number), String::new()),
        Err(_) => (None, text.to_lowercase()),
    }
}
