//! What a flow shows to a preview.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use mapping::Mapped;
use model::reason::words;
use model::{Customer, Order, Problem, Reason, StepText, step};
use sale::{ArticleBook, SalePlan};
use serde_json::{Map, Value};

use crate::Remark;
use crate::reference::Reference;
use crate::sale_conversion::StoreConvention;

/// The findings and decisions of a flow, for a preview.
#[derive(Default)]
pub struct Trace {
    /// The order, as far as it is completed.
    pub order: Option<Order>,
    /// The contact or account.
    pub customer: Option<Customer>,
    /// The company's reference data.
    pub reference: Option<Arc<Reference>>,
    /// The mapping's result for the customer.
    pub mapped_customer: Option<Mapped>,
    /// The mapping's result for the order.
    pub mapped_order: Option<Mapped>,
    /// The customer that eAccounting has.
    pub found: Option<FoundCustomer>,
    /// The store's price convention.
    pub convention: Option<StoreConvention>,
    /// The order's articles.
    pub book: Option<ArticleBook>,
    /// The order's rows, VAT and totals.
    pub sale: Option<SalePlan>,
    /// Everything by which the settings leave the order out.
    pub left_out: Vec<Reason>,
    /// Obstacles after which the preview continued.
    pub problems: Vec<Problem>,
    /// What went wrong beside the document.
    pub remarks: Vec<Remark>,
}

/// A field that customers are found by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CustomerField {
    /// The e-mail address.
    Email,
    /// The customer number.
    CustomerNumber,
    /// The organisation number.
    OrganisationNumber,
}

impl fmt::Display for CustomerField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Email => words::EMAIL_ADDRESS.as_str(),
            Self::CustomerNumber => words::CUSTOMER_NUMBER.as_str(),
            Self::OrganisationNumber => words::ORGANISATION_NUMBER.as_str(),
        })
    }
}

/// How a customer was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FoundBy {
    /// By the link from an earlier job.
    Link,
    /// By the value of a field.
    Field(CustomerField),
    /// As the newest of so many with the same value of a field.
    NewestOf(usize, CustomerField),
    /// In the settings, for orders without a usable customer.
    Default,
}

impl FoundBy {
    /// In words, with the customer's number.
    #[must_use]
    pub fn text(self, number: &str) -> StepText {
        match self {
            Self::Link => step::customer_by_link(number),
            Self::Field(field) => step::customer_by_field(number, field),
            Self::NewestOf(several, field) => step::newest_customer(number, several, field),
            Self::Default => step::default_customer(number),
        }
    }
}

/// A customer that eAccounting has, before and after.
pub struct FoundCustomer {
    /// Its number.
    pub number: String,
    /// How it was found.
    pub by: FoundBy,
    /// Its fields as they are.
    pub before: Map<String, Value>,
    /// Its fields after the write; `None` if it is left unchanged.
    pub after: Option<Map<String, Value>>,
}

/// Collects the [`Trace`] of a flow.
pub struct Tracer {
    trace: Mutex<Trace>,
    continue_on_error: bool,
}

impl Tracer {
    /// One that has collected nothing. With `continue_on_error` flows go on past what would end the job, to show what would
    /// be sent otherwise.
    #[must_use]
    pub fn new(continue_on_error: bool) -> Self {
        Self {
            trace: Mutex::default(),
            continue_on_error,
        }
    }

    pub(crate) fn continues_on_error(&self) -> bool {
        self.continue_on_error
    }

    pub(crate) fn note(&self, note: impl FnOnce(&mut Trace)) {
        note(&mut self.trace.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// The order's rows, VAT and totals, as far as they are planned.
    #[must_use]
    pub fn sale(&self) -> Option<SalePlan> {
        let trace = self.trace.lock().unwrap_or_else(PoisonError::into_inner);
        trace.sale.clone()
    }

    /// The collected trace.
    #[must_use]
    pub fn take(&self) -> Trace {
        std::mem::take(&mut *self.trace.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
