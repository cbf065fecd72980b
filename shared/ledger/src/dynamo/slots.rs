use std::collections::BTreeMap;

use aws_sdk_dynamodb::types::{ReturnValue, ReturnValuesOnConditionCheckFailure};
use dynamo::{Item, number};
use futures::FutureExt;
use futures::future::BoxFuture;
use jiff::{SignedDuration, Timestamp};
use model::{Code, Problem};

use super::schema::{NEXT, SLOTS, value_pk};
use super::{DynamoStore, refusal};
use crate::{SlotRequest, SlotStore, Slots};

/// How often a reservation is retried because another caller reserved slots in between.
const TRIES: usize = 16;

/// Later than any schedule.
const MICROS_MAX: i64 = 1 << 60;

impl SlotStore for DynamoStore {
    fn reserve_slots<'a>(&'a self, ask: &'a SlotRequest<'a>) -> BoxFuture<'a, Result<Slots, Problem>> {
        async move {
            let pk = value_pk(SLOTS);
            let attribute = format!("{NEXT}{}", ask.name);
            let length = i64::try_from(ask.length().as_micros()).unwrap_or(i64::MAX);
            // Two conditional writes: one for a schedule whose next slot lies ahead, one for a schedule that lies in
            // the past. The first is a guess; the other follows if it was wrong.
            let mut known = ask.known;
            for _ in 0..TRIES {
                let ahead = known.is_some_and(|next| next >= ask.now);
                if ahead && let (None, full) = ask.decide(known) {
                    return Ok(full);
                }
                let mut update = self
                    .table
                    .update(&pk)
                    .expression_attribute_names("#next", &attribute)
                    .expression_attribute_values(":now", number(ask.now.as_microsecond()))
                    .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
                update = if ahead {
                    update
                        .update_expression("SET #next = #next + :length")
                        .expression_attribute_values(":length", number(length))
                        .condition_expression("#next BETWEEN :now AND :latest")
                        .expression_attribute_values(
                            ":latest",
                            number(ask.latest.map_or(MICROS_MAX, Timestamp::as_microsecond)),
                        )
                } else {
                    update
                        .update_expression("SET #next = :next")
                        .expression_attribute_values(
                            ":next",
                            number(ask.now.as_microsecond().saturating_add(length)),
                        )
                        .condition_expression("attribute_not_exists(#next) OR #next < :now")
                };
                match update.return_values(ReturnValue::UpdatedNew).send().await {
                    Ok(output) => {
                        let next = output.attributes().and_then(|item| next_slot(item, &attribute));
                        let first =
                            next.and_then(|next| next.checked_sub(SignedDuration::from_micros(length)).ok());
                        return first
                            .map(Slots::From)
                            .ok_or_else(|| self.table.unreadable(&Item::new()));
                    }
                    Err(error) => match refusal(&error) {
                        Some(item) => {
                            let met = self.met(item, &pk).await?;
                            known = met.and_then(|item| next_slot(&item, &attribute));
                        }
                        None => return Err(self.table.failed("write", &error)),
                    },
                }
            }
            Err(Problem::new(
                Code::RECORD_LOCKED,
                format!(
                    "The schedule of {} was written by others {TRIES} times while slots were to be reserved.",
                    ask.name
                ),
                "",
            ))
        }
        .boxed()
    }

    fn next_slots(&self) -> BoxFuture<'_, Result<BTreeMap<String, Timestamp>, Problem>> {
        async {
            let item = self.table.get(&value_pk(SLOTS)).await?.unwrap_or_default();
            let next = item.keys().filter_map(|name| {
                let schedule = name.strip_prefix(NEXT)?;
                Some((schedule.to_owned(), next_slot(&item, name)?))
            });
            Ok(next.collect())
        }
        .boxed()
    }
}

fn next_slot(item: &Item, attribute: &str) -> Option<Timestamp> {
    let micros = item.get(attribute)?.as_n().ok()?.parse().ok()?;
    Timestamp::from_microsecond(micros).ok()
}
