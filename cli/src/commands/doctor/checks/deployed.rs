//! Checks of the stack in AWS. Of these, `ekobridge dev` has only the tables.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::commands::doctor::check::{check, when};
use crate::commands::doctor::outcome::{Finding, Outcome, Skip};
use crate::commands::doctor::world::World;

check!(AwsCredentials, "aws_credentials", credentials);
check!(Region, "region", region);
check!(StackStatus, "stack_status", status);
check!(Paused, "paused", paused);
check!(AlarmsSubscribed, "alarms_subscribed", subscribed);
check!(FunctionVersions, "function_versions", versions);
check!(Ttl, "ttl", ttl);

async fn credentials(world: &World) -> Outcome {
    world.stack()?;
    Ok(match world.try_account().await {
        Ok(_) => Vec::new(),
        Err(why) => vec![Finding::new(
            why.as_str(),
            "Sign in with `aws sso login`, or set AWS_PROFILE and AWS_REGION.",
        )],
    })
}

async fn region(world: &World) -> Outcome {
    let (_, account) = world.deployed().await?;
    let topic = &world.deployment.environment.alerts_topic_arn;
    let theirs = topic.split(':').nth(3).unwrap_or_default();
    when(theirs != account.region, || {
        Finding::new(
            format!(
                "The stack's topic is in {theirs}, and this terminal works in {}.",
                account.region
            ),
            format!("Set AWS_REGION={theirs}."),
        )
    })
}

async fn status(world: &World) -> Outcome {
    let (stack, _) = world.deployed().await?;
    Ok(match stack.changeable().await {
        Ok(_) => Vec::new(),
        Err(error) => vec![Finding::new(
            format!("{error:#}"),
            "Look at the stack's events in the CloudFormation console.",
        )],
    })
}

async fn paused(world: &World) -> Outcome {
    let (stack, _) = world.deployed().await?;
    let deployed = stack
        .deployed()
        .await
        .map_err(|error| Skip::NotChecked(format!("{error:#}")))?;
    let parameters = deployed.map(|deployed| deployed.parameters).unwrap_or_default();
    when(
        parameters.get("Paused").is_some_and(|paused| paused == "true"),
        || {
            Finding::new(
                "The stack is paused: webhooks are queued, and nothing is worked on.",
                format!("Run `ekobridge resume --stack {}`.", stack.name),
            )
        },
    )
}

async fn subscribed(world: &World) -> Outcome {
    let (_, account) = world.deployed().await?;
    let topic = aws_sdk_sns::Client::new(&account.sdk)
        .get_topic_attributes()
        .topic_arn(&world.deployment.environment.alerts_topic_arn)
        .send()
        .await;
    let topic = match topic {
        Ok(topic) => topic,
        Err(error) => {
            return Ok(vec![Finding::new(
                format!("The alerts topic can't be read: {}.", aws::sdk_error(&error)),
                "Look at whether the topic exists, and whether your role may call sns:GetTopicAttributes.",
            )]);
        }
    };
    let count = |name: &str| -> u32 {
        let text = topic.attributes().and_then(|all| all.get(name));
        text.and_then(|text| text.parse().ok()).unwrap_or_default()
    };
    Ok(
        nobody_listens(count("SubscriptionsConfirmed"), count("SubscriptionsPending"))
            .into_iter()
            .collect(),
    )
}

fn nobody_listens(confirmed: u32, pending: u32) -> Option<Finding> {
    match (confirmed, pending) {
        (0, 0) => Some(Finding::new(
            "Nobody is subscribed to the alerts topic: alarms reach no one.",
            "Deploy with `--parameter AlertEmail=ADDRESS`, or subscribe somebody to the topic in SNS.",
        )),
        (0, _) => Some(Finding::new(
            "The subscription of the alerts topic is not confirmed: alarms reach no one.",
            "Follow the link in the e-mail that AWS sent to the alert address.",
        )),
        _ => None,
    }
}

async fn versions(world: &World) -> Outcome {
    let (stack, account) = world.deployed().await?;
    let unread = |what: &str, why: String| {
        Ok(vec![Finding::new(
            format!("{what} can't be read: {why}."),
            "Look at whether your role may call cloudformation:GetTemplate, cloudformation:DescribeStackResources and \
             lambda:GetFunctionConfiguration.",
        )])
    };
    let template = match stack.client.get_template().stack_name(&stack.name).send().await {
        Ok(template) => template.template_body.unwrap_or_default(),
        Err(error) => return unread("The stack's template", aws::sdk_error(&error).to_string()),
    };
    let resources = match stack
        .client
        .describe_stack_resources()
        .stack_name(&stack.name)
        .send()
        .await
    {
        Ok(resources) => resources,
        Err(error) => return unread("The stack's resources", aws::sdk_error(&error).to_string()),
    };
    let lambda = aws_sdk_lambda::Client::new(&account.sdk);
    let mut running = Vec::new();
    for resource in resources.stack_resources() {
        let (Some("AWS::Lambda::Function"), Some(name)) =
            (resource.resource_type(), resource.physical_resource_id())
        else {
            continue;
        };
        match lambda
            .get_function_configuration()
            .function_name(name)
            .send()
            .await
        {
            Ok(found) => running.push((name.to_owned(), found.code_sha256.unwrap_or_default())),
            Err(error) => {
                return unread(
                    &format!("The function {name}"),
                    aws::sdk_error(&error).to_string(),
                );
            }
        }
    }
    Ok(other_code(&template, &running))
}

/// The functions that run other code than the template names. The template has `functions/NAME-DIGEST.zip` with half of the
/// zip's SHA-256 in hexadecimal; Lambda returns the whole digest in Base64.
fn other_code(template: &str, running: &[(String, String)]) -> Vec<Finding> {
    let deployed: BTreeSet<&str> = template
        .split("functions/")
        .skip(1)
        .filter_map(|rest| rest.split_once(".zip"))
        .filter_map(|(name, _)| name.rsplit_once('-'))
        .map(|(_, digest)| digest)
        .collect();
    if deployed.is_empty() {
        // A deployment with SAM names the code differently.
        return Vec::new();
    }
    let is_other = |sha: &str| {
        let digest = STANDARD.decode(sha).unwrap_or_default();
        let digest: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        !deployed.contains(digest.as_str())
    };
    running
        .iter()
        .filter(|(_, sha)| is_other(sha))
        .map(|(name, _)| {
            Finding::new(
                format!("The function {name} doesn't run the code that the stack was deployed with."),
                "Run `ekobridge deploy --zips DIR` with all four functions of one version.",
            )
        })
        .collect()
}

async fn ttl(world: &World) -> Outcome {
    let environment = &world.deployment.environment;
    let client = aws_sdk_dynamodb::Client::new(&world.deployment.sdk);
    let mut findings = Vec::new();
    for table in [&environment.ledger_table, &environment.journal_table] {
        let described = match client.describe_time_to_live().table_name(table).send().await {
            Ok(described) => described,
            Err(error) => {
                return Err(Skip::NotChecked(format!(
                    "{table} can't be read: {}",
                    aws::sdk_error(&error)
                )));
            }
        };
        let status = described
            .time_to_live_description
            .and_then(|ttl| ttl.time_to_live_status);
        let is_on = status.is_some_and(|status| status.as_str().starts_with("ENABL"));
        if !is_on {
            findings.push(Finding::new(
                format!("Entries of the table {table} never expire: its time to live is off."),
                "Deploy the stack again, or switch it on in DynamoDB with the attribute that docs/CONFIGURATION.md names.",
            ));
        }
    }
    Ok(findings)
}

#[cfg(test)]
mod tests {
    use sha2::{Digest, Sha256};

    use super::*;

    #[test]
    fn alarms_that_reach_nobody_are_found() {
        assert!(nobody_listens(0, 0).unwrap().cause.contains("Nobody"));
        assert!(nobody_listens(0, 1).unwrap().cause.contains("not confirmed"));
        assert_eq!(nobody_listens(1, 1), None);
    }

    #[test]
    fn a_function_with_other_code_than_the_stack_s_is_named() {
        let artifact = crate::cloud::artifacts::Artifact {
            function: "order-push",
            zip: b"new".to_vec(),
        };
        let template = format!("CodeUri: {{ Key: {} }}", artifact.key());
        let of = |name: &str, zip: &[u8]| (name.to_owned(), STANDARD.encode(Sha256::digest(zip)));
        let running = [of("right", b"new"), of("wrong", b"old")];
        let found = other_code(&template, &running);
        assert_eq!(found.len(), 1);
        assert!(found[0].cause.contains("wrong"), "{found:?}");
        assert_eq!(other_code("deployed by SAM", &running), []);
    }
}
