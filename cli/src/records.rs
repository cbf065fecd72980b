//! `ekobridge activity`, `replay` and `forget`: what was done, once more, and no longer known, in the folder of `dev`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{anyhow, bail};
use clap::Args;
use jiff::Timestamp;
use journal::{Entry, Store};
use model::{Cause, Job, JobKind, Problem, Source, SystemClock};
use serde_json::json;

use crate::dev::until_idle;
use crate::dotenv;
use crate::local::aws::LocalAws;
use crate::local::folder::{self, Folder, ROOT};
use crate::local::system::{JOURNAL, Options, SALT, System};
use crate::local::vendors::Vendors;
use crate::output::Output;

/// As far back as the journal reaches at most.
const DAYS: u16 = 365;

/// Which folder.
#[derive(Debug, Args)]
pub(crate) struct Where {
    /// The folder that `ekobridge dev` keeps its state in; without it that of the vendors in the environment.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
}

impl Where {
    /// The folder, where `connect` stores for it, and the vendors.
    fn find(&self) -> anyhow::Result<(PathBuf, PathBuf, Option<Vendors>)> {
        let root = self.data.clone().unwrap_or_else(|| PathBuf::from(ROOT));
        let vendors = Vendors::from_variables(&dotenv::variables()?, &root)?;
        let folder = match (&self.data, &vendors) {
            (Some(data), _) => data.clone(),
            (None, Some(vendors)) => folder::usual(Path::new(ROOT), vendors),
            (None, None) => bail!("Name the folder that `ekobridge dev` keeps its state in with --data."),
        };
        if !folder.join("dynamodb.sqlite").exists() {
            bail!("{} holds no state of `ekobridge dev`.", folder.display());
        }
        Ok((folder, root, vendors))
    }
}

/// What `ekobridge activity` takes.
#[derive(Debug, Args)]
pub(crate) struct ActivityArgs {
    /// One record, such as order:1:1001, contact:12, deal:7; without it the latest of all.
    #[arg(value_name = "SOURCE")]
    source: Option<Source>,
    /// How many entries at most.
    #[arg(long, value_name = "NUMBER", default_value_t = 50)]
    limit: usize,
    /// One line of JSON for each entry, with everything that it holds.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    place: Where,
}

/// What `ekobridge replay` takes.
#[derive(Debug, Args)]
pub(crate) struct ReplayArgs {
    /// The record, such as order:1:1001, contact:12, deal:7.
    #[arg(value_name = "SOURCE")]
    source: Source,
    /// Machine-readable lines on standard output, as `ekobridge dev --json` writes them.
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    place: Where,
}

/// What `ekobridge forget` takes.
#[derive(Debug, Args)]
pub(crate) struct ForgetArgs {
    /// The person's e-mail address.
    #[arg(value_name = "EMAIL")]
    email: String,
    #[command(flatten)]
    place: Where,
}

/// Lists what was done. It only reads, so `dev` may run meanwhile.
pub(crate) async fn activity(args: ActivityArgs) -> anyhow::Result<()> {
    let (folder, _, _) = args.place.find()?;
    let journal = journal_of(&folder).await?;
    let entries = match &args.source {
        Some(source) => journal.of(source, args.limit).await,
        None => journal.recent(DAYS, args.limit).await,
    }
    .map_err(told)?;
    if args.json {
        for entry in &entries {
            println!("{}", json!(entry));
        }
        return Ok(());
    }
    if entries.is_empty() {
        println!("Nothing is known of it any more, or nothing was done yet.");
    }
    for entry in &entries {
        print(entry, args.source.is_some());
    }
    Ok(())
}

fn print(entry: &Entry, steps: bool) {
    let at = entry
        .at
        .to_zoned_datetime(jiff::tz::TimeZone::system())
        .strftime("%Y-%m-%d %H:%M:%S");
    let kind = entry.kind.as_str().replace('_', " ");
    let text = match (&entry.problem, &entry.reason) {
        (Some(problem), _) => format!("{} {}", problem.message, problem.remedy),
        (None, Some(reason)) => reason.clone(),
        (None, None) => String::new(),
    };
    println!(
        "{at}  {kind:<11} {:<15} {:<8} {text}",
        entry.source.to_string(),
        entry.outcome.as_str()
    );
    if !steps {
        return;
    }
    for step in &entry.steps {
        println!(
            "    {:>6} ms  {} {}: {}",
            step.at_ms,
            if step.ok { "✓" } else { "!" },
            step.name,
            step.text
        );
    }
    for (what, fields) in [("read", &entry.read), ("sent", &entry.sent)] {
        for field in fields {
            let value = match (&field.value, field.redacted) {
                (_, true) => "(not kept)",
                (Some(value), false) => value.as_str(),
                (None, false) => "(empty)",
            };
            println!("    {what}  {}.{} = {value}", field.document, field.field);
        }
    }
    println!("    {} ms, {} calls", entry.duration_ms, entry.calls);
}

/// Does one job again, with everything else that waits.
pub(crate) async fn replay(args: ReplayArgs) -> anyhow::Result<()> {
    let (path, root, vendors) = args.place.find()?;
    let folder = Folder::open(&path, vendors.as_ref())?;
    let output = Output::new(args.json);
    let options = Options {
        listen: ([127, 0, 0, 1], 0).into(),
        folder: Some(folder),
        root: Some(root),
        settings: None,
        vendors,
        output: output.clone(),
    };
    let system = System::start(options).await?;
    let kind = match &args.source {
        Source::Contact(_) | Source::Account(_) => JobKind::Customer,
        Source::Order { .. } | Source::Deal(_) => JobKind::Order,
        Source::Offer(_) => JobKind::Offer,
    };
    let job = Job {
        kind,
        // A replay is meant each time: it is never a duplicate.
        key: format!("{}@replay-{}", args.source, uuid::Uuid::new_v4()),
        source: args.source,
        cause: Cause::Replay,
        first_seen: Timestamp::now(),
        version: None,
    };
    system.worker.queue().send(&[job]).await.map_err(told)?;
    until_idle(&system, false).await?;
    output.summary(system.waiting().await?.jobs);
    Ok(())
}

/// Erases what the activity log holds of a person.
pub(crate) async fn forget(args: ForgetArgs) -> anyhow::Result<()> {
    let (path, _, vendors) = args.place.find()?;
    let _folder = Folder::open(&path, vendors.as_ref())?;
    let journal = journal_of(&path).await?;
    let erased = journal
        .forget(&journal::subject(SALT, &args.email))
        .await
        .map_err(told)?;
    println!(
        "{erased} entries of the activity log were erased. ActiveCampaign and eAccounting keep what they hold."
    );
    Ok(())
}

async fn journal_of(folder: &Path) -> anyhow::Result<journal::DynamoStore> {
    let sdk = LocalAws::tables(folder).await?.sdk().await;
    let client = aws_sdk_dynamodb::Client::new(&sdk);
    Ok(journal::DynamoStore::new(
        client,
        JOURNAL.to_owned(),
        Arc::new(SystemClock),
    ))
}

fn told(problem: Problem) -> anyhow::Error {
    anyhow!("{} {}", problem.message, problem.remedy)
}
