//! A stack in AWS, as a script sets it up: CloudFormation, S3, STS and Lambda are a stand-in, and DynamoDB and Secrets
//! Manager the embedded services.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use aws::SettingsDocument;
use devstack::embedded_aws::{EmbeddedAws, Hooks};
use devstack::files::digest;
use devstack::names::SALT;
use devstack::testing::{ACCOUNT, Calls, FakeAws, Moment};
use futures::StreamExt;
use ledger::{DynamoStore, Ledger};
use model::SystemClock;
use sandbox::Running;
use serde_json::{Value, json};

use super::world::{answers, ended, succeeded, tool, vendors, webhooks};

/// An account without stacks, both vendors, and a folder with the functions and answers.
pub(super) struct Aws {
    pub(super) folder: tempfile::TempDir,
    pub(super) running: Running,
    pub(super) account: FakeAws,
    calls: Calls,
    embedded: EmbeddedAws,
    url: String,
    /// Calls that were made before set-up ran.
    before: usize,
}

impl Aws {
    pub(super) async fn start() -> Self {
        let running = vendors().await;
        let calls = Calls::default();
        let account = FakeAws::new(calls.clone());
        let url = account.serve().await;
        let hooks = Hooks {
            gate: Some(calls.gate()),
            ..Hooks::default()
        };
        let embedded = EmbeddedAws::start(None, hooks).await.unwrap();

        // What the stack creates, and nobody reaches before its outputs name it.
        let dynamodb = aws_sdk_dynamodb::Client::new(&embedded.sdk().await);
        ledger::create_table(&dynamodb, "ledger").await.unwrap();
        journal::create_table(&dynamodb, "journal").await.unwrap();
        let empty = json!({"url": "", "api_key": "", "route_tokens": []});
        embedded.put_secret("activecampaign", &empty).await.unwrap();
        let empty = json!({"client_id": "", "client_secret": "", "redirect_uri": "", "refresh_token": ""});
        embedded.put_secret("eaccounting", &empty).await.unwrap();
        account.lock().outputs = [
            ("LedgerTableName", "ledger"),
            ("JournalTableName", "journal"),
            ("OrdersQueueUrl", "https://sqs.example.com/orders"),
            ("CustomersQueueUrl", "https://sqs.example.com/customers"),
            ("BacklogQueueUrl", "https://sqs.example.com/backlog"),
            ("OrdersDeadLettersUrl", "https://sqs.example.com/orders-dead"),
            (
                "CustomersDeadLettersUrl",
                "https://sqs.example.com/customers-dead",
            ),
            ("BacklogDeadLettersUrl", "https://sqs.example.com/backlog-dead"),
            ("AlertsTopicArn", "arn:aws:sns:eu-north-1:123456789012:alerts"),
            ("Salt", SALT),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into();

        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("answers.toml");
        std::fs::write(file, format!("alert_email = \"none\"\n{}", answers(&running))).unwrap();
        for function in ["webhook-ingest", "customer-push", "order-push", "offer-poller"] {
            let place = folder.path().join("functions").join(function);
            std::fs::create_dir_all(&place).unwrap();
            // The header of a program for Linux on arm64.
            let mut program = b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\xb7\0".to_vec();
            program.extend(function.bytes());
            std::fs::write(place.join("bootstrap"), program).unwrap();
        }
        let before = calls.names().len();
        Self {
            folder,
            running,
            account,
            calls,
            embedded,
            url,
            before,
        }
    }

    /// The tool with credentials for the account.
    pub(super) fn tool(&self) -> Command {
        let mut command = tool(self.folder.path(), &self.running);
        command
            .envs(self.embedded.variables())
            .env("AWS_ENDPOINT_URL", &self.url)
            .env("EACCOUNTING_REFRESH_TOKEN", &self.running.refresh_token);
        command
    }

    /// Set-up without questions.
    fn command(&self) -> Command {
        let mut command = self.tool();
        command
            .args(["setup", "--yes", "--answers", "answers.toml"])
            .args(["--stack", "shop", "--zips", "functions"]);
        command
    }

    /// Runs set-up: whether it ended well, and everything that it said.
    async fn set_up(&self) -> (bool, String) {
        ended(self.command()).await
    }

    /// The AWS calls of set-up so far, in order.
    fn names(&self) -> Vec<String> {
        self.calls.names().split_off(self.before)
    }

    /// Runs set-up, and kills it at one of its calls.
    async fn interrupted_at(&self, number: usize, moment: Moment) {
        self.calls.stop_at(self.before + number, moment);
        let mut child = tokio::process::Command::from(self.command());
        child
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null());
        let mut child = child.kill_on_drop(true).spawn().unwrap();
        tokio::select! {
            biased;
            () = self.calls.reached() => child.kill().await.unwrap(),
            ended = child.wait() => panic!("set-up makes no call {number}: {ended:?}"),
        }
        self.end_leases().await;
    }

    /// As if the 90 seconds had passed for which a killed process holds eAccounting's grant. The wait itself has a test of its
    /// own.
    async fn end_leases(&self) {
        let client = aws_sdk_dynamodb::Client::new(&self.embedded.sdk().await);
        let found = client.scan().table_name("ledger").send().await.unwrap();
        for item in found.items() {
            let key = item["pk"].as_s().unwrap();
            if key.contains("eaccounting_tokens") {
                let delete = client.delete_item().table_name("ledger");
                delete.key("pk", item["pk"].clone()).send().await.unwrap();
            }
        }
    }

    async fn secret(&self, name: &str) -> Value {
        let read = aws_sdk_secretsmanager::Client::new(&self.embedded.sdk().await)
            .get_secret_value()
            .secret_id(name)
            .send()
            .await
            .unwrap();
        serde_json::from_str(read.secret_string().unwrap()).unwrap()
    }

    /// Everything that set-up is to leave behind is there, once.
    pub(super) async fn assert_set_up(&self, context: &str) {
        let secret = self.secret("activecampaign").await;
        assert_eq!(
            secret["url"],
            self.running.activecampaign_url.as_str(),
            "{context}"
        );
        assert_eq!(secret["api_key"], self.running.api_key.as_str(), "{context}");
        let [token] = secret["route_tokens"].as_array().unwrap().as_slice() else {
            panic!("{context}: one token, not {}", secret["route_tokens"]);
        };
        let token = token.as_str().unwrap();
        let grant = self.secret("eaccounting").await;
        assert!(!grant["refresh_token"].as_str().unwrap().is_empty(), "{context}");
        assert!(grant["company"]["id"].is_string(), "{context}");

        let parameters = self.account.lock().stack.as_ref().unwrap().parameters.clone();
        let expected: BTreeMap<&str, String> = [
            ("RouteTokenDigests", digest(token)),
            ("AlertEmail", "none".to_owned()),
            ("EaccountingApiUrl", self.running.eaccounting_url.clone()),
            ("EaccountingIdentityUrl", self.running.identity_url.clone()),
            ("AllowInsecureVendorUrls", "1".to_owned()),
        ]
        .into();
        for (name, value) in expected {
            assert_eq!(parameters[name], value, "{context}: {name}");
        }

        let client = aws_sdk_dynamodb::Client::new(&self.embedded.sdk().await);
        let store = DynamoStore::new(client, "ledger".to_owned());
        let ledger = Ledger::new(
            Arc::new(store),
            Arc::new(SystemClock),
            "test",
            Duration::from_secs(60),
        );
        let pushed = SettingsDocument::pushed(&ledger).await.unwrap().unwrap();
        let written = std::fs::read_to_string(self.folder.path().join("ekobridge.toml")).unwrap();
        assert_eq!(pushed.text, written, "{context}");

        assert_eq!(webhooks(&self.running), 1, "{context}");
        assert_eq!(succeeded(&self.running, "POST /connections"), 1, "{context}");
        let posted = self.running.sandbox.activecampaign().snapshot().to_string();
        assert!(
            posted.contains(&format!("https://ingest.example.com/webhook/{token}")),
            "{context}: the webhook posts with the token that is admitted"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_script_sets_up_a_stack_and_a_second_run_changes_nothing() {
    let aws = Aws::start().await;
    let (ok, said) = aws.set_up().await;
    assert!(ok && said.contains("Set up."), "{said}");
    assert!(said.contains(ACCOUNT), "the account is shown: {said}");
    assert!(said.contains(" USD a month while nothing happens"), "{said}");
    for planned in [
        "create the stack shop. It has ",
        "   6  AWS::SQS::Queue\n",
        "   4  AWS::Lambda::Function\n",
        "private bucket ekobridge-123456789012-eu-north-1",
    ] {
        assert!(said.contains(planned), "{planned}: {said}");
    }
    assert!(
        !said.contains("AWS::SNS::Subscription"),
        "no address is given: {said}"
    );
    assert!(
        !said.contains(&aws.running.api_key) && !said.contains(&aws.running.client_secret),
        "{said}"
    );
    aws.assert_set_up("first").await;
    let (ok, said) = aws.set_up().await;
    assert!(ok && said.contains("nothing was changed"), "{said}");
    assert!(said.contains("bring the stack shop up to date"), "{said}");
    aws.assert_set_up("second").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_plan_doesnt_count_what_an_earlier_stack_has_left() {
    let aws = Aws::start().await;
    let left = json!({"url": "", "api_key": "", "route_tokens": []});
    aws.embedded
        .put_secret("shop/activecampaign", &left)
        .await
        .unwrap();
    let mut command = aws.tool();
    command
        .args(["setup", "--answers", "answers.toml"])
        .args(["--stack", "shop", "--zips", "functions"]);
    let (ok, said) = ended(command).await;
    assert!(!ok && said.contains("Nothing was changed"), "{said}");
    for planned in [
        "go on with what an earlier stack shop has left (ExistingActiveCampaignSecret)",
        "   1  AWS::SecretsManager::Secret\n",
        "   2  AWS::DynamoDB::Table\n",
    ] {
        assert!(said.contains(planned), "{planned}: {said}");
    }
    assert_eq!(aws.account.lock().puts, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stack_without_functions_is_refused_before_any_question() {
    let aws = Aws::start().await;
    let mut command = aws.tool();
    command.args(["setup", "--yes", "--answers", "answers.toml", "--stack", "shop"]);
    let (ok, said) = ended(command).await;
    assert!(
        !ok && said.contains("Name the folder of a release with --zips"),
        "{said}"
    );
    assert!(!said.contains("ActiveCampaign:"), "{said}");
    assert!(aws.running.sandbox.requests().is_empty(), "nobody was called");
}

/// Each call is one at which the tool may be killed, before it is carried out and after. `make verify` runs it.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes minutes: it sets up a stack twice for each call of AWS"]
async fn a_setup_that_is_killed_at_any_call_of_aws_goes_on_where_it_was() {
    let names = {
        let aws = Aws::start().await;
        let (ok, said) = aws.set_up().await;
        assert!(ok, "{said}");
        aws.names()
    };
    let kinds: BTreeSet<&str> = names.iter().map(String::as_str).collect();
    for kind in [
        "GetCallerIdentity",
        "CreateBucket",
        "PutObject",
        "CreateChangeSet",
        "ExecuteChangeSet",
        "PutSecretValue",
        "PutItem",
        "GetAccountSettings",
    ] {
        assert!(kinds.contains(kind), "set-up does not call {kind}: {names:?}");
    }
    let cases = names.iter().enumerate().flat_map(|(number, name)| {
        [Moment::Before, Moment::After].map(|moment| Box::pin(interruption(number, name, moment)))
    });
    futures::stream::iter(cases)
        .buffer_unordered(4)
        .collect::<()>()
        .await;
}

/// Kills set-up at one call. The second run completes, and the third changes nothing.
async fn interruption(number: usize, name: &str, moment: Moment) {
    let context = format!("{moment:?} call {number}, {name}");
    let aws = Box::pin(Aws::start()).await;
    aws.interrupted_at(number, moment).await;
    let (ok, said) = aws.set_up().await;
    assert!(ok && said.contains("Set up."), "{context}: {said}");
    aws.assert_set_up(&context).await;
    let (ok, said) = aws.set_up().await;
    assert!(ok && said.contains("nothing was changed"), "{context}: {said}");
}
