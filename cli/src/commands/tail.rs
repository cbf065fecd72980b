//! `ekobridge tail`: follows the activity log.

use std::future::Future;
use std::time::Duration;

use clap::Args;
use jiff::Timestamp;
use journal::{Entry, Store, Summary};
use model::Problem;
use operations::activity::Tail;
use serde_json::json;

use super::activity::labelled_line;
use crate::activity_filter::FilterArgs;
use crate::deployments::Targets;
use crate::record::query;
use crate::terminal::{Style, print_on, stopped};

/// The arguments of `ekobridge tail`.
#[derive(Debug, Args)]
pub(crate) struct TailArgs {
    /// Only one record, such as order:1:1001 or order 1001.
    #[arg(value_name = "RECORD", num_args = 1..=2)]
    record: Vec<String>,
    /// How often the activity log is read, in seconds.
    #[arg(long, value_name = "SECONDS", default_value_t = 2, value_parser = clap::value_parser!(u64).range(1..=3600))]
    every: u64,
    /// Print one line of JSON for each attempt, with all details.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    targets: Targets,
}

/// One followed log.
struct Followed<'a> {
    label: Option<&'a str>,
    journal: &'a dyn Store,
    tail: Tail,
}

pub(crate) async fn run(args: TailArgs) -> anyhow::Result<()> {
    let stopped = stopped()?;
    let query = query(&args.record)?;
    let found = args.targets.find().await?;
    let style = Style::of_stdout();
    let mut followed: Vec<Followed<'_>> = Vec::new();
    for found in &found {
        let filter = args.filter.of_record(query.as_ref(), &found.worker).await?;
        followed.push(Followed {
            label: found.label.as_deref(),
            journal: found.worker.journal().as_ref(),
            tail: Tail::new(filter, found.worker.ledger().now()),
        });
    }
    if !args.json {
        eprintln!("{}", style.commands().tail_follows());
    }
    let write = |label: Option<&str>, entry: &Entry| {
        if args.json {
            let mut line = json!(entry);
            if let (Some(label), Some(object)) = (label, line.as_object_mut()) {
                object.insert("stack".to_owned(), label.into());
            }
            print_on(&format!("{line}\n"))
        } else {
            print_on(&labelled_line(label, &Summary::from(entry), &style))
        }
    };
    let every = Duration::from_secs(args.every);
    let warn = |problem: &Problem| eprintln!("{}", why::words::problem(problem, style.language()));
    follow(&mut followed, every, Timestamp::now, write, warn, stopped).await
}

/// Writes the new entries of each log, repeatedly until `stop`, or until nobody reads them any more. A log that can't be
/// read is reported, and read again the next time.
async fn follow(
    followed: &mut [Followed<'_>],
    every: Duration,
    now: impl Fn() -> Timestamp,
    mut write: impl FnMut(Option<&str>, &Entry) -> anyhow::Result<bool>,
    mut warn: impl FnMut(&Problem),
    stop: impl Future<Output = anyhow::Result<()>>,
) -> anyhow::Result<()> {
    let mut ticks = tokio::time::interval(every);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    tokio::pin!(stop);
    loop {
        tokio::select! {
            biased;
            stopped = &mut stop => return stopped,
            _ = ticks.tick() => {}
        }
        let mut new: Vec<(Option<&str>, Entry)> = Vec::new();
        for log in followed.iter_mut() {
            match log.tail.poll(log.journal, now()).await {
                Ok(entries) => new.extend(entries.into_iter().map(|entry| (log.label, entry))),
                Err(problem) => warn(&problem),
            }
        }
        new.sort_by_cached_key(|(_, entry)| entry.position());
        for (label, entry) in &new {
            if !write(*label, entry)? {
                return Ok(());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use jiff::SignedDuration;
    use journal::{MemoryStore, Outcome, Recorder, Redaction};
    use model::{Clock, Job, JobKind, ManualClock};
    use operations::activity::Filter;

    use super::*;

    const NOW: &str = "2026-11-25T08:00:00Z";

    async fn ended(journal: &MemoryStore, source: &str, at: Timestamp, outcome: Outcome) {
        let job = Job::of_replay("records-1", JobKind::Order, &source.parse().unwrap(), at);
        let entry = Recorder::new(&job, at).finish(outcome, at, &Redaction::new(14, [""; 0]));
        journal.put(&entry).await.unwrap();
    }

    #[tokio::test(start_paused = true)]
    async fn new_attempts_of_several_logs_are_shown_once_in_order_until_stopped() {
        let clock = Arc::new(ManualClock::new(NOW.parse().unwrap()));
        let stores = [(); 2].map(|()| MemoryStore::new(Arc::clone(&clock) as Arc<dyn Clock>));
        ended(&stores[0], "order:1:1", clock.now(), Outcome::Done).await;
        clock.advance(SignedDuration::from_secs(1));
        let filter = Filter {
            outcome: Some(Outcome::Parked),
            ..Filter::default()
        };
        let mut followed: Vec<Followed<'_>> = stores
            .iter()
            .zip(["one", "two"])
            .map(|(journal, label)| Followed {
                label: Some(label),
                journal,
                tail: Tail::new(filter.clone(), clock.now()),
            })
            .collect();
        let every = Duration::from_secs(2);
        let shop = async {
            let later = |seconds| clock.now() + SignedDuration::from_secs(seconds);
            // Listed late, after a newer one of the other log.
            ended(&stores[1], "order:1:3", later(2), Outcome::Parked).await;
            clock.advance(SignedDuration::from_secs(2));
            tokio::time::sleep(every).await;
            ended(&stores[0], "order:1:2", later(-1), Outcome::Parked).await;
            ended(&stores[0], "order:1:4", later(0), Outcome::Done).await;
            tokio::time::sleep(every * 3).await;
            Ok(())
        };
        let mut shown = Vec::new();
        let write = |label: Option<&str>, entry: &Entry| {
            shown.push(format!("{} {}", label.unwrap_or_default(), entry.source));
            Ok(true)
        };
        let now = || clock.now();
        follow(
            &mut followed,
            every,
            now,
            write,
            |problem| panic!("{problem:?}"),
            shop,
        )
        .await
        .unwrap();
        assert_eq!(shown, ["two order:1:3", "one order:1:2"]);
    }

    #[tokio::test(start_paused = true)]
    async fn the_log_is_followed_no_longer_than_somebody_reads_it() {
        let clock = Arc::new(ManualClock::new(NOW.parse().unwrap()));
        let store = MemoryStore::new(Arc::clone(&clock) as Arc<dyn Clock>);
        ended(&store, "order:1:1", clock.now(), Outcome::Done).await;
        ended(&store, "order:1:2", clock.now(), Outcome::Done).await;
        let mut followed = [Followed {
            label: None,
            journal: &store,
            tail: Tail::new(Filter::default(), clock.now()),
        }];
        let mut written = 0;
        let write = |_: Option<&str>, _: &Entry| {
            written += 1;
            Ok(false)
        };
        let warn = |problem: &Problem| panic!("{problem:?}");
        let now = || clock.now();
        let never = std::future::pending();
        let every = Duration::from_secs(2);
        follow(&mut followed, every, now, write, warn, never)
            .await
            .unwrap();
        assert_eq!(written, 1);
    }
}
