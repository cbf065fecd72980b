//! The reading: everything that is compared, in pages as large as the vendors allow, and the ledger's word on each sale.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use aws::{SettingsDocument, Worker};
use eaccounting::totals;
use eaccounting::types::{CustomerInvoice, CustomerInvoiceDraft, Order as SalesOrder};
use flows::reference::Reference;
use flows::sale_conversion::{NetAmounts, is_without_vat};
use flows::{CompiledSettings, OWN_SERVICE, OrderOutlook, Services};
use futures::stream::{self, StreamExt, TryStreamExt};
use jiff::{SignedDuration, Timestamp};
use ledger::{DocumentKind as Made, Key, Ledger, Record, State};
use model::{Order, OrderState, Problem, Reason, Source, counted};
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::books::{Books, Document, DocumentKind, DocumentRow, Sale, SaleLine};
use crate::{Progress, compare};

/// The most orders that one comparison reads.
const MOST_ORDERS: usize = 50_000;

/// The most records that are read one by one, beside the lists.
pub(crate) const MOST_SINGLE: usize = 200;

/// How many reads of the ledger are under way at once.
const AT_ONCE: usize = 16;

/// Documents that were created so long before an order are read too, since both clocks may be wrong.
const CLOCKS_DIFFER: SignedDuration = SignedDuration::from_hours(24);

/// The most entries of one day of the activity log that are looked through for a document.
const ENTRIES_A_DAY: usize = 2_000;

/// The most days of the activity log that are looked through.
const DAYS: usize = 14;

/// What was read.
pub(crate) struct Reading {
    pub(crate) books: Books,
    /// The ledger's records of the sales, where it has one.
    pub(crate) records: BTreeMap<Source, Record>,
    /// Every sale that was read, placed in the time or not.
    seen: BTreeSet<Source>,
    /// The stores' connections: their ids, and ActiveCampaign's word for each.
    connections: BTreeMap<String, String>,
    /// eAccounting's documents as they are, for the way back.
    pub(crate) raw: flows::Documents,
    /// Orders of connections of ours.
    pub(crate) own_orders: Vec<Order>,
    pub(crate) notes: Vec<String>,
}

/// What it takes to read.
pub(crate) struct Reader<'a> {
    pub(crate) worker: &'a Worker,
    pub(crate) flows: &'a flows::Worker,
    pub(crate) reference: Arc<Reference>,
    pub(crate) since: Timestamp,
    pub(crate) until: Timestamp,
    pub(crate) progress: Progress<'a>,
}

/// A document whose order ActiveCampaign no longer has.
pub(crate) struct Orphan {
    pub(crate) source: Source,
    pub(crate) documents: Vec<Document>,
}

impl Reader<'_> {
    fn services(&self) -> &Services {
        self.flows.services()
    }

    /// Reads both sides.
    pub(crate) async fn read(&self) -> Result<Reading, Problem> {
        let mut reading = Reading {
            books: Books::default(),
            records: BTreeMap::new(),
            seen: BTreeSet::new(),
            connections: BTreeMap::new(),
            raw: flows::Documents::default(),
            own_orders: Vec::new(),
            notes: Vec::new(),
        };
        let orders = Box::pin(self.orders(&mut reading)).await?;
        (self.progress)(&format!(
            "{} read from ActiveCampaign",
            counted(orders.len(), "order")
        ));
        let documents = Box::pin(self.documents(&mut reading.raw)).await?;
        (self.progress)(&format!(
            "{} read from eAccounting",
            counted(documents.len(), "document")
        ));
        reading.records = records(self.worker.ledger(), &orders).await?;
        reading.books.documents = documents;
        let compiled = self.flows.settings();
        reading.books.sales = orders
            .iter()
            .map(|order| sale(order, &compiled, &self.reference, &reading))
            .collect();
        Box::pin(self.documents_by_id(&mut reading)).await?;
        Ok(reading)
    }

    /// The orders that were placed in the time, and the deals that were won in it, whatever the settings say of them.
    async fn orders(&self, reading: &mut Reading) -> Result<Vec<Order>, Problem> {
        let client = &self.services().activecampaign;
        let compiled = self.flows.settings();
        let (own, stores): (Vec<_>, Vec<_>) = client
            .connections()
            .await?
            .into_iter()
            .partition(|connection| connection.service == OWN_SERVICE);
        let own: BTreeSet<String> = own.into_iter().map(|connection| connection.id).collect();
        reading.connections = stores
            .into_iter()
            .map(|connection| (connection.id, connection.service))
            .collect();
        let is_own =
            |source: &Source| matches!(source, Source::Order { connection, .. } if own.contains(connection));
        let listed = client
            .whole_orders_modified_since(self.since, MOST_ORDERS)
            .await?;
        if listed.len() >= MOST_ORDERS {
            reading.notes.push(format!(
                "Only the {MOST_ORDERS} orders that changed last were compared. Take a shorter time."
            ));
        }
        let mut orders = Vec::new();
        for listed in listed {
            let source = listed.reference.source;
            if is_own(&source) {
                match listed.order {
                    Ok(order) => reading.own_orders.push(*order),
                    Err(error) => reading.notes.push(not_compared(&source, error)?),
                }
                continue;
            }
            match listed.order {
                Ok(order) => orders.push(*order),
                Err(error) => reading.notes.push(not_compared(&source, error)?),
            }
            reading.seen.insert(source);
        }
        // Some stores write their orders to REST alone, whose list has no lines.
        let rest = client
            .rest_orders_created_since(None, self.since, MOST_ORDERS)
            .await?;
        for found in rest {
            let Source::Order { connection, order } = &found.source else {
                continue;
            };
            if is_own(&found.source) || !reading.seen.insert(found.source.clone()) {
                continue;
            }
            match client.order(connection, order).await {
                Ok(order) => orders.extend(order),
                Err(error) => reading.notes.push(not_compared(&found.source, error)?),
            }
        }
        if compiled.settings.orders.deals.enabled {
            for deal in client.deals_updated_since(self.since).await? {
                let Source::Deal(id) = &deal.source else { continue };
                reading.seen.insert(deal.source.clone());
                // An open deal is no sale, and reading one costs several calls.
                if deal.state != Some(OrderState::Open) {
                    match client.deal(id).await {
                        Ok(found) => orders.extend(found),
                        Err(error) => reading.notes.push(not_compared(&deal.source, error)?),
                    }
                }
            }
        }
        let time = self.since..self.until;
        orders.retain(|order| time.contains(&order.sold_at()));
        Ok(orders)
    }

    /// The documents that were created or changed since.
    async fn documents(&self, raw: &mut flows::Documents) -> Result<Vec<Document>, Problem> {
        let client = &self.services().eaccounting;
        let since = self.since - CLOCKS_DIFFER;
        let orders = client.orders_changed_since(since).await?.records;
        let invoices = client.invoices_changed_since(since).await?.records;
        let drafts = client.invoice_drafts_since(since).await?;
        let quotes = match self.writes_quotes() {
            true => client.quotes_changed_since(since).await?.records,
            false => Vec::new(),
        };
        let credited = credited_by(&invoices);
        let mut documents: Vec<Document> = orders.iter().map(of_order).collect();
        documents.extend(drafts.iter().map(of_draft));
        documents.extend(invoices.iter().map(|invoice| of_invoice(invoice, &credited)));
        *raw = flows::Documents {
            quotes,
            orders,
            invoices,
        };
        Ok(documents)
    }

    /// Documents that the ledger names and no list had, such as an order that was adopted and never changed.
    async fn documents_by_id(&self, reading: &mut Reading) -> Result<(), Problem> {
        let known: BTreeSet<&str> = reading
            .books
            .documents
            .iter()
            .flat_map(|document| [Some(document.id.as_str()), document.made_of.as_deref()])
            .flatten()
            .collect();
        let is_unread = |record: &&Record| {
            let mut made = record.documents.iter();
            made.len() > 0 && !made.any(|document| known.contains(document.id.as_str()))
        };
        let unread: Vec<_> = reading
            .records
            .values()
            .filter(is_unread)
            .filter_map(|record| record.documents.last().cloned())
            .collect();
        if unread.len() > MOST_SINGLE {
            reading.notes.push(format!(
                "{} documents were neither created nor changed in the time; {MOST_SINGLE} of them were read.",
                unread.len()
            ));
        }
        let client = &self.services().eaccounting;
        for document in unread.into_iter().take(MOST_SINGLE) {
            let Ok(id) = document.id.parse::<Uuid>() else {
                continue;
            };
            let found = match document.kind {
                Made::Order => client.order(id).await?.as_ref().map(of_order),
                Made::InvoiceDraft => client.invoice_draft(id).await?.as_ref().map(of_draft),
                Made::Invoice => {
                    let invoice = client.invoice(id).await?;
                    invoice.map(|invoice| of_invoice(&invoice, &BTreeMap::new()))
                }
                Made::Customer => None,
            };
            reading.books.documents.extend(found);
        }
        Ok(())
    }

    /// Of the documents that belong to no sale of the time, those that were made of an order that ActiveCampaign no longer has.
    pub(crate) async fn orphans(
        &self,
        reading: &mut Reading,
        comparison: &compare::Comparison,
    ) -> Result<Vec<Orphan>, Problem> {
        let mut orphans: BTreeMap<Source, Vec<Document>> = BTreeMap::new();
        let mut unknown = Vec::new();
        for ids in &comparison.unattributed {
            match self.origin(reading, ids).await? {
                Some(source) => {
                    let documents = named(&reading.books, ids);
                    orphans.entry(source).or_default().extend(documents);
                }
                None => unknown.push(ids),
            }
        }
        for (source, ids) in self.origins_by_log(&reading.books, &unknown).await? {
            let documents = named(&reading.books, &ids);
            orphans.entry(source).or_default().extend(documents);
        }
        let mut missing = Vec::new();
        let mut asked = 0;
        for (source, documents) in orphans {
            // One that was placed before the time, or that the list has given, is there.
            if reading.seen.contains(&source) {
                continue;
            }
            if asked == MOST_SINGLE {
                reading.notes.push(format!(
                    "More than {MOST_SINGLE} documents are of orders placed before the time; not all of those were looked for in \
                     ActiveCampaign."
                ));
                break;
            }
            asked += 1;
            let client = &self.services().activecampaign;
            let is_there = match &source {
                Source::Order { connection, order } => client.order(connection, order).await?.is_some(),
                Source::Deal(id) => client.deal(id).await?.is_some(),
                _ => true,
            };
            if !is_there {
                missing.push(Orphan { source, documents });
            }
        }
        Ok(missing)
    }

    /// The source that the ledger knows documents to be made of.
    pub(crate) async fn origin(&self, reading: &Reading, ids: &[String]) -> Result<Option<Source>, Problem> {
        let ledger = self.worker.ledger();
        for id in ids {
            if let Some(source) = flows::recorded_origin(ledger, id).await? {
                return Ok(Some(source));
            }
        }
        let references = named(&reading.books, ids)
            .into_iter()
            .filter_map(|document| document.reference)
            .map(|reference| reference.trim().to_owned())
            .filter(|reference| !reference.is_empty());
        for reference in references.collect::<BTreeSet<_>>() {
            for connection in reading.connections.keys() {
                let source = Source::Order {
                    connection: connection.clone(),
                    order: reference.clone(),
                };
                let record = ledger.get(&Key::source(&source)).await?;
                let made = record.map(|record| record.documents).unwrap_or_default();
                if made.iter().any(|document| ids.contains(&document.id)) {
                    return Ok(Some(source));
                }
            }
        }
        Ok(None)
    }

    /// The sources that the activity log knows documents to be made of, as long as it keeps them: the entries of the days on
    /// which they were created.
    async fn origins_by_log(
        &self,
        books: &Books,
        unknown: &[&Vec<String>],
    ) -> Result<Vec<(Source, Vec<String>)>, Problem> {
        let mut days = BTreeSet::new();
        for ids in unknown {
            let documents = named(books, ids);
            let referring = documents.iter().filter(|document| {
                document
                    .reference
                    .as_deref()
                    .is_some_and(|reference| !reference.trim().is_empty())
            });
            let created = referring.filter_map(|document| document.created_at);
            days.extend(created.map(|at| at.to_zoned_datetime(jiff::tz::TimeZone::UTC).date()));
        }
        let mut found: BTreeMap<String, Source> = BTreeMap::new();
        for day in days.into_iter().rev().take(DAYS) {
            let entries = self.worker.journal().day(day, ENTRIES_A_DAY, None).await?;
            for entry in entries {
                if let Some(document) = entry.document {
                    found.insert(document.id, entry.source);
                }
            }
        }
        let origin = |ids: &&&Vec<String>| {
            let source = ids.iter().find_map(|id| found.get(id))?;
            Some((source.clone(), (**ids).clone()))
        };
        Ok(unknown.iter().filter_map(|ids| origin(&ids)).collect())
    }
}

/// That one order cannot be read, which is no reason to compare none.
pub(crate) fn not_compared(source: &Source, error: activecampaign::Error) -> Result<String, Problem> {
    use activecampaign::Error::{Hidden, Unusable};

    let is_of_record = matches!(error, Unusable { .. } | Hidden { .. });
    let problem = Problem::from(error);
    if is_of_record {
        Ok(format!("{source} was not compared. {}", problem.message))
    } else {
        Err(problem)
    }
}

fn named(books: &Books, ids: &[String]) -> Vec<Document> {
    let is_named = |document: &&Document| ids.contains(&document.id);
    books.documents.iter().filter(is_named).cloned().collect()
}

/// The ledger's records of orders.
async fn records(ledger: &Ledger, orders: &[Order]) -> Result<BTreeMap<Source, Record>, Problem> {
    let read = |source: Source| async move {
        let record = ledger.get(&Key::source(&source)).await?;
        Ok::<_, Problem>(record.map(|record| (source, record)))
    };
    let sources: Vec<Source> = orders.iter().map(|order| order.source.clone()).collect();
    let found: Vec<Option<(Source, Record)>> = stream::iter(sources)
        .map(read)
        .buffer_unordered(AT_ONCE)
        .try_collect()
        .await?;
    Ok(found.into_iter().flatten().collect())
}

fn sale(order: &Order, compiled: &CompiledSettings, reference: &Reference, reading: &Reading) -> Sale {
    let outlook = OrderOutlook::of(order, compiled, reference);
    let record = reading.records.get(&order.source);
    let service = match &order.source {
        Source::Order { connection, .. } => reading.connections.get(connection).map_or("", String::as_str),
        _ => "",
    };
    let documents = record.into_iter();
    // A flow leaves some out for what they are, whatever the settings say, such as a deal that was made of a quote. A hold is a
    // person's, and nothing leaves out what a person has stopped.
    let by_flow = record
        .filter(|record| record.state == State::Skipped && record.hold.is_none())
        .filter(|record| record.version == order.version)
        .and_then(|record| record.reason.clone())
        .filter(|reason| why::settings_in(reason, &SettingsDocument::shipped()).is_empty());
    let line = |line: &model::OrderLine| SaleLine {
        sku: line.sku.clone(),
        quantity: line.quantity,
        price: line.price,
    };
    Sale {
        source: order.source.clone(),
        number: order.number.clone(),
        reference: outlook.reference,
        placed_at: order.sold_at(),
        state: order.state,
        currency: order.currency,
        total: order.total,
        is_net: is_without_vat(order, &compiled.settings),
        // A store that keeps no VAT says 0, which is no VAT amount.
        vat: order.tax.filter(|tax| !tax.is_zero()),
        net: NetAmounts::of(order, &compiled.settings, service),
        lines: order.lines.iter().map(line).collect(),
        is_discounted: !order.discounts.is_empty(),
        documents: documents
            .flat_map(|record| &record.documents)
            .map(|document| document.id.clone())
            .collect(),
        left_out: outlook.left_out.or(by_flow.map(Reason::read)),
    }
}

fn document_row(
    article: Option<&String>,
    quantity: Decimal,
    (gross, net): (Decimal, Decimal),
) -> DocumentRow {
    DocumentRow {
        article: article.cloned(),
        quantity,
        gross,
        net,
    }
}

fn of_order(order: &SalesOrder) -> Document {
    let row = |row: &eaccounting::types::OrderRow| {
        let amounts = totals::with_and_without_vat(row.amount, order.includes_vat, row.vat_rate);
        document_row(row.article_number.as_ref(), row.quantity, amounts)
    };
    Document {
        kind: DocumentKind::Order,
        id: order.id.to_string(),
        number: order.number.map(|number| number.to_string()),
        reference: order.buyers_order_reference.clone(),
        customer: order.customer_id.to_string(),
        currency: Some(order.currency_code.clone()).filter(|code| !code.is_empty()),
        total: totals::order_total_including_vat(order),
        vat: order.vat_amount,
        rounding: order.roundings_amount,
        rows: order
            .rows
            .iter()
            .filter(|row| !row.is_text_row)
            .map(row)
            .collect(),
        made_of: None,
        collects: Vec::new(),
        credits: None,
        is_credit: false,
        created_at: order.created_utc,
    }
}

fn of_draft(draft: &CustomerInvoiceDraft) -> Document {
    let row = |row: &eaccounting::types::CustomerInvoiceDraftRow| {
        let amounts = totals::with_and_without_vat(row.amount, draft.includes_vat, row.vat_rate);
        document_row(row.article_number.as_ref(), row.quantity, amounts)
    };
    Document {
        kind: DocumentKind::Draft,
        id: draft.id.to_string(),
        number: None,
        reference: draft.buyers_order_reference.clone(),
        customer: draft.customer_id.to_string(),
        currency: draft.invoice_currency_code.clone(),
        total: totals::invoice_draft_total_including_vat(draft),
        vat: draft.total_vat_amount,
        rounding: draft.total_roundings,
        rows: draft
            .rows
            .iter()
            .filter(|row| !row.is_text_row)
            .map(row)
            .collect(),
        made_of: None,
        collects: Vec::new(),
        credits: None,
        is_credit: draft.is_credit_invoice,
        created_at: draft.created_utc,
    }
}

/// Which invoice each credit invoice credits, as the credited ones say.
fn credited_by(invoices: &[CustomerInvoice]) -> BTreeMap<Uuid, Uuid> {
    let of = |invoice: &CustomerInvoice| {
        let id = invoice.id;
        let credits = invoice.credited_by.clone();
        credits
            .into_iter()
            .map(move |credit| (credit.credit_invoice_id, id))
    };
    invoices.iter().flat_map(of).collect()
}

fn of_invoice(invoice: &CustomerInvoice, credited: &BTreeMap<Uuid, Uuid>) -> Document {
    let row = |row: &eaccounting::types::CustomerInvoiceRow| {
        let amounts = if row.amount.is_zero() {
            totals::with_and_without_vat(row.amount_no_vat, false, row.vat_rate)
        } else {
            totals::with_and_without_vat(row.amount, invoice.includes_vat, row.vat_rate)
        };
        document_row(row.article_number.as_ref(), row.quantity, amounts)
    };
    let made_of = invoice.created_from_order_id.or(invoice.created_from_draft_id);
    let credits = invoice
        .referring_invoice_id
        .or_else(|| credited.get(&invoice.id).copied());
    let collects = invoice.collected_orders.iter();
    Document {
        kind: DocumentKind::Invoice,
        id: invoice.id.to_string(),
        number: invoice.invoice_number.map(|number| number.to_string()),
        reference: invoice.buyers_order_reference.clone(),
        customer: invoice.customer_id.to_string(),
        currency: invoice.currency_code.clone(),
        total: totals::invoice_total_including_vat(invoice),
        vat: invoice
            .total_vat_amount_invoice_currency
            .unwrap_or(invoice.total_vat_amount),
        rounding: invoice.total_roundings,
        rows: invoice
            .rows
            .iter()
            .filter(|row| !row.is_text_row)
            .map(row)
            .collect(),
        made_of: made_of
            .filter(|_| !invoice.is_collective_invoice && !invoice.is_credit_invoice)
            .map(|id| id.to_string()),
        collects: collects
            .filter(|_| invoice.is_collective_invoice)
            .map(|collected| collected.order_id.to_string())
            .collect(),
        credits: credits.map(|id| id.to_string()),
        is_credit: invoice.is_credit_invoice,
        created_at: invoice.created_utc,
    }
}
