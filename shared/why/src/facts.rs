//! The facts about one record, from the ledger, the activity log, the queues and both vendors.

use aws::{SettingsDocument, Worker};
use engine::{VendorOutage, outage_of};
use flows::{MadeDocument, Presence, made_documents, recorded_documents};
use jiff::Timestamp;
use journal::{Entry, Summary};
use ledger::{Key, Ledger, Record, State};
use model::{Cause, Job, JobKind, Problem, QueueName, Source, Vendor};
use preview::Preview;

use crate::hold::is_left_of_a_hold;
use crate::sentence::cause;
use crate::{Answer, AnsweredDocument, Sentence, decide};

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
    /// The record's documents, those of its credit and those that people made of them included, in the order in which they came
    /// to be.
    pub documents: Vec<MadeDocument>,
    /// The settings in force.
    pub settings: SettingsDocument,
    /// What could not be found out.
    pub unknown: Vec<Sentence>,
}

impl Facts {
    /// The number that the shop shows its customers, of an order that was read.
    pub(crate) fn order_number(&self) -> Option<String> {
        let now = self.preview.iter().flat_map(|preview| &preview.read);
        let now = now.filter(|field| field.path == "order.number");
        let before = self.entries.iter().map(Summary::from);
        now.map(|field| field.value.clone())
            .chain(before.filter_map(|entry| entry.order_number))
            .next()
    }

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
    // Whoever asks waits for the slowest of these, not for their sum: a call to a vendor may have to wait for its turn.
    let (known, depths, pushed, outages, flows) = futures::join!(
        known(worker, source),
        worker.queue().depths(),
        SettingsDocument::pushed(ledger),
        futures::future::try_join_all(Vendor::ALL.map(|vendor| outage_of(ledger, vendor))),
        worker.flows(),
    );
    let Known {
        records,
        search,
        entries,
    } = known?;
    let outages = outages?.into_iter().flatten().collect();
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
            unknown.push(Sentence::english(problem.message));
            None
        }
    };
    let documents;
    let preview = match flows {
        Ok(flows) => {
            let made = async {
                match &records.own {
                    Some(own) => Box::pin(made_documents(&flows, source, own, records.credit.as_ref())).await,
                    None => Vec::new(),
                }
            };
            let (made, preview) = futures::join!(made, Box::pin(preview::preview(&flows, source, kind)));
            documents = made;
            Some(preview)
        }
        Err(problem) => {
            unknown.push(Sentence::of(|text| {
                let (cause, remedy) = (cause(&problem, text), Sentence::remedy(&problem));
                let remedy = remedy.in_language(text.language()).unwrap_or_default();
                text.why_not_asked(format!("{cause} {remedy}"))
            }));
            documents = records.documents();
            None
        }
    };
    let facts = Facts {
        source: source.clone(),
        kind,
        now,
        record: records.into_standing(),
        search,
        entries,
        preview,
        queued,
        outages,
        documents,
        settings: pushed?.unwrap_or_else(SettingsDocument::shipped),
        unknown,
    };
    let mut answer = decide(&facts);
    if worker.calls_visma() {
        for document in &mut answer.documents {
            document.link = page_of(document);
        }
    }
    Ok(Explained { answer, facts })
}

/// Where eAccounting shows a document to people. Visma documents no such address; that of an invoice is the one that its own
/// pages have, and those of orders and drafts are not known.
fn page_of(document: &AnsweredDocument) -> Option<String> {
    let is_invoice = ["invoice", "credit_invoice"].contains(&document.kind.as_str());
    (is_invoice && document.exists != Some(false)).then(|| {
        format!(
            "https://eaccounting.vismaonline.com/#/sales/customerinvoice/{}",
            document.id
        )
    })
}

/// What the deployment itself knows of a record.
struct Known {
    records: Records,
    search: Option<Record>,
    entries: Vec<Entry>,
}

async fn known(worker: &Worker, source: &Source) -> Result<Known, Problem> {
    let ledger = worker.ledger();
    let (records, search, entries) = futures::join!(
        Records::of(ledger, JobKind::of(source), source),
        search_of(ledger, source),
        worker.journal().of(source, ATTEMPTS),
    );
    Ok(Known {
        records: records?,
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
        records,
        search,
        entries,
    } = known(worker, source).await?;
    let documents = records.documents();
    Ok(decide(&Facts {
        source: source.clone(),
        kind: JobKind::of(source),
        now,
        record: records.into_standing(),
        search,
        entries,
        preview: None,
        queued: None,
        outages: Vec::new(),
        documents,
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
    flows::key(JobKind::of(source), source)
}

/// What the ledger has of a record. An order's credit note has its own record beside the order's, which stays done.
struct Records {
    own: Option<Record>,
    credit: Option<Record>,
}

impl Records {
    async fn of(ledger: &Ledger, kind: JobKind, source: &Source) -> Result<Self, Problem> {
        let own = ledger.get(&flows::key(kind, source)?).await?;
        let own = own.filter(|own| !is_left_of_a_hold(own));
        let may_be_credited =
            kind == JobKind::Order && own.as_ref().is_some_and(|record| record.state == State::Done);
        let credit = match may_be_credited {
            true => ledger.get(&Key::credit_of(source)).await?,
            false => None,
        };
        Ok(Self { own, credit })
    }

    /// The documents as they were recorded, without a look at eAccounting.
    fn documents(&self) -> Vec<MadeDocument> {
        match &self.own {
            Some(own) => recorded_documents(own, self.credit.as_ref(), &Presence::Unknown),
            None => Vec::new(),
        }
    }

    /// The one that has the job's state.
    fn into_standing(self) -> Option<Record> {
        let is_held = self.own.as_ref().is_some_and(|record| record.hold.is_some());
        let open = self
            .credit
            .filter(|credit| !is_held && credit.state != State::Done);
        open.or(self.own)
    }
}

/// The record that has a job's state.
///
/// # Errors
/// When the store failed.
pub async fn standing_record(
    ledger: &Ledger,
    kind: JobKind,
    source: &Source,
) -> Result<Option<Record>, Problem> {
    Ok(Records::of(ledger, kind, source).await?.into_standing())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invoice_is_linked_and_what_is_gone_or_no_invoice_is_not() {
        let of = |kind: &str, exists| {
            let mut document = AnsweredDocument::named(kind.to_owned(), "7f".to_owned(), None);
            document.exists = exists;
            page_of(&document)
        };
        let page = Some("https://eaccounting.vismaonline.com/#/sales/customerinvoice/7f".to_owned());
        assert_eq!(of("invoice", Some(true)), page);
        assert_eq!(of("credit_invoice", None), page);
        assert_eq!(of("invoice", Some(false)), None);
        assert_eq!(of("order", Some(true)), None);
    }
}
