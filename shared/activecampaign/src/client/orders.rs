use std::collections::HashSet;
use std::sync::PoisonError;

use jiff::Timestamp;
use model::{Email, Order, Source};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::call::understand;
use super::paging::may_be_cut;
use super::{Answer, Client, ListedOrder, OrderRef};
use crate::into_model::{
    Dated, SLOWEST_CLOCK, nothing_newer_follows, order_from_graphql, order_from_rest, state_of_graphql,
    state_of_rest, version_of_graphql, version_of_rest,
};
use crate::requests::PAGE;
use crate::wire::graphql::{self, GetOrder, SearchOrder, Unknown};
use crate::wire::lenient::Text;
use crate::wire::refusal::{GraphqlErrors, graphql_errors};
use crate::wire::rest::{Page, RestDiscount, RestOrder, RestProduct};
use crate::{Error, What, requests};

/// So many pages one after the other that bring nothing unseen are a list that is not read by offset.
const STALE_PAGES: u32 = 3;

/// How many schemas' worth of unknown fields is learnt in one call.
const LESSONS: usize = 3;

impl Client {
    /// An e-commerce order by its connection and the store's id. Reads GraphQL first, since only it has addresses,
    /// company and payment method, then REST, since orders written to REST are never copied to GraphQL. `None` if
    /// neither has it.
    ///
    /// Costs 1 call through GraphQL, 3 to 4 through REST.
    ///
    /// # Errors
    /// If a call fails, or the order lacks a required field. A failed look-up is never "none".
    pub async fn order(&self, connection: &str, order: &str) -> Result<Option<Order>, Error> {
        // The connection is a number in both APIs: another word names none.
        let Ok(number) = connection.parse::<i32>() else {
            return Ok(None);
        };
        let source = Source::Order {
            connection: connection.to_owned(),
            order: order.to_owned(),
        };
        let variables = json!({"connection": number, "order": order});
        let record = Some(format!("order {order}"));
        let asked = self
            .graphql::<GetOrder>(graphql::get_order, variables, record)
            .await;
        let (found, foreign) = or_foreign(asked)?;
        match found.and_then(|answer| answer.data.get_order) {
            Some(wire) => order_from_graphql(wire, source).map(Some),
            None => match (self.rest_order(connection, order, source).await?, foreign) {
                (None, Some(error)) => Err(error),
                (order, _) => Ok(order),
            },
        }
    }

    async fn rest_order(
        &self,
        connection: &str,
        order: &str,
        source: Source,
    ) -> Result<Option<Order>, Error> {
        let call = requests::rest_order(connection, order);
        let what = call.what.clone();
        let Some(page) = self.read::<Page<RestOrder>>(call).await? else {
            return Ok(None);
        };
        let is_it = |wire: &RestOrder| {
            wire.connection_id.0.as_deref() == Some(connection)
                && wire.external_id.0.as_deref() == Some(order)
        };
        let others = !page.items.is_empty();
        let Some(wire) = page.items.into_iter().find(is_it) else {
            // The response has other orders than requested: the filter was ignored, so this proves nothing.
            return if others {
                Err(Error::Unexpected {
                    what,
                    path: "ecomOrders[0].externalid".to_owned(),
                })
            } else {
                Ok(None)
            };
        };
        let id = wire.id.0.clone().unwrap_or_default();
        let products: Vec<RestProduct> = self.list(|| requests::rest_order_products(&id)).await?;
        let none = wire.discount_amount.0.unwrap_or_default() == 0
            && wire
                .order_discounts
                .as_ref()
                .is_none_or(|discounts| discounts.0.is_empty());
        let discounts: Vec<RestDiscount> = if none {
            Vec::new()
        } else {
            self.list(|| requests::rest_order_discounts(&id)).await?
        };
        order_from_rest(wire, products, discounts, source).map(Some)
    }

    /// The orders of a buyer, the last changed first; through REST where GraphQL knows none.
    ///
    /// # Errors
    /// When a call fails.
    pub async fn orders_of(&self, email: &Email, limit: usize) -> Result<Vec<OrderRef>, Error> {
        let limit = limit.clamp(1, PAGE);
        let variables = json!({"email": email.as_str()});
        let asked = self
            .graphql::<SearchOrder>(|_| graphql::search_orders(true, 0, limit), variables, None)
            .await;
        let (found, foreign) = or_foreign(asked)?;
        let found = found.map(|answer| answer.data.search_order.0).unwrap_or_default();
        // A server that ignores the filter must not lend us another's orders.
        let same = |text: &Text| {
            text.0
                .as_deref()
                .and_then(|text| text.parse::<Email>().ok())
                .as_ref()
                == Some(email)
        };
        let of_buyer = found
            .iter()
            .filter(|wire| wire.email.0.is_none() || same(&wire.email));
        let mut refs: Vec<OrderRef> = of_buyer.filter_map(reference).collect();
        if refs.is_empty() {
            let page = self
                .read::<Page<RestOrder>>(requests::rest_orders_of(email))
                .await?;
            let items = page.map(|page| page.items).unwrap_or_default();
            refs.extend(
                items
                    .iter()
                    .filter(|wire| same(&wire.email))
                    .filter_map(rest_reference),
            );
        }
        if let (true, Some(error)) = (refs.is_empty(), foreign) {
            return Err(error);
        }
        refs.truncate(limit);
        Ok(refs)
    }

    /// Orders changed since `watermark`, last changed first. GraphQL can't filter by date, so the list is read from the
    /// top until no newer order can follow. An order with an unreadable date of change counts as new; one without such
    /// a date uses its date of creation.
    ///
    /// Gives at most `max`, of the last changed; when it gives so many, there may be more that are older.
    ///
    /// # Errors
    /// When a call fails, or the list does not go on.
    pub async fn orders_modified_since(
        &self,
        watermark: Timestamp,
        max: usize,
    ) -> Result<Vec<OrderRef>, Error> {
        self.modified_since(watermark, None, max).await
    }

    /// Like the above, then further down the list to everything that a clock in any time zone may have written since
    /// `deep`: the list is sorted by local time, so that orders of a busy store hide those of a quiet store further
    /// west, and a search that stops early never reaches them. Costs one call for every hundred orders of the last half
    /// day.
    ///
    /// # Errors
    /// When a call fails, or the list does not go on.
    pub async fn orders_modified_since_by_any_clock(
        &self,
        watermark: Timestamp,
        deep: Timestamp,
        max: usize,
    ) -> Result<Vec<OrderRef>, Error> {
        self.modified_since(watermark, Some(deep), max).await
    }

    /// The orders that changed since `watermark` with their content, the last changed first, at most `max`: a hundred a call. An
    /// order that cannot be read comes with what is wrong with it.
    ///
    /// # Errors
    /// When a call fails, or the list does not go on.
    pub async fn whole_orders_modified_since(
        &self,
        watermark: Timestamp,
        max: usize,
    ) -> Result<Vec<ListedOrder>, Error> {
        let query = |unknown: &Unknown, offset| graphql::search_whole_orders(unknown, offset, PAGE);
        // Every clock is reckoned with: a comparison must not miss an order of a store further west.
        self.walk_orders(query, watermark, Some(watermark), max, listed)
            .await
    }

    async fn modified_since(
        &self,
        watermark: Timestamp,
        deep: Option<Timestamp>,
        max: usize,
    ) -> Result<Vec<OrderRef>, Error> {
        let query = |_: &Unknown, offset| graphql::search_orders(false, offset, PAGE);
        self.walk_orders(query, watermark, deep, max, |_, found| found)
            .await
    }

    /// Goes down the list of orders, the last modified first, as far as anything new can follow.
    async fn walk_orders<T>(
        &self,
        query: impl Fn(&Unknown, usize) -> String,
        watermark: Timestamp,
        deep: Option<Timestamp>,
        max: usize,
        make: impl Fn(graphql::Order, OrderRef) -> T,
    ) -> Result<Vec<T>, Error> {
        let mut all = Vec::new();
        let mut seen = HashSet::new();
        let mut offset = 0;
        let mut stale = 0;
        // The first search covers everything since the watermark; the deep search covers the rest, since `deep`.
        let mut since = watermark;
        loop {
            let page = self.search(|unknown| query(unknown, offset)).await?;
            let changed = |order: &graphql::Order| {
                let text = order
                    .store_modified_date
                    .0
                    .as_ref()
                    .or(order.store_created_date.0.as_ref());
                Dated::parse(text.map_or("", String::as_str))
            };
            let dates: Vec<Option<Dated>> = page.iter().map(changed).collect();
            let (known, length) = (seen.len(), page.len());
            for (order, date) in page.into_iter().zip(&dates) {
                let Some(found) = reference(&order) else { continue };
                // What changes meanwhile moves to the top, and pushes others down into the next page.
                let is_first = seen.insert(found.source.clone());
                if is_first && date.is_none_or(|date| date.instant >= since) {
                    all.push(make(order, found));
                }
            }
            let mut is_last = nothing_newer_follows(&dates, since, 0);
            if is_last && let Some(deep) = deep {
                since = deep.min(watermark);
                is_last = nothing_newer_follows(&dates, since, SLOWEST_CLOCK);
            }
            if all.len() >= max || !may_be_cut(length) || is_last {
                all.truncate(max);
                return Ok(all);
            }
            stale = if seen.len() == known { stale + 1 } else { 0 };
            if stale == STALE_PAGES {
                let call = requests::graphql(String::new(), json!({}), None);
                return Err(Error::Unexpected {
                    what: call.what,
                    path: "data.searchOrder".to_owned(),
                });
            }
            offset += length;
        }
    }

    async fn search(&self, query: impl Fn(&Unknown) -> String) -> Result<Vec<graphql::Order>, Error> {
        let found = self.graphql::<SearchOrder>(query, json!({}), None).await?;
        Ok(found.map(|answer| answer.data.search_order.0).unwrap_or_default())
    }

    /// Asks GraphQL. None when the account has no GraphQL, or the record does not exist.
    ///
    /// A field that the server doesn't know is dropped, now and from then on, and the query is sent again.
    pub(super) async fn graphql<T: DeserializeOwned>(
        &self,
        query: impl Fn(&Unknown) -> String,
        variables: Value,
        record: Option<String>,
    ) -> Result<Option<T>, Error> {
        let mut lessons = 0;
        loop {
            let unknown = self
                .unknown
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .clone();
            let call = requests::graphql(query(&unknown), variables.clone(), record.clone());
            let what = call.what.clone();
            let body = match self.call_graphql(&call).await? {
                Asked::Answered(body) => body,
                Asked::NoGraphql => return Ok(None),
                Asked::Errors(errors) if errors.only_missing() => return Ok(None),
                Asked::Errors(errors) => {
                    lessons += 1;
                    if lessons > LESSONS || !self.learn(&errors) {
                        return Err(rejected(what, &errors));
                    }
                    continue;
                }
            };
            return understand(&what, &body).map(Some);
        }
    }

    pub(super) async fn call_graphql(&self, call: &requests::Call) -> Result<Asked, Error> {
        let response = self.carry(call).await?;
        // Servers reject a query with status 200 or 400; the errors give the reason in both cases.
        if matches!(response.status.as_u16(), 200..=299 | 400 | 422)
            && let Some(errors) = graphql_errors(&response.body)
        {
            return Ok(Asked::Errors(errors));
        }
        Ok(match self.verdict(&call.what, response)? {
            Answer::Body(body) => Asked::Answered(body),
            Answer::Missing => Asked::NoGraphql,
        })
    }

    /// Takes note of fields that the server does not know; whether asking again is worth it.
    fn learn(&self, errors: &GraphqlErrors) -> bool {
        let named = errors.unknown_fields();
        if named.is_empty() && !errors.of_validation() {
            return false;
        }
        self.unknown
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .learn(&named)
    }
}

/// What GraphQL has; none, and the error, where a page for people is answered that there is no such address. REST then says
/// whether the account has no GraphQL or the URL is wrong. What REST has counts; that it has nothing proves nothing.
fn or_foreign<T>(asked: Result<Option<T>, Error>) -> Result<(Option<T>, Option<Error>), Error> {
    match asked {
        Err(error @ Error::NotTheApi { status: 404, .. }) => Ok((None, Some(error))),
        asked => Ok((asked?, None)),
    }
}

/// An order of a list, with its content.
fn listed(wire: graphql::Order, found: OrderRef) -> ListedOrder {
    let order = order_from_graphql(wire, found.source.clone());
    ListedOrder {
        reference: found,
        order: order.map(Box::new),
    }
}

/// What GraphQL said.
pub(super) enum Asked {
    Answered(bytes::Bytes),
    Errors(GraphqlErrors),
    NoGraphql,
}

/// Only an invalid request or a missing permission is final. Anything else, including an error without `extensions`,
/// may succeed on the next attempt.
pub(super) fn rejected(what: What, errors: &GraphqlErrors) -> Error {
    if errors.final_refusal() {
        Error::Rejected {
            what,
            status: 200,
            reasons: errors.into(),
        }
    } else {
        Error::Failed {
            what,
            status: 200,
            wait: None,
        }
    }
}

fn reference(wire: &graphql::Order) -> Option<OrderRef> {
    Some(OrderRef {
        source: Source::Order {
            connection: wire.legacy_connection_id.0.clone()?,
            order: wire.store_order_id.0.clone()?,
        },
        version: version_of_graphql(wire),
        state: Some(state_of_graphql(wire.normalized_status.0.as_deref())),
        number: wire.order_number.0.clone(),
    })
}

/// None for a cart, which has no `externalid` yet.
pub(super) fn rest_reference(wire: &RestOrder) -> Option<OrderRef> {
    Some(OrderRef {
        source: Source::Order {
            connection: wire.connection_id.0.clone()?,
            order: wire.external_id.0.clone()?,
        },
        version: version_of_rest(wire),
        state: Some(state_of_rest(wire.state.0.as_deref())),
        number: wire.order_number.0.clone(),
    })
}
