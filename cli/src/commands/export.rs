//! `ekobridge export`: exports the activity log as CSV.

use std::path::PathBuf;

use anyhow::bail;
use clap::Args;
use journal::Entry;
use operations::activity::newest_in_full;
use operations::csv;

use crate::activity_filter::FilterArgs;
use crate::deployments::Targets;
use crate::files::is_new;
use crate::language::commands;
use crate::private_file;
use crate::record::query;
use crate::terminal::{print, told};

/// The most attempts that are exported for one deployment.
const MOST: usize = 100_000;

/// The arguments of `ekobridge export`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  ekobridge export --since 7d --outcome parked > parked.csv
  ekobridge export order:1:1001 --with-personal-data --to order.csv")]
pub(crate) struct ExportArgs {
    /// Only one record, such as order:1:1001 or order 1001.
    #[arg(value_name = "RECORD", num_args = 1..=2)]
    record: Vec<String>,
    /// Include the fields that were read and sent, with names, e-mail and postal addresses.
    #[arg(long)]
    with_personal_data: bool,
    /// A new file for the output, which only its owner can read [default: standard output].
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
    /// Overwrite files that exist.
    #[arg(long, requires = "to")]
    force: bool,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    targets: Targets,
}

pub(crate) async fn run(args: ExportArgs) -> anyhow::Result<()> {
    let query = query(&args.record)?;
    args.filter.filter(None)?;
    if let Some(file) = &args.to {
        is_new(file, args.force)?;
    }
    let found = args.targets.find().await?;
    let mut lists: Vec<(Option<&str>, Vec<Entry>)> = Vec::new();
    for found in &found {
        let filter = args.filter.of_record(query.as_ref(), &found.worker).await?;
        let now = found.worker.ledger().now();
        let entries = newest_in_full(found.worker.journal().as_ref(), &filter, MOST, now)
            .await
            .map_err(told)?;
        if entries.len() == MOST {
            bail!("{}", commands().export_too_many(&found.deployment.name, MOST));
        }
        lists.push((found.label.as_deref(), entries));
    }
    let text = csv::activity(&lists, args.with_personal_data);
    let count: usize = lists.iter().map(|(_, entries)| entries.len()).sum();
    match &args.to {
        None => print(&text),
        Some(file) => {
            match args.force {
                true => private_file::replace(file, text.as_bytes())?,
                false => private_file::create(file, text.as_bytes())?,
            }
            let text = commands().export_written(count, file.display().to_string());
            print(&format!("{text}\n"))
        }
    }
}
