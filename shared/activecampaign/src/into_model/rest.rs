use model::{Currency, CustomFields, Customer, CustomerOrigin, DiscountTarget, Order, OrderLine, Source};
use rust_decimal::Decimal;

use super::graphql::{discount_of, quantity};
use super::{buyers_email, currency, placed_at, state_of_deal, state_of_rest, with_amounts};
use crate::Error;
use crate::wire::lenient::Cents;
use crate::wire::rest::{Deal, RestDiscount, RestOrder, RestProduct};

fn amount(cents: Cents) -> Option<Decimal> {
    cents.0.map(Currency::from_cents)
}

/// An e-commerce order as REST gives it: whole cents, no addresses, no name, and the VAT of the whole order.
pub(crate) fn order_from_rest(
    wire: RestOrder,
    products: Vec<RestProduct>,
    discounts: Vec<RestDiscount>,
    source: Source,
) -> Result<Order, Error> {
    let record = format!("order {}", source.id());
    let currency = currency(&wire.currency, &record)?;
    let placed_at = placed_at(&wire.external_created_date, &record, "externalCreatedDate")?;
    let total = amount(wire.total_price).ok_or_else(|| Error::Unusable {
        record: record.clone(),
        field: "totalPrice",
        expected: "an amount in cents",
    })?;
    let version = version_of_rest(&wire);
    let mut customer = Customer::new(CustomerOrigin::Order);
    customer.email = wire.email.0.and_then(|email| buyers_email(&email));
    customer.currency = Some(currency.to_string());
    let mut discounts: Vec<_> = discounts
        .into_iter()
        .filter_map(|discount| {
            let shipping = discount
                .kind
                .0
                .as_deref()
                .is_some_and(|kind| kind.eq_ignore_ascii_case("shipping"));
            let target = if shipping {
                DiscountTarget::Shipping
            } else {
                DiscountTarget::Order
            };
            discount_of(discount.name.0, target, amount(discount.discount_amount))
        })
        .collect();
    if discounts.is_empty() {
        discounts.extend(discount_of(
            None,
            DiscountTarget::Order,
            amount(wire.discount_amount),
        ));
    }
    with_amounts(Order {
        number: wire.order_number.0.unwrap_or_else(|| source.id().to_owned()),
        url: wire.order_url.0,
        placed_at,
        version,
        state: state_of_rest(wire.state.0.as_deref()),
        status_text: None,
        is_test: false,
        currency,
        customer,
        lines: products.into_iter().map(line).collect(),
        shipping: amount(wire.shipping_amount).unwrap_or_default(),
        shipping_method: wire.shipping_method.0,
        discounts,
        tax: amount(wire.tax_amount),
        total,
        payment_method: None,
        notes: Vec::new(),
        pipeline: None,
        stage: None,
        title: None,
        fields: CustomFields::new(),
        source,
    })
}

/// The shop's date of the last change, else ActiveCampaign's own.
pub(crate) fn version_of_rest(wire: &RestOrder) -> Option<String> {
    wire.external_updated_date
        .0
        .clone()
        .or_else(|| wire.updated_date.0.clone())
}

fn line(wire: RestProduct) -> OrderLine {
    let sku = wire.sku.0;
    OrderLine {
        product_id: wire.external_id.0,
        name: wire.name.0.or_else(|| sku.clone()).unwrap_or_default(),
        sku,
        quantity: quantity(wire.quantity.0),
        price: amount(wire.price).unwrap_or_default(),
        category: wire.category.0,
        product_url: wire.product_url.0,
        image_url: wire.image_url.0,
    }
}

/// A deal as an order of one line: deals have no lines in ActiveCampaign. Its value is in cents, in REST; a webhook's
/// is not (or sometimes), so it is never read from there.
pub(crate) fn order_from_deal(
    wire: Deal,
    id: &str,
    mut customer: Customer,
    fields: CustomFields,
) -> Result<Order, Error> {
    if wire.is_disabled.0 {
        return Err(Error::Hidden { deal: id.to_owned() });
    }
    let record = format!("deal {id}");
    let currency = currency(&wire.currency, &record)?;
    let placed_at = placed_at(&wire.cdate, &record, "cdate")?;
    let value = amount(wire.value).ok_or_else(|| Error::Unusable {
        record: record.clone(),
        field: "value",
        expected: "an amount in cents",
    })?;
    customer.currency = Some(currency.to_string());
    let title = wire.title.0;
    let line = OrderLine {
        product_id: None,
        sku: None,
        name: title.clone().unwrap_or(record),
        quantity: Decimal::ONE,
        price: value,
        category: None,
        product_url: None,
        image_url: None,
    };
    with_amounts(Order {
        source: Source::Deal(id.to_owned()),
        number: id.to_owned(),
        url: None,
        placed_at,
        version: wire.mdate.0,
        state: state_of_deal(wire.status.0.as_deref()),
        status_text: None,
        is_test: false,
        currency,
        customer,
        lines: vec![line],
        shipping: Decimal::ZERO,
        shipping_method: None,
        discounts: Vec::new(),
        tax: None,
        total: value,
        payment_method: None,
        notes: wire.description.0.into_iter().collect(),
        pipeline: wire.group.0,
        stage: wire.stage.0,
        title,
        fields,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(order: serde_json::Value, discounts: serde_json::Value) -> Result<Order, Error> {
        let products = json!([
            {"externalid": "PROD12345", "name": "Pogo Stick", "price": "4900", "quantity": "1", "sku": "POGO-12"},
        ]);
        order_from_rest(
            serde_json::from_value(order).unwrap(),
            serde_json::from_value(products).unwrap(),
            serde_json::from_value(discounts).unwrap(),
            "order:1:55".parse().unwrap(),
        )
    }

    #[test]
    fn cents_become_whole_currency_whether_they_come_as_text_or_number() {
        let order = |total: serde_json::Value| {
            let order = json!({"id": 1, "connectionid": "1", "totalPrice": total, "currency": "usd", "state": "4",
                "taxAmount": "500", "shippingAmount": 200, "externalCreatedDate": "2019-06-29T14:44:49-05:00"});
            read(order, json!([])).unwrap()
        };
        assert_eq!(order(json!(9111)), order(json!("9111")));
        let order = order(json!(9111));
        let amounts = [
            order.total,
            order.tax.unwrap(),
            order.shipping,
            order.lines[0].price,
        ];
        assert_eq!(
            amounts.map(|amount| amount.to_string()),
            ["91.11", "5.00", "2.00", "49.00"]
        );
        assert_eq!(order.state, model::OrderState::AwaitingPayment);
    }

    #[test]
    fn discounts_come_one_by_one_or_as_the_orders_sum() {
        let order = json!({"id": 1, "connectionid": 1, "totalPrice": 1, "currency": "USD", "discountAmount": "100",
            "externalCreatedDate": "2019-06-29T14:44:49-05:00"});
        let sum = read(order.clone(), json!([])).unwrap().discounts;
        assert_eq!(
            (sum[0].amount.to_string().as_str(), &sum[0].name),
            ("1.00", &None)
        );
        let each = read(
            order,
            json!([{"name": "FREE", "type": "shipping", "discountAmount": "100"}]),
        )
        .unwrap();
        assert_eq!(each.discounts[0].target, DiscountTarget::Shipping);
    }

    #[test]
    fn an_order_with_amounts_that_overflow_is_refused() {
        let order = |total: i64| {
            json!({"id": 1, "connectionid": 1, "totalPrice": total, "currency": "USD",
                "externalCreatedDate": "2019-06-29T14:44:49-05:00"})
        };
        assert!(read(order(99_999_999_999_999), json!([])).is_ok());
        let refused = read(order(i64::MAX), json!([])).unwrap_err().to_string();
        assert_eq!(
            refused,
            "The order 55 has no usable amounts in ActiveCampaign: expected numbers of at most twelve digits before the point."
        );
        let products = json!([{"externalid": "P", "name": "P", "price": i64::MAX, "quantity": "9999999999999999999999999999"}]);
        let refused = order_from_rest(
            serde_json::from_value(order(100)).unwrap(),
            serde_json::from_value(products).unwrap(),
            Vec::new(),
            "order:1:55".parse().unwrap(),
        );
        assert!(matches!(refused, Err(Error::Unusable { .. })), "{refused:?}");
    }

    fn deal(json: serde_json::Value) -> Result<Order, Error> {
        let customer = Customer::new(CustomerOrigin::Contact);
        order_from_deal(
            serde_json::from_value(json).unwrap(),
            "46",
            customer,
            CustomFields::new(),
        )
    }

    #[test]
    fn a_won_deal_is_an_order_of_one_line_with_its_value_in_whole_currency() {
        let order = deal(json!({"id": "46", "title": "Able Hyena", "value": "1872151", "currency": "usd", "status": "1",
            "cdate": "2019-09-06T11:29:48-05:00", "mdate": "2019-09-07T11:29:48-05:00", "group": "1", "stage": 2}))
        .unwrap();
        assert_eq!(
            (order.total.to_string().as_str(), order.currency.as_str()),
            ("18721.51", "USD")
        );
        assert_eq!(
            (order.lines[0].name.as_str(), order.lines[0].price),
            ("Able Hyena", order.total)
        );
        assert_eq!(
            (order.state, order.stage.as_deref()),
            (model::OrderState::Completed, Some("2"))
        );
        assert_eq!(order.version.as_deref(), Some("2019-09-07T11:29:48-05:00"));
    }

    #[test]
    fn a_deal_that_the_user_may_not_see_is_not_an_empty_order() {
        for disabled in [json!(true), json!(1)] {
            let hidden = deal(json!({"id": "2", "isDisabled": disabled, "title": "Demo Requested"}));
            assert_eq!(hidden, Err(Error::Hidden { deal: "46".into() }));
        }
    }
}
