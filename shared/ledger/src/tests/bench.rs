use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use model::{Cause, Clock, Code, Job, JobKind, ManualClock, Problem, Source};

use crate::testing::CountingStore;
use crate::{
    ClaimOutcome, ClaimRequest, Document, DocumentKind, Intent, Key, Lease, Ledger, MemoryStore, Store,
};

pub(super) const LEASE: Duration = Duration::from_secs(300);

/// A store under test, its calls counted, and a clock that is moved by hand.
pub(super) struct Bench {
    pub(super) store: Arc<CountingStore>,
    pub(super) clock: Arc<ManualClock>,
}

impl Bench {
    pub(super) fn memory() -> Self {
        Self::on(Arc::new(MemoryStore::new()))
    }

    pub(super) fn on(store: Arc<dyn Store>) -> Self {
        let at: Timestamp = "2026-11-23T10:00:00.25Z".parse().unwrap();
        Self {
            store: Arc::new(CountingStore::new(store)),
            clock: Arc::new(ManualClock::new(at)),
        }
    }

    #[cfg(feature = "dynamodb")]
    pub(super) async fn dynamodb() -> Self {
        Self::elsewhere(&serve().await, "ledger").await
    }

    /// A new table on the DynamoDB at this address.
    #[cfg(feature = "dynamodb")]
    pub(super) async fn elsewhere(url: &str, table: &str) -> Self {
        let client = client(url);
        let serial = Timestamp::now().as_nanosecond();
        let table = format!("{}-{serial}", &table[..table.len().min(40)]);
        crate::create_table(&client, &table).await.unwrap();
        Self::on(Arc::new(crate::DynamoStore::new(client, table)))
    }

    /// A worker: another process with the same store.
    pub(super) fn worker(&self, name: &str) -> Ledger {
        Ledger::new(self.store.clone(), self.clock.clone(), name, LEASE)
    }

    pub(super) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub(super) fn pass(&self, seconds: i64) {
        self.clock.advance(SignedDuration::from_secs(seconds));
    }

    /// Long enough that every lease has ended.
    pub(super) fn lapse(&self) {
        self.pass(301);
    }
}

/// An empty DynamoDB in this process; its URL.
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

pub(super) fn source() -> Source {
    "order:1:1001".parse().unwrap()
}

pub(super) fn key() -> Key {
    Key::source(&source())
}

pub(super) fn job(cause: Cause) -> Job {
    Job {
        kind: JobKind::Order,
        source: source(),
        key: "order:1:1001@v1".to_owned(),
        cause,
        first_seen: "2026-11-23T09:59:00Z".parse().unwrap(),
        version: None,
    }
}

pub(super) fn ask(hash: &str) -> ClaimRequest<'static> {
    ClaimRequest {
        payload_hash: Some(hash.to_owned()),
        ..ClaimRequest::default()
    }
}

pub(super) fn intent() -> Intent {
    Intent {
        what: DocumentKind::Order,
        natural_key: "1001".to_owned(),
        customer_id: Some("c-1".to_owned()),
        step: "create_order".to_owned(),
    }
}

pub(super) fn invoice_intent() -> Intent {
    Intent {
        what: DocumentKind::Invoice,
        step: "create_invoice".to_owned(),
        ..intent()
    }
}

pub(super) fn order() -> Document {
    Document {
        kind: DocumentKind::Order,
        id: "o-1".to_owned(),
        number: Some("17".to_owned()),
    }
}

pub(super) fn invoice() -> Document {
    Document {
        kind: DocumentKind::Invoice,
        id: "i-1".to_owned(),
        number: None,
    }
}

pub(super) fn problem() -> Problem {
    Problem::new(Code::EACCOUNTING_SERVER_ERROR, "eAccounting failed.", "")
        .after(Some(Duration::from_secs(7)))
}

/// The lease of a claim that must have been granted.
#[track_caller]
pub(super) fn granted(claimed: ClaimOutcome) -> Lease {
    match claimed {
        ClaimOutcome::Fresh(lease)
        | ClaimOutcome::InDoubt { lease, .. }
        | ClaimOutcome::Resume { lease, .. } => lease,
        other => panic!("not granted: {other:?}"),
    }
}
