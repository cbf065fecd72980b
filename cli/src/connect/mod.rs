//! `ekobridge connect`: a person lets Ekobridge into eAccounting.
//!
//! The consent page is opened in the browser; the code comes back to this machine, or is pasted. Nothing is stored before
//! the person has seen which company it is, and a company other than the one before is refused: everything that was done so
//! far was done in that one.

mod answer;
mod place;

use std::collections::BTreeMap;
use std::io::{BufRead, IsTerminal, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, anyhow, bail};
use clap::Args;
use eaccounting::oauth::{self, OAuthClient};
use eaccounting::tokens::{CompanyBinding, Grant, MemoryTokenStore};
use eaccounting::types::CompanySettings;
use jiff::{SignedDuration, Timestamp};
use model::{Clock, SystemClock};
use secrecy::ExposeSecret;
use transport::{HttpOptions, HttpTransport, NoLimit, RetryPolicy, Transport, UrlPolicy};
use url::Url;

use crate::dotenv;
use crate::local::folder::ROOT;
use crate::local::vendors::{Vendors, insecure, variable};
use crate::terminal::told;
use answer::{Callback, ListenError};
use place::{Found, Place};

/// Where the consent page sends the code, unless another address is registered.
const REDIRECT: &str = "http://127.0.0.1:8788/callback";

/// Where `ekobridge dev` serves the sandbox, unless told otherwise.
const SANDBOX: &str = "http://127.0.0.1:8787";

/// How long a person may take.
const PATIENCE: Duration = Duration::from_secs(600);

/// What `ekobridge connect` takes.
#[derive(Debug, Args)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a flag of its own on the command line"
)]
pub(crate) struct ConnectArgs {
    /// Print the consent page's address, and open no browser.
    #[arg(long)]
    no_browser: bool,
    /// Paste the code, or the address that the browser was sent to, instead of receiving it here.
    #[arg(long)]
    paste: bool,
    /// The redirect address that is registered for your client.
    #[arg(long, value_name = "URL", default_value = REDIRECT)]
    redirect_uri: Url,
    /// Connect the company without asking.
    #[arg(long)]
    yes: bool,
    /// Connect another company than the one before.
    #[arg(long)]
    other_company: bool,
    /// Try it with the sandbox that `ekobridge dev` serves at this address.
    #[arg(long, value_name = "URL", num_args = 0..=1, default_missing_value = SANDBOX)]
    sandbox: Option<Url>,
    /// Folder to store the grant in [default: .ekobridge].
    #[arg(long, value_name = "DIR", conflicts_with = "stack")]
    data: Option<PathBuf>,
    /// Store the grant in the secret of a deployed stack; AWS_REGION, AWS_PROFILE and their like say where it is.
    #[arg(long, value_name = "NAME", conflicts_with = "sandbox")]
    stack: Option<String>,
}

/// Whose login it is.
struct Service {
    api: Url,
    identity: Url,
    urls: UrlPolicy,
}

pub(crate) async fn run(args: ConnectArgs) -> anyhow::Result<()> {
    let variables = dotenv::variables()?;
    let interactive = std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
    if !args.yes && !interactive {
        bail!(
            "Nobody can be asked whether the company is the right one. Run it in a terminal, or add --yes."
        );
    }
    let service = Service::of(&args, &variables)?;
    let place = Place::of(&args).await?;
    let found = place.found().await?;
    let client = client(&args, &variables, &found, interactive)?;
    let http = HttpOptions {
        vendor_urls: service.urls,
        ..HttpOptions::default()
    };
    let transport: Arc<dyn Transport> =
        Arc::new(HttpTransport::new(http).map_err(|error| anyhow!("TLS cannot be set up: {error}"))?);

    let (code, redirect_uri) = code(&args, &service, &client, interactive).await?;
    let tokens = oauth::exchange(
        transport.as_ref(),
        &service.identity,
        &client,
        &code,
        &redirect_uri,
    )
    .await
    .map_err(told)?;
    let Some(refresh_token) = tokens.refresh_token else {
        bail!(
            "eAccounting gave no refresh token, without which the connection would end after an hour. Ask eAccounting's API \
             support to allow the scope offline_access for your client."
        );
    };
    let mut grant = Grant::new(client, refresh_token);
    grant.redirect_uri = Some(redirect_uri);
    grant.access_token = Some(tokens.access_token);
    let lasts = SignedDuration::try_from(tokens.expires_in).unwrap_or_default();
    grant.access_token_expires_at = SystemClock.now().checked_add(lasts).ok();

    let (mut grant, company) = company_of(grant, &service, transport).await?;
    let binding = CompanyBinding::of(&company).map_err(told)?;
    show(&company, &binding);
    if let Some(before) = &found.company
        && before.id != binding.id
        && !args.other_company
    {
        bail!(
            "This is not the company that was connected before: that was {} ({}). Nothing was stored.\nLog in again and pick \
             that company, or add --other-company if the change is meant: then what was done so far stays in the former \
             company, and Ekobridge starts anew in this one.",
            before.name,
            before.id
        );
    }
    if !args.yes && !confirmed()? {
        bail!("Nothing was stored.");
    }
    grant.company = Some(binding);
    place.store(&grant, &args, &service, &variables).await?;
    println!("\nConnected. The grant is stored in {}.", place.name());
    println!("{}", place.next(args.sandbox.is_some()));
    Ok(())
}

impl Service {
    fn of(args: &ConnectArgs, variables: &BTreeMap<String, String>) -> anyhow::Result<Self> {
        if let Some(base) = &args.sandbox {
            let vendors = Vendors::sandbox(base.as_str().trim_end_matches('/'));
            reachable(base)?;
            return Ok(Self {
                api: vendors.eaccounting_api_url.parse()?,
                identity: vendors.eaccounting_identity_url.parse()?,
                urls: UrlPolicy::Any,
            });
        }
        let url = |name: &str, usual: &str| {
            let text = variable(variables, name).unwrap_or_else(|| usual.to_owned());
            text.parse::<Url>().map_err(|_| anyhow!("{name} is not a URL."))
        };
        let service = Self {
            api: url("EACCOUNTING_API_URL", aws::Environment::EACCOUNTING_API_URL)?,
            identity: url(
                "EACCOUNTING_IDENTITY_URL",
                aws::Environment::EACCOUNTING_IDENTITY_URL,
            )?,
            urls: if insecure(variables) {
                UrlPolicy::Any
            } else {
                UrlPolicy::Public
            },
        };
        for (url, whose) in [
            (&service.identity, "eAccounting's login"),
            (&service.api, "eAccounting's API"),
        ] {
            service.urls.check(url, whose).map_err(|refused| {
                anyhow!("It may not be called: {refused}. Correct EACCOUNTING_API_URL and EACCOUNTING_IDENTITY_URL, or leave them out.")
            })?;
        }
        Ok(service)
    }
}

/// Whether a sandbox answers: a browser that finds nobody says less.
fn reachable(base: &Url) -> anyhow::Result<()> {
    let answers = base.socket_addrs(|| None).is_ok_and(|all| {
        all.iter()
            .any(|address| std::net::TcpStream::connect_timeout(address, Duration::from_secs(2)).is_ok())
    });
    if answers {
        return Ok(());
    }
    bail!(
        "No sandbox answers at {base}. Start `ekobridge dev` in another terminal, or name its address with --sandbox URL."
    )
}

/// Client id and secret: from the environment, else as they were stored, else from the person.
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
        bail!(
            "Client id and client secret of eAccounting are needed. Set EACCOUNTING_CLIENT_ID and EACCOUNTING_CLIENT_SECRET in \
             the environment or in .env; eAccounting's API support gives them."
        );
    }
    println!("Client id and client secret come from eAccounting's API support.");
    let id = match id {
        Some(id) => id,
        None => inquire::Text::new("Client id:").prompt()?,
    };
    let secret = match secret {
        Some(secret) => secret,
        None => inquire::Password::new("Client secret:")
            .without_confirmation()
            .prompt()?,
    };
    Ok(OAuthClient {
        id: id.trim().to_owned(),
        secret: secret.trim().to_owned().into(),
    })
}

/// The code of a consent, and the redirect address that it was asked with.
async fn code(
    args: &ConnectArgs,
    service: &Service,
    client: &OAuthClient,
    interactive: bool,
) -> anyhow::Result<(String, String)> {
    // 244 random bits: nobody guesses which answer is waited for.
    let state = format!(
        "{}{}",
        uuid::Uuid::new_v4().simple(),
        uuid::Uuid::new_v4().simple()
    );
    let callback = if args.paste {
        None
    } else {
        match Callback::listen(&args.redirect_uri).await {
            Ok(callback) => Some(callback),
            Err(ListenError::NotHere) => None,
            Err(ListenError::InUse(address)) if interactive => {
                println!("{address} is in use by another program, so the code is to be pasted.");
                None
            }
            Err(error) => return Err(error.into()),
        }
    };
    let redirect_uri = callback.as_ref().map_or_else(
        || args.redirect_uri.to_string(),
        |callback| callback.uri.to_string(),
    );
    let page = oauth::authorise_url(&service.identity, &client.id, &redirect_uri, &state);
    if args.no_browser {
        println!("Open this page in a browser, and log in to eAccounting:\n\n{page}\n");
    } else if let Err(error) = open::that_detached(page.as_str()) {
        tracing::debug!(%error, "no browser");
        println!(
            "No browser can be opened here. Open this page in one, and log in to eAccounting:\n\n{page}\n"
        );
    } else {
        println!("eAccounting's login opens in your browser. If it does not, open this page:\n\n{page}\n");
    }
    let answer = match callback {
        Some(callback) => {
            println!("Waiting for the answer at {redirect_uri} …");
            std::io::stdout().flush()?;
            match tokio::time::timeout(PATIENCE, callback.answer(&state)).await {
                Ok(answer) => answer,
                Err(_) => bail!(
                    "No answer came within ten minutes. If the page said that the client or the redirect address is unknown, \
                     check the client id, and that {redirect_uri} is registered for it (else name the registered one with \
                     --redirect-uri). Then run `ekobridge connect` again."
                ),
            }
        }
        None => answer::pasted(&paste(interactive).await?, &state),
    };
    Ok((answer?, redirect_uri))
}

/// What a person pastes, or another program writes.
async fn paste(interactive: bool) -> anyhow::Result<String> {
    println!(
        "After the login the browser is sent to an address that may show an error. That is as it should be: copy that whole \
         address."
    );
    std::io::stdout().flush()?;
    tokio::task::spawn_blocking(move || {
        if interactive {
            return Ok(inquire::Text::new("Address or code:").prompt()?);
        }
        let mut line = String::new();
        std::io::stdin()
            .lock()
            .read_line(&mut line)
            .context("nothing can be read")?;
        Ok(line)
    })
    .await?
}

/// The company behind a grant, and the grant as it is after asking.
async fn company_of(
    grant: Grant,
    service: &Service,
    transport: Arc<dyn Transport>,
) -> anyhow::Result<(Grant, CompanySettings)> {
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let store = Arc::new(MemoryTokenStore::new(grant, Arc::clone(&clock)));
    let config = eaccounting::Config {
        api_url: service.api.clone(),
        identity_url: service.identity.clone(),
        vendor_urls: service.urls,
    };
    let client = eaccounting::Client::new(
        config,
        Arc::clone(&store) as Arc<dyn eaccounting::tokens::TokenStore>,
        transport,
        Arc::new(NoLimit),
        clock,
        RetryPolicy::default(),
    )
    .map_err(|error| told(error.into()))?;
    let company = client
        .company_settings()
        .await
        .map_err(|error| told(error.into()))?;
    Ok((store.grant(), company))
}

fn show(company: &CompanySettings, binding: &CompanyBinding) {
    let or_none = |text: Option<&str>| {
        text.filter(|text| !text.is_empty())
            .unwrap_or("(none)")
            .to_owned()
    };
    println!("\nThe login is for this company:");
    println!("  Company              {}", or_none(Some(&company.name)));
    println!(
        "  Organisation number  {}",
        or_none(company.corporate_identity_number.as_deref())
    );
    println!(
        "  Country, currency    {}, {}",
        or_none(Some(&company.country_code)),
        or_none(company.currency_code.as_deref())
    );
    println!("  Identity             {}", binding.id);
}

fn confirmed() -> anyhow::Result<bool> {
    Ok(inquire::Confirm::new("Connect Ekobridge to this company?")
        .with_default(false)
        .prompt()?)
}

/// The grant as a file holds it, beside what it is for.
fn document(
    grant: &Grant,
    service: &Service,
    instead_of: Option<&str>,
    other_company: bool,
) -> anyhow::Result<serde_json::Value> {
    let mut document: serde_json::Value = serde_json::from_str(grant.to_json().expose_secret())?;
    document["identity_url"] = service.identity.as_str().into();
    document["connected_at"] = Timestamp::now().to_string().into();
    document["instead_of"] = instead_of.map(crate::local::digest).into();
    document["other_company"] = other_company.into();
    Ok(document)
}

/// The folder that a grant goes to when none is named: that of the sandbox is apart from the real one.
fn usual_folder(sandbox: bool) -> PathBuf {
    let root = PathBuf::from(ROOT);
    if sandbox { root.join("sandbox") } else { root }
}
