use devstack::files::digest;
use devstack::testing::IdleStack;
use serde_json::{Value, json};

use aws::SettingsDocument;

use super::*;
use crate::cloud::fake::{self, deployer};
use devstack::testing::{FakeAws, FakeStack};

/// A stack with these tokens in its secret, which accepts another one.
async fn stack(tokens: &[&str], admitted: &str) -> (FakeAws, Account) {
    let (aws, account) = fake::start().await;
    {
        let mut inner = aws.lock();
        inner.stack = Some(FakeStack {
            status: "CREATE_COMPLETE".to_owned(),
            template: "t".to_owned(),
            parameters: [
                ("RouteTokenDigests".to_owned(), digest(admitted)),
                ("AlertEmail".to_owned(), "none".to_owned()),
            ]
            .into(),
            outputs: [("ActiveCampaignSecretArn".to_owned(), "activecampaign".to_owned())].into(),
            ..FakeStack::default()
        });
        let secret = json!({ "url": "", "api_key": "", "route_tokens": tokens });
        inner
            .secrets
            .insert("activecampaign".to_owned(), secret.to_string());
    }
    (aws, account)
}

fn secret(aws: &FakeAws) -> Value {
    serde_json::from_str(&aws.lock().secrets["activecampaign"]).unwrap()
}

fn admitted(aws: &FakeAws) -> String {
    aws.lock().stack.as_ref().unwrap().parameters["RouteTokenDigests"].clone()
}

async fn admit(account: &Account) -> (Vec<String>, usize) {
    let (stack, deployer) = deployer(account, "shop");
    let mut report = Report::default();
    let tokens = apply::admit_tokens(account, &stack, &deployer, &mut report)
        .await
        .unwrap();
    (tokens, report.changed)
}

#[tokio::test]
async fn a_token_that_an_interrupted_deployment_lost_is_made_anew() {
    let (aws, account) = stack(&[], "lost").await;
    let (tokens, changed) = admit(&account).await;
    assert_eq!((tokens.len(), changed), (1, 1));
    assert_eq!(secret(&aws)["route_tokens"], json!(tokens));
    assert_eq!(admitted(&aws), digest(&tokens[0]));
    assert_eq!(admit(&account).await, (tokens, 0), "a second run changes nothing");
}

#[tokio::test]
async fn a_token_is_replaced_with_an_overlap_and_ends_when_told() {
    let (aws, account) = stack(&["one"], "one").await;
    let (here, _) = deployer(&account, "shop");
    assert_eq!(apply::rotate(&account, &here, false).await.unwrap(), ["one"]);
    let (tokens, _) = admit(&account).await;
    assert_eq!((tokens.len(), tokens[1].as_str()), (2, "one"));
    assert_eq!(
        admitted(&aws),
        format!("{},{}", digest(&tokens[0]), digest("one"))
    );

    let error = apply::rotate(&account, &here, false)
        .await
        .unwrap_err()
        .to_string();
    assert!(error.contains("--end-old-token"), "{error}");

    apply::rotate(&account, &here, true).await.unwrap();
    assert_eq!(admit(&account).await.0, tokens[..1]);
    assert_eq!(admitted(&aws), digest(&tokens[0]));
    assert!(apply::rotate(&account, &here, true).await.is_err());
}

#[tokio::test]
async fn url_and_key_are_filled_in_once_and_the_tokens_stay() {
    let (aws, account) = stack(&["one"], "one").await;
    let url = "https://shop.api-us1.com";
    for (key, changed) in [("k1", 1), ("k1", 0), ("k2", 1)] {
        let mut report = Report::default();
        apply::fill_secret(&account, "activecampaign", url, key, &mut report)
            .await
            .unwrap();
        assert_eq!(report.changed, changed, "{key}");
    }
    let expected = json!({ "url": url, "api_key": "k2", "route_tokens": ["one"] });
    assert_eq!(secret(&aws), expected);
}

#[tokio::test]
async fn settings_and_webhook_of_a_deployment_are_set_once() {
    let system = IdleStack::new().await;
    let deployment = Deployment::of(system.environment.clone(), system.sdk.clone());
    let document = SettingsDocument {
        text: "[orders]\ndry_run = true\n".to_owned(),
        file: "ekobridge.toml".to_owned(),
    };
    let url = "https://shop.example.com/webhook/t0ken".parse().unwrap();
    for changed in [2, 0] {
        let mut report = Report::default();
        apply::push_settings(&deployment, &document, &mut report)
            .await
            .unwrap();
        register(&deployment, &url, &mut report).await.unwrap();
        assert_eq!(report.changed, changed);
    }
    let flows = deployment.worker().flows().await.unwrap();
    let client = &flows.services().activecampaign;
    assert_eq!(client.webhooks().await.unwrap().len(), 1);

    // With another token, the same webhook gets the new URL, and a repetition changes nothing.
    let moved: Url = "https://shop.example.com/webhook/newer".parse().unwrap();
    for _ in 0..2 {
        webhook::move_to(client, &["t0ken".to_owned()], &moved)
            .await
            .unwrap();
    }
    let hooks = client.webhooks().await.unwrap();
    assert_eq!((hooks.len(), hooks[0].url.as_str()), (1, moved.as_str()));
}
