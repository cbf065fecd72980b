//! Operations: a pause, an outage, alarms, and a stack that continues with another one's data.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, ensure};
use aws::telemetry;
use jiff::Timestamp;
use model::{Cause, Job, JobKind};
use sandbox::core::{Action, Fault, Vendor};
use serde_json::{Value, json};
use tests::alarm::{Alarm, embedded};
use tests::template::Template;
use tokio::runtime::Runtime;

use crate::deployment::{Deployment, FUNCTIONS, STACK};
use crate::story::{customer_of, ordered, person, purchase, update};

/// A job that a person requests, as `ekobridge` queues it.
fn asked(kind: JobKind, source: &str, cause: Cause) -> Result<Job> {
    Ok(Job {
        kind,
        source: source.parse()?,
        key: format!("{source} {}", Timestamp::now()),
        cause,
        first_seen: Timestamp::now(),
        version: None,
    })
}

/// Each worker renews an expired access token, and stores the new refresh token.
pub(crate) fn refreshed(runtime: &Runtime, deployment: &Deployment) -> Result<()> {
    runtime.block_on(async {
        let sandbox = &deployment.vendors.sandbox;
        let shop = sandbox.activecampaign();
        let (first, second) = ("token.one@example.com", "token.two@example.com");

        sandbox.identity().expire_access_tokens();
        let contact = shop.add_contact(&person(first, "Eva", "Berg"));
        ensure!(deployment.post("", &update(contact, 11)).await? == 200);
        customer_of(deployment, first).await?;
        deployment.idle().await?;

        sandbox.identity().expire_access_tokens();
        let contact = shop.add_contact(&person(second, "Eva", "Berg"));
        shop.add_order(&purchase(second, "LAMP-DESK"));
        ordered(deployment, contact).await?;
        customer_of(deployment, second).await?;
        deployment.idle().await?;

        // The stored token has expired and the worker's own is old, so a second run may be needed.
        sandbox.identity().expire_access_tokens();
        let polled = || async { deployment.poll().await };
        deployment.until("the poll succeeds", polled).await?;
        // The next worker uses the token that the poller stored, because the old one is void.
        let kept = deployment
            .aws(
                "secretsmanager",
                "get_secret_value",
                json!({ "SecretId": deployment.output("EaccountingSecretArn")? }),
            )
            .await?;
        let kept: Value = serde_json::from_str(kept["SecretString"].as_str().context("a text")?)?;
        let token = kept["refresh_token"].as_str().context("a refresh token")?;
        ensure!(
            token != deployment.vendors.refresh_token,
            "no refresh token was kept"
        );
        deployment.idle().await
    })
}

/// The doctor looks at everything that a stack has, with the real services and both vendors, and finds one thing more once one
/// thing more is wrong.
pub(crate) fn examined(runtime: &Runtime, deployment: &Deployment) -> Result<()> {
    // Left wrong by this deployment or by the stories before: nobody registers the webhook, confirms the alarms' subscription or
    // binds a company, some jobs were parked or gave up, and the schedule found most changes.
    const MAY_BE_WRONG: [&str; 7] = [
        "alarms_subscribed",
        "automation",
        "company",
        "dead_letters",
        "parked",
        "webhook",
        "webhook_heard",
    ];
    runtime.block_on(async {
        let wrong = |states: &BTreeMap<String, String>| -> BTreeSet<String> {
            let wrong = states.iter().filter(|(_, state)| *state == "wrong");
            wrong.map(|(code, _)| code.clone()).collect()
        };
        ensure!(deployment.poll().await?, "the poll failed");
        // MiniStack's CloudFormation leaves out TimeToLiveSpecification, which doctor finds. It is switched on as AWS does it.
        let before = deployment.examine().await?;
        ensure!(before["ttl"] == "wrong", "MiniStack knows ttl now: {before:?}");
        for table in ["LedgerTableName", "JournalTableName"] {
            let on = json!({
                "TableName": deployment.output(table)?,
                "TimeToLiveSpecification": { "AttributeName": "expires_at", "Enabled": true },
            });
            deployment.aws("dynamodb", "update_time_to_live", on).await?;
        }
        let before = deployment.examine().await?;
        ensure!(before.len() >= 28, "{} checks: {before:?}", before.len());
        let others = before
            .iter()
            .filter(|(code, _)| !MAY_BE_WRONG.contains(&code.as_str()));
        for (code, state) in others {
            ensure!(state == "healthy", "{code} is {state}: {before:?}");
        }
        ensure!(
            before
                .values()
                .all(|state| state == "healthy" || state == "wrong"),
            "all checks of a stack run: {before:?}"
        );

        let books = deployment.vendors.sandbox.eaccounting();
        books.change_company_settings(json!({ "CompanyStatus": 2 }));
        let after = deployment.examine().await?;
        books.change_company_settings(json!({ "CompanyStatus": 1 }));
        let mut expected = wrong(&before);
        expected.insert("license".to_owned());
        ensure!(wrong(&after) == expected, "{before:?}\n{after:?}");
        Ok(())
    })
}

/// The schedule finds changes that no webhook announced: few go to their own queues, many to the bulk queue.
pub(crate) fn swept(runtime: &Runtime, deployment: &Deployment) -> Result<()> {
    runtime.block_on(async {
        let shop = deployment.vendors.sandbox.activecampaign();
        let (contact, buyer) = ("quiet@example.com", "quiet.buyer@example.com");
        shop.add_contact(&person(contact, "Siv", "Dahl"));
        shop.add_contact(&person(buyer, "Eva", "Berg"));
        let orders = deployment.books("orders").len();
        shop.add_order(&purchase(buyer, "LAMP-DESK"));
        ensure!(deployment.poll().await?, "the poll failed");
        customer_of(deployment, contact).await?;
        deployment.books_reach("orders", orders + 1).await?;
        deployment.idle().await?;

        let many: Vec<_> = (0..55)
            .map(|number| format!("many.{number}@example.com"))
            .collect();
        for email in &many {
            shop.add_contact(&person(email, "Siv", "Dahl"));
        }
        ensure!(deployment.poll().await?, "the poll failed");
        ensure!(
            deployment.messages("BacklogQueueUrl").await? > 0,
            "many at once are not backlog"
        );
        let last = many.last().context("there are many")?;
        customer_of(deployment, last).await?;
        deployment.idle().await
    })
}

/// A backfill's search also queues its results to the bulk queue.
pub(crate) fn backfilled(runtime: &Runtime, deployment: &Deployment) -> Result<()> {
    runtime.block_on(async {
        let shop = deployment.vendors.sandbox.activecampaign();
        let email = "long.ago@example.com";
        let contact = shop.add_contact(&person(email, "Eva", "Berg"));
        let orders = deployment.books("orders").len();
        shop.add_order(&purchase(email, "LAMP-DESK"));
        let job = asked(
            JobKind::FindOrders,
            &format!("contact:{contact}"),
            Cause::Backfill,
        )?;
        deployment.queue(&job).await?;
        deployment.books_reach("orders", orders + 1).await?;
        deployment.idle().await
    })
}

/// A job that must wait is delivered again when requested, not when its message's visibility timeout ends.
pub(crate) fn busy(runtime: &Runtime, deployment: &Deployment) -> Result<()> {
    runtime.block_on(async {
        let sandbox = &deployment.vendors.sandbox;
        let shop = sandbox.activecampaign();
        let orders = deployment.books("orders").len();
        let late = "late.buyer@example.com";
        let contacts = [
            shop.add_contact(&person("late@example.com", "Siv", "Dahl")),
            shop.add_contact(&person(late, "Eva", "Berg")),
            shop.add_contact(&person("late.backlog@example.com", "Siv", "Dahl")),
        ];
        shop.add_order(&purchase(late, "LAMP-DESK"));
        for (contact, job) in contacts.iter().zip(["customers", "orders", "backlog"]) {
            let wait = Action::RateLimit { retry_after: 31 };
            sandbox
                .faults()
                .add(Fault::new(Vendor::ActiveCampaign, "GET", wait));
            match job {
                "customers" => ensure!(deployment.post("", &update(*contact, 21)).await? == 200),
                "orders" => ordered(deployment, *contact).await?,
                _ => {
                    let job = asked(JobKind::Customer, &format!("contact:{contact}"), Cause::Backfill)?;
                    deployment.queue(&job).await?;
                }
            }
            let hit = || async { Ok(sandbox.faults().all().is_empty()) };
            deployment.until("the fault was met", hit).await?;
        }
        customer_of(deployment, "late@example.com").await?;
        customer_of(deployment, "late.backlog@example.com").await?;
        deployment.books_reach("orders", orders + 1).await?;
        deployment.idle().await
    })
}

/// A parked record sends an alert, and the activity log shows it.
pub(crate) fn told(runtime: &Runtime, deployment: &Deployment) -> Result<()> {
    runtime.block_on(async {
        let ears = Ears::new(deployment).await?;
        let shop = deployment.vendors.sandbox.activecampaign();
        let seed = person("nowhere@example.com", "Siv", "Dahl").field("COUNTRY", "Atlantis");
        let nowhere = shop.add_contact(&seed);
        ensure!(deployment.post("", &update(nowhere, 31)).await? == 200);
        ears.hear(deployment, &format!("ontact {nowhere}")).await?;

        let buyer = "unknown.goods@example.com";
        let contact = shop.add_contact(&person(buyer, "Eva", "Berg"));
        shop.add_order(&purchase(buyer, "NO-SUCH-SKU"));
        ordered(deployment, contact).await?;
        ears.hear(deployment, "NO-SUCH-SKU").await?;
        deployment.idle().await?;

        let activity = deployment.tool(&["activity", "--since", "10m", "--json"]).await?;
        for record in [format!("\"contact:{nowhere}\""), "NO-SUCH-SKU".to_owned()] {
            let parked = activity
                .lines()
                .any(|line| line.contains(&record) && line.contains("\"outcome\":\"parked\""));
            ensure!(parked, "the activity log lacks {record}");
        }
        ensure!(deployment.poll().await?, "the poll failed");
        Ok(())
    })
}

/// An unavailable vendor fails the schedule's run, and Lambda's alarm goes off. Its start and its end send alerts.
pub(crate) fn outage(runtime: &Runtime, deployment: &Deployment) -> Result<()> {
    runtime.block_on(async {
        let ears = Ears::new(deployment).await?;
        let faults = deployment.vendors.sandbox.faults();
        let down = Action::Fail {
            status: 503,
            body: None,
        };
        faults.add(Fault::new(Vendor::ActiveCampaign, "*", down).times(1_000));
        let polled = deployment.poll().await;
        faults.clear();
        ensure!(!polled?, "a poll without ActiveCampaign succeeds");
        ears.hear(deployment, "needs attention").await?;
        rises(deployment, "OfferPollerErrorsAlarm").await?;
        // The vendor is probed again after half a minute.
        let again = || async { deployment.poll().await };
        deployment.until("the poll succeeds again", again).await?;
        ears.hear(deployment, "works again").await?;
        deployment.idle().await
    })
}

/// Requests beyond the reserved concurrency are throttled, counted, and reported.
pub(crate) fn throttled(runtime: &Runtime, deployment: &Deployment) -> Result<()> {
    runtime.block_on(async {
        let name = deployment.output("WebhookIngestName")?;
        let none = json!({ "FunctionName": name, "ReservedConcurrentExecutions": 0 });
        deployment.aws("lambda", "put_function_concurrency", none).await?;
        let status = deployment.post("", &update(1, 41)).await?;
        ensure!(status == 429, "{status}");
        rises(deployment, "WebhookIngestThrottlesAlarm").await?;
        let name = json!({ "FunctionName": name });
        deployment
            .aws("lambda", "delete_function_concurrency", name)
            .await?;
        ensure!(deployment.post("", &update(1, 42)).await? == 200);
        deployment.idle().await
    })
}

/// The alarms and the dashboard use the metrics that the functions really write.
pub(crate) fn counted(runtime: &Runtime, deployment: &Deployment) -> Result<()> {
    runtime.block_on(async {
        let mut names = BTreeMap::new();
        for (_, function) in FUNCTIONS {
            names.insert(
                deployment.output(&format!("{function}Name"))?,
                function.to_owned(),
            );
        }
        let mut points = Vec::new();
        for (folder, _) in FUNCTIONS {
            for line in deployment.log(folder).await? {
                let Ok(line) = serde_json::from_str::<Value>(&line) else {
                    continue;
                };
                for mut point in embedded(&line) {
                    for value in point.dimensions.values_mut() {
                        *value = names
                            .get(value)
                            .with_context(|| format!("{value} is no function"))?
                            .clone();
                    }
                    points.push(point);
                }
            }
        }
        let seen: BTreeSet<_> = points
            .iter()
            .flat_map(|point| {
                point
                    .dimensions
                    .values()
                    .map(|of| (of.as_str(), point.metric.as_str()))
            })
            .collect();
        use telemetry::metric as m;
        for expected in [
            ("WebhookIngest", m::WEBHOOKS_QUEUED),
            ("WebhookIngest", m::WEBHOOKS_IGNORED),
            ("WebhookIngest", m::WEBHOOKS_REFUSED),
            ("CustomerPush", m::JOBS_DONE),
            ("CustomerPush", m::JOBS_PARKED),
            ("CustomerPush", m::JOBS_RETRIED),
            ("OrderPush", m::JOBS_DONE),
            ("OrderPush", m::JOBS_PARKED),
            ("OrderPush", m::JOBS_RETRIED),
            ("OfferPoller", m::POLL_SUCCEEDED),
            ("OfferPoller", m::RECORDS_PARKED),
        ] {
            ensure!(seen.contains(&expected), "{expected:?} is not among {seen:?}");
        }
        let parked = points
            .iter()
            .filter(|point| point.metric == m::RECORDS_PARKED)
            .map(|point| point.value)
            .max();
        ensure!(parked > Some(0), "no parked record was counted");
        for alarm in Alarm::all(&Template::with(&[])) {
            if alarm.namespace == telemetry::NAMESPACE {
                let found = points
                    .iter()
                    .any(|point| point.metric == alarm.metric && point.dimensions == alarm.dimensions);
                ensure!(found, "{} looks at what nobody writes", alarm.name);
            }
        }
        Ok(())
    })
}

/// Nothing in the tables or the logs is larger than `docs/COST.md` assumes.
pub(crate) fn reckoned(runtime: &Runtime, deployment: &Deployment) -> Result<()> {
    runtime.block_on(async {
        let counts: Value = serde_json::from_str(include_str!("../../cost/counts.json"))?;
        let bytes = |name: &str| {
            counts["bytes"][name]
                .as_u64()
                .with_context(|| format!("no {name}"))
        };
        for (table, name) in [
            ("LedgerTableName", "ledger_item"),
            ("JournalTableName", "journal_entry"),
        ] {
            let question = json!({ "TableName": deployment.output(table)? });
            let answer = deployment.aws("dynamodb", "scan", question).await?;
            let items = answer["Items"].as_array().context("items")?;
            let mut sizes: Vec<u64> = items.iter().map(size).collect();
            sizes.sort_unstable();
            let usual = sizes
                .get(sizes.len() * 9 / 10)
                .copied()
                .context("the table is empty")?;
            eprintln!(
                "{table}: nine of ten items have at most {usual} bytes, the largest {:?}",
                sizes.last()
            );
            ensure!(usual <= bytes(name)?, "{table}: {usual} bytes are usual");
        }
        let mut jobs = (0, 0);
        for (folder, function) in FUNCTIONS {
            let lines = deployment.log(folder).await?;
            let written: usize = lines.iter().map(String::len).sum();
            let counted: u64 = lines
                .iter()
                .filter_map(|line| serde_json::from_str::<Value>(line).ok())
                .flat_map(|line| embedded(&line))
                .filter(|point| point.metric.starts_with("Jobs") || point.metric.starts_with("Webhooks"))
                .map(|point| point.value)
                .sum();
            let (written, counted) = (u64::try_from(written)?, counted.max(1));
            eprintln!(
                "{function}: {} bytes of logs for each of {counted}",
                written / counted
            );
            match function {
                "WebhookIngest" => ensure!(
                    written / counted <= bytes("log_of_a_request")?,
                    "{written} for {counted}"
                ),
                "OfferPoller" => {}
                _ => jobs = (jobs.0 + written, jobs.1 + counted),
            }
        }
        ensure!(jobs.0 / jobs.1 <= bytes("log_of_a_job")?, "{jobs:?}");
        Ok(())
    })
}

/// The approximate size of an item as DynamoDB counts it: names, and values as text.
fn size(value: &Value) -> u64 {
    match value {
        Value::Object(entries) => entries
            .iter()
            .map(|(name, value)| match name.as_str() {
                // A type's mark.
                "S" | "N" | "B" | "M" | "L" | "BOOL" | "NULL" | "SS" => size(value),
                name => u64::try_from(name.len()).unwrap_or(u64::MAX) + size(value),
            })
            .sum(),
        Value::Array(items) => items.iter().map(size).sum(),
        Value::String(text) => u64::try_from(text.len()).unwrap_or(u64::MAX),
        _ => 1,
    }
}

/// AWS denied no call of any function, including calls whose failure the function survives.
pub(crate) fn denied(runtime: &Runtime, deployment: &Deployment) -> Result<()> {
    runtime.block_on(async {
        let logs = deployment.logs().await?;
        ensure!(logs.contains("queued"), "the logs are not there");
        let refused: Vec<_> = logs
            .lines()
            .filter(|line| line.contains("AccessDenied") || line.contains("not authorized"))
            .take(3)
            .collect();
        ensure!(refused.is_empty(), "{refused:#?}");
        Ok(())
    })
}

/// A paused stack accepts webhooks and processes nothing. Resumed, it processes what arrived meanwhile.
pub(crate) fn paused(runtime: &Runtime, deployment: &Deployment) -> Result<()> {
    runtime.block_on(async {
        let email = "patient@example.com";
        let shop = deployment.vendors.sandbox.activecampaign();
        let contact = shop.add_contact(&person(email, "Siv", "Dahl"));
        deployment.deploy(&[("Paused", "true")]).await?;
        ensure!(deployment.post("", &update(contact, 51)).await? == 200);
        let rules = deployment.aws("events", "list_rules", json!({})).await?;
        let rules = rules["Rules"].as_array().context("rules")?.clone();
        // What keeps old jobs runs twice a day, and only now.
        let expected = |rule: &Value| {
            let keeps = rule["ScheduleExpression"] == "rate(12 hours)";
            rule["State"] == if keeps { "ENABLED" } else { "DISABLED" }
        };
        ensure!(
            rules.len() == 2 && rules.iter().all(expected),
            "the schedule goes on: {rules:?}"
        );
        // Its queues are empty: this shows that the function may look through them.
        ensure!(deployment.invoke("OrderPush", r#"{"Records":[]}"#).await?);
        let looked = || async {
            let lines = deployment.log("order-push").await?;
            let looked = |line: &&String| line.contains("was looked through");
            Ok(lines.iter().filter(looked).count() == 2)
        };
        deployment
            .until("order-push looks through both queues", looked)
            .await?;
        // Long enough for an enabled mapping to have received it.
        tokio::time::sleep(std::time::Duration::from_secs(3)).await;
        ensure!(
            deployment.messages("CustomersQueueUrl").await? == 1,
            "a paused stack works"
        );
        ensure!(
            !deployment
                .books("customers")
                .iter()
                .any(|customer| customer["EmailAddress"] == email),
            "a paused stack works"
        );
        deployment.deploy(&[("Paused", "false")]).await?;
        customer_of(deployment, email).await?;
        deployment.idle().await
    })
}

/// A stack is deleted with completed orders and an in-doubt customer creation. A new one adopts its data, receives all
/// events again, and creates nothing twice.
pub(crate) fn adopted(runtime: &Runtime, deployment: &Deployment) -> Result<()> {
    runtime.block_on(async {
        let sandbox = &deployment.vendors.sandbox;
        let shop = sandbox.activecampaign();
        let mut buyers = Vec::new();
        let before = deployment.books("orders").len();
        for number in 0..10 {
            let email = format!("loyal.{number}@example.com");
            let contact = shop.add_contact(&person(&email, "Eva", "Berg"));
            shop.add_order(&purchase(&email, "LAMP-DESK"));
            ordered(deployment, contact).await?;
            buyers.push(contact);
        }
        deployment.books_reach("orders", before + 10).await?;
        deployment.idle().await?;

        // eAccounting creates the customer, but the response is lost.
        let doubtful = "doubtful@example.com";
        let contact = shop.add_contact(&person(doubtful, "Siv", "Dahl"));
        sandbox.faults().add(Fault::new(
            Vendor::Eaccounting,
            "POST /customers",
            Action::CommitThenReset,
        ));
        ensure!(deployment.post("", &update(contact, 61)).await? == 200);
        customer_of(deployment, doubtful).await?;
        let in_doubt = || async { Ok(deployment.ledger_text().await?.contains("in_doubt")) };
        deployment.until("the creation is in doubt", in_doubt).await?;

        let left = |name: &str| deployment.output(name);
        let (ledger, salt) = (left("LedgerTableName")?, left("Salt")?);
        let (activecampaign, eaccounting) = (left("ActiveCampaignSecretArn")?, left("EaccountingSecretArn")?);
        deployment.delete(STACK).await?;
        ensure!(
            deployment
                .books("customers")
                .iter()
                .filter(|customer| customer["EmailAddress"] == doubtful)
                .count()
                == 1
        );

        let adopted = [
            ("ExistingLedgerTable", ledger.as_str()),
            ("ExistingActiveCampaignSecret", &activecampaign),
            ("ExistingEaccountingSecret", &eaccounting),
            ("Salt", &salt),
        ];
        deployment.deploy(&adopted).await?;
        ensure!(left("LedgerTableName")? == ledger && left("Salt")? == salt);

        let (orders, customers) = (
            deployment.books("orders").len(),
            deployment.books("customers").len(),
        );
        for buyer in buyers {
            ordered(deployment, buyer).await?;
        }
        ensure!(deployment.post("", &update(contact, 62)).await? == 200);
        // A change shows that the in-doubt customer was recognized.
        shop.set_field(contact, "CITY", "Uppsala");
        ensure!(deployment.post("", &update(contact, 63)).await? == 200);
        let changed = || async {
            let customers = deployment.books("customers");
            Ok(customers
                .iter()
                .any(|customer| customer["EmailAddress"] == doubtful && customer["InvoiceCity"] == "Uppsala"))
        };
        deployment
            .until("the customer in doubt is known again", changed)
            .await?;
        deployment.idle().await?;
        ensure!(deployment.books("orders").len() == orders, "a second order");
        ensure!(
            deployment.books("customers").len() == customers,
            "a second customer"
        );
        Ok(())
    })
}

/// A stack with every option at once is valid, and its queues accept only TLS.
pub(crate) fn options(runtime: &Runtime, deployment: &Deployment) -> Result<()> {
    runtime.block_on(async {
        let all = [
            ("AlertEmail", "none"),
            ("KmsKey", "create"),
            ("Tracing", "true"),
            ("IngestConcurrency", "10"),
            (
                "PermissionsBoundaryArn",
                "arn:aws:iam::aws:policy/AdministratorAccess",
            ),
            ("Paused", "true"),
            ("ScheduleMinutes", "1440"),
        ];
        let outputs = deployment.another("options", &all).await?;
        ensure!(outputs.contains_key("KmsKeyArn"), "{outputs:?}");
        let queue = outputs.get("OrdersQueueUrl").context("a queue")?;
        let send = json!({
            "QueueUrl": queue, "MessageBody": "x", "MessageGroupId": "x", "MessageDeduplicationId": "x",
        });
        let sent = deployment.aws("sqs", "send_message", send).await;
        let refused = sent.err().map(|error| format!("{error:#}")).unwrap_or_default();
        ensure!(refused.contains("AccessDenied"), "without TLS: {refused}");
        deployment.delete("options").await
    })
}

/// Waits until an alarm of the stack is in the state ALARM.
async fn rises(deployment: &Deployment, alarm: &str) -> Result<()> {
    let question = json!({ "StackName": STACK, "LogicalResourceId": alarm });
    let found = deployment
        .aws("cloudformation", "describe_stack_resource", question)
        .await?;
    let name = found["StackResourceDetail"]["PhysicalResourceId"].clone();
    let risen = || async {
        // The local AWS evaluates its alarms when a metric is put.
        let nudge = json!({ "Namespace": "Nudge", "MetricData": [{ "MetricName": "Nudge", "Value": 1 }] });
        deployment.aws("cloudwatch", "put_metric_data", nudge).await?;
        let question = json!({ "AlarmNames": [&name] });
        let answer = deployment.aws("cloudwatch", "describe_alarms", question).await?;
        Ok(answer["MetricAlarms"][0]["StateValue"] == "ALARM")
    };
    deployment.until(&format!("{alarm} rises"), risen).await
}

/// A queue that subscribes to the alerts.
struct Ears(String);

impl Ears {
    async fn new(deployment: &Deployment) -> Result<Self> {
        let topic = deployment.output("AlertsTopicArn")?;
        let queue = deployment
            .aws("sqs", "create_queue", json!({ "QueueName": "ears" }))
            .await?;
        let url = queue["QueueUrl"]
            .as_str()
            .context("a queue has an URL")?
            .to_owned();
        let attributes = json!({ "QueueUrl": url, "AttributeNames": ["QueueArn"] });
        let attributes = deployment.aws("sqs", "get_queue_attributes", attributes).await?;
        let arn = attributes["Attributes"]["QueueArn"]
            .as_str()
            .context("a queue has an ARN")?;
        let policy = json!({
            "Version": "2012-10-17",
            "Statement": [{
                "Effect": "Allow", "Principal": { "Service": "sns.amazonaws.com" }, "Action": "sqs:SendMessage",
                "Resource": arn,
            }],
        });
        let policy = json!({ "QueueUrl": url, "Attributes": { "Policy": policy.to_string() } });
        deployment.aws("sqs", "set_queue_attributes", policy).await?;
        let subscription = json!({ "TopicArn": topic, "Protocol": "sqs", "Endpoint": arn });
        deployment.aws("sns", "subscribe", subscription).await?;
        Ok(Self(url))
    }

    /// Waits until an alert contains this text, and discards the others before it.
    async fn hear(&self, deployment: &Deployment, text: &str) -> Result<()> {
        let heard = || async {
            let question = json!({ "QueueUrl": self.0, "MaxNumberOfMessages": 10, "VisibilityTimeout": 600 });
            let answer = deployment.aws("sqs", "receive_message", question).await?;
            Ok(answer.to_string().contains(text))
        };
        deployment
            .until(&format!("somebody is told of {text:?}"), heard)
            .await
    }
}
