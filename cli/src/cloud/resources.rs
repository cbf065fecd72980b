//! The resources that a template makes with given parameters, counted by type, as the SAM transform expands them.

use std::collections::BTreeMap;

use anyhow::{Context, bail};
use serde_yaml_ng::Value;

/// How many resources there are of each type, such as `AWS::SQS::Queue`.
pub(crate) type Counts = BTreeMap<String, usize>;

/// Counts the resources of a template. A parameter that isn't given has its default.
///
/// # Errors
/// When the template uses a function in a condition, or an event source, that isn't known here.
pub(crate) fn count(template: &str, parameters: &BTreeMap<String, String>) -> anyhow::Result<Counts> {
    let document: Value = serde_yaml_ng::from_str(template).context("the template cannot be read")?;
    let template = Template {
        document: &document,
        parameters,
    };
    let resources = document["Resources"]
        .as_mapping()
        .context("the template has no resources")?;
    let mut counts = Counts::new();
    for resource in resources.values() {
        let exists = match resource.get("Condition").and_then(Value::as_str) {
            Some(condition) => template.condition(condition)?,
            None => true,
        };
        let kind = resource["Type"].as_str().context("a resource has no type")?;
        for kind in expanded(kind, &resource["Properties"])?
            .into_iter()
            .filter(|_| exists)
        {
            *counts.entry(kind.to_owned()).or_default() += 1;
        }
    }
    Ok(counts)
}

struct Template<'a> {
    document: &'a Value,
    parameters: &'a BTreeMap<String, String>,
}

impl Template<'_> {
    fn condition(&self, name: &str) -> anyhow::Result<bool> {
        let condition = &self.document["Conditions"][name];
        self.holds(condition)
            .with_context(|| format!("the template's condition {name}"))
    }

    fn holds(&self, condition: &Value) -> anyhow::Result<bool> {
        let Value::Tagged(function) = condition else {
            bail!("it is no function")
        };
        let arguments = function.value.as_sequence().map(Vec::as_slice);
        match (function.tag.to_string().as_str(), arguments) {
            ("!Equals", Some([one, other])) => Ok(self.text(one)? == self.text(other)?),
            ("!Not", Some([condition])) => Ok(!self.holds(condition)?),
            ("!And", Some(all)) => all
                .iter()
                .try_fold(true, |holds, one| Ok(self.holds(one)? && holds)),
            ("!Or", Some(any)) => any
                .iter()
                .try_fold(false, |holds, one| Ok(self.holds(one)? || holds)),
            ("!Condition", None) => {
                let name = function.value.as_str();
                self.condition(name.context("a condition has no name")?)
            }
            (other, _) => bail!("{other} is not known"),
        }
    }

    /// A parameter, or a text as it stands.
    fn text(&self, value: &Value) -> anyhow::Result<String> {
        if let Value::Tagged(function) = value
            && function.tag == "Ref"
        {
            let name = function.value.as_str().context("!Ref names nothing")?;
            return match self.parameters.get(name) {
                Some(given) => Ok(given.clone()),
                None => plain(&self.document["Parameters"][name]["Default"])
                    .with_context(|| format!("the parameter {name} has no value")),
            };
        }
        plain(value).context("a value is no text")
    }
}

/// A scalar in the form in which CloudFormation compares it.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(is) => Some(is.to_string()),
        _ => None,
    }
}

/// What the SAM transform makes of a resource, by AWS's page "Generated AWS CloudFormation resources".
fn expanded<'a>(kind: &'a str, properties: &Value) -> anyhow::Result<Vec<&'a str>> {
    const PERMISSION: &str = "AWS::Lambda::Permission";
    if kind != "AWS::Serverless::Function" {
        return Ok(vec![kind]);
    }
    let mut kinds = vec!["AWS::Lambda::Function"];
    if properties.get("Role").is_none() {
        kinds.push("AWS::IAM::Role");
    }
    if let Some(url) = properties.get("FunctionUrlConfig") {
        kinds.push("AWS::Lambda::Url");
        if url["AuthType"] == "NONE" {
            // To call the URL, and to invoke the function through it.
            kinds.extend([PERMISSION, PERMISSION]);
        }
    }
    if properties.get("EventInvokeConfig").is_some() {
        kinds.push("AWS::Lambda::EventInvokeConfig");
    }
    let events = properties.get("Events").and_then(Value::as_mapping);
    for event in events.into_iter().flat_map(|events| events.values()) {
        match event["Type"].as_str() {
            Some("SQS") => kinds.push("AWS::Lambda::EventSourceMapping"),
            Some("Schedule") => kinds.extend(["AWS::Events::Rule", PERMISSION]),
            other => bail!("the event source {} is not known", other.unwrap_or("?")),
        }
    }
    Ok(kinds)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cloud::template::TEMPLATE;

    fn counted(given: &[(&str, &str)]) -> Counts {
        let given = [("AlertEmail", "none")].iter().chain(given);
        let parameters = given.map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        count(TEMPLATE, &parameters.collect()).unwrap()
    }

    /// What given parameters add to, or remove from, the resources of a stack without any.
    fn differs(given: &[(&str, &str)]) -> Vec<(String, usize, usize)> {
        let (without, with) = (counted(&[]), counted(given));
        let kinds: std::collections::BTreeSet<&String> = without.keys().chain(with.keys()).collect();
        let of = |counts: &Counts, kind: &str| counts.get(kind).copied().unwrap_or(0);
        kinds
            .into_iter()
            .map(|kind| (kind.clone(), of(&without, kind), of(&with, kind)))
            .filter(|(_, before, after)| before != after)
            .collect()
    }

    fn change(kind: &str, before: usize, after: usize) -> (String, usize, usize) {
        (kind.to_owned(), before, after)
    }

    /// The numbers of aws-sam-translator 1.113, which is the transform's own code.
    #[test]
    fn functions_are_counted_with_what_the_transform_makes_of_them() {
        let counts = counted(&[]);
        let lambda: Vec<(&str, usize)> = counts
            .iter()
            .filter(|(kind, _)| kind.starts_with("AWS::Lambda") || kind.starts_with("AWS::Events"))
            .map(|(kind, count)| (kind.as_str(), *count))
            .collect();
        assert_eq!(
            lambda,
            [
                ("AWS::Events::Rule", 1),
                ("AWS::Lambda::EventInvokeConfig", 1),
                ("AWS::Lambda::EventSourceMapping", 3),
                ("AWS::Lambda::Function", 4),
                ("AWS::Lambda::Permission", 3),
                ("AWS::Lambda::Url", 1),
            ]
        );
    }

    #[test]
    fn conditions_decide_which_resources_are_counted() {
        assert_eq!(
            differs(&[("AlertEmail", "ops@example.com")]),
            [change("AWS::SNS::Subscription", 0, 1)]
        );
        assert_eq!(
            differs(&[("ExistingLedgerTable", "old"), ("Salt", "0123456789abcdef")]),
            [change("AWS::DynamoDB::Table", 2, 1)]
        );
        assert_eq!(
            differs(&[("Paused", "true")]),
            [
                change("AWS::Events::Rule", 1, 2),
                change("AWS::Lambda::Permission", 3, 5)
            ]
        );
        assert_eq!(
            differs(&[("KmsKey", "create")]),
            [
                change("AWS::IAM::ManagedPolicy", 1, 3),
                change("AWS::KMS::Key", 0, 1)
            ]
        );
    }

    #[test]
    fn a_condition_or_an_event_source_that_is_not_known_is_refused() {
        let of = |conditions: &str, event: &str| {
            let text = format!(
                "Parameters:\n  A: {{ Default: x }}\nConditions:\n  C: {conditions}\nResources:\n  F:\n    Type: \
                 AWS::Serverless::Function\n    Condition: C\n    Properties: {{ Events: {{ E: {{ Type: {event} }} }} }}\n"
            );
            count(&text, &BTreeMap::new())
        };
        assert!(of("!Equals [!Ref A, y]", "SQS").unwrap().is_empty());
        let all = "!And [!Equals [!Ref A, x], !Not [!Or [!Equals [!Ref A, y], !Equals [!Ref A, z]]]]";
        assert_eq!(of(all, "SQS").unwrap().len(), 3);
        assert!(of("!Equals [!Ref B, y]", "SQS").is_err());
        assert!(of("!Exists [!Ref A]", "SQS").is_err());
        assert!(of("!Equals [!Ref A, x]", "Kinesis").is_err());
    }
}
