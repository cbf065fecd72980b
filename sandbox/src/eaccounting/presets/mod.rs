//! The initial records of a company: settings, codings, units, terms and so on, for the four countries in which
//! eAccounting is sold.
//!
//! The account numbers follow each country's usual chart where possible, and are plausible otherwise. Each kind of sale
//! has its own account, so that a test sees which one was used.

mod articles;
mod countries;
mod settings;

use std::collections::{BTreeMap, HashMap};
use std::sync::{LazyLock, Mutex, PoisonError};

use jiff::civil::date;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::books::Books;
use super::codings::{self, Period};
use super::collection::Collection;
use super::doc::{Doc, date_text, number};
use super::table::Table;
use super::vat::Supply;
use crate::core::CompanyPreset;
pub(crate) use articles::{demo_articles, service_articles};
use countries::{COUNTRIES, CURRENCIES};

/// The two companies of a preset: the one that is connected at the start, and another.
pub(crate) fn companies(preset: CompanyPreset) -> [(Uuid, &'static str); 2] {
    let names = settings::land(preset).companies;
    names.map(|name| (id(&["company", name]), name))
}

/// An id that is the same in each run, so that settings and tests can name preset records.
pub(crate) fn id(parts: &[&str]) -> Uuid {
    let digest = Sha256::digest(parts.join("\u{1f}"));
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}

/// The accounts of one kind of supply. Accounts that depend on the rate are in [`Land::rates`].
pub(crate) struct Accounts {
    exempt: i64,
    reversed_construction: Option<i64>,
    moss: Option<i64>,
    third_party: Option<i64>,
    eu_with_vat: Option<i64>,
    eu_exempt: Option<i64>,
    export: i64,
}

/// A domestic rate, with the accounts of its domestic sales. `None` for the zero rate.
pub(crate) struct Rate {
    /// In tenths of a percent.
    pub(crate) permille: i64,
    pub(crate) goods: Option<i64>,
    pub(crate) services: Option<i64>,
    /// The earlier rates, with the days of change. Empty if the rate never changed.
    pub(crate) periods: &'static [Period],
}

/// A coding for goods whose rate has moved between the country's rates.
pub(crate) struct Moving {
    /// Name and English name.
    pub(crate) names: [&'static str; 2],
    /// The account of domestic sales.
    account: i64,
    pub(crate) periods: &'static [Period],
}

impl Rate {
    pub(crate) fn fraction(&self) -> Decimal {
        Decimal::new(self.permille, 3)
    }

    /// The percentage, as in article numbers and names: `25`, `25.5`.
    pub(crate) fn percent(&self) -> String {
        Decimal::new(self.permille, 1).normalize().to_string()
    }
}

/// A country's presets.
pub(crate) struct Land {
    pub(crate) country: &'static str,
    pub(crate) currency: &'static str,
    companies: [&'static str; 2],
    address: [&'static str; 3],
    corporate_identity_number: &'static str,
    vat_number: &'static str,
    /// The company's day decides dates.
    pub(crate) time_zone: &'static str,
    /// `CompanySettingsApi.DomesticCurrencyRounding`.
    rounding: i64,
    pub(crate) rates: &'static [Rate],
    /// Food, if its rate changed by law independently of the others.
    pub(crate) food: Option<Moving>,
    goods: Accounts,
    services: Accounts,
    /// "Goods" and "Services" in the country's language.
    pub(crate) supplies: [&'static str; 2],
    /// Name, code, abbreviation.
    units: &'static [[&'static str; 3]],
    /// Name and English name, days, `TermsOfPaymentTypeId`.
    terms: &'static [(&'static str, &'static str, i64, i64)],
    /// Name, English name, code.
    delivery_methods: &'static [[&'static str; 3]],
    bank_accounts: &'static [(&'static str, i64, i64)],
    /// Names and numbers of the articles per rate: shipping, discounts, fees, other.
    pub(crate) extras: &'static [[&'static str; 2]],
    /// Name and number of the article for rounding, without VAT.
    pub(crate) rounding_article: [&'static str; 2],
}

/// The books of a new company. They are made once in a process, since tests start thousands of companies.
pub(crate) fn books(preset: CompanyPreset, company: Uuid, name: &str) -> Books {
    static MADE: LazyLock<Mutex<HashMap<(CompanyPreset, Uuid), Books>>> = LazyLock::new(Mutex::default);
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    let books = made.entry((preset, company));
    books.or_insert_with(|| make(preset, company, name)).clone()
}

fn make(preset: CompanyPreset, company: Uuid, name: &str) -> Books {
    let land = settings::land(preset);
    let maker = Maker {
        company: company.to_string(),
        land,
    };
    let mut tables: BTreeMap<Collection, Table> = Collection::ALL
        .into_iter()
        .map(|kind| (kind, Table::default()))
        .collect();
    let fiscal_years = maker.fiscal_years();
    let terms = maker.terms();
    let settings = maker.settings(name, terms.first().map(Doc::id).unwrap_or_default());
    tables.insert(
        Collection::Accounts,
        maker.accounts(&fiscal_years).into_iter().collect(),
    );
    tables.insert(Collection::FiscalYears, fiscal_years.into_iter().collect());
    tables.insert(Collection::TermsOfPayments, terms.into_iter().collect());
    tables.insert(
        Collection::ArticleAccountCodings,
        maker.codings().into_iter().collect(),
    );
    tables.insert(Collection::Units, maker.units().into_iter().collect());
    tables.insert(
        Collection::DeliveryMethods,
        maker.delivery_methods().into_iter().collect(),
    );
    tables.insert(
        Collection::DeliveryTerms,
        maker.delivery_terms().into_iter().collect(),
    );
    tables.insert(
        Collection::BankAccounts,
        maker.bank_accounts().into_iter().collect(),
    );
    tables.insert(Collection::Countries, countries().into_iter().collect());
    tables.insert(Collection::Currencies, currencies().into_iter().collect());
    tables.insert(Collection::VatCodes, maker.vat_codes().into_iter().collect());
    tables.insert(
        Collection::VatCodesRates,
        maker.vat_code_rates().into_iter().collect(),
    );
    Books::new(company, preset, settings, tables)
}

/// The presets of a country.
pub(crate) fn land(preset: CompanyPreset) -> &'static Land {
    settings::land(preset)
}

/// The id of the coding for food, if the country has a separate one.
pub(crate) fn food_coding_id(land: &Land, company: Uuid) -> Option<Uuid> {
    let food = land.food.as_ref()?;
    Some(id(&[&company.to_string(), "coding", food.names[1]]))
}

/// The id of a preset coding.
pub(crate) fn coding_id(company: Uuid, rate: &Rate, supply: Supply) -> Uuid {
    let supply = if supply == Supply::Goods {
        "goods"
    } else {
        "services"
    };
    id(&[&company.to_string(), "coding", supply, &rate.percent()])
}

struct Maker {
    company: String,
    land: &'static Land,
}

impl Maker {
    fn id(&self, kind: &str, name: &str) -> Value {
        json!(id(&[&self.company, kind, name]))
    }

    fn record(&self, kind: Collection, key: &str, fields: Value) -> Doc {
        let shelf = kind.shelf();
        let mut doc = shelf.model.blank();
        doc.set("Id", self.id(shelf.path, key));
        overlay(&mut doc, fields);
        doc
    }

    fn settings(&self, name: &str, terms: Uuid) -> Doc {
        let land = self.land;
        let mut doc = super::fields::COMPANY.blank();
        overlay(
            &mut doc,
            json!({
                "Name": name, "Email": null, "Address1": land.address[0], "PostalCode": land.address[1],
                "City": land.address[2], "CountryCode": land.country, "CurrencyCode": land.currency,
                "TermsOfPaymentId": terms, "CorporateIdentityNumber": land.corporate_identity_number,
                "VatCode": land.vat_number, "AccountNumberDigits": 4, "AccountingLockInterval": 0,
                "ProductVariant": 5, "TypeOfBusiness": 1, "VatPeriod": 3, "CompanyStatus": 1,
                "ActivatedModules": ["api_standard", "sales_standard", "accounting_standard", "stock_standard"],
                "DomesticCurrencyRounding": land.rounding, "CompanyIdentifier": self.company,
                "KeepOriginalDraftDate": false,
            }),
        );
        doc
    }

    fn codings(&self) -> Vec<Doc> {
        let mut codings = self.steady_codings();
        codings.extend(self.land.food.as_ref().map(|food| self.food_coding(food)));
        codings
    }

    fn food_coding(&self, food: &Moving) -> Doc {
        let [name, english] = food.names;
        let goods = &self.land.goods;
        let mut doc = super::fields::CODING.blank();
        overlay(
            &mut doc,
            json!({
                "Id": id(&[&self.company, "coding", english]), "Name": name, "NameEnglish": english,
                "Type": "Goods", "IsActive": true, "ChangedUtc": "2016-01-01T00:00:00.000Z",
                "DomesticSalesSubjectToVatAccountNumber": food.account,
                "DomesticSalesVatExemptAccountNumber": goods.exempt,
                "DomesticSalesSubjectToReversedConstructionVatAccountNumber": goods.reversed_construction,
                "ForeignSalesSubjectToMossAccountNumber": goods.moss,
                "ForeignSalesSubjectToThirdPartySalesAccountNumber": goods.third_party,
                "ForeignSalesSubjectToVatWithinEuAccountNumber": goods.eu_with_vat,
                "ForeignSalesVatExemptWithinEuAccountNumber": goods.eu_exempt,
                "ForeignSalesVatExemptOutsideEuAccountNumber": goods.export,
            }),
        );
        codings::set_periods(&mut doc, food.periods);
        doc
    }

    fn steady_codings(&self) -> Vec<Doc> {
        let mut codings = Vec::new();
        for rate in self.land.rates {
            for (supply, accounts, domestic, name) in [
                ("Goods", &self.land.goods, rate.goods, self.land.supplies[0]),
                (
                    "Services",
                    &self.land.services,
                    rate.services,
                    self.land.supplies[1],
                ),
            ] {
                let percent = rate.percent();
                let mut doc = super::fields::CODING.blank();
                doc.set(
                    "Id",
                    json!(id(&[&self.company, "coding", &supply.to_lowercase(), &percent])),
                );
                overlay(
                    &mut doc,
                    json!({
                        "Name": format!("{name} {percent} %"), "NameEnglish": format!("{supply} {percent} %"),
                        "Type": supply, "VatRate": format!("{percent}%"), "IsActive": true,
                        "VatRatePercent": number(rate.fraction()), "ChangedUtc": "2016-01-01T00:00:00.000Z",
                        "DomesticSalesSubjectToVatAccountNumber": domestic,
                        "DomesticSalesVatExemptAccountNumber": accounts.exempt,
                        "DomesticSalesSubjectToReversedConstructionVatAccountNumber":
                            accounts.reversed_construction,
                        "ForeignSalesSubjectToMossAccountNumber": accounts.moss,
                        "ForeignSalesSubjectToThirdPartySalesAccountNumber": accounts.third_party,
                        "ForeignSalesSubjectToVatWithinEuAccountNumber": accounts.eu_with_vat,
                        "ForeignSalesVatExemptWithinEuAccountNumber": accounts.eu_exempt,
                        "ForeignSalesVatExemptOutsideEuAccountNumber": accounts.export,
                    }),
                );
                codings::set_periods(&mut doc, rate.periods);
                codings.push(doc);
            }
        }
        codings
    }

    fn units(&self) -> Vec<Doc> {
        let unit = |&[name, code, short]: &[&str; 3]| {
            let english = code.to_lowercase();
            let fields =
                json!({"Name": name, "Code": code, "Abbreviation": short, "AbbreviationEnglish": english});
            self.record(Collection::Units, code, fields)
        };
        self.land.units.iter().map(unit).collect()
    }

    fn terms(&self) -> Vec<Doc> {
        let term = |&(name, english, days, kind): &(&str, &str, i64, i64)| {
            let fields = json!({
                "Name": name, "NameEnglish": english, "NumberOfDays": days, "TermsOfPaymentTypeId": kind,
                "TermsOfPaymentTypeText": TERM_TYPES[usize::try_from(kind).unwrap_or(0)],
                "AvailableForSales": true, "AvailableForPurchase": kind == 0,
            });
            self.record(Collection::TermsOfPayments, english, fields)
        };
        self.land.terms.iter().map(term).collect()
    }

    fn delivery_methods(&self) -> Vec<Doc> {
        let method = |&[name, english, code]: &[&str; 3]| {
            let fields = json!({"Name": name, "NameEnglish": english, "Code": code});
            self.record(Collection::DeliveryMethods, code, fields)
        };
        self.land.delivery_methods.iter().map(method).collect()
    }

    fn delivery_terms(&self) -> Vec<Doc> {
        [("Ex Works", "EXW"), ("Delivered Duty Paid", "DDP")]
            .iter()
            .map(|&(name, code)| {
                let fields = json!({"Name": name, "NameEnglish": name, "Code": code, "Editable": false});
                self.record(Collection::DeliveryTerms, code, fields)
            })
            .collect()
    }

    fn bank_accounts(&self) -> Vec<Doc> {
        let mut first = true;
        let account = |&(name, kind, ledger): &(&str, i64, i64)| {
            let is_default = std::mem::take(&mut first);
            let fields = json!({
                "Name": name, "BankAccountType": kind, "LedgerAccountNumber": ledger, "IsActive": true,
                "IsDefaultChequeAccount": is_default, "CurrencyCode": self.land.currency,
                "ModifiedUtc": "2016-01-01T00:00:00.000Z",
            });
            self.record(Collection::BankAccounts, name, fields)
        };
        self.land.bank_accounts.iter().map(account).collect()
    }

    fn fiscal_years(&self) -> Vec<Doc> {
        let year = |year: i16| {
            let fields = json!({
                "StartDate": date_text(date(year, 1, 1)), "EndDate": date_text(date(year, 12, 31)),
                "IsLockedForAccounting": false, "BookkeepingMethod": 0,
            });
            self.record(Collection::FiscalYears, &year.to_string(), fields)
        };
        (2016..=2030).map(year).collect()
    }

    /// All accounts that a coding or a bank account uses, in each fiscal year.
    fn accounts(&self, fiscal_years: &[Doc]) -> Vec<Doc> {
        let codings = self.codings();
        let revenue = codings.iter().flat_map(|coding| {
            let fields = coding
                .fields()
                .iter()
                .filter(|(name, _)| name.ends_with("AccountNumber"));
            fields.filter_map(|(name, value)| Some((value.as_i64()?, name.trim_end_matches("AccountNumber"))))
        });
        let banks = self
            .land
            .bank_accounts
            .iter()
            .map(|&(name, _, number)| (number, name));
        let named: BTreeMap<i64, &str> = revenue.chain(banks).collect();
        let mut accounts = Vec::new();
        for year in fiscal_years {
            for (number, name) in &named {
                let key = format!("{number} {}", year.id());
                accounts.push(self.record(
                    Collection::Accounts,
                    &key,
                    json!({
                        "Name": name, "Number": number.to_string(), "FiscalYearId": year.id(), "IsActive": true,
                        "ModifiedUtc": "2016-01-01T00:00:00.000Z", "CreatedUtc": "2016-01-01T00:00:00.000Z",
                    }),
                ));
            }
        }
        // Accounts have no id in the API. They are identified by fiscal year and number.
        accounts.iter_mut().for_each(|account| drop(account.remove("Id")));
        accounts
    }

    /// The codes of the domestic rates, and those of the one-stop shop, which are visible only to companies that use
    /// it.
    fn vat_codes(&self) -> Vec<Doc> {
        let home = self.land.rates.iter().map(|rate| {
            let percent = rate.percent();
            let fields = json!({
                "Code": format!("U{percent}"), "Description": format!("VAT {percent} %"),
                "VatRate": number(rate.fraction()), "OssCodeType": 0,
            });
            let mut code = self.record(Collection::VatCodes, &percent, fields);
            codings::set_periods(&mut code, rate.periods);
            code
        });
        let food = self.land.food.as_ref().map(|food| {
            let [name, english] = food.names;
            let fields = json!({"Code": format!("U{english}"), "Description": name, "OssCodeType": 0});
            let mut code = self.record(Collection::VatCodes, english, fields);
            codings::set_periods(&mut code, food.periods);
            code
        });
        let destinations = COUNTRIES.iter().filter(|(code, _, _)| {
            *code != self.land.country && super::rates::is_eu(code) && super::rates::is_eu(self.land.country)
        });
        let standard = self.land.rates.first().map(Rate::fraction).unwrap_or_default();
        let oss = destinations.map(|(code, _, name)| {
            let rate = super::rates::at_destination(self.land.country, standard, code);
            let fields = json!({
                "Code": format!("OSS{code}"), "Description": format!("OSS {name}"),
                "VatRate": number(rate), "OssCodeType": 1,
            });
            self.record(Collection::VatCodes, &format!("oss {code}"), fields)
        });
        home.chain(food).chain(oss).collect()
    }

    fn vat_code_rates(&self) -> Vec<Doc> {
        let code = |code: Doc| {
            let rates = codings::all_rates(&code, "2016-01-01T00:00:00Z");
            let mut doc = super::fields::VAT_CODE_RATE.blank();
            for name in ["Id", "Code", "Description", "OssCodeType"] {
                doc.set(name, code.value(name).cloned().unwrap_or_default());
            }
            doc.set("VatRates", rates);
            doc
        };
        self.vat_codes().into_iter().map(code).collect()
    }
}

const TERM_TYPES: [&str; 6] = [
    "Normal",
    "CurrentMonth",
    "Cash",
    "CardPayment",
    "DigitalWallet",
    "PaymentServiceProvider",
];

fn countries() -> Vec<Doc> {
    let country = |&(code, name, english): &(&str, &str, &str)| {
        let mut doc = Doc::default();
        overlay(
            &mut doc,
            json!({"Name": name, "NameEnglish": english, "Code": code, "IsEuMember": super::rates::is_eu(code)}),
        );
        doc
    };
    COUNTRIES.iter().map(country).collect()
}

fn currencies() -> Vec<Doc> {
    let currency = |code: &&str| {
        let mut doc = Doc::default();
        doc.set("Code", *code);
        doc
    };
    CURRENCIES.iter().map(currency).collect()
}

/// Overwrites fields of a record with `fields`.
pub(crate) fn overlay(doc: &mut Doc, fields: Value) {
    if let Value::Object(fields) = fields {
        fields.into_iter().for_each(|(name, value)| doc.set(&name, value));
    }
}
