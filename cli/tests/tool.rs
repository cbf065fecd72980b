//! The tool as a person runs it: its own process in its own folder.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "english/mod.rs"]
mod english;

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use sandbox::{Options, Sandbox};
use serde_json::Value;

/// How long the test waits for a line before it fails.
const PATIENCE: Duration = Duration::from_secs(60);

/// The result of a command.
struct Ended {
    ok: bool,
    out: String,
    err: String,
}

impl Ended {
    /// Its lines of JSON.
    fn json(&self) -> Vec<Value> {
        self.out
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }
}

/// The tool in this folder, without the tester's environment.
fn tool(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ekobridge"));
    command.args(arguments).current_dir(folder).env_clear();
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Ended {
    let output = tool(folder, arguments).stdin(Stdio::null()).output().unwrap();
    Ended {
        ok: output.status.success(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// The same, for a command that must succeed.
#[track_caller]
fn done(folder: &Path, arguments: &[&str]) -> Ended {
    let ended = run(folder, arguments);
    assert!(ended.ok, "{arguments:?}: {}{}", ended.out, ended.err);
    ended
}

/// A running command and its lines as they arrive. Killed when it is dropped.
struct Live {
    child: Child,
    lines: Receiver<String>,
}

impl Live {
    fn start(folder: &Path, arguments: &[&str]) -> Self {
        let mut child = tool(folder, arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let (send, lines) = channel();
        let out = BufReader::new(child.stdout.take().unwrap());
        std::thread::spawn(move || {
            for line in out.lines().map_while(Result::ok) {
                if send.send(line).is_err() {
                    return;
                }
            }
        });
        Self { child, lines }
    }

    /// The next line that matches.
    fn line(&self, wanted: impl Fn(&str) -> bool) -> String {
        loop {
            let line = self.lines.recv_timeout(PATIENCE).unwrap();
            if wanted(&line) {
                return line;
            }
        }
    }

    fn stdin(&mut self) -> ChildStdin {
        self.child.stdin.take().unwrap()
    }

    /// Sends SIGTERM, as a service manager does.
    fn end(self) {
        self.signal("-TERM");
    }

    /// Sends SIGINT, as Ctrl+C does.
    fn interrupt(self) {
        self.signal("-INT");
    }

    /// Sends SIGINT, and waits for a last line.
    fn interrupt_until(mut self, is_last: impl Fn(&str) -> bool) {
        self.send("-INT");
        self.line(is_last);
        assert!(self.child.wait().unwrap().success());
    }

    fn signal(mut self, signal: &str) {
        self.send(signal);
        assert!(self.child.wait().unwrap().success());
    }

    fn send(&self, signal: &str) {
        let id = self.child.id().to_string();
        assert!(
            Command::new("kill")
                .args([signal, &id])
                .status()
                .unwrap()
                .success()
        );
    }
}

impl Drop for Live {
    fn drop(&mut self) {
        let _ended = self.child.kill();
        let _reaped = self.child.wait();
    }
}

/// The documents of a kind with which jobs ended, each once.
fn documents(jobs: &[Value], kind: &str) -> BTreeSet<String> {
    jobs.iter()
        .filter(|job| job["document"]["kind"] == kind)
        .map(|job| job["document"]["id"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn dev_plays_its_demo_and_the_next_start_knows_what_was_done() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let dev = [
        "dev",
        "--exit-when-idle",
        "--json",
        "--listen",
        "127.0.0.1:0",
        "--data",
        "state",
    ];
    let lines = done(folder, &dev).json();
    assert_eq!(lines[0]["ready"], true);
    let jobs: Vec<Value> = lines.into_iter().filter(|line| line["job"].is_string()).collect();
    for job in &jobs {
        assert!(job["outcome"] == "done" || job["outcome"] == "skipped", "{job}");
    }
    // Anna and the company; the company's order, announced five times; and the order of its accepted quote.
    assert_eq!(documents(&jobs, "customer").len(), 2, "{jobs:#?}");
    assert_eq!(documents(&jobs, "order").len(), 2, "{jobs:#?}");
    let of_order: Vec<&Value> = jobs
        .iter()
        .filter(|job| job["source"] == "order:1:1001")
        .collect();
    assert_eq!(of_order.iter().filter(|job| job["outcome"] == "done").count(), 1);
    assert!(of_order.len() > 1, "{of_order:?}");
    let offers = jobs
        .iter()
        .filter(|job| job["job"] == "quote" && job["outcome"] == "done");
    assert_eq!(offers.count(), 1);

    // At the next start, the sweep reads the same records again and finds nothing to do.
    let again = done(folder, &dev).json();
    let outcomes: BTreeSet<&str> = again.iter().filter_map(|line| line["outcome"].as_str()).collect();
    assert_eq!(outcomes, BTreeSet::from(["skipped"]), "{again:#?}");

    // Commands work on the folder while no process uses it.
    let plan = done(folder, &["replay", "order:1:1001", "--data", "state", "--json"]).json();
    assert_eq!(
        (&plan[0]["state"], &plan[0]["replay"], &plan[1]["queued"]),
        (&"done".into(), &false.into(), &0.into())
    );
    std::fs::write(
        folder.join("field.toml"),
        "[mapping.customer]\nNote = \"customer.field.nowhere\"\n",
    )
    .unwrap();
    let trial = [
        "preview",
        "order",
        "1001",
        "--data",
        "state",
        "--settings",
        "field.toml",
    ];
    let trial = done(folder, &trial);
    assert!(
        trial.err.contains("names the custom field nowhere"),
        "{}",
        trial.err
    );
    let preview = done(folder, &["preview", "order", "1001", "--data", "state"]).out;
    for told in [
        "order:1:1001 · preview, nothing is written",
        "customer.billing.city = Örebro",
        "✓ the same",
        "it was sent already: order 1",
    ] {
        assert!(preview.contains(told), "{told} is missing in:\n{preview}");
    }
    let job = r#"{"kind":"find_orders","source":"contact:2","key":"k","cause":"webhook","first_seen":"2026-11-23T08:00:00Z"}"#;
    let event = serde_json::json!({"Records": [{"body": job}]}).to_string();
    std::fs::write(folder.join("event.json"), event).unwrap();
    let previews = done(folder, &["preview", "event.json", "--data", "state", "--json"]).json();
    assert_eq!(previews[0]["source"], "contact:2");
    // The others are orders that Ekobridge wrote to ActiveCampaign itself.
    let of_shop = previews
        .iter()
        .find(|preview| preview["source"] == "order:1:1001");
    assert!(of_shop.is_some(), "{previews:#?}");
    for preview in &previews[1..] {
        assert_eq!(preview["outcome"]["verdict"], "skipped", "{preview:#}");
        assert_eq!(preview["calls"], serde_json::json!([]));
    }
    let of_contact = done(folder, &["activity", "contact:1", "--data", "state", "--json"]).json();
    assert_eq!(
        of_contact
            .iter()
            .filter(|entry| entry["outcome"] == "done")
            .count(),
        2
    );
    assert!(
        of_contact[0]["at"].as_str() > of_contact[1]["at"].as_str(),
        "newest first"
    );
    let erase = ["erase", "anna.lind@example.com", "--data", "state", "--json"];
    let unasked = run(folder, &erase);
    assert!(
        !unasked.ok && unasked.err.contains("Add --yes."),
        "{}",
        unasked.err
    );
    let erased = done(folder, &[&erase[..], &["--yes"]].concat()).json();
    assert!(erased[0]["erased"].as_u64().unwrap() >= 2, "{erased:?}");
    let after = done(folder, &["activity", "contact:1", "--data", "state", "--json"]).json();
    assert_eq!(after, Vec::<Value>::new());
    let others = done(folder, &["activity", "order:1:1001", "--data", "state"]);
    assert!(
        others.out.contains("inkop@bjorkskog.example.com"),
        "{}",
        others.out
    );

    // Two shops in one list, each line with its shop.
    let plain = done(folder, &["export", "--data", "state"]).out;
    let personal = [
        "export",
        "--data",
        "state",
        "--with-personal-data",
        "--to",
        "all.csv",
    ];
    done(folder, &personal);
    let exported = std::fs::read_to_string(folder.join("all.csv")).unwrap();
    assert!(!plain.contains("bjorkskog") && exported.contains("inkop@bjorkskog.example.com"));
    let refused = run(folder, &personal);
    assert!(!refused.ok, "a file that exists is not overwritten");
    assert_eq!(
        refused.err,
        "all.csv exists; choose another name, or overwrite it with --force\n"
    );
    let dev = dev.map(|word| if word == "state" { "other" } else { word });
    done(folder, &dev);
    let both = done(folder, &["activity", "--data", "state,other", "--json"]).json();
    let shops: BTreeSet<&str> = both.iter().filter_map(|line| line["stack"].as_str()).collect();
    assert_eq!(shops, BTreeSet::from(["other", "state"]));
    let times: Vec<&str> = both.iter().filter_map(|line| line["at"].as_str()).collect();
    assert!(times.is_sorted_by(|one, other| one >= other), "{times:?}");
    let text = done(folder, &["parked", "--data", "state,other"]).out;
    assert_eq!(
        text,
        "== state\nNothing is parked.\n== other\nNothing is parked.\n"
    );
    // Texts are in the language of `--lang`, else of the locale; JSON is the same in every language.
    let parked = ["parked", "--data", "state"];
    let swedish = done(folder, &["--lang", "sv", "parked", "--data", "state"]).out;
    assert_eq!(swedish, "Inget är parkerat.\n");
    let finnish = tool(folder, &parked)
        .env("LC_ALL", "fi_FI.UTF-8")
        .output()
        .unwrap();
    assert_eq!(
        String::from_utf8(finnish.stdout).unwrap(),
        "Mitään ei ole pysäköity.\n"
    );
    for command in ["activity", "parked"] {
        let english = [command, "--data", "state,other", "--json"];
        let spanish = [command, "--data", "state,other", "--json", "--lang", "es"];
        assert_eq!(
            done(folder, &spanish).out,
            done(folder, &english).out,
            "{command}"
        );
    }
    let why = done(
        folder,
        &["why", "order:1:1001", "--data", "state", "--lang", "nl"],
    )
    .out;
    assert!(
        why.contains("verzonden\n  Order 1001 is verzonden: het is order 1 in eAccounting.\n"),
        "{why}"
    );
    let csv = done(folder, &["export", "--data", "state,other"]).out;
    assert!(csv.starts_with("stack,at,") && csv.contains("\nother,"), "{csv}");
    let why = done(folder, &["why", "order:1:1001", "--data", "state,other"]).out;
    assert!(why.contains("== state\n") && why.contains("== other\n"), "{why}");
}

/// Checks that a command says nothing in a language that it says in English too.
#[track_caller]
fn assert_none_shared(english_said: &str, said: &str, tag: &str) {
    english::assert_none(said, tag);
    let own = english::resource(tag);
    let in_english = english::threes(english_said);
    let shared = english::threes(said).into_iter();
    let shared = shared.filter(|three| in_english.contains(three) && !own.contains(three));
    let shared = english::foreign(shared, tag);
    assert_eq!(
        shared,
        Vec::<String>::new(),
        "the same in English and {tag}:\n{said}"
    );
}

/// Plays the demo, and leaves its state in the folder `state`.
const DEMO: [&str; 6] = [
    "dev",
    "--exit-when-idle",
    "--listen",
    "127.0.0.1:0",
    "--data",
    "state",
];

/// The languages but English.
const LANGUAGES: [&str; 5] = ["sv", "nb", "nl", "fi", "es"];

#[test]
fn commands_say_nothing_in_english_to_people_of_other_languages() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let demo = done(folder, &[&DEMO[..], &["--lang", "fi"]].concat()).out;
    assert!(demo.contains("Ekobridge on käynnissä tällä koneella."), "{demo}");
    // What flows say of their jobs is there in English alone.
    let is_of_flow = |line: &&str| ["  ✓ ", "  – ", "  ! "].iter().any(|mark| line.starts_with(mark));
    let own: Vec<&str> = demo.lines().filter(|line| !is_of_flow(line)).collect();
    assert!(own.len() > 30, "{demo}");
    english::assert_none(&own.join("\n"), "fi");
    std::fs::write(folder.join("own.toml"), "[orders]\ndry_run = true\n").unwrap();

    // What is said of flows, rules and earlier actions is there in English alone: only the catalogs' texts are looked for.
    for (command, tag) in [
        ("preview order 1001", "sv"),
        ("preview order 1001 --save saved.json", "es"),
        ("audit", "nb"),
        ("backfill orders deals --since 2020-01-01", "nl"),
    ] {
        let words: Vec<&str> = command.split(' ').collect();
        let said = run(
            folder,
            &[&words[..], &["--data", "state", "--lang", tag]].concat(),
        );
        let ok = said.ok;
        let said = said.out + &said.err;
        assert!(ok && !said.is_empty(), "{command}: {said}");
        english::assert_none(&said, tag);
    }
    // Each is asked in English, and then in the next language.
    let commands = [
        "replay list",
        "replay",
        "replay order:1:1001",
        "replay order:1:1001 --again",
        "replay order:1:1001 --again --yes",
        "replay list",
        "replay show records-1",
        "replay abort records-1",
        "replay nonsense",
        "backfill contacts --since 2020-01-01",
        "backfill contacts --since 2020-01-01 --apply",
        "backfill --resume",
        "hold order:1:1001 order:1:9999 --because x",
        "hold",
        "hold --cause sku_unknown --because x",
        "release order:1:1001 contact:9",
        "release order:1:1001",
        "erase contact:1",
        "erase order:1:1001",
        "erase nobody@example.com --yes",
        "settings history",
        "settings diff",
        "settings push own.toml",
        "settings rollback",
        "export --to export.csv",
        "export --to export.csv",
        "notices test",
        "connect",
        "parked",
        "why order:1:1001",
        "why 99999",
        "replay 99999",
        "replay order 99999",
        "replay invoice 99999",
        "replay nobody@example.com",
        "replay --parked",
        "replay --dead-letters",
        "replay --since 1h --until 2h",
        "replay show nonsense",
        "replay apply nonsense",
        "settings push none.toml",
        "settings diff 99",
        "settings rollback 99",
        "parked sku",
        "parked ack sku_unknown",
        "parked reopen sku_unknown",
        "parked resolve order:1:1001",
        "preview none.json",
        "preview deal:7 --connection 1",
        "preview own.toml",
        "activity order:1:1001 --entry zz",
        "export --to none/x.csv",
        "reconcile --since 2020-01-01 --csv none/x.csv",
        "reconcile --since 2099-01-01",
        "backfill orders --since 2099-01-01",
        "backfill orders --since 2020-01-01 --state nonsense",
        "hold order:1:1001 --because anna@example.com",
        "hold order:1:1001 --because cash",
        "replay order:1:1001",
        "release order:1:1001",
    ];
    for (index, command) in commands.into_iter().enumerate() {
        let tag = LANGUAGES[index % LANGUAGES.len()];
        let words: Vec<&str> = command.split(' ').collect();
        let said = |more: &[&str]| {
            let ended = run(folder, &[&words[..], &["--data", "state"], more].concat());
            // Who did it is stored as it was written then.
            (ended.out + &ended.err).replace("somebody on this machine", "somebody")
        };
        let (english, other) = (said(&[]), said(&["--lang", tag]));
        assert!(!english.is_empty() && !other.is_empty(), "{command}");
        assert_none_shared(&english, &other, tag);
    }
    // While another process has the folder, and the port.
    let busy = Live::start(
        folder,
        &["dev", "--no-demo", "--listen", "127.0.0.1:0", "--data", "state"],
    );
    let address = busy.line(|line| line.contains("Both vendors' sandbox"));
    let address = address.rsplit('/').next().unwrap().to_owned();
    for (index, command) in ["dev --data state", "dev --no-demo --listen"]
        .into_iter()
        .enumerate()
    {
        let tag = LANGUAGES[index % LANGUAGES.len()];
        let mut words: Vec<&str> = command.split(' ').collect();
        words.extend((index == 1).then_some(address.as_str()));
        let english = run(folder, &words);
        let other = run(folder, &[&words[..], &["--lang", tag]].concat());
        assert!(!english.ok && !other.ok && !other.err.is_empty(), "{command}");
        assert_none_shared(&english.err, &other.err, tag);
    }
    busy.end();
    // Before there is any deployment.
    let nowhere = tempfile::tempdir().unwrap();
    std::fs::create_dir(nowhere.path().join("empty")).unwrap();
    for (index, command) in [
        "activity",
        "replay order:1:1001",
        "console --no-open",
        "parked --data empty",
        "settings check none.toml",
        "settings check empty",
        "connect --yes --sandbox http://127.0.0.1:1",
    ]
    .into_iter()
    .enumerate()
    {
        let tag = LANGUAGES[index % LANGUAGES.len()];
        let words: Vec<&str> = command.split(' ').collect();
        let english = run(nowhere.path(), &words);
        let other = run(nowhere.path(), &[&words[..], &["--lang", tag]].concat());
        assert!(!english.ok && !other.ok && !other.err.is_empty(), "{command}");
        assert_none_shared(&english.err, &other.err, tag);
    }
    #[cfg(feature = "deploy")]
    {
        let check = ["check", "--settings", "own.toml", "--zips", ".", "--lang", "sv"];
        let said = run(folder, &check);
        assert!(said.out.contains("den här versionens mall"), "{}", said.out);
        english::assert_none(&said.out, "sv");
    }
    // Those that go on until they are ended.
    for (command, begins, ends) in [
        ("console --no-open", "Konsolen för mappen state finns på", None),
        (
            "dev --listen 127.0.0.1:0",
            "Ekobridge körs på den här datorn.",
            Some("Stoppad. Startad igen fortsätter den där den var."),
        ),
    ] {
        let words: Vec<&str> = command.split(' ').collect();
        let live = Live::start(
            folder,
            &[&words[..], &["--data", "state", "--lang", "sv"]].concat(),
        );
        live.line(|line| line == begins);
        match ends {
            Some(ends) => live.interrupt_until(|line| line == ends),
            None => live.interrupt(),
        }
    }
}

#[test]
fn a_command_that_finds_nothing_to_do_ends_well_and_one_that_lacks_what_it_was_given_does_not() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    done(folder, &DEMO);
    let at = |words: &str| -> Ended {
        let words: Vec<&str> = words.split(' ').collect();
        run(folder, &[&words[..], &["--data", "state"]].concat())
    };
    for (words, told) in [
        (
            "replay --parked",
            "`ekobridge parked --data state` shows what waits for you.",
        ),
        (
            "replay --cause sku_unknown --yes",
            "`ekobridge parked --data state` shows what waits for you.",
        ),
        (
            "replay --dead-letters --yes",
            "`ekobridge parked --data state` shows what waits for you.",
        ),
        (
            "replay --since 2020-01-01 --until 2020-01-02",
            "`ekobridge activity --data state` shows the attempts that the log still has.",
        ),
        (
            "replay order:1:1001 --yes",
            "done already: order 1; --again compares it with the shop once more",
        ),
    ] {
        let ended = at(words);
        assert!(ended.ok, "{words}: {}{}", ended.out, ended.err);
        assert!(
            ended
                .out
                .starts_with("There is nothing to replay in the folder state.")
                && ended.out.contains(told),
            "{words}: {}",
            ended.out
        );
    }
    // By its name, what isn't there or is on hold is not what was asked for. The others are queued.
    assert!(at("hold order:1:1001 --because cash").ok);
    for (words, names, queued) in [
        ("replay order:1:9999 --yes", "order:1:9999", 0),
        ("replay order:1:1001 --yes", "order:1:1001", 0),
        (
            "replay contact:1 order:1:9999 order:1:1001 --yes --again",
            "order:1:1001, order:1:9999",
            1,
        ),
    ] {
        let ended = at(words);
        assert!(
            !ended.ok && ended.err.contains(names),
            "{words}: {}{}",
            ended.out,
            ended.err
        );
        let json = at(&format!("{words} --json"));
        assert!(!json.ok, "{words}");
        let last = json.json().pop().unwrap();
        assert_eq!(last["queued"], queued, "{words}: {last}");
    }
    let unknown = at("why 99999 --json");
    assert!(
        !unknown.ok && unknown.json()[0]["answer"].is_null(),
        "{}",
        unknown.out
    );
    // One of several that isn't there.
    let several = run(folder, &["parked", "--data", "state,nowhere"]);
    assert!(
        !several.ok && several.out.starts_with("== state\n") && several.err.starts_with("nowhere: "),
        "{}{}",
        several.out,
        several.err
    );
    let queued = at("backfill contacts --since 2020-01-01 --apply --yes --json");
    let lines = queued.json();
    assert!(queued.ok && !lines.is_empty(), "{}{}", queued.out, queued.err);
    let audit = at("audit");
    assert!(
        audit.out.contains("Backfill: ") && audit.out.contains("(contacts)"),
        "{}",
        audit.out
    );
    // Each record is named, and the last line says that they wait for a process.
    let records = lines.iter().filter(|line| line.get("record").is_some()).count();
    let last = lines.last().unwrap();
    assert!(records > 0, "{}", queued.out);
    assert_eq!(
        (&last["queued"], &last["run"]["total"], &last["run"]["ended"]),
        (&records.into(), &records.into(), &"complete".into()),
        "{}",
        queued.out
    );
    let same = at("settings show");
    std::fs::write(folder.join("same.toml"), same.out).unwrap();
    assert_eq!(
        at("settings push same.toml --json").json().pop().unwrap()["pushed"],
        false
    );
}

#[test]
fn with_settings_of_ones_own_and_no_accounts_dev_plays_no_demo() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    std::fs::write(folder.join("own.toml"), "[orders]\nplaced_after = 2026-11-01\n").unwrap();
    let dev = Live::start(
        folder,
        &["dev", "--settings", "own.toml", "--listen", "127.0.0.1:0"],
    );
    dev.line(|line| {
        line.trim()
            == "No accounts are given in .env: both vendors are the sandbox, and the demo is not played with your own \
                settings."
    });
    dev.line(|line| line.starts_with("Ekobridge keeps running."));
    assert!(done(folder, &["activity"]).out.contains("nothing of that time"));
    dev.end();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_step_of_the_demo_that_fails_does_not_end_dev() {
    let folder = tempfile::tempdir().unwrap();
    let dev = Live::start(folder.path(), &["dev", "--listen", "127.0.0.1:0"]);
    let sandbox = dev.line(|line| line.contains("Both vendors' sandbox"));
    let sandbox = sandbox.split_whitespace().last().unwrap();
    let armed = reqwest::Client::new()
        .post(format!("{sandbox}/faults"))
        .header("content-type", "application/x-www-form-urlencoded")
        .body("vendor=eaccounting&matcher=POST+/customers&kind=fail&status=400&times=1000")
        .send()
        .await
        .unwrap();
    assert!(armed.status().is_success(), "{armed:?}");
    let stopped = dev.line(|line| line.contains("The demo stopped"));
    assert!(
        stopped.contains("there is no customer to make a quote to"),
        "{stopped}"
    );
    dev.line(|line| line.starts_with("Ekobridge keeps running."));
    dev.end();
}

#[tokio::test(flavor = "multi_thread")]
async fn commands_in_another_terminal_find_the_dev_that_runs_here() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let nowhere = run(folder, &["activity"]);
    assert!(
        !nowhere.ok && nowhere.err.contains("--stack NAME"),
        "{}",
        nowhere.err
    );

    let dev = Live::start(
        folder,
        &[
            "dev",
            "--no-demo",
            "--json",
            "--listen",
            "127.0.0.1:0",
            "--poll-interval",
            "1",
        ],
    );
    dev.line(|line| line.contains("\"ready\":true"));
    assert!(done(folder, &["activity"]).out.contains("nothing of that time"));

    let running = std::fs::read_to_string(folder.join(".ekobridge/running.json")).unwrap();
    let running: Value = serde_json::from_str(&running).unwrap();
    assert_eq!(running["aws"]["access_key"]["secret"].as_str().unwrap().len(), 64);
    assert!(running["sandbox_secret"].is_string());

    let order = serde_json::json!({
        "id": "999", "email": "anna.lind@example.com",
        "lines": [{"sku": "VASE-RED", "name": "Red vase", "quantity": 1, "amount": "299"}],
        "billing": {"first_name": "Anna", "last_name": "Lind", "address1": "Storgatan 1", "postal": "411 38", "city": "Göteborg",
            "country": "SE"},
    });
    to_sandbox(folder, "/sandbox/activecampaign/orders", order.to_string()).await;
    let ended = dev.line(|line| line.contains("\"order:1:999\"") && line.contains("parked"));
    let ended: Value = serde_json::from_str(&ended).unwrap();
    assert_eq!(ended["code"], "sku_unknown");

    // A mistyped id becomes no job.
    let mistyped = run(folder, &["replay", "order:1:77777", "--yes"]);
    assert!(
        !mistyped.ok && mistyped.out.contains("ActiveCampaign has no such record"),
        "{}{}",
        mistyped.out,
        mistyped.err
    );

    // No person can be prompted, so nothing was queued.
    let unasked = run(folder, &["replay", "order:1:999"]);
    assert!(
        !unasked.ok && unasked.err.contains("Add --yes"),
        "{}",
        unasked.err
    );
    let tail = Live::start(folder, &["tail", "--since", "1h", "--json"]);
    let seen: Value = serde_json::from_str(&tail.line(|line| line.contains("\"order:1:999\""))).unwrap();
    assert_eq!(
        (&seen["source"], &seen["outcome"]),
        (&"order:1:999".into(), &"parked".into())
    );
    tail.interrupt();

    let parked = done(folder, &["activity", "--parked", "--json"]).json();
    assert_eq!(parked.len(), 1);
    assert_eq!(
        (&parked[0]["source"], &parked[0]["code"]),
        (&"order:1:999".into(), &"sku_unknown".into())
    );
    let text = done(folder, &["activity", "order:1:999"]).out;
    assert!(text.contains("Then: `ekobridge replay order:1:999`"), "{text}");
    let listed = done(folder, &["activity", "--since", "1h"]).out;
    assert!(
        listed.contains("order:1:999") && listed.contains("1 parked"),
        "{listed}"
    );
    causes_and_replays(folder, &dev);

    std::fs::write(folder.join("mine.toml"), "[orders]\ndry_run = true\n").unwrap();
    std::fs::write(folder.join("wrong.toml"), "[orders]\nshadwo = true\n").unwrap();
    let pushed = done(folder, &["settings", "push", "mine.toml", "--yes"]).out;
    assert!(
        pushed.contains("orders.dry_run: false → true") && pushed.contains("Pushed as version 1."),
        "{pushed}"
    );
    let names = "[customers]\nvat_number_field = \"no_such_field\"\n";
    std::fs::write(folder.join("names.toml"), names).unwrap();
    let warned = run(folder, &["settings", "push", "names.toml", "--json"]);
    assert!(
        warned.ok
            && warned
                .err
                .contains("`customers.vat_number_field` names the custom field no_such_field"),
        "{}",
        warned.err
    );
    let wrong = run(folder, &["settings", "push", "wrong.toml", "--yes"]);
    assert!(!wrong.ok && wrong.err.contains("shadwo"), "{}", wrong.err);
    assert_eq!(
        done(folder, &["settings", "show"]).out,
        "[orders]\ndry_run = true\n"
    );

    std::fs::write(folder.join("other.toml"), "[orders]\ndry_run = false\n").unwrap();
    done(folder, &["settings", "push", "other.toml", "--yes"]);
    let diff = done(folder, &["settings", "diff", "--json"]).json();
    assert_eq!(
        (&diff[0]["key"], &diff[0]["now"]),
        (&"orders.dry_run".into(), &false.into())
    );
    done(folder, &["settings", "rollback", "--yes"]);
    let shown = done(folder, &["settings", "show"]).out;
    assert_eq!(shown, "[orders]\ndry_run = true\n");
    let history = done(folder, &["settings", "history", "--json"]).json();
    assert_eq!(history.len(), 3);
    assert_eq!(history[0]["note"], "rollback to version 1");
    let actions = done(folder, &["audit", "--json"]).json();
    assert_eq!(actions[0]["what"], "Settings version 3: rollback to version 1.");
    assert!(actions[0]["by"].as_str().unwrap().ends_with("on this machine"));

    dev.end();
    assert!(!folder.join(".ekobridge/running.json").exists());
    assert!(!run(folder, &["activity"]).ok);
}

/// A parked record is shown by its cause, replayed by a stored plan, and put on hold, all in a running `dev`.
fn causes_and_replays(folder: &Path, dev: &Live) {
    let causes = done(folder, &["parked", "--json"]).json();
    assert_eq!(causes.len(), 1);
    assert_eq!(
        (&causes[0]["code"], &causes[0]["status"], &causes[0]["count"]),
        (&"sku_unknown".into(), &"open".into(), &1.into())
    );
    assert_eq!(causes[0]["examples"], serde_json::json!(["order:1:999"]));
    done(
        folder,
        &["parked", "ack", "sku_unknown", "--because", "the shop looks"],
    );
    let text = done(folder, &["parked"]).out;
    assert!(
        text.contains("acknowledged at") && text.contains("the shop looks"),
        "{text}"
    );

    let one = done(folder, &["parked", "ORDER:1:999", "--json"]).json();
    assert_eq!(
        (&one[0]["source"], &one[0]["code"]),
        (&"order:1:999".into(), &"sku_unknown".into())
    );
    let other = done(folder, &["parked", "order:1:998"]).out;
    assert!(
        other.starts_with("order:1:998 is not parked. `ekobridge why order:1:998"),
        "{other}"
    );

    let plan = done(folder, &["replay", "--cause", "sku_unknown", "--json"]).json();
    assert_eq!(
        (&plan[0]["replay"], &plan[1]["queued"], &plan[1]["state"]),
        (&true.into(), &0.into(), &"planned".into())
    );
    let name = plan[1]["replay"].as_str().unwrap();
    done(folder, &["replay", "apply", name]);
    dev.line(|line| line.contains("order:1:999") && line.contains("parked"));
    let shown = done(folder, &["replay", "show", name, "--json"]).json();
    assert_eq!(
        (&shown[0]["state"], &shown[0]["ended"]),
        (&"queued".into(), &1.into())
    );
    assert_eq!(
        (&shown[1]["source"], &shown[1]["failed"], &shown[1]["code"]),
        (&"order:1:999".into(), &true.into(), &"sku_unknown".into())
    );
    done(folder, &["replay", "abort", name]);
    let listed = done(folder, &["replay", "list", "--json"]).json();
    assert_eq!(
        (&listed[0]["name"], &listed[0]["state"]),
        (&name.into(), &"aborted".into())
    );
    // It was tried in vain; whoever is at it still is.
    assert_eq!(
        done(folder, &["parked", "--json"]).json()[0]["status"],
        "acknowledged"
    );

    let csv = done(folder, &["export", "--outcome", "parked"]).out;
    assert_eq!(csv.lines().count(), 3, "{csv}");
    assert!(
        csv.contains("order:1:999,order,replay,To eAccounting,parked,"),
        "{csv}"
    );
    done(
        folder,
        &[
            "hold",
            "--cause",
            "sku_unknown",
            "--because",
            "no such order",
            "--yes",
        ],
    );
    assert_eq!(done(folder, &["parked"]).out, "Nothing is parked.\n");
    let held = done(folder, &["hold", "--json"]).json();
    assert_eq!(
        (&held[0]["record"], &held[0]["because"]),
        (&"order:1:999".into(), &"no such order".into())
    );
}

/// The quick start as it is written, in an empty folder: its commands run, and print what it shows.
#[tokio::test(flavor = "multi_thread")]
async fn the_quick_start_is_what_a_person_sees() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let page = include_str!("../../docs/QUICKSTART.md");
    let dev = Live::start(
        folder,
        &["dev", "--listen", "127.0.0.1:0", "--poll-interval", "1"],
    );
    // The demo's net sum is the one that `preview` shows below.
    // How much of it is VAT depends on the day: that of food changes in 2028.
    dev.line(|line| {
        line.starts_with("    Without VAT ") && line.ends_with(", rounding -0.40, to be paid 1695.00")
    });
    dev.line(|line| line.starts_with("Ekobridge keeps running."));
    assert_excerpt(page, &done(folder, &["why", "1001"]).out);
    assert_excerpt(page, &done(folder, &["preview", "order", "1001"]).out);

    shop_or_bookkeeper(folder, page, "/sandbox/activecampaign/woocommerce-orders").await;
    // `notices test` says that notices are printed here.
    dev.line(|line| line.contains("ALERT") && line.contains("2002 waits for you"));
    dev.line(|line| line.contains("order:1:2002") && line.contains("parked"));
    assert_excerpt(page, &done(folder, &["activity", "--parked"]).out);
    let why = done(folder, &["why", "2002"]).out;
    assert!(why.contains("articles.on_unknown_sku"), "{why}");

    shop_or_bookkeeper(folder, page, "/sandbox/eaccounting/articles").await;
    done(folder, &["replay", "order:1:2002", "--yes"]);
    dev.line(|line| line.contains("order 2002 became order"));
    assert_excerpt(page, &done(folder, &["why", "2002"]).out);

    let shown = done(folder, &["settings", "show"]).out;
    let section = page.split("```toml\n").nth(1).unwrap();
    let section = section.split("```").next().unwrap();
    let changed = shown.replace("[orders]\nnote = true\n", section);
    assert_ne!(changed, shown, "the page changes the demo's own section");
    std::fs::write(folder.join("shop.toml"), changed).unwrap();
    assert_eq!(done(folder, &["settings", "check", "shop.toml"]).out, "ok\n");
    let pushed = done(folder, &["settings", "push", "shop.toml", "--yes"]).out;
    assert_excerpt(page, &pushed);
    assert_eq!(pushed.lines().count(), 3, "nothing else changes: {pushed}");
    done(folder, &["settings", "rollback", "--yes"]);
    assert_eq!(done(folder, &["settings", "show"]).out, shown);
    dev.interrupt();
    assert!(!folder.join("ekobridge.toml").exists(), "set-up would use it");
}

/// Sends what the page sends with curl to this path of the sandbox.
async fn shop_or_bookkeeper(folder: &Path, page: &str, path: &str) {
    let command = page
        .split("\ncurl ")
        .find(|command| command.contains(path))
        .unwrap();
    let body = command.split("-d '").nth(1).unwrap().split('\'').next().unwrap();
    to_sandbox(folder, path, body.to_owned()).await;
}

/// Sends a body to this path of the sandbox of the `dev` that runs here.
async fn to_sandbox(folder: &Path, path: &str, body: String) {
    let running = std::fs::read(folder.join(".ekobridge/running.json")).unwrap();
    let running: Value = serde_json::from_slice(&running).unwrap();
    let api = running["variables"]["EACCOUNTING_API_URL"].as_str().unwrap();
    let base = api.split("/eaccounting").next().unwrap();
    let answer = reqwest::Client::builder()
        .no_proxy()
        .build()
        .unwrap()
        .post(format!("{base}{path}"))
        .bearer_auth(running["sandbox_secret"].as_str().unwrap())
        .header("Content-Type", "application/json")
        .body(body)
        .send()
        .await
        .unwrap();
    assert!(answer.status().is_success(), "{path}: {answer:?}");
}

/// The page has an excerpt of this output: with its first line, and lines of it in their order. `…` stands for lines between.
#[track_caller]
fn assert_excerpt(page: &str, printed: &str) {
    let printed: Vec<String> = printed.lines().map(masked).collect();
    let blocks = page
        .split("```\n")
        .filter(|block| block.lines().next().map(masked).as_ref() == printed.first());
    let excerpt = blocks.max_by_key(|block| block.len());
    let excerpt = excerpt.unwrap_or_else(|| panic!("the page shows no {}", printed[0]));
    let mut rest = printed.iter();
    for line in excerpt.lines().map(masked).filter(|line| line != "…") {
        assert!(rest.any(|printed| *printed == line), "{line}\n{printed:#?}");
    }
}

/// A line without what differs each time and from machine to machine: days, times, their zones and ids.
fn masked(line: &str) -> String {
    let mut is_after_time = false;
    let word = |word: &str| {
        let bare = word.trim_end_matches(':');
        let is_time = bare.len() >= 8 && bare.parse::<jiff::civil::Time>().is_ok();
        if std::mem::replace(&mut is_after_time, is_time) {
            return "*".to_owned();
        }
        let differs =
            bare.parse::<jiff::civil::Date>().is_ok() || is_time || uuid::Uuid::parse_str(bare).is_ok();
        if differs && bare.len() >= 8 {
            "*".to_owned()
        } else {
            word.to_owned()
        }
    };
    line.split_whitespace().map(word).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_dev_with_its_own_data_folder_is_found_where_it_was_started() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let start = |data: &str| {
        let arguments = [
            "dev",
            "--no-demo",
            "--json",
            "--listen",
            "127.0.0.1:0",
            "--data",
            data,
        ];
        let dev = Live::start(folder, &arguments);
        dev.line(|line| line.contains("\"ready\":true"));
        dev
    };
    let dev = start("state");
    done(folder, &["activity"]);
    let other = start("other");
    let both = run(folder, &["parked"]);
    assert!(
        !both.ok && both.err.contains("other, state") && both.err.contains("--data other, or --data state"),
        "{}",
        both.err
    );
    done(folder, &["parked", "--data", "state"]);
    other.end();
    assert_eq!(done(folder, &["parked"]).out, "Nothing is parked.\n");
    dev.end();
    assert!(!run(folder, &["parked"]).ok);
    assert!(!folder.join(".ekobridge").exists(), "nothing is left there");
}

#[test]
fn a_dev_that_was_killed_is_not_taken_for_one_that_runs() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let dev = Live::start(folder, &["dev", "--no-demo", "--json", "--listen", "127.0.0.1:0"]);
    dev.line(|line| line.contains("\"ready\":true"));
    drop(dev);
    assert!(folder.join(".ekobridge/running.json").exists());
    let nowhere = run(folder, &["activity"]);
    assert!(
        !nowhere.ok && nowhere.err.contains("No deployment is found"),
        "{}",
        nowhere.err
    );
}

#[test]
fn mistakes_of_keys_and_of_mapping_rules_are_listed_together() {
    let folder = tempfile::tempdir().unwrap();
    let text =
        "[orders]\nnotes = true\n[mapping.customer]\nName = 'customer.('\n[mapping.order]\nNo_such = '1'\n";
    std::fs::write(folder.path().join("wrong.toml"), text).unwrap();
    let checked = run(folder.path(), &["settings", "check", "wrong.toml"]);
    assert!(!checked.ok && checked.out.is_empty(), "{}", checked.out);
    for told in ["wrong.toml:2:1", "wrong.toml:4:", "wrong.toml:6:1", "No_such"] {
        assert!(checked.err.contains(told), "{told}: {}", checked.err);
    }
}

#[cfg(not(feature = "setup"))]
#[test]
fn a_command_that_the_build_leaves_out_says_how_to_get_it() {
    let folder = tempfile::tempdir().unwrap();
    for command in ["setup", "deploy", "check", "pause", "resume", "teardown"] {
        let left_out = run(folder.path(), &[command, "--stack", "shop"]);
        assert!(
            !left_out.ok && left_out.err.contains("--features setup"),
            "{}",
            left_out.err
        );
        assert_eq!(left_out.err.trim().lines().count(), 1, "{}", left_out.err);
    }
    for command in [
        &["parked"][..],
        &["why", "1001"],
        &["activity"],
        &["replay", "order:1:1"],
        &["settings", "show"],
        &["connect"],
    ] {
        for stack in ["shop", "all"] {
            let arguments = [command, &["--stack", stack]].concat();
            let left_out = run(folder.path(), &arguments);
            assert!(
                !left_out.ok && left_out.err.contains("leaves stacks in AWS out"),
                "{arguments:?}: {}",
                left_out.err
            );
            assert_eq!(left_out.err.trim().lines().count(), 1, "{}", left_out.err);
        }
    }
    let swedish = run(folder.path(), &["deplyo", "--lang", "sv"]);
    assert!(
        !swedish.ok && swedish.err.starts_with("Det finns inget kommando deplyo.\n"),
        "{}",
        swedish.err
    );
    let unknown = run(folder.path(), &["deplyo"]);
    assert!(
        !unknown.ok && unknown.err.contains("no command 'deplyo'"),
        "{}",
        unknown.err
    );
}

#[test]
fn help_is_in_the_locales_language_and_no_wider_than_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let shown = |columns: &str, arguments: &[&str]| {
        let mut command = tool(folder.path(), arguments);
        command.env("LC_ALL", "sv_SE.UTF-8").env("COLUMNS", columns);
        let output = command.stdin(Stdio::null()).output().unwrap();
        let page = if output.status.success() {
            output.stdout
        } else {
            output.stderr
        };
        String::from_utf8(page).unwrap()
    };
    let why = shown("64", &["why", "--help"]);
    assert!(
        why.starts_with("Visa en posts läge, skälet, inställningen som avgjorde det och\n"),
        "{why}"
    );
    for part in [
        "\nAnvändning: ekobridge why [FLAGGOR]\n            <NUMBER|E-MAIL|NAME|RECORD>...\n",
        "\nFlaggor:\n",
        "\n  -h, --help",
        "\n          Visa hjälp\n",
        "\nVilka installationer:\n",
        "\nExempel:\n",
        "\n  # en kontakt, och dess senaste ordrar\n  ekobridge why anna@example.com\n",
    ] {
        assert!(why.contains(part), "{part}: {why}");
    }
    assert!(why.lines().all(|line| line.chars().count() <= 64), "{why}");
    let wide = shown("400", &["why", "--help"]);
    assert!(wide.lines().all(|line| line.chars().count() <= 100), "{wide}");
    // `--lang` overrides the locale, and a command that needs another word shows its help as an error.
    assert!(shown("80", &["why", "-h", "--lang", "nl"]).contains("\nGebruik: ekobridge why [OPTIES]"));
    let settings = shown("80", &["settings"]);
    assert!(
        settings.contains("\nAnvändning: ekobridge settings [FLAGGOR] <KOMMANDO>\n"),
        "{settings}"
    );
    let wrong = shown("80", &["tail", "--every", "0"]);
    assert!(
        wrong.contains("\nAnge ett tal: 1–3600.\n") && wrong.ends_with("`--help` förklarar kommandot.\n"),
        "{wrong}"
    );
}

/// Logs in for a company like a person who pastes the redirect URL.
async fn connect(folder: &Path, sandbox: &str, company: &str, more: &[&str]) -> Ended {
    let arguments = [
        &[
            "connect",
            "--sandbox",
            sandbox,
            "--paste",
            "--no-browser",
            "--yes",
            "--data",
            "grants",
        ],
        more,
    ]
    .concat();
    let mut command = Live::start(folder, &arguments);
    let page = command.line(|line| line.starts_with(sandbox));
    let browser = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .build()
        .unwrap();
    let sent = browser
        .get(format!("{page}&auto=1&company={company}"))
        .send()
        .await
        .unwrap();
    let address = sent.headers()["location"].to_str().unwrap().to_owned();
    writeln!(command.stdin(), "{address}").unwrap();
    let mut out = String::new();
    while let Ok(line) = command.lines.recv_timeout(PATIENCE) {
        out.push_str(&line);
        out.push('\n');
    }
    Ended {
        ok: command.child.wait().unwrap().success(),
        out,
        err: String::new(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn connect_stores_a_companys_grant_and_refuses_another_unless_confirmed() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let running = Sandbox::start(Options::default()).await.unwrap();
    let [first, second] = running.sandbox.identity().companies() else {
        panic!("the sandbox has two companies")
    };
    let (first, second) = (first.id.to_string(), second.id.to_string());
    let stored = || -> Value {
        let text = std::fs::read_to_string(folder.join("grants/eaccounting.json")).unwrap();
        serde_json::from_str(&text).unwrap()
    };

    let connected = connect(folder, &running.base_url, &first, &[]).await;
    assert!(
        connected.ok && connected.out.contains("Connected."),
        "{}",
        connected.out
    );
    let grant = stored();
    assert_eq!(grant["company"]["id"], first.as_str());
    assert!(!connected.out.contains(grant["refresh_token"].as_str().unwrap()));

    let other = connect(folder, &running.base_url, &second, &[]).await;
    assert!(!other.ok && !other.out.contains("Connected."), "{}", other.out);
    assert_eq!(stored(), grant);

    let meant = connect(folder, &running.base_url, &second, &["--other-company"]).await;
    assert!(meant.ok, "{}", meant.out);
    assert_eq!(stored()["company"]["id"], second.as_str());
}
