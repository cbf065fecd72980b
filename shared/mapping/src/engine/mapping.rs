use std::collections::BTreeMap;
use std::fmt;
use std::sync::LazyLock;

use model::{Code, Customer, CustomerOrigin, Order, OrderLine, Problem, case};
use serde_json::{Map, Value};
use settings::{MappingOverrides, Place, Rule, Settings};

use super::address::{self, Contradiction};
use super::check::nearest;
use super::coerce::{CoerceContext, CoercionError, Fitted, fit};
use super::document::{Record, customer_place};
use super::mapped::{
    Context, Mapped, MappingError, MappingErrors, Omission, Origin, RuleUsed, Target, Truncation,
};
use super::party::has_doubtful_vat_number;
use super::rule::{Compiled, Failure, Source};
use super::samples::{CONTEXT, Sample, samples};
use super::schema::{Field, FieldType};
use super::syntax;
use super::written::{WrittenRules, WrittenTarget};

/// The shipped mapping: every field's rule, as a file that people read.
pub const DEFAULT_FILE: &str = include_str!("../../default-mapping.toml");

/// The shipped mapping's name, for messages.
pub const DEFAULT_FILE_NAME: &str = "default-mapping.toml";

static DEFAULT: LazyLock<MappingOverrides> =
    LazyLock::new(|| match Settings::parse_rules(DEFAULT_FILE, DEFAULT_FILE_NAME) {
        Ok(rules) => rules,
        // The file is compiled in, and a test reads it: this cannot happen in a build that passed its tests.
        Err(errors) => panic!("the shipped mapping is wrong:\n{errors}"),
    });

/// One field's rule, ready to be used.
struct Entry {
    field: &'static Field,
    compiled: Compiled,
}

/// The default mapping with the user's own rules laid over it: compiled, checked, and tried on sample documents.
pub struct Mapping {
    settings: Settings,
    entries: BTreeMap<Target, Vec<Entry>>,
    pub(super) rules: BTreeMap<Target, BTreeMap<String, RuleUsed>>,
    written: WrittenRules,
}

impl fmt::Debug for Mapping {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mapping")
            .field("rules", &self.rules)
            .finish_non_exhaustive()
    }
}

impl Mapping {
    /// Compiles the default mapping with the settings' own rules, and tries the user's rules on sample documents.
    ///
    /// # Errors
    /// Everything that is wrong with the user's rules, each with file, line and column: syntax, fields and functions that
    /// don't exist, and what comes out in the wrong kind or form for its field.
    pub fn load(settings: &Settings) -> Result<Self, MappingErrors> {
        let mut errors = Vec::new();
        let mut mapping = Self {
            settings: settings.clone(),
            entries: BTreeMap::new(),
            rules: BTreeMap::new(),
            written: WrittenRules::load(settings, &DEFAULT, &mut errors),
        };
        let mut tried: Option<Vec<Sample>> = None;
        for target in Target::ALL {
            let own = rules_of(&settings.mapping, target);
            let mut entries = Vec::new();
            let mut used = BTreeMap::new();
            for field in target.fields() {
                let (rule, is_user_defined) =
                    match (own.get(field.name), rules_of(&DEFAULT, target).get(field.name)) {
                        (Some(rule), _) => (rule, true),
                        (None, Some(rule)) => (rule, false),
                        (None, None) => continue,
                    };
                let file = if is_user_defined {
                    &settings.file
                } else {
                    DEFAULT_FILE_NAME
                };
                if rule.expression.trim().is_empty() {
                    if field.required {
                        errors.push(MappingError {
                            file: file.to_owned(),
                            place: rule.place,
                            message: format!("{} cannot be left out: give it an expression.", field.name),
                        });
                    }
                    continue;
                }
                match Compiled::new(&rule.expression, target) {
                    Ok(compiled) => {
                        if is_user_defined {
                            let samples = tried.get_or_insert_with(samples);
                            if let Some(message) = try_out(&compiled, field, target, settings, samples) {
                                errors.push(MappingError {
                                    file: file.to_owned(),
                                    place: rule.place,
                                    message,
                                });
                            }
                        }
                        entries.push(Entry { field, compiled });
                    }
                    Err(found) => errors.extend(found.into_iter().map(|error| MappingError {
                        file: file.to_owned(),
                        place: syntax::place(rule.place, &rule.expression, error.at),
                        message: format!("{}.{}: {}", target.section(), field.name, error.message),
                    })),
                }
                used.insert(
                    field.name.to_owned(),
                    RuleUsed {
                        expression: rule.expression.clone(),
                        only_on_create: !is_user_defined && only_on_create(field, settings),
                        origin: Origin {
                            own: is_user_defined,
                            file: file.to_owned(),
                            place: rule.place,
                        },
                    },
                );
            }
            errors.extend(unknown_fields(own, target, &settings.file));
            mapping.entries.insert(target, entries);
            mapping.rules.insert(target, used);
        }
        if errors.is_empty() {
            Ok(mapping)
        } else {
            errors.sort_by(|a, b| (&a.file, a.place).cmp(&(&b.file, b.place)));
            Err(MappingErrors(errors))
        }
    }

    /// Maps a customer without an order: a contact or an account.
    ///
    /// # Errors
    /// `mapping_failed` when a rule fails, `value_invalid` when a value doesn't fit its field. Both name the record, the
    /// field and the rule, and never a value.
    pub fn customer(&self, customer: &Customer, context: &Context) -> Result<Mapped, Problem> {
        self.apply(self.record(Target::Customer, customer, None, None, context))
    }

    /// Maps an order's customer: its rules can read the order, and a deal's fields, as well.
    ///
    /// # Errors
    /// As [`Mapping::customer`].
    pub fn customer_of(&self, order: &Order, context: &Context) -> Result<Mapped, Problem> {
        self.apply(self.record(Target::Customer, &order.customer, Some(order), None, context))
    }

    /// Maps an order's document fields, without its rows.
    ///
    /// # Errors
    /// As [`Mapping::customer`].
    pub fn order(&self, order: &Order, context: &Context) -> Result<Mapped, Problem> {
        self.apply(self.record(Target::Order, &order.customer, Some(order), None, context))
    }

    /// Maps one line's row fields.
    ///
    /// # Errors
    /// As [`Mapping::customer`].
    pub fn row(&self, order: &Order, line: &OrderLine, context: &Context) -> Result<Mapped, Problem> {
        self.apply(self.record(Target::Row, &order.customer, Some(order), Some(line), context))
    }

    /// Maps one line's article fields. The article is also looked up by `Number`.
    ///
    /// # Errors
    /// As [`Mapping::customer`].
    pub fn article(&self, order: &Order, line: &OrderLine, context: &Context) -> Result<Mapped, Problem> {
        self.apply(self.record(Target::Article, &order.customer, Some(order), Some(line), context))
    }

    /// Maps one of eAccounting's records to ActiveCampaign: an object with the names that [`WrittenTarget::source_names`] has.
    /// `name` is what messages call the record, such as "article LAMP".
    ///
    /// # Errors
    /// As [`Mapping::customer`].
    pub fn written(
        &self,
        target: WrittenTarget,
        record: &Value,
        name: &str,
    ) -> Result<BTreeMap<String, String>, Problem> {
        self.written.apply(target, record, name)
    }

    /// The rules of the way back for a target by field.
    #[must_use]
    pub fn written_rules(&self, target: WrittenTarget) -> &BTreeMap<String, RuleUsed> {
        self.written.rules(target)
    }

    /// The rules for a target by field: which fields the mapping writes, and why. An update touches these alone.
    #[must_use]
    pub fn rules(&self, target: Target) -> &BTreeMap<String, RuleUsed> {
        static NONE: BTreeMap<String, RuleUsed> = BTreeMap::new();
        self.rules.get(&target).unwrap_or(&NONE)
    }

    /// Whether the user has a rule of their own for a field.
    #[must_use]
    pub fn is_user_defined(&self, target: Target, field: &str) -> bool {
        self.rules(target).get(field).is_some_and(|rule| rule.origin.own)
    }

    /// Whether a user's rule may read what only the contact has, and no order: custom fields, tags, the account. Names
    /// are searched as words, so that no spelling of a path is missed; at worst a contact is read in vain.
    #[must_use]
    pub fn reads_contact(&self) -> bool {
        const OF_THE_CONTACT: [&str; 10] = [
            "accountField",
            "accountFields",
            "accountId",
            "contactId",
            "field",
            "fields",
            "organisationNumber",
            "tags",
            "vatNumber",
            "website",
        ];
        self.rules
            .values()
            .flat_map(BTreeMap::values)
            .filter(|rule| rule.origin.own)
            .flat_map(|rule| rule.expression.split(|c: char| !c.is_ascii_alphanumeric()))
            .any(|word| OF_THE_CONTACT.contains(&word))
    }

    /// Whether a rule may read a contact's tags: by name, or as one of all its fields.
    #[must_use]
    pub fn reads_tags(&self) -> bool {
        self.rules
            .values()
            .flat_map(BTreeMap::values)
            .any(|rule| rule.expression.contains("tags") || rule.expression.contains('*'))
    }

    /// The fields of a mapped record that are written to an existing one: all but those that are set only on creation.
    #[must_use]
    pub fn for_update(&self, target: Target, mapped: &Mapped) -> Map<String, Value> {
        let rules = self.rules(target);
        mapped
            .fields
            .iter()
            .filter(|(field, _)| !rules.get(*field).is_some_and(|rule| rule.only_on_create))
            .map(|(field, value)| (field.clone(), value.clone()))
            .collect()
    }

    /// The source document that a target's expressions read, for people to look at. It holds personal data.
    #[must_use]
    pub fn source_document(
        &self,
        target: Target,
        customer: &Customer,
        order: Option<&Order>,
        line: Option<&OrderLine>,
        context: &Context,
    ) -> Value {
        Value::from(Source::new(self.record(target, customer, order, line, context)).document())
    }

    pub(super) fn record<'a>(
        &'a self,
        target: Target,
        customer: &'a Customer,
        order: Option<&'a Order>,
        line: Option<&'a OrderLine>,
        context: &'a Context,
    ) -> Record<'a> {
        Record {
            target,
            customer,
            order,
            line,
            context,
            settings: &self.settings,
        }
    }

    fn apply(&self, record: Record<'_>) -> Result<Mapped, Problem> {
        let source = Source::new(record);
        let entries = self.entries.get(&record.target).map_or(&[][..], Vec::as_slice);
        let mut mapped = Mapped {
            fields: Map::with_capacity(entries.len()),
            ..Mapped::default()
        };
        let mut rests: Vec<(&str, String)> = Vec::new();
        for entry in entries {
            let name = entry.field.name;
            let outcome = entry
                .compiled
                .evaluate(&source)
                .map_err(Trouble::Failed)
                .and_then(|outcome| {
                    fit(
                        entry.field.takes,
                        outcome,
                        surroundings(record, entry.field.takes),
                    )
                    .map_err(Trouble::CoercionError)
                });
            let fitted = match outcome {
                Err(Trouble::CoercionError(CoercionError::NotNeeded { why })) => {
                    mapped.omitted.push(Omission {
                        field: name.to_owned(),
                        why,
                    });
                    continue;
                }
                other => other.map_err(|trouble| self.problem(record, name, trouble))?,
            };
            if let Some(Fitted { value, cut, rest }) = fitted {
                if let Some((from_chars, to_chars)) = cut {
                    mapped.notes.push(Truncation {
                        field: name.to_owned(),
                        from_chars,
                        to_chars,
                    });
                }
                if let Some(rest) = rest
                    && name.ends_with("Address1")
                {
                    rests.push((name, rest));
                }
                mapped.fields.insert(name.to_owned(), value);
            }
        }
        for (name, rest) in rests {
            self.continue_address(record.target, &mut mapped, name, &rest);
        }
        let rules = self.rules(record.target);
        address::settle(record, rules, &mut mapped)
            .map_err(|Contradiction { field, text }| value_problem(record, field, "", &text))?;
        if record.target == Target::Customer
            && !["VatNumber", "IsPrivatePerson"]
                .iter()
                .any(|field| self.is_user_defined(Target::Customer, field))
            && has_doubtful_vat_number(record)
        {
            let text = "the buyer is in another EU country and gave a number that is no VAT number of that country, or one \
                        that every taxpayer there may have, so nothing says whether it is a company; a VAT number has the \
                        country's letters in front";
            return Err(value_problem(record, "VatNumber", "", text));
        }
        Ok(mapped)
    }

    /// A first address line that is too long goes on in the second, where that is free.
    fn continue_address(&self, target: Target, mapped: &mut Mapped, first: &str, rest: &str) {
        let second = first.replace('1', "2");
        if mapped.fields.contains_key(&second) || !self.rules(target).contains_key(&second) {
            return;
        }
        let length = rest.chars().count();
        let kept = model::shorten(rest, 50);
        // Both lines together hold it all, or else it is the second that was cut.
        mapped.notes.retain(|note| note.field != first);
        if kept.chars().count() < length {
            mapped.notes.push(Truncation {
                field: second.clone(),
                from_chars: length,
                to_chars: kept.chars().count(),
            });
        }
        mapped.fields.insert(second, Value::String(kept));
    }

    fn problem(&self, record: Record<'_>, field: &str, trouble: Trouble) -> Problem {
        let section = record.target.section();
        let rule = self
            .rules(record.target)
            .get(field)
            .map_or_else(String::new, |rule| {
                let Origin { file, place, .. } = &rule.origin;
                format!(" ({file}:{}:{})", place.line, place.column)
            });
        let who = name_of(record);
        match trouble {
            Trouble::Failed(Failure { text, by_data: false }) => Problem::new(
                Code::MAPPING_FAILED,
                format!("The rule for {section}.{field}{rule} failed on {who}: {text}."),
                format!(
                    "Correct the rule in [mapping.{section}], or remove it to use the default mapping's."
                ),
            )
            .in_case(case::MAPPING_FAILED_SECTION, [&section]),
            Trouble::CoercionError(CoercionError::Kind { expected, got }) => Problem::new(
                Code::MAPPING_FAILED,
                format!("The rule for {section}.{field}{rule} gave {got} on {who}: expected {expected}."),
                format!(
                    "Correct the rule in [mapping.{section}], or remove it to use the default mapping's."
                ),
            )
            .in_case(case::MAPPING_FAILED_SECTION, [&section]),
            Trouble::Failed(Failure { text, by_data: true }) => value_problem(record, field, &rule, &text),
            Trouble::CoercionError(CoercionError::Value { expected }) => {
                value_problem(record, field, &rule, &format!("expected {expected}"))
            }
            Trouble::CoercionError(CoercionError::NotNeeded { why }) => {
                value_problem(record, field, &rule, why.as_str())
            }
        }
    }
}

enum Trouble {
    Failed(Failure),
    CoercionError(CoercionError),
}

fn value_problem(record: Record<'_>, field: &str, rule: &str, text: &str) -> Problem {
    let section = record.target.section();
    Problem::new(
        Code::VALUE_INVALID,
        format!(
            "The {} of {}{rule} does not fit: {text}.",
            model::field_name(field),
            name_of(record)
        ),
        format!(
            "Correct it in ActiveCampaign or the shop, or give it another rule: {field} in [mapping.{section}] of the settings."
        ),
    )
    .in_case(case::VALUE_INVALID_FIELD, [&field, &section])
}

/// A record's name for messages: ids and numbers alone.
fn name_of(record: Record<'_>) -> String {
    let order = record.order.map(|order| {
        let kind = order.source.kind();
        format!("{kind} {} ({})", order.number, order.source)
    });
    match (record.target, order, record.order.zip(record.line)) {
        (Target::Row | Target::Article, Some(name), Some((order, line))) => {
            match order.lines.iter().position(|other| std::ptr::eq(other, line)) {
                Some(at) => format!("line {} of {name}", at + 1),
                None => format!("a line of {name}"),
            }
        }
        (Target::Customer, Some(name), _) => format!("the customer of {name}"),
        (_, Some(name), _) => name,
        (_, None, _) => {
            let customer = record.customer;
            match (&customer.origin, &customer.contact_id, &customer.account_id) {
                (CustomerOrigin::Account, _, Some(id)) | (_, None, Some(id)) => format!("account {id}"),
                (_, Some(id), _) => format!("contact {id}"),
                _ => "a customer without id".to_owned(),
            }
        }
    }
}

fn rules_of(rules: &MappingOverrides, target: Target) -> &BTreeMap<String, Rule> {
    match target {
        Target::Customer => &rules.customer,
        Target::Order => &rules.order,
        Target::Row => &rules.row,
        Target::Article => &rules.article,
    }
}

/// A person may have made a private person a company in eAccounting. With companies switched off, the mapping knows no
/// better, and leaves that alone.
fn only_on_create(field: &Field, settings: &Settings) -> bool {
    field.only_on_create && !(field.name == "IsPrivatePerson" && settings.customers.companies)
}

fn surroundings(record: Record<'_>, takes: FieldType) -> CoerceContext {
    let country = record.context.country;
    CoerceContext {
        country,
        customer_place: match takes {
            FieldType::OrganisationNumber | FieldType::VatNumber => customer_place(record),
            _ => places::locate(&country.into(), None),
        },
    }
}

fn unknown_fields(own: &BTreeMap<String, Rule>, target: Target, file: &str) -> Vec<MappingError> {
    own.iter()
        .filter(|(name, _)| target.field(name).is_none())
        .map(|(name, rule)| {
            let section = target.section();
            let shown = name.escape_debug();
            let refused = target.refused(name);
            let others: Vec<String> = Target::ALL
                .into_iter()
                .filter(|other| other.field(name).is_some())
                .map(|other| format!("[mapping.{}]", other.section()))
                .collect();
            let message = match nearest(name, target.fields().iter().map(|field| field.name)) {
                _ if refused.is_some() => format!(
                    "[mapping.{section}] cannot set `{shown}`: {}.",
                    refused.unwrap_or_default()
                ),
                _ if !others.is_empty() => format!(
                    "[mapping.{section}] has no field `{shown}`; {} has it.",
                    others.join(", ")
                ),
                Some(near) => format!("[mapping.{section}] has no field `{shown}`. Did you mean `{near}`?"),
                None => {
                    let known: Vec<&str> = target.fields().iter().map(|field| field.name).collect();
                    format!(
                        "[mapping.{section}] has no field `{shown}`. Known: {}.",
                        known.join(", ")
                    )
                }
            };
            MappingError {
                file: file.to_owned(),
                place: rule.key,
                message,
            }
        })
        .collect()
}

/// Evaluates a rule on every sample for its target; returns the first failure.
fn try_out(
    compiled: &Compiled,
    field: &Field,
    target: Target,
    settings: &Settings,
    samples: &[Sample],
) -> Option<String> {
    for sample in samples {
        let order = sample.order.as_ref();
        let lines: Vec<Option<&OrderLine>> = match (target, order) {
            (Target::Customer, _) => vec![None],
            (_, None) => continue,
            (Target::Order, Some(_)) => vec![None],
            (Target::Row | Target::Article, Some(order)) => order.lines.iter().map(Some).collect(),
        };
        for line in lines {
            let record = Record {
                target,
                customer: &sample.customer,
                order,
                line,
                context: &CONTEXT,
                settings,
            };
            let source = Source::new(record);
            let trouble = match compiled.evaluate(&source) {
                Err(failure) => format!("it failed: {}", failure.text),
                Ok(outcome) => match fit(field.takes, outcome, surroundings(record, field.takes)) {
                    Ok(_) | Err(CoercionError::NotNeeded { .. }) => continue,
                    Err(CoercionError::Kind { expected, got }) => {
                        format!("it gave {got}, and {expected} was expected")
                    }
                    Err(CoercionError::Value { expected }) => {
                        format!("its value does not fit: expected {expected}")
                    }
                },
            };
            return Some(format!(
                "{}.{}: Tried on {}, {trouble}.",
                target.section(),
                field.name,
                sample.what
            ));
        }
    }
    None
}

/// The position of a rule's expression in the file, for messages.
impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Place { line, column } = self.place;
        write!(f, "{}:{line}:{column}", self.file)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// The default rules, each tried as a user's own would be.
    #[test]
    fn the_default_mapping_passes_every_check_that_a_users_rules_must_pass() {
        for companies in [false, true] {
            let mut settings = Settings::default();
            settings.customers.companies = companies;
            settings.mapping = DEFAULT.clone();
            settings.file = DEFAULT_FILE_NAME.to_owned();
            Mapping::load(&settings).unwrap_or_else(|errors| panic!("{errors}"));
        }
    }

    #[test]
    fn nearly_every_default_rule_has_a_native_form() {
        let mapping = Mapping::load(&Settings::default()).unwrap();
        let engine: Vec<&str> = mapping
            .entries
            .values()
            .flatten()
            .filter(|entry| matches!(entry.compiled, Compiled::Engine(_)))
            .map(|entry| entry.field.name)
            .collect();
        assert_eq!(engine, [""; 0]);
    }

    #[test]
    fn every_field_is_eaccountings_and_no_longer_than_it_takes() {
        use eaccounting::fields::{
            ARTICLE, CUSTOMER, INVOICE_DRAFT, INVOICE_DRAFT_ROW, ORDER, ORDER_ROW, find,
        };
        // Looked up by name first; a document's note is a separate record.
        let ours = [
            "TermsOfPayment",
            "DeliveryMethod",
            "DeliveryTerm",
            "CustomerLabels",
        ];
        for target in Target::ALL {
            let tables: &[&'static [eaccounting::fields::Field]] = match target {
                Target::Customer => &[CUSTOMER],
                Target::Order => &[ORDER, INVOICE_DRAFT],
                Target::Row => &[ORDER_ROW, INVOICE_DRAFT_ROW],
                Target::Article => &[ARTICLE],
            };
            for field in target.fields() {
                if ours.contains(&field.name) || (target, field.name) == (Target::Order, "Note") {
                    continue;
                }
                let found: Vec<_> = tables
                    .iter()
                    .filter_map(|table| find(table, field.name))
                    .collect();
                assert!(
                    !found.is_empty(),
                    "{target:?}.{} is not in eAccounting's tables",
                    field.name
                );
                let most = match field.takes {
                    FieldType::Line(max)
                    | FieldType::Lines(max)
                    | FieldType::Reference(max)
                    | FieldType::Exact(max) => max,
                    FieldType::Email => 255,
                    FieldType::Country | FieldType::Language => 2,
                    FieldType::Currency => 3,
                    FieldType::VatNumber | FieldType::OrganisationNumber => 20,
                    FieldType::ArticleNumber => 40,
                    _ => 0,
                };
                for real in found {
                    if let Some(limit) = real.max_length {
                        assert!(
                            most <= usize::from(limit),
                            "{target:?}.{}: {most} > {limit}",
                            field.name
                        );
                    }
                }
            }
        }
    }

    /// A field that eAccounting adds, and that this program reads from its document, must be given a rule or a reason.
    #[test]
    fn every_eaccounting_field_can_be_mapped_or_is_rejected_with_a_reason() {
        use eaccounting::fields::{ARTICLE, CUSTOMER, INVOICE_DRAFT, INVOICE_DRAFT_ROW, ORDER, ORDER_ROW};
        for (target, table) in [
            (Target::Customer, CUSTOMER),
            (Target::Order, ORDER),
            (Target::Order, INVOICE_DRAFT),
            (Target::Row, ORDER_ROW),
            (Target::Row, INVOICE_DRAFT_ROW),
            (Target::Article, ARTICLE),
        ] {
            for field in table {
                let (mapped, refused) = (target.field(field.name), target.refused(field.name));
                assert!(
                    mapped.is_some() != refused.is_some(),
                    "{target:?}.{}: it needs a line in the target's table, or a reason",
                    field.name
                );
            }
        }
    }

    #[test]
    fn a_field_that_is_not_the_mappings_is_refused_with_the_reason() {
        let refused = |text: &str| {
            let settings = Settings::parse(text, "ekobridge.toml").unwrap();
            Mapping::load(&settings).unwrap_err().to_string()
        };
        let told = refused("[mapping.row]\nUnitPrice = \"line.price\"\n");
        assert!(
            told.starts_with(
                "ekobridge.toml:2:1: [mapping.row] cannot set `UnitPrice`: it follows from the order's line"
            ),
            "{told}"
        );
        let told = refused("[mapping.customer]\nTermsOfPaymentId = \"'x'\"\n");
        assert!(told.contains("use TermsOfPayment"), "{told}");
    }

    #[test]
    fn rules_that_read_the_contact_are_known_however_they_are_written() {
        let reads = |rules: &str| {
            let settings = Settings::parse(rules, "ekobridge.toml").unwrap();
            Mapping::load(&settings).unwrap().reads_contact()
        };
        assert!(!reads(""));
        assert!(!reads(
            "[mapping.order]\nYourReference = \"customer.firstName & ' ' & order.number\"\n"
        ));
        for rule in [
            "customer.field.po",
            "customer.(field.po)",
            "customer.fields.po.value",
            "customer.accountField.po",
            "$join(customer.tags, ', ')",
            "$lookup(customer, 'field').po",
        ] {
            assert!(
                reads(&format!("[mapping.order]\nYourReference = \"{rule}\"\n")),
                "{rule}"
            );
        }
    }
}
