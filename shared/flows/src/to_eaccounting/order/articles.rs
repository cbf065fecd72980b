//! Articles: looked up, and created for SKUs that eAccounting doesn't have, where the settings allow it.

use std::collections::BTreeSet;
use std::collections::btree_map::Entry;

use eaccounting::types::{Article, NewArticle, merge_article, writable_article};
use mapping::{Mapped, Target};
use model::{Code, CountryCode, Order, OrderLine, Problem, Sku, Source, StepName, case, event, step};
use sale::{ArticleBook, ArticleInfo, Buyer, Coding, CodingType, KnownPrices, Purpose, Rate, Rules};
use serde_json::{Map, Value};
use settings::Settings;
use uuid::Uuid;

use super::basis::Basis;
use crate::JobContext;
use crate::recording::{changed_fields, place_of, record_changes, record_cuts, record_sent};
use crate::reference::Reference;
use crate::sale_conversion::input;

/// The article number of a deal's one row: from the deal's own field, else from the settings.
pub(super) fn deal_article(order: &Order, settings: &Settings) -> Option<String> {
    let deals = &settings.orders.deals;
    let own = deals
        .article_field
        .as_ref()
        .and_then(|tag| order.fields.get(tag.as_str()));
    own.map(|field| field.value.trim().to_owned())
        .filter(|value| !value.is_empty())
        .or_else(|| deals.article.as_ref().map(|name| name.as_str().to_owned()))
}

/// A deal has no products, and its row no SKU: what is missing is the setting.
pub(super) fn in_a_deals_words(problem: Problem, order: &Order) -> Problem {
    if !matches!(order.source, Source::Deal(_)) || problem.code != Code::SKU_MISSING {
        return problem;
    }
    Problem::new(
        Code::SKU_MISSING,
        event::deal_without_article(&order.number),
        "Set orders.deals.article to the number of an article, or name the deals' custom field for it in orders.deals.article_field and fill it in. Then replay the deal.",
    )
    .in_case(case::SKU_MISSING_DEAL, [])
}

/// Gives each line the article number that the user's own rule for it says: it is what articles are found by.
pub(super) fn number_lines(
    ctx: &JobContext<'_>,
    order: &mut Order,
    reference: &Reference,
) -> Result<(), Problem> {
    let mapping = &ctx.compiled.mapping;
    if !mapping.is_user_defined(Target::Article, "Number") {
        return Ok(());
    }
    let numbers: Vec<Option<String>> = order
        .lines
        .iter()
        .map(|line| {
            let mapped = mapping.article(order, line, &reference.context)?;
            Ok(mapped
                .fields
                .get("Number")
                .and_then(Value::as_str)
                .map(str::to_owned))
        })
        .collect::<Result<_, Problem>>()?;
    for (line, number) in order.lines.iter_mut().zip(numbers) {
        line.sku = number;
    }
    Ok(())
}

/// An article that eAccounting doesn't have yet, and that the settings allow to be created.
pub(super) struct NewArticleDraft {
    wanted: NewArticle,
    sku: Sku,
    coding: Coding,
    /// What of it the mapping made.
    mapped: Mapped,
}

impl NewArticleDraft {
    /// What it will be, but for its id.
    fn facts(&self) -> ArticleInfo {
        ArticleInfo {
            id: Uuid::nil(),
            number: self.sku.as_str().to_owned(),
            name: self.wanted.name.clone(),
            coding: self.coding.clone(),
            is_active: true,
            uses_moss: self.wanted.uses_moss == Some(true),
            // Whatever the mapping gives a new article is made of this very order.
            prices: KnownPrices::default(),
        }
    }
}

/// Articles of an order.
pub(super) struct OrderArticles {
    /// All of them.
    pub(super) book: ArticleBook,
    /// Those that eAccounting has.
    pub(super) found: Vec<Article>,
    /// Those that are to be created.
    pub(super) new: Vec<NewArticleDraft>,
}

/// The articles of the order: those that eAccounting has, and those that are to be created. Nothing is written.
pub(super) async fn book(
    ctx: &mut JobContext<'_>,
    order: &Order,
    basis: &Basis,
    buyer: &Buyer,
) -> Result<OrderArticles, Problem> {
    let Basis { codings, rules, .. } = basis;
    let wanted = sale::required_articles(order, rules);
    let found = ctx
        .services
        .reference
        .articles(ctx.ports, &ctx.services.eaccounting, &wanted)
        .await?;
    let mut book = ArticleBook::default();
    for article in &found {
        book.insert(input::article(article, codings)?);
    }
    // What is found is shown, also where an article that is to be created has an obstacle.
    ctx.services.trace(|trace| trace.book = Some(book.clone()));
    let mut new = Vec::new();
    if rules.articles.unknown == sale::UnknownSku::Create {
        let country = sale::country_of_sale(&basis.company, buyer, rules.place);
        for (line, sku) in book.skus_to_create(order, rules) {
            let article = of_line(ctx, order, line, sku, basis, country).await?;
            book.insert(article.facts());
            new.push(article);
        }
    }
    for article in surcharges(ctx, order, &book, basis).await? {
        book.insert(article.facts());
        new.push(article);
    }
    Ok(OrderArticles { book, found, new })
}

/// Creates what is to be created, and puts it in the book. Two jobs that want the same one at once end with one: eAccounting
/// refuses the second number, and the second job takes the first one's.
pub(super) async fn create(
    ctx: &mut JobContext<'_>,
    new: &[NewArticleDraft],
    book: &mut ArticleBook,
    codings: &[Coding],
) -> Result<(), Problem> {
    for article in new {
        let created = post(ctx, article).await?;
        book.insert(input::article(&created, codings)?);
    }
    Ok(())
}

/// The article of one line.
async fn of_line(
    ctx: &mut JobContext<'_>,
    order: &Order,
    line: usize,
    sku: Sku,
    basis: &Basis,
    country: CountryCode,
) -> Result<NewArticleDraft, Problem> {
    let Basis {
        reference, codings, ..
    } = basis;
    let compiled = std::sync::Arc::clone(&ctx.compiled);
    let rate = basis.rules.articles.default_rate(basis.company.country);
    let named = coding_name(&compiled.settings, country, rate);
    let coding = sale::coding_for_rate(codings, rate, CodingType::Goods, named.as_deref())?;
    let mapped = compiled
        .mapping
        .article(order, &order.lines[line], &reference.context)?;
    record_cuts(ctx, &mapped.notes);
    let fields = mapped.fields.clone();
    draft(ctx, fields, mapped, sku, coding, reference).await
}

/// An article whose fields are to be changed.
pub(super) struct ArticleUpdate {
    id: Uuid,
    number: String,
    /// All its fields, the changed ones among them.
    fields: Map<String, Value>,
    /// What differs.
    changed: Vec<String>,
    /// A digest of what the mapping wants.
    digest: String,
}

/// The mapped fields laid over those of articles that exist, where they differ (`articles.update_existing`). Number, coding,
/// unit and OSS are not the mapping's to change: an order must not move an article's revenue.
pub(super) async fn updates(
    ctx: &mut JobContext<'_>,
    order: &Order,
    found: &[Article],
    reference: &Reference,
) -> Result<Vec<ArticleUpdate>, Problem> {
    let compiled = std::sync::Arc::clone(&ctx.compiled);
    let mut updates = Vec::new();
    for article in found {
        let sku = |line: &&OrderLine| {
            let sku = line.sku.as_deref().unwrap_or_default().trim();
            sku.to_lowercase() == article.number.to_lowercase()
        };
        let Some(line) = order.lines.iter().find(sku) else {
            continue;
        };
        let mapped = compiled.mapping.article(order, line, &reference.context)?;
        let mut wanted = compiled.mapping.for_update(Target::Article, &mapped);
        const FIXED: [&str; 5] = ["Number", "CodingId", "UnitId", "UsesMoss", "IsActive"];
        wanted.retain(|field, _| !FIXED.contains(&field.as_str()));
        // A line without a name is called by its number, which renames no article.
        let nameless = line
            .sku
            .as_deref()
            .is_some_and(|sku| sku.trim() == line.name.trim());
        if nameless && !compiled.mapping.is_user_defined(Target::Article, "Name") {
            wanted.remove("Name");
        }
        let digest = model::short_digest(&Value::Object(wanted.clone()).to_string());
        let cache = &ctx.services.reference;
        if cache.is_up_to_date(ctx.now(), article.id, &digest) {
            continue;
        }
        let Some(current) = ctx.services.eaccounting.article_fields(article.id).await? else {
            continue;
        };
        let current = writable_article(current);
        let (fields, changed) = merge_article(&current, &wanted)?;
        if changed.is_empty() {
            cache.set_up_to_date(ctx.now(), article.id, digest);
            continue;
        }
        record_cuts(ctx, &mapped.notes);
        let document = format!("article {}", article.number);
        record_changes(ctx, Target::Article, &document, &current, &fields, &mapped);
        updates.push(ArticleUpdate {
            id: article.id,
            number: article.number.clone(),
            fields,
            changed,
            digest,
        });
    }
    Ok(updates)
}

/// Changes articles, unless the settings ask for a dry run.
pub(super) async fn update(ctx: &mut JobContext<'_>, updates: Vec<ArticleUpdate>) -> Result<(), Problem> {
    for update in updates {
        let (number, changed) = (&update.number, changed_fields(&update.changed));
        if ctx.compiled.settings.orders.dry_run {
            ctx.step(StepName::Article, step::article_would_be_updated(number, changed));
            continue;
        }
        let cache = &ctx.services.reference;
        let updated = ctx
            .services
            .eaccounting
            .update_article(update.id, &update.fields)
            .await?;
        cache.set_up_to_date(ctx.now(), update.id, update.digest);
        if let Some(updated) = updated {
            cache.add(ctx.now(), updated);
        }
        ctx.step(StepName::Article, step::article_updated(number, changed));
    }
    Ok(())
}

/// An article with these fields, number and coding.
async fn draft(
    ctx: &JobContext<'_>,
    mut fields: Map<String, Value>,
    mapped: Mapped,
    sku: Sku,
    coding: &Coding,
    reference: &Reference,
) -> Result<NewArticleDraft, Problem> {
    let unit = ctx.compiled.settings.articles.unit.clone();
    let number = Value::String(sku.as_str().to_owned());
    fields
        .entry("Name")
        .or_insert_with(|| model::shorten(sku.as_str(), 50).into());
    fields.insert("Number".to_owned(), number);
    fields.insert("CodingId".to_owned(), Value::String(coding.id.to_string()));
    fields.insert(
        "UnitId".to_owned(),
        Value::String(reference.unit(&unit).await?.to_string()),
    );
    fields.insert("IsActive".to_owned(), Value::Bool(true));
    if reference.company.uses_moss {
        // Else it would have the seller's VAT where everything else has the destination's.
        fields.entry("UsesMoss").or_insert(Value::Bool(true));
    }
    let wanted: NewArticle = serde_json::from_value(Value::Object(fields)).map_err(|error| {
        Problem::new(
            Code::MAPPING_FAILED,
            format!(
                "The article that the mapping makes of SKU {sku} does not fit eAccounting's fields: {}.",
                place_of(&error)
            ),
            "Check the rules in [mapping.article] of the settings.",
        )
        .in_case(case::MAPPING_FAILED_SECTION, [&"article"])
    })?;
    Ok(NewArticleDraft {
        wanted,
        sku,
        coding: coding.clone(),
        mapped,
    })
}

async fn post(ctx: &mut JobContext<'_>, new: &NewArticleDraft) -> Result<Article, Problem> {
    let NewArticleDraft {
        wanted,
        sku,
        coding,
        mapped,
    } = new;
    record_sent(
        ctx,
        Target::Article,
        &format!("article {sku}"),
        wanted,
        mapped,
        None,
    );
    let answer = ctx.services.eaccounting.create_article(wanted).await;
    let article = match answer.map_err(Problem::from) {
        Ok(article) => article,
        Err(problem) => {
            // A duplicate, or an end that is not known: either way the number says whether it exists.
            match ctx.services.eaccounting.article_by_number(sku).await? {
                Some(article) => article,
                None => return Err(problem),
            }
        }
    };
    let text = step::article_created(sku, &coding.name, coding.rate);
    ctx.step(StepName::Article, text);
    ctx.services.reference.add(ctx.now(), article.clone());
    Ok(article)
}

/// Gives every VAT rate of the company's codings its shipping and discount article: where the settings name none, the one
/// that their pattern gives.
pub(super) fn name_surcharges(
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

/// The coding of a new article for shipping or discounts of a rate: the one that the settings name. Where several have the
/// rate on the order's day, the one that has it a year before and after as well: an article for 6 % must not have another
/// rate once food has.
async fn surcharge_coding<'a>(
    basis: &'a Basis,
    settings: &Settings,
    rate: Rate,
) -> Result<&'a Coding, Problem> {
    let named = name_by_rate(settings, rate);
    let goods =
        |coding: &&Coding| coding.is_active && coding.rate == rate && coding.coding_type == CodingType::Goods;
    let mut fitting: Vec<&Coding> = basis.codings.iter().filter(goods).collect();
    if fitting.len() > 1 && named.is_none() {
        for years in [-1, 1] {
            let Ok(other) = basis.day.checked_add(jiff::Span::new().years(years)) else {
                continue;
            };
            let then = basis.reference.codings_on(other).await?;
            let keeps = |coding: &&Coding| {
                let known = then.iter().find(|known| known.id == coding.id);
                known.is_some_and(|known| known.rate == rate)
            };
            fitting.retain(keeps);
        }
        if let [one] = fitting.as_slice() {
            return Ok(one);
        }
    }
    sale::coding_for_rate(
        &basis.codings,
        rate,
        CodingType::Goods,
        named.map(settings::Name::as_str),
    )
}

/// The coding that the settings name for articles of a rate.
fn name_by_rate(settings: &Settings, rate: Rate) -> Option<&settings::Name> {
    let of_rate = |(of, _): &(&settings::VatRate, _)| of.percent() == rate.percent();
    let mut named = settings.articles.account_coding.iter();
    named.find(of_rate).map(|(_, name)| name)
}

/// The shipping and discount articles that the order may need and eAccounting doesn't have, where the settings allow them to
/// be created. They share the goods' VAT rates, so only those rates are looked at.
async fn surcharges(
    ctx: &JobContext<'_>,
    order: &Order,
    book: &ArticleBook,
    basis: &Basis,
) -> Result<Vec<NewArticleDraft>, Problem> {
    let Basis {
        reference,
        rules,
        company,
        ..
    } = basis;
    let compiled = std::sync::Arc::clone(&ctx.compiled);
    let settings = &compiled.settings;
    let mut new = Vec::new();
    let mut rates: BTreeSet<Rate> = order
        .lines
        .iter()
        .filter_map(|line| book.get(line.sku.as_deref()?.trim()))
        .map(|article| article.coding.rate)
        .collect();
    if rates.is_empty() {
        rates.insert(rules.articles.default_rate(company.country));
    }
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
            let coding = surcharge_coding(basis, settings, *rate).await?;
            let name = model::shorten(&format!("{} {} %", surcharge.text, rate.percent()), 50);
            let fields = Map::from_iter([("Name".to_owned(), Value::String(name))]);
            let article = draft(ctx, fields, Mapped::default(), sku.clone(), coding, reference).await?;
            new.push(article);
        }
    }
    Ok(new)
}

/// The coding that the settings name for articles of this rate, created for a sale to this country.
fn coding_name(settings: &Settings, country: CountryCode, rate: Rate) -> Option<String> {
    let of_country = settings.vat.countries.get(&country);
    of_country
        .and_then(|country| country.account_coding.as_ref())
        .or(name_by_rate(settings, rate))
        .map(|name| name.as_str().to_owned())
}
