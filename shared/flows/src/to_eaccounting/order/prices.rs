//! What an order's prices mean, and its rows: by its store's price convention, and by what is known of prices elsewhere.

use std::collections::BTreeMap;

use activecampaign::ProductPrice;
use mapping::Target;
use model::{
    Code, Currency, Kind, Named, Order, Problem, Sku, Source, StepName, StepText, case, event, step,
};
use rust_decimal::Decimal;
use sale::{
    ArticleBook, Buyer, KnownPrices, Note, PriceConvention, PriceSource, SalePlan, StorePrice,
    document_rounding,
};

use super::basis::Basis;
use crate::sale_conversion::StoreConvention;
use crate::sale_conversion::input::{named_convention, store_convention};
use crate::wording::named;
use crate::{JobContext, Remark};

/// As many products as are asked for in one call.
const MOST_SKUS: usize = 50;
/// As many notes as are shown of a plan.
const MOST_NOTES: usize = 12;

/// What the prices of an order's store mean: by the settings, else by what its connection is in ActiveCampaign.
pub(super) async fn convention_of(ctx: &JobContext<'_>, source: &Source) -> Result<StoreConvention, Problem> {
    let settings = &ctx.compiled.settings;
    if let Some(named) = named_convention(settings, source) {
        return Ok(named);
    }
    let service = match source {
        Source::Order { connection, .. } => {
            let (cache, client) = (&ctx.services.reference, &ctx.services.activecampaign);
            cache.service(ctx.ports, client, connection).await?
        }
        _ => String::new(),
    };
    Ok(store_convention(settings, source, &service))
}

/// Plans an order's rows. Where its prices stay open, the store's product prices are asked for, with one call.
pub(super) async fn plan_rows(
    ctx: &mut JobContext<'_>,
    order: &Order,
    basis: &Basis,
    buyer: &Buyer,
    book: &mut ArticleBook,
) -> Result<SalePlan, Problem> {
    let mut planned = sale::plan(order, &basis.company, buyer, book, &basis.rules);
    if are_open(&planned, basis.convention.convention) && add_store_prices(ctx, order, book).await? {
        planned = sale::plan(order, &basis.company, buyer, book, &basis.rules);
    }
    let sale = planned?;
    check_cents(ctx, order, basis, &sale, book)?;
    let kind = Named::phrase(&sale.kind.told());
    let rows = Named::counted(sale.rows.len(), "row", "rows");
    ctx.step(StepName::Plan, step::planned(kind, rows, sale.totals.gross));
    record_notes(ctx, &sale);
    Ok(sale)
}

/// Refuses an order all of whose prices are exactly a hundredth, or a hundred times, of what its articles cost: its connector
/// writes units where cents are meant, or the other way round, and its total is as wrong as its lines.
fn check_cents(
    ctx: &JobContext<'_>,
    order: &Order,
    basis: &Basis,
    sale: &SalePlan,
    book: &ArticleBook,
) -> Result<(), Problem> {
    // What a deal is worth is no price of a piece.
    if matches!(order.source, Source::Deal(_)) || order.currency != basis.company.currency {
        return Ok(());
    }
    let priced: Vec<(&str, Decimal, KnownPrices)> = sale
        .rows
        .iter()
        .filter(|row| !row.is_text && row.unit_price > Decimal::ZERO && row.quantity > Decimal::ZERO)
        .filter_map(|row| Some((row, book.get(&row.article_number)?)))
        .map(|(row, article)| (row.article_number.as_str(), row.unit_price, article.prices))
        .filter(|(_, _, known)| known.net.is_some() || known.gross.is_some())
        .collect();
    let hundred = Decimal::ONE_HUNDRED;
    let known_as = |price: Decimal, known: KnownPrices| {
        [known.net, known.gross]
            .into_iter()
            .flatten()
            .find(|known| price * hundred == *known || price == *known * hundred)
    };
    // A price of 1 stands for one that isn't kept in eAccounting, or is an offer.
    let is_of_one = |price: Decimal, known: KnownPrices| {
        let one = match known_as(price, known) {
            Some(known) if known < price => Decimal::ONE,
            _ => hundred,
        };
        [known.net, known.gross].contains(&Some(one))
    };
    let is_mixed_up = priced
        .iter()
        .all(|(_, price, known)| known_as(*price, *known).is_some());
    let sign = priced.iter().find(|(_, price, known)| !is_of_one(*price, *known));
    let Some((article, price, known)) = sign
        .filter(|_| is_mixed_up)
        .and_then(|(article, price, known)| Some((*article, *price, known_as(*price, *known)?)))
    else {
        return Ok(());
    };
    let show = |amount: Decimal| order.currency.show(amount);
    Err(Problem::new(
        Code::PRICE_AMBIGUOUS,
        event::prices_of_cents(&order.number, article, show(price), show(known)),
        format!(
            "Correct how the shop's connector writes amounts to ActiveCampaign, let it write the order again, and replay {}. If the price is right, enter the order by hand, or correct the article's price in eAccounting and replay.",
            ctx.job.source
        ),
    )
    .in_case(case::PRICE_AMBIGUOUS_CENTS, []))
}

/// Whether more must be known of prices than the order and the articles say.
fn are_open(planned: &Result<SalePlan, Problem>, convention: PriceConvention) -> bool {
    let rounds_up = convention == PriceConvention::Woocommerce;
    match planned {
        Err(problem) => match problem.code {
            Code::PRICE_UNDERDETERMINED => true,
            // A product's own price may leave nothing over.
            Code::AMOUNT_NOT_LISTED | Code::PRICE_AMBIGUOUS | Code::TOTAL_MISMATCH => rounds_up,
            _ => false,
        },
        Ok(sale) => {
            let unconfirmed = |note: &Note| {
                matches!(note, Note::Price(price)
                    if matches!(price.source, PriceSource::Round | PriceSource::Remainder))
            };
            rounds_up && sale.notes.iter().any(unconfirmed)
        }
    }
}

/// Adds the prices of the store's products to the order's articles; whether there are any.
async fn add_store_prices(
    ctx: &mut JobContext<'_>,
    order: &Order,
    book: &mut ArticleBook,
) -> Result<bool, Problem> {
    let Source::Order { connection, .. } = &order.source else {
        return Ok(false);
    };
    // A number that the mapping made is no SKU of the store's.
    if ctx.compiled.mapping.is_user_defined(Target::Article, "Number") {
        return Ok(false);
    }
    let several = order
        .lines
        .iter()
        .filter(|line| line.quantity != Decimal::ONE && !line.price.is_zero());
    let mut skus: Vec<Sku> = several
        .filter_map(|line| line.sku.as_deref()?.trim().parse().ok())
        .filter(|sku: &Sku| book.get(sku.as_str()).is_some())
        .collect();
    skus.sort_unstable();
    skus.dedup();
    skus.truncate(MOST_SKUS);
    if skus.is_empty() {
        return Ok(false);
    }
    let found = match ctx
        .services
        .activecampaign
        .product_prices(connection, &skus)
        .await
    {
        Ok(found) => found,
        Err(error) => {
            let problem = Problem::from(error);
            if problem.kind != Kind::NeedsPerson {
                return Err(problem);
            }
            // The order is decided without them, or parked for what it lacks.
            Remark::NoStorePrices(problem).add(ctx, StepName::Prices);
            return Ok(false);
        }
    };
    let prices = prices_by_sku(&found);
    for (sku, price) in &prices {
        book.set_store_price(sku, *price);
    }
    let text = step::store_prices_read(prices.len(), skus.len());
    ctx.step(StepName::Prices, text);
    Ok(!prices.is_empty())
}

/// The price of each SKU. One that several products share, at several prices, has none.
fn prices_by_sku(found: &[ProductPrice]) -> BTreeMap<&str, StorePrice> {
    let mut prices: BTreeMap<&str, Vec<StorePrice>> = BTreeMap::new();
    for product in found {
        let currency = product
            .currency
            .as_deref()
            .and_then(|code| code.parse::<Currency>().ok());
        if let (Some(amount), Some(currency)) = (product.price, currency)
            && amount > Decimal::ZERO
        {
            let known = prices.entry(product.sku.as_str()).or_default();
            let price = StorePrice { amount, currency };
            if !known.contains(&price) {
                known.push(price);
            }
        }
    }
    let one = |(sku, prices): (_, Vec<StorePrice>)| match prices.as_slice() {
        [one] => Some((sku, *one)),
        _ => None,
    };
    prices.into_iter().filter_map(one).collect()
}

/// Which source settled each price, and what else the rows are made of.
fn record_notes(ctx: &mut JobContext<'_>, sale: &SalePlan) {
    let mut notes: Vec<StepText> = sale.notes.iter().take(MOST_NOTES).map(Note::told).collect();
    if notes.is_empty() {
        return;
    }
    if sale.notes.len() > notes.len() {
        let more = event::and_more(sale.notes.len() - notes.len());
        notes.push(StepText::of(&more));
    }
    ctx.step(StepName::Prices, StepText::joined(notes));
}

/// Refuses a payment of an amount that the buyer didn't pay: eAccounting rounds documents to whole currency where the company
/// has set that ("öresavrundning"), and a payment is registered of what the document comes to then.
pub(super) fn check_payment(order: &Order, basis: &Basis, sale: &SalePlan) -> Result<(), Problem> {
    let rounding = document_rounding(&basis.company, order.currency, sale.totals.gross);
    let to_pay = sale.totals.gross + rounding;
    if to_pay == order.total {
        return Ok(());
    }
    Err(Problem::new(
        Code::TOTAL_MISMATCH,
        event::payment_rounded(
            &order.number,
            order.currency.show(order.total),
            order.currency.show(to_pay),
            order.currency,
        ),
        "Turn rounding off in eAccounting's company settings, or turn register_payment off for this payment method; then replay the order.",
    )
    .in_case(case::TOTAL_MISMATCH_ROUNDED_PAYMENT, []))
}

/// Refuses an order whose invoice would have other VAT than the order: eAccounting dates the invoice of an order on the day
/// on which it is made, and a document has the VAT rates of its date.
pub(super) async fn check_rates_of_invoice(
    ctx: &JobContext<'_>,
    order: &Order,
    basis: &Basis,
    sale: &SalePlan,
    book: &ArticleBook,
) -> Result<(), Problem> {
    let today = ctx.now().to_zoned_datetime(basis.reference.zone.clone()).date();
    if today == basis.day {
        return Ok(());
    }
    let then = basis.reference.codings_on(today).await?;
    for row in sale.rows.iter().filter(|row| !row.is_text) {
        let Some(article) = book.get(&row.article_number) else {
            continue;
        };
        let later = then.iter().find(|coding| coding.id == article.coding.id);
        if let Some(later) = later.filter(|later| later.rate != article.coding.rate) {
            return Err(Problem::new(
                Code::TOTAL_MISMATCH,
                event::rate_of_invoice_changed(
                    Named::first(named(order)),
                    basis.day,
                    &article.number,
                    article.coding.rate,
                    today,
                    later.rate,
                ),
                "Set document = \"invoice\" for this payment method or in [orders], whose invoices keep the order's date, and replay the order; or enter the invoice by hand.",
            )
            .in_case(case::TOTAL_MISMATCH_RATE_CHANGED, []));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn product(sku: &str, price: &str, currency: &str) -> ProductPrice {
        ProductPrice {
            primary_id: None,
            base_id: None,
            sku: sku.to_owned(),
            price: price.parse().ok(),
            currency: Some(currency.to_owned()),
        }
    }

    #[test]
    fn a_sku_that_is_sold_at_several_prices_has_none() {
        let found = [
            product("LAMP", "799", "SEK"),
            product("LAMP", "799.00", "SEK"),
            product("MUG", "149", "SEK"),
            product("MUG", "159", "SEK"),
            product("TEA", "0", "SEK"),
            product("BOOK", "12", "crowns"),
        ];
        let prices = prices_by_sku(&found);
        assert_eq!(prices.keys().copied().collect::<Vec<_>>(), ["LAMP"]);
    }
}
