//! E-commerce GraphQL ("Ecommerce GraphQL": Orders, Shared objects, Searches): the selected fields and the responses.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::lenient::{Amount, Flag, Id, Many, Prose, Text};

/// A type with selected fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Type {
    Order,
    Address,
    LineItem,
    Discount,
}

/// Everything selected of an order. Fields that the server doesn't know are dropped from then on.
const FIELDS: &[(Type, &[&str])] = &[
    (
        Type::Order,
        &[
            "storeOrderId",
            "legacyConnectionId",
            "orderNumber",
            "email",
            "storeCreatedDate",
            "storeModifiedDate",
            "storeStatus",
            "normalizedStatus",
            "notes",
            "shippingMethod",
            "orderUrl",
            "isTestOrder",
            "customerLocale",
            "currency",
            "shippingAmount",
            "finalAmount",
            "discountAmount",
            "discountsAmount",
            "paymentMethod",
        ],
    ),
    (
        Type::Address,
        &[
            "firstName",
            "lastName",
            "address1",
            "address2",
            "address3",
            "city",
            "province",
            "country",
            "postal",
            "phone",
            "company",
            "email",
        ],
    ),
    (
        Type::LineItem,
        &[
            "storeBaseProductId",
            "productStorePrimaryId",
            "name",
            "sku",
            "quantity",
            "priceAmount",
            "category",
            "productUrl",
            "imageUrl",
        ],
    ),
    (Type::Discount, &["name", "type", "discountAmount"]),
];

/// The sum of an order's discounts is `discountAmount` in the documentation's table and `discountsAmount` in its
/// examples. The table's name is used first, the other one if the server doesn't know it.
const SUM_OF_DISCOUNTS: (&str, &str) = ("discountAmount", "discountsAmount");

/// Not in the documentation's table: dropped if a server rejects a query without naming the unknown field.
const DOUBTFUL: [&str; 3] = ["paymentMethod", SUM_OF_DISCOUNTS.0, SUM_OF_DISCOUNTS.1];

/// Without these an order cannot be read: a server that does not know them is not ActiveCampaign's as documented.
const ESSENTIAL: &[(Type, &str)] = &[
    (Type::Order, "storeOrderId"),
    (Type::Order, "legacyConnectionId"),
    (Type::Order, "currency"),
    (Type::Order, "finalAmount"),
    (Type::Order, "normalizedStatus"),
    (Type::LineItem, "name"),
    (Type::LineItem, "quantity"),
    (Type::LineItem, "priceAmount"),
    (Type::Discount, "type"),
    (Type::Discount, "discountAmount"),
];

/// An entry of a list of orders.
const REFERENCE: &[&str] = &[
    "storeOrderId",
    "legacyConnectionId",
    "storeCreatedDate",
    "storeModifiedDate",
    "normalizedStatus",
];

/// The fields that the server was found not to know.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Unknown(BTreeSet<(Type, &'static str)>);

impl Unknown {
    /// Drops the fields that a rejection names; returns whether a changed query is left to try.
    ///
    /// If a rejection names no known field, the doubtful fields are dropped.
    pub(crate) fn learn(&mut self, named: &[(String, String)]) -> bool {
        let before = self.0.len();
        for (field, type_name) in named {
            let of = type_of(type_name);
            let known = FIELDS
                .iter()
                .filter(|(t, _)| *t == of)
                .flat_map(|(_, names)| names.iter());
            self.0
                .extend(known.filter(|name| *name == field).map(|name| (of, *name)));
        }
        if named.is_empty() {
            self.0.extend(DOUBTFUL.map(|name| (Type::Order, name)));
        }
        let essential = self.0.iter().any(|field| ESSENTIAL.contains(field));
        !essential && self.0.len() > before
    }

    fn select(&self, of: Type) -> String {
        let (first, second) = SUM_OF_DISCOUNTS;
        let spare = |name: &str| of == Type::Order && name == second && !self.0.contains(&(of, first));
        let all = FIELDS
            .iter()
            .filter(|(t, _)| *t == of)
            .flat_map(|(_, names)| names.iter());
        let wanted: Vec<&str> = all
            .copied()
            .filter(|name| !spare(name) && !self.0.contains(&(of, *name)))
            .collect();
        wanted.join(" ")
    }
}

/// Output types are not named in the documents; a server's names are taken by what they contain.
fn type_of(name: &str) -> Type {
    let name = name.to_ascii_lowercase();
    if name.contains("address") {
        Type::Address
    } else if name.contains("line") {
        Type::LineItem
    } else if name.contains("discount") {
        Type::Discount
    } else {
        Type::Order
    }
}

/// `getOrder` with everything that the server knows.
pub(crate) fn get_order(unknown: &Unknown) -> String {
    let fields = whole_order(unknown);
    format!(
        "query Order($connection: Int!, $order: String!) {{ \
         getOrder(legacyConnectionId: $connection, storeOrderId: $order) {{ {fields} }} }}"
    )
}

/// `searchOrder` for one page of orders, the last modified first; of one buyer, with their numbers and addresses, when `by_email`.
pub(crate) fn search_orders(by_email: bool, offset: usize, limit: usize) -> String {
    let (variables, filter, number) = if by_email {
        let filter = "email: {value: $email filterOperator: EQ} ";
        ("($email: String!)", filter, " orderNumber email")
    } else {
        ("", "", "")
    };
    let fields = REFERENCE.join(" ") + number;
    format!(
        "query Orders{variables} {{ searchOrder(filter: {{pagination: {{offset: {offset} limit: {limit}}} \
         {filter}storeModifiedDate: {{sort: DESC}}}}) {{ {fields} }} }}"
    )
}

/// `searchOrder` for one page of orders with everything that the server knows, the last modified first.
pub(crate) fn search_whole_orders(unknown: &Unknown, offset: usize, limit: usize) -> String {
    let fields = whole_order(unknown);
    format!(
        "query Orders {{ searchOrder(filter: {{pagination: {{offset: {offset} limit: {limit}}} \
         storeModifiedDate: {{sort: DESC}}}}) {{ {fields} }} }}"
    )
}

fn whole_order(unknown: &Unknown) -> String {
    let (order, address) = (unknown.select(Type::Order), unknown.select(Type::Address));
    let (line, discount) = (unknown.select(Type::LineItem), unknown.select(Type::Discount));
    format!(
        "{order} billingAddress {{ {address} }} shippingAddress {{ {address} }} \
         lineItems {{ {line} }} discounts {{ {discount} }}"
    )
}

/// The envelope of `getOrder`.
#[derive(Deserialize)]
pub(crate) struct GetOrder {
    pub(crate) data: GetOrderData,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct GetOrderData {
    pub(crate) get_order: Option<Order>,
}

/// The envelope of `searchOrder`.
#[derive(Deserialize)]
pub(crate) struct SearchOrder {
    pub(crate) data: SearchOrderData,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SearchOrderData {
    pub(crate) search_order: Many<Order>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Order {
    pub(crate) store_order_id: Text,
    pub(crate) legacy_connection_id: Id,
    pub(crate) order_number: Text,
    pub(crate) email: Text,
    pub(crate) store_created_date: Text,
    pub(crate) store_modified_date: Text,
    pub(crate) store_status: Prose,
    pub(crate) normalized_status: Text,
    pub(crate) notes: Many<Prose>,
    pub(crate) shipping_method: Prose,
    pub(crate) order_url: Text,
    pub(crate) is_test_order: Flag,
    pub(crate) customer_locale: Text,
    pub(crate) currency: Text,
    pub(crate) shipping_amount: Amount,
    pub(crate) final_amount: Amount,
    pub(crate) discount_amount: Amount,
    pub(crate) discounts_amount: Amount,
    pub(crate) payment_method: Prose,
    pub(crate) billing_address: Option<Address>,
    pub(crate) shipping_address: Option<Address>,
    pub(crate) line_items: Many<LineItem>,
    pub(crate) discounts: Many<Discount>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Address {
    pub(crate) first_name: Prose,
    pub(crate) last_name: Prose,
    pub(crate) address1: Prose,
    pub(crate) address2: Prose,
    pub(crate) address3: Prose,
    pub(crate) city: Prose,
    pub(crate) province: Prose,
    pub(crate) country: Prose,
    pub(crate) postal: Prose,
    pub(crate) phone: Prose,
    pub(crate) company: Prose,
    pub(crate) email: Text,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct LineItem {
    pub(crate) store_base_product_id: Text,
    pub(crate) product_store_primary_id: Text,
    pub(crate) name: Prose,
    pub(crate) sku: Text,
    pub(crate) quantity: Amount,
    pub(crate) price_amount: Amount,
    pub(crate) category: Prose,
    pub(crate) product_url: Text,
    pub(crate) image_url: Text,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Discount {
    pub(crate) name: Prose,
    #[serde(rename = "type")]
    pub(crate) kind: Text,
    pub(crate) discount_amount: Amount,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(field: &str, of: &str) -> (String, String) {
        (field.to_owned(), of.to_owned())
    }

    #[test]
    fn a_field_that_the_server_does_not_know_is_left_out_of_its_type_only() {
        let mut unknown = Unknown::default();
        assert!(!get_order(&unknown).contains("discountsAmount"));
        assert!(unknown.learn(&[named("discountAmount", "Order")]));
        let query = get_order(&unknown);
        assert!(query.contains("finalAmount discountsAmount"), "{query}");
        assert!(
            query.contains("discounts { name type discountAmount }"),
            "{query}"
        );
    }

    #[test]
    fn a_repeated_rejection_or_one_of_an_essential_field_drops_nothing() {
        let mut unknown = Unknown::default();
        assert!(unknown.learn(&[]));
        assert!(!get_order(&unknown).contains("paymentMethod"));
        assert!(!unknown.learn(&[]));
        assert!(!Unknown::default().learn(&[named("finalAmount", "Order")]));
        assert!(!Unknown::default().learn(&[named("somethingElse", "Order")]));
    }

    #[test]
    fn queries_are_as_documented() {
        insta::assert_snapshot!(search_orders(true, 0, 5), @"query Orders($email: String!) { searchOrder(filter: {pagination: {offset: 0 limit: 5} email: {value: $email filterOperator: EQ} storeModifiedDate: {sort: DESC}}) { storeOrderId legacyConnectionId storeCreatedDate storeModifiedDate normalizedStatus orderNumber email } }");
        insta::assert_snapshot!(search_orders(false, 100, 100), @"query Orders { searchOrder(filter: {pagination: {offset: 100 limit: 100} storeModifiedDate: {sort: DESC}}) { storeOrderId legacyConnectionId storeCreatedDate storeModifiedDate normalizedStatus } }");
    }
}
