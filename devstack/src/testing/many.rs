//! A deployment with a long history, without the time that it takes to make one.

use journal::{Outcome, Recorder, Redaction};
use ledger::{ClaimRequest, Key};
use model::{Code, JobKind, Problem};
use serde_json::{Value, json};

use super::{IdleStack, job};

/// How many copies are stored at once: so many fit into memory.
const AT_ONCE: usize = 5_000;

/// The order that is copied: its number is as long as those of the copies.
const SAMPLE: &str = "9000000";

impl IdleStack {
    /// Stores so many parked orders, `order:1:0000000` and on, each with an entry of the activity log.
    pub async fn store_parked_orders(&self, count: usize) {
        let now = self.worker.ledger().now();
        let problem = Problem::new(Code::SKU_UNKNOWN, "No article has the SKU X.", "Create it.");
        let job = job(JobKind::Order, &format!("order:1:{SAMPLE}"));
        let mut recorder = Recorder::new(&job, now);
        recorder.problem(problem.clone());
        let entry = recorder.finish(Outcome::Parked, now, &Redaction::default());
        self.worker.journal().put(&entry).await.unwrap();
        let request = ClaimRequest {
            job: Some(&job),
            ..ClaimRequest::default()
        };
        let key = Key::source(&job.source);
        let parked = self.worker.ledger().park_leaseless(&key, request, &problem).await;
        parked.unwrap();
        let (ledger, journal) = (&self.environment.ledger_table, &self.environment.journal_table);
        let numbers: Vec<usize> = (0..count).collect();
        for table in [ledger, journal] {
            let mut items = self.items(table).into_iter();
            let sample = items.find(|item| item.to_string().contains(SAMPLE)).unwrap();
            for part in numbers.chunks(AT_ONCE) {
                self.store(table, part.iter().map(|number| copy(&sample, &entry.id, *number)));
            }
        }
    }
}

/// A copy with another number, and another id in the activity log. Only texts name them.
fn copy(item: &Value, id: &str, number: usize) -> Value {
    let (number, new_id) = (format!("{number:07}"), uuid::Uuid::new_v4().to_string());
    let mut item = item.clone();
    for value in item.as_object_mut().unwrap().values_mut() {
        if let Some(text) = value["S"].as_str() {
            *value = json!({ "S": text.replace(SAMPLE, &number).replace(id, &new_id) });
        }
    }
    item
}
