//! Records of one kind in the order of creation, with an index over the texts that integrations use for lookups.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

use super::doc::Doc;

/// The properties with an index. Without it, ten thousand lookups among ten thousand records would take minutes.
const INDEXED: [&str; 7] = [
    "EmailAddress",
    "CustomerNumber",
    "CorporateIdentityNumber",
    "Number",
    "BuyersOrderReference",
    "CustomerId",
    "CreatedFromQuoteId",
];

/// The records of one kind. Copies share them until one is changed: each company begins with the same hundreds.
#[derive(Clone, Default)]
pub(crate) struct Table(Arc<Records>);

#[derive(Clone, Default)]
struct Records {
    docs: BTreeMap<u64, Doc>,
    ids: HashMap<Uuid, u64>,
    index: HashMap<(&'static str, String), BTreeSet<u64>>,
    next: u64,
}

impl Table {
    pub(crate) fn is_indexed(property: &str) -> bool {
        INDEXED.contains(&property)
    }

    /// All records, oldest first.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Doc> {
        self.0.docs.values()
    }

    pub(crate) fn get(&self, id: Uuid) -> Option<&Doc> {
        self.0.docs.get(self.0.ids.get(&id)?)
    }

    /// The records whose indexed property equals this text, ignoring case, oldest first.
    pub(crate) fn lookup(&self, property: &str, text: &str) -> impl Iterator<Item = &Doc> {
        let name = INDEXED.into_iter().find(|name| *name == property);
        let found = name.and_then(|name| self.0.index.get(&(name, text.to_lowercase())));
        found.into_iter().flatten().filter_map(|at| self.0.docs.get(at))
    }

    /// Stores a record. Replaces the one with the same id.
    pub(crate) fn put(&mut self, doc: Doc) {
        Arc::make_mut(&mut self.0).put(doc);
    }

    pub(crate) fn remove(&mut self, id: Uuid) -> Option<Doc> {
        Arc::make_mut(&mut self.0).remove(id)
    }
}

impl Records {
    fn put(&mut self, doc: Doc) {
        let id = doc.id();
        let at = match self.ids.get(&id) {
            Some(&at) if !id.is_nil() => {
                self.unindex(at);
                at
            }
            _ => {
                let at = self.next;
                self.next += 1;
                self.ids.insert(id, at);
                at
            }
        };
        for key in keys(&doc) {
            self.index.entry(key).or_default().insert(at);
        }
        self.docs.insert(at, doc);
    }

    fn remove(&mut self, id: Uuid) -> Option<Doc> {
        let at = self.ids.remove(&id)?;
        self.unindex(at);
        self.docs.remove(&at)
    }

    fn unindex(&mut self, at: u64) {
        for key in self.docs.get(&at).map(keys).unwrap_or_default() {
            if let Some(places) = self.index.get_mut(&key) {
                places.remove(&at);
            }
        }
    }
}

fn keys(doc: &Doc) -> Vec<(&'static str, String)> {
    let texts = INDEXED
        .into_iter()
        .filter_map(|name| Some((name, doc.text(name)?.to_lowercase())));
    texts.collect()
}

impl FromIterator<Doc> for Table {
    fn from_iter<I: IntoIterator<Item = Doc>>(docs: I) -> Self {
        let mut records = Records::default();
        docs.into_iter().for_each(|doc| records.put(doc));
        Self(Arc::new(records))
    }
}

impl Serialize for Table {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl<'de> Deserialize<'de> for Table {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::<Doc>::deserialize(deserializer).map(Self::from_iter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn doc(id: u128, email: &str) -> Doc {
        let mut doc = Doc::default();
        doc.set("Id", Uuid::from_u128(id).to_string());
        doc.set("EmailAddress", email);
        doc
    }

    fn found(table: &Table, email: &str) -> Vec<Uuid> {
        table.lookup("EmailAddress", email).map(Doc::id).collect()
    }

    #[test]
    fn the_index_follows_changes_and_removals() {
        let mut table: Table = [doc(1, "a@b.se"), doc(2, "A@b.se")].into_iter().collect();
        assert_eq!(found(&table, "a@B.se").len(), 2);
        table.put(doc(1, "c@b.se"));
        assert_eq!(found(&table, "a@b.se"), [Uuid::from_u128(2)]);
        assert_eq!(found(&table, "c@b.se"), [Uuid::from_u128(1)]);
        table.remove(Uuid::from_u128(2));
        assert!(found(&table, "a@b.se").is_empty());
        assert_eq!(table.iter().count(), 1);
    }
}
