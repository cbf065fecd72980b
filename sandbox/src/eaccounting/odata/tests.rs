use serde_json::json;

use super::*;
use crate::eaccounting::doc::Doc;
use crate::eaccounting::fields::{CUSTOMER, INVOICE, ORDER};

fn doc(value: serde_json::Value) -> Doc {
    Doc::from(value.as_object().cloned().unwrap_or_default())
}

fn anna() -> Doc {
    doc(json!({
        "Id": "aaaaaaaa-0000-0000-0000-000000000001", "Name": "Anna O'Hara", "EmailAddress": "Anna@Example.com",
        "IsActive": true, "DiscountPercentage": 0.1, "ChangedUtc": "2026-11-23T10:30:00.000Z",
        "CorporateIdentityNumber": null,
    }))
}

fn fits(filter: &str) -> bool {
    let filter = parse(filter).unwrap_or_else(|refusal| panic!("{filter}: {refusal:?}"));
    filter.check(&CUSTOMER, &|_| true).unwrap();
    matches(&filter, &anna(), &CUSTOMER, true)
}

#[test]
fn a_filter_is_true_or_false_of_a_record() {
    for (filter, expected) in [
        ("Name eq 'Anna O''Hara'", true),
        ("Name eq 'Anna O'", false),
        ("EmailAddress eq 'anna@example.com'", true),
        ("EmailAddress ne 'anna@example.com'", false),
        ("'anna@example.com' eq EmailAddress", true),
        ("IsActive eq true", true),
        ("IsActive", true),
        ("not IsActive", false),
        ("DiscountPercentage gt 0.05 and DiscountPercentage le 0.1", true),
        ("DiscountPercentage lt -1", false),
        ("-DiscountPercentage lt 0", true),
        ("Id eq aaaaaaaa-0000-0000-0000-000000000001", true),
        ("Id eq AAAAAAAA-0000-0000-0000-000000000001", true),
        ("ChangedUtc gt 2026-11-23T10:00:00.00Z", true),
        ("ChangedUtc gt 2026-11-23T10:30:00Z", false),
        ("ChangedUtc ge 2026-11-23", true),
        ("ChangedUtc lt 2026-11-23T12:00:00+01:00", true),
        (
            "year(ChangedUtc) eq 2026 and month(ChangedUtc) eq 11 and hour(ChangedUtc) eq 10",
            true,
        ),
        ("length(Name) eq 11", true),
        ("startswith(Name,'anna')", true),
        ("endswith(Name,'HARA')", true),
        ("contains(EmailAddress,'@example') eq true", true),
        ("contains(Name,'x')", false),
        ("CorporateIdentityNumber eq null", true),
        ("CorporateIdentityNumber gt '1'", false),
        ("CorporateIdentityNumber ne null", false),
        ("IsActive eq false or Name eq 'x' and IsActive", false),
        ("(IsActive eq false or Name ne 'x') and IsActive", true),
        ("IsActive eq true or Name eq 'x' and Name eq 'y'", true),
    ] {
        assert_eq!(fits(filter), expected, "{filter}");
    }
}

#[test]
fn case_counts_when_it_is_told_to() {
    let filter = parse("EmailAddress eq 'anna@example.com'").unwrap();
    assert!(!matches(&filter, &anna(), &CUSTOMER, false));
}

#[test]
fn a_filter_can_look_into_rows() {
    let invoice = doc(json!({"Rows": [{"Text": "Shirt"}, {"Text": "Shipping", "Quantity": 1}]}));
    let ask = |text: &str| {
        let filter = parse(text).unwrap();
        filter.check(&INVOICE, &|_| true).unwrap();
        matches(&filter, &invoice, &INVOICE, true)
    };
    assert!(ask("Rows/any(c: contains(c/Text,'ship') and c/Quantity eq 1)"));
    assert!(!ask("Rows/any(c: c/Text eq 'Shirt' and c/Quantity eq 1)"));
}

#[test]
fn what_cannot_be_read_is_6000_and_a_bad_date_6001() {
    for (filter, code) in [
        ("", 6000),
        ("Name", 6000),
        ("Name eq", 6000),
        ("Name eq 'x", 6000),
        ("Name eq x", 6000),
        ("Name eq 'x' 'y'", 6000),
        ("Name = 'x'", 6000),
        ("(Name eq 'x'", 6000),
        ("Nickname eq 'x'", 6000),
        ("Name eq 5", 6000),
        ("Id eq 'aaaaaaaa-0000-0000-0000-000000000001'", 6000),
        ("IsActive eq 'true'", 6000),
        ("Name/any(c: c/Text eq 'x')", 6000),
        ("ChangedUtc gt '2026-11-23'", 6001),
        ("ChangedUtc gt 2026-13-45", 6001),
        ("ChangedUtc gt 5", 6001),
    ] {
        let refusal = parse(filter)
            .and_then(|filter| filter.check(&CUSTOMER, &|_| true))
            .unwrap_err();
        assert_eq!((refusal.status, refusal.code), (400, code), "{filter}");
    }
}

#[test]
fn deep_nesting_is_refused_and_does_not_overflow_the_stack() {
    for depth in [60, 100_000] {
        let deep = format!("{}IsActive{}", "(".repeat(depth), ")".repeat(depth));
        assert_eq!(parse(&deep).unwrap_err().code, 6000);
        assert_eq!(
            parse(&format!("{}IsActive", "not ".repeat(depth)))
                .unwrap_err()
                .code,
            6000
        );
    }
    let wide = vec!["IsActive"; 1_000].join(" or ");
    assert!(matches(&parse(&wide).unwrap(), &anna(), &CUSTOMER, true));
}

#[test]
fn an_unfilterable_property_is_error_6000_and_no_broken_rule() {
    let filter = parse("BuyersOrderReference eq 'AC-1'").unwrap();
    let refusal = filter
        .check(&ORDER, &|name| name != "BuyersOrderReference")
        .unwrap_err();
    assert_eq!(refusal.code, 6000);
    assert!(!refusal.breach);
}

#[test]
fn an_equality_that_must_hold_is_found_for_the_index() {
    let indexed = |name: &str| name == "EmailAddress";
    let find = |text: &str| {
        parse(text)
            .unwrap()
            .must_equal(&indexed)
            .map(|(name, value)| (name.to_owned(), value))
    };
    let expected = Some(("EmailAddress".to_owned(), "a@b.se".to_owned()));
    assert_eq!(find("IsActive eq true and EmailAddress eq 'a@b.se'"), expected);
    assert_eq!(find("IsActive eq true or EmailAddress eq 'a@b.se'"), None);
    assert_eq!(find("not (EmailAddress eq 'a@b.se')"), None);
}

#[test]
fn orderby_sorts_by_several_properties() {
    let keys = parse_order("IsActive desc, Name", &CUSTOMER).unwrap();
    let mut docs = [("B", true), ("A", false), ("C", true)]
        .map(|(name, active)| doc(json!({"Name": name, "IsActive": active})));
    docs.sort_by(|a, b| order(&keys, a, b, &CUSTOMER));
    let names: Vec<_> = docs.iter().filter_map(|doc| doc.text("Name")).collect();
    assert_eq!(names, ["B", "C", "A"]);
    assert!(parse_order("Name upwards", &CUSTOMER).is_err());
    assert!(parse_select("Name,Nickname", &CUSTOMER).is_err());
}
