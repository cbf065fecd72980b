//! The query options of a list: `$page`, `$pagesize`, `$filter`, `$orderby`, `$select`.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::doc::{Doc, instant_text};
use super::error::Refusal;
use super::model::Model;
use super::odata::{self, Filter};
use super::table::Table;

const DEFAULT_PAGE_SIZE: usize = 50;
const MAX_PAGE_SIZE: usize = 1_000;

/// A query of a list.
#[derive(Debug)]
pub(crate) struct Query {
    page: usize,
    page_size: usize,
    filter: Option<Filter>,
    order: Vec<(String, bool)>,
    select: Option<Vec<String>>,
}

impl Query {
    /// Parses a query string. Parameters without `$` belong to the endpoint and are ignored here.
    ///
    /// `$top` and `$skip` are refused: some integrations send them, but they aren't documented.
    pub(crate) fn read(
        query: &str,
        model: &'static Model,
        filterable: &dyn Fn(&str) -> bool,
    ) -> Result<Self, Refusal> {
        let mut read = Self {
            page: 1,
            page_size: DEFAULT_PAGE_SIZE,
            filter: None,
            order: Vec::new(),
            select: None,
        };
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            match name.as_ref() {
                "$page" => read.page = count(&name, &value, usize::MAX)?,
                "$pagesize" => read.page_size = count(&name, &value, MAX_PAGE_SIZE)?,
                "$filter" => {
                    let filter = odata::parse(&value)?;
                    filter.check(model, filterable)?;
                    read.filter = Some(filter);
                }
                "$orderby" => read.order = odata::parse_order(&value, model)?,
                "$select" => read.select = Some(odata::parse_select(&value, model)?),
                name if name.starts_with('$') => {
                    return Err(Refusal::breach(
                        6000,
                        format!("The query parameter '{name}' is not supported."),
                    ));
                }
                _ => {}
            }
        }
        Ok(read)
    }

    /// Queries a table, and returns the page in the vendor's format.
    pub(crate) fn answer(
        &self,
        table: &Table,
        model: &'static Model,
        fold: bool,
        also: &dyn Fn(&Doc) -> bool,
        now: Timestamp,
    ) -> Value {
        let fits = |doc: &&Doc| {
            also(doc)
                && self
                    .filter
                    .as_ref()
                    .is_none_or(|filter| odata::matches(filter, doc, model, fold))
        };
        let indexed = self
            .filter
            .as_ref()
            .and_then(|filter| filter.must_equal(&Table::is_indexed));
        let mut found: Vec<&Doc> = match indexed {
            Some((property, text)) => table.lookup(property, &text).filter(fits).collect(),
            None => table.iter().filter(fits).collect(),
        };
        if !self.order.is_empty() {
            found.sort_by(|a, b| odata::order(&self.order, a, b, model));
        }
        let first = (self.page - 1).saturating_mul(self.page_size);
        let page = found.iter().skip(first).take(self.page_size);
        let data: Vec<Value> = match &self.select {
            Some(names) => page.map(|doc| doc.select(names).public()).collect(),
            None => page.map(|doc| doc.public()).collect(),
        };
        json!({
            "Meta": {
                "CurrentPage": self.page,
                "PageSize": self.page_size,
                "TotalNumberOfPages": found.len().div_ceil(self.page_size),
                "TotalNumberOfResults": found.len(),
                "ServerTimeUtc": instant_text(now),
            },
            "Data": data,
        })
    }
}

fn count(name: &str, value: &str, max: usize) -> Result<usize, Refusal> {
    let number = value.parse().ok().filter(|number| (1..=max).contains(number));
    number.ok_or_else(|| Refusal::breach(6000, format!("{name} must be a whole number from 1.")))
}

#[cfg(test)]
mod tests {
    use super::super::fields::UNIT;
    use super::*;

    fn units(count: u128) -> Table {
        let unit = |number: u128| {
            let mut doc = UNIT.blank();
            doc.set("Id", uuid::Uuid::from_u128(number + 1).to_string());
            doc.set("Name", format!("Unit {number:03}"));
            doc
        };
        (0..count).map(unit).collect()
    }

    fn ask(query: &str) -> Value {
        let read = Query::read(query, &UNIT, &|_| true).unwrap();
        read.answer(&units(120), &UNIT, true, &|_| true, Timestamp::UNIX_EPOCH)
    }

    #[test]
    fn a_list_comes_in_pages_of_50() {
        let first = ask("");
        assert_eq!(first["Data"].as_array().map(Vec::len), Some(50));
        assert_eq!(
            first["Meta"],
            json!({"CurrentPage": 1, "PageSize": 50, "TotalNumberOfPages": 3, "TotalNumberOfResults": 120,
                   "ServerTimeUtc": "1970-01-01T00:00:00.000Z"})
        );
        assert_eq!(ask("$page=3")["Data"].as_array().map(Vec::len), Some(20));
        assert_eq!(ask("$page=4")["Data"].as_array().map(Vec::len), Some(0));
        assert_eq!(ask("$pagesize=1000")["Data"].as_array().map(Vec::len), Some(120));
    }

    #[test]
    fn filter_order_and_select_work_together() {
        let answer =
            ask("$filter=contains%28Name%2C%27Unit+00%27%29&$orderby=Name%20desc&$select=Name&$pagesize=2");
        assert_eq!(
            answer["Data"],
            json!([{"Name": "Unit 009"}, {"Name": "Unit 008"}])
        );
        assert_eq!(answer["Meta"]["TotalNumberOfPages"], 5);
    }

    #[test]
    fn what_the_documents_do_not_have_is_refused() {
        for query in [
            "$top=5",
            "$skip=5",
            "$page=0",
            "$page=x",
            "$pagesize=1001",
            "$expand=Rows",
        ] {
            let refusal = Query::read(query, &UNIT, &|_| true).unwrap_err();
            assert_eq!(
                (refusal.status, refusal.code, refusal.breach),
                (400, 6000, true),
                "{query}"
            );
        }
    }
}
