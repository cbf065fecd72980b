use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{BankAccountType, OssCodeType, TermsOfPaymentType, lenient, shows};

/// Terms of payment (`TermsOfPaymentApi`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct TermsOfPayment {
    /// Id.
    pub id: Uuid,
    /// Name.
    #[serde(default)]
    pub name: Option<String>,
    /// Name in English.
    #[serde(default)]
    pub name_english: Option<String>,
    /// Days to pay.
    #[serde(default, deserialize_with = "lenient::int_or_zero")]
    pub number_of_days: i32,
    /// Kind.
    #[serde(default)]
    pub terms_of_payment_type_id: Option<TermsOfPaymentType>,
    /// Whether sales documents may use it.
    #[serde(default, deserialize_with = "lenient::bool_or_false")]
    pub available_for_sales: bool,
}

/// A unit of articles (`UnitApi`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Unit {
    /// Id.
    pub id: Uuid,
    /// Name.
    #[serde(default)]
    pub name: Option<String>,
    /// Code.
    #[serde(default)]
    pub code: Option<String>,
    /// Abbreviation.
    #[serde(default)]
    pub abbreviation: Option<String>,
}

/// A delivery method (`DeliveryMethodApi`). Orders name it by name or code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct DeliveryMethod {
    /// Id.
    pub id: Uuid,
    /// Name.
    #[serde(default, deserialize_with = "lenient::text_or_empty")]
    pub name: String,
    /// Code.
    #[serde(default)]
    pub code: Option<String>,
}

/// A delivery term (`DeliveryTermApi`). Orders name it by name or code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct DeliveryTerm {
    /// Id.
    pub id: Uuid,
    /// Name.
    #[serde(default, deserialize_with = "lenient::text_or_empty")]
    pub name: String,
    /// Code.
    #[serde(default)]
    pub code: Option<String>,
}

/// A VAT code (`VatCodeApi`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct VatCode {
    /// Id.
    pub id: Uuid,
    /// Code.
    #[serde(default)]
    pub code: Option<String>,
    /// Description.
    #[serde(default)]
    pub description: Option<String>,
    /// Rate as a fraction of 1.
    #[serde(default, with = "lenient::rate_or_zero")]
    pub vat_rate: Decimal,
    /// Its use under OSS; set only if the company uses OSS.
    #[serde(default)]
    pub oss_code_type: Option<OssCodeType>,
}

/// A VAT code with its rates, past and future (`VatCodeRateApi`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct VatCodeRates {
    /// Id.
    pub id: Uuid,
    /// Code.
    #[serde(default)]
    pub code: Option<String>,
    /// Description.
    #[serde(default)]
    pub description: Option<String>,
    /// Its use under OSS.
    #[serde(default)]
    pub oss_code_type: Option<OssCodeType>,
    /// Rates, each from its day on.
    #[serde(default, deserialize_with = "lenient::list_or_empty")]
    pub vat_rates: Vec<DatedVatRate>,
}

/// A VAT rate from a day on (`VatRateApi`).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct DatedVatRate {
    /// First day.
    #[serde(with = "lenient::date")]
    pub vat_rate_date: Date,
    /// Rate as a fraction of 1.
    #[serde(default, with = "lenient::rate_or_zero")]
    pub vat_rate: Decimal,
}

/// A rate of a VAT code that changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VatRateChange {
    /// The code; empty where it has none.
    pub code: String,
    /// The rate until then, in percent.
    pub before: Decimal,
    /// The rate from then on, in percent.
    pub after: Decimal,
    /// The first day of the new rate.
    pub on: Date,
}

impl VatCodeRates {
    /// The changes of its rate after a day, up to another one. An entry with the rate before it changes nothing.
    #[must_use]
    pub fn changes(&self, after: Date, until: Date) -> Vec<VatRateChange> {
        let mut rates = self.vat_rates.clone();
        rates.sort_by_key(|rate| rate.vat_rate_date);
        let percent = |rate: Decimal| (rate * Decimal::ONE_HUNDRED).normalize();
        rates
            .iter()
            .zip(rates.iter().skip(1))
            .filter(|(before, next)| {
                before.vat_rate != next.vat_rate && after < next.vat_rate_date && next.vat_rate_date <= until
            })
            .map(|(before, next)| VatRateChange {
                code: self.code.clone().unwrap_or_default(),
                before: percent(before.vat_rate),
                after: percent(next.vat_rate),
                on: next.vat_rate_date,
            })
            .collect()
    }
}

/// A country (`CountryApi`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Country {
    /// ISO 3166-1 code of two letters.
    #[serde(default, deserialize_with = "lenient::text_or_empty")]
    pub code: String,
    /// Name.
    #[serde(default)]
    pub name: Option<String>,
    /// Name in English.
    #[serde(default)]
    pub name_english: Option<String>,
    /// Whether it is in the EU.
    #[serde(default, deserialize_with = "lenient::bool_or_false")]
    pub is_eu_member: bool,
}

/// A currency (`CurrencyApi`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Currency {
    /// ISO 4217 code.
    #[serde(default, deserialize_with = "lenient::text_or_empty")]
    pub code: String,
}

/// A bank account of the company (`BankAccountApi`), without its numbers.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct BankAccount {
    /// Id.
    pub id: Uuid,
    /// Name.
    #[serde(default, deserialize_with = "lenient::text_or_empty")]
    pub name: String,
    /// Kind.
    #[serde(default)]
    pub bank_account_type: Option<BankAccountType>,
    /// Ledger account.
    #[serde(default, deserialize_with = "lenient::int_option")]
    pub ledger_account_number: Option<i64>,
    /// Currency.
    #[serde(default)]
    pub currency_code: Option<String>,
    /// Whether it may be used.
    #[serde(default, deserialize_with = "lenient::bool_or_false")]
    pub is_active: bool,
    /// Whether it is the default cheque account.
    #[serde(default, deserialize_with = "lenient::bool_or_false")]
    pub is_default_cheque_account: bool,
}

shows!(BankAccount, this: id = this.id, bank_account_type = this.bank_account_type, ledger_account_number = this.ledger_account_number);

/// A fiscal year (`FiscalYearApi`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct FiscalYear {
    /// Id.
    pub id: Uuid,
    /// First day.
    #[serde(with = "lenient::date")]
    pub start_date: Date,
    /// Last day.
    #[serde(with = "lenient::date")]
    pub end_date: Date,
    /// Whether nothing can be bookkept in it any more.
    #[serde(default, deserialize_with = "lenient::bool_or_false")]
    pub is_locked_for_accounting: bool,
}
