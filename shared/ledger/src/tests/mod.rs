//! One suite over every store: each test runs in memory, on DynamoDB through the real SDK, and on a DynamoDB elsewhere.

mod bench;
mod claims;
mod ends;
mod faults;
#[cfg(feature = "dynamodb")]
mod formats;
mod holds;
mod interleavings;
mod overlay;
mod states;
mod stores;

use bench::Bench;

/// Every test of the suite, by name, for the run on a DynamoDB elsewhere; and one test for it on each store here.
macro_rules! suite {
    ($($module:ident { $($name:ident,)* })*) => {
        mod memory {
            $($(#[tokio::test] async fn $name() { super::$module::$name(&super::Bench::memory()).await; })*)*
        }

        #[cfg(feature = "dynamodb")]
        mod dynamodb {
            $($(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $name() { super::$module::$name(&super::Bench::dynamodb().await).await; }
            )*)*
        }

        /// MiniStack, DynamoDB Local, or AWS itself: wherever the SDK's own variable points.
        #[cfg(feature = "dynamodb")]
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn the_suite_holds_on_the_dynamodb_that_the_environment_names() {
            let Ok(url) = std::env::var("AWS_ENDPOINT_URL_DYNAMODB") else {
                eprintln!("NOT RUN: AWS_ENDPOINT_URL_DYNAMODB names no DynamoDB; the suite ran on the embedded one.");
                return;
            };
            $($(
                eprintln!("{url}: {}", stringify!($name));
                // Each on the heap: together they don't fit on a thread's stack.
                Box::pin(async { $module::$name(&Bench::elsewhere(&url, stringify!($name)).await).await }).await;
            )*)*
        }
    };
}

suite! {
    holds {
        what_is_on_hold_is_claimed_by_nobody_until_it_is_released,
        a_hold_is_not_forgotten_and_no_outcome_is_written_over_it,
        a_hold_keeps_an_open_intent_and_a_release_looks_first,
        a_hold_is_refused_while_a_worker_has_the_record,
        what_is_done_stays_done_while_it_is_on_hold,
        what_is_on_hold_is_listed_until_it_is_released,
    }
    claims {
        of_fifty_racing_claims_one_wins,
        the_happy_path_takes_two_writes,
        a_claim_without_intent_takes_one_write_and_stores_its_intent_later,
        a_held_record_is_busy_until_its_lease_ends,
        a_lapsed_lease_is_taken_over_and_counts_a_crash,
        a_zombie_that_finishes_late_loses,
        a_zombie_can_neither_commit_nor_renew,
        a_lapsed_commit_is_unclear_until_it_was_looked_up,
        an_unclear_record_stays_unclear_whoever_crashes_on_it,
        a_record_that_crashed_its_worker_three_times_is_parked,
        a_changed_payload_is_seen_before_the_state_is,
        a_changed_payload_does_not_hide_that_something_may_exist,
        what_was_skipped_or_parked_is_decided_again_when_its_payload_changed,
        a_retry_that_is_not_due_is_busy_unless_a_person_asks,
        an_expired_record_is_unknown_even_where_it_is_still_stored,
        a_resumed_record_keeps_what_exists_and_commits_nothing_by_itself,
    }
    ends {
        an_order_and_its_invoice_are_kept_step_by_step,
        an_unclear_end_keeps_its_intent_whatever_it_is_called,
        an_intent_that_its_own_worker_leaves_open_is_dated_then,
        what_another_attempt_has_ended_is_not_reopened_by_who_looked_before,
        a_refused_request_leaves_nothing_to_look_up,
        attempts_count_only_where_they_were_used_up,
        done_never_expires_and_skipped_does,
        a_replay_opens_what_was_parked_but_never_what_is_done,
        a_replay_of_an_unclear_record_looks_first,
        a_verdict_without_a_lease_overwrites_neither_done_nor_held,
        a_verdict_without_a_lease_is_one_write_and_none_when_repeated,
        a_verdict_of_who_looked_before_another_wrote_is_not_written,
        a_skip_that_is_announced_anew_overtakes_who_looked_before,
        a_late_failure_never_reopens_a_skip_that_covers_its_job,
        a_verdict_without_a_lease_beats_a_zombie,
        a_done_record_is_amended_once_and_told_once,
        a_difference_is_listed_as_parked_until_it_is_settled,
        only_a_difference_is_settled_and_not_what_was_never_sent,
        a_record_is_parked_since_it_was_parked_first,
        a_document_that_is_gone_can_be_created_once_more_by_one_worker,
        a_document_is_found_by_its_record_or_else_by_its_link,
        two_orders_of_one_new_customer_create_one_customer,
    }
    states {
        a_named_value_changes_only_from_the_version_that_was_seen,
        what_a_probe_found_is_remembered,
        a_watermark_never_moves_back,
        of_fifty_workers_one_has_the_lease_at_a_time,
        a_state_lease_lapses_and_its_late_holder_releases_nothing,
        no_place_is_given_twice_and_none_is_left_out,
        a_schedule_that_lies_behind_begins_anew_and_each_name_has_its_own,
        who_asks_for_an_early_place_takes_none_that_is_late,
    }
    stores {
        a_record_is_read_as_it_was_written,
        a_write_happens_only_where_what_is_stored_is_as_expected,
        parked_waiting_and_in_doubt_records_are_listed_page_by_page,
        listed_records_are_counted_and_those_on_hold_are_not,
        links_are_replaced_and_keep_no_more_than_the_document,
    }
    faults {
        a_failed_read_is_an_error_and_not_unknown,
        a_write_whose_answer_was_lost_and_repeated_is_still_ours,
        after_a_failed_commit_nothing_may_be_created,
        a_lost_done_is_looked_up_and_adopted,
    }
}
