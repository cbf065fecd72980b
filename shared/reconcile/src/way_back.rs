//! The way back: whether ActiveCampaign's own connection has eAccounting's sales as they are.
//!
//! The flow says what an e-commerce order should say of a sale's documents ([`flows::SaleOutlook`]); here it is compared with
//! what ActiveCampaign has. The comparison is pure, and reading is apart from it.

use std::collections::{BTreeMap, BTreeSet};

use aws::Direction;
use flows::{ExpectedLine, OrderDifference, SaleOutlook};
use ledger::Record;
use model::{JobKind, Order, OrderState, Problem, Source};
use rust_decimal::Decimal;
use settings::QuoteAs;
use uuid::Uuid;

use crate::books::shown;
use crate::chain::number;
use crate::compare::sum_of;
use crate::finding::{Class, Difference, Finding, FoundDocument, LeftOut, Sum, WayBack};
use crate::read::{MOST_SINGLE, Reader, Reading, not_compared};
use crate::reason::{Circumstances, Reason, Unwritten};

/// What the way back comes to.
#[derive(Default)]
pub(crate) struct Compared {
    pub(crate) summary: WayBack,
    pub(crate) findings: Vec<Finding>,
}

/// A sale of the time, with the orders that ActiveCampaign has of it.
struct Pair<'a> {
    sale: &'a SaleOutlook,
    /// In our connection.
    own: Vec<&'a Order>,
    /// The order of a store that the sale was made of, or whose number it has.
    store: Option<Source>,
}

/// How a sale stands in ActiveCampaign.
#[derive(Debug, PartialEq)]
enum Judgement {
    Matched,
    /// It came from ActiveCampaign, and is no order of ours there.
    FromActiveCampaign,
    LeftOut(model::Reason),
    Disagrees(Class, Vec<Difference>),
}

impl Reader<'_> {
    /// Compares the sales that were entered in the time. None where the settings write no e-commerce orders.
    pub(crate) async fn way_back(
        &self,
        reading: &mut Reading,
        born: &BTreeMap<String, Source>,
        circumstances: &Circumstances,
    ) -> Result<Option<Compared>, Problem> {
        if !self.flows.settings().settings.to_activecampaign.orders.enabled {
            return Ok(None);
        }
        let connections = flows::own_connections(self.flows).await?;
        let outlooks = flows::sale_outlooks(self.flows, &reading.raw).await?;
        reading.notes.extend(outlooks.notes);
        let is_of_time = |sale: &&SaleOutlook| {
            sale.placed_at
                .is_some_and(|at| self.since <= at && at < self.until)
        };
        let sales: Vec<SaleOutlook> = outlooks.sales.iter().filter(is_of_time).cloned().collect();
        let mut orders: Vec<Order> = std::mem::take(&mut reading.own_orders)
            .into_iter()
            .filter(|order| connections.contains(connection_of(&order.source)))
            .collect();
        Box::pin(self.orders_of(&sales, &connections, &mut orders, reading)).await?;
        (self.progress)(&format!("{} sales of eAccounting compared", sales.len()));

        let mut compared = Compared::default();
        let mut sums: BTreeMap<String, Sum> = BTreeMap::new();
        let mut left_out: BTreeMap<String, (model::Reason, Vec<Source>)> = BTreeMap::new();
        for sale in &sales {
            let mut pair = Pair {
                sale,
                own: orders.iter().filter(|order| is_of(order, sale)).collect(),
                store: sale.documents.iter().find_map(|id| born.get(id).cloned()),
            };
            let record = self.record_of(sale).await?;
            if pair.store.is_none() {
                pair.store = self.origin_of(reading, sale, pair.own.is_empty()).await?;
            }
            let judgement = match judge(&pair, record.as_ref()) {
                Judgement::Disagrees(Class::MissingInActiveCampaign, _)
                    if !flows::has_buyer(self.flows, sale).await? =>
                {
                    Judgement::LeftOut(model::reason::buyer_without_email())
                }
                judgement => judgement,
            };
            match judgement {
                Judgement::FromActiveCampaign => continue,
                Judgement::LeftOut(reason) => {
                    let of_reason = left_out.entry(reason.to_string());
                    let (_, records) = of_reason.or_insert_with(|| (reason, Vec::new()));
                    records.push(sale.source.clone());
                    continue;
                }
                Judgement::Matched => compared.summary.matched += 1,
                Judgement::Disagrees(class, differences) => {
                    let reason = circumstances.unwritten(&Unwritten {
                        sale,
                        record: record.as_ref(),
                        class,
                        store: pair.store.as_ref(),
                        orders: pair.own.len(),
                    });
                    compared.findings.push(finding(&pair, class, differences, reason));
                }
            }
            compared.summary.sales += 1;
            add_to_sums(&mut sums, &pair);
        }
        let gone = Box::pin(self.without_documents(reading, &outlooks.sales, &orders)).await?;
        for order in &gone {
            compared.summary.sales += 1;
            let sum = sum_of(&mut sums, order.currency.as_str());
            sum.sales += 1;
            sum.activecampaign += shown(order.currency, order.total);
            compared
                .findings
                .push(finding_of_gone(order, circumstances.deleted(order.source.id())));
        }
        compared.summary.left_out = left_out
            .into_values()
            .map(|(reason, records)| LeftOut {
                settings: circumstances.settings(&reason),
                reason,
                records,
            })
            .collect();
        compared.summary.sums = sums.into_values().collect();
        Ok(Some(compared))
    }

    /// Whether quotes are e-commerce orders too.
    pub(crate) fn writes_quotes(&self) -> bool {
        let compiled = self.flows.settings();
        let settings = &compiled.settings.to_activecampaign;
        settings.orders.enabled && settings.quotes.enabled && settings.quotes.written_as == QuoteAs::Order
    }

    /// Orders of sales that the list of changed orders did not have, such as those whose document has changed since.
    async fn orders_of(
        &self,
        sales: &[SaleOutlook],
        connections: &BTreeSet<String>,
        orders: &mut Vec<Order>,
        reading: &mut Reading,
    ) -> Result<(), Problem> {
        let client = &self.flows.services().activecampaign;
        let unread: Vec<&SaleOutlook> = sales
            .iter()
            .filter(|sale| !orders.iter().any(|order| is_of(order, sale)))
            .collect();
        for connection in connections {
            let Ok(number) = connection.parse() else { continue };
            let roots: Vec<&str> = unread.iter().map(|sale| sale.root.as_str()).collect();
            // Thirty a call, and one more for each that is there.
            let there = client.written_orders(number, &roots).await?;
            if there.len() > MOST_SINGLE {
                reading.notes.push(format!(
                    "{} orders of eAccounting's sales have not changed in the time; {MOST_SINGLE} of them were read.",
                    there.len()
                ));
            }
            for known in there.into_iter().take(MOST_SINGLE) {
                match client.order(connection, &known.store_order_id).await {
                    Ok(order) => orders.extend(order),
                    Err(error) => {
                        let source = Source::Order {
                            connection: connection.clone(),
                            order: known.store_order_id,
                        };
                        reading.notes.push(not_compared(&source, error)?);
                    }
                }
            }
        }
        Ok(())
    }

    /// The ledger's record of a sale: that of its document, where its last job got no further, else that of the whole sale.
    async fn record_of(&self, sale: &SaleOutlook) -> Result<Option<Record>, Problem> {
        let ledger = self.worker.ledger();
        let of_document = why::standing_record(ledger, JobKind::WriteOrder, &sale.source).await?;
        let needs_person = |record: &Record| record.state != ledger::State::Skipped || record.hold.is_some();
        if of_document.as_ref().is_some_and(needs_person) {
            return Ok(of_document);
        }
        let of_sale = ledger.get(&ledger::Key::written_order(&sale.root)).await?;
        Ok(of_sale.or(of_document))
    }

    /// What a sale was made of in ActiveCampaign: by the ledger, or by its reference where that is a store's order.
    async fn origin_of(
        &self,
        reading: &Reading,
        sale: &SaleOutlook,
        is_missing: bool,
    ) -> Result<Option<Source>, Problem> {
        if let Some(origin) = &sale.origin {
            return Ok(Some(origin.clone()));
        }
        let reference = sale.reference.as_deref().map(number);
        let of_store = reading
            .books
            .sales
            .iter()
            .find(|order| Some(number(&order.number)) == reference);
        match of_store {
            Some(order) => Ok(Some(order.source.clone())),
            None if is_missing => self.origin(reading, &sale.documents).await,
            None => Ok(None),
        }
    }

    /// Orders of the time in our connection whose documents are no longer in eAccounting, and that still count there.
    async fn without_documents<'o>(
        &self,
        reading: &mut Reading,
        sales: &[SaleOutlook],
        orders: &'o [Order],
    ) -> Result<Vec<&'o Order>, Problem> {
        let raw = &reading.raw;
        let known: BTreeSet<String> = raw
            .orders
            .iter()
            .flat_map(|order| [Some(order.id), order.created_from_quote_id])
            .chain(raw.invoices.iter().flat_map(|invoice| {
                [
                    Some(invoice.id),
                    invoice.created_from_order_id,
                    invoice.created_from_quote_id,
                ]
            }))
            .chain(raw.quotes.iter().map(|quote| Some(quote.id)))
            .flatten()
            .map(|id| id.to_string())
            .collect();
        let counts = |order: &&Order| {
            matches!(
                order.state,
                OrderState::AwaitingPayment | OrderState::Completed | OrderState::Pending
            ) && self.since <= order.placed_at
                && order.placed_at < self.until
                && !known.contains(order.source.id())
                && !sales.iter().any(|sale| is_of(order, sale))
        };
        let client = &self.flows.services().eaccounting;
        let mut gone = Vec::new();
        for (asked, order) in orders.iter().filter(counts).enumerate() {
            if asked == MOST_SINGLE {
                reading.notes.push(format!(
                    "More than {MOST_SINGLE} of our orders in ActiveCampaign are of documents that did not change in the time; not \
                     all of those were looked for in eAccounting."
                ));
                break;
            }
            let Ok(id) = order.source.id().parse::<Uuid>() else {
                continue;
            };
            let is_there = client.order(id).await?.is_some()
                || client.invoice(id).await?.is_some()
                || client.quote(id).await?.is_some();
            if !is_there {
                gone.push(order);
            }
        }
        Ok(gone)
    }
}

fn connection_of(source: &Source) -> &str {
    match source {
        Source::Order { connection, .. } => connection,
        _ => "",
    }
}

/// Whether an order of our connection is this sale's: its id is that of one of the sale's documents.
fn is_of(order: &Order, sale: &SaleOutlook) -> bool {
    sale.documents.iter().any(|id| id == order.source.id())
}

fn judge(pair: &Pair<'_>, record: Option<&Record>) -> Judgement {
    use Judgement::{Disagrees, FromActiveCampaign, LeftOut, Matched};

    let sale = pair.sale;
    match (pair.own.as_slice(), &pair.store) {
        ([], Some(_)) => FromActiveCampaign,
        ([], None) => {
            // The flow leaves some out for what they are, whatever the settings say.
            let by_flow = record
                .filter(|record| record.state == ledger::State::Skipped && !sale.is_written)
                .and_then(|record| record.reason.clone())
                .filter(|reason| reason.starts_with(flows::REFERENCE_OF));
            match sale.left_out.clone().or(by_flow.map(model::Reason::read)) {
                Some(reason) => LeftOut(reason),
                None => Disagrees(Class::MissingInActiveCampaign, Vec::new()),
            }
        }
        ([_], Some(_)) | ([_, _, ..], _) => Disagrees(Class::SentTwice, Vec::new()),
        ([order], None) => {
            let differences: Vec<Difference> = sale
                .expected
                .differences(order)
                .into_iter()
                .map(|difference| in_words(sale, order, difference))
                .collect();
            let is_over = |state| matches!(state, OrderState::Cancelled | OrderState::Refunded);
            if differences.is_empty() {
                Matched
            } else if is_over(order.state) == is_over(sale.expected.state) {
                Disagrees(Class::Different, differences)
            } else {
                Disagrees(Class::RefundedOnOneSide, differences)
            }
        }
    }
}

fn in_words(sale: &SaleOutlook, order: &Order, difference: OrderDifference) -> Difference {
    let currency = sale.expected.currency;
    match difference {
        OrderDifference::Currency => Difference::Currency {
            activecampaign: order.currency.to_string(),
            eaccounting: currency.to_string(),
        },
        OrderDifference::State => Difference::State {
            activecampaign: words(order.state).to_owned(),
            eaccounting: sale.word.to_owned(),
        },
        OrderDifference::Total => Difference::Total {
            activecampaign: shown(currency, order.total),
            eaccounting: shown(currency, sale.expected.total),
        },
        OrderDifference::Lines {
            article,
            found,
            expected,
        } => Difference::Lines {
            article,
            activecampaign: found.iter().map(line).collect(),
            eaccounting: expected.iter().map(line).collect(),
        },
    }
}

/// "2 × 99.50".
fn line(line: &ExpectedLine) -> String {
    format!("{} × {}", line.quantity.normalize(), line.price.normalize())
}

/// A state in ActiveCampaign, for people.
fn words(state: OrderState) -> &'static str {
    match state {
        OrderState::Pending => "pending",
        OrderState::AwaitingPayment => "pending payment",
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

fn finding(pair: &Pair<'_>, class: Class, differences: Vec<Difference>, reason: Reason) -> Finding {
    let sale = pair.sale;
    let currency = sale.expected.currency;
    let found: Decimal = pair.own.iter().map(|order| order.total).sum();
    let document = FoundDocument {
        name: sale.name.clone(),
        id: sale.root.clone(),
        is_known: sale.is_written,
    };
    let of_activecampaign = |source: &Source| FoundDocument {
        name: format!("{source} in ActiveCampaign"),
        id: source.to_string(),
        is_known: sale.is_written,
    };
    let own = pair.own.iter().map(|order| of_activecampaign(&order.source));
    Finding {
        direction: Direction::ToActiveCampaign,
        class,
        record: sale.source.clone(),
        number: sale.number.clone().unwrap_or_else(|| sale.root.clone()),
        placed_at: sale.placed_at,
        currency: currency.to_string(),
        activecampaign: (!pair.own.is_empty()).then(|| shown(currency, found)),
        eaccounting: Some(shown(currency, sale.expected.total)),
        documents: std::iter::once(document)
            .chain(own)
            .chain(pair.store.iter().map(of_activecampaign))
            .collect(),
        differences,
        reason: reason.text,
        stored: reason.stored,
        reason_kind: reason.kind,
        state: reason.state,
        code: reason.code,
        settings: reason.settings,
        advice: reason.advice,
    }
}

fn finding_of_gone(order: &Order, reason: Reason) -> Finding {
    Finding {
        direction: Direction::ToActiveCampaign,
        class: Class::MissingInEaccounting,
        record: Source::SalesOrder(order.source.id().to_owned()),
        number: order.number.clone(),
        placed_at: Some(order.placed_at),
        currency: order.currency.to_string(),
        activecampaign: Some(shown(order.currency, order.total)),
        eaccounting: None,
        documents: vec![FoundDocument {
            name: format!("{} in ActiveCampaign", order.source),
            id: order.source.to_string(),
            is_known: true,
        }],
        differences: Vec::new(),
        reason: reason.text,
        stored: reason.stored,
        reason_kind: reason.kind,
        state: reason.state,
        code: reason.code,
        settings: reason.settings,
        advice: reason.advice,
    }
}

/// What is refunded or called off counts as nothing.
fn counted(state: OrderState, amount: Decimal) -> Decimal {
    match state {
        OrderState::Cancelled | OrderState::Refunded => Decimal::ZERO,
        _ => amount,
    }
}

fn add_to_sums(sums: &mut BTreeMap<String, Sum>, pair: &Pair<'_>) {
    let expected = &pair.sale.expected;
    let sum = sum_of(sums, expected.currency.as_str());
    sum.sales += 1;
    // A sale that is a store's order too counts once.
    sum.eaccounting += shown(expected.currency, counted(expected.state, expected.total));
    for order in &pair.own {
        sum_of(sums, order.currency.as_str()).activecampaign +=
            shown(order.currency, counted(order.state, order.total));
    }
}
