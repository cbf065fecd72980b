#![doc = include_str!("../README.md")]
#![allow(clippy::float_arithmetic, reason = "ratios of times, no money")]

mod backlog;
mod instructions;
mod measure;
mod pace;
mod peers;
mod process;
mod queue;
mod size;
mod table;
mod way_back;
mod work;
mod world;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

use crate::instructions::Build;
use crate::table::Table;

/// Measures the built functions and compares them with their budgets.
#[derive(Debug, Parser)]
struct Args {
    /// The folder with the release builds of the functions, of `empty-function` and of `bare-calls`.
    #[arg(long, value_name = "DIR", default_value = "target/release")]
    built: PathBuf,
    /// The folder with the same functions in other languages, where `make bench-peers` installs them.
    #[arg(long, value_name = "DIR", default_value = "target/bench-peers")]
    peers: PathBuf,
    /// Count instructions instead of times, of these functions or of all. Needs valgrind.
    #[arg(long, value_name = "FUNCTION", num_args = 0.., conflicts_with = "backlog")]
    instructions: Option<Vec<String>>,
    /// The functions are unoptimized builds: hold their instructions against those budgets.
    #[arg(long, requires = "instructions")]
    unoptimized: bool,
    /// Process a backlog of this many orders instead, and compare the rate with the vendors' limits.
    #[arg(long, value_name = "ORDERS")]
    backlog: Option<usize>,
    /// Half of the backlog are orders of eAccounting that are written to ActiveCampaign, and a tenth is stock.
    #[arg(long, requires = "backlog")]
    both_directions: bool,
    /// ActiveCampaign's limit in calls a second, for the backlog; eAccounting's is scaled with it. It must be lower
    /// than what this machine can do.
    #[arg(long, value_name = "CALLS", default_value_t = 100)]
    per_second: u32,
}

fn main() -> ExitCode {
    let args = Args::parse();
    // The backlog's processes, vendors and AWS all run in this process, and use every core.
    let mut runtime = match args.backlog {
        Some(_) => tokio::runtime::Builder::new_multi_thread(),
        None => tokio::runtime::Builder::new_current_thread(),
    };
    match runtime.enable_all().build() {
        Ok(runtime) => runtime.block_on(run(args)),
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(args: Args) -> ExitCode {
    let mut table = Table::default();
    let measured = match (args.backlog, &args.instructions) {
        (Some(orders), _) => {
            Box::pin(backlog::run(
                orders,
                args.per_second,
                args.both_directions,
                &mut table,
            ))
            .await
        }
        (None, Some(only)) => {
            let build = match args.unoptimized {
                true => Build::Unoptimized,
                false => Build::Release,
            };
            Box::pin(instructions::measure(&args.built, build, only, &mut table)).await
        }
        (None, None) => {
            let peers = Box::pin(peers::installed(&args.peers, &mut table)).await;
            Box::pin(measure::everything(&args.built, &peers, &mut table)).await;
            Ok(())
        }
    };
    // Measurements before a failure are printed too.
    print!("{table}");
    if let Err(error) = measured {
        eprintln!("{error:#}");
        return ExitCode::FAILURE;
    }
    if table.is_kept() {
        ExitCode::SUCCESS
    } else {
        eprintln!("A budget is missed, or a part failed. docs/PERFORMANCE.md says what moves it.");
        ExitCode::FAILURE
    }
}
