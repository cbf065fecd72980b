//! The bucket for code and template: private, one for each account and region, used only by Ekobridge.

use anyhow::{anyhow, bail};
use aws_sdk_s3::Client;
use aws_sdk_s3::config::RequestChecksumCalculation;
use aws_sdk_s3::error::ProvideErrorMetadata;
use aws_sdk_s3::primitives::ByteStream;
use aws_sdk_s3::types::{
    BucketLocationConstraint, CreateBucketConfiguration, PublicAccessBlockConfiguration,
};

use super::Account;

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
            Err(error) => bail!(
                "The bucket {} cannot be used: {}.\nCheck that your AWS user may use S3 (s3:CreateBucket, s3:PutObject, \
                 s3:GetObject).",
                self.name,
                aws::sdk_error(&error)
            ),
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
                "The bucket {} cannot be created: {}.",
                self.name,
                aws::sdk_error(&error)
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
                anyhow!(
                    "The bucket {} cannot be made private: {}.",
                    self.name,
                    aws::sdk_error(&error)
                )
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
        self.client
            .put_object()
            .bucket(&self.name)
            .key(key)
            .expected_bucket_owner(&self.account)
            .body(ByteStream::from(content))
            .send()
            .await
            .map_err(|error| {
                anyhow!(
                    "{key} cannot be uploaded to {}: {}.",
                    self.name,
                    aws::sdk_error(&error)
                )
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
