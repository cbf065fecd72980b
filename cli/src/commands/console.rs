//! `ekobridge console`: the deployment in a browser, served from this machine to this machine.

use std::net::{Ipv4Addr, SocketAddr};
use std::ops::RangeInclusive;
use std::sync::Arc;

use anyhow::{Context, anyhow};
use aws::Worker;
use clap::Args;
use web_console::{Console, Options, Place};

use crate::deployment::{Deployment, Target, local_user};
use crate::language::commands;
use crate::terminal::{print, stopped};

/// The ports that are tried first, so that a page that was bookmarked is found again after the next start. A `dev` on its usual
/// port has the ones before.
const USUAL: RangeInclusive<u16> = 8790..=8799;

/// What `ekobridge console` takes.
#[derive(Debug, Args)]
pub(crate) struct ConsoleArgs {
    /// The port of 127.0.0.1 to serve it on; 0 takes 8790, or the next free one.
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
    let operator = deployment.operator().await;
    let options = || Options {
        worker: Arc::clone(&worker),
        place: match (&args.target.stack, &args.target.data) {
            (Some(stack), _) => Place::Stack(stack.clone()),
            (None, Some(folder)) => Place::Folder(folder.clone()),
            (None, None) => Place::Dev,
        },
        sandbox: deployment.sandbox_page(),
        poll_interval: None,
        operator: operator.clone(),
    };
    let bound = match args.port {
        0 => bound(USUAL.chain([0]), options).await,
        port => bound([port], options).await,
    };
    let console = bound.map_err(|_| anyhow!("{}", commands().console_port(args.port.to_string())))?;
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

/// The console on the first of these ports that is free.
async fn bound(
    ports: impl IntoIterator<Item = u16>,
    options: impl Fn() -> Options,
) -> std::io::Result<Console> {
    let mut refused = std::io::Error::from(std::io::ErrorKind::AddrInUse);
    for port in ports {
        match Console::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)), options()).await {
            Ok(console) => return Ok(console),
            Err(error) => refused = error,
        }
    }
    Err(refused)
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
    bound([port, 0], options)
        .await
        .context("the console finds no port of this machine")
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use devstack::testing::IdleStack;

    use super::*;

    #[tokio::test(flavor = "multi_thread")]
    async fn a_port_that_is_free_is_taken_and_one_that_is_not_is_passed_over() {
        let stack = IdleStack::new().await;
        let worker = Arc::new(stack.builder().build());
        let options = || Options {
            worker: Arc::clone(&worker),
            place: Place::Dev,
            sandbox: None,
            poll_interval: None,
            operator: "me".to_owned(),
        };
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = taken.local_addr().unwrap().port();
        let next = bound([port, 0], options).await.unwrap();
        assert_ne!(next.address().port(), port);
        assert!(
            bound([port], options).await.is_err(),
            "one that is asked for by --port"
        );
        // It was free again: the same address as before, with another token.
        let (address, url) = (next.address(), next.url());
        drop(next);
        let again = bound([address.port(), 0], options).await.unwrap();
        assert_eq!(again.address(), address);
        assert_ne!(again.url(), url);
        drop(taken);
    }
}
