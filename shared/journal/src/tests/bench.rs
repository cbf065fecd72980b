use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use model::{Cause, Clock, Job, JobKind, ManualClock};

use crate::{Entry, MemoryStore, Outcome, Recorder, Redaction, Store, Summary};

/// A store under test, and a clock that is moved by hand.
pub(super) struct Bench {
    pub(super) store: Arc<dyn Store>,
    pub(super) clock: Arc<ManualClock>,
}

impl Bench {
    pub(super) fn memory() -> Self {
        let clock = clock();
        Self {
            store: Arc::new(MemoryStore::new(clock.clone())),
            clock,
        }
    }

    #[cfg(feature = "dynamodb")]
    pub(super) async fn dynamodb() -> Self {
        Self::elsewhere(&serve().await, "journal").await
    }

    /// A new table on the DynamoDB at this address.
    #[cfg(feature = "dynamodb")]
    pub(super) async fn elsewhere(url: &str, table: &str) -> Self {
        let client = client(url);
        let table = format!(
            "{}-{}",
            &table[..table.len().min(40)],
            Timestamp::now().as_nanosecond()
        );
        crate::create_table(&client, &table).await.unwrap();
        let clock = clock();
        Self {
            store: Arc::new(crate::DynamoStore::new(client, table, clock.clone())),
            clock,
        }
    }

    pub(super) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub(super) fn pass(&self, time: SignedDuration) {
        self.clock.advance(time);
    }

    /// Stores an entry of this record, with this reason, about this person.
    pub(super) async fn enter(&self, source: &str, reason: &str, subject: Option<&str>) -> Entry {
        let mut recorder = Recorder::new(&job(source), self.now());
        recorder.reason(reason);
        if let Some(subject) = subject {
            recorder.subject(subject);
        }
        let entry = recorder.finish(Outcome::Skipped, self.now(), &Redaction::default());
        self.store.put(&entry).await.unwrap();
        entry
    }
}

pub(super) fn clock() -> Arc<ManualClock> {
    Arc::new(ManualClock::new("2026-11-23T10:00:00.25Z".parse().unwrap()))
}

pub(super) fn job(source: &str) -> Job {
    Job {
        kind: JobKind::Order,
        source: source.parse().unwrap(),
        key: source.to_owned(),
        cause: Cause::Webhook,
        first_seen: "2026-11-23T09:59:00Z".parse().unwrap(),
        version: None,
    }
}

/// The entries as lists show them.
pub(super) fn listed(entries: &[Entry]) -> Vec<Summary> {
    entries.iter().map(Summary::from).collect()
}

/// The texts of the entries, in order.
pub(super) fn reasons(entries: &[Summary]) -> Vec<&str> {
    entries
        .iter()
        .map(|entry| entry.reason.as_deref().unwrap_or_default())
        .collect()
}

#[cfg(feature = "dynamodb")]
pub(super) async fn serve() -> String {
    let database = dynoxide::Database::memory().unwrap();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(dynoxide::server::serve_with_shutdown(
        listener,
        database,
        std::future::pending(),
    ));
    url
}

#[cfg(feature = "dynamodb")]
pub(super) fn client(url: &str) -> aws_sdk_dynamodb::Client {
    use aws_sdk_dynamodb::config::{BehaviorVersion, Config, Credentials, Region};

    let credentials = Credentials::builder()
        .access_key_id("test")
        .secret_access_key("test")
        .provider_name("test")
        .build();
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("eu-north-1"))
        .credentials_provider(credentials)
        .endpoint_url(url)
        .build();
    aws_sdk_dynamodb::Client::from_conf(config)
}
