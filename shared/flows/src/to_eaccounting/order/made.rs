//! What has become of a record's documents in eAccounting: those that Ekobridge made, and those that people made of them.

use eaccounting::Client;
use eaccounting::odata::Filter;
use eaccounting::types::{CustomerInvoice, Order as SalesOrder};
use jiff::Timestamp;
use ledger::{Document, DocumentKind, Record};
use mapping::Context;
use model::{Order, Problem, Source};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::answer::Answer;
use super::natural_key::natural_key;
use crate::{CompiledSettings, Worker};

/// The most invoices by people that are looked at of one record.
const MOST_BY_PEOPLE: usize = 20;

/// A kind of record in eAccounting, as a bookkeeper tells them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MadeKind {
    /// A customer.
    Customer,
    /// An order.
    Order,
    /// A draft of an invoice.
    InvoiceDraft,
    /// A booked invoice.
    Invoice,
    /// A draft of a credit invoice.
    CreditDraft,
    /// A booked credit invoice.
    CreditInvoice,
}

impl MadeKind {
    /// The kind in one word, for machine-readable output.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::CreditDraft => "credit_draft",
            Self::CreditInvoice => "credit_invoice",
            Self::Customer => DocumentKind::Customer.as_str(),
            Self::Order => DocumentKind::Order.as_str(),
            Self::InvoiceDraft => DocumentKind::InvoiceDraft.as_str(),
            Self::Invoice => DocumentKind::Invoice.as_str(),
        }
    }

    fn is_draft(self) -> bool {
        matches!(self, Self::InvoiceDraft | Self::CreditDraft)
    }
}

/// Whether eAccounting has a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Presence {
    /// It was not asked, or didn't answer.
    Unknown,
    /// It has it.
    There,
    /// It no longer has it.
    Gone,
    /// The draft was booked, which deletes it: the id of its invoice.
    Booked(String),
}

/// A document as eAccounting has it now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeDocument {
    /// Its kind.
    pub kind: MadeKind,
    /// eAccounting's id.
    pub id: String,
    /// The number that people know it by.
    pub number: Option<String>,
    /// Its total with VAT, without rounding; negative for a credit. None for a customer, and where it couldn't be read.
    pub total: Option<Decimal>,
    /// The part of an invoice's total that nobody has paid.
    pub unpaid: Option<Decimal>,
    /// The currency of the amounts, if eAccounting says it.
    pub currency: Option<String>,
    /// Whether it is there.
    pub presence: Presence,
    /// Whether somebody else than Ekobridge made it.
    pub is_by_person: bool,
}

impl MadeDocument {
    fn of(kind: MadeKind, document: &Document, presence: Presence) -> Self {
        Self {
            kind,
            id: document.id.clone(),
            number: document.number.clone(),
            total: None,
            unpaid: None,
            currency: None,
            presence,
            is_by_person: false,
        }
    }

    fn of_invoice(invoice: &CustomerInvoice) -> Self {
        let kind = match invoice.is_credit_invoice {
            true => MadeKind::CreditInvoice,
            false => MadeKind::Invoice,
        };
        let answer = Answer::invoice(invoice.clone());
        Self {
            total: Some(answer.total()),
            unpaid: Some(invoice.unpaid()),
            currency: answer.currency().map(str::to_owned),
            ..Self::of(kind, &answer.document(), Presence::There)
        }
    }
}

/// The documents of a record and of its credit by the ledger alone, with the same word on each of whether it is there.
#[must_use]
pub fn recorded_documents(own: &Record, credit: Option<&Record>, presence: &Presence) -> Vec<MadeDocument> {
    recorded(own, credit)
        .map(|(kind, document)| MadeDocument::of(kind, document, presence.clone()))
        .collect()
}

fn recorded<'a>(
    own: &'a Record,
    credit: Option<&'a Record>,
) -> impl Iterator<Item = (MadeKind, &'a Document)> {
    let sold = own.documents.iter().map(|document| {
        let kind = match document.kind {
            DocumentKind::Customer => MadeKind::Customer,
            DocumentKind::Order => MadeKind::Order,
            DocumentKind::InvoiceDraft => MadeKind::InvoiceDraft,
            DocumentKind::Invoice => MadeKind::Invoice,
        };
        (kind, document)
    });
    let credited = credit.into_iter().flat_map(|credit| &credit.documents);
    let credited = credited.filter_map(|document| match document.kind {
        DocumentKind::InvoiceDraft => Some((MadeKind::CreditDraft, document)),
        DocumentKind::Invoice => Some((MadeKind::CreditInvoice, document)),
        DocumentKind::Customer | DocumentKind::Order => None,
    });
    sold.chain(credited)
}

/// The documents of a record and of its credit as eAccounting has them now, and what people made of them there: the invoice of
/// an order or a draft, the credit of an invoice. In the order in which they came to be. What can't be read is in it without
/// amounts.
pub async fn made_documents(
    worker: &Worker,
    source: &Source,
    own: &Record,
    credit: Option<&Record>,
) -> Vec<MadeDocument> {
    let client = &worker.services().eaccounting;
    let mut made = Made::default();
    for (kind, document) in recorded(own, credit) {
        made.read(client, kind, document).await;
    }
    made.find_booked(worker, source, own).await;
    made.find_credits(client).await;
    made.tie();
    made.documents
}

#[derive(Default)]
struct Made {
    documents: Vec<MadeDocument>,
    orders: Vec<SalesOrder>,
    invoices: Vec<CustomerInvoice>,
}

impl Made {
    fn has(&self, id: &str) -> bool {
        self.documents.iter().any(|document| document.id == id)
    }

    fn has_invoice(&self) -> bool {
        let mut kinds = self.documents.iter().map(|document| document.kind);
        kinds.any(|kind| kind == MadeKind::Invoice)
    }

    async fn read(&mut self, client: &Client, kind: MadeKind, document: &Document) {
        if self.has(&document.id) {
            return;
        }
        let unread = |presence| MadeDocument::of(kind, document, presence);
        let found = match document.id.parse::<Uuid>() {
            Ok(id) => self.answer(client, kind, id).await,
            Err(_) => Ok(None),
        };
        self.documents.push(match found {
            Ok(Some(read)) => MadeDocument {
                number: read.number.clone().or_else(|| document.number.clone()),
                // A credit's own record says better that it is one.
                kind,
                ..read
            },
            Ok(None) => unread(Presence::Gone),
            Err(_) => unread(Presence::Unknown),
        });
    }

    async fn answer(
        &mut self,
        client: &Client,
        kind: MadeKind,
        id: Uuid,
    ) -> Result<Option<MadeDocument>, eaccounting::Error> {
        let of = |answer: &Answer| MadeDocument {
            total: Some(answer.total()),
            currency: answer.currency().map(str::to_owned),
            ..MadeDocument::of(kind, &answer.document(), Presence::There)
        };
        Ok(match kind {
            MadeKind::Customer => client.customer(id).await?.map(|customer| MadeDocument {
                kind,
                id: customer.id.to_string(),
                number: customer.fields.customer_number,
                total: None,
                unpaid: None,
                currency: None,
                presence: Presence::There,
                is_by_person: false,
            }),
            MadeKind::Order => client.order(id).await?.map(|order| {
                self.orders.push(order.clone());
                of(&Answer::order(order))
            }),
            MadeKind::InvoiceDraft | MadeKind::CreditDraft => {
                let draft = client.invoice_draft(id).await?;
                draft.map(|draft| of(&Answer::draft(draft)))
            }
            MadeKind::Invoice | MadeKind::CreditInvoice => client.invoice(id).await?.map(|invoice| {
                let read = MadeDocument::of_invoice(&invoice);
                self.invoices.push(invoice);
                read
            }),
        })
    }

    fn add_by_person(&mut self, invoice: CustomerInvoice) {
        if !self.has(&invoice.id.to_string()) {
            self.documents.push(MadeDocument {
                is_by_person: true,
                ..MadeDocument::of_invoice(&invoice)
            });
            self.invoices.push(invoice);
        }
    }

    /// Finds the invoice that a person made of an order or a draft that Ekobridge left as such.
    async fn find_booked(&mut self, worker: &Worker, source: &Source, own: &Record) {
        if self.has_invoice() {
            return;
        }
        let client = &worker.services().eaccounting;
        for order in self.orders.clone() {
            let found = invoices_of(client, &order, Some(own.first_seen)).await;
            for invoice in found.unwrap_or_default().into_iter().take(MOST_BY_PEOPLE) {
                self.add_by_person(invoice);
            }
        }
        let drafts: Vec<usize> = (0..self.documents.len())
            .filter(|at| {
                let document = self.documents.get(*at);
                document.is_some_and(|document| {
                    document.kind == MadeKind::InvoiceDraft && document.presence == Presence::Gone
                })
            })
            .collect();
        for at in drafts {
            let Some(document) = self.documents.get_mut(at) else {
                continue;
            };
            let Ok(draft) = document.id.parse() else { continue };
            match booked_by_source(worker, source, draft).await {
                Ok(Booked::As(invoice)) => self.add_by_person(*invoice),
                Ok(Booked::Nowhere) => {}
                // A draft that was booked is gone as one that was deleted is.
                Ok(Booked::Unknown) | Err(_) => document.presence = Presence::Unknown,
            }
        }
    }

    /// Finds the credits that an invoice names, whoever made them.
    async fn find_credits(&mut self, client: &Client) {
        let named: Vec<Uuid> = self
            .invoices
            .iter()
            .flat_map(|invoice| &invoice.credited_by)
            .map(|by| by.credit_invoice_id)
            .take(MOST_BY_PEOPLE)
            .collect();
        for id in named {
            if self.has(&id.to_string()) {
                continue;
            }
            match client.invoice(id).await {
                Ok(Some(credit)) => self.add_by_person(credit),
                Ok(None) | Err(_) => self.documents.push(MadeDocument {
                    kind: MadeKind::CreditInvoice,
                    id: id.to_string(),
                    number: None,
                    total: None,
                    unpaid: None,
                    currency: None,
                    presence: Presence::Unknown,
                    is_by_person: true,
                }),
            }
        }
    }

    /// Ties drafts that are gone to the invoices that were booked of them.
    fn tie(&mut self) {
        let booked: Vec<Option<String>> = self
            .documents
            .iter()
            .enumerate()
            .map(|(at, draft)| {
                let is_gone = draft.kind.is_draft() && draft.presence == Presence::Gone;
                let wanted = match draft.kind {
                    MadeKind::CreditDraft => MadeKind::CreditInvoice,
                    _ => MadeKind::Invoice,
                };
                let named = self.invoices.iter().find(|invoice| {
                    let origin = invoice.created_from_draft_id.map(|id| id.to_string());
                    origin.as_deref() == Some(draft.id.as_str())
                });
                // Where no invoice says what it was made of, Ekobridge's own follows its draft in the ledger.
                let is_unnamed = |document: &&MadeDocument| {
                    let mut read = self.invoices.iter();
                    !read.any(|invoice| {
                        invoice.id.to_string() == document.id && invoice.created_from_draft_id.is_some()
                    })
                };
                let next = self.documents.iter().skip(at + 1);
                let next = next
                    .filter(|next| next.kind == wanted && !next.is_by_person)
                    .find(is_unnamed);
                let id = named
                    .map(|invoice| invoice.id.to_string())
                    .or_else(|| next.map(|next| next.id.clone()));
                id.filter(|_| is_gone)
            })
            .collect();
        for (document, id) in self.documents.iter_mut().zip(booked) {
            if let Some(id) = id {
                document.presence = Presence::Booked(id);
            }
        }
    }
}

/// What is known of a draft that is gone.
pub(super) enum Booked {
    /// It was booked as this invoice.
    As(Box<CustomerInvoice>),
    /// No invoice with its reference was made of it.
    Nowhere,
    /// eAccounting can't look for a reference.
    Unknown,
}

/// The invoice that a draft with this reference was booked as.
pub(super) async fn booked_as(
    client: &Client,
    reference: &str,
    draft: Uuid,
) -> Result<Booked, eaccounting::Error> {
    let filter = Filter::eq("BuyersOrderReference", reference);
    let found = match client.invoices_by(&filter).await {
        Err(error) if error.is_unfilterable() => return Ok(Booked::Unknown),
        other => other?,
    };
    let mut found = found
        .into_iter()
        .filter(|invoice| invoice.created_from_draft_id == Some(draft) && !invoice.is_credit_invoice);
    Ok(found
        .next()
        .map_or(Booked::Nowhere, |invoice| Booked::As(Box::new(invoice))))
}

/// As [`booked_as`], with the reference that the settings give the order.
async fn booked_by_source(worker: &Worker, source: &Source, draft: Uuid) -> Result<Booked, Problem> {
    let services = worker.services();
    let order = match source {
        Source::Order { connection, order } => services.activecampaign.order(connection, order).await?,
        Source::Deal(id) => services.activecampaign.deal(id).await?,
        _ => None,
    };
    let Some(order) = order else {
        return Ok(Booked::Unknown);
    };
    let reference = services.reference(worker.ports()).await?;
    let key = reference_of(&worker.settings(), &order, &reference.context)?;
    Ok(booked_as(&services.eaccounting, &key, draft).await?)
}

/// The reference that an order's documents have.
pub(super) fn reference_of(
    compiled: &CompiledSettings,
    order: &Order,
    context: &Context,
) -> Result<String, Problem> {
    let mapped = compiled.mapping.order(order, context)?;
    Ok(natural_key(&compiled.mapping, &mapped, order))
}

/// The invoices of an order, credits left out: its own, or a collective one.
pub(super) async fn invoices_of(
    client: &Client,
    order: &SalesOrder,
    since: Option<Timestamp>,
) -> Result<Vec<CustomerInvoice>, eaccounting::Error> {
    let mut found = client.newest_invoices(order.customer_id, since).await?;
    found.retain(|invoice| {
        let collects = |order: &Uuid| {
            let mut collected = invoice.collected_orders.iter();
            collected.any(|collected| collected.order_id == *order)
        };
        let is_of_it = invoice.created_from_order_id == Some(order.id) || collects(&order.id);
        is_of_it && !invoice.is_credit_invoice
    });
    Ok(found)
}
