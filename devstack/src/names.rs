//! Names on this machine: region, tables, queues and secrets.

/// The simulated region.
pub const REGION: &str = "eu-north-1";
/// The simulated account.
pub const ACCOUNT: &str = "000000000000";
/// The queue of orders, deals and quotes.
pub const ORDERS: &str = "ekobridge-orders.fifo";
/// The queue of contacts and accounts.
pub const CUSTOMERS: &str = "ekobridge-customers.fifo";
/// The queue of bulk work.
pub const BACKLOG: &str = "ekobridge-backlog.fifo";
/// The ledger's table.
pub const LEDGER: &str = "ekobridge-ledger";
/// The journal's table.
pub const JOURNAL: &str = "ekobridge-journal";
/// The secret with ActiveCampaign's URL, API key and route tokens.
pub const ACTIVECAMPAIGN_SECRET: &str = "ekobridge-activecampaign";
/// The secret with eAccounting's grant.
pub const EACCOUNTING_SECRET: &str = "ekobridge-eaccounting";
/// The secret with the notices' channels.
pub const NOTICES_SECRET: &str = "ekobridge-notices";
/// The topic for alerts.
pub const ALERTS_TOPIC: &str = "ekobridge-alerts";
/// This machine's salt for digests of e-mail addresses.
pub const SALT: &str = "this machine";

/// A queue's ARN on this machine.
#[must_use]
pub fn queue_arn(name: &str) -> String {
    format!("arn:aws:sqs:{REGION}:{ACCOUNT}:{name}")
}
