use dynamo::{Item, number};
use futures::FutureExt;
use futures::future::BoxFuture;
use model::Problem;
use serde_json::Value;

use super::DynamoStore;
use super::schema::{FORMAT, VERSION, value_pk};
use crate::{PutValueError, StoredValue, ValueStore};

impl DynamoStore {
    fn stored_value(&self, item: &Item) -> Result<StoredValue, Problem> {
        let version = item
            .get(VERSION)
            .and_then(|version| version.as_n().ok()?.parse().ok());
        let format = match item.get(FORMAT) {
            None => Some(1),
            Some(format) => format.as_n().ok().and_then(|format| format.parse().ok()),
        };
        Ok(StoredValue {
            value: self.table.decode(item)?,
            version: version.ok_or_else(|| self.table.unreadable(item))?,
            format: format.ok_or_else(|| self.table.unreadable(item))?,
        })
    }
}

impl ValueStore for DynamoStore {
    fn get_value<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Option<StoredValue>, Problem>> {
        async move {
            self.table
                .get(&value_pk(name))
                .await?
                .map(|item| self.stored_value(&item))
                .transpose()
        }
        .boxed()
    }

    fn put_value<'a>(
        &'a self,
        name: &'a str,
        value: &'a Value,
        format: u32,
        expected_version: Option<u64>,
    ) -> BoxFuture<'a, Result<u64, PutValueError>> {
        async move {
            let pk = value_pk(name);
            let version = expected_version.unwrap_or(0) + 1;
            let put = self.table.put(&pk, value)?.item(VERSION, number(version));
            let put = if format > 1 {
                put.item(FORMAT, number(format))
            } else {
                put
            };
            let put = match expected_version {
                None => put.condition_expression("attribute_not_exists(pk)"),
                Some(expected) => put
                    .condition_expression(
                        "#version = :version AND (attribute_not_exists(#format) OR #format <= :format)",
                    )
                    .expression_attribute_names("#version", VERSION)
                    .expression_attribute_names("#format", FORMAT)
                    .expression_attribute_values(":version", number(expected))
                    .expression_attribute_values(":format", number(format)),
            };
            match self.put_if(&pk, put).await? {
                Ok(()) => Ok(version),
                Err(met) => {
                    let met = met.map(|item| self.stored_value(&item)).transpose()?;
                    Err(PutValueError::Conflict(met))
                }
            }
        }
        .boxed()
    }
}
