//! The AWS account of a deployment: its identity, its stacks, and the bucket for code.

pub(crate) mod artifacts;
pub(crate) mod bucket;
pub(crate) mod change_set;
mod credentials;
#[cfg(test)]
pub(crate) mod fake;
pub(crate) mod resources;
pub(crate) mod stack;
pub(crate) mod stacks;
pub(crate) mod template;

use std::time::Duration;

use anyhow::{anyhow, bail};
use aws_config::timeout::TimeoutConfig;
use aws_config::{BehaviorVersion, SdkConfig};

use crate::language::setup;

/// How long a call may take here. A function gives up after seconds, because its job is retried. A person at a terminal prefers to
/// wait, and a change set whose response was lost can't be requested a second time.
fn timeouts() -> TimeoutConfig {
    TimeoutConfig::builder()
        .connect_timeout(Duration::from_secs(10))
        .operation_attempt_timeout(Duration::from_secs(30))
        .operation_timeout(Duration::from_secs(70))
        .build()
}

/// That no region is set: a profile that does not exist sets none.
fn no_region() -> String {
    match credentials::missing_profile() {
        Some(missing) => setup().aws_no_credentials(missing),
        None => setup().aws_no_region(),
    }
}

/// An account and region, with this terminal's credentials.
pub(crate) struct Account {
    /// The account's 12 digits.
    pub(crate) id: String,
    /// The region.
    pub(crate) region: String,
    /// The configuration of its clients.
    pub(crate) sdk: SdkConfig,
}

impl Account {
    /// The account of this terminal's credentials.
    ///
    /// # Errors
    /// When there are no credentials, or no region is set.
    pub(crate) async fn current() -> anyhow::Result<Self> {
        let sdk = aws_config::defaults(BehaviorVersion::latest())
            .retry_config(aws::clients::retries())
            .timeout_config(timeouts())
            .load()
            .await;
        Self::of(sdk).await
    }

    /// The account of these credentials.
    pub(crate) async fn of(sdk: SdkConfig) -> anyhow::Result<Self> {
        let Some(region) = sdk.region().map(ToString::to_string) else {
            bail!("{}", no_region());
        };
        let caller = aws_sdk_sts::Client::new(&sdk)
            .get_caller_identity()
            .send()
            .await
            .map_err(|error| anyhow!("{}", setup().aws_no_credentials(credentials::why_refused(&error))))?;
        let id = caller
            .account
            .ok_or_else(|| anyhow!("{}", setup().aws_no_account()))?;
        Ok(Self { id, region, sdk })
    }
}
