//! `ekobridge audit`: who replayed, sent, aborted or held records or changed settings, and when.

use std::fmt::Write as _;

use clap::Args;
use operations::audit;
use serde_json::json;

use crate::deployments::Targets;
use crate::terminal::{Style, print, told};
use crate::words;

/// The arguments of `ekobridge audit`.
#[derive(Debug, Args)]
pub(crate) struct AuditArgs {
    /// Show at most this many actions.
    #[arg(long, value_name = "COUNT", default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..))]
    limit: u16,
    /// Print one line of JSON for each action.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    targets: Targets,
}

pub(crate) async fn run(args: AuditArgs) -> anyhow::Result<()> {
    let style = Style::of_stdout();
    for found in &args.targets.find().await? {
        let actions = audit::actions(found.worker.ledger()).await.map_err(told)?;
        let shown = actions.iter().take(usize::from(args.limit));
        if args.json {
            let lines: String = shown
                .map(|action| format!("{}\n", found.json(json!(action))))
                .collect();
            print(&lines)?;
            continue;
        }
        let mut text = found.heading(&style);
        for action in shown {
            let _ = writeln!(
                text,
                "{}  {}  {}",
                style.dim(&style.time(action.at)),
                words::reason(&action.what, &action.cases, style.language()),
                style.dim(&action.by)
            );
        }
        if actions.is_empty() {
            let _ = writeln!(text, "{}", style.commands().audit_nothing());
        }
        print(&text)?;
    }
    Ok(())
}
