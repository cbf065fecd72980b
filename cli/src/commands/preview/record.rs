//! Identifies records from a person's input or from an event.

use std::path::Path;

use activecampaign::webhook::{self, WebhookAction};
use anyhow::{Context, anyhow, bail};
use aws::Worker;
use base64::Engine;
use jiff::Timestamp;
use messages::{Language, ToolMessages};
use model::{Cause, Job, JobKind, Source};
use serde_json::Value;
use why::{Numbered, Query};

use crate::files::unreadable;
use crate::language::commands;
use crate::record::{query, source};

/// The largest event that is accepted. SQS and function URLs allow less.
const LARGEST_EVENT: u64 = 8 * 1024 * 1024;

/// What is wanted.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Records that an event names.
    Jobs(Vec<Job>),
    /// A record that a person names.
    Record(Query),
}

impl Wanted {
    /// Parses the input. Reads files, but makes no calls.
    pub(super) fn read(words: &[String], connection: Option<&str>) -> anyhow::Result<Self> {
        let wanted = match words {
            [word] if Path::new(word).is_file() => Self::of_file(Path::new(word))?,
            [word] if Path::new(word).extension().is_some_and(|ending| ending == "json") => {
                bail!("{}", commands().preview_no_file(word))
            }
            _ => match query(words)? {
                Some(query) => Self::Record(query),
                None => bail!("{}", commands().no_record("")),
            },
        };
        match (connection, wanted) {
            (None, wanted) => Ok(wanted),
            (Some(connection), Self::Record(Query::Order(order))) => {
                Ok(Self::Record(Query::Record(Source::Order {
                    connection: connection.to_owned(),
                    order,
                })))
            }
            (Some(_), _) => bail!("{}", commands().preview_connection()),
        }
    }

    fn of_file(path: &Path) -> anyhow::Result<Self> {
        let name = path.display().to_string();
        let cannot = |error: std::io::Error| unreadable(path, &error);
        if std::fs::metadata(path).map_err(cannot)?.len() > LARGEST_EVENT {
            bail!("{}", commands().preview_too_large(name));
        }
        let content = std::fs::read(path).map_err(cannot)?;
        let jobs = jobs_of(&content, Timestamp::now()).with_context(|| commands().preview_no_event(name))?;
        Ok(Self::Jobs(jobs))
    }

    /// The jobs for the record, after a lookup if necessary.
    pub(super) async fn jobs(self, worker: &Worker) -> anyhow::Result<Vec<Job>> {
        let query = match self {
            Self::Jobs(jobs) => return Ok(jobs),
            Self::Record(query) => query,
        };
        let job = job(source(worker, &query).await?);
        Ok(vec![match query {
            // By its number, it is asked what ActiveCampaign gets of it; its id is that of an accepted quote's event.
            Query::Numbered(Numbered::Quote, _) => Job {
                kind: JobKind::WriteOrder,
                ..job
            },
            _ => job,
        }])
    }
}

fn job(source: Source) -> Job {
    Job {
        kind: JobKind::of(&source),
        key: format!("preview:{source}"),
        source,
        cause: Cause::Replay,
        first_seen: Timestamp::now(),
        version: None,
    }
}

/// The jobs of an event. Only a webhook's ids are used, as always.
fn jobs_of(content: &[u8], now: Timestamp) -> anyhow::Result<Vec<Job>> {
    let Ok(event) = serde_json::from_slice::<Value>(content) else {
        return webhook("", content.trim_ascii(), now);
    };
    if let Some(records) = event["Records"].as_array() {
        return records
            .iter()
            .zip(1..)
            .map(|(record, number)| {
                let body = record["body"].as_str().or(record["Body"].as_str());
                let job = body.and_then(|body| serde_json::from_str(body).ok());
                job.ok_or_else(|| anyhow!("{}", commands().event_no_job(number.to_string())))
            })
            .collect();
    }
    if event["requestContext"].is_object() || event["rawPath"].is_string() {
        let body = event["body"].as_str().unwrap_or_default();
        let body = if event["isBase64Encoded"] == true {
            let decoded = base64::engine::general_purpose::STANDARD.decode(body);
            decoded.map_err(|_| anyhow!("{}", commands().event_no_base64()))?
        } else {
            body.as_bytes().to_vec()
        };
        return webhook(event["rawQueryString"].as_str().unwrap_or_default(), &body, now);
    }
    match serde_json::from_value::<Job>(event) {
        Ok(job) => Ok(vec![job]),
        Err(_) => bail!("{}", commands().event_neither()),
    }
}

fn webhook(query: &str, body: &[u8], now: Timestamp) -> anyhow::Result<Vec<Job>> {
    let event = webhook::decode(query, body)
        .map_err(|error| anyhow!("{}", commands().event_no_webhook(error.to_string())))?;
    let (text, kind) = (commands(), event.kind.as_str());
    match (event.job(now), event.interest()) {
        (Some(job), _) => Ok(vec![job]),
        // Any text passes for a form without an event.
        (None, _) if kind.is_empty() => bail!("{}", text.event_neither()),
        (None, WebhookAction::Ignored(why)) => match text.language() {
            Language::English => bail!("{}", text.event_asks_nothing_since(kind, why.to_string())),
            language => {
                let why = ToolMessages::of(language).label_in_detail(why.to_string());
                bail!("{}\n{why}", text.event_asks_nothing(kind))
            }
        },
        (None, _) => bail!("{}", text.event_asks_nothing(kind)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &[&str]) -> anyhow::Result<Wanted> {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        Wanted::read(&words, None)
    }

    #[test]
    fn a_connection_is_for_an_order_by_its_id_alone() {
        let words = ["order".to_owned(), "1001".to_owned()];
        assert_eq!(
            Wanted::read(&words, Some("2")).unwrap(),
            Wanted::Record("order:2:1001".parse().unwrap())
        );
        for word in ["deal:7", "order:1:1001"] {
            let error = Wanted::read(&[word.to_owned()], Some("1")).unwrap_err();
            assert!(error.to_string().contains("--connection"), "{error}");
        }
    }

    #[test]
    fn what_is_neither_a_record_nor_a_file_is_answered_with_the_forms() {
        for words in [&["order"][..], &["offer", "5"]] {
            let error = read(words).unwrap_err().to_string();
            assert!(error.contains("order 1001, invoice 1042"), "{words:?}: {error}");
        }
        let error = read(&["no-such-file.json"]).unwrap_err().to_string();
        assert!(error.contains("There is no file no-such-file.json"), "{error}");
        assert!(read(&["order:1:1001"]).is_ok() && read(&["1001"]).is_ok());
    }

    fn sample(name: &str) -> Vec<u8> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../events").join(name);
        std::fs::read(path).unwrap()
    }

    fn sources(content: &[u8]) -> Vec<String> {
        let now = "2026-11-23T10:00:00Z".parse().unwrap();
        let jobs = jobs_of(content, now).unwrap();
        jobs.iter()
            .map(|job| format!("{} {}", job.kind.as_str(), job.source))
            .collect()
    }

    #[test]
    fn events_are_read_as_lambda_gets_them_and_as_activecampaign_posts_them() {
        assert_eq!(sources(&sample("webhook-ingest.json")), ["customer contact:1"]);
        assert_eq!(
            sources(&sample("order-push.json"))[..3],
            ["order order:1:1001", "find_orders contact:1", "order deal:1"]
        );
        assert_eq!(sources(&sample("customer-push.json")).len(), 2);
        assert_eq!(
            sources(b"type=update&contact%5Bid%5D=12\n"),
            ["customer contact:12"]
        );
        let encoded = base64::engine::general_purpose::STANDARD.encode("type=deal_update&deal%5Bid%5D=7");
        let event = serde_json::json!({"rawPath": "/webhook/t", "isBase64Encoded": true, "body": encoded});
        assert_eq!(sources(event.to_string().as_bytes()), ["order deal:7"]);
    }

    #[test]
    fn an_event_that_names_no_record_says_why() {
        let now = "2026-11-23T10:00:00Z".parse().unwrap();
        for (content, told) in [
            (sample("offer-poller.json"), "schedule"),
            (
                b"type=open&contact%5Bid%5D=12".to_vec(),
                "campaigns are not carried over",
            ),
            (b"{\"Records\": [{\"body\": \"x\"}]}".to_vec(), "Message 1"),
        ] {
            let error = format!("{:#}", jobs_of(&content, now).unwrap_err());
            assert!(error.contains(told), "{error}");
        }
    }
}
