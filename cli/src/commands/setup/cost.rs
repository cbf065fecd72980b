//! What a stack costs a month, for the plan.

use anyhow::Context;
use jiff::SignedDuration;
use rust_decimal::Decimal;
use serde::Deserialize;

use crate::language::setup;

/// Written by `make cost` from the same prices and counts as docs/COST.md. A test fails when it is out of date.
const COST: &str = include_str!("cost.json");

/// More orders aren't counted: the count costs a call for each hundred.
const MOST_ORDERS: usize = 1_000;

/// List prices in USD, without taxes and before free tiers.
#[derive(Deserialize)]
struct Cost {
    /// The AWS region of the prices.
    region: String,
    /// The day of the prices.
    as_of: String,
    /// A month in which nothing happens.
    idle_month: Decimal,
    /// One order of a known customer.
    order: Decimal,
}

/// How many orders changed in ActiveCampaign within the last 30 days, at most [`MOST_ORDERS`]; none where ActiveCampaign
/// doesn't say.
pub(super) async fn orders_of_a_month(client: &activecampaign::Client) -> Option<usize> {
    let since = jiff::Timestamp::now() - SignedDuration::from_hours(30 * 24);
    let orders = client.orders_modified_since(since, MOST_ORDERS).await;
    orders.ok().map(|orders| orders.len())
}

/// The monthly cost in a sentence.
///
/// # Errors
/// When the generated file can't be read, which is a bug.
pub(super) fn sentence(orders: Option<usize>) -> anyhow::Result<String> {
    let cost: Cost = serde_json::from_str(COST).context("cost.json can't be read")?;
    let text = setup();
    let (region, day) = (&cost.region, &cost.as_of);
    let idle = format!("{:.2}", cost.idle_month);
    let count = match orders {
        None | Some(0) => return Ok(text.cost_idle(day, idle, region)),
        Some(count) => count,
    };
    let more = (cost.order * Decimal::from(count)).round_dp(2);
    let more = if more < Decimal::new(1, 2) {
        text.cost_less_than()
    } else {
        text.cost_about(format!("{more:.2}"))
    };
    Ok(if count >= MOST_ORDERS {
        text.cost_most_orders(MOST_ORDERS.to_string(), day, idle, more, region)
    } else {
        text.cost_orders(count, day, idle, more, region)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cost_grows_with_the_orders_that_a_store_has() {
        let of = |orders| sentence(orders).unwrap();
        let idle = of(None);
        assert!(
            idle.contains(" USD a month") && idle.contains("as of 20"),
            "{idle}"
        );
        assert_eq!(of(Some(0)), idle);
        assert!(of(Some(1)).contains("1 order in 30 days, as ActiveCampaign had last, add less than 0.01"));
        assert!(of(Some(999)).contains("999 orders in 30 days"));
        assert!(of(Some(1_000)).contains("1000 orders or more"));
        let cost: Cost = serde_json::from_str(COST).unwrap();
        let thousand = (cost.order * Decimal::from(1_000)).round_dp(2);
        assert!(of(Some(1_000)).contains(&format!("add about {thousand:.2} USD")));
    }
}
