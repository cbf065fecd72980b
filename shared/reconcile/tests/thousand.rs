//! A thousand orders in three currencies through both vendors' sandbox, the ledger and the activity log, with twenty planted
//! differences: these are found and named, and nothing else.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;

use devstack::testing::IdleStack;
use futures::stream::{self, StreamExt};
use jiff::{SignedDuration, Timestamp, ToSpan};
use ledger::{ClaimOutcome, ClaimRequest, Document, DocumentKind, Intent, Key, Lease};
use messages::Language;
use model::{Code, JobKind, Problem, Source, Vendor};
use reconcile::{Class, Days, Difference, Finding, Reconciliation, Words};
use rust_decimal::Decimal;
use sandbox::activecampaign::{ConnectionSeed, LineSeed, OrderSeed};
use serde_json::{Value, json};
use uuid::Uuid;

const CURRENCIES: [&str; 3] = ["SEK", "EUR", "NOK"];

fn dec(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn id_of(record: &Value) -> Uuid {
    record["Id"].as_str().unwrap().parse().unwrap()
}

struct Company {
    stack: IdleStack,
    /// By currency.
    customers: BTreeMap<&'static str, Uuid>,
    articles: [Uuid; 2],
    started: Timestamp,
}

impl Company {
    async fn new() -> Self {
        let stack = IdleStack::new().await;
        let books = stack.sandbox.eaccounting();
        let customer = |currency: &str| {
            let fields = json!({
                "Name": format!("Customer in {currency}"), "CurrencyCode": currency, "IsPrivatePerson": true,
                "EmailAddress": format!("{}@example.com", currency.to_lowercase()),
            });
            id_of(&books.add_customer(fields).unwrap())
        };
        let article = |number: &str| {
            let fields = json!({"Number": number, "Name": format!("Article {number}")});
            id_of(&books.add_article(fields).unwrap())
        };
        let customers = CURRENCIES.map(|currency| (currency, customer(currency))).into();
        let articles = [article("SPADE"), article("RAKE")];
        stack.sandbox.activecampaign().add_connection(&ConnectionSeed {
            service: "a shop".to_owned(),
            external_id: "1".to_owned(),
            name: "A shop".to_owned(),
            ..ConnectionSeed::default()
        });
        Self {
            stack,
            customers,
            articles,
            started: Timestamp::now(),
        }
    }

    /// An order of some spades and one rake; the number of the order decides how many, the currency and the prices.
    fn seed(&self, number: u32) -> OrderSeed {
        let (spades, price) = self.spades(number);
        OrderSeed {
            id: number.to_string(),
            number: format!("W-{number}"),
            email: format!("buyer{}@example.com", number % 97),
            currency: self.currency(number).to_owned(),
            lines: vec![
                LineSeed::new("SPADE", "Spade", spades, price * Decimal::from(spades)),
                LineSeed::new("RAKE", "Rake", 1, dec("49.90")),
            ],
            created: (self.started - SignedDuration::from_mins(i64::from(number % 1000))).to_string(),
            ..OrderSeed::default()
        }
    }

    fn currency(&self, number: u32) -> &'static str {
        CURRENCIES[number as usize % 3]
    }

    fn spades(&self, number: u32) -> (u32, Decimal) {
        (1 + number % 3, Decimal::new(10_000 + i64::from(number % 500), 2))
    }

    fn rows(&self, number: u32) -> Vec<Value> {
        let (spades, price) = self.spades(number);
        let row = |line: usize, quantity: u32, price: Decimal| {
            json!({
                "LineNumber": line, "ArticleId": self.articles[line - 1], "IsTextRow": false, "IsWorkCost": false, "EligibleForReverseChargeOnVat": false,
                "Quantity": quantity, "UnitPrice": serde_json::from_str::<Value>(&price.to_string()).unwrap(),
            })
        };
        vec![row(1, spades, price), row(2, 1, dec("49.90"))]
    }

    /// The order in eAccounting, as the flow makes it.
    fn book(&self, number: u32, rows: Vec<Value>) -> Uuid {
        self.book_in(number, self.currency(number), rows)
    }

    fn book_in(&self, number: u32, currency: &'static str, rows: Vec<Value>) -> Uuid {
        let fields = json!({
            "CustomerId": self.customers[currency], "CurrencyCode": currency, "Status": 2,
            "BuyersOrderReference": format!("W-{number}"), "Rows": rows,
        });
        id_of(&self.stack.sandbox.eaccounting().add_order(fields).unwrap())
    }

    fn key(number: u32) -> Key {
        Key::source(&source(number))
    }

    async fn committed(&self, number: u32) -> Lease {
        let intent = Intent {
            what: DocumentKind::Order,
            natural_key: format!("W-{number}"),
            customer_id: None,
            step: "create order".to_owned(),
        };
        let claimed = self
            .stack
            .worker
            .ledger()
            .claim_with_intent(&Self::key(number), ClaimRequest::default(), intent)
            .await
            .unwrap();
        match claimed {
            ClaimOutcome::Fresh(lease) => lease,
            other => panic!("{other:?}"),
        }
    }

    /// The ledger knows the order as done, by this document.
    async fn record(&self, number: u32, order: Uuid) {
        let lease = self.committed(number).await;
        let document = Document {
            kind: DocumentKind::Order,
            id: order.to_string(),
            number: Some("1".to_owned()),
        };
        self.stack
            .worker
            .ledger()
            .done(lease, Some(document))
            .await
            .unwrap();
    }

    /// An order that both have, and that agrees.
    async fn agreeing(&self, number: u32) -> Uuid {
        self.stack.sandbox.activecampaign().add_order(&self.seed(number));
        let order = self.book(number, self.rows(number));
        self.record(number, order).await;
        order
    }

    /// An order in ActiveCampaign that was booked as something else.
    async fn booked_as(&self, number: u32, rows: Vec<Value>) {
        self.stack.sandbox.activecampaign().add_order(&self.seed(number));
        let order = self.book(number, rows);
        self.record(number, order).await;
    }

    async fn invoiced(&self, order: Uuid) -> Uuid {
        let flows = self.stack.worker.flows().await.unwrap();
        let client = &flows.services().eaccounting;
        client.complete_order(order).await.unwrap();
        client.convert_order_to_invoice(order).await.unwrap().id
    }

    async fn compared(&self) -> Reconciliation {
        let since = (self.started.to_zoned_datetime(jiff::tz::TimeZone::UTC).date()) - 2.days();
        let days = Days { since, until: None };
        Box::pin(reconcile::reconcile(
            &self.stack.worker,
            days,
            Timestamp::now(),
            &|_| {},
        ))
        .await
        .unwrap()
    }
}

fn source(number: u32) -> Source {
    format!("order:1:{number}").parse().unwrap()
}

/// What of a finding is planted: its class, and a text that its reason or its differences have.
fn says(finding: &Finding, text: &str) -> bool {
    let differences: Vec<String> = finding.differences.iter().map(Difference::text).collect();
    Words::of(Language::English).reason(finding).contains(text) || differences.join("; ").contains(text)
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_planted_differences_among_a_thousand_orders_are_found() {
    let company = Company::new().await;
    let ledger = company.stack.worker.ledger().clone();
    let shop = company.stack.sandbox.activecampaign();
    let books = company.stack.sandbox.eaccounting();
    // The ledger knows some of them; the others are found by their reference.
    for number in (1..=980).filter(|number| number % 5 != 0) {
        shop.add_order(&company.seed(number));
        company.book(number, company.rows(number));
    }
    let recorded = stream::iter((1..=980).filter(|number| number % 5 == 0));
    recorded
        .for_each_concurrent(8, |number| {
            let company = &company;
            async move {
                company.agreeing(number).await;
            }
        })
        .await;
    let mut planted: BTreeMap<Source, (Class, &str)> = BTreeMap::new();
    let mut plant = |number: u32, class: Class, text: &'static str| {
        planted.insert(source(number), (class, text));
    };

    // Missing in eAccounting, each for a reason of its own.
    let missing = Class::MissingInEaccounting;
    for number in 2001..=2006 {
        shop.add_order(&company.seed(number));
    }
    plant(2001, missing, "Never heard of");
    let parked = Problem::new(
        Code::SKU_UNKNOWN,
        "Article X is not known.",
        "Create it in eAccounting.",
    );
    let ask = ClaimRequest::default();
    ledger
        .park_leaseless(&Company::key(2002), ask, &parked)
        .await
        .unwrap();
    plant(2002, missing, "Article X is not known");
    ledger
        .hold(&Company::key(2003), "paid in cash, booked by hand", "me")
        .await
        .unwrap();
    plant(2003, missing, "on hold: paid in cash");
    let lost = Problem::new(Code::OUTCOME_UNKNOWN, "No answer came.", "");
    let lease = company.committed(2004).await;
    ledger.in_doubt(lease, &lost, None).await.unwrap();
    plant(2004, missing, "no answer said whether");
    let down =
        Problem::new(Code::EACCOUNTING_SERVER_ERROR, "eAccounting failed.", "").of(Vendor::Eaccounting);
    let later = Timestamp::now() + SignedDuration::from_hours(1);
    let ask = ClaimRequest::default();
    ledger
        .wait_leaseless(&Company::key(2005), ask, &down, later, true)
        .await
        .unwrap();
    plant(2005, missing, "eAccounting failed");
    let deleted = company.book(2006, company.rows(2006));
    company.record(2006, deleted).await;
    books.delete_record("orders", deleted).unwrap();
    plant(2006, missing, "somebody has deleted the document");

    // Missing in ActiveCampaign: known by the ledger, whose key is the reference, and by the activity log.
    let gone = Class::MissingInActiveCampaign;
    let by_id = {
        let fields = json!({
            "CustomerId": company.customers["SEK"], "CurrencyCode": "SEK", "BuyersOrderReference": "2011",
            "Rows": company.rows(2011),
        });
        id_of(&books.add_order(fields).unwrap())
    };
    company.record(2011, by_id).await;
    plant(2011, gone, "no longer in ActiveCampaign");
    let logged = company.book(2012, company.rows(2012));
    company.record(2012, logged).await;
    let job = devstack::testing::job(JobKind::Order, "order:1:2012");
    let mut entry = journal::Recorder::new(&job, Timestamp::now());
    entry.document(journal::Document {
        kind: "order".to_owned(),
        id: logged.to_string(),
        number: None,
    });
    let entry = entry.finish(
        journal::Outcome::Done,
        Timestamp::now(),
        &journal::Redaction::default(),
    );
    company.stack.worker.journal().put(&entry).await.unwrap();
    plant(2012, gone, "no longer in ActiveCampaign");

    // Sent twice: entered by hand beside ours, and invoiced twice.
    let twice = Class::SentTwice;
    company.agreeing(2021).await;
    company.book(2021, company.rows(2021));
    plant(2021, twice, "made otherwise");
    shop.add_order(&company.seed(2022));
    company.book(2022, company.rows(2022));
    company.book(2022, company.rows(2022));
    plant(2022, twice, "bills the whole order");

    // Different, each in another way.
    let different = Class::Different;
    let changed = |number: u32, row: usize, field: &str, value: Value| {
        let mut rows = company.rows(number);
        rows[row][field] = value;
        rows
    };
    company
        .booked_as(2031, changed(2031, 1, "UnitPrice", json!(49.89)))
        .await;
    plant(2031, different, "(-0.01)");
    company
        .booked_as(2032, changed(2032, 1, "Quantity", json!(3)))
        .await;
    plant(2032, different, "article RAKE: 1 ordered, 3 billed");
    company.booked_as(2033, company.rows(2033)[..1].to_vec()).await;
    plant(2033, different, "article RAKE: 1 ordered, no row");
    company
        .booked_as(2034, changed(2034, 1, "UnitPrice", json!(94.90)))
        .await;
    plant(
        2034,
        different,
        "article RAKE: 49.90 in ActiveCampaign, 94.90 in eAccounting",
    );
    let with_vat = OrderSeed {
        tax: dec("6.00"),
        total: Some(company.total(2035)),
        ..company.seed(2035)
    };
    shop.add_rest_order(&with_vat);
    let order = company.book(2035, company.rows(2035));
    company.record(2035, order).await;
    plant(2035, different, "VAT 6.00");
    shop.add_order(&company.seed(2036));
    let order = company.book_in(2036, "EUR", company.rows(2036));
    assert_ne!(company.currency(2036), "EUR");
    company.record(2036, order).await;
    plant(2036, different, "in ActiveCampaign, EUR in eAccounting");
    // By hand, under the order's number, and not known to the ledger.
    shop.add_order(&company.seed(2037));
    company.book(2037, changed(2037, 0, "UnitPrice", json!(1)));
    plant(2037, different, "Ekobridge has not made it");

    // Refunded on one side.
    let refunded = Class::RefundedOnOneSide;
    company.agreeing(2041).await;
    let is_refunded = |number: u32| OrderSeed {
        status: "REFUNDED".to_owned(),
        ..company.seed(number)
    };
    shop.add_order(&is_refunded(2041));
    plant(2041, refunded, "not credited in eAccounting");
    let order = company.agreeing(2042).await;
    let invoice = company.invoiced(order).await;
    books.credit_invoice(invoice, None).unwrap();
    plant(2042, refunded, "not refunded in ActiveCampaign");
    let order = company.agreeing(2043).await;
    let invoice = company.invoiced(order).await;
    books.credit_invoice(invoice, Some(&[(2, Decimal::ONE)])).unwrap();
    plant(2043, refunded, "49.90 credited in eAccounting");
    assert_eq!(planted.len(), 20);

    // What is no difference: left out, refunded on both sides, invoiced, entered by hand, another buyer's reference, older.
    for number in 3001..=3005 {
        shop.add_order(&OrderSeed {
            status: "PENDING_PAYMENT".to_owned(),
            ..company.seed(number)
        });
    }
    let order = company.agreeing(3011).await;
    let invoice = company.invoiced(order).await;
    books.credit_invoice(invoice, None).unwrap();
    shop.add_order(&is_refunded(3011));
    let order = company.agreeing(3012).await;
    company.invoiced(order).await;
    let order = company.agreeing(3013).await;
    let flows = company.stack.worker.flows().await.unwrap();
    flows.services().eaccounting.complete_order(order).await.unwrap();
    books.invoice_together(&[order]).unwrap();
    for reference in ["", "a purchase order of theirs"] {
        let fields = json!({
            "CustomerId": company.customers["SEK"], "CurrencyCode": "SEK", "BuyersOrderReference": reference,
            "Rows": company.rows(7),
        });
        books.add_order(fields).unwrap();
    }
    let older = OrderSeed {
        created: (company.started - SignedDuration::from_hours(24 * 30)).to_string(),
        ..company.seed(3021)
    };
    shop.add_order(&older);
    let order = company.book(3021, company.rows(3021));
    company.record(3021, order).await;

    let found = company.compared().await;
    let mut open = planted.clone();
    for finding in &found.findings {
        let (class, text) = open
            .remove(&finding.record)
            .unwrap_or_else(|| panic!("nothing was planted: {finding:#?}"));
        assert_eq!(finding.class, class, "{finding:#?}");
        assert!(says(finding, text), "{text} is missing in {finding:#?}");
        assert!(!finding.advice.is_empty(), "{finding:#?}");
    }
    assert!(open.is_empty(), "not found: {open:#?}");
    assert_eq!(found.left_out.len(), 1, "{:?}", found.left_out);
    assert_eq!(found.left_out[0].records.len(), 5);
    assert_eq!(found.left_out[0].settings[0].key, "orders.status_filter");
    assert_eq!(found.matched, 983);
    assert_eq!(found.sales, found.matched + 18 + 5);
    assert_eq!(found.sums.len(), 3, "{:?}", found.sums);
    assert_eq!(found.notes, Vec::<String>::new());

    // The totals' difference is what the findings come to.
    for sum in &found.sums {
        let of_currency = found.findings.iter().filter(|finding| {
            finding.currency == sum.currency && finding.class != Class::MissingInActiveCampaign
        });
        let is_over = |finding: &Finding| says(finding, "cancelled or refunded in ActiveCampaign");
        let off: Decimal = of_currency
            .map(|finding| {
                let in_shop = if is_over(finding) {
                    Decimal::ZERO
                } else {
                    finding.activecampaign.unwrap_or_default()
                };
                let booked = if says(finding, "EUR in eAccounting") {
                    Decimal::ZERO
                } else {
                    finding.eaccounting.unwrap_or_default()
                };
                booked - in_shop
            })
            .sum();
        let elsewhere = found
            .findings
            .iter()
            .filter(|finding| sum.currency == "EUR" && says(finding, "EUR in eAccounting"));
        let elsewhere: Decimal = elsewhere.filter_map(|finding| finding.eaccounting).sum();
        assert_eq!(sum.difference(), off + elsewhere, "{sum:?}");
    }
    // Pages of 100 and of 1,000, and single reads for what the lists leave open.
    assert!(found.calls <= 60, "{} calls", found.calls);
    assert!(
        company.stack.sandbox.violations().is_empty(),
        "{:?}",
        company.stack.sandbox.violations()
    );

    // The CSV has each finding, and no page or file names a person.
    let csv = reconcile::csv(&found);
    let page = reconcile::page(
        &found,
        "the test",
        &reconcile::View {
            language: messages::Language::English,
            zone: &jiff::tz::TimeZone::UTC,
            command_suffix: "",
            link: &|_| None,
        },
    );
    for record in planted.keys() {
        assert!(csv.contains(&format!("\"{record}\"")) && page.contains(&record.to_string()));
    }
    assert_eq!(csv.lines().count(), 1 + 20 + 5);
    for shown in [&csv, &page] {
        assert!(!shown.contains("example.com") && !shown.contains("Customer in"));
    }
}

impl Company {
    fn total(&self, number: u32) -> Decimal {
        let (spades, price) = self.spades(number);
        price * Decimal::from(spades) + dec("49.90")
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refund_that_a_person_was_told_of_is_not_advised_to_be_replayed() {
    let company = Company::new().await;
    let shop = company.stack.sandbox.activecampaign();
    for number in [1, 2] {
        company.agreeing(number).await;
        shop.add_order(&OrderSeed {
            status: "REFUNDED".to_owned(),
            ..company.seed(number)
        });
    }
    let told = Problem::new(
        Code::CANCELLED_AFTER_CREATION,
        "The order was refunded after it was sent.",
        "Delete the order in eAccounting.",
    );
    let ledger = company.stack.worker.ledger();
    let record = ledger.get(&Company::key(1)).await.unwrap().unwrap();
    let unsettled = ledger::Amendment::Unsettled(&told);
    ledger
        .amend(&record, ClaimRequest::default(), unsettled)
        .await
        .unwrap();

    let found = company.compared().await;
    let commands = |number: u32| -> Vec<&str> {
        let finding = found
            .findings
            .iter()
            .find(|finding| finding.record == source(number));
        finding
            .unwrap()
            .advice
            .iter()
            .filter_map(|advice| advice.command.as_deref())
            .collect()
    };
    assert_eq!(commands(1), ["parked resolve order:1:1"]);
    assert_eq!(commands(2), ["replay order:1:2 --again"]);
}
