//! Identifies records from a person's input or from an event.

use std::path::Path;

use activecampaign::webhook::{self, WebhookAction};
use anyhow::{Context, anyhow, bail};
use base64::Engine;
use flows::Worker;
use jiff::Timestamp;
use model::{Cause, Email, Job, JobKind, Source};
use serde_json::Value;

use crate::terminal::told;

/// The largest event that is accepted. SQS and function URLs allow less.
const LARGEST_EVENT: u64 = 8 * 1024 * 1024;

/// What is wanted.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// A record that an event names.
    Jobs(Vec<Job>),
    /// A record that is known by its key.
    Record(Source),
    /// An order by the shop's id, on this connection or on any.
    Order {
        order: String,
        connection: Option<String>,
    },
    /// A contact by e-mail address.
    Contact(Email),
    /// A record of eAccounting by its number.
    Numbered { kind: Numbered, number: String },
}

/// A kind of record that people know by its number in eAccounting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Numbered {
    Article,
    Customer,
    Invoice,
    Quote,
    SalesOrder,
}

impl Numbered {
    fn of(kind: &str) -> Option<Self> {
        Some(match kind {
            "article" => Self::Article,
            "customer" => Self::Customer,
            "invoice" => Self::Invoice,
            "quote" => Self::Quote,
            "sales-order" | "sales_order" => Self::SalesOrder,
            _ => return None,
        })
    }

    fn word(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Customer => "customer",
            Self::Invoice => "invoice",
            Self::Quote => "quote",
            Self::SalesOrder => "order",
        }
    }
}

/// What may follow a kind of record, for a person who has typed the kind alone.
fn example(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "order" => "1001",
        "deal" => "7",
        "contact" => "anna@example.com",
        "account" => "2",
        "invoice" | "sales-order" | "quote" => "1042",
        "customer" => "1001",
        "article" => "LAMP",
        _ => return None,
    })
}

impl Wanted {
    /// Parses the input. Reads files, but makes no calls.
    pub(super) fn read(words: &[String], connection: Option<&str>) -> anyhow::Result<Self> {
        let wanted = match words {
            [kind, id] => Self::of(kind, id, connection)?,
            [word] => match (word.parse::<Source>(), word.split_once(':')) {
                (Ok(source), _) => Self::of_source(source)?,
                // `order:1001` names no connection.
                (Err(_), Some((kind @ "order", id))) => Self::of(kind, id, connection)?,
                _ if example(word).is_some() && !Path::new(word).is_file() => {
                    let example = example(word).unwrap_or_default();
                    bail!("Which {word}? For example: ekobridge preview {word} {example}")
                }
                _ if Path::new(word).is_file() => Self::of_file(Path::new(word))?,
                _ if word.parse::<Email>().is_ok() => Self::of("contact", word, connection)?,
                _ => bail!(
                    "{word} is no record and no file. A record is named by its kind and id: order {word}, deal {word}, contact \
                     {word}, account {word} or quote {word}."
                ),
            },
            _ => bail!("Name one record, such as order 1001, or one file."),
        };
        if connection.is_some() && !matches!(wanted, Self::Order { .. }) {
            bail!("--connection is for orders by the shop's id alone, such as order 1001.");
        }
        Ok(wanted)
    }

    fn of(kind: &str, id: &str, connection: Option<&str>) -> anyhow::Result<Self> {
        let kind = kind.to_lowercase();
        match kind.as_str() {
            "order" => {
                // The input in the form that people write.
                let order = id.strip_prefix('#').unwrap_or(id);
                let source = format!("order:{}:{order}", connection.unwrap_or("1"));
                source
                    .parse::<Source>()
                    .map_err(|_| anyhow!("{id} is no order's id."))?;
                Ok(Self::Order {
                    order: order.to_owned(),
                    connection: connection.map(str::to_owned),
                })
            }
            "contact" if id.contains('@') => {
                let email = id.parse().map_err(|_| anyhow!("{id} is no e-mail address."))?;
                Ok(Self::Contact(email))
            }
            _ if let Some(numbered) = Numbered::of(&kind)
                && id.parse::<uuid::Uuid>().is_err()
                && (numbered != Numbered::Quote || id.parse::<i64>().is_ok()) =>
            {
                let is_text = matches!(numbered, Numbered::Article | Numbered::Customer);
                if !is_text && id.parse::<i64>().is_err() {
                    bail!("{id} is no number of an {} in eAccounting.", numbered.word());
                }
                Ok(Self::Numbered {
                    kind: numbered,
                    number: id.to_owned(),
                })
            }
            "article" | "customer" | "invoice" | "sales-order" => format!("{}:{id}", kind.replace('-', "_"))
                .parse()
                .map(Self::Record)
                .map_err(|_| anyhow!("{id} is no {kind}'s id.")),
            "contact" | "account" | "deal" | "quote" => format!("{kind}:{id}")
                .parse()
                .map(Self::Record)
                .map_err(|_| anyhow!("{id} is no {kind}'s id.")),
            _ => bail!(
                "{kind} is no kind of record. There are: order, deal, contact, account, and eAccounting's quote, sales-order, \
                 invoice, article and customer."
            ),
        }
    }

    fn of_source(source: Source) -> anyhow::Result<Self> {
        match source {
            Source::Contact(id) if id.contains('@') => Self::of("contact", &id, None),
            Source::Article(id) => Self::of("article", &id, None),
            Source::Customer(id) => Self::of("customer", &id, None),
            Source::Invoice(id) => Self::of("invoice", &id, None),
            Source::SalesOrder(id) => Self::of("sales-order", &id, None),
            source => Ok(Self::Record(source)),
        }
    }

    fn of_file(path: &Path) -> anyhow::Result<Self> {
        let name = path.display();
        let cannot = || format!("{name} cannot be read");
        if std::fs::metadata(path).with_context(cannot)?.len() > LARGEST_EVENT {
            bail!("{name} is larger than any event.");
        }
        let content = std::fs::read(path).with_context(cannot)?;
        let jobs = jobs_of(&content, Timestamp::now())
            .with_context(|| format!("{name} is no event that names a record"))?;
        Ok(Self::Jobs(jobs))
    }

    /// The jobs for the record, after a lookup if necessary.
    pub(super) async fn jobs(self, flows: &Worker) -> anyhow::Result<Vec<Job>> {
        let source = match self {
            Self::Jobs(jobs) => return Ok(jobs),
            Self::Record(source) => source,
            Self::Order { order, connection } => order_of(flows, order, connection).await?,
            Self::Numbered { kind, number } => {
                let source = numbered(flows, kind, &number).await?;
                let kind = match source {
                    Source::Article(_) => JobKind::Stock,
                    Source::Customer(_) => JobKind::WriteContact,
                    _ => JobKind::WriteOrder,
                };
                return Ok(vec![Job { kind, ..job(source) }]);
            }
            Self::Contact(email) => {
                let found = flows.services().activecampaign.contact_id_by_email(&email).await;
                let id = found.map_err(|error| told(error.into()))?;
                Source::Contact(
                    id.ok_or_else(|| anyhow!("ActiveCampaign has no contact with this e-mail address."))?,
                )
            }
        };
        Ok(vec![job(source)])
    }
}

/// A record of eAccounting by its number.
async fn numbered(flows: &Worker, kind: Numbered, number: &str) -> anyhow::Result<Source> {
    let client = &flows.services().eaccounting;
    let failed = |error: eaccounting::Error| told(error.into());
    let digits = || number.parse::<i64>().unwrap_or_default();
    let found = match kind {
        Numbered::Article => {
            let sku = number
                .parse()
                .map_err(|_| anyhow!("{number} is no article number."))?;
            let article = client.article_by_number(&sku).await.map_err(failed)?;
            article.map(|article| Source::Article(article.id.to_string()))
        }
        Numbered::Customer => {
            let customer = client.customer_by_number(number).await.map_err(failed)?;
            customer.map(|customer| Source::Customer(customer.id.to_string()))
        }
        Numbered::Invoice => {
            let invoice = client.invoice_by_number(digits()).await.map_err(failed)?;
            invoice.map(|invoice| Source::Invoice(invoice.id.to_string()))
        }
        Numbered::Quote => {
            let quote = client.quote_by_number(digits()).await.map_err(failed)?;
            quote.map(|quote| Source::Quote(quote.id.to_string()))
        }
        Numbered::SalesOrder => {
            let order = client.order_by_number(digits()).await.map_err(failed)?;
            order.map(|order| Source::SalesOrder(order.id.to_string()))
        }
    };
    found.ok_or_else(|| anyhow!("eAccounting has no {} {number}.", kind.word()))
}

/// An order by the shop's id, on any connection.
async fn order_of(flows: &Worker, order: String, connection: Option<String>) -> anyhow::Result<Source> {
    if let Some(connection) = connection {
        return Ok(Source::Order { connection, order });
    }
    let client = &flows.services().activecampaign;
    let connections = client.connections().await.map_err(|error| told(error.into()))?;
    let mut found = Vec::new();
    for connection in &connections {
        let hit = client
            .order(&connection.id, &order)
            .await
            .map_err(|error| told(error.into()))?;
        if hit.is_some() {
            found.push(connection);
        }
    }
    let listed = |connections: &[&activecampaign::Connection]| {
        let names: Vec<String> = connections
            .iter()
            .map(|connection| format!("{} ({})", connection.id, connection.name))
            .collect();
        names.join(", ")
    };
    match found.as_slice() {
        [one] => Ok(Source::Order {
            connection: one.id.clone(),
            order,
        }),
        [] if connections.is_empty() => {
            bail!("ActiveCampaign has no e-commerce connection, and so no orders.")
        }
        [] => bail!(
            "No connection has an order with the id {order}: {}. The id is the one that the shop gave ActiveCampaign; where the \
             shop shows its customers another number, `ekobridge activity` shows both.",
            listed(&connections.iter().collect::<Vec<_>>())
        ),
        several => bail!(
            "Several connections have an order {order}: {}. Say which with --connection ID.",
            listed(several)
        ),
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
                job.ok_or_else(|| anyhow!("Message {number} of the batch holds no job."))
            })
            .collect();
    }
    if event["requestContext"].is_object() || event["rawPath"].is_string() {
        let body = event["body"].as_str().unwrap_or_default();
        let body = if event["isBase64Encoded"] == true {
            let decoded = base64::engine::general_purpose::STANDARD.decode(body);
            decoded.map_err(|_| anyhow!("Its body is no base64."))?
        } else {
            body.as_bytes().to_vec()
        };
        return webhook(event["rawQueryString"].as_str().unwrap_or_default(), &body, now);
    }
    match serde_json::from_value::<Job>(event) {
        Ok(job) => Ok(vec![job]),
        Err(_) => bail!(
            "It is neither a batch of a queue, nor a webhook, nor a job. (The schedule's event names no record: what it would \
             find is found by the sweep.)"
        ),
    }
}

fn webhook(query: &str, body: &[u8], now: Timestamp) -> anyhow::Result<Vec<Job>> {
    let event = webhook::decode(query, body).map_err(|error| anyhow!("It is no webhook: {error}."))?;
    match (event.job(now), event.interest()) {
        (Some(job), _) => Ok(vec![job]),
        (None, WebhookAction::Ignored(why)) => {
            bail!("The webhook \"{}\" asks for nothing: {why}.", event.kind.as_str())
        }
        (None, _) => bail!("The webhook \"{}\" asks for nothing.", event.kind.as_str()),
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
    fn a_record_is_named_as_people_name_it() {
        let order = |connection: Option<&str>| Wanted::Order {
            order: "1001".to_owned(),
            connection: connection.map(str::to_owned),
        };
        for words in [&["order", "1001"][..], &["Order", "#1001"], &["order:1001"]] {
            assert_eq!(read(words).unwrap(), order(None), "{words:?}");
        }
        let words = ["order".to_owned(), "1001".to_owned()];
        assert_eq!(Wanted::read(&words, Some("2")).unwrap(), order(Some("2")));
        for (words, source) in [
            (&["order:1:1001"][..], "order:1:1001"),
            (&["deal", "7"], "deal:7"),
            (&["deal:7"], "deal:7"),
            (&["contact", "12"], "contact:12"),
            (&["account:3"], "account:3"),
            (&["quote", "0b9f"], "quote:0b9f"),
        ] {
            assert_eq!(
                read(words).unwrap(),
                Wanted::Record(source.parse().unwrap()),
                "{words:?}"
            );
        }
        let anna = Wanted::Contact("anna@example.com".parse().unwrap());
        for words in [
            &["contact", "anna@example.com"][..],
            &["contact:anna@example.com"],
            &["anna@example.com"],
        ] {
            assert_eq!(read(words).unwrap(), anna, "{words:?}");
        }
    }

    #[test]
    fn what_names_no_record_is_told_how_one_is_named() {
        for (words, told) in [
            (&["1001"][..], "order 1001, deal 1001"),
            (
                &["offer", "5"],
                "order, deal, contact, account, and eAccounting's quote",
            ),
            (&["no-such-file.json"], "no record and no file"),
            (&["contact", "not an@address@"], "no e-mail address"),
        ] {
            let error = read(words).unwrap_err().to_string();
            assert!(error.contains(told), "{words:?}: {error}");
        }
        let deal = ["deal:7".to_owned()];
        assert!(
            Wanted::read(&deal, Some("1"))
                .unwrap_err()
                .to_string()
                .contains("--connection")
        );
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
