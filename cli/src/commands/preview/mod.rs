//! `ekobridge preview`: shows the result for a record, field by field, without writing anything.

mod fixture;
mod record;
mod show;

use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::Args;
use flows::Worker;
use model::{Job, JobKind};
use preview::Preview;

use crate::custom_fields;
use crate::deployment::{Deployment, Target};
use crate::language::commands;
use crate::private_file;
use crate::settings_file::checked;
use crate::terminal::{Style, print, told};
use record::Wanted;

/// The arguments of `ekobridge preview`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  ekobridge preview order 1001  # an order by the shop's id, of whichever connection
  ekobridge preview order:1:1001  # the same, as the activity log names it
  ekobridge preview contact anna@example.com  # a contact by e-mail address or id
  ekobridge preview invoice 1042  # an invoice in eAccounting, as it would be in ActiveCampaign
  ekobridge preview sales-order 1042  # an order in eAccounting; `order` is one of the shop
  ekobridge preview quote 1042  # a quote in eAccounting, by number
  ekobridge preview customer 1001  # a customer in eAccounting, as a contact
  ekobridge preview article LAMP  # the stock of an article in eAccounting
  ekobridge preview deal 7 --settings new.toml  # with settings that are not pushed yet
  ekobridge preview events/order-push.json  # what an event would lead to
  ekobridge preview order 1001 --save case.jsonl  # a file to show others, without personal data")]
pub(crate) struct PreviewArgs {
    /// A record (order 1001, order:1:1001, 1001, deal:7, anna@example.com, invoice 1042), or a file with an event: a
    /// queue's batch, a webhook as Lambda receives it, or a webhook's body as ActiveCampaign posts it.
    #[arg(value_name = "RECORD", num_args = 1..=2, required = true)]
    record: Vec<String>,
    /// The e-commerce connection's id, if several have an order with this id.
    #[arg(long, value_name = "ID")]
    connection: Option<String>,
    /// A settings file that is not pushed yet, instead of the settings in force.
    #[arg(long, value_name = "FILE")]
    settings: Option<PathBuf>,
    /// Also write the records to a new file, for a report or a test: one line of JSON each, with fictitious names,
    /// addresses and numbers; only its owner can read it.
    #[arg(long, value_name = "FILE")]
    save: Option<PathBuf>,
    /// Print one line of JSON for each record, with all details.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    target: Target,
}

pub(crate) async fn run(args: PreviewArgs) -> anyhow::Result<()> {
    let wanted = Wanted::read(&args.record, args.connection.as_deref())?;
    // Checked first, so that its errors are reported before any call.
    let plan = match &args.settings {
        Some(file) => Some(checked(file)?.1),
        None => None,
    };
    let deployment = Deployment::find(&args.target).await?;
    let worker = deployment.worker();
    let flows = worker.flows().await.map_err(told)?;
    if let Some(plan) = plan {
        Box::pin(custom_fields::warn(&deployment, &plan)).await;
        flows.set_settings(plan);
    }
    let style = Style::of_stdout();
    let previews = previews(&worker, &flows, wanted).await?;
    for (index, preview) in previews.iter().enumerate() {
        let text = if args.json {
            format!("{}\n", serde_json::to_string(preview)?)
        } else {
            format!(
                "{}{}",
                if index > 0 { "\n\n" } else { "" },
                show::text(preview, &style)
            )
        };
        print(&text)?;
    }
    match &args.save {
        Some(file) => save(&previews, file),
        None => Ok(()),
    }
}

/// Writes previews without personal data.
fn save(previews: &[Preview], file: &Path) -> anyhow::Result<()> {
    let text = fixture::fixture(previews, &uuid::Uuid::new_v4().to_string())?;
    private_file::create(file, text.as_bytes())?;
    eprintln!("{}", commands().preview_saved(file.display().to_string()));
    Ok(())
}

/// The previews of the given records. A contact whose orders are to be found is followed by those orders.
async fn previews(worker: &aws::Worker, flows: &Worker, wanted: Wanted) -> anyhow::Result<Vec<Preview>> {
    let mut previews: Vec<Preview> = Vec::new();
    let mut next: Vec<Job> = Box::pin(wanted.jobs(worker)).await?;
    next.reverse();
    while let Some(job) = next.pop() {
        let known = |preview: &Preview| preview.source == job.source && preview.kind == job.kind;
        if previews.iter().any(known) {
            continue;
        }
        let preview = Box::pin(preview::preview(flows, &job.source, job.kind)).await;
        if preview.kind == JobKind::FindOrders {
            next.extend(preview.queued.iter().rev().cloned());
        }
        previews.push(preview);
    }
    if previews.is_empty() {
        bail!("{}", commands().preview_nothing());
    }
    Ok(previews)
}

#[cfg(test)]
mod tests;
