//! Documents: the order and what it becomes, each created once.
//!
//! Every creating request is announced to the ledger first. An attempt that finds such an announcement left open looks the
//! document up by its natural key before it creates anything; what earlier attempts created is in the record and is not
//! created again.

use std::sync::Arc;

use eaccounting::totals;
use eaccounting::types::{
    CustomerInvoice, CustomerInvoiceDraft, NewInvoiceDraft, NewOrder, Order as Created, OrderStatus,
};
use jiff::Timestamp;
use jiff::civil::Date;
use ledger::{Document, DocumentKind, Intent, Record};
use mapping::Target;
use model::{Code, Order, OrderState, Problem};
use rust_decimal::Decimal;
use sale::{AnsweredRow, DocumentTotals, RowSource, differing_rows, reconcile_document};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use settings::{Document as Kind, DocumentPlan, OnCancel, OnChange, OrderStatus as WantedStatus};
use uuid::Uuid;

use crate::credit;
use crate::customer::{place_of, record_cuts};
use crate::extras;
use crate::fields::record_sent;
use crate::offer::{document_of, in_between};
use crate::order::{Ready, exists};
use crate::run::{Begin, Ended, Run, capital, describe};
use crate::unclear::quiet;

/// One document on the way to the one that is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Order,
    InvoiceOfOrder,
    Draft,
    InvoiceOfDraft,
}

impl Stage {
    fn chain(wanted: Kind) -> &'static [Self] {
        match wanted {
            Kind::Order => &[Self::Order],
            Kind::OrderInvoiced => &[Self::Order, Self::InvoiceOfOrder],
            Kind::InvoiceDraft => &[Self::Draft],
            Kind::Invoice => &[Self::Draft, Self::InvoiceOfDraft],
        }
    }

    fn makes(self) -> DocumentKind {
        match self {
            Self::Order => DocumentKind::Order,
            Self::Draft => DocumentKind::InvoiceDraft,
            Self::InvoiceOfOrder | Self::InvoiceOfDraft => DocumentKind::Invoice,
        }
    }

    fn step(self) -> &'static str {
        match self {
            Self::Order => "create order",
            Self::InvoiceOfOrder => "convert order to invoice",
            Self::Draft => "create invoice draft",
            Self::InvoiceOfDraft => "convert draft to invoice",
        }
    }

    /// What is announced: the first document is known by the shop's number, the next by what it is made of.
    fn intent(self, ready: &Ready, before: Option<&Document>) -> Intent {
        Intent {
            what: self.makes(),
            natural_key: before.map_or_else(|| ready.natural_key.clone(), |document| document.id.clone()),
            customer_id: Some(ready.buyer.id.to_string()),
            step: self.step().to_owned(),
        }
    }
}

/// A document as eAccounting answered it.
pub(crate) enum Answer {
    Order(Box<Created>),
    Draft(Box<CustomerInvoiceDraft>),
    Invoice(Box<CustomerInvoice>),
}

impl Answer {
    pub(crate) fn order(order: Created) -> Self {
        Self::Order(Box::new(order))
    }

    pub(crate) fn draft(draft: CustomerInvoiceDraft) -> Self {
        Self::Draft(Box::new(draft))
    }

    pub(crate) fn invoice(invoice: CustomerInvoice) -> Self {
        Self::Invoice(Box::new(invoice))
    }

    pub(crate) fn document(&self) -> Document {
        match self {
            Self::Order(order) => document_of(order),
            Self::Draft(draft) => Document {
                kind: DocumentKind::InvoiceDraft,
                id: draft.id.to_string(),
                number: None,
            },
            Self::Invoice(invoice) => Document {
                kind: DocumentKind::Invoice,
                id: invoice.id.to_string(),
                number: invoice.invoice_number.map(|number| number.to_string()),
            },
        }
    }

    fn total(&self) -> Decimal {
        match self {
            Self::Order(order) => totals::order_total_including_vat(order),
            Self::Draft(draft) => totals::invoice_draft_total_including_vat(draft),
            Self::Invoice(invoice) => totals::invoice_total_including_vat(invoice),
        }
    }

    /// The currency that its amounts are in, where it says so.
    fn currency(&self) -> Option<&str> {
        let code = match self {
            Self::Order(order) => Some(order.currency_code.as_str()),
            Self::Draft(draft) => draft.invoice_currency_code.as_deref(),
            Self::Invoice(invoice) => invoice.currency_code.as_deref(),
        };
        code.filter(|code| !code.is_empty())
    }

    /// Compares eAccounting's amounts and their currency with what was planned, which is the shop's total.
    fn verify(&self, ready: &Ready) -> Result<(), Problem> {
        let wanted = ready.order.currency;
        if let Some(currency) = self.currency()
            && !currency.eq_ignore_ascii_case(wanted.as_str())
        {
            return Err(Problem::new(
                Code::TOTAL_MISMATCH,
                format!(
                    "eAccounting's document for order {} is in {currency}, and the order in {wanted}.",
                    ready.order.number
                ),
                "Correct the customer's currency in eAccounting, delete the document, then replay the order.",
            ));
        }
        let amounts = match self {
            Self::Order(order) => crate::sale_conversion::input::order_totals(order),
            Self::Draft(draft) => crate::sale_conversion::input::invoice_draft_totals(draft),
            Self::Invoice(invoice) => DocumentTotals {
                gross: totals::invoice_total_including_vat(invoice),
                vat: invoice
                    .total_vat_amount_invoice_currency
                    .or(Some(invoice.total_vat_amount)),
                includes_vat: Some(invoice.includes_vat),
            },
        };
        reconcile_document(&ready.sale.totals, &amounts, &ready.order.number).map_err(|mut problem| {
            let rows = differing_rows(&ready.sale, &self.rows());
            if !rows.is_empty() {
                problem
                    .message
                    .push_str(&format!(" What differs: {}.", rows.join("; ")));
            }
            problem
        })
    }

    fn rows(&self) -> Vec<AnsweredRow> {
        let row = |line_number: i32, amount, rate| AnsweredRow {
            line_number: i64::from(line_number),
            amount,
            rate,
        };
        match self {
            Self::Order(order) => order
                .rows
                .iter()
                .map(|answer| row(answer.line_number, Some(answer.amount), answer.vat_rate))
                .collect(),
            Self::Draft(draft) => draft
                .rows
                .iter()
                .filter_map(|answer| Some(row(answer.line_number?, Some(answer.amount), answer.vat_rate)))
                .collect(),
            // An invoice's rows are told without VAT alone.
            Self::Invoice(invoice) => invoice
                .rows
                .iter()
                .map(|answer| row(answer.line_number, None, answer.vat_rate))
                .collect(),
        }
    }
}

/// Creates what the settings say, from wherever earlier attempts left off.
pub(crate) async fn create(run: &mut Run<'_>, ready: &Ready, begin: Begin) -> Result<Ended, Problem> {
    let plan = run
        .plan
        .settings
        .document_plan(ready.order.payment_method.as_deref());
    let stages = Stage::chain(plan.document);
    let mut have = match begin {
        Begin::Resumed(record) => record.documents,
        Begin::InDoubt(intent) => resolve(run, &Sought::of(ready), &intent).await?,
        Begin::New | Begin::Exists(_) | Begin::Answered(_) => Vec::new(),
    };
    let mut last: Option<Answer> = None;
    let mut made_now = false;
    for (index, stage) in stages.iter().enumerate() {
        let is_made = |stage: &Stage| have.iter().any(|document| document.kind == stage.makes());
        // What has become the next document may be gone, as a draft that was booked.
        if stages[index + 1..].iter().any(is_made) {
            continue;
        }
        if let Some(known) = have
            .iter()
            .rev()
            .find(|document| document.kind == stage.makes())
            .cloned()
        {
            // What an earlier attempt created is read and compared again: a person may have corrected it since.
            let answer = read(run, &known).await?;
            answer.verify(ready)?;
            last = Some(answer);
            continue;
        }
        let before = last.as_ref().map(Answer::document);
        if before.is_none()
            && !run.is_regardless()
            && let Some(found) = find_existing(run, ready, *stage).await?
        {
            return there_already(ready, &found);
        }
        if run.commit(stage.intent(ready, before.as_ref())).await?.is_some() {
            return Err(in_between(run));
        }
        let answer = match make(run, ready, *stage, &plan, last.as_ref()).await {
            Ok(answer) => answer,
            Err(problem) => return Err(run.refused(problem)),
        };
        let document = answer.document();
        run.step("create", format!("{} created", describe(&document)));
        let verified = answer.verify(ready);
        let next = stages
            .get(index + 1)
            .filter(|_| verified.is_ok())
            .map(|next| next.intent(ready, Some(&document)));
        if next.is_some() || verified.is_err() {
            run.progress(document.clone(), next).await?;
        }
        verified?;
        have.push(document);
        last = Some(answer);
        made_now = true;
    }
    let Some(answer) = last else {
        return Ok(Ended::skipped("the settings ask for no document"));
    };
    let document = answer.document();
    let remarks = extras::after(run, ready, &plan, &answer, made_now).await?;
    run.finish(Some(document.clone())).await?;
    let mut text = format!("order {} became {}", ready.order.number, describe(&document));
    for remark in remarks {
        text.push_str("; ");
        text.push_str(&remark);
    }
    Ok(Ended::Done {
        document: Some(document),
        text,
    })
}

/// What a document is found by.
struct Sought<'a> {
    customer: Uuid,
    natural_key: &'a str,
    placed_at: Timestamp,
}

impl<'a> Sought<'a> {
    fn of(ready: &'a Ready) -> Self {
        Self {
            customer: ready.buyer.id,
            natural_key: &ready.natural_key,
            placed_at: ready.order.placed_at,
        }
    }
}

/// What earlier attempts at an order that is not to be created any more have left: what they may have created is looked up.
pub(crate) async fn what_exists(
    run: &mut Run<'_>,
    order: &Order,
    begin: &Begin,
) -> Result<Vec<Document>, Problem> {
    match begin {
        Begin::Resumed(record) => Ok(record.documents.clone()),
        Begin::InDoubt(intent) => {
            let customer = intent.customer_id.as_deref().and_then(|id| id.parse().ok());
            let sought = Sought {
                customer: customer.unwrap_or_default(),
                natural_key: &intent.natural_key,
                placed_at: order.placed_at,
            };
            resolve(run, &sought, intent).await
        }
        Begin::New | Begin::Exists(_) | Begin::Answered(_) => Ok(Vec::new()),
    }
}

/// Looks for what an earlier attempt may have created. What is found is taken; "not found" counts once no request can be
/// under way any more.
async fn resolve(run: &mut Run<'_>, sought: &Sought<'_>, intent: &Intent) -> Result<Vec<Document>, Problem> {
    let mut have = run
        .lease
        .as_ref()
        .map(|lease| lease.record().documents.clone())
        .unwrap_or_default();
    // Nothing of this attempt can be older than its first announcement.
    let since = run.lease.as_ref().map(|lease| lease.record().first_seen);
    let found = match intent.what {
        DocumentKind::Order => find_first(run, sought, Stage::Order, &intent.natural_key, since).await?,
        DocumentKind::InvoiceDraft => {
            find_first(run, sought, Stage::Draft, &intent.natural_key, since).await?
        }
        DocumentKind::Invoice => find_invoice(run, sought, &intent.natural_key).await?,
        DocumentKind::Customer => None,
    };
    match found {
        Some(answer) => {
            let document = answer.document();
            run.step(
                "adopt",
                format!(
                    "{} was created by an attempt whose end was not known",
                    describe(&document)
                ),
            );
            run.progress(document.clone(), None).await?;
            have.push(document);
        }
        None => quiet(run)?,
    }
    Ok(have)
}

/// An order or draft with the natural key, for this customer.
async fn find_first(
    run: &Run<'_>,
    sought: &Sought<'_>,
    stage: Stage,
    natural_key: &str,
    since: Option<Timestamp>,
) -> Result<Option<Answer>, Problem> {
    let client = &run.ports.eaccounting;
    let customer = sought.customer;
    if stage == Stage::Draft {
        return Ok(client
            .find_invoice_draft(natural_key, customer, since)
            .await?
            .map(Answer::draft));
    }
    let found = client.find_order(natural_key, customer, since).await?;
    Ok(found.map(Answer::order))
}

/// An invoice that was made of an order or draft: by what it says it was made of, else by the shop's number.
async fn find_invoice(run: &Run<'_>, sought: &Sought<'_>, made_of: &str) -> Result<Option<Answer>, Problem> {
    let made_of: Option<Uuid> = made_of.parse().ok();
    let invoices = run
        .ports
        .eaccounting
        .newest_invoices(sought.customer, Some(sought.placed_at))
        .await?;
    let found = invoices.into_iter().find(|invoice| {
        let by_origin = made_of.is_some()
            && (invoice.created_from_order_id == made_of || invoice.created_from_draft_id == made_of);
        let by_number = invoice.buyers_order_reference.as_deref() == Some(sought.natural_key);
        !invoice.is_credit_invoice && (by_origin || by_number)
    });
    Ok(found.map(Answer::invoice))
}

/// Whether eAccounting has the document without our doing: entered by a person, or by an integration before this one.
async fn find_existing(run: &Run<'_>, ready: &Ready, stage: Stage) -> Result<Option<Answer>, Problem> {
    let sought = Sought::of(ready);
    if let Some(found) = find_first(
        run,
        &sought,
        stage,
        &ready.natural_key,
        Some(ready.order.placed_at),
    )
    .await?
    {
        return Ok(Some(found));
    }
    if stage == Stage::Draft {
        return find_invoice(run, &sought, "").await;
    }
    Ok(None)
}

fn there_already(ready: &Ready, found: &Answer) -> Result<Ended, Problem> {
    let name = describe(&found.document());
    let (number, key) = (&ready.order.number, &ready.natural_key);
    let same_currency = found
        .currency()
        .is_none_or(|currency| currency.eq_ignore_ascii_case(ready.order.currency.as_str()));
    if found.total() == ready.order.total && same_currency {
        return Ok(Ended::Skipped(format!(
            "eAccounting has it already: {name} with reference {key}"
        )));
    }
    Err(Problem::new(
        Code::TOTAL_MISMATCH,
        format!(
            "eAccounting has {name} with reference {key} for the same customer, but its total is {} {} and that of order {number} is {} {}.",
            found.total(),
            found.currency().unwrap_or_default(),
            ready.order.total,
            ready.order.currency
        ),
        format!(
            "If {name} is this order, correct it there and nothing more is to be done. If it is another one, change its reference in eAccounting and replay."
        ),
    ))
}

async fn read(run: &Run<'_>, known: &Document) -> Result<Answer, Problem> {
    let client = &run.ports.eaccounting;
    let gone = || {
        Problem::new(
            Code::SOURCE_MISSING,
            format!(
                "{} was created for this order and is no longer in eAccounting.",
                capital(&describe(known))
            ),
            "If it was deleted on purpose, nothing is to be done. Otherwise enter the order by hand.",
        )
    };
    let id: Uuid = known.id.parse().map_err(|_| gone())?;
    let answer = match known.kind {
        DocumentKind::Order => client.order(id).await?.map(Answer::order),
        DocumentKind::InvoiceDraft => client.invoice_draft(id).await?.map(Answer::draft),
        DocumentKind::Invoice | DocumentKind::Customer => client.invoice(id).await?.map(Answer::invoice),
    };
    answer.ok_or_else(gone)
}

async fn make(
    run: &mut Run<'_>,
    ready: &Ready,
    stage: Stage,
    plan: &DocumentPlan,
    before: Option<&Answer>,
) -> Result<Answer, Problem> {
    let client = Arc::clone(&run.ports.eaccounting);
    Ok(match (stage, before) {
        (Stage::Order, _) => {
            let order = new_order(run, ready, plan).await?;
            record_sent(
                run,
                Target::Order,
                "order",
                &order,
                &ready.mapped,
                Some(&ready.sale),
            );
            Answer::order(client.create_order(&order).await?)
        }
        (Stage::Draft, _) => {
            let draft = new_draft(run, ready, plan).await?;
            record_sent(
                run,
                Target::Order,
                "order",
                &draft,
                &ready.mapped,
                Some(&ready.sale),
            );
            Answer::draft(client.create_invoice_draft(&draft).await?)
        }
        (Stage::InvoiceOfOrder, Some(Answer::Order(order))) => {
            Answer::invoice(client.convert_order_to_invoice(order.id).await?)
        }
        (Stage::InvoiceOfDraft, Some(Answer::Draft(draft))) => {
            // eAccounting refuses the conversion, before anything is booked, when its totals are not these.
            let expected = crate::sale_conversion::output::expected_totals(&ready.sale, &ready.company);
            Answer::invoice(client.convert_invoice_draft(draft.id, &expected).await?)
        }
        (Stage::InvoiceOfOrder | Stage::InvoiceOfDraft, _) => {
            return Err(Problem::new(
                Code::OUTCOME_UNKNOWN,
                format!("What {} was to be invoiced from was not found.", run.name()),
                "Look in eAccounting whether the invoice exists, then replay.",
            ));
        }
    })
}

async fn new_order(run: &mut Run<'_>, ready: &Ready, plan: &DocumentPlan) -> Result<NewOrder, Problem> {
    let status = match (plan.document, plan.order_status) {
        // Only a shipped order can be turned into an invoice.
        (Kind::OrderInvoiced, _) | (_, WantedStatus::Shipped) => OrderStatus::Shipped,
        (_, WantedStatus::Ongoing) => OrderStatus::Ongoing,
        (_, WantedStatus::Draft) => OrderStatus::Draft,
    };
    let date = order_date(run, ready);
    let mut fields = header(run, ready, plan).await?;
    keep_known(run, &mut fields, eaccounting::fields::ORDER);
    fields.insert("CustomerId".to_owned(), Value::String(ready.buyer.id.to_string()));
    fields.insert(
        "CurrencyCode".to_owned(),
        Value::String(ready.order.currency.to_string()),
    );
    fields.insert(
        "Status".to_owned(),
        serde_json::to_value(status).unwrap_or_default(),
    );
    fields.insert("EuThirdParty".to_owned(), Value::Bool(false));
    fields.insert("RotReducedInvoicingType".to_owned(), Value::from(0));
    fields.insert(
        "ReverseChargeOnConstructionServices".to_owned(),
        Value::Bool(ready.sale.customer.reverse_charge_construction),
    );
    fields
        .entry("OrderDate")
        .or_insert_with(|| Value::String(date.to_string()));
    fields.insert("Rows".to_owned(), Value::Array(Vec::new()));
    let shipped = status == OrderStatus::Shipped;
    let mut order: NewOrder = typed(run, fields)?;
    order.shipped_date_time = shipped.then_some(order.order_date);
    order.rows = overlay(
        run,
        ready,
        crate::sale_conversion::output::order_rows(&ready.sale, shipped),
    )?;
    Ok(order)
}

async fn new_draft(
    run: &mut Run<'_>,
    ready: &Ready,
    plan: &DocumentPlan,
) -> Result<NewInvoiceDraft, Problem> {
    let mut fields = header(run, ready, plan).await?;
    // What is an order's day is an invoice's too; a day to come is refused (4023).
    let date = fields
        .remove("OrderDate")
        .and_then(|date| date.as_str()?.parse::<Date>().ok())
        .map_or_else(|| order_date(run, ready), |date| date.min(today(run, ready)));
    keep_known(run, &mut fields, eaccounting::fields::INVOICE_DRAFT);
    fields.insert("CustomerId".to_owned(), Value::String(ready.buyer.id.to_string()));
    fields.insert("EuThirdParty".to_owned(), Value::Bool(false));
    fields.insert("RotReducedInvoicingType".to_owned(), Value::from(0));
    fields.insert("Rows".to_owned(), Value::Array(Vec::new()));
    let mut draft: NewInvoiceDraft = typed(run, fields)?;
    draft.invoice_date = Some(date);
    // A price of zero is a gift, not "take the article's price".
    draft.replace_unit_price_when_zero = Some(false);
    draft.rows = overlay(
        run,
        ready,
        crate::sale_conversion::output::invoice_draft_rows(&ready.sale),
    )?;
    Ok(draft)
}

/// The document's own fields from the mapping, with names resolved to what eAccounting wants.
async fn header(run: &Run<'_>, ready: &Ready, plan: &DocumentPlan) -> Result<Map<String, Value>, Problem> {
    let settings = &run.plan.settings;
    let mut fields = ready.mapped.fields.clone();
    fields.insert(
        "BuyersOrderReference".to_owned(),
        Value::String(ready.natural_key.clone()),
    );
    if let Some(reference) = &settings.orders.our_reference {
        fields
            .entry("OurReference")
            .or_insert_with(|| Value::String(reference.as_str().to_owned()));
    }
    let mapped_terms = fields
        .remove("TermsOfPayment")
        .and_then(|value| value.as_str().map(settings::Name::from));
    if let Some(name) = mapped_terms.as_ref().or(plan.terms_of_payment.as_ref()) {
        let setting = "orders.terms_of_payment or [payment_methods]";
        let terms = ready.reference.terms_of_payment(name, setting).await?;
        fields.insert("TermsOfPaymentId".to_owned(), Value::String(terms.to_string()));
    }
    let mapped_method = fields
        .remove("DeliveryMethod")
        .and_then(|value| value.as_str().map(settings::Name::from));
    let method = mapped_method
        .as_ref()
        .or(settings.delivery_method(ready.order.shipping_method.as_deref()));
    if let Some(name) = method {
        let method = ready.reference.delivery_method(name).await?;
        fields.insert(
            "DeliveryMethodName".to_owned(),
            Value::String(method.name.clone()),
        );
        if let Some(code) = &method.code {
            fields.insert("DeliveryMethodCode".to_owned(), Value::String(code.clone()));
        }
    }
    if let Some(name) = fields.remove("DeliveryTerm").as_ref().and_then(Value::as_str) {
        let term = ready.reference.delivery_term(&name.into()).await?;
        fields.insert("DeliveryTermName".to_owned(), Value::String(term.name.clone()));
        if let Some(code) = &term.code {
            fields.insert("DeliveryTermCode".to_owned(), Value::String(code.clone()));
        }
    }
    // It is put on the document when that exists.
    fields.remove("Note");
    Ok(fields)
}

/// Takes out what this kind of document has no field for, and says so.
fn keep_known(
    run: &mut Run<'_>,
    fields: &mut Map<String, Value>,
    table: &'static [eaccounting::fields::Field],
) {
    fields.retain(|name, _| {
        let known = eaccounting::fields::find(table, name).is_some();
        if !known {
            run.step(
                "mapping",
                format!("{name} is not sent: this kind of document has no such field"),
            );
        }
        known
    });
}

/// Lays the mapping's own fields over the planned rows of order lines. Money is not the mapping's: it is planned so that
/// the totals agree.
fn overlay<T: Serialize + DeserializeOwned>(
    run: &mut Run<'_>,
    ready: &Ready,
    rows: Vec<T>,
) -> Result<Vec<T>, Problem> {
    const PLANNED: [&str; 6] = [
        "LineNumber",
        "ArticleId",
        "ArticleNumber",
        "UnitPrice",
        "Quantity",
        "DiscountPercentage",
    ];
    let lines = ready.sale.rows.iter().map(|row| match row.source {
        RowSource::Line(index) => ready.order.lines.get(index),
        _ => None,
    });
    rows.into_iter()
        .zip(lines)
        .map(|(row, line)| {
            let Some(line) = line else { return Ok(row) };
            let mapped = run
                .plan
                .mapping
                .row(&ready.order, line, &ready.reference.context)?;
            record_cuts(run, &mapped.notes);
            let Ok(Value::Object(mut fields)) = serde_json::to_value(&row) else {
                return Ok(row);
            };
            for (name, value) in mapped.fields {
                if !PLANNED.contains(&name.as_str()) {
                    fields.insert(name, value);
                }
            }
            typed(run, fields)
        })
        .collect()
}

fn order_date(run: &Run<'_>, ready: &Ready) -> Date {
    let zone = ready.reference.zone.clone();
    // eAccounting refuses dates in the future; a shop's clock may be ahead.
    let placed = ready.order.placed_at.to_zoned_datetime(zone).date();
    placed.min(today(run, ready))
}

fn today(run: &Run<'_>, ready: &Ready) -> Date {
    run.now().to_zoned_datetime(ready.reference.zone.clone()).date()
}

fn typed<T: DeserializeOwned>(run: &Run<'_>, fields: Map<String, Value>) -> Result<T, Problem> {
    serde_json::from_value(Value::Object(fields)).map_err(|error| {
        Problem::new(
            Code::MAPPING_FAILED,
            format!(
                "What the mapping makes of {} does not fit eAccounting's fields: {}.",
                run.name(),
                place_of(&error)
            ),
            "Check the rules in [mapping.order] and [mapping.row] of the settings.",
        )
    })
}

/// The order has changed in the shop since its document was created.
pub(crate) async fn changed(run: &mut Run<'_>, order: &Order, record: &Record) -> Result<Ended, Problem> {
    if is_gone(order) {
        return match run.plan.settings.orders.on_cancel {
            OnCancel::Credit => credit::credit(run, order, record).await,
            OnCancel::Park | OnCancel::Skip => cancelled(run, order, record, None).await,
        };
    }
    if record.payload_hash.as_deref() == Some(crate::order::payload_hash(order).as_str()) {
        return Ok(exists(record));
    }
    let document = latest(&record.documents);
    let problem = Problem::new(
        Code::CHANGED_AFTER_CREATION,
        format!(
            "Order {} was changed in the shop after {document} was created in eAccounting.",
            order.number
        ),
        format!(
            "Compare both and correct {document}, or credit it if it is an invoice. Ekobridge leaves it as it is."
        ),
    );
    let park = run.plan.settings.orders.on_change != OnChange::Skip;
    tell(run, record, problem, park).await
}

/// Whether the order is not to be had any more.
fn is_gone(order: &Order) -> bool {
    matches!(
        order.state,
        OrderState::Cancelled
            | OrderState::Refunded
            | OrderState::Returned
            | OrderState::Failed
            | OrderState::Lost
    )
}

fn latest(documents: &[Document]) -> String {
    documents
        .last()
        .map(describe)
        .unwrap_or_else(|| "a document".to_owned())
}

/// The order was cancelled or refunded after its document was created: a person is told, or only the journal.
pub(crate) async fn cancelled(
    run: &mut Run<'_>,
    order: &Order,
    record: &Record,
    why: Option<&str>,
) -> Result<Ended, Problem> {
    let problem = cancelled_problem(order, &record.documents, why);
    let park = run.plan.settings.orders.on_cancel != OnCancel::Skip;
    tell(run, record, problem, park).await
}

fn cancelled_problem(order: &Order, documents: &[Document], why: Option<&str>) -> Problem {
    let document = latest(documents);
    let why = why.map_or_else(String::new, |why| format!(" {why}"));
    let remedy = match documents.last().map(|document| document.kind) {
        Some(DocumentKind::Invoice) => {
            format!("Credit {document} in eAccounting. Ekobridge leaves it as it is.")
        }
        _ => format!(
            "Delete {document} in eAccounting, or credit its invoice if it has one by now. Ekobridge leaves it as it is."
        ),
    };
    Problem::new(
        Code::CANCELLED_AFTER_CREATION,
        format!(
            "Order {} was cancelled or refunded in the shop after {document} was created in eAccounting.{why}",
            order.number
        ),
        remedy,
    )
}

/// The record stays done, and knows the newer payload now, so that this is told once.
async fn tell(run: &mut Run<'_>, record: &Record, problem: Problem, park: bool) -> Result<Ended, Problem> {
    run.ports.ledger.amend(record, run.ask(), Some(&problem)).await?;
    if park {
        crate::told::parked(run.ports, &run.name(), &problem).await;
        return Ok(Ended::WriteOutcome(problem));
    }
    Ok(Ended::Already(crate::JobOutcome::Skipped {
        reason: problem.message,
    }))
}

/// The order was cancelled after some of its documents were created and before the last one was.
pub(crate) async fn given_up(run: &mut Run<'_>, order: &Order, made: &[Document]) -> Result<Ended, Problem> {
    if let Some(invoice) = made
        .iter()
        .find(|document| document.kind == DocumentKind::Invoice)
    {
        // Nothing was missing but the word that it is done.
        let Some(record) = run.finish(Some(invoice.clone())).await? else {
            return Err(in_between(run));
        };
        return changed(run, order, &record).await;
    }
    let problem = cancelled_problem(order, made, None);
    if run.plan.settings.orders.on_cancel == OnCancel::Skip {
        return Ok(Ended::Skipped(problem.message));
    }
    Err(problem)
}
