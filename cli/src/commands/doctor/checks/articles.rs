//! Check of the articles that the settings name.

use crate::commands::doctor::article_settings::named;
use crate::commands::doctor::check::check;
use crate::commands::doctor::outcome::{Finding, Outcome};
use crate::commands::doctor::world::World;

check!(Articles, "articles", articles);

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
