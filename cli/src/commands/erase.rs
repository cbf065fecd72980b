//! `ekobridge erase`: erases a person from the activity log.

use std::collections::BTreeSet;

use anyhow::{Context, bail};
use aws::Worker;
use clap::Args;
use ledger::{DocumentKind, State};
use model::{Email, JobKind, Named, Source, reason};
use operations::audit;
use serde_json::json;
use why::Query;

use crate::deployment::{Deployment, Target};
use crate::language::commands;
use crate::record::query;
use crate::terminal::{agreed, interactive, print, told};

/// The arguments of `ekobridge erase`.
#[derive(Debug, Args)]
pub(crate) struct EraseArgs {
    /// The person's e-mail address, or the contact in ActiveCampaign, such as contact:3.
    #[arg(value_name = "E-MAIL|CONTACT", num_args = 1..=2, required = true)]
    person: Vec<String>,
    /// Erase without asking.
    #[arg(long)]
    yes: bool,
    /// Print the count as a line of JSON.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    target: Target,
}

pub(crate) async fn run(args: EraseArgs) -> anyhow::Result<()> {
    use secrecy::ExposeSecret;

    let query = query(&args.person)?;
    let deployment = Deployment::find(&args.target).await?;
    let worker = deployment.worker();
    let email = address(&worker, query).await?;
    let text = commands();
    if !agreed(&text.erase_ask(&deployment.name), args.yes)? {
        if !interactive() {
            bail!("{} {}", text.nothing_erased(), text.no_terminal());
        }
        return print(&format!("{}\n", text.nothing_erased()));
    }
    let subject = journal::person_digest(deployment.environment.salt.expose_secret(), email.as_str());
    let erased = erase(worker.journal().as_ref(), worker.ledger(), &subject).await?;
    let entries = usize::try_from(erased.entries).unwrap_or(usize::MAX);
    let (by, what) = (
        deployment.operator().await,
        reason::erased(
            Named::counted(entries, "entry", "entries"),
            Named::counted(erased.digests, "field", "fields"),
        ),
    );
    audit::note(worker.ledger(), &by, what).await.map_err(told)?;
    print(&if args.json {
        format!(
            "{}\n",
            json!({ "erased": erased.entries, "digests": erased.digests, "unfinished": erased.unfinished })
        )
    } else {
        let entries = match erased.entries {
            0 => text.erase_no_entries(),
            some => text.erase_entries(some),
        };
        let digests = match erased.digests {
            0 => text.erase_no_digests(),
            some => text.erase_digests(some),
        };
        let unfinished: Vec<String> = erased.unfinished.into_iter().collect();
        let unfinished = match unfinished.is_empty() {
            true => String::new(),
            false => format!("{}\n", text.erase_unfinished(unfinished.join(", "))),
        };
        format!("{entries} {digests} {}\n{unfinished}", text.erase_links_stay())
    })
}

/// The e-mail address of the person who is named.
async fn address(worker: &Worker, query: Option<Query>) -> anyhow::Result<Email> {
    let id = match query {
        Some(Query::Person(email)) => return Ok(email),
        Some(Query::Record(Source::Contact(id))) => id,
        _ => bail!("{}", commands().erase_name_a_person()),
    };
    let flows = worker.flows().await.map_err(told)?;
    let contact = flows.services().activecampaign.contact(&id).await;
    let contact = contact.map_err(|error| told(error.into()))?;
    contact
        .and_then(|contact| contact.email)
        .with_context(|| commands().erase_no_contact(&id))
}

/// How much was erased.
#[derive(Debug, Default, PartialEq, Eq)]
struct Erased {
    /// Entries of the activity log.
    entries: u64,
    /// Fields of the person whose digests were in the ledger.
    digests: usize,
    /// Records of the person that are under way or wait: their next attempt writes an entry.
    unfinished: BTreeSet<String>,
}

/// Erases what the ledger stores about the fields of the customers in a person's entries, and then the entries, which alone lead
/// there: where this is broken off in between, it is done to its end when it is repeated. Goes on until nothing is found, because
/// the index of a person's entries is updated with a delay.
async fn erase(
    journal: &dyn journal::Store,
    ledger: &ledger::Ledger,
    subject: &str,
) -> anyhow::Result<Erased> {
    let mut erased = Erased::default();
    loop {
        let records = journal.records_of(subject).await.map_err(told)?;
        let mut customers = BTreeSet::new();
        for source in &records {
            if let Source::Customer(id) = source {
                customers.insert(id.clone());
            }
            let customer = ledger.document_of(source, DocumentKind::Customer).await;
            customers.extend(customer.map_err(told)?.map(|customer| customer.id));
            let record = why::standing_record(ledger, JobKind::of(source), source).await;
            let is_open = |record: &ledger::Record| !matches!(record.state, State::Done | State::Skipped);
            if record.map_err(told)?.as_ref().is_some_and(is_open) {
                erased.unfinished.insert(source.to_string());
            }
        }
        for customer in customers {
            erased.digests += flows::forget_fields(ledger, &customer).await.map_err(told)?;
        }
        let entries = journal.erase(subject).await.map_err(told)?;
        erased.entries += entries;
        if entries == 0 {
            return Ok(erased);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::time::Duration;

    use futures::future::BoxFuture;
    use jiff::Timestamp;
    use jiff::civil::Date;
    use journal::{Entry, Page, Summary};
    use model::{Code, Problem};
    use sandbox::activecampaign::{ContactSeed, LineSeed, OrderSeed};
    use secrecy::ExposeSecret;

    use super::*;
    use devstack::testing::{IdleStack, delivery, job};

    fn person(email: &str, name: &str) -> ContactSeed {
        ContactSeed::new(email)
            .named(name, "Lind")
            .field("STREET", &format!("{name}gatan 1"))
            .field("POSTCODE", "111 22")
            .field("CITY", "Stockholm")
            .field("COUNTRY", "SE")
    }

    /// The log of two people: each a contact that became a customer. An order of the first one was parked.
    async fn two_people() -> IdleStack {
        let stack = IdleStack::new().await;
        let settings = aws::SettingsDocument {
            text: include_str!("../../demo/ekobridge.toml").to_owned(),
            file: "demo.toml".to_owned(),
        };
        settings.push(stack.worker.ledger()).await.unwrap();
        let shop = stack.sandbox.activecampaign();
        let marked = shop.add_contact(&person("marked.qvzx@example.com", "Markedqvzx"));
        let other = shop.add_contact(&person("other.person@example.com", "Otherperson"));
        let order = shop.add_order(&OrderSeed {
            email: "marked.qvzx@example.com".to_owned(),
            lines: vec![LineSeed::new(
                "NO-SUCH",
                "Lamp",
                1,
                rust_decimal::Decimal::from(100),
            )],
            ..OrderSeed::default()
        });
        let minute = Duration::from_secs(60);
        let contacts = [marked, other].map(|id| job(JobKind::Customer, &format!("contact:{id}")));
        let worked = stack.worker.process_customers(delivery(&contacts), minute).await;
        assert!(worked.batch_item_failures.is_empty(), "{worked:?}");
        let source = format!("order:{}:{}", order.connection, order.order);
        let worked = stack
            .worker
            .process_orders(delivery(&[job(JobKind::Order, &source)]), minute)
            .await;
        assert!(worked.batch_item_failures.is_empty(), "{worked:?}");
        stack
    }

    #[tokio::test]
    async fn an_erased_person_is_in_no_table_and_others_are_untouched() {
        let stack = Box::pin(two_people()).await;
        let (log, ledger) = (&stack.environment.journal_table, &stack.environment.ledger_table);
        let before = stack.table(log).await.to_lowercase();
        assert!(
            before.contains("marked.qvzx@example.com") && before.contains("markedqvzxgatan"),
            "{before}"
        );

        let salt = stack.environment.salt.expose_secret();
        // Another spelling of the address is the same person.
        let email: Email = "Marked.QVZX@example.com".parse().unwrap();
        let subject = journal::person_digest(salt, email.as_str());
        let forget = async || {
            erase(stack.worker.journal().as_ref(), stack.worker.ledger(), &subject)
                .await
                .unwrap()
        };
        // For how many fields of a customer the ledger has digests.
        let digests = async |name: &str| {
            let customers = stack.sandbox.eaccounting().records("customers");
            let customer = customers
                .iter()
                .find(|customer| customer["Name"].to_string().contains(name));
            let pair = format!("contact_pair:{}", customer.unwrap()["Id"].as_str().unwrap());
            let known = stack
                .worker
                .ledger()
                .remembered::<serde_json::Value>(&pair)
                .await
                .unwrap();
            known.unwrap().value["fields"].as_object().unwrap().len()
        };
        let (of_person, of_other) = (digests("Markedqvzx").await, digests("Otherperson").await);
        assert!(of_person > 3 && of_other > 3);
        let erased = forget().await;
        assert_eq!((erased.entries, erased.digests), (2, of_person));
        let waits = erased.unfinished.iter().map(String::as_str).collect::<Vec<_>>();
        assert!(
            matches!(waits.as_slice(), [order] if order.starts_with("order:")),
            "the parked order is named: {waits:?}"
        );
        assert_eq!(
            (digests("Markedqvzx").await, digests("Otherperson").await),
            (0, of_other)
        );

        let after = stack.table(log).await.to_lowercase();
        assert!(!after.contains("qvzx"), "{after}");
        assert!(
            after.contains("other.person@example.com") && after.contains("otherpersongatan"),
            "{after}"
        );
        let ledger = stack.table(ledger).await.to_lowercase();
        assert!(!ledger.contains("qvzx"), "{ledger}");
        assert!(
            ledger.contains("sku_unknown"),
            "what is parked stays so: {ledger}"
        );
        // A second run finds nothing to erase.
        assert_eq!(forget().await, Erased::default());
    }

    /// A log that fails once when entries are to be deleted, as when the command is broken off there.
    struct BrokenOff<'a> {
        inner: &'a dyn journal::Store,
        has_failed: AtomicBool,
    }

    impl journal::Store for BrokenOff<'_> {
        fn put<'a>(&'a self, entry: &'a Entry) -> BoxFuture<'a, Result<(), Problem>> {
            self.inner.put(entry)
        }

        fn of<'a>(&'a self, source: &'a Source, limit: usize) -> BoxFuture<'a, Result<Vec<Entry>, Problem>> {
            self.inner.of(source, limit)
        }

        fn day<'a>(
            &'a self,
            day: Date,
            limit: usize,
            before: Option<&'a str>,
        ) -> BoxFuture<'a, Result<Vec<Summary>, Problem>> {
            self.inner.day(day, limit, before)
        }

        fn since<'a>(
            &'a self,
            since: Timestamp,
            day: Date,
            limit: usize,
            before: &'a str,
        ) -> BoxFuture<'a, Result<Page, Problem>> {
            self.inner.since(since, day, limit, before)
        }

        fn recent(&self, days: u16, limit: usize) -> BoxFuture<'_, Result<Vec<Summary>, Problem>> {
            self.inner.recent(days, limit)
        }

        fn in_full<'a>(&'a self, listed: &'a [Summary]) -> BoxFuture<'a, Result<Vec<Entry>, Problem>> {
            self.inner.in_full(listed)
        }

        fn records_of<'a>(&'a self, person: &'a str) -> BoxFuture<'a, Result<BTreeSet<Source>, Problem>> {
            self.inner.records_of(person)
        }

        fn erase<'a>(&'a self, person: &'a str) -> BoxFuture<'a, Result<u64, Problem>> {
            if self.has_failed.swap(true, Ordering::Relaxed) {
                return self.inner.erase(person);
            }
            let problem = Problem::new(Code::RETRIES_EXHAUSTED, "It was broken off.", "");
            Box::pin(std::future::ready(Err(problem)))
        }
    }

    #[tokio::test]
    async fn an_erasure_that_is_broken_off_is_done_to_its_end_when_it_is_repeated() {
        let stack = Box::pin(two_people()).await;
        let salt = stack.environment.salt.expose_secret();
        let subject = journal::person_digest(salt, "marked.qvzx@example.com");
        let ledger = stack.worker.ledger();
        let broken_off = BrokenOff {
            inner: stack.worker.journal().as_ref(),
            has_failed: AtomicBool::new(false),
        };
        erase(&broken_off, ledger, &subject).await.unwrap_err();
        let erased = erase(&broken_off, ledger, &subject).await.unwrap();
        assert_eq!(erased.entries, 2);
        // The digests went before the entries that lead to them.
        let table = stack.table(&stack.environment.ledger_table).await;
        let customers = stack.sandbox.eaccounting().records("customers");
        let customer = customers
            .iter()
            .find(|customer| customer["Name"].to_string().contains("Markedqvzx"))
            .unwrap();
        let pair = format!("contact_pair:{}", customer["Id"].as_str().unwrap());
        let known = ledger.remembered::<serde_json::Value>(&pair).await.unwrap();
        assert!(
            known.unwrap().value["fields"].as_object().unwrap().is_empty(),
            "{table}"
        );
    }
}
