//! Reconciliation on the schedule, through both vendors' sandbox.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use aws::{Differing, Reconciled, Worker};
use devstack::testing::IdleStack;
use engine::{Alert, AlertStatus, Alerts};
use futures::future::BoxFuture;
use jiff::{Timestamp, ToSpan};
use reconcile::scheduled;
use sandbox::activecampaign::{LineSeed, OrderSeed};

/// The function's time.
const WHOLE: Duration = Duration::from_secs(90);

#[derive(Default)]
struct Heard(Mutex<Vec<Alert>>);

impl Alerts for Heard {
    fn send<'a>(&'a self, alert: &'a Alert) -> BoxFuture<'a, ()> {
        self.0.lock().unwrap().push(alert.clone());
        Box::pin(std::future::ready(()))
    }
}

fn title(alert: &Alert) -> String {
    notices::in_words(alert, messages::Language::English).0
}

struct Shop {
    stack: IdleStack,
    worker: Worker,
    heard: Arc<Heard>,
}

impl Shop {
    async fn new(settings: &str) -> Self {
        let stack = IdleStack::unlimited().await;
        stack.push_settings(settings).await;
        let heard = Arc::new(Heard::default());
        let mut builder = stack.builder();
        builder.listeners.push(Arc::clone(&heard) as Arc<dyn Alerts>);
        Self {
            worker: builder.build(),
            stack,
            heard,
        }
    }

    fn sell(&self, id: &str) {
        self.stack.sandbox.activecampaign().add_order(&OrderSeed {
            id: id.to_owned(),
            email: "anna@example.com".to_owned(),
            lines: vec![LineSeed::new("VASE", "Vase", 1, "299".parse().unwrap())],
            ..OrderSeed::default()
        });
    }

    fn calls(&self) -> usize {
        self.stack.sandbox.requests().len()
    }

    async fn last(&self) -> Option<Reconciled> {
        Reconciled::last(self.worker.ledger()).await.unwrap()
    }

    /// The titles of the notices since the last time.
    fn told(&self) -> Vec<String> {
        let told: Vec<Alert> = self.heard.0.lock().unwrap().drain(..).collect();
        let of_it = told.into_iter().filter(|alert| alert.topic == "reconciliation");
        of_it
            .map(|alert| match alert.status {
                AlertStatus::Recovered => format!("recovered: {}", title(&alert)),
                _ => title(&alert),
            })
            .collect()
    }
}

/// In the company's night after so many days.
fn night(days: i64) -> Timestamp {
    let zone = model::company_zone(model::CountryCode::SE);
    let today = Timestamp::now().to_zoned_datetime(zone.clone()).date();
    let day = today.saturating_add(days.days());
    zone.to_timestamp(day.at(3, 0, 0, 0)).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_off_unless_the_settings_turn_it_on() {
    let shop = Shop::new("").await;
    shop.sell("1");
    let before = shop.calls();
    scheduled(&shop.worker, night(1), WHOLE).await;
    assert_eq!(shop.last().await, None);
    assert_eq!(shop.calls(), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_days_are_compared_once_a_day_and_new_differences_told() {
    let shop = Shop::new("[reconciliation]\nevery = \"daily\"\ndays = 3\n").await;
    shop.sell("1");

    // Too little time is left: the next run does it.
    let before = shop.calls();
    scheduled(&shop.worker, night(1), Duration::from_secs(30)).await;
    assert_eq!((shop.last().await, shop.calls()), (None, before));

    scheduled(&shop.worker, night(1), WHOLE).await;
    let last = shop.last().await.unwrap();
    assert_eq!((last.sales, last.agreeing, last.differences), (1, 0, 1));
    assert!(last.is_scheduled && last.is_complete, "{last:?}");
    let differing = Differing {
        record: "order:1:1".parse().unwrap(),
        class: "missing_in_eaccounting".to_owned(),
    };
    assert_eq!(last.differing, [differing]);
    assert_eq!(shop.told(), ["The systems disagree about 1 sale"]);
    let stored = shop.stack.table(&shop.stack.environment.ledger_table).await;
    assert!(
        stored.contains("order:1:1") && !stored.contains("anna"),
        "{stored}"
    );

    // Once a day.
    let before = shop.calls();
    scheduled(&shop.worker, night(1), WHOLE).await;
    assert_eq!(shop.calls(), before);

    // The next day: nothing new, and one more.
    scheduled(&shop.worker, night(2), WHOLE).await;
    assert!(shop.calls() > before);
    assert_eq!(shop.told(), Vec::<String>::new());
    shop.sell("2");
    scheduled(&shop.worker, night(3), WHOLE).await;
    assert_eq!(shop.told(), ["The systems disagree about 2 sales, 1 of them new"]);

    // The days are over.
    scheduled(&shop.worker, night(9), WHOLE).await;
    assert_eq!(shop.told(), ["recovered: Both systems agree again"]);
    assert_eq!(shop.last().await.unwrap().differences, 0);
    assert!(shop.stack.sandbox.violations().is_empty());
}
