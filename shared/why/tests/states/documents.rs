//! What has become of a record in eAccounting: every document, whoever made it.

use rust_decimal::Decimal;
use sandbox::{Action, Vendor};
use serde_json::{Value, json};
use uuid::Uuid;
use why::{Answer, AnsweredDocument, State};

use crate::World;

const INVOICES: &str =
    "[articles]\non_unknown_sku = \"create\"\n[orders]\ndocument = \"invoice\"\non_cancel = \"credit\"\n";
const DRAFTS: &str = "[articles]\non_unknown_sku = \"create\"\n[orders]\ndocument = \"invoice-draft\"\n";
const ORDERS: &str = "[articles]\non_unknown_sku = \"create\"\n[orders]\norder_status = \"shipped\"\n";

impl World {
    /// The shop refunds the order, and its job is done.
    async fn refund(&self) {
        self.is_refunded();
        self.replay().await;
    }

    fn only(&self, what: &str) -> Value {
        let mut records = self.0.sandbox.eaccounting().records(what);
        assert_eq!(records.len(), 1, "{what}");
        records.remove(0)
    }

    async fn client(&self) -> std::sync::Arc<eaccounting::Client> {
        std::sync::Arc::clone(&self.0.worker.flows().await.unwrap().services().eaccounting)
    }

    fn delete(&self, what: &str) {
        let id = id(&self.only(what));
        self.0.sandbox.eaccounting().delete_record(what, id).unwrap();
    }

    /// A person books the only draft.
    async fn book_draft(&self) {
        let draft = id(&self.only("customerinvoicedrafts"));
        let booked = self.client().await;
        booked
            .convert_invoice_draft(draft, &Default::default())
            .await
            .unwrap();
    }
}

fn id(record: &Value) -> Uuid {
    record["Id"].as_str().unwrap().parse().unwrap()
}

fn amount(text: &str) -> Option<Decimal> {
    Some(text.parse().unwrap())
}

fn kinds(answer: &Answer) -> Vec<&str> {
    let kinds = answer.documents.iter();
    kinds.map(|document| document.kind.as_str()).collect()
}

fn of_kind<'a>(answer: &'a Answer, kind: &str) -> &'a AnsweredDocument {
    let mut documents = answer.documents.iter();
    let found = documents.find(|document| document.kind == kind);
    found.unwrap_or_else(|| panic!("no {kind}: {answer:?}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refunded_order_shows_its_invoice_and_the_credit_of_it() {
    let world = World::new(INVOICES).await;
    world.work().await;
    world.refund().await;
    let answer = world.answer().await;
    assert_eq!(answer.state, State::Sent, "{answer:?}");
    assert_eq!(
        answer.summary,
        "Order 5001 was sent: it is invoice 1 in eAccounting, credited by credit invoice 2."
    );
    assert_eq!(
        kinds(&answer),
        ["invoice_draft", "invoice", "credit_draft", "credit_invoice"]
    );
    let invoice = of_kind(&answer, "invoice");
    let credit = of_kind(&answer, "credit_invoice");
    assert_eq!(
        (invoice.total, invoice.total_text()),
        (amount("299"), Some("299.00 SEK".to_owned()))
    );
    assert_eq!(
        (credit.total, credit.number.as_deref()),
        (amount("-299"), Some("2"))
    );
    assert!(!credit.is_by_person && credit.exists == Some(true), "{credit:?}");
    // Neither draft is lost: each became what follows it.
    let drafts = [
        of_kind(&answer, "invoice_draft"),
        of_kind(&answer, "credit_draft"),
    ];
    assert_eq!(
        drafts.map(|draft| draft.booked_as.clone()),
        [Some(invoice.id.clone()), Some(credit.id.clone())]
    );
    assert!(
        answer.details.is_empty() && answer.advice.is_empty(),
        "{answer:?}"
    );
    let sandbox = &world.0.sandbox;
    assert!(sandbox.violations().is_empty(), "{:?}", sandbox.violations());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invoice_shows_what_nobody_has_paid_of_it() {
    let world = World::new(INVOICES).await;
    world.work().await;
    let answer = world.answer().await;
    let unpaid = of_kind(&answer, "invoice").unpaid_text();
    assert_eq!(unpaid.as_deref(), Some("299.00 SEK"));
    let invoice = id(&world.only("customerinvoices"));
    let paid = json!({"RemainingAmount": 0, "RemainingAmountInvoiceCurrency": 0});
    world
        .0
        .sandbox
        .eaccounting()
        .amend("customerinvoices", invoice, paid)
        .unwrap();
    let answer = world.answer().await;
    assert_eq!(of_kind(&answer, "invoice").unpaid_text(), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_invoice_that_a_person_made_of_an_order_is_shown_with_it() {
    let world = World::new(ORDERS).await;
    world.work().await;
    let order = id(&world.only("orders"));
    world
        .client()
        .await
        .convert_order_to_invoice(order)
        .await
        .unwrap();
    let answer = world.answer().await;
    assert_eq!(kinds(&answer), ["order", "invoice"]);
    let invoice = of_kind(&answer, "invoice");
    assert!(
        invoice.is_by_person && invoice.total == amount("299"),
        "{invoice:?}"
    );
    assert!(answer.summary.contains("it is invoice 1"), "{answer:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_credit_that_a_person_made_is_shown_with_the_invoice() {
    let world = World::new(INVOICES).await;
    world.work().await;
    let invoice = id(&world.only("customerinvoices"));
    let credit = Uuid::from_u128(7);
    let by = json!({"CreditedBy": [{"CreditInvoiceId": credit}]});
    world
        .0
        .sandbox
        .eaccounting()
        .amend("customerinvoices", invoice, by)
        .unwrap();
    let answer = world.answer().await;
    let shown = of_kind(&answer, "credit_invoice");
    // One that can't be read is shown all the same.
    assert_eq!((shown.id.clone(), shown.exists), (credit.to_string(), None));
    assert!(shown.is_by_person, "{shown:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_that_a_person_booked_is_shown_as_its_invoice_and_not_as_lost() {
    let world = World::new(DRAFTS).await;
    world.work().await;
    world.book_draft().await;
    let answer = world.answer().await;
    assert_eq!(answer.state, State::Sent, "{answer:?}");
    assert_eq!(kinds(&answer), ["invoice_draft", "invoice"]);
    let invoice = of_kind(&answer, "invoice");
    let draft = of_kind(&answer, "invoice_draft");
    assert_eq!(draft.booked_as.as_ref(), Some(&invoice.id));
    assert!(invoice.is_by_person, "{invoice:?}");
    assert_eq!(
        answer.summary,
        "Order 5001 was sent: it is invoice 1 in eAccounting."
    );
    assert_eq!(
        answer.details,
        ["Somebody booked its draft in eAccounting: it is invoice 1 now."]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_that_a_person_deleted_is_told_as_deleted() {
    let world = World::new(DRAFTS).await;
    world.work().await;
    let draft = id(&world.only("customerinvoicedrafts"));
    world.client().await.delete_invoice_draft(draft).await.unwrap();
    let answer = world.answer().await;
    assert_eq!(kinds(&answer), ["invoice_draft"]);
    assert_eq!(answer.documents[0].exists, Some(false));
    assert!(answer.details[0].contains("deleted it there"), "{answer:?}");
    assert!(answer.summary.contains("it was invoice draft"), "{answer:?}");
}

/// What the answer says, in one text.
fn told(answer: &Answer) -> String {
    let advice = answer.advice.iter().map(|advice| &*advice.text);
    let details = answer.details.iter().map(|detail| &**detail);
    let all: Vec<&str> = [&*answer.summary]
        .into_iter()
        .chain(details)
        .chain(advice)
        .collect();
    all.join(" ")
}

const SETTLED: &str = "Order 5001 was sent, and cancelled or refunded in the shop since: order 1 is no longer in eAccounting. \
                       Nothing is left to do.";

#[tokio::test(flavor = "multi_thread")]
async fn a_refunded_order_whose_document_a_person_deleted_is_settled() {
    let world = World::new(crate::SENDS).await;
    world.work().await;
    world.refund().await;
    let answer = world.answer().await;
    assert_eq!(answer.state, State::ChangedSince, "{answer:?}");
    assert!(
        told(&answer).contains("Delete order 1 in eAccounting"),
        "{answer:?}"
    );
    world.delete("orders");
    // It is still in the list of parked records.
    let answer = world.answer().await;
    assert_eq!(answer.state, State::Sent, "{answer:?}");
    assert!(
        told(&answer).contains("order 1 is no longer in eAccounting"),
        "{answer:?}"
    );
    assert_eq!(crate::commands(&answer), ["parked resolve order:1:5001"]);
    world.replay().await;
    let answer = world.answer().await;
    assert_eq!(answer.state, State::Sent, "{answer:?}");
    assert_eq!(told(&answer), SETTLED);
    assert_eq!(crate::commands(&answer), Vec::<&str>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_was_deleted_and_then_refunded_is_settled() {
    let world = World::new(crate::SENDS).await;
    world.work().await;
    world.delete("orders");
    world.refund().await;
    assert_eq!(told(&world.answer().await), SETTLED);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_order_whose_document_was_deleted_is_told_so_alone() {
    let world = World::new(crate::SENDS).await;
    world.work().await;
    let mut changed = crate::order();
    changed.lines[0].quantity = 2;
    world.0.sandbox.activecampaign().add_order(&changed);
    world.replay().await;
    world.delete("orders");
    let answer = world.answer().await;
    assert_eq!(answer.state, State::ChangedSince, "{answer:?}");
    assert!(
        answer.advice[0].text.starts_with("If it was deleted by mistake"),
        "{answer:?}"
    );
    assert_eq!(crate::commands(&answer), ["parked resolve order:1:5001"]);
    assert!(!told(&answer).contains("Compare both"), "{answer:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_is_active_again_is_not_settled_by_its_deletion() {
    let world = World::new(crate::SENDS).await;
    world.work().await;
    world.refund().await;
    world.delete("orders");
    world.replay().await;
    world.0.sandbox.activecampaign().add_order(&crate::order());
    let answer = world.answer().await;
    assert_eq!(answer.state, State::ChangedSince, "{answer:?}");
    assert!(told(&answer).contains("by hand"), "{answer:?}");
}

/// A refunded order whose credit can't be booked: the article has another VAT rate since.
async fn parked_credit() -> World {
    let world = World::new(INVOICES).await;
    world.work().await;
    world.rate("12%");
    world.refund().await;
    world
}

/// A credit whose draft eAccounting didn't make an invoice of.
async fn refused_credit() -> World {
    let world = World::new(INVOICES).await;
    world.work().await;
    let action = Action::Fail {
        status: 400,
        body: None,
    };
    world.fault(
        Vendor::Eaccounting,
        "POST /customerinvoicedrafts/*/convert",
        action,
    );
    world.refund().await;
    world.0.sandbox.faults().clear();
    world
}

impl World {
    /// The only article is sold with this rate from now on.
    fn rate(&self, rate: &str) {
        let books = self.0.sandbox.eaccounting();
        let codings = books.records("articleaccountcodings");
        let coding = codings.iter().find(|coding| coding["VatRate"] == rate).unwrap();
        let articles = books.records("articles");
        let article = articles
            .iter()
            .find(|article| article["Number"] == "VASE")
            .unwrap();
        books
            .amend("articles", id(article), json!({"CodingId": coding["Id"]}))
            .unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_parked_credit_says_that_it_may_be_made_by_hand_or_replayed() {
    let world = Box::pin(parked_credit()).await;
    let answer = world.answer().await;
    assert_eq!(answer.state, State::Parked, "{answer:?}");
    let last = answer.advice.last().unwrap();
    assert!(
        last.text.contains("or you have credited it by hand, replay it"),
        "{answer:?}"
    );
    // A person credits it by hand: the replay settles it, and credits nothing again.
    let invoice = id(&world.only("customerinvoices"));
    let credit = json!({"CreditedBy": [{"CreditInvoiceId": Uuid::from_u128(7)}]});
    let books = world.0.sandbox.eaccounting();
    books.amend("customerinvoices", invoice, credit).unwrap();
    world.replay().await;
    assert_eq!(world.answer().await.state, State::Sent);
    assert_eq!(books.records("customerinvoices").len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_made_of_an_order_is_explained_by_the_order() {
    for (settings, kind, list) in [
        (INVOICES, "invoice", "customerinvoices"),
        (ORDERS, "sales-order", "orders"),
    ] {
        let world = World::new(settings).await;
        world.work().await;
        let document = world.only(list);
        let number = match kind {
            "invoice" => &document["InvoiceNumber"],
            _ => &document["Number"],
        };
        let text = format!("{kind} {number}");
        let worker = &world.0.worker;
        let found = Box::pin(why::find(worker, &text)).await.unwrap();
        assert_eq!(found.records, [World::source()], "{text}");
        assert!(
            found.sentences()[0].ends_with(&format!("{number} was made of order:1:5001.")),
            "{found:?}"
        );
        // A command that acts on a document means the document.
        let acted_on = Box::pin(why::find_one(worker, &text.parse().unwrap()))
            .await
            .unwrap();
        assert_ne!(acted_on, World::source(), "{text}");
        assert_eq!(acted_on.id(), id(&document).to_string());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_credit_whose_draft_was_deleted_is_made_by_a_replay() {
    let world = Box::pin(refused_credit()).await;
    world.delete("customerinvoicedrafts");
    world.replay().await;
    let answer = world.answer().await;
    assert_eq!(answer.state, State::Sent, "{answer:?}");
    assert!(
        of_kind(&answer, "credit_invoice").total == amount("-299"),
        "{answer:?}"
    );
    assert_eq!(world.0.sandbox.eaccounting().records("customerinvoices").len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_credit_draft_that_a_person_booked_is_not_made_again() {
    let world = Box::pin(refused_credit()).await;
    world.book_draft().await;
    world.replay().await;
    let answer = world.answer().await;
    assert_eq!(answer.state, State::Sent, "{answer:?}");
    assert_eq!(world.0.sandbox.eaccounting().records("customerinvoices").len(), 2);
}
