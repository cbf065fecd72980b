//! The way back through both vendors' sandbox: sales of eAccounting that the flow has written to ActiveCampaign, with planted
//! differences. These are found and named, nothing else is, and the named commands mend what they say.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::time::Duration;

use aws::Worker;
use devstack::testing::IdleStack;
use eaccounting::types::QuoteConversionType;
use engine::{Delivery, JobOutcome};
use jiff::{Timestamp, ToSpan};
use ledger::{ClaimRequest, Key};
use messages::Language;
use model::{Cause, Code, Job, JobKind, Problem, Source};
use reconcile::{Class, Days, Difference, Direction, Finding, Reconciliation, Words};
use rust_decimal::Decimal;
use sandbox::activecampaign::{ConnectionSeed, LineSeed, OrderKey, OrderSeed};
use serde_json::{Value, json};
use uuid::Uuid;

const SETTINGS: &str = "\
[to_activecampaign.orders]
enabled = true
placed_after = 2000-01-01

[to_activecampaign.quotes]
enabled = true
as = \"order\"
";

const EMAIL: &str = "buyer@example.com";

fn dec(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn id_of(record: &Value) -> Uuid {
    record["Id"].as_str().unwrap().parse().unwrap()
}

struct Company {
    stack: IdleStack,
    worker: Worker,
    customer: Uuid,
    article: Uuid,
}

impl Company {
    async fn new(settings: &str) -> Self {
        let stack = IdleStack::unlimited().await;
        let books = stack.sandbox.eaccounting();
        let fields = json!({"Name": "Anna Bylund", "IsPrivatePerson": true, "EmailAddress": EMAIL});
        let customer = id_of(&books.add_customer(fields).unwrap());
        let article = id_of(
            &books
                .add_article(json!({"Number": "LAMP", "Name": "Lamp"}))
                .unwrap(),
        );
        stack.sandbox.activecampaign().add_connection(&ConnectionSeed {
            service: "a shop".to_owned(),
            external_id: "1".to_owned(),
            name: "A shop".to_owned(),
            ..ConnectionSeed::default()
        });
        stack.push_settings(settings).await;
        let worker = stack.builder().build();
        Self {
            stack,
            worker,
            customer,
            article,
        }
    }

    fn fields(&self, price: i64, more: Value) -> Value {
        let mut fields = json!({
            "CustomerId": self.customer, "CurrencyCode": "SEK",
            "Rows": [{
                "LineNumber": 1, "ArticleId": self.article, "Text": "Lamp", "UnitPrice": price, "Quantity": 3,
                "IsTextRow": false, "IsWorkCost": false, "EligibleForReverseChargeOnVat": false,
            }],
        });
        for (name, value) in more.as_object().unwrap() {
            fields[name] = value.clone();
        }
        fields
    }

    /// An order that a person has entered.
    fn entered(&self, price: i64) -> Uuid {
        self.entered_with(price, json!({}))
    }

    fn entered_with(&self, price: i64, more: Value) -> Uuid {
        id_of(
            &self
                .stack
                .sandbox
                .eaccounting()
                .add_order(self.fields(price, more))
                .unwrap(),
        )
    }

    async fn invoiced(&self, order: Uuid) -> Uuid {
        let flows = self.worker.flows().await.unwrap();
        let client = &flows.services().eaccounting;
        client.complete_order(order).await.unwrap();
        client.convert_order_to_invoice(order).await.unwrap().id
    }

    /// Runs the job of a document.
    async fn job(&self, kind: JobKind, source: &str, cause: Cause) -> JobOutcome {
        let job = Job {
            kind,
            source: source.parse().unwrap(),
            key: format!("{source} {}", Uuid::new_v4()),
            cause,
            first_seen: Timestamp::now(),
            version: None,
        };
        let delivery = Delivery {
            receive_count: 1,
            remaining: Duration::from_secs(60),
        };
        Box::pin(self.worker.flows().await.unwrap().handle(&job, delivery)).await
    }

    async fn write(&self, source: &str) {
        let ended = self.job(JobKind::WriteOrder, source, Cause::Poll).await;
        assert!(matches!(ended, JobOutcome::Done { .. }), "{source}: {ended:?}");
    }

    /// An order that was entered and written, and its source.
    async fn written(&self, price: i64) -> (Uuid, Source) {
        let order = self.entered(price);
        let source = format!("sales_order:{order}");
        self.write(&source).await;
        (order, source.parse().unwrap())
    }

    fn own_connection(&self) -> u64 {
        let snapshot = self.stack.sandbox.activecampaign().snapshot();
        let rows = snapshot["connections"].as_array().unwrap();
        let own = rows.iter().find(|row| row["service"] == "ekobridge").unwrap();
        own["id"].as_str().unwrap().parse().unwrap()
    }

    /// Our order in ActiveCampaign, with what a person has changed in it.
    fn change(&self, root: Uuid, price: &str, change: impl FnOnce(&mut OrderSeed)) {
        let mut seed = OrderSeed {
            connection: Some(self.own_connection()),
            id: root.to_string(),
            email: EMAIL.to_owned(),
            lines: vec![LineSeed::new("LAMP", "Lamp", 3, dec(price))],
            total: Some(dec(price) * dec("3")),
            status: "PENDING_PAYMENT".to_owned(),
            created: Timestamp::now().to_string(),
            ..OrderSeed::default()
        };
        change(&mut seed);
        self.stack.sandbox.activecampaign().add_order(&seed);
    }

    fn delete_there(&self, root: Uuid) {
        let key = OrderKey {
            connection: self.own_connection(),
            order: root.to_string(),
            rest_id: None,
        };
        assert!(self.stack.sandbox.activecampaign().delete_order(&key));
    }

    async fn compared(&self) -> Reconciliation {
        let today = Timestamp::now().to_zoned_datetime(jiff::tz::TimeZone::UTC).date();
        let days = Days {
            since: today - 1.day(),
            until: None,
        };
        Box::pin(reconcile::reconcile(
            &self.worker,
            days,
            Timestamp::now(),
            &|_| {},
        ))
        .await
        .unwrap()
    }
}

fn says(finding: &Finding, text: &str) -> bool {
    let differences: Vec<String> = finding.differences.iter().map(Difference::text).collect();
    Words::of(Language::English).reason(finding).contains(text) || differences.join("; ").contains(text)
}

fn commands(finding: &Finding) -> Vec<&str> {
    finding
        .advice
        .iter()
        .filter_map(|advice| advice.command.as_deref())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn planted_differences_of_the_way_back_are_found_and_nothing_else() {
    let company = Company::new(SETTINGS).await;
    let shop = company.stack.sandbox.activecampaign();
    let books = company.stack.sandbox.eaccounting();
    let ledger = company.worker.ledger().clone();
    // What agrees: ongoing, invoiced, paid, credited in part and whole, a quote, a chain of both, a collective invoice.
    for price in 100..104 {
        company.written(price).await;
    }
    for (paid, credited) in [(false, None), (true, None), (true, Some(1)), (false, Some(3))] {
        let order = company.entered(130);
        let invoice = company.invoiced(order).await;
        if paid {
            books.pay_invoice(invoice, None).unwrap();
        }
        company.write(&format!("invoice:{invoice}")).await;
        if let Some(quantity) = credited {
            let rows = [(1, Decimal::from(quantity))];
            books.credit_invoice(invoice, Some(&rows)).unwrap();
            company.write(&format!("invoice:{invoice}")).await;
        }
    }
    let quote = |price: i64| {
        let row = json!({"ArticleId": company.article, "Text": "Lamp", "UnitPrice": price, "Quantity": 3});
        id_of(
            &books
                .add_quote(json!({"CustomerId": company.customer, "Rows": [row]}))
                .unwrap(),
        )
    };
    for price in [140, 141] {
        let quote = quote(price);
        let ended = company
            .job(JobKind::WriteOrder, &format!("quote:{quote}"), Cause::Poll)
            .await;
        assert!(matches!(ended, JobOutcome::Done { .. }), "{ended:?}");
        if price == 141 {
            books.accept_quote(quote).unwrap();
            let flows = company.worker.flows().await.unwrap();
            let client = &flows.services().eaccounting;
            let order = client
                .convert_quote_to_order(quote, QuoteConversionType::Order)
                .await
                .unwrap()
                .id;
            company.write(&format!("sales_order:{order}")).await;
        }
    }
    let together = [company.entered(150), company.entered(151)];
    for order in together {
        let flows = company.worker.flows().await.unwrap();
        flows.services().eaccounting.complete_order(order).await.unwrap();
    }
    let collective = id_of(&books.invoice_together(&together).unwrap());
    company.write(&format!("invoice:{collective}")).await;

    let mut planted: BTreeMap<Source, (Class, &str)> = BTreeMap::new();
    let of = |kind: &str, id: Uuid| -> Source { format!("{kind}:{id}").parse().unwrap() };

    // Missing in ActiveCampaign.
    let missing = Class::MissingInActiveCampaign;
    let order = company.entered(200);
    planted.insert(of("sales_order", order), (missing, "Never written"));
    let (order, source) = company.written(201).await;
    company.delete_there(order);
    planted.insert(source, (missing, "no longer has it"));
    let order = company.entered(202);
    let refused = Problem::new(Code::ACTIVECAMPAIGN_REJECTED, "It is refused.", "Mend it.");
    ledger
        .park_leaseless(
            &Key::written_order(&order.to_string()),
            ClaimRequest::default(),
            &refused,
        )
        .await
        .unwrap();
    planted.insert(of("sales_order", order), (missing, "It is refused"));
    let order = company.entered(203);
    ledger
        .hold(&Key::written_order(&order.to_string()), "settled otherwise", "me")
        .await
        .unwrap();
    planted.insert(of("sales_order", order), (missing, "on hold: settled otherwise"));
    let order = company.entered(204);
    let invoice = company.invoiced(order).await;
    planted.insert(of("invoice", invoice), (missing, "Never written"));

    // Different.
    let different = Class::Different;
    let (order, source) = company.written(210).await;
    company.change(order, "210", |seed| seed.total = Some(dec("629.99")));
    planted.insert(source, (different, "(+0.01)"));
    let (order, source) = company.written(211).await;
    company.change(order, "211", |seed| seed.status = "COMPLETED".to_owned());
    planted.insert(
        source,
        (different, "state \"completed\" in ActiveCampaign, \"ongoing\""),
    );
    let (order, source) = company.written(212).await;
    company.change(order, "212", |seed| {
        seed.lines = vec![
            LineSeed::new("LAMP", "Lamp", 2, dec("212")),
            LineSeed::new("BULB", "Bulb", 1, dec("212")),
        ];
    });
    planted.insert(
        source,
        (
            different,
            "article BULB: 1 × 212 in ActiveCampaign, none in eAccounting",
        ),
    );
    let (order, source) = company.written(213).await;
    company.change(order, "213", |seed| seed.currency = "EUR".to_owned());
    planted.insert(
        source,
        (different, "currency EUR in ActiveCampaign, SEK in eAccounting"),
    );
    let (order, _) = company.written(214).await;
    let invoice = company.invoiced(order).await;
    books.pay_invoice(invoice, None).unwrap();
    planted.insert(of("invoice", invoice), (different, "no job has written that yet"));

    // Refunded on one side.
    let (order, _) = company.written(220).await;
    let invoice = company.invoiced(order).await;
    books.pay_invoice(invoice, None).unwrap();
    company.write(&format!("invoice:{invoice}")).await;
    books.credit_invoice(invoice, None).unwrap();
    planted.insert(
        of("invoice", invoice),
        (Class::RefundedOnOneSide, "\"completed\" in ActiveCampaign"),
    );

    // There twice: under two of its documents, and as a store's order.
    let twice = Class::SentTwice;
    let first = quote(230);
    company
        .job(JobKind::WriteOrder, &format!("quote:{first}"), Cause::Poll)
        .await;
    books.accept_quote(first).unwrap();
    let flows = company.worker.flows().await.unwrap();
    let client = &flows.services().eaccounting;
    let second = client
        .convert_quote_to_order(first, QuoteConversionType::Order)
        .await
        .unwrap()
        .id;
    company.change(second, "230", |_| {});
    planted.insert(
        of("sales_order", second),
        (twice, "under the ids of different documents"),
    );
    let reference = json!({"BuyersOrderReference": "5001"});
    let order = company.entered_with(231, reference);
    company.write(&format!("sales_order:{order}")).await;
    shop.add_order(&OrderSeed {
        id: "5001".to_owned(),
        connection: Some(1),
        email: EMAIL.to_owned(),
        lines: vec![LineSeed::new("LAMP", "Lamp", 3, dec("693"))],
        ..OrderSeed::default()
    });
    planted.insert(of("sales_order", order), (twice, "order:1:5001"));

    // Deleted in eAccounting, and still counted on.
    let (order, source) = company.written(240).await;
    books.delete_record("orders", order).unwrap();
    planted.insert(source, (Class::MissingInEaccounting, "no longer in eAccounting"));
    assert_eq!(planted.len(), 14);

    // What is no difference: made of a store's order, a draft, a customer without an address, deleted and cancelled.
    shop.add_order(&OrderSeed {
        id: "5002".to_owned(),
        connection: Some(1),
        email: EMAIL.to_owned(),
        lines: vec![LineSeed::new("LAMP", "Lamp", 1, dec("299"))],
        ..OrderSeed::default()
    });
    let ended = company.job(JobKind::Order, "order:1:5002", Cause::Webhook).await;
    assert!(matches!(ended, JobOutcome::Done { .. }), "{ended:?}");
    company.entered_with(250, json!({"Status": 1}));
    let nobody = id_of(
        &books
            .add_customer(json!({"Name": "Nobody", "IsPrivatePerson": true}))
            .unwrap(),
    );
    company.entered_with(251, json!({"CustomerId": nobody}));
    let (order, _) = company.written(252).await;
    company.change(order, "252", |seed| seed.status = "CANCELLED".to_owned());
    books.delete_record("orders", order).unwrap();
    // Another company's connection of this account.
    let other = shop.add_connection(&ConnectionSeed {
        service: "ekobridge".to_owned(),
        external_id: "another company".to_owned(),
        ..ConnectionSeed::default()
    });
    shop.add_order(&OrderSeed {
        id: Uuid::new_v4().to_string(),
        connection: Some(other),
        email: EMAIL.to_owned(),
        lines: vec![LineSeed::new("LAMP", "Lamp", 1, dec("299"))],
        ..OrderSeed::default()
    });

    let found = company.compared().await;
    let mut open = planted.clone();
    for finding in &found.findings {
        let (class, text) = open
            .remove(&finding.record)
            .unwrap_or_else(|| panic!("nothing was planted: {finding:#?}"));
        assert_eq!(finding.direction, Direction::ToActiveCampaign, "{finding:#?}");
        assert_eq!(finding.class, class, "{finding:#?}");
        assert!(says(finding, text), "{text} is missing in {finding:#?}");
        assert!(!finding.advice.is_empty(), "{finding:#?}");
    }
    assert!(open.is_empty(), "not found: {open:#?}");
    assert_eq!(found.notes, Vec::<String>::new());
    let way_back = found.way_back.as_ref().unwrap();
    assert_eq!((way_back.matched, way_back.sales), (12, 26));
    assert_eq!(way_back.left_out.len(), 1, "{:?}", way_back.left_out);
    assert!(way_back.left_out[0].reason.contains("no e-mail address"));
    assert!(found.calls <= 40, "{} calls", found.calls);
    for shown in [
        reconcile::csv(&found),
        reconcile::page(
            &found,
            "the test",
            &reconcile::View {
                language: messages::Language::English,
                zone: &jiff::tz::TimeZone::UTC,
                command_suffix: "",
                link: &|_| None,
            },
        ),
    ] {
        for record in planted.keys() {
            assert!(shown.contains(&record.to_string()), "{record} is missing");
        }
        assert!(
            !shown.contains("Anna") && !shown.contains("example.com"),
            "{shown}"
        );
    }

    // The commands mend what they say.
    for finding in &found.findings {
        let is_by_hand = finding.class == Class::SentTwice || says(finding, "on hold");
        let Some(command) = commands(finding)
            .into_iter()
            .find(|command| command.starts_with("replay "))
            .filter(|_| !is_by_hand)
        else {
            continue;
        };
        let source = command.split(' ').nth(1).unwrap();
        let ended = company.job(JobKind::WriteOrder, source, Cause::Replay).await;
        assert!(matches!(ended, JobOutcome::Done { .. }), "{command}: {ended:?}");
    }
    let found = company.compared().await;
    let left: Vec<(Class, bool)> = found
        .findings
        .iter()
        .map(|finding| (finding.class, says(finding, "on hold")))
        .collect();
    assert_eq!(left, [(missing, true), (twice, false), (twice, false)]);
    assert!(
        company.stack.sandbox.violations().is_empty(),
        "{:?}",
        company.stack.sandbox.violations()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_direction_that_is_off_is_not_compared() {
    let company = Company::new("").await;
    company.entered(100);
    let found = company.compared().await;
    assert_eq!(found.way_back, None);
    assert!(found.agrees(), "{:#?}", found.findings);
    let words = reconcile::Words::of(messages::Language::English);
    assert!(words.remarks(&found)[0].ends_with("it is not compared."));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_settings_leave_out_of_the_way_back_names_the_setting() {
    let company = Company::new(&format!("{SETTINGS}\n[shipping]\n").replace(
        "placed_after = 2000-01-01",
        "states = \"paid\"\nsource = \"entered\"",
    ))
    .await;
    company.entered(100);
    company.entered_with(101, json!({"BuyersOrderReference": "PO 7"}));
    let found = company.compared().await;
    assert!(found.agrees(), "{:#?}", found.findings);
    let way_back = found.way_back.unwrap();
    let mut keys: Vec<&str> = way_back
        .left_out
        .iter()
        .flat_map(|left_out| &left_out.settings)
        .map(|line| line.key.as_str())
        .collect();
    keys.sort_unstable();
    assert_eq!(
        keys,
        [
            "to_activecampaign.orders.source",
            "to_activecampaign.orders.states"
        ]
    );
    assert_eq!((way_back.matched, way_back.sales), (0, 0));
}
