//! Articles that the settings name.

use std::collections::BTreeMap;

use model::Sku;
use settings::Settings;

use crate::commands::doctor::check::check;
use crate::commands::doctor::outcome::{Finding, Outcome};
use crate::commands::doctor::world::World;

check!(Articles, "articles", "articles that the settings name", articles);

/// The numbers of articles that the settings name, each with the setting.
pub(in crate::commands::doctor) fn named(settings: &Settings) -> BTreeMap<Sku, String> {
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

async fn articles(world: &World) -> Outcome {
    let named = named(world.settings().await?);
    if named.is_empty() {
        return Ok(Vec::new());
    }
    let found = world.articles().await?;
    Ok(named
        .into_iter()
        .filter_map(|(sku, setting)| {
            let article = found
                .iter()
                .find(|article| article.number.trim().eq_ignore_ascii_case(sku.as_str()));
            let what = match article {
                None => "eAccounting has no such article",
                Some(article) if !article.is_active => "the article is inactive",
                Some(_) => return None,
            };
            Some(Finding::new(
                format!("`{setting}` names the article {sku}, and {what}."),
                "Create or activate the article in eAccounting, or correct the setting.",
            ))
        })
        .collect())
}
