#![doc = include_str!("../README.md")]

mod books;
mod chain;
mod compare;
mod csv;
mod finding;
mod html;
mod lines;
mod read;
mod reason;
mod scheduled;
mod way_back;
mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

use aws::{SettingsDocument, Worker};
use engine::Environment;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use model::{Code, Problem, Reason, Source, Vendor};

pub use aws::Direction;
pub use books::{Books, Document, DocumentKind, DocumentRow, Sale, SaleLine};
pub use compare::{Comparison, Disagreement, compare};
pub use csv::csv;
pub use finding::{
    Class, Difference, Finding, FoundDocument, LeftOut, ReasonKind, Reconciliation, Sum, WayBack,
};
pub use flows::sale_conversion::NetAmounts;
pub use html::{View, body, page, with_code};
use read::{Orphan, Reader};
use reason::Circumstances;
pub use scheduled::scheduled;
pub use words::Words;

/// Is told what was read so far, in a few words without personal data.
pub type Progress<'a> = &'a (dyn Fn(&str) + Send + Sync);

/// Days of the company, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// The first day.
    pub since: Date,
    /// The last day; today where none is given.
    pub until: Option<Date>,
}

impl Days {
    /// From the first moment of the first day to the last of the last one, or to now.
    fn moments(&self, zone: &TimeZone, now: Timestamp) -> Result<(Timestamp, Timestamp), Problem> {
        let refused = |why: String| {
            Problem::new(
                Code::INPUT_INVALID,
                why,
                "Give days as 2026-11-01, the first one before the last and not in the future.",
            )
        };
        let start = |day: Date| {
            zone.to_timestamp(day.at(0, 0, 0, 0))
                .map_err(|_| refused(format!("{day} is no day that can be compared.")))
        };
        let since = start(self.since)?;
        let until = match self.until {
            Some(day) => {
                let next = day.tomorrow();
                let next = next.map_err(|_| refused(format!("{day} is no day that can be compared.")))?;
                start(next)?.min(now)
            }
            None => now,
        };
        if since >= until {
            return Err(refused(format!(
                "From {} on there is nothing to compare{}.",
                self.since,
                self.until.map(|day| format!(" until {day}")).unwrap_or_default()
            )));
        }
        Ok((since, until))
    }
}

/// Compares both systems: the orders and deals that were placed on these days, and the documents in eAccounting since. Reads
/// only, and writes nothing.
///
/// Costs, for `n` orders, about `n/100 × 2` calls to ActiveCampaign, one call to eAccounting for each thousand documents of a
/// kind, one read of the ledger for each order, and single reads for what the lists leave open, at most 200 of a kind.
///
/// # Errors
/// When a vendor, the ledger or the activity log cannot be read: half a comparison would report what is not so. When the days
/// are none.
pub async fn reconcile(
    worker: &Worker,
    days: Days,
    now: Timestamp,
    progress: Progress<'_>,
) -> Result<Reconciliation, Problem> {
    let depths = worker.queue().depths().await.ok();
    let queued = depths.map(|depths| {
        let counted = depths.iter().filter(|depth| depth.name != "customers");
        counted.map(|depth| depth.visible + depth.hidden).sum()
    });
    Box::pin(reconcile_with(worker, days, now, queued, progress)).await
}

/// The same, with how many jobs wait in the queues; none where that is not known.
async fn reconcile_with(
    worker: &Worker,
    days: Days,
    now: Timestamp,
    queued: Option<u64>,
    progress: Progress<'_>,
) -> Result<Reconciliation, Problem> {
    let flows = worker.flows().await?;
    let compared = Box::pin(compared(worker, &flows, days, now, queued, progress));
    flows.services().counted(compared).await
}

async fn compared(
    worker: &Worker,
    flows: &Arc<flows::Worker>,
    days: Days,
    now: Timestamp,
    queued: Option<u64>,
    progress: Progress<'_>,
) -> Result<Reconciliation, Problem> {
    let services = flows.services();
    let reference = services.reference(flows.ports()).await?;
    let (since, until) = days.moments(reference.zone(), now)?;
    let reader = Reader {
        worker,
        flows,
        reference,
        since,
        until,
        progress,
    };
    let mut reading = Box::pin(reader.read()).await?;
    let comparison = compare(&reading.books);
    let orphans = Box::pin(reader.orphans(&mut reading, &comparison)).await?;
    let circumstances = Box::pin(circumstances(worker, days.since, now, queued)).await?;

    let mut findings = Vec::new();
    for found in &comparison.disagreements {
        let Some(sale) = reading.books.sales.get(found.sale) else {
            continue;
        };
        // Credits have a record of their own, which says more of a refund.
        let kind = model::JobKind::of(&sale.source);
        let standing = why::standing_record(worker.ledger(), kind, &sale.source).await?;
        let record = standing.as_ref().or(reading.records.get(&sale.source));
        let reason = circumstances.reason(&sale.source, record, found);
        findings.push(Finding {
            direction: Direction::ToEaccounting,
            class: found.class,
            record: sale.source.clone(),
            number: sale.number.clone(),
            placed_at: Some(sale.placed_at),
            currency: sale.currency.to_string(),
            activecampaign: Some(books::shown(sale.currency, sale.total)),
            eaccounting: found.eaccounting,
            documents: found.documents.clone(),
            differences: found.differences.clone(),
            reason: reason.text,
            stored: reason.stored,
            reason_kind: reason.kind,
            state: reason.state,
            code: reason.code,
            settings: reason.settings,
            advice: reason.advice,
        });
    }
    let orphaned: usize = orphans.iter().map(|orphan| orphan.documents.len()).sum();
    findings.extend(orphans.into_iter().map(finding_of));
    let origins: BTreeMap<String, Source> = comparison
        .attributed
        .iter()
        .filter_map(|(id, place)| Some((id.clone(), reading.books.sales.get(*place)?.source.clone())))
        .collect();
    let way_back = Box::pin(reader.way_back(&mut reading, &origins, &circumstances)).await?;
    let way_back = way_back.map(|compared| {
        findings.extend(compared.findings);
        compared.summary
    });
    findings.sort_by(|a, b| {
        (a.direction, a.class, a.placed_at, &a.number, &a.record).cmp(&(
            b.direction,
            b.class,
            b.placed_at,
            &b.number,
            &b.record,
        ))
    });

    let others: usize = comparison.unattributed.iter().map(Vec::len).sum();
    Ok(Reconciliation {
        since,
        until,
        made_at: now,
        sales: reading.books.sales.len(),
        matched: comparison.matched.len(),
        findings,
        left_out: left_out(&reading.books, &comparison, &circumstances),
        sums: comparison.sums,
        way_back,
        other_documents: others.saturating_sub(orphaned),
        without_vat: comparison.without_vat,
        notes: reading.notes,
        calls: services.calls(),
    })
}

async fn circumstances(
    worker: &Worker,
    since: Date,
    now: Timestamp,
    queued: Option<u64>,
) -> Result<Circumstances, Problem> {
    let ledger = worker.ledger();
    let pushed = SettingsDocument::pushed(ledger).await?;
    let mut outages = Vec::new();
    for vendor in Vendor::ALL {
        outages.extend(engine::outage_of(ledger, vendor).await?);
    }
    Ok(Circumstances {
        now,
        since,
        settings: pushed.unwrap_or_else(SettingsDocument::shipped),
        queued,
        outages,
    })
}

fn finding_of(orphan: Orphan) -> Finding {
    let reason = Circumstances::orphan();
    let documents = orphan.documents.iter();
    let number = documents.clone().find_map(|document| document.reference.clone());
    let currency = documents.clone().find_map(|document| document.currency.clone());
    let newest = orphan.documents.iter().max_by_key(|document| document.kind);
    Finding {
        direction: Direction::ToEaccounting,
        class: Class::MissingInActiveCampaign,
        number: number.unwrap_or_else(|| orphan.source.id().to_owned()),
        record: orphan.source,
        placed_at: None,
        currency: currency.unwrap_or_default(),
        activecampaign: None,
        eaccounting: newest.map(|document| match document.currency.as_deref().map(str::parse) {
            Some(Ok(currency)) => books::shown(currency, document.total),
            _ => document.total,
        }),
        documents: documents
            .map(|document| FoundDocument {
                name: document.name(),
                id: document.id.clone(),
                is_known: true,
            })
            .collect(),
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

fn left_out(books: &Books, comparison: &Comparison, circumstances: &Circumstances) -> Vec<LeftOut> {
    let mut by_reason: BTreeMap<&str, (&Reason, Vec<Source>)> = BTreeMap::new();
    for place in &comparison.left_out {
        let Some(sale) = books.sales.get(*place) else {
            continue;
        };
        let Some(reason) = &sale.left_out else { continue };
        let of_reason = by_reason.entry(reason).or_insert_with(|| (reason, Vec::new()));
        of_reason.1.push(sale.source.clone());
    }
    by_reason
        .into_values()
        .map(|(reason, records)| LeftOut {
            reason: reason.clone(),
            settings: circumstances.settings(reason),
            records,
        })
        .collect()
}
