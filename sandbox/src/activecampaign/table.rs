//! Records of one kind by id, with indexes.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::{Deref, DerefMut};

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::state::{Row, text};

/// Records of one kind by id.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Table {
    last_id: u64,
    rows: BTreeMap<u64, Row>,
    #[serde(skip)]
    indexes: Vec<Index>,
}

/// The records by a combination of fields.
#[derive(Debug, Clone)]
struct Index {
    fields: &'static [&'static str],
    ids: HashMap<String, BTreeSet<u64>>,
}

impl Index {
    fn key(&self, row: &Row) -> String {
        let values: Vec<String> = self.fields.iter().map(|field| text(row, field)).collect();
        joined(values.iter().map(String::as_str))
    }

    fn add(&mut self, id: u64, row: &Row) {
        self.ids.entry(self.key(row)).or_default().insert(id);
    }

    fn drop(&mut self, id: u64, key: &str) {
        if let Some(ids) = self.ids.get_mut(key) {
            ids.remove(&id);
            if ids.is_empty() {
                self.ids.remove(key);
            }
        }
    }
}

/// In lower case. A caller that needs an exact match compares the results.
fn joined<'v>(values: impl Iterator<Item = &'v str>) -> String {
    values.map(str::to_lowercase).collect::<Vec<_>>().join("\u{0}")
}

impl Table {
    /// Maintains an index on these fields from now on.
    pub(super) fn index(&mut self, fields: &'static [&'static str]) {
        let mut index = Index {
            fields,
            ids: HashMap::new(),
        };
        for (id, row) in &self.rows {
            index.add(*id, row);
        }
        self.indexes.push(index);
    }

    /// Adds a record with the next id, and returns it.
    pub(super) fn insert(&mut self, mut row: Row) -> u64 {
        self.last_id += 1;
        row.insert("id".to_owned(), json!(self.last_id.to_string()));
        for index in &mut self.indexes {
            index.add(self.last_id, &row);
        }
        self.rows.insert(self.last_id, row);
        self.last_id
    }

    pub(super) fn get(&self, id: u64) -> Option<&Row> {
        self.rows.get(&id)
    }

    /// The record with the id in the text `id`.
    pub(super) fn find(&self, id: &str) -> Option<(u64, &Row)> {
        let id = id.parse().ok()?;
        Some((id, self.rows.get(&id)?))
    }

    /// A record to change. The indexes are updated when the guard is dropped.
    pub(super) fn get_mut(&mut self, id: u64) -> Option<RowMut<'_>> {
        let row = self.rows.get_mut(&id)?;
        let keys = self.indexes.iter().map(|index| index.key(row)).collect();
        Some(RowMut {
            id,
            row,
            indexes: &mut self.indexes,
            keys,
        })
    }

    pub(super) fn remove(&mut self, id: u64) -> Option<Row> {
        let row = self.rows.remove(&id)?;
        for index in &mut self.indexes {
            let key = index.key(&row);
            index.drop(id, &key);
        }
        Some(row)
    }

    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = (u64, &Row)> {
        self.rows.iter().map(|(id, row)| (*id, row))
    }

    pub(super) fn rows(&self) -> Vec<Row> {
        self.rows.values().cloned().collect()
    }

    /// The records whose fields have these values, ignoring case, by id.
    pub(super) fn lookup<'t>(
        &'t self,
        fields: &'static [&'static str],
        values: &[&str],
    ) -> Box<dyn Iterator<Item = (u64, &'t Row)> + 't> {
        let wanted = joined(values.iter().copied());
        match self.indexes.iter().find(|index| index.fields == fields) {
            Some(index) => {
                let ids = index.ids.get(&wanted).into_iter().flatten();
                Box::new(ids.filter_map(|id| Some((*id, self.rows.get(id)?))))
            }
            None => {
                let index = Index {
                    fields,
                    ids: HashMap::new(),
                };
                Box::new(self.iter().filter(move |(_, row)| index.key(row) == wanted))
            }
        }
    }

    /// Copies of the records whose `field` equals `value`.
    pub(super) fn by(&self, field: &'static str, value: &str) -> Vec<Row> {
        let fitting = |(_, row): (u64, &Row)| (text(row, field) == value).then(|| row.clone());
        match self.indexes.iter().find(|index| index.fields == [field]) {
            Some(index) => self.lookup(index.fields, &[value]).filter_map(fitting).collect(),
            None => self.iter().filter_map(fitting).collect(),
        }
    }

    /// Removes and returns the records whose `field` equals `value`.
    pub(super) fn remove_by(&mut self, field: &'static str, value: &str) {
        for row in self.by(field, value) {
            if let Ok(id) = text(&row, "id").parse() {
                self.remove(id);
            }
        }
    }

    /// The first record that matches.
    pub(super) fn first(&self, fits: impl Fn(&Row) -> bool) -> Option<(u64, &Row)> {
        self.iter().find(|(_, row)| fits(row))
    }
}

/// A record that is being changed.
pub(super) struct RowMut<'t> {
    id: u64,
    row: &'t mut Row,
    indexes: &'t mut Vec<Index>,
    keys: Vec<String>,
}

impl Deref for RowMut<'_> {
    type Target = Row;

    fn deref(&self) -> &Row {
        self.row
    }
}

impl DerefMut for RowMut<'_> {
    fn deref_mut(&mut self) -> &mut Row {
        self.row
    }
}

impl Drop for RowMut<'_> {
    fn drop(&mut self) {
        for (index, before) in self.indexes.iter_mut().zip(&self.keys) {
            if index.key(self.row) != *before {
                index.drop(self.id, before);
                index.add(self.id, self.row);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::state::row;
    use super::*;

    #[test]
    fn an_index_follows_what_happens_to_the_records() {
        let mut table = Table::default();
        table.index(&["email"]);
        let id = table.insert(row(json!({"email": "A@example.com"})));
        let found = |table: &Table, email: &str| {
            table
                .lookup(&["email"], &[email])
                .map(|(id, _)| id)
                .collect::<Vec<_>>()
        };
        assert_eq!(found(&table, "a@EXAMPLE.com"), [id]);
        assert_eq!(
            table.by("email", "a@example.com"),
            Vec::<Row>::new(),
            "exact, here"
        );
        table
            .get_mut(id)
            .unwrap()
            .insert("email".to_owned(), json!("b@example.com"));
        assert_eq!(found(&table, "a@example.com"), Vec::<u64>::new());
        assert_eq!(found(&table, "b@example.com"), [id]);
        table.remove_by("email", "b@example.com");
        assert_eq!(found(&table, "b@example.com"), Vec::<u64>::new());
        assert_eq!(table.get(id), None);
    }

    #[test]
    fn without_an_index_the_same_is_found() {
        let mut table = Table::default();
        let id = table.insert(row(json!({"a": "1", "b": "X"})));
        table.insert(row(json!({"a": "1", "b": "y"})));
        assert_eq!(
            table
                .lookup(&["a", "b"], &["1", "x"])
                .map(|(id, _)| id)
                .collect::<Vec<_>>(),
            [id]
        );
        assert_eq!(table.by("a", "1").len(), 2);
    }
}
