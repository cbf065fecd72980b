use clap::Parser;

use super::*;
use crate::cloud::artifacts::tests::built;
use crate::cloud::fake::{FakeAws, FakeStack, deployer};

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
    let (aws, account) = FakeAws::start().await;
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
    let (aws, account) = FakeAws::start().await;
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
async fn an_upgrade_keeps_the_parameters_that_nobody_names() {
    let (aws, account) = FakeAws::start().await;
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
async fn what_would_lose_data_is_refused_unless_it_is_meant() {
    let (aws, account) = FakeAws::start().await;
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
    let (aws, account) = FakeAws::start().await;
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
    let (aws, account) = FakeAws::start().await;
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
        let (aws, account) = FakeAws::start().await;
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
    let (aws, account) = FakeAws::start().await;
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
