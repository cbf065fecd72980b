//! The proposed settings file: only keys that differ from the defaults, each with its reason.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use jiff::civil::Date;
use messages::{Language, SetupMessages};
use sale::PriceConvention;
use serde_json::Value;

use super::answers::{Flow, WayBack};
use super::survey::{Survey, convention};

/// The choices of the person.
#[derive(Debug, Clone)]
pub(super) struct Choices {
    /// The flows to eAccounting.
    pub(super) flows: Vec<Flow>,
    /// The flows to ActiveCampaign.
    pub(super) way_back: Vec<WayBack>,
    /// Whether orders only appear in the activity log.
    pub(super) dry_run: bool,
    /// The account coding of new articles by rate, for rates with several codings.
    pub(super) codings: BTreeMap<String, String>,
    /// Orders before this day are not transferred.
    pub(super) since: Date,
}

/// The text of the settings file.
pub(super) fn file(survey: &Survey, choices: &Choices) -> String {
    let mut file = File::new();
    customers(&mut file, survey, choices);
    orders(&mut file, survey, choices);
    articles(&mut file, survey, choices);
    let shipped = settings::Settings::default();
    for (table, what, found, default) in [
        ("shipping", "shipping", &survey.shipping, &shipped.shipping.number),
        (
            "discounts",
            "a discount",
            &survey.discounts,
            &shipped.discounts.number,
        ),
    ] {
        file.table(&format!("{table}.articles"));
        for (rate, numbers) in found {
            let default = default.as_str().replace("{rate}", rate);
            match numbers.as_slice() {
                // The default finds this article.
                numbers if numbers.contains(&default) => {}
                [one] => file.key(rate, one, &format!("your article for {what} with {rate} % VAT")),
                several => file.note(&format!(
                    "Several of your articles may be for {what} with {rate} % VAT: {}. Add {rate} = \"…\" for one of them; \
                     without it Ekobridge creates its own.",
                    several.join(", ")
                )),
            }
        }
    }
    if let Some([article]) = survey.rounding.get("0").map(Vec::as_slice) {
        file.table("rounding");
        file.key("article", article, "your article for rounding, without VAT");
        file.note("Set tolerance = 0.02 to put a difference of up to 0.02 on that row; without it such an order waits.");
    }
    countries(&mut file, survey);
    if survey.oss {
        file.table("vat.countries");
        file.note(
            "The company sells under OSS: articles with \"OSS\" on take the country's standard rate. A country with several \
             reduced rates needs oss_rates, such as FR = { oss_rates = { 12 = 10, 6 = \"5.5\" } }.",
        );
    }
    way_back(&mut file, survey, choices);
    file.finish()
}

/// `[vat.countries.XX]`: account coding and revenue account of each country that a coding is named after.
fn countries(file: &mut File, survey: &Survey) {
    for (country, codings) in &survey.countries {
        file.table(&format!("vat.countries.{country}"));
        match codings.as_slice() {
            [one] => {
                file.key(
                    "account_coding",
                    &one.name,
                    "your coding for this country; new articles sold there get it",
                );
                if let Some(account) = one.account {
                    file.bare_key(
                        "account",
                        &account.to_string(),
                        "that coding's revenue account; an order that would be booked elsewhere waits",
                    );
                }
            }
            several => {
                let names: Vec<&str> = several.iter().map(|coding| coding.name.as_str()).collect();
                file.note(&format!(
                    "Several of your codings are for {country}: {}. Add account_coding = \"…\" for new articles sold there, and \
                     account = … if all sales there go to one account.",
                    names.join(", ")
                ));
            }
        }
    }
}

/// `[to_activecampaign]`: each part is off unless chosen.
fn way_back(file: &mut File, survey: &Survey, choices: &Choices) {
    let chosen = |part| choices.way_back.contains(&part);
    let begin = |file: &mut File, table: &str, why: &str| {
        file.table(&format!("to_activecampaign.{table}"));
        file.key("enabled", &true, why);
        if choices.dry_run {
            file.key(
                "dry_run",
                &true,
                "you chose to look first; set it to false to write",
            );
        }
    };
    if chosen(WayBack::Customers) {
        begin(file, "customers", "you chose that customers become contacts");
        file.note(
            "Customers that exist are left alone until they change. Consent and lists stay as they are.",
        );
    }
    if chosen(WayBack::Orders) {
        begin(
            file,
            "orders",
            "you chose that orders and invoices become e-commerce orders",
        );
        file.bare_key(
            "placed_after",
            &choices.since.to_string(),
            "older documents are history",
        );
        file.note(
            "They are written to an e-commerce connection of Ekobridge's own. What a shop has ordered is never written twice.",
        );
    }
    if chosen(WayBack::Quotes) {
        quotes_back(file, survey, chosen(WayBack::Orders), begin);
    }
    if chosen(WayBack::Status) {
        begin(
            file,
            "status",
            "you chose that contact or deal show what became of an order",
        );
        file.key(
            "note",
            &true,
            "a note names the document, and by which invoice it was credited",
        );
        file.note("Tags, fields and the deal's stage can follow the state too: docs/TO_ACTIVECAMPAIGN.md.");
    }
    if chosen(WayBack::Stock) {
        begin(
            file,
            "stock",
            "you chose that stock becomes the availability of products",
        );
        file.note(
            "The first write of all articles waits: `ekobridge activity --parked` says how much it is, and `ekobridge replay \
             stock:all` releases it.",
        );
    }
}

/// Quotes become e-commerce orders if those were chosen too. Otherwise they become deals, which need a pipeline and a custom
/// field for the quote's id.
fn quotes_back(file: &mut File, survey: &Survey, with_orders: bool, begin: impl Fn(&mut File, &str, &str)) {
    const FIELD: &str = "QUOTE_ID";
    if with_orders {
        return begin(
            file,
            "quotes",
            "you chose quotes; they await payment as e-commerce orders, which their invoices go on with",
        );
    }
    let has_field = survey
        .deal_fields
        .iter()
        .any(|tag| tag.eq_ignore_ascii_case(FIELD));
    if let (Some(pipeline), true) = (survey.pipelines.first(), has_field) {
        begin(file, "quotes", "you chose that quotes become deals");
        file.key("as", "deal", "e-commerce orders were not chosen");
        let why = if survey.pipelines.len() == 1 {
            "your only pipeline".to_owned()
        } else {
            format!("your first pipeline; there are {}", survey.pipelines.join(", "))
        };
        file.key("pipeline", pipeline, &why);
        file.key(
            "deal_field",
            FIELD,
            "your field of deals; it holds the quote's id",
        );
        return;
    }
    file.table("to_activecampaign.quotes");
    file.key(
        "enabled",
        &false,
        "you chose quotes, and something is missing for them",
    );
    file.note(&format!(
        "As deals they need a pipeline{} and a text field of deals with the personalization tag {FIELD} (Settings › Manage fields › \
         Deals). Create what is missing, then set enabled = true, as = \"deal\", pipeline = \"…\" and deal_field = \"{FIELD}\".",
        if survey.pipelines.is_empty() {
            ", which ActiveCampaign doesn't have yet,".to_owned()
        } else {
            format!(" ({})", survey.pipelines.join(", "))
        }
    ));
}

fn customers(file: &mut File, survey: &Survey, choices: &Choices) {
    file.table("customers");
    if !choices.flows.contains(&Flow::Customers) {
        file.key(
            "enabled",
            &false,
            "you chose that contacts are not sent; an order brings its customer along",
        );
    }
    if let Some(terms) = &survey.own_terms {
        file.key(
            "terms_of_payment",
            terms,
            "the company's own default in eAccounting",
        );
    } else if !survey.has_30_days
        && let Some(first) = survey.terms.first()
    {
        file.key("terms_of_payment", first, "eAccounting has no terms of 30 days");
    }
}

fn orders(file: &mut File, survey: &Survey, choices: &Choices) {
    let (orders, deals) = (
        choices.flows.contains(&Flow::Orders),
        choices.flows.contains(&Flow::Deals),
    );
    file.table("orders");
    if orders || deals {
        file.bare_key(
            "placed_after",
            &choices.since.to_string(),
            "older orders are in the books already",
        );
        if choices.dry_run {
            file.key(
                "dry_run",
                &true,
                "you chose to look first; set it to false to write",
            );
        }
        for store in &survey.stores {
            file.note(&format!(
                "Store {}: {} ({}); prices: {}.",
                store.id,
                store.name,
                store.service,
                prices(convention(&store.service))
            ));
        }
        if orders && survey.stores.is_empty() {
            file.note("No store is connected to ActiveCampaign yet; orders come once one is.");
        }
    } else {
        file.key(
            "enabled",
            &false,
            "you chose that neither orders nor deals are sent",
        );
    }
    if deals && !orders {
        file.note(
            "Only deals were chosen: e-commerce orders are left out by a connection that no store has.",
        );
        file.bare_key("connections", "[0]", "no e-commerce orders");
    }
    if orders && !deals {
        file.table("orders.deals");
        file.key("enabled", &false, "you chose that deals are not sent");
    }
    if deals {
        file.table("orders.deals");
        file.note("Set article = \"…\" to the article that a deal is sold as; until then deals wait.");
    }
    if !choices.flows.contains(&Flow::Quotes) {
        file.table("quotes");
        file.key("enabled", &false, "you chose that accepted quotes are left alone");
    }
}

/// A price convention in words. The settings file is English, as the shipped one is.
fn prices(convention: PriceConvention) -> String {
    let text = SetupMessages::of(Language::English);
    match convention {
        PriceConvention::Auto => text.prices_auto(),
        PriceConvention::Woocommerce => text.prices_woocommerce(),
        PriceConvention::Magento2 => text.prices_magento(),
    }
}

fn articles(file: &mut File, survey: &Survey, choices: &Choices) {
    if !survey.has_piece
        && let Some(first) = survey.units.first()
    {
        file.table("articles");
        file.key("unit", first, "eAccounting has no unit for pieces");
    }
    file.table("articles.account_coding");
    for (rate, names) in &survey.codings {
        match (choices.codings.get(rate), names.len()) {
            (Some(name), _) => file.key(rate, name, "the coding that you chose for new articles"),
            (None, 0 | 1) => {}
            (None, _) => file.note(&format!(
                "{rate} % has several codings: {}. Name one as {rate} = \"…\" before Ekobridge creates articles with that rate.",
                names.join(", ")
            )),
        }
    }
}

/// A TOML file under construction. A table's header is written with its first line.
struct File {
    text: String,
    table: Option<String>,
}

impl File {
    fn new() -> Self {
        Self {
            text:
                "# Written by `ekobridge setup`. What is not here is as `ekobridge settings print` shows.\n"
                    .to_owned(),
            table: None,
        }
    }

    fn table(&mut self, name: &str) {
        self.table = Some(name.to_owned());
    }

    fn open(&mut self) {
        if let Some(table) = self.table.take() {
            let _ = writeln!(self.text, "\n[{table}]");
        }
    }

    fn key(&mut self, key: &str, value: &(impl serde::Serialize + ?Sized), why: &str) {
        // JSON strings and booleans are valid TOML.
        let value = serde_json::to_value(value).unwrap_or(Value::Null);
        self.bare_key(key, &value.to_string(), why);
    }

    fn bare_key(&mut self, key: &str, value: &str, why: &str) {
        self.open();
        let bare = key
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
        let key = if bare {
            key.to_owned()
        } else {
            format!("\"{key}\"")
        };
        let _ = writeln!(self.text, "{key} = {value}  # {why}");
    }

    fn note(&mut self, text: &str) {
        self.open();
        // A line break in a vendor's name would end the comment.
        let text: String = text
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        let _ = writeln!(self.text, "# {text}");
    }

    fn finish(self) -> String {
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::super::countries::CountryCoding;
    use super::super::survey::Store;
    use super::*;
    use crate::commands::setup::settings_of;

    fn choices(flows: &[Flow]) -> Choices {
        Choices {
            flows: flows.to_vec(),
            way_back: Vec::new(),
            dry_run: false,
            codings: BTreeMap::new(),
            since: "2026-11-29".parse().unwrap(),
        }
    }

    fn usual() -> Survey {
        Survey {
            has_30_days: true,
            has_piece: true,
            stores: vec![Store {
                id: "1".to_owned(),
                name: "Shop\n[orders]".to_owned(),
                service: "woocommerce".to_owned(),
            }],
            ..Survey::default()
        }
    }

    #[test]
    fn where_everything_is_usual_the_file_says_one_key() {
        let text = file(&usual(), &choices(&Flow::ALL));
        let keys: Vec<&str> = text
            .lines()
            .filter(|line| line.contains(" = ") && !line.starts_with('#'))
            .collect();
        assert_eq!(
            keys,
            ["placed_after = 2026-11-29  # older orders are in the books already"]
        );
        assert!(settings_of(&text).unwrap().orders.enabled);
    }

    #[test]
    fn what_is_unusual_is_said_with_its_reason_and_the_file_is_valid() {
        let list = |items: &[&str]| items.iter().map(|item| (*item).to_owned()).collect::<Vec<_>>();
        let survey = Survey {
            own_terms: Some("10 \"dagar\" netto".to_owned()),
            units: list(&["tim"]),
            has_piece: false,
            codings: [
                ("25".to_owned(), list(&["Varor", "Böcker"])),
                ("5.5".to_owned(), list(&["A", "B"])),
                ("6".to_owned(), list(&["C", "D"])),
            ]
            .into(),
            shipping: [
                ("25".to_owned(), list(&["F1"])),
                ("12".to_owned(), list(&["F2", "F3"])),
                ("6".to_owned(), list(&["FRAKT6"])),
            ]
            .into(),
            rounding: [("0".to_owned(), list(&["AVR"]))].into(),
            countries: [
                ("DE", list(&["OSS Tyskland"])),
                ("FR", list(&["Frankrike 20", "Frankrike 10"])),
            ]
            .map(|(country, names)| {
                let coding = |name| CountryCoding {
                    name,
                    account: Some(3106),
                };
                (country.parse().unwrap(), names.into_iter().map(coding).collect())
            })
            .into(),
            oss: true,
            ..usual()
        };
        let mut chosen = choices(&[Flow::Orders]);
        chosen.dry_run = true;
        chosen.codings = [
            ("25".to_owned(), "Varor".to_owned()),
            ("5.5".to_owned(), "A".to_owned()),
        ]
        .into();
        let text = file(&survey, &chosen);
        let settings = settings_of(&text).unwrap();
        assert!(settings.orders.dry_run && !settings.customers.enabled && !settings.orders.deals.enabled);
        assert!(!settings.quotes.enabled);
        assert_eq!(settings.articles.account_coding.len(), 2);
        let germany = &settings.vat.countries[&"DE".parse().unwrap()];
        assert!(germany.account.as_ref().unwrap().is("3106"), "{text}");
        assert!(germany.account_coding.as_ref().unwrap().is("OSS Tyskland"));
        let france = settings.vat.countries.get(&"FR".parse().unwrap());
        assert!(france.is_none_or(|france| france.account.is_none() && france.account_coding.is_none()));
        assert!(text.contains("Frankrike 20, Frankrike 10"), "{text}");
        assert_eq!(
            settings.shipping.articles.len(),
            1,
            "a number that is taken anyway needs no key"
        );
        for reason in [
            "the company's own default",
            "F2, F3",
            "several codings: C, D",
            "OSS",
        ] {
            assert!(text.contains(reason), "{reason}: {text}");
        }
        for line in text
            .lines()
            .filter(|line| line.contains(" = ") && !line.starts_with('#'))
        {
            assert!(line.contains("  # "), "no reason: {line}");
        }
    }

    #[test]
    fn every_choice_of_flows_makes_a_valid_file_that_does_what_was_chosen() {
        for bits in 0..16_u8 {
            let chosen: Vec<Flow> = Flow::ALL
                .into_iter()
                .enumerate()
                .filter(|(number, _)| bits & (1 << number) != 0)
                .map(|(_, flow)| flow)
                .collect();
            let text = file(&usual(), &choices(&chosen));
            let settings = settings_of(&text).unwrap_or_else(|error| panic!("{chosen:?}: {error}\n{text}"));
            assert_eq!(
                settings.customers.enabled,
                chosen.contains(&Flow::Customers),
                "{text}"
            );
            assert_eq!(settings.quotes.enabled, chosen.contains(&Flow::Quotes), "{text}");
            let deals = settings.orders.enabled && settings.orders.deals.enabled;
            assert_eq!(deals, chosen.contains(&Flow::Deals), "{text}");
            let orders = settings.orders.enabled && settings.orders.connections.is_empty();
            assert_eq!(orders, chosen.contains(&Flow::Orders), "{text}");
        }
    }

    #[test]
    fn every_choice_of_the_way_back_makes_a_valid_file_with_a_reason_for_each_key() {
        let without = usual();
        let with = Survey {
            pipelines: vec!["Offerter".to_owned(), "Sälj".to_owned()],
            deal_fields: vec!["QUOTE_ID".to_owned()],
            ..usual()
        };
        for (survey, dry_run, bits) in [(&without, false), (&with, true)]
            .into_iter()
            .flat_map(|(survey, dry_run)| (0..32_u8).map(move |bits| (survey, dry_run, bits)))
        {
            let way_back: Vec<WayBack> = WayBack::ALL
                .into_iter()
                .enumerate()
                .filter(|(number, _)| bits & (1 << number) != 0)
                .map(|(_, part)| part)
                .collect();
            let chosen = |part| way_back.contains(&part);
            let text = file(
                survey,
                &Choices {
                    way_back: way_back.clone(),
                    dry_run,
                    ..choices(&Flow::ALL)
                },
            );
            let settings = settings_of(&text).unwrap_or_else(|error| panic!("{way_back:?}: {error}\n{text}"));
            let back = &settings.to_activecampaign;
            for (part, enabled, dry) in [
                (WayBack::Orders, back.orders.enabled, back.orders.dry_run),
                (WayBack::Status, back.status.enabled, back.status.dry_run),
                (WayBack::Stock, back.stock.enabled, back.stock.dry_run),
                (WayBack::Customers, back.customers.enabled, back.customers.dry_run),
            ] {
                assert_eq!(
                    (enabled, dry),
                    (chosen(part), chosen(part) && dry_run),
                    "{part:?}: {text}"
                );
            }
            let can_have_quotes = chosen(WayBack::Orders) || !survey.pipelines.is_empty();
            assert_eq!(
                back.quotes.enabled,
                chosen(WayBack::Quotes) && can_have_quotes,
                "{text}"
            );
            if chosen(WayBack::Quotes) && !can_have_quotes {
                assert!(text.contains("QUOTE_ID"), "what is missing is named: {text}");
            }
            for line in text
                .lines()
                .filter(|line| line.contains(" = ") && !line.starts_with('#'))
            {
                assert!(line.contains("  # "), "no reason: {line}");
            }
        }
    }
}
