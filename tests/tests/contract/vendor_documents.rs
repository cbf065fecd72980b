//! The vendors' OpenAPI documents, and the rules that they set for a call.

use std::collections::BTreeMap;
use std::fmt;
use std::io::Write;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use jsonschema::Validator;
use sandbox::Call;
use serde_json::{Map, Value, json};

/// A vendor's files next to the checkout: its OpenAPI document, its captured webhooks.
pub(crate) fn folder(vendor: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared/vendors")
        .join(vendor)
}

/// A file of a vendor. `None` if it is absent; then the reason why the test checks nothing is printed.
pub(crate) fn file(vendor: &str, name: &str) -> Option<String> {
    let path = folder(vendor).join(name);
    let text = std::fs::read_to_string(&path).ok();
    if text.is_none() {
        skipped(&format!("{} is not there", path.display()));
    }
    text
}

/// Written to the handle directly, because the output of macros in a passing test is captured.
pub(crate) fn skipped(why: &str) {
    writeln!(std::io::stderr(), "SKIPPED, nothing was checked: {why}").unwrap();
}

/// A rule that a call violates.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Finding {
    /// Method and path as documented, such as `GET /orders/{id}`, or as called if the operation is unknown.
    pub(crate) operation: String,
    /// `path`, `query`, `request`, `status` or `response`.
    pub(crate) side: &'static str,
    /// The location: a parameter's name, or a JSON pointer in which every index is `*`.
    pub(crate) at: String,
    /// What is wrong.
    pub(crate) what: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} {}: {}", self.operation, self.side, self.at, self.what)
    }
}

/// A known error or omission in the vendor's document.
pub(crate) struct Exception {
    /// The operation, or `*` for all.
    pub(crate) operation: &'static str,
    /// See [`Finding::side`].
    pub(crate) side: &'static str,
    /// See [`Finding::at`].
    pub(crate) at: &'static str,
    /// The source of this knowledge.
    pub(crate) reason: &'static str,
}

impl Exception {
    fn covers(&self, finding: &Finding) -> bool {
        (self.operation == "*" || self.operation == finding.operation)
            && self.side == finding.side
            && self.at == finding.at
    }
}

/// Fails with every finding without an exception, and every exception without a finding.
pub(crate) fn assert_kept(findings: &[Finding], exceptions: &[Exception]) {
    let mut open: BTreeMap<String, usize> = BTreeMap::new();
    for finding in findings {
        if !exceptions.iter().any(|exception| exception.covers(finding)) {
            *open.entry(finding.to_string()).or_default() += 1;
        }
    }
    let idle: Vec<String> = exceptions
        .iter()
        .filter(|exception| !findings.iter().any(|finding| exception.covers(finding)))
        .map(|exception| {
            format!(
                "{} {} {} ({})",
                exception.operation, exception.side, exception.at, exception.reason
            )
        })
        .collect();
    let open: Vec<String> = open
        .iter()
        .map(|(finding, times)| format!("{finding} ({times}×)"))
        .collect();
    assert!(
        open.is_empty() && idle.is_empty(),
        "against the vendor's document:\n  {}\nexceptions without a case:\n  {}",
        open.join("\n  "),
        idle.join("\n  ")
    );
}

/// An operation of a document.
#[derive(Debug, Clone)]
pub(crate) struct Operation {
    /// Method and path, such as `GET /orders/{id}`.
    pub(crate) name: String,
    query: Vec<String>,
    request: Option<Value>,
    /// By status, without a schema if the body isn't described.
    responses: BTreeMap<u16, Option<Value>>,
}

/// An OpenAPI document.
pub(crate) struct Document {
    root: Value,
    operations: Vec<(String, Vec<String>, Operation)>,
    validators: Mutex<BTreeMap<String, Arc<Validator>>>,
}

impl Document {
    /// The document of a vendor. `None` if it is absent.
    pub(crate) fn load(vendor: &str) -> Option<Self> {
        let root: Value = serde_json::from_str(&file(vendor, "openapi.json")?).unwrap();
        let mut operations = Vec::new();
        for (path, methods) in root["paths"].as_object().unwrap() {
            for (method, operation) in methods.as_object().unwrap() {
                if !["get", "post", "put", "delete", "patch"].contains(&method.as_str()) {
                    continue;
                }
                let method = method.to_uppercase();
                let segments = path.split('/').map(str::to_owned).collect();
                let operation = read(&format!("{method} {path}"), operation, &methods["parameters"]);
                operations.push((method, segments, operation));
            }
        }
        Some(Self {
            root,
            operations,
            validators: Mutex::default(),
        })
    }

    /// A schema of the document's components.
    pub(crate) fn schema(&self, name: &str) -> &Value {
        let schema = &self.root["components"]["schemas"][name];
        assert!(schema.is_object(), "the document has no schema {name}");
        schema
    }

    /// The operation of a call. If several match, the one with the fewest path parameters.
    pub(crate) fn operation(&self, method: &str, path: &str) -> Option<&Operation> {
        let called: Vec<&str> = path.split('/').collect();
        self.operations
            .iter()
            .filter(|(of, segments, _)| of == method && fits(segments, &called))
            .min_by_key(|(_, segments, _)| segments.iter().filter(|segment| is_parameter(segment)).count())
            .map(|(_, _, operation)| operation)
    }

    /// The rules that a logged call violates. `queries` names the parameters that lists accept and the document doesn't
    /// list.
    pub(crate) fn check(&self, call: &Call, queries: impl Fn(&str) -> bool) -> Vec<Finding> {
        let Some(operation) = self.operation(&call.method, &call.path) else {
            return vec![Finding {
                operation: call.endpoint.clone(),
                side: "path",
                at: String::new(),
                what: "no such operation is documented".to_owned(),
            }];
        };
        let mut findings = Vec::new();
        let mut find = |side, at: String, what: String| {
            findings.push(Finding {
                operation: operation.name.clone(),
                side,
                at,
                what,
            });
        };
        let query = call.query.as_deref().unwrap_or_default();
        for (name, _) in form_urlencoded::parse(query.as_bytes()) {
            if !operation.query.iter().any(|known| *known == name) && !queries(&name) {
                find("query", name.into_owned(), "is not documented".to_owned());
            }
        }
        match (&operation.request, &call.request) {
            (_, Value::Null) => {}
            (None, _) => find("request", String::new(), "no body is documented".to_owned()),
            (Some(schema), body) => {
                for (at, what) in self.violations(&format!("{} request", operation.name), schema, body) {
                    find("request", at, what);
                }
                self.sent(schema, body, "", &mut |at, what| find("request", at, what));
            }
        }
        let Some(status) = call.status else {
            return findings;
        };
        match operation.responses.get(&status).or_else(|| {
            if status < 400 {
                None
            } else {
                operation.responses.get(&400)
            }
        }) {
            None if status < 400 => find("status", status.to_string(), "is not documented".to_owned()),
            // The document doesn't describe the error body of every status.
            None | Some(None) => {}
            Some(Some(schema)) => {
                let name = format!("{} {status}", operation.name);
                for (at, what) in self.violations(&name, schema, &call.response) {
                    find("response", at, what);
                }
            }
        }
        findings
    }

    /// The violations that JSON Schema finds in a value.
    fn violations(&self, name: &str, schema: &Value, value: &Value) -> Vec<(String, String)> {
        let validator = {
            let mut validators = self.validators.lock().unwrap();
            let known = validators
                .entry(name.to_owned())
                .or_insert_with(|| Arc::new(self.compile(schema)));
            Arc::clone(known)
        };
        validator
            .iter_errors(value)
            .map(|error| {
                let at = without_indices(error.instance_path().as_str());
                (at, error.masked().to_string())
            })
            .collect()
    }

    /// The components that a schema refers to, and those that they refer to.
    fn components_of(&self, schema: &Value) -> Value {
        let mut components = json!({});
        let mut open = references(schema);
        while let Some(pointer) = open.pop() {
            let mut place = &mut components;
            for part in pointer.trim_start_matches("/components/").split('/') {
                place = &mut place[part];
            }
            if place.is_null() {
                let referred = self.root.pointer(&pointer);
                let referred = referred.unwrap_or_else(|| panic!("the document has no {pointer}"));
                open.extend(references(referred));
                place.clone_from(referred);
            }
        }
        components
    }

    fn compile(&self, schema: &Value) -> Validator {
        let mut schema = schema.clone();
        // Only what it refers to: a validator looks through all that it is given.
        schema["components"] = self.components_of(&schema);
        jsonschema::options()
            .with_draft(jsonschema::Draft::Draft202012)
            .should_validate_formats(true)
            .with_format("uuid", |text: &str| text.parse::<uuid::Uuid>().is_ok())
            // eAccounting documents "Expected date format YYYY-MM-DD" next to this format.
            .with_format("date-time", |text: &str| {
                text.parse::<jiff::Timestamp>().is_ok()
                    || text.parse::<jiff::civil::DateTime>().is_ok()
                    || text.parse::<jiff::civil::Date>().is_ok()
            })
            .build(&schema)
            .unwrap()
    }

    /// Rules for requests that JSON Schema doesn't check: read-only fields, fields that a schema doesn't list, and
    /// decimals, whose patterns are on numbers.
    fn sent(&self, schema: &Value, value: &Value, at: &str, find: &mut dyn FnMut(String, String)) {
        self.walk(schema, value, at, &mut |at, property, value| {
            let at = at.to_owned();
            match property {
                None => find(at, "is not documented".to_owned()),
                Some(property) if property["readOnly"] == true => find(at, "is read-only".to_owned()),
                Some(property) => {
                    if let (Some(most), Value::Number(number)) = (decimals(property), value)
                        && scale(number) > most
                    {
                        find(at, format!("has more than {most} decimals"));
                    }
                }
            }
        });
    }

    /// Visits the fields of a value with their schemas. A field that the schema doesn't list has none.
    fn walk(
        &self,
        schema: &Value,
        value: &Value,
        at: &str,
        seen: &mut dyn FnMut(&str, Option<&Value>, &Value),
    ) {
        let schema = self.resolved(schema);
        match value {
            Value::Object(fields) => {
                let Some(properties) = schema["properties"].as_object() else {
                    return;
                };
                for (name, value) in fields {
                    let at = format!("{at}/{name}");
                    let property = properties.get(name).map(|property| self.resolved(property));
                    seen(&at, property.as_ref(), value);
                    if let Some(property) = property {
                        self.walk(&property, value, &at, seen);
                    }
                }
            }
            Value::Array(items) => {
                for item in items {
                    self.walk(&schema["items"], item, &format!("{at}/*"), seen);
                }
            }
            _ => {}
        }
    }

    /// The target of a reference, merged with the keys next to the reference.
    pub(crate) fn resolved(&self, schema: &Value) -> Value {
        let Some(reference) = schema["$ref"].as_str() else {
            return schema.clone();
        };
        let mut resolved = self
            .root
            .pointer(reference.trim_start_matches('#'))
            .unwrap()
            .clone();
        for (name, value) in schema.as_object().unwrap() {
            resolved[name] = value.clone();
        }
        resolved
    }
}

fn read(name: &str, operation: &Value, shared: &Value) -> Operation {
    let parameters = |list: &Value| list.as_array().cloned().unwrap_or_default();
    let query = parameters(shared)
        .into_iter()
        .chain(parameters(&operation["parameters"]))
        .filter(|parameter| parameter["in"] == "query")
        .filter_map(|parameter| parameter["name"].as_str().map(str::to_owned))
        .collect();
    let schema = |body: &Value| {
        let schema = &body["content"]["application/json"]["schema"];
        schema.is_object().then(|| schema.clone())
    };
    let no_responses = Map::new();
    let responses = operation["responses"].as_object().unwrap_or(&no_responses);
    Operation {
        name: name.to_owned(),
        query,
        request: operation
            .get("requestBody")
            .map(|body| schema(body).unwrap_or_else(|| json!({}))),
        responses: responses
            .iter()
            .filter_map(|(status, body)| Some((status.parse().ok()?, schema(body))))
            .collect(),
    }
}

fn is_parameter(segment: &str) -> bool {
    segment.starts_with('{')
}

fn fits(template: &[String], called: &[&str]) -> bool {
    template.len() == called.len()
        && template
            .iter()
            .zip(called)
            .all(|(segment, called)| is_parameter(segment) || segment == called)
}

/// `/Rows/0/Text` as `/Rows/*/Text`.
fn without_indices(pointer: &str) -> String {
    let segment = |segment: &str| {
        if !segment.is_empty() && segment.bytes().all(|byte| byte.is_ascii_digit()) {
            "*".to_owned()
        } else {
            segment.to_owned()
        }
    };
    pointer.split('/').map(segment).collect::<Vec<_>>().join("/")
}

/// How many decimals a number may have: from its pattern (`[-]?\d+(.\d{1,2})?`), else from its description, in which
/// the greatest number counts ("2 decimals …, or 4 decimals if …").
pub(crate) fn decimals(property: &Value) -> Option<u32> {
    if let Some(pattern) = property["pattern"].as_str() {
        let digits = pattern.split("{1,").nth(1)?;
        return digits.split('}').next()?.parse().ok();
    }
    let text = property["description"].as_str()?;
    let words: Vec<&str> = text.split_whitespace().collect();
    words
        .windows(2)
        .filter(|pair| pair[1].starts_with("decimals"))
        .filter_map(|pair| pair[0].parse().ok())
        .max()
}

fn scale(number: &serde_json::Number) -> u32 {
    let text = number.to_string();
    let number: rust_decimal::Decimal = text
        .parse()
        .or_else(|_| rust_decimal::Decimal::from_scientific(&text))
        .unwrap();
    number.normalize().scale()
}

#[test]
fn decimals_are_read_from_patterns_and_texts() {
    for (property, expected) in [
        (json!({"pattern": r"[-]?\d+(.\d{1,4})?"}), Some(4)),
        (
            json!({"description": "Format: 2 decimals allowed if domestic or 4 decimals if foreign"}),
            Some(4),
        ),
        (json!({"description": "Format: 2 decimals"}), Some(2)),
        (json!({"description": "Only used for Rot/Rut"}), None),
    ] {
        assert_eq!(decimals(&property), expected, "{property}");
    }
    assert_eq!(scale(&serde_json::Number::from_f64(12.3450).unwrap()), 3);
}

/// Where the references in a schema point to, as JSON pointers into the document.
fn references(schema: &Value) -> Vec<String> {
    match schema {
        Value::Object(fields) => fields
            .iter()
            .flat_map(|(name, value)| match value {
                Value::String(to) if name == "$ref" => vec![to.trim_start_matches('#').to_owned()],
                value => references(value),
            })
            .collect(),
        Value::Array(items) => items.iter().flat_map(references).collect(),
        _ => Vec::new(),
    }
}
