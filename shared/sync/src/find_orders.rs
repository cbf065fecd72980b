//! An automation's webhook says "this contact has ordered", and no more: the contact's newest orders are queued, each as
//! its own job.

use model::{Code, Job, JobKind, Problem, Source};

use crate::run::{Ended, Run};

/// How many of the newest orders are looked at. Older ones were announced before, or the sweep finds them.
const NEWEST: usize = 20;

pub(crate) async fn flow(run: &mut Run<'_>) -> Result<Ended, Problem> {
    if !run.plan.settings.orders.enabled {
        return Ok(Ended::skipped("orders.enabled is off"));
    }
    let Source::Contact(id) = &run.job.source else {
        return Err(Problem::new(
            Code::INVALID_JOB,
            format!(
                "A search for orders names {}, which is no contact.",
                run.job.source
            ),
            "This is a mistake in Ekobridge; please report it with this text.",
        ));
    };
    if let Some(ended) = run.begin_anew().await? {
        return Ok(ended);
    }
    let client = &run.ports.activecampaign;
    let Some(contact) = client.contact(id).await? else {
        return Ok(Ended::skipped(format!(
            "{} is no longer in ActiveCampaign",
            run.name()
        )));
    };
    let Some(email) = contact.email else {
        return Ok(Ended::skipped(
            "the contact has no e-mail address to find orders by",
        ));
    };
    let orders = client.orders_of(&email, NEWEST).await?;
    if orders.is_empty() {
        return Ok(Ended::skipped("the contact has no orders"));
    }
    let jobs: Vec<Job> = orders
        .into_iter()
        .map(|found| Job {
            kind: JobKind::Order,
            // One job an order and version, whoever announces it.
            key: format!(
                "{}@{}",
                found.source,
                found.version.as_deref().unwrap_or_default()
            ),
            source: found.source,
            cause: run.job.cause,
            first_seen: run.job.first_seen,
            version: found.version,
        })
        .collect();
    run.ports.queue.send(&jobs).await?;
    run.close("they are queued").await?;
    let orders = if jobs.len() == 1 { "order" } else { "orders" };
    Ok(Ended::Done {
        document: None,
        text: format!("{} {orders} of the contact queued", jobs.len()),
    })
}
