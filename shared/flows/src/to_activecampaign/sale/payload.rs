//! A chain of eAccounting's documents as one e-commerce order. Pure: the same documents give the same order.

use std::collections::BTreeMap;

use activecampaign::{
    CreationSource, DiscountType, NormalizedStatus, OrderAddress, OrderDiscountInput, OrderInput,
    OrderLineInput, StoreDate,
};
use eaccounting::totals;
use eaccounting::types::{CustomerInvoice, Order, Quote};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use mapping::{Mapping, WrittenTarget};
use model::{Currency, DiscountTarget, Email, Problem, Source};
use rust_decimal::prelude::ToPrimitive as _;
use rust_decimal::{Decimal, RoundingStrategy};
use serde_json::{Number, Value, json};
use settings::{Surcharge, WrittenLinePrice};
use uuid::Uuid;

use super::state::{Before, Facts, InvoiceFacts, Standing, standing};

/// Decimals of a price of one piece, so that the price times the quantity is the row's amount to the smallest unit.
const PRICE_DECIMALS: u32 = 6;

/// The documents of one sale.
#[derive(Clone, Copy)]
pub(crate) struct Chain<'a> {
    /// The id of the first of them: the order's key in ActiveCampaign.
    pub(crate) root: &'a str,
    /// The quote, where nothing was made of it yet.
    pub(crate) quote: Option<&'a Quote>,
    /// The order, where there is one.
    pub(crate) order: Option<&'a Order>,
    /// The invoice, where there is one.
    pub(crate) invoice: Option<&'a CustomerInvoice>,
    /// The invoices that credit it.
    pub(crate) credits: &'a [CustomerInvoice],
}

/// Where a sale was made, for ActiveCampaign.
const CHANNEL: &str = "eAccounting";

/// What else an e-commerce order is made of.
pub(crate) struct PayloadContext<'a> {
    pub(crate) connection: i32,
    pub(crate) email: Email,
    pub(crate) accepts_marketing: Option<bool>,
    pub(crate) source: CreationSource,
    pub(crate) zone: &'a TimeZone,
    pub(crate) content: ContentContext<'a>,
}

/// What lines and amounts are made of, beside the documents.
pub(crate) struct ContentContext<'a> {
    /// The company's currency, where a document names none.
    pub(crate) currency: Currency,
    pub(crate) line_price: WrittenLinePrice,
    pub(crate) shipping: &'a Surcharge,
    /// What makes a row a line.
    pub(crate) mapping: &'a Mapping,
}

/// Lines and amounts of an e-commerce order: lines, shipping and discounts add up to `final_amount`.
pub(crate) struct Content {
    pub(crate) lines: Vec<OrderLineInput>,
    pub(crate) discounts: Vec<OrderDiscountInput>,
    pub(crate) shipping: Decimal,
    pub(crate) final_amount: Decimal,
}

/// A row with its amount, VAT included.
struct Row {
    id: Option<String>,
    number: Option<String>,
    text: String,
    quantity: Decimal,
    amount: Decimal,
}

/// The rows of a document that sell something. Orders, invoices and quotes name these fields alike.
macro_rules! rows_of {
    ($document:ident) => {
        $document
            .rows
            .iter()
            .filter(|row| !row.is_text_row && !(row.quantity.is_zero() && row.amount.is_zero()))
            .map(|row| Row {
                id: row.article_id.map(|id| id.to_string()),
                number: row.article_number.clone(),
                text: row.text.clone().unwrap_or_default(),
                quantity: row.quantity,
                amount: with_vat(row.amount, row.vat_rate, $document.includes_vat),
            })
            .collect()
    };
}

/// The invoice's and the delivery's address of a document. Orders, invoices and quotes name these fields alike.
macro_rules! addresses_of {
    ($document:ident) => {{
        let company = |name: &Option<String>| name.clone().filter(|_| !$document.customer_is_private_person);
        (
            address(
                [&$document.invoice_address1, &$document.invoice_address2],
                [
                    &$document.invoice_postal_code,
                    &$document.invoice_city,
                    &$document.invoice_country_code,
                ],
                company(&$document.customer_name),
            ),
            address(
                [&$document.delivery_address1, &$document.delivery_address2],
                [
                    &$document.delivery_postal_code,
                    &$document.delivery_city,
                    &$document.delivery_country_code,
                ],
                company(&$document.delivery_customer_name),
            ),
        )
    }};
}

impl Chain<'_> {
    /// Whether the invoice is of several orders: then its rows and total are not this order's.
    pub(crate) fn is_collective(&self) -> bool {
        self.invoice.is_some_and(|invoice| invoice.is_collective_invoice)
    }

    /// The invoice, where its rows and total are this sale's.
    fn own_invoice(&self) -> Option<&CustomerInvoice> {
        self.invoice
            .filter(|_| !self.is_collective() || self.order.is_none())
    }

    /// What is to be paid, VAT and rounding included.
    pub(crate) fn total(&self) -> Decimal {
        match (self.own_invoice(), self.order) {
            (Some(invoice), _) => payable(invoice),
            (None, Some(order)) => totals::order_total_including_vat(order) + order.roundings_amount,
            (None, None) => self.quote.map_or(Decimal::ZERO, |quote| {
                totals::quote_total_including_vat(quote) + quote.roundings_amount
            }),
        }
    }

    /// The status that follows from its documents, of which none was deleted.
    pub(crate) fn standing(&self, before: Option<Before>, today: Date) -> Standing {
        standing(&Facts {
            quote: self.quote.map(|quote| (quote.status, quote.due_date)),
            order: self.order.map(|order| order.status),
            invoice: self.invoice_facts(),
            is_deleted: false,
            before,
            today,
        })
    }

    /// What the invoice says of the money.
    pub(crate) fn invoice_facts(&self) -> Option<InvoiceFacts> {
        let invoice = self.invoice?;
        // Which order's part of a collective invoice was credited is not told: only a whole credit counts.
        let credited: Decimal = self.credits.iter().map(|credit| payable(credit).abs()).sum();
        let total = payable(invoice);
        Some(InvoiceFacts {
            total,
            remaining: invoice.unpaid(),
            reduction: invoice.rot_reduced_invoicing_amount.unwrap_or_default(),
            credited: if self.is_collective() && credited < total {
                Decimal::ZERO
            } else {
                credited
            },
            credited_on: self.credits.iter().filter_map(|credit| credit.invoice_date).min(),
            paid_on: invoice.payment_date,
            due: invoice.due_date,
        })
    }

    /// The buyer's order reference: another system's number.
    pub(crate) fn reference(&self) -> Option<&str> {
        let of_order = self
            .order
            .and_then(|order| order.buyers_order_reference.as_deref());
        let of_invoice = self
            .invoice
            .and_then(|invoice| invoice.buyers_order_reference.as_deref());
        let of_quote = self
            .quote
            .and_then(|quote| quote.buyers_order_reference.as_deref());
        of_order
            .or(of_invoice)
            .or(of_quote)
            .map(str::trim)
            .filter(|text| !text.is_empty())
    }

    /// The number that people use.
    pub(crate) fn number(&self) -> Option<String> {
        let of_order = self.order.and_then(|order| order.number);
        let of_invoice = self.invoice.and_then(|invoice| invoice.invoice_number);
        let of_quote = self.quote.and_then(|quote| quote.number);
        of_order
            .or(of_invoice)
            .or(of_quote)
            .map(|number| number.to_string())
    }

    /// The day of its first document.
    pub(crate) fn day(&self) -> Option<Date> {
        let of_order = self.order.and_then(|order| order.order_date);
        of_order
            .or(self.invoice.and_then(|invoice| invoice.invoice_date))
            .or(self.quote.and_then(|quote| quote.quote_date))
    }

    /// When it was entered: the document's day, where no time is known.
    pub(crate) fn placed(&self, zone: &TimeZone) -> Option<Timestamp> {
        let entered = match (self.order, self.invoice) {
            (Some(order), _) => order.created_utc,
            (None, Some(invoice)) => invoice.created_utc,
            (None, None) => self.quote.and_then(|quote| quote.created_utc),
        };
        let at_midnight = || Some(self.day()?.to_zoned_datetime(zone.clone()).ok()?.timestamp());
        entered.or_else(at_midnight)
    }

    /// When one of its documents changed last.
    pub(crate) fn modified(&self) -> Option<Timestamp> {
        let of_order = self.order.and_then(|order| order.modified_utc);
        of_order
            .max(self.invoice.and_then(|invoice| invoice.modified_utc))
            .max(self.quote.and_then(|quote| quote.modified_utc))
    }

    pub(crate) fn customer_id(&self) -> Option<Uuid> {
        let of_order = self.order.map(|order| order.customer_id);
        of_order
            .or(self.invoice.map(|invoice| invoice.customer_id))
            .or(self.quote.map(|quote| quote.customer_id))
    }

    pub(crate) fn currency(&self, company: Currency) -> Currency {
        // The document's that has the total.
        let code = match (self.own_invoice(), self.order, self.quote) {
            (Some(invoice), ..) => invoice.currency_code.as_deref(),
            (None, Some(order), _) => Some(order.currency_code.as_str()),
            (None, None, quote) => quote.and_then(|quote| quote.currency_code.as_deref()),
        };
        code.and_then(|code| code.parse().ok()).unwrap_or(company)
    }

    fn rows(&self) -> Vec<Row> {
        match (self.own_invoice(), self.order, self.quote) {
            (Some(invoice), ..) => rows_of!(invoice),
            (None, Some(order), _) => rows_of!(order),
            (None, None, Some(quote)) => rows_of!(quote),
            (None, None, None) => Vec::new(),
        }
    }

    fn shipping_method(&self) -> Option<String> {
        let of_order = self.order.and_then(|order| order.delivery_method_name.clone());
        of_order.or_else(|| {
            self.invoice
                .and_then(|invoice| invoice.delivery_method_name.clone())
        })
    }

    /// Where the bill and the goods go, without names and phone: ActiveCampaign would rename the contact by them.
    fn addresses(&self) -> (Option<OrderAddress>, Option<OrderAddress>) {
        let (bill, goods) = match (self.own_invoice(), self.order, self.quote) {
            (Some(invoice), ..) => addresses_of!(invoice),
            (None, Some(order), _) => addresses_of!(order),
            (None, None, Some(quote)) => addresses_of!(quote),
            (None, None, None) => (None, None),
        };
        let goods = goods.or_else(|| bill.clone());
        (bill, goods)
    }

    /// What rules of the mapping read of the sale's first document.
    pub(crate) fn document(&self, company: Currency) -> Value {
        macro_rules! fields {
            ($kind:literal, $document:ident, $due:expr, $yours:ident, $ours:ident) => {
                json!({
                    "Kind": $kind, "Id": $document.id, "CustomerName": $document.customer_name,
                    "BuyersOrderReference": $document.buyers_order_reference, "DueDate": $due,
                    "YourReference": $document.$yours, "OurReference": $document.$ours,
                })
            };
        }
        let mut document = match (self.order, self.invoice, self.quote) {
            (Some(order), ..) => fields!("Order", order, None::<Date>, your_reference, our_reference),
            (None, Some(invoice), _) => {
                fields!(
                    "Invoice",
                    invoice,
                    invoice.due_date,
                    your_reference,
                    our_reference
                )
            }
            (None, None, Some(quote)) => {
                fields!(
                    "Quote",
                    quote,
                    quote.due_date,
                    customer_reference,
                    company_reference
                )
            }
            (None, None, None) => json!({}),
        };
        document["Number"] = json!(self.number().and_then(|number| number.parse::<i64>().ok()));
        document["Date"] = json!(self.day());
        document["Currency"] = json!(self.currency(company));
        document["Total"] = json!(number(self.total()));
        document
    }

    /// Lines and amounts as ActiveCampaign takes them.
    ///
    /// Lines, shipping and discounts add up to `finalAmount`: what eAccounting rounds is a line or a discount of its own, and
    /// so is what was credited.
    ///
    /// # Errors
    /// `MAPPING_FAILED` or `VALUE_INVALID` where a rule fails on a row.
    pub(crate) fn content(
        &self,
        around: &ContentContext<'_>,
        standing: &Standing,
    ) -> Result<Content, Problem> {
        let document = self.document(around.currency);
        let final_amount = self.total() - standing.credited;
        let mut lines = Vec::new();
        let mut discounts = Vec::new();
        let mut shipping = Decimal::ZERO;
        let mut sum = Decimal::ZERO;
        for (index, row) in self.rows().into_iter().enumerate() {
            sum += row.amount;
            let is_shipping = row
                .number
                .as_deref()
                .is_some_and(|number| is_article_of(around.shipping, number));
            if is_shipping && row.amount >= Decimal::ZERO {
                shipping += row.amount;
            } else if row.amount < Decimal::ZERO {
                discounts.push(discount(&row.text, -row.amount));
            } else {
                let name = format!(
                    "row {} of document {}",
                    index + 1,
                    self.number().unwrap_or_default()
                );
                let record = json!({ "row": row.document(), "document": document });
                let mapped = around.mapping.written(WrittenTarget::Line, &record, &name)?;
                lines.push(line(index, row, &mapped, around.line_price));
            }
        }
        if standing.credited > Decimal::ZERO {
            sum -= standing.credited;
            discounts.push(discount("Credited", standing.credited));
        }
        let rest = final_amount - sum;
        if rest > Decimal::ZERO {
            let row = Row {
                id: None,
                number: None,
                text: "Rounding".to_owned(),
                quantity: Decimal::ONE,
                amount: rest,
            };
            let mapped = BTreeMap::from([("name".to_owned(), row.text.clone())]);
            let index = lines.len() + discounts.len();
            lines.push(line(index, row, &mapped, around.line_price));
        } else if rest < Decimal::ZERO {
            discounts.push(discount("Rounding", -rest));
        }
        Ok(Content {
            lines,
            discounts,
            shipping,
            final_amount,
        })
    }

    /// The order as ActiveCampaign takes it, whole; none where eAccounting names no day of it.
    ///
    /// # Errors
    /// As [`Chain::content`].
    pub(crate) fn input(
        &self,
        around: &PayloadContext<'_>,
        standing: &Standing,
    ) -> Result<Option<OrderInput>, Problem> {
        let offset = |at: Timestamp| around.zone.to_offset(at);
        let date = |at: Timestamp| StoreDate::new(at, offset(at));
        let Some(created) = self.placed(around.zone) else {
            return Ok(None);
        };
        let Content {
            lines,
            discounts,
            shipping,
            final_amount,
        } = self.content(&around.content, standing)?;
        let (billing_address, shipping_address) = self.addresses();
        Ok(Some(OrderInput {
            legacy_connection_id: around.connection,
            store_order_id: self.root.to_owned(),
            order_number: self.number(),
            store_external_order_id: self.reference().map(str::to_owned),
            creation_source: around.source,
            email: around.email.clone(),
            store_customer_id: self.customer_id().map(|id| id.to_string()),
            store_created_date: date(created),
            store_modified_date: self.modified().map(date),
            store_status: Some(standing.state.word().to_owned()),
            normalized_status: standing.status,
            currency: self.currency(around.content.currency),
            final_amount,
            shipping_amount: shipping,
            discounts_amount: discounts.iter().map(|discount| discount.discount_amount).sum(),
            line_items: lines,
            discounts,
            customer_data: None,
            billing_address,
            shipping_address,
            shipping_method: self.shipping_method(),
            payment_method: None,
            order_url: None,
            customer_locale: None,
            sales_channel: Some(CHANNEL.to_owned()),
            location_id: None,
            notes: Vec::new(),
            accepts_marketing: around.accepts_marketing,
        }))
    }
}

impl Row {
    /// What rules of the mapping read of it.
    fn document(&self) -> Value {
        json!({
            "ArticleId": self.id, "ArticleNumber": self.number, "Text": self.text,
            "Quantity": number(self.quantity), "Amount": number(self.amount),
        })
    }
}

/// A number as JSON has it.
fn number(value: Decimal) -> Option<Number> {
    value.normalize().to_string().parse().ok()
}

/// An order as ActiveCampaign has it, called off; none where it names no buyer.
pub(crate) fn cancelled(known: &model::Order, connection: i32, zone: &TimeZone) -> Option<OrderInput> {
    let date = |at: Timestamp| StoreDate::new(at, zone.to_offset(at));
    let Source::Order { order, .. } = &known.source else {
        return None;
    };
    let address = |at: &model::Address| {
        (!at.is_empty()).then(|| OrderAddress {
            address1: at.address1.clone(),
            address2: at.address2.clone(),
            postal: at.postal.clone(),
            city: at.city.clone(),
            country: at.country.clone(),
            company: at.company.clone(),
            ..OrderAddress::default()
        })
    };
    let discounts: Vec<OrderDiscountInput> = known
        .discounts
        .iter()
        .map(|known| OrderDiscountInput {
            name: known.name.clone(),
            kind: match known.target {
                DiscountTarget::Order => DiscountType::Order,
                DiscountTarget::Shipping => DiscountType::Shipping,
            },
            discount_amount: known.amount,
        })
        .collect();
    let line = |(index, known): (usize, &model::OrderLine)| OrderLineInput {
        store_line_item_id: Some((index + 1).to_string()),
        product_store_primary_id: known.product_id.clone(),
        store_base_product_id: None,
        name: Some(known.name.clone()),
        sku: known.sku.clone(),
        category: known.category.clone(),
        brand: None,
        product_url: known.product_url.clone(),
        image_url: known.image_url.clone(),
        quantity: known.quantity.to_i32().unwrap_or(1),
        price_amount: known.price,
    };
    Some(OrderInput {
        legacy_connection_id: connection,
        store_order_id: order.clone(),
        order_number: Some(known.number.clone()),
        store_external_order_id: None,
        creation_source: CreationSource::RealTime,
        email: known.customer.email.clone()?,
        store_customer_id: None,
        store_created_date: date(known.placed_at),
        store_modified_date: known
            .version
            .as_deref()
            .and_then(|version| version.parse::<Timestamp>().ok())
            .map(date),
        store_status: Some("deleted".to_owned()),
        normalized_status: NormalizedStatus::Cancelled,
        currency: known.currency,
        final_amount: known.total,
        shipping_amount: known.shipping,
        discounts_amount: discounts.iter().map(|discount| discount.discount_amount).sum(),
        line_items: known.lines.iter().enumerate().map(line).collect(),
        discounts,
        customer_data: None,
        billing_address: address(&known.customer.billing),
        shipping_address: address(&known.customer.delivery),
        shipping_method: known.shipping_method.clone(),
        payment_method: None,
        order_url: None,
        customer_locale: None,
        sales_channel: Some(CHANNEL.to_owned()),
        location_id: None,
        notes: Vec::new(),
        accepts_marketing: None,
    })
}

/// What is to be paid of an invoice, in its currency: VAT and rounding included.
fn payable(invoice: &CustomerInvoice) -> Decimal {
    invoice
        .total_amount_invoice_currency
        .unwrap_or(invoice.total_amount)
}

/// A row's amount with VAT, to the smallest unit.
fn with_vat(amount: Decimal, rate: Option<Decimal>, includes_vat: bool) -> Decimal {
    let (amount, _) = totals::with_and_without_vat(amount, includes_vat, rate);
    amount.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
}

/// A line. ActiveCampaign's quantities are whole, so that a part of a piece is one line for its amount.
fn line(
    index: usize,
    row: Row,
    mapped: &BTreeMap<String, String>,
    line_price: WrittenLinePrice,
) -> OrderLineInput {
    let whole = row
        .quantity
        .to_i32()
        .filter(|quantity| *quantity > 0 && row.quantity.fract().is_zero());
    let quantity = whole.unwrap_or(1);
    let mapped = |field: &str| mapped.get(field).cloned();
    let name = match (whole, mapped("name")) {
        (None, Some(name)) => Some(format!("{} × {name}", row.quantity.normalize())),
        (_, name) => name,
    };
    let price_amount = match line_price {
        WrittenLinePrice::Unit => (row.amount / Decimal::from(quantity)).round_dp(PRICE_DECIMALS),
        WrittenLinePrice::Line => row.amount,
    };
    OrderLineInput {
        store_line_item_id: Some((index + 1).to_string()),
        product_store_primary_id: row.id,
        store_base_product_id: None,
        name,
        sku: mapped("sku"),
        category: mapped("category"),
        brand: None,
        product_url: mapped("productUrl"),
        image_url: mapped("imageUrl"),
        quantity,
        price_amount: price_amount.normalize(),
    }
}

fn discount(name: &str, amount: Decimal) -> OrderDiscountInput {
    OrderDiscountInput {
        name: Some(name.to_owned()),
        kind: DiscountType::Order,
        discount_amount: amount,
    }
}

/// Whether a number is one of the articles that the settings have for this purpose.
fn is_article_of(surcharge: &Surcharge, number: &str) -> bool {
    if surcharge
        .articles
        .values()
        .any(|article| article.as_str() == number)
    {
        return true;
    }
    match surcharge.number.as_str().split_once("{rate}") {
        Some((before, after)) => number
            .strip_prefix(before)
            .and_then(|rest| rest.strip_suffix(after))
            .is_some_and(|rate| !rate.is_empty() && rate.chars().all(|c| c.is_ascii_digit() || c == '.')),
        None => surcharge.number.is(number),
    }
}

fn address(
    lines: [&Option<String>; 2],
    [postal, city, country]: [&Option<String>; 3],
    company: Option<String>,
) -> Option<OrderAddress> {
    let address = OrderAddress {
        address1: lines[0].clone(),
        address2: lines[1].clone(),
        postal: postal.clone(),
        city: city.clone(),
        country: country.clone(),
        company,
        ..OrderAddress::default()
    };
    (address.address1.is_some() || address.city.is_some()).then_some(address)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use settings::Settings;

    use super::*;

    const ROOT: &str = "6a1bd9d5-3a4b-4a6f-9a9f-0d9a3b1c2d3e";

    fn dec(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn invoice(total: &str, includes_vat: bool, rows: &Value) -> CustomerInvoice {
        serde_json::from_value(json!({
            "Id": ROOT, "InvoiceNumber": 1042, "CustomerId": ROOT, "CustomerIsPrivatePerson": true,
            "TotalAmount": 0.0, "TotalAmountInvoiceCurrency": total.parse::<f64>().unwrap(),
            "RemainingAmountInvoiceCurrency": total.parse::<f64>().unwrap(), "CurrencyCode": "SEK",
            "InvoiceDate": "2026-11-23", "CreatedUtc": "2026-11-23T09:00:00Z", "IncludesVat": includes_vat,
            "InvoiceAddress1": "Street 1", "InvoiceCity": "Stockholm", "Rows": rows,
        }))
        .unwrap()
    }

    fn input(
        invoice: &CustomerInvoice,
        credits: &[CustomerInvoice],
        line_price: WrittenLinePrice,
    ) -> OrderInput {
        let settings = Settings::default();
        let chain = Chain {
            root: ROOT,
            quote: None,
            order: None,
            invoice: Some(invoice),
            credits,
        };
        let around = PayloadContext {
            connection: 9,
            email: "a@example.com".parse().unwrap(),
            accepts_marketing: None,
            source: CreationSource::RealTime,
            zone: &TimeZone::get("Europe/Stockholm").unwrap(),
            content: ContentContext {
                currency: Currency::SEK,
                line_price,
                shipping: &settings.shipping,
                mapping: &Mapping::load(&settings).unwrap(),
            },
        };
        let standing = standing(&Facts {
            quote: None,
            order: None,
            invoice: chain.invoice_facts(),
            is_deleted: false,
            before: None,
            today: jiff::civil::date(2026, 11, 23),
        });
        chain.input(&around, &standing).unwrap().unwrap()
    }

    /// Lines, shipping and discounts.
    fn sum(order: &OrderInput) -> Decimal {
        let lines: Decimal = order
            .line_items
            .iter()
            .map(|line| (line.price_amount * Decimal::from(line.quantity)).round_dp(2))
            .sum();
        lines + order.shipping_amount - order.discounts_amount
    }

    #[test]
    fn lines_shipping_and_discounts_add_up_to_the_total() {
        let row = |number: &str, quantity: f64, amount: f64| json!({"ArticleNumber": number, "Text": number, "Quantity": quantity, "Amount": amount, "VatRate": 0.25});
        for (what, total, includes_vat, rows) in [
            ("with VAT", "300", true, json!([row("LAMP", 3.0, 300.0)])),
            ("without VAT", "125", false, json!([row("LAMP", 1.0, 100.0)])),
            (
                "a price that does not end",
                "100",
                true,
                json!([row("LAMP", 3.0, 100.0)]),
            ),
            ("half a piece", "50", true, json!([row("TIME", 0.5, 50.0)])),
            (
                "a discount row",
                "250",
                true,
                json!([row("LAMP", 1.0, 300.0), row("RABATT", 1.0, -50.0)]),
            ),
            ("rounded up", "101", true, json!([row("LAMP", 1.0, 100.6)])),
            ("rounded down", "100", true, json!([row("LAMP", 1.0, 100.4)])),
            (
                "a row of nothing",
                "100",
                true,
                json!([row("TIME", 0.0, 0.0), row("LAMP", 1.0, 100.0)]),
            ),
            (
                "a text row",
                "100",
                true,
                json!([{"IsTextRow": true, "Text": "Thanks"}, row("LAMP", 1.0, 100.0)]),
            ),
        ] {
            let order = input(&invoice(total, includes_vat, &rows), &[], WrittenLinePrice::Unit);
            assert_eq!(order.final_amount, dec(total), "{what}");
            assert_eq!(sum(&order), dec(total), "{what}");
            let is_of_time = |line: &OrderLineInput| line.sku.as_deref() == Some("TIME");
            let sells_time = order.line_items.iter().any(is_of_time);
            assert_eq!(sells_time, what == "half a piece", "{what}");
        }
    }

    #[test]
    fn a_line_has_the_price_of_one_or_of_all_as_set() {
        let rows = json!([{"ArticleNumber": "LAMP", "Text": "Lamp", "Quantity": 2, "Amount": 300}]);
        let invoice = invoice("300", true, &rows);
        let price = |mode| input(&invoice, &[], mode).line_items[0].price_amount;
        assert_eq!(price(WrittenLinePrice::Unit), dec("150"));
        assert_eq!(price(WrittenLinePrice::Line), dec("300"));
    }

    #[test]
    fn a_part_that_is_credited_lowers_the_amount_and_a_payment_does_not() {
        let rows = json!([{"ArticleNumber": "LAMP", "Text": "Lamp", "Quantity": 1, "Amount": 300}]);
        let mut sold = invoice("300", true, &rows);
        let credit = invoice("-100", true, &json!([]));
        let order = input(&sold, std::slice::from_ref(&credit), WrittenLinePrice::Unit);
        assert_eq!(order.final_amount, dec("200"));
        assert_eq!(sum(&order), dec("200"));
        sold.remaining_amount_invoice_currency = Some(dec("120"));
        let order = input(&sold, &[], WrittenLinePrice::Unit);
        assert_eq!(order.final_amount, dec("300"));
    }

    #[test]
    fn nobody_is_renamed_by_an_address_and_no_consent_is_written() {
        let order = input(&invoice("1", true, &json!([])), &[], WrittenLinePrice::Unit);
        let sent = serde_json::to_value(&order).unwrap();
        for address in ["billingAddress", "shippingAddress"] {
            assert_eq!(sent[address]["address1"], "Street 1");
            for field in ["firstName", "lastName", "phone", "company"] {
                assert_eq!(sent[address].get(field), None, "{address}.{field}");
            }
        }
        assert_eq!(sent.get("acceptsMarketing"), None);
        assert_eq!(sent.get("customerData"), None);
        assert_eq!(sent["storeCreatedDate"], "2026-11-23T10:00:00+01:00");
    }
}
