use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{FieldTag, Name};

/// `[quotes]`: accepted quotes become orders.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Quotes {
    /// Whether accepted quotes are converted.
    pub enabled: bool,
    /// Do everything but write.
    pub dry_run: bool,
    /// What a quote becomes.
    pub convert_to: QuoteTarget,
}

/// `quotes.convert_to`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum QuoteTarget {
    /// An ongoing order (`Type` 1).
    Order,
    /// An order draft (`Type` 0).
    OrderDraft,
}

/// `[write_back]`: what ActiveCampaign is told of a created document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WriteBack {
    /// A tag put on the contact; it must not start an automation that sends the contact here again.
    pub tag: Option<Name>,
    /// Whether a note on the contact, or deal, says which document was created.
    pub note: bool,
    /// The contact's custom field that takes the document's number.
    pub contact_field: Option<FieldTag>,
}

/// `[journal]`: the activity log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Journal {
    /// How long entries are kept, 1 to 365 days.
    #[schemars(range(min = 1, max = 365))]
    pub retention_days: u16,
    /// eAccounting's fields whose values are not kept, only that they were sent.
    pub redact: Vec<Name>,
}

/// `[sweep]`: what webhooks lost is found again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sweep {
    /// Whether ActiveCampaign is searched for changes that no webhook announced.
    pub enabled: bool,
    /// How far each search reaches back before the last one, since clocks differ and changes show late: 1 to 1440.
    #[schemars(range(min = 1, max = 1440))]
    pub overlap_minutes: u16,
}

/// `[mapping]`: the user's own rules, over the default mapping.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct MappingOverrides {
    /// Fields of customers.
    pub customer: BTreeMap<String, Rule>,
    /// Fields of documents.
    pub order: BTreeMap<String, Rule>,
    /// Fields of a document's rows.
    pub row: BTreeMap<String, Rule>,
    /// Fields of articles.
    pub article: BTreeMap<String, Rule>,
}

/// A JSONata expression, and where it stands.
#[derive(Debug, Clone, Default, Eq)]
pub struct Rule {
    /// The expression; empty means that the field is not sent.
    pub expression: String,
    /// Where the field's name stands in the file.
    pub key: Place,
    /// Where the expression begins in the file.
    pub place: Place,
}

impl PartialEq for Rule {
    /// Two rules are equal when they say the same, wherever they stand.
    fn eq(&self, other: &Self) -> bool {
        self.expression == other.expression
    }
}

/// A place in a file; line and column count from 1, and 0 means unknown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line.
    pub line: u32,
    /// The column, in characters.
    pub column: u32,
}

impl Serialize for Rule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.expression)
    }
}

impl<'de> Deserialize<'de> for Rule {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self {
            expression: String::deserialize(deserializer)?,
            ..Self::default()
        })
    }
}

impl JsonSchema for Rule {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Rule".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "A JSONata expression over the source document; \"\" leaves the field out.",
            "type": "string",
        })
    }
}
