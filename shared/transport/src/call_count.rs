//! Counts the requests of one piece of work, apart from those of others at the same time.

use std::cell::Cell;

tokio::task_local! {
    static SENT: Cell<u64>;
}

/// Runs work whose requests are counted by themselves.
pub async fn counted<T>(work: impl Future<Output = T>) -> T {
    SENT.scope(Cell::new(0), work).await
}

/// The requests of the work that asks, repeated ones included; none outside of [`counted`].
#[must_use]
pub fn calls() -> u64 {
    SENT.try_with(Cell::get).unwrap_or(0)
}

/// Counts a request of the work that sends it.
pub fn count_call() {
    // Outside of `counted` nobody asks.
    let _counts = SENT.try_with(|sent| sent.set(sent.get() + 1));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn work_at_the_same_time_is_counted_apart() {
        let work = |requests: u64| {
            counted(async move {
                for _ in 0..requests {
                    count_call();
                    tokio::task::yield_now().await;
                }
                calls()
            })
        };
        assert_eq!(futures::future::join(work(3), work(5)).await, (3, 5));
        count_call();
        assert_eq!(calls(), 0);
    }
}
