//! `ekobridge reconcile`: whether both systems agree to the smallest unit, and what mends what doesn't.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::bail;
use aws::{DistributedRateLimiter, Priority};
use clap::Args;
use indicatif::ProgressBar;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use messages::Language;
use reconcile::{Class, Days, Direction, Finding, Reconciliation, View, Words};
use rust_decimal::Decimal;

use crate::deployment::{Deployment, Target};
use crate::files::{is_new, unwritable};
use crate::terminal::{Style, print, told};
use crate::when::{Day, day};

/// The findings of one class that are shown; `--csv` and `--json` have all.
const MOST: usize = 25;

/// What `ekobridge reconcile` takes.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  ekobridge reconcile --since 2026-11-01  # everything since the first of the month
  ekobridge reconcile --since 7d  # the last seven days
  ekobridge reconcile --since 2026-10-01 --until 2026-10-31  # one month
  ekobridge reconcile --since 2026-11-01 --csv differences.csv --html differences.html

Exits with 0 if both systems agree, and with 1 if they don't or can't be compared.")]
pub(crate) struct ReconcileArgs {
    /// The first day, in the company's time zone, on which the orders were placed: a date (2026-11-01) or an age (7d).
    #[arg(long, value_name = "WHEN", value_parser = day)]
    since: Day,
    /// The last day, inclusive [default: today].
    #[arg(long, value_name = "WHEN", value_parser = day)]
    until: Option<Day>,
    /// Write all findings to this file too, as CSV.
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
    /// Write all findings to this file too, as a page to print.
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// Overwrite files that exist.
    #[arg(long)]
    force: bool,
    /// Print one JSON object instead.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    target: Target,
}

pub(crate) async fn run(args: ReconcileArgs) -> anyhow::Result<()> {
    // A comparison may take minutes, and is not made for a file that cannot be written.
    for file in [&args.csv, &args.html].into_iter().flatten() {
        is_new(file, args.force)?;
        is_writable(file)?;
    }
    let deployment = Deployment::find(&args.target).await?;
    let worker = deployment.worker();
    let now = Timestamp::now();
    let days = {
        let flows = worker.flows().await.map_err(told)?;
        let reference = flows.services().reference(flows.ports()).await.map_err(told)?;
        let there = |day: &Day| day.there(reference.zone(), now);
        Days {
            since: there(&args.since)?,
            until: args.until.as_ref().map(there).transpose()?,
        }
    };
    let spinner = ProgressBar::new_spinner();
    spinner.enable_steady_tick(Duration::from_millis(120));
    let progress = |text: &str| spinner.set_message(text.to_owned());
    // The shop's own jobs go first.
    let compared = reconcile::reconcile(&worker, days, now, &progress);
    let found = Box::pin(DistributedRateLimiter::with_priority(Priority::Bulk, compared)).await;
    spinner.finish_and_clear();
    let found = found.map_err(told)?;
    found.keep(worker.ledger()).await;
    let style = Style::of_stdout();
    let name = &deployment.name;
    if let Some(file) = &args.csv {
        write(file, &reconcile::csv(&found))?;
    }
    if let Some(file) = &args.html {
        write(file, &page(&found, name, &args.target, style.language()))?;
    }
    if args.json {
        print(&format!("{}\n", serde_json::to_string(&found)?))?;
    } else {
        print(&text(&found, name, &args.target, &style))?;
    }
    match found.findings.len() {
        0 => Ok(()),
        count => bail!("{}", Words::of(style.language()).texts.disagree(count)),
    }
}

/// The comparison as a page to print.
fn page(found: &Reconciliation, deployment: &str, target: &Target, language: Language) -> String {
    let view = View {
        language,
        zone: &TimeZone::system(),
        command_suffix: &target.suffix(),
        link: &|_| None,
    };
    reconcile::page(found, deployment, &view)
}

/// Refuses a file that cannot be written. What is there stays as it is.
fn is_writable(file: &Path) -> anyhow::Result<()> {
    let is_new = !file.exists();
    let opened = std::fs::OpenOptions::new().create(true).append(true).open(file);
    opened.map_err(|error| unwritable(file, &error))?;
    if is_new {
        std::fs::remove_file(file)?;
    }
    Ok(())
}

fn write(file: &Path, content: &str) -> anyhow::Result<()> {
    std::fs::write(file, content).map_err(|error| unwritable(file, &error))
}

/// The comparison for a terminal.
fn text(found: &Reconciliation, deployment: &str, target: &Target, style: &Style) -> String {
    let words = Words::of(style.language());
    let texts = words.texts;
    let title = texts.title(deployment, style.time(found.since), style.time(found.until));
    let mut text = format!("{}\n", style.bold(&title));
    let agree = texts.orders_agree(found.sales, found.matched);
    add_direction(&mut text, found, Direction::ToEaccounting, &agree, target, style);
    if let Some(way_back) = &found.way_back {
        let _ = writeln!(text, "\n{}", style.bold(&texts.way_back()));
        let agree = texts.sales_agree(way_back.sales, way_back.matched);
        add_direction(
            &mut text,
            found,
            Direction::ToActiveCampaign,
            &agree,
            target,
            style,
        );
    }
    let remarks = words.remarks(found);
    if !remarks.is_empty() {
        text.push('\n');
    }
    for remark in remarks {
        let _ = writeln!(text, "{}", style.dim(&remark));
    }
    text
}

/// What was found in one direction. `agree` says how many agree.
fn add_direction(
    text: &mut String,
    found: &Reconciliation,
    direction: Direction,
    agree: &str,
    target: &Target,
    style: &Style,
) {
    let (sums, left_out) = match (direction, &found.way_back) {
        (Direction::ToActiveCampaign, Some(way_back)) => (&way_back.sums, &way_back.left_out),
        _ => (&found.sums, &found.left_out),
    };
    let has_findings = found
        .findings
        .iter()
        .any(|finding| finding.direction == direction);
    let agree = if has_findings {
        style.yellow(agree)
    } else {
        style.green(agree)
    };
    let words = Words::of(style.language());
    let texts = words.texts;
    let _ = writeln!(text, "{agree}");
    for sum in sums {
        let off = sum.difference();
        let shown = format!("{off:+}");
        let _ = writeln!(
            text,
            "  {}  {:>12}  {}  {}  {}",
            sum.currency,
            texts.sum_sales(sum.sales),
            texts.in_activecampaign(format!("{:>14}", sum.activecampaign.to_string())),
            texts.in_eaccounting(format!("{:>14}", sum.eaccounting.to_string())),
            if off.is_zero() {
                style.green(&texts.sums_equal())
            } else {
                style.red(&shown)
            }
        );
    }
    for class in Class::ALL {
        let all: Vec<&Finding> = found.of(direction, class).collect();
        if all.is_empty() {
            continue;
        }
        let _ = writeln!(
            text,
            "\n{}",
            style.bold(&format!("{} ({})", words.class(class), all.len()))
        );
        for finding in all.iter().take(MOST) {
            add(text, finding, target, style);
        }
        if let Some(more) = all.len().checked_sub(MOST).filter(|more| *more > 0) {
            let _ = writeln!(text, "  {}", texts.more(more, "--csv FILE"));
        }
    }
    if !left_out.is_empty() {
        let _ = writeln!(text, "\n{}", style.bold(&texts.left_out()));
    }
    for left_out in left_out {
        let reason = &left_out.reason;
        let reason = crate::words::reason(reason, reason.cases(), style.language());
        let _ = writeln!(text, "  {:>5}  {reason}", left_out.records.len());
    }
}

fn add(text: &mut String, finding: &Finding, target: &Target, style: &Style) {
    let words = Words::of(style.language());
    let texts = words.texts;
    let amount = |amount: Option<Decimal>| amount.map_or("–".to_owned(), |amount| amount.to_string());
    let _ = writeln!(
        text,
        "  {}  {}  {}, {}, {}",
        style.bold(&finding.record.to_string()),
        finding.number,
        texts.in_activecampaign(amount(finding.activecampaign)),
        texts.in_eaccounting(amount(finding.eaccounting)),
        finding.currency
    );
    let documents: Vec<String> = finding
        .documents
        .iter()
        .map(|document| words.document(document))
        .collect();
    if !documents.is_empty() {
        let _ = writeln!(text, "    {}", texts.documents(documents.join(", ")));
    }
    for difference in &finding.differences {
        let _ = writeln!(text, "    {}", style.red(&words.difference(difference)));
    }
    let _ = writeln!(text, "    {}", words.reason(finding));
    if let Some(english) = words.in_english(finding) {
        let _ = writeln!(text, "    {}", style.dim(&words.label_english(&english)));
    }
    for line in &finding.settings {
        let _ = writeln!(
            text,
            "    {} {}  {}",
            words.setting(),
            line.key,
            style.dim(&words.place(line))
        );
    }
    for (advice, command) in words.advice(finding) {
        let command = command.map(|command| target.command(&command));
        let line: Vec<String> = [advice]
            .into_iter()
            .filter(|text| !text.is_empty())
            .chain(command)
            .collect();
        let _ = writeln!(text, "    {} {}", style.yellow("→"), line.join(" "));
    }
}

#[cfg(test)]
mod tests {
    use devstack::testing::IdleStack;
    use jiff::ToSpan;
    use sandbox::activecampaign::{LineSeed, OrderSeed};

    use super::*;

    async fn compared(stack: &IdleStack) -> Reconciliation {
        let yesterday = Timestamp::now().to_zoned_datetime(TimeZone::UTC).date() - 1.day();
        let days = Days {
            since: yesterday,
            until: None,
        };
        reconcile::reconcile(&stack.worker, days, Timestamp::now(), &|_| {})
            .await
            .unwrap()
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_finding_is_shown_with_its_reason_and_the_command_that_mends_it() {
        let stack = IdleStack::new().await;
        stack.sandbox.activecampaign().add_order(&OrderSeed {
            id: "5001".to_owned(),
            number: "W-1".to_owned(),
            email: "anna@example.com".to_owned(),
            lines: vec![LineSeed::new("VASE", "Vase", 1, "299".parse().unwrap())],
            ..OrderSeed::default()
        });
        stack.sandbox.activecampaign().add_order(&OrderSeed {
            id: "5002".to_owned(),
            email: "anna@example.com".to_owned(),
            status: "PENDING_PAYMENT".to_owned(),
            ..OrderSeed::default()
        });
        let found = Box::pin(compared(&stack)).await;
        let target = Target {
            stack: Some("shop".to_owned()),
            data: None,
        };
        let shown = text(&found, "the stack shop", &target, &Style::plain());
        for part in [
            "0 of 2 orders agree.",
            "SEK       1 order          299.00 in ActiveCampaign            0.00 in eAccounting  -299.00",
            "Missing in eAccounting (1)",
            "  order:1:5001  W-1  299.00 in ActiveCampaign, – in eAccounting, SEK",
            "Never heard of",
            "`ekobridge replay order:1:5001 --stack shop`",
            "Left out by the settings\n      1  it is not paid, and orders.status_filter is \"paid\"",
        ] {
            assert!(shown.contains(part), "{part} is missing in:\n{shown}");
        }
        let swedish = Style::plain().in_language(Language::Swedish);
        let in_swedish = text(&found, "shop", &target, &swedish);
        for part in [
            "shop: ordrar lagda från ",
            "0 av 2 ordrar stämmer.",
            "Saknas i eAccounting (1)",
            "299.00 i ActiveCampaign, – i eAccounting, SEK",
            "    Aldrig sedd: ",
            "    → Skicka den. `ekobridge replay order:1:5001 --stack shop`\n",
            "    → Om de är många, skicka hela tiden tillsammans. `ekobridge backfill orders",
            "Utelämnade enligt inställningarna\n      1  den är inte betald",
        ] {
            assert!(in_swedish.contains(part), "{part} is missing in:\n{in_swedish}");
        }
        assert!(!in_swedish.contains("engelska"), "{in_swedish}");
        let page = page(&found, "shop", &target, Language::Swedish);
        for part in [
            "<html lang=\"sv\">",
            "<title>Avstämning av shop</title>",
            "0 av 2 ordrar stämmer.",
            "<h2>Saknas i eAccounting (1)</h2>",
            "<p>Aldrig sedd: ",
            "<code>ekobridge replay order:1:5001 --stack shop</code>",
        ] {
            assert!(page.contains(part), "{part} is missing in:\n{page}");
        }
        let json = serde_json::to_value(&found).unwrap();
        assert_eq!(json["findings"][0]["reason_kind"], "never_heard");
        for output in [
            shown,
            reconcile::csv(&found),
            page,
            serde_json::to_string(&found).unwrap(),
        ] {
            assert!(output.contains("order:1:5001"), "{output}");
            assert!(!output.contains("anna"), "{output}");
        }
        assert!(stack.sandbox.violations().is_empty());
    }

    #[test]
    fn a_file_that_cannot_be_written_is_refused_and_none_is_left_behind() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str| folder.path().join(name);
        std::fs::write(file("kept.csv"), "kept").unwrap();
        let told = is_new(&file("kept.csv"), false).unwrap_err().to_string();
        assert!(told.ends_with("or overwrite it with --force"), "{told}");
        is_new(&file("kept.csv"), true).unwrap();
        is_new(&file("new.csv"), false).unwrap();
        is_writable(&file("kept.csv")).unwrap();
        assert_eq!(std::fs::read_to_string(file("kept.csv")).unwrap(), "kept");
        is_writable(&file("new.csv")).unwrap();
        assert!(!file("new.csv").exists());
        let told = is_writable(&file("none").join("new.csv"))
            .unwrap_err()
            .to_string();
        assert!(told.ends_with("its folder doesn't exist."), "{told}");
    }

    #[test]
    fn days_are_dates_and_the_first_is_needed() {
        use clap::Parser as _;
        for (arguments, is_right) in [
            (&["--since", "2026-11-01"][..], true),
            (&["--since", "2026-11-01", "--until", "2026-11-30"][..], true),
            (&["--since", "7d", "--until", "1d"][..], true),
            (&["--since", "yesterday"][..], false),
            (&[][..], false),
        ] {
            let all = ["ekobridge", "reconcile"].iter().chain(arguments);
            assert_eq!(crate::Cli::try_parse_from(all).is_ok(), is_right, "{arguments:?}");
        }
        let wrong = crate::Cli::try_parse_from(["ekobridge", "reconcile", "--since", "yesterday"]);
        let told = wrong.unwrap_err().to_string();
        assert!(told.contains("expected how long ago (90m, 12h, 3d)"), "{told}");
    }

    /// The texts in quotes of a Rust file.
    fn literals(source: &str) -> Vec<String> {
        let mut found = Vec::new();
        let mut chars = source.chars();
        while let Some(c) = chars.next() {
            if c != '"' {
                continue;
            }
            let mut text = String::new();
            while let Some(c) = chars.next().filter(|c| *c != '"') {
                text.push(c);
                if c == '\\' {
                    text.extend(chars.next());
                }
            }
            found.push(text);
        }
        found
    }

    /// The commands that a file names, with `{}` where a value goes.
    fn commands(source: &str) -> Vec<String> {
        use clap::CommandFactory as _;
        let tool = crate::Cli::command();
        let names: Vec<&str> = tool.get_subcommands().map(clap::Command::get_name).collect();
        let is_word = |word: &str| {
            let is_part = |c: char| c.is_ascii_alphabetic() || "{}-_:".contains(c);
            !word.is_empty() && word.chars().all(is_part)
        };
        literals(source)
            .into_iter()
            .filter(|text| text.split(' ').all(is_word))
            .filter(|text| names.contains(&text.split(' ').next().unwrap_or_default()))
            .collect()
    }

    #[test]
    fn every_command_that_mends_something_is_one_that_the_tool_takes() {
        use clap::Parser as _;
        const ID: &str = "6a1bd9d5-3a4b-4a6f-9a9f-0d9a3b1c2d3e";
        let records = ["sales_order", "invoice", "quote", "customer", "article"];
        let records = records.iter().map(|kind| format!("{kind}:{ID}"));
        let shop = ["order:1:1001", "deal:7", "contact:3", "account:2"].map(str::to_owned);
        let records: Vec<String> = shop.into_iter().chain(records).collect();
        let mut tried = 0;
        for source in [
            include_str!("../../../shared/why/src/decide.rs"),
            include_str!("../../../shared/reconcile/src/reason.rs"),
        ] {
            for command in commands(source) {
                for record in &records {
                    let mut words = vec!["ekobridge".to_owned()];
                    for word in command.split(' ') {
                        let before = words.last().map(String::as_str);
                        words.push(match word {
                            "{what}" => "deals".to_owned(),
                            _ if before == Some("--since") => "2026-11-01".to_owned(),
                            _ => match word.split_once('{') {
                                Some(("", _)) => record.clone(),
                                Some((kind, _)) => format!("{kind}{ID}"),
                                None => word.to_owned(),
                            },
                        });
                    }
                    let parsed = crate::Cli::try_parse_from(&words);
                    assert!(parsed.is_ok(), "{command} as {words:?}: {:?}", parsed.err());
                }
                tried += 1;
            }
        }
        assert!(tried >= 20, "{tried} commands");
    }
}
