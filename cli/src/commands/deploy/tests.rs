use clap::Parser;

use super::*;
use crate::cloud::artifacts::tests::built;
use crate::cloud::fake::{self, deployer};
use devstack::testing::{FakeAws, FakeStack};

#[derive(Parser)]
struct CommandLine {
    #[command(flatten)]
    args: DeployArgs,
}

fn args(zips: &Path, more: &[&str]) -> DeployArgs {
    let zips = zips.to_str().unwrap();
    let line = [&["deploy", "--stack", "shop", "--zips", zips, "--yes"], more].concat();
    CommandLine::try_parse_from(line).unwrap().args
}

async fn run_in(account: &Account, zips: &Path, more: &[&str]) -> anyhow::Result<Ended> {
    let (stack, deployer) = deployer(account, "shop");
    deploy(&args(zips, more), account, deployer, &stack).await
}

#[tokio::test]
async fn a_first_deployment_uploads_creates_and_keeps_its_route_token() {
    let (aws, account) = fake::start().await;
    let zips = built([0xB7; 4]);
    let ended = run_in(&account, zips.path(), &["--alert-email", "none"])
        .await
        .unwrap();
    assert_eq!(ended, Ended::Deployed);
    let inner = aws.lock();
    let stack = inner.stack.clone().unwrap();
    assert_eq!(stack.parameters["AlertEmail"], "none");
    assert_eq!(stack.parameters["Architecture"], "arm64");
    let secret: Value = serde_json::from_str(&inner.secrets["activecampaign"]).unwrap();
    let token = secret["route_tokens"][0].as_str().unwrap();
    assert_eq!(stack.parameters["RouteTokenDigests"], digest(token));
    // Four zips, and the template that refers to them.
    assert_eq!(inner.objects.len(), 1 + 5, "{:?}", inner.objects.keys());
    let bucket = "ekobridge-123456789012-eu-north-1";
    let key = stack
        .template
        .split_once(bucket)
        .unwrap()
        .1
        .trim_start_matches('/');
    let template = String::from_utf8(inner.objects[&format!("{bucket}/{key}")].clone()).unwrap();
    assert!(
        template.contains(&format!("CodeUri: s3://{bucket}/functions/order-push-")),
        "{key}"
    );
}

#[tokio::test]
async fn a_second_deployment_of_the_same_changes_nothing_and_ends_well() {
    let (aws, account) = fake::start().await;
    let zips = built([0xB7; 4]);
    run_in(&account, zips.path(), &["--alert-email", "none"])
        .await
        .unwrap();
    let (before, puts) = {
        let inner = aws.lock();
        (inner.stack.clone(), inner.puts)
    };
    assert_eq!(
        run_in(&account, zips.path(), &[]).await.unwrap(),
        Ended::Unchanged
    );
    let inner = aws.lock();
    assert_eq!(
        (inner.stack.clone(), inner.puts),
        (before, puts),
        "nothing is uploaded again"
    );
    assert_eq!(
        inner
            .actions
            .iter()
            .filter(|action| *action == "ExecuteChangeSet")
            .count(),
        1
    );
}

#[tokio::test]
async fn a_first_deployment_that_was_cut_off_gets_a_token_when_it_is_repeated() {
    let (aws, account) = fake::start().await;
    let zips = built([0xB7; 4]);
    run_in(&account, zips.path(), &["--alert-email", "none"])
        .await
        .unwrap();
    let lost = {
        let mut inner = aws.lock();
        // As after Ctrl+C while AWS created the stack: nobody has the token of its digest.
        let empty = r#"{"url":"","api_key":"","route_tokens":[]}"#.to_owned();
        inner.secrets.insert("activecampaign".to_owned(), empty);
        inner.changes = vec![["Modify", "WebhookIngest", "AWS::Lambda::Function", "False"]];
        inner.stack.clone().unwrap().parameters["RouteTokenDigests"].clone()
    };
    let repeated = run_in(&account, zips.path(), &[]).await.unwrap();
    assert_eq!(repeated, Ended::Deployed);
    let inner = aws.lock();
    let secret: Value = serde_json::from_str(&inner.secrets["activecampaign"]).unwrap();
    let token = secret["route_tokens"][0].as_str().unwrap();
    // A person who has filled in the token alone, and no secret, keeps theirs.
    let digests = &inner.stack.as_ref().unwrap().parameters["RouteTokenDigests"];
    assert_eq!(*digests, format!("{},{lost}", digest(token)));
}

#[tokio::test]
async fn an_upgrade_keeps_the_parameters_that_nobody_names() {
    let (aws, account) = fake::start().await;
    let zips = built([0xB7; 4]);
    run_in(&account, zips.path(), &["--alert-email", "ops@example.com"])
        .await
        .unwrap();
    let before = aws.lock().stack.clone().unwrap().parameters;
    aws.lock().changes = vec![["Modify", "OfferPoller", "AWS::Lambda::Function", "False"]];
    let ended = run_in(&account, zips.path(), &["--parameter", "ScheduleMinutes=15"])
        .await
        .unwrap();
    assert_eq!(ended, Ended::Deployed);
    let after = aws.lock().stack.clone().unwrap().parameters;
    assert_eq!(after["ScheduleMinutes"], "15");
    assert_eq!(after["AlertEmail"], "ops@example.com");
    assert_eq!(after["RouteTokenDigests"], before["RouteTokenDigests"]);
}

#[tokio::test]
async fn tags_are_put_on_the_stack_and_stay_until_others_are_named() {
    let (aws, account) = fake::start().await;
    let zips = built([0xB7; 4]);
    let tags = |aws: &FakeAws| -> Vec<String> {
        let stack = aws.lock().stack.clone().unwrap();
        stack
            .tags
            .iter()
            .map(|(key, value)| format!("{key}={value}"))
            .collect()
    };
    let named = [
        "--alert-email",
        "none",
        "--tag",
        "app=ekobridge",
        "--tag",
        "note=a=b",
    ];
    run_in(&account, zips.path(), &named).await.unwrap();
    assert_eq!(tags(&aws), ["app=ekobridge", "note=a=b"]);
    let ended = run_in(&account, zips.path(), &[]).await.unwrap();
    assert_eq!(ended, Ended::Unchanged);
    assert_eq!(tags(&aws), ["app=ekobridge", "note=a=b"]);
    run_in(&account, zips.path(), &["--tag", "app=shop"])
        .await
        .unwrap();
    assert_eq!(tags(&aws), ["app=shop"]);
}

#[test]
fn a_tag_that_aws_would_refuse_is_refused_at_once() {
    assert_eq!(
        tag("stage=production"),
        Ok(("stage".to_owned(), "production".to_owned()))
    );
    for wrong in [
        "stage",
        "=production",
        "stage=",
        "aws:stage=production",
        &format!("{}=x", "k".repeat(129)),
    ] {
        assert!(tag(wrong).is_err(), "{wrong}");
    }
}

#[tokio::test]
async fn what_would_lose_data_is_refused_unless_it_is_meant() {
    let (aws, account) = fake::start().await;
    let zips = built([0xB7; 4]);
    run_in(&account, zips.path(), &["--alert-email", "none"])
        .await
        .unwrap();
    for (action, kind, replacement) in [
        ("Modify", "AWS::DynamoDB::Table", "True"),
        ("Modify", "AWS::SQS::Queue", "Conditional"),
        ("Remove", "AWS::SecretsManager::Secret", ""),
    ] {
        aws.lock().changes = vec![[action, "Kept", kind, replacement]];
        let change = ["--parameter", "LogLevel=debug"];
        let error = run_in(&account, zips.path(), &change)
            .await
            .unwrap_err()
            .to_string();
        assert!(error.contains("--replace-data"), "{kind}: {error}");
    }
    let executed = |aws: &FakeAws| {
        aws.lock()
            .actions
            .iter()
            .filter(|action| *action == "ExecuteChangeSet")
            .count()
    };
    assert_eq!(executed(&aws), 1);
    let meant = ["--parameter", "LogLevel=debug", "--replace-data"];
    run_in(&account, zips.path(), &meant).await.unwrap();
    assert_eq!(executed(&aws), 2);
}

#[tokio::test]
async fn a_failure_names_the_first_resource_and_awss_reason() {
    let (aws, account) = fake::start().await;
    {
        let mut inner = aws.lock();
        inner.changes = vec![
            ["Add", "OrdersQueue", "AWS::SQS::Queue", ""],
            ["Add", "LedgerTable", "AWS::DynamoDB::Table", ""],
            ["Add", "AlertsTopic", "AWS::SNS::Topic", ""],
        ];
        inner.failing = [("LedgerTable", "Subscriber limit exceeded: tables")].into();
    }
    let zips = built([0xB7; 4]);
    let error = run_in(&account, zips.path(), &["--alert-email", "none"])
        .await
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("LedgerTable (AWS::DynamoDB::Table): Subscriber limit exceeded"),
        "{error}"
    );
    assert!(!error.contains("AlertsTopic"), "{error}");
}

#[tokio::test]
async fn what_cannot_be_deployed_is_refused_before_anything_is_made() {
    let (aws, account) = fake::start().await;
    let zips = built([0xB7; 4]);
    let error = run_in(&account, zips.path(), &[]).await.unwrap_err().to_string();
    assert!(error.contains("--alert-email"), "{error}");
    let wrong = ["--alert-email", "none", "--parameter", "Architecture=x86_64"];
    let error = run_in(&account, zips.path(), &wrong)
        .await
        .unwrap_err()
        .to_string();
    assert!(error.contains("built for arm64"), "{error}");
    let unknown = ["--alert-email", "none", "--parameter", "Shedule=1"];
    let error = run_in(&account, zips.path(), &unknown)
        .await
        .unwrap_err()
        .to_string();
    assert!(error.contains("no parameter Shedule"), "{error}");
    for (status, told) in [
        ("ROLLBACK_COMPLETE", "ekobridge teardown"),
        ("UPDATE_ROLLBACK_FAILED", "Continue the rollback"),
        ("UPDATE_IN_PROGRESS", "under way"),
    ] {
        aws.lock().stack = Some(FakeStack {
            status: status.to_owned(),
            ..FakeStack::default()
        });
        let error = run_in(&account, zips.path(), &[]).await.unwrap_err().to_string();
        assert!(error.contains(told), "{status}: {error}");
    }
    assert_eq!(aws.lock().objects.len(), 0);
}

#[tokio::test]
async fn webhooks_get_a_reservation_where_the_account_has_room() {
    for (unreserved, reserved) in [(1_000, Some("10")), (110, Some("10")), (109, None), (10, None)] {
        let (aws, account) = fake::start().await;
        aws.lock().unreserved = unreserved;
        let proposed = ingest_concurrency(&account).await;
        assert_eq!(
            proposed.as_ref().map(|(_, value)| value.as_str()),
            reserved,
            "{unreserved}"
        );
    }
}

#[tokio::test]
async fn a_stack_that_adopts_a_secret_keeps_its_route_tokens() {
    let (aws, account) = fake::start().await;
    let arn = "arn:aws:secretsmanager:eu-north-1:123456789012:secret:old";
    aws.lock()
        .secrets
        .insert(arn.to_owned(), "{\"route_tokens\":[\"one\",\"two\"]}".to_owned());
    let zips = built([0xB7; 4]);
    let adopt = format!("ExistingActiveCampaignSecret={arn}");
    let more = ["--alert-email", "none", "--parameter", &adopt];
    // This version's template may not have the parameter yet.
    if template::parameters()
        .unwrap()
        .iter()
        .any(|known| known.name == "ExistingActiveCampaignSecret")
    {
        run_in(&account, zips.path(), &more).await.unwrap();
        let stack = aws.lock().stack.clone().unwrap();
        let expected = format!("{},{}", digest("one"), digest("two"));
        assert_eq!(stack.parameters["RouteTokenDigests"], expected);
    }
}

/// An account in which an earlier stack has left its ledger and its secrets.
async fn left_behind() -> (FakeAws, Account) {
    let (aws, account) = fake::start().await;
    {
        let mut inner = aws.lock();
        let filled = "{\"route_tokens\":[\"one\"]}".to_owned();
        inner.secrets.insert("shop/activecampaign".to_owned(), filled);
        inner
            .secrets
            .insert("shop/eaccounting".to_owned(), "{}".to_owned());
        for table in [
            "shop-LedgerTable-A1",
            "shop-LedgerTable-B2",
            "shop2-LedgerTable-C3",
            "shop-JournalTable-D4",
        ] {
            inner.tables.insert(table.to_owned());
        }
        // The second is of a first deployment that failed: no worker has ever run with it.
        inner
            .salts
            .insert("shop-LedgerTable-A1".to_owned(), "0123456789abcdef".to_owned());
        inner
            .salts
            .insert("shop2-LedgerTable-C3".to_owned(), "another".to_owned());
    }
    (aws, account)
}

#[tokio::test]
async fn a_new_stack_goes_on_with_what_an_earlier_one_has_left() {
    let (aws, account) = left_behind().await;
    let zips = built([0xB7; 4]);
    run_in(&account, zips.path(), &["--alert-email", "none"])
        .await
        .unwrap();
    let parameters = aws.lock().stack.clone().unwrap().parameters;
    for (name, value) in [
        ("ExistingLedgerTable", "shop-LedgerTable-A1"),
        ("Salt", "0123456789abcdef"),
        ("ExistingActiveCampaignSecret", "shop/activecampaign"),
        ("ExistingEaccountingSecret", "shop/eaccounting"),
        // The webhooks of ActiveCampaign go on with their token.
        ("RouteTokenDigests", &digest("one")),
    ] {
        assert_eq!(parameters[name], value, "{name}");
    }
}

#[tokio::test]
async fn what_is_named_is_adopted_and_not_what_was_found() {
    let (aws, account) = left_behind().await;
    let zips = built([0xB7; 4]);
    let more = [
        "--alert-email",
        "none",
        "--parameter",
        "ExistingLedgerTable=restored",
        "--parameter",
        "Salt=fedcba9876543210",
    ];
    run_in(&account, zips.path(), &more).await.unwrap();
    let parameters = aws.lock().stack.clone().unwrap().parameters;
    assert_eq!(parameters["ExistingLedgerTable"], "restored");
    assert_eq!(parameters["Salt"], "fedcba9876543210");
    assert_eq!(parameters["ExistingEaccountingSecret"], "shop/eaccounting");
}

#[tokio::test]
async fn what_a_person_must_decide_about_an_earlier_stack_is_said() {
    let (aws, account) = left_behind().await;
    let zips = built([0xB7; 4]);
    let first = ["--alert-email", "none"];
    aws.lock().deleted_secrets.insert("shop/eaccounting".to_owned());
    let error = run_in(&account, zips.path(), &first)
        .await
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("restore-secret --secret-id shop/eaccounting"),
        "{error}"
    );
    {
        let mut inner = aws.lock();
        inner.deleted_secrets.clear();
        inner
            .salts
            .insert("shop-LedgerTable-B2".to_owned(), "fedcba9876543210".to_owned());
    }
    let error = run_in(&account, zips.path(), &first)
        .await
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("shop-LedgerTable-A1, shop-LedgerTable-B2") && !error.contains("fedcba"),
        "{error}"
    );
    assert!(aws.lock().stack.is_none() && aws.lock().objects.is_empty());
}
