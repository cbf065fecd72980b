//! Articles: shipping and discounts per rate, for a company that is set up for a web shop, and a shop's goods.

use rust_decimal::Decimal;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Land, Rate, coding_id, food_coding_id};
use crate::eaccounting::doc::number;
use crate::eaccounting::vat::Supply;

/// Articles for a shop's other charges, one per rate (`FRAKT25`, `RABATT25` and so on), and one for rounding.
///
/// They are coded as goods: shipping and discounts have the goods' rate and destination, so their revenue is split in
/// the same way.
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

/// SKU, name, price without VAT in hundredths, whether it is food, stock.
const GOODS: [(&str, &str, i64, bool, i64); 8] = [
    ("COFFEE-500", "Coffee, 500 g", 17_679, true, 60),
    ("TEA-100", "Green tea, 100 g", 7_946, true, 90),
    ("TSHIRT-M", "T-shirt, organic cotton, M", 15_920, false, 120),
    ("TSHIRT-L", "T-shirt, organic cotton, L", 15_920, false, 80),
    ("MUG-BLUE", "Mug, blue stoneware", 11_920, false, 45),
    ("POSTER-A2", "Poster A2, linen paper", 23_920, false, 30),
    ("CHAIR-OAK", "Chair, oiled oak", 159_920, false, 12),
    ("LAMP-DESK", "Desk lamp, brass", 63_920, false, 25),
];

/// The goods of the demo shop.
pub(crate) fn demo_articles(land: &'static Land, company: Uuid, unit: Uuid) -> Vec<Value> {
    let article = |&(sku, name, cents, is_food, stock): &(&str, &str, i64, bool, i64)| {
        let rate = land.rates.get(usize::from(is_food))?;
        let food = food_coding_id(land, company).filter(|_| is_food);
        Some(json!({
            // The price with VAT is calculated at the rate of the day.
            "Number": sku, "Name": name, "NetPrice": number(Decimal::new(cents, 2)),
            "CodingId": food.unwrap_or_else(|| coding_id(company, rate, Supply::Goods)), "UnitId": unit,
            "IsActive": true, "IsStock": true, "StockBalance": stock, "UsesMoss": true,
        }))
    };
    GOODS.iter().filter_map(article).collect()
}
