//! The dependencies between crates, from `cargo metadata`.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

/// Crates that must not depend on others.
pub(crate) struct Forbidden {
    pub(crate) from: &'static [&'static str],
    pub(crate) to: &'static [&'static str],
    pub(crate) because: &'static str,
}

/// The normal and build dependencies of the workspace's crates, direct and transitive. Development dependencies are
/// left out.
pub(crate) struct Dependencies {
    /// Crate name → names of the crates that it depends on.
    edges: BTreeMap<String, BTreeSet<String>>,
    /// Names of the workspace's own crates → source files of their libraries and binaries.
    members: BTreeMap<String, Vec<PathBuf>>,
}

impl Dependencies {
    /// Runs cargo offline, and for this machine's platform only.
    pub(crate) fn of_workspace() -> Result<Self, String> {
        let run = |program: &str, arguments: &[&str]| {
            let output = Command::new(program)
                .args(arguments)
                .output()
                .map_err(|error| format!("{program}: {error}"))?;
            match output.status.success() {
                true => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
                false => Err(format!(
                    "{program} {}: {}",
                    arguments.join(" "),
                    String::from_utf8_lossy(&output.stderr)
                )),
            }
        };
        let version = run(option_env!("RUSTC").unwrap_or("rustc"), &["-vV"])?;
        let host = version
            .lines()
            .find_map(|line| line.strip_prefix("host: "))
            .ok_or("rustc -vV names no host")?;
        let metadata = run(
            env!("CARGO"),
            &[
                "metadata",
                "--format-version",
                "1",
                "--locked",
                "--offline",
                "--filter-platform",
                host,
            ],
        )?;
        let metadata = serde_json::from_str(&metadata).map_err(|error| error.to_string())?;
        Self::parse(&metadata).ok_or_else(|| "cargo metadata has another shape than expected".to_owned())
    }

    fn parse(metadata: &Value) -> Option<Self> {
        let mut names = BTreeMap::new();
        let mut members = BTreeMap::new();
        let own: BTreeSet<&str> = metadata["workspace_members"]
            .as_array()?
            .iter()
            .filter_map(Value::as_str)
            .collect();
        for package in metadata["packages"].as_array()? {
            let (id, name) = (package["id"].as_str()?, package["name"].as_str()?.to_owned());
            if own.contains(id) {
                members.insert(name.clone(), sources(package)?);
            }
            names.insert(id, name);
        }
        let mut edges: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for node in metadata["resolve"]["nodes"].as_array()? {
            let from = edges.entry(names.get(node["id"].as_str()?)?.clone()).or_default();
            for dependency in node["deps"].as_array()? {
                let kinds = dependency["dep_kinds"].as_array()?;
                if kinds.iter().any(|kind| kind["kind"] != "dev") {
                    from.insert(names.get(dependency["pkg"].as_str()?)?.clone());
                }
            }
        }
        Some(Self { edges, members })
    }

    /// Source files of a crate's library and binaries. Empty if the workspace has no such crate.
    pub(crate) fn targets(&self, name: &str) -> Vec<PathBuf> {
        self.members.get(name).cloned().unwrap_or_default()
    }

    /// Dependencies that don't point to a lower layer, and crates without a layer.
    pub(crate) fn against_layers(&self, layers: &[&[&str]]) -> Vec<String> {
        let layer_of = |name: &str| layers.iter().position(|layer| layer.contains(&name));
        let mut violations = Vec::new();
        for name in self.members.keys() {
            let Some(layer) = layer_of(name) else {
                violations.push(format!("`{name}` has no layer: give it one in LAYERS"));
                continue;
            };
            let above = self
                .edges
                .get(name)
                .into_iter()
                .flatten()
                .filter(|to| layer_of(to).is_some_and(|other| other >= layer));
            for to in above {
                violations.push(format!(
                    "`{name}` depends on `{to}`, which is not in a lower layer"
                ));
            }
        }
        violations
    }

    /// The shortest path from each crate to one that it must not depend on.
    pub(crate) fn against_forbidden(&self, rules: &[Forbidden]) -> Vec<String> {
        let mut violations = Vec::new();
        for rule in rules {
            for from in rule.from {
                if let Some(way) = self.shortest_way(from, |name| matches_any(rule.to, name)) {
                    violations.push(format!("{}: {}", way.join(" → "), rule.because));
                }
            }
        }
        violations
    }

    fn shortest_way(&self, from: &str, is_goal: impl Fn(&str) -> bool) -> Option<Vec<String>> {
        let mut came_from: BTreeMap<&str, &str> = BTreeMap::new();
        let mut queue = VecDeque::from([from]);
        while let Some(name) = queue.pop_front() {
            if name != from && is_goal(name) {
                let mut way = vec![name.to_owned()];
                let mut at = name;
                while let Some(&before) = came_from.get(at) {
                    way.push(before.to_owned());
                    at = before;
                }
                way.reverse();
                return Some(way);
            }
            for next in self.edges.get(name).into_iter().flatten() {
                if next != from && !came_from.contains_key(next.as_str()) {
                    came_from.insert(next, name);
                    queue.push_back(next);
                }
            }
        }
        None
    }
}

fn matches_any(patterns: &[&str], name: &str) -> bool {
    patterns.iter().any(|pattern| match pattern.strip_suffix('*') {
        Some(beginning) => name.starts_with(beginning),
        None => name == *pattern,
    })
}

fn sources(package: &Value) -> Option<Vec<PathBuf>> {
    let targets = package["targets"].as_array()?.iter();
    Some(
        targets
            .filter(|target| {
                target["kind"]
                    .as_array()
                    .is_some_and(|kinds| kinds.iter().any(is_product))
            })
            .filter_map(|target| target["src_path"].as_str().map(PathBuf::from))
            .collect(),
    )
}

fn is_product(kind: &Value) -> bool {
    kind == "lib" || kind == "bin"
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `app → service → base`, `service → tokio`, and `base` uses `app` in its tests.
    fn planted() -> Dependencies {
        let package = |name: &str| {
            serde_json::json!({"id": name, "name": name, "targets": [
                {"kind": ["lib"], "src_path": format!("/{name}/src/lib.rs")},
                {"kind": ["test"], "src_path": format!("/{name}/tests/all.rs")},
            ]})
        };
        let dependency =
            |name: &str, kind: Value| serde_json::json!({"pkg": name, "dep_kinds": [{"kind": kind}]});
        Dependencies::parse(&serde_json::json!({
            "workspace_members": ["app", "service", "base"],
            "packages": [package("app"), package("service"), package("base"), package("tokio")],
            "resolve": {"nodes": [
                {"id": "app", "deps": [dependency("service", Value::Null)]},
                {"id": "service", "deps": [dependency("base", Value::Null), dependency("tokio", Value::Null)]},
                {"id": "base", "deps": [dependency("app", "dev".into())]},
                {"id": "tokio", "deps": []},
            ]},
        }))
        .expect("it has the shape of cargo's metadata")
    }

    #[test]
    fn layers_that_fit_have_no_violation() {
        assert_eq!(
            planted().against_layers(&[&["base"], &["service"], &["app"]]),
            Vec::<String>::new()
        );
    }

    #[test]
    fn a_dependency_on_a_higher_or_equal_layer_is_named() {
        let violations = planted().against_layers(&[&["service"], &["base"], &["app"]]);
        assert_eq!(
            violations,
            ["`service` depends on `base`, which is not in a lower layer"]
        );
        let violations = planted().against_layers(&[&["base", "service"], &["app"]]);
        assert_eq!(violations.len(), 1, "{violations:?}");
    }

    #[test]
    fn a_crate_without_a_layer_is_named() {
        let violations = planted().against_layers(&[&["base"], &["service"]]);
        assert_eq!(violations, ["`app` has no layer: give it one in LAYERS"]);
    }

    #[test]
    fn a_forbidden_crate_is_found_through_others() {
        let rule = Forbidden {
            from: &["app", "base"],
            to: &["tok*"],
            because: "it does no I/O",
        };
        assert_eq!(
            planted().against_forbidden(&[rule]),
            ["app → service → tokio: it does no I/O"]
        );
    }

    #[test]
    fn development_dependencies_and_tests_are_left_out() {
        let planted = planted();
        let rule = Forbidden {
            from: &["base"],
            to: &["app"],
            because: "never",
        };
        assert_eq!(planted.against_forbidden(&[rule]), Vec::<String>::new());
        assert_eq!(planted.targets("base"), [PathBuf::from("/base/src/lib.rs")]);
    }
}
