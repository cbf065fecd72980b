//! One contact, from ActiveCampaign to eAccounting, while the person looks.

use std::time::Duration;

use anyhow::{Context, bail};
use engine::{Delivery, JobOutcome};
use ledger::State;
use model::{Cause, Email, Job, JobKind, Source};

use crate::deployment::Deployment;
use crate::terminal::{print, sentences, told};

/// How long a deployed function may take.
const PATIENCE: Duration = Duration::from_secs(180);

/// How often is looked.
const PACE: Duration = Duration::from_secs(2);

/// Sends the contact with this address through, and shows what became of it.
///
/// # Errors
/// When there is no such contact, or it cannot become a customer; what to do is said.
pub(super) async fn send(deployment: &Deployment, address: &str) -> anyhow::Result<()> {
    let email: Email = address
        .trim()
        .parse()
        .map_err(|_| anyhow::anyhow!("This is no e-mail address."))?;
    let worker = deployment.worker();
    let flows = worker.flows().await.map_err(told)?;
    let id = flows
        .services()
        .activecampaign
        .contact_id_by_email(&email)
        .await
        .map_err(|error| told(error.into()))?
        .context("ActiveCampaign has no contact with this e-mail address. Add one, or name another.")?;
    let source: Source = format!("contact:{id}")
        .parse()
        .context("the contact has no usable id")?;
    let now = worker.ledger().now();
    let job = Job {
        kind: JobKind::Customer,
        key: format!("setup:{source}:{now}"),
        source: source.clone(),
        cause: Cause::Replay,
        first_seen: now,
        version: None,
    };
    print(&format!("  ActiveCampaign  {source}\n"))?;
    if deployment.is_idle() {
        // Nobody takes jobs from the queues of a folder that no `dev` works in.
        let delivery = Delivery {
            receive_count: 1,
            remaining: PATIENCE,
        };
        match flows.handle(&job, delivery).await {
            JobOutcome::Done { .. } => {}
            JobOutcome::Skipped { reason } => return print(&format!("  Nothing was to be done: {reason}\n")),
            JobOutcome::Parked(problem) | JobOutcome::Retry { problem, .. } => {
                bail!("{}", sentences(&problem))
            }
        }
    } else {
        worker
            .queue()
            .send(std::slice::from_ref(&job))
            .await
            .map_err(told)?;
    }
    let key = flows.key(job.kind, &job.source).map_err(told)?;
    let deadline = tokio::time::Instant::now() + PATIENCE;
    loop {
        let record = worker.ledger().get(&key).await.map_err(told)?;
        if let Some(record) =
            record.filter(|record| record.job.as_ref() == Some(&job) || deployment.is_idle())
        {
            match record.state {
                State::Done => {
                    let number = record
                        .documents
                        .last()
                        .map(|document| document.number.clone().unwrap_or_else(|| document.id.clone()));
                    return print(&match number {
                        Some(number) => format!("  eAccounting     customer {number}\n"),
                        None => "  eAccounting     has it as it is\n".to_owned(),
                    });
                }
                State::Skipped => {
                    return print(&format!(
                        "  Nothing was to be done: {}\n",
                        record.reason.unwrap_or_default()
                    ));
                }
                State::Parked => bail!(
                    "{}",
                    record
                        .problem
                        .as_ref()
                        .map_or_else(|| "The contact is parked.".to_owned(), sentences)
                ),
                _ => {}
            }
        }
        if tokio::time::Instant::now() > deadline {
            bail!("Nothing came of it within three minutes. `ekobridge activity` shows what it waits for.");
        }
        tokio::time::sleep(PACE).await;
    }
}
