//! The examples in `docs/MAPPING.md` and `docs/CUSTOMERS.md` are valid settings, and do what they say.

#![allow(clippy::unwrap_used)]

use mapping::{Context, Mapping};
use model::{CountryCode, Currency, Customer, CustomerOrigin};
use settings::Settings;

const MANUAL: &str = include_str!("../../../docs/MAPPING.md");
const CUSTOMERS: &str = include_str!("../../../docs/CUSTOMERS.md");

fn examples() -> Vec<&'static str> {
    examples_of(MANUAL)
}

/// The blocks marked as TOML.
fn examples_of(manual: &'static str) -> Vec<&'static str> {
    manual
        .split("```toml\n")
        .skip(1)
        .map(|rest| rest.split("```").next().unwrap())
        .collect()
}

fn load(text: &str) -> Mapping {
    let settings = Settings::parse(text, "MAPPING.md").unwrap_or_else(|problem| panic!("{problem}\n{text}"));
    Mapping::load(&settings).unwrap_or_else(|errors| panic!("{errors}\n{text}"))
}

#[test]
fn every_settings_example_of_the_manuals_is_valid() {
    let (mapping, customers) = (examples(), examples_of(CUSTOMERS));
    assert!(mapping.len() >= 4 && customers.len() >= 3);
    for example in mapping.into_iter().chain(customers) {
        load(example);
        for (at, line) in example.lines().enumerate() {
            if let Some((field, _)) = line.strip_prefix('#').and_then(|rule| rule.split_once(" = ")) {
                // In place of the line that it is another way of.
                let lines = example.lines().enumerate().filter_map(|(other, text)| {
                    if other == at {
                        text.strip_prefix('#')
                    } else {
                        (!text.starts_with(&format!("{field} = "))).then_some(text)
                    }
                });
                load(&lines.collect::<Vec<_>>().join("\n"));
            }
        }
    }
}

#[test]
fn the_tag_of_the_examples_decides_label_and_terms() {
    let mapping = load(examples().iter().find(|text| text.contains("wholesale")).unwrap());
    let context = Context {
        country: CountryCode::SE,
        currency: Currency::SEK,
    };
    let mut customer = Customer::new(CustomerOrigin::Contact);
    customer.email = "anna@example.com".parse().ok();
    let without = mapping.customer(&customer, &context).unwrap().fields;
    assert_ne!(without.get("TermsOfPayment"), Some(&"60".into()));
    customer.tags = vec!["wholesale".to_owned()];
    let with = mapping.customer(&customer, &context).unwrap().fields;
    assert_eq!(with["TermsOfPayment"], "60");
    assert_eq!(with["CustomerLabels"], serde_json::json!(["Wholesale"]));
}
