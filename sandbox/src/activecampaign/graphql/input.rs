//! Arguments: converts the query's text and its variables to JSON of the right types, or to the vendor's errors.

use std::collections::BTreeMap;

use graphql_parser::query::{Type as DeclaredType, Value as Literal, VariableDefinition};
use serde_json::{Map, Value, json};

use super::schema::{Field, Kind, PAGINATION, SORT, Type};
use crate::activecampaign::state::decimal;

/// A value, from the query or from a variable.
enum Input {
    Null,
    Bool(bool),
    Int(i64),
    /// The value as it was written.
    Number(String),
    /// `literal` tells whether the text was quoted in the query. A text from a variable may also be an enum's value.
    Text {
        text: String,
        literal: bool,
    },
    Enum(String),
    List(Vec<Input>),
    Object(Vec<(String, Input)>),
}

/// The variables of a call, and the errors found in them.
pub(super) struct Coercer<'a> {
    declared: BTreeMap<String, &'a DeclaredType<'a, String>>,
    values: Map<String, Value>,
    /// Accepts either name of the order's discount.
    either_discount: bool,
    pub(super) errors: Vec<String>,
}

impl<'a> Coercer<'a> {
    pub(super) fn new(
        definitions: &'a [VariableDefinition<'a, String>],
        sent: &Map<String, Value>,
        either_discount: bool,
    ) -> Self {
        let mut errors = Vec::new();
        let mut values = Map::new();
        let mut declared = BTreeMap::new();
        for definition in definitions {
            declared.insert(definition.name.clone(), &definition.var_type);
            let value = match sent.get(&definition.name) {
                Some(value) => Some(value.clone()),
                None => definition.default_value.as_ref().and_then(plain),
            };
            match value {
                Some(Value::Null) | None if matches!(definition.var_type, DeclaredType::NonNullType(_)) => {
                    errors.push(format!(
                        "Variable \"${}\" of required type \"{}\" was not provided.",
                        definition.name, definition.var_type
                    ))
                }
                Some(value) => {
                    values.insert(definition.name.clone(), value);
                }
                None => {}
            }
        }
        Self {
            declared,
            values,
            either_discount,
            errors,
        }
    }

    /// The arguments of a field, by name.
    pub(super) fn arguments(
        &mut self,
        of: &str,
        known: &'static [Field],
        given: &[(String, Literal<'a, String>)],
    ) -> Map<String, Value> {
        for (name, _) in given {
            if !known.iter().any(|field| field.name == name) {
                self.errors
                    .push(format!("Unknown argument \"{name}\" on field \"{of}\"."));
            }
        }
        let mut arguments = Map::new();
        for field in known {
            let literal = given
                .iter()
                .find(|(name, _)| name == field.name)
                .map(|(_, value)| value);
            let at = format!("{of}({})", field.name);
            let input = literal.and_then(|literal| self.input(literal, field));
            if let Some(value) = self.coerce(input, field, &at) {
                arguments.insert(field.name.to_owned(), value);
            }
        }
        arguments
    }

    /// `None` if a variable has no value. The argument then counts as absent.
    fn input(&mut self, literal: &Literal<'a, String>, field: &Field) -> Option<Input> {
        let Literal::Variable(name) = literal else {
            return Some(self.literal(literal));
        };
        if let Some(declared) = self.declared.get(name) {
            self.check_variable(name, declared, field);
        }
        self.variable(name)
    }

    /// Scalars must be declared as they are used. The documentation doesn't name the input types, so any name is
    /// accepted.
    fn check_variable(&mut self, name: &str, declared: &DeclaredType<'a, String>, field: &Field) {
        const SCALARS: [&str; 6] = ["String", "Int", "Boolean", "BigDecimal", "Float", "ID"];
        let (base, list) = base(declared);
        let wanted = field.kind.name();
        let wanted_is_scalar = SCALARS.contains(&wanted.as_str());
        let mismatch = if wanted_is_scalar || SCALARS.contains(&base) {
            base != wanted
        } else {
            false
        };
        let missing_bang = field.required
            && !matches!(declared, DeclaredType::NonNullType(_))
            && !self.values.contains_key(name);
        if mismatch || (list && !field.list) || missing_bang {
            let wanted = if field.list { format!("[{wanted}]") } else { wanted };
            let bang = if field.required { "!" } else { "" };
            self.errors.push(format!(
                "Variable \"${name}\" of type \"{declared}\" used in position expecting type \"{wanted}{bang}\"."
            ));
        }
    }

    fn variable(&mut self, name: &str) -> Option<Input> {
        if !self.declared.contains_key(name) {
            self.errors.push(format!("Variable \"${name}\" is not defined."));
            return None;
        }
        self.values.get(name).map(from_json)
    }

    fn literal(&mut self, literal: &Literal<'a, String>) -> Input {
        match literal {
            Literal::Variable(name) => self.variable(name).unwrap_or(Input::Null),
            Literal::Int(number) => number.as_i64().map_or(Input::Null, Input::Int),
            Literal::Float(number) => Input::Number(number.to_string()),
            Literal::String(text) => Input::Text {
                text: text.clone(),
                literal: true,
            },
            Literal::Boolean(flag) => Input::Bool(*flag),
            Literal::Null => Input::Null,
            Literal::Enum(name) => Input::Enum(name.clone()),
            Literal::List(items) => Input::List(items.iter().map(|item| self.literal(item)).collect()),
            Literal::Object(fields) => {
                // A variable without a value omits its field.
                let present = fields.iter().filter(|(_, value)| match value {
                    Literal::Variable(name) => {
                        !self.declared.contains_key(name.as_str()) || self.values.contains_key(name.as_str())
                    }
                    _ => true,
                });
                let present: Vec<_> = present.collect();
                Input::Object(
                    present
                        .into_iter()
                        .map(|(name, value)| (name.clone(), self.literal(value)))
                        .collect(),
                )
            }
        }
    }

    fn coerce(&mut self, input: Option<Input>, field: &Field, at: &str) -> Option<Value> {
        let input = match input {
            None | Some(Input::Null) => {
                if field.required {
                    let kind = field.kind.name();
                    self.errors.push(format!(
                        "Field \"{at}\" of required type \"{kind}!\" was not provided."
                    ));
                }
                return None;
            }
            Some(input) => input,
        };
        if !field.list {
            return self.scalar(input, field.kind, at);
        }
        // A single value is accepted as a list of one.
        let items = match input {
            Input::List(items) => items,
            one => vec![one],
        };
        let mut list = Vec::new();
        for (index, item) in items.into_iter().enumerate() {
            list.extend(self.scalar(item, field.kind, &format!("{at}[{index}]")));
        }
        Some(Value::Array(list))
    }

    fn scalar(&mut self, input: Input, kind: Kind, at: &str) -> Option<Value> {
        let value = match (kind, input) {
            (Kind::Str, Input::Text { text, .. }) => json!(text),
            (Kind::Int, Input::Int(number)) if i32::try_from(number).is_ok() => json!(number),
            (Kind::Bool, Input::Bool(flag)) => json!(flag),
            (Kind::Decimal, Input::Int(number)) => json!(number.to_string()),
            (Kind::Decimal, Input::Number(text) | Input::Text { text, .. })
                if decimal(&json!(text)).is_some() =>
            {
                json!(decimal(&json!(text)).unwrap_or_default().to_string())
            }
            (Kind::Enum(_, values), Input::Enum(text) | Input::Text { text, literal: false })
                if values.contains(&text.as_str()) =>
            {
                json!(text)
            }
            (Kind::Object(of), Input::Object(fields)) => {
                return Some(Value::Object(self.object(of, fields, at)));
            }
            (Kind::Filter(of), Input::Object(fields)) => {
                return Some(Value::Object(self.filter(of, fields, at)));
            }
            (_, found) => {
                let found = shown(&found);
                self.errors.push(format!(
                    "Expected value of type \"{}\" at \"{at}\", found {found}.",
                    kind.name()
                ));
                return None;
            }
        };
        Some(value)
    }

    fn object(&mut self, of: &'static Type, fields: Vec<(String, Input)>, at: &str) -> Map<String, Value> {
        let mut fields: BTreeMap<String, Input> = fields.into_iter().collect();
        if self.either_discount
            && of.name == "OrderInput"
            && !fields.contains_key("discountsAmount")
            && let Some(amount) = fields.remove("discountAmount")
        {
            fields.insert("discountsAmount".to_owned(), amount);
        }
        let mut object = Map::new();
        for field in of.fields {
            let input = fields.remove(field.name);
            if let Some(value) = self.coerce(input, field, &format!("{at}.{}", field.name)) {
                object.insert(field.name.to_owned(), value);
            }
        }
        for name in fields.keys() {
            self.errors.push(format!(
                "Field \"{name}\" is not defined by type \"{}\".",
                of.name
            ));
        }
        object
    }

    /// A filter names the type's fields. Each has a value with its operator, a sort direction, or both. An address has
    /// filters for its parts.
    fn filter(&mut self, of: &'static Type, fields: Vec<(String, Input)>, at: &str) -> Map<String, Value> {
        let mut filter = Map::new();
        for (name, input) in fields {
            let at = format!("{at}.{name}");
            if name == "pagination" && !of.name.ends_with("Address") {
                let page = Field {
                    name: "pagination",
                    kind: Kind::Object(&PAGINATION),
                    list: false,
                    required: false,
                };
                filter.extend(self.coerce(Some(input), &page, &at).map(|value| (name, value)));
                continue;
            }
            match of.field(&name) {
                Some(field) if !field.list => {
                    let value = match (field.kind, input) {
                        (Kind::Object(part), Input::Object(fields)) => {
                            Value::Object(self.filter(part, fields, &at))
                        }
                        (kind, Input::Object(fields)) => Value::Object(self.field_filter(kind, fields, &at)),
                        (_, other) => {
                            self.errors
                                .push(format!("Expected a filter at \"{at}\", found {}.", shown(&other)));
                            continue;
                        }
                    };
                    filter.insert(name, value);
                }
                _ => self.errors.push(format!(
                    "Field \"{name}\" is not defined by type \"{}Filter\".",
                    of.name
                )),
            }
        }
        filter
    }

    fn field_filter(&mut self, kind: Kind, fields: Vec<(String, Input)>, at: &str) -> Map<String, Value> {
        let (name, operators): (_, &'static [&'static str]) = match kind {
            Kind::Str => ("StringFilterOperator", &["EQ", "CONTAINS"]),
            Kind::Int | Kind::Decimal => ("NumberFilterOperator", &["EQ", "LT", "LTE", "GT", "GTE"]),
            _ => ("FilterOperator", &["EQ"]),
        };
        let known = [
            Field {
                name: "value",
                kind,
                list: false,
                required: false,
            },
            Field {
                name: "filterOperator",
                kind: Kind::Enum(name, operators),
                list: false,
                required: false,
            },
            Field {
                name: "sort",
                kind: SORT,
                list: false,
                required: false,
            },
        ];
        let mut filter = Map::new();
        for (name, input) in fields {
            match known.iter().find(|field| field.name == name) {
                Some(field) => {
                    let at = format!("{at}.{name}");
                    filter.extend(self.coerce(Some(input), field, &at).map(|value| (name, value)));
                }
                None => self.errors.push(format!(
                    "Field \"{name}\" is not defined by the filter at \"{at}\"."
                )),
            }
        }
        if filter.contains_key("value") != filter.contains_key("filterOperator") {
            self.errors.push(format!(
                "The filter at \"{at}\" needs both value and filterOperator, or neither."
            ));
        }
        filter
    }
}

fn base<'t>(declared: &'t DeclaredType<'_, String>) -> (&'t str, bool) {
    match declared {
        DeclaredType::NamedType(name) => (name, false),
        DeclaredType::NonNullType(inner) => base(inner),
        DeclaredType::ListType(inner) => (base(inner).0, true),
    }
}

/// A default value, which can't contain variables.
fn plain(literal: &Literal<'_, String>) -> Option<Value> {
    Some(match literal {
        Literal::Variable(_) => return None,
        Literal::Int(number) => json!(number.as_i64()),
        Literal::Float(number) => json!(number),
        Literal::String(text) | Literal::Enum(text) => json!(text),
        Literal::Boolean(flag) => json!(flag),
        Literal::Null => Value::Null,
        Literal::List(items) => items.iter().filter_map(plain).collect(),
        Literal::Object(fields) => Value::Object(
            fields
                .iter()
                .filter_map(|(name, value)| Some((name.clone(), plain(value)?)))
                .collect(),
        ),
    })
}

fn from_json(value: &Value) -> Input {
    match value {
        Value::Null => Input::Null,
        Value::Bool(flag) => Input::Bool(*flag),
        Value::Number(number) => number
            .as_i64()
            .map_or_else(|| Input::Number(number.to_string()), Input::Int),
        Value::String(text) => Input::Text {
            text: text.clone(),
            literal: false,
        },
        Value::Array(items) => Input::List(items.iter().map(from_json).collect()),
        Value::Object(fields) => Input::Object(
            fields
                .iter()
                .map(|(name, value)| (name.clone(), from_json(value)))
                .collect(),
        ),
    }
}

/// The kind of a value that doesn't fit. The value itself may be personal data and is not shown.
fn shown(input: &Input) -> &'static str {
    match input {
        Input::Null => "null",
        Input::Bool(_) => "a boolean",
        Input::Int(_) | Input::Number(_) => "a number",
        Input::Text { .. } => "a string",
        Input::Enum(_) => "an enum value",
        Input::List(_) => "a list",
        Input::Object(_) => "an object",
    }
}
