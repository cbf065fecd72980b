//! Turns each folder of `locales` into a type with a method for each message, and fails if a language differs from English.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;

use fluent_syntax::ast::{
    CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement, Resource,
};
use fluent_syntax::parser;
use fluent_syntax::serializer;

/// The catalogs: folder, type, and what the type's documentation says. A program holds only the catalogs that it uses.
const CATALOGS: [(&str, &str, &str); 12] = [
    (
        "causes",
        "CauseMessages",
        "What each error code means, and what to do.",
    ),
    (
        "commands",
        "CommandMessages",
        "What the commands of the tool print.",
    ),
    ("console", "Messages", "The texts of the console's pages."),
    (
        "doctor",
        "DoctorMessages",
        "The texts of the checks of a deployment.",
    ),
    ("events", "EventMessages", "What happened to records that failed."),
    (
        "help",
        "HelpMessages",
        "The texts of the tool's `--help`, which are found by their English.",
    ),
    (
        "notices",
        "NoticeMessages",
        "The texts of notices and of the digest.",
    ),
    (
        "reasons",
        "ReasonMessages",
        "Why jobs had nothing to do, what they have done, and what people have done to a deployment.",
    ),
    (
        "reconcile",
        "ReconcileMessages",
        "The texts of a reconciliation, on a terminal and as a page.",
    ),
    (
        "setup",
        "SetupMessages",
        "What the commands that set up and deploy print.",
    ),
    ("steps", "StepMessages", "What attempts did, step by step."),
    (
        "tool",
        "ToolMessages",
        "The answers of `why`, and what lists of records say.",
    ),
];

/// The languages; the others are compared with the first.
const LANGUAGES: [&str; 6] = ["en", "sv", "nb", "nl", "fi", "es"];

/// A message: its variables, and how its file writes it.
struct Message {
    variables: BTreeSet<String>,
    text: String,
}

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=locales");
    let mut mistakes = Vec::new();
    let mut rust = String::new();
    for (folder, name, documentation) in CATALOGS {
        let mut all: Vec<BTreeMap<String, Message>> = Vec::new();
        for language in LANGUAGES {
            let path = format!("locales/{folder}/{language}.ftl");
            let text = std::fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))?;
            all.push(read(&path, &text, &mut mistakes));
        }
        let Some((english, others)) = all.split_first() else {
            return Err("there is no language".into());
        };
        for (language, messages) in LANGUAGES.iter().skip(1).zip(others) {
            compare(&format!("{folder}/{language}"), english, messages, &mut mistakes);
        }
        catalog(&mut rust, folder, name, documentation, english)?;
    }
    if !mistakes.is_empty() {
        return Err(format!("the languages differ:\n  {}", mistakes.join("\n  ")).into());
    }
    let to = Path::new(&std::env::var("OUT_DIR")?).join("generated.rs");
    std::fs::write(to, rust)?;
    Ok(())
}

/// The messages of a file.
fn read(path: &str, text: &str, mistakes: &mut Vec<String>) -> BTreeMap<String, Message> {
    let resource = match parser::parse(text) {
        Ok(resource) => resource,
        Err((resource, errors)) => {
            mistakes.extend(errors.iter().map(|error| format!("{path}: {error}")));
            resource
        }
    };
    let mut messages = BTreeMap::new();
    for entry in resource.body {
        let Entry::Message(message) = entry else { continue };
        let name = message.id.name.to_owned();
        let Some(value) = &message.value else {
            mistakes.push(format!("{path}: {name} has no text"));
            continue;
        };
        let mut variables = BTreeSet::new();
        pattern(value, &mut variables);
        let text = serializer::serialize(&Resource {
            body: vec![Entry::Message(message)],
        });
        if messages
            .insert(name.clone(), Message { variables, text })
            .is_some()
        {
            mistakes.push(format!("{path}: {name} is there twice"));
        }
    }
    messages
}

fn pattern(pattern_of: &Pattern<&str>, into: &mut BTreeSet<String>) {
    for element in &pattern_of.elements {
        let PatternElement::Placeable { expression } = element else {
            continue;
        };
        match expression {
            Expression::Inline(expression) => inline(expression, into),
            Expression::Select { selector, variants } => {
                inline(selector, into);
                for variant in variants {
                    pattern(&variant.value, into);
                }
            }
        }
    }
}

fn inline(expression: &InlineExpression<&str>, into: &mut BTreeSet<String>) {
    let arguments = |arguments: &CallArguments<&str>, into: &mut BTreeSet<String>| {
        for argument in &arguments.positional {
            inline(argument, into);
        }
        for argument in &arguments.named {
            inline(&argument.value, into);
        }
    };
    match expression {
        InlineExpression::VariableReference { id } => {
            into.insert(id.name.to_owned());
        }
        InlineExpression::FunctionReference { arguments: call, .. } => arguments(call, into),
        InlineExpression::TermReference {
            arguments: Some(call),
            ..
        } => arguments(call, into),
        _ => {}
    }
}

/// What a language lacks, has too many of, or writes with other variables.
fn compare(
    language: &str,
    english: &BTreeMap<String, Message>,
    messages: &BTreeMap<String, Message>,
    mistakes: &mut Vec<String>,
) {
    for (name, message) in english {
        match messages.get(name) {
            None => mistakes.push(format!("{language} has no {name}")),
            Some(other) if other.variables != message.variables => mistakes.push(format!(
                "{language}: {name} has the variables {:?}; English has {:?}",
                other.variables, message.variables
            )),
            Some(_) => {}
        }
    }
    for name in messages.keys().filter(|name| !english.contains_key(*name)) {
        mistakes.push(format!("{language} has {name}, and English has not"));
    }
}

/// A catalog as Rust: its type, the texts of each language, and a method for each message.
fn catalog(
    rust: &mut String,
    folder: &str,
    name: &str,
    documentation: &str,
    english: &BTreeMap<String, Message>,
) -> Result<(), std::fmt::Error> {
    writeln!(rust, "catalog!({name}, {documentation:?}, [")?;
    for language in LANGUAGES {
        let path = format!("/locales/{folder}/{language}.ftl");
        writeln!(
            rust,
            "    include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), {path:?})),"
        )?;
    }
    rust.push_str("], [\n");
    for message in english.keys() {
        writeln!(rust, "    {message:?},")?;
    }
    rust.push_str("]);\n\n");
    writeln!(rust, "impl {name} {{")?;
    for (name, message) in english {
        let text = message.text.trim_end().lines();
        for line in ["```text"].into_iter().chain(text).chain(["```"]) {
            writeln!(rust, "    #[doc = {line:?}]")?;
        }
        let method = name.replace('-', "_");
        // With `self` there is one more.
        if message.variables.len() > 6 {
            rust.push_str("    #[allow(clippy::too_many_arguments)]\n");
        }
        write!(rust, "    #[must_use]\n    pub fn {method}(&self")?;
        for variable in &message.variables {
            write!(rust, ", {}: impl Argument", variable.replace('-', "_"))?;
        }
        write!(rust, ") -> String {{\n        self.0.format({name:?}, &[")?;
        for variable in &message.variables {
            write!(rust, "({variable:?}, {}.value()), ", variable.replace('-', "_"))?;
        }
        rust.push_str("])\n    }\n\n");
    }
    rust.push_str("}\n\n");
    Ok(())
}
