//! What both systems have that the proposed settings depend on.

use std::collections::BTreeMap;

use eaccounting::odata::Filter;
use eaccounting::types::{
    Article, ArticleAccountCoding, CompanySettings, TermsOfPayment, TermsOfPaymentType, Unit,
};
use model::CountryCode;
use rust_decimal::Decimal;

use super::countries::{CountryCoding, of_countries};
use crate::terminal::told;

/// An e-commerce connection of ActiveCampaign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Store {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) service: String,
}

/// The data of both systems.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Survey {
    /// The company's country, in whose time its days are.
    pub(super) country: String,
    /// The stores that write orders to ActiveCampaign.
    pub(super) stores: Vec<Store>,
    /// The company's default terms of payment, unless they are 30 days.
    pub(super) own_terms: Option<String>,
    /// Names of the terms of payment that sales may use.
    pub(super) terms: Vec<String>,
    /// Whether there are terms of 30 days.
    pub(super) has_30_days: bool,
    /// The units' names, and whether one means a piece.
    pub(super) units: Vec<String>,
    pub(super) has_piece: bool,
    /// Active codings of goods by VAT rate in percent.
    pub(super) codings: BTreeMap<String, Vec<String>>,
    /// Numbers of articles for shipping, discounts and rounding, recognized by their names, by VAT rate.
    pub(super) shipping: BTreeMap<String, Vec<String>>,
    pub(super) discounts: BTreeMap<String, Vec<String>>,
    pub(super) rounding: BTreeMap<String, Vec<String>>,
    /// Account codings that are named after a country.
    pub(super) countries: BTreeMap<CountryCode, Vec<CountryCoding>>,
    /// Whether the company sells under OSS.
    pub(super) oss: bool,
    /// Titles of the deal pipelines, and personalization tags of the deals' custom fields.
    pub(super) pipelines: Vec<String>,
    pub(super) deal_fields: Vec<String>,
}

const SHIPPING: [&str; 6] = ["frakt", "porto", "verzend", "toimitus", "shipping", "postage"];
const DISCOUNTS: [&str; 4] = ["rabatt", "korting", "alennus", "discount"];
const ROUNDING: [&str; 4] = ["öresavrund", "avrund", "afrond", "pyöristys"];
const PIECE: [&str; 9] = [
    "st", "stk", "stk.", "stuk", "stuks", "kpl", "kappale", "pcs", "pce",
];

impl Survey {
    /// Reads both systems: ten calls.
    ///
    /// # Errors
    /// When a call fails.
    pub(super) async fn read(
        activecampaign: &activecampaign::Client,
        eaccounting: &eaccounting::Client,
        company: &CompanySettings,
    ) -> anyhow::Result<Self> {
        let ea = |error: eaccounting::Error| told(error.into());
        let connections = activecampaign
            .connections()
            .await
            .map_err(|error| told(error.into()))?;
        let terms = eaccounting.terms_of_payments().await.map_err(ea)?;
        let units = eaccounting.units().await.map_err(ea)?;
        let codings = eaccounting.article_account_codings().await.map_err(ea)?;
        let countries = of_countries(&codings, &company.country_code, company.uses_moss);
        let mut survey = Self {
            stores: connections
                .into_iter()
                .map(|connection| Store {
                    id: connection.id,
                    name: connection.name,
                    service: connection.service,
                })
                .collect(),
            country: company.country_code.clone(),
            oss: company.uses_moss,
            codings: goods(&codings, &countries),
            countries,
            ..Self::default()
        };
        // An account without CRM has neither, and may refuse both calls.
        if let Ok(pipelines) = activecampaign.pipelines().await {
            survey.pipelines = pipelines.into_iter().map(|pipeline| pipeline.title).collect();
        }
        if let Ok(fields) = activecampaign.deal_fields().await {
            survey.deal_fields = fields.into_iter().map(|field| field.tag).collect();
        }
        survey.take_terms(&terms, company);
        survey.take_units(&units);
        for (words, into) in [
            (&SHIPPING[..], &mut survey.shipping),
            (&DISCOUNTS[..], &mut survey.discounts),
            (&ROUNDING[..], &mut survey.rounding),
        ] {
            *into = by_rate(&articles(eaccounting, words).await?, &codings);
        }
        Ok(survey)
    }

    fn take_terms(&mut self, terms: &[TermsOfPayment], company: &CompanySettings) {
        let for_sales: Vec<&TermsOfPayment> =
            terms.iter().filter(|terms| terms.available_for_sales).collect();
        self.terms = for_sales.iter().filter_map(|terms| terms.name.clone()).collect();
        let is_30 = |terms: &&&TermsOfPayment| {
            terms.number_of_days == 30
                && terms
                    .terms_of_payment_type_id
                    .is_none_or(|kind| kind == TermsOfPaymentType::Normal)
        };
        self.has_30_days = for_sales.iter().find(is_30).is_some();
        self.own_terms = for_sales
            .iter()
            .find(|terms| Some(terms.id) == company.terms_of_payment_id)
            .filter(|terms| !is_30(terms))
            .and_then(|terms| terms.name.clone());
    }

    fn take_units(&mut self, units: &[Unit]) {
        let names = |unit: &Unit| [unit.abbreviation.clone(), unit.code.clone(), unit.name.clone()];
        self.units = units
            .iter()
            .filter_map(|unit| names(unit).into_iter().flatten().next())
            .collect();
        self.has_piece = units.iter().any(|unit| {
            names(unit)
                .into_iter()
                .flatten()
                .any(|name| PIECE.contains(&name.trim().to_lowercase().as_str()))
        });
    }
}

/// Active codings by rate, without those of services and of single countries.
fn goods(
    codings: &[ArticleAccountCoding],
    countries: &BTreeMap<CountryCode, Vec<CountryCoding>>,
) -> BTreeMap<String, Vec<String>> {
    let mut by_rate: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let is_of_a_country = |coding: &ArticleAccountCoding| {
        let mut of_countries = countries.values().flatten();
        of_countries.any(|of_country| Some(&of_country.name) == coding.name.as_ref())
    };
    let usual = codings
        .iter()
        .filter(|coding| coding.is_active && !is_of_a_country(coding));
    for coding in usual {
        let kind = coding.kind.as_deref().unwrap_or_default().trim().to_lowercase();
        let service = ["serv", "tjän", "tjen", "dienst", "palvelu"]
            .iter()
            .any(|word| kind.starts_with(word));
        if let (false, Some(name)) = (service, &coding.name) {
            by_rate.entry(rate(coding)).or_default().push(name.clone());
        }
    }
    by_rate
}

fn rate(coding: &ArticleAccountCoding) -> String {
    (coding.vat_rate_percent * Decimal::ONE_HUNDRED)
        .normalize()
        .to_string()
}

/// Active articles with one of these words in their name.
async fn articles(client: &eaccounting::Client, words: &[&str]) -> anyhow::Result<Vec<Article>> {
    // eAccounting may compare case-sensitively: filter without the first letter, and compare the whole word here.
    let tails = words.iter().map(|word| {
        let tail: String = word.chars().skip(1).collect();
        Filter::contains("Name", &tail)
    });
    let Some(filter) = Filter::any(tails) else {
        return Ok(Vec::new());
    };
    let found = match client.articles_by(&filter).await {
        Ok(found) => found,
        // The proposal does without them.
        Err(error) if error.is_unfilterable() => return Ok(Vec::new()),
        Err(error) => return Err(told(error.into())),
    };
    Ok(found
        .into_iter()
        .filter(|article| article.is_active)
        .filter(|article| {
            let name = article.name.to_lowercase();
            words.iter().any(|word| name.contains(word))
        })
        .collect())
}

fn by_rate(articles: &[Article], codings: &[ArticleAccountCoding]) -> BTreeMap<String, Vec<String>> {
    let mut by_rate: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for article in articles {
        if let Some(coding) = codings.iter().find(|coding| coding.id == article.coding_id) {
            by_rate
                .entry(rate(coding))
                .or_default()
                .push(article.number.trim().to_owned());
        }
    }
    by_rate
}

/// The price convention of a store's integration.
pub(super) fn convention(service: &str) -> sale::PriceConvention {
    sale::PriceConvention::detect(service)
}
