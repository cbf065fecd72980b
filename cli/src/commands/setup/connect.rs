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
use crate::deployment::Deployment;
use crate::login::consent::Consent;
use crate::login::place::{Found, Place};
use crate::login::service::Service;
use crate::terminal::{interactive, print, told};

/// The choices after a failed login. Esc ends setup, which can be continued later.
const AFTER_A_FAILED_LOGIN: [&str; 2] = [
    "log in again with this client",
    "enter another client id and client secret",
];

/// The index in [`AFTER_A_FAILED_LOGIN`] that asks for the client again.
const ANOTHER_CLIENT: usize = 1;

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
                "The connected company is {}, and the answers want {}. Connect that one with `ekobridge connect \
                 --other-company`.",
                company.id,
                self.answers.company.as_deref().unwrap_or_default()
            );
            print(&format!(
                "{} eAccounting: {} (connected before)\n",
                self.style.green("✓"),
                company.name
            ))?;
            return Ok(None);
        }
        let (mut id, mut secret) = (found.client_id, found.client_secret);
        let eaccounting = loop {
            let client = self.client(id.clone(), secret.clone())?;
            match self.connect(&client, service).await {
                Ok(eaccounting) => break eaccounting,
                Err(error) if self.asker.asks() => {
                    print(&format!("{} {error:#}\n", self.style.red("!")))?;
                    if self
                        .asker
                        .one_of("How do you want to go on?", &AFTER_A_FAILED_LOGIN)?
                        == ANOTHER_CLIENT
                    {
                        (id, secret) = (None, None);
                        self.answers.eaccounting_client_id = None;
                        self.answers.eaccounting_client_secret = None;
                        self.keep()?;
                    }
                }
                Err(error) => return Err(error),
            }
        };
        self.keep_grant(&eaccounting)?;
        let company = &eaccounting.company;
        let binding = CompanyBinding::of(company).map_err(told)?;
        print(&self.company_text(&eaccounting, &binding).await)?;
        ensure!(
            self.answers
                .company
                .as_ref()
                .is_none_or(|wanted| *wanted == binding.id),
            "This is the company {}, and the answers want {}. Nothing was changed. Log in for that one.",
            binding.id,
            self.answers.company.as_deref().unwrap_or_default()
        );
        if self.answers.company.is_none() && !self.asker.yes_or("Is this the company?", true)? {
            self.progress.grant = None;
            self.keep()?;
            bail!("Nothing was changed. Run `ekobridge setup` again, and log in for the right company.");
        }
        self.answers.company = Some(binding.id);
        self.keep()?;
        Ok(Some(eaccounting))
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
                        "Client id:",
                        "You can stop here (Esc) and continue later.",
                        answers::not_empty,
                    )?,
                };
                let secret = match secret {
                    Some(secret) => secret,
                    None => self.asker.secret(
                        "eaccounting_client_secret",
                        "Client secret:",
                        "It is shown once, when the client is made.",
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
        let token = variable(&self.variables, "EACCOUNTING_REFRESH_TOKEN");
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
            None if self.args.yes && !self.args.paste => bail!(
                "eAccounting needs a consent, which only a person can give. Set EACCOUNTING_REFRESH_TOKEN, or run `ekobridge setup` \
                 without --yes."
            ),
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
        let company = &eaccounting.company;
        let or_none = |text: &str| {
            if text.is_empty() {
                "(none)".to_owned()
            } else {
                text.to_owned()
            }
        };
        let years = match eaccounting.access.client.fiscal_years().await {
            Ok(years) => open_years(&years),
            Err(_) => "(cannot be read)".to_owned(),
        };
        format!(
            "\nThe login is for this company:\n  Company             {}\n  Organization number {}\n  Country, currency   {}, {}\n  VAT number          {}\n  \
             Sells under OSS     {}\n  Modules             {}\n  Open fiscal years   {}\n  Identity            {}\n\n",
            or_none(&company.name),
            or_none(company.corporate_identity_number.as_deref().unwrap_or_default()),
            or_none(&company.country_code),
            or_none(company.currency_code.as_deref().unwrap_or_default()),
            or_none(company.vat_code.as_deref().unwrap_or_default()),
            if company.uses_moss { "yes" } else { "no" },
            or_none(&company.activated_modules.join(", ")),
            or_none(&years),
            binding.id
        )
    }
}

/// How to get an eAccounting client, and what to do in the meantime.
pub(super) fn client_help(redirect_uri: &Url) -> String {
    format!(
        "\neAccounting's API support gives you a client id and a client secret. That takes some days. Write to\n\
         \x20 Sweden        api@spiris.se\n\
         \x20 Norway        api_eaccounting@visma.com\n\
         \x20 Netherlands   partner.eaccounting@visma.com\n\
         and ask for a production client with\n\
         \x20 redirect address   {redirect_uri}   (exactly so, with scheme, port and path)\n\
         \x20 scopes             {}\n\
         \x20 grant types        authorization code, refresh token\n\n\
         Until then, go on with a client of Visma's sandbox: create one at https://selfservice.developer.vismaonline.com with the same \
         redirect address, and log in to a company of the sandbox. It has the same addresses as the real eAccounting, which refuses \
         such a client for a real company. Set-up can be ended here, and goes on later.\n\n",
        eaccounting::oauth::SCOPES
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
            Some(format!(
                "{} to {}",
                years.first()?.start_date,
                years.last()?.end_date
            ))
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
