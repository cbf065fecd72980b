//! The template under `sam validate --lint`, cfn-lint with its serverless rules, and checkov: `make lint-template`.
//!
//! A tool's exit code isn't enough. checkov exits with 0 if it could read nothing, and no tool reports a suppression
//! that isn't needed any more. These tests read the reports: each must have checked something and found nothing, and
//! must need every suppression in the template.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use tests::template::{PATH, Template, entries, items, text};

/// A suppressed rule for a resource: the resource's name and the rule's.
type Suppressions = BTreeSet<(String, String)>;

fn written() -> String {
    std::fs::read_to_string(PATH).expect("template.yaml is beside the workspace")
}

/// The rules that a template suppresses for cfn-lint.
fn ignored_checks(template: &str) -> Suppressions {
    suppressions(template, "/Metadata/cfn-lint/config/ignore_checks", |rule| {
        text(rule).to_owned()
    })
}

/// The rules that a template suppresses for checkov, each with a reason.
fn skipped_checks(template: &str) -> Suppressions {
    suppressions(template, "/Metadata/checkov/skip", |skip| {
        assert!(!text(&skip["comment"]).is_empty(), "{skip} has no reason");
        text(&skip["id"]).to_owned()
    })
}

fn suppressions(template: &str, place: &str, rule: fn(&Value) -> String) -> Suppressions {
    let template = Template::parse(template, &[]);
    entries(template.written("Resources"))
        .flat_map(|(name, resource)| {
            let found = resource.pointer(place).unwrap_or(&Value::Null);
            items(found)
                .map(|found| (name.clone(), rule(found)))
                .collect::<Vec<_>>()
        })
        .collect()
}

/// The template without cfn-lint's suppressions. A metadata entry is kept, because cfn-lint fails on an empty one.
fn unsuppressed(template: &str) -> String {
    let line = |line: &str| match line.find("cfn-lint: {") {
        Some(indent) if line.trim_start().starts_with("cfn-lint: {") => {
            format!("{}Unsuppressed: true", " ".repeat(indent))
        }
        _ => line.to_owned(),
    };
    template.lines().map(|text| line(text) + "\n").collect()
}

/// The errors in checkov's report on a template with these suppressions.
fn judge_checkov(report: &str, suppressed: &Suppressions) -> Result<(), String> {
    let report: Value = serde_json::from_str(report)
        .map_err(|error| format!("checkov's report can't be read: {error}: {report}"))?;
    let summary = &report["summary"];
    let count = |name: &str| {
        summary[name]
            .as_u64()
            .ok_or_else(|| format!("checkov counts no {name}: {report}"))
    };
    if count("parsing_errors")? > 0 {
        return Err("checkov can't parse the template".to_owned());
    }
    if count("passed")? == 0 {
        return Err("checkov passed no check: it looked at nothing".to_owned());
    }
    let checks = |list: &str| -> Suppressions {
        items(&report["results"][list])
            .map(|check| {
                let resource = text(&check["resource"]);
                let name = resource.rsplit('.').next().unwrap_or(resource);
                (name.to_owned(), text(&check["check_id"]).to_owned())
            })
            .collect()
    };
    let failed = checks("failed_checks");
    if !failed.is_empty() || count("failed")? > 0 {
        return Err(format!("checkov found {failed:?}"));
    }
    stale("checkov", suppressed, &checks("skipped_checks"))
}

/// The errors in cfn-lint's two reports: on the template, and on the template without its suppressions.
fn judge_cfn_lint(report: &str, without: &str, suppressed: &Suppressions) -> Result<(), String> {
    let findings = |report: &str| -> Result<Suppressions, String> {
        let report: Vec<Value> = serde_json::from_str(report)
            .map_err(|error| format!("cfn-lint's report can't be read: {error}: {report}"))?;
        let finding = |finding: &Value| {
            let path = &finding["Location"]["Path"];
            let resource = path[1].as_str().unwrap_or("the template").to_owned();
            (resource, text(&finding["Rule"]["Id"]).to_owned())
        };
        Ok(report.iter().map(finding).collect())
    };
    let found = findings(report)?;
    if !found.is_empty() {
        return Err(format!("cfn-lint found {found:?}"));
    }
    stale("cfn-lint", suppressed, &findings(without)?)
}

fn stale(tool: &str, suppressed: &Suppressions, needed: &Suppressions) -> Result<(), String> {
    let stale: Vec<_> = suppressed.difference(needed).collect();
    if stale.is_empty() {
        Ok(())
    } else {
        Err(format!(
            "{tool} would not find {stale:?}: take these suppressions away"
        ))
    }
}

#[test]
fn a_template_that_checkov_cannot_parse_is_no_success() {
    let report = json!({
        "results": { "failed_checks": [] },
        "summary": { "passed": 0, "failed": 0, "skipped": 0, "parsing_errors": 1 },
    });
    let error = judge_checkov(&report.to_string(), &Suppressions::new()).unwrap_err();
    assert!(error.contains("parse"), "{error}");
}

#[test]
fn a_report_without_a_passed_check_is_no_success() {
    let report = json!({ "passed": 0, "failed": 0, "skipped": 0, "parsing_errors": 0 });
    assert!(judge_checkov(&report.to_string(), &Suppressions::new()).is_err());
    let report = json!({ "summary": report });
    let error = judge_checkov(&report.to_string(), &Suppressions::new()).unwrap_err();
    assert!(error.contains("looked at nothing"), "{error}");
    assert!(judge_checkov("", &Suppressions::new()).is_err());
    assert!(judge_cfn_lint("", "[]", &Suppressions::new()).is_err());
}

#[test]
fn a_finding_and_a_stale_suppression_are_named() {
    let check = |id: &str| json!([{ "resource": "AWS::SQS::Queue.Orders", "check_id": id }]);
    let report = |failed: Value, skipped: Value| {
        json!({
            "results": { "failed_checks": failed, "skipped_checks": skipped },
            "summary": { "passed": 3, "failed": 0, "skipped": 1, "parsing_errors": 0 },
        })
        .to_string()
    };
    let suppressed = Suppressions::from([("Orders".to_owned(), "CKV_1".to_owned())]);
    assert_eq!(
        judge_checkov(&report(json!([]), check("CKV_1")), &suppressed),
        Ok(())
    );
    let error = judge_checkov(&report(json!([]), json!([])), &suppressed).unwrap_err();
    assert!(error.contains("CKV_1"), "{error}");
    let error = judge_checkov(&report(check("CKV_2"), check("CKV_1")), &suppressed).unwrap_err();
    assert!(error.contains("CKV_2"), "{error}");

    let finding =
        json!([{ "Rule": { "Id": "ES1" }, "Location": { "Path": ["Resources", "Orders"] } }]).to_string();
    let suppressed = Suppressions::from([("Orders".to_owned(), "ES1".to_owned())]);
    assert_eq!(judge_cfn_lint("[]", &finding, &suppressed), Ok(()));
    let error = judge_cfn_lint("[]", "[]", &suppressed).unwrap_err();
    assert!(error.contains("ES1"), "{error}");
    let error = judge_cfn_lint(&finding, &finding, &suppressed).unwrap_err();
    assert!(error.contains("ES1"), "{error}");
}

#[test]
fn every_suppression_is_in_its_place_with_a_reason() {
    let template = written();
    assert!(!ignored_checks(&template).is_empty() && !skipped_checks(&template).is_empty());
    for (resource, rule) in ignored_checks(&template) {
        let from = template.find(&format!("\n  {resource}:\n")).expect("it is there");
        let body = &template[from + 1..];
        let end = body.find("\n\n").unwrap_or(body.len());
        assert!(
            body[..end].contains(&format!("# {rule}: ")),
            "{resource} does not say why {rule} is suppressed"
        );
    }
    // Suppressions for the whole template are not allowed, in any form.
    for tool in ["cfn-lint", "checkov"] {
        assert_eq!(Template::with(&[]).written("Metadata").get(tool), None);
    }
    let root = Path::new(PATH).parent().expect("the repository");
    for file in [
        ".cfnlintrc",
        ".cfnlintrc.yaml",
        ".cfnlintrc.yml",
        ".checkov.yaml",
        ".checkov.yml",
    ] {
        assert!(!root.join(file).exists(), "{file}");
    }
}

#[test]
fn nothing_in_the_template_is_an_anchor_or_a_merge_key() {
    for line in written().lines() {
        let value = line
            .split_once(": ")
            .map_or(line, |(_, value)| value)
            .trim_start();
        assert!(
            !value.starts_with('&') && !value.starts_with('*') && !line.contains("<<:"),
            "{line}"
        );
    }
}

/// The Python environment in a variable.
fn tool(variable: &str, program: &str) -> Command {
    let venv = std::env::var_os(variable)
        .unwrap_or_else(|| panic!("run `make lint-template`: {variable} is not set"));
    let mut command = Command::new(PathBuf::from(venv).join("bin").join(program));
    command
        .env("SAM_CLI_TELEMETRY", "0")
        .env("AWS_DEFAULT_REGION", "eu-north-1");
    command
}

fn output(command: &mut Command) -> String {
    let output = command.output().expect("the tool can be started");
    eprintln!("{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// A file with this text, in a folder of this process.
fn file(name: &str, text: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("ekobridge-lint-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let path = folder.join(name);
    std::fs::write(&path, text).expect("a file");
    path
}

fn checkov(name: &str, template: &str) -> Result<(), String> {
    let path = file(name, template);
    let mut command = tool("EKOBRIDGE_LINT", "checkov");
    command
        .args([
            "--skip-download",
            "--framework",
            "cloudformation",
            "--compact",
            "-o",
            "json",
            "-f",
        ])
        .arg(&path);
    judge_checkov(&output(&mut command), &skipped_checks(template))
}

fn cfn_lint(name: &str, template: &str) -> Result<(), String> {
    let report = |path: &Path| {
        let mut command = tool("EKOBRIDGE_LINT", "cfn-lint");
        output(
            command
                .args([
                    "--append-rules",
                    "cfn_lint_serverless.rules",
                    "--format",
                    "json",
                    "--template",
                ])
                .arg(path),
        )
    };
    let with = report(&file(name, template));
    let without = report(&file(&format!("without-{name}"), &unsuppressed(template)));
    judge_cfn_lint(&with, &without, &ignored_checks(template))
}

#[test]
#[ignore = "needs the Python tools: `make lint-template`"]
fn sam_finds_the_template_valid() {
    let mut command = tool("EKOBRIDGE_E2E", "sam");
    let output = command
        .args(["validate", "--lint", "--template", PATH])
        .output()
        .expect("sam can be started");
    let told =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success() && told.contains("is a valid SAM Template"),
        "{told}"
    );
}

#[test]
#[ignore = "needs the Python tools: `make lint-template`"]
fn sam_reads_the_example_of_its_configuration() {
    let example = include_str!("../../samconfig.toml.example");
    let template = file("template.yaml", &written());
    let validated = |example: &str| {
        // SAM knows a configuration by its ending.
        let configuration = file("samconfig.toml", example);
        let mut command = tool("EKOBRIDGE_E2E", "sam");
        command
            .args(["validate", "--config-file"])
            .arg(configuration)
            .arg("--template")
            .arg(&template)
            .status()
            .expect("sam can be started")
            .success()
    };
    assert!(validated(example));
    // It has read it: a value that it doesn't take is refused.
    assert!(!validated(&example.replace("lint = true", "lint = \"perhaps\"")));

    // What `sam deploy` doesn't know, it would ignore.
    let options = output(tool("EKOBRIDGE_E2E", "sam").args(["deploy", "--help"]));
    let example: toml::Table = example.parse().expect("the example is TOML");
    let example = &example["default"];
    for section in ["global", "deploy"] {
        let parameters = example[section]["parameters"].as_table().expect("a table");
        for name in parameters.keys() {
            let option = format!("--{}", name.replace('_', "-"));
            assert!(options.contains(&option), "sam deploy has no {option}");
        }
    }
}

#[test]
#[ignore = "needs the Python tools: `make lint-template`"]
fn cfn_lint_finds_nothing_and_needs_every_suppression() {
    assert_eq!(cfn_lint("template.yaml", &written()), Ok(()));
}

#[test]
#[ignore = "needs the Python tools: `make lint-template`"]
fn checkov_finds_nothing_and_needs_every_suppression() {
    assert_eq!(checkov("template.yaml", &written()), Ok(()));
}

#[test]
#[ignore = "needs the Python tools: `make lint-template`"]
fn the_tools_themselves_show_what_must_not_pass() {
    let template = written();
    let with = |from: &str, to: &str| {
        assert!(template.contains(from), "{from}");
        template.replacen(from, to, 1)
    };
    let merged = with(
        "      DisplayName: Ekobridge\n",
        "      <<: { DisplayName: Another }\n      DisplayName: Ekobridge\n",
    );
    let error = checkov("merged.yaml", &merged).unwrap_err();
    assert!(error.contains("parse"), "{error}");

    let stale = with("{ id: CKV_AWS_28,", "{ id: CKV_AWS_27,");
    assert!(checkov("stale.yaml", &stale).is_err());
    let more = with("ignore_checks: [ES7000]", "ignore_checks: [ES7000, ES6000]");
    let error = cfn_lint("more.yaml", &more).unwrap_err();
    assert!(error.contains("ES6000"), "{error}");

    let open = with(
        "      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true }\n",
        "",
    );
    let error = checkov("open.yaml", &open).unwrap_err();
    assert!(error.contains("found") && error.contains("CKV_AWS_28"), "{error}");
    let unknown = with("FifoQueue: true", "FifoQueues: true");
    assert!(cfn_lint("unknown.yaml", &unknown).is_err());
}
