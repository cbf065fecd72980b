//! The source document: what expressions read.
//!
//! A view of the typed records, not a copy: native expressions walk it directly, and it is built in full only for the
//! JSONata engine. Empty source fields are absent from the document, because JSONata writes a null as the text "null".

use std::borrow::Cow;

use jiff::civil::Date;
use jsonata_core::value::JValue;
use model::{
    Address, CountryCode, CustomField, CustomFields, Customer, Discount, DiscountTarget, Order, OrderLine,
};
use places::{Country, Place};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use settings::Settings;

use super::mapped::{Context, Target};
use super::party::{
    company_name, company_view, is_company, organisation_number_text, second_line, vat_number_text,
};

/// One record on its way through the mapping.
#[derive(Clone, Copy)]
pub(crate) struct Record<'a> {
    pub(crate) target: Target,
    pub(crate) customer: &'a Customer,
    pub(crate) order: Option<&'a Order>,
    pub(crate) line: Option<&'a OrderLine>,
    pub(crate) context: &'a Context,
    pub(crate) settings: &'a Settings,
}

/// A place in the source document.
#[derive(Clone)]
pub(crate) enum View<'a> {
    Missing,
    Text(Cow<'a, str>),
    Number(Decimal),
    Flag(bool),
    Texts(Vec<Cow<'a, str>>),
    Root(Record<'a>),
    Order(Record<'a>, &'a Order),
    Customer(Record<'a>),
    Settings(Record<'a>),
    Company(&'a Context),
    Address(&'a Address),
    Line(&'a OrderLine),
    Lines(&'a [OrderLine]),
    Discount(&'a Discount),
    Discounts(&'a [Discount]),
    /// Custom fields with id, title, tag and value, by tag.
    Fields(&'a CustomFields),
    /// Custom fields' values, by tag.
    Values(&'a CustomFields),
    Field(&'a CustomField),
}

/// The shape of a place in the source document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Text,
    Number,
    Flag,
    Texts,
    Root(Target),
    Order,
    Customer,
    Settings,
    Company,
    Address,
    Line,
    Lines,
    Discount,
    Discounts,
    Fields,
    Values,
    Field,
    /// An object with these keys.
    Table(&'static [(&'static str, Shape)]),
}

/// Declares one kind of object: its keys, what each holds, and how it is read.
macro_rules! object {
    ($keys:ident, $get:ident<$life:lifetime>($($arg:ident: $type:ty),*) { $($key:literal: $shape:ident = $value:expr,)* }) => {
        const $keys: &[(&str, Shape)] = &[$(($key, Shape::$shape)),*];

        fn $get<$life>($($arg: $type,)* key: &str) -> View<$life> {
            match key {
                $($key => $value,)*
                _ => View::Missing,
            }
        }
    };
}

object!(ORDER, order_entry<'a>(record: Record<'a>, order: &'a Order) {
    "id": Text = some(order.source.id()),
    "source": Text = View::Text(order.source.to_string().into()),
    "isDeal": Flag = View::Flag(is_deal(order)),
    "number": Text = some(&order.number),
    "url": Text = text(order.url.as_ref()),
    "placedAt": Text = View::Text(order.placed_at.to_string().into()),
    "placedOn": Text = View::Text(local_date(order, record.context.country).to_string().into()),
    "version": Text = text(order.version.as_ref()),
    "state": Text = View::Text(state_word(order).into()),
    "statusText": Text = text(order.status_text.as_ref()),
    "isTest": Flag = View::Flag(order.is_test),
    "currency": Text = some(order.currency.as_str()),
    "customer": Customer = View::Customer(record),
    "lines": Lines = View::Lines(&order.lines),
    "shipping": Number = View::Number(order.shipping),
    "shippingMethod": Text = text(order.shipping_method.as_ref()),
    "discounts": Discounts = View::Discounts(&order.discounts),
    "tax": Number = order.tax.map_or(View::Missing, View::Number),
    "total": Number = View::Number(order.total),
    "paymentMethod": Text = text(order.payment_method.as_ref()),
    "notes": Texts = texts(&order.notes),
    "pipeline": Text = text(order.pipeline.as_ref()),
    "stage": Text = text(order.stage.as_ref()),
    "title": Text = text(order.title.as_ref()),
    "fields": Fields = View::Fields(&order.fields),
    "field": Values = View::Values(&order.fields),
});

object!(CUSTOMER, customer_entry<'a>(record: Record<'a>) {
    "contactId": Text = text(record.customer.contact_id.as_ref()),
    "accountId": Text = text(record.customer.account_id.as_ref()),
    "email": Text = record.customer.email.as_ref().map_or(View::Missing, |email| some(email.as_str())),
    "firstName": Text = text(record.customer.first_name.as_ref()),
    "lastName": Text = text(record.customer.last_name.as_ref()),
    "name": Text = customer_name(record),
    "personName": Text = person_name(record.customer),
    "isCompany": Flag = View::Flag(is_company(record)),
    "company": Text = company_view(record.customer.company.as_ref()),
    "organisationNumber": Text = organisation_number_text(record),
    "vatNumber": Text = vat_number_text(record),
    "phone": Text = text(record.customer.phone.as_ref()),
    "website": Text = text(record.customer.website.as_ref()),
    "locale": Text = text(record.customer.locale.as_ref()),
    "language": Text = language(record),
    "currency": Text = text(record.customer.currency.as_ref()),
    "hasBilling": Flag = View::Flag(has_place(&record.customer.billing)),
    "billing": Address = address(&record.customer.billing),
    "delivery": Address = address(&record.customer.delivery),
    "tags": Texts = texts(&record.customer.tags),
    "fields": Fields = View::Fields(&record.customer.fields),
    "field": Values = View::Values(&record.customer.fields),
    "accountFields": Fields = View::Fields(&record.customer.account_fields),
    "accountField": Values = View::Values(&record.customer.account_fields),
});

object!(ADDRESS, address_entry<'a>(address: &'a Address) {
    "name": Text = joined(address.first_name.as_ref(), address.last_name.as_ref()),
    "firstName": Text = text(address.first_name.as_ref()),
    "lastName": Text = text(address.last_name.as_ref()),
    "company": Text = company_view(address.company.as_ref()),
    "address1": Text = text(address.address1.as_ref()),
    "address2": Text = second_line(address),
    "address3": Text = text(address.address3.as_ref()),
    "postal": Text = text(address.postal.as_ref()),
    "city": Text = text(address.city.as_ref()),
    "province": Text = text(address.province.as_ref()),
    "country": Text = text(address.country.as_ref()),
    "phone": Text = text(address.phone.as_ref()),
    "email": Text = text(address.email.as_ref()),
});

object!(LINE, line_entry<'a>(line: &'a OrderLine) {
    "productId": Text = text(line.product_id.as_ref()),
    "sku": Text = text(line.sku.as_ref()),
    "name": Text = some(&line.name),
    "quantity": Number = View::Number(line.quantity),
    "price": Number = View::Number(line.price),
    "category": Text = text(line.category.as_ref()),
    "productUrl": Text = text(line.product_url.as_ref()),
    "imageUrl": Text = text(line.image_url.as_ref()),
});

object!(DISCOUNT, discount_entry<'a>(discount: &'a Discount) {
    "name": Text = text(discount.name.as_ref()),
    "target": Text = some(match discount.target {
        DiscountTarget::Order => "order",
        DiscountTarget::Shipping => "shipping",
    }),
    "amount": Number = View::Number(discount.amount),
});

object!(FIELD, field_entry<'a>(field: &'a CustomField) {
    "id": Text = some(&field.id),
    "title": Text = some(&field.title),
    "tag": Text = some(&field.tag),
    "value": Text = some(&field.value),
});

object!(COMPANY, company_entry<'a>(context: &'a Context) {
    "country": Text = some(context.country.as_str()),
    "currency": Text = some(context.currency.as_str()),
});

object!(SETTINGS, settings_entry<'a>(record: Record<'a>) {
    "companies": Flag = View::Flag(record.settings.customers.companies),
    "defaultCountry": Text = some(default_country(record)),
    "termsOfPayment": Text = terms_of_payment(record),
    "deliveryMethod": Text = record
        .settings
        .delivery_method(record.order.and_then(|order| order.shipping_method.as_deref()))
        .map_or(View::Missing, |name| some(name.as_str())),
    "ourReference": Text = record
        .settings
        .orders
        .our_reference
        .as_ref()
        .map_or(View::Missing, |name| some(name.as_str())),
    "labels": Texts = texts_of(record.settings.customers.labels.iter().map(settings::Name::as_str)),
    "note": Flag = View::Flag(record.settings.orders.note),
});

impl Shape {
    /// The shape at a key; `None` if no document has that key here.
    pub(crate) fn entry(self, key: &str) -> Option<Self> {
        match self.item() {
            Self::Fields => Some(Self::Field),
            Self::Values => Some(Self::Text),
            shape => shape
                .entries()
                .iter()
                .find(|(name, _)| *name == key)
                .map(|(_, shape)| *shape),
        }
    }

    /// The names of the fields here, if they are known.
    pub(crate) fn keys(self) -> impl Iterator<Item = &'static str> {
        self.item().entries().iter().map(|(name, _)| *name)
    }

    /// A list's items; every other value is a list of itself, as in JSONata.
    pub(crate) fn item(self) -> Self {
        match self {
            Self::Texts => Self::Text,
            Self::Lines => Self::Line,
            Self::Discounts => Self::Discount,
            other => other,
        }
    }

    fn entries(self) -> &'static [(&'static str, Self)] {
        const CUSTOMER_ROOT: &[(&str, Shape)] = &[
            ("customer", Shape::Customer),
            // An order brings its customer along: where a contact is mapped alone, it isn't there.
            ("order", Shape::Order),
            ("settings", Shape::Settings),
            ("company", Shape::Company),
        ];
        const LINE_ROOT: &[(&str, Shape)] = &[
            ("line", Shape::Line),
            ("order", Shape::Order),
            ("customer", Shape::Customer),
            ("settings", Shape::Settings),
            ("company", Shape::Company),
        ];
        match self {
            Self::Root(Target::Customer | Target::Order) => CUSTOMER_ROOT,
            Self::Root(Target::Row | Target::Article) => LINE_ROOT,
            Self::Order => ORDER,
            Self::Customer => CUSTOMER,
            Self::Settings => SETTINGS,
            Self::Company => COMPANY,
            Self::Address => ADDRESS,
            Self::Line => LINE,
            Self::Discount => DISCOUNT,
            Self::Field => FIELD,
            Self::Table(entries) => entries,
            Self::Text
            | Self::Number
            | Self::Flag
            | Self::Texts
            | Self::Lines
            | Self::Discounts
            | Self::Fields
            | Self::Values => &[],
        }
    }
}

impl<'a> View<'a> {
    /// The value at a key of an object.
    pub(crate) fn get(&self, key: &str) -> View<'a> {
        match self {
            Self::Root(record) => match key {
                "customer" => View::Customer(*record),
                "order" => record
                    .order
                    .map_or(View::Missing, |order| View::Order(*record, order)),
                "line" => record.line.map_or(View::Missing, View::Line),
                "settings" => View::Settings(*record),
                "company" => View::Company(record.context),
                _ => View::Missing,
            },
            Self::Order(record, order) => order_entry(*record, order, key),
            Self::Customer(record) => customer_entry(*record, key),
            Self::Settings(record) => settings_entry(*record, key),
            Self::Company(context) => company_entry(context, key),
            Self::Address(address) => address_entry(address, key),
            Self::Line(line) => line_entry(line, key),
            Self::Discount(discount) => discount_entry(discount, key),
            Self::Fields(fields) => fields.get(key).map_or(View::Missing, View::Field),
            Self::Values(fields) => fields.get(key).map_or(View::Missing, |field| some(&field.value)),
            Self::Field(field) => field_entry(field, key),
            Self::Missing
            | Self::Text(_)
            | Self::Number(_)
            | Self::Flag(_)
            | Self::Texts(_)
            | Self::Lines(_)
            | Self::Discounts(_) => View::Missing,
        }
    }

    /// The whole of it as the engine's value.
    pub(crate) fn to_value(&self) -> JValue {
        match self {
            Self::Missing => JValue::Undefined,
            Self::Text(text) => JValue::from(text.as_ref()),
            Self::Number(number) => number.to_f64().map_or(JValue::Undefined, JValue::from),
            Self::Flag(flag) => JValue::from(*flag),
            Self::Texts(texts) => {
                JValue::array(texts.iter().map(|text| JValue::from(text.as_ref())).collect())
            }
            Self::Lines(lines) => {
                JValue::array(lines.iter().map(|line| View::Line(line).to_value()).collect())
            }
            Self::Discounts(discounts) => {
                JValue::array(discounts.iter().map(|d| View::Discount(d).to_value()).collect())
            }
            Self::Fields(fields) | Self::Values(fields) => self.object(fields.keys().map(String::as_str)),
            Self::Root(record) => self.object(Shape::Root(record.target).keys()),
            Self::Order(..) => self.object(Shape::Order.keys()),
            Self::Customer(_) => self.object(Shape::Customer.keys()),
            Self::Settings(_) => self.object(Shape::Settings.keys()),
            Self::Company(_) => self.object(Shape::Company.keys()),
            Self::Address(_) => self.object(Shape::Address.keys()),
            Self::Line(_) => self.object(Shape::Line.keys()),
            Self::Discount(_) => self.object(Shape::Discount.keys()),
            Self::Field(_) => self.object(Shape::Field.keys()),
        }
    }

    fn object<'k>(&self, keys: impl Iterator<Item = &'k str>) -> JValue {
        JValue::object(
            keys.filter_map(|key| match self.get(key) {
                View::Missing => None,
                view => Some((key.to_owned(), view.to_value())),
            })
            .collect(),
        )
    }
}

/// A text without the blanks around it. Nearly none has any, which two bytes tell.
pub(crate) fn trimmed(text: &str) -> &str {
    match text.as_bytes() {
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => text,
        _ => text.trim(),
    }
}

fn some(text: &str) -> View<'_> {
    let text = trimmed(text);
    if text.is_empty() {
        View::Missing
    } else {
        View::Text(Cow::Borrowed(text))
    }
}

pub(super) fn text(text: Option<&String>) -> View<'_> {
    text.map_or(View::Missing, |text| some(text))
}

fn texts(items: &[String]) -> View<'_> {
    texts_of(items.iter().map(String::as_str))
}

fn texts_of<'a>(items: impl Iterator<Item = &'a str>) -> View<'a> {
    let items: Vec<_> = items
        .map(str::trim)
        .filter(|item| !item.is_empty())
        .map(Cow::Borrowed)
        .collect();
    if items.is_empty() {
        View::Missing
    } else {
        View::Texts(items)
    }
}

fn address(address: &Address) -> View<'_> {
    if address.is_empty() {
        View::Missing
    } else {
        View::Address(address)
    }
}

/// Whether an address has a location: a name and a phone number alone are none.
pub(super) fn has_place(address: &Address) -> bool {
    [&address.address1, &address.postal, &address.city]
        .into_iter()
        .any(|part| matches!(text(part.as_ref()), View::Text(_)))
}

fn joined<'a>(first: Option<&'a String>, last: Option<&'a String>) -> View<'a> {
    match (text(first), text(last)) {
        (View::Text(first), View::Text(last)) => View::Text(format!("{first} {last}").into()),
        (View::Text(one), _) | (_, View::Text(one)) => View::Text(one),
        _ => View::Missing,
    }
}

pub(super) fn person_name(customer: &Customer) -> View<'_> {
    match joined(customer.first_name.as_ref(), customer.last_name.as_ref()) {
        View::Missing => joined(
            customer.billing.first_name.as_ref(),
            customer.billing.last_name.as_ref(),
        ),
        name => name,
    }
}

/// The customer's name: the company's for a company, the person's for a person, and the company's for a person without
/// a name.
fn customer_name(record: Record<'_>) -> View<'_> {
    let company = company_name(record.customer.company.as_ref());
    if let Some(name) = company
        && is_company(record)
    {
        return some(name);
    }
    match person_name(record.customer) {
        View::Missing => company.map_or(View::Missing, some),
        name => name,
    }
}

/// The value of a custom field that the settings name: the contact's, else its account's, else the order's.
pub(super) fn configured<'a>(record: Record<'a>, tag: Option<&settings::FieldTag>) -> View<'a> {
    let Some(tag) = tag else {
        return View::Missing;
    };
    [
        Some(&record.customer.fields),
        Some(&record.customer.account_fields),
        record.order.map(|order| &order.fields),
    ]
    .into_iter()
    .flatten()
    .map(|fields| View::Values(fields).get(tag.as_str()))
    .find(|view| !matches!(view, View::Missing))
    .unwrap_or(View::Missing)
}

fn default_country(record: Record<'_>) -> &str {
    record
        .settings
        .customers
        .default_country
        .as_ref()
        .map_or(record.context.country.as_str(), CountryCode::as_str)
}

/// The country of the customer's invoices, as it is written.
pub(super) fn written_country(customer: &Customer) -> Option<&str> {
    let written = if has_place(&customer.billing) {
        customer.billing.country.as_deref()
    } else {
        customer.fields.get("country").map(|field| field.value.as_str())
    };
    written.filter(|text| !text.trim().is_empty())
}

/// The country of the customer's invoices: the source's, else the default. An unknown country is ignored here; the
/// mapping of the country field itself rejects it.
fn written_or_default(record: Record<'_>) -> Option<Country> {
    written_country(record.customer)
        .and_then(|text| places::country(text).ok())
        .or_else(|| {
            let code: CountryCode = default_country(record).parse().ok()?;
            Some(Country::from(code))
        })
}

/// Where the customer's invoices go.
pub(super) fn customer_place(record: Record<'_>) -> Place {
    let customer = record.customer;
    let postcode = if has_place(&customer.billing) {
        customer.billing.postal.as_deref()
    } else {
        customer
            .fields
            .get("postal_code")
            .map(|field| field.value.as_str())
    };
    let country = written_or_default(record).unwrap_or_else(|| record.context.country.into());
    places::locate(&country, postcode)
}

/// The code of the country of the customer's invoices, as eAccounting is sent it.
pub(crate) fn customer_country(record: Record<'_>) -> Option<CountryCode> {
    Some(customer_place(record).code)
}

fn language(record: Record<'_>) -> View<'_> {
    if let View::Text(locale) = text(record.customer.locale.as_ref()) {
        let language: String = locale.chars().take_while(char::is_ascii_alphabetic).collect();
        if language.len() == 2 {
            return View::Text(language.to_ascii_lowercase().into());
        }
    }
    customer_country(record)
        .and_then(|country| record.settings.customers.language_by_country.get(&country))
        .map_or(View::Missing, |language| some(language.as_str()))
}

fn terms_of_payment(record: Record<'_>) -> View<'_> {
    if record.target == Target::Customer {
        let customers = &record.settings.customers;
        return customer_country(record)
            .and_then(|country| customers.terms_of_payment_by_country.get(&country))
            .or(customers.terms_of_payment.as_ref())
            .map_or(View::Missing, |name| some(name.as_str()));
    }
    let method = record.order.and_then(|order| order.payment_method.as_deref());
    record
        .settings
        .payment_method(method)
        .and_then(|method| method.terms_of_payment.as_ref())
        .or(record.settings.orders.terms_of_payment.as_ref())
        .map_or(View::Missing, |name| some(name.as_str()))
}

fn is_deal(order: &Order) -> bool {
    matches!(order.source, model::Source::Deal(_))
}

fn state_word(order: &Order) -> &'static str {
    use model::OrderState::{
        Abandoned, AwaitingPayment, Cancelled, Completed, Failed, Lost, Open, Pending, Refunded, Returned,
    };
    match order.state {
        Pending => "pending",
        AwaitingPayment => "awaiting_payment",
        Completed => "completed",
        Abandoned => "abandoned",
        Cancelled => "cancelled",
        Refunded => "refunded",
        Failed => "failed",
        Returned => "returned",
        Open => "open",
        Lost => "lost",
    }
}

/// The day on which an order was placed, or a deal won, where the company is.
fn local_date(order: &Order, country: CountryCode) -> Date {
    model::company_zone(country).to_datetime(order.sold_at()).date()
}
