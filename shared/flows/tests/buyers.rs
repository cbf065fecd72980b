//! Who bought and where, on the last document of the chain.

use engine::JobOutcome;
use model::{Code, Job, JobKind};
use rust_decimal::Decimal;
use sandbox::CompanyPreset;
use sandbox::activecampaign::{AddressSeed, ContactSeed, OrderSeed};
use serde_json::{Value, json};

use crate::support::{
    EMAIL, World, anna, annas_address, dec, document, job, lamps, order_job, parked, skipped,
};

const COMPANIES: &str = "[customers]\ncompanies = true\norganisation_number_field = \"org_number\"\n\
                         vat_number_field = \"vat_number\"\n";

async fn keep(world: &World, source: &str) -> JobOutcome {
    world.pass(60);
    world.settle(job(world, JobKind::Customer, source)).await
}

async fn send(world: &World, seed: &OrderSeed) -> JobOutcome {
    world.pass(60);
    let key = world.order(seed);
    world.settle(order_job(world, &key)).await
}

/// One lamp, to an address in this country; the price is as the shop charges it there.
fn order_to(country: &str, postcode: &str, price: &str) -> OrderSeed {
    let address = AddressSeed {
        postal: postcode.to_owned(),
        country: country.to_owned(),
        city: "Staden".to_owned(),
        ..annas_address()
    };
    let mut order = lamps();
    order.lines[0].quantity = 1;
    order.lines[0].amount = dec(price);
    OrderSeed {
        billing: address.clone(),
        delivery: address,
        ..order
    }
}

/// An order's VAT.
fn vat_of(order: &Value) -> Decimal {
    dec(&order["VatAmount"].to_string()).normalize()
}

fn last<'a>(records: &'a [Value], field: &str) -> &'a Value {
    records.last().map_or(&Value::Null, |record| &record[field])
}

#[tokio::test]
async fn a_company_that_goods_are_sent_to_stands_in_the_delivery_name_alone() {
    let world = World::new(COMPANIES).await;
    world.stock();
    let seed = OrderSeed {
        delivery: AddressSeed {
            company: "Storföretaget AB".to_owned(),
            address1: "Fabriksgatan 2".to_owned(),
            ..annas_address()
        },
        ..lamps()
    };
    document(&send(&world, &seed).await);
    let customer = world.only("customers");
    assert_eq!(customer["Name"], "Annaqvzx Lindqvzx");
    assert_eq!(customer["IsPrivatePerson"], true);
    assert_eq!(world.only("orders")["DeliveryCustomerName"], "Storföretaget AB");
}

#[tokio::test]
async fn a_vat_number_without_a_company_name_makes_a_business_or_waits() {
    for (number, is_sent) in [
        ("DE136695976", true),
        ("DE 136.695.976", true),
        ("DE136695977", false),
    ] {
        let world = World::new(COMPANIES).await;
        world.stock();
        world.contact(&anna().field("VAT_NUMBER", number));
        let verdict = send(&world, &order_to("Germany", "10115", "639.20")).await;
        if !is_sent {
            assert_eq!(parked(&verdict).code, Code::VALUE_INVALID, "{number}");
            assert!(world.records("orders").is_empty());
            continue;
        }
        document(&verdict);
        let customer = world.only("customers");
        assert_eq!(customer["IsPrivatePerson"], false, "{number}");
        assert_eq!(customer["VatNumber"], "DE136695976");
        assert_eq!(vat_of(&world.only("orders")), dec("0"), "{number}");
    }
}

#[tokio::test]
async fn outside_the_eu_a_number_decides_nothing() {
    for (country, postcode, number) in [
        ("Switzerland", "8001", "CHE-109.322.551 MWST"),
        ("Norway", "0155", "987654325MVA"),
        ("United States (US)", "10001", "12-3456789"),
    ] {
        for company in ["", "Käufer AG"] {
            let world = World::new(COMPANIES).await;
            world.stock();
            world.contact(&anna().field("VAT_NUMBER", number));
            let mut seed = order_to(country, postcode, "639.20");
            seed.billing.company = company.to_owned();
            document(&send(&world, &seed).await);
            assert_eq!(
                world.only("customers")["IsPrivatePerson"],
                company.is_empty(),
                "{country}"
            );
            assert_eq!(vat_of(&world.only("orders")), dec("0"), "{country} {company}");
        }
    }
}

#[tokio::test]
async fn vat_goes_by_territory_and_what_cannot_be_told_waits() {
    // Country, postcode, the code that is sent, whether a Swedish seller's order waits.
    for (country, postcode, sent, waits) in [
        ("Finland", "22100", "AX", false),
        ("FR", "97400", "RE", false),
        ("ES", "35001", "ES", true),
        ("Spain", "51001", "ES", true),
        ("DE", "78266", "DE", true),
        ("DE", "27498", "DE", true),
        ("IT", "23041", "IT", true),
        ("IT", "22061", "IT", true),
        ("GR", "63086", "GR", true),
        ("Norway", "9170", "SJ", false),
        ("Isle of Man", "IM1 1AA", "GB", false),
        ("Costa Rica", "10101", "CR", false),
        ("Hong Kong", "", "HK", false),
    ] {
        let world = World::new("").await;
        world.stock();
        let verdict = send(&world, &order_to(country, postcode, "639.20")).await;
        if waits {
            let problem = parked(&verdict);
            assert!(
                problem.message.contains("an export"),
                "{country} {postcode}: {problem}"
            );
            assert!(world.records("orders").is_empty(), "{country} {postcode}");
            continue;
        }
        document(&verdict);
        let order = world.only("orders");
        assert_eq!(order["DeliveryCountryCode"], sent, "{country} {postcode}");
        assert_eq!(vat_of(&order), dec("0"), "{country} {postcode}");
        assert_eq!(world.only("customers")["InvoiceCountryCode"], sent);
    }
}

#[tokio::test]
async fn monaco_and_northern_ireland_are_in_the_eus_vat_area() {
    for (country, postcode, sent) in [
        ("Monaco", "98000", "FR"),
        ("Northern Ireland", "BT1 5GS", "GB"),
        ("United Kingdom (UK)", "BT1 5GS", "GB"),
    ] {
        let world = World::new("").await;
        world.stock();
        document(&send(&world, &order_to(country, postcode, "799")).await);
        let customer = world.only("customers");
        assert_eq!(customer["InvoiceCountryCode"], sent, "{country}");
        assert_eq!(customer["IsNorthernIreland"] == true, sent == "GB", "{country}");
        assert_eq!(vat_of(&world.only("orders")), dec("159.8"), "{country}");
    }
}

#[tokio::test]
async fn for_a_norwegian_seller_every_other_country_is_an_export() {
    for (country, postcode) in [("ES", "35001"), ("DE", "78266"), ("SE", "111 22"), ("NO", "9170")] {
        let world = World::still_in(CompanyPreset::No, "", 3);
        world.stock();
        let mut seed = order_to(country, postcode, "639.20");
        seed.currency = "NOK".to_owned();
        document(&send(&world, &seed).await);
        assert_eq!(vat_of(&world.only("orders")), dec("0"), "{country} {postcode}");
    }
}

#[tokio::test]
async fn an_unknown_country_waits_and_is_named() {
    let world = World::new("").await;
    world.stock();
    let problem = parked(&send(&world, &order_to("Atlantis", "11122", "799")).await).clone();
    assert_eq!(problem.code, Code::VALUE_INVALID);
    assert!(problem.message.contains("\"Atlantis\""), "{problem}");
}

#[tokio::test]
async fn a_new_street_without_a_second_line_empties_the_old_one() {
    let world = World::new("").await;
    world.stock();
    let address = |street: &str, second: &str| AddressSeed {
        address1: street.to_owned(),
        address2: second.to_owned(),
        ..annas_address()
    };
    let first = OrderSeed {
        billing: address("Storgatan 1", "c/o Andersson"),
        delivery: address("Ombudet 1", "Lucka 7"),
        ..lamps()
    };
    document(&send(&world, &first).await);
    let second = OrderSeed {
        id: "5002".to_owned(),
        number: "1002".to_owned(),
        billing: address("Nya gatan 5", ""),
        delivery: address("Ombudet 3", ""),
        ..lamps()
    };
    document(&send(&world, &second).await);
    let customer = world.only("customers");
    assert_eq!(customer["InvoiceAddress1"], "Nya gatan 5");
    assert_eq!(customer["InvoiceAddress2"], Value::Null);
    assert_eq!(customer["DeliveryAddress2"], Value::Null);
    let orders = world.records("orders");
    assert_eq!(orders.len(), 2);
    assert_eq!(last(&orders, "DeliveryAddress1"), "Ombudet 3");
    for field in ["InvoiceAddress2", "DeliveryAddress2"] {
        assert_eq!(last(&orders, field), &Value::Null, "{field}");
    }
}

#[tokio::test]
async fn a_second_line_that_a_person_added_stays_until_the_street_changes() {
    let world = World::new("").await;
    let contact = world.contact(&anna());
    document(&keep(&world, &contact).await);
    let customer = world.only("customers");
    let id = customer["Id"].as_str().unwrap().parse().unwrap();
    let eaccounting = world.sandbox.eaccounting();
    let by_hand = json!({"InvoiceAddress2": "lgh 1101", "InvoicePostalCode": "11122"});
    eaccounting.amend("customers", id, by_hand).unwrap();
    world.forget_counts();
    assert_eq!(
        skipped(&keep(&world, &contact).await),
        "customer 1000 is as it should be"
    );
    assert_eq!(
        world.writes(),
        Vec::<String>::new(),
        "a postcode's spelling is no change"
    );

    let moved = ContactSeed::default().field("ADDRESS", "Qvzxgatan 2");
    world.sandbox.activecampaign().update_contact(1, &moved);
    document(&keep(&world, &contact).await);
    let customer = world.only("customers");
    assert_eq!(customer["InvoiceAddress1"], "Qvzxgatan 2");
    assert_eq!(customer["InvoiceAddress2"], Value::Null);
    assert_eq!(customer["InvoicePostalCode"], "11122");
}

#[tokio::test]
async fn a_contact_without_an_address_is_a_customer_when_its_order_brings_one() {
    let world = World::new("").await;
    world.stock();
    let contact = world.contact(&ContactSeed::new(EMAIL).named("Annaqvzx", "Lindqvzx"));
    let verdict = keep(&world, &contact).await;
    assert!(skipped(&verdict).contains("has no address yet"), "{verdict:?}");
    assert!(world.records("customers").is_empty());
    assert!(world.alerts.topics().is_empty());
    document(&send(&world, &lamps()).await);
    assert_eq!(world.only("customers")["InvoiceCity"], "Stockholm");

    let world = World::new("[customers]\non_missing_city = \"park\"").await;
    let contact = world.contact(&ContactSeed::new(EMAIL).named("Annaqvzx", "Lindqvzx"));
    assert_eq!(
        parked(&keep(&world, &contact).await).code,
        Code::CUSTOMER_INCOMPLETE
    );
}

#[tokio::test]
async fn a_contacts_postcode_is_found_in_the_field_of_the_city() {
    let world = World::new("").await;
    let mut seed = anna();
    seed.fields.remove("POSTAL_CODE");
    let contact = world.contact(&seed.field("POSTAL_CODE", "").field("CITY", "SE-111 22 Stockholm"));
    document(&keep(&world, &contact).await);
    let customer = world.only("customers");
    assert_eq!(customer["InvoicePostalCode"], "SE-111 22");
    assert_eq!(customer["InvoiceCity"], "Stockholm");
}

#[tokio::test]
async fn a_setting_that_names_no_custom_field_is_refused_before_anything_is_booked() {
    for setting in [
        "companies = true\nvat_number_field = \"vat_nummer\"",
        "companies = true\norganisation_number_field = \"orgnummer\"",
        "match_by = \"field\"\nmatch_field = \"kundnummer\"",
    ] {
        let world = World::new(&format!("[customers]\n{setting}\n")).await;
        world.stock();
        let contact = world.contact(&anna());
        for verdict in [keep(&world, &contact).await, send(&world, &lamps()).await] {
            let problem = parked(&verdict);
            assert_eq!(problem.code, Code::SETTINGS_INVALID, "{setting}: {problem}");
        }
        assert_eq!(world.writes(), Vec::<String>::new(), "{setting}");
    }
}

#[tokio::test]
async fn of_two_customers_changed_in_the_same_moment_none_is_the_newest() {
    let world = World::new("[customers]\non_multiple_matches = \"newest-active\"").await;
    world.stock();
    for _ in 0..2 {
        world.anna_in_eaccounting();
    }
    let verdict = send(&world, &lamps()).await;
    assert_eq!(parked(&verdict).code, Code::CUSTOMER_AMBIGUOUS);
    assert!(world.records("orders").is_empty());
}

#[tokio::test]
async fn another_spelling_of_country_and_postcode_is_no_change() {
    let world = World::new("").await;
    world.stock();
    world.anna_in_eaccounting();
    for (country, postcode) in [("SE", "111 22"), ("Sweden", "11122"), ("Sverige", "SE-111 22")] {
        world.pass(7_200);
        let address = AddressSeed {
            country: country.to_owned(),
            postal: postcode.to_owned(),
            ..annas_address()
        };
        let key = world.order(&OrderSeed {
            billing: address.clone(),
            delivery: address,
            ..lamps()
        });
        let client = &world.worker.services().activecampaign;
        let order = client
            .order(&key.connection.to_string(), &key.order)
            .await
            .unwrap()
            .unwrap();
        let again = Job {
            version: order.version,
            ..order_job(&world, &key)
        };
        assert!(
            !matches!(world.settle(again).await, JobOutcome::Parked(_)),
            "{country} {postcode}"
        );
    }
    assert!(world.alerts.all().is_empty());
}

#[tokio::test]
async fn an_address_is_asked_for_in_both_spellings_where_case_may_count() {
    let world = World::new("").await;
    world.stock();
    let eaccounting = world.sandbox.eaccounting();
    let mut behaviour = eaccounting.behaviour();
    behaviour.case_sensitive = true;
    eaccounting.set_behaviour(behaviour);
    for written in ["Anna.QVZX@Example.com", EMAIL] {
        let there = world.customer(json!({"Name": "Annaqvzx Lindqvzx", "EmailAddress": written}));
        let seed = OrderSeed {
            id: written.len().to_string() + &written[..1],
            number: written[..1].to_owned(),
            email: "Anna.QVZX@Example.com".to_owned(),
            ..lamps()
        };
        world.forget_counts();
        document(&send(&world, &seed).await);
        // Both spellings are in one filter, so that nothing has to be found out first, and no call is spent on it.
        let calls = world.calls();
        let looks = calls
            .iter()
            .filter(|call| call.as_str() == "eaccounting GET /customers")
            .count();
        assert_eq!(looks, 1, "{calls:?}");
        assert_eq!(
            last(&world.records("orders"), "CustomerId"),
            &there["Id"],
            "{written}"
        );
        let id = there["Id"].as_str().unwrap().parse().unwrap();
        world
            .sandbox
            .eaccounting()
            .amend("customers", id, json!({"IsActive": false}))
            .unwrap();
    }
}

#[tokio::test]
async fn tags_are_read_only_where_a_rule_reads_them() {
    for (rules, reads) in [
        ("", false),
        (
            "[mapping.customer]\nNote = \"$join(customer.tags, ', ')\"\n",
            true,
        ),
    ] {
        let world = World::new(rules).await;
        let contact = world.contact(&anna());
        document(&keep(&world, &contact).await);
        let calls = world.calls();
        assert_eq!(
            calls.iter().any(|call| call.contains("contactTags")),
            reads,
            "{calls:?}"
        );
    }
}

#[tokio::test]
async fn a_contact_is_read_once_for_each_job_of_a_rest_store() {
    let tags_rule = "[mapping.customer]\nNote = \"$join(customer.tags, ', ')\"\n";
    for (rules, tags) in [(COMPANIES.to_owned(), 0), (format!("{COMPANIES}{tags_rule}"), 1)] {
        let world = World::new(&rules).await;
        world.stock();
        world.contact(&anna());
        for number in ["R1", "R2", "R3"] {
            world.pass(60);
            world.sandbox.activecampaign().add_rest_order(&OrderSeed {
                id: number.to_owned(),
                number: number.to_owned(),
                ..lamps()
            });
            world.forget_counts();
            let source = format!("order:1:{number}");
            document(&world.settle(job(&world, JobKind::Order, &source)).await);
            let calls = world.calls();
            let is_contact = |call: &&String| {
                let id = call.strip_prefix("activecampaign GET /contacts/");
                id.is_some_and(|id| !id.contains('/'))
            };
            assert!(
                calls.iter().filter(is_contact).count() <= 1,
                "{number}: {calls:?}"
            );
            let of_tags = calls.iter().filter(|call| call.contains("contactTags"));
            assert_eq!(of_tags.count(), tags, "{number}: {calls:?}");
        }
    }
}
