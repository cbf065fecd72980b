//! The test contact: sent from ActiveCampaign to eAccounting while the person watches, and removed again on request.

use std::time::Duration;

use anyhow::{Context, bail};
use engine::{Delivery, JobOutcome};
use ledger::{DocumentKind, Key, State};
use model::{Cause, Email, Job, JobKind, Source};
use secrecy::ExposeSecret;

use crate::deployment::Deployment;
use crate::language::{self, setup};
use crate::terminal::{print, told};
use crate::words;

/// How long a deployed function may take.
const PATIENCE: Duration = Duration::from_secs(180);

/// Time between two reads of the ledger while a deployed function works.
const PACE: Duration = Duration::from_secs(2);

/// A contact that has arrived as a customer.
pub(super) struct Arrived {
    source: Source,
    /// The contact's id in ActiveCampaign.
    contact: String,
    /// The customer's id in eAccounting.
    customer: String,
    /// The customer's number, for people.
    number: String,
    /// Whether this run created the customer. One that existed before is never deleted.
    pub(super) is_new: bool,
}

/// Sends the contact with this e-mail address to eAccounting, and shows it on both sides. None where nothing was to be done,
/// which is said with the reason.
///
/// # Errors
/// When ActiveCampaign has no such contact, or it can't become a customer; the text says what to do.
pub(super) async fn send(deployment: &Deployment, address: &str) -> anyhow::Result<Option<Arrived>> {
    let email: Email = address
        .trim()
        .parse()
        .map_err(|_| anyhow::anyhow!("{}", setup().not_an_address()))?;
    let worker = deployment.worker();
    let flows = worker.flows().await.map_err(told)?;
    let contact = flows
        .services()
        .activecampaign
        .contact_id_by_email(&email)
        .await
        .map_err(|error| told(error.into()))?
        .with_context(|| setup().test_contact_unknown())?;
    let source: Source = format!("contact:{contact}")
        .parse()
        .context("the contact has no usable id")?;
    let ledger = worker.ledger();
    let before = ledger
        .document_of(&source, DocumentKind::Customer)
        .await
        .map_err(told)?;
    let now = ledger.now();
    let job = Job {
        kind: JobKind::Customer,
        key: format!("setup:{source}:{now}"),
        source: source.clone(),
        cause: Cause::Replay,
        first_seen: now,
        version: None,
    };
    print(&format!("  ActiveCampaign  {source}\n"))?;
    let skipped = if deployment.is_idle() {
        // No process takes jobs from the queues of a folder in which no `dev` runs.
        let delivery = Delivery {
            receive_count: 1,
            remaining: PATIENCE,
        };
        match flows.handle(&job, delivery).await {
            JobOutcome::Done { .. } => None,
            JobOutcome::Skipped { reason } => {
                Some(words::reason(&reason, reason.cases(), language::chosen()))
            }
            JobOutcome::Parked(problem) | JobOutcome::Retry { problem, .. } => {
                return Err(told(problem));
            }
        }
    } else {
        worker
            .queue()
            .send(std::slice::from_ref(&job))
            .await
            .map_err(told)?;
        let key = flows::key(job.kind, &job.source).map_err(told)?;
        wait_for(ledger, &key, &job).await?
    };
    if let Some(reason) = skipped {
        print(&format!("  {}\n", setup().test_contact_nothing(reason)))?;
        return Ok(None);
    }
    let customer = ledger
        .document_of(&source, DocumentKind::Customer)
        .await
        .map_err(told)?
        .context("The ledger doesn't know the contact's customer.")?;
    let number = customer.number.clone().unwrap_or_else(|| customer.id.clone());
    print(&format!(
        "  eAccounting     {}\n",
        setup().test_contact_customer(&number)
    ))?;
    // The record of the creation, by the address. Where the settings look customers up by another value there is none, and
    // the customer counts as one that existed.
    let digest = journal::person_digest(deployment.environment.salt.expose_secret(), email.as_str());
    let creation = ledger.get(&Key::customer(&digest)).await.map_err(told)?;
    let created = creation
        .as_ref()
        .and_then(|record| record.document(DocumentKind::Customer))
        .is_some_and(|document| document.id == customer.id);
    Ok(Some(Arrived {
        source,
        contact,
        is_new: created && before.is_none_or(|before| before.id != customer.id),
        customer: customer.id,
        number,
    }))
}

/// Waits until a deployed function has ended this job; the reason where it was skipped.
async fn wait_for(ledger: &ledger::Ledger, key: &Key, job: &Job) -> anyhow::Result<Option<String>> {
    let deadline = tokio::time::Instant::now() + PATIENCE;
    loop {
        let record = ledger.get(key).await.map_err(told)?;
        if let Some(record) = record.filter(|record| record.job.as_ref() == Some(job)) {
            match record.state {
                State::Done => return Ok(None),
                State::Skipped => return Ok(Some(record.reason.unwrap_or_default())),
                State::Parked => bail!(
                    "{}",
                    record.problem.as_ref().map_or_else(
                        || setup().test_contact_parked(),
                        |problem| why::words::problem(problem, language::chosen())
                    )
                ),
                _ => {}
            }
        }
        if tokio::time::Instant::now() > deadline {
            bail!(
                "The job has not ended within three minutes. `ekobridge activity` shows what it waits for."
            );
        }
        tokio::time::sleep(PACE).await;
    }
}

/// What is removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Removal {
    /// The customer in eAccounting.
    Customer,
    /// The customer, and the contact in ActiveCampaign.
    Both,
}

/// Deletes the customer that this run created, its link in the ledger, and the contact where that was agreed to.
///
/// The customer goes first: after an interruption, the next run with the same address finds the contact and removes both.
///
/// # Errors
/// When a vendor refuses. eAccounting doesn't delete a customer that has documents.
pub(super) async fn remove(
    deployment: &Deployment,
    arrived: &Arrived,
    removal: Removal,
) -> anyhow::Result<()> {
    let worker = deployment.worker();
    let flows = worker.flows().await.map_err(told)?;
    let services = flows.services();
    let customer = arrived
        .customer
        .parse()
        .context("the customer has no usable id")?;
    services
        .eaccounting
        .delete_customer(customer)
        .await
        .map_err(|error| told(error.into()))?;
    let text = setup();
    let deleted = text.test_contact_customer_deleted(&arrived.number);
    print(&format!("  eAccounting     {deleted}\n"))?;
    let ledger = worker.ledger();
    ledger.store().remove_link(&arrived.source).await.map_err(told)?;
    flows::forget_fields(ledger, &arrived.customer)
        .await
        .map_err(told)?;
    if removal == Removal::Both {
        services
            .activecampaign
            .delete_contact(&arrived.contact)
            .await
            .map_err(|error| told(error.into()))?;
        let deleted = text.test_contact_contact_deleted(arrived.source.to_string());
        print(&format!("  ActiveCampaign  {deleted}\n"))?;
    } else {
        let left = text.test_contact_contact_left(arrived.source.to_string());
        print(&format!("  ActiveCampaign  {left}\n"))?;
    }
    Ok(())
}
