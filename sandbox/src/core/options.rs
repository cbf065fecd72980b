use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::clock::{Clock, system_clock};

/// The country of the company in eAccounting.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum CompanyPreset {
    /// Sweden, SEK, BAS accounts.
    #[default]
    Se,
    /// Norway, NOK.
    No,
    /// The Netherlands, EUR.
    Nl,
    /// Finland, EUR.
    Fi,
}

/// The vendors' rate limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// ActiveCampaign: calls per second and account.
    pub activecampaign_per_second: u32,
    /// eAccounting: calls per minute, client and endpoint.
    pub eaccounting_per_minute: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            activecampaign_per_second: 5,
            eaccounting_per_minute: 600,
        }
    }
}

impl Limits {
    /// No limits, for tests of other features.
    #[must_use]
    pub const fn none() -> Self {
        Self {
            activecampaign_per_second: u32::MAX,
            eaccounting_per_minute: u32::MAX,
        }
    }
}

/// Credentials for clients. They are public, and open nothing but the sandbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credentials {
    /// ActiveCampaign's `Api-Token`.
    pub api_key: String,
    /// eAccounting's OAuth client.
    pub client_id: String,
    /// That client's secret.
    pub client_secret: String,
    /// The redirect URI after consent. Any loopback address is accepted too.
    pub redirect_uri: String,
    /// A refresh token that is granted from the start.
    pub refresh_token: String,
}

impl Default for Credentials {
    fn default() -> Self {
        Self {
            api_key: "sandbox-api-key".to_owned(),
            client_id: "sandbox-client".to_owned(),
            client_secret: "sandbox-secret".to_owned(),
            redirect_uri: "http://127.0.0.1:8788/callback".to_owned(),
            refresh_token: "sandbox-refresh-token".to_owned(),
        }
    }
}

/// The options of a sandbox.
#[derive(Clone)]
pub struct Options {
    /// The source of the time.
    pub clock: Clock,
    /// The eAccounting company's country.
    pub company: CompanyPreset,
    /// The vendors' limits.
    pub limits: Limits,
    /// The credentials that the vendors accept.
    pub credentials: Credentials,
    /// The secret that the control API requires. Random unless set.
    pub control_secret: String,
    /// Where the state is stored between runs. Only in memory if empty.
    pub data_dir: Option<PathBuf>,
    /// Whether the sandbox starts with a shop's demo data.
    pub demo: bool,
    /// How many calls the request log holds.
    pub log_capacity: usize,
    /// Whether ActiveCampaign's GraphQL store accepts and returns both `discountAmount` and `discountsAmount` of an
    /// order. Its documentation uses the first in a table and the second in examples. If false, writes accept only
    /// `discountsAmount` and reads return only `discountAmount`.
    pub graphql_knows_either_discount: bool,
    /// Whether an order in ActiveCampaign's GraphQL store is copied into its REST store. The copy is immediate;
    /// ActiveCampaign takes some seconds.
    pub orders_are_copied_to_rest: bool,
    /// Whether GraphQL refuses orders and products of a connection that was created over REST, until
    /// `syncLegacyConnection` registers it. Not documented: the official WooCommerce plugin calls that mutation after
    /// it has created a connection.
    pub new_connections_need_sync: bool,
    /// Whether the ActiveCampaign account's plan has custom objects. If not, their calls return 403.
    pub has_custom_objects: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            clock: system_clock(),
            company: CompanyPreset::default(),
            limits: Limits::default(),
            credentials: Credentials::default(),
            control_secret: format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple()),
            data_dir: None,
            demo: false,
            log_capacity: 5_000,
            graphql_knows_either_discount: false,
            orders_are_copied_to_rest: true,
            new_connections_need_sync: false,
            has_custom_objects: true,
        }
    }
}

impl std::fmt::Debug for Options {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Options")
            .field("company", &self.company)
            .field("limits", &self.limits)
            .field("data_dir", &self.data_dir)
            .field("demo", &self.demo)
            .field("log_capacity", &self.log_capacity)
            .finish_non_exhaustive()
    }
}
