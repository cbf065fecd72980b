use std::fmt;

#[cfg(feature = "worker")]
use {notices::Deployment, secrecy::SecretString, transport::UrlPolicy, url::Url};

/// The valid route tokens.
const TOKEN_DIGESTS: &str = "EKOBRIDGE_ROUTE_TOKEN_DIGESTS";

/// The two queues.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueUrls {
    /// Orders, won deals, quotes, and the search for a contact's orders.
    pub orders: String,
    /// Customers.
    pub customers: String,
    /// Bulk work, such as history and large batches, which may wait for anything new. Functions that send only recent
    /// events don't have this queue.
    pub backlog: Option<String>,
}

/// The environment of `webhook-ingest`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IngestEnvironment {
    /// Where jobs go.
    pub queues: QueueUrls,
    /// SHA-256 of each valid route token. Digests are not secrets, because the tokens are random.
    pub token_digests: Vec<[u8; 32]>,
}

impl IngestEnvironment {
    /// Reads the process's environment.
    ///
    /// # Errors
    /// All missing or invalid variables at once.
    pub fn from_environment() -> Result<Self, EnvironmentError> {
        Self::from_variables(|name| std::env::var(name).ok())
    }

    /// Reads variables from `variable`.
    ///
    /// # Errors
    /// All missing or invalid variables at once.
    pub fn from_variables(variable: impl Fn(&str) -> Option<String>) -> Result<Self, EnvironmentError> {
        let mut read = Reader::new(&variable);
        let queues = read.queues();
        let digests = read.required(
            TOKEN_DIGESTS,
            "the SHA-256 digests of the route tokens, 64 hexadecimal digits each, with commas between",
        );
        let token_digests = read.digests(&digests);
        read.finish(Self {
            queues,
            token_digests,
        })
    }
}

/// The environment of a worker.
#[cfg(feature = "worker")]
#[derive(Debug, Clone)]
pub struct Environment {
    /// Where jobs go.
    pub queues: QueueUrls,
    /// The queues for jobs whose retries are exhausted.
    pub dead_letters: QueueUrls,
    /// Name of the ledger table.
    pub ledger_table: String,
    /// Name of the journal table.
    pub journal_table: String,
    /// Name or ARN of the secret with ActiveCampaign's URL, API key and route tokens.
    pub activecampaign_secret: String,
    /// Name or ARN of the secret with eAccounting's client and grant.
    pub eaccounting_secret: String,
    /// ARN of the alerts topic.
    pub alerts_topic_arn: String,
    /// Name or ARN of the secret with the channels for notices, if there are any besides the topic.
    pub notices_secret: Option<String>,
    /// The deployment's name in notices.
    pub deployment: Deployment,
    /// The deployment's salt for digests of e-mail addresses.
    pub salt: SecretString,
    /// eAccounting's API, with its version.
    pub eaccounting_api_url: Url,
    /// Visma's identity server.
    pub eaccounting_identity_url: Url,
    /// Which vendor URLs are allowed.
    pub vendor_urls: UrlPolicy,
    /// SHA-256 of each valid route token, to recognize ActiveCampaign's webhook. Empty if webhooks are not monitored.
    pub token_digests: Vec<[u8; 32]>,
}

#[cfg(feature = "worker")]
impl Environment {
    /// The default URL of eAccounting's API.
    pub const EACCOUNTING_API_URL: &str = "https://eaccountingapi.vismaonline.com/v2";
    /// The default URL of Visma's identity server.
    pub const EACCOUNTING_IDENTITY_URL: &str = "https://identity.vismaonline.com";

    /// Reads the process's environment.
    ///
    /// # Errors
    /// All missing or invalid variables at once.
    pub fn from_environment() -> Result<Self, EnvironmentError> {
        Self::from_variables(|name| std::env::var(name).ok())
    }

    /// Reads variables from `variable`.
    ///
    /// # Errors
    /// All missing or invalid variables at once.
    pub fn from_variables(variable: impl Fn(&str) -> Option<String>) -> Result<Self, EnvironmentError> {
        let mut read = Reader::new(&variable);
        let vendor_urls = match read.optional("EKOBRIDGE_ALLOW_INSECURE_VENDOR_URLS").as_deref() {
            None | Some("0") => UrlPolicy::Public,
            Some("1") => UrlPolicy::Any,
            Some(_) => {
                read.wrong("EKOBRIDGE_ALLOW_INSECURE_VENDOR_URLS", "0, or 1 for development");
                UrlPolicy::Public
            }
        };
        let mut queues = read.queues();
        queues.backlog = Some(read.required("EKOBRIDGE_BACKLOG_QUEUE_URL", "the URL of the backlog queue"));
        let digests = read.optional(TOKEN_DIGESTS).unwrap_or_default();
        let environment = Self {
            queues,
            token_digests: read.digests(&digests),
            dead_letters: QueueUrls {
                orders: read.required(
                    "EKOBRIDGE_ORDERS_DEAD_LETTERS_URL",
                    "the URL of the orders queue's dead-letter queue",
                ),
                customers: read.required(
                    "EKOBRIDGE_CUSTOMERS_DEAD_LETTERS_URL",
                    "the URL of the customers queue's dead-letter queue",
                ),
                backlog: Some(read.required(
                    "EKOBRIDGE_BACKLOG_DEAD_LETTERS_URL",
                    "the URL of the backlog queue's dead-letter queue",
                )),
            },
            ledger_table: read.required("EKOBRIDGE_LEDGER_TABLE", "the name of the ledger table"),
            journal_table: read.required("EKOBRIDGE_JOURNAL_TABLE", "the name of the journal table"),
            activecampaign_secret: read.required(
                "EKOBRIDGE_ACTIVECAMPAIGN_SECRET",
                "the ARN of ActiveCampaign's secret",
            ),
            eaccounting_secret: read
                .required("EKOBRIDGE_EACCOUNTING_SECRET", "the ARN of eAccounting's secret"),
            alerts_topic_arn: read.required("EKOBRIDGE_ALERTS_TOPIC_ARN", "the ARN of the alerts topic"),
            notices_secret: read.optional("EKOBRIDGE_NOTICES_SECRET"),
            deployment: Deployment::of_stack(
                read.optional("EKOBRIDGE_STACK"),
                read.optional("AWS_REGION").as_deref(),
            ),
            salt: read
                .required(
                    "EKOBRIDGE_SALT",
                    "any text that is this deployment's own and never changes",
                )
                .into(),
            eaccounting_api_url: read.vendor_url(
                "EACCOUNTING_API_URL",
                Self::EACCOUNTING_API_URL,
                vendor_urls,
            ),
            eaccounting_identity_url: read.vendor_url(
                "EACCOUNTING_IDENTITY_URL",
                Self::EACCOUNTING_IDENTITY_URL,
                vendor_urls,
            ),
            vendor_urls,
        };
        read.finish(environment)
    }
}

/// An environment with which a function can't start. Names only variables, never their values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnvironmentError(Vec<String>);

impl fmt::Display for EnvironmentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("The environment is not complete:")?;
        for fault in &self.0 {
            write!(f, "\n  - {fault}")?;
        }
        f.write_str("\nDeploy template.yaml again, or see docs/CONFIGURATION.md.")
    }
}

impl std::error::Error for EnvironmentError {}

/// Reads variables and collects all errors, so that one start reports them all.
struct Reader<'a> {
    variable: &'a dyn Fn(&str) -> Option<String>,
    faults: Vec<String>,
}

impl<'a> Reader<'a> {
    fn new(variable: &'a dyn Fn(&str) -> Option<String>) -> Self {
        Self {
            variable,
            faults: Vec::new(),
        }
    }

    fn optional(&self, name: &str) -> Option<String> {
        (self.variable)(name)
            .map(|value| value.trim().to_owned())
            .filter(|value| !value.is_empty())
    }

    fn required(&mut self, name: &str, what: &str) -> String {
        self.optional(name).unwrap_or_else(|| {
            self.faults.push(format!("{name} is not set: {what}"));
            String::new()
        })
    }

    fn wrong(&mut self, name: &str, expected: &str) {
        self.faults
            .push(format!("{name} is not valid: expected {expected}"));
    }

    /// SHA-256 digests from [`TOKEN_DIGESTS`], separated by commas.
    fn digests(&mut self, text: &str) -> Vec<[u8; 32]> {
        text.split(',')
            .map(str::trim)
            .filter(|digest| !digest.is_empty())
            .filter_map(|digest| {
                let mut bytes = [0; 32];
                match hex::decode_to_slice(digest, &mut bytes) {
                    Ok(()) => Some(bytes),
                    Err(_) => {
                        self.wrong(TOKEN_DIGESTS, "64 hexadecimal digits for each token");
                        None
                    }
                }
            })
            .collect()
    }

    fn queues(&mut self) -> QueueUrls {
        QueueUrls {
            orders: self.required("EKOBRIDGE_ORDERS_QUEUE_URL", "the URL of the orders queue"),
            customers: self.required("EKOBRIDGE_CUSTOMERS_QUEUE_URL", "the URL of the customers queue"),
            backlog: None,
        }
    }

    #[cfg(feature = "worker")]
    fn vendor_url(&mut self, name: &str, default: &str, allowed: UrlPolicy) -> Url {
        let text = self.optional(name).unwrap_or_else(|| default.to_owned());
        let url = text.parse::<Url>().unwrap_or_else(|_| {
            self.wrong(name, "a URL such as https://eaccountingapi.vismaonline.com/v2");
            default.parse().expect("a literal URL")
        });
        if let Err(refused) = allowed.check(&url, "eAccounting") {
            self.faults.push(format!("{name} is not allowed: {refused}"));
        }
        url
    }

    fn finish<T>(self, value: T) -> Result<T, EnvironmentError> {
        if self.faults.is_empty() {
            Ok(value)
        } else {
            Err(EnvironmentError(self.faults))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ingest(name: &str) -> Option<String> {
        match name {
            "EKOBRIDGE_ORDERS_QUEUE_URL" => Some("https://sqs/1/orders.fifo".into()),
            "EKOBRIDGE_CUSTOMERS_QUEUE_URL" => Some("https://sqs/1/customers.fifo".into()),
            "EKOBRIDGE_ROUTE_TOKEN_DIGESTS" => Some(format!("{}, {}", "ab".repeat(32), "cd".repeat(32))),
            _ => None,
        }
    }

    #[test]
    fn two_route_tokens_are_valid_at_once() {
        let environment = IngestEnvironment::from_variables(ingest).unwrap();
        assert_eq!(environment.token_digests, [[0xab; 32], [0xcd; 32]]);
        assert_eq!(environment.queues.orders, "https://sqs/1/orders.fifo");
    }

    #[test]
    fn everything_that_is_missing_is_told_at_once() {
        let error = IngestEnvironment::from_variables(|_| None)
            .unwrap_err()
            .to_string();
        for name in [
            "EKOBRIDGE_ORDERS_QUEUE_URL",
            "EKOBRIDGE_CUSTOMERS_QUEUE_URL",
            "EKOBRIDGE_ROUTE_TOKEN_DIGESTS",
        ] {
            assert!(error.contains(&format!("{name} is not set")), "{error}");
        }
    }

    #[test]
    fn a_digest_that_is_none_is_refused_and_not_quoted() {
        let error = IngestEnvironment::from_variables(|name| match name {
            "EKOBRIDGE_ROUTE_TOKEN_DIGESTS" => Some("my-token".into()),
            other => ingest(other),
        })
        .unwrap_err()
        .to_string();
        assert!(
            error.contains("64 hexadecimal digits") && !error.contains("my-token"),
            "{error}"
        );
    }

    #[cfg(feature = "worker")]
    mod worker {
        use super::*;

        fn complete(name: &str) -> Option<String> {
            match name {
                "EKOBRIDGE_ORDERS_DEAD_LETTERS_URL" => Some("https://sqs/1/orders-dead.fifo".into()),
                "EKOBRIDGE_CUSTOMERS_DEAD_LETTERS_URL" => Some("https://sqs/1/customers-dead.fifo".into()),
                "EKOBRIDGE_BACKLOG_DEAD_LETTERS_URL" => Some("https://sqs/1/backlog-dead.fifo".into()),
                "EKOBRIDGE_BACKLOG_QUEUE_URL" => Some("https://sqs/1/backlog.fifo".into()),
                "EKOBRIDGE_LEDGER_TABLE" => Some("ledger".into()),
                "EKOBRIDGE_JOURNAL_TABLE" => Some("journal".into()),
                "EKOBRIDGE_ACTIVECAMPAIGN_SECRET" => Some("arn:ac".into()),
                "EKOBRIDGE_EACCOUNTING_SECRET" => Some("arn:ea".into()),
                "EKOBRIDGE_ALERTS_TOPIC_ARN" => Some("arn:sns".into()),
                "EKOBRIDGE_SALT" => Some("pepper".into()),
                other => ingest(other),
            }
        }

        #[test]
        fn the_vendors_own_urls_are_the_defaults() {
            let environment = Environment::from_variables(complete).unwrap();
            assert_eq!(
                environment.eaccounting_api_url.as_str(),
                Environment::EACCOUNTING_API_URL
            );
            assert_eq!(environment.vendor_urls, UrlPolicy::Public);
        }

        #[test]
        fn the_salt_does_not_show() {
            let environment = Environment::from_variables(complete).unwrap();
            assert!(!format!("{environment:?}").contains("pepper"));
        }

        #[test]
        fn a_loopback_vendor_url_needs_the_development_switch() {
            let local = |switch: &'static str| {
                Environment::from_variables(move |name| match name {
                    "EACCOUNTING_API_URL" => Some("http://127.0.0.1:9000/eaccounting/v2".into()),
                    "EKOBRIDGE_ALLOW_INSECURE_VENDOR_URLS" => Some(switch.into()),
                    other => complete(other),
                })
            };
            assert!(local("1").is_ok());
            assert!(
                local("0")
                    .unwrap_err()
                    .to_string()
                    .contains("EACCOUNTING_API_URL is not allowed")
            );
            assert!(local("yes").unwrap_err().to_string().contains("expected 0, or 1"));
        }
    }
}
