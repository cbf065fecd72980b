//! The default mapping on records of every kind, field by field.

#![allow(clippy::unwrap_used)]

use insta::assert_json_snapshot;
use mapping::{Context, Mapped, Mapping};
use model::{
    Address, CountryCode, Currency, CustomField, CustomFields, Customer, CustomerOrigin, Order, OrderLine,
    OrderState, Source,
};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use settings::Settings;

const SWEDEN: Context = Context {
    country: CountryCode::SE,
    currency: Currency::SEK,
};

fn load(text: &str) -> Mapping {
    Mapping::load(&Settings::parse(text, "ekobridge.toml").unwrap()).unwrap()
}

fn some(text: &str) -> Option<String> {
    Some(text.into())
}

fn fields(fields: &[(&str, &str)]) -> CustomFields {
    fields
        .iter()
        .map(|(tag, value)| {
            let field = CustomField {
                id: "1".into(),
                title: (*tag).into(),
                tag: (*tag).into(),
                value: (*value).into(),
            };
            ((*tag).into(), field)
        })
        .collect()
}

fn contact() -> Customer {
    Customer {
        contact_id: some("12"),
        email: "Anna@Example.com".parse().ok(),
        first_name: some(" Anna "),
        last_name: some("Andersson"),
        phone: some("070-123 45 67"),
        locale: some("sv_SE"),
        company: some("Anderssons Bygg AB"),
        fields: fields(&[
            ("address", "Storgatan 1"),
            ("postal_code", "111 22"),
            ("city", "Stockholm"),
            ("country", "Sverige"),
        ]),
        ..Customer::new(CustomerOrigin::Contact)
    }
}

fn address(street: &str, postal: &str, city: &str, country: &str) -> Address {
    Address {
        first_name: some("Kari"),
        last_name: some("Nordmann"),
        address1: some(street),
        postal: some(postal),
        city: some(city),
        country: some(country),
        ..Address::default()
    }
}

fn order(number: &str, customer: Customer) -> Order {
    Order {
        source: Source::Order {
            connection: "1".into(),
            order: number.into(),
        },
        number: number.into(),
        url: some("https://shop.example.com/orders/1001"),
        // Still the 31st in UTC, already the 1st in Stockholm.
        placed_at: "2026-05-31T22:30:00Z".parse().unwrap(),
        version: None,
        state: OrderState::Completed,
        status_text: None,
        is_test: false,
        currency: Currency::EUR,
        customer,
        lines: vec![OrderLine {
            product_id: some("77"),
            sku: some(" HAMMARE-1 "),
            name: "Hammare 👷\u{0} med ett skaft av ask, för snickare och andra som slår i spik".into(),
            quantity: Decimal::TWO,
            price: Decimal::new(12_450, 2),
            category: None,
            product_url: some("https://shop.example.com/hammare"),
            image_url: None,
        }],
        shipping: Decimal::ZERO,
        shipping_method: some("DHL Paket"),
        discounts: vec![],
        tax: None,
        total: Decimal::new(24_900, 2),
        payment_method: some("Klarna"),
        notes: vec![],
        pipeline: None,
        stage: None,
        title: None,
        fields: CustomFields::new(),
    }
}

fn shown(mapped: &Mapped) -> Value {
    json!({ "fields": mapped.fields, "shortened": mapped.notes })
}

fn all(mapping: &Mapping, order: &Order) -> Value {
    all_in(mapping, order, &SWEDEN)
}

fn all_in(mapping: &Mapping, order: &Order, context: &Context) -> Value {
    json!({
        "customer": shown(&mapping.customer_of(order, context).unwrap()),
        "order": shown(&mapping.order(order, context).unwrap()),
        "rows": order.lines.iter().map(|line| shown(&mapping.row(order, line, context).unwrap())).collect::<Vec<_>>(),
        "articles": order.lines.iter().map(|line| shown(&mapping.article(order, line, context).unwrap())).collect::<Vec<_>>(),
    })
}

#[test]
fn a_contact_is_a_private_person_by_default_even_with_a_company_name() {
    let mapped = load("").customer(&contact(), &SWEDEN).unwrap();
    assert_json_snapshot!(shown(&mapped));
}

#[test]
fn a_company_has_its_contact_person_and_its_numbers_from_custom_fields() {
    let mut customer = contact();
    customer.account_id = some("3");
    customer.website = some("https://example.com");
    customer.company = some("Lindströms Järn, Maskin och Trädgård i Norra Västerbotten AB");
    customer.fields.extend(fields(&[("vat", "SE 556677-8899 01")]));
    customer.account_fields = fields(&[("org", "556677-8899")]);
    let mapping = load(
        "[customers]\ncompanies = true\norganisation_number_field = 'org'\nvat_number_field = '%VAT%'\nlabels = ['Webb']\n",
    );
    assert_json_snapshot!(shown(&mapping.customer(&customer, &SWEDEN).unwrap()));
}

#[test]
fn a_shop_order_goes_abroad() {
    let mut customer = contact();
    customer.origin = CustomerOrigin::Order;
    customer.currency = some("EUR");
    customer.billing = address("Storgatan 1", "111 22", "Stockholm", "SE");
    customer.delivery = address(
        "Gamle Drammensvei 12345, oppgang C, tredje etasje til venstre ved heisen",
        "0154",
        "Oslo",
        "Norge",
    );
    let number = "SHOP-2026-0000000000000000000000000000001001";
    let mapping = load(
        "[orders]\nour_reference = 'Webbutiken'\nnote = true\n\
         [shipping_methods]\n'dhl paket' = 'DHL'\n[payment_methods]\nKlarna = { terms_of_payment = 'Klarna' }\n",
    );
    assert_json_snapshot!(all(&mapping, &order(number, customer)));
}

#[test]
fn an_order_with_nothing_but_an_email_address() {
    let customer = Customer {
        email: "kund@example.com".parse().ok(),
        ..Customer::new(CustomerOrigin::Order)
    };
    let mut order = order("1003", customer);
    order.lines[0].sku = None;
    order.lines[0].name = "Presentkort".into();
    order.url = None;
    order.payment_method = None;
    order.shipping_method = None;
    assert_json_snapshot!(all(&load(""), &order));
}

/// A buyer at home, as a shop of the country writes them.
fn at_home(country: &str, is_company: bool) -> (Context, Order) {
    let (currency, phone, locale, name, place) = match country {
        "NO" => (
            "NOK",
            "+47 412 34 567",
            "nb_NO",
            "Fjordhandel AS",
            ["Storgata 5 B", "0155", "Oslo"],
        ),
        "NL" => (
            "EUR",
            "06-12345678",
            "nl_NL",
            "Grachtenhandel B.V.",
            ["Keizersgracht 126-II", "1015 CW", "Amsterdam"],
        ),
        _ => (
            "EUR",
            "040 123 4567",
            "fi_FI",
            "Järvikauppa Oy",
            ["Mannerheimintie 12 A 4", "00100", "Helsinki"],
        ),
    };
    let context = Context {
        country: country.parse().unwrap(),
        currency: currency.parse().unwrap(),
    };
    let billing = Address {
        company: is_company.then(|| name.into()),
        ..address(place[0], place[1], place[2], country)
    };
    let customer = Customer {
        email: "kari@example.com".parse().ok(),
        first_name: some("Kari"),
        last_name: some("Nordmann"),
        phone: some(phone),
        locale: some(locale),
        company: is_company.then(|| name.into()),
        currency: some(currency),
        delivery: billing.clone(),
        billing,
        ..Customer::new(CustomerOrigin::Order)
    };
    let mut order = order("1001", customer);
    order.currency = context.currency;
    (context, order)
}

#[test]
fn a_private_person_buys_at_home_in_norway_the_netherlands_and_finland() {
    for country in ["NO", "NL", "FI"] {
        let (context, order) = at_home(country, false);
        let mapping = load("");
        assert_json_snapshot!(
            format!("a_private_person_at_home_in_{country}"),
            all_in(&mapping, &order, &context)
        );
    }
}

#[test]
fn a_company_buys_at_home_in_norway_the_netherlands_and_finland() {
    for (country, vat) in [
        ("NO", "NO974760673MVA"),
        ("NL", "NL004495445B01"),
        ("FI", "FI01120389"),
    ] {
        let (context, mut order) = at_home(country, true);
        order.customer.fields.extend(fields(&[("vat", vat)]));
        let mapping = load("[customers]\ncompanies = true\nvat_number_field = 'vat'\n");
        assert_json_snapshot!(
            format!("a_company_at_home_in_{country}"),
            all_in(&mapping, &order, &context)
        );
    }
}

#[test]
fn an_order_of_the_rest_store_has_its_contacts_address() {
    // Orders have no addresses there; the flow adds the contact's fields.
    let customer = Customer {
        company: None,
        ..contact()
    };
    let mut order = order("7001", customer);
    order.tax = Some(Decimal::new(4_980, 2));
    order.payment_method = None;
    assert_json_snapshot!(all(&load(""), &order));
}

#[test]
fn a_won_deal_is_an_order_of_its_contact() {
    let mut order = order("46", contact());
    order.source = Source::Deal("46".into());
    order.currency = Currency::SEK;
    order.title = some("Desk lamps for the whole office");
    order.url = None;
    order.payment_method = None;
    order.shipping_method = None;
    order.lines[0].sku = None;
    order.lines[0].name = "Desk lamps for the whole office".into();
    order.lines[0].quantity = Decimal::ONE;
    order.lines[0].product_url = None;
    assert_json_snapshot!(all(&load(""), &order));
}

#[test]
fn an_order_is_dated_where_the_company_is() {
    let mapping = load("");
    for (placed, country, date) in [
        ("2026-05-31T21:59:59Z", "SE", "2026-05-31"),
        ("2026-05-31T22:00:00Z", "SE", "2026-06-01"),
        ("2026-05-31T21:00:00Z", "FI", "2026-06-01"),
        ("2026-12-31T22:59:59Z", "NO", "2026-12-31"),
        ("2026-12-31T23:00:00Z", "NL", "2027-01-01"),
        // Summer time begins on 29 March 2026 and ends on 25 October 2026, at 01:00 UTC.
        ("2026-03-28T23:00:00Z", "SE", "2026-03-29"),
        ("2026-03-29T22:00:00Z", "SE", "2026-03-30"),
        ("2026-10-25T22:59:59Z", "SE", "2026-10-25"),
        ("2026-10-25T21:59:59Z", "FI", "2026-10-25"),
    ] {
        let mut order = order("1", contact());
        order.placed_at = placed.parse().unwrap();
        let context = Context {
            country: country.parse().unwrap(),
            currency: Currency::SEK,
        };
        let mapped = mapping.order(&order, &context).unwrap();
        assert_eq!(mapped.fields["OrderDate"], date, "{placed} in {country}");
    }
}
