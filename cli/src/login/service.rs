//! The service for a login: the real eAccounting, or a sandbox.

use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::{anyhow, bail};
use devstack::vendors::{Vendors, insecure, variable};
use transport::UrlPolicy;
use url::Url;

use crate::language::commands;

/// Where eAccounting answers.
pub(crate) struct Service {
    /// The API.
    pub(crate) api: Url,
    /// The identity server.
    pub(crate) identity: Url,
    /// Which URLs are allowed.
    pub(crate) urls: UrlPolicy,
}

impl Service {
    /// The sandbox at this address, else the service from the environment.
    ///
    /// # Errors
    /// When no sandbox responds, or a URL of the environment isn't allowed.
    pub(crate) fn of(sandbox: Option<&Url>, variables: &BTreeMap<String, String>) -> anyhow::Result<Self> {
        if let Some(base) = sandbox {
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
            text.parse::<Url>()
                .map_err(|_| anyhow!("{}", commands().env_not_url(name)))
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

/// Whether a sandbox responds. A browser's connection error would be less helpful.
fn reachable(base: &Url) -> anyhow::Result<()> {
    let answers = base.socket_addrs(|| None).is_ok_and(|all| {
        all.iter()
            .any(|address| std::net::TcpStream::connect_timeout(address, Duration::from_secs(2)).is_ok())
    });
    if answers {
        return Ok(());
    }
    bail!(
        "{}",
        commands().sandbox_silent(base.as_str().trim_end_matches('/'))
    )
}
