use std::collections::HashMap;

use dynamo::{PARTITION_KEY, number, text};
use futures::FutureExt;
use futures::future::BoxFuture;
use model::Problem;

use super::DynamoStore;
use super::schema::{BY_STATE, EXPIRES_AT, FENCE, LISTED, LISTED_AT, OWNER, STATE};
use crate::{Expect, Key, Page, PutError, Record, RecordStore, State};

impl RecordStore for DynamoStore {
    fn get<'a>(&'a self, key: &'a Key) -> BoxFuture<'a, Result<Option<Record>, Problem>> {
        async move {
            self.table
                .get(&record_pk(key))
                .await?
                .map(|item| self.table.decode(&item))
                .transpose()
        }
        .boxed()
    }

    fn put<'a>(&'a self, record: &'a Record, expect: &'a Expect) -> BoxFuture<'a, Result<(), PutError>> {
        async move {
            let pk = record_pk(&record.key);
            let mut put = self
                .table
                .put(&pk, record)?
                .item(OWNER, text(&record.owner))
                .item(FENCE, number(record.fence))
                .item(STATE, text(record.state.as_str()));
            if record.state.is_listed() {
                put = put
                    .item(LISTED, text(record.state.as_str()))
                    .item(LISTED_AT, text(&format!("{:.6}", record.updated_at)));
            }
            if let Some(at) = record.expires_at {
                put = put.item(EXPIRES_AT, number(at.as_second()));
            }
            let put = match expect {
                Expect::Absent => put.condition_expression("attribute_not_exists(pk)"),
                Expect::Version { owner, fence, state } => put
                    .condition_expression("#owner = :owner AND #fence = :fence AND #state = :state")
                    .expression_attribute_names("#owner", OWNER)
                    .expression_attribute_names("#fence", FENCE)
                    .expression_attribute_names("#state", STATE)
                    .expression_attribute_values(":owner", text(owner))
                    .expression_attribute_values(":fence", number(*fence))
                    .expression_attribute_values(":state", text(state.as_str())),
            };
            match self.put_if(&pk, put).await? {
                Ok(()) => Ok(()),
                Err(met) => {
                    let met = met.map(|item| self.table.decode(&item)).transpose()?;
                    Err(PutError::Conflict(met.map(Box::new)))
                }
            }
        }
        .boxed()
    }

    fn list<'a>(
        &'a self,
        state: State,
        limit: u32,
        from: Option<&'a str>,
    ) -> BoxFuture<'a, Result<Page, Problem>> {
        async move {
            if !state.is_listed() || limit == 0 {
                return Ok(Page::default());
            }
            let start = from.and_then(|from| from.split_once('|')).map(|(at, key)| {
                HashMap::from([
                    (LISTED.to_owned(), text(state.as_str())),
                    (LISTED_AT.to_owned(), text(at)),
                    (PARTITION_KEY.to_owned(), text(&format!("record#{key}"))),
                ])
            });
            let found = self
                .table
                .query(Some(BY_STATE), LISTED, state.as_str())
                .limit(i32::try_from(limit).unwrap_or(i32::MAX))
                .set_exclusive_start_key(start)
                .send()
                .await
                .map_err(|error| self.table.failed("list", &error))?;
            let records = found
                .items()
                .iter()
                .map(|item| self.table.decode(item))
                .collect::<Result<Vec<Record>, _>>()?;
            let next = found.last_evaluated_key().and(records.last());
            let next = next.map(|record| format!("{:.6}|{}", record.updated_at, record.key));
            Ok(Page { records, next })
        }
        .boxed()
    }
}

fn record_pk(key: &Key) -> String {
    format!("record#{key}")
}
