//! Whether the books are open on a document's day.

use eaccounting::types::FiscalYear;
use jiff::civil::Date;
use model::{Code, Problem, Reason, case, event};
use settings::{Document as Kind, DocumentPlan};

use super::documents::{document_day, today};
use super::plan::Ready;
use crate::JobContext;
use crate::reference::Reference;
use crate::wording::named;

/// Refuses an order whose invoice can't be booked, before its draft or its order is created. The company settings contain
/// the day up to which accounting is locked (`AccountingLockedTo`, error 4013), and a date outside every fiscal year is
/// error 3001. Orders and drafts are not booked, so they are not checked here: eAccounting refuses their first request,
/// which leaves nothing behind.
///
/// A person may have changed the period since the reference data was read, so it is read again before an order is refused.
///
/// # Errors
/// `PERIOD_LOCKED` with the document's day and the closed period.
pub(super) async fn check_period(
    ctx: &JobContext<'_>,
    ready: &Ready,
    plan: &DocumentPlan,
) -> Result<(), Problem> {
    let day = match plan.document {
        Kind::Invoice => document_day(ctx, &ready.reference, &ready.order, &ready.mapped),
        // eAccounting dates the invoice of an order on the day on which it is made.
        Kind::OrderInvoiced => today(ctx, &ready.reference),
        Kind::Order | Kind::InvoiceDraft => return Ok(()),
    };
    if Closed::on(day, &ready.reference).await?.is_none() {
        return Ok(());
    }
    ctx.services.reference.forget();
    let fresh = ctx.services.reference(ctx.ports).await?;
    let Some(closed) = Closed::on(day, &fresh).await? else {
        return Ok(());
    };
    let (told, remedy) = closed.in_words(&named(&ready.order), day);
    Err(Problem::new(
        Code::PERIOD_LOCKED,
        told,
        format!(
            "{remedy}, then replay {}; or enter the order by hand.",
            ready.order.source
        ),
    )
    .in_case(case::PERIOD_LOCKED_UNLOCK, [&day]))
}

/// Why nothing can be booked on a day.
enum Closed {
    /// Accounting is locked up to this day.
    LockedTo(Date),
    /// The fiscal year from the first to the last day is locked.
    LockedYear(Date, Date),
    /// No fiscal year contains the day.
    NoYear,
}

impl Closed {
    async fn on(day: Date, reference: &Reference) -> Result<Option<Self>, Problem> {
        if let Some(to) = reference.company.accounting_locked_to.filter(|to| day <= *to) {
            return Ok(Some(Self::LockedTo(to)));
        }
        let years = reference.fiscal_years().await?;
        let contains = |year: &&FiscalYear| (year.start_date..=year.end_date).contains(&day);
        Ok(match years.iter().find(contains) {
            Some(year) if year.is_locked_for_accounting => {
                Some(Self::LockedYear(year.start_date, year.end_date))
            }
            None if !years.is_empty() => Some(Self::NoYear),
            Some(_) | None => None,
        })
    }

    /// What happened to a record whose document is of this day, and the first step of the remedy.
    fn in_words(&self, record: &str, day: Date) -> (Reason, &'static str) {
        match self {
            Self::LockedTo(to) => (
                event::locked_up_to(record, day, to),
                "Open Settings › Accounting locked to in eAccounting and unlock the period",
            ),
            Self::LockedYear(from, to) => (
                event::year_is_locked(record, day, from, to),
                "Open Settings › Fiscal years and opening balances in eAccounting and unlock the year",
            ),
            Self::NoYear => (
                event::no_fiscal_year(record, day),
                "Open Settings › Fiscal years and opening balances in eAccounting and add the year",
            ),
        }
    }
}
