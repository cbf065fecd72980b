//! The template, which is compiled into the tool.

use std::collections::BTreeMap;

use anyhow::Context;
use serde_yaml_ng::Value;

/// `template.yaml`, as it was when the tool was built.
pub(crate) const TEMPLATE: &str = include_str!("../../../template.yaml");

/// The functions, by their folder in the template.
pub(crate) const FUNCTIONS: [&str; 4] = ["webhook-ingest", "customer-push", "order-push", "offer-poller"];

/// The template with the functions' code at these URIs, such as `s3://bucket/key`.
pub(crate) fn with_code(uris: &BTreeMap<String, String>) -> anyhow::Result<String> {
    let mut template = TEMPLATE.to_owned();
    for function in FUNCTIONS {
        let folder = format!("CodeUri: target/lambda/{function}/\n");
        let uri = uris
            .get(function)
            .with_context(|| format!("there is no code of {function}"))?;
        anyhow::ensure!(
            template.matches(&folder).count() == 1,
            "the template does not name the code of {function} once"
        );
        template = template.replace(&folder, &format!("CodeUri: {uri}\n"));
    }
    Ok(template)
}

/// A parameter of the template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Parameter {
    /// Its name.
    pub(crate) name: String,
    /// Whether it has no default.
    pub(crate) required: bool,
}

/// The parameters, in the template's order.
pub(crate) fn parameters() -> anyhow::Result<Vec<Parameter>> {
    let template: Value = serde_yaml_ng::from_str(TEMPLATE).context("the template cannot be read")?;
    let parameters = template["Parameters"]
        .as_mapping()
        .context("the template has no parameters")?;
    Ok(parameters
        .iter()
        .filter_map(|(name, parameter)| {
            Some(Parameter {
                name: name.as_str()?.to_owned(),
                required: parameter.get("Default").is_none(),
            })
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_function_has_its_code_where_it_was_uploaded() {
        let uris = FUNCTIONS
            .map(|name| (name.to_owned(), format!("s3://b/{name}.zip")))
            .into();
        let template = with_code(&uris).unwrap();
        for function in FUNCTIONS {
            assert!(
                template.contains(&format!("CodeUri: s3://b/{function}.zip\n")),
                "{function}"
            );
        }
        assert!(
            !template.contains("CodeUri: target/"),
            "a function is left behind"
        );
        assert!(with_code(&BTreeMap::new()).is_err());
    }

    #[test]
    fn what_must_be_given_is_known() {
        let required: Vec<String> = parameters()
            .unwrap()
            .into_iter()
            .filter(|parameter| parameter.required)
            .map(|parameter| parameter.name)
            .collect();
        assert!(required.contains(&"RouteTokenDigests".to_owned()), "{required:?}");
    }
}
