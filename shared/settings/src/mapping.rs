use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// `[mapping]`: the user's mapping rules, which override the default mapping.
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
    /// Custom fields of contacts in ActiveCampaign.
    pub contact: BTreeMap<String, Rule>,
    /// Fields of deals in ActiveCampaign.
    pub deal: BTreeMap<String, Rule>,
    /// Fields of an e-commerce order's lines in ActiveCampaign.
    pub line: BTreeMap<String, Rule>,
    /// Fields of products in ActiveCampaign.
    pub product: BTreeMap<String, Rule>,
}

/// A JSONata expression, with its location.
#[derive(Debug, Clone, Default, Eq)]
pub struct Rule {
    /// The expression. If empty, the field isn't sent.
    pub expression: String,
    /// The location of the field's name in the file.
    pub key: Place,
    /// The location of the expression's start in the file.
    pub place: Place,
}

impl PartialEq for Rule {
    /// Two rules are equal if their expressions are, regardless of their locations.
    fn eq(&self, other: &Self) -> bool {
        self.expression == other.expression
    }
}

/// A location in a file. Line and column start at 1; 0 means unknown.
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
