//! The documentation refers to things that exist: files, headings, tests and make targets.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The folders with the things that the documentation names.
const FOLDERS: [&str; 10] = [
    "benches",
    "cli",
    "devstack",
    "docs",
    "events",
    "functions",
    "fuzz",
    "sandbox",
    "shared",
    "tests",
];

/// Paths that the documentation invents: the flow in "Add a flow".
const EXAMPLES: [&str; 1] = ["shared/flows/src/to_eaccounting/deleted_contact/"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The repository's files with this extension, except built, downloaded and hidden ones.
fn files(ending: &str) -> Vec<PathBuf> {
    fn walk(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).expect("a folder of the repository") {
            let entry = entry.expect("an entry of the repository");
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let kind = entry.file_type().expect("a file or a folder");
            if kind.is_dir() && (!name.starts_with('.') || name == ".github") && !name.starts_with("target") {
                walk(&entry.path(), ending, found);
            } else if kind.is_file() && name.ends_with(ending) {
                found.push(entry.path());
            }
        }
    }
    let mut found = Vec::new();
    let root = root();
    for entry in std::fs::read_dir(&root).expect("the repository") {
        let path = entry.expect("an entry of the repository").path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if path.is_file() && name.ends_with(ending) {
            found.push(path);
        } else if FOLDERS.contains(&name.as_str()) || name == ".github" {
            walk(&path, ending, &mut found);
        }
    }
    found.sort();
    found
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A page without its fenced code.
fn prose(page: &str) -> String {
    let mut fenced = false;
    page.lines()
        .filter(|line| {
            let fence = line.trim_start().starts_with("```");
            fenced ^= fence;
            !fenced && !fence
        })
        .map(|line| format!("{line}\n"))
        .collect()
}

/// The targets of a page's inline links.
fn links(page: &str) -> Vec<String> {
    prose(page)
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split_once(')'))
        .map(|(target, _)| target.trim().to_owned())
        .filter(|target| {
            // A crate's README is also its documentation, with links to items.
            !target.starts_with("http") && !target.starts_with("mailto:") && !target.contains("::")
        })
        .collect()
}

/// The texts in backticks.
fn code(page: &str) -> Vec<String> {
    prose(page)
        .split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

/// The anchors of a page's headings, in GitHub's format.
fn anchors(page: &str) -> BTreeSet<String> {
    prose(page)
        .lines()
        .filter(|line| line.starts_with('#'))
        .map(|line| {
            line.trim_start_matches('#')
                .trim()
                .to_lowercase()
                .chars()
                .filter_map(|letter| match letter {
                    ' ' => Some('-'),
                    letter if letter.is_alphanumeric() || letter == '-' || letter == '_' => Some(letter),
                    _ => None,
                })
                .collect()
        })
        .collect()
}

#[test]
fn every_relative_link_leads_to_a_file_and_a_heading() {
    let mut broken = Vec::new();
    let mut seen = 0;
    for page in files(".md") {
        let text = read(&page);
        let folder = page.parent().unwrap_or(&page);
        for link in links(&text) {
            seen += 1;
            let (file, anchor) = link.split_once('#').unwrap_or((&link, ""));
            let target = if file.is_empty() {
                page.clone()
            } else {
                folder.join(file)
            };
            let leads = target.exists()
                && (anchor.is_empty() || (target.is_file() && anchors(&read(&target)).contains(anchor)));
            if !leads {
                broken.push(format!("{}: {link}", page.display()));
            }
        }
    }
    assert!(seen > 50, "only {seen} links were found");
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn every_path_that_the_documentation_names_exists() {
    let mut missing = Vec::new();
    let mut seen = 0;
    for page in files(".md") {
        for path in code(&read(&page)) {
            let (first, rest) = path.split_once('/').unwrap_or((&path, ""));
            let plain = |letter: char| letter.is_ascii_alphanumeric() || "/._-".contains(letter);
            // "tests/…" in a crate's README may be the crate's own folder.
            let beside = page.parent().is_some_and(|folder| folder.join(&path).exists());
            if !FOLDERS.contains(&first) || rest.is_empty() || !path.chars().all(plain) || beside {
                continue;
            }
            seen += 1;
            if !root().join(&path).exists() && !EXAMPLES.contains(&path.as_str()) {
                missing.push(format!("{}: {path}", page.display()));
            }
        }
    }
    assert!(seen > 50, "only {seen} paths were found");
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn every_test_that_the_guarantees_name_exists() {
    let sources: String = files(".rs").iter().map(|path| read(path)).collect();
    let mut missing = Vec::new();
    let mut seen = 0;
    for page in ["docs/RELIABILITY.md", "docs/UPGRADE.md"] {
        for name in code(&read(&root().join(page))) {
            let name = name.rsplit("::").next().unwrap_or_default();
            let sentence = name.trim_end_matches('*');
            let letters =
                |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
            if sentence.matches('_').count() < 4 || !sentence.chars().all(letters) {
                continue;
            }
            seen += 1;
            let whole = sentence.len() == name.len();
            // The end-to-end tests are functions in a list.
            let exists = sources.contains(&format!("fn {sentence}{}", if whole { "(" } else { "" }))
                || (whole && sources.contains(&format!("\"{sentence}\",")));
            if !exists {
                missing.push(format!("{page}: {name}"));
            }
        }
    }
    assert!(seen > 15, "only {seen} tests were found");
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn every_make_target_that_the_documentation_names_exists() {
    let makefile = read(&root().join("Makefile"));
    let targets: BTreeSet<&str> = makefile
        .lines()
        .filter(|line| !line.starts_with(['\t', ' ', '#', '.']))
        .filter_map(|line| line.split_once(':'))
        .map(|(target, _)| target)
        .collect();
    assert!(targets.contains("run"), "{targets:?}");
    let mut missing = Vec::new();
    let mut seen = 0;
    for page in files(".md") {
        let text = read(&page);
        let spans = code(&text);
        for line in text.lines().chain(spans.iter().map(String::as_str)) {
            let Some(target) = line.trim().strip_prefix("make ") else {
                continue;
            };
            let target = target.split([' ', '|', ')', '#', ',']).next().unwrap_or_default();
            // A line of text may begin with the word.
            if line.contains("make run") || targets.contains(target) || spans.iter().any(|span| span == line)
            {
                seen += 1;
                if !targets.contains(target) {
                    missing.push(format!("{}: make {target}", page.display()));
                }
            }
        }
    }
    assert!(seen > 20, "only {seen} targets were found");
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

/// `scripts/try-release` runs the manual's commands, so that these are tried too.
#[test]
fn the_readme_deploys_with_the_manuals_own_three_commands() {
    let commands = |file: &str, heading: &str| -> Vec<String> {
        let text = std::fs::read_to_string(root().join(file)).expect("a file of the repository");
        let (_, section) = text.split_once(heading).expect("a heading");
        let block = section.split("```").nth(1).expect("a block of commands");
        block.trim().lines().map(str::to_owned).collect()
    };
    let manual = commands("docs/SETUP.md", "# Setup and deployment\n");
    assert_eq!(manual.len(), 3, "{manual:?}");
    assert_eq!(commands("README.md", "## Deploy\n"), manual);
}
