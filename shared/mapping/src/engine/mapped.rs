use std::fmt;

use model::{Code, CountryCode, Currency, Problem, step};
use serde::Serialize;
use serde_json::{Map, Value};
use settings::Place;

/// The record that a mapping fills.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// A customer.
    Customer,
    /// A document: order, invoice draft or invoice.
    Order,
    /// A document's row.
    Row,
    /// An article.
    Article,
}

/// The facts about the connected company that the mapping needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Context {
    /// The company's country (`CompanySettingsApi.CountryCode`): customers without a country get it, and dates are its.
    pub country: CountryCode,
    /// The company's currency.
    pub currency: Currency,
}

/// Where a rule comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Origin {
    /// Whether it is the user's own.
    pub own: bool,
    /// The file: `default-mapping.toml`, or the settings file's name.
    pub file: String,
    /// Where in the file.
    #[serde(skip)]
    pub place: Place,
}

/// The rule that made a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RuleUsed {
    /// The expression.
    pub expression: String,
    /// Whether its value is written only when the record is created.
    pub only_on_create: bool,
    /// Where it comes from.
    pub origin: Origin,
}

/// A value that was too long for its field and was cut.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Truncation {
    /// The field.
    pub field: String,
    /// Its length in characters before.
    pub from_chars: usize,
    /// Its length in characters after.
    pub to_chars: usize,
}

/// A value that was left out, because eAccounting would reject it and nothing depends on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Omission {
    /// The field.
    pub field: String,
    /// Why.
    pub why: WhyOmitted,
}

/// Why a value was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(into = "&'static str")]
pub enum WhyOmitted {
    /// Of Northern Ireland only numbers that begin with XI decide anything: that of a company which trades in the United Kingdom alone
    /// begins with GB.
    NeedsXi,
    /// A VAT number decides nothing for an export.
    NotForExport,
    /// "n/a" and "-" are no numbers.
    NoDigit,
}

impl WhyOmitted {
    /// In words: those that the step of the activity log has.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        let name = match self {
            Self::NeedsXi => "needs_xi",
            Self::NotForExport => "not_for_export",
            Self::NoDigit => "no_digit",
        };
        let step = step::ALL.iter().find(|step| step.name == name);
        let told = step.and_then(|step| step.english.split_once(" left out: "));
        told.map_or(name, |(_, why)| why)
    }
}

impl From<WhyOmitted> for &'static str {
    fn from(why: WhyOmitted) -> Self {
        why.as_str()
    }
}

/// The result of mapping one record.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Mapped {
    /// Values by target field, as eAccounting names it. Fields whose rule gave nothing are absent.
    pub fields: Map<String, Value>,
    /// The values that were shortened.
    pub notes: Vec<Truncation>,
    /// The values that were left out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub omitted: Vec<Omission>,
    /// Fields to clear, because the record has the rest of their address: an address is one value, so what eAccounting
    /// has in these fields belongs to another one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cleared: Vec<&'static str>,
}

/// One thing that is wrong with a mapping.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MappingError {
    /// The file.
    pub file: String,
    /// Where in the file.
    pub place: Place,
    /// The error and the expected value, in whole sentences.
    pub message: String,
}

impl fmt::Display for MappingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, place, message } = self;
        write!(f, "{file}:{}:{}: {message}", place.line, place.column)
    }
}

/// Everything that is wrong with a mapping, in the order of its lines; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MappingErrors(pub Vec<MappingError>);

impl fmt::Display for MappingErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, error) in self.0.iter().enumerate() {
            if i > 0 {
                writeln!(f)?;
            }
            error.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for MappingErrors {}

impl From<MappingErrors> for Problem {
    fn from(errors: MappingErrors) -> Self {
        Self::new(
            Code::SETTINGS_INVALID,
            format!("The mapping is not valid:\n{errors}"),
            "Correct the [mapping] sections of the settings file and push it again.",
        )
    }
}
