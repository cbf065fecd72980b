//! The settings: the existing file, or a proposal from the choices of the person.

use std::sync::Arc;

use anyhow::ensure;
use aws::SettingsDocument;
use eaccounting::types::CompanySettings;
use jiff::Timestamp;
use jiff::civil::Date;
use model::{CountryCode, Problem};
use sale::PriceConvention;

use super::answers::{Flow, WayBack};
use super::apply;
use super::context::{Setup, Target};
use super::proposal::{self, Choices};
use super::survey::{self, Survey};
use super::vendors::Eaccounting;
use crate::deployment::Deployment;
use crate::language::setup;
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
                "{} {}\n",
                self.style.green("✓"),
                setup().settings_there(&document.file)
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
            self.style.bold(&setup().settings_proposed()),
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
        let text = setup();
        for store in &survey.stores {
            let prices = match survey::convention(&store.service) {
                PriceConvention::Auto => text.prices_auto(),
                PriceConvention::Woocommerce => text.prices_woocommerce(),
                PriceConvention::Magento2 => text.prices_magento(),
            };
            let line = text.store(&store.id, &store.name, prices, &store.service);
            print(&format!("  {line}\n"))?;
        }
        let flows = match &self.answers.flows {
            Some(flows) => flows.clone(),
            None => {
                let options: Vec<String> = Flow::ALL.iter().map(|flow| flow.text()).collect();
                let chosen = self.asker.some_of(&text.which_flows(), &options, true)?;
                chosen.into_iter().map(|index| Flow::ALL[index]).collect()
            }
        };
        let way_back = match &self.answers.way_back {
            Some(way_back) => way_back.clone(),
            None => {
                let options: Vec<String> = WayBack::ALL.iter().map(|part| part.text()).collect();
                let chosen = self.asker.some_of(&text.which_way_back(), &options, false)?;
                chosen.into_iter().map(|index| WayBack::ALL[index]).collect()
            }
        };
        let writes_orders =
            flows.contains(&Flow::Orders) || flows.contains(&Flow::Deals) || !way_back.is_empty();
        let dry_run = match self.answers.dry_run {
            Some(dry_run) => dry_run,
            // Whoever sets up for the first time looks first; a script says what it wants.
            None if writes_orders && self.asker.asks() => self.asker.yes_or(&text.dry_run(), true)?,
            None => false,
        };
        let mut codings = self.answers.account_coding.clone();
        for (rate, names) in &survey.codings {
            if names.len() > 1 && !codings.contains_key(rate) && self.asker.asks() {
                let question = text.which_coding(rate);
                codings.insert(rate.clone(), names[self.asker.one_of(&question, names)?].clone());
            }
        }
        for (rate, name) in &codings {
            let known = survey.codings.get(rate).map(Vec::as_slice).unwrap_or_default();
            ensure!(
                known.contains(name),
                "{}",
                text.no_coding(known.join(", "), name, rate)
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
            since: day_there(Timestamp::now(), survey),
        })
    }
}

/// The company's day at a moment, wherever this machine is.
fn day_there(now: Timestamp, survey: &Survey) -> Date {
    let country = survey.country.parse().unwrap_or(CountryCode::SE);
    model::company_zone(country).to_datetime(now).date()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_are_sent_from_the_companys_day_on() {
        let late = "2026-11-30T23:30:00Z".parse().unwrap();
        let of = |country: &str| Survey {
            country: country.to_owned(),
            ..Survey::default()
        };
        for (country, at, day) in [
            ("SE", late, "2026-12-01"),
            ("FI", "2026-11-30T22:30:00Z".parse().unwrap(), "2026-12-01"),
            ("NL", "2026-11-30T22:30:00Z".parse().unwrap(), "2026-11-30"),
        ] {
            assert_eq!(day_there(at, &of(country)).to_string(), day, "{country}");
        }
    }
}
