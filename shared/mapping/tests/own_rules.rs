//! A user's own rules: what is refused when they are loaded, and what happens when a record doesn't suit them.

#![allow(clippy::unwrap_used)]

use insta::assert_snapshot;
use mapping::{Context, Mapping, Target};
use model::{Code, CountryCode, Currency, CustomField, Customer, CustomerOrigin, Kind, Problem};
use proptest::prelude::*;
use serde_json::{Value, json};
use settings::Settings;

const SWEDEN: Context = Context {
    country: CountryCode::SE,
    currency: Currency::SEK,
};

fn load(text: &str) -> Result<Mapping, mapping::MappingErrors> {
    Mapping::load(&Settings::parse(text, "ekobridge.toml").unwrap())
}

fn errors(text: &str) -> String {
    load(text).expect_err("an error").to_string()
}

fn customer() -> Customer {
    let mut customer = Customer::new(CustomerOrigin::Contact);
    customer.contact_id = Some("12".into());
    customer.email = "anna@example.com".parse().ok();
    customer.first_name = Some("Anna".into());
    customer.last_name = Some("Andersson".into());
    customer.phone = Some("070-123 45 67".into());
    customer.billing.address1 = Some("Storgatan 12 B".into());
    customer
}

fn with_field(tag: &str, value: &str) -> Customer {
    let mut customer = customer();
    customer.fields.insert(
        tag.into(),
        CustomField {
            id: "1".into(),
            title: tag.into(),
            tag: tag.into(),
            value: value.into(),
        },
    );
    customer
}

fn mapped(rules: &str, customer: &Customer) -> Result<Value, Problem> {
    load(&format!("[mapping.customer]\n{rules}\n"))
        .unwrap_or_else(|errors| panic!("{errors}"))
        .customer(customer, &SWEDEN)
        .map(|mapped| Value::Object(mapped.fields))
}

#[test]
fn a_field_in_the_wrong_table_is_told_where_it_belongs() {
    let told =
        errors("[mapping.customer]\nDeliveryDate = \"'2026-12-01'\"\nSupplierArticleNumber = \"'A'\"\n");
    assert_eq!(
        told,
        "ekobridge.toml:2:1: [mapping.customer] has no field `DeliveryDate`; [mapping.order] has it.\n\
         ekobridge.toml:3:1: [mapping.customer] has no field `SupplierArticleNumber`; [mapping.article] has it."
    );
}

#[test]
fn every_mistake_is_refused_with_its_place_and_what_was_expected() {
    assert_snapshot!(errors(
        r#"[mapping.customer]
Nmae = "customer.name"
Rows = "customer.name"
Name = "customer.frstName & ' ' & customer.lastName"
Telephone = "customer.phone &"
MobilePhone = "$fone(customer.phone)"
IsActive = "customer.email"
InvoiceCountryCode = "'Sweden'"
DiscountPercentage = "10"
Note = "$now()"
InvoiceCity = '''
customer.billing.city
  & $uppercase(customer.biling.country)
'''
TermsOfPayment = ""
VatNumber = "customer"
WwwAddress = "customer.name * 2"
EmailAddress = "customer.name ?? 'none'"

[mapping.order]
OrderDate = "order.number"
BuyersOrderReference = "line.sku"
YourReference = "order.lines.name"

[mapping.row]
Text = "line.prize"
ProjectId = "line.sku"

[mapping.article]
Number = "$pad(line.sku, 60, '#')"
"#
    ));
}

#[test]
fn mistakes_become_a_problem_for_the_person() {
    let problem = Problem::from(load("[mapping.row]\nText = 'line.prize'\n").unwrap_err());
    assert_eq!(
        (problem.code, problem.kind),
        (Code::SETTINGS_INVALID, Kind::NeedsPerson)
    );
    assert!(problem.message.contains("ekobridge.toml:2:14"), "{problem}");
}

#[test]
fn any_field_can_be_fed_from_any_custom_field() {
    let customer = with_field("delivery_instructions", "Ring på");
    let fields = mapped(
        "Note = 'customer.field.delivery_instructions'\nContactPersonName = 'customer.fields.delivery_instructions.title'",
        &customer,
    )
    .unwrap();
    assert_eq!(fields["Note"], "Ring på");
    assert_eq!(fields["ContactPersonName"], "delivery_instructions");
}

#[test]
fn our_functions_work_in_expressions() {
    let customer = with_field("vat", "se 556677-8899 01");
    for (expression, expected) in [
        (
            "$splitStreet(customer.billing.address1).street",
            json!("Storgatan"),
        ),
        ("$splitStreet(customer.billing.address1).number", json!("12 B")),
        ("$countryCode('Norge')", json!("NO")),
        ("$vatNumber(customer.field.vat)", json!("SE556677889901")),
        ("$string($money('1 234,50 kr') * 2)", json!("2469")),
        ("$string($money(5))", json!("5")),
        ("$phone(customer.phone, 'SE')", json!("+46701234567")),
        ("$phone(customer.phone)", json!("0701234567")),
        ("$shorten(customer.name, 6)", json!("Anna")),
        ("$strip('a\\tb')", json!("a b")),
        ("customer.phone ~> $phone('SE')", json!("+46701234567")),
        ("customer.billing.nothing_here", json!(null)),
    ] {
        if expression.contains("nothing_here") {
            assert!(load(&format!("[mapping.customer]\nNote = \"{expression}\"\n")).is_err());
            continue;
        }
        let fields = mapped(&format!("Note = \"\"\"{expression}\"\"\""), &customer).unwrap();
        assert_eq!(fields["Note"], expected, "{expression}");
    }
    for function in [
        "countryCode",
        "money",
        "phone",
        "splitStreet",
        "strip",
        "vatNumber",
    ] {
        let fields = mapped(
            &format!("Note = \"$string(${function}(customer.field.nothing))\""),
            &customer,
        )
        .unwrap();
        assert_eq!(fields.get("Note"), None, "{function} of nothing is nothing");
    }
    for wrong in [
        "$countryCode(5)",
        "$phone('1', 5)",
        "$shorten('a')",
        "$strip('a', 'b')",
    ] {
        assert!(
            errors(&format!("[mapping.customer]\nNote = \"{wrong}\"\n")).contains("is used as"),
            "{wrong}"
        );
    }
}

#[test]
fn an_empty_rule_leaves_a_field_out_and_a_rule_that_gives_nothing_does_too() {
    let fields = mapped("Telephone = ''\nNote = 'customer.field.nothing'", &customer()).unwrap();
    assert_eq!((fields.get("Telephone"), fields.get("Note")), (None, None));
    let mapping = load("[mapping.customer]\nTelephone = ''\n").unwrap();
    assert!(!mapping.rules(Target::Customer).contains_key("Telephone"));
}

#[test]
fn a_rule_that_fails_on_a_record_names_record_field_and_rule_but_no_value() {
    let customer = with_field("score", "Hemligt-värde");
    let problem = mapped("Note = \"$string($number(customer.field.score) + 1)\"", &customer).unwrap_err();
    assert_eq!(
        (problem.code, problem.kind),
        (Code::MAPPING_FAILED, Kind::NeedsPerson)
    );
    assert_snapshot!(problem, @"The rule for customer.Note (ekobridge.toml:2:9) failed on contact 12: a text was no number (D3030). Correct the rule in [mapping.customer], or remove it to use the default mapping's. [mapping_failed]");

    let problem = mapped(
        "Note = \"customer.field.score ? $error('Wrong: ' & customer.field.score)\"",
        &customer,
    )
    .unwrap_err();
    assert!(problem.message.contains("raised an error"), "{problem}");
    assert!(!problem.to_string().contains("Hemligt"), "{problem}");
}

#[test]
fn a_value_that_does_not_fit_is_told_without_the_value_but_for_countries() {
    let mut customer = customer();
    customer.billing.country = Some("Narnia".into());
    let problem = mapped("", &customer).unwrap_err();
    assert_eq!(problem.code, Code::VALUE_INVALID);
    assert_snapshot!(problem, @r#"The country of contact 12 (default-mapping.toml:33:23) does not fit: expected a country that is known, by code or name; "Narnia" is none. Correct it in ActiveCampaign or the shop, or give it another rule: InvoiceCountryCode in [mapping.customer] of the settings. [value_invalid]"#);

    let customer = with_field("vat", "Hemligt-värde-1");
    let problem = mapped("VatNumber = 'customer.field.vat'", &customer).unwrap_err();
    assert_eq!(problem.code, Code::VALUE_INVALID);
    assert!(!problem.to_string().contains("Hemligt"), "{problem}");

    let customer = with_field("flag", "yes");
    let problem = mapped("IsActive = 'customer.field.flag'", &customer).unwrap_err();
    assert_eq!(problem.code, Code::MAPPING_FAILED);
    assert!(
        problem.message.contains("gave a text") && !problem.message.contains("yes"),
        "{problem}"
    );
}

#[test]
fn a_rule_without_end_is_stopped() {
    let problem =
        errors("[mapping.customer]\nNote = \"($f := function($n) { 1 + $f($n) }; $string($f(1)))\"\n");
    assert!(
        problem.contains("D1011") || problem.contains("U1001") || problem.contains("D1012"),
        "{problem}"
    );
    let problem = errors("[mapping.customer]\nNote = \"$string($count([1..9999999]))\"\n");
    assert!(
        problem.contains("D2014") || problem.contains("D2015"),
        "{problem}"
    );
}

#[test]
fn what_one_rule_binds_the_next_does_not_see() {
    let text = "[mapping.customer]\nNote = \"$secret := customer.name\"\nWwwAddress = \"$string($secret)\"\n";
    assert!(errors(text).contains("There is no variable or function `$secret`"));
}

#[test]
fn an_update_leaves_create_only_fields_alone_unless_a_rule_sets_them() {
    let default = load("").unwrap();
    let all = default.customer(&customer(), &SWEDEN).unwrap();
    let update = default.for_update(Target::Customer, &all);
    for field in ["IsActive", "TermsOfPayment", "IsPrivatePerson"] {
        assert!(
            all.fields.contains_key(field) && !update.contains_key(field),
            "{field}"
        );
    }
    assert!(update.contains_key("Name") && update.contains_key("EmailAddress"));

    let own = load("[mapping.customer]\nTermsOfPayment = \"'10'\"\n[customers]\ncompanies = true\n").unwrap();
    let update = own.for_update(Target::Customer, &own.customer(&customer(), &SWEDEN).unwrap());
    assert_eq!(update["TermsOfPayment"], "10");
    assert_eq!(update["IsPrivatePerson"], true);
}

#[test]
fn the_source_document_is_shown_with_what_the_settings_add() {
    let mapping = load("[customers]\nterms_of_payment = 10\n").unwrap();
    let document = mapping.source_document(Target::Customer, &customer(), None, None, &SWEDEN);
    assert_eq!(document["customer"]["name"], "Anna Andersson");
    assert_eq!(document["settings"]["termsOfPayment"], "10");
    assert_eq!(document["company"]["country"], "SE");
    assert!(document.get("order").is_none());
}

#[test]
fn however_deep_an_expression_is_nested_it_is_read_or_refused() {
    // Each is nearly as long as an expression may be.
    for expression in [
        "(".repeat(1_999) + "1" + &")".repeat(1_999),
        "(".repeat(3_999),
        "[".repeat(1_999) + "1" + &"]".repeat(1_999),
        "{'a':".repeat(660) + "1" + &"}".repeat(660),
        "-".repeat(3_998) + "1",
        "1".to_owned() + &"+1".repeat(1_900),
        "1&".repeat(1_900) + "1",
        "a".to_owned() + &".a".repeat(1_900),
        "customer".to_owned() + &"[0]".repeat(1_300),
        "customer.".repeat(400) + "name",
        "true?".repeat(780) + "1",
        "1?1:".repeat(990) + "1",
        "function($x){".repeat(300) + "1" + &"}".repeat(300),
        "$f(".repeat(1_300) + "1" + &")".repeat(1_300),
        "$string(".repeat(440) + "1" + &")".repeat(440),
        "customer ~> ".repeat(330) + "$string",
        "customer^(".repeat(390) + "1" + &")".repeat(390),
        "customer??".repeat(390) + "1",
        "customer|".repeat(430),
        format!(
            "$match(customer.name, /{}a{}/)",
            "(".repeat(1_900),
            ")".repeat(1_900)
        ),
        format!("$replace(customer.name, /{}/, '')", "(a*)*".repeat(780)),
        "'".to_owned() + &"\\\\".repeat(1_900),
        "/*".repeat(1_999),
        "%.".repeat(1_900) + "name",
        "**.".repeat(1_300) + "name",
    ] {
        let mut settings = Settings::default();
        let rule = settings::Rule {
            expression: expression.clone(),
            ..Default::default()
        };
        settings.mapping.customer.insert("Note".into(), rule);
        if let Err(errors) = Mapping::load(&settings) {
            assert!(!errors.to_string().is_empty(), "{expression:.20}");
        }
    }
}

#[test]
fn an_expression_that_does_not_end_is_refused_in_words() {
    for expression in [
        "($f := function($x){$f($x + 1)}; $string($f(1)))",
        "($f := function($x){$f($x) + 1}; $string($f(1)))",
        "$string($count([1..20000].([1..20000])))",
        "$string($sum([1..1000].([1..1000].([1..1000].(1)))))",
        "$join([1..19999].$string($), customer.name)",
        "($g := function($t, $n){$n = 0 ? $t : $g($t & $t, $n - 1)}; $g('abcdefgh', 40))",
    ] {
        let text = format!("[mapping.customer]\nNote = \"{expression}\"\n");
        if let Err(errors) = load(&text) {
            assert!(errors.to_string().starts_with("ekobridge.toml:2:"), "{errors}");
        }
    }
}

proptest! {
    #[test]
    fn no_expression_makes_the_loader_panic(expression in "\\PC{0,60}") {
        let mut settings = Settings::default();
        settings.mapping.customer.insert("Note".into(), settings::Rule { expression, ..Default::default() });
        let _ = Mapping::load(&settings);
    }

    #[test]
    fn no_jumble_of_jsonata_makes_the_loader_panic(
        parts in prop::collection::vec(proptest::sample::select(vec![
            "customer", ".", "name", "(", ")", "[", "]", "{", "}", "$", "$map", "$f", ":=", "function", ",", "'", "\"", "&",
            "?", ":", "??", "~>", "^", "@$x", "#$i", "%", "*", "**", "|", "/a/", "1", "..", " ", "\n", "<", "-", "=", ";",
        ]), 0..20)
    ) {
        let mut settings = Settings::default();
        let expression = parts.concat();
        settings.mapping.customer.insert("Note".into(), settings::Rule { expression, ..Default::default() });
        let _ = Mapping::load(&settings);
    }
}
