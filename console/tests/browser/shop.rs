//! A deployment with a month behind it: orders that were sent, and one that waits for a person.

use std::time::Duration;

use aws::WorkerBuilder;
use devstack::testing::{IdleStack, annas_address, delivery, job};
use jiff::Span;
use jiff::tz::TimeZone;
use model::JobKind;
use sandbox::activecampaign::{LineSeed, OrderSeed};
use serde_json::json;

use crate::served::serve;

pub(crate) struct Shop {
    stack: IdleStack,
    base: String,
    entrance: String,
}

const SETTINGS: &str = "\
# Orders are sent whether they are paid or not.
[orders]
status_filter = \"all\"

[articles]
on_unknown_sku = \"park\"
";

fn order(id: &str, sku: &str, name: &str) -> OrderSeed {
    OrderSeed {
        id: id.to_owned(),
        email: "anna.lind@example.com".to_owned(),
        lines: vec![LineSeed::new(sku, name, 1, "299".parse().unwrap())],
        billing: annas_address(),
        ..OrderSeed::default()
    }
}

impl Shop {
    pub(crate) async fn open() -> Self {
        let stack = IdleStack::new().await;
        // The first order makes its article; from then on an unknown one parks.
        stack
            .push_settings("[articles]\non_unknown_sku = \"create\"\n")
            .await;
        let shop = Self::of(stack).await;
        shop.order("1001", "VASE", "Vase, blue").await;
        shop.stack.push_settings(SETTINGS).await;
        shop.park("1002").await;
        shop.month().await;
        shop
    }

    /// An order that is parked, since no article has its SKU.
    pub(crate) async fn park(&self, id: &str) {
        let parks = WorkerBuilder::new(self.stack.environment.clone(), self.stack.sdk.clone()).build();
        let seed = order(id, "LAMP-FLOOR", "Floor lamp");
        self.stack.sandbox.activecampaign().add_order(&seed);
        let jobs = [job(JobKind::Order, &format!("order:1:{id}"))];
        let worked = parks.process_orders(delivery(&jobs), Duration::from_secs(80));
        Box::pin(worked).await;
    }

    async fn of(stack: IdleStack) -> Self {
        let worker = WorkerBuilder::new(stack.environment.clone(), stack.sdk.clone()).build();
        let operator = "arn:aws:iam::123456789012:user/anna";
        let (base, entrance) = serve(worker, Some(300), operator).await;
        Self {
            stack,
            base,
            entrance,
        }
    }

    async fn order(&self, id: &str, sku: &str, name: &str) {
        self.stack
            .sandbox
            .activecampaign()
            .add_order(&order(id, sku, name));
        let jobs = [job(JobKind::Order, &format!("order:1:{id}"))];
        let worker = &self.stack.worker;
        let worked = worker.process_orders(delivery(&jobs), Duration::from_secs(80));
        Box::pin(worked).await;
    }

    /// The figures of the 29 days before today, as workers count them, and the company's country.
    async fn month(&self) {
        let ledger = self.stack.worker.ledger();
        let found = ledger
            .remembered::<serde_json::Value>("totals")
            .await
            .unwrap()
            .unwrap();
        let mut totals = found.value;
        totals["country"] = json!("SE");
        let today = ledger.now().to_zoned_datetime(TimeZone::UTC).date();
        for back in 1..30_i32 {
            let day = today.saturating_sub(Span::new().days(back)).to_string();
            let sent = 12 + (back * 7) % 11;
            totals["days"][&day] = json!({
                "e": { "d": sent, "s": 4 + back % 5, "f": u8::from(back % 9 == 0), "p": u8::from(back % 13 == 0) },
                "a": { "d": 2 + (back * 3) % 5, "s": back % 3 },
            });
        }
        ledger.remember("totals", &totals).await.unwrap();
    }

    pub(crate) fn entrance(&self) -> String {
        self.entrance.clone()
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// Works off the queue of orders, with the settings in force.
    pub(crate) async fn work(&self) {
        let jobs = self.stack.jobs(&self.stack.environment.queues.orders).await;
        assert!(!jobs.is_empty(), "nothing is queued");
        let worker = WorkerBuilder::new(self.stack.environment.clone(), self.stack.sdk.clone()).build();
        let worked = worker.process_orders(delivery(&jobs), Duration::from_secs(80));
        Box::pin(worked).await;
    }
}
