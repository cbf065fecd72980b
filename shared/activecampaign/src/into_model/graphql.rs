use model::{Address, Customer, CustomerOrigin, Discount, DiscountTarget, Order, OrderLine, Source};
use rust_decimal::Decimal;

use super::{buyers_email, currency, placed_at, state_of_graphql, with_amounts, with_store_status};
use crate::Error;
use crate::wire::graphql as wire;

/// An e-commerce order as GraphQL gives it: decimals in whole currency, no VAT anywhere.
pub(crate) fn order_from_graphql(wire: wire::Order, source: Source) -> Result<Order, Error> {
    let record = format!("order {}", source.id());
    let currency = currency(&wire.currency, &record)?;
    let placed_at = placed_at(&wire.store_created_date, &record, "storeCreatedDate")?;
    let total = wire.final_amount.0.ok_or_else(|| Error::Unusable {
        record: record.clone(),
        field: "finalAmount",
        expected: "an amount",
    })?;
    let version = version_of_graphql(&wire);
    let discounts = discounts(&wire);
    let mut customer = customer(&wire);
    customer.currency = Some(currency.to_string());
    with_amounts(Order {
        number: wire.order_number.0.unwrap_or_else(|| source.id().to_owned()),
        url: wire.order_url.0,
        placed_at,
        version,
        state: with_store_status(
            state_of_graphql(wire.normalized_status.0.as_deref()),
            wire.store_status.0.as_deref(),
        ),
        status_text: wire.store_status.0,
        is_test: wire.is_test_order.0,
        currency,
        customer,
        lines: wire.line_items.0.into_iter().map(line).collect(),
        shipping: wire.shipping_amount.0.unwrap_or_default(),
        shipping_method: wire.shipping_method.0,
        discounts,
        tax: None,
        total,
        payment_method: wire.payment_method.0,
        notes: wire.notes.0.into_iter().filter_map(|note| note.0).collect(),
        pipeline: None,
        stage: None,
        title: None,
        fields: model::CustomFields::new(),
        source,
    })
}

/// The store's date of the last change, as written. An order that was never changed may have none.
pub(crate) fn version_of_graphql(wire: &wire::Order) -> Option<String> {
    wire.store_modified_date.0.clone()
}

/// The buyer. ActiveCampaign itself makes contacts of orders by "shipping address, else billing address"; for an
/// invoice the billing address comes first.
///
/// Only the billing side makes a company: a delivery to a workplace names a company that bought nothing.
fn customer(wire: &wire::Order) -> Customer {
    let billing = wire.billing_address.as_ref().map(address).unwrap_or_default();
    let delivery = wire.shipping_address.as_ref().map(address).unwrap_or_default();
    let first = |of: fn(&Address) -> &Option<String>| of(&billing).clone().or_else(|| of(&delivery).clone());
    let email = wire.email.0.clone().or_else(|| first(|a| &a.email));
    let mut customer = Customer::new(CustomerOrigin::Order);
    customer.email = email.and_then(|email| buyers_email(&email));
    // First and last name come from one address: a mix of two would be a third person.
    let named = [&billing, &delivery]
        .into_iter()
        .find(|a| a.first_name.is_some() || a.last_name.is_some());
    if let Some(named) = named {
        customer.first_name.clone_from(&named.first_name);
        customer.last_name.clone_from(&named.last_name);
    }
    customer.phone = first(|a| &a.phone);
    customer.company.clone_from(&billing.company);
    customer.locale = wire.customer_locale.0.as_deref().map(locale);
    (customer.billing, customer.delivery) = match (says_where(&billing), says_where(&delivery)) {
        // An order that has but a delivery address is invoiced there, to whom the billing side names.
        (false, true) => (invoiced_where_delivered(billing, &delivery), delivery),
        _ => (billing, delivery),
    };
    customer
}

/// Whether an address has a location: a name and a phone number alone are none.
fn says_where(address: &Address) -> bool {
    [&address.address1, &address.postal, &address.city]
        .iter()
        .any(|part| part.is_some())
}

fn invoiced_where_delivered(billing: Address, delivery: &Address) -> Address {
    let Address {
        first_name,
        last_name,
        company,
        phone,
        email,
        ..
    } = billing;
    let has_name = first_name.is_some() || last_name.is_some();
    Address {
        first_name: if has_name {
            first_name
        } else {
            delivery.first_name.clone()
        },
        last_name: if has_name {
            last_name
        } else {
            delivery.last_name.clone()
        },
        company,
        phone: phone.or_else(|| delivery.phone.clone()),
        email: email.or_else(|| delivery.email.clone()),
        ..delivery.clone()
    }
}

fn address(wire: &wire::Address) -> Address {
    Address {
        first_name: wire.first_name.0.clone(),
        last_name: wire.last_name.0.clone(),
        company: wire.company.0.clone(),
        address1: wire.address1.0.clone(),
        address2: wire.address2.0.clone(),
        address3: wire.address3.0.clone(),
        postal: wire.postal.0.clone(),
        city: wire.city.0.clone(),
        province: wire.province.0.clone(),
        country: wire.country.0.clone(),
        phone: wire.phone.0.clone(),
        email: wire.email.0.clone(),
    }
}

/// `EN_US`, `en-us` and `en_US` are one locale.
fn locale(text: &str) -> String {
    match text.split_once(['_', '-']) {
        Some((language, country)) => format!("{}_{}", language.to_lowercase(), country.to_uppercase()),
        None => text.to_lowercase(),
    }
}

/// `priceAmount` is unchanged here: the price conventions decide whether it is a unit price or the line's total.
fn line(wire: wire::LineItem) -> OrderLine {
    let sku = wire.sku.0;
    OrderLine {
        product_id: wire.store_base_product_id.0.or(wire.product_store_primary_id.0),
        name: wire.name.0.or_else(|| sku.clone()).unwrap_or_default(),
        sku,
        quantity: quantity(wire.quantity.0),
        price: wire.price_amount.0.unwrap_or_default(),
        category: wire.category.0,
        product_url: wire.product_url.0,
        image_url: wire.image_url.0,
    }
}

/// A line without a quantity is one of its kind. `quantity` is optional in GraphQL; the order's total is held against
/// the lines afterwards, so a wrong reading cannot be booked.
pub(super) fn quantity(given: Option<Decimal>) -> Decimal {
    given.unwrap_or(Decimal::ONE)
}

/// The discounts one by one, or where a store gives only their sum, the sum. The sum's field is `discountAmount` in the
/// documents' table and `discountsAmount` in their examples.
fn discounts(wire: &wire::Order) -> Vec<Discount> {
    let each: Vec<Discount> = wire
        .discounts
        .0
        .iter()
        .filter_map(|discount| {
            let target = if discount
                .kind
                .0
                .as_deref()
                .is_some_and(|kind| kind.eq_ignore_ascii_case("SHIPPING"))
            {
                DiscountTarget::Shipping
            } else {
                DiscountTarget::Order
            };
            discount_of(discount.name.0.clone(), target, discount.discount_amount.0)
        })
        .collect();
    if each.is_empty() {
        let sum = wire.discount_amount.0.or(wire.discounts_amount.0);
        discount_of(None, DiscountTarget::Order, sum)
            .into_iter()
            .collect()
    } else {
        each
    }
}

/// A discount that takes something off; stores write it with either sign.
pub(super) fn discount_of(
    name: Option<String>,
    target: DiscountTarget,
    amount: Option<Decimal>,
) -> Option<Discount> {
    let amount = amount.unwrap_or_default().abs();
    (!amount.is_zero()).then_some(Discount { name, target, amount })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: serde_json::Value) -> Result<Order, Error> {
        let wire = serde_json::from_value(json).unwrap();
        order_from_graphql(wire, "order:1:1001".parse().unwrap())
    }

    fn minimal() -> serde_json::Value {
        serde_json::json!({"storeCreatedDate": "2026-11-23T10:00:00Z", "currency": "sek", "finalAmount": 100})
    }

    fn with(extra: serde_json::Value) -> Order {
        let mut json = minimal();
        json.as_object_mut()
            .unwrap()
            .extend(extra.as_object().unwrap().clone());
        read(json).unwrap()
    }

    #[test]
    fn the_least_that_an_order_has_is_enough() {
        let order = with(serde_json::json!({}));
        assert_eq!((order.number.as_str(), order.currency.as_str()), ("1001", "SEK"));
        assert_eq!((order.version, order.tax, order.lines.len()), (None, None, 0));
    }

    #[test]
    fn what_an_order_cannot_be_without_is_named() {
        for field in ["currency", "finalAmount", "storeCreatedDate"] {
            let mut json = minimal();
            json[field] = serde_json::Value::Null;
            let error = read(json).unwrap_err().to_string();
            assert!(error.contains(field) && error.contains("order 1001"), "{error}");
        }
    }

    #[test]
    fn the_sum_of_discounts_counts_only_where_they_are_not_given_one_by_one() {
        let amounts = |json| {
            with(json)
                .discounts
                .iter()
                .map(|d| (d.target, d.amount.to_string()))
                .collect::<Vec<_>>()
        };
        use DiscountTarget::{Order, Shipping};
        assert_eq!(
            amounts(serde_json::json!({"discountsAmount": 12.25})),
            [(Order, "12.25".to_owned())]
        );
        assert_eq!(
            amounts(serde_json::json!({"discountAmount": "-5"})),
            [(Order, "5".to_owned())]
        );
        assert_eq!(
            amounts(serde_json::json!({"discountsAmount": 12.25, "discounts": [
                {"name": "Promo", "type": "SHIPPING", "discountAmount": 2.25}, {"type": "ORDER", "discountAmount": 10}]})),
            [(Shipping, "2.25".to_owned()), (Order, "10".to_owned())]
        );
        assert!(amounts(serde_json::json!({"discountAmount": 0})).is_empty());
    }

    #[test]
    fn first_and_last_name_come_from_one_address() {
        let order = with(serde_json::json!({
            "billingAddress": {"lastName": "Ek", "city": "Lund"},
            "shippingAddress": {"firstName": "Bo", "lastName": "Al", "phone": "1"},
        }));
        let customer = order.customer;
        assert_eq!(
            (customer.first_name, customer.last_name.as_deref()),
            (None, Some("Ek"))
        );
        assert_eq!(customer.phone.as_deref(), Some("1"));
    }

    #[test]
    fn an_order_with_a_delivery_address_alone_is_invoiced_there() {
        let order = with(serde_json::json!({"shippingAddress": {"city": "Lund"}}));
        assert_eq!(order.customer.billing.city.as_deref(), Some("Lund"));
        assert_eq!(order.customer.delivery.city.as_deref(), Some("Lund"));
    }

    #[test]
    fn a_billing_side_that_says_no_place_names_whom_the_invoice_goes_to() {
        let order = with(serde_json::json!({
            "billingAddress": {"firstName": "Eva", "lastName": "Ek", "email": "eva@example.com"},
            "shippingAddress": {"firstName": "Bo", "company": "Jobbet AB", "address1": "Gatan 1", "city": "Lund"},
        }));
        let billing = order.customer.billing;
        assert_eq!(billing.first_name.as_deref(), Some("Eva"));
        assert_eq!(billing.address1.as_deref(), Some("Gatan 1"));
        assert_eq!(billing.company, None);
        assert_eq!(order.customer.delivery.company.as_deref(), Some("Jobbet AB"));
    }

    #[test]
    fn where_goods_go_makes_no_company() {
        for (billing, shipping, company) in [
            (None, Some("Storföretaget AB"), None),
            (Some("Köparen AB"), Some("Storföretaget AB"), Some("Köparen AB")),
            (Some("Köparen AB"), None, Some("Köparen AB")),
        ] {
            let order = with(serde_json::json!({
                "billingAddress": {"firstName": "Eva", "company": billing, "address1": "Gatan 1", "city": "Lund"},
                "shippingAddress": {"firstName": "Eva", "company": shipping, "address1": "Vägen 2", "city": "Kiruna"},
            }));
            assert_eq!(order.customer.company.as_deref(), company);
            assert_eq!(order.customer.delivery.company.as_deref(), shipping);
        }
        let order =
            with(serde_json::json!({"shippingAddress": {"company": "Storföretaget AB", "city": "Lund"}}));
        assert_eq!(order.customer.company, None);
        assert_eq!(
            order.customer.delivery.company.as_deref(),
            Some("Storföretaget AB")
        );
    }

    #[test]
    fn what_people_read_has_no_html_entities() {
        let order = with(serde_json::json!({
            "billingAddress": {"lastName": "O&#039;Neill", "company": "Bj&ouml;rk &amp; Co", "address1": "S&ouml;dra v&auml;gen 1"},
            "lineItems": [{"sku": "A&amp;1", "name": "Salt &amp; Pepper", "priceAmount": 9}],
            "shippingMethod": "Post &amp; Paket",
            "discounts": [{"name": "Mor &amp; far", "type": "ORDER", "discountAmount": 1}],
            "orderUrl": "https://shop.example.com/?a=1&amp;b=2",
        }));
        assert_eq!(order.customer.company.as_deref(), Some("Björk & Co"));
        assert_eq!(order.customer.last_name.as_deref(), Some("O'Neill"));
        assert_eq!(order.customer.billing.address1.as_deref(), Some("Södra vägen 1"));
        assert_eq!(order.lines[0].name, "Salt & Pepper");
        assert_eq!(order.lines[0].sku.as_deref(), Some("A&amp;1"));
        assert_eq!(order.shipping_method.as_deref(), Some("Post & Paket"));
        assert_eq!(order.discounts[0].name.as_deref(), Some("Mor & far"));
        assert_eq!(
            order.url.as_deref(),
            Some("https://shop.example.com/?a=1&amp;b=2")
        );
    }

    #[test]
    fn locales_are_spelled_one_way() {
        assert_eq!(
            [locale("EN_US"), locale("sv-se"), locale("SV")],
            ["en_US", "sv_SE", "sv"]
        );
    }

    #[test]
    fn a_line_without_a_quantity_is_one() {
        let order = with(serde_json::json!({"lineItems": [{"sku": "A1", "priceAmount": "9.90"}]}));
        let line = &order.lines[0];
        assert_eq!((line.quantity, line.name.as_str()), (Decimal::ONE, "A1"));
    }
}
