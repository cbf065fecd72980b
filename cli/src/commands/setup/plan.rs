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
use crate::language::setup;

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
        let text = setup();
        let mut steps = vec![if self.args.settings.exists() {
            text.plan_use_settings(&document.file)
        } else {
            text.plan_write_settings(&document.file)
        }];
        match target {
            Target::ThisMachine => {
                steps.push(if is_key_in_environment() {
                    text.plan_key_from_environment()
                } else {
                    text.plan_key_to_file()
                });
                steps.push(text.plan_grant());
                steps.push(text.plan_settings_here());
                steps.push(match &self.args.public_url {
                    Some(url) => text.plan_webhook_to(url.as_str()),
                    None => text.plan_no_webhook(),
                });
            }
            Target::Aws(aws) => {
                steps.extend(self.stack_steps(aws, orders).await?);
                steps.push(text.plan_secrets());
                steps.push(text.plan_settings_stack());
                steps.push(text.plan_webhook());
            }
        }
        if needs_connection(document)? {
            steps.push(text.plan_connection());
        }
        steps.push(text.plan_articles());
        let steps: String = steps.iter().map(|step| format!("  · {step}\n")).collect();
        Ok(format!("\n{}\n{steps}\n", self.style.bold(&text.to_be_done())))
    }

    /// What is done with the stack, resource by resource.
    async fn stack_steps(&self, aws: &Aws, orders: Option<usize>) -> anyhow::Result<Vec<String>> {
        let text = setup();
        let name = &aws.stack.name;
        let cost = cost::sentence(orders)?;
        if !self.deploys(aws) {
            return Ok(vec![text.plan_leave_stack(cost, name)]);
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
        let mut steps = vec![text.plan_upload(&Bucket::of(&aws.account).name)];
        if !aws.exists() {
            let left = left_behind(&aws.account, name, &parameters).await?;
            if !left.is_empty() {
                let names: Vec<&str> = left.iter().map(|(parameter, _)| *parameter).collect();
                steps.push(text.plan_left_behind(names.join(", "), name));
            }
            parameters.extend(left.into_iter().map(|(name, value)| (name.to_owned(), value)));
        }
        let listed = listed(TEMPLATE, &parameters)?;
        let listed = format!("{listed}\n    {cost}");
        steps.push(if aws.exists() {
            text.plan_upgrade(listed, name)
        } else {
            text.plan_create(listed, name)
        });
        if !aws.exists() && parameters.get("AlertEmail").is_some_and(|email| email != "none") {
            steps.push(text.plan_mail(&parameters["AlertEmail"]));
        }
        Ok(steps)
    }
}

/// How many resources a template makes with these parameters, and of which types.
fn listed(template: &str, parameters: &BTreeMap<String, String>) -> anyhow::Result<String> {
    let counts = resources::count(template, parameters)?;
    let all: usize = counts.values().sum();
    let mut text = setup().plan_resources(all);
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
