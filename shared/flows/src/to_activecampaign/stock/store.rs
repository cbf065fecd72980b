//! What the ledger keeps of stock: of each article a salted digest of what was last written, and what waits to be written.
//!
//! An item of DynamoDB takes 400 kB, and each write pays for all of it, so that both are split into 256 parts by a digest of
//! the article's id. With 50,000 articles a part of digests has 6 kB. What waits is kept apart: it is mostly nothing, and
//! changes more often.

use std::collections::{BTreeMap, BTreeSet};

use eaccounting::types::ArticleStock;
use engine::Ports;
use futures::stream::{self, StreamExt, TryStreamExt};
use jiff::{SignedDuration, Timestamp};
use model::{Cause, Code, Problem};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use settings::WrittenStock;
use uuid::Uuid;

use super::article_job;
use super::rules::{Wanted, mapped, wanted};
use crate::CompiledSettings;

/// How often another worker may get in between before this one's change is tried again later.
const TRIES: usize = 16;

/// How many parts are read or written at once.
const AT_ONCE: usize = 16;

/// In front of a digest of what a dry run has only shown.
const SHOWN: char = '~';

/// Under which name the ledger keeps [`State`].
const STATE: &str = "stock";

/// Where the writing of stock stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct State {
    /// Raised where everything is to be written anew: what the parts say of an earlier generation counts for nothing.
    generation: u32,
    /// The connection that was written to.
    pub(super) connection: Option<i32>,
    /// Whether a person was shown what the first write of all articles would be.
    #[serde(default)]
    pub(super) is_planned: bool,
    /// Whether the first write of all articles has begun.
    pub(crate) is_released: bool,
    /// When all articles were last asked for.
    pub(crate) full_asked: Option<Timestamp>,
    /// Digest of the settings that they were asked for with.
    pub(crate) rules: String,
}

/// An article that waits to be written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Waiting {
    #[serde(flatten)]
    wanted: Wanted,
    /// Until when a worker has it, whose write may still be under way.
    #[serde(rename = "u", default, skip_serializing_if = "Option::is_none")]
    taken_until: Option<Timestamp>,
}

/// A part of what is kept, by the digest of the article's id.
#[derive(Serialize, Deserialize)]
struct Part<T> {
    generation: u32,
    entries: BTreeMap<String, T>,
}

type Entries<T> = BTreeMap<String, T>;

/// An article that this worker alone writes now.
#[derive(Debug, Clone)]
pub(super) struct Taken {
    pub(super) wanted: Wanted,
    /// The stamp of what is to be written, and of what was.
    pub(super) stamp: String,
    pub(super) before: Option<String>,
}

/// Articles by the digest of their ids.
pub(super) type Batch = BTreeMap<String, Taken>;

/// How many articles wait, by their status.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Count {
    /// The digests of their ids, in order.
    pub(super) keys: Vec<String>,
    by_word: BTreeMap<&'static str, usize>,
}

impl Count {
    /// "2 in stock, 1 low".
    pub(super) fn words(&self) -> String {
        let words: Vec<String> = self
            .by_word
            .iter()
            .map(|(word, count)| format!("{count} {word}"))
            .collect();
        words.join(", ")
    }
}

/// The key of an article: a digest of its id, spread evenly over the parts.
pub(super) fn key_of(article: Uuid) -> String {
    model::short_digest(&article.to_string())
}

fn part_of(key: &str) -> &str {
    key.get(..2).unwrap_or("00")
}

fn parts() -> impl Iterator<Item = String> {
    (0..=u8::MAX).map(|part| format!("{part:02x}"))
}

fn written_name(part: &str) -> String {
    format!("stock_written:{part}")
}

fn waiting_name(part: &str) -> String {
    format!("stock_waiting:{part}")
}

/// Where the writing stands.
pub(crate) async fn state(ports: &Ports) -> Result<State, Problem> {
    let known = ports.ledger.remembered::<State>(STATE).await?;
    Ok(known.map(|known| known.value).unwrap_or_default())
}

/// Changes where the writing stands.
pub(crate) async fn change_state(
    ports: &Ports,
    mut change: impl FnMut(&mut State),
) -> Result<State, Problem> {
    for _ in 0..TRIES {
        let known = ports.ledger.remembered::<State>(STATE).await?;
        let version = known.as_ref().map(|known| known.version);
        let before = known.map(|known| known.value).unwrap_or_default();
        let mut state = before.clone();
        change(&mut state);
        if state == before
            || ports
                .ledger
                .compare_and_set(STATE, &state, version)
                .await?
                .is_some()
        {
            return Ok(state);
        }
    }
    Err(contended())
}

/// Forgets what was written, since it was written to another connection.
pub(super) async fn begin_anew(ports: &Ports, connection: i32) -> Result<(), Problem> {
    change_state(ports, |state| {
        if state.connection != Some(connection) {
            *state = State {
                generation: state.generation + 1,
                connection: Some(connection),
                ..State::default()
            };
        }
    })
    .await
    .map(drop)
}

/// Notes what is to be written of these articles; the keys of those that wait now. An article that the mapping fails on is
/// queued by itself, so that it is parked with the reason and holds up no other.
pub(crate) async fn note(
    ports: &Ports,
    state: &State,
    compiled: &CompiledSettings,
    articles: Vec<ArticleStock>,
) -> Result<Vec<String>, Problem> {
    let settings = &compiled.settings.to_activecampaign.stock;
    let mut by_part: BTreeMap<String, Entries<Article>> = BTreeMap::new();
    let mut failed = Vec::new();
    let now = ports.clock.now();
    for article in articles {
        let Ok(product) = mapped(&compiled.mapping, &article) else {
            failed.push(article_job(&article.id.to_string(), Cause::Poll, now));
            continue;
        };
        let key = key_of(article.id);
        by_part
            .entry(part_of(&key).to_owned())
            .or_default()
            .insert(key, Article { article, product });
    }
    if !failed.is_empty() {
        ports.queue.send(&failed).await?;
    }
    let noting: Vec<_> = by_part
        .into_iter()
        .map(|(part, articles)| note_part(ports, state, settings, part, articles))
        .collect();
    let keys: Vec<Vec<String>> = stream::iter(noting).buffered(AT_ONCE).try_collect().await?;
    Ok(keys.into_iter().flatten().collect())
}

/// An article, and what the mapping made of it.
struct Article {
    article: ArticleStock,
    product: BTreeMap<String, String>,
}

async fn note_part(
    ports: &Ports,
    state: &State,
    settings: &WrittenStock,
    part: String,
    articles: Entries<Article>,
) -> Result<Vec<String>, Problem> {
    let (written, _) = read::<String>(ports, &written_name(&part), state.generation).await?;
    change::<Waiting, _>(ports, &waiting_name(&part), state.generation, |waiting| {
        let mut keys = Vec::new();
        for (key, Article { article, product }) in &articles {
            let before = written.get(key);
            let Some(wanted) = wanted(article, product, settings, before.is_some()) else {
                continue;
            };
            let taken_until = waiting.get(key).and_then(|known| known.taken_until);
            let is_there = is_written(before, &wanted.stamp(&ports.salt), settings.dry_run);
            // What is being written just now is written over once more, whatever was there before.
            if is_there && taken_until.is_none() {
                waiting.remove(key);
                continue;
            }
            waiting.insert(key.clone(), Waiting { wanted, taken_until });
            keys.push(key.clone());
        }
        keys
    })
    .await
}

/// Whether an article is written already; in a dry run, shown.
fn is_written(before: Option<&String>, stamp: &str, dry_run: bool) -> bool {
    before.is_some_and(|before| before == stamp || (dry_run && before.strip_prefix(SHOWN) == Some(stamp)))
}

/// All articles that wait.
pub(super) async fn count(ports: &Ports, state: &State) -> Result<Count, Problem> {
    let reading: Vec<_> = parts()
        .map(|part| async move { read::<Waiting>(ports, &waiting_name(&part), state.generation).await })
        .collect();
    let mut all = Count::default();
    let found: Vec<(Entries<Waiting>, Option<u64>)> =
        stream::iter(reading).buffered(AT_ONCE).try_collect().await?;
    for (key, waiting) in found.into_iter().flat_map(|(entries, _)| entries) {
        *all.by_word.entry(waiting.wanted.word()).or_default() += 1;
        all.keys.push(key);
    }
    Ok(all)
}

/// Takes the articles that wait between two keys, so that no other worker writes them meanwhile.
///
/// # Errors
/// `RECORD_LOCKED` where another worker has one of them.
pub(super) async fn take(ports: &Ports, state: &State, first: &str, last: &str) -> Result<Batch, Problem> {
    let taking: Vec<_> = parts()
        .filter(|part| (part_of(first)..=part_of(last)).contains(&part.as_str()))
        .map(|part| take_part(ports, state, part, first, last))
        .collect();
    let results: Vec<Result<Batch, Problem>> = stream::iter(taking).buffered(AT_ONCE).collect().await;
    let mut batch = Batch::new();
    let mut failed = None;
    for result in results {
        match result {
            Ok(taken) => batch.extend(taken),
            Err(problem) => failed = failed.or(Some(problem)),
        }
    }
    match failed {
        Some(problem) => {
            give_back(ports, state, &batch).await;
            Err(problem)
        }
        None => Ok(batch),
    }
}

async fn take_part(
    ports: &Ports,
    state: &State,
    part: String,
    first: &str,
    last: &str,
) -> Result<Batch, Problem> {
    let name = waiting_name(&part);
    let is_wanted = |key: &String| (first..=last).contains(&key.as_str());
    let (waiting, _) = read::<Waiting>(ports, &name, state.generation).await?;
    if !waiting.keys().any(is_wanted) {
        return Ok(Batch::new());
    }
    let (written, _) = read::<String>(ports, &written_name(&part), state.generation).await?;
    let now = ports.clock.now();
    let lease = SignedDuration::try_from(ports.ledger.lease()).unwrap_or(SignedDuration::from_mins(2));
    change::<Waiting, _>(ports, &name, state.generation, |waiting| {
        let wanted = waiting.iter().filter(|(key, _)| is_wanted(key));
        let taken = wanted.filter_map(|(_, entry)| entry.taken_until);
        if let Some(until) = taken.filter(|until| *until > now).max() {
            return Err(busy(until, now));
        }
        let mut batch = Batch::new();
        for (key, entry) in waiting.iter_mut().filter(|(key, _)| is_wanted(key)) {
            entry.taken_until = Some(now + lease);
            let taken = Taken {
                wanted: entry.wanted.clone(),
                stamp: entry.wanted.stamp(&ports.salt),
                before: written.get(key).cloned(),
            };
            batch.insert(key.clone(), taken);
        }
        Ok(batch)
    })
    .await?
}

/// Notes that these articles are written, or shown by a dry run. What has changed again meanwhile goes on waiting.
pub(super) async fn finish(
    ports: &Ports,
    state: &State,
    batch: &Batch,
    dry_run: bool,
) -> Result<(), Problem> {
    let mut by_part: BTreeMap<&str, Vec<(&String, &Taken)>> = BTreeMap::new();
    for (key, taken) in batch {
        by_part.entry(part_of(key)).or_default().push((key, taken));
    }
    let finishing: Vec<_> = by_part
        .into_iter()
        .map(|(part, taken)| finish_part(ports, state, part, taken, dry_run))
        .collect();
    stream::iter(finishing).buffered(AT_ONCE).try_collect().await
}

async fn finish_part(
    ports: &Ports,
    state: &State,
    part: &str,
    batch: Vec<(&String, &Taken)>,
    dry_run: bool,
) -> Result<(), Problem> {
    change::<String, _>(ports, &written_name(part), state.generation, |written| {
        for (key, taken) in &batch {
            let stamp = &taken.stamp;
            let stamp = if dry_run {
                format!("{SHOWN}{stamp}")
            } else {
                stamp.clone()
            };
            written.insert((*key).clone(), stamp);
        }
    })
    .await?;
    change::<Waiting, _>(ports, &waiting_name(part), state.generation, |waiting| {
        for (key, taken) in &batch {
            if let Some(entry) = waiting.get_mut(*key) {
                if entry.wanted == taken.wanted {
                    waiting.remove(*key);
                } else {
                    entry.taken_until = None;
                }
            }
        }
    })
    .await
}

/// Lets other workers have these articles, which are not written. What the store does not take lapses by itself.
pub(super) async fn give_back(ports: &Ports, state: &State, batch: &Batch) {
    let names: BTreeSet<&str> = batch.keys().map(|key| part_of(key)).collect();
    for part in names {
        let name = waiting_name(part);
        let given = change::<Waiting, _>(ports, &name, state.generation, |waiting| {
            for (_, entry) in waiting.iter_mut().filter(|(key, _)| batch.contains_key(*key)) {
                entry.taken_until = None;
            }
        });
        if let Err(problem) = given.await {
            tracing::warn!(code = %problem.code, "articles that were not written could not be given back");
        }
    }
}

/// A part's entries, and its version in the store.
///
/// # Errors
/// `RECORD_LOCKED` where everything is written anew since this worker began.
async fn read<T: DeserializeOwned>(
    ports: &Ports,
    name: &str,
    generation: u32,
) -> Result<(Entries<T>, Option<u64>), Problem> {
    let known = ports.ledger.remembered::<Part<T>>(name).await?;
    let version = known.as_ref().map(|known| known.version);
    let part = known.map(|known| known.value);
    if part.as_ref().is_some_and(|part| part.generation > generation) {
        return Err(contended());
    }
    let part = part.filter(|part| part.generation == generation);
    Ok((part.map(|part| part.entries).unwrap_or_default(), version))
}

/// Changes a part's entries; again, where another worker got in between. Nothing is written where nothing changes.
async fn change<T, R>(
    ports: &Ports,
    name: &str,
    generation: u32,
    mut change: impl FnMut(&mut Entries<T>) -> R + Send,
) -> Result<R, Problem>
where
    T: Serialize + DeserializeOwned + Clone + PartialEq + Send + Sync,
{
    for _ in 0..TRIES {
        let (before, version) = read::<T>(ports, name, generation).await?;
        let mut entries = before.clone();
        let result = change(&mut entries);
        if entries == before {
            return Ok(result);
        }
        let part = Part { generation, entries };
        if ports
            .ledger
            .compare_and_set(name, &part, version)
            .await?
            .is_some()
        {
            return Ok(result);
        }
    }
    Err(contended())
}

fn busy(until: Timestamp, now: Timestamp) -> Problem {
    Problem::new(
        Code::RECORD_LOCKED,
        "Another job is writing the stock of one of these articles just now.",
        "",
    )
    .after(Some(engine::time_until(until, now)))
}

fn contended() -> Problem {
    Problem::new(
        Code::RECORD_LOCKED,
        "What is noted of stock was written by others while it was to be changed.",
        "",
    )
}
