//! `ekobridge console`: the deployment in a browser, served from this machine to this machine.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use anyhow::{Context, anyhow};
use aws::Worker;
use clap::Args;
use web_console::{Console, Options, Place};

use crate::deployment::{Deployment, Target, local_user};
use crate::language::commands;
use crate::terminal::{print, stopped};

/// What `ekobridge console` takes.
#[derive(Debug, Args)]
pub(crate) struct ConsoleArgs {
    /// The port of 127.0.0.1 to serve it on; 0 takes a free one.
    #[arg(long, value_name = "PORT", default_value_t = 0)]
    port: u16,
    /// Don't open the browser.
    #[arg(long)]
    no_open: bool,
    #[command(flatten)]
    target: Target,
}

pub(crate) async fn run(args: ConsoleArgs) -> anyhow::Result<()> {
    // From here on, so that none is lost before the console serves.
    let stopped = stopped()?;
    let deployment = Deployment::find(&args.target).await?;
    let worker = Arc::new(deployment.worker());
    let options = Options {
        worker,
        place: match (&args.target.stack, &args.target.data) {
            (Some(stack), _) => Place::Stack(stack.clone()),
            (None, Some(folder)) => Place::Folder(folder.clone()),
            (None, None) => Place::Dev,
        },
        sandbox: deployment.sandbox_page(),
        poll_interval: None,
        operator: deployment.operator().await,
    };
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, args.port));
    let console = Console::bind(address, options)
        .await
        .map_err(|_| anyhow!("{}", commands().console_port(args.port.to_string())))?;
    let url = console.url();
    let text = commands();
    print(&format!(
        "{}\n  {url}\n{}\n",
        text.console_is_at(&deployment.name),
        text.console_end()
    ))?;
    if !args.no_open && crate::terminal::interactive() {
        // Whoever has no browser here opens the address that is printed.
        let _no_browser = open::that_detached(&url);
    }
    tokio::select! {
        served = console.serve() => served.context("the console has stopped"),
        stopped = stopped => stopped,
    }
}

/// The console beside a `dev` that runs: on the port two after its own where that is free, else on any. The port between is
/// the one that `ekobridge connect` receives eAccounting's consent on.
pub(crate) async fn beside(
    listen: SocketAddr,
    worker: Arc<Worker>,
    sandbox: Option<String>,
    poll_interval: u64,
) -> anyhow::Result<Console> {
    let options = || Options {
        worker: Arc::clone(&worker),
        place: Place::Dev,
        sandbox: sandbox.clone(),
        poll_interval: Some(poll_interval),
        operator: local_user(),
    };
    let port = match listen.port() {
        0 => 0,
        port => port.saturating_add(2),
    };
    let beside = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    match Console::bind(beside, options()).await {
        Ok(console) => Ok(console),
        Err(_) => Console::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)), options())
            .await
            .context("the console finds no port of this machine"),
    }
}
