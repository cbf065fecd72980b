//! `template.yaml`, resolved for given parameters as CloudFormation does.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

/// A template whose intrinsic functions are resolved for a set of parameters.
///
/// A reference to a resource resolves to its logical name, an attribute to `Name.Attribute`. Resources and values whose
/// condition is false are removed. The account is 123456789012 in eu-north-1; the stack's name is `shop`.
#[derive(Debug, Clone)]
pub struct Template {
    document: Value,
    parameters: BTreeMap<String, String>,
    conditions: BTreeMap<String, bool>,
}

/// The stack's GUID.
pub const GUID: &str = "51af3dc0-da77-11e4-872e-1234567db123";

/// The path of the template in the repository.
pub const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../template.yaml");

impl Template {
    /// The repository's template, with values for the parameters without a default, and with these parameters.
    ///
    /// # Panics
    /// When it isn't a valid template.
    #[must_use]
    pub fn with(parameters: &[(&str, &str)]) -> Self {
        let text = std::fs::read_to_string(PATH).expect("template.yaml is beside the workspace");
        Self::parse(&text, parameters)
    }

    /// A template's text with these parameters.
    ///
    /// # Panics
    /// When it isn't a valid template, or has no such parameter.
    #[must_use]
    pub fn parse(text: &str, given: &[(&str, &str)]) -> Self {
        let document: serde_yaml_ng::Value = serde_yaml_ng::from_str(text).expect("the template is YAML");
        let document = untagged(document);
        let mut parameters = BTreeMap::from([
            ("AWS::AccountId".to_owned(), "123456789012".to_owned()),
            ("AWS::Partition".to_owned(), "aws".to_owned()),
            ("AWS::Region".to_owned(), "eu-north-1".to_owned()),
            ("AWS::StackName".to_owned(), "shop".to_owned()),
            (
                "AWS::StackId".to_owned(),
                format!("arn:aws:cloudformation:eu-north-1:123456789012:stack/shop/{GUID}"),
            ),
            ("RouteTokenDigests".to_owned(), "ab".repeat(32)),
            ("AlertEmail".to_owned(), "none".to_owned()),
        ]);
        for (name, parameter) in entries(&document["Parameters"]) {
            if let Some(default) = parameter.get("Default") {
                parameters.insert(name.clone(), plain(default));
            }
        }
        for (name, value) in given {
            assert!(
                document["Parameters"].get(*name).is_some(),
                "there is no parameter {name}"
            );
            parameters.insert((*name).to_owned(), (*value).to_owned());
        }
        let mut template = Self {
            document,
            parameters,
            conditions: BTreeMap::new(),
        };
        let names: Vec<_> = entries(&template.document["Conditions"])
            .map(|(name, condition)| (name.clone(), condition.clone()))
            .collect();
        for (name, condition) in names {
            let holds = template.holds(&condition);
            template.conditions.insert(name, holds);
        }
        template
    }

    /// A section as written: `Parameters`, `Globals`, `Outputs`, ….
    #[must_use]
    pub fn written(&self, section: &str) -> &Value {
        &self.document[section]
    }

    /// The resources of a kind that exist with these parameters, by name, with their whole definitions resolved.
    #[must_use]
    pub fn resources(&self, kind: &str) -> BTreeMap<String, Value> {
        entries(&self.document["Resources"])
            .filter(|(_, resource)| resource["Type"] == kind && self.exists(resource))
            .map(|(name, resource)| (name.clone(), self.resolved(resource).unwrap_or_default()))
            .collect()
    }

    /// A resource's whole definition, resolved, if it exists with these parameters.
    #[must_use]
    pub fn resource(&self, name: &str) -> Option<Value> {
        let resource = self.document["Resources"].get(name)?;
        self.exists(resource)
            .then(|| self.resolved(resource).unwrap_or_default())
    }

    /// A resource's properties, resolved.
    ///
    /// # Panics
    /// When it doesn't exist.
    #[must_use]
    pub fn properties(&self, name: &str) -> Value {
        let mut resource = self
            .resource(name)
            .unwrap_or_else(|| panic!("there is no resource {name} with these parameters"));
        resource["Properties"].take()
    }

    /// The resolved properties of an entry of another section: `Globals`, `Outputs`.
    #[must_use]
    pub fn section(&self, name: &str) -> Value {
        self.resolved(&self.document[name]).unwrap_or_default()
    }

    /// A function's permissions, as "action on resource", from its role's own policies and the attached ones.
    #[must_use]
    pub fn grants(&self, function: &str) -> std::collections::BTreeSet<String> {
        let role = text(&self.properties(function)["Role"]).replace(".Arn", "");
        let properties = self.properties(&role);
        let own = items(&properties["Policies"]).map(|policy| policy["PolicyDocument"].clone());
        let managed = self.resources("AWS::IAM::ManagedPolicy");
        let named: Vec<_> = items(&properties["ManagedPolicyArns"])
            .map(|name| text(name).to_owned())
            .collect();
        let attached = managed
            .iter()
            .filter(|(name, policy)| {
                named.contains(name)
                    || items(&policy["Properties"]["Roles"]).any(|attached| *attached == *role)
            })
            .map(|(_, policy)| policy["Properties"]["PolicyDocument"].clone());
        own.chain(attached)
            .flat_map(|document| items(&document["Statement"]).cloned().collect::<Vec<_>>())
            .flat_map(|statement| granted(&statement))
            .collect()
    }

    fn exists(&self, resource: &Value) -> bool {
        resource["Condition"]
            .as_str()
            .is_none_or(|condition| self.conditions[condition])
    }

    fn holds(&self, condition: &Value) -> bool {
        let [(function, argument)] = entries(condition).collect::<Vec<_>>()[..] else {
            panic!("{condition} is no condition")
        };
        match function.as_str() {
            "Fn::Not" => !self.holds(&argument[0]),
            "Fn::Equals" => self.resolved(&argument[0]) == self.resolved(&argument[1]),
            other => panic!("{other} is not known here"),
        }
    }

    /// The value with its functions resolved. `None` if it is `AWS::NoValue`.
    fn resolved(&self, value: &Value) -> Option<Value> {
        match value {
            Value::Array(items) => Some(items.iter().filter_map(|item| self.resolved(item)).collect()),
            Value::Object(object) => {
                if let [(function, argument)] = object.iter().collect::<Vec<_>>()[..]
                    && (function == "Ref" || function.starts_with("Fn::"))
                {
                    return self.call(function, argument);
                }
                let entries = object
                    .iter()
                    .filter_map(|(key, value)| Some((key.clone(), self.resolved(value)?)));
                Some(Value::Object(entries.collect::<Map<_, _>>()))
            }
            other => Some(other.clone()),
        }
    }

    fn call(&self, function: &str, argument: &Value) -> Option<Value> {
        let at = |index: usize| self.resolved(&argument[index]).unwrap_or_default();
        match function {
            "Ref" if argument == "AWS::NoValue" => None,
            "Ref" => {
                let name = text(argument);
                Some(self.parameters.get(name).map_or(name, String::as_str).into())
            }
            "Fn::GetAtt" => Some(argument.clone()),
            "Fn::If" => {
                let branch = if self.conditions[text(&argument[0])] { 1 } else { 2 };
                self.resolved(&argument[branch])
            }
            "Fn::Sub" => Some(self.substituted(argument).into()),
            "Fn::Select" => {
                let index = plain(&argument[0]).parse::<usize>().expect("an index");
                Some(at(1)[index].clone())
            }
            "Fn::Split" => Some(at(1).as_str()?.split(text(&argument[0])).collect()),
            "Fn::FindInMap" => {
                let (map, top, second) = (at(0), at(1), at(2));
                let found = &self.document["Mappings"][text(&map)][text(&top)][text(&second)];
                assert!(!found.is_null(), "{argument} is in no mapping");
                Some(found.clone())
            }
            other => panic!("{other} is not known here"),
        }
    }

    fn substituted(&self, argument: &Value) -> String {
        let (pattern, own) = match argument {
            Value::Array(pair) => (text(&pair[0]), self.resolved(&pair[1]).unwrap_or_default()),
            other => (text(other), json!({})),
        };
        let mut parts = pattern.split("${");
        let mut out = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (name, rest) = part.split_once('}').expect("a closed ${");
            let value = own
                .get(name)
                .map(plain)
                .or_else(|| self.parameters.get(name).cloned())
                .unwrap_or_else(|| name.to_owned());
            out.push_str(&value);
            out.push_str(rest);
        }
        out
    }
}

/// The elements of a value that may be missing, one value or a list.
pub fn items(value: &Value) -> impl Iterator<Item = &Value> {
    let items = match value {
        Value::Null => Vec::new(),
        Value::Array(items) => items.iter().collect(),
        one => vec![one],
    };
    items.into_iter()
}

/// A value that must be text.
///
/// # Panics
/// When it isn't text.
#[must_use]
pub fn text(value: &Value) -> &str {
    value
        .as_str()
        .unwrap_or_else(|| panic!("expected text, found {value}"))
}

/// The members of an object. Empty if it isn't an object.
pub fn entries(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

/// A scalar in the form in which CloudFormation passes it on.
fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn granted(statement: &Value) -> Vec<String> {
    assert_eq!(statement["Effect"], "Allow", "{statement}");
    items(&statement["Action"])
        .flat_map(|action| {
            items(&statement["Resource"])
                .map(move |resource| format!("{} on {}", text(action), short(text(resource))))
        })
        .collect()
}

/// A resource's logical name, with its suffix: `LedgerTable/index/by_state`.
fn short(resource: &str) -> String {
    let name = resource.split_once(":table/").map_or(resource, |(_, name)| name);
    name.replacen(".Arn", "", 1).replacen(".Id", "", 1)
}

/// Converts YAML's short forms to CloudFormation's long ones: `!GetAtt A.B` to `{"Fn::GetAtt": "A.B"}`.
fn untagged(value: serde_yaml_ng::Value) -> Value {
    use serde_yaml_ng::Value as Yaml;
    match value {
        Yaml::Tagged(tagged) => {
            let name = tagged.tag.to_string().trim_start_matches('!').to_owned();
            let name = match name.as_str() {
                "Ref" | "Condition" => name,
                _ => format!("Fn::{name}"),
            };
            json!({ name: untagged(tagged.value) })
        }
        Yaml::Sequence(items) => items.into_iter().map(untagged).collect(),
        Yaml::Mapping(entries) => Value::Object(
            entries
                .into_iter()
                .map(|(key, value)| (plain(&untagged(key)), untagged(value)))
                .collect(),
        ),
        other => serde_json::to_value(other).expect("plain YAML is JSON"),
    }
}
