//! The guarantees of `template.yaml`: permissions, the destinations of messages, retention, and the functions'
//! environment variables.

use std::collections::{BTreeMap, BTreeSet};

use dynamo::Projected;
use serde_json::{Value, json};
use tests::permissions::{self, Shown};
use tests::template::{GUID, Template, entries, items, text};

const FUNCTIONS: [&str; 4] = ["WebhookIngest", "CustomerPush", "OrderPush", "OfferPoller"];

const SHARED: [&str; 8] = [
    "dynamodb:GetItem on LedgerTable",
    "dynamodb:PutItem on LedgerTable",
    "dynamodb:UpdateItem on LedgerTable",
    "secretsmanager:GetSecretValue on ActiveCampaignSecret",
    "secretsmanager:GetSecretValue on EaccountingSecret",
    "secretsmanager:PutSecretValue on EaccountingSecret",
    "secretsmanager:UpdateSecretVersionStage on EaccountingSecret",
    "sns:Publish on AlertsTopic",
];

const KEY: &str = "arn:aws:kms:eu-north-1:123456789012:key/1";
const LEDGER: &str = "old-LedgerTable-1";
const ACTIVECAMPAIGN: &str =
    "arn:aws:secretsmanager:eu-north-1:123456789012:secret:old/activecampaign-AbCdEf";
const EACCOUNTING: &str = "arn:aws:secretsmanager:eu-north-1:123456789012:secret:old/eaccounting-AbCdEf";

/// The template of a stack that continues with another one's data.
fn adopting() -> Template {
    Template::with(&[
        ("ExistingLedgerTable", LEDGER),
        ("ExistingActiveCampaignSecret", ACTIVECAMPAIGN),
        ("ExistingEaccountingSecret", EACCOUNTING),
        ("Salt", GUID),
    ])
}

#[track_caller]
fn may_only(template: &Template, function: &str, shared: &[&str], own: &[&str]) {
    let logs = [
        format!("logs:CreateLogStream on {function}Log"),
        format!("logs:PutLogEvents on {function}Log"),
    ];
    let expected: BTreeSet<String> = shared
        .iter()
        .chain(own)
        .map(|grant| (*grant).to_owned())
        .chain(logs)
        .collect();
    assert_eq!(template.grants(function), expected, "{function}");
}

#[test]
fn webhook_ingest_may_send_to_the_two_queues_and_nothing_else() {
    let own = [
        "sqs:SendMessage on OrdersQueue",
        "sqs:SendMessage on CustomersQueue",
    ];
    may_only(&Template::with(&[]), "WebhookIngest", &[], &own);
}

#[test]
fn customer_push_may_take_from_its_queue_and_give_up_and_nothing_else() {
    let own = [
        "sqs:ReceiveMessage on CustomersQueue",
        "sqs:DeleteMessage on CustomersQueue",
        "sqs:ChangeMessageVisibility on CustomersQueue",
        "sqs:GetQueueAttributes on CustomersQueue",
        "sqs:SendMessage on CustomersDeadLetters",
        "dynamodb:PutItem on JournalTable",
    ];
    may_only(&Template::with(&[]), "CustomerPush", &SHARED, &own);
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
        "dynamodb:PutItem on JournalTable",
    ];
    may_only(&Template::with(&[]), "OrderPush", &SHARED, &own);
}

#[test]
fn offer_poller_may_send_to_all_queues_hear_webhooks_and_count_parked() {
    let own = [
        "sqs:SendMessage on BacklogQueue",
        "sqs:SendMessage on OrdersQueue",
        "sqs:SendMessage on CustomersQueue",
        "dynamodb:Query on JournalTable/index/listed_by_day",
        "dynamodb:Query on JournalTable/index/by_day",
        "dynamodb:Query on LedgerTable/index/by_state",
    ];
    may_only(&Template::with(&[]), "OfferPoller", &SHARED, &own);
}

#[test]
fn permissions_follow_what_a_stack_adopts() {
    let (made, adopts) = (Template::with(&[]), adopting());
    for function in FUNCTIONS {
        let expected: BTreeSet<_> = made
            .grants(function)
            .into_iter()
            .map(|grant| {
                grant
                    .replace("LedgerTable", LEDGER)
                    .replace("ActiveCampaignSecret", ACTIVECAMPAIGN)
                    .replace("EaccountingSecret", EACCOUNTING)
            })
            .collect();
        assert_eq!(adopts.grants(function), expected, "{function}");
    }
}

#[test]
fn a_key_and_traces_add_their_own_permissions_and_nothing_else() {
    let plain = Template::with(&[]);
    let full = Template::with(&[("KmsKey", "create"), ("Tracing", "true")]);
    let yours = Template::with(&[("KmsKey", KEY)]);
    for function in FUNCTIONS {
        let added =
            |template: &Template| -> BTreeSet<_> { &template.grants(function) - &plain.grants(function) };
        let mut expected = vec!["kms:Decrypt", "kms:GenerateDataKey"];
        if function != "WebhookIngest" {
            expected.extend([
                "kms:Encrypt",
                "kms:ReEncryptFrom",
                "kms:ReEncryptTo",
                "kms:DescribeKey",
                "kms:CreateGrant",
            ]);
        }
        let on = |key: &str| {
            expected
                .iter()
                .map(|action| format!("{action} on {key}"))
                .collect::<BTreeSet<_>>()
        };
        assert_eq!(added(&yours), on(KEY), "{function}");
        let traces = ["xray:PutTraceSegments on *", "xray:PutTelemetryRecords on *"].map(str::to_owned);
        assert_eq!(
            added(&full),
            &on("EncryptionKey") | &BTreeSet::from(traces),
            "{function}"
        );
    }
}

#[test]
fn no_permission_has_a_wildcard_and_no_role_is_shared() {
    let template = Template::with(&[]);
    for function in FUNCTIONS {
        for grant in template.grants(function) {
            assert!(!grant.contains('*'), "{function}: {grant}");
        }
        assert_eq!(
            template.properties(function)["Role"],
            format!("{function}Role.Arn")
        );
    }
    assert_eq!(
        template.resources("AWS::Serverless::Function").len(),
        FUNCTIONS.len()
    );
    assert_eq!(template.resources("AWS::IAM::Role").len(), FUNCTIONS.len());
}

/// Lambda's permissions for a queue as an event source, and for writing logs, by AWS's managed policies
/// `AWSLambdaSQSQueueExecutionRole` and `AWSLambdaBasicExecutionRole` (the template creates the log groups itself). The
/// local AWS does both without checking the role, so no run shows that one is missing.
#[test]
fn event_sources_and_logs_have_the_minimum_that_aws_documents() {
    let template = Template::with(&[]);
    for function in FUNCTIONS {
        let grants = template.grants(function);
        let mut needed = vec![
            format!("logs:CreateLogStream on {function}Log"),
            format!("logs:PutLogEvents on {function}Log"),
        ];
        let properties = template.properties(function);
        for (_, event) in entries(&properties["Events"]) {
            if event["Type"] == "SQS" {
                let queue = text(&event["Properties"]["Queue"]).replace(".Arn", "");
                needed.extend(
                    ["ReceiveMessage", "DeleteMessage", "GetQueueAttributes"]
                        .map(|action| format!("sqs:{action} on {queue}")),
                );
            }
        }
        for grant in needed {
            assert!(grants.contains(&grant), "{function}: {grant}");
        }
    }
}

#[test]
fn every_permission_has_a_scenario_that_fails_without_it_or_a_reason() {
    let scenarios = include_str!("e2e/main.rs");
    for permission in permissions::all() {
        match permissions::shown(&permission) {
            Some(Shown::By(name)) => assert!(scenarios.contains(&format!("\"{name}\"")), "{name}"),
            Some(Shown::NotHere(_)) => {}
            None => panic!("{permission:?} has no scenario"),
        }
    }
    for (function, action, resource) in permissions::SAMPLE {
        let sampled = |one: &permissions::Permission| {
            one.function == function && one.action == action && one.resource == resource
        };
        assert!(
            permissions::all().iter().any(sampled),
            "{function} {action} {resource}"
        );
    }
}

#[test]
fn a_permissions_boundary_is_on_every_role_where_one_is_given() {
    let boundary = "arn:aws:iam::123456789012:policy/boundary";
    let with = Template::with(&[("PermissionsBoundaryArn", boundary)]);
    for (name, role) in with.resources("AWS::IAM::Role") {
        assert_eq!(role["Properties"]["PermissionsBoundary"], boundary, "{name}");
    }
    for (name, role) in Template::with(&[]).resources("AWS::IAM::Role") {
        assert_eq!(role["Properties"].get("PermissionsBoundary"), None, "{name}");
    }
}

#[test]
fn every_queue_is_fifo_encrypted_and_has_its_dead_letter_queue() {
    let template = Template::with(&[]);
    let queues = template.resources("AWS::SQS::Queue");
    let mut ends = BTreeSet::new();
    for (name, queue) in &queues {
        let queue = &queue["Properties"];
        assert_eq!(queue["FifoQueue"], true, "{name}");
        assert_eq!(queue["SqsManagedSseEnabled"], true, "{name}");
        assert_eq!(queue["MessageRetentionPeriod"], 14 * 24 * 3600, "{name}");
        if let Some(target) = queue["RedrivePolicy"]["deadLetterTargetArn"].as_str() {
            let target = target.replace(".Arn", "");
            // A dead-letter queue names its only source queue.
            let source = text(&queue["QueueName"]);
            let allowed = &queues[&target]["Properties"]["RedriveAllowPolicy"]["sourceQueueArns"];
            assert_eq!(
                *allowed,
                json!([format!("arn:aws:sqs:eu-north-1:123456789012:{source}")])
            );
            assert!(ends.insert(target), "{name} shares its dead-letter queue");
            let receives = queue["RedrivePolicy"]["maxReceiveCount"]
                .as_u64()
                .expect("a count");
            // Each attempt counts as a receive, and so does each wait for a lease or for a vendor's connection.
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
fn every_queue_and_the_topic_refuse_requests_without_tls() {
    let refused = |policy: &Value, actions: &str| {
        items(&policy["PolicyDocument"]["Statement"]).any(|statement| {
            statement["Effect"] == "Deny"
                && statement["Principal"] == "*"
                && statement["Action"] == actions
                && statement["Condition"] == json!({ "Bool": { "aws:SecureTransport": "false" } })
        })
    };
    let template = Template::with(&[]);
    let policies = template.resources("AWS::SQS::QueuePolicy");
    for queue in template.resources("AWS::SQS::Queue").keys() {
        let policy = policies
            .values()
            .find(|policy| policy["Properties"]["Queues"] == json!([queue]))
            .unwrap_or_else(|| panic!("{queue} has no policy"));
        assert!(refused(&policy["Properties"], "sqs:*"), "{queue}");
        let resource = &policy["Properties"]["PolicyDocument"]["Statement"][0]["Resource"];
        assert_eq!(*resource, format!("{queue}.Arn"));
    }
    assert!(refused(&template.properties("AlertsTopicPolicy"), "sns:Publish"));
    // Stand-ins on one machine have no TLS.
    let development = Template::with(&[("AllowInsecureVendorUrls", "1")]);
    assert!(development.resources("AWS::SQS::QueuePolicy").is_empty());
}

#[test]
fn a_key_of_ones_own_encrypts_everything_that_rests() {
    for (given, expected) in [("create", "EncryptionKey.Arn"), (KEY, KEY)] {
        let template = Template::with(&[("KmsKey", given)]);
        for (kind, path) in [
            ("AWS::SQS::Queue", "/Properties/KmsMasterKeyId"),
            ("AWS::SNS::Topic", "/Properties/KmsMasterKeyId"),
            (
                "AWS::DynamoDB::Table",
                "/Properties/SSESpecification/KMSMasterKeyId",
            ),
            ("AWS::SecretsManager::Secret", "/Properties/KmsKeyId"),
            ("AWS::Logs::LogGroup", "/Properties/KmsKeyId"),
        ] {
            let resources = template.resources(kind);
            assert!(!resources.is_empty(), "{kind}");
            for (name, resource) in resources {
                assert_eq!(resource.pointer(path), Some(&json!(expected)), "{name}");
                // The two exclude each other.
                assert_eq!(resource["Properties"].get("SqsManagedSseEnabled"), None, "{name}");
            }
        }
        assert_eq!(template.section("Globals")["Function"]["KmsKeyArn"], expected);
        let made = template.resource("EncryptionKey");
        assert_eq!(made.is_some(), given == "create");
        if let Some(made) = made {
            assert_eq!(made["DeletionPolicy"], "RetainExceptOnCreate");
            assert_eq!(made["UpdateReplacePolicy"], "Retain");
            assert_eq!(made["Properties"]["EnableKeyRotation"], true);
        }
    }
    assert_eq!(Template::with(&[]).resource("EncryptionKey"), None);
}

#[test]
fn every_function_writes_to_a_log_group_with_a_retention() {
    let template = Template::with(&[]);
    for function in FUNCTIONS {
        let properties = template.properties(function);
        let group = text(&properties["LoggingConfig"]["LogGroup"]);
        assert!(
            !template.properties(group)["RetentionInDays"].is_null(),
            "{function}"
        );
    }
    for (name, group) in template.resources("AWS::Logs::LogGroup") {
        assert!(!group["Properties"]["RetentionInDays"].is_null(), "{name}");
    }
}

#[test]
fn functions_end_before_the_visibility_timeout_and_report_batch_failures() {
    let template = Template::with(&[]);
    let hidden = &template.written("Parameters")["VisibilityTimeoutSeconds"];
    let [least, usual] = ["MinValue", "Default"].map(|key| hidden[key].as_u64().expect("a number"));
    for (function, source, queue) in [
        ("CustomerPush", "Jobs", "CustomersQueue"),
        ("OrderPush", "Jobs", "OrdersQueue"),
        ("OrderPush", "Backlog", "BacklogQueue"),
    ] {
        let properties = template.properties(function);
        let source = &properties["Events"][source]["Properties"];
        assert_eq!(source["Queue"], format!("{queue}.Arn"));
        assert_eq!(
            source["FunctionResponseTypes"],
            json!(["ReportBatchItemFailures"])
        );
        let timeout = properties["Timeout"].as_u64().expect("a number");
        // AWS refuses an event source if the queue's visibility timeout is shorter than the function's timeout.
        assert!(timeout <= least && timeout < usual, "{function}");
        assert_eq!(template.properties(queue)["VisibilityTimeout"], usual.to_string());
    }
}

#[test]
fn the_tables_are_as_the_code_makes_them_and_what_must_not_be_lost_is_kept() {
    let template = Template::with(&[]);
    let keys = |schema: &Value| -> Vec<String> {
        items(schema)
            .map(|key| text(&key["AttributeName"]).to_owned())
            .collect()
    };
    let indexes = |table: &Value| -> BTreeMap<String, Vec<String>> {
        items(&table["GlobalSecondaryIndexes"])
            .map(|index| (text(&index["IndexName"]).to_owned(), keys(&index["KeySchema"])))
            .collect()
    };
    let index =
        |name: &str, hash: &str, range: &str| (name.to_owned(), vec![hash.to_owned(), range.to_owned()]);

    let ledger = template.properties("LedgerTable");
    use ledger::schema as l;
    assert_eq!(keys(&ledger["KeySchema"]), [l::PARTITION_KEY]);
    assert_eq!(
        indexes(&ledger),
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
    assert_eq!(ledger["DeletionProtectionEnabled"], true);

    // An index's projection can't be changed later, and decides the cost of a write.
    for (table, schema) in [
        ("LedgerTable", &l::SCHEMA),
        ("JournalTable", &journal::schema::SCHEMA),
    ] {
        let table = template.properties(table);
        for index in schema.indexes {
            let of_template = items(&table["GlobalSecondaryIndexes"])
                .find(|of_template| text(&of_template["IndexName"]) == index.name)
                .unwrap_or_else(|| panic!("{} is in the template", index.name));
            let projection = &of_template["Projection"];
            let also: Vec<&str> = items(&projection["NonKeyAttributes"]).map(text).collect();
            let expected: (&str, &[&str]) = match index.projected {
                Projected::All => ("ALL", &[]),
                Projected::Keys => ("KEYS_ONLY", &[]),
                Projected::Also(names) => ("INCLUDE", names),
            };
            assert_eq!(
                (text(&projection["ProjectionType"]), also.as_slice()),
                expected,
                "{}",
                index.name
            );
        }
    }

    let journal = template.properties("JournalTable");
    use journal::schema as j;
    assert_eq!(keys(&journal["KeySchema"]), [j::PARTITION_KEY, j::SORT_KEY]);
    assert_eq!(
        indexes(&journal),
        BTreeMap::from([
            index(j::LISTED_BY_DAY, j::LISTED_DAY, j::SORT_KEY),
            index(j::BY_DAY, j::DAY, j::SORT_KEY),
            index(j::BY_SUBJECT, j::SUBJECT, j::SORT_KEY)
        ])
    );
    assert_eq!(
        text(&journal["TimeToLiveSpecification"]["AttributeName"]),
        j::EXPIRES_AT
    );

    for (name, table) in template.resources("AWS::DynamoDB::Table") {
        let table = &table["Properties"];
        assert_eq!(text(&table["BillingMode"]), "PAY_PER_REQUEST", "{name}");
        assert_eq!(table["TimeToLiveSpecification"]["Enabled"], true, "{name}");
        // DynamoDB's own key is free; AWS's key in the account is not.
        assert_eq!(table.get("SSESpecification"), None, "{name}");
    }
}

#[test]
fn ledger_and_secrets_outlive_their_stack() {
    let template = Template::with(&[("KmsKey", "create")]);
    let kept: BTreeSet<_> = [
        "AWS::DynamoDB::Table",
        "AWS::SecretsManager::Secret",
        "AWS::KMS::Key",
    ]
    .into_iter()
    .flat_map(|kind| template.resources(kind))
    .filter(|(name, resource)| {
        let kept = resource["UpdateReplacePolicy"] == "Retain";
        // A first deployment that fails leaves no secret behind whose name the second one needs, and no key that costs. The
        // ledger stays even then: it can't be deleted, and its name is taken by nobody.
        let expected = match name.as_str() {
            "LedgerTable" => "Retain",
            _ if kept => "RetainExceptOnCreate",
            _ => "Delete",
        };
        assert_eq!(resource["DeletionPolicy"], expected, "{name}");
        kept
    })
    .map(|(name, _)| name)
    .collect();
    let expected = [
        "ActiveCampaignSecret",
        "EaccountingSecret",
        "EncryptionKey",
        "LedgerTable",
    ];
    assert_eq!(kept.iter().collect::<Vec<_>>(), expected);
}

/// CloudFormation overwrites the secret's value if `SecretString` changes: the next deployment of every stack would
/// delete the credentials. These texts must never change. Add new fields where the secret is read.
#[test]
fn the_secrets_first_values_never_change() {
    let template = Template::with(&[]);
    for (name, frozen) in [
        (
            "ActiveCampaignSecret",
            r#"{"url":"","api_key":"","route_tokens":[]}"#,
        ),
        (
            "EaccountingSecret",
            r#"{"client_id":"","client_secret":"","redirect_uri":"","refresh_token":""}"#,
        ),
    ] {
        let secret = template.properties(name);
        assert_eq!(secret["SecretString"], frozen, "{name}");
        assert_eq!(secret.get("GenerateSecretString"), None, "{name}");
    }
}

#[test]
fn an_adopted_resource_is_not_created_and_is_passed_to_the_functions() {
    let adopts = adopting();
    for name in ["LedgerTable", "ActiveCampaignSecret", "EaccountingSecret"] {
        assert_eq!(adopts.resource(name), None, "{name}");
    }
    let outputs = adopts.section("Outputs");
    for (variable, output, expected) in [
        ("EKOBRIDGE_LEDGER_TABLE", "LedgerTableName", LEDGER),
        (
            "EKOBRIDGE_ACTIVECAMPAIGN_SECRET",
            "ActiveCampaignSecretArn",
            ACTIVECAMPAIGN,
        ),
        (
            "EKOBRIDGE_EACCOUNTING_SECRET",
            "EaccountingSecretArn",
            EACCOUNTING,
        ),
        ("EKOBRIDGE_SALT", "Salt", GUID),
    ] {
        for worker in ["CustomerPush", "OrderPush", "OfferPoller"] {
            let variables = &adopts.properties(worker)["Environment"]["Variables"];
            assert_eq!(variables[variable], expected, "{worker}");
        }
        assert_eq!(outputs[output]["Value"], expected);
    }
}

#[test]
fn a_ledger_is_adopted_with_its_salt_or_not_at_all() {
    let template = Template::with(&[]);
    let rule = &template.written("Rules")["AdoptedLedgerNeedsItsSalt"];
    let given = |parameter: &str| json!({ "Fn::Not": [{ "Fn::Equals": [{ "Ref": parameter }, ""] }] });
    assert_eq!(rule["RuleCondition"], given("ExistingLedgerTable"));
    assert_eq!(rule["Assertions"][0]["Assert"], given("Salt"));
}

#[test]
fn a_new_stack_takes_its_own_guid_as_salt() {
    let template = Template::with(&[]);
    let variables = &template.properties("OrderPush")["Environment"]["Variables"];
    assert_eq!(variables["EKOBRIDGE_SALT"], GUID);
    assert_eq!(template.section("Outputs")["Salt"]["Value"], GUID);
}

#[test]
fn a_paused_stack_still_queues_webhooks_and_does_nothing_else() {
    for (paused, runs, state) in [("false", true, "ENABLED"), ("true", false, "DISABLED")] {
        let template = Template::with(&[("Paused", paused)]);
        let mut seen = 0;
        for function in FUNCTIONS {
            let properties = template.properties(function);
            for (_, event) in entries(&properties["Events"]) {
                let event = &event["Properties"];
                assert!(
                    event["Enabled"] == runs || event["State"] == state,
                    "{function}: {event}"
                );
                seen += 1;
            }
        }
        assert_eq!(seen, 4);
        let ingest = template.properties("WebhookIngest");
        assert_eq!(ingest.get("ReservedConcurrentExecutions"), None);
    }
}

#[test]
fn a_paused_stack_looks_through_its_queues_for_old_jobs() {
    // An account has 300 rules: a stack that runs has none for this.
    assert!(Template::with(&[]).resources("AWS::Events::Rule").is_empty());
    let template = Template::with(&[("Paused", "true")]);
    let rule = template.properties("WhilePaused");
    // Several times between the tenth day and the fourteenth.
    assert_eq!(rule["ScheduleExpression"], "rate(12 hours)");
    assert_eq!(rule["State"], "ENABLED");
    let mut called = BTreeSet::new();
    for target in items(&rule["Targets"]) {
        // No event source delivers nothing, so that the worker knows what this is.
        let delivery: aws_lambda_events::sqs::SqsEvent =
            serde_json::from_str(text(&target["Input"])).expect("a delivery of SQS");
        assert!(delivery.records.is_empty());
        called.insert(text(&target["Arn"]).replace(".Arn", ""));
    }
    let sources: BTreeSet<_> = FUNCTIONS
        .into_iter()
        .filter(|function| {
            let properties = template.properties(function);
            entries(&properties["Events"]).any(|(_, event)| event["Type"] == "SQS")
        })
        .map(str::to_owned)
        .collect();
    assert_eq!(called, sources, "every worker of a queue, and no other");
    let allowed: BTreeSet<_> = template
        .resources("AWS::Lambda::Permission")
        .into_values()
        .map(|permission| {
            let permission = &permission["Properties"];
            assert_eq!(permission["Principal"], "events.amazonaws.com");
            assert_eq!(permission["SourceArn"], "WhilePaused.Arn");
            text(&permission["FunctionName"]).to_owned()
        })
        .collect();
    assert_eq!(allowed, called);
}

#[test]
fn the_entrance_is_bounded_where_a_bound_is_given() {
    let ingest = Template::with(&[("IngestConcurrency", "10")]).properties("WebhookIngest");
    assert_eq!(ingest["ReservedConcurrentExecutions"], "10");
}

/// A URL belongs to a function or to one of its aliases. Putting ingest behind an alias would change the URL, and every
/// webhook in ActiveCampaign would still go to the old one.
#[test]
fn no_function_has_an_alias() {
    let template = Template::with(&[]);
    for function in FUNCTIONS {
        let properties = template.properties(function);
        for key in [
            "AutoPublishAlias",
            "DeploymentPreference",
            "ProvisionedConcurrencyConfig",
        ] {
            assert_eq!(properties.get(key), None, "{function}");
            assert_eq!(template.section("Globals")["Function"].get(key), None);
        }
    }
    assert!(template.resources("AWS::Lambda::Alias").is_empty());
    let url = &template.section("Outputs")["WebhookUrl"]["Value"];
    assert_eq!(*url, "WebhookIngestUrl.FunctionUrlwebhook/");
}

#[test]
fn somebody_to_tell_must_be_named_or_none_said() {
    let template = Template::with(&[]);
    let parameter = &template.written("Parameters")["AlertEmail"];
    assert_eq!(parameter.get("Default"), None);
    assert_eq!(template.resource("AlertsByEmail"), None);
    let subscribed = Template::with(&[("AlertEmail", "ops@example.com")]).properties("AlertsByEmail");
    assert_eq!(subscribed["Endpoint"], "ops@example.com");
}

#[test]
fn a_notices_secret_may_be_read_where_one_is_given_and_is_told_to_every_worker() {
    let secret = "arn:aws:secretsmanager:eu-north-1:123456789012:secret:shop/notices-AbCdEf";
    let with = Template::with(&[("NoticesSecret", secret)]);
    let without = Template::with(&[]);
    for worker in ["CustomerPush", "OrderPush", "OfferPoller"] {
        let variables = |template: &Template| template.properties(worker)["Environment"]["Variables"].clone();
        assert_eq!(variables(&with)["EKOBRIDGE_NOTICES_SECRET"], secret);
        assert_eq!(variables(&without).get("EKOBRIDGE_NOTICES_SECRET"), None);
        let added: Vec<_> = with
            .grants(worker)
            .difference(&without.grants(worker))
            .cloned()
            .collect();
        assert_eq!(
            added,
            [format!("secretsmanager:GetSecretValue on {secret}")],
            "{worker}"
        );
    }
}

#[test]
fn every_parameter_has_a_description_and_a_place_in_the_form() {
    let template = Template::with(&[]);
    let groups = &template.written("Metadata")["AWS::CloudFormation::Interface"]["ParameterGroups"];
    let listed: Vec<_> = items(groups)
        .flat_map(|group| items(&group["Parameters"]))
        .map(text)
        .collect();
    let parameters: Vec<_> = entries(template.written("Parameters")).collect();
    assert_eq!(listed.len(), parameters.len());
    for (name, parameter) in parameters {
        assert!(listed.contains(&name.as_str()), "{name}");
        assert!(!text(&parameter["Description"]).is_empty(), "{name}");
    }
}

/// Why the template refuses a value for a parameter, by the rules that it has itself.
fn refused(parameter: &Value, value: &str) -> Option<String> {
    let allowed: Vec<String> = items(&parameter["AllowedValues"])
        .map(|allowed| {
            allowed
                .as_str()
                .map_or_else(|| allowed.to_string(), str::to_owned)
        })
        .collect();
    if !allowed.is_empty() && !allowed.iter().any(|allowed| allowed == value) {
        return Some(format!("{value} is none of {allowed:?}"));
    }
    let pattern = parameter["AllowedPattern"].as_str()?;
    let pattern = regex::Regex::new(pattern).expect("a pattern");
    (!pattern.is_match(value)).then(|| format!("{value} doesn't match {pattern}"))
}

#[test]
fn the_example_for_sam_fits_the_template() {
    let example = include_str!("../../samconfig.toml.example");
    let example: toml::Table = example.parse().expect("the example is TOML");
    let deploy = &example["default"]["deploy"]["parameters"];
    let parameters = Template::with(&[]).written("Parameters").clone();
    let overrides = deploy["parameter_overrides"].as_array().expect("a list");
    assert!(!overrides.is_empty());
    for pair in overrides {
        let pair = pair.as_str().expect("a text");
        let (name, value) = pair.split_once('=').expect("a name and a value");
        let parameter = parameters
            .get(name)
            .unwrap_or_else(|| panic!("there is no parameter {name}"));
        assert_eq!(refused(parameter, value), None, "{name}");
        // SAM asks for what has no default; a value here would be somebody else's.
        assert!(parameter.get("Default").is_some(), "{name}");
    }
    assert_eq!(deploy["template_file"].as_str(), Some("template.yaml"));
    // Roles get names of CloudFormation's own, so that this is enough.
    let named = Template::with(&[("KmsKey", "create")])
        .resources("AWS::IAM::Role")
        .into_values()
        .chain(
            Template::with(&[])
                .resources("AWS::IAM::ManagedPolicy")
                .into_values(),
        )
        .any(|resource| {
            let properties = &resource["Properties"];
            properties.get("RoleName").is_some() || properties.get("ManagedPolicyName").is_some()
        });
    assert!(!named);
    assert_eq!(deploy["capabilities"].as_str(), Some("CAPABILITY_IAM"));
    assert_eq!(deploy["fail_on_empty_changeset"].as_bool(), Some(false));
}

#[test]
fn what_the_template_refuses_is_refused() {
    let parameters = Template::with(&[]).written("Parameters").clone();
    for (name, wrong) in [
        ("Architecture", "arm"),
        ("ScheduleMinutes", "7"),
        ("IngestConcurrency", "0"),
        ("RouteTokenDigests", "abc"),
        ("AlertEmail", "nobody"),
        ("KmsKey", "yes"),
        ("PermissionsBoundaryArn", "boundary"),
        ("NoticesSecret", "notices"),
        ("ExistingEaccountingSecret", "eaccounting"),
        ("Salt", "short"),
        ("Paused", "yes"),
        ("Tracing", "on"),
    ] {
        assert!(refused(&parameters[name], wrong).is_some(), "{name}={wrong}");
        let default = &parameters[name]["Default"];
        if let Some(default) = default.as_str() {
            assert_eq!(refused(&parameters[name], default), None, "{name}");
        }
    }
}

/// CloudFormation puts a stack's tags on each resource that takes tags. A tag of the template's own would win over a tag of
/// the stack with the same key.
#[test]
fn no_resource_has_tags_of_its_own_beside_the_stacks() {
    let template = Template::with(&[("KmsKey", "create")]);
    for (name, resource) in entries(template.written("Resources")) {
        assert_eq!(resource["Properties"].get("Tags"), None, "{name}");
    }
    assert_eq!(template.written("Globals")["Function"].get("Tags"), None);
}

#[test]
fn each_optional_parameter_changes_its_own_resources_alone() {
    let kinds = |template: &Template| -> BTreeMap<String, Value> {
        entries(template.written("Resources"))
            .filter_map(|(name, _)| Some((name.clone(), template.resource(name)?)))
            .collect()
    };
    let plain = kinds(&Template::with(&[]));
    let boundary = "arn:aws:iam::123456789012:policy/boundary";
    let changed = |name: &str, value: &str| -> BTreeSet<String> {
        let with = kinds(&Template::with(&[(name, value)]));
        let names: BTreeSet<_> = plain.keys().chain(with.keys()).collect();
        names
            .into_iter()
            .filter(|name| plain.get(*name) != with.get(*name))
            .cloned()
            .collect()
    };
    let set = |names: &[&str]| {
        names
            .iter()
            .map(|name| (*name).to_owned())
            .collect::<BTreeSet<_>>()
    };
    assert_eq!(
        changed("PermissionsBoundaryArn", boundary),
        set(&[
            "CustomerPushRole",
            "OfferPollerRole",
            "OrderPushRole",
            "WebhookIngestRole"
        ])
    );
    assert_eq!(changed("IngestConcurrency", "10"), set(&["WebhookIngest"]));
    assert_eq!(changed("AlertEmail", "ops@example.com"), set(&["AlertsByEmail"]));
    // The functions' own setting is one of the globals.
    assert_eq!(changed("Tracing", "true"), set(&["TracingPolicy"]));
    for (value, mode) in [("true", "Active"), ("false", "PassThrough")] {
        let template = Template::with(&[("Tracing", value)]);
        assert_eq!(template.section("Globals")["Function"]["Tracing"], mode);
    }
    assert_eq!(
        changed("Paused", "true"),
        set(&[
            "CustomerPush",
            "OfferPoller",
            "OrderPush",
            "PollerAlarm",
            "WhilePaused",
            "WhilePausedCustomerPush",
            "WhilePausedOrderPush"
        ])
    );
    // What an option leaves out is as it was without it.
    for (name, off) in [
        ("PermissionsBoundaryArn", ""),
        ("KmsKey", "none"),
        ("Tracing", "false"),
        ("IngestConcurrency", "none"),
        ("AlertEmail", "none"),
        ("NoticesSecret", ""),
        ("Paused", "false"),
    ] {
        assert_eq!(changed(name, off), BTreeSet::new(), "{name}");
    }
}

/// The environment that the template gives a function, with a valid value for each name.
fn environment(function: &str) -> BTreeMap<String, String> {
    let template = Template::with(&[]);
    let names = [
        template.section("Globals")["Function"].clone(),
        template.properties(function),
    ];
    names
        .iter()
        .flat_map(|value| entries(&value["Environment"]["Variables"]).map(|(name, _)| name.clone()))
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
fn all_workers_are_told_the_same() {
    let template = Template::with(&[]);
    let told = |worker: &str| template.properties(worker)["Environment"]["Variables"].clone();
    assert_eq!(told("CustomerPush"), told("OrderPush"));
    assert_eq!(told("CustomerPush"), told("OfferPoller"));
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
fn every_variable_parameter_and_alarm_is_in_the_configuration_guide() {
    let guide = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/CONFIGURATION.md"))
        .expect("docs/CONFIGURATION.md is there");
    let template = Template::with(&[]);
    let parameters = entries(template.written("Parameters")).map(|(name, _)| name.clone());
    let alarms = template.resources("AWS::CloudWatch::Alarm").into_keys();
    for name in FUNCTIONS
        .iter()
        .flat_map(|function| environment(function).into_keys())
        .chain(parameters)
        .chain(alarms)
    {
        assert!(guide.contains(&format!("`{name}`")), "{name}");
    }
}

/// AWS-LC's build reads it. Set in one place, no build misses it: make, `cargo lambda build`, `cargo install` from a checkout.
#[test]
fn every_build_leaves_out_the_slow_source_of_randomness() {
    const NAME: &str = "AWS_LC_SYS_NO_JITTER_ENTROPY";
    let configuration: toml::Table = include_str!("../../.cargo/config.toml").parse().expect("TOML");
    assert_eq!(configuration["env"][NAME].as_str(), Some("1"));
    for (file, text) in [
        ("Makefile", include_str!("../../Makefile")),
        (".ci/run", include_str!("../../.ci/run")),
        ("scripts/package", include_str!("../../scripts/package")),
        ("scripts/package-tool", include_str!("../../scripts/package-tool")),
    ] {
        assert!(!text.contains(NAME), "{file} says it a second time");
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
    // Explicit, because `cargo lambda build` sets "abort" by default.
    assert!(
        release.lines().any(|line| line.trim() == "panic = \"unwind\""),
        "{release}"
    );
    let aborts = |line: &str| line.trim().starts_with("panic") && line.contains("abort");
    assert!(!manifest.lines().any(aborts), "some profile aborts");
}

#[test]
fn every_parameter_and_output_says_what_it_is() {
    let template = Template::with(&[]);
    for section in ["Parameters", "Outputs"] {
        for (name, entry) in entries(template.written(section)) {
            assert!(entry["Description"].is_string(), "{section}: {name}");
        }
    }
    for (name, parameter) in entries(template.written("Parameters")) {
        let bounded = ["AllowedPattern", "AllowedValues", "MinValue"];
        assert!(
            bounded.iter().any(|bound| parameter.get(*bound).is_some()),
            "{name} takes anything"
        );
    }
}
