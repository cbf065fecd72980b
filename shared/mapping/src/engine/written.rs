//! The rules of the way back: what ActiveCampaign's records get of eAccounting's.
//!
//! They read eAccounting's records under eAccounting's names. There is one form of them, the engine's, except for a plain path,
//! which is walked: that is what nearly every rule is, and 50,000 articles are mapped at once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use jsonata_core::ast::AstNode;
use jsonata_core::value::JValue;
use model::{Code, Problem};
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};
use settings::{MappingOverrides, Rule, Settings};

use super::check::{find_word, nearest, unknown_names_in};
use super::coerce::{CoerceContext, CoercionError, Outcome, fit};
use super::document::Shape;
use super::mapped::{MappingError, Origin, RuleUsed, Target};
use super::mapping::DEFAULT_FILE_NAME;
use super::rule::{Failure, engine};
use super::samples::CONTEXT;
use super::schema::FieldType;
use super::syntax;

/// The record in ActiveCampaign that a rule fills.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum WrittenTarget {
    /// A contact's custom fields, by personalization tag.
    Contact,
    /// A quote's deal: `title`, `description`, and deals' custom fields by personalization tag.
    Deal,
    /// A line of an e-commerce order.
    Line,
    /// A product.
    Product,
}

/// Of a line and of a product.
const GOODS: &[(&str, FieldType)] = &[
    ("name", FieldType::Line(255)),
    ("sku", FieldType::Exact(255)),
    ("category", FieldType::Line(255)),
    ("productUrl", FieldType::Url),
    ("imageUrl", FieldType::Url),
];

const DEAL: &[(&str, FieldType)] = &[
    ("title", FieldType::Line(255)),
    ("description", FieldType::Lines(4_000)),
];

/// What a custom field takes: any value, as text.
const CUSTOM_FIELD: FieldType = FieldType::Lines(4_000);

const ARTICLE: &[(&str, Shape)] = &[
    ("Id", Shape::Text),
    ("Number", Shape::Text),
    ("Name", Shape::Text),
    ("NameEnglish", Shape::Text),
    ("UnitAbbreviation", Shape::Text),
    ("NetPrice", Shape::Number),
    ("GrossPrice", Shape::Number),
];

const DOCUMENT: &[(&str, Shape)] = &[
    ("Kind", Shape::Text),
    ("Id", Shape::Text),
    ("Number", Shape::Number),
    ("Date", Shape::Text),
    ("DueDate", Shape::Text),
    ("CustomerName", Shape::Text),
    ("BuyersOrderReference", Shape::Text),
    ("YourReference", Shape::Text),
    ("OurReference", Shape::Text),
    ("Currency", Shape::Text),
    ("Total", Shape::Number),
];

const ROW: &[(&str, Shape)] = &[
    ("ArticleId", Shape::Text),
    ("ArticleNumber", Shape::Text),
    ("Text", Shape::Text),
    ("Quantity", Shape::Number),
    ("Amount", Shape::Number),
];

/// A customer's fields, as [`Target::Customer`] names them where that is eAccounting's name of one value.
static CUSTOMER: LazyLock<Vec<(&str, Shape)>> = LazyLock::new(|| {
    let fields = Target::Customer.fields().iter().filter_map(|field| {
        let shape = match field.takes {
            // These are looked up by name, and eAccounting has ids.
            FieldType::Lookup(_) => return None,
            FieldType::Lookups(_) | FieldType::Emails(_) => Shape::Texts,
            FieldType::Flag => Shape::Flag,
            FieldType::Whole | FieldType::WholeUpTo(_) | FieldType::Price | FieldType::Share => Shape::Number,
            _ => Shape::Text,
        };
        Some((field.name, shape))
    });
    [("Id", Shape::Text)].into_iter().chain(fields).collect()
});

static PRODUCT_ROOT: [(&str, Shape); 1] = [("article", Shape::Table(ARTICLE))];
static LINE_ROOT: [(&str, Shape); 2] = [("row", Shape::Table(ROW)), ("document", Shape::Table(DOCUMENT))];
static DEAL_ROOT: [(&str, Shape); 1] = [("document", Shape::Table(DOCUMENT))];
static CONTACT_ROOT: LazyLock<[(&str, Shape); 1]> = LazyLock::new(|| [("customer", Shape::Table(&CUSTOMER))]);

impl WrittenTarget {
    /// Every target.
    pub const ALL: [Self; 4] = [Self::Contact, Self::Deal, Self::Line, Self::Product];

    /// The target's section in a file of rules.
    #[must_use]
    pub fn section(self) -> &'static str {
        match self {
            Self::Contact => "contact",
            Self::Deal => "deal",
            Self::Line => "line",
            Self::Product => "product",
        }
    }

    /// The names of its own fields; custom fields have the account's tags.
    pub fn field_names(self) -> impl Iterator<Item = &'static str> {
        self.fields().iter().map(|(name, _)| *name)
    }

    /// The names of what its rules read, such as `article.Number`.
    pub fn source_names(self) -> impl Iterator<Item = String> {
        let Shape::Table(root) = self.root() else {
            return Vec::new().into_iter();
        };
        let of = |(name, shape): &(&str, Shape)| -> Vec<String> {
            shape.keys().map(|key| format!("{name}.{key}")).collect()
        };
        root.iter().flat_map(of).collect::<Vec<_>>().into_iter()
    }

    fn fields(self) -> &'static [(&'static str, FieldType)] {
        match self {
            Self::Contact => &[],
            Self::Deal => DEAL,
            Self::Line | Self::Product => GOODS,
        }
    }

    fn has_custom_fields(self) -> bool {
        matches!(self, Self::Contact | Self::Deal)
    }

    fn takes(self, field: &str) -> Option<FieldType> {
        let own = self.fields().iter().find(|(name, _)| *name == field);
        own.map(|(_, takes)| *takes)
            .or_else(|| self.has_custom_fields().then_some(CUSTOM_FIELD))
    }

    fn root(self) -> Shape {
        Shape::Table(match self {
            Self::Contact => &*CONTACT_ROOT,
            Self::Deal => &DEAL_ROOT,
            Self::Line => &LINE_ROOT,
            Self::Product => &PRODUCT_ROOT,
        })
    }

    fn rules(self, of: &MappingOverrides) -> &BTreeMap<String, Rule> {
        match self {
            Self::Contact => &of.contact,
            Self::Deal => &of.deal,
            Self::Line => &of.line,
            Self::Product => &of.product,
        }
    }

    /// Two records that a user's rules are tried on: one with everything, and one with what is always there.
    fn samples(self) -> [Value; 2] {
        let (mut full, mut least) = (Map::new(), Map::new());
        let Shape::Table(root) = self.root() else {
            return [Value::Null, Value::Null];
        };
        for (name, shape) in root {
            let Shape::Table(fields) = shape else { continue };
            let values = fields
                .iter()
                .map(|(key, shape)| ((*key).to_owned(), sample(key, *shape)));
            full.insert((*name).to_owned(), values.collect());
            let always = [
                "Id", "Number", "Name", "Kind", "Text", "Quantity", "Amount", "Currency", "Total",
            ];
            let values = fields
                .iter()
                .filter(|(key, _)| always.contains(key))
                .map(|(key, shape)| ((*key).to_owned(), sample(key, *shape)));
            least.insert((*name).to_owned(), values.collect());
        }
        [Value::Object(full), Value::Object(least)]
    }
}

fn sample(key: &str, shape: Shape) -> Value {
    match shape {
        Shape::Number => json!(1042),
        Shape::Flag => json!(true),
        Shape::Texts => json!(["Sample"]),
        _ if key.contains("Date") => json!("2026-01-31"),
        _ if key.contains("Name") || key == "Text" => json!("Sample name"),
        _ => json!("SAMPLE-1"),
    }
}

/// One rule, ready to be used.
#[derive(Debug)]
struct Entry {
    field: String,
    takes: FieldType,
    /// The names of a plain path, which is walked.
    path: Option<Vec<String>>,
    ast: AstNode,
}

/// The rules of the way back: the default ones with the user's own laid over them.
#[derive(Debug, Default)]
pub(super) struct WrittenRules {
    entries: BTreeMap<WrittenTarget, Vec<Entry>>,
    used: BTreeMap<WrittenTarget, BTreeMap<String, RuleUsed>>,
}

impl WrittenRules {
    /// Compiles them, and tries the user's own on sample records; what is wrong with them is added to `errors`.
    pub(super) fn load(
        settings: &Settings,
        default: &MappingOverrides,
        errors: &mut Vec<MappingError>,
    ) -> Self {
        let mut rules = Self::default();
        for target in WrittenTarget::ALL {
            let own = target.rules(&settings.mapping);
            let shipped = target.rules(default);
            // In the target's order, and then by name.
            let known = target.field_names().map(str::to_owned);
            let names: Vec<String> = known.chain(own.keys().cloned()).collect();
            let mut seen = BTreeSet::new();
            for name in names {
                if !seen.insert(name.clone()) {
                    continue;
                }
                let (rule, is_own) = match (own.get(&name), shipped.get(&name)) {
                    (Some(rule), _) => (rule, true),
                    (None, Some(rule)) => (rule, false),
                    (None, None) => continue,
                };
                let file = if is_own { &settings.file } else { DEFAULT_FILE_NAME };
                let mut wrong = |place, message| {
                    errors.push(MappingError {
                        file: file.to_owned(),
                        place,
                        message,
                    });
                };
                let Some(takes) = target.takes(&name) else {
                    wrong(rule.key, unknown_field(target, &name));
                    continue;
                };
                if rule.expression.trim().is_empty() {
                    continue;
                }
                match Entry::new(target, &name, takes, &rule.expression) {
                    Ok(entry) => {
                        if is_own && let Some(message) = entry.try_out(target) {
                            wrong(rule.place, message);
                        }
                        rules.entries.entry(target).or_default().push(entry);
                    }
                    Err(error) => wrong(
                        syntax::place(rule.place, &rule.expression, error.at),
                        format!("{}.{name}: {}", target.section(), error.message),
                    ),
                }
                let origin = Origin {
                    own: is_own,
                    file: file.to_owned(),
                    place: rule.place,
                };
                let used = RuleUsed {
                    expression: rule.expression.clone(),
                    only_on_create: false,
                    origin,
                };
                rules.used.entry(target).or_default().insert(name, used);
            }
        }
        rules
    }

    pub(super) fn rules(&self, target: WrittenTarget) -> &BTreeMap<String, RuleUsed> {
        static NONE: BTreeMap<String, RuleUsed> = BTreeMap::new();
        self.used.get(&target).unwrap_or(&NONE)
    }

    /// Maps one record; `name` is what messages call it.
    pub(super) fn apply(
        &self,
        target: WrittenTarget,
        record: &Value,
        name: &str,
    ) -> Result<BTreeMap<String, String>, Problem> {
        let mut fields = BTreeMap::new();
        for entry in self.entries.get(&target).into_iter().flatten() {
            let section = target.section();
            let field = &entry.field;
            let trouble = match entry.evaluate(record) {
                Ok(Some(value)) => {
                    fields.insert(field.clone(), value);
                    continue;
                }
                Ok(None) => continue,
                Err(trouble) => trouble,
            };
            let rule = self.rules(target).get(field);
            let place = rule.map(|rule| rule.origin.to_string()).unwrap_or_default();
            return Err(Problem::new(
                if trouble.is_rules {
                    Code::MAPPING_FAILED
                } else {
                    Code::VALUE_INVALID
                },
                format!(
                    "The value for {section}.{field} of {name} does not fit: {}.",
                    trouble.text
                ),
                format!(
                    "Correct the record in eAccounting, or the rule for {field} in [mapping.{section}] ({place})."
                ),
            ));
        }
        Ok(fields)
    }
}

/// Why a rule gave nothing that can be sent, in words that hold no value.
struct Trouble {
    text: String,
    /// Whether the rule is at fault, and not the record.
    is_rules: bool,
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Self {
        Self {
            text: failure.text,
            is_rules: !failure.by_data,
        }
    }
}

impl Entry {
    fn new(
        target: WrittenTarget,
        field: &str,
        takes: FieldType,
        expression: &str,
    ) -> Result<Self, syntax::SyntaxError> {
        let ast = syntax::parse(expression)?;
        if let Some(unknown) = unknown_names_in(&ast, target.root()).into_iter().next() {
            return Err(syntax::SyntaxError {
                at: find_word(expression, &unknown.name),
                message: unknown.message,
            });
        }
        let path = match &ast {
            AstNode::Path { steps } => steps
                .iter()
                .map(|step| match &step.node {
                    AstNode::Name(name) if step.stages.is_empty() => Some(name.clone()),
                    _ => None,
                })
                .collect(),
            _ => None,
        };
        Ok(Self {
            field: field.to_owned(),
            takes,
            path,
            ast,
        })
    }

    fn evaluate(&self, record: &Value) -> Result<Option<String>, Trouble> {
        let walked = self.path.as_ref().and_then(|path| walk(record, path));
        let outcome = match walked {
            Some(outcome) => outcome,
            None => engine(&self.ast, &JValue::from(filled_in(record)))?,
        };
        let outcome = match outcome {
            // A number or a flag in a field that takes text is text.
            Outcome::Number(number) => Outcome::Text(number.normalize().to_string().into()),
            Outcome::Flag(flag) => Outcome::Text(flag.to_string().into()),
            Outcome::Texts(texts) => Outcome::Text(texts.join(", ").into()),
            other => other,
        };
        let around = CoerceContext {
            country: CONTEXT.country,
            customer_place: places::locate(&CONTEXT.country.into(), None),
        };
        match fit(self.takes, outcome, around) {
            Ok(fitted) => Ok(fitted.and_then(|fitted| fitted.value.as_str().map(str::to_owned))),
            Err(CoercionError::NotNeeded { .. }) => Ok(None),
            Err(CoercionError::Kind { expected, got }) => Err(Trouble {
                text: format!("it gave {got}, and {expected} was expected"),
                is_rules: true,
            }),
            Err(CoercionError::Value { expected }) => Err(Trouble {
                text: format!("expected {expected}"),
                is_rules: false,
            }),
        }
    }

    /// Evaluates it on every sample; tells the first failure.
    fn try_out(&self, target: WrittenTarget) -> Option<String> {
        target.samples().iter().find_map(|sample| {
            let trouble = self.evaluate(sample).err()?;
            Some(format!(
                "{}.{}: Tried on a sample, it failed: {}.",
                target.section(),
                self.field,
                trouble.text
            ))
        })
    }
}

/// The value at a path of objects; none where a list is on the way, which JSONata has rules of its own for.
fn walk(record: &Value, path: &[String]) -> Option<Outcome<'static>> {
    let mut at = record;
    for name in path {
        match at {
            Value::Object(fields) => match fields.get(name) {
                Some(value) => at = value,
                None => return Some(Outcome::Nothing),
            },
            Value::Array(_) => return None,
            _ => return Some(Outcome::Nothing),
        }
    }
    match at {
        Value::Null => Some(Outcome::Nothing),
        Value::Bool(flag) => Some(Outcome::Flag(*flag)),
        Value::String(text) if text.trim().is_empty() => Some(Outcome::Nothing),
        Value::String(text) => Some(Outcome::Text(text.clone().into())),
        Value::Number(number) => {
            let text = number.to_string();
            let number = text
                .parse::<Decimal>()
                .or_else(|_| Decimal::from_scientific(&text));
            number.ok().map(Outcome::Number)
        }
        Value::Array(_) | Value::Object(_) => None,
    }
}

/// A record without what is empty in it: then `a ?? b` is "a, or b where a is empty".
fn filled_in(record: &Value) -> Value {
    match record {
        Value::Object(fields) => fields
            .iter()
            .filter(|(_, value)| {
                !value.is_null() && value.as_str().is_none_or(|text| !text.trim().is_empty())
            })
            .map(|(key, value)| (key.clone(), filled_in(value)))
            .collect(),
        other => other.clone(),
    }
}

fn unknown_field(target: WrittenTarget, name: &str) -> String {
    let section = target.section();
    let shown = name.escape_debug();
    match nearest(name, target.field_names()) {
        Some(near) => format!("[mapping.{section}] has no field `{shown}`. Did you mean `{near}`?"),
        None => format!(
            "[mapping.{section}] has no field `{shown}`. Known: {}.",
            target.field_names().collect::<Vec<_>>().join(", ")
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::super::mapping::Mapping;
    use super::*;

    fn mapping(rules: &str) -> Mapping {
        let settings = Settings::parse(rules, "ekobridge.toml").unwrap();
        Mapping::load(&settings).unwrap_or_else(|errors| panic!("{errors}"))
    }

    fn refused(rules: &str) -> String {
        let settings = Settings::parse(rules, "ekobridge.toml").unwrap();
        Mapping::load(&settings).unwrap_err().to_string()
    }

    fn lamp() -> Value {
        json!({"article": {"Number": "LAMP", "Name": "Lamp", "NameEnglish": "", "GrossPrice": 799.0}})
    }

    #[test]
    fn the_default_rules_give_number_and_name() {
        let product = mapping("")
            .written(WrittenTarget::Product, &lamp(), "article LAMP")
            .unwrap();
        assert_eq!(
            product,
            BTreeMap::from([("name", "Lamp"), ("sku", "LAMP")].map(|(k, v)| (k.to_owned(), v.to_owned())))
        );
        let deal = json!({"document": {"Kind": "Quote", "Number": 7}});
        let deal = mapping("")
            .written(WrittenTarget::Deal, &deal, "quote 7")
            .unwrap();
        assert_eq!(deal["title"], "Quote 7");
        assert_eq!(deal["description"], "Quote 7 in Visma eAccounting");
    }

    #[test]
    fn a_users_rules_replace_and_leave_out_and_read_what_is_there() {
        let mapping = mapping(
            "[mapping.product]\nsku = \"\"\nname = \"article.NameEnglish ?? article.Name\"\n\
             imageUrl = \"'https://img.example.com/' & article.Number & '.jpg'\"\ncategory = \"article.GrossPrice > 500 ? 'Dear'\"\n\
             [mapping.contact]\nNUMBER = \"customer.CustomerNumber\"\nLABELS = \"customer.CustomerLabels\"\nOPEN = \"customer.IsActive\"\n",
        );
        let product = mapping
            .written(WrittenTarget::Product, &lamp(), "article LAMP")
            .unwrap();
        assert_eq!(product.get("sku"), None);
        assert_eq!(product["name"], "Lamp");
        assert_eq!(product["imageUrl"], "https://img.example.com/LAMP.jpg");
        assert_eq!(product["category"], "Dear");
        let customer =
            json!({"customer": {"CustomerNumber": "1000", "CustomerLabels": ["A", "B"], "IsActive": true}});
        let contact = mapping
            .written(WrittenTarget::Contact, &customer, "customer 1000")
            .unwrap();
        assert_eq!(
            (
                contact["NUMBER"].as_str(),
                contact["LABELS"].as_str(),
                contact["OPEN"].as_str()
            ),
            ("1000", "A, B", "true")
        );
        let rule = &mapping.written_rules(WrittenTarget::Product)["name"];
        assert!(
            rule.origin.own && rule.origin.to_string().starts_with("ekobridge.toml:3:"),
            "{rule:?}"
        );
    }

    #[test]
    fn what_is_wrong_with_a_rule_is_told_with_its_place() {
        for (rules, told) in [
            (
                "[mapping.product]\nnmae = \"article.Name\"\n",
                "ekobridge.toml:2:1: [mapping.product] has no field `nmae`. Did you mean `name`?",
            ),
            (
                "[mapping.product]\nname = \"article.Nmae\"\n",
                "ekobridge.toml:2:17: product.name: No source document has `Nmae` here. Did you mean `Name`?",
            ),
            (
                "[mapping.line]\nname = \"article.Name\"\n",
                "No source document has `article`",
            ),
            ("[mapping.deal]\ntitle = \"document.\"\n", "This is no JSONata"),
            ("[mapping.contact]\nX = \"$now()\"\n", "now"),
            (
                "[mapping.product]\nproductUrl = \"article.Number\"\n",
                "an address that begins with https:// or http://",
            ),
            ("[mapping.product]\nname = \"{ 'a': 1 }\"\n", "an object"),
        ] {
            let shown = refused(rules);
            assert!(shown.contains(told), "{rules}: {shown}");
        }
    }

    #[test]
    fn a_rule_that_fails_on_a_record_names_it_and_no_value() {
        let mapping =
            mapping("[mapping.product]\nsku = \"article.Number = 'LAMP' ? $error(article.Name) : 'A'\"\n");
        let problem = mapping
            .written(WrittenTarget::Product, &lamp(), "article LAMP")
            .unwrap_err();
        assert_eq!(problem.code, Code::MAPPING_FAILED);
        assert!(
            problem.message.contains("product.sku of article LAMP"),
            "{problem}"
        );
        assert!(!problem.to_string().contains("Lamp"), "{problem}");
        assert!(problem.remedy.contains("ekobridge.toml:2:"), "{problem}");
    }
}
