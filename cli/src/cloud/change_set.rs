//! Change sets: what a deployment would change, and its execution.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::time::Duration;

use anyhow::{Context, anyhow, bail};
use aws_sdk_cloudformation::types::{
    Capability, ChangeAction, ChangeSetStatus, ChangeSetType, Parameter, Replacement, ResourceStatus,
    StackEvent, Tag,
};

use super::stack::{Deployed, Stack};
use crate::terminal::Style;

/// How often CloudFormation is asked how far it is.
const PACE: Duration = Duration::from_secs(3);

/// How long a change set or a stack may stay as it is, in looks: more than any resource takes that the template has.
const LOOKS: usize = 600;

/// Types of resources that hold what cannot be made again.
const HOLDS_DATA: [&str; 4] = [
    "AWS::DynamoDB::Table",
    "AWS::SecretsManager::Secret",
    "AWS::SQS::Queue",
    "AWS::KMS::Key",
];

/// What a deployment deploys.
pub(crate) enum Source<'a> {
    /// The template at this URL.
    Template(&'a str),
    /// The template that is deployed; only parameters change.
    Deployed,
}

/// A parameter's value in a change set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Setting {
    /// This value.
    Value(String),
    /// The deployed one.
    Previous,
}

/// A change of one resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Change {
    /// Its name in the template.
    pub(crate) resource: String,
    /// Its type, such as `AWS::SQS::Queue`.
    pub(crate) kind: String,
    /// What happens to it.
    pub(crate) action: Action,
    /// Which of its properties change.
    pub(crate) properties: BTreeSet<String>,
}

/// What happens to a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Action {
    /// It is created.
    Add,
    /// It is changed in place.
    Modify,
    /// It may be replaced: CloudFormation knows when it does it.
    MayReplace,
    /// It is replaced by a new one, and what it holds is lost.
    Replace,
    /// It is deleted.
    Remove,
}

/// A change set that was computed, and not executed.
pub(crate) struct Prepared {
    id: String,
    /// Whether there is no stack yet.
    new: bool,
    /// What it changes.
    pub(crate) changes: Vec<Change>,
}

impl Change {
    /// Whether something that holds data may be lost.
    pub(crate) fn loses_data(&self) -> bool {
        HOLDS_DATA.contains(&self.kind.as_str())
            && matches!(self.action, Action::Replace | Action::MayReplace | Action::Remove)
    }
}

impl Prepared {
    /// The changes, resource by resource.
    pub(crate) fn text(&self, style: &Style) -> String {
        let mut text = String::new();
        for change in &self.changes {
            let mark = match change.action {
                Action::Add => style.green("+ create"),
                Action::Modify => style.yellow("~ change"),
                Action::MayReplace => style.red("! may replace"),
                Action::Replace => style.red("! replace"),
                Action::Remove => style.red("- delete"),
            };
            let properties = change.properties.iter().map(String::as_str).collect::<Vec<_>>();
            let properties = match properties.as_slice() {
                [] => String::new(),
                some => style.dim(&format!("  ({})", some.join(", "))),
            };
            let _ = writeln!(
                text,
                "  {mark}  {:<28} {}{properties}",
                change.resource, change.kind
            );
        }
        let lost: Vec<&str> = self
            .changes
            .iter()
            .filter(|change| change.loses_data())
            .map(|change| change.resource.as_str())
            .collect();
        if !lost.is_empty() {
            let warning = format!(
                "{} would be replaced or deleted, and with it what only AWS has.",
                lost.join(", ")
            );
            let _ = writeln!(text, "\n  {}", style.red(&warning));
        }
        text
    }

    /// Whether something that holds data may be lost.
    pub(crate) fn loses_data(&self) -> bool {
        self.changes.iter().any(Change::loses_data)
    }
}

/// Computes and executes the changes of one stack.
pub(crate) struct Deployer {
    stack: Stack,
    pace: Duration,
}

impl Deployer {
    /// For this stack.
    pub(crate) fn new(stack: Stack) -> Self {
        Self { stack, pace: PACE }
    }

    /// Asks as fast as it can, for tests.
    #[cfg(test)]
    pub(crate) fn at_once(mut self) -> Self {
        self.pace = Duration::from_millis(1);
        self
    }

    /// Computes what would change; `None` where nothing would. Without tags, the stack keeps those that it has.
    ///
    /// # Errors
    /// When the template or a parameter is refused.
    pub(crate) async fn prepare(
        &self,
        source: &Source<'_>,
        parameters: &BTreeMap<String, Setting>,
        tags: &[(String, String)],
        new: bool,
    ) -> anyhow::Result<Option<Prepared>> {
        let name = format!("ekobridge-{}", uuid::Uuid::new_v4().simple());
        let parameters = parameters
            .iter()
            .map(|(key, setting)| {
                let parameter = Parameter::builder().parameter_key(key);
                match setting {
                    Setting::Value(value) => parameter.parameter_value(value),
                    Setting::Previous => parameter.use_previous_value(true),
                }
                .build()
            })
            .collect();
        let request = self
            .stack
            .client
            .create_change_set()
            .stack_name(&self.stack.name)
            .change_set_name(&name)
            .change_set_type(if new {
                ChangeSetType::Create
            } else {
                ChangeSetType::Update
            })
            .capabilities(Capability::CapabilityIam)
            .capabilities(Capability::CapabilityAutoExpand)
            .set_parameters(Some(parameters))
            .set_tags((!tags.is_empty()).then(|| {
                let tag = |(key, value): &(String, String)| Tag::builder().key(key).value(value).build();
                tags.iter().map(tag).collect()
            }));
        let request = match source {
            Source::Template(url) => request.template_url(*url),
            Source::Deployed => request.use_previous_template(true),
        };
        let created = request.send().await.map_err(|error| {
            anyhow!(
                "CloudFormation refuses this deployment: {}.",
                aws::sdk_error(&error)
            )
        })?;
        let id = created.id.unwrap_or(name);
        for _ in 0..LOOKS {
            let described = self.describe(&id, None).await?;
            match described.status() {
                Some(ChangeSetStatus::CreateComplete) => {
                    let changes = self.changes(&id).await?;
                    return Ok(Some(Prepared { id, new, changes }));
                }
                Some(ChangeSetStatus::Failed) => {
                    let why = described.status_reason().unwrap_or_default().to_owned();
                    self.delete(&id, new).await;
                    if ["didn't contain changes", "No updates are to be performed"]
                        .iter()
                        .any(|nothing| why.contains(nothing))
                    {
                        return Ok(None);
                    }
                    bail!("CloudFormation refuses this deployment: {why}");
                }
                _ => tokio::time::sleep(self.pace).await,
            }
        }
        bail!("CloudFormation has not computed the changes after half an hour. Run this again.")
    }

    /// Changes one parameter of what is deployed, and waits for it.
    ///
    /// # Errors
    /// When AWS refuses it.
    pub(crate) async fn set_parameter(
        &self,
        deployed: &Deployed,
        name: &str,
        value: &str,
    ) -> anyhow::Result<bool> {
        let parameters: BTreeMap<String, Setting> = deployed
            .parameters
            .keys()
            .map(|key| {
                let setting = if key == name {
                    Setting::Value(value.to_owned())
                } else {
                    Setting::Previous
                };
                (key.clone(), setting)
            })
            .collect();
        let Some(prepared) = self.prepare(&Source::Deployed, &parameters, &[], false).await? else {
            return Ok(false);
        };
        self.execute(&prepared, |_| {}).await?;
        Ok(true)
    }

    async fn describe(
        &self,
        id: &str,
        page: Option<String>,
    ) -> anyhow::Result<aws_sdk_cloudformation::operation::describe_change_set::DescribeChangeSetOutput> {
        self.stack
            .client
            .describe_change_set()
            .stack_name(&self.stack.name)
            .change_set_name(id)
            .set_next_token(page)
            .send()
            .await
            .map_err(|error| anyhow!("AWS does not show the changes: {}.", aws::sdk_error(&error)))
    }

    async fn changes(&self, id: &str) -> anyhow::Result<Vec<Change>> {
        let mut changes = Vec::new();
        let mut page = None;
        loop {
            let described = self.describe(id, page).await?;
            for change in described.changes() {
                let Some(change) = change.resource_change() else {
                    continue;
                };
                let action = match (change.action(), change.replacement()) {
                    (Some(ChangeAction::Add | ChangeAction::Import), _) => Action::Add,
                    (Some(ChangeAction::Remove), _) => Action::Remove,
                    (_, Some(Replacement::True)) => Action::Replace,
                    (_, Some(Replacement::Conditional)) => Action::MayReplace,
                    _ => Action::Modify,
                };
                let properties = change
                    .details()
                    .iter()
                    .filter_map(|detail| detail.target())
                    .filter_map(|target| {
                        let attribute = target.attribute().map(|attribute| attribute.as_str().to_owned());
                        target.name().map(str::to_owned).or(attribute)
                    })
                    .collect();
                changes.push(Change {
                    resource: change.logical_resource_id().unwrap_or_default().to_owned(),
                    kind: change.resource_type().unwrap_or_default().to_owned(),
                    action,
                    properties,
                });
            }
            page = described.next_token().map(str::to_owned);
            if page.is_none() {
                changes
                    .sort_by(|one, other| (other.action, &one.resource).cmp(&(one.action, &other.resource)));
                return Ok(changes);
            }
        }
    }

    /// Throws a change set away, and the empty stack that came with it.
    pub(crate) async fn discard(&self, prepared: &Prepared) {
        self.delete(&prepared.id, prepared.new).await;
    }

    async fn delete(&self, id: &str, new: bool) {
        let client = &self.stack.client;
        let name = &self.stack.name;
        // What stays behind changes nothing, and the next deployment is not in its way.
        let deleted = client
            .delete_change_set()
            .stack_name(name)
            .change_set_name(id)
            .send();
        if let Err(error) = deleted.await {
            tracing::debug!(error = aws::sdk_error(&error), "the change set stays");
        }
        if new && let Err(error) = client.delete_stack().stack_name(name).send().await {
            tracing::debug!(error = aws::sdk_error(&error), "the empty stack stays");
        }
    }

    /// Executes a change set, and says what ends meanwhile.
    ///
    /// # Errors
    /// When the deployment fails: the first resource that failed, and AWS's reason.
    pub(crate) async fn execute(&self, prepared: &Prepared, progress: impl Fn(&str)) -> anyhow::Result<()> {
        let seen = self.events(&BTreeSet::new()).await.unwrap_or_default();
        let seen = seen
            .iter()
            .filter_map(StackEvent::event_id)
            .map(str::to_owned)
            .collect();
        self.stack
            .client
            .execute_change_set()
            .stack_name(&self.stack.name)
            .change_set_name(&prepared.id)
            .send()
            .await
            .map_err(|error| anyhow!("The deployment cannot be started: {}.", aws::sdk_error(&error)))?;
        self.follow(seen, progress).await
    }

    /// Deletes the stack, and says what ends meanwhile.
    ///
    /// # Errors
    /// When something cannot be deleted: the first resource, and AWS's reason.
    pub(crate) async fn delete_stack(&self, progress: impl Fn(&str)) -> anyhow::Result<()> {
        let seen = self.events(&BTreeSet::new()).await?;
        let seen = seen
            .iter()
            .filter_map(StackEvent::event_id)
            .map(str::to_owned)
            .collect();
        self.stack
            .client
            .delete_stack()
            .stack_name(&self.stack.name)
            .send()
            .await
            .map_err(|error| anyhow!("The stack cannot be deleted: {}.", aws::sdk_error(&error)))?;
        self.follow(seen, progress).await
    }

    /// Follows the stack's events until it has come to rest.
    async fn follow(&self, mut seen: BTreeSet<String>, progress: impl Fn(&str)) -> anyhow::Result<()> {
        let mut failed: Option<String> = None;
        for _ in 0..LOOKS {
            let mut rest = None;
            for event in self.events(&seen).await? {
                seen.extend(event.event_id().map(str::to_owned));
                let resource = event.logical_resource_id().unwrap_or_default();
                let kind = event.resource_type().unwrap_or_default();
                let Some(status) = event.resource_status() else {
                    continue;
                };
                if kind == "AWS::CloudFormation::Stack" && resource == self.stack.name {
                    if !status.as_str().ends_with("_IN_PROGRESS") {
                        rest = Some(status.clone());
                    }
                    continue;
                }
                let why = event.resource_status_reason().unwrap_or_default();
                if status.as_str().ends_with("_FAILED") && failed.is_none() && !why.contains("cancelled") {
                    failed = Some(format!("{resource} ({kind}): {why}"));
                }
                if !status.as_str().ends_with("_IN_PROGRESS") {
                    progress(&format!("{:<16} {resource}", words(status)));
                }
            }
            match rest {
                Some(
                    ResourceStatus::CreateComplete
                    | ResourceStatus::UpdateComplete
                    | ResourceStatus::DeleteComplete,
                ) => return Ok(()),
                Some(status) => bail!(
                    "The deployment failed and was undone ({}). The first that failed: {}",
                    status.as_str(),
                    failed.unwrap_or_else(|| "AWS names no resource.".to_owned())
                ),
                None => tokio::time::sleep(self.pace).await,
            }
        }
        bail!(
            "The deployment has not ended after half an hour. Look at the stack {} in the CloudFormation console.",
            self.stack.name
        )
    }

    /// The stack's events that were not seen yet, oldest first.
    async fn events(&self, seen: &BTreeSet<String>) -> anyhow::Result<Vec<StackEvent>> {
        let mut events = Vec::new();
        let mut page = None;
        loop {
            let described = self
                .stack
                .client
                .describe_stack_events()
                .stack_name(&self.stack.name)
                .set_next_token(page)
                .send()
                .await;
            let described = match described {
                Ok(described) => described,
                // A stack that is deleted has no events by its name any more.
                Err(error) if gone(&error) => {
                    return Ok(self.deleted(events));
                }
                Err(error) => {
                    return Err(anyhow!("{}", aws::sdk_error(&error)))
                        .context("AWS does not say how far it is");
                }
            };
            page = described.next_token().map(str::to_owned);
            let mut known = false;
            for event in described.stack_events.unwrap_or_default() {
                if event.event_id().is_some_and(|id| seen.contains(id)) {
                    known = true;
                    break;
                }
                events.push(event);
            }
            if known || page.is_none() {
                events.reverse();
                return Ok(events);
            }
        }
    }

    /// The end of a stack whose events are gone with it.
    fn deleted(&self, mut events: Vec<StackEvent>) -> Vec<StackEvent> {
        events.reverse();
        events.push(
            StackEvent::builder()
                .event_id("deleted")
                .logical_resource_id(&self.stack.name)
                .resource_type("AWS::CloudFormation::Stack")
                .resource_status(ResourceStatus::DeleteComplete)
                .build(),
        );
        events
    }
}

fn gone<R>(
    error: &aws_sdk_cloudformation::error::SdkError<
        aws_sdk_cloudformation::operation::describe_stack_events::DescribeStackEventsError,
        R,
    >,
) -> bool {
    use aws_sdk_cloudformation::error::ProvideErrorMetadata;
    error.as_service_error().and_then(ProvideErrorMetadata::code) == Some("ValidationError")
}

/// `CREATE_COMPLETE` as "create complete".
fn words(status: &ResourceStatus) -> String {
    status.as_str().to_lowercase().replace('_', " ")
}
