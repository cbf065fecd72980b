//! Articles: created for SKUs that eAccounting doesn't have, where the settings allow it.

use std::collections::BTreeSet;
use std::collections::btree_map::Entry;

use eaccounting::types::{Article, NewArticle, merge_article};
use mapping::sale::{self, ArticleBook, Coding, CodingType, Purpose, Rate, Rules};
use mapping::{Mapped, Target};
use model::{Code, Order, OrderLine, Problem, Sku};
use serde_json::{Map, Value};
use settings::{Settings, VatDecidedBy};

use crate::customer::place_of;
use crate::fields::record_sent;
use crate::reference::Reference;
use crate::run::Run;

/// The article number of a deal's one row: from the deal's own field, else from the settings.
pub(crate) fn deal_article(order: &Order, settings: &Settings) -> Option<String> {
    let deals = &settings.orders.deals;
    let own = deals
        .article_field
        .as_ref()
        .and_then(|tag| order.fields.get(tag.as_str()));
    own.map(|field| field.value.trim().to_owned())
        .filter(|value| !value.is_empty())
        .or_else(|| deals.article.as_ref().map(|name| name.as_str().to_owned()))
}

/// Creates the article of one line. Two jobs that want the same one at once end with one: eAccounting refuses the second
/// number, and the second job takes the first one's.
pub(crate) async fn create(
    run: &mut Run<'_>,
    order: &Order,
    line: usize,
    sku: &Sku,
    reference: &Reference,
    codings: &[Coding],
    rules: &Rules,
) -> Result<Article, Problem> {
    let plan = std::sync::Arc::clone(&run.plan);
    let company = sale::input::company(&reference.company)?;
    let rate = rules.articles.default_rate(&company);
    let named = coding_name(&plan.settings, order, rate);
    let coding = sale::coding_for_rate(codings, rate, CodingType::Goods, named.as_deref())?;
    let mapped = plan
        .mapping
        .article(order, &order.lines[line], &reference.context)?;
    post(run, mapped.fields.clone(), &mapped, sku, coding, reference).await
}

/// Writes the mapped fields over those of articles that exist, where they differ (`articles.update_existing`). Number,
/// coding and unit are not the mapping's to change: an order must not move an article's revenue.
pub(crate) async fn update_existing(
    run: &mut Run<'_>,
    order: &Order,
    found: &[Article],
    reference: &Reference,
) -> Result<(), Problem> {
    let plan = std::sync::Arc::clone(&run.plan);
    for article in found {
        let sku = |line: &&OrderLine| {
            let sku = line.sku.as_deref().unwrap_or_default().trim();
            sku.to_lowercase() == article.number.to_lowercase()
        };
        let Some(line) = order.lines.iter().find(sku) else {
            continue;
        };
        let mapped = plan.mapping.article(order, line, &reference.context)?;
        let mut wanted = plan.mapping.for_update(Target::Article, &mapped);
        wanted.retain(|field, _| !["Number", "CodingId", "UnitId", "IsActive"].contains(&field.as_str()));
        let digest = model::short_digest(&Value::Object(wanted.clone()).to_string());
        let cache = &run.worker.reference;
        if cache.is_up_to_date(run.now(), article.id, &digest) {
            continue;
        }
        let Some(current) = run.ports.eaccounting.article_fields(article.id).await? else {
            continue;
        };
        let (merged, changed) = merge_article(&current, &wanted)?;
        let number = &article.number;
        if changed.is_empty() {
            cache.set_up_to_date(run.now(), article.id, digest);
            continue;
        }
        let changed = changed.join(", ");
        if plan.settings.orders.shadow {
            run.step("article", format!("article {number} would be updated: {changed}"));
            continue;
        }
        let updated = run.ports.eaccounting.update_article(article.id, &merged).await?;
        cache.set_up_to_date(run.now(), article.id, digest);
        if let Some(updated) = updated {
            cache.add(run.now(), updated);
        }
        run.step("article", format!("article {number} updated: {changed}"));
    }
    Ok(())
}

/// Creates an article with these fields, of which the mapping made some, and with this number and coding.
async fn post(
    run: &mut Run<'_>,
    mut fields: Map<String, Value>,
    by_rule: &Mapped,
    sku: &Sku,
    coding: &Coding,
    reference: &Reference,
) -> Result<Article, Problem> {
    let unit = run.plan.settings.articles.unit.clone();
    fields.insert("Number".to_owned(), Value::String(sku.as_str().to_owned()));
    fields.insert("CodingId".to_owned(), Value::String(coding.id.to_string()));
    fields.insert(
        "UnitId".to_owned(),
        Value::String(reference.unit(&unit).await?.to_string()),
    );
    fields.insert("IsActive".to_owned(), Value::Bool(true));
    let wanted: NewArticle = serde_json::from_value(Value::Object(fields)).map_err(|error| {
        Problem::new(
            Code::MAPPING_FAILED,
            format!(
                "The article that the mapping makes of SKU {sku} does not fit eAccounting's fields: {}.",
                place_of(&error)
            ),
            "Check the rules in [mapping.article] of the settings.",
        )
    })?;
    record_sent(
        run,
        Target::Article,
        &format!("article {sku}"),
        &wanted,
        by_rule,
        None,
    );
    let answer = run.ports.eaccounting.create_article(&wanted).await;
    let article = match answer.map_err(Problem::from) {
        Ok(article) => article,
        Err(problem) => {
            // A duplicate, or an end that is not known: either way the number says whether it exists.
            match run.ports.eaccounting.article_by_number(sku).await? {
                Some(article) => article,
                None => return Err(problem),
            }
        }
    };
    run.step(
        "article",
        format!(
            "article {sku} created with coding \"{}\" ({})",
            coding.name,
            Rate::percent(&coding.rate)
        ),
    );
    run.worker.reference.add(run.now(), article.clone());
    Ok(article)
}

/// Gives every VAT rate of the company's codings its shipping and discount article: where the settings name none, the one
/// that their pattern gives.
pub(crate) fn name_surcharges(
    rules: &mut Rules,
    codings: &[Coding],
    settings: &Settings,
) -> Result<(), Problem> {
    let goods = codings
        .iter()
        .filter(|coding| coding.is_active && coding.coding_type != CodingType::Services);
    for rate in goods.map(|coding| coding.rate) {
        let named = |pattern: &settings::Name, setting: &str| {
            pattern
                .as_str()
                .replace("{rate}", &rate.percent().to_string())
                .parse::<Sku>()
                .map_err(|_| {
                    Problem::new(
                        Code::SETTINGS_INVALID,
                        format!("{setting} gives no article number of 1 to 40 characters for {rate}."),
                        format!("Correct {setting} and push the settings again."),
                    )
                })
        };
        let special = &mut rules.articles;
        if let Entry::Vacant(free) = special.shipping.entry(rate) {
            free.insert(named(&settings.shipping.number, "shipping.number")?);
        }
        if let Entry::Vacant(free) = special.discount.entry(rate) {
            free.insert(named(&settings.discounts.number, "discounts.number")?);
        }
    }
    Ok(())
}

/// Creates the shipping and discount articles that the order may need and eAccounting doesn't have, where the settings
/// allow it. They share the goods' VAT rates, so only those rates are looked at. Answers how many are missing where nothing
/// may be written.
pub(crate) async fn create_surcharges(
    run: &mut Run<'_>,
    order: &Order,
    book: &mut ArticleBook,
    reference: &Reference,
    codings: &[Coding],
    rules: &Rules,
) -> Result<usize, Problem> {
    let plan = std::sync::Arc::clone(&run.plan);
    let settings = &plan.settings;
    let company = sale::input::company(&reference.company)?;
    let mut rates: BTreeSet<Rate> = order
        .lines
        .iter()
        .filter_map(|line| book.get(line.sku.as_deref()?.trim()))
        .map(|article| article.coding.rate)
        .collect();
    if rates.is_empty() {
        rates.insert(rules.articles.default_rate(&company));
    }
    let mut missing = 0;
    for (purpose, wanted, surcharge) in [
        (Purpose::Shipping, !order.shipping.is_zero(), &settings.shipping),
        (
            Purpose::Discount,
            order.discounts.iter().any(|discount| !discount.amount.is_zero()),
            &settings.discounts,
        ),
    ] {
        for rate in rates.iter().filter(|_| wanted && surcharge.create) {
            let Some(sku) = rules
                .articles
                .sku(purpose, *rate)
                .filter(|sku| book.get(sku.as_str()).is_none())
            else {
                continue;
            };
            missing += 1;
            if settings.orders.shadow {
                run.step("article", format!("article {sku} would be created"));
                continue;
            }
            let coding = sale::coding_for_rate(codings, *rate, CodingType::Goods, None)?;
            let name = model::shorten(&format!("{} {} %", surcharge.text, rate.percent()), 50);
            let fields = Map::from_iter([("Name".to_owned(), Value::String(name))]);
            let article = post(run, fields, &Mapped::default(), sku, coding, reference).await?;
            book.insert(sale::input::article(&article, codings)?);
        }
    }
    Ok(missing)
}

/// The coding that the settings name for articles of this rate, created for a sale to the country that decides its VAT.
fn coding_name(settings: &Settings, order: &Order, rate: Rate) -> Option<String> {
    let customer = &order.customer;
    let country = |address: &model::Address| address.country.as_deref()?.parse().ok();
    let billing = country(&customer.billing);
    let country = match settings.vat.decided_by {
        VatDecidedBy::InvoiceAddress => billing,
        VatDecidedBy::Goods | VatDecidedBy::DeliveryAddress => country(&customer.delivery).or(billing),
    };
    let by_country = country
        .and_then(|country: model::CountryCode| settings.vat.countries.get(&country))
        .and_then(|country| country.coding.as_ref());
    let by_rate = settings
        .articles
        .coding
        .iter()
        .find(|(of, _)| of.percent() == rate.percent())
        .map(|(_, name)| name);
    by_country.or(by_rate).map(|name| name.as_str().to_owned())
}
