//! The buyer: companies by their signs, numbers in common notations, addresses as one value.

#![allow(clippy::unwrap_used)]

use mapping::{Context, Mapped, Mapping, Target};
use model::{Address, Code, Currency, CustomField, Customer, CustomerOrigin, Problem};
use settings::Settings;

const SETTINGS: &str =
    "[customers]\ncompanies = true\norganisation_number_field = 'org'\nvat_number_field = 'vat'\n";

fn seller(country: &str) -> Context {
    Context {
        country: country.parse().unwrap(),
        currency: Currency::SEK,
    }
}

fn mapping() -> Mapping {
    Mapping::load(&Settings::parse(SETTINGS, "ekobridge.toml").unwrap()).unwrap()
}

/// A buyer called Eva Ek; what is empty is left out.
fn buyer(country: &str, company: &str, vat: &str, org: &str) -> Customer {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let mut customer = Customer::new(CustomerOrigin::Order);
    customer.first_name = some("Eva");
    customer.last_name = some("Ek");
    customer.company = some(company);
    customer.billing = Address {
        first_name: some("Eva"),
        last_name: some("Ek"),
        company: some(company),
        address1: some("Gatan 1"),
        postal: some("11122"),
        city: some("Staden"),
        country: some(country),
        ..Address::default()
    };
    for (tag, value) in [("vat", vat), ("org", org)] {
        if !value.is_empty() {
            let field = CustomField {
                id: "1".into(),
                title: tag.into(),
                tag: tag.into(),
                value: value.into(),
            };
            customer.fields.insert(tag.into(), field);
        }
    }
    customer
}

fn mapped(seller_country: &str, customer: &Customer) -> Result<Mapped, Problem> {
    mapping().customer(customer, &seller(seller_country))
}

fn text<'a>(mapped: &'a Mapped, field: &str) -> &'a str {
    mapped
        .fields
        .get(field)
        .and_then(serde_json::Value::as_str)
        .unwrap_or("")
}

#[test]
fn a_company_is_known_by_several_signs() {
    for (seller, country, company, vat, org, is_company) in [
        ("SE", "SE", "Ek Bygg AB", "", "", true),
        ("SE", "SE", "", "", "", false),
        ("SE", "SE", "-", "", "", false),
        ("SE", "SE", "Privat", "", "", false),
        ("SE", "SE", "N/A", "", "", false),
        ("SE", "SE", "Eva Ek", "", "", false),
        ("SE", "SE", "Eva Ek", "", "556677-8899", true),
        ("SE", "SE", "", "", "556677-8899", true),
        ("SE", "SE", "", "", "SE556677889901", true),
        ("SE", "SE", "", "", "811218-9876", false),
        ("SE", "SE", "Privatperson", "SE556677889901", "", true),
        ("SE", "DE", "", "DE136695976", "", true),
        ("SE", "DE", "", "DE 136.695.976", "", true),
        ("SE", "DE", "c/o Müller", "", "", false),
        ("SE", "DE", "", "", "DE136695976", true),
        ("SE", "DK", "", "13585628", "", true),
        ("SE", "BE", "", "BE 428.759.497", "", true),
        ("SE", "PL", "", "NIP 856-734-62-15", "", true),
        ("SE", "HR", "", "HR33392005961", "", true),
        ("SE", "FR", "", "n° de TVA FR 40 303 265 045", "", true),
        ("SE", "SE", "", "", "Organisationsnr: 556677-8899", true),
        ("FI", "FI", "", "", "112038-9", true),
        ("SE", "ES", "", "12345678Z", "", false),
        ("SE", "IT", "", "RSSMRA85T10A562S", "", false),
        ("SE", "DE", "", "n/a", "", false),
        ("SE", "CH", "", "CHE-109.322.551 MWST", "", false),
        ("SE", "US", "", "12-3456789", "", false),
        ("SE", "CH", "Käse AG", "CHE-109.322.551 MWST", "", true),
        ("NO", "NO", "", "987654325MVA", "", true),
        ("NO", "NO", "", "", "974 760 673", true),
        ("NO", "SE", "", "SE556677889901", "", false),
        ("NL", "BE", "Particulier", "BE0428.759.497", "", true),
        ("NL", "NL", "", "", "12345678", false),
        ("NL", "NL", "Geen", "", "", false),
        ("FI", "FI", "", "", "0112038-9", true),
        ("FI", "FI", "Yksityishenkilö", "", "", false),
    ] {
        let customer = buyer(country, company, vat, org);
        let mapped =
            mapped(seller, &customer).unwrap_or_else(|problem| panic!("{company} {vat} {org}: {problem}"));
        assert_eq!(
            mapped.fields["IsPrivatePerson"], !is_company,
            "{seller}, {country}: \"{company}\" \"{vat}\" \"{org}\""
        );
    }
}

#[test]
fn what_people_write_for_no_company_is_none_in_nine_languages() {
    for no_company in [
        "-",
        "--",
        ".",
        "n/a",
        "N/A",
        "none",
        "No company",
        "Private",
        "individual",
        "Privat",
        "Privatperson",
        "privat kund",
        "Ingen",
        "Inget företag",
        "saknas",
        "Privatkunde",
        "Ikke aktuelt",
        "Ingen firma",
        "Privatkøb",
        "Yksityinen",
        "Ei yritystä",
        "ei ole",
        "Particulier",
        "geen",
        "n.v.t.",
        "Geen bedrijf",
        "keine",
        "Keine Firma",
        "Privatkunde",
        "entfällt",
        "k.A.",
        "Aucune",
        "néant",
        "Particulier",
        "Ninguna",
        "Sin empresa",
        "No aplica",
        "c/o Müller",
        "C/O Andersson",
        "att: Eva",
        "z.Hd. Frau Ek",
        "t.a.v. Eva",
        "p/a Jansen",
        "chez Dupont",
        "12345",
        "Ej aktuellt",
        "Privat (ingen firma)",
        "Privat, ej företag",
        "Har inget företag",
        "Not a company",
        "No company name",
        "Private customer",
        "private person - no company",
        "Privat person",
        "Ingen bedrift",
        "Yksityinen henkilö",
        "Ei yrityksen nimeä",
        "Geen bedrijf / particulier",
        "kein Unternehmen angegeben",
        "Pas d'entreprise",
        "Ninguna empresa",
        "Ek, Eva",
        "EK EVA",
        "eva@example.com",
        "c\\o Andersson",
        "hos Andersson",
        "Portkod 1234",
    ] {
        let mapped = mapped("SE", &buyer("DE", no_company, "", "")).unwrap();
        assert_eq!(mapped.fields["IsPrivatePerson"], true, "{no_company}");
        assert_eq!(text(&mapped, "Name"), "Eva Ek", "{no_company}");
    }
    for company in [
        "Privat Omsorg AB",
        "Ingenium AB",
        "Naturkompaniet",
        "Box AB",
        "3M",
        "Attendo",
        "Home Depot",
        "NA-KD",
        "No Nonsense Company",
        "Ingen Jag Känner AB",
        "Private Label Sweden AB",
        "Ek & Ek",
        "Eva Ek Design",
        "Hem & Hus",
        "Home Company",
        "Sin City",
        "Firma Ek",
        "Hosjö Bygg",
        "Etage",
    ] {
        let mapped = mapped("SE", &buyer("SE", company, "", "")).unwrap();
        assert_eq!(text(&mapped, "Name"), company);
        assert_eq!(mapped.fields["IsPrivatePerson"], false, "{company}");
    }
}

#[test]
fn a_care_of_in_the_company_field_stays_on_the_address() {
    let mapped = mapped("SE", &buyer("DE", "c/o Müller", "", "")).unwrap();
    assert_eq!(text(&mapped, "InvoiceAddress2"), "c/o Müller");
}

#[test]
fn numbers_are_sent_in_their_form_and_left_out_where_they_decide_nothing() {
    for (seller, country, vat, org, sent_vat, sent_org, omitted) in [
        ("SE", "SE", "", "SE556677889901", "", "5566778899", vec![]),
        ("SE", "DE", "DE-136 695 976", "", "DE136695976", "", vec![]),
        ("SE", "DK", "13585628", "", "DK13585628", "", vec![]),
        ("SE", "CH", "CHE-109.322.551 MWST", "", "", "", vec!["VatNumber"]),
        ("SE", "NO", "987654325MVA", "", "NO987654325MVA", "", vec![]),
        ("SE", "NO", "987654326MVA", "", "", "", vec!["VatNumber"]),
        ("SE", "US", "12-3456789", "", "", "", vec!["VatNumber"]),
        ("SE", "AX", "FI20774740", "", "", "", vec!["VatNumber"]),
        ("NO", "NO", "987654325MVA", "", "NO987654325MVA", "", vec![]),
        ("NO", "DE", "rubbish 123", "", "", "", vec!["VatNumber"]),
        (
            "SE",
            "SE",
            "n/a",
            "-",
            "",
            "",
            vec!["CorporateIdentityNumber", "VatNumber"],
        ),
    ] {
        let mapped = mapped(seller, &buyer(country, "Ek AB", vat, org)).unwrap();
        assert_eq!(text(&mapped, "VatNumber"), sent_vat, "{vat}");
        assert_eq!(text(&mapped, "CorporateIdentityNumber"), sent_org, "{org}");
        let left_out: Vec<&str> = mapped
            .omitted
            .iter()
            .map(|omission| omission.field.as_str())
            .collect();
        assert_eq!(left_out, omitted, "{vat} {org}");
    }
}

#[test]
fn a_number_that_cannot_be_right_waits_only_where_it_decides() {
    for (seller, country, company, vat, waits) in [
        ("SE", "DE", "", "DE136695977", true),
        ("SE", "DE", "", "13669597", true),
        // Every taxpayer has such a number there, private persons too.
        ("SE", "HR", "", "33392005961", true),
        ("SE", "SI", "", "50223054", true),
        ("SE", "IE", "", "6433435F", true),
        ("SE", "GR", "", "123456783", true),
        ("SE", "HR", "Kvarner d.o.o.", "33392005961", false),
        ("SE", "BE", "", "BE 428.759.498", true),
        ("SE", "DE", "Ek GmbH", "DE13669597", true),
        ("SE", "SE", "", "123456", false),
        ("NO", "DE", "", "DE13669597", false),
        ("SE", "CH", "", "CHE-1", false),
        ("FI", "SE", "", "SE556677889801", true),
    ] {
        let result = mapped(seller, &buyer(country, company, vat, ""));
        assert_eq!(result.is_err(), waits, "{seller} {country} {vat}: {result:?}");
        if let Err(problem) = result {
            assert_eq!(problem.code, Code::VALUE_INVALID);
            assert!(
                problem.message.contains("VAT number") && !problem.message.contains(vat),
                "{problem}"
            );
        }
    }
}

#[test]
fn the_country_that_is_sent_is_that_of_the_vat_territory() {
    for (country, postcode, sent, northern_ireland) in [
        ("Finland", "22100", "AX", None),
        ("France", "97400", "RE", None),
        ("Monaco", "98000", "FR", None),
        ("Isle of Man", "IM1 1AA", "GB", Some(false)),
        ("Norway", "9170", "SJ", None),
        ("United Kingdom (UK)", "SW1A 1AA", "GB", Some(false)),
        ("United Kingdom (UK)", "BT1 5GS", "GB", Some(true)),
        ("Northern Ireland", "BT1 5GS", "GB", Some(true)),
        ("XI", "", "GB", Some(true)),
        ("Canary Islands", "35001", "ES", None),
        ("US", "10001", "US", None),
    ] {
        let mut customer = buyer(country, "", "", "");
        customer.billing.postal = (!postcode.is_empty()).then(|| postcode.to_owned());
        let mapped = mapped("SE", &customer).unwrap();
        assert_eq!(text(&mapped, "InvoiceCountryCode"), sent, "{country}");
        let flag = mapped
            .fields
            .get("IsNorthernIreland")
            .and_then(serde_json::Value::as_bool);
        assert_eq!(flag, northern_ireland, "{country}");
    }
    let mut customer = buyer("Canary Islands", "", "", "");
    customer.billing.postal = Some("28001".into());
    let problem = mapped("SE", &customer).unwrap_err();
    assert!(problem.message.contains("the Canary Islands"), "{problem}");
}

#[test]
fn what_an_address_leaves_empty_is_named() {
    let mut customer = buyer("SE", "", "", "");
    let cleared = |customer: &Customer| mapped("SE", customer).unwrap().cleared;
    assert_eq!(cleared(&customer), ["InvoiceAddress2"]);
    customer.billing.address2 = Some("c/o Andersson".into());
    assert_eq!(cleared(&customer), [""; 0]);
    customer.delivery.address1 = Some("Ombudet 3".into());
    customer.delivery.country = Some("SE".into());
    assert_eq!(
        cleared(&customer),
        [
            "DeliveryCustomerName",
            "DeliveryAddress2",
            "DeliveryPostalCode",
            "DeliveryCity"
        ]
    );
    // A field without a rule is the user's own.
    let rules = format!("{SETTINGS}[mapping.customer]\nDeliveryAddress2 = ''\n");
    let mapping = Mapping::load(&Settings::parse(&rules, "ekobridge.toml").unwrap()).unwrap();
    assert!(!mapping.rules(Target::Customer).contains_key("DeliveryAddress2"));
    let mapped = mapping.customer(&customer, &seller("SE")).unwrap();
    assert!(!mapped.cleared.contains(&"DeliveryAddress2"));
}
