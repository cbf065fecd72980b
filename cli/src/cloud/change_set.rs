//! Change sets: the changes of a deployment, and their execution.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::time::Duration;

use anyhow::{anyhow, bail};
use aws_sdk_cloudformation::types::{
    Capability, ChangeAction, ChangeSetStatus, ChangeSetType, Parameter, Replacement, ResourceStatus,
    StackEvent, Tag,
};

use messages::SetupMessages;

use super::stack::{Deployed, Stack};
use crate::language::setup;
use crate::terminal::Style;

/// The polling interval for CloudFormation.
const PACE: Duration = Duration::from_secs(3);

/// How many polls a change set or a stack may stay unchanged: longer than any resource of the template takes.
const LOOKS: usize = 600;

/// Types of resources whose data can't be recreated.
const HOLDS_DATA: [&str; 4] = [
    "AWS::DynamoDB::Table",
    "AWS::SecretsManager::Secret",
    "AWS::SQS::Queue",
    "AWS::KMS::Key",
];

/// The template of a deployment.
pub(crate) enum Source<'a> {
    /// The template at this URL.
    Template(&'a str),
    /// The deployed template; only parameters change.
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
    /// The kind of change.
    pub(crate) action: Action,
    /// The properties that change.
    pub(crate) properties: BTreeSet<String>,
}

/// The kind of a resource's change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Action {
    /// It is created.
    Add,
    /// Changed in place.
    Modify,
    /// Possibly replaced: CloudFormation decides during execution.
    MayReplace,
    /// Replaced by a new one; its data is lost.
    Replace,
    /// It is deleted.
    Remove,
}

/// A computed change set that has not been executed.
pub(crate) struct Prepared {
    id: String,
    /// Whether the stack doesn't exist yet.
    new: bool,
    /// What it changes.
    pub(crate) changes: Vec<Change>,
}

impl Change {
    /// Whether a resource with data may be lost.
    pub(crate) fn loses_data(&self) -> bool {
        HOLDS_DATA.contains(&self.kind.as_str())
            && matches!(self.action, Action::Replace | Action::MayReplace | Action::Remove)
    }
}

impl Prepared {
    /// The changes, by resource.
    pub(crate) fn text(&self, style: &Style) -> String {
        let says = SetupMessages::of(style.language());
        let mut text = String::new();
        for change in &self.changes {
            let mark = match change.action {
                Action::Add => style.green(&says.change_create()),
                Action::Modify => style.yellow(&says.change_modify()),
                Action::MayReplace => style.red(&says.change_may_replace()),
                Action::Replace => style.red(&says.change_replace()),
                Action::Remove => style.red(&says.change_remove()),
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
            let warning = says.change_lost(lost.join(", "));
            let _ = writeln!(text, "\n  {}", style.red(&warning));
        }
        text
    }

    /// Whether a resource with data may be lost.
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

    /// Polls without a pause, for tests.
    #[cfg(test)]
    pub(crate) fn at_once(mut self) -> Self {
        self.pace = Duration::from_millis(1);
        self
    }

    /// Computes the changes. `None` if there are none. Without tags, the stack keeps its own.
    ///
    /// # Errors
    /// When AWS refuses the template or a parameter.
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
        let created = request
            .send()
            .await
            .map_err(|error| anyhow!("{}", setup().deployment_refused(aws::sdk_error(&error))))?;
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
                    bail!("{}", setup().deployment_refused(why.trim_end_matches('.')));
                }
                _ => tokio::time::sleep(self.pace).await,
            }
        }
        bail!("{}", setup().deployment_not_computed())
    }

    /// Changes one parameter of the deployed stack, and waits for it.
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
            .map_err(|error| {
                let why = aws::sdk_error(&error);
                anyhow!("{}", setup().deployment_changes_unknown(why))
            })
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

    /// Deletes a change set, and the empty stack that was created for it.
    pub(crate) async fn discard(&self, prepared: &Prepared) {
        self.delete(&prepared.id, prepared.new).await;
    }

    async fn delete(&self, id: &str, new: bool) {
        let client = &self.stack.client;
        let name = &self.stack.name;
        // A leftover change set changes nothing, and doesn't block the next deployment.
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

    /// Executes a change set, and prints each resource that is finished.
    ///
    /// # Errors
    /// When the deployment fails: the first failed resource, with AWS's reason.
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
            .map_err(|error| anyhow!("{}", setup().deployment_not_started(aws::sdk_error(&error))))?;
        self.follow(seen, progress).await
    }

    /// Deletes the stack, and prints each resource that is deleted.
    ///
    /// # Errors
    /// When something can't be deleted: the first such resource, with AWS's reason.
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
            .map_err(|error| anyhow!("{}", setup().stack_undeletable(aws::sdk_error(&error))))?;
        self.follow(seen, progress).await
    }

    /// Follows the stack's events until the operation ends.
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
                Some(status) => {
                    let text = setup();
                    let first = failed.unwrap_or_else(|| text.deployment_names_nothing());
                    bail!("{}", text.deployment_failed(first, status.as_str()))
                }
                None => tokio::time::sleep(self.pace).await,
            }
        }
        bail!("{}", setup().deployment_not_ended(&self.stack.name))
    }

    /// The stack's new events, oldest first.
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
                // A deleted stack's events can't be listed by its name.
                Err(error) if gone(&error) => {
                    return Ok(self.deleted(events));
                }
                Err(error) => {
                    let why = aws::sdk_error(&error);
                    bail!("{}", setup().deployment_unwatched(&self.stack.name, why));
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

    /// The result of a deleted stack, whose events can't be read any more.
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
