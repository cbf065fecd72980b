use jiff::{SignedDuration, Timestamp};

use super::orders::rest_reference;
use super::{Client, OrderRef};
use crate::into_model::{Dated, certain};
use crate::wire::rest::RestOrder;
use crate::{Error, requests};

/// A date without an offset was written by a clock no further than this from UTC.
const CLOCKS_DIFFER: SignedDuration = SignedDuration::from_hours(14);

impl Client {
    /// Orders of the REST store created since `watermark`, newest first, optionally of one connection. Carts are
    /// excluded, and so are older orders that changed: REST can't sort by the date of change.
    ///
    /// Some stores write their orders to REST alone, where GraphQL never shows them.
    ///
    /// Gives at most `max`; when it gives so many, there may be more that are older.
    ///
    /// # Errors
    /// When a call fails, or the list does not end.
    pub async fn rest_orders_created_since(
        &self,
        connection: Option<&str>,
        watermark: Timestamp,
        max: usize,
    ) -> Result<Vec<OrderRef>, Error> {
        let mut refs: Vec<OrderRef> = Vec::new();
        self.walk(
            || requests::rest_orders_newest_first(connection),
            |page: Vec<RestOrder>| {
                let is_last = page.last().is_some_and(|order| is_older(order, watermark));
                let new = page.iter().filter(|order| !is_older(order, watermark));
                let ours = new.filter(|order| {
                    connection.is_none_or(|wanted| order.connection_id.0.as_deref() == Some(wanted))
                });
                refs.extend(ours.filter_map(rest_reference));
                !is_last && refs.len() < max
            },
        )
        .await?;
        refs.truncate(max);
        Ok(refs)
    }
}

/// Whether an order was certainly created before; one with an unreadable date counts as new.
fn is_older(order: &RestOrder, watermark: Timestamp) -> bool {
    let Some(text) = order.external_created_date.0.as_deref() else {
        return false;
    };
    match certain(text) {
        Some(created) => created < watermark,
        None => Dated::parse(text)
            .and_then(|dated| dated.instant.checked_add(CLOCKS_DIFFER).ok())
            .is_some_and(|latest| latest < watermark),
    }
}
