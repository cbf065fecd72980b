//! The native form against the engine, and the source document against the model.

use std::sync::LazyLock;

use proptest::prelude::*;
use serde_json::Value;
use settings::Settings;

use super::document::{Record, Shape, View};
use super::fast::Fast;
use super::mapped::Target;
use super::rule::{Source, engine};
use super::samples::{CONTEXT, Sample, samples};
use super::syntax::parse;

/// Every path from the root to a text, flag, number or list.
fn paths(target: Target) -> Vec<String> {
    fn walk(shape: Shape, path: &str, depth: usize, paths: &mut Vec<String>) {
        for key in shape.keys() {
            let inner = shape.entry(key).unwrap();
            let path = if path.is_empty() {
                key.to_owned()
            } else {
                format!("{path}.{key}")
            };
            match inner {
                Shape::Values => paths.push(format!("{path}.city")),
                Shape::Fields => paths.push(format!("{path}.city.value")),
                Shape::Lines | Shape::Discounts => {}
                Shape::Text | Shape::Number | Shape::Flag | Shape::Texts => paths.push(path),
                _ if depth < 3 => walk(inner, &path, depth + 1, paths),
                _ => {}
            }
        }
    }
    let mut paths = Vec::new();
    walk(Shape::Root(target), "", 0, &mut paths);
    paths
}

fn expression() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        4 => proptest::sample::select(paths(Target::Row)),
        1 => "[a-zåäö ,.]{0,4}".prop_map(|text| format!("'{text}'")),
        1 => proptest::sample::select(vec!["true".to_owned(), "false".to_owned()]),
    ];
    leaf.prop_recursive(4, 24, 3, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} & {b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} ?? {b})")),
            (inner.clone(), inner.clone(), inner.clone()).prop_map(|(a, b, c)| format!("({a} ? {b} : {c})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} ? {b})")),
            (
                proptest::sample::select(vec!["countryCode", "vatNumber", "strip"]),
                inner
            )
                .prop_map(|(name, argument)| format!("${name}({argument})")),
        ]
    })
}

/// Values that shops and people write into a field, and worse.
fn written() -> impl Strategy<Value = Option<String>> {
    prop_oneof![
        2 => Just(None),
        1 => proptest::sample::select(vec!["", " ", "SE", "Sverige", "Narnia", "SE556677889901", "true", "0"])
            .prop_map(|text| Some(text.to_owned())),
        3 => "\\PC{0,12}".prop_map(Some),
        1 => "[ \t\n\u{0}-\u{1f}a-z]{0,8}".prop_map(Some),
    ]
}

fn sample() -> impl Strategy<Value = Sample> {
    (
        0..samples().len(),
        prop::collection::vec(written(), 12),
        any::<bool>(),
    )
        .prop_map(|(which, texts, bare)| {
            let mut sample = samples().remove(which);
            let mut texts = texts.into_iter();
            let mut next = || texts.next().flatten();
            let customer = &mut sample.customer;
            customer.first_name = next();
            customer.last_name = next();
            customer.company = next();
            customer.phone = next();
            customer.locale = next();
            customer.currency = next();
            customer.billing.city = next();
            customer.billing.country = next();
            customer.delivery.country = next();
            customer.tags = [next(), next()].into_iter().flatten().collect();
            if bare {
                customer.fields.clear();
            }
            if let Some(order) = &mut sample.order {
                order.customer = customer.clone();
                if let Some(number) = next() {
                    order.number = number;
                }
            }
            sample
        })
}

static SETTINGS: LazyLock<[Settings; 2]> = LazyLock::new(|| {
    let plain = Settings::default();
    let mut rich = Settings::parse(
        "[customers]\ncompanies = true\norganisation_number_field = 'org_number'\nvat_number_field = 'vat_number'\n\
         labels = ['Webb', 'Ny']\n[customers.language_by_country]\nSE = 'sv'\n[orders]\nour_reference = 'Butiken'\nnote = true\n\
         terms_of_payment = 10\n[shipping_methods]\n'DHL Paket' = 'DHL'\n",
        "ekobridge.toml",
    )
    .unwrap();
    rich.file = "ekobridge.toml".to_owned();
    [plain, rich]
});

/// Whether an expression has a native form, and, if so, that both forms agree on a record.
fn agree(expression: &str, target: Target, source: &Source<'_>) -> Result<bool, TestCaseError> {
    let ast = parse(expression).map_err(|error| TestCaseError::fail(format!("{expression}: {error:?}")))?;
    let Some(fast) = Fast::compile(&ast, target) else {
        return Ok(false);
    };
    match (fast.evaluate(source.record), engine(&ast, source.document())) {
        (Ok(one), Ok(other)) => prop_assert_eq!(one, other, "{}", expression),
        (Err(_), Err(failure)) => prop_assert!(failure.by_data, "{}: {:?}", expression, failure),
        (one, other) => prop_assert!(false, "{}: {:?} and {:?}", expression, one, other),
    }
    Ok(true)
}

fn source<'a>(target: Target, sample: &'a Sample, settings: &'a Settings) -> Source<'a> {
    Source::new(Record {
        target,
        customer: &sample.customer,
        order: sample.order.as_ref(),
        line: sample.order.as_ref().and_then(|order| order.lines.first()),
        context: &CONTEXT,
        settings,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn the_native_form_gives_exactly_what_the_engine_gives(
        expressions in prop::collection::vec(expression(), 8),
        sample in sample(),
        rich in any::<bool>(),
    ) {
        let settings = &SETTINGS[usize::from(rich)];
        let source = source(Target::Row, &sample, settings);
        for expression in expressions {
            agree(&expression, Target::Row, &source)?;
        }
    }
}

#[test]
fn every_path_gives_natively_what_the_engine_gives() {
    for target in Target::ALL {
        for sample in samples() {
            for settings in SETTINGS.iter() {
                let source = source(target, &sample, settings);
                for path in paths(target) {
                    assert!(
                        agree(&path, target, &source).unwrap(),
                        "{path} has no native form"
                    );
                }
            }
        }
    }
}

#[test]
fn the_source_document_holds_every_field_of_the_model() {
    let settings = Settings::default();
    for sample in samples() {
        let Some(order) = &sample.order else { continue };
        let record = Record {
            target: Target::Order,
            customer: &order.customer,
            order: Some(order),
            line: None,
            context: &CONTEXT,
            settings: &settings,
        };
        let document = Value::from(&View::Root(record).to_value());
        contains(&document["order"], &serde_json::to_value(order).unwrap(), "order");
    }
}

/// Whether the document equals the model, except for empty fields.
fn contains(document: &Value, model: &Value, path: &str) {
    match model {
        Value::Object(fields) => {
            for (key, value) in fields {
                // Where a record was read from is of no use to a mapping.
                if path == "order.customer" && key == "origin" {
                    continue;
                }
                contains(&document[key], value, &format!("{path}.{key}"));
            }
        }
        Value::Array(items) => {
            for (i, item) in items.iter().enumerate() {
                contains(&document[i], item, &format!("{path}[{i}]"));
            }
        }
        Value::Null => assert!(document.is_null(), "{path}"),
        Value::String(text) if text.is_empty() => assert!(document.is_null(), "{path}"),
        Value::Number(number) => assert_eq!(document.as_f64(), number.as_f64(), "{path}"),
        other => assert_eq!(document, other, "{path}"),
    }
}

#[test]
fn the_manual_names_every_field_source_and_function() {
    const MANUAL: &str = include_str!("../../../../docs/MAPPING.md");
    fn sources(shape: Shape, names: &mut Vec<&'static str>) {
        for key in shape.keys() {
            if !names.contains(&key) {
                names.push(key);
            }
            match shape.entry(key) {
                Some(inner) if inner != Shape::Customer || shape == Shape::Root(Target::Row) => {
                    sources(inner, names)
                }
                _ => {}
            }
        }
    }
    let mut names = Vec::new();
    sources(Shape::Root(Target::Row), &mut names);
    for target in Target::ALL {
        names.extend(target.fields().iter().map(|field| field.name));
    }
    for name in names {
        assert!(MANUAL.contains(&format!("`{name}`")), "{name}");
    }
    for (_, helper) in super::helpers::Helper::ALL {
        assert!(MANUAL.contains(helper.usage()), "{}", helper.usage());
    }
}
