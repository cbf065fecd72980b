//! All commands in the documentation exist with their options, and those that need no deployment run.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// Commands of the tool. `deploy` and others are left out of a build without the features.
const COMMANDS: [&str; 18] = [
    "dev",
    "connect",
    "activity",
    "audit",
    "backfill",
    "console",
    "erase",
    "export",
    "hold",
    "notices",
    "parked",
    "preview",
    "reconcile",
    "release",
    "replay",
    "settings",
    "tail",
    "why",
];
#[cfg(feature = "setup")]
const RELEASED: [&str; 7] = [
    "setup", "doctor", "deploy", "check", "pause", "resume", "teardown",
];
#[cfg(not(feature = "setup"))]
const RELEASED: [&str; 0] = [];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn tool(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_ekobridge"))
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

/// The commands of all user-facing pages, each with a page that contains it.
fn documented() -> BTreeMap<Vec<String>, String> {
    let pages = pages();
    let of_page = |(page, text): &(String, String)| {
        commands(text)
            .into_iter()
            .map(|words| (words, page.clone()))
            .collect::<Vec<_>>()
    };
    pages.iter().flat_map(of_page).collect()
}

/// Every user-facing page, and its text.
fn pages() -> Vec<(String, String)> {
    let root = root();
    let mut found: Vec<PathBuf> = ["README.md", "CONTRIBUTING.md", "SECURITY.md", "cli/README.md"]
        .map(|page| root.join(page))
        .into();
    let manuals = std::fs::read_dir(root.join("docs")).unwrap();
    found.extend(
        manuals
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|ending| ending == "md")),
    );
    found
        .into_iter()
        .map(|path| {
            (
                path.display().to_string(),
                std::fs::read_to_string(&path).unwrap(),
            )
        })
        .collect()
}

/// The commands of a page, as words: lines of code and texts in backticks that begin with the tool's name.
fn commands(page: &str) -> BTreeSet<Vec<String>> {
    let spans = page
        .lines()
        .flat_map(|line| line.split('`').skip(1).step_by(2))
        .map(str::to_owned);
    let mut fenced = false;
    let lines = page.lines().filter(move |line| {
        fenced ^= line.trim_start().starts_with("```");
        fenced
    });
    lines
        .map(str::to_owned)
        .chain(spans)
        .filter_map(|text| {
            let text = text.trim().trim_start_matches("./");
            let text = text
                .strip_prefix("cargo run -p ekobridge -- ")
                .or_else(|| text.strip_prefix("ekobridge "))?;
            let text = text.split(['#', '…']).next()?.split(" > ").next()?;
            Some(words(text))
        })
        .filter(|words| {
            words
                .first()
                .is_some_and(|word| COMMANDS.contains(&word.as_str()) || RELEASED.contains(&word.as_str()))
        })
        .collect()
}

/// The words of a command, split as a shell does. Text in double quotes is one word.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (number, part) in text.split('"').enumerate() {
        if number % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}

#[test]
fn every_command_of_the_documentation_exists_with_its_options() {
    let folder = tempfile::tempdir().unwrap();
    let documented = documented();
    for (words, page) in &documented {
        let mut arguments: Vec<&str> = words
            .iter()
            .map(|word| match word.as_str() {
                "RECORD" => "order:1:1001",
                "CAUSE" => "sku_unknown",
                word => word,
            })
            .collect();
        // Options are parsed in order, so a wrong one is refused before the help is shown.
        arguments.push("--help");
        let shown = tool(folder.path(), &arguments);
        assert!(
            shown.status.success(),
            "{page}: ekobridge {}\n{}",
            words.join(" "),
            String::from_utf8_lossy(&shown.stderr)
        );
    }
    assert!(documented.len() > 20, "{documented:?}");
}

/// Every line of the transcripts of README and quick start is printed, under its heading, and no line is left out of them without a
/// line of "…". Addresses and the ids of records differ each time.
fn assert_transcript(printed: &str) {
    let printed = by_heading(printed);
    for (page, least) in [("README.md", 8), ("docs/QUICKSTART.md", 6)] {
        let text = std::fs::read_to_string(root().join(page)).unwrap();
        let shown = text.split("plays a demo through the real functions:").nth(1);
        let shown = shown.unwrap().split("```").nth(1).unwrap();
        let shortened = shortened(shown);
        let mut compared = 0;
        for (heading, lines) in by_heading(shown) {
            let there = printed.get(&heading);
            let there = there.unwrap_or_else(|| panic!("{page}: \"{heading}\" is not printed: {printed:#?}"));
            for line in &lines {
                assert!(
                    there.contains(line),
                    "{page}: under \"{heading}\": {line}\n{there:#?}"
                );
                compared += 1;
            }
            assert!(
                shortened.contains(&heading) || lines == *there,
                "{page}: under \"{heading}\", this is printed:\n{there:#?}"
            );
        }
        assert!(compared >= least, "{page}: {shown}");
    }
}

/// The headings of a transcript under which lines are left out.
fn shortened(transcript: &str) -> BTreeSet<String> {
    let mut heading = "";
    let mut found = BTreeSet::new();
    for line in transcript.lines() {
        match line.trim() {
            "…" => _ = found.insert(heading.to_owned()),
            _ if line.starts_with(|first: char| first.is_alphanumeric()) => heading = line,
            _ => {}
        }
    }
    found
}

/// The lines about jobs under each heading of a demo, with the ids of records left out.
fn by_heading(transcript: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut headings: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut heading = String::new();
    for line in transcript.lines() {
        if line.starts_with(|first: char| first.is_alphanumeric()) {
            line.clone_into(&mut heading);
            headings.entry(heading.clone()).or_default();
        } else if line.starts_with("  ✓") || line.starts_with("  –") {
            let words = line.split_whitespace().map(|word| match word.strip_suffix('…') {
                Some(record) => record.rsplit_once(':').map_or(record, |(kind, _)| kind),
                None => word,
            });
            let mut line = words.collect::<Vec<_>>().join(" ");
            // The company's customer is created by the job of its contact, its account or its order, whichever comes first; the
            // others find it as it should be.
            if line.contains(" customer ") && line.contains("customer 1001") {
                "customer 1001 is there".clone_into(&mut line);
            }
            headings.entry(heading.clone()).or_default().insert(line);
        }
    }
    headings
}

#[test]
fn an_option_that_does_not_exist_would_be_noticed() {
    let folder = tempfile::tempdir().unwrap();
    assert!(
        !tool(folder.path(), &["replay", "--unknown-option", "--help"])
            .status
            .success()
    );
    assert!(
        !tool(folder.path(), &["settings", "reveal", "--help"])
            .status
            .success()
    );
}

#[test]
fn the_demo_is_as_the_readme_has_it_and_commands_run_on_its_data() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let demo = [
        "dev",
        "--exit-when-idle",
        "--listen",
        "127.0.0.1:0",
        "--data",
        "state",
    ];
    let played = tool(folder, &demo);
    assert!(played.status.success());
    assert_transcript(&String::from_utf8_lossy(&played.stdout));
    let mut ran = BTreeSet::new();
    for (mut words, page) in documented() {
        // A stack's name is left out, so that the demo's folder is used instead.
        if let Some(at) = words.iter().position(|word| word == "--stack") {
            words.drain(at..(at + 2).min(words.len()));
        }
        let text = words.join(" ");
        let of_demo = match words[0].as_str() {
            "activity" => !text.contains("--data"),
            "preview" => matches!(text.as_str(), "preview order 1001" | "preview order:1:1001"),
            "replay" => matches!(
                text.as_str(),
                "replay --parked" | "replay --dead-letters" | "replay order:1:1001"
            ),
            "settings" => matches!(
                text.as_str(),
                "settings print" | "settings show" | "settings history" | "settings diff"
            ),
            "audit" | "parked" => words.len() == 1 || text == "parked sku_unknown",
            "export" => !text.contains("--to"),
            "why" => text == "why 1001",
            "notices" => text == "notices test",
            _ => false,
        };
        if !of_demo || !ran.insert(text.clone()) {
            continue;
        }
        let mut arguments: Vec<&str> = words.iter().map(String::as_str).collect();
        if text != "settings print" {
            arguments.extend(["--data", "state"]);
        }
        let ended = tool(folder, &arguments);
        assert!(
            ended.status.success(),
            "{page}: ekobridge {}\n{}{}",
            arguments.join(" "),
            String::from_utf8_lossy(&ended.stdout),
            String::from_utf8_lossy(&ended.stderr)
        );
    }
    assert!(ran.len() >= 14, "{ran:?}");
}
