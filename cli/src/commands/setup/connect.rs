//! The eAccounting connection: client, consent, and the company that the person confirms.

use anyhow::{bail, ensure};
use devstack::files::digest;
use devstack::vendors::variable;
use eaccounting::oauth::OAuthClient;
use eaccounting::tokens::{CompanyBinding, Grant};
use eaccounting::types::FiscalYear;
use model::{Kind, Problem};
use secrecy::ExposeSecret;
use url::Url;

use super::context::{Setup, Target};
use super::vendors::{self, Eaccounting};
use super::{answers, apply};
use crate::commands::connect::company_text;
use crate::deployment::Deployment;
use crate::language::{commands, setup};
use crate::login::consent::Consent;
use crate::login::place::{Found, Place};
use crate::login::service::Service;
use crate::terminal::{interactive, print, told};

/// The index in the choices after a failed login that asks for the client again.
const ANOTHER_CLIENT: usize = 1;

/// The variable with a grant of another tool. It is one company's, whoever logs in.
const REFRESH_TOKEN: &str = "EACCOUNTING_REFRESH_TOKEN";

impl Setup {
    /// Where the grant is stored. None while the stack does not exist.
    pub(super) async fn place(&self, target: &Target) -> anyhow::Result<Option<Place>> {
        match target {
            Target::ThisMachine => Ok(Some(Place::folder(self.args.data.as_deref(), false))),
            Target::Aws(aws) if !aws.exists() => Ok(None),
            Target::Aws(aws) => {
                let deployment = Deployment::find(&apply::target(Some(&aws.stack.name), None)).await?;
                Ok(Some(Place::Stack {
                    secret: deployment.environment.eaccounting_secret,
                    ledger: deployment.environment.ledger_table,
                    sdk: Box::new(deployment.sdk),
                }))
            }
        }
    }

    /// Connects eAccounting. None if it was connected before.
    pub(super) async fn eaccounting(
        &mut self,
        target: &Target,
        service: &Service,
    ) -> anyhow::Result<Option<Eaccounting>> {
        let text = setup();
        let found = match self.place(target).await? {
            Some(place) => place.found().await?,
            None => Found::default(),
        };
        if let Some(company) = found.company.filter(|_| self.progress.grant.is_none()) {
            ensure!(
                self.answers
                    .company
                    .as_ref()
                    .is_none_or(|wanted| *wanted == company.id),
                "{}",
                text.connected_other(&company.id, self.answers.company.as_deref().unwrap_or_default())
            );
            print(&format!(
                "{} {}\n",
                self.style.green("✓"),
                text.connected_before(&company.name)
            ))?;
            return Ok(None);
        }
        let (mut id, mut secret) = (found.client_id, found.client_secret);
        loop {
            let client = self.client(id.clone(), secret.clone())?;
            match self.connect(&client, service).await {
                Ok(eaccounting) => {
                    if self.is_the_company(&eaccounting).await? {
                        return Ok(Some(eaccounting));
                    }
                }
                Err(error) if self.asker.asks() => print(&format!("{} {error:#}\n", self.style.red("!")))?,
                Err(error) => return Err(error),
            }
            // Esc ends setup, which can be continued later.
            let choices = [text.log_in_again(), text.other_client()];
            if self.asker.one_of(&text.how_to_go_on(), &choices)? == ANOTHER_CLIENT {
                (id, secret) = (None, None);
                self.answers.eaccounting_client_id = None;
                self.answers.eaccounting_client_secret = None;
                self.keep()?;
            }
        }
    }

    /// Shows the company of a grant, and whether it is the right one. If not, the grant is forgotten.
    async fn is_the_company(&mut self, eaccounting: &Eaccounting) -> anyhow::Result<bool> {
        let text = setup();
        self.keep_grant(eaccounting)?;
        let binding = CompanyBinding::of(&eaccounting.company).map_err(told)?;
        print(&self.company_text(eaccounting, &binding).await)?;
        ensure!(
            self.answers
                .company
                .as_ref()
                .is_none_or(|wanted| *wanted == binding.id),
            "{}",
            text.wrong_company(&binding.id, self.answers.company.as_deref().unwrap_or_default())
        );
        if self.answers.company.is_none() && !self.asker.yes_or(&text.is_this_it(), true)? {
            self.progress.grant = None;
            self.keep()?;
            if let Some((name, _)) = self.variables.get_key_value(REFRESH_TOKEN) {
                bail!("{}", text.not_this_company(format!("`{name}`")));
            }
            print(&format!("{}\n", text.choose_company()))?;
            return Ok(false);
        }
        self.answers.company = Some(binding.id);
        self.keep()?;
        Ok(true)
    }

    pub(super) fn client(
        &mut self,
        id: Option<String>,
        secret: Option<String>,
    ) -> anyhow::Result<OAuthClient> {
        let (id, secret) = (
            self.answers.eaccounting_client_id.clone().or(id),
            self.answers.eaccounting_client_secret.clone().or(secret),
        );
        let (id, secret) = match (id, secret) {
            (Some(id), Some(secret)) => (id, secret),
            (id, secret) => {
                if self.asker.asks() {
                    print(&client_help(&self.args.redirect_uri))?;
                }
                let id = match id {
                    Some(id) => id,
                    None => self.asker.text(
                        "eaccounting_client_id",
                        &commands().connect_client_id(),
                        &setup().client_id_help(),
                        answers::not_empty,
                    )?,
                };
                let secret = match secret {
                    Some(secret) => secret,
                    None => self.asker.secret(
                        "eaccounting_client_secret",
                        &commands().connect_client_secret(),
                        &setup().client_secret_help(),
                    )?,
                };
                (id, secret)
            }
        };
        self.answers.eaccounting_client_id = Some(id.clone());
        self.answers.eaccounting_client_secret = Some(secret.clone());
        self.keep()?;
        Ok(OAuthClient {
            id,
            secret: secret.into(),
        })
    }

    /// Gets a grant from an interrupted run, else from the environment, else from the consent page.
    pub(super) async fn connect(
        &mut self,
        client: &OAuthClient,
        service: &Service,
    ) -> anyhow::Result<Eaccounting> {
        let token = variable(&self.variables, REFRESH_TOKEN);
        let from = token.as_deref().map(digest);
        if let Some(grant) = self.progress.grant.clone()
            && (from.is_none() || self.progress.grant_from == from)
        {
            match self.opened(vendors::from_json(&grant)?, service).await {
                Ok(eaccounting) => return Ok(eaccounting),
                Err(problem) if problem.kind == Kind::Disconnected => {
                    // The stored grant has expired: ask for a new one.
                    self.progress.grant = None;
                    self.keep()?;
                }
                Err(problem) => return Err(told(problem)),
            }
        }
        self.progress.grant_from.clone_from(&from);
        let grant = match token {
            Some(token) => vendors::granted(client, &token),
            None if self.args.yes && !self.args.paste => bail!("{}", setup().consent_needed()),
            None => {
                let consent = Consent {
                    service,
                    client,
                    redirect_uri: &self.args.redirect_uri,
                    paste: self.args.paste,
                    no_browser: self.args.no_browser,
                    interactive: interactive(),
                };
                consent.ask().await?.0
            }
        };
        self.opened(grant, service).await.map_err(told)
    }

    /// Calls eAccounting with a grant, and stores the grant as it is afterwards: a refresh token may be single-use.
    pub(super) async fn opened(&mut self, grant: Grant, service: &Service) -> Result<Eaccounting, Problem> {
        let before = grant.refresh_token.clone();
        let access = self.caller.eaccounting(grant, service)?;
        let company = access.client.company_settings().await;
        let now = access.grant();
        if company.is_ok() || now.refresh_token.expose_secret() != before.expose_secret() {
            let kept = vendors::to_json(&now).map(|grant| self.progress.grant = Some(grant));
            if let Err(error) = kept.and_then(|()| self.keep()) {
                tracing::warn!("the grant cannot be kept: {error:#}");
            }
        }
        Ok(Eaccounting {
            company: company.map_err(Problem::from)?,
            access,
        })
    }

    pub(super) fn keep_grant(&mut self, eaccounting: &Eaccounting) -> anyhow::Result<()> {
        let mut grant = eaccounting.access.grant();
        grant.company = Some(CompanyBinding::of(&eaccounting.company).map_err(told)?);
        self.progress.grant = Some(vendors::to_json(&grant)?);
        self.keep()
    }

    pub(super) async fn company_text(&self, eaccounting: &Eaccounting, binding: &CompanyBinding) -> String {
        let (company, text) = (&eaccounting.company, commands());
        let years = match eaccounting.access.client.fiscal_years().await {
            Ok(years) => open_years(&years),
            Err(_) => text.company_years_unread(),
        };
        let country = [
            company.country_code.as_str(),
            company.currency_code.as_deref().unwrap_or_default(),
        ];
        let known = |text: &Option<String>| text.clone().unwrap_or_default();
        let shown = company_text(&[
            (text.company_name(), company.name.clone()),
            (text.company_number(), known(&company.corporate_identity_number)),
            (text.company_country(), country.join(", ")),
            (text.company_vat_number(), known(&company.vat_code)),
            (
                text.company_oss(),
                if company.uses_moss {
                    text.company_yes()
                } else {
                    text.company_no()
                },
            ),
            (text.company_modules(), company.activated_modules.join(", ")),
            (text.company_years(), years),
            (text.company_identity(), binding.id.clone()),
        ]);
        format!("{shown}\n")
    }
}

/// How to get an eAccounting client, and what to do in the meantime.
pub(super) fn client_help(redirect_uri: &Url) -> String {
    let text = setup();
    let columns = |rows: &[(String, String)]| -> String {
        let width = rows.iter().map(|(label, _)| label.chars().count()).max();
        let width = width.unwrap_or_default();
        let line = |(label, value): &(String, String)| format!("  {label:<width$}   {value}\n");
        rows.iter().map(line).collect()
    };
    let support = columns(&[
        (text.client_help_sweden(), "api@spiris.se".to_owned()),
        (text.client_help_norway(), "api_eaccounting@visma.com".to_owned()),
        (
            text.client_help_netherlands(),
            "partner.eaccounting@visma.com".to_owned(),
        ),
    ]);
    let wanted = columns(&[
        (
            text.client_help_redirect(),
            format!("{redirect_uri}   {}", text.client_help_exactly()),
        ),
        (text.client_help_scopes(), eaccounting::oauth::SCOPES.to_owned()),
        (
            text.client_help_grant_types(),
            "authorization code, refresh token".to_owned(),
        ),
    ]);
    format!(
        "\n{}\n{support}{}\n{wanted}\n{}\n\n",
        text.client_help_write(),
        text.client_help_ask(),
        text.client_help_until_then("https://selfservice.developer.vismaonline.com")
    )
}

/// The fiscal years that can be bookkept in; those that follow each other as one stretch of time, since there may be many.
fn open_years(years: &[FiscalYear]) -> String {
    let mut open: Vec<&FiscalYear> = years
        .iter()
        .filter(|year| !year.is_locked_for_accounting)
        .collect();
    open.sort_by_key(|year| year.start_date);
    let stretches =
        open.chunk_by(|one, next| one.end_date.tomorrow().is_ok_and(|day| day == next.start_date));
    let words: Vec<String> = stretches
        .filter_map(|years| {
            let (first, last) = (years.first()?.start_date, years.last()?.end_date);
            Some(commands().company_year(first.to_string(), last.to_string()))
        })
        .collect();
    words.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_years_that_follow_each_other_are_one_stretch() {
        let year = |from: &str, to: &str, is_locked: bool| FiscalYear {
            id: uuid::Uuid::nil(),
            start_date: from.parse().unwrap(),
            end_date: to.parse().unwrap(),
            is_locked_for_accounting: is_locked,
        };
        let years = [
            year("2026-05-01", "2027-04-30", false),
            year("2022-05-01", "2023-04-30", false),
            year("2024-05-01", "2025-04-30", true),
            year("2025-05-01", "2026-04-30", false),
        ];
        let told = "2022-05-01 to 2023-04-30, 2025-05-01 to 2027-04-30";
        assert_eq!(open_years(&years), told);
        assert_eq!(open_years(&[]), "");
    }
}
