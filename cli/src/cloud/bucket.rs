//! The bucket for code and template: private, one for each account and region, used only by Ekobridge.

use std::time::Duration;

use anyhow::{anyhow, bail};
use aws_sdk_s3::Client;
use aws_sdk_s3::config::timeout::TimeoutConfig;
use aws_sdk_s3::config::{RequestChecksumCalculation, StalledStreamProtectionConfig};
use aws_sdk_s3::error::ProvideErrorMetadata;
use aws_sdk_s3::primitives::ByteStream;
use aws_sdk_s3::types::{
    BucketLocationConstraint, CreateBucketConfiguration, PublicAccessBlockConfiguration,
};

use super::Account;
use crate::language::setup;

/// What an upload may take beside its bytes' way: connecting, and S3's own work.
const UPLOAD_BASE: Duration = Duration::from_secs(30);

/// The slowest line that an upload must get through, in bytes a second: half a megabit.
const SLOWEST_LINE: usize = 64 * 1024;

/// How long an upload of so many bytes may take. A limit that doesn't know the size gives up on a slow line every time.
fn upload_timeouts(bytes: usize) -> TimeoutConfig {
    let way = u64::try_from(bytes.div_ceil(SLOWEST_LINE)).unwrap_or(u64::MAX);
    let attempt = UPLOAD_BASE.saturating_add(Duration::from_secs(way));
    TimeoutConfig::builder()
        .operation_attempt_timeout(attempt)
        .operation_timeout(attempt.saturating_mul(2))
        .build()
}

/// The bucket of an account and region.
pub(crate) struct Bucket {
    /// Its name.
    pub(crate) name: String,
    client: Client,
    account: String,
    region: String,
    /// S3's endpoint, if it isn't AWS.
    endpoint: Option<String>,
}

impl Bucket {
    /// The bucket, which may not exist yet.
    pub(crate) fn of(account: &Account) -> Self {
        // A stand-in has no host name per bucket.
        let endpoint = account.sdk.endpoint_url().map(str::to_owned);
        let config = aws_sdk_s3::config::Builder::from(&account.sdk)
            .force_path_style(endpoint.is_some())
            // The object's key already contains a digest of its content.
            .request_checksum_calculation(RequestChecksumCalculation::WhenRequired)
            .build();
        Self {
            name: format!("ekobridge-{}-{}", account.id, account.region),
            client: Client::from_conf(config),
            account: account.id.clone(),
            region: account.region.clone(),
            endpoint,
        }
    }

    /// Creates the bucket if it doesn't exist.
    ///
    /// # Errors
    /// When another account owns it, or it can't be created.
    pub(crate) async fn ensure(&self) -> anyhow::Result<()> {
        let head = self
            .client
            .head_bucket()
            .bucket(&self.name)
            .expected_bucket_owner(&self.account)
            .send()
            .await;
        match head {
            Ok(_) => return Ok(()),
            Err(error) if error.as_service_error().is_some_and(|error| error.is_not_found()) => {}
            Err(error) => bail!("{}", setup().bucket_unusable(&self.name, aws::sdk_error(&error))),
        }
        let location = (self.region != "us-east-1").then(|| {
            CreateBucketConfiguration::builder()
                .location_constraint(BucketLocationConstraint::from(self.region.as_str()))
                .build()
        });
        let created = self
            .client
            .create_bucket()
            .bucket(&self.name)
            .set_create_bucket_configuration(location)
            .send()
            .await;
        if let Err(error) = created
            && error.as_service_error().and_then(ProvideErrorMetadata::code)
                != Some("BucketAlreadyOwnedByYou")
        {
            bail!(
                "{}",
                setup().bucket_not_created(&self.name, aws::sdk_error(&error))
            );
        }
        let private = PublicAccessBlockConfiguration::builder()
            .block_public_acls(true)
            .ignore_public_acls(true)
            .block_public_policy(true)
            .restrict_public_buckets(true)
            .build();
        self.client
            .put_public_access_block()
            .bucket(&self.name)
            .public_access_block_configuration(private)
            .send()
            .await
            .map_err(|error| {
                let why = aws::sdk_error(&error);
                anyhow!("{}", setup().bucket_not_private(&self.name, why))
            })?;
        Ok(())
    }

    /// Uploads an object, unless it exists already. Keys are derived from the content.
    ///
    /// # Errors
    /// When it can't be uploaded.
    pub(crate) async fn upload(&self, key: &str, content: Vec<u8>) -> anyhow::Result<bool> {
        let there = self
            .client
            .head_object()
            .bucket(&self.name)
            .key(key)
            .expected_bucket_owner(&self.account)
            .send()
            .await;
        if there.is_ok() {
            return Ok(false);
        }
        let patience = aws_sdk_s3::config::Builder::new()
            .timeout_config(upload_timeouts(content.len()))
            // It counts what the connection has taken: of content that is in memory, all at once, and then nothing.
            .stalled_stream_protection(StalledStreamProtectionConfig::disabled());
        self.client
            .put_object()
            .bucket(&self.name)
            .key(key)
            .expected_bucket_owner(&self.account)
            .body(ByteStream::from(content))
            .customize()
            .config_override(patience)
            .send()
            .await
            .map_err(|error| {
                let why = aws::sdk_error(&error);
                anyhow!("{}", setup().upload_failed(&self.name, key, why))
            })?;
        Ok(true)
    }

    /// The URI by which a template refers to an object.
    pub(crate) fn uri(&self, key: &str) -> String {
        format!("s3://{}/{key}", self.name)
    }

    /// The URL from which CloudFormation reads an object.
    pub(crate) fn url(&self, key: &str) -> String {
        match &self.endpoint {
            Some(endpoint) => format!("{}/{}/{key}", endpoint.trim_end_matches('/'), self.name),
            None => format!("https://{}.s3.{}.amazonaws.com/{key}", self.name, self.region),
        }
    }
}

#[cfg(test)]
mod tests {
    use devstack::testing::FakeAws;

    use super::*;
    use crate::cloud::fake;

    /// An account whose calls end as the tool's own do.
    async fn over_a_line_of(bytes_per_second: usize) -> (FakeAws, Account) {
        let (aws, account) = fake::start().await;
        aws.lock().bytes_per_second = Some(bytes_per_second);
        let sdk = account
            .sdk
            .to_builder()
            .timeout_config(crate::cloud::timeouts())
            .build();
        (aws, Account { sdk, ..account })
    }

    #[tokio::test(start_paused = true)]
    async fn an_upload_has_the_time_that_its_bytes_take_on_a_slow_line() {
        let (aws, account) = over_a_line_of(SLOWEST_LINE).await;
        let bucket = Bucket::of(&account);
        // Five minutes.
        let zip = vec![7; 300 * SLOWEST_LINE];
        assert!(bucket.upload("functions/large.zip", zip.clone()).await.unwrap());
        let key = format!("{}/functions/large.zip", bucket.name);
        assert_eq!(aws.lock().objects[&key].len(), zip.len());
        assert_eq!(aws.lock().puts, 1, "sent once");
    }

    #[tokio::test(start_paused = true)]
    async fn an_upload_that_does_not_get_on_is_given_up() {
        let (_aws, account) = over_a_line_of(1).await;
        let bucket = Bucket::of(&account);
        let began = tokio::time::Instant::now();
        let error = bucket
            .upload("functions/small.zip", vec![7; SLOWEST_LINE])
            .await
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("functions/small.zip cannot be uploaded") && error.contains("in time"),
            "{error}"
        );
        assert!(began.elapsed() < Duration::from_secs(70), "{:?}", began.elapsed());
    }
}
