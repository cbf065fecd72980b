//! The settings: the existing file, or a proposal from the choices of the person.

use std::sync::Arc;

use anyhow::ensure;
use aws::SettingsDocument;
use eaccounting::types::CompanySettings;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use model::Problem;

use super::answers::{Flow, WayBack};
use super::apply;
use super::context::{Setup, Target};
use super::proposal::{self, Choices};
use super::survey::{self, Survey};
use super::vendors::Eaccounting;
use crate::deployment::Deployment;
use crate::terminal::{print, told};

impl Setup {
    /// The settings file if it exists, otherwise the proposed settings.
    pub(super) async fn settings(
        &mut self,
        target: &Target,
        activecampaign: &activecampaign::Client,
        eaccounting: Option<&Eaccounting>,
    ) -> anyhow::Result<SettingsDocument> {
        if self.args.settings.exists() {
            let (document, _) = crate::settings_file::checked(&self.args.settings)?;
            print(&format!(
                "{} settings: {} is there, and used as it is\n",
                self.style.green("✓"),
                document.file
            ))?;
            return Ok(document);
        }
        let (client, company) = match eaccounting {
            Some(eaccounting) => (
                Arc::clone(&eaccounting.access.client),
                eaccounting.company.clone(),
            ),
            None => self.connected_before(target).await?,
        };
        let survey = Survey::read(activecampaign, &client, &company).await?;
        let choices = self.choices(&survey)?;
        let document = SettingsDocument {
            text: proposal::file(&survey, &choices),
            file: self.args.settings.display().to_string(),
        };
        document.plan().map_err(told)?;
        print(&format!(
            "\n{}\n\n{}\n",
            self.style.bold("The settings that fit what you have:"),
            document.text
        ))?;
        Ok(document)
    }

    /// A client of eAccounting with the grant of the existing deployment.
    pub(super) async fn connected_before(
        &self,
        target: &Target,
    ) -> anyhow::Result<(Arc<eaccounting::Client>, CompanySettings)> {
        let target = match target {
            Target::ThisMachine => {
                apply::local_folder(self.args.data.as_deref())?;
                apply::target(None, self.args.data.as_deref())
            }
            Target::Aws(aws) => apply::target(Some(&aws.stack.name), None),
        };
        let flows = Deployment::find(&target)
            .await?
            .worker()
            .flows()
            .await
            .map_err(told)?;
        let client = Arc::clone(&flows.services().eaccounting);
        let company = client
            .company_settings()
            .await
            .map_err(|error| told(Problem::from(error)))?;
        Ok((client, company))
    }

    pub(super) fn choices(&mut self, survey: &Survey) -> anyhow::Result<Choices> {
        for store in &survey.stores {
            print(&format!(
                "  Store {}: {} ({}), prices: {}\n",
                store.id,
                store.name,
                store.service,
                survey::convention(&store.service)
            ))?;
        }
        let flows = match &self.answers.flows {
            Some(flows) => flows.clone(),
            None => {
                let options: Vec<String> = Flow::ALL.iter().map(|flow| flow.text().to_owned()).collect();
                let chosen = self
                    .asker
                    .some_of("What should be kept in step?", &options, true)?;
                chosen.into_iter().map(|index| Flow::ALL[index]).collect()
            }
        };
        let way_back = match &self.answers.way_back {
            Some(way_back) => way_back.clone(),
            None => {
                let options: Vec<String> = WayBack::ALL.iter().map(|part| part.text().to_owned()).collect();
                let question =
                    "And the way back, from eAccounting to ActiveCampaign? Nothing, unless you choose.";
                let chosen = self.asker.some_of(question, &options, false)?;
                chosen.into_iter().map(|index| WayBack::ALL[index]).collect()
            }
        };
        let writes_orders =
            flows.contains(&Flow::Orders) || flows.contains(&Flow::Deals) || !way_back.is_empty();
        let dry_run = match self.answers.dry_run {
            Some(dry_run) => dry_run,
            None if writes_orders => self.asker.yes_or(
                "Only show in the activity log what would be written of orders and of the way back, for the first days?",
                false,
            )?,
            None => false,
        };
        let mut codings = self.answers.account_coding.clone();
        for (rate, names) in &survey.codings {
            if names.len() > 1 && !codings.contains_key(rate) && self.asker.asks() {
                let question = format!("Which coding do new articles with {rate} % VAT get?");
                codings.insert(rate.clone(), names[self.asker.one_of(&question, names)?].clone());
            }
        }
        for (rate, name) in &codings {
            let known = survey.codings.get(rate).map(Vec::as_slice).unwrap_or_default();
            ensure!(
                known.contains(name),
                "eAccounting has no active coding for goods called \"{name}\" with {rate} %. It has: {}.",
                known.join(", ")
            );
        }
        self.answers.flows = Some(flows.clone());
        self.answers.way_back = Some(way_back.clone());
        self.answers.dry_run = Some(dry_run);
        self.answers.account_coding.clone_from(&codings);
        self.keep()?;
        Ok(Choices {
            flows,
            way_back,
            dry_run,
            codings,
            since: Timestamp::now().to_zoned_datetime(TimeZone::system()).date(),
        })
    }
}
