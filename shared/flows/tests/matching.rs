//! Which customer a contact or an order is, and what of it is a person's to keep.

use std::collections::BTreeMap;

use engine::JobOutcome;
use ledger::testing::Call;
use model::{Code, JobKind};
use sandbox::activecampaign::{AccountSeed, AddressSeed, ContactSeed, OrderSeed};
use serde_json::{Value, json};

use crate::concurrency::at_once;
use crate::support::{
    EMAIL, Step, World, anna, annas_address, document, job, lamps, order_job, parked, skipped,
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

/// A contact of a company, with its numbers in custom fields.
fn company() -> ContactSeed {
    ContactSeed {
        organisation: "Björkskog Bygg AB".to_owned(),
        ..anna()
    }
    .field("ORG_NUMBER", "5566778899")
    .field("CUSTOMER_NO", "77")
}

/// An order of that company.
fn company_order() -> OrderSeed {
    OrderSeed {
        billing: AddressSeed {
            company: "Björkskog Bygg AB".to_owned(),
            ..annas_address()
        },
        ..lamps()
    }
}

#[tokio::test]
async fn each_way_of_matching_finds_the_customer_for_contacts_and_for_orders() {
    for (settings, known) in [
        ("match_by = \"email\"", json!({"EmailAddress": EMAIL})),
        (
            "match_by = \"customer-number\"\n[mapping.customer]\nCustomerNumber = \"customer.field.customer_no\"",
            json!({"CustomerNumber": "77"}),
        ),
        (
            "match_by = \"organisation-number\"",
            json!({"CorporateIdentityNumber": "556677-8899"}),
        ),
        (
            "match_by = \"field\"\nmatch_field = \"customer_no\"",
            json!({"CustomerNumber": "77"}),
        ),
    ] {
        let settings = format!("{COMPANIES}{settings}");
        let existing = |world: &World| {
            let mut fields = json!({"Name": "Typed in by hand", "EmailAddress": "else@example.com", "IsPrivatePerson": false});
            let known = known.as_object().unwrap().clone();
            fields.as_object_mut().unwrap().extend(known);
            world.customer(fields)
        };
        let world = World::new(&settings).await;
        let there = existing(&world);
        let contact = world.contact(&company());
        let verdict = keep(&world, &contact).await;
        assert_eq!(document(&verdict).id, there["Id"], "{settings}");
        world.only("customers");

        let world = World::new(&settings).await;
        world.stock();
        let there = existing(&world);
        world.contact(&company());
        document(&send(&world, &company_order()).await);
        assert_eq!(world.only("orders")["CustomerId"], there["Id"], "{settings}");
        world.only("customers");
    }
}

#[tokio::test]
async fn who_has_nothing_to_be_matched_by_is_matched_by_the_email_address() {
    for settings in [
        "match_by = \"customer-number\"\n[mapping.customer]\nCustomerNumber = \"customer.field.customer_no\"",
        "match_by = \"organisation-number\"",
        "match_by = \"field\"\nmatch_field = \"customer_no\"",
    ] {
        let world = World::new(&format!("{COMPANIES}{settings}")).await;
        world.stock();
        let there = world.anna_in_eaccounting();
        // A private person among companies has neither number.
        document(&send(&world, &lamps()).await);
        assert_eq!(world.only("customers")["Id"], there["Id"], "{settings}");

        let world = World::new(&format!("{COMPANIES}{settings}")).await;
        let contact = world.contact(&anna());
        document(&keep(&world, &contact).await);
        document(
            &keep(
                &world,
                &world.contact(&ContactSeed {
                    email: "new@example.com".to_owned(),
                    ..anna()
                }),
            )
            .await,
        );
        assert_eq!(world.records("customers").len(), 2, "{settings}");
    }
}

#[tokio::test]
async fn an_organisation_number_is_compared_by_value_and_keeps_its_spelling() {
    for written in ["556677-8899", "5566778899", "165566778899", "16556677-8899"] {
        let world = World::new(&format!("{COMPANIES}match_by = \"organisation-number\"")).await;
        let there = world.customer(json!({
            "Name": "Björkskog Bygg AB", "EmailAddress": EMAIL, "CorporateIdentityNumber": written,
            "IsPrivatePerson": false,
        }));
        let contact = world.contact(&company());
        document(&keep(&world, &contact).await);
        let after = world.only("customers");
        assert_eq!(after["Id"], there["Id"], "{written}");
        assert_eq!(after["InvoiceCity"], "Stockholm", "the PUT was made");
        assert_eq!(after["CorporateIdentityNumber"], written);
        world.forget_counts();
        skipped(&keep(&world, &contact).await);
        assert_eq!(world.writes(), Vec::<String>::new());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_contacts_of_one_new_company_at_once_make_one_customer() {
    let world = World::new(&format!("{COMPANIES}match_by = \"organisation-number\"")).await;
    let contacts = [EMAIL, "second.qvzx@example.com"].map(|email| {
        let seed = ContactSeed {
            email: email.to_owned(),
            ..company()
        };
        world.contact(&seed)
    });
    // Both have found that eAccounting has no such company.
    world.steps.meet_at(Step::Ledger(Call::Put), 2);
    let jobs = contacts.map(|contact| (world.another_worker(), job(&world, JobKind::Customer, &contact)));
    at_once(&world, jobs.into()).await;
    world.only("customers");
}

#[tokio::test]
async fn what_a_contact_does_not_say_is_never_laid_over_what_the_bookkeeper_knows() {
    let world = World::new("[customers]\ndefault_country = \"SE\"").await;
    world.customer(json!({
        "Name": "Kari Nordmann", "EmailAddress": EMAIL, "InvoiceAddress1": "Storgata 1", "InvoicePostalCode": "0155",
        "InvoiceCity": "Oslo", "InvoiceCountryCode": "NO", "Telephone": "22 33 44 55",
    }));
    let before = world.only("customers");
    // A subscriber of the newsletter: an address and nothing else.
    let contact = world.contact(&ContactSeed::new(EMAIL));
    skipped(&keep(&world, &contact).await);
    assert_eq!(world.only("customers"), before);
    assert_eq!(world.writes(), Vec::<String>::new());
}

#[tokio::test]
async fn a_new_customer_gets_the_defaults_and_keeps_a_persons_changes() {
    let settings = "[customers]\ndefault_country = \"NO\"\non_missing_city = \"Ukjent\"\non_missing_postal_code = \"0000\"\n\
        labels = [\"webbkund\"]\nterms_of_payment = 30\n[customers.terms_of_payment_by_country]\nNO = \"10 dagar netto\"\n\
        [customers.language_by_country]\nNO = \"no\"\nSE = \"sv\"";
    let world = World::new(settings).await;
    world.sandbox.eaccounting().add_customer_label("Webbkund");
    let contact = world.contact(&ContactSeed::new(EMAIL));
    document(&keep(&world, &contact).await);
    let customer = world.only("customers");
    for (field, value) in [
        ("Name", EMAIL),
        ("InvoiceCountryCode", "NO"),
        ("InvoiceCity", "Ukjent"),
        ("InvoicePostalCode", "0000"),
        ("SalesDocumentLanguage", "no"),
    ] {
        assert_eq!(customer[field], value, "{field}");
    }
    assert_eq!(customer["TermsOfPayment"]["NumberOfDays"], 10);
    assert_eq!(customer["CustomerLabels"][0]["Name"], "Webbkund");
    assert_eq!(world.sandbox.violations(), Vec::<String>::new());

    let terms = world.records("termsofpayments");
    let fifteen = terms.iter().find(|terms| terms["NumberOfDays"] == 15).unwrap();
    let id = customer["Id"].as_str().unwrap().parse().unwrap();
    let by_hand = json!({
        "Name": "Kari Nordmann", "InvoiceCountryCode": "DK", "InvoiceCity": "København", "InvoicePostalCode": "1050",
        "SalesDocumentLanguage": "da", "TermsOfPaymentId": fifteen["Id"], "CustomerLabels": [], "CurrencyCode": "DKK",
    });
    world
        .sandbox
        .eaccounting()
        .amend("customers", id, by_hand.clone())
        .unwrap();
    world.forget_counts();
    skipped(&keep(&world, &contact).await);
    assert_eq!(world.writes(), Vec::<String>::new());

    // Somebody in Sweden has the terms and the language of Sweden.
    let other = world.contact(&ContactSeed {
        email: "other@example.com".to_owned(),
        ..anna()
    });
    document(&keep(&world, &other).await);
    let other = world.customers_of("other@example.com").remove(0);
    assert_eq!(
        (
            &other["SalesDocumentLanguage"],
            &other["TermsOfPayment"]["NumberOfDays"]
        ),
        (&json!("sv"), &json!(30))
    );
}

#[tokio::test]
async fn unknown_terms_and_labels_are_reported_before_a_customer_is_written() {
    for (settings, named, known) in [
        ("terms_of_payment = \"90 dagar\"", "90 dagar", "30 dagar netto"),
        (
            "terms_of_payment_by_country = { SE = \"90 dagar\" }",
            "90 dagar",
            "30 dagar netto",
        ),
        ("labels = [\"Webbkund\"]", "Webbkund", "Återförsäljare"),
    ] {
        let world = World::new(&format!("[customers]\n{settings}")).await;
        world.sandbox.eaccounting().add_customer_label("Återförsäljare");
        let contact = world.contact(&anna());
        let verdict = keep(&world, &contact).await;
        let problem = parked(&verdict);
        assert_eq!(problem.code, Code::REFERENCE_NOT_FOUND);
        assert!(
            problem.message.contains(named) && problem.message.contains(known),
            "{problem}"
        );
        assert_eq!(world.writes(), Vec::<String>::new());
    }
}

#[tokio::test]
async fn a_missing_postcode_parks_with_the_setting_named() {
    let world = World::new("").await;
    let mut seed = anna();
    seed.fields.remove("POSTAL_CODE");
    let contact = world.contact(&seed);
    let verdict = keep(&world, &contact).await;
    let problem = parked(&verdict);
    assert_eq!(problem.code, Code::CUSTOMER_INCOMPLETE);
    assert!(
        problem.remedy.contains("customers.on_missing_postal_code"),
        "{problem}"
    );
    assert_eq!(world.writes(), Vec::<String>::new());
}

#[tokio::test]
async fn an_invalid_number_is_parked_before_any_call_and_not_quoted() {
    for (country, field, number) in [
        ("SE", "ORG_NUMBER", "556677-8898"),
        ("SE", "ORG_NUMBER", "55667788"),
        ("NO", "ORG_NUMBER", "974760674"),
        ("FI", "ORG_NUMBER", "0112038-8"),
        ("NL", "ORG_NUMBER", "1234567"),
        ("SE", "VAT_NUMBER", "SE556677889801"),
        ("SE", "VAT_NUMBER", "SE5590001004"),
        ("FI", "VAT_NUMBER", "FI01120388"),
        ("NL", "VAT_NUMBER", "NL123456789C01"),
        ("DE", "VAT_NUMBER", "DE12345678"),
        ("FR", "VAT_NUMBER", "FR1234"),
        ("ES", "VAT_NUMBER", "ESA1234567"),
        // Right in itself, and another country's than the customer's.
        ("SE", "VAT_NUMBER", "DE136695976"),
        ("DE", "VAT_NUMBER", "SE556677889901"),
    ] {
        let world = World::new(COMPANIES).await;
        let seed = company().field("COUNTRY", country).field("ORG_NUMBER", "");
        let contact = world.contact(&seed.field(field, number));
        let verdict = keep(&world, &contact).await;
        let problem = parked(&verdict);
        assert_eq!(problem.code, Code::VALUE_INVALID, "{country} {number}: {problem}");
        let (named, rule) = if field == "ORG_NUMBER" {
            ("organisation number", "CorporateIdentityNumber")
        } else {
            ("VAT number", "VatNumber")
        };
        assert!(
            problem.message.contains(named) && problem.message.contains("contact 1"),
            "{problem}"
        );
        assert!(problem.remedy.contains(rule), "{problem}");
        assert!(!problem.to_string().contains(number), "{problem}");
        assert_eq!(world.writes(), Vec::<String>::new(), "{country} {number}");
    }
}

#[tokio::test]
async fn valid_numbers_of_each_country_are_taken() {
    for (country, organisation, vat) in [
        ("SE", "556677-8899", "se 556677-8899 01"),
        ("NO", "974 760 673", "NO974760673MVA"),
        ("FI", "01120389", "FI01120389"),
        ("NL", "12345678", "NL004495445B01"),
        ("DE", "HRB 12345", "DE136695976"),
        ("DK", "12345678", "DK13585628"),
        ("GR", "123", "EL094259216"),
        ("FR", "123", "FR1A123456789"),
        ("ES", "123", "ESA28015865"),
        ("IE", "123", "IE3628739UA"),
        ("AT", "123", "ATU13585627"),
    ] {
        let world = World::new(COMPANIES).await;
        let seed = company()
            .field("COUNTRY", country)
            .field("ORG_NUMBER", organisation);
        let contact = world.contact(&seed.field("VAT_NUMBER", vat));
        document(&keep(&world, &contact).await);
        let customer = world.only("customers");
        assert_eq!(customer["VatNumber"], vat.to_uppercase().replace([' ', '-'], ""));
        assert_eq!(world.sandbox.violations(), Vec::<String>::new());
    }
}

#[tokio::test]
async fn a_wrong_number_is_left_out_where_a_rule_says_so() {
    let rules = "[mapping.customer]\nVatNumber = \"$vatNumber(customer.vatNumber)\"\n\
                 CorporateIdentityNumber = \"$organisationNumber(customer.organisationNumber, customer.field.country)\"";
    let world = World::new(&format!("{COMPANIES}{rules}")).await;
    let contact = world.contact(
        &company()
            .field("ORG_NUMBER", "556677-8898")
            .field("VAT_NUMBER", "556677889901"),
    );
    document(&keep(&world, &contact).await);
    let customer = world.only("customers");
    assert_eq!(
        (&customer["VatNumber"], &customer["CorporateIdentityNumber"]),
        (&Value::Null, &Value::Null)
    );
}

#[tokio::test]
async fn an_account_becomes_its_company_with_a_contact_person_and_is_found_again() {
    let settings = format!("{COMPANIES}[mapping.customer]\nNote = \"customer.accountField.invoice_note\"");
    let world = World::new(&settings).await;
    let account = world.sandbox.activecampaign().add_account(&AccountSeed {
        name: "Björkskog Bygg AB".to_owned(),
        url: "https://bjorkskog.example.com".to_owned(),
        fields: BTreeMap::from([
            ("Org number".to_owned(), "556677-8899".to_owned()),
            ("Invoice note".to_owned(), "Märk fakturan".to_owned()),
        ]),
    });
    world.contact(&ContactSeed {
        account: Some(account),
        ..anna()
    });
    let source = format!("account:{account}");
    document(&keep(&world, &source).await);
    let customer = world.only("customers");
    for (field, value) in [
        ("Name", "Björkskog Bygg AB"),
        ("ContactPersonName", "Annaqvzx Lindqvzx"),
        ("EmailAddress", EMAIL),
        ("CorporateIdentityNumber", "5566778899"),
        ("WwwAddress", "https://bjorkskog.example.com"),
        ("Note", "Märk fakturan"),
        ("InvoiceCity", "Stockholm"),
    ] {
        assert_eq!(customer[field], value, "{field}");
    }
    world.forget_counts();
    skipped(&keep(&world, &source).await);
    assert_eq!(world.writes(), Vec::<String>::new());
}

#[tokio::test]
async fn an_order_goes_to_its_own_address_and_not_to_that_of_an_earlier_gift() {
    let world = World::new("").await;
    world.stock();
    let gift = OrderSeed {
        delivery: AddressSeed {
            first_name: "Kari".to_owned(),
            address1: "Storgata 5".to_owned(),
            postal: "0155".to_owned(),
            city: "Oslo".to_owned(),
            country: "NO".to_owned(),
            ..AddressSeed::default()
        },
        ..lamps()
    };
    document(&send(&world, &gift).await);
    assert_eq!(world.only("orders")["DeliveryCity"], "Oslo");
    // The shop writes no delivery address where it is the billing address.
    let own = OrderSeed {
        id: "5002".to_owned(),
        number: "1002".to_owned(),
        delivery: AddressSeed::default(),
        ..lamps()
    };
    document(&send(&world, &own).await);
    let order = world.orders_of("1002").remove(0);
    assert_eq!(order["DeliveryCity"], "Stockholm");
    assert_eq!(order["DeliveryCountryCode"], "SE");
    // 25 % of what a private person pays here, and none of what goes to Norway.
    assert_eq!(order["VatAmount"].as_f64(), Some(319.6), "{order}");
}

#[tokio::test]
async fn an_order_leaves_its_customer_alone_where_the_settings_say_so() {
    let world = World::new("[orders]\nupdate_customer = false").await;
    world.stock();
    let before = world.customer(json!({
        "Name": "Typed in by hand", "EmailAddress": EMAIL, "InvoiceCity": "Umeå", "InvoiceCountryCode": "SE",
    }));
    document(&send(&world, &lamps()).await);
    assert_eq!(world.only("customers"), before);
    // The customer flow updates all the same.
    let contact = world.contact(&anna());
    document(&keep(&world, &contact).await);
    assert_eq!(world.only("customers")["InvoiceCity"], "Stockholm");
}

#[tokio::test]
async fn an_orders_customer_has_both_addresses_phone_and_currency() {
    let world = World::new(COMPANIES).await;
    world.stock();
    let seed = OrderSeed {
        billing: AddressSeed {
            company: "Björkskog Bygg AB".to_owned(),
            address1: "Industrivägen 5 B".to_owned(),
            address2: "Port 3".to_owned(),
            phone: "08-123 45 67".to_owned(),
            ..annas_address()
        },
        delivery: AddressSeed {
            first_name: "Kari".to_owned(),
            last_name: "Nordmann".to_owned(),
            address1: "Lagergatan 7".to_owned(),
            postal: "602 38".to_owned(),
            city: "Norrköping".to_owned(),
            country: "Sverige".to_owned(),
            ..AddressSeed::default()
        },
        ..lamps()
    };
    document(&send(&world, &seed).await);
    let customer = world.only("customers");
    for (field, value) in [
        ("Name", "Björkskog Bygg AB"),
        ("ContactPersonName", "Annaqvzx Lindqvzx"),
        ("InvoiceAddress1", "Industrivägen 5 B"),
        ("InvoiceAddress2", "Port 3"),
        ("InvoicePostalCode", "111 22"),
        ("InvoiceCity", "Stockholm"),
        ("InvoiceCountryCode", "SE"),
        ("DeliveryCustomerName", "Kari Nordmann"),
        ("DeliveryAddress1", "Lagergatan 7"),
        ("DeliveryPostalCode", "602 38"),
        ("DeliveryCity", "Norrköping"),
        ("DeliveryCountryCode", "SE"),
        ("Telephone", "08-123 45 67"),
        ("CurrencyCode", "SEK"),
    ] {
        assert_eq!(customer[field], value, "{field}");
    }
    assert_eq!(customer["IsPrivatePerson"], false);
}

#[tokio::test]
async fn a_company_is_not_renamed_after_its_contact_nor_taxed_as_a_person() {
    for settings in ["", COMPANIES] {
        let world = World::new(settings).await;
        world.stock();
        world.customer(json!({
            "Name": "Björkskog Bygg AB", "EmailAddress": EMAIL, "IsPrivatePerson": false,
            "CorporateIdentityNumber": "556677-8899", "InvoiceCity": "Umeå", "InvoiceCountryCode": "SE",
        }));
        // Neither the contact nor the order names a company.
        let contact = world.contact(&anna());
        document(&keep(&world, &contact).await);
        document(&send(&world, &lamps()).await);
        let customer = world.only("customers");
        assert_eq!(customer["Name"], "Björkskog Bygg AB");
        assert_eq!(customer["IsPrivatePerson"], false);
        assert_eq!(customer["InvoiceCity"], "Stockholm", "what the contact does say");
    }
}

#[tokio::test]
async fn a_private_person_who_turns_out_to_be_a_company_becomes_one() {
    let world = World::new(COMPANIES).await;
    world.customer(json!({"Name": "Anna Lind", "EmailAddress": EMAIL, "IsPrivatePerson": true}));
    let contact = world.contact(&company());
    document(&keep(&world, &contact).await);
    let customer = world.only("customers");
    assert_eq!(
        (&customer["Name"], &customer["IsPrivatePerson"]),
        (&json!("Björkskog Bygg AB"), &json!(false))
    );
    assert_eq!(customer["CorporateIdentityNumber"], "5566778899");
}

/// A company that is a customer, with Anna's address.
fn customer_of_hers(world: &World, number: &str, name: &str, organisation_number: &str) {
    world.customer(json!({
        "CustomerNumber": number, "Name": name, "EmailAddress": EMAIL, "IsPrivatePerson": false,
        "CorporateIdentityNumber": organisation_number, "InvoiceCountryCode": "SE",
    }));
}

/// Customer number, name and organisation number of every customer.
fn companies(world: &World) -> Vec<[String; 3]> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let fields = ["CustomerNumber", "Name", "CorporateIdentityNumber"];
    let all = world.records("customers");
    all.iter()
        .map(|customer| fields.map(|field| text(&customer[field])))
        .collect()
}

fn company_is(number: &str, name: &str, organisation_number: &str) -> [String; 3] {
    [number, name, organisation_number].map(str::to_owned)
}

const OTHER: &str = "212000-0142";

#[tokio::test]
async fn another_company_with_the_same_address_is_another_customer() {
    let world = World::still(COMPANIES, 3);
    world.stock();
    customer_of_hers(&world, "7", "Ekudden Redovisning AB", OTHER);
    world.contact(&company());
    for number in ["1001", "1002"] {
        let seed = OrderSeed {
            id: number.to_owned(),
            number: number.to_owned(),
            ..company_order()
        };
        document(&send(&world, &seed).await);
    }
    let ours = company_is("1000", "Björkskog Bygg AB", "5566778899");
    assert_eq!(
        companies(&world),
        [company_is("7", "Ekudden Redovisning AB", OTHER), ours]
    );
    let billed: Vec<Value> = world
        .records("orders")
        .iter()
        .map(|order| order["CustomerNumber"].clone())
        .collect();
    assert_eq!(billed, ["1000", "1000"]);
}

#[tokio::test]
async fn of_companies_with_one_address_the_number_tells_which_it_is() {
    for others_address in [EMAIL, "info@bjorkskog.example"] {
        let world = World::still(COMPANIES, 3);
        world.stock();
        customer_of_hers(&world, "7", "Ekudden Redovisning AB", OTHER);
        customer_of_hers(&world, "8", "Björkskog Bygg AB", "556677-8899");
        let ours = world.records("customers")[1]["Id"]
            .as_str()
            .unwrap()
            .parse()
            .unwrap();
        let books = world.sandbox.eaccounting();
        books
            .change_customer(ours, json!({"EmailAddress": others_address}))
            .unwrap();
        world.contact(&company());
        let key = world.order(&company_order());
        let job = order_job(&world, &key);
        let preview = preview::preview(&world.worker, &job.source, job.kind).await;
        let found = preview.documents[0].found_by.as_ref().unwrap();
        let field = match others_address {
            EMAIL => "e-mail address",
            _ => "organisation number",
        };
        assert_eq!(found.to_string(), format!("customer 8 by {field}"));
        document(&send(&world, &company_order()).await);
        assert_eq!(world.only("orders")["CustomerNumber"], "8", "{others_address}");
        assert_eq!(companies(&world).len(), 2);
        assert_eq!(
            companies(&world)[0],
            company_is("7", "Ekudden Redovisning AB", OTHER)
        );
    }
}

#[tokio::test]
async fn a_renamed_company_and_a_corrected_number_are_no_other_company() {
    for (name, organisation_number) in [
        ("Björkskogs Byggfirma", "556677-8899"),
        ("Björkskog Bygg AB", OTHER),
    ] {
        let world = World::still(COMPANIES, 3);
        world.stock();
        customer_of_hers(&world, "7", name, organisation_number);
        world.contact(&company());
        document(&send(&world, &company_order()).await);
        let [_, name, number] = companies(&world).remove(0);
        assert_eq!(name, "Björkskog Bygg AB");
        assert!(model::is_same_number(&number, "5566778899"), "{number}");
        assert_eq!(companies(&world).len(), 1);
    }
}

#[tokio::test]
async fn a_contact_of_another_company_waits_where_both_sides_follow_each_other() {
    let settings = format!("{COMPANIES}[to_activecampaign.customers]\nenabled = true\n");
    let world = World::still(&settings, 3);
    customer_of_hers(&world, "7", "Ekudden Redovisning AB", OTHER);
    let contact = world.contact(
        &company()
            .field("ADDRESS", "Qvzxgatan 1")
            .field("POSTAL_CODE", "11122")
            .field("CITY", "Stockholm"),
    );
    let verdict = keep(&world, &contact).await;
    let problem = parked(&verdict);
    assert_eq!(problem.code, Code::CUSTOMER_AMBIGUOUS, "{problem}");
    assert!(problem.message.contains("customer 7"), "{problem}");
    assert_eq!(
        companies(&world),
        [company_is("7", "Ekudden Redovisning AB", OTHER)]
    );
}

#[tokio::test]
async fn a_company_that_is_known_by_its_number_alone_keeps_its_name() {
    let world = World::still(COMPANIES, 3);
    world.stock();
    let contact = world.contact(&ContactSeed {
        organisation: String::new(),
        ..company()
    });
    document(&send(&world, &company_order()).await);
    let verdict = keep(&world, &contact).await;
    let name = companies(&world).remove(0)[1].clone();
    assert_eq!(name, "Björkskog Bygg AB", "{verdict:?}");
}

#[tokio::test]
async fn of_several_customers_with_one_address_the_name_tells_who_it_is() {
    let private = |name: &str| json!({"Name": name, "EmailAddress": EMAIL, "IsPrivatePerson": true});
    let of_company = json!({"Name": "Björkskog Bygg AB", "EmailAddress": EMAIL, "IsPrivatePerson": false});
    for (others, seed, expected) in [
        (
            vec![private("Annaqvzx Lindqvzx"), of_company.clone()],
            lamps(),
            Some(0),
        ),
        (
            vec![private("Annaqvzx Lindqvzx"), of_company.clone()],
            company_order(),
            Some(1),
        ),
        (
            vec![private("Annaqvzx Lindqvzx"), private("Annaqvzx Lindqvzx")],
            lamps(),
            None,
        ),
        (
            vec![private("Björkskog Bygg AB"), private("Anna")],
            company_order(),
            None,
        ),
    ] {
        let world = World::still(COMPANIES, 3);
        world.stock();
        for fields in &others {
            world.customer(fields.clone());
        }
        let numbers: Vec<Value> = world
            .records("customers")
            .iter()
            .map(|customer| customer["CustomerNumber"].clone())
            .collect();
        let verdict = send(&world, &seed).await;
        match expected {
            Some(which) => assert_eq!(
                world.only("orders")["CustomerNumber"],
                numbers[which],
                "{others:?}: {verdict:?}"
            ),
            None => assert_eq!(parked(&verdict).code, Code::CUSTOMER_AMBIGUOUS, "{others:?}"),
        }
    }
}

/// An order of the same person to another street and city, placed on the day before or on this one.
fn moved(id: &str, created: &str, street: &str, city: &str, postal: &str) -> OrderSeed {
    let address = AddressSeed {
        address1: street.to_owned(),
        city: city.to_owned(),
        postal: postal.to_owned(),
        ..annas_address()
    };
    OrderSeed {
        id: id.to_owned(),
        number: format!("N{id}"),
        created: created.to_owned(),
        billing: address.clone(),
        delivery: address,
        ..lamps()
    }
}

/// Sends it as a backfill does.
async fn backfill(world: &World, seed: &OrderSeed) -> JobOutcome {
    world.pass(60);
    let key = world.order(seed);
    let job = model::Job {
        cause: model::Cause::Backfill,
        ..order_job(world, &key)
    };
    world.settle(job).await
}

fn old_order(id: &str) -> OrderSeed {
    moved(id, "2026-11-20T08:00:00Z", "Gamla vägen 1", "Umeå", "903 20")
}

#[tokio::test]
async fn a_backfilled_order_leaves_the_newer_address_of_its_customer() {
    let world = World::new("").await;
    world.stock();
    let today = moved("1", "", "Nya gatan 2", "Lund", "222 22");
    document(&send(&world, &today).await);
    document(&backfill(&world, &old_order("2")).await);

    let customer = world.only("customers");
    for (field, value) in [
        ("InvoiceAddress1", "Nya gatan 2"),
        ("InvoicePostalCode", "222 22"),
        ("InvoiceCity", "Lund"),
        ("DeliveryCity", "Lund"),
    ] {
        assert_eq!(customer[field], value, "{field}");
    }
    let orders = world.orders_of("N2");
    assert_eq!(orders[0]["CustomerId"], customer["Id"]);
    assert_eq!(orders[0]["DeliveryCity"], "Umeå", "the goods went there");
}

#[tokio::test]
async fn what_a_person_corrected_stays_through_a_backfill() {
    let world = World::new("").await;
    world.stock();
    let there = world.anna_in_eaccounting();
    document(&backfill(&world, &old_order("1")).await);
    let customer = world.only("customers");
    assert_eq!(customer["Id"], there["Id"]);
    assert_eq!(customer["InvoiceCity"], "Stockholm");
    // A customer without an address gets the order's.
    assert_eq!(customer["DeliveryCity"], "Umeå");
}

#[tokio::test]
async fn of_backfilled_orders_the_newest_gives_the_address() {
    for older_first in [true, false] {
        let world = World::new("").await;
        world.stock();
        let mut orders = [
            old_order("1"),
            moved("2", "2026-11-21T08:00:00Z", "Nya gatan 2", "Lund", "222 22"),
        ];
        if !older_first {
            orders.reverse();
        }
        for order in &orders {
            document(&backfill(&world, order).await);
        }
        assert_eq!(world.only("customers")["InvoiceCity"], "Lund", "{older_first}");
    }
}

#[tokio::test]
async fn an_order_that_a_webhook_tells_gives_its_customer_the_address() {
    let world = World::new("").await;
    world.stock();
    world.anna_in_eaccounting();
    // Also one that is paid days after it was placed.
    let paid_late = moved("1", "2026-11-20T08:00:00Z", "Nya gatan 2", "Lund", "222 22");
    document(&send(&world, &paid_late).await);
    assert_eq!(world.only("customers")["InvoiceCity"], "Lund");
}

#[tokio::test]
async fn a_backfilled_order_to_another_country_is_billed_there() {
    let world = World::new("").await;
    world.stock();
    world.anna_in_eaccounting();
    let mut order = old_order("1");
    for address in [&mut order.billing, &mut order.delivery] {
        address.country = "DE".to_owned();
        address.postal = "10115".to_owned();
    }
    document(&backfill(&world, &order).await);
    assert_eq!(world.only("customers")["InvoiceCountryCode"], "DE");
}
