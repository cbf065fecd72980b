//! Articles: shipping and discounts per rate, which a company that is set up for a web shop has; and a shop's goods.

use rust_decimal::Decimal;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Land, Rate, coding_id};
use crate::eaccounting::doc::number;
use crate::eaccounting::vat::{Supply, round};

/// Articles for what a shop charges beside its goods, one for each rate: `FRAKT25`, `RABATT25` and so on; and one
/// for rounding.
///
/// They are coded as goods: shipping and discounts share the goods' rate and destination, so their revenue is split
/// the way the goods' is.
pub(crate) fn service_articles(land: &'static Land, company: Uuid, unit: Uuid) -> Vec<Value> {
    let article = |rate: &Rate, name: String, number: String| {
        json!({
            "Number": number, "Name": name, "CodingId": coding_id(company, rate, Supply::Goods),
            "UnitId": unit, "IsActive": true, "UsesMoss": true,
        })
    };
    let mut articles = Vec::new();
    for rate in land.rates {
        let percent = rate.percent();
        for [name, number] in land.extras {
            articles.push(article(
                rate,
                format!("{name} {percent} %"),
                format!("{number}{percent}"),
            ));
        }
        if rate.permille == 0 {
            let [name, number] = land.rounding_article.map(str::to_owned);
            articles.push(article(rate, name, number));
        }
    }
    articles
}

/// SKU, name, price without VAT in hundredths, which rate (0 the standard rate), stock.
const GOODS: [(&str, &str, i64, usize, i64); 8] = [
    ("COFFEE-500", "Coffee, 500 g", 17_679, 1, 60),
    ("TEA-100", "Green tea, 100 g", 7_946, 1, 90),
    ("TSHIRT-M", "T-shirt, organic cotton, M", 15_920, 0, 120),
    ("TSHIRT-L", "T-shirt, organic cotton, L", 15_920, 0, 80),
    ("MUG-BLUE", "Mug, blue stoneware", 11_920, 0, 45),
    ("POSTER-A2", "Poster A2, linen paper", 23_920, 0, 30),
    ("CHAIR-OAK", "Chair, oiled oak", 159_920, 0, 12),
    ("LAMP-DESK", "Desk lamp, brass", 63_920, 0, 25),
];

/// The goods of the demo shop.
pub(crate) fn demo_articles(land: &'static Land, company: Uuid, unit: Uuid) -> Vec<Value> {
    let article = |&(sku, name, cents, rate, stock): &(&str, &str, i64, usize, i64)| {
        let rate = land.rates.get(rate)?;
        let net = Decimal::new(cents, 2);
        Some(json!({
            "Number": sku, "Name": name, "NetPrice": number(net),
            "GrossPrice": number(round(net * (Decimal::ONE + rate.fraction()), 2)),
            "CodingId": coding_id(company, rate, Supply::Goods), "UnitId": unit, "IsActive": true,
            "IsStock": true, "StockBalance": stock, "UsesMoss": true,
        }))
    };
    GOODS.iter().filter_map(article).collect()
}
