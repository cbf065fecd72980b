//! Why a job has nothing to do, as values: a preview says it in its reader's language.

use std::fmt;

use engine::{FlowOutcome, RecordName, describe};
use jiff::civil::Date;
use ledger::Document;
use model::Problem;
use settings::Document as DocumentSetting;

use crate::{AS_IT_SHOULD_BE, JobContext};

/// Why a job of an order, deal, contact or quote has nothing to do. As text it names settings as their file does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LeftOut {
    /// This setting is off.
    Off(&'static str),
    /// This setting is on, so that nothing is written: a dry run.
    DryRun(&'static str),
    /// The same of contacts, where the customer would be new.
    DryRunOfNewCustomer,
    /// The same of orders, where the order would become this.
    DryRunOfOrder {
        /// The kind of document.
        document: DocumentSetting,
        /// Its total, with the currency.
        total: String,
    },
    /// The same of orders, where the order has no customer.
    DryRunWithoutCustomer,
    /// A test order.
    TestOrder,
    /// An order without a total.
    NoTotal,
    /// An order from before the first day that the settings take.
    PlacedBefore {
        /// The day of the order.
        placed: Date,
        /// The first day.
        first: Date,
    },
    /// An order of a connection that the settings don't name.
    OtherConnection(String),
    /// A deal of a pipeline that the settings don't name.
    OtherPipeline(String),
    /// A deal in a stage that the settings don't name.
    OtherStage,
    /// The order is not completed yet.
    NotCompleted,
    /// The order is not paid yet.
    NotPaid,
    /// An abandoned cart.
    Cart,
    /// The order was cancelled.
    Cancelled,
    /// It was refunded.
    Refunded,
    /// It was sent back.
    SentBack,
    /// It failed.
    Failed,
    /// It is no order.
    NoOrder,
    /// The deal is lost.
    DealLost,
    /// The deal is not won yet.
    DealNotWon,
    /// An order that Ekobridge wrote to ActiveCampaign.
    OwnOrder,
    /// A deal that Ekobridge made of a quote.
    OwnDeal,
    /// The record was deleted in ActiveCampaign.
    Gone(RecordName),
    /// eAccounting doesn't have the customer, and the settings create none.
    NoCustomer,
    /// A contact without an address.
    NoAddress(RecordName),
    /// The customer with this number has all that the contact says.
    InStep(String),
    /// The contact has no e-mail address.
    NoEmail,
    /// The contact has no orders.
    NoOrders,
    /// The settings ask for no document.
    NoDocument,
    /// eAccounting has the order's document.
    Exists {
        /// The document.
        document: Document,
        /// The reference that it was found by; none where the ledger has it.
        reference: Option<String>,
    },
    /// The order has changed since, and the settings leave that alone.
    ChangeSkipped {
        /// The setting.
        setting: &'static str,
        /// The change.
        problem: Box<Problem>,
    },
    /// The quote with this number has become an order.
    QuoteOrdered(String),
    /// The quote with this number is invoiced.
    QuoteInvoiced(String),
    /// The quote with this number is not accepted.
    QuoteNotAccepted(String),
}

impl LeftOut {
    /// The outcome of a job that has nothing to do for this reason.
    pub(crate) fn outcome(self, ctx: &JobContext<'_>) -> FlowOutcome {
        FlowOutcome::Skipped(self.shown(ctx))
    }

    /// The same, where the flow has stored it in the ledger.
    pub(crate) fn stored_outcome(self, ctx: &JobContext<'_>) -> FlowOutcome {
        FlowOutcome::SkippedAndStored(self.shown(ctx))
    }

    /// The text, and a preview has the value.
    fn shown(self, ctx: &JobContext<'_>) -> String {
        let text = self.to_string();
        ctx.services.trace(|trace| trace.left_out = Some(self));
        text
    }
}

/// A document of the settings with its article.
fn in_words(document: DocumentSetting) -> &'static str {
    match document {
        DocumentSetting::Order => "an order",
        DocumentSetting::OrderInvoiced => "an order and its invoice",
        DocumentSetting::InvoiceDraft => "an invoice draft",
        DocumentSetting::Invoice => "an invoice",
    }
}

fn name(record: &RecordName) -> String {
    format!("{} {}", record.kind.replace('_', " "), record.number)
}

impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Off(setting) => return write!(f, "{setting} is off"),
            Self::DryRun(setting) => return write!(f, "{setting} is on: nothing was written"),
            Self::DryRunOfNewCustomer => "customers.dry_run is on: it would have been created",
            Self::DryRunOfOrder { document, total } => {
                let document = in_words(*document);
                return write!(
                    f,
                    "orders.dry_run is on: would have become {document} with a total of {total}"
                );
            }
            Self::DryRunWithoutCustomer => {
                "orders.dry_run is on: would have become nothing, without a customer"
            }
            Self::TestOrder => "it is a test order, and orders.test_orders is off",
            Self::NoTotal => "its total is 0, and orders.zero_total is \"skip\"",
            Self::PlacedBefore { placed, first } => {
                return write!(f, "it was placed on {placed}, before orders.placed_after = {first}");
            }
            Self::OtherConnection(connection) => {
                return write!(f, "its connection {connection} is not in orders.connections");
            }
            Self::OtherPipeline(pipeline) => {
                return write!(f, "its pipeline {pipeline} is not in orders.deals.pipelines");
            }
            Self::OtherStage => "the deal is not in a stage of orders.deals.stages",
            Self::NotCompleted => "it is not completed, and orders.status_filter is \"completed\"",
            Self::NotPaid => "it is not paid, and orders.status_filter is \"paid\"",
            Self::Cart => "it is a cart that was left",
            Self::Cancelled => "it is cancelled",
            Self::Refunded => "it is refunded",
            Self::SentBack => "it was sent back",
            Self::Failed => "it failed",
            Self::NoOrder => "it is no order",
            Self::DealLost => "the deal is lost",
            Self::DealNotWon => "the deal is not won, and orders.deals.when is \"won\"",
            Self::OwnOrder => {
                "Ekobridge wrote it to ActiveCampaign itself: it is a document in eAccounting already"
            }
            Self::OwnDeal => {
                "Ekobridge made the deal of a quote in eAccounting, and the order comes of the quote there"
            }
            Self::Gone(record) => return write!(f, "{} is no longer in ActiveCampaign", name(record)),
            Self::NoCustomer => "it is no customer in eAccounting, and customers.create is off",
            Self::NoAddress(record) => {
                return write!(
                    f,
                    "{} has no address yet, so it is no customer (customers.on_missing_city = \"skip\"); its first order brings one",
                    name(record)
                );
            }
            Self::InStep(number) => return write!(f, "customer {number} is {AS_IT_SHOULD_BE}"),
            Self::NoEmail => "the contact has no e-mail address to find orders by",
            Self::NoOrders => "the contact has no orders",
            Self::NoDocument => "the settings ask for no document",
            Self::Exists {
                document,
                reference: None,
            } => return write!(f, "eAccounting has it already: {}", describe(document)),
            Self::Exists {
                document,
                reference: Some(reference),
            } => {
                let document = describe(document);
                return write!(
                    f,
                    "eAccounting has it already: {document} with reference {reference}"
                );
            }
            Self::ChangeSkipped { setting, problem } => {
                return write!(f, "{} {setting} is \"skip\".", problem.message);
            }
            Self::QuoteOrdered(number) => return write!(f, "quote {number} has become an order already"),
            Self::QuoteInvoiced(number) => return write!(f, "quote {number} is invoiced already"),
            Self::QuoteNotAccepted(number) => return write!(f, "quote {number} is not accepted"),
        })
    }
}
