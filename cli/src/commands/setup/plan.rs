//! The plan: everything that set-up will create or change, before it asks for agreement.

use aws::SettingsDocument;

use super::context::{Setup, Target};
use super::cost;

impl Setup {
    /// The plan as text. `orders` is the number of orders that ActiveCampaign had in the last 30 days, for the cost.
    ///
    /// # Errors
    /// When the settings can't be read.
    pub(super) fn plan(
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
                steps.push("keep ActiveCampaign's URL and key in .env, for your user alone".to_owned());
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
                let verb = if aws.exists { "bring up to date" } else { "create" };
                steps.push(format!(
                    "{verb} the stack {}: 4 functions, 6 queues, 2 tables, 2 secrets, alarms and a dashboard. {}",
                    aws.stack.name,
                    cost::sentence(orders)?
                ));
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
