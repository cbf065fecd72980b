//! The built-in sample documents that a user's own rules are tried on before they are used.

use jiff::Timestamp;
use model::{
    Address, CountryCode, Currency, CustomField, CustomFields, Customer, CustomerOrigin, Discount,
    DiscountTarget, Order, OrderLine, OrderState, Source,
};
use rust_decimal::Decimal;

use super::mapped::Context;

/// A sample record with its description.
#[derive(Debug)]
pub(crate) struct Sample {
    pub(crate) what: &'static str,
    pub(crate) customer: Customer,
    pub(crate) order: Option<Order>,
}

/// The company that the samples' documents are for.
pub(crate) const CONTEXT: Context = Context {
    country: CountryCode::SE,
    currency: Currency::SEK,
};

/// Every kind of record that comes in.
pub(crate) fn samples() -> Vec<Sample> {
    let alone = |what, customer| Sample {
        what,
        customer,
        order: None,
    };
    let with_order = |what, order: Order| Sample {
        what,
        customer: order.customer.clone(),
        order: Some(order),
    };
    vec![
        alone("a contact with nothing but an e-mail address", bare_contact()),
        alone("a private person's contact", person()),
        alone("a company's contact", company()),
        with_order("a private person's order", shop_order()),
        with_order("a company's order", company_order()),
        with_order("an order without addresses", plain_order()),
        with_order("a won deal", deal()),
    ]
}

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn fields(fields: &[(&str, &str, &str)]) -> CustomFields {
    fields
        .iter()
        .zip(1..)
        .map(|((tag, title, value), id)| {
            let field = CustomField {
                id: id.to_string(),
                title: (*title).to_owned(),
                tag: (*tag).to_owned(),
                value: (*value).to_owned(),
            };
            ((*tag).to_owned(), field)
        })
        .collect()
}

fn bare_contact() -> Customer {
    Customer {
        contact_id: text("11"),
        email: "karin.sample@example.com".parse().ok(),
        ..Customer::new(CustomerOrigin::Contact)
    }
}

fn person() -> Customer {
    Customer {
        contact_id: text("12"),
        first_name: text("Anna"),
        last_name: text("Sample"),
        phone: text("070-123 45 67"),
        locale: text("sv_SE"),
        tags: vec!["kund".to_owned(), "nyhetsbrev".to_owned()],
        email: "anna.sample@example.com".parse().ok(),
        fields: fields(&[
            ("address", "Adress", "Storgatan 12 B"),
            ("postal_code", "Postnummer", "111 22"),
            ("city", "Ort", "Stockholm"),
            ("country", "Land", "Sverige"),
        ]),
        ..Customer::new(CustomerOrigin::Contact)
    }
}

fn company() -> Customer {
    Customer {
        contact_id: text("13"),
        account_id: text("3"),
        first_name: text("Bo"),
        last_name: text("Sample"),
        company: text("Sample Järn AB"),
        website: text("https://example.com"),
        phone: text("+46 8 123 45 67"),
        email: "bo.sample@example.com".parse().ok(),
        fields: fields(&[("vat_number", "Momsnummer", "SE556677889901")]),
        account_fields: fields(&[("org_number", "Organisationsnummer", "556677-8899")]),
        billing: swedish_address(),
        ..Customer::new(CustomerOrigin::Account)
    }
}

fn swedish_address() -> Address {
    Address {
        first_name: text("Bo"),
        last_name: text("Sample"),
        company: text("Sample Järn AB"),
        address1: text("Industrivägen 5"),
        address2: text("Port 3"),
        postal: text("602 38"),
        city: text("Norrköping"),
        country: text("Sweden"),
        phone: text("08-123 45 67"),
        ..Address::default()
    }
}

fn line(sku: Option<&str>, name: &str, quantity: i64, cents: i64) -> OrderLine {
    OrderLine {
        product_id: text("77"),
        sku: sku.map(ToOwned::to_owned),
        name: name.to_owned(),
        quantity: Decimal::from(quantity),
        price: Decimal::new(cents, 2),
        category: text("Verktyg"),
        product_url: text("https://shop.example.com/hammare"),
        image_url: text("https://shop.example.com/hammare.jpg"),
    }
}

fn order(source: Source, number: &str, customer: Customer) -> Order {
    Order {
        source,
        number: number.to_owned(),
        url: text("https://shop.example.com/orders/1001"),
        placed_at: Timestamp::UNIX_EPOCH,
        version: text("2026-01-15T10:00:00Z"),
        state: OrderState::Completed,
        status_text: text("completed"),
        is_test: false,
        currency: Currency::SEK,
        customer,
        lines: vec![
            line(Some("HAMMARE-1"), "Hammare", 2, 12_450),
            line(Some("SPIK-75"), "Spik 75 mm", 1, 4_900),
        ],
        shipping: Decimal::new(49, 0),
        shipping_method: text("DHL Paket"),
        discounts: vec![Discount {
            name: text("SOMMAR10"),
            target: DiscountTarget::Order,
            amount: Decimal::new(1_000, 2),
        }],
        tax: None,
        total: Decimal::new(33_700, 2),
        payment_method: text("Klarna"),
        notes: vec!["Ring på dörren".to_owned()],
        pipeline: None,
        stage: None,
        title: None,
        fields: CustomFields::new(),
    }
}

fn shop(order: &str) -> Source {
    Source::Order {
        connection: "1".to_owned(),
        order: order.to_owned(),
    }
}

fn shop_order() -> Order {
    let mut customer = person();
    customer.origin = CustomerOrigin::Order;
    customer.billing = Address {
        first_name: text("Anna"),
        last_name: text("Sample"),
        address1: text("Storgatan 12 B"),
        postal: text("111 22"),
        city: text("Stockholm"),
        country: text("SE"),
        ..Address::default()
    };
    customer.delivery = Address {
        first_name: text("Ola"),
        last_name: text("Sample"),
        address1: text("Karl Johans gate 1"),
        postal: text("0154"),
        city: text("Oslo"),
        country: text("Norway"),
        ..Address::default()
    };
    order(shop("1001"), "1001", customer)
}

fn company_order() -> Order {
    let mut order = order(shop("1002"), "1002", company());
    order.customer.origin = CustomerOrigin::Order;
    order.customer.currency = text("EUR");
    order.currency = Currency::EUR;
    order
}

/// An order as the REST API returns it: no addresses, no payment method, a line without SKU.
fn plain_order() -> Order {
    let mut order = order(shop("1003"), "1003", bare_contact());
    order.lines = vec![line(None, "Presentkort", 1, 50_000)];
    order.discounts = Vec::new();
    order.payment_method = None;
    order.shipping_method = None;
    order.url = None;
    order.notes = Vec::new();
    order.tax = Some(Decimal::new(10_000, 2));
    order
}

fn deal() -> Order {
    let mut order = order(Source::Deal("7".to_owned()), "7", company());
    order.title = text("Rådgivning, våren");
    order.pipeline = text("2");
    order.stage = text("9");
    order.shipping = Decimal::ZERO;
    order.shipping_method = None;
    order.payment_method = None;
    order.discounts = Vec::new();
    order.lines = vec![line(Some("KONSULT"), "Rådgivning, våren", 1, 250_000)];
    order.fields = fields(&[("project", "Projekt", "Våren 2026")]);
    order
}
