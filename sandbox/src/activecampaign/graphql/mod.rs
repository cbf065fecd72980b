//! `POST /api/3/ecom/graphql`: the order store that has addresses.
//!
//! A query is parsed and checked against the schema before it runs, so a field that ActiveCampaign doesn't have is
//! refused here too. Errors have status 200, as usual for GraphQL.

mod input;
mod schema;
mod search;
mod write;

use std::collections::BTreeMap;

use graphql_parser::Pos;
use graphql_parser::query::{
    Definition, Document, Field as QueryField, FragmentDefinition, OperationDefinition, Selection,
    SelectionSet, VariableDefinition,
};
use serde_json::{Map, Number, Value, json};

use crate::core::violation;

use super::rest::Ctx;
use super::state::{Row, Table, decimal, text};
use input::Coercer;
use schema::{Kind, MUTATIONS, Operation, QUERIES, TYPES, Type};

pub(super) use write::{Batch, NOT_SYNCED, find_order, upsert_order, upsert_product, write_due_batches};

/// The server's limit on a document: "More than 15000 grammar tokens".
const MAX_TOKENS: usize = 15_000;

/// Behavior on which the documentation contradicts itself.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Dialect {
    /// Accepts and returns both `discountAmount` and `discountsAmount`.
    pub(super) either_discount: bool,
    /// Copies an order into the REST store. ActiveCampaign does so after some seconds.
    pub(super) copies_to_rest: bool,
    /// Refuses records of a connection that was created over REST, until `syncLegacyConnection` registers it.
    pub(super) needs_sync: bool,
}

/// An error, and its position in the query.
#[derive(Debug)]
pub(super) struct Problem {
    message: String,
    at: Option<Pos>,
    extensions: Value,
}

impl Problem {
    fn validation(message: impl Into<String>, at: Option<Pos>) -> Self {
        Self {
            message: message.into(),
            at,
            extensions: json!({"classification": "ValidationError"}),
        }
    }

    /// It in one line.
    pub(super) fn text(&self) -> String {
        match &self.extensions {
            Value::Object(fields) if !fields.contains_key("classification") => {
                format!("{} {}", self.message, self.extensions)
            }
            _ => self.message.clone(),
        }
    }

    fn json(&self) -> Value {
        let mut error = json!({"message": self.message, "extensions": self.extensions});
        if let (Some(at), Some(error)) = (self.at, error.as_object_mut()) {
            error.insert(
                "locations".to_owned(),
                json!([{"line": at.line, "column": at.column}]),
            );
        }
        error
    }
}

/// Runs one request: `{"query":…,"variables":{…},"operationName":…}`.
pub(super) fn execute(ctx: &mut Ctx<'_>, dialect: Dialect, body: &Value) -> Value {
    match run(ctx, dialect, body) {
        Ok(data) => json!({"data": data}),
        Err(problems) => {
            problems
                .iter()
                .for_each(|problem| violation(problem.message.clone()));
            json!({"errors": problems.iter().map(Problem::json).collect::<Vec<_>>()})
        }
    }
}

fn run(ctx: &mut Ctx<'_>, dialect: Dialect, body: &Value) -> Result<Value, Vec<Problem>> {
    let refuse = |message: String, kind: &str| {
        vec![Problem {
            message,
            at: None,
            extensions: json!({"classification": kind}),
        }]
    };
    let Some(query) = body.get("query").and_then(Value::as_str) else {
        return Err(refuse("The request has no query.".to_owned(), "InvalidSyntax"));
    };
    if tokens(query) > MAX_TOKENS {
        return Err(refuse(
            format!("More than {MAX_TOKENS} 'grammar' tokens have been presented."),
            "InvalidSyntax",
        ));
    }
    let document = graphql_parser::parse_query::<String>(query)
        .map_err(|error| refuse(format!("Invalid syntax: {error}"), "InvalidSyntax"))?;
    let call = Prepared::find(&document, body.get("operationName").and_then(Value::as_str))
        .map_err(|message| refuse(message, "ValidationError"))?;

    let sent = body
        .get("variables")
        .and_then(Value::as_object)
        .cloned()
        .unwrap_or_default();
    let mut coercer = Coercer::new(call.variables, &sent, dialect.either_discount);
    let mut problems = Vec::new();
    let mut steps = Vec::new();
    for field in call.fields(&call.selection.items, &mut problems) {
        if let Some(step) = Step::check(&call, field, &mut coercer, &mut problems, dialect) {
            steps.push(step);
        }
    }
    problems.extend(
        coercer
            .errors
            .drain(..)
            .map(|message| Problem::validation(message, None)),
    );
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut data = Map::new();
    for step in steps {
        let value = step.run(ctx, dialect, &call)?;
        data.insert(step.key, value);
    }
    Ok(Value::Object(data))
}

/// One operation of a document, with the fragments that it can use.
struct Prepared<'a> {
    is_mutation: bool,
    variables: &'a [VariableDefinition<'a, String>],
    selection: &'a SelectionSet<'a, String>,
    fragments: BTreeMap<&'a str, &'a FragmentDefinition<'a, String>>,
}

impl<'a> Prepared<'a> {
    fn find(document: &'a Document<'a, String>, wanted: Option<&str>) -> Result<Self, String> {
        let mut fragments = BTreeMap::new();
        let mut operations = Vec::new();
        for definition in &document.definitions {
            match definition {
                Definition::Fragment(fragment) => {
                    fragments.insert(fragment.name.as_str(), fragment);
                }
                Definition::Operation(operation) => operations.push(operation),
            }
        }
        let mut fitting = operations.iter().filter_map(|operation| {
            let (name, is_mutation, variables, selection): (_, _, &[_], _) = match operation {
                OperationDefinition::SelectionSet(selection) => (None, false, &[], selection),
                OperationDefinition::Query(query) => (
                    query.name.as_deref(),
                    false,
                    &query.variable_definitions,
                    &query.selection_set,
                ),
                OperationDefinition::Mutation(mutation) => (
                    mutation.name.as_deref(),
                    true,
                    &mutation.variable_definitions,
                    &mutation.selection_set,
                ),
                OperationDefinition::Subscription(_) => return None,
            };
            (wanted.is_none() || wanted == name).then_some((is_mutation, variables, selection))
        });
        let (first, second) = (fitting.next(), fitting.next());
        match (first, second) {
            (Some((is_mutation, variables, selection)), None) => Ok(Self {
                is_mutation,
                variables,
                selection,
                fragments,
            }),
            (None, _) => Err("There is no such operation in the query.".to_owned()),
            (Some(_), Some(_)) => {
                Err("Must provide operation name if query contains multiple operations.".to_owned())
            }
        }
    }

    /// The fields of a selection, with fragments expanded.
    fn fields(
        &self,
        items: &'a [Selection<'a, String>],
        problems: &mut Vec<Problem>,
    ) -> Vec<&'a QueryField<'a, String>> {
        let mut fields = Vec::new();
        for item in items {
            match item {
                Selection::Field(field) => fields.push(field),
                Selection::InlineFragment(fragment) => {
                    fields.extend(self.fields(&fragment.selection_set.items, problems));
                }
                Selection::FragmentSpread(spread) => {
                    match self.fragments.get(spread.fragment_name.as_str()) {
                        Some(fragment) => fields.extend(self.fields(&fragment.selection_set.items, problems)),
                        None => problems.push(Problem::validation(
                            format!("Unknown fragment \"{}\".", spread.fragment_name),
                            Some(spread.position),
                        )),
                    }
                }
            }
        }
        fields
    }
}

/// A top-level field that passed the checks.
struct Step<'a> {
    key: String,
    what: What,
    arguments: Map<String, Value>,
    selection: &'a SelectionSet<'a, String>,
}

enum What {
    Typename(&'static str),
    Type,
    Operation(&'static Operation),
}

impl<'a> Step<'a> {
    fn check(
        call: &Prepared<'a>,
        field: &'a QueryField<'a, String>,
        coercer: &mut Coercer<'a>,
        problems: &mut Vec<Problem>,
        dialect: Dialect,
    ) -> Option<Self> {
        let (root, operations) = if call.is_mutation {
            ("Mutation", MUTATIONS)
        } else {
            ("Query", QUERIES)
        };
        let key = field.alias.as_ref().unwrap_or(&field.name).clone();
        let step = |what, arguments| {
            Some(Self {
                key,
                what,
                arguments,
                selection: &field.selection_set,
            })
        };
        match field.name.as_str() {
            "__typename" => step(What::Typename(root), Map::new()),
            "__type" => {
                static NAME: [schema::Field; 1] = [schema::Field {
                    name: "name",
                    kind: Kind::Str,
                    list: false,
                    required: true,
                }];
                step(
                    What::Type,
                    coercer.arguments("Query.__type", &NAME, &field.arguments),
                )
            }
            name => {
                let Some(operation) = operations.iter().find(|operation| operation.name == name) else {
                    problems.push(Problem::validation(
                        format!("Cannot query field \"{name}\" on type \"{root}\"."),
                        Some(field.position),
                    ));
                    return None;
                };
                let at = format!("{root}.{name}");
                let arguments = coercer.arguments(&at, operation.arguments, &field.arguments);
                check_selection(call, field, operation.returns, problems, dialect);
                step(What::Operation(operation), arguments)
            }
        }
    }

    fn run(&self, ctx: &mut Ctx<'_>, dialect: Dialect, call: &Prepared<'a>) -> Result<Value, Vec<Problem>> {
        let operation = match self.what {
            What::Typename(root) => return Ok(json!(root)),
            What::Type => return Ok(self.describe(call)),
            What::Operation(operation) => operation,
        };
        let show = |row: &Row| select(call, &self.selection.items, row, operation.returns);
        let argument = |name: &str| self.arguments.get(name).cloned().unwrap_or_default();
        let inputs = |name: &str| -> Vec<Row> {
            let list = argument(name).as_array().cloned().unwrap_or_default();
            list.into_iter()
                .filter_map(|item| item.as_object().cloned())
                .collect()
        };
        let one = |name: &str| argument(name).as_object().cloned().unwrap_or_default();
        let filter = || one("filter");
        Ok(match operation.name {
            "getOrder" => {
                let (connection, order) = order_key(&self.arguments);
                write::find_order(&ctx.state.orders, &connection, &order)
                    .map_or(Value::Null, |(_, row)| show(row))
            }
            "searchOrder" => searched(&ctx.state.orders, operation.returns, &filter(), show)?,
            "productById" => {
                let id = argument("id");
                let found = ctx.state.products.first(|row| row.get("id") == Some(&id));
                found.map_or(Value::Null, |(_, row)| show(row))
            }
            "searchProduct" => searched(&ctx.state.products, operation.returns, &filter(), show)?,
            "upsertOrder" => show(&write::upsert_order(ctx, dialect, one("order"))?),
            "bulkUpsertOrders" => {
                let mut written = Vec::new();
                for order in inputs("orders") {
                    written.push(show(&write::upsert_order(ctx, dialect, order)?));
                }
                Value::Array(written)
            }
            "bulkUpsertOrdersAsync" => {
                let orders = inputs("orders");
                show(&write::hand_over(ctx, orders))
            }
            "bulkUpsertProducts" => {
                let products = inputs("products");
                if products.len() > write::PRODUCTS_A_BATCH {
                    violation(format!("{} products in one batch", products.len()));
                }
                for product in &products {
                    write::check_connection(ctx, dialect, &text(product, "legacyConnectionId"))?;
                }
                for product in products {
                    write::upsert_product(ctx, product)?;
                }
                show(&row_of_record())
            }
            "syncLegacyConnection" => {
                let service = text(&self.arguments, "integrationName");
                let external = text(&self.arguments, "connectionUniqueIdentifier");
                show(&write::sync_connection(ctx, &service, &external)?)
            }
            _ => show(&write::upsert_product(ctx, one("product"))?),
        })
    }

    /// `__type(name:"OrderInput"){name inputFields{name}}`: enough of introspection to list the fields of a type.
    fn describe(&self, call: &Prepared<'a>) -> Value {
        let name = self.arguments.get("name").and_then(Value::as_str).unwrap_or("");
        let Some(described) = TYPES.iter().find(|of| of.name == name) else {
            return Value::Null;
        };
        let fields: Value = described
            .fields
            .iter()
            .map(|field| json!({"name": field.name}))
            .collect();
        let is_input = name.contains("Input") || name == "CustomerData" || name == "Pagination";
        let full = json!({
            "name": name,
            "kind": if is_input { "INPUT_OBJECT" } else { "OBJECT" },
            "fields": if is_input { Value::Null } else { fields.clone() },
            "inputFields": if is_input { fields } else { Value::Null },
        });
        let wanted = call.fields(&self.selection.items, &mut Vec::new());
        let pick = |field: &&QueryField<'_, String>| {
            (
                field.name.clone(),
                full.get(&field.name).cloned().unwrap_or_default(),
            )
        };
        Value::Object(wanted.iter().map(pick).collect())
    }
}

pub(super) fn row_of_record() -> Row {
    let mut row = Row::new();
    row.insert("recordId".to_owned(), json!(uuid::Uuid::new_v4()));
    row
}

fn searched(
    table: &Table,
    of: &'static Type,
    filter: &Map<String, Value>,
    show: impl Fn(&Row) -> Value,
) -> Result<Value, Vec<Problem>> {
    let found = search::search(table.rows(), of, filter);
    let found = found.map_err(|message| vec![Problem::validation(message, None)])?;
    Ok(found.iter().map(show).collect())
}

/// Every field must exist on the type. Objects need a selection; scalars must not have one.
fn check_selection<'a>(
    call: &Prepared<'a>,
    field: &'a QueryField<'a, String>,
    of: &'static Type,
    problems: &mut Vec<Problem>,
    dialect: Dialect,
) {
    if field.selection_set.items.is_empty() {
        let message = format!(
            "Field \"{}\" of type \"{}\" must have a selection of subfields.",
            field.name, of.name
        );
        problems.push(Problem::validation(message, Some(field.position)));
    }
    for part in call.fields(&field.selection_set.items, problems) {
        let either = dialect.either_discount && of.name == "Order" && part.name == "discountsAmount";
        if part.name == "__typename" || either {
            continue;
        }
        match of.field(&part.name).map(|found| found.kind) {
            None => problems.push(Problem::validation(
                format!("Cannot query field \"{}\" on type \"{}\".", part.name, of.name),
                Some(part.position),
            )),
            Some(Kind::Object(inner)) => check_selection(call, part, inner, problems, dialect),
            Some(_) if !part.selection_set.items.is_empty() => problems.push(Problem::validation(
                format!(
                    "Field \"{}\" must not have a selection since it is a scalar.",
                    part.name
                ),
                Some(part.position),
            )),
            Some(_) => {}
        }
    }
}

/// The selected part of a record.
fn select<'a>(
    call: &Prepared<'a>,
    items: &'a [Selection<'a, String>],
    row: &Row,
    of: &'static Type,
) -> Value {
    let mut object = Map::new();
    for part in call.fields(items, &mut Vec::new()) {
        let key = part.alias.as_ref().unwrap_or(&part.name).clone();
        let name = if part.name == "discountsAmount" {
            "discountAmount"
        } else {
            part.name.as_str()
        };
        let value = match of.field(name) {
            None => json!(of.name),
            Some(field) => {
                let one = |value: &Value| match (field.kind, value) {
                    (Kind::Object(inner), Value::Object(row)) => {
                        select(call, &part.selection_set.items, row, inner)
                    }
                    (Kind::Decimal, Value::String(text)) => big_decimal(text),
                    (Kind::Int, Value::String(text)) => text.parse::<i64>().map_or(Value::Null, |n| json!(n)),
                    (_, other) => other.clone(),
                };
                match row.get(name) {
                    Some(Value::Array(list)) => list.iter().map(one).collect(),
                    Some(value) => one(value),
                    None => Value::Null,
                }
            }
        };
        object.insert(key, value);
    }
    Value::Object(object)
}

/// Amounts always have decimals, as in the documentation's samples, even if they are zero.
fn big_decimal(text: &str) -> Value {
    let amount = decimal(&json!(text)).unwrap_or_default();
    let places = usize::try_from(amount.scale().max(2)).unwrap_or(2);
    format!("{amount:.places$}")
        .parse::<Number>()
        .map_or(Value::Null, Value::Number)
}

/// Counts tokens as a grammar does: names, numbers, texts, and each punctuation character.
fn tokens(query: &str) -> usize {
    let mut count = 0;
    let mut rest = query.chars().peekable();
    while let Some(first) = rest.next() {
        let in_word = |c: &char| c.is_alphanumeric() || *c == '_' || *c == '.';
        if first.is_whitespace() || first == ',' {
            continue;
        }
        count += 1;
        if first == '"' {
            let mut escaped = false;
            for c in rest.by_ref() {
                if c == '"' && !escaped {
                    break;
                }
                escaped = c == '\\' && !escaped;
            }
        } else if in_word(&first) {
            while rest.next_if(in_word).is_some() {}
        }
    }
    count
}

/// The key of an order in the store.
pub(super) fn order_key(row: &Row) -> (String, String) {
    (text(row, "legacyConnectionId"), text(row, "storeOrderId"))
}

#[cfg(test)]
mod tests {
    use super::tokens;

    #[test]
    fn tokens_are_counted_as_a_grammar_does() {
        assert_eq!(tokens("{ getOrder(id: 1, name: \"a b \\\" c\") { id } }"), 14);
    }
}
