//! An AWS account for tests of deployments: CloudFormation, S3, STS and Lambda, and secrets and tables unless the embedded
//! services have them. Responses follow the API references.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use aws_config::{BehaviorVersion, Region, SdkConfig};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::calls::{Calls, Moment};

/// The account's number.
pub const ACCOUNT: &str = "123456789012";

/// The account. Cheap to clone.
#[derive(Clone, Default)]
pub struct FakeAws {
    inner: Arc<Mutex<FakeAccount>>,
    calls: Calls,
}

/// What the account holds, and how its services answer.
#[derive(Default)]
pub struct FakeAccount {
    /// S3 objects, by `bucket/key`; a bucket is an empty object named `bucket`.
    pub objects: BTreeMap<String, Vec<u8>>,
    /// Number of objects and buckets that were put into S3.
    pub puts: usize,
    /// How fast a call's body arrives; at once if not set.
    pub bytes_per_second: Option<usize>,
    /// The secrets, by name.
    pub secrets: BTreeMap<String, String>,
    /// The tables, by name.
    pub tables: BTreeSet<String>,
    /// The salts that ledgers hold, by table.
    pub salts: BTreeMap<String, String>,
    /// Names of the secrets that are scheduled for deletion.
    pub deleted_secrets: BTreeSet<String>,
    /// The deployed stack.
    pub stack: Option<FakeStack>,
    /// The outputs of the next deployments, beside those of the secrets, the webhook and the token digests.
    pub outputs: BTreeMap<String, String>,
    /// The changes of the next change sets: action, resource, type, replacement.
    pub changes: Vec<[&'static str; 4]>,
    /// Resources that fail to deploy, with the reason.
    pub failing: BTreeMap<&'static str, &'static str>,
    /// Concurrent executions that Lambda has left to reserve.
    pub unreserved: i32,
    /// Number of confirmed subscriptions of the alerts topic.
    pub subscribed: u32,
    /// SHA-256 of every function's code, in Base64.
    pub code_sha256: String,
    /// The actions of CloudFormation, SNS and STS that were called, in order.
    pub actions: Vec<String>,
    prepared: Option<FakeStack>,
    nothing: bool,
    executed: bool,
    events: Vec<String>,
}

/// A deployed stack.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FakeStack {
    /// Its status, such as `CREATE_COMPLETE`.
    pub status: String,
    /// The template's text, or the URL that it was deployed from.
    pub template: String,
    /// Parameters by name.
    pub parameters: BTreeMap<String, String>,
    /// Tags by key.
    pub tags: BTreeMap<String, String>,
    /// Outputs by name.
    pub outputs: BTreeMap<String, String>,
}

impl FakeAws {
    /// An account without stacks, in which each call is counted in `calls`.
    #[must_use]
    pub fn new(calls: Calls) -> Self {
        let fake = Self {
            calls,
            ..Self::default()
        };
        {
            let mut inner = fake.lock();
            inner.unreserved = 1_000;
            inner.subscribed = 1;
            inner.changes = vec![["Add", "OrdersQueue", "AWS::SQS::Queue", ""]];
        }
        fake
    }

    /// Serves the account on a free port of the loopback address, and returns its URL.
    pub async fn serve(&self) -> String {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let router = Router::new()
            .fallback(answer)
            .layer(DefaultBodyLimit::disable())
            .with_state(self.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        url
    }

    /// An account that is served, and the configuration of clients that call it.
    pub async fn start() -> (Self, SdkConfig) {
        let fake = Self::new(Calls::default());
        let url = fake.serve().await;
        let sdk = aws_config::defaults(BehaviorVersion::latest())
            .region(Region::new("eu-north-1"))
            .credentials_provider(aws_sdk_sqs::config::Credentials::new(
                "k", "s", None, None, "test",
            ))
            .retry_config(aws_config::retry::RetryConfig::disabled())
            .endpoint_url(url)
            .http_client(aws::clients::http_client())
            .load()
            .await;
        (fake, sdk)
    }

    /// The account's content.
    pub fn lock(&self) -> MutexGuard<'_, FakeAccount> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn answer(
    State(fake): State<FakeAws>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let speed = fake.lock().bytes_per_second;
    if let Some(speed) = speed {
        let seconds = body.len().div_ceil(speed);
        tokio::time::sleep(Duration::from_secs(seconds as u64)).await;
    }
    let name = name(&method, &uri, &headers, &body);
    fake.calls.pass(&name, Moment::Before).await;
    let response = handle(&fake, &method, &uri, &headers, &body);
    fake.calls.pass(&name, Moment::After).await;
    response
}

/// The operation of a call, such as `CreateChangeSet` or `PutObject`.
fn name(method: &Method, uri: &Uri, headers: &HeaderMap, body: &Bytes) -> String {
    if let Some(target) = target(headers) {
        return target.rsplit('.').next().unwrap_or_default().to_owned();
    }
    if let Some((_, action)) = url::form_urlencoded::parse(body).find(|(key, _)| key == "Action") {
        return action.into_owned();
    }
    let path = uri.path().trim_matches('/');
    if path.starts_with("2016-08-19/account-settings") {
        return "GetAccountSettings".to_owned();
    }
    if path.ends_with("/configuration") {
        return "GetFunctionConfiguration".to_owned();
    }
    let of_object = path.contains('/');
    let public = uri.query().unwrap_or_default().contains("publicAccessBlock");
    match (method == Method::PUT, of_object, public) {
        (true, _, true) => "PutPublicAccessBlock",
        (true, true, _) => "PutObject",
        (true, false, _) => "CreateBucket",
        (false, true, _) => "HeadObject",
        (false, false, _) => "HeadBucket",
    }
    .to_owned()
}

fn target(headers: &HeaderMap) -> Option<&str> {
    headers.get("x-amz-target")?.to_str().ok()
}

fn handle(fake: &FakeAws, method: &Method, uri: &Uri, headers: &HeaderMap, body: &Bytes) -> Response {
    let mut inner = fake.lock();
    if let Some(target) = target(headers) {
        let request = serde_json::from_slice(body).unwrap();
        if target.starts_with("DynamoDB") {
            return inner.table(target, &request);
        }
        return inner.secret(target, &request);
    }
    if uri.path().starts_with("/2016-08-19/account-settings") {
        let limit = json!({"AccountLimit": {"UnreservedConcurrentExecutions": inner.unreserved}});
        return axum::Json(limit).into_response();
    }
    if uri.path().ends_with("/configuration") {
        return axum::Json(json!({"CodeSha256": inner.code_sha256})).into_response();
    }
    let form: BTreeMap<String, String> = url::form_urlencoded::parse(body).into_owned().collect();
    if let Some(action) = form.get("Action").cloned() {
        inner.actions.push(action.clone());
        let (status, result) = inner.query(&action, &form);
        let body = if status == StatusCode::OK {
            format!("<{action}Response><{action}Result>{result}</{action}Result></{action}Response>")
        } else {
            format!(
                "<ErrorResponse><Error><Code>ValidationError</Code><Message>{result}</Message></Error></ErrorResponse>"
            )
        };
        return (status, [("content-type", "text/xml")], body).into_response();
    }
    inner.s3(method, uri, body)
}

impl FakeAccount {
    fn s3(&mut self, method: &Method, uri: &Uri, body: &[u8]) -> Response {
        let path = uri.path().trim_matches('/').to_owned();
        if *method == Method::PUT {
            if uri.query().unwrap_or_default().contains("publicAccessBlock") {
                return StatusCode::OK.into_response();
            }
            self.puts += 1;
            self.objects.insert(path, body.to_vec());
            return StatusCode::OK.into_response();
        }
        match self.objects.get(&path) {
            Some(_) => StatusCode::OK.into_response(),
            None => Response::builder().status(404).body(Body::empty()).unwrap(),
        }
    }

    fn table(&mut self, target: &str, request: &Value) -> Response {
        let answer = if target.ends_with("ListTables") {
            json!({ "TableNames": self.tables })
        } else if target.ends_with("GetItem") {
            assert_eq!(request["Key"]["pk"]["S"], "state#salt");
            match self.salts.get(request["TableName"].as_str().unwrap()) {
                Some(salt) => {
                    let content =
                        json!({ "at": "2026-11-29T00:00:00Z", "by": "w", "value": salt }).to_string();
                    json!({ "Item": { "content": { "S": content }, "version": { "N": "1" } } })
                }
                None => json!({}),
            }
        } else {
            if target.ends_with("DeleteTable") {
                self.tables.remove(request["TableName"].as_str().unwrap());
            }
            json!({})
        };
        axum::Json(answer).into_response()
    }

    fn secret(&mut self, target: &str, request: &Value) -> Response {
        let id = request["SecretId"].as_str().unwrap().to_owned();
        if target.ends_with("PutSecretValue") {
            self.secrets
                .insert(id.clone(), request["SecretString"].as_str().unwrap().to_owned());
            return axum::Json(json!({"Name": id})).into_response();
        }
        if target.ends_with("DeleteSecret") {
            self.secrets.remove(&id);
            return axum::Json(json!({"Name": id})).into_response();
        }
        match self.secrets.get(&id) {
            Some(_) if target.ends_with("DescribeSecret") => {
                let deleted = self.deleted_secrets.contains(&id).then_some(1_764_000_000);
                axum::Json(json!({ "ARN": id, "Name": id, "DeletedDate": deleted })).into_response()
            }
            Some(text) => axum::Json(json!({"Name": id, "SecretString": text})).into_response(),
            None => {
                let missing = json!({"__type": "ResourceNotFoundException", "message": "no such secret"});
                (StatusCode::BAD_REQUEST, axum::Json(missing)).into_response()
            }
        }
    }

    fn query(&mut self, action: &str, form: &BTreeMap<String, String>) -> (StatusCode, String) {
        let ok = |text: String| (StatusCode::OK, text);
        match action {
            "GetCallerIdentity" => ok(format!("<Account>{ACCOUNT}</Account>")),
            "DescribeStacks" => match &self.stack {
                Some(stack) => ok(stack.described()),
                None => (StatusCode::BAD_REQUEST, "Stack does not exist".to_owned()),
            },
            "GetTopicAttributes" => ok(format!(
                "<Attributes><entry><key>SubscriptionsConfirmed</key><value>{}</value></entry></Attributes>",
                self.subscribed
            )),
            "GetTemplate" => ok(format!(
                "<TemplateBody>{}</TemplateBody>",
                self.stack.as_ref().map_or("", |stack| &stack.template)
            )),
            "DescribeStackResources" => ok(
                "<StackResources><member><StackName>shop</StackName><LogicalResourceId>OrderPush</LogicalResourceId>\
                 <PhysicalResourceId>shop-OrderPush-1</PhysicalResourceId><ResourceType>AWS::Lambda::Function</ResourceType>\
                 <Timestamp>2026-11-29T00:00:00Z</Timestamp><ResourceStatus>CREATE_COMPLETE</ResourceStatus></member>\
                 </StackResources>"
                    .to_owned(),
            ),
            "CreateChangeSet" => {
                let before = self.stack.clone().unwrap_or_default();
                let mut next = before.clone();
                next.status = if self.stack.is_some() {
                    "UPDATE_COMPLETE"
                } else {
                    "CREATE_COMPLETE"
                }
                .to_owned();
                if let Some(url) = form.get("TemplateURL") {
                    next.template = url.clone();
                }
                next.parameters.clear();
                for number in 1.. {
                    let Some(key) = form.get(&format!("Parameters.member.{number}.ParameterKey")) else {
                        break;
                    };
                    let value = form
                        .get(&format!("Parameters.member.{number}.ParameterValue"))
                        .or(before.parameters.get(key));
                    next.parameters
                        .insert(key.clone(), value.cloned().unwrap_or_default());
                }
                let tags: BTreeMap<String, String> = (1..)
                    .map_while(|number| {
                        let of = |part: &str| form.get(&format!("Tags.member.{number}.{part}")).cloned();
                        Some((of("Key")?, of("Value")?))
                    })
                    .collect();
                // As AWS does: no tags leave those that are there.
                if !tags.is_empty() {
                    next.tags = tags;
                }
                let bucket = next
                    .parameters
                    .get("RouteTokenDigests")
                    .cloned()
                    .unwrap_or_default();
                next.outputs = [
                    ("ActiveCampaignSecretArn", "activecampaign"),
                    ("EaccountingSecretArn", "eaccounting"),
                    ("WebhookUrl", "https://ingest.example.com/webhook/"),
                    ("Digests", bucket.as_str()),
                ]
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .into();
                next.outputs.extend(self.outputs.clone());
                self.nothing = (&next.template, &next.parameters, &next.tags)
                    == (&before.template, &before.parameters, &before.tags);
                self.executed = false;
                self.prepared = Some(next);
                ok("<Id>change-set</Id>".to_owned())
            }
            "DescribeChangeSet" => ok(self.change_set()),
            "ExecuteChangeSet" => {
                self.execute();
                ok(String::new())
            }
            "DescribeStackEvents" => {
                let events: String = self.events.iter().rev().cloned().collect();
                ok(format!("<StackEvents>{events}</StackEvents>"))
            }
            "DeleteChangeSet" => {
                self.prepared = None;
                ok(String::new())
            }
            "DeleteStack" => {
                self.stack = None;
                self.event("shop", "AWS::CloudFormation::Stack", "DELETE_COMPLETE", "");
                ok(String::new())
            }
            other => panic!("{other}"),
        }
    }

    fn change_set(&self) -> String {
        if self.nothing {
            return "<Status>FAILED</Status><StatusReason>The submitted information didn't contain changes.</StatusReason>"
                .to_owned();
        }
        let mut changes = String::new();
        for [action, resource, kind, replacement] in &self.changes {
            let replacement = if replacement.is_empty() {
                String::new()
            } else {
                format!("<Replacement>{replacement}</Replacement>")
            };
            let _ = write!(
                changes,
                "<member><ResourceChange><Action>{action}</Action><LogicalResourceId>{resource}</LogicalResourceId>\
                 <ResourceType>{kind}</ResourceType>{replacement}</ResourceChange></member>"
            );
        }
        format!("<Status>CREATE_COMPLETE</Status><Changes>{changes}</Changes>")
    }

    fn execute(&mut self) {
        let next = self.prepared.take().unwrap();
        self.event("shop", "AWS::CloudFormation::Stack", "UPDATE_IN_PROGRESS", "");
        let changes = self.changes.clone();
        let mut failed = false;
        for [_, resource, kind, _] in changes {
            match self.failing.get(resource).copied() {
                Some(why) => {
                    self.event(resource, kind, "CREATE_FAILED", why);
                    failed = true;
                }
                None if failed => {
                    self.event(resource, kind, "CREATE_FAILED", "Resource creation cancelled");
                }
                None => self.event(resource, kind, "CREATE_COMPLETE", ""),
            }
        }
        if failed {
            self.event(
                "shop",
                "AWS::CloudFormation::Stack",
                "UPDATE_ROLLBACK_COMPLETE",
                "",
            );
            return;
        }
        for secret in ["activecampaign", "eaccounting"] {
            self.secrets
                .entry(secret.to_owned())
                .or_insert_with(|| "{}".to_owned());
        }
        let end = next.status.clone();
        self.stack = Some(next);
        self.event("shop", "AWS::CloudFormation::Stack", &end, "");
    }

    fn event(&mut self, resource: &str, kind: &str, status: &str, why: &str) {
        let id = self.events.len();
        self.events.push(format!(
            "<member><StackId>shop</StackId><StackName>shop</StackName><EventId>{id}</EventId>\
             <Timestamp>2026-11-29T00:00:00Z</Timestamp><LogicalResourceId>{resource}</LogicalResourceId>\
             <ResourceType>{kind}</ResourceType><ResourceStatus>{status}</ResourceStatus>\
             <ResourceStatusReason>{why}</ResourceStatusReason></member>"
        ));
    }
}

impl FakeStack {
    fn described(&self) -> String {
        let members = |all: &BTreeMap<String, String>, what: &str| -> String {
            all.iter()
                .map(|(key, value)| {
                    format!("<member><{what}Key>{key}</{what}Key><{what}Value>{value}</{what}Value></member>")
                })
                .collect()
        };
        format!(
            "<Stacks><member><StackName>shop</StackName><StackId>shop</StackId><StackStatus>{}</StackStatus>\
             <CreationTime>2026-11-29T00:00:00Z</CreationTime><Parameters>{}</Parameters><Outputs>{}</Outputs></member></Stacks>",
            self.status,
            members(&self.parameters, "Parameter"),
            members(&self.outputs, "Output")
        )
    }
}
