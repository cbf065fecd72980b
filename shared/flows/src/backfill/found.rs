//! What there is: the vendors' lists, in pages as large as they allow.

use std::collections::BTreeSet;

use eaccounting::types::{CustomerInvoice, OrderStatus, QuoteStatus};
use model::{Code, Named, OrderState, Problem, Reason, Source, reason};
use rust_decimal::Decimal;

use super::{Item, Selection, What};
use crate::Worker;
use crate::to_activecampaign::connection::SERVICE;
use crate::to_eaccounting::order::OrderOutlook;
use activecampaign::Connection;

/// The most orders that a plan reads.
const MOST_ORDERS: usize = 50_000;

/// A record that was found.
pub(super) struct Found {
    pub(super) item: Item,
    /// Why the settings leave it out.
    pub(super) left_out: Option<Reason>,
    /// Of a document: the ids of the documents of its sale, the first one first.
    pub(super) chain: Vec<String>,
}

impl Found {
    fn new(item: Item) -> Self {
        Self {
            item,
            left_out: None,
            chain: Vec::new(),
        }
    }
}

/// Refuses a store that ActiveCampaign doesn't have, and names those that it has. Ekobridge's own connection is none.
fn check_stores(selection: &Selection, connections: &[Connection]) -> Result<(), Problem> {
    let shops = || {
        connections
            .iter()
            .filter(|connection| connection.service != SERVICE)
    };
    let is_known = |store: &&String| shops().any(|shop| shop.id == **store);
    let Some(unknown) = selection.stores.iter().find(|store| !is_known(store)) else {
        return Ok(());
    };
    let named: Vec<String> = shops().map(|shop| format!("{} {}", shop.id, shop.name)).collect();
    let message = if named.is_empty() {
        format!("There is no store {unknown}: ActiveCampaign has no e-commerce connection of a shop.")
    } else {
        format!("There is no store {unknown}: {}.", named.join(", "))
    };
    Err(Problem::new(
        Code::VALUE_INVALID,
        message,
        "Take the number of a store that ActiveCampaign has.",
    ))
}

/// Orders: those of GraphQL with all that decides about them, and those that REST alone has.
pub(super) async fn orders(
    worker: &Worker,
    selection: &Selection,
    notes: &mut Vec<Reason>,
) -> Result<Vec<Found>, Problem> {
    let client = &worker.services().activecampaign;
    let compiled = worker.settings();
    let reference = worker.services().reference(worker.ports()).await?;
    let connections = client.connections().await?;
    check_stores(selection, &connections)?;
    let own: BTreeSet<String> = connections
        .into_iter()
        .filter(|connection| connection.service == SERVICE)
        .map(|connection| connection.id)
        .collect();
    let is_wanted = |source: &Source| match source {
        Source::Order { connection, .. } => {
            !own.contains(connection)
                && (selection.stores.is_empty() || selection.stores.contains(connection))
        }
        _ => false,
    };
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    let listed = client
        .whole_orders_modified_since(selection.since, MOST_ORDERS)
        .await?;
    if listed.len() >= MOST_ORDERS {
        notes.push(reason::plan_cut(MOST_ORDERS));
    }
    for listed in listed {
        let source = listed.reference.source;
        seen.insert(source.clone());
        if !is_wanted(&source) {
            continue;
        }
        let order = match listed.order {
            Ok(order) => order,
            // Its job says what is wrong with it.
            Err(error) => {
                let problem = Problem::from(error);
                notes.push(reason::plan_unreadable(source, Named::problem(&problem)));
                continue;
            }
        };
        if !selection.takes_time(Some(order.placed_at)) || !selection.takes_state(order_state(order.state)) {
            continue;
        }
        found.push(Found {
            left_out: OrderOutlook::of(&order, &compiled, &reference).left_out,
            ..Found::new(Item {
                at: Some(order.placed_at),
                source,
                what: What::Orders,
                version: listed.reference.version,
                root: None,
            })
        });
    }
    let rest = client
        .rest_orders_created_since(None, selection.since, MOST_ORDERS)
        .await?;
    let mut unread = 0;
    for listed in rest {
        let is_chosen = listed
            .state
            .is_none_or(|state| selection.takes_state(order_state(state)));
        if !seen.insert(listed.source.clone()) || !is_wanted(&listed.source) || !is_chosen {
            continue;
        }
        unread += 1;
        found.push(Found::new(Item {
            at: listed.version.as_deref().and_then(|text| text.parse().ok()),
            source: listed.source,
            what: What::Orders,
            version: listed.version,
            root: None,
        }));
    }
    if unread > 0 {
        notes.push(reason::plan_of_rest(Named::counted(unread, "order", "orders")));
    }
    Ok(found)
}

/// Deals, by the date of their last change.
pub(super) async fn deals(worker: &Worker, selection: &Selection) -> Result<Vec<Found>, Problem> {
    let client = &worker.services().activecampaign;
    let mut found = Vec::new();
    for deal in client.deals_updated_since(selection.since).await? {
        let at = deal.version.as_deref().and_then(|text| text.parse().ok());
        let state = match deal.state {
            Some(OrderState::Completed) => "won",
            Some(OrderState::Lost) => "lost",
            _ => "open",
        };
        if !selection.takes_time(at) || !selection.takes_state(state) {
            continue;
        }
        let won_only = worker.settings().settings.orders.deals.when == settings::DealWhen::Won;
        let left_out = match state {
            "lost" => Some(reason::deal_lost()),
            "open" if won_only => Some(reason::deal_not_won()),
            _ => None,
        };
        found.push(Found {
            left_out,
            ..Found::new(Item {
                at,
                source: deal.source,
                what: What::Deals,
                version: deal.version,
                root: None,
            })
        });
    }
    Ok(found)
}

/// Contacts, by the date of their last change.
pub(super) async fn contacts(worker: &Worker, selection: &Selection) -> Result<Vec<Found>, Problem> {
    let client = &worker.services().activecampaign;
    let contacts = client.contacts_updated_since(selection.since).await?;
    let item = |contact: activecampaign::ContactRef| Item {
        at: contact.version.as_deref().and_then(|text| text.parse().ok()),
        source: contact.source,
        what: What::Contacts,
        version: contact.version,
        root: None,
    };
    let items = contacts.into_iter().map(item);
    Ok(items
        .filter(|item| selection.takes_time(item.at))
        .map(Found::new)
        .collect())
}

/// eAccounting's documents, by the date of their last change. An invoiced order is its invoice's, and a credit invoice is part
/// of what it credits.
pub(super) async fn documents(worker: &Worker, selection: &Selection) -> Result<Vec<Found>, Problem> {
    let client = &worker.services().eaccounting;
    let mut found = Vec::new();
    let mut add = |source: Source, at, state: &str, chain: Vec<Option<uuid::Uuid>>, is_collective: bool| {
        if selection.takes_time(at) && selection.takes_state(state) {
            let chain: Vec<String> = chain.into_iter().flatten().map(|id| id.to_string()).collect();
            found.push(Found {
                left_out: None,
                item: Item {
                    at,
                    source,
                    what: What::Documents,
                    version: at.map(|at: jiff::Timestamp| at.to_string()),
                    root: chain.first().cloned().filter(|_| !is_collective),
                },
                chain,
            });
        }
    };
    if worker.settings().settings.to_activecampaign.quotes.enabled {
        for quote in client.quotes_changed_since(selection.since).await?.records {
            if matches!(quote.status, QuoteStatus::Ongoing | QuoteStatus::Approved) {
                let source = Source::Quote(quote.id.to_string());
                add(source, quote.modified_utc, "quoted", vec![Some(quote.id)], false);
            }
        }
    }
    for order in client.orders_changed_since(selection.since).await?.records {
        let state = match order.status {
            OrderStatus::Draft | OrderStatus::Invoiced => continue,
            OrderStatus::Shipped => "shipped",
            _ => "ongoing",
        };
        let source = Source::SalesOrder(order.id.to_string());
        let chain = vec![order.created_from_quote_id, Some(order.id)];
        add(source, order.modified_utc, state, chain, false);
    }
    let invoices = client.invoices_changed_since(selection.since).await?.records;
    for invoice in invoices.iter().filter(|invoice| !invoice.is_credit_invoice) {
        let source = Source::Invoice(invoice.id.to_string());
        let chain = vec![
            invoice.created_from_quote_id,
            invoice.created_from_order_id,
            Some(invoice.id),
        ];
        let is_collective = invoice.is_collective_invoice;
        add(
            source,
            invoice.modified_utc,
            invoice_state(invoice),
            chain,
            is_collective,
        );
    }
    Ok(found)
}

fn invoice_state(invoice: &CustomerInvoice) -> &'static str {
    if invoice.remaining_amount > Decimal::ZERO {
        "unpaid"
    } else {
        "paid"
    }
}

fn order_state(state: OrderState) -> &'static str {
    match state {
        OrderState::Pending => "pending",
        OrderState::AwaitingPayment => "awaiting_payment",
        OrderState::Completed => "completed",
        OrderState::Abandoned => "abandoned",
        OrderState::Cancelled => "cancelled",
        OrderState::Refunded => "refunded",
        OrderState::Failed => "failed",
        OrderState::Returned => "returned",
        OrderState::Open => "open",
        OrderState::Lost => "lost",
    }
}
