//! The plan: everything that set-up will create or change, before it asks for agreement.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use aws::SettingsDocument;

use super::apply::is_key_in_environment;
use super::context::{Aws, Setup, Target};
use super::cost;
use crate::cloud::bucket::Bucket;
use crate::cloud::resources;
use crate::cloud::template::TEMPLATE;
use crate::commands::deploy::adopt::left_behind;

impl Setup {
    /// The plan as text. `orders` is the number of orders that ActiveCampaign had in the last 30 days, for the cost.
    ///
    /// # Errors
    /// When the settings can't be read, or AWS doesn't say what an earlier stack has left.
    pub(super) async fn plan(
        &self,
        target: &Target,
        document: &SettingsDocument,
        orders: Option<usize>,
    ) -> anyhow::Result<String> {
        let mut steps = vec![if self.args.settings.exists() {
            format!("use the settings in {}", document.file)
        } else {
            format!("write the settings to {}", document.file)
        }];
        match target {
            Target::ThisMachine => {
                steps.push(if is_key_in_environment() {
                    "use ActiveCampaign's URL and key from the environment; .env gets none".to_owned()
                } else {
                    "keep ActiveCampaign's URL and key in .env, for your user alone".to_owned()
                });
                steps.push("keep eAccounting's grant in a private folder".to_owned());
                steps.push("put the settings in force for `ekobridge dev`".to_owned());
                steps.push(match &self.args.public_url {
                    Some(url) => format!("register ActiveCampaign's webhook to {url}"),
                    None => "register no webhook, since ActiveCampaign posts to https on port 443 only: the schedule finds \
                             changes within a minute (--public-url registers one)"
                        .to_owned(),
                });
            }
            Target::Aws(aws) => {
                steps.extend(self.stack_steps(aws, orders).await?);
                steps.push("fill in both secrets".to_owned());
                steps.push("put the settings in force".to_owned());
                steps.push("register ActiveCampaign's webhook".to_owned());
            }
        }
        if needs_connection(document)? {
            steps.push(
                "create an e-commerce connection in ActiveCampaign for what comes from eAccounting, unless there is one"
                    .to_owned(),
            );
        }
        steps.push(
            "articles for shipping and discounts are created when the first order needs one, unless the settings name yours"
                .to_owned(),
        );
        let steps: String = steps.iter().map(|step| format!("  · {step}\n")).collect();
        Ok(format!("\n{}\n{steps}\n", self.style.bold("To be done:")))
    }

    /// What is done with the stack, resource by resource.
    async fn stack_steps(&self, aws: &Aws, orders: Option<usize>) -> anyhow::Result<Vec<String>> {
        let name = &aws.stack.name;
        let cost = cost::sentence(orders)?;
        if !self.deploys(aws) {
            return Ok(vec![format!(
                "leave the stack {name} as it is, since no functions are named to upgrade it with (--zips). {cost}"
            )]);
        }
        let mut parameters = aws
            .before
            .as_ref()
            .map(|before| before.parameters.clone())
            .unwrap_or_default();
        parameters.extend(self.service_parameters());
        parameters.extend(
            self.answers
                .alert_email
                .clone()
                .filter(|_| !aws.exists())
                .map(|email| ("AlertEmail".to_owned(), email)),
        );
        let mut steps = vec![format!(
            "upload template and functions to the private bucket {}, which is created unless it exists",
            Bucket::of(&aws.account).name
        )];
        if !aws.exists() {
            let left = left_behind(&aws.account, name, &parameters).await?;
            if !left.is_empty() {
                let names: Vec<&str> = left.iter().map(|(parameter, _)| *parameter).collect();
                steps.push(format!(
                    "go on with what an earlier stack {name} has left ({})",
                    names.join(", ")
                ));
            }
            parameters.extend(left.into_iter().map(|(name, value)| (name.to_owned(), value)));
        }
        let listed = listed(TEMPLATE, &parameters)?;
        steps.push(if aws.exists() {
            format!(
                "bring the stack {name} up to date, after showing each change. It then has \
                 {listed}\n    {cost}"
            )
        } else {
            format!("create the stack {name}. It has {listed}\n    {cost}")
        });
        if !aws.exists() && parameters.get("AlertEmail").is_some_and(|email| email != "none") {
            steps.push(format!(
                "AWS sends {} a mail to confirm, and nothing else until it is confirmed",
                parameters["AlertEmail"]
            ));
        }
        Ok(steps)
    }
}

/// How many resources a template makes with these parameters, and of which types.
fn listed(template: &str, parameters: &BTreeMap<String, String>) -> anyhow::Result<String> {
    let counts = resources::count(template, parameters)?;
    let all: usize = counts.values().sum();
    let mut text = format!("{all} resources:");
    for (kind, count) in counts {
        let _ = write!(text, "\n    {count:>4}  {kind}");
    }
    Ok(text)
}

/// Whether the settings write to an e-commerce connection of Ekobridge's own.
pub(super) fn needs_connection(document: &SettingsDocument) -> anyhow::Result<bool> {
    let settings = settings::Settings::parse(&document.text, &document.file)
        .map_err(|errors| anyhow::anyhow!("{errors}"))?;
    let back = &settings.to_activecampaign;
    let orders = back.orders.enabled && !back.orders.dry_run;
    let stock = back.stock.enabled && !back.stock.dry_run;
    Ok(orders || stock)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_resource_that_the_template_gets_is_in_the_plan() {
        let parameters = [("AlertEmail".to_owned(), "ops@example.com".to_owned())].into();
        let plan = |template: &str| listed(template, &parameters).unwrap();
        let before = plan(TEMPLATE);
        assert!(before.contains("\n       6  AWS::SQS::Queue\n"), "{before}");
        let more = TEMPLATE.replace(
            "\nResources:\n",
            "\nResources:\n  Archive: { Type: AWS::S3::Bucket }\n  Spare: { Type: AWS::SQS::Queue }\n  Missing: { Type: \
             AWS::S3::Bucket, Condition: IsPaused }\n",
        );
        let after = plan(&more);
        assert!(after.contains("\n       1  AWS::S3::Bucket\n"), "{after}");
        assert!(after.contains("\n       7  AWS::SQS::Queue\n"), "{after}");
        let number = |text: &str| text.split(' ').next().unwrap().parse::<usize>().unwrap();
        assert_eq!(number(&after), number(&before) + 2);
    }
}
