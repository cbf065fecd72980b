//! Which stacks Ekobridge has in an account and region, and what each of them gives its functions.

use std::collections::BTreeMap;

use anyhow::{anyhow, bail};
use aws_config::{BehaviorVersion, SdkConfig};
use aws_sdk_cloudformation::Client;
use aws_sdk_cloudformation::error::ProvideErrorMetadata;
use aws_sdk_cloudformation::types::Stack;

use super::credentials::why_refused;
use crate::language::setup;

/// Which output of a stack sets which variable of the functions.
const OUTPUTS: [(&str, &str); 12] = [
    ("LedgerTableName", "EKOBRIDGE_LEDGER_TABLE"),
    ("JournalTableName", "EKOBRIDGE_JOURNAL_TABLE"),
    ("OrdersQueueUrl", "EKOBRIDGE_ORDERS_QUEUE_URL"),
    ("CustomersQueueUrl", "EKOBRIDGE_CUSTOMERS_QUEUE_URL"),
    ("BacklogQueueUrl", "EKOBRIDGE_BACKLOG_QUEUE_URL"),
    ("OrdersDeadLettersUrl", "EKOBRIDGE_ORDERS_DEAD_LETTERS_URL"),
    ("CustomersDeadLettersUrl", "EKOBRIDGE_CUSTOMERS_DEAD_LETTERS_URL"),
    ("BacklogDeadLettersUrl", "EKOBRIDGE_BACKLOG_DEAD_LETTERS_URL"),
    ("ActiveCampaignSecretArn", "EKOBRIDGE_ACTIVECAMPAIGN_SECRET"),
    ("EaccountingSecretArn", "EKOBRIDGE_EACCOUNTING_SECRET"),
    ("AlertsTopicArn", "EKOBRIDGE_ALERTS_TOPIC_ARN"),
    ("Salt", "EKOBRIDGE_SALT"),
];

/// And its parameters.
const PARAMETERS: [(&str, &str); 5] = [
    ("EaccountingApiUrl", "EACCOUNTING_API_URL"),
    ("EaccountingIdentityUrl", "EACCOUNTING_IDENTITY_URL"),
    ("AllowInsecureVendorUrls", "EKOBRIDGE_ALLOW_INSECURE_VENDOR_URLS"),
    ("NoticesSecret", "EKOBRIDGE_NOTICES_SECRET"),
    ("RouteTokenDigests", "EKOBRIDGE_ROUTE_TOKEN_DIGESTS"),
];

/// The names of all Ekobridge stacks in the account and region, sorted.
///
/// # Errors
/// When there is none, or AWS can't list them.
pub(crate) async fn all() -> anyhow::Result<Vec<String>> {
    names(&sdk().await).await
}

/// The variables that a stack gives its functions, and the configuration of AWS clients from the environment.
///
/// # Errors
/// When there is no such stack, it isn't one of Ekobridge, or AWS can't describe it.
pub(crate) async fn find(name: &str) -> anyhow::Result<(BTreeMap<String, String>, SdkConfig)> {
    let sdk = sdk().await;
    Ok((variables(name, &sdk).await?, sdk))
}

async fn sdk() -> SdkConfig {
    aws_config::defaults(BehaviorVersion::latest())
        .retry_config(aws::clients::retries())
        .timeout_config(aws::clients::timeouts())
        .load()
        .await
}

async fn names(sdk: &SdkConfig) -> anyhow::Result<Vec<String>> {
    if sdk.region().is_none() {
        bail!("{}", super::no_region());
    }
    let client = Client::new(sdk);
    let mut pages = client.describe_stacks().into_paginator().send();
    let mut names = Vec::new();
    while let Some(page) = pages.next().await {
        let page = page.map_err(|error| anyhow!("{}", setup().aws_stacks_unknown(why_refused(&error))))?;
        let ours = page.stacks().iter().filter(|stack| is_ours(stack));
        names.extend(ours.filter_map(|stack| stack.stack_name().map(str::to_owned)));
    }
    names.sort();
    if names.is_empty() {
        bail!("{}", setup().aws_no_stacks());
    }
    Ok(names)
}

async fn variables(name: &str, sdk: &SdkConfig) -> anyhow::Result<BTreeMap<String, String>> {
    if sdk.region().is_none() {
        bail!("{}", super::no_region());
    }
    let answer = Client::new(sdk)
        .describe_stacks()
        .stack_name(name)
        .send()
        .await
        .map_err(
            |error| match error.as_service_error().map(ProvideErrorMetadata::code) {
                Some(Some("ValidationError")) => anyhow!("{}", setup().aws_stack_missing(name)),
                _ => anyhow!("{}", setup().aws_stack_unknown(name, why_refused(&error))),
            },
        )?;
    let Some(stack) = answer.stacks().first() else {
        bail!("{}", setup().aws_stack_missing(name));
    };
    variables_of(name, stack)
}

/// Whether a stack belongs to Ekobridge. One of an older version may lack an output: it is named when it can't be used, and is not left
/// out in silence.
fn is_ours(stack: &Stack) -> bool {
    const OURS: [&str; 3] = ["LedgerTableName", "JournalTableName", "Salt"];

    let has = |wanted: &str| {
        stack
            .outputs()
            .iter()
            .any(|output| output.output_key() == Some(wanted))
    };
    OURS.iter().all(|output| has(output))
}

fn variables_of(name: &str, stack: &Stack) -> anyhow::Result<BTreeMap<String, String>> {
    let output = |wanted: &str| {
        stack
            .outputs()
            .iter()
            .find(|output| output.output_key() == Some(wanted))
            .and_then(|output| output.output_value())
            .map(str::to_owned)
    };
    let parameter = |wanted: &str| {
        stack
            .parameters()
            .iter()
            .find(|parameter| parameter.parameter_key() == Some(wanted))
            .and_then(|parameter| parameter.parameter_value())
            .map(str::to_owned)
    };
    let mut variables = BTreeMap::from([("EKOBRIDGE_STACK".to_owned(), name.to_owned())]);
    let mut missing = Vec::new();
    for (wanted, variable) in OUTPUTS {
        match output(wanted) {
            Some(value) => {
                variables.insert(variable.to_owned(), value);
            }
            None => missing.push(wanted),
        }
    }
    if !missing.is_empty() {
        bail!("{}", setup().aws_stack_lacks(missing.join(", "), name));
    }
    for (wanted, variable) in PARAMETERS {
        if let Some(value) = parameter(wanted) {
            variables.insert(variable.to_owned(), value);
        }
    }
    Ok(variables)
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::http::StatusCode;
    use axum::routing::post;
    use devstack::names::REGION;

    use super::*;

    /// CloudFormation's response to `DescribeStacks`, per its API reference.
    async fn cloudformation(status: StatusCode, body: String) -> SdkConfig {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let answer = move || async move { (status, [("content-type", "text/xml")], body) };
        tokio::spawn(async move { axum::serve(listener, Router::new().route("/", post(answer))).await });
        aws_config::defaults(BehaviorVersion::latest())
            .region(aws_config::Region::new(REGION))
            .credentials_provider(aws_sdk_sqs::config::Credentials::new(
                "t", "t", None, None, "test",
            ))
            .endpoint_url(url)
            .load()
            .await
    }

    fn described(outputs: &[(&str, &str)]) -> String {
        let member = |(key, value): &(&str, &str)| {
            format!("<member><OutputKey>{key}</OutputKey><OutputValue>{value}</OutputValue></member>")
        };
        let outputs: String = outputs.iter().map(member).collect();
        format!(
            "<DescribeStacksResponse xmlns=\"http://cloudformation.amazonaws.com/doc/2010-05-15/\"><DescribeStacksResult>\
             <Stacks><member><StackName>shop</StackName><StackId>arn:aws:cloudformation:eu-north-1:1:stack/shop/g</StackId>\
             <CreationTime>2026-11-01T10:00:00Z</CreationTime><StackStatus>CREATE_COMPLETE</StackStatus>\
             <Parameters><member><ParameterKey>EaccountingApiUrl</ParameterKey>\
             <ParameterValue>https://api.example.com/v2</ParameterValue></member></Parameters>\
             <Outputs>{outputs}</Outputs></member></Stacks></DescribeStacksResult>\
             <ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></DescribeStacksResponse>"
        )
    }

    #[tokio::test]
    async fn a_stack_says_by_its_outputs_and_parameters_what_its_functions_are_told() {
        let outputs = OUTPUTS.map(|(output, _)| (output, output));
        let sdk = cloudformation(StatusCode::OK, described(&outputs)).await;
        let told = variables("shop", &sdk).await.unwrap();
        let told = aws::Environment::from_variables(|name| told.get(name).cloned()).unwrap();
        assert_eq!(told.ledger_table, "LedgerTableName");
        assert_eq!(told.queues.customers, "CustomersQueueUrl");
        assert_eq!(told.eaccounting_api_url.as_str(), "https://api.example.com/v2");
        assert_eq!(
            told.eaccounting_identity_url.as_str().trim_end_matches('/'),
            aws::Environment::EACCOUNTING_IDENTITY_URL
        );
    }

    #[tokio::test]
    async fn a_stack_of_something_else_is_refused_and_what_it_lacks_is_named() {
        let sdk = cloudformation(StatusCode::OK, described(&[("LedgerTableName", "t")])).await;
        let error = variables("shop", &sdk).await.unwrap_err().to_string();
        assert!(
            error.contains("JournalTableName") && !error.contains("LedgerTableName"),
            "{error}"
        );
    }

    #[tokio::test]
    async fn all_stacks_are_those_that_have_what_ekobridge_has() {
        let outputs = OUTPUTS.map(|(output, _)| (output, output));
        let two = described(&outputs).replace(
            "<Stacks>",
            "<Stacks><member><StackName>another</StackName><CreationTime>2026-11-01T10:00:00Z</CreationTime>\
             <StackStatus>CREATE_COMPLETE</StackStatus></member>",
        );
        let sdk = cloudformation(StatusCode::OK, two).await;
        assert_eq!(names(&sdk).await.unwrap(), ["shop"]);
        let sdk = cloudformation(StatusCode::OK, described(&[])).await;
        let error = names(&sdk).await.unwrap_err().to_string();
        assert!(error.contains("no stack of Ekobridge"), "{error}");
    }

    #[tokio::test]
    async fn a_stack_of_an_older_version_is_among_all_and_says_what_it_lacks() {
        let older = OUTPUTS.map(|(output, _)| (output, output));
        let older: Vec<(&str, &str)> = older
            .into_iter()
            .filter(|(output, _)| *output != "BacklogDeadLettersUrl")
            .collect();
        let sdk = cloudformation(StatusCode::OK, described(&older)).await;
        assert_eq!(names(&sdk).await.unwrap(), ["shop"]);
        let error = variables("shop", &sdk).await.unwrap_err().to_string();
        assert!(
            error.contains("lacks the outputs BacklogDeadLettersUrl") && error.contains("with this version"),
            "{error}"
        );
    }

    #[tokio::test]
    async fn a_stack_that_is_not_there_is_said_to_be_missing() {
        let body = "<ErrorResponse><Error><Type>Sender</Type><Code>ValidationError</Code>\
                    <Message>Stack with id shop does not exist</Message></Error><RequestId>1</RequestId></ErrorResponse>";
        let sdk = cloudformation(StatusCode::BAD_REQUEST, body.to_owned()).await;
        let error = variables("shop", &sdk).await.unwrap_err().to_string();
        assert!(
            error.contains("no stack shop") && error.contains("AWS_REGION"),
            "{error}"
        );
    }
}
