//! Rules of the user's own: any field of a contact, an account or a deal can feed any field that eAccounting takes.

use std::collections::{BTreeMap, BTreeSet};

use mapping::Target;
use model::{Code, JobKind};
use sandbox::activecampaign::{AccountSeed, ContactSeed, DealSeed, DiscountSeed, LineSeed, OrderSeed};
use serde_json::{Value, json};

use crate::support::{EMAIL, World, anna, dec, document, job, lamps, order_job, parked, skipped};

/// How a custom field's text becomes what the field takes.
#[derive(Clone, Copy, PartialEq)]
enum As {
    Text,
    Number,
    Flag,
    List,
}

/// One field of eAccounting: its rule's name, the custom field's text, and what the record must then hold under which name.
struct Case {
    target: Target,
    field: &'static str,
    read: As,
    text: &'static str,
    held: &'static str,
    value: Value,
}

fn case(target: Target, field: &'static str, text: &'static str) -> Case {
    Case {
        target,
        field,
        read: As::Text,
        text,
        held: field,
        value: json!(text),
    }
}

impl Case {
    fn number(self, value: f64) -> Self {
        Self {
            read: As::Number,
            value: json!(value),
            ..self
        }
    }

    fn flag(self) -> Self {
        Self {
            read: As::Flag,
            value: json!(self.text == "yes"),
            ..self
        }
    }

    fn list(self, value: Value) -> Self {
        Self {
            read: As::List,
            value,
            ..self
        }
    }

    fn held_as(self, held: &'static str, value: Value) -> Self {
        Self { held, value, ..self }
    }

    fn tag(&self) -> String {
        format!("{}_{}", self.target.section(), self.field.to_lowercase())
    }

    /// The rule that reads the custom field from this place.
    fn rule(&self, place: &str) -> String {
        let path = format!("{place}.{}", self.tag());
        match self.read {
            As::Text => path,
            As::Number => format!("$number({path})"),
            As::Flag => format!("{path} ? {path} = 'yes'"),
            As::List => format!("$split({path}, ',')"),
        }
    }

    fn is_in(&self, record: &Value) -> bool {
        let found = &record[self.held];
        match (&self.value, found) {
            (Value::Number(wanted), Value::Number(found)) => wanted.as_f64() == found.as_f64(),
            (Value::String(wanted), Value::String(found)) => {
                found == wanted || found.strip_suffix("T00:00:00Z") == Some(wanted)
            }
            (wanted, found) => wanted == found,
        }
    }
}

const ID: &str = "6a1bd9d5-3a4b-4a6f-9a9f-0d9a3b1c2d3e";

/// What decides about VAT is the sale's where there is one: a customer's flags are tried on their own below.
const FLAGS: [&str; 4] = [
    "DeliveryBasedVat",
    "ForceBookkeepVat",
    "IsNorthernIreland",
    "ReverseChargeOnConstructionServices",
];

fn cases(world: &World) -> Vec<Case> {
    let by = |kind: &str, key: &str, value: &str| {
        let records = world.records(kind);
        records.iter().find(|record| record[key] == value).unwrap()["Id"].clone()
    };
    let customer = |field, text| case(Target::Customer, field, text);
    let order = |field, text| case(Target::Order, field, text);
    let row = |field, text| case(Target::Row, field, text);
    let article = |field, text| case(Target::Article, field, text);
    let label = world.records("customerlabels").remove(0);
    vec![
        customer("ContactPersonEmail", "kim@example.com"),
        customer("ContactPersonMobile", "070-1"),
        customer("ContactPersonName", "Kim Kontakt"),
        customer("ContactPersonPhone", "08-1"),
        customer("CorporateIdentityNumber", "5566778899"),
        customer("CurrencyCode", "SEK"),
        customer("CustomerLabels", "Webbkund,Webbkund").list(json!([label])),
        customer("CustomerNumber", "K-77"),
        customer("DeliveryAddress1", "Lagergatan 7"),
        customer("DeliveryAddress2", "Port 9"),
        customer("DeliveryCity", "Umeå"),
        customer("DeliveryCountryCode", "SE"),
        customer("DeliveryCustomerName", "Lagret"),
        customer("DeliveryMethod", "dhl").held_as("DeliveryMethodId", by("deliverymethods", "Code", "DHL")),
        customer("DeliveryPostalCode", "903 26"),
        customer("DeliveryTerm", "exw").held_as("DeliveryTermId", by("deliveryterms", "Code", "EXW")),
        customer("DiscountAgreementId", ID),
        customer("DiscountPercentage", "0.1").number(0.1),
        customer("EdiGlnNumber", "7300009000000"),
        customer("EdiServiceDelivererId", "edi"),
        customer("ElectronicAddress", "0007:5566778899"),
        customer("ElectronicReference", "ref-1"),
        customer("EmailAddress", "invoice@example.com"),
        customer("EmailAddressOrder", "orders@example.com"),
        customer("EmailAddressQuote", "quotes@example.com"),
        customer("EmailAddresses", "a@example.com,b@example.com")
            .list(json!(["a@example.com", "b@example.com"])),
        customer("Iban", "SE3550000000054910000003"),
        customer("InvoiceAddress1", "Fakturagatan 1"),
        customer("InvoiceAddress2", "Plan 3"),
        customer("InvoiceCity", "Lund"),
        customer("InvoiceCountryCode", "SE"),
        customer("InvoicePostalCode", "222 22"),
        customer("IsActive", "yes").flag(),
        customer("IsPrivatePerson", "no").flag(),
        customer("MobilePhone", "070-2"),
        customer("Name", "Lindqvists Lampor AB"),
        customer("Note", "Ring först"),
        customer("PropertyReference", "Tomten 1:1"),
        customer("PropertyType", "2").number(2.0),
        customer("SalesDocumentLanguage", "sv"),
        customer("SalesPriceListId", ID),
        customer("TaxDeductionNumber", "1"),
        customer("Telephone", "08-2"),
        customer("TermsOfPayment", "10").held_as(
            "TermsOfPaymentId",
            by("termsofpayments", "Name", "10 dagar netto"),
        ),
        customer("VatNumber", "SE556677889901"),
        customer("WebshopCustomerNumber", "5").number(5.0),
        customer("WwwAddress", "https://example.com"),
        order("BackgroundId", ID),
        // The deal's number is behind it: it is what the document is found by again.
        order("BuyersOrderReference", "PO-X").held_as("BuyersOrderReference", json!("PO-X 1")),
        order("ContractNumber", "C-1"),
        order("DeliveryAddress1", "Kajen 1"),
        order("DeliveryAddress2", "Port 1"),
        order("DeliveryCity", "Ystad"),
        order("DeliveryCountryCode", "SE"),
        order("DeliveryCustomerName", "Hamnen"),
        order("DeliveryDate", "2026-12-01"),
        order("DeliveryMethod", "DHL").held_as("DeliveryMethodCode", json!("DHL")),
        order("DeliveryPostalCode", "271 00"),
        order("DeliveryTerm", "DDP").held_as("DeliveryTermName", json!("Delivered Duty Paid")),
        order("DueDate", "2026-12-24"),
        order("ElectronicReference", "E-1"),
        order("InvoiceAddress1", "Box 1"),
        order("InvoiceAddress2", "Ekonomi"),
        order("InvoiceCity", "Malmö"),
        order("InvoiceCountryCode", "SE"),
        order("InvoiceCustomerName", "Lindqvists Ekonomi"),
        order("InvoicePostalCode", "211 11"),
        order("Note", "Märk kartongen"),
        order("OrderDate", "2026-11-20"),
        order("OurReference", "Kassan"),
        order("SubscriptionNumber", "S-1"),
        order("TermsOfPayment", "15 dagar netto").held_as(
            "TermsOfPaymentId",
            by("termsofpayments", "Name", "15 dagar netto"),
        ),
        order("YourReference", "Kim"),
        row("CostCenterItemId1", ID),
        row("CostCenterItemId2", ID),
        row("CostCenterItemId3", ID),
        row("ProjectId", ID),
        row("Text", "Konsulttid"),
        article("FreightCosts", "12.5").number(12.5),
        article("IsStock", "yes").flag(),
        article("Name", "Konsult"),
        article("NameEnglish", "Consultant"),
        article("Note", "Per timme"),
        article("Number", "KONSULT-1"),
        article("OrderingPoint", "3").number(3.0),
        article("PurchasePrice", "100.25").number(100.25),
        article("SendToWebshop", "yes").flag(),
        article("StockLocationReference", "Hylla 4"),
        article("SupplierArticleNumber", "S-77"),
        article("SupplierId", ID),
        article("UpdateStockPrices", "yes").flag(),
        article("UsesMoss", "yes").flag(),
    ]
}

/// A deal whose contact, account and own fields all hold every text.
async fn deal(settings: &str, place: &str) -> (World, Vec<Case>, String) {
    let scratch = World::new("").await;
    scratch.sandbox.eaccounting().add_customer_label("Webbkund");
    let mut rules: BTreeMap<&str, String> = BTreeMap::new();
    for case in cases(&scratch) {
        let section = rules.entry(case.target.section()).or_default();
        section.push_str(&format!("{} = \"{}\"\n", case.field, case.rule(place)));
    }
    let rules: String = rules
        .iter()
        .map(|(section, rules)| format!("[mapping.{section}]\n{rules}"))
        .collect();
    let world = World::new(&format!("{settings}\n{rules}")).await;
    world.sandbox.eaccounting().add_customer_label("Webbkund");
    world
        .sandbox
        .eaccounting()
        .change_company_settings(json!({"UsesMoss": true}));
    let cases = cases(&world);
    let texts: BTreeMap<String, String> = cases
        .iter()
        .map(|case| (case.tag(), case.text.to_owned()))
        .collect();
    let active = world.sandbox.activecampaign();
    let account = active.add_account(&AccountSeed {
        name: "Björkskog Bygg AB".to_owned(),
        fields: texts.clone(),
        ..<_>::default()
    });
    let contact = active.add_contact(&ContactSeed {
        account: Some(account),
        fields: texts
            .iter()
            .map(|(tag, text)| (tag.to_uppercase(), text.clone()))
            .collect(),
        ..ContactSeed::new(EMAIL).named("Anna", "Lind")
    });
    let deal = active.add_deal(&DealSeed {
        title: "Advice".to_owned(),
        contact: Some(contact),
        value: dec("1000"),
        fields: texts,
        ..DealSeed::default()
    });
    active.win_deal(deal);
    (world, cases, format!("deal:{deal}"))
}

#[tokio::test]
async fn custom_fields_of_contact_account_and_deal_can_fill_every_field() {
    const SETTINGS: &str = "[customers]\ncompanies = true\n[orders.deals]\narticle = \"LAMP\"\n[articles]\non_unknown_sku = \"create\"\n";
    for (place, document_kind, path) in [
        ("customer.field", "order", "orders"),
        ("customer.accountField", "invoice-draft", "customerinvoicedrafts"),
        ("order.field", "order", "orders"),
        ("order.field", "invoice-draft", "customerinvoicedrafts"),
    ] {
        let settings = format!("{SETTINGS}[orders]\ndocument = \"{document_kind}\"\n");
        let (world, cases, source) = deal(&settings, place).await;
        document(&world.settle(job(&world, JobKind::Order, &source)).await);

        let record = world.only(path);
        let created = world
            .records("articles")
            .into_iter()
            .find(|article| article["Number"] == "KONSULT-1")
            .unwrap();
        let table = match document_kind {
            "order" => eaccounting::fields::ORDER,
            _ => eaccounting::fields::INVOICE_DRAFT,
        };
        let steps: Vec<String> = world
            .entry(&source)
            .await
            .steps
            .iter()
            .map(|step| step.text.clone())
            .collect();
        for case in &cases {
            let record = match case.target {
                Target::Customer => world.only("customers"),
                Target::Article => created.clone(),
                Target::Row => record["Rows"][0].clone(),
                Target::Order if case.field == "Note" => {
                    assert_eq!(world.only("notes")["Text"], case.value);
                    continue;
                }
                Target::Order if case.field == "OrderDate" && document_kind == "invoice-draft" => {
                    let date = record["InvoiceDate"].as_str().unwrap();
                    assert!(date.starts_with(case.text), "{date}");
                    continue;
                }
                Target::Order if eaccounting::fields::find(table, case.held).is_none() => {
                    // Told, and not lost without a word.
                    let told = format!("{} is not sent", case.field);
                    assert!(
                        steps.iter().any(|step| step.starts_with(&told)),
                        "{told}: {steps:?}"
                    );
                    continue;
                }
                Target::Order => record.clone(),
            };
            assert!(
                case.is_in(&record),
                "{place} {document_kind}: {}.{} is {} and not {}",
                case.target.section(),
                case.held,
                record[case.held],
                case.value
            );
        }
        assert_eq!(world.sandbox.violations(), Vec::<String>::new());

        // The same again is no change.
        let contact = "contact:1";
        world.pass(60);
        world.settle(job(&world, JobKind::Customer, contact)).await;
        world.forget_counts();
        world.pass(60);
        skipped(&world.settle(job(&world, JobKind::Customer, contact)).await);
        assert_eq!(world.writes(), Vec::<String>::new(), "{place}");
        world.only("customers");
    }
}

#[tokio::test]
async fn no_field_of_the_mapping_is_left_untried() {
    let world = World::new("").await;
    world.sandbox.eaccounting().add_customer_label("Webbkund");
    let tried: BTreeSet<(&str, &str)> = cases(&world)
        .iter()
        .map(|case| (case.target.section(), case.field))
        .collect();
    for target in Target::ALL {
        for field in target.field_names() {
            let by_itself = target == Target::Customer && FLAGS.contains(&field);
            assert!(
                by_itself || tried.contains(&(target.section(), field)),
                "{target:?}.{field} is tried by no case"
            );
        }
    }
}

#[tokio::test]
async fn the_flags_that_decide_about_vat_can_be_fed_too() {
    for (country, field, more) in [
        (
            "SE",
            "DeliveryBasedVat",
            "DeliveryCity = \"'Umeå'\"\nDeliveryPostalCode = \"'90326'\"\nDeliveryCountryCode = \"'SE'\"\n",
        ),
        ("NO", "ForceBookkeepVat", ""),
        ("GB", "IsNorthernIreland", ""),
        (
            "SE",
            "ReverseChargeOnConstructionServices",
            "VatNumber = \"'SE556677889901'\"\n",
        ),
    ] {
        let rule = format!(
            "[mapping.customer]\n{field} = \"customer.field.flag ? customer.field.flag = 'yes'\"\n{more}"
        );
        let world = World::new(&rule).await;
        let contact = world.contact(&anna().field("COUNTRY", country).field("FLAG", "yes"));
        document(&world.settle(job(&world, JobKind::Customer, &contact)).await);
        assert_eq!(world.only("customers")[field], true, "{field}");
        assert_eq!(world.sandbox.violations(), Vec::<String>::new());
    }
}

#[tokio::test]
async fn a_shops_order_reads_its_contact_and_account_where_a_rule_asks_for_them() {
    let rules = "[mapping.order]\nYourReference = \"customer.field.po & ' / ' & customer.accountField.department\"\n\
                 [mapping.row]\nText = \"line.name & ' ' & $join(customer.tags, ' ')\"";
    let world = World::new(rules).await;
    world.stock();
    let account = world.sandbox.activecampaign().add_account(&AccountSeed {
        name: "Björkskog Bygg AB".to_owned(),
        fields: BTreeMap::from([("Department".to_owned(), "Inköp".to_owned())]),
        ..AccountSeed::default()
    });
    world.contact(&ContactSeed {
        account: Some(account),
        tags: vec!["VIP".to_owned()],
        ..anna().field("PO", "4711")
    });
    let key = world.order(&lamps());
    document(&world.settle(order_job(&world, &key)).await);
    let order = world.only("orders");
    assert_eq!(order["YourReference"], "4711 / Inköp");
    assert_eq!(order["Rows"][0]["Text"], "Desk lamp, brass VIP");
}

#[tokio::test]
async fn an_articles_number_is_what_the_users_rule_says_for_finding_and_creating() {
    let rules = "[articles]\non_unknown_sku = \"create\"\n[mapping.article]\nNumber = \"'AC-' & line.sku\"\n\
                 Note = \"line.productUrl & ' ' & line.imageUrl\"";
    let world = World::new(rules).await;
    world.article("AC-LAMP", "25%");
    world.article("LAMP", "25%");
    let seed = OrderSeed {
        lines: vec![
            LineSeed::new("LAMP", "Desk lamp, brass", 2, dec("1598")),
            LineSeed {
                url: "https://shop.example.com/shade".to_owned(),
                image_url: "https://shop.example.com/shade.jpg".to_owned(),
                ..LineSeed::new("SHADE", "Shade", 1, dec("100"))
            },
        ],
        ..lamps()
    };
    let key = world.order(&seed);
    document(&world.settle(order_job(&world, &key)).await);
    let order = world.only("orders");
    let numbers: Vec<&str> = order["Rows"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|row| row["ArticleNumber"].as_str())
        .collect();
    assert_eq!(numbers, ["AC-LAMP", "AC-SHADE"]);
    let created = world
        .records("articles")
        .into_iter()
        .find(|article| article["Number"] == "AC-SHADE")
        .unwrap();
    assert_eq!(
        created["Note"],
        "https://shop.example.com/shade https://shop.example.com/shade.jpg"
    );
    assert_eq!(created["CodingName"], "Varor 25 %");
    assert_eq!(created["UnitAbbreviation"], "st");
}

#[tokio::test]
async fn a_delivery_term_that_the_company_does_not_have_is_named_with_those_it_has() {
    let world = World::new("[mapping.order]\nDeliveryTerm = \"'FOB'\"").await;
    world.stock();
    let key = world.order(&lamps());
    let verdict = world.settle(order_job(&world, &key)).await;
    let problem = parked(&verdict);
    assert_eq!(problem.code, Code::REFERENCE_NOT_FOUND);
    assert!(
        problem.message.contains("FOB") && problem.message.contains("Ex Works"),
        "{problem}"
    );
    assert!(world.records("orders").is_empty());
}

#[tokio::test]
async fn a_customer_is_found_by_the_mapped_email_address() {
    let world =
        World::new("[mapping.customer]\nEmailAddress = \"customer.field.invoice_email ?? customer.email\"")
            .await;
    let there = world.customer(json!({"Name": "Anna", "EmailAddress": "invoice@example.com"}));
    let contact = world.contact(&anna().field("INVOICE_EMAIL", "invoice@example.com"));
    let verdict = world.settle(job(&world, JobKind::Customer, &contact)).await;
    assert_eq!(document(&verdict).id, there["Id"]);
    world.only("customers");
}

#[tokio::test]
async fn a_row_can_say_everything_that_the_order_and_its_line_say() {
    let rule = "$join([order.id, order.source, order.number, order.url, order.placedOn, order.state, order.currency, \
                $string(order.total), $string(order.shipping), order.shippingMethod, order.paymentMethod, \
                order.discounts.name, $string(order.discounts.amount), line.productId, line.sku, line.name, \
                $string(line.quantity), $string(line.price), line.category, line.productUrl, line.imageUrl, \
                customer.email, customer.billing.city, company.country], '|')";
    let world = World::new(&format!("[mapping.row]\nText = \"{rule}\"")).await;
    world.stock();
    let seed = OrderSeed {
        url: "https://shop.example.com/orders/1001".to_owned(),
        shipping: dec("49"),
        shipping_method: "DHL Paket".to_owned(),
        payment_method: "Klarna".to_owned(),
        discounts: vec![DiscountSeed {
            name: "WELCOME".to_owned(),
            amount: dec("100"),
            ..DiscountSeed::default()
        }],
        lines: vec![LineSeed {
            category: "Lights".to_owned(),
            url: "https://shop.example.com/lamp".to_owned(),
            image_url: "https://shop.example.com/lamp.jpg".to_owned(),
            product_id: "p-7".to_owned(),
            ..LineSeed::new("LAMP", "Desk lamp, brass", 2, dec("1598"))
        }],
        ..lamps()
    };
    let key = world.order(&seed);
    document(&world.settle(order_job(&world, &key)).await);
    assert_eq!(
        world.only("orders")["Rows"][0]["Text"],
        format!(
            "5001|order:1:5001|1001|https://shop.example.com/orders/1001|2026-11-23|completed|SEK|1547|49|DHL Paket|Klarna|\
             WELCOME|100|p-7|LAMP|Desk lamp, brass|2|1598|Lights|https://shop.example.com/lamp|\
             https://shop.example.com/lamp.jpg|{EMAIL}|Stockholm|SE"
        )
    );
}
