use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::json;

use super::*;

/// Records which messages are hidden, for how long, and which ones are dead-lettered.
#[derive(Default)]
struct Hidden(Mutex<Vec<(Vec<String>, Duration)>>, Mutex<Vec<String>>, bool);

impl Visibility for Hidden {
    fn extend_visibility<'a>(
        &'a self,
        receipts: &'a [String],
        after: Duration,
    ) -> BoxFuture<'a, Result<(), Problem>> {
        self.0.lock().unwrap().push((receipts.to_vec(), after));
        Box::pin(async { Ok(()) })
    }

    fn set_aside<'a>(&'a self, message: &'a SqsMessage) -> BoxFuture<'a, Result<(), Problem>> {
        Box::pin(async {
            if self.2 {
                return Err(Problem::new(Code::STORAGE_ERROR, "Not taken.", ""));
            }
            let id = message.message_id.clone().unwrap_or_default();
            self.1.lock().unwrap().push(id);
            Ok(())
        })
    }
}

const TIME: Duration = Duration::from_secs(60);
const FINISHED: Disposition = Disposition::Finished;

fn event(messages: &[(&str, &str)]) -> SqsEvent {
    let records: Vec<_> = messages
        .iter()
        .map(|(id, group)| {
            let job = json!({
                "kind": "order", "source": format!("order:1:{id}"), "key": *id, "cause": "webhook",
                "first_seen": "2026-11-23T08:00:00Z",
            });
            json!({
                "messageId": *id, "receiptHandle": format!("receipt-{id}"), "body": job.to_string(),
                "attributes": { "MessageGroupId": *group, "ApproximateReceiveCount": "3" },
            })
        })
        .collect();
    serde_json::from_value(json!({ "Records": records })).unwrap()
}

fn failed(response: &SqsBatchResponse) -> Vec<&str> {
    let mut ids: Vec<_> = response
        .batch_item_failures
        .iter()
        .map(|failure| failure.item_identifier.as_str())
        .collect();
    ids.sort_unstable();
    ids
}

/// Runs a batch with a handler that decides by the job's key. Returns the started jobs, in order.
async fn run(
    event: SqsEvent,
    hidden: &Hidden,
    decide: impl Fn(&str) -> Disposition + Send + Sync,
) -> (SqsBatchResponse, Vec<String>) {
    let begun = Mutex::new(Vec::new());
    let response = run_batch(event, TIME, Batch::default(), hidden, |record| {
        begun.lock().unwrap().push(record.job.key.clone());
        let disposition = decide(&record.job.key);
        async move { disposition }
    })
    .await;
    (response, begun.into_inner().unwrap())
}

#[tokio::test(start_paused = true)]
async fn a_batch_without_failures_hands_nothing_back() {
    let hidden = Hidden::default();
    let (response, begun) = run(event(&[("1", "a"), ("2", "a"), ("3", "b")]), &hidden, |_| {
        FINISHED
    })
    .await;
    assert!(failed(&response).is_empty());
    assert_eq!(begun.len(), 3);
    assert!(hidden.0.into_inner().unwrap().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_record_that_comes_again_takes_the_rest_of_its_group_with_it_and_no_other() {
    let hidden = Hidden::default();
    let messages = event(&[("a1", "a"), ("a2", "a"), ("b1", "b"), ("a3", "a"), ("b2", "b")]);
    let (response, begun) = run(messages, &hidden, |key| match key {
        "a2" => Disposition::Retry {
            after: Some(Duration::from_secs(90)),
        },
        _ => FINISHED,
    })
    .await;
    assert_eq!(failed(&response), ["a2", "a3"]);
    assert!(
        !begun.contains(&"a3".to_owned()),
        "the order of a group was not kept: {begun:?}"
    );
    assert!(begun.contains(&"b2".to_owned()));
    let hidden = hidden.0.into_inner().unwrap();
    assert_eq!(
        hidden,
        [(
            vec!["receipt-a2".into(), "receipt-a3".into()],
            Duration::from_secs(90)
        )]
    );
}

#[tokio::test(start_paused = true)]
async fn a_batch_of_ten_with_one_poison_record_ends_with_nine_done() {
    let ids: Vec<String> = (0..10).map(|i| i.to_string()).collect();
    let messages: Vec<_> = ids.iter().map(|id| (id.as_str(), id.as_str())).collect();
    let (response, begun) = run(event(&messages), &Hidden::default(), |key| {
        assert_ne!(key, "4", "poison");
        FINISHED
    })
    .await;
    assert_eq!(failed(&response), ["4"]);
    assert_eq!(begun.len(), 10);
}

#[tokio::test(start_paused = true)]
async fn a_panic_in_the_middle_of_a_wait_fails_its_record_alone() {
    let response = run_batch(
        event(&[("1", "a"), ("2", "b")]),
        TIME,
        Batch::default(),
        &Hidden::default(),
        |record| async move {
            tokio::time::sleep(Duration::from_secs(1)).await;
            assert_ne!(record.job.key, "1", "poison");
            FINISHED
        },
    )
    .await;
    assert_eq!(failed(&response), ["1"]);
}

#[tokio::test(start_paused = true)]
async fn a_message_that_is_no_job_is_a_dead_letter_at_its_first_receive() {
    let mut messages = event(&[("1", "a"), ("2", "a")]);
    messages.records[0].body = Some("{\"kind\":\"order\"".into());
    let hidden = Hidden::default();
    let (response, begun) = run(messages, &hidden, |_| FINISHED).await;
    assert!(failed(&response).is_empty(), "it is done with here");
    assert_eq!(begun, ["2"], "it holds nothing up");
    assert_eq!(hidden.1.into_inner().unwrap(), ["1"]);
    assert!(hidden.0.into_inner().unwrap().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_message_that_is_no_job_stays_until_the_dead_letter_queue_has_it() {
    let mut messages = event(&[("1", "a"), ("2", "a")]);
    messages.records[0].body = Some("{\"kind\":\"order\"".into());
    let hidden = Hidden(Mutex::default(), Mutex::default(), true);
    let (response, begun) = run(messages, &hidden, |_| FINISHED).await;
    assert_eq!(failed(&response), ["1"]);
    assert_eq!(begun, ["2"]);
    assert_eq!(
        hidden.0.into_inner().unwrap(),
        [(vec!["receipt-1".into()], NOT_SET_ASIDE)]
    );
}

#[tokio::test(start_paused = true)]
async fn what_has_not_begun_near_the_end_of_the_time_is_handed_back_at_once() {
    let hidden = Hidden::default();
    let begun = AtomicUsize::new(0);
    let response = run_batch(
        event(&[("1", "a"), ("2", "a"), ("3", "a")]),
        TIME,
        Batch::default(),
        &hidden,
        |_| {
            begun.fetch_add(1, Ordering::SeqCst);
            async {
                tokio::time::sleep(Duration::from_secs(45)).await;
                FINISHED
            }
        },
    )
    .await;
    assert_eq!(begun.load(Ordering::SeqCst), 1);
    assert_eq!(failed(&response), ["2", "3"]);
    assert_eq!(hidden.0.into_inner().unwrap()[0].1, Duration::ZERO);
}

#[tokio::test(start_paused = true)]
async fn a_record_that_never_ends_is_given_up_in_time_to_answer() {
    let began = Instant::now();
    let response = run_batch(
        event(&[("1", "a"), ("2", "b")]),
        TIME,
        Batch::default(),
        &Hidden::default(),
        |record| async move {
            if record.job.key == "1" {
                std::future::pending::<()>().await;
            }
            FINISHED
        },
    )
    .await;
    assert_eq!(failed(&response), ["1"]);
    assert!(began.elapsed() < TIME);
}

#[tokio::test(start_paused = true)]
async fn no_more_groups_run_at_once_than_set() {
    let (now, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let ids: Vec<String> = (0..10).map(|i| i.to_string()).collect();
    let messages: Vec<_> = ids.iter().map(|id| (id.as_str(), id.as_str())).collect();
    let options = Batch {
        concurrency: 3,
        ..Batch::default()
    };
    run_batch(event(&messages), TIME, options, &Hidden::default(), |_| async {
        most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
        tokio::time::sleep(Duration::from_millis(10)).await;
        now.fetch_sub(1, Ordering::SeqCst);
        FINISHED
    })
    .await;
    assert_eq!(most.load(Ordering::SeqCst), 3);
}

#[tokio::test(start_paused = true)]
async fn the_handler_learns_how_often_the_message_came_and_how_long_it_may_take() {
    let seen = Mutex::new(None);
    run_batch(
        event(&[("1", "a")]),
        TIME,
        Batch::default(),
        &Hidden::default(),
        |record| {
            *seen.lock().unwrap() = Some((record.receive_count, record.remaining));
            async { FINISHED }
        },
    )
    .await;
    assert_eq!(
        seen.into_inner().unwrap(),
        Some((3, TIME - Batch::default().margin))
    );
}

#[tokio::test(start_paused = true)]
async fn a_wait_is_never_longer_than_sqs_allows() {
    let hidden = Hidden::default();
    run(event(&[("1", "a")]), &hidden, |_| Disposition::Retry {
        after: Some(Duration::from_secs(86_400)),
    })
    .await;
    assert_eq!(hidden.0.into_inner().unwrap()[0].1, MAX_BACKOFF);
}
