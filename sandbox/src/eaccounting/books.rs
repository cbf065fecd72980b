//! One company: its settings, records and number series.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::behaviour::Behaviour;
use super::collection::Collection;
use super::doc::Doc;
use super::error::Refusal;
use super::presets;
use super::table::Table;
use super::vat::{Rounding, Seller, round};
use crate::core::CompanyPreset;

/// A company's books.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Books {
    pub(crate) company: Uuid,
    pub(crate) preset: CompanyPreset,
    pub(crate) settings: Doc,
    pub(crate) behaviour: Behaviour,
    tables: BTreeMap<Collection, Table>,
    /// Documents that were e-mailed: kind, id and time, without the addresses.
    pub(crate) emails: Vec<Doc>,
    /// The number of ids issued so far.
    ids: u64,
}

impl Books {
    pub(crate) fn new(
        company: Uuid,
        preset: CompanyPreset,
        mut settings: Doc,
        tables: BTreeMap<Collection, Table>,
    ) -> Self {
        for counter in [
            Counter::Customer,
            Counter::Order,
            Counter::Quote,
            Counter::Invoice,
        ] {
            settings.set(counter.field(), counter.first());
        }
        Self {
            company,
            preset,
            settings,
            behaviour: Behaviour::default(),
            tables,
            emails: Vec::new(),
            ids: 0,
        }
    }

    pub(crate) fn table(&self, kind: Collection) -> &Table {
        &self.tables[&kind]
    }

    pub(crate) fn table_mut(&mut self, kind: Collection) -> &mut Table {
        self.tables.entry(kind).or_default()
    }

    /// The record with this id, or 404.
    pub(crate) fn get(&self, kind: Collection, id: Uuid) -> Result<&Doc, Refusal> {
        self.table(kind)
            .get(id)
            .ok_or_else(|| Refusal::not_found(kind.shelf().one))
    }

    /// The record to which a field of a body refers, or error 3000.
    pub(crate) fn referred(&self, kind: Collection, doc: &Doc, field: &str) -> Result<&Doc, Refusal> {
        let id = doc.uuid(field).unwrap_or_default();
        self.table(kind).get(id).ok_or_else(|| Refusal::no_such(field))
    }

    /// Stores a record, with a new id if it has none, and returns it.
    pub(crate) fn put(&mut self, kind: Collection, mut doc: Doc) -> Doc {
        if doc.text("Id").is_none() {
            let id = self.new_id();
            doc.set("Id", json!(id));
        }
        self.table_mut(kind).put(doc.clone());
        doc
    }

    /// The next id. Ids are deterministic, so that two runs can be compared.
    pub(crate) fn new_id(&mut self) -> Uuid {
        self.ids += 1;
        presets::id(&[&self.company.to_string(), "record", &self.ids.to_string()])
    }

    /// Uses up the next number of a series.
    pub(crate) fn next_number(&mut self, counter: Counter) -> i64 {
        let field = counter.field();
        let number = self.settings.int(field).unwrap_or(1);
        self.settings.set(field, number + 1);
        number
    }

    /// The company's day.
    pub(crate) fn today(&self, now: Timestamp) -> Date {
        let zone = TimeZone::posix(presets::land(self.preset).time_zone).unwrap_or(TimeZone::UTC);
        zone.to_datetime(now).date()
    }

    pub(crate) fn currency(&self) -> &str {
        self.settings.text("CurrencyCode").unwrap_or_default()
    }

    pub(crate) fn country(&self) -> &str {
        self.settings.text("CountryCode").unwrap_or_default()
    }

    pub(crate) fn seller(&self) -> Seller {
        Seller {
            country: self.country().to_owned(),
            currency: self.currency().to_owned(),
            uses_moss: self.settings.flag("UsesMoss"),
            shows_prices_excl_vat_to_private: self.settings.flag("ShowPricesExclVatPC"),
            rounding: match self.settings.int("DomesticCurrencyRounding") {
                Some(1) => Rounding::HalfAwayFromZero,
                _ => Rounding::None,
            },
        }
    }

    /// A date must be in a fiscal year: 3001.
    pub(crate) fn check_fiscal_year(&self, field: &str, day: Date) -> Result<(), Refusal> {
        let holds = |year: &Doc| {
            year.date("StartDate").is_some_and(|start| start <= day)
                && year.date("EndDate").is_some_and(|end| day <= end)
        };
        if self.table(Collection::FiscalYears).iter().any(holds) {
            return Ok(());
        }
        Err(Refusal::on_field(
            3001,
            field,
            format!("There is no fiscal year for {field} {day}."),
        ))
    }

    /// A date must not be in a locked period: 4013. Assumption: a locked fiscal year has the same code.
    pub(crate) fn check_unlocked(&self, field: &str, day: Date) -> Result<(), Refusal> {
        let by_year = |year: &Doc| {
            let last = year.date("EndDate").filter(|end| day <= *end);
            last.filter(|_| {
                year.flag("IsLockedForAccounting") && year.date("StartDate").is_some_and(|start| start <= day)
            })
        };
        let by_settings = self
            .settings
            .date("AccountingLockedTo")
            .filter(|locked| day <= *locked);
        let locked = by_settings.or_else(|| self.table(Collection::FiscalYears).iter().find_map(by_year));
        match locked {
            Some(locked) => {
                let message = format!("The accounting is locked to {locked}; {field} is {day}.");
                Err(Refusal::on_field(4013, field, message))
            }
            None => Ok(()),
        }
    }

    /// The exchange rate to the company's currency. Fixed, so that amounts can be checked by hand.
    pub(crate) fn exchange_rate(&self, currency: &str) -> Decimal {
        exchange_rate(currency, self.currency())
    }

    /// The company's documents in the vendor's form, with the stand-in's additions under names that start with an
    /// underscore.
    pub(crate) fn snapshot(&self) -> Value {
        let all = |kind: Collection| -> Value { self.table(kind).iter().cloned().map(Value::from).collect() };
        let mut snapshot = Map::new();
        for (name, kind) in [
            ("customers", Collection::Customers),
            ("orders", Collection::Orders),
            ("quotes", Collection::Quotes),
            ("articles", Collection::Articles),
            ("invoices", Collection::CustomerInvoices),
            ("invoicedrafts", Collection::CustomerInvoiceDrafts),
            ("notes", Collection::Notes),
            ("partnerresourcelinks", Collection::PartnerResourceLinks),
            ("customerlabels", Collection::CustomerLabels),
        ] {
            snapshot.insert(name.to_owned(), all(kind));
        }
        snapshot.insert(
            "emails".to_owned(),
            self.emails.iter().cloned().map(Value::from).collect(),
        );
        snapshot.insert("companysettings".to_owned(), self.settings.clone().into());
        Value::Object(snapshot)
    }
}

/// The rate between two currencies, to four decimals.
pub(crate) fn exchange_rate(from: &str, to: &str) -> Decimal {
    round(per_euro(to) / per_euro(from), 4)
}

fn per_euro(currency: &str) -> Decimal {
    let hundredths = match currency {
        "SEK" => 1_100,
        "NOK" => 1_150,
        "DKK" => 746,
        "GBP" => 86,
        "USD" => 108,
        "CHF" => 94,
        "PLN" => 430,
        "CZK" => 2_500,
        "HUF" => 40_000,
        "ISK" => 14_500,
        "JPY" => 16_000,
        "RON" => 500,
        "AUD" => 165,
        "CAD" => 150,
        _ => 100,
    };
    Decimal::new(hundredths, 2)
}

/// A number series. The company's settings show the next number.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Counter {
    Customer,
    Order,
    Quote,
    Invoice,
}

impl Counter {
    pub(crate) const fn field(self) -> &'static str {
        match self {
            Self::Customer => "NextCustomerNumber",
            Self::Order => "NextOrderNumber",
            Self::Quote => "NextQuoteNumber",
            Self::Invoice => "NextCustomerInvoiceNumber",
        }
    }

    const fn first(self) -> i64 {
        match self {
            Self::Customer => 1_000,
            Self::Order | Self::Quote | Self::Invoice => 1,
        }
    }
}
