//! One suite over every store: each test runs in memory, on DynamoDB through the real SDK, and on a DynamoDB elsewhere.

mod bench;
mod entries;
#[cfg(feature = "dynamodb")]
mod formats;
mod recording;

use bench::Bench;

/// Every test of the suite, by name, for the run on a DynamoDB elsewhere; and one test for it on each store here.
macro_rules! suite {
    ($($name:ident,)*) => {
        mod memory {
            $(#[tokio::test] async fn $name() { super::entries::$name(&super::Bench::memory()).await; })*
        }

        #[cfg(feature = "dynamodb")]
        mod dynamodb {
            $(
                #[tokio::test]
                async fn $name() { super::entries::$name(&super::Bench::dynamodb().await).await; }
            )*
        }

        /// MiniStack, DynamoDB Local, or AWS itself: wherever the SDK's own variable points.
        #[cfg(feature = "dynamodb")]
        #[tokio::test]
        async fn the_suite_holds_on_the_dynamodb_that_the_environment_names() {
            let Ok(url) = std::env::var("AWS_ENDPOINT_URL_DYNAMODB") else {
                eprintln!("NOT RUN: AWS_ENDPOINT_URL_DYNAMODB names no DynamoDB; the suite ran on the embedded one.");
                return;
            };
            $(
                eprintln!("{url}: {}", stringify!($name));
                entries::$name(&Bench::elsewhere(&url, stringify!($name)).await).await;
            )*
        }
    };
}

suite! {
    an_entry_is_read_as_it_was_written,
    a_records_entries_are_listed_newest_first,
    a_day_is_listed_page_by_page,
    a_part_of_two_days_is_listed_page_by_page,
    recent_entries_are_found_over_several_days,
    what_is_listed_is_read_in_full_in_its_order,
    an_expired_entry_is_not_shown_even_where_it_is_still_stored,
    an_entry_that_is_written_twice_is_one,
    two_entries_of_one_instant_are_two,
    a_person_is_forgotten_and_nobody_else,
    what_has_expired_is_forgotten_too,
    the_largest_entry_fits,
}
