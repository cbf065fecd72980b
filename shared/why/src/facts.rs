//! The facts about one record, from the ledger, the activity log, the queues and both vendors.

use aws::{SettingsDocument, Worker};
use engine::{VendorOutage, outage_of};
use flows::Services;
use jiff::Timestamp;
use journal::Entry;
use ledger::{DocumentKind, Key, Ledger, Record, State};
use model::{Cause, Job, JobKind, Problem, QueueName, Source, Vendor};
use preview::Preview;

use crate::{Answer, decide};

/// The attempts that are shown of a record.
const ATTEMPTS: usize = 20;

/// The facts about one record.
pub struct Facts {
    /// The record.
    pub source: Source,
    /// The kind of work.
    pub kind: JobKind,
    /// The time.
    pub now: Timestamp,
    /// The ledger's record that has the state.
    pub record: Option<Record>,
    /// The ledger's record of the search for a contact's orders, which is a job of its own.
    pub search: Option<Record>,
    /// The newest entries of the activity log, newest first, of whatever kind of work.
    pub entries: Vec<Entry>,
    /// What would become of it now; none where the flows cannot be had.
    pub preview: Option<Preview>,
    /// The number of messages in its queue; nothing if SQS doesn't report it.
    pub queued: Option<u64>,
    /// Vendors that are down.
    pub outages: Vec<VendorOutage>,
    /// The record's documents in the ledger, by id: whether eAccounting has them.
    pub existing: Vec<(String, bool)>,
    /// The settings in force.
    pub settings: SettingsDocument,
    /// What could not be found out.
    pub unknown: Vec<String>,
}

impl Facts {
    /// The entries of the record's own kind of work.
    pub(crate) fn own_entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|entry| entry.kind == self.kind)
    }
}

/// An answer with everything that it rests on. The facts hold personal data, in the preview and the entries.
pub struct Explained {
    /// The answer.
    pub answer: Answer,
    /// What it rests on.
    pub facts: Facts,
}

/// Collects the facts about a record, and answers. Reads only: two queries of the deployment's tables, and a preview's
/// reads.
///
/// # Errors
/// When the ledger or the activity log cannot be read.
pub async fn explain(worker: &Worker, source: &Source, now: Timestamp) -> Result<Explained, Problem> {
    let kind = JobKind::of(source);
    let ledger = worker.ledger();
    let mut unknown = Vec::new();
    let (known, depths, pushed) = futures::join!(
        known(worker, source),
        worker.queue().depths(),
        SettingsDocument::pushed(ledger),
    );
    let Known {
        record,
        search,
        entries,
    } = known?;
    let mut outages = Vec::new();
    for vendor in Vendor::ALL {
        outages.extend(outage_of(ledger, vendor).await?);
    }
    let queued = match depths {
        Ok(depths) => {
            let queue = match kind.queue() {
                QueueName::Orders => "orders",
                QueueName::Customers => "customers",
            };
            let counted = depths
                .iter()
                .filter(|depth| [queue, "backlog"].contains(&depth.name));
            Some(counted.map(|depth| depth.visible + depth.hidden).sum())
        }
        Err(problem) => {
            unknown.push(problem.message);
            None
        }
    };
    let mut existing = Vec::new();
    let preview = match worker.flows().await {
        Ok(flows) => {
            if let Some(record) = &record {
                existing = existing_of(flows.services(), record).await;
            }
            Some(Box::pin(preview::preview(&flows, source, kind)).await)
        }
        Err(problem) => {
            unknown.push(format!(
                "The vendors were not asked. {} {}",
                problem.message, problem.remedy
            ));
            None
        }
    };
    let facts = Facts {
        source: source.clone(),
        kind,
        now,
        record,
        search,
        entries,
        preview,
        queued,
        outages,
        existing,
        settings: pushed?.unwrap_or_else(SettingsDocument::shipped),
        unknown,
    };
    Ok(Explained {
        answer: decide(&facts),
        facts,
    })
}

/// What the deployment itself knows of a record.
struct Known {
    record: Option<Record>,
    search: Option<Record>,
    entries: Vec<Entry>,
}

async fn known(worker: &Worker, source: &Source) -> Result<Known, Problem> {
    let ledger = worker.ledger();
    let (record, search, entries) = futures::join!(
        standing_record(ledger, JobKind::of(source), source),
        search_of(ledger, source),
        worker.journal().of(source, ATTEMPTS),
    );
    Ok(Known {
        record: record?,
        search: search?,
        entries: entries?,
    })
}

/// The answer that the deployment itself can give, without a call to a vendor: what a list of records shows of each.
///
/// # Errors
/// When the ledger or the activity log cannot be read.
pub async fn answer(worker: &Worker, source: &Source, now: Timestamp) -> Result<Answer, Problem> {
    let Known {
        record,
        search,
        entries,
    } = known(worker, source).await?;
    Ok(decide(&Facts {
        source: source.clone(),
        kind: JobKind::of(source),
        now,
        record,
        search,
        entries,
        preview: None,
        queued: None,
        outages: Vec::new(),
        existing: Vec::new(),
        settings: SettingsDocument::shipped(),
        unknown: Vec::new(),
    }))
}

/// The record of the search for a contact's orders; none of what is no contact.
///
/// # Errors
/// When the store failed.
pub async fn search_of(ledger: &Ledger, source: &Source) -> Result<Option<Record>, Problem> {
    match source {
        Source::Contact(_) => ledger.get(&Key::orders_of(source)).await,
        _ => Ok(None),
    }
}

/// Which of a record's documents eAccounting has now. Unknown ones are left out.
async fn existing_of(services: &Services, record: &Record) -> Vec<(String, bool)> {
    let client = &services.eaccounting;
    let mut existing = Vec::new();
    for document in record.documents.iter().rev().take(3) {
        let Ok(id) = document.id.parse() else { continue };
        let found = match document.kind {
            DocumentKind::Order => client.order(id).await.map(|found| found.is_some()),
            DocumentKind::Invoice => client.invoice(id).await.map(|found| found.is_some()),
            DocumentKind::InvoiceDraft => client.invoice_draft(id).await.map(|found| found.is_some()),
            DocumentKind::Customer => client.customer(id).await.map(|found| found.is_some()),
        };
        if let Ok(found) = found {
            existing.push((document.id.clone(), found));
        }
    }
    existing
}

/// A job that processes a record once more.
#[must_use]
pub fn replay_job(kind: JobKind, source: &Source, now: Timestamp) -> Job {
    Job {
        kind,
        source: source.clone(),
        key: format!("replay:{}:{source}:{now}", kind.as_str()),
        cause: Cause::Replay,
        first_seen: now,
        version: None,
    }
}

/// The ledger's key of a record's own job.
pub(crate) fn key_of(source: &Source) -> Result<Key, Problem> {
    flows::registry().key(JobKind::of(source), source)
}

/// The record that has a job's state. An order's credit note has its own record beside the order's, which stays done.
///
/// # Errors
/// When the store failed.
pub async fn standing_record(
    ledger: &Ledger,
    kind: JobKind,
    source: &Source,
) -> Result<Option<Record>, Problem> {
    let own = ledger.get(&flows::registry().key(kind, source)?).await?;
    let is_held = own.as_ref().is_some_and(|record| record.hold.is_some());
    if kind == JobKind::Order && !is_held && own.as_ref().is_some_and(|record| record.state == State::Done) {
        let credit = ledger.get(&Key::credit_of(source)).await?;
        if let Some(credit) = credit.filter(|credit| credit.state != State::Done) {
            return Ok(Some(credit));
        }
    }
    Ok(own)
}
