//! Documents that belong together: an order and its invoice, a draft and what was booked of it, an invoice and its credits.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::books::{Document, DocumentKind, DocumentRow};

/// One document and what was made of it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Chain<'a> {
    /// The documents, credit invoices left out.
    pub(crate) documents: Vec<&'a Document>,
    /// Their ids, and those of drafts that were booked and are gone.
    pub(crate) ids: BTreeSet<&'a str>,
    /// What is credited, as a positive amount.
    pub(crate) credited: Decimal,
}

/// What a chain bills.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Billed<'a> {
    pub(crate) total: Decimal,
    pub(crate) vat: Decimal,
    pub(crate) rounding: Decimal,
    pub(crate) currency: Option<&'a str>,
    pub(crate) rows: Vec<&'a DocumentRow>,
}

impl<'a> Chain<'a> {
    /// Puts documents together by what they say they were made of.
    pub(crate) fn all(documents: &'a [Document]) -> Vec<Self> {
        let mut root_of: BTreeMap<&str, &str> = BTreeMap::new();
        for document in documents.iter().filter(|document| !document.is_credit) {
            if let Some(origin) = &document.made_of {
                root_of.insert(&document.id, origin);
            }
        }
        let root = |id: &'a str| -> &'a str {
            let mut id = id;
            // A draft of an order, booked: two steps at most; no document is made of itself.
            for _ in 0..4 {
                match root_of.get(id) {
                    Some(origin) => id = origin,
                    None => break,
                }
            }
            id
        };
        let mut chains: BTreeMap<&str, Self> = BTreeMap::new();
        let mut at: BTreeMap<&str, &str> = BTreeMap::new();
        let is_own = |document: &&Document| !document.is_credit && document.collects.is_empty();
        for document in documents.iter().filter(is_own) {
            let key = root(&document.id);
            let chain = chains.entry(key).or_default();
            chain.ids.insert(&document.id);
            chain.ids.extend(document.made_of.as_deref());
            chain.documents.push(document);
            at.insert(&document.id, key);
        }
        // A collective invoice is a part of each of its orders, and a sale of none alone.
        for invoice in documents.iter().filter(|document| !document.collects.is_empty()) {
            for order in &invoice.collects {
                let Some(key) = at.get(order.as_str()).copied() else {
                    continue;
                };
                if let Some(chain) = chains.get_mut(key) {
                    chain.ids.insert(&invoice.id);
                    chain.documents.push(invoice);
                }
                if invoice.collects.len() == 1 {
                    at.insert(&invoice.id, key);
                }
            }
        }
        let credits = documents
            .iter()
            .filter(|document| document.is_credit && document.kind == DocumentKind::Invoice);
        let (named, unnamed): (Vec<&Document>, Vec<&Document>) =
            credits.partition(|credit| credit.credits.is_some());
        for credit in named {
            let credited = credit.credits.as_deref().and_then(|id| at.get(id));
            if let Some(chain) = credited.and_then(|key| chains.get_mut(key)) {
                chain.credited += credit.total.abs();
            }
        }
        for credit in unnamed {
            if let Some(chain) = chains.values_mut().find(|chain| chain.is_credited_by(credit)) {
                chain.credited += credit.total.abs();
            }
        }
        let mut chains: Vec<Self> = chains.into_values().collect();
        chains.sort_by(|a, b| a.first().cmp(&b.first()));
        chains
    }

    /// Whether a credit that names no invoice credits this chain. One that was made through a draft has its invoice's customer,
    /// reference and total alone.
    fn is_credited_by(&self, credit: &Document) -> bool {
        let Some(reference) = credit.reference.as_deref().map(number) else {
            return false;
        };
        self.credited.is_zero()
            && self.references().contains(&reference)
            && self.invoices().any(|invoice| {
                invoice.customer == credit.customer
                    && invoice.currency == credit.currency
                    && invoice.total == credit.total.abs()
            })
    }

    fn first(&self) -> Option<(Option<jiff::Timestamp>, &str)> {
        self.documents
            .iter()
            .map(|document| (document.created_at, document.id.as_str()))
            .min()
    }

    /// What it bills: its invoices where there are some, else its draft or order. A collective invoice says nothing of one
    /// order, so that the order's own amounts stand for it.
    pub(crate) fn billed(&self) -> Billed<'a> {
        let own = |document: &&&Document| document.collects.len() <= 1;
        let best = self
            .documents
            .iter()
            .filter(own)
            .map(|document| document.kind)
            .max()
            .unwrap_or(DocumentKind::Order);
        let chosen: Vec<&&Document> = self
            .documents
            .iter()
            .filter(own)
            .filter(|document| document.kind == best)
            .collect();
        Billed {
            total: chosen.iter().map(|document| document.total).sum(),
            vat: chosen.iter().map(|document| document.vat).sum(),
            rounding: chosen.iter().map(|document| document.rounding).sum(),
            currency: chosen.iter().find_map(|document| document.currency.as_deref()),
            rows: chosen.iter().flat_map(|document| &document.rows).collect(),
        }
    }

    /// What remains of it after credits.
    pub(crate) fn remains(&self) -> Decimal {
        self.billed().total - self.credited
    }

    /// Whether nothing remains after credits.
    pub(crate) fn is_credited(&self) -> bool {
        !self.credited.is_zero() && self.remains() <= Decimal::ZERO
    }

    /// The booked invoices of its own.
    pub(crate) fn invoices(&self) -> impl Iterator<Item = &&'a Document> {
        self.documents
            .iter()
            .filter(|document| document.kind == DocumentKind::Invoice && document.collects.len() <= 1)
    }

    pub(crate) fn customer(&self) -> Option<&str> {
        self.documents.first().map(|document| document.customer.as_str())
    }

    /// The references that its documents have, trimmed and in lower case.
    pub(crate) fn references(&self) -> BTreeSet<String> {
        self.documents
            .iter()
            .filter_map(|document| document.reference.as_deref())
            .map(number)
            .filter(|reference| !reference.is_empty())
            .collect()
    }
}

/// How the numbers and references of orders are compared. Whoever enters one by hand may write the sign before it.
pub(crate) fn number(text: &str) -> String {
    let text = text.trim();
    normal(text.strip_prefix('#').unwrap_or(text))
}

/// How article numbers are compared.
pub(crate) fn normal(text: &str) -> String {
    text.trim().to_lowercase()
}
