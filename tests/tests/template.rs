//! What `template.yaml` promises: who may do what, where messages end, how long things are kept, and that functions are
//! told what they ask for.

use std::collections::{BTreeMap, BTreeSet};

use serde_yaml_ng::Value;

const FUNCTIONS: [&str; 4] = ["WebhookIngest", "CustomerPush", "OrderPush", "OfferPoller"];

/// The template, with `!Ref X` as "Ref X", `!GetAtt X.Arn` as "GetAtt X.Arn", and so on.
struct Template(Value);

fn template() -> Template {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../template.yaml");
    let text = std::fs::read_to_string(path).expect("template.yaml is beside the workspace");
    let mut document: Value = serde_yaml_ng::from_str(&text).expect("template.yaml is YAML");
    document.apply_merge().expect("merge keys name mappings");
    Template(untagged(document))
}

fn untagged(value: Value) -> Value {
    match value {
        Value::Tagged(tagged) => {
            let function = tagged.tag.to_string().trim_start_matches('!').to_owned();
            match untagged(tagged.value) {
                Value::String(text) => Value::String(format!("{function} {text}")),
                other => Value::String(format!(
                    "{function} {}",
                    serde_json::to_string(&other).unwrap_or_default()
                )),
            }
        }
        Value::Sequence(items) => Value::Sequence(items.into_iter().map(untagged).collect()),
        Value::Mapping(entries) => Value::Mapping(
            entries
                .into_iter()
                .map(|(key, value)| (key, untagged(value)))
                .collect(),
        ),
        other => other,
    }
}

impl Template {
    fn resources(&self, kind: &str) -> BTreeMap<&str, &Value> {
        self.0["Resources"]
            .as_mapping()
            .expect("there are resources")
            .iter()
            .filter(|(_, resource)| resource["Type"] == kind)
            .map(|(name, resource)| (name.as_str().expect("names are text"), &resource["Properties"]))
            .collect()
    }

    fn resource(&self, name: &str) -> &Value {
        &self.0["Resources"][name]["Properties"]
    }

    /// What a function may do: "action on resource", its own policies and those attached to its role.
    fn may(&self, function: &str) -> BTreeSet<String> {
        let role = text(&self.resource(function)["Role"]);
        let role = self.resource(name_in(role));
        let own = items(&role["Policies"])
            .into_iter()
            .map(|policy| &policy["PolicyDocument"]);
        let attached = items(&role["ManagedPolicyArns"])
            .into_iter()
            .map(|policy| &self.resource(name_in(text(policy)))["PolicyDocument"]);
        own.chain(attached)
            .flat_map(|document| items(&document["Statement"]))
            .flat_map(grants)
            .collect()
    }
}

/// A value that may be one or a list.
fn items(value: &Value) -> Vec<&Value> {
    match value {
        Value::Null => Vec::new(),
        Value::Sequence(items) => items.iter().collect(),
        one => vec![one],
    }
}

fn text(value: &Value) -> &str {
    value
        .as_str()
        .unwrap_or_else(|| panic!("expected text, found {value:?}"))
}

/// The `X` of "Ref X" and "GetAtt X.Arn", and of "${X.Arn}" and what follows it.
fn name_in(reference: &str) -> &str {
    let name = reference.split(' ').nth(1).unwrap_or(reference);
    let name = name.trim_start_matches("${");
    name.split('.').next().unwrap_or(name)
}

fn grants(statement: &Value) -> Vec<String> {
    assert_eq!(text(&statement["Effect"]), "Allow");
    items(&statement["Action"])
        .into_iter()
        .flat_map(|action| {
            items(&statement["Resource"])
                .into_iter()
                .map(move |resource| format!("{} on {}", text(action), name_in(text(resource))))
        })
        .collect()
}

const WORKERS: [&str; 8] = [
    "dynamodb:GetItem on LedgerTable",
    "dynamodb:PutItem on LedgerTable",
    "dynamodb:UpdateItem on LedgerTable",
    "dynamodb:PutItem on JournalTable",
    "secretsmanager:GetSecretValue on ActiveCampaignSecret",
    "secretsmanager:GetSecretValue on EaccountingSecret",
    "secretsmanager:PutSecretValue on EaccountingSecret",
    "sns:Publish on AlertsTopic",
];

#[track_caller]
fn may_only(function: &str, log: &str, shared: &[&str], own: &[&str]) {
    let logs = [
        format!("logs:CreateLogStream on {log}"),
        format!("logs:PutLogEvents on {log}"),
    ];
    let expected: BTreeSet<String> = shared
        .iter()
        .chain(own)
        .map(|grant| (*grant).to_owned())
        .chain(logs)
        .collect();
    assert_eq!(template().may(function), expected, "{function}");
}

#[test]
fn webhook_ingest_may_send_to_the_two_queues_and_nothing_else() {
    let own = [
        "sqs:SendMessage on OrdersQueue",
        "sqs:SendMessage on CustomersQueue",
    ];
    may_only("WebhookIngest", "WebhookIngestLog", &[], &own);
}

#[test]
fn customer_push_may_take_from_its_queue_and_give_up_and_nothing_else() {
    let own = [
        "sqs:ReceiveMessage on CustomersQueue",
        "sqs:DeleteMessage on CustomersQueue",
        "sqs:ChangeMessageVisibility on CustomersQueue",
        "sqs:GetQueueAttributes on CustomersQueue",
        "sqs:SendMessage on CustomersDeadLetters",
    ];
    may_only("CustomerPush", "CustomerPushLog", &WORKERS, &own);
}

#[test]
fn order_push_may_take_from_its_two_queues_send_to_them_and_give_up() {
    let own = [
        "sqs:ReceiveMessage on BacklogQueue",
        "sqs:DeleteMessage on BacklogQueue",
        "sqs:ChangeMessageVisibility on BacklogQueue",
        "sqs:GetQueueAttributes on BacklogQueue",
        "sqs:SendMessage on BacklogQueue",
        "sqs:ReceiveMessage on OrdersQueue",
        "sqs:DeleteMessage on OrdersQueue",
        "sqs:ChangeMessageVisibility on OrdersQueue",
        "sqs:GetQueueAttributes on OrdersQueue",
        "sqs:SendMessage on OrdersQueue",
        "sqs:SendMessage on OrdersDeadLetters",
        "sqs:SendMessage on BacklogDeadLetters",
    ];
    may_only("OrderPush", "OrderPushLog", &WORKERS, &own);
}

#[test]
fn offer_poller_may_send_to_all_queues_and_look_whether_webhooks_are_heard() {
    let own = [
        "sqs:SendMessage on BacklogQueue",
        "sqs:SendMessage on OrdersQueue",
        "sqs:SendMessage on CustomersQueue",
        "dynamodb:Query on JournalTable",
    ];
    may_only("OfferPoller", "OfferPollerLog", &WORKERS, &own);
}

#[test]
fn no_permission_has_a_wildcard_and_no_role_is_shared() {
    let template = template();
    for function in FUNCTIONS {
        for grant in template.may(function) {
            assert!(!grant.contains('*'), "{function}: {grant}");
        }
    }
    let roles: BTreeSet<_> = FUNCTIONS
        .iter()
        .map(|name| text(&template.resource(name)["Role"]))
        .collect();
    assert_eq!(roles.len(), FUNCTIONS.len());
    assert_eq!(
        template.resources("AWS::Serverless::Function").len(),
        FUNCTIONS.len()
    );
    assert_eq!(template.resources("AWS::IAM::Role").len(), FUNCTIONS.len());
}

#[test]
fn every_queue_is_fifo_encrypted_kept_for_two_weeks_and_ends_in_a_dead_letter_queue_of_its_own() {
    let template = template();
    let queues = template.resources("AWS::SQS::Queue");
    let mut ends = BTreeSet::new();
    for (name, queue) in &queues {
        assert_eq!(queue["FifoQueue"], true, "{name}");
        assert_eq!(queue["SqsManagedSseEnabled"], true, "{name}");
        assert_eq!(queue["MessageRetentionPeriod"], 14 * 24 * 3600, "{name}");
        if let Some(target) = queue["RedrivePolicy"]["deadLetterTargetArn"].as_str() {
            assert!(
                ends.insert(name_in(target).to_owned()),
                "{name} shares its dead-letter queue"
            );
            let receives = queue["RedrivePolicy"]["maxReceiveCount"]
                .as_u64()
                .expect("a count");
            // Each attempt is a receive, and so is each wait for a turn or for a vendor to be connected again.
            assert!(
                receives >= 10 * u64::from(ledger::ATTEMPTS),
                "{name}: no room for the retry plan"
            );
        }
    }
    assert_eq!(
        queues.len(),
        2 * ends.len(),
        "a queue without a dead-letter queue, or one too many"
    );
}

#[test]
fn every_dead_letter_queue_and_every_function_has_an_alarm_that_tells_somebody() {
    let template = template();
    let alarms = template.resources("AWS::CloudWatch::Alarm");
    let watched = |metric: &str, name: &str| {
        alarms.values().any(|alarm| {
            alarm["MetricName"] == metric
                && items(&alarm["Dimensions"])
                    .iter()
                    .any(|dimension| name_in(text(&dimension["Value"])) == name)
                && !items(&alarm["AlarmActions"]).is_empty()
        })
    };
    for function in FUNCTIONS {
        assert!(watched("Errors", function), "{function}");
    }
    assert!(watched("Url5xxCount", "WebhookIngest"));
    for queue in ["OrdersDeadLetters", "CustomersDeadLetters", "BacklogDeadLetters"] {
        assert!(watched("ApproximateNumberOfMessagesVisible", queue), "{queue}");
    }
}

#[test]
fn every_function_writes_to_a_log_group_with_a_retention() {
    let template = template();
    for function in FUNCTIONS {
        let group = name_in(text(&template.resource(function)["LoggingConfig"]["LogGroup"]));
        assert!(
            !template.resource(group)["RetentionInDays"].is_null(),
            "{function}"
        );
    }
    for (name, group) in template.resources("AWS::Logs::LogGroup") {
        assert!(!group["RetentionInDays"].is_null(), "{name}");
    }
}

#[test]
fn batches_answer_with_their_failures_and_functions_end_before_their_messages_come_again() {
    let template = template();
    let hidden = template.0["Parameters"]["VisibilityTimeoutSeconds"]["Default"]
        .as_u64()
        .expect("a number");
    for (function, source, queue) in [
        ("CustomerPush", "Jobs", "CustomersQueue"),
        ("OrderPush", "Jobs", "OrdersQueue"),
        ("OrderPush", "Backlog", "BacklogQueue"),
    ] {
        let properties = template.resource(function);
        let source = &properties["Events"][source]["Properties"];
        assert_eq!(name_in(text(&source["Queue"])), queue);
        assert_eq!(
            text(&source["FunctionResponseTypes"][0]),
            "ReportBatchItemFailures"
        );
        assert!(properties["Timeout"].as_u64().expect("a number") < hidden);
    }
}

#[test]
fn the_tables_are_as_the_code_makes_them_and_what_must_not_be_lost_is_kept() {
    let template = template();
    let keys = |schema: &Value| -> Vec<String> {
        items(schema)
            .iter()
            .map(|key| text(&key["AttributeName"]).to_owned())
            .collect()
    };
    let indexes = |table: &Value| -> BTreeMap<String, Vec<String>> {
        items(&table["GlobalSecondaryIndexes"])
            .iter()
            .map(|index| (text(&index["IndexName"]).to_owned(), keys(&index["KeySchema"])))
            .collect()
    };
    let index =
        |name: &str, hash: &str, range: &str| (name.to_owned(), vec![hash.to_owned(), range.to_owned()]);

    let ledger = template.resource("LedgerTable");
    use ledger::schema as l;
    assert_eq!(keys(&ledger["KeySchema"]), [l::PARTITION_KEY]);
    assert_eq!(
        indexes(ledger),
        BTreeMap::from([index(l::BY_STATE, l::LISTED, l::LISTED_AT)])
    );
    assert_eq!(
        text(&ledger["TimeToLiveSpecification"]["AttributeName"]),
        l::EXPIRES_AT
    );
    assert_eq!(
        ledger["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"],
        true
    );
    assert_eq!(template.0["Resources"]["LedgerTable"]["DeletionPolicy"], "Retain");

    let journal = template.resource("JournalTable");
    use journal::schema as j;
    assert_eq!(keys(&journal["KeySchema"]), [j::PARTITION_KEY, j::SORT_KEY]);
    assert_eq!(
        indexes(journal),
        BTreeMap::from([
            index(j::BY_DAY, j::DAY, j::SORT_KEY),
            index(j::BY_SUBJECT, j::SUBJECT, j::SORT_KEY)
        ])
    );
    assert_eq!(
        text(&journal["TimeToLiveSpecification"]["AttributeName"]),
        j::EXPIRES_AT
    );

    for (name, table) in template.resources("AWS::DynamoDB::Table") {
        assert_eq!(text(&table["BillingMode"]), "PAY_PER_REQUEST", "{name}");
        assert_eq!(table["TimeToLiveSpecification"]["Enabled"], true, "{name}");
        assert_eq!(table["SSESpecification"]["SSEEnabled"], true, "{name}");
    }
}

/// The environment that the template gives a function, with a value that fits each name.
fn environment(function: &str) -> BTreeMap<String, String> {
    let template = template();
    let variables = |value: &Value| -> Vec<String> {
        let variables = value["Environment"]["Variables"]
            .as_mapping()
            .cloned()
            .unwrap_or_default();
        variables.keys().map(|name| text(name).to_owned()).collect()
    };
    let names = [
        variables(&template.0["Globals"]["Function"]),
        variables(template.resource(function)),
    ]
    .concat();
    names
        .into_iter()
        .map(|name| {
            let value = match name.as_str() {
                "EACCOUNTING_API_URL" => aws::Environment::EACCOUNTING_API_URL.to_owned(),
                "EACCOUNTING_IDENTITY_URL" => aws::Environment::EACCOUNTING_IDENTITY_URL.to_owned(),
                "EKOBRIDGE_ALLOW_INSECURE_VENDOR_URLS" => "0".to_owned(),
                "EKOBRIDGE_ROUTE_TOKEN_DIGESTS" => "ab".repeat(32),
                _ => "x".to_owned(),
            };
            (name, value)
        })
        .collect()
}

#[test]
fn every_function_is_told_what_it_asks_for() {
    let ingest = environment("WebhookIngest");
    aws::IngestEnvironment::from_variables(|name| ingest.get(name).cloned()).expect("ingest can start");
    for worker in ["CustomerPush", "OrderPush", "OfferPoller"] {
        let told = environment(worker);
        let read = aws::Environment::from_variables(|name| told.get(name).cloned());
        read.unwrap_or_else(|error| panic!("{worker}: {error}"));
    }
}

#[test]
fn webhook_ingest_is_told_nothing_of_secrets_and_tables() {
    let allowed = [
        "EKOBRIDGE_CUSTOMERS_QUEUE_URL",
        "EKOBRIDGE_LOG",
        "EKOBRIDGE_ORDERS_QUEUE_URL",
        "EKOBRIDGE_ROUTE_TOKEN_DIGESTS",
    ];
    assert_eq!(
        environment("WebhookIngest").into_keys().collect::<Vec<_>>(),
        allowed
    );
}

#[test]
fn every_variable_that_the_template_sets_is_in_the_configuration_guide() {
    let guide = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/CONFIGURATION.md"))
        .expect("docs/CONFIGURATION.md is there");
    let parameters = template().0["Parameters"]
        .as_mapping()
        .cloned()
        .unwrap_or_default();
    let parameters = parameters.into_keys().map(|name| text(&name).to_owned());
    for name in FUNCTIONS
        .iter()
        .flat_map(|function| environment(function).into_keys())
        .chain(parameters)
    {
        assert!(guide.contains(&format!("`{name}`")), "{name}");
    }
}

#[test]
fn functions_are_built_so_that_a_panic_fails_its_record_alone() {
    let manifest = include_str!("../../Cargo.toml");
    let release = manifest
        .split("[profile.release]")
        .nth(1)
        .expect("a release profile");
    let release = release.split("\n[").next().unwrap_or_default();
    // Said outright: `cargo lambda build` sets "abort" where nothing is said.
    assert!(
        release.lines().any(|line| line.trim() == "panic = \"unwind\""),
        "{release}"
    );
    let aborts = |line: &str| line.trim().starts_with("panic") && line.contains("abort");
    assert!(!manifest.lines().any(aborts), "some profile aborts");
}
