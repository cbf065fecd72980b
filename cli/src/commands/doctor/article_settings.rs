//! The articles that the settings name.

use std::collections::BTreeMap;

use model::Sku;
use settings::Settings;

/// Article numbers in the settings, each with the name of its setting.
pub(super) fn named(settings: &Settings) -> BTreeMap<Sku, String> {
    if !settings.orders.enabled {
        return BTreeMap::new();
    }
    let mut all = BTreeMap::new();
    for (articles, setting) in [
        (&settings.articles.fallback, "articles.fallback"),
        (&settings.shipping.articles, "shipping.articles"),
        (&settings.discounts.articles, "discounts.articles"),
        (&settings.fees.articles, "fees.articles"),
    ] {
        all.extend(articles.values().map(|sku| (sku.clone(), setting.to_owned())));
    }
    for (article, setting) in [
        (&settings.fees.unexplained_article, "fees.unexplained_article"),
        (&settings.vouchers.article, "vouchers.article"),
        (&settings.rounding.article, "rounding.article"),
    ] {
        all.extend(article.iter().map(|sku| (sku.clone(), setting.to_owned())));
    }
    all
}
