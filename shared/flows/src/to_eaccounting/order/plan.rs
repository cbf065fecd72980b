//! The decision about an order, as values: the draft for previews, and the plan to apply.

use std::sync::Arc;

use eaccounting::types::Customer as Buyer;
use mapping::Mapped;
use model::{Order, Problem};
use sale::{ArticleBook, SalePlan};

use super::articles::{ArticleUpdate, NewArticleDraft};
use super::basis::Basis;
use crate::reference::Reference;
use crate::sale_conversion::StoreConvention;
use crate::to_eaccounting::customer::decide::Decision;
use crate::trace::Trace;

/// The decision so far: shown by a preview even if the order can't be decided to the end.
pub(super) struct OrderDraft {
    pub(super) order: Order,
    /// The order with its complete delivery address, from which the document is mapped.
    pub(super) addressed: Option<Order>,
    /// The document's own fields.
    pub(super) mapped: Mapped,
    /// The customer's fields.
    pub(super) mapped_customer: Option<Mapped>,
    /// The articles of the order, with those that are to be created.
    pub(super) book: Option<ArticleBook>,
    /// The store's price convention.
    pub(super) convention: Option<StoreConvention>,
    /// Obstacles after which the decision continued.
    pub(super) problems: Vec<Problem>,
}

impl OrderDraft {
    /// Nothing is decided yet.
    pub(super) fn new(order: Order) -> Self {
        Self {
            order,
            addressed: None,
            mapped: Mapped::default(),
            mapped_customer: None,
            book: None,
            convention: None,
            problems: Vec::new(),
        }
    }

    /// Records an obstacle after which the decision continues.
    pub(super) fn object<T>(
        &mut self,
        result: Result<T, Problem>,
        go_on: bool,
    ) -> Result<Option<T>, Problem> {
        match result {
            Err(problem) if go_on => {
                self.problems.push(problem);
                Ok(None)
            }
            other => other.map(Some),
        }
    }

    fn show(&self, customer: Option<&Decision>, sale: Option<&SalePlan>, trace: &mut Trace) {
        let order = self.addressed.as_ref().unwrap_or(&self.order);
        trace.order = Some(order.clone());
        trace.mapped_order = Some(&self.mapped)
            .filter(|mapped| !mapped.fields.is_empty())
            .cloned();
        trace.mapped_customer.clone_from(&self.mapped_customer);
        trace.found = customer.and_then(Decision::found);
        trace.book = self.book.clone().or_else(|| trace.book.take());
        trace.convention.clone_from(&self.convention);
        trace.sale = sale.cloned();
        trace.problems.extend(self.problems.iter().cloned());
    }
}

/// An order that cannot be decided to the end: as far as it went, and why no further.
pub(super) struct Undecided {
    pub(super) draft: Box<OrderDraft>,
    pub(super) customer: Option<Decision>,
    pub(super) problem: Problem,
}

impl Undecided {
    /// Shows a preview how far it went.
    pub(super) fn show(&self, trace: &mut Trace) {
        self.draft.show(self.customer.as_ref(), None, trace);
    }
}

/// Everything about an order, decided before anything is written.
pub(super) struct OrderPlan {
    pub(super) draft: Box<OrderDraft>,
    pub(super) basis: Basis,
    pub(super) customer: Decision,
    /// The buyer that the sale was planned for.
    pub(super) buyer: sale::Buyer,
    pub(super) sale: SalePlan,
    /// Articles that are to be created.
    pub(super) new_articles: Vec<NewArticleDraft>,
    /// Articles to update.
    pub(super) article_updates: Vec<ArticleUpdate>,
}

impl OrderPlan {
    /// Shows a preview the plan.
    pub(super) fn show(&self, trace: &mut Trace) {
        self.draft.show(Some(&self.customer), Some(&self.sale), trace);
    }
}

/// An order whose customer and articles are written: the input of its documents.
pub(crate) struct Ready {
    pub(crate) order: Order,
    pub(crate) reference: Arc<Reference>,
    pub(crate) company: sale::Company,
    pub(crate) buyer: Buyer,
    pub(crate) sale: SalePlan,
    pub(crate) mapped: Mapped,
    /// The document's natural key (`BuyersOrderReference`).
    pub(crate) natural_key: String,
}
