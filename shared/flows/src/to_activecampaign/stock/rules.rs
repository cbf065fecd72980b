//! What an article's stock is as a product: pure.

use std::collections::BTreeMap;

use activecampaign::{CustomObjectWrite, ProductInput, StockStatus};
use eaccounting::types::ArticleStock;
use mapping::{Mapping, WrittenTarget};
use model::Problem;
use model::reason::words;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::json;
use settings::{StockQuantity, WrittenStock};
use uuid::Uuid;

/// ActiveCampaign's stock status has no value for an article that is nearly sold out.
const LOW_TAG: &str = "low stock";

/// The fields of the custom object: id, what one and many are called, and type.
pub(super) const OBJECT_FIELDS: [(&str, [&str; 2], &str); 4] = [
    ("sku", ["SKU", "SKUs"], "text"),
    ("name", ["Name", "Names"], "text"),
    ("quantity", ["Quantity", "Quantities"], "number"),
    ("stock-status", ["Stock status", "Stock statuses"], "text"),
];

/// What ActiveCampaign is to have of an article. Stored until it is written, so that the names are short.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Wanted {
    /// The article's id, which order lines name as the product's id too.
    #[serde(rename = "i")]
    pub(super) id: Uuid,
    /// The article's number, which is the SKU.
    #[serde(rename = "n")]
    pub(super) number: String,
    #[serde(rename = "t")]
    pub(super) name: String,
    #[serde(rename = "s")]
    pub(super) status: StockStatus,
    #[serde(rename = "l")]
    pub(super) is_low: bool,
    /// Whether it can be ordered when there is none.
    #[serde(rename = "b")]
    pub(super) takes_backorders: bool,
    /// How many there are, where the settings name a custom object for that.
    #[serde(rename = "q", default, skip_serializing_if = "Option::is_none")]
    pub(super) quantity: Option<Decimal>,
    /// What the mapping made of it, by the mapping's names.
    #[serde(rename = "p", default)]
    pub(super) product: BTreeMap<String, String>,
}

/// What the mapping makes of an article.
///
/// # Errors
/// `MAPPING_FAILED` or `VALUE_INVALID` with the article, the field and the rule.
pub(super) fn mapped(mapping: &Mapping, article: &ArticleStock) -> Result<BTreeMap<String, String>, Problem> {
    let record = json!({ "article": article });
    let name = format!("article {}", article.number);
    mapping.written(WrittenTarget::Product, &record, &name)
}

/// What is to be written of an article; `None` where it is no concern of ActiveCampaign's. An article that was written and
/// is no longer kept in stock can always be bought; one that is no longer active can't.
pub(super) fn wanted(
    article: &ArticleStock,
    product: &BTreeMap<String, String>,
    settings: &WrittenStock,
    was_written: bool,
) -> Option<Wanted> {
    let is_kept = article.is_stock && !article.is_service_article;
    if article.number.is_empty() || (!was_written && (!is_kept || !article.is_active)) {
        return None;
    }
    let quantity = quantity(article, settings.quantity);
    let (status, is_low) = if !article.is_active {
        (StockStatus::OutOfStock, false)
    } else if !is_kept {
        (StockStatus::InStock, false)
    } else {
        (
            status(quantity, settings.backorder),
            quantity > Decimal::ZERO && quantity <= Decimal::from(settings.low),
        )
    };
    let object = settings.custom_object.as_ref();
    Some(Wanted {
        id: article.id,
        number: article.number.clone(),
        name: article.name.clone(),
        status,
        is_low,
        takes_backorders: article.is_active && settings.backorder > 0,
        quantity: object.filter(|_| is_kept).map(|_| quantity.normalize()),
        product: product.clone(),
    })
}

fn quantity(article: &ArticleStock, formula: StockQuantity) -> Decimal {
    match formula {
        StockQuantity::Available => article.stock_balance_available,
        StockQuantity::Balance => article.stock_balance,
        StockQuantity::BalanceMinusReserved => article.stock_balance - article.stock_balance_reserved,
    }
}

fn status(quantity: Decimal, backorder: u32) -> StockStatus {
    if quantity > Decimal::ZERO {
        StockStatus::InStock
    } else if quantity > -Decimal::from(backorder) {
        StockStatus::Backorder
    } else {
        StockStatus::OutOfStock
    }
}

impl Wanted {
    /// The product. What is left out stays as it is.
    pub(super) fn product(&self, connection: i32) -> ProductInput {
        let tags = self.is_low.then(|| LOW_TAG.to_owned());
        let mapped = |field: &str| self.product.get(field).cloned();
        let listed = |field: &str| mapped(field).map(|value| vec![value]);
        ProductInput {
            base_product_name: mapped("name"),
            variant_sku: mapped("sku"),
            variant_name: mapped("name"),
            variant_url: mapped("productUrl"),
            variant_images: listed("imageUrl"),
            categories: listed("category"),
            tags: Some(tags.into_iter().collect()),
            stock_status: Some(self.status),
            is_backorders_allowed: Some(self.takes_backorders),
            ..ProductInput::new(connection, &self.id.to_string())
        }
    }

    /// The record of the custom object, where there is a quantity.
    pub(super) fn object(&self) -> Option<CustomObjectWrite> {
        let quantity: serde_json::Number = self.quantity?.to_string().parse().ok()?;
        let values = [
            json!(self.number),
            json!(self.name),
            json!(quantity),
            json!(self.word()),
        ];
        let fields = OBJECT_FIELDS.iter().map(|(field, ..)| (*field).to_owned());
        Some(CustomObjectWrite {
            external_id: self.id.to_string(),
            fields: fields.zip(values).collect(),
            ..CustomObjectWrite::default()
        })
    }

    /// Its status in words, with the one that ActiveCampaign has no value for.
    pub(super) fn word(&self) -> &'static str {
        let word = match self.status {
            StockStatus::InStock if self.is_low => words::LOW,
            StockStatus::InStock => words::IN_STOCK,
            StockStatus::Backorder => words::BACKORDER,
            StockStatus::OutOfStock => words::OUT_OF_STOCK,
        };
        word.as_str()
    }

    /// A salted digest of it: of the product, and after a point of the quantity.
    pub(super) fn stamp(&self, salt: &str) -> String {
        let digest = |content: String| model::short_digest(&format!("{salt}|{content}"));
        let product = digest(json!(self.product(0)).to_string());
        match self.object() {
            Some(object) => format!("{product}.{}", digest(json!(object.fields).to_string())),
            None => product,
        }
    }
}

/// Whether of two stamps the product's part is the same.
pub(super) fn is_same_product(stamp: &str, other: &str) -> bool {
    let product = |stamp: &str| stamp.split('.').next().map(str::to_owned);
    product(stamp) == product(other)
}

/// Whether of two stamps the quantity's part is the same.
pub(super) fn is_same_quantity(stamp: &str, other: &str) -> bool {
    let quantity = |stamp: &str| stamp.split_once('.').map(|(_, quantity)| quantity.to_owned());
    quantity(stamp) == quantity(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(extra: &str) -> WrittenStock {
        let text = format!("[to_activecampaign.stock]\n{extra}");
        settings::Settings::parse(&text, "test.toml")
            .unwrap()
            .to_activecampaign
            .stock
    }

    fn article(balance: i64, reserved: i64) -> ArticleStock {
        serde_json::from_value(json!({
            "Id": "00000000-0000-4000-8000-000000000001", "Number": "LAMP", "Name": "Desk lamp", "IsActive": true,
            "IsStock": true, "StockBalance": balance, "StockBalanceReserved": reserved,
            "StockBalanceAvailable": balance - reserved - 1,
        }))
        .unwrap()
    }

    fn wanted(article: &ArticleStock, settings: &WrittenStock, was_written: bool) -> Option<Wanted> {
        let mapping = Mapping::load(&settings::Settings::default()).unwrap();
        let product = mapped(&mapping, article).unwrap();
        super::wanted(article, &product, settings, was_written)
    }

    fn word(article: &ArticleStock, extra: &str) -> &'static str {
        wanted(article, &settings(extra), false).map_or("nothing", |wanted| wanted.word())
    }

    #[test]
    fn the_formula_says_which_balance_counts() {
        let article = article(3, 2);
        for (formula, expected) in [
            ("available", "0"),
            ("balance", "3"),
            ("balance-minus-reserved", "1"),
        ] {
            let settings = settings(&format!("quantity = \"{formula}\"\ncustom_object = \"stock\""));
            let wanted = wanted(&article, &settings, false).unwrap();
            assert_eq!(wanted.quantity.unwrap().to_string(), expected, "{formula}");
        }
    }

    #[test]
    fn thresholds_say_what_is_low_on_backorder_and_out() {
        let at = |quantity: i64| article(quantity, 0);
        let both = "quantity = \"balance\"\nlow = 5\nbackorder = 10";
        for (quantity, expected) in [
            (6, "in stock"),
            (5, "low"),
            (1, "low"),
            (0, "backorder"),
            (-9, "backorder"),
            (-10, "out of stock"),
        ] {
            assert_eq!(word(&at(quantity), both), expected, "{quantity}");
        }
        let neither = "quantity = \"balance\"";
        for (quantity, expected) in [(1, "in stock"), (0, "out of stock"), (-1, "out of stock")] {
            assert_eq!(word(&at(quantity), neither), expected, "{quantity}");
        }
        let half = ArticleStock {
            stock_balance: "0.5".parse().unwrap(),
            ..at(0)
        };
        assert_eq!(word(&half, neither), "in stock");
    }

    #[test]
    fn what_is_not_kept_in_stock_or_inactive_is_written_only_after_it_was() {
        let settings = settings("low = 5");
        let service = ArticleStock {
            is_service_article: true,
            ..article(3, 0)
        };
        let unkept = ArticleStock {
            is_stock: false,
            ..article(0, 0)
        };
        let inactive = ArticleStock {
            is_active: false,
            ..article(3, 0)
        };
        for (article, after) in [
            (service, "in stock"),
            (unkept, "in stock"),
            (inactive, "out of stock"),
        ] {
            assert_eq!(wanted(&article, &settings, false), None);
            assert_eq!(wanted(&article, &settings, true).unwrap().word(), after);
        }
    }

    #[test]
    fn a_stamp_tells_the_product_from_the_quantity() {
        let settings = settings("quantity = \"balance\"\ncustom_object = \"stock\"");
        let stamp = |balance| {
            wanted(&article(balance, 0), &settings, false)
                .unwrap()
                .stamp("salt")
        };
        assert!(is_same_product(&stamp(3), &stamp(4)) && !is_same_quantity(&stamp(3), &stamp(4)));
        assert!(!is_same_product(&stamp(1), &stamp(0)));
        assert_eq!(stamp(3), stamp(3));
    }

    #[test]
    fn a_product_says_low_by_a_tag_and_no_longer_by_none() {
        let settings = settings("quantity = \"balance\"\nlow = 5");
        let tags = |balance| {
            wanted(&article(balance, 0), &settings, false)
                .unwrap()
                .product(3)
                .tags
        };
        assert_eq!(tags(5), Some(vec!["low stock".to_owned()]));
        assert_eq!(tags(6), Some(Vec::new()));
    }
}
