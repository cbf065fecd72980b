//! `ekobridge connect`: a person grants Ekobridge access to eAccounting.
//!
//! The consent page opens in the browser. The code is received on this machine, or pasted. Nothing is stored before the
//! person has seen the company's name. Another company than before is refused, because the existing records belong to
//! the previous one.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::IsTerminal;
use std::path::PathBuf;

use anyhow::bail;
use clap::Args;
use devstack::vendors::variable;
use eaccounting::oauth::OAuthClient;
use eaccounting::tokens::CompanyBinding;
use url::Url;

use crate::deployment::{Deployment, Target};
use crate::dotenv;
use crate::language::commands;
use crate::login::consent::Consent;
use crate::login::place::{Found, Origin, Place};
use crate::login::service::Service;
use crate::terminal::{agreed, told};

/// The default redirect URI of the consent page.
pub(crate) const REDIRECT: &str = "http://127.0.0.1:8788/callback";

/// The default address of the sandbox of `ekobridge dev`.
const SANDBOX: &str = "http://127.0.0.1:8787";

/// The arguments of `ekobridge connect`.
#[derive(Debug, Args)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a flag of its own on the command line"
)]
pub(crate) struct ConnectArgs {
    /// Print the consent page's address instead of opening a browser.
    #[arg(long)]
    no_browser: bool,
    /// Paste the code, or the address to which the browser was redirected, instead of receiving it here.
    #[arg(long)]
    paste: bool,
    /// The redirect URI that is registered for your eAccounting client.
    #[arg(long, value_name = "URL", default_value = REDIRECT)]
    redirect_uri: Url,
    /// Connect the company without asking.
    #[arg(long)]
    yes: bool,
    /// Allow another company than the one that was connected before.
    #[arg(long)]
    other_company: bool,
    /// Connect to the sandbox of `ekobridge dev`, at http://127.0.0.1:8787 or this address.
    #[arg(long, value_name = "URL", num_args = 0..=1, default_missing_value = SANDBOX)]
    sandbox: Option<Url>,
    /// The folder in which the grant is stored [default: .ekobridge].
    #[arg(long, value_name = "DIR", conflicts_with = "stack")]
    data: Option<PathBuf>,
    /// Store the grant in the secret of a stack in AWS, in the account and region of AWS_PROFILE and AWS_REGION.
    #[arg(long, value_name = "NAME", conflicts_with = "sandbox")]
    stack: Option<String>,
}

pub(crate) async fn run(args: ConnectArgs) -> anyhow::Result<()> {
    let variables = dotenv::variables()?;
    let interactive = std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
    let service = Service::of(args.sandbox.as_ref(), &variables)?;
    let place = place(&args).await?;
    if !args.yes && !interactive {
        bail!("{}", commands().connect_confirm());
    }
    let found = place.found().await?;
    let client = client(&args, &variables, &found, interactive)?;
    let consent = Consent {
        service: &service,
        client: &client,
        redirect_uri: &args.redirect_uri,
        paste: args.paste,
        no_browser: args.no_browser,
        interactive,
    };
    let (mut grant, company) = consent.ask().await?;
    let binding = CompanyBinding::of(&company).map_err(told)?;
    let text = commands();
    let country = [
        &company.country_code,
        company.currency_code.as_deref().unwrap_or_default(),
    ];
    print!(
        "{}",
        company_text(&[
            (text.company_name(), company.name.clone()),
            (
                text.company_number(),
                company.corporate_identity_number.clone().unwrap_or_default()
            ),
            (text.company_country(), country.join(", ")),
            (text.company_identity(), binding.id.clone()),
        ])
    );
    if let Some(before) = &found.company
        && before.id != binding.id
        && !args.other_company
    {
        bail!(
            "{}\n{}",
            text.connect_other_company(&before.id, &before.name),
            text.connect_other_company_do()
        );
    }
    if !agreed(&text.connect_ask(), args.yes)? {
        bail!("{}", text.nothing_stored());
    }
    grant.company = Some(binding);
    // The token in the environment, which `dev` would otherwise use. This grant replaces it until the environment has
    // another one.
    let instead_of = if args.sandbox.is_some() {
        Some(sandbox::Credentials::default().refresh_token)
    } else {
        variable(&variables, "EACCOUNTING_REFRESH_TOKEN")
    };
    let origin = Origin {
        identity: &service.identity,
        instead_of: instead_of.as_deref(),
        other_company: args.other_company,
    };
    place.store(&grant, &origin).await?;
    println!("\n{}", text.connect_stored(place.name()));
    println!("{}", place.next(args.sandbox.is_some()));
    Ok(())
}

/// Where the grant is stored.
async fn place(args: &ConnectArgs) -> anyhow::Result<Place> {
    if args.stack.is_none() {
        return Ok(Place::folder(args.data.as_deref(), args.sandbox.is_some()));
    }
    let target = Target {
        stack: args.stack.clone(),
        data: None,
    };
    let deployment = Deployment::find(&target).await?;
    Ok(Place::Stack {
        secret: deployment.environment.eaccounting_secret,
        ledger: deployment.environment.ledger_table,
        sdk: Box::new(deployment.sdk),
    })
}

/// Client id and secret: from the environment, else from the stored grant, else from the person.
fn client(
    args: &ConnectArgs,
    variables: &BTreeMap<String, String>,
    found: &Found,
    interactive: bool,
) -> anyhow::Result<OAuthClient> {
    let sandbox = args.sandbox.is_some().then(sandbox::Credentials::default);
    let given = |name: &str| variable(variables, name).filter(|_| sandbox.is_none());
    let id = given("EACCOUNTING_CLIENT_ID")
        .or_else(|| sandbox.as_ref().map(|sandbox| sandbox.client_id.clone()))
        .or_else(|| found.client_id.clone());
    let secret = given("EACCOUNTING_CLIENT_SECRET")
        .or_else(|| sandbox.as_ref().map(|sandbox| sandbox.client_secret.clone()))
        .or_else(|| found.client_secret.clone());
    if let (Some(id), Some(secret)) = (&id, &secret) {
        return Ok(OAuthClient {
            id: id.clone(),
            secret: secret.clone().into(),
        });
    }
    if !interactive {
        bail!("{}", commands().connect_client_needed());
    }
    let text = commands();
    println!("{}", text.connect_client_from());
    let id = match id {
        Some(id) => id,
        None => inquire::Text::new(&text.connect_client_id()).prompt()?,
    };
    let secret = match secret {
        Some(secret) => secret,
        None => inquire::Password::new(&text.connect_client_secret())
            .without_confirmation()
            .prompt()?,
    };
    Ok(OAuthClient {
        id: id.trim().to_owned(),
        secret: secret.trim().to_owned().into(),
    })
}

/// A company of eAccounting with what is known of it: a label and a value each.
pub(crate) fn company_text(known: &[(String, String)]) -> String {
    let text = commands();
    let width = known.iter().map(|(label, _)| label.chars().count()).max();
    let width = width.unwrap_or_default();
    let mut shown = format!("\n{}\n", text.connect_company());
    for (label, value) in known {
        let value = match value.trim_matches([',', ' ']) {
            "" => text.company_none(),
            value => value.to_owned(),
        };
        let _ = writeln!(shown, "  {label:<width$}  {value}");
    }
    shown
}
