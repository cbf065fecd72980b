//! A console that serves a deployment to a test.

use std::sync::Arc;

use aws::Worker;
use web_console::{Console, Options, Place};

/// Starts a console of the stack `shop`. Returns its address, and that which lets a browser in.
pub(crate) async fn serve(worker: Worker, poll_interval: Option<u64>, operator: &str) -> (String, String) {
    let options = Options {
        worker: Arc::new(worker),
        place: Place::Stack("shop".to_owned()),
        sandbox: None,
        poll_interval,
        operator: operator.to_owned(),
    };
    let console = Console::bind("127.0.0.1:0".parse().unwrap(), options)
        .await
        .unwrap();
    let addresses = (format!("http://{}", console.address()), console.url());
    tokio::spawn(console.serve());
    addresses
}
