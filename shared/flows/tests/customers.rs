//! Contacts and accounts become customers.

use std::collections::BTreeMap;

use engine::JobOutcome;
use model::{Code, JobKind};
use sandbox::activecampaign::{AccountSeed, ContactSeed};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{EMAIL, World, anna, document, job, parked, skipped};

async fn keep(world: &World, source: &str) -> JobOutcome {
    world.settle(job(world, JobKind::Customer, source)).await
}

fn id(record: &Value) -> Uuid {
    record["Id"].as_str().unwrap().parse().unwrap()
}

#[tokio::test]
async fn a_contact_becomes_a_customer_with_all_that_eaccounting_requires() {
    let world = World::new("").await;
    let contact = world.contact(&anna());
    let verdict = keep(&world, &contact).await;

    let customer = world.only("customers");
    assert_eq!(document(&verdict).id, customer["Id"]);
    for (field, value) in [
        ("EmailAddress", json!(EMAIL)),
        ("Name", json!("Annaqvzx Lindqvzx")),
        ("InvoiceAddress1", json!("Qvzxgatan 1")),
        ("InvoicePostalCode", json!("111 22")),
        ("InvoiceCity", json!("Stockholm")),
        ("InvoiceCountryCode", json!("SE")),
        ("IsPrivatePerson", json!(true)),
        ("IsActive", json!(true)),
    ] {
        assert_eq!(customer[field], value, "{field}");
    }
    assert_eq!(customer["TermsOfPayment"]["NumberOfDays"], 30);
    let entry = world.entry(&contact).await;
    assert_eq!(entry.outcome, journal::Outcome::Done);
    assert!(
        entry.sent.iter().any(|sent| sent.field == "InvoiceCity"),
        "{entry:?}"
    );
    assert_eq!(world.sandbox.violations(), Vec::<String>::new());
}

#[tokio::test]
async fn a_changed_contact_updates_its_customer_and_nothing_else() {
    let world = World::new("").await;
    let contact = world.contact(&anna());
    keep(&world, &contact).await;
    let before = world.only("customers");
    world
        .sandbox
        .activecampaign()
        .update_contact(1, &ContactSeed::default().field("CITY", "Göteborg"));
    world.pass(60);
    let verdict = keep(&world, &contact).await;

    assert!(
        matches!(&verdict, JobOutcome::Done { text, .. } if text.ends_with("updated: city")),
        "{verdict:?}"
    );
    let sent = world.entry(&contact).await.sent;
    let sent: Vec<_> = sent
        .iter()
        .map(|one| (one.field.as_str(), one.value.as_deref()))
        .collect();
    assert_eq!(sent, [("InvoiceCity", Some("Göteborg"))]);
    let mut after = world.only("customers");
    assert_eq!(after["InvoiceCity"], "Göteborg");
    for field in ["InvoiceCity", "ChangedUtc"] {
        after[field] = before[field].clone();
    }
    for (field, value) in before.as_object().unwrap() {
        // Its 0 comes back as 0.0.
        if field != "DiscountPercentage" {
            assert_eq!(&after[field], value, "{field}");
        }
    }
}

#[tokio::test]
async fn an_unchanged_contact_writes_nothing() {
    let world = World::new("").await;
    let contact = world.contact(&anna());
    keep(&world, &contact).await;
    world.pass(60);
    world.forget_counts();
    let verdict = keep(&world, &contact).await;
    assert_eq!(skipped(&verdict), "customer 1000 is as it should be");
    assert_eq!(world.writes(), Vec::<String>::new());
    assert!(world.entry(&contact).await.sent.is_empty());
    assert_eq!(
        world.store.writes(),
        0,
        "what was as it should be needs no record"
    );
}

#[tokio::test]
async fn a_customer_is_found_by_its_link_after_the_contact_has_another_address() {
    let world = World::new("").await;
    let contact = world.contact(&anna());
    keep(&world, &contact).await;
    let seed = ContactSeed {
        email: "new.qvzx@example.com".to_owned(),
        ..ContactSeed::default()
    };
    world.sandbox.activecampaign().update_contact(1, &seed);
    let verdict = keep(&world, &contact).await;
    document(&verdict);
    assert_eq!(world.only("customers")["EmailAddress"], "new.qvzx@example.com");
}

#[tokio::test]
async fn a_customer_who_was_entered_by_hand_is_found_by_its_address_in_any_case() {
    let world = World::new("").await;
    world.customer(json!({"Name": "Annaqvzx Lindqvzx", "EmailAddress": "Anna.QVZX@Example.com"}));
    let contact = world.contact(&anna());
    document(&keep(&world, &contact).await);
    world.only("customers");
}

#[tokio::test]
async fn several_customers_with_one_address_are_parked_with_their_numbers() {
    let world = World::new("").await;
    world.anna_in_eaccounting();
    world.anna_in_eaccounting();
    let contact = world.contact(&anna());
    let verdict = keep(&world, &contact).await;
    let problem = parked(&verdict);
    assert_eq!(problem.code, Code::CUSTOMER_AMBIGUOUS);
    assert!(problem.message.contains("1000, 1001"), "{problem}");
    assert!(problem.message.contains("e-mail address"), "{problem}");
    assert!(problem.remedy.contains(&contact), "{problem}");
    assert_eq!(world.writes(), Vec::<String>::new());
}

#[tokio::test]
async fn newest_active_takes_the_newest_active_of_several_customers() {
    let world = World::new("[customers]\non_multiple_matches = \"newest-active\"").await;
    for number in ["1", "2", "3"] {
        world.pass(60);
        let fields = json!({"Name": "Anna", "EmailAddress": EMAIL, "CustomerNumber": number, "IsActive": number != "3"});
        world.customer(fields);
    }
    let contact = world.contact(&anna());
    let verdict = keep(&world, &contact).await;
    assert_eq!(document(&verdict).number.as_deref(), Some("2"));
}

#[tokio::test]
async fn an_inactive_customer_is_parked_and_goes_on_once_it_is_active() {
    let world = World::new("").await;
    let customer = world.customer(json!({"Name": "Anna", "EmailAddress": EMAIL, "IsActive": false}));
    let contact = world.contact(&anna());
    let verdict = keep(&world, &contact).await;
    let problem = parked(&verdict);
    assert_eq!(problem.code, Code::CUSTOMER_INACTIVE);
    assert!(problem.message.contains("1000"), "{problem}");
    world
        .sandbox
        .eaccounting()
        .amend("customers", id(&customer), json!({"IsActive": true}))
        .unwrap();
    world.pass(60);
    document(&keep(&world, &contact).await);
    world.only("customers");
}

#[tokio::test]
async fn a_customer_without_a_city_is_parked_with_the_field_named() {
    let world = World::new("").await;
    let mut seed = anna();
    seed.fields.remove("CITY");
    let contact = world.contact(&seed);
    let verdict = keep(&world, &contact).await;
    let problem = parked(&verdict);
    assert_eq!(problem.code, Code::CUSTOMER_INCOMPLETE);
    assert!(problem.message.contains("has no city"), "{problem}");
    assert!(problem.message.contains("contact 1"), "{problem}");
    assert!(problem.remedy.contains("customers.on_missing_city"), "{problem}");
    assert!(world.records("customers").is_empty());
    assert_eq!(world.alerts.topics(), ["parked:customer_incomplete"]);
}

#[tokio::test]
async fn a_customer_without_a_city_gets_the_text_of_the_settings() {
    let world = World::new("[customers]\non_missing_city = \"-\"").await;
    let mut seed = anna();
    seed.fields.remove("CITY");
    let contact = world.contact(&seed);
    document(&keep(&world, &contact).await);
    assert_eq!(world.only("customers")["InvoiceCity"], "-");
}

#[tokio::test]
async fn a_contact_that_was_deleted_is_skipped() {
    let world = World::new("").await;
    let verdict = keep(&world, "contact:999").await;
    assert_eq!(skipped(&verdict), "contact 999 is no longer in ActiveCampaign");
}

#[tokio::test]
async fn what_no_rule_names_stays_as_the_bookkeeper_has_it() {
    let world = World::new("").await;
    let terms = world.records("termsofpayments");
    let ten = terms.iter().find(|terms| terms["NumberOfDays"] == 10).unwrap();
    let before = world.customer(json!({
        "Name": "Annaqvzx Lindqvzx", "EmailAddress": EMAIL, "Note": "Pays late", "DiscountPercentage": 0.05,
        "TermsOfPaymentId": ten["Id"], "MobilePhone": "070", "WebshopCustomerNumber": 77,
        "ElectronicReference": "ref", "InvoiceAddress2": "c/o Somebody",
    }));
    let contact = world.contact(&anna());
    document(&keep(&world, &contact).await);
    let after = world.only("customers");
    assert_eq!(after["InvoiceCity"], "Stockholm", "the PUT was made");
    let mapped = [
        "InvoiceAddress1",
        "InvoicePostalCode",
        "InvoiceCity",
        "InvoiceCountryCode",
        "ChangedUtc",
    ];
    for (field, value) in before.as_object().unwrap() {
        if !mapped.contains(&field.as_str()) {
            assert_eq!(&after[field], value, "{field}");
        }
    }
}

#[tokio::test]
async fn a_contact_of_a_company_becomes_the_company_where_the_settings_say_so() {
    let world =
        World::new("[customers]\ncompanies = true\norganisation_number_field = \"organisation_number\"")
            .await;
    let account = world.sandbox.activecampaign().add_account(&AccountSeed {
        name: "Björkskog Bygg AB".to_owned(),
        fields: BTreeMap::from([("Organisation number".to_owned(), "556677-8899".to_owned())]),
        ..AccountSeed::default()
    });
    let contact = world.contact(&ContactSeed {
        account: Some(account),
        ..anna()
    });
    document(&keep(&world, &contact).await);
    let customer = world.only("customers");
    assert_eq!(customer["Name"], "Björkskog Bygg AB");
    assert_eq!(customer["IsPrivatePerson"], false);
    assert_eq!(customer["ContactPersonName"], "Annaqvzx Lindqvzx");
    assert_eq!(customer["CorporateIdentityNumber"], "5566778899");
}

#[tokio::test]
async fn a_contact_of_a_company_stays_a_person_by_default() {
    let world = World::new("").await;
    let account = world.sandbox.activecampaign().add_account(&AccountSeed {
        name: "Björkskog Bygg AB".to_owned(),
        ..AccountSeed::default()
    });
    let contact = world.contact(&ContactSeed {
        account: Some(account),
        ..anna()
    });
    document(&keep(&world, &contact).await);
    assert_eq!(world.only("customers")["IsPrivatePerson"], true);
}

#[tokio::test]
async fn settings_can_leave_new_contacts_or_all_of_them_alone() {
    let world = World::new("[customers]\ncreate = false").await;
    let contact = world.contact(&anna());
    let verdict = keep(&world, &contact).await;
    assert!(
        skipped(&verdict).contains("customers.create is off"),
        "{verdict:?}"
    );
    world.set("[customers]\nenabled = false");
    let verdict = keep(&world, &contact).await;
    assert_eq!(skipped(&verdict), "customers.enabled is off");
    assert!(world.records("customers").is_empty());
}

#[tokio::test]
async fn a_customer_in_shadow_mode_is_neither_created_nor_updated() {
    let world = World::new("[customers]\ndry_run = true").await;
    let contact = world.contact(&anna());
    skipped(&keep(&world, &contact).await);
    assert!(world.records("customers").is_empty());
    world.customer(json!({"Name": "Another name", "EmailAddress": EMAIL}));
    let verdict = keep(&world, &contact).await;
    assert_eq!(skipped(&verdict), "customers.dry_run is on: nothing was written");
    assert_eq!(world.writes(), Vec::<String>::new());
    assert!(
        world
            .entry(&contact)
            .await
            .sent
            .iter()
            .any(|sent| sent.field == "InvoiceCity"),
        "what would be written"
    );
}

#[tokio::test]
async fn a_number_that_another_customer_has_is_refused_with_a_remedy_that_helps() {
    const RULE: &str = "[mapping.customer]\nCustomerNumber = \"customer.field.customer_no\"";
    let (match_by, told) = ("email", "enter the buyer's e-mail address on customer 77");
    {
        let settings = format!("[customers]\nmatch_by = \"{match_by}\"\n{RULE}");
        let world = World::new(&settings).await;
        let there = world
            .customer(json!({"Name": "Bo Ek", "EmailAddress": "bo@example.com", "CustomerNumber": "77"}));
        let contact = world.contact(&anna().field("CUSTOMER_NO", "77"));
        let problem = parked(&keep(&world, &contact).await).clone();
        assert_eq!(problem.code, Code::EACCOUNTING_REJECTED);
        assert!(
            problem.message.contains("The customer number 77 is taken"),
            "{problem:?}"
        );
        assert!(problem.remedy.contains(told), "{problem:?}");
        assert!(
            !problem.remedy.contains("replay the record to use it"),
            "{problem:?}"
        );
        // What the remedy says helps.
        let again = || model::Job {
            cause: model::Cause::Replay,
            ..job(&world, JobKind::Customer, &contact)
        };
        let fields = json!({"EmailAddress": EMAIL});
        world
            .sandbox
            .eaccounting()
            .change_customer(id(&there), fields)
            .unwrap();
        assert_eq!(document(&world.settle(again()).await).id, there["Id"]);
        world.only("customers");
    }
}
