//! Explains a mapping to people: a record's values under the names that expressions use, and which of them a rule
//! reads.

use jsonata_core::ast::AstNode;
use model::{Customer, FieldOwner, NamedField, Order, OrderLine};
use serde::Serialize;

use super::document::{Record, Shape, View};
use super::mapped::{Context, RuleUsed, Target};
use super::mapping::Mapping;
use super::syntax;
use super::written::WrittenTarget;

/// A path in the source document, as expressions write it, and its value. Holds personal data.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct SourceField {
    /// The place, such as `customer.billing.city` or `order.lines[0].sku`.
    pub path: String,
    /// The value as text.
    pub value: String,
}

/// Shows the place only: the value may be personal data.
impl std::fmt::Debug for SourceField {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SourceField")
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}

impl Mapping {
    /// All non-empty fields of a record, under the names that expressions use: the customer's and, for an order, the
    /// order's with its lines. Values that come from settings or the company are not included.
    #[must_use]
    pub fn source_fields(
        &self,
        customer: &Customer,
        order: Option<&Order>,
        context: &Context,
    ) -> Vec<SourceField> {
        let root = View::Root(self.record(Target::Order, customer, order, None, context));
        let mut fields = Vec::new();
        for part in ["customer", "order"] {
            list(&root.get(part), &mut part.to_owned(), &mut fields);
        }
        fields
    }

    /// The custom fields that the user's own rules read or write by tag, each with its rule: `mapping.customer.Note`.
    #[must_use]
    pub fn custom_fields(&self) -> Vec<NamedField> {
        let mut found = Vec::new();
        for (target, rules) in &self.rules {
            for (field, rule) in rules.iter().filter(|(_, rule)| rule.origin.own) {
                let Ok(expression) = syntax::parse(&rule.expression) else {
                    continue;
                };
                let mut paths = Vec::new();
                collect(&expression, &mut paths);
                let rule = format!("mapping.{}.{field}", target.section());
                let tags = paths.iter().filter_map(|path| custom_field(path));
                found.extend(tags.map(|(tag, owners)| NamedField::new(rule.clone(), tag, owners)));
            }
        }
        for (target, owners) in [(WrittenTarget::Contact, CONTACTS), (WrittenTarget::Deal, DEALS)] {
            let own = |field: &str| target.field_names().any(|own| own == field);
            let rules = self.written_rules(target).iter();
            let is_custom = |field: &str, rule: &RuleUsed| {
                rule.origin.own && !rule.expression.trim().is_empty() && !own(field)
            };
            for (field, _) in rules.filter(|(field, rule)| is_custom(field, rule)) {
                let tag = field.trim().trim_matches('%').to_lowercase();
                found.push(NamedField::new(
                    format!("mapping.{}.{field}", target.section()),
                    tag,
                    owners,
                ));
            }
        }
        found.dedup();
        found
    }

    /// The fields that a rule reads on this record, in the rule's order: non-empty ones, each once. Lists are left out,
    /// because the rule itself shows what it takes from them.
    #[must_use]
    pub fn made_from(
        &self,
        target: Target,
        field: &str,
        customer: &Customer,
        order: Option<&Order>,
        line: Option<&OrderLine>,
        context: &Context,
    ) -> Vec<SourceField> {
        let Some(rule) = self.rules(target).get(field) else {
            return Vec::new();
        };
        let Ok(expression) = syntax::parse(&rule.expression) else {
            return Vec::new();
        };
        let mut paths = Vec::new();
        collect(&expression, &mut paths);
        let record = self.record(target, customer, order, line, context);
        let mut found: Vec<SourceField> = Vec::new();
        for path in paths {
            let place = path.join(".");
            if found.iter().all(|known| known.path != place)
                && let Some(value) = value_at(record, &path)
            {
                found.push(SourceField { path: place, value });
            }
        }
        found
    }
}

const CONTACTS: &[FieldOwner] = &[FieldOwner::Contact];
const ACCOUNTS: &[FieldOwner] = &[FieldOwner::Account];
const DEALS: &[FieldOwner] = &[FieldOwner::Deal];

/// The tag of the custom field at a path, and whose it is. Of orders, deals alone have custom fields.
fn custom_field<'a>(path: &[&'a str]) -> Option<(&'a str, &'static [FieldOwner])> {
    let path = match path {
        ["order", "customer", ..] => &path[1..],
        _ => path,
    };
    match path {
        ["customer", "field" | "fields", tag, ..] => Some((tag, CONTACTS)),
        ["customer", "accountField" | "accountFields", tag, ..] => Some((tag, ACCOUNTS)),
        ["order", "field" | "fields", tag, ..] => Some((tag, DEALS)),
        _ => None,
    }
}

fn value_at(record: Record<'_>, path: &[&str]) -> Option<String> {
    let mut view = View::Root(record);
    for key in path {
        view = view.get(key);
    }
    text(&view)
}

fn text(view: &View<'_>) -> Option<String> {
    Some(match view {
        View::Text(text) => text.clone().into_owned(),
        View::Number(number) => number.to_string(),
        View::Flag(flag) => flag.to_string(),
        View::Texts(texts) => texts.join(", "),
        _ => return None,
    })
}

/// Lists the fields below a path.
fn list(view: &View<'_>, path: &mut String, fields: &mut Vec<SourceField>) {
    if let Some(value) = text(view) {
        fields.push(SourceField {
            path: path.clone(),
            value,
        });
        return;
    }
    let before = path.len();
    let mut below = |step: &str, view: &View<'_>| {
        path.push_str(step);
        list(view, path, fields);
        path.truncate(before);
    };
    match view {
        View::Lines(lines) => {
            for (index, line) in lines.iter().enumerate() {
                below(&format!("[{index}]"), &View::Line(line));
            }
        }
        View::Discounts(discounts) => {
            for (index, discount) in discounts.iter().enumerate() {
                below(&format!("[{index}]"), &View::Discount(discount));
            }
        }
        View::Values(values) => {
            for key in values.keys() {
                below(&format!(".{key}"), &view.get(key));
            }
        }
        _ => {
            for key in shape(view).into_iter().flat_map(Shape::keys) {
                // An order's customer is listed already, and custom fields are listed by their values.
                if !["customer", "fields", "accountFields"].contains(&key) {
                    below(&format!(".{key}"), &view.get(key));
                }
            }
        }
    }
}

fn shape(view: &View<'_>) -> Option<Shape> {
    Some(match view {
        View::Order(..) => Shape::Order,
        View::Customer(_) => Shape::Customer,
        View::Address(_) => Shape::Address,
        View::Line(_) => Shape::Line,
        View::Discount(_) => Shape::Discount,
        _ => return None,
    })
}

/// The paths in an expression that start at the source document's root.
fn collect<'a>(node: &'a AstNode, paths: &mut Vec<Vec<&'a str>>) {
    let mut all = |nodes: &mut dyn Iterator<Item = &'a AstNode>| {
        for node in nodes {
            collect(node, paths);
        }
    };
    match node {
        AstNode::Name(name) => paths.push(vec![name]),
        AstNode::Path { steps } => {
            let mut steps = steps.iter().map(|step| &step.node).peekable();
            // `$$.a` is `a`; anything else that doesn't start with a name is an expression.
            match steps.peek() {
                Some(AstNode::Variable(name)) if name.is_empty() || name == "$" => {
                    steps.next();
                }
                Some(AstNode::ParentVariable(_)) => {
                    steps.next();
                }
                Some(AstNode::Name(_)) | None => {}
                Some(other) => return collect(other, paths),
            }
            let names: Vec<&str> = steps
                .map_while(|step| match step {
                    AstNode::Name(name) => Some(name.as_str()),
                    _ => None,
                })
                .collect();
            if !names.is_empty() {
                paths.push(names);
            }
        }
        AstNode::Binary { lhs, rhs, .. } => all(&mut [&**lhs, &**rhs].into_iter()),
        AstNode::Unary { operand, .. } => collect(operand, paths),
        AstNode::Function { args, .. } => all(&mut args.iter()),
        AstNode::Call { procedure, args } => all(&mut std::iter::once(&**procedure).chain(args)),
        AstNode::Array(items) | AstNode::ArrayGroup(items) | AstNode::Block(items) => all(&mut items.iter()),
        AstNode::Object(pairs) => all(&mut pairs.iter().flat_map(|(key, value)| [key, value])),
        AstNode::ObjectTransform { input, .. } | AstNode::Sort { input, .. } => collect(input, paths),
        AstNode::Conditional {
            condition,
            then_branch,
            else_branch,
        } => all(&mut [&**condition, &**then_branch]
            .into_iter()
            .chain(else_branch.as_deref())),
        AstNode::FunctionApplication(inner) => collect(inner, paths),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::samples::{CONTEXT, samples};
    use settings::Settings;

    fn paths(expression: &str) -> Vec<String> {
        let node = syntax::parse(expression).unwrap();
        let mut paths = Vec::new();
        collect(&node, &mut paths);
        paths.into_iter().map(|path| path.join(".")).collect()
    }

    #[test]
    fn the_custom_fields_of_own_rules_are_found_with_the_records_that_have_them() {
        let text = "[mapping.customer]\n\
                    Note = \"customer.field.door_code ?? customer.accountFields.gate.value\"\n\
                    [mapping.order]\n\
                    BuyersOrderReference = \"$uppercase(order.field.po_number) ?? order.number\"\n\
                    [mapping.contact]\n\
                    \"%CITY%\" = \"customer.InvoiceCity\"\n\
                    [mapping.deal]\n\
                    title = \"document.Number\"\n\
                    REGION = \"document.Number\"\n";
        let settings = Settings::parse(text, "ekobridge.toml").unwrap();
        let found = Mapping::load(&settings).unwrap().custom_fields();
        assert_eq!(
            found,
            [
                NamedField::new("mapping.customer.Note", "door_code", CONTACTS),
                NamedField::new("mapping.customer.Note", "gate", ACCOUNTS),
                NamedField::new("mapping.order.BuyersOrderReference", "po_number", DEALS),
                NamedField::new("mapping.contact.%CITY%", "city", CONTACTS),
                NamedField::new("mapping.deal.REGION", "region", DEALS),
            ]
        );
        let shipped = Settings::parse("", "ekobridge.toml").unwrap();
        assert_eq!(Mapping::load(&shipped).unwrap().custom_fields(), []);
    }

    #[test]
    fn the_places_that_a_rule_reads_are_found_in_it() {
        for (expression, found) in [
            ("customer.name", &["customer.name"][..]),
            (
                "customer.phone ?? customer.billing.phone",
                &["customer.phone", "customer.billing.phone"],
            ),
            (
                "$countryCode(customer.hasBilling ? customer.billing.country) ?? settings.defaultCountry",
                &[
                    "customer.hasBilling",
                    "customer.billing.country",
                    "settings.defaultCountry",
                ],
            ),
            ("'Order ' & order.number", &["order.number"]),
            ("$join(order.lines[sku = 'A'].name, ', ')", &["order.lines.name"]),
            ("$$.order.number", &["order.number"]),
            (
                "(line.sku ? order : order).number",
                &["line.sku", "order", "order"],
            ),
            ("'text'", &[]),
        ] {
            assert_eq!(paths(expression), found, "{expression}");
        }
    }

    #[test]
    fn a_records_fields_are_listed_with_their_lines_and_without_what_is_empty() {
        let mapping = Mapping::load(&Settings::default()).unwrap();
        for sample in samples() {
            let fields = mapping.source_fields(&sample.customer, sample.order.as_ref(), &CONTEXT);
            let value = |path: &str| {
                fields
                    .iter()
                    .find(|field| field.path == path)
                    .map(|field| field.value.as_str())
            };
            assert_eq!(
                value("customer.email"),
                sample.customer.email.as_ref().map(|email| email.as_str())
            );
            assert!(
                fields.iter().all(|field| !field.value.is_empty()),
                "{}",
                sample.what
            );
            let mut names: Vec<&str> = fields.iter().map(|field| field.path.as_str()).collect();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), fields.len(), "each place once: {}", sample.what);
            let Some(order) = &sample.order else { continue };
            assert_eq!(value("order.total"), Some(order.total.to_string().as_str()));
            for (index, line) in order.lines.iter().enumerate() {
                assert_eq!(
                    value(&format!("order.lines[{index}].name")),
                    Some(line.name.as_str())
                );
                assert_eq!(value(&format!("order.lines[{index}].sku")), line.sku.as_deref());
            }
        }
    }

    #[test]
    fn what_made_a_value_is_said_with_its_values() {
        let mapping = Mapping::load(&Settings::default()).unwrap();
        let sample = samples()
            .into_iter()
            .find(|sample| sample.order.is_some())
            .unwrap();
        let order = sample.order.as_ref();
        let made = mapping.made_from(
            Target::Order,
            "BuyersOrderReference",
            &sample.customer,
            order,
            None,
            &CONTEXT,
        );
        let number = order.unwrap().number.clone();
        assert_eq!(
            made,
            [SourceField {
                path: "order.number".to_owned(),
                value: number
            }]
        );
        let none = mapping.made_from(
            Target::Order,
            "NoSuchField",
            &sample.customer,
            order,
            None,
            &CONTEXT,
        );
        assert_eq!(none, []);
    }
}
