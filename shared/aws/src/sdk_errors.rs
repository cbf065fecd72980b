//! Converts AWS's errors to text for people and log lines.

use std::error::Error;

use aws_sdk_sqs::error::{ProvideErrorMetadata, SdkError};

/// Why a call to AWS failed: AWS's own code and message, or why there was no response. Without the names of Rust types
/// that `DisplayErrorContext` adds, and without a full stop, since it stands inside sentences.
#[must_use]
pub fn sdk_error<E, R>(error: &SdkError<E, R>) -> String
where
    E: ProvideErrorMetadata + Error + 'static,
    R: std::fmt::Debug + 'static,
{
    let text = match error {
        SdkError::TimeoutError(_) => "AWS did not answer in time".to_owned(),
        SdkError::ServiceError(failed) => {
            let of_aws = failed.err().meta();
            match (of_aws.code(), of_aws.message()) {
                (Some(code), Some(message)) if !message.is_empty() => {
                    format!("{} ({code})", without_stop(message))
                }
                (Some(code), _) => format!("AWS answered {code}"),
                (None, Some(message)) if !message.is_empty() => message.to_owned(),
                (None, _) => "AWS refused it without a reason".to_owned(),
            }
        }
        SdkError::ResponseError(_) => "AWS's answer cannot be read".to_owned(),
        SdkError::DispatchFailure(failure) => format!(
            "AWS cannot be called: {}",
            failure
                .as_connector_error()
                .map_or_else(|| "no connection".to_owned(), |error| innermost(error))
        ),
        other => format!("the call could not be made: {}", innermost(other)),
    };
    without_stop(&text).to_owned()
}

fn without_stop(text: &str) -> &str {
    text.trim_end().trim_end_matches('.')
}

/// The root cause, which describes what happened.
fn innermost(error: &(dyn Error + 'static)) -> String {
    let mut cause = error;
    let mut of_credentials = false;
    while let Some(next) = cause.source() {
        // A profile, an instance or a program that should give credentials, and failed.
        of_credentials |= cause.to_string().contains("while loading credentials");
        cause = next;
    }
    let text = cause.to_string();
    // The SDK reports missing credentials with a page about its own configuration, or with what an instance of EC2 would have.
    if text.contains("identity resolver") || text.contains("IMDS") {
        return "there are no credentials".to_owned();
    }
    if of_credentials {
        return format!("there are no credentials that work ({})", without_stop(&text));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    use aws_config::{BehaviorVersion, Region, SdkConfig};
    use aws_sdk_sqs::config::{Credentials, SharedCredentialsProvider};
    use aws_sdk_sqs::operation::get_queue_url::GetQueueUrlError;
    use aws_sdk_sqs::types::error::QueueDoesNotExist;

    #[derive(Debug)]
    struct Loading(std::io::Error);

    impl std::fmt::Display for Loading {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("an error occurred while loading credentials")
        }
    }

    impl Error for Loading {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            Some(&self.0)
        }
    }

    fn sdk(url: &str, credentials: bool) -> aws_sdk_sqs::Client {
        let mut sdk = SdkConfig::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new("eu-north-1"))
            .retry_config(aws_config::retry::RetryConfig::disabled())
            .http_client(crate::connector::Connector::new(std::time::Duration::from_secs(
                2,
            )))
            .endpoint_url(url);
        if credentials {
            let key = Credentials::new("k", "s", None, None, "test");
            sdk = sdk.credentials_provider(SharedCredentialsProvider::new(key));
        }
        aws_sdk_sqs::Client::new(&sdk.build())
    }

    fn plain(text: &str) {
        for sign in ["{", "}", "::", "Some(", "None", "\""] {
            assert!(!text.contains(sign), "{sign}: {text}");
        }
    }

    #[tokio::test]
    async fn a_server_that_is_not_there_is_said_to_be_out_of_reach() {
        let error = sdk("http://127.0.0.1:1", true)
            .list_queues()
            .send()
            .await
            .unwrap_err();
        let text = sdk_error(&error);
        assert!(
            text.starts_with("AWS cannot be called: ") && text.to_lowercase().contains("refused"),
            "{text}"
        );
        plain(&text);
    }

    #[tokio::test]
    async fn missing_credentials_are_named() {
        let error = sdk("http://127.0.0.1:1", false)
            .list_queues()
            .send()
            .await
            .unwrap_err();
        let text = sdk_error(&error);
        assert!(text.contains("there are no credentials"), "{text}");
        plain(&text);
    }

    #[test]
    fn credentials_that_cannot_be_had_are_named_with_the_reason() {
        // As aws-credential-types words it.
        let refused = std::io::Error::other("the metadata service refuses.");
        let text = innermost(&Loading(refused));
        assert_eq!(
            text,
            "there are no credentials that work (the metadata service refuses)"
        );
    }

    #[test]
    fn a_machine_that_is_no_instance_of_ec2_just_has_no_credentials() {
        let refused = std::io::Error::other("request forbidden: IMDS is disabled");
        let text = innermost(&Loading(refused));
        assert_eq!(text, "there are no credentials");
    }

    #[test]
    fn what_aws_refuses_has_its_code_and_its_message() {
        let meta = aws_sdk_sqs::error::ErrorMetadata::builder()
            .code("AWS.SimpleQueueService.NonExistentQueue")
            .message("The specified queue does not exist.")
            .build();
        let missing = QueueDoesNotExist::builder().meta(meta).build();
        let error: SdkError<_, ()> =
            SdkError::service_error(GetQueueUrlError::QueueDoesNotExist(missing), ());
        assert_eq!(
            sdk_error(&error),
            "The specified queue does not exist (AWS.SimpleQueueService.NonExistentQueue)"
        );
        let meta = aws_sdk_sqs::error::ErrorMetadata::builder()
            .message("The security token is invalid.")
            .build();
        let error: SdkError<_, ()> = SdkError::service_error(GetQueueUrlError::generic(meta), ());
        assert_eq!(sdk_error(&error), "The security token is invalid");
    }
}
