//! A fake of the AWS services that a deployment uses: CloudFormation, S3, STS, Lambda's limits and Secrets Manager.
//! Responses follow their API references.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use aws_config::{BehaviorVersion, Region, SdkConfig};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::Account;
use super::change_set::Deployer;
use super::stack::Stack;

/// The account. Cheap to clone: all clones share one account.
#[derive(Clone, Default)]
pub(crate) struct FakeAws(Arc<Mutex<Inner>>);

#[derive(Default)]
pub(crate) struct Inner {
    /// Objects in S3, as `bucket/key`.
    pub(crate) objects: BTreeMap<String, Vec<u8>>,
    /// The number of uploads.
    pub(crate) puts: usize,
    /// The secrets, by name.
    pub(crate) secrets: BTreeMap<String, String>,
    /// The tables, by name.
    pub(crate) tables: BTreeSet<String>,
    /// The deployed stack.
    pub(crate) stack: Option<FakeStack>,
    /// The changes of the next change sets: action, resource, type, replacement.
    pub(crate) changes: Vec<[&'static str; 4]>,
    /// Resources that fail to deploy, with the reason.
    pub(crate) failing: BTreeMap<&'static str, &'static str>,
    /// Lambda's unreserved concurrency.
    pub(crate) unreserved: i32,
    /// Confirmed subscriptions of the alerts topic.
    pub(crate) subscribed: u32,
    /// The code of all functions, by Lambda's name for it.
    pub(crate) code_sha256: String,
    /// Calls to CloudFormation, by action.
    pub(crate) actions: Vec<String>,
    prepared: Option<FakeStack>,
    nothing: bool,
    executed: bool,
    events: Vec<String>,
}

/// A deployed stack.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct FakeStack {
    pub(crate) status: String,
    pub(crate) template: String,
    pub(crate) parameters: BTreeMap<String, String>,
    pub(crate) outputs: BTreeMap<String, String>,
}

impl FakeAws {
    pub(crate) async fn start() -> (Self, Account) {
        let fake = Self::default();
        {
            let mut inner = fake.lock();
            inner.unreserved = 1_000;
            inner.subscribed = 1;
            inner.changes = vec![["Add", "OrdersQueue", "AWS::SQS::Queue", ""]];
        }
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let router = Router::new().fallback(answer).with_state(fake.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        let sdk: SdkConfig = aws_config::defaults(BehaviorVersion::latest())
            .region(Region::new("eu-north-1"))
            .credentials_provider(aws_sdk_sqs::config::Credentials::new(
                "k", "s", None, None, "test",
            ))
            .retry_config(aws_config::retry::RetryConfig::disabled())
            .endpoint_url(url)
            .load()
            .await;
        (fake, Account::of(sdk).await.unwrap())
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Deploys to a fake, without pauses.
pub(crate) fn deployer(account: &Account, name: &str) -> (Stack, Deployer) {
    let stack = Stack::of(account, name);
    (stack.clone(), Deployer::new(stack).at_once())
}

async fn answer(
    State(fake): State<FakeAws>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let mut inner = fake.lock();
    if let Some(target) = headers
        .get("x-amz-target")
        .and_then(|target| target.to_str().ok())
    {
        if target.starts_with("DynamoDB") {
            return inner.table(target, &serde_json::from_slice(&body).unwrap());
        }
        return inner.secret(target, &serde_json::from_slice(&body).unwrap());
    }
    if uri.path().starts_with("/2016-08-19/account-settings") {
        let limit = json!({"AccountLimit": {"UnreservedConcurrentExecutions": inner.unreserved}});
        return axum::Json(limit).into_response();
    }
    if uri.path().ends_with("/configuration") {
        return axum::Json(json!({"CodeSha256": inner.code_sha256})).into_response();
    }
    let form: BTreeMap<String, String> = url::form_urlencoded::parse(&body).into_owned().collect();
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
    inner.s3(&method, &uri, &body)
}

impl Inner {
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
        if target.ends_with("DeleteTable") {
            self.tables.remove(request["TableName"].as_str().unwrap());
        }
        axum::Json(json!({})).into_response()
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
            "GetCallerIdentity" => ok("<Account>123456789012</Account>".to_owned()),
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
                self.nothing = (&next.template, &next.parameters) == (&before.template, &before.parameters);
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
