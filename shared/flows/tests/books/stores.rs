//! What real stores write, through the flows: WooCommerce's rounded prices, fees in no line, coupons, gift cards, changed
//! rates. Each line of a table is an order and what the invoice is, or why the order waits.
//!
//! An order stands in the shop's own terms (`2 LAMP of 799`: prices with VAT), which the sandbox's writers turn into what the
//! store's plugin sends, or as ActiveCampaign has it (`2 LAMP 640`). The figures are by hand: what each ware comes to with
//! VAT; net and VAT follow by its rate on the order's day, in whole cents. In tables of [`EVERYWHERE`] an order is tried in
//! each country, and in Sweden both before and after food went from 12 to 6 %.

use std::collections::BTreeMap;

use engine::JobOutcome;
use model::{Clock, JobKind};
use rust_decimal::Decimal;
use sandbox::activecampaign::{
    ConnectionSeed, Coupon, DiscountSeed, LineSeed, Off, OrderKey, OrderSeed, ProductSeed, ShopLine,
    ShopOrder,
};
use serde_json::{Value, json};

use super::case::{Case, Figure};
use super::charts::{Chart, chart};
use super::play::{booked, cents, held, nets};
use super::reckon::divide;
use crate::support::{EMAIL, World, dec, document, job};

/// Which wares a shop sells: number, name, price with VAT, and which of the company's rates it has.
const WARES: [(&str, &str, &str, usize); 8] = [
    ("LAMP", "Desk lamp", "799", 0),
    ("MUG", "Mug", "149", 0),
    ("HOOK", "Hook", "12.50", 0),
    ("COFFEE", "Coffee", "79", 1),
    ("TEA", "Tea", "45", 1),
    ("BOOK", "Book", "120", 2),
    ("GIFT", "Presentkort", "0", 9),
    ("DEBT", "Voucher debt", "0", 9),
];

/// Whether Swedish food has 6 % on a day, and not 12 %.
fn has_lower_food_rate(day: &str) -> bool {
    ("2026-04-01".."2028-01-01").contains(&day)
}

/// A store's order and its company, from the first two columns of a line.
pub(super) struct Store<'a> {
    pub(super) chart: &'static Chart,
    pub(super) day: &'static str,
    pub(super) options: Vec<&'a str>,
    pub(super) order: &'a str,
}

impl Store<'_> {
    pub(super) fn has(&self, option: &str) -> bool {
        self.options.contains(&option)
    }

    pub(super) fn option(&self, prefix: &str) -> Option<&str> {
        self.options.iter().find_map(|option| option.strip_prefix(prefix))
    }

    /// A ware's rate in tenths of a per cent on the order's day, and the account of its sales.
    fn rate_and_account(&self, sku: &str) -> (i64, i64) {
        let which = match sku {
            "FEE" => 0,
            // Shipping and discounts at the reduced rate, which food has for a time only.
            // It follows the goods' rate, and takes the coding that has it for good.
            "REDUCED" if self.chart.country == "SE" && has_lower_food_rate(self.day) => return (60, 3003),
            "REDUCED" if self.chart.country == "SE" => return (120, 3002),
            "REDUCED" => 1,
            _ => WARES.iter().find(|ware| ware.0 == sku).expect("a ware").3,
        };
        let rates = self.chart.rates;
        let zero = rates.len() - 1;
        let which = which.min(zero);
        let rate = match (self.chart.country, which) {
            ("SE", 1) if has_lower_food_rate(self.day) => 60,
            ("FI", 1) if self.day < "2026-01-01" => 140,
            _ => rates[which],
        };
        let account = match (self.chart.country, which) {
            ("SE", 1) => 3006,
            ("SE", which) if which < zero => [3001, 3002, 3003][which],
            ("SE", _) => 3004,
            ("NO", which) => [3000, 3010, 3020, 3100][which],
            ("NL", which) => [8000, 8010, 8020][which],
            ("FI", which) => [3000, 3010, 3020, 3030][which],
            (other, _) => panic!("no company in {other}"),
        };
        (rate, account)
    }

    pub(super) fn settings(&self) -> String {
        let [shipping, discounts, ..] = self.chart.extras;
        let document = match self.has("order") {
            true => "order",
            false => "invoice",
        };
        let mut settings = format!(
            "[orders]\ndocument = \"{document}\"\n[shipping]\nnumber = \"{shipping}{{rate}}\"\n\
             [discounts]\nnumber = \"{discounts}{{rate}}\"\n[vouchers]\narticle = \"DEBT\"\ncodes = [\"GC-*\"]\n"
        );
        let company = if self.has("company") {
            "companies = true\n"
        } else {
            ""
        };
        // The REST store has no addresses.
        let missing = match self.has("magento") || self.has("rest") {
            true => "on_missing_city = \"-\"\non_missing_postal_code = \"-\"\n",
            false => "",
        };
        let number = if self.has("VAT number") {
            "vat_number_field = \"vat_number\"\n"
        } else {
            ""
        };
        settings.push_str(&format!("[customers]\n{company}{missing}{number}"));
        if let Some(limit) = self.option("fees ") {
            settings.push_str(&format!(
                "[fees]\nunexplained_article = \"FEE\"\nunexplained_limit = {limit}\n"
            ));
        }
        if let Some(name) = self.option("fee named ") {
            settings.push_str(&format!("[fees]\nnames = [\"{name}\"]\n[fees.articles]\n"));
            for rate in 0..self.chart.rates.len() {
                settings.push_str(&format!("\"{}\" = \"FEE\"\n", self.chart.percent(rate)));
            }
        }
        if let Some(tolerance) = self.option("tolerance ") {
            settings.push_str(&format!(
                "[rounding]\ntolerance = {tolerance}\narticle = \"DEBT\"\n"
            ));
        }
        if self.has("paid") {
            settings.push_str("[payment_methods]\nKlarna = { document = \"invoice\", register_payment = true, bank_account = \"Företagskonto\" }\n");
        }
        if let Some(keys) = self.option("prices ") {
            settings.push_str(&format!("[prices]\n{}\n", keys.replace(" and ", "\n")));
        }
        if let Some(convention) = self.option("store ") {
            settings.push_str(&format!("[stores.1]\nprice_convention = \"{convention}\"\n"));
        }
        for key in self
            .options
            .iter()
            .filter_map(|option| option.strip_prefix("set "))
        {
            let (table, key) = key.split_once("] ").expect("set [table] key = value");
            let table = format!("{table}]\n");
            if !settings.contains(&table) {
                settings.push_str(&table);
            }
            let key = key.replace(" and ", ", ");
            settings = settings.replacen(&table, &format!("{table}{key}\n"), 1);
        }
        settings
    }

    pub(super) fn open(&self) -> World {
        let world = World::still_in(self.chart.preset, &self.settings(), 3);
        let placed: jiff::Timestamp = self.created().parse().unwrap();
        if placed > world.clock.now() {
            world.clock.advance(placed.duration_since(world.clock.now()));
            world.pass(60);
        }
        let books = world.sandbox.eaccounting();
        if self.has("OSS") {
            books.change_company_settings(json!({"UsesMoss": true}));
        }
        if let Some(day) = self.option("locked ") {
            books.change_company_settings(json!({"AccountingLockedTo": format!("{day}T00:00:00Z")}));
        }
        if !self.has("rounds") {
            books.change_company_settings(json!({"DomesticCurrencyRounding": 0}));
        }
        let codings = world.records("articleaccountcodings");
        let coding = |account: i64| {
            let found = codings
                .iter()
                .find(|coding| coding["DomesticSalesSubjectToVatAccountNumber"] == account);
            let exempt = || {
                codings
                    .iter()
                    .find(|coding| coding["VatRate"] == "0%" && coding["Type"] == "Goods")
            };
            found.or_else(exempt).expect("a coding")["Id"].clone()
        };
        let priced: Vec<&str> = self
            .option("priced ")
            .map_or(Vec::new(), |text| text.split(' ').collect());
        let wares = WARES.iter().map(|(sku, name, price, _)| (*sku, *name, *price));
        for (sku, name, price) in wares.chain([("FEE", "Fee", "0")]) {
            let own = priced.chunks(2).find(|pair| pair[0] == sku).map(|pair| pair[1]);
            let price = match (own, self.has("unpriced") || self.option("priced ").is_some()) {
                (Some(own), _) => own,
                (None, true) => "0",
                (None, false) => price,
            };
            let (_, account) = self.rate_and_account(sku);
            books
                .add_article(json!({
                    "Number": sku, "Name": name, "CodingId": coding(account), "UsesMoss": self.has("OSS"),
                    "GrossPrice": serde_json::from_str::<Value>(price).unwrap(),
                }))
                .unwrap();
        }
        let service = match (self.has("auto"), self.has("magento")) {
            (true, _) => ConnectionSeed::default(),
            (_, true) => ConnectionSeed::magento("main"),
            _ => ConnectionSeed::woocommerce("shop.example.com"),
        };
        let connection = world.sandbox.activecampaign().add_connection(&service);
        if self.has("VAT number") {
            world.contact(&self.buyer().contact());
        }
        let products: Vec<&str> = self
            .option("products ")
            .map_or(Vec::new(), |text| text.split(' ').collect());
        for pair in products.chunks(2) {
            let product = ProductSeed {
                currency: self.chart.currency.to_owned(),
                ..ProductSeed::new(connection, pair[0], dec(pair[1]))
            };
            world.sandbox.activecampaign().add_product(&product);
        }
        world
    }

    /// Who buys: at home, or where the options say.
    pub(super) fn buyer(&self) -> Case {
        Case::read(&format!(
            "{} | {} {}{} | 1 LAMP at 1 | domestic",
            self.chart.country,
            if self.has("company") { "company" } else { "private" },
            self.option("to ").unwrap_or(self.chart.country),
            if self.has("VAT number") {
                ", VAT number"
            } else {
                ""
            },
        ))
    }

    /// When the order was placed.
    fn created(&self) -> String {
        match self.option("at ") {
            Some(at) => at.to_owned(),
            None => format!("{}T10:00:00Z", self.day),
        }
    }

    /// The order as the store's integration writes it.
    pub(super) fn seed(&self) -> OrderSeed {
        let mut shop = ShopOrder::default();
        let mut seed = OrderSeed::default();
        for part in self.order.split(", ") {
            let words: Vec<&str> = part.split(' ').collect();
            match words.as_slice() {
                [count, sku, "of", price] => {
                    let (count, refunded) = count.split_once('-').unwrap_or((count, "0"));
                    let rate = Decimal::new(self.rate_and_account(sku).0, 3);
                    shop.lines.push(ShopLine {
                        refunded: refunded.parse().unwrap(),
                        ..ShopLine::new(sku, count.parse().unwrap(), dec(price), rate)
                    });
                }
                ["ship", amount, "as", sku] => {
                    shop.shipping = dec(amount);
                    shop.shipping_rate = Decimal::new(self.rate_and_account(sku).0, 3);
                }
                ["ship", amount, "at", rate] => {
                    shop.shipping = dec(amount);
                    shop.shipping_rate = Decimal::new(rate.parse().unwrap(), 3);
                }
                // Sold with another rate than at home.
                [count, sku, "of", price, "at", rate] => shop.lines.push(ShopLine::new(
                    sku,
                    count.parse().unwrap(),
                    dec(price),
                    Decimal::new(rate.parse().unwrap(), 3),
                )),
                ["coupon", amount, skus @ ..] => shop.coupons.push(Coupon {
                    code: "SUMMER".to_owned(),
                    off: match amount.strip_suffix('%') {
                        Some(percent) => Off::Percent(dec(percent) / Decimal::ONE_HUNDRED),
                        None => Off::Fixed(dec(amount)),
                    },
                    skus: skus.iter().map(|sku| (*sku).to_owned()).collect(),
                }),
                ["fee", amount] => shop.fees = dec(amount),
                ["ship", amount] => seed.shipping = dec(amount),
                ["total", amount] => seed.total = Some(dec(amount)),
                ["tax", amount] => seed.tax = dec(amount),
                [kind @ ("off" | "off-shipping"), amount, name @ ..] => seed.discounts.push(DiscountSeed {
                    name: match name.is_empty() {
                        true => "SUMMER".to_owned(),
                        false => name.join(" "),
                    },
                    on_shipping: *kind == "off-shipping",
                    amount: dec(amount),
                }),
                // A line without a SKU may have a name: `1 -:Gift_card 200`.
                [count, sku, price] => {
                    let (sku, name) = match sku.strip_prefix('-') {
                        Some("") => ("", "Sample".to_owned()),
                        Some(name) => ("", name.trim_start_matches(':').replace('_', " ")),
                        None => (*sku, "Sample".to_owned()),
                    };
                    let line = LineSeed::new(sku, &name, count.parse().unwrap(), dec(price));
                    seed.lines.push(LineSeed {
                        product_id: if sku.is_empty() {
                            "free".to_owned()
                        } else {
                            String::new()
                        },
                        ..line
                    });
                }
                other => panic!("{other:?}"),
            }
        }
        if !shop.lines.is_empty() {
            seed = match self.has("magento") {
                true => shop.magento(),
                false => shop.woocommerce(),
            };
        }
        let to = self.buyer().order("7001");
        OrderSeed {
            id: "7001".to_owned(),
            number: "7001".to_owned(),
            email: EMAIL.to_owned(),
            currency: self.option("in ").unwrap_or(self.chart.currency).to_owned(),
            billing: to.billing,
            delivery: to.delivery,
            payment_method: if self.has("paid") {
                "Klarna".to_owned()
            } else {
                String::new()
            },
            created: self.created(),
            ..seed
        }
    }

    /// Puts the order where its store's integration writes it; its source.
    pub(super) fn place(&self, world: &World, seed: &OrderSeed) -> String {
        if self.has("magento") || self.has("rest") {
            world.sandbox.activecampaign().add_rest_order(seed);
            return format!("order:1:{}", seed.id);
        }
        let OrderKey {
            connection, order, ..
        } = world.order(seed);
        format!("order:{connection}:{order}")
    }

    /// `LAMP 1598; COFFEE 79`: what each ware comes to with VAT, and what goes with it.
    pub(super) fn figures(&self, text: &str) -> Vec<Figure> {
        let mut sums: BTreeMap<(i64, i64), i64> = BTreeMap::new();
        for part in text.split("; ") {
            let (sku, amount) = part.split_once(' ').unwrap();
            let amount = dec(amount) * Decimal::ONE_HUNDRED;
            // A sale abroad is on an account of its own: `190@3106`.
            let place = match sku.split_once('@') {
                Some((rate, account)) => (rate.parse().unwrap(), account.parse().unwrap()),
                None => self.rate_and_account(sku),
            };
            *sums.entry(place).or_default() += i64::try_from(amount).unwrap();
        }
        // VAT is rounded once for each rate; a rate's last account has what the others leave.
        let mut figures: Vec<Figure> = Vec::new();
        let mut of_rate: BTreeMap<i64, (i64, i64)> = BTreeMap::new();
        for ((rate, account), gross) in sums {
            let (so_far, vat_so_far) = of_rate.entry(rate).or_default();
            *so_far += gross;
            let vat = divide(*so_far * rate, 1000 + rate) - *vat_so_far;
            *vat_so_far += vat;
            figures.push(Figure {
                rate,
                account,
                net: gross - vat,
                vat,
            });
        }
        figures
    }

    /// The last document's rows in words; shipping and discounts without their rate.
    fn rows(&self, document: &Value) -> String {
        let [shipping, discounts, ..] = self.chart.extras;
        let plain = |value: &Value| dec(&value.to_string()).normalize().to_string();
        let row = |row: &Value| {
            let Some(number) = row["ArticleNumber"].as_str().filter(|number| !number.is_empty()) else {
                return format!("\"{}\"", row["Text"].as_str().unwrap_or_default());
            };
            let bare = number.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
            let name = match bare {
                bare if bare == shipping => "SHIPPING",
                bare if bare == discounts => "DISCOUNT",
                _ => number,
            };
            format!(
                "{} × {} {name}",
                plain(&row["Quantity"]),
                plain(&row["UnitPrice"])
            )
        };
        let rows: Vec<String> = document["Rows"].as_array().unwrap().iter().map(row).collect();
        rows.join(", ")
    }
}

/// Plays one order; what is wrong, if anything.
async fn play(line: &str, country: &str, day: &'static str) -> Result<(), String> {
    let columns: Vec<&str> = line.split('|').map(str::trim).collect();
    let [options, order, rows, ref figures @ ..] = columns[..] else {
        panic!("{line}: options | order | rows | figures");
    };
    let store = Store {
        chart: chart(country),
        day,
        options: options.split(", ").collect(),
        order,
    };
    let world = store.open();
    let source = store.place(&world, &store.seed());
    let ended = world.settle(job(&world, JobKind::Order, &source)).await;
    let result = match ended {
        JobOutcome::Parked(problem) => {
            let Some(parked) = rows.strip_prefix("parked ") else {
                return Err(format!("parked: {problem}"));
            };
            let (code, words) = parked.split_once(": ").unwrap_or((parked, ""));
            let text = problem.to_string();
            let missing: Vec<&str> = words.split("; ").filter(|word| !text.contains(word)).collect();
            if (code != "*" && problem.code.as_str() != code) || !missing.is_empty() {
                return Err(format!("parked otherwise: {} {text}", problem.code.as_str()));
            }
            for kind in ["orders", "invoices", "drafts"] {
                if !world.sandbox.eaccounting().snapshot()[kind]
                    .as_array()
                    .is_none_or(Vec::is_empty)
                {
                    return Err(format!("parked, and yet there are {kind}"));
                }
            }
            Ok(())
        }
        JobOutcome::Done { .. } => check(&store, &world, rows, figures),
        JobOutcome::Skipped { reason } => match rows.strip_prefix("skipped ") {
            Some(word) if reason.contains(word) => Ok(()),
            _ => Err(format!("skipped: {reason}")),
        },
        other => Err(format!("{other:?}")),
    };
    let violations = world.sandbox.violations();
    match violations.is_empty() {
        true => result,
        false => Err(format!("{violations:?}")),
    }
}

fn check(store: &Store<'_>, world: &World, rows: &str, figures: &[&str]) -> Result<(), String> {
    let kind = if store.has("order") { "orders" } else { "invoices" };
    let documents = held(world, kind);
    let [document] = documents.as_slice() else {
        return Err(format!("{} documents", documents.len()));
    };
    let [figures] = figures else {
        return Err(format!("booked as {}", store.rows(document)));
    };
    let wanted = store.figures(figures);
    let has = store.rows(document);
    if rows != "*" && has != rows {
        return Err(format!("rows: {has}"));
    }
    if !same_books(&booked(document), &nets(&wanted)) {
        return Err(format!(
            "accounts: {:?}, wanted {wanted:?}; {has}",
            booked(document)
        ));
    }
    if kind == "invoices" {
        let mut vat: BTreeMap<i64, i64> = BTreeMap::new();
        for of_rate in document["VatSpecification"].as_array().unwrap() {
            let rate = dec(&of_rate["VatPercent"].to_string()) * dec("1000");
            let amount = cents(&of_rate["VatAmountInvoiceCurrency"]);
            *vat.entry(i64::try_from(rate).unwrap()).or_default() += amount;
        }
        let mut by_rate: BTreeMap<i64, i64> = BTreeMap::new();
        for figure in &wanted {
            *by_rate.entry(figure.rate).or_default() += figure.vat;
        }
        vat.retain(|_, amount| *amount != 0);
        by_rate.retain(|_, amount| *amount != 0);
        if vat != by_rate {
            return Err(format!("VAT: {vat:?}, wanted {by_rate:?}"));
        }
        let day = document["InvoiceDate"].as_str().unwrap_or_default();
        if !day.starts_with(store.day) {
            return Err(format!("dated {day}"));
        }
    }
    Ok(())
}

/// Whether the same is booked: to the cent at each rate, and at each account but for the cent that a rate's VAT, which is
/// rounded once, leaves between two.
pub(super) fn same_books(has: &BTreeMap<(i64, i64), i64>, wanted: &BTreeMap<(i64, i64), i64>) -> bool {
    let by_rate = |books: &BTreeMap<(i64, i64), i64>| {
        let mut sums: BTreeMap<i64, (i64, i64)> = BTreeMap::new();
        for ((_, rate), net) in books {
            let (accounts, sum) = sums.entry(*rate).or_default();
            *accounts += 1;
            *sum += net;
        }
        sums
    };
    let (sums, wanted_sums) = (by_rate(has), by_rate(wanted));
    let is_near = |(place, wanted_net): (&(i64, i64), &i64)| {
        let slack = i64::from(sums[&place.1].0 > 1);
        has.get(place)
            .is_some_and(|net| (net - wanted_net).abs() <= slack)
    };
    sums == wanted_sums && has.len() == wanted.len() && wanted.iter().all(is_near)
}

/// Plays every line, and tells of all that went wrong.
pub(super) async fn play_lines(table: &'static str, play: impl AsyncFn(&'static str) -> Result<(), String>) {
    let mut wrong = Vec::new();
    let mut played = 0;
    for line in lines(table) {
        played += 1;
        if let Err(why) = Box::pin(play(line)).await {
            wrong.push(format!("{line}\n    {why}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {played} went wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// A table's lines.
pub(super) fn lines(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().map(str::trim).filter(|line| !line.is_empty())
}

pub(super) const MARCH: &str = "2026-03-15";
pub(super) const JUNE: &str = "2026-06-15";

/// Where and when the orders of [`EVERYWHERE`] and [`MIXED`] are placed.
const PLACES: [(&str, &str); 5] = [
    ("SE", MARCH),
    ("SE", JUNE),
    ("NO", MARCH),
    ("NL", MARCH),
    ("FI", JUNE),
];

pub(super) async fn play_all(table: &'static str, places: &[(&str, &'static str)]) {
    let mut wrong = Vec::new();
    for line in lines(table) {
        for (country, day) in places.iter().copied() {
            if let Err(why) = Box::pin(play(line, country, day)).await {
                wrong.push(format!("{country} {day}: {line}\n    {why}"));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} orders went wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// In the shop's own terms, as WooCommerce's plugin writes them.
const EVERYWHERE: &str = "
| 1 LAMP of 799 | 1 × 799 LAMP | LAMP 799
| 2 LAMP of 799 | 2 × 799 LAMP | LAMP 1598
unpriced | 2 LAMP of 799 | 2 × 799 LAMP | LAMP 1598
unpriced, products LAMP 799 | 2 LAMP of 799 | 2 × 799 LAMP | LAMP 1598
| 2 LAMP of 799, 1 COFFEE of 79, ship 49 as LAMP | 2 × 799 LAMP, 1 × 79 COFFEE, 1 × 49 SHIPPING | LAMP 1647; COFFEE 79
| 3 COFFEE of 79, ship 49 as COFFEE | 3 × 79 COFFEE, 1 × 49 SHIPPING | COFFEE 237; REDUCED 49
| 3 COFFEE of 79, 2 MUG of 149 | 3 × 79 COFFEE, 2 × 149 MUG | COFFEE 237; MUG 298
unpriced, products COFFEE 79 MUG 149 | 3 COFFEE of 79, 2 MUG of 149 | 3 × 79 COFFEE, 2 × 149 MUG | COFFEE 237; MUG 298
priced COFFEE 79 | 3 COFFEE of 79, 2 MUG of 149 | 3 × 79 COFFEE, 2 × 149 MUG | COFFEE 237; MUG 298
unpriced | 3 COFFEE of 79, 2 MUG of 149 | parked price_underdetermined: line 1 (COFFEE), 3 at; line 2 (MUG), 2 at; 535
| 30 MUG of 149, fee 29 | parked amount_not_listed: 29.00; no line; send no fees
fees 50 | 30 MUG of 149, fee 29 | 30 × 149 MUG, 1 × 29 FEE | MUG 4470; FEE 29
fees 20 | 30 MUG of 149, fee 29 | parked amount_not_listed: 29.00
fees 50 | 1 LAMP of 799, fee 19 | 1 × 799 LAMP, 1 × 19 FEE | LAMP 799; FEE 19
| 1 LAMP of 799, 1 MUG of 399, coupon 799 LAMP | 1 × 0 LAMP, 1 × 399 MUG | MUG 399
| 1 LAMP of 800, 1 COFFEE of 100, coupon 20 COFFEE | 1 × 800 LAMP, 1 × 100 COFFEE, -1 × 20 DISCOUNT | LAMP 800; COFFEE 100; REDUCED -20
| 2 LAMP of 799, coupon 10% | 2 × 799 LAMP, -1 × 159.8 DISCOUNT | LAMP 1438.20
| 1 COFFEE of 316, 1 MUG of 149, ship 49 as MUG | 1 × 316 COFFEE, 1 × 149 MUG, 1 × 49 SHIPPING | COFFEE 316; MUG 198
| 1 GIFT of 1000, 1 MUG of 149, ship 49 as MUG | 1 × 1000 GIFT, 1 × 149 MUG, 1 × 49 SHIPPING | GIFT 1000; MUG 198
| 12 TEA of 45 | 12 × 45 TEA | TEA 540
| 2 TEA of 45, 4 COFFEE of 79, ship 39 as COFFEE | 2 × 45 TEA, 4 × 79 COFFEE, 1 × 39 SHIPPING | COFFEE 406; REDUCED 39
company | 2 LAMP of 799, ship 49 as LAMP | * | LAMP 1647
company | 2 LAMP of 799, 1 MUG of 149, ship 49 as LAMP, coupon 10% | * | LAMP 1621.30
| 2 LAMP of 799, 1 MUG of 149, ship 49 as LAMP, coupon 10% | * | LAMP 1621.30
| 2 LAMP of 799, 1 COFFEE of 79, ship 49 as LAMP, coupon 10% | * | LAMP 1487.20; COFFEE 79; REDUCED -7.90
company | 2 LAMP of 799, 1 COFFEE of 79, ship 49 as LAMP, coupon 10% | * | LAMP 1487.20; COFFEE 79; REDUCED -7.90
magento | 12 TEA of 45, ship 39 as TEA | * | TEA 540; REDUCED 39
order | 2 LAMP of 799, ship 49 as LAMP | 2 × 799 LAMP, 1 × 49 SHIPPING | LAMP 1647
order | 3 COFFEE of 79, ship 49 as COFFEE | 3 × 79 COFFEE, 1 × 49 SHIPPING | COFFEE 237; REDUCED 49
| 3-1 LAMP of 799 | parked partial_refund: this looks like a partial refund
| 5 LAMP of 799, 2-1 MUG of 149 | parked partial_refund: this looks like a partial refund; line 2 costs
| 1 LAMP of 799, 2-2 MUG of 149 | parked partial_refund: this looks like a partial refund; line 2
magento | 3 COFFEE of 79, 2 MUG of 149, ship 49 as MUG | 3 × 79 COFFEE, 2 × 149 MUG, 1 × 49 SHIPPING | COFFEE 237; MUG 347
magento | 1 LAMP of 799 | 1 × 799 LAMP | LAMP 799
magento, unpriced | 30 TEA of 45, ship 49 as TEA | * | TEA 1350; REDUCED 49
magento, unpriced | 30 TEA of 45, ship 49 as LAMP | * | TEA 1350; LAMP 49
magento, unpriced | 144 MUG of 149, ship 79 as MUG | * | MUG 21535
magento, unpriced | 250 HOOK of 12.50, ship 95 as HOOK | * | HOOK 3220
magento, unpriced | 36 HOOK of 12.50, ship 39.90 as HOOK | * | HOOK 489.90
magento, unpriced | 7 COFFEE of 79, 5 MUG of 149, ship 49 as MUG | * | COFFEE 553; MUG 794
magento, unpriced | 60 COFFEE of 79, ship 29 as COFFEE | * | COFFEE 4740; REDUCED 29
magento, unpriced | 60 COFFEE of 79, 1 LAMP of 799, ship 29 as LAMP | * | COFFEE 4740; LAMP 828
magento, unpriced | 60 COFFEE of 79, 40 MUG of 149, ship 29 as MUG | * | COFFEE 4740; MUG 5989
magento | 60 COFFEE of 79, 40 MUG of 149, ship 29 as MUG | * | COFFEE 4740; MUG 5989
magento, company | 60 COFFEE of 79, ship 29 as COFFEE | * | COFFEE 4740; REDUCED 29
magento | 2 LAMP of 799, coupon 10%, ship 49 as LAMP | * | LAMP 1487.20
magento | 12 COFFEE of 79, 3 MUG of 149, coupon 15% | * | COFFEE 948; REDUCED -142.20; MUG 379.95
";

/// The same, of mixed carts.
const MIXED: &str = "
| 1 GIFT of 500, 2 MUG of 149, coupon 10% MUG | * | GIFT 500; MUG 268.20
| 1 GIFT of 500 | 1 × 500 GIFT | GIFT 500
| 2 GIFT of 500, ship 49 as LAMP | * | GIFT 1000; LAMP 49
unpriced | 1 LAMP of 799, ship 49 as LAMP | * | LAMP 848
unpriced | 1 COFFEE of 79, 1 LAMP of 799, ship 49 as LAMP | * | COFFEE 79; LAMP 848
unpriced | 2 MUG of 149, coupon 20% | * | MUG 238.40
| 2 MUG of 149, 2 COFFEE of 79, coupon 50 MUG | * | MUG 248; COFFEE 158
| 3 COFFEE of 79, coupon 237 COFFEE, ship 49 as COFFEE | * | COFFEE 0; REDUCED 49
company | 2 COFFEE of 79, 2 MUG of 149 | * | COFFEE 158; MUG 298
order, company | 2 LAMP of 799, 1 MUG of 149 | * | LAMP 1747
fees 50 | 2 LAMP of 799, 1 COFFEE of 79, fee 29 | * | LAMP 1598; COFFEE 79; FEE 29
fees 50, company | 30 MUG of 149, fee 29 | * | MUG 4470; FEE 29
| 24 HOOK of 12.50 | 24 × 12.5 HOOK | HOOK 300
| 7 HOOK of 12.50, 3 TEA of 45 | 7 × 12.5 HOOK, 3 × 45 TEA | HOOK 87.50; TEA 135
unpriced, products HOOK 12.50 TEA 45 | 7 HOOK of 12.50, 3 TEA of 45 | * | HOOK 87.50; TEA 135
| 1 LAMP of 799, 12 MUG of 149, 6 COFFEE of 79, 4 TEA of 45, ship 99 as LAMP, coupon 15% | * | LAMP 2297.95; COFFEE 654; REDUCED -98.10
| 2 LAMP of 799, 1 COFFEE of 79, fee 29 | parked amount_not_listed: 29.00; no line
| 5-1 COFFEE of 79 | parked partial_refund: this looks like a partial refund
store auto | 1 LAMP of 799, ship 49 as LAMP | * | LAMP 848
magento | 1 LAMP of 799, ship 49 as LAMP, coupon 100 | * | LAMP 748
magento, order | 3 COFFEE of 79, 2 MUG of 149, coupon 10% | * | COFFEE 237; REDUCED -23.70; MUG 268.20
magento, unpriced | 2 LAMP of 799, coupon 10% | * | LAMP 1438.20
magento, unpriced | 30 TEA of 45, coupon 25% | * | TEA 1350; REDUCED -337.50
";

/// As ActiveCampaign has them; in Sweden, in March.
const SWEDEN: &str = "
| 2 LAMP 640, total 1598 | 2 × 799 LAMP | LAMP 1598
priced LAMP 899 | 2 LAMP 640, total 1598 | 2 × 799 LAMP | LAMP 1598
| 2 LAMP 640, 1 COFFEE 70.535714, ship 39.2, total 1726 | 2 × 799 LAMP, 1 × 79 COFFEE, 1 × 49 SHIPPING | LAMP 1647; COFFEE 79
| 3 COFFEE 71, ship 43.75, total 286 | 3 × 79 COFFEE, 1 × 49 SHIPPING | COFFEE 237; REDUCED 49
| 3 COFFEE 71, 2 MUG 120, total 535 | 3 × 79 COFFEE, 2 × 149 MUG | COFFEE 237; MUG 298
unpriced, products COFFEE 70.54 MUG 119.20 | 3 COFFEE 71, 2 MUG 120, total 535 | 3 × 79 COFFEE, 2 × 149 MUG | COFFEE 237; MUG 298
| 30 MUG 120, total 4499 | parked amount_not_listed: 29.00
products MUG 149 | 30 MUG 120, total 4499 | parked amount_not_listed: 29.00
unpriced, products MUG 149 | 30 MUG 120, total 4499 | parked amount_not_listed: 29.00
unpriced | 30 MUG 120, total 4499 | parked price_underdetermined: MUG
unpriced | 5 HOOK 10, total 62.50 | parked price_underdetermined: line 1 (HOOK), 5 at 10
unpriced, products HOOK 12.50 | 5 HOOK 10, total 62.50 | 5 × 12.5 HOOK | HOOK 62.50
| 30 MUG 120, total 4470 | 30 × 149 MUG | MUG 4470
auto | 3 MUG 33.33, total 100 | 2 × 33.33 MUG, 1 × 33.34 MUG | MUG 100
auto | 3 MUG 33.33, total 100.02 | parked price_ambiguous: 100.02
auto | 7 MUG 14.29, 1 LAMP 799, total 899 | 3 × 14.28 MUG, 4 × 14.29 MUG, 1 × 799 LAMP | LAMP 899
auto | 1 LAMP 719.10, off 79.90, total 719.10 | 1 × 719.1 LAMP | LAMP 719.10
| 1 LAMP 0, 1 MUG 319.2, off 639.2, total 399 | 1 × 0 LAMP, 1 × 399 MUG | MUG 399
auto | 1 LAMP 0, 1 MUG 319.2, off 639.2, total 399 | 1 × 0 LAMP, 1 × 399 MUG | MUG 399
| 1 LAMP 640, 1 COFFEE 89.285714, off 17.857143, total 880 | 1 × 800 LAMP, 1 × 100 COFFEE, -1 × 20 DISCOUNT | LAMP 800; COFFEE 100; REDUCED -20
auto | 1 LAMP 640, 1 COFFEE 89.285714, off 17.857143, total 880 | 1 × 800 LAMP, 1 × 100 COFFEE, -1 × 20 DISCOUNT | LAMP 800; COFFEE 100; REDUCED -20
| 1 COFFEE 282.142857, 1 MUG 119.2, ship 39.2, total 514 | 1 × 316 COFFEE, 1 × 149 MUG, 1 × 49 SHIPPING | COFFEE 316; MUG 198
auto | 1 COFFEE 282.142857, 1 MUG 119.2, ship 39.2, total 514 | 1 × 316 COFFEE, 1 × 149 MUG, 1 × 49 SHIPPING | COFFEE 316; MUG 198
auto | 1 LAMP 799, ship 39.2, total 848 | 1 × 799 LAMP, 1 × 49 SHIPPING | LAMP 848
auto | 1 LAMP 799, 1 - 0, total 799 | 1 × 799 LAMP, \"Sample\" | LAMP 799
auto | 1 LAMP 799, 1 SAMPLE 0, total 799 | 1 × 799 LAMP, \"Sample\" | LAMP 799
| 1 LAMP 639.2, 1 - 0, total 799 | 1 × 799 LAMP, \"Sample\" | LAMP 799
auto | 1 LAMP 799, total 828 | parked amount_not_listed: 29.00; fees.unexplained_article
auto, fees 50 | 1 LAMP 799, total 828 | 1 × 799 LAMP, 1 × 29 FEE | LAMP 799; FEE 29
| 3 LAMP -639, total 799 | parked partial_refund: this looks like a partial refund; below zero
| 1 LAMP 639.2, total 700 | parked partial_refund: this looks like a partial refund
auto | 1 GIFT 1000, 1 MUG 149, ship 49, total 1198 | 1 × 1000 GIFT, 1 × 149 MUG, 1 × 49 SHIPPING | GIFT 1000; MUG 198
auto | 1 GIFT 1000, 1 LAMP 799, off 100, total 1699 | 1 × 1000 GIFT, 1 × 799 LAMP, -1 × 100 DISCOUNT | GIFT 1000; LAMP 699
auto | 1 LAMP 799, off 200 Gift card 1234, total 599 | 1 × 799 LAMP, -1 × 200 DEBT | LAMP 799; DEBT -200
auto | 1 LAMP 799, off 200 Presentkort 77, total 599 | 1 × 799 LAMP, -1 × 200 DEBT | LAMP 799; DEBT -200
auto | 1 LAMP 799, off 200 gc-99, total 599 | 1 × 799 LAMP, -1 × 200 DEBT | LAMP 799; DEBT -200
| 1 LAMP 639.2, off 200 Gift card 1234, total 599 | 1 × 799 LAMP, -1 × 200 DEBT | LAMP 799; DEBT -200
auto, rounds, order | 1 COFFEE 89.55, total 90 | 1 × 89.55 COFFEE | COFFEE 89.55
auto, rounds, paid | 1 LAMP 719.50, total 719.50 | parked total_mismatch: 719.50; 720.00; Turn rounding off
auto, paid | 1 LAMP 719.50, total 719.50 | 1 × 719.5 LAMP | LAMP 719.50
auto, rounds, paid | 1 LAMP 799, total 799 | 1 × 799 LAMP | LAMP 799
store woocommerce, auto | 2 LAMP 640, total 1598 | 2 × 799 LAMP | LAMP 1598
auto | 1 LAMP 799, off 799 Gift card 55, total 0 | 1 × 799 LAMP, -1 × 799 DEBT | LAMP 799; DEBT -799
auto | 1 COFFEE 79, 1 LAMP 799, off 100 Gavekort 7, total 778 | * | COFFEE 79; LAMP 799; DEBT -100
auto | 1 LAMP 799, off 200 Cadeaubon 9, total 599 | * | LAMP 799; DEBT -200
auto | 1 LAMP 799, off 200 Lahjakortti 3, total 599 | * | LAMP 799; DEBT -200
auto | 1 LAMP 799, off 200 Geschenkgutschein X, total 599 | * | LAMP 799; DEBT -200
auto | 1 LAMP 799, off 200 Carte cadeau 5, total 599 | * | LAMP 799; DEBT -200
auto | 1 LAMP 799, off 200 Tarjeta regalo 5, total 599 | * | LAMP 799; DEBT -200
auto | 1 LAMP 799, off 200 Black Week, total 599 | * | LAMP 599
auto | 2 LAMP 799, total 1598 | 2 × 799 LAMP | LAMP 1598
auto | 2 LAMP 1598, total 1598 | 2 × 799 LAMP | LAMP 1598
auto | 3 MUG 149, ship 49, off 44.70, total 451.30 | * | MUG 451.30
auto | 1 COFFEE 79, 1 MUG 149, ship 49, total 277 | * | COFFEE 79; MUG 198
auto, rounds, order | 1 LAMP 719.50, total 720 | * | LAMP 719.50
auto, rounds, order | 1 LAMP 719.40, total 719 | * | LAMP 719.40
auto, rounds, paid | 1 COFFEE 89.55, total 90 | 1 × 89.55 COFFEE | COFFEE 89.55
store auto | 2 LAMP 640, total 1598 | parked price_ambiguous: 1598
prices vat = \"included\" | 2 LAMP 799, total 1598 | 2 × 799 LAMP | LAMP 1598
prices vat = \"included\" and line_price = \"line\" | 2 LAMP 1598, total 1598 | 2 × 799 LAMP | LAMP 1598
";

/// Carts that somebody would try who wants to see a wrong booking; in Sweden, in March.
const ODD: &str = "
auto | 1 LAMP 799, 1 MUG -149, total 650 | 1 × 799 LAMP, -1 × 149 MUG | LAMP 650
auto | 2 LAMP 799, 1 LAMP 699, total 2297 | 2 × 799 LAMP, 1 × 699 LAMP | LAMP 2297
| 2 LAMP of 799, 1 LAMP of 799 | 2 × 799 LAMP, 1 × 799 LAMP | LAMP 2397
| 2 LAMP of 799, 2 LAMP of 699 | 2 × 799 LAMP, 2 × 699 LAMP | LAMP 2996
| 2 LAMP of 799, 1 LAMP of 400 | * | LAMP 1998
| 3 COFFEE of 79, 2 MUG of 149, 2 BOOK of 120 | 3 × 79 COFFEE, 2 × 149 MUG, 2 × 120 BOOK | COFFEE 237; MUG 298; BOOK 240
| 3 COFFEE of 79, 2 MUG of 149, 2 BOOK of 120, ship 49 as MUG, coupon 10% | * | COFFEE 237; MUG 317.20; BOOK 216; REDUCED -23.70
| 2 LAMP of 799, coupon 100% | 2 × 0 LAMP | LAMP 0
| 2 LAMP of 799, coupon 100%, ship 49 as LAMP | * | LAMP 49
| 2 LAMP of 799, 1 COFFEE of 79, coupon 10%, coupon 50 COFFEE | * | LAMP 1438.20; COFFEE 79; REDUCED -57.90
| 2 LAMP of 799, 1 MUG of 149, coupon 10%, coupon 50 MUG | * | LAMP 1522.30
| 3 COFFEE of 79, 2 MUG of 149, coupon 50 COFFEE | * | COFFEE 237; REDUCED -50; MUG 298
| 1 COFFEE of 79, 1 LAMP of 799, coupon 79 COFFEE | * | LAMP 799; COFFEE 0
| 1 COFFEE of 79, 1 LAMP of 799, coupon 200 LAMP | * | COFFEE 79; LAMP 599
| 2 COFFEE of 79, 1 GIFT of 1000, coupon 20 COFFEE, ship 39 as COFFEE | * | COFFEE 158; REDUCED 19; GIFT 1000
auto | 1 GIFT 500, 1 LAMP 799, off 200 Gift card 55, total 1099 | 1 × 500 GIFT, 1 × 799 LAMP, -1 × 200 DEBT | GIFT 500; LAMP 799; DEBT -200
| 1 GIFT 500, 2 LAMP 640, off 200 Gift card 55, total 1898 | 1 × 500 GIFT, 2 × 799 LAMP, -1 × 200 DEBT | GIFT 500; LAMP 1598; DEBT -200
auto | 1 LAMP 799, off 50, off 200 Gift card 5, total 549 | * | LAMP 749; DEBT -200
auto | 1 MUG 149, 1 LAMP 799, off 200, total 748 | * | LAMP 748
auto | 1 LAMP 799, ship 49, off 49 FREESHIP, total 799 | * | LAMP 799
auto | 1 COFFEE 79, ship 49, off 49 FREESHIP, total 79 | * | COFFEE 79; REDUCED 0
auto, in JPY | 3 LAMP 7990, ship 490, total 24460 | 3 × 7990 LAMP, 1 × 490 SHIPPING | LAMP 24460
in JPY | 3 LAMP of 7990, ship 490 as LAMP | * | LAMP 24460
in EUR | 2 LAMP of 79.90, 1 MUG of 14.90 | parked price_underdetermined: 174.70 EUR
in EUR, products LAMP 79.90 | 2 LAMP of 79.90, 1 MUG of 14.90 | parked price_underdetermined: 174.70 EUR
in EUR | 3 LAMP of 79.90, ship 4.90 as LAMP | parked price_underdetermined: 244.60 EUR
auto | 1000 HOOK 12.50, total 12500 | 1000 × 12.5 HOOK | HOOK 12500
| 1000 HOOK of 12.50 | * | HOOK 12500
| 1 HOOK of 0.01 | 1 × 0.01 HOOK | HOOK 0.01
| 2 HOOK of 0.01 | parked partial_refund: line 1 costs 1, and its article 10
| 1 LAMP of 799, 2-1 COFFEE of 79 | parked partial_refund: this looks like a partial refund
| 3 LAMP of 599 | 3 × 599 LAMP | LAMP 1797
| 3 COFFEE of 59, 1 LAMP of 799 | 3 × 59 COFFEE, 1 × 799 LAMP | COFFEE 177; LAMP 799
| 2 COFFEE of 71.10, 2 MUG of 134.10 | 2 × 71.1 COFFEE, 2 × 134.1 MUG | COFFEE 142.20; MUG 268.20
| 3 COFFEE of 63.20, 1 LAMP of 639.20, ship 49 as LAMP | 3 × 63.2 COFFEE, 1 × 639.2 LAMP, 1 × 49 SHIPPING | COFFEE 189.60; LAMP 688.20
| 2 LAMP of 799, 1 COFFEE of 79, 3 MUG of 149, coupon 10%, coupon 20 | * | LAMP 1823.83; COFFEE 79; REDUCED -11.23
| 2 LAMP 640, 1 COFFEE 70.535714, off 134.893571, off 200 Gift card 5, total 1309.30 | * | LAMP 1438.20; COFFEE 79; REDUCED -7.90; DEBT -200
company | 3 COFFEE of 79, 2 MUG of 149, 2 BOOK of 120 | * | COFFEE 237; 250@3001 297.99; 60@3003 240.01
company | 7 HOOK of 12.50, 3 TEA of 45, coupon 10% | * | HOOK 78.75; COFFEE 135; REDUCED -13.50
auto | 1 LAMP 799, off 900, total 0 | parked price_ambiguous
auto | 2 LAMP 0, total 0 | 2 × 0 LAMP | LAMP 0
auto | 1 LAMP 200000000000, total 200000000000 | parked value_invalid: too large
auto | 1 LAMP 799.999, total 800 | 1 × 800 LAMP | LAMP 800
auto | 3 COFFEE 79, 2 MUG 149, off 53.50, total 481.50 | * | COFFEE 237; REDUCED -23.70; MUG 268.20
auto | 3 COFFEE 79, 2 MUG 149, off 50, total 485 | * | COFFEE 237; REDUCED -22.15; MUG 270.15
";

/// WooCommerce's orders from a Swedish shop that go abroad.
const ABROAD: &str = "
company, to DE, VAT number | 2 LAMP of 639.20 at 0 | 2 × 639.2 LAMP | 0@3108 1278.40
company, to DE, VAT number | 2 LAMP of 639.20 at 0, 3 COFFEE of 70.535714 at 0 | * | 0@3108 1490.01
company, to DE, VAT number, unpriced | 2 LAMP of 639.20 at 0, 3 COFFEE of 70.53 at 0, ship 39.20 at 0 | * | 0@3108 1529.19
to NO | 2 LAMP of 639.20 at 0, ship 39.20 at 0 | * | 0@3105 1317.60
to NO, unpriced | 3 COFFEE of 70.53 at 0, 2 MUG of 119.20 at 0 | * | 0@3105 449.99
to US | 5 COFFEE of 70.54 at 0 | * | 0@3105 352.70
OSS, to DE | 2 LAMP of 799 at 190 | 2 × 799 LAMP | 190@3106 1598
OSS, to DE | 2 LAMP of 760.65 at 190, ship 46.65 at 190 | * | 190@3106 1567.95
OSS, to DE | 3 COFFEE of 79 at 70, 2 MUG of 149 at 190 | * | 70@3106 237; 190@3106 298
OSS, to DE, unpriced | 3 COFFEE of 79 at 70, 2 MUG of 149 at 190 | parked price_underdetermined: COFFEE; MUG
to FI | 2 LAMP of 799 | 2 × 799 LAMP | 250@3107 1598
to FI | 3 COFFEE of 79, 2 MUG of 149, coupon 10% | * | 120@3107 213.30; 250@3107 268.20
";

#[tokio::test]
async fn odd_carts_are_booked_right_or_wait_for_a_person() {
    play_all(ODD, &[("SE", MARCH)]).await;
}

#[tokio::test]
async fn what_woocommerce_sells_abroad_is_booked_by_kind_of_sale() {
    play_all(ABROAD, &[("SE", MARCH)]).await;
}

#[tokio::test]
async fn what_woocommerce_and_magento_write_is_booked_in_march() {
    play_all(EVERYWHERE, &PLACES[..1]).await;
}

#[tokio::test]
async fn what_woocommerce_and_magento_write_is_booked_in_june() {
    play_all(EVERYWHERE, &PLACES[1..2]).await;
}

#[tokio::test]
async fn what_woocommerce_and_magento_write_is_booked_in_norway() {
    play_all(EVERYWHERE, &PLACES[2..3]).await;
}

#[tokio::test]
async fn what_woocommerce_and_magento_write_is_booked_for_euros() {
    play_all(EVERYWHERE, &PLACES[3..]).await;
}

#[tokio::test]
async fn mixed_carts_are_booked_in_sweden_and_norway() {
    play_all(MIXED, &PLACES[..3]).await;
}

#[tokio::test]
async fn mixed_carts_are_booked_for_euros() {
    play_all(MIXED, &PLACES[3..]).await;
}

#[tokio::test]
async fn what_stores_write_in_sweden_is_booked_or_waits_for_a_person() {
    play_all(SWEDEN, &[("SE", MARCH)]).await;
}

#[test]
fn the_tables_of_stores_have_at_least_350_orders() {
    let everywhere = lines(EVERYWHERE).chain(lines(MIXED)).count();
    let count = everywhere * PLACES.len() + lines(SWEDEN).count();
    assert!(count >= 350, "{count} orders");
}

#[tokio::test]
async fn the_convention_and_what_settled_prices_stand_in_the_journal() {
    let store = Store {
        chart: chart("SE"),
        day: MARCH,
        options: vec!["unpriced", "products COFFEE 79 MUG 149"],
        order: "3 COFFEE of 79, 2 MUG of 149",
    };
    let world = store.open();
    let source = store.place(&world, &store.seed());
    document(&world.settle(job(&world, JobKind::Order, &source)).await);
    let entry = world.entry(&source).await;
    let steps: Vec<&str> = entry
        .steps
        .iter()
        .filter(|step| step.name == "prices")
        .map(|step| step.text.as_str())
        .collect();
    assert_eq!(
        steps,
        [
            "price convention woocommerce (detected from woocommerce)",
            "2 of 2 product prices read from the store",
            "line 1 at 79.00 a piece with the sale's VAT, by the product's price in the store; line 2 at 149.00 a piece with the sale's VAT, by the product's price in the store",
        ]
    );
    // The next order of the process asks for no connections, and for no prices that its own say.
    world.forget_counts();
    let seed = OrderSeed {
        id: "7002".to_owned(),
        number: "7002".to_owned(),
        ..Store {
            order: "1 COFFEE of 79",
            ..store
        }
        .seed()
    };
    let OrderKey {
        connection, order, ..
    } = world.order(&seed);
    let source = format!("order:{connection}:{order}");
    document(&world.settle(job(&world, JobKind::Order, &source)).await);
    let calls = world.calls();
    assert!(
        !calls.iter().any(|call| call.contains("/connections")),
        "{calls:?}"
    );
    assert_eq!(
        calls.iter().filter(|call| call.contains("graphql")).count(),
        1,
        "{calls:?}"
    );
}

/// An order that was sent, and what its job says once the shop has changed it.
async fn changed(options: &str, before: &str, after: &str) -> (World, model::Problem) {
    let mut store = Store {
        chart: chart("SE"),
        day: MARCH,
        options: options.split(", ").collect(),
        order: before,
    };
    let world = store.open();
    let source = store.place(&world, &store.seed());
    document(&world.settle(job(&world, JobKind::Order, &source)).await);
    world.pass(3600);
    store.order = after;
    store.place(&world, &store.seed());
    let client = &world.worker.services().activecampaign;
    let order = client.order("1", "7001").await.unwrap().unwrap();
    let again = model::Job {
        version: order.version,
        ..job(&world, JobKind::Order, &source)
    };
    match world.settle(again.clone()).await {
        JobOutcome::Parked(problem) => (world, problem),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_partial_refund_after_the_order_was_sent_is_told_with_its_amount() {
    for (options, after, words) in [
        (
            "",
            "3-1 LAMP of 799",
            &["invoice 1", "799.00 SEK", "come to 2.00 SEK without VAT"][..],
        ),
        ("", "3-2 LAMP of 799", &["invoice 1", "1598.00 SEK", "below zero"]),
        (
            "",
            "3-3 LAMP of 799, 1 MUG of 149",
            &["invoice 1", "2248.00 SEK", "below zero"],
        ),
        (
            "",
            "1 LAMP of 799",
            &["invoice 1", "credit the refunded 1598.00 SEK"],
        ),
        (
            "order",
            "3-1 LAMP of 799",
            &["order 1", "take the refunded 799.00 SEK"],
        ),
    ] {
        let (world, problem) = changed(options, "3 LAMP of 799", after).await;
        assert_eq!(problem.code, model::Code::PARTIAL_REFUND, "{problem}");
        let text = problem.to_string();
        assert!(text.contains("this looks like a partial refund"), "{text}");
        for word in words {
            assert!(text.contains(word), "{word}: {text}");
        }
        let made = held(&world, "invoices").len() + held(&world, "orders").len();
        assert_eq!(made, 1, "{options} {after}");
    }
    // More than before is no refund, and of another store a smaller order is a changed one.
    let (_, problem) = changed("", "3 LAMP of 799", "4 LAMP of 799").await;
    assert_eq!(problem.code, model::Code::CHANGED_AFTER_CREATION);
    let (_, problem) = changed("auto", "3 LAMP 799, total 2397", "1 LAMP 799, total 799").await;
    assert_eq!(problem.code, model::Code::CHANGED_AFTER_CREATION);
}

#[tokio::test]
async fn a_partial_refund_names_only_what_no_credit_has_taken_off_yet() {
    let mut store = Store {
        chart: chart("SE"),
        day: MARCH,
        options: Vec::new(),
        order: "3 LAMP of 799",
    };
    let world = store.open();
    let source = store.place(&world, &store.seed());
    document(&world.settle(job(&world, JobKind::Order, &source)).await);
    let one_lamp = [(1, Decimal::ONE)];
    let invoice = held(&world, "invoices")[0]["Id"]
        .as_str()
        .unwrap()
        .parse()
        .unwrap();
    let mut told = Vec::new();
    for (order, is_credited_after) in [("3-1 LAMP of 799", true), ("3-2 LAMP of 799", false)] {
        world.pass(3600);
        store.order = order;
        store.place(&world, &store.seed());
        let client = &world.worker.services().activecampaign;
        let version = client.order("1", "7001").await.unwrap().unwrap().version;
        let again = model::Job {
            version,
            ..job(&world, JobKind::Order, &source)
        };
        match world.settle(again).await {
            JobOutcome::Parked(problem) => told.push(problem.to_string()),
            other => panic!("{order}: {other:?}"),
        }
        if is_credited_after {
            let books = world.sandbox.eaccounting();
            books.credit_invoice(invoice, Some(&one_lamp)).unwrap();
        }
    }
    assert!(told[0].contains("credit the refunded 799.00 SEK"), "{}", told[0]);
    let left = "credit 799.00 SEK, VAT included, which is what is left of the refunded 1598.00 SEK";
    assert!(told[1].contains(left), "{}", told[1]);

    // Credited before the shop says so: nothing is left to do.
    let (world, source) = {
        store.order = "3 LAMP of 799";
        let world = store.open();
        let source = store.place(&world, &store.seed());
        document(&world.settle(job(&world, JobKind::Order, &source)).await);
        (world, source)
    };
    let invoice = held(&world, "invoices")[0]["Id"]
        .as_str()
        .unwrap()
        .parse()
        .unwrap();
    world
        .sandbox
        .eaccounting()
        .credit_invoice(invoice, Some(&one_lamp))
        .unwrap();
    world.pass(3600);
    store.order = "3-1 LAMP of 799";
    store.place(&world, &store.seed());
    let client = &world.worker.services().activecampaign;
    let version = client.order("1", "7001").await.unwrap().unwrap().version;
    let again = model::Job {
        version,
        ..job(&world, JobKind::Order, &source)
    };
    let ended = world.settle(again).await;
    assert!(matches!(ended, JobOutcome::Done { .. }), "{ended:?}");
    assert_eq!(world.alerts.all().len(), 0);
}

#[tokio::test]
async fn an_order_from_before_a_rate_changed_is_not_invoiced_by_way_of_an_order() {
    let store = |day| Store {
        chart: chart("SE"),
        day,
        options: Vec::new(),
        order: "3 COFFEE of 79",
    };
    let settings = store(MARCH)
        .settings()
        .replace("\"invoice\"", "\"order-invoiced\"");
    for (day, parks) in [(MARCH, true), (JUNE, false)] {
        let world = store(day).open();
        world.set(&settings);
        let source = store(day).place(&world, &store(day).seed());
        match world.settle(job(&world, JobKind::Order, &source)).await {
            JobOutcome::Parked(problem) => {
                assert!(parks, "{problem}");
                let text = problem.to_string();
                for word in ["COFFEE", "2026-03-15", "12 %", "6 %", "document = \"invoice\""] {
                    assert!(text.contains(word), "{word}: {text}");
                }
                assert_eq!(held(&world, "orders"), Vec::<Value>::new());
            }
            other => {
                document(&other);
                assert!(!parks);
                let invoices = held(&world, "invoices");
                assert_eq!(booked(&invoices[0]), nets(&store(day).figures("COFFEE 237")));
            }
        }
    }
}

#[tokio::test]
async fn a_new_article_for_shipping_has_a_rate_that_stays_when_foods_moves() {
    for (day, rate, account) in [(MARCH, "12", 3002), (JUNE, "6", 3003)] {
        let store = Store {
            chart: chart("SE"),
            day,
            options: Vec::new(),
            order: "3 COFFEE of 79, ship 49 as COFFEE",
        };
        let world = store.open();
        world.set(&store.settings().replace("FRAKT{rate}", "NEWSHIP{rate}"));
        let source = store.place(&world, &store.seed());
        document(&world.settle(job(&world, JobKind::Order, &source)).await);
        let codings = world.records("articleaccountcodings");
        let articles = world.records("articles");
        let article = articles
            .iter()
            .find(|article| article["Number"] == format!("NEWSHIP{rate}"))
            .unwrap_or_else(|| panic!("no article for shipping at {rate} %"));
        let coding = codings.iter().find(|coding| coding["Id"] == article["CodingId"]);
        assert_eq!(coding.unwrap()["DomesticSalesSubjectToVatAccountNumber"], account);
    }
}

#[tokio::test]
async fn every_value_that_was_decided_is_on_the_last_document() {
    for keeps_date in [false, true] {
        for document_kind in ["order", "order-invoiced", "invoice-draft", "invoice"] {
            let store = Store {
                chart: chart("SE"),
                day: MARCH,
                options: Vec::new(),
                order: "2 LAMP of 799, ship 49 as LAMP",
            };
            let world = store.open();
            world
                .sandbox
                .eaccounting()
                .change_company_settings(json!({"KeepOriginalDraftDate": keeps_date}));
            let settings = store.settings().replace(
                "document = \"invoice\"",
                &format!(
                    "document = \"{document_kind}\"\nour_reference = \"Kim Qvzx\"\nterms_of_payment = \"10\"\n\
                     delivery_method = \"DHL\"\nnote = true"
                ),
            );
            world.set(&format!(
                "{settings}[mapping.order]\nYourReference = \"order.number & ' for the desk'\"\n"
            ));
            let mut seed = store.seed();
            seed.url = "https://shop.example.com/orders/7001".to_owned();
            seed.delivery.address1 = "Nya gatan 5".to_owned();
            seed.delivery.address2 = "Ombudet 3".to_owned();
            seed.delivery.city = "Lund".to_owned();
            seed.delivery.postal = "22222".to_owned();
            let source = store.place(&world, &seed);
            let verdict = world.settle(job(&world, JobKind::Order, &source)).await;
            document(&verdict);
            let what = format!("{document_kind}, KeepOriginalDraftDate = {keeps_date}: {verdict:?}");
            let kind = match document_kind {
                "order" => "orders",
                "invoice-draft" => "customerinvoicedrafts",
                _ => "customerinvoices",
            };
            let last = world.only(kind);
            let terms = world.records("termsofpayments");
            let terms = terms.iter().find(|terms| terms["NumberOfDays"] == 10).unwrap();
            for (field, wanted) in [
                ("BuyersOrderReference", "7001"),
                ("OurReference", "Kim Qvzx"),
                ("YourReference", "7001 for the desk"),
                ("DeliveryAddress1", "Nya gatan 5"),
                ("DeliveryAddress2", "Ombudet 3"),
                ("DeliveryCity", "Lund"),
                ("DeliveryCountryCode", "SE"),
                ("DeliveryMethodName", "DHL"),
                ("TermsOfPaymentId", terms["Id"].as_str().unwrap()),
            ] {
                assert_eq!(last[field], wanted, "{field}: {what}");
            }
            assert_eq!(
                last["DeliveryPostalCode"].as_str().unwrap().replace(' ', ""),
                "22222"
            );
            let date = match document_kind {
                "order" => &last["OrderDate"],
                _ => &last["InvoiceDate"],
            };
            let day = if document_kind == "order-invoiced" {
                "2026-11-23"
            } else {
                MARCH
            };
            assert!(date.as_str().unwrap().starts_with(day), "{date}: {what}");
            let currency = match kind {
                "customerinvoicedrafts" => &last["InvoiceCurrencyCode"],
                _ => &last["CurrencyCode"],
            };
            assert_eq!(currency, "SEK", "{what}");
            if let Some(due) = last["DueDate"].as_str() {
                let due_day = if day == MARCH { "2026-03-25" } else { "2026-12-03" };
                assert!(due.starts_with(due_day), "{due}: {what}");
            }
            let note = world.only("notes");
            assert!(
                note["Text"].as_str().unwrap().contains("shop.example.com"),
                "{note}"
            );
        }
    }
}

#[tokio::test]
async fn a_value_lost_on_the_way_to_the_invoice_parks_and_a_replay_accepts_it() {
    for document_kind in ["order-invoiced", "invoice"] {
        let store = Store {
            chart: chart("SE"),
            day: JUNE,
            options: Vec::new(),
            order: "2 LAMP of 799",
        };
        let world = store.open();
        let books = world.sandbox.eaccounting();
        books.set_behaviour(sandbox::eaccounting::Behaviour {
            lost_in_conversion: ["OurReference", "BuyersOrderReference"].map(str::to_owned).into(),
            ..books.behaviour()
        });
        world.set(&store.settings().replace(
            "document = \"invoice\"",
            &format!("document = \"{document_kind}\"\nour_reference = \"Kim Qvzx\"\nemail = true"),
        ));
        let mut seed = store.seed();
        seed.delivery.address1 = "Qvzxvägen 5".to_owned();
        let source = store.place(&world, &seed);
        let verdict = world.settle(job(&world, JobKind::Order, &source)).await;
        let JobOutcome::Parked(problem) = verdict else {
            panic!("{document_kind}: {verdict:?}");
        };
        assert_eq!(problem.code, model::Code::FOLLOW_UP_FAILED, "{problem}");
        let text = problem.to_string();
        for word in [
            "7001",
            "invoice 1",
            "it is not all that was decided",
            "our reference is missing",
            "buyer's order reference is missing",
            "it was not e-mailed",
        ] {
            assert!(text.contains(word), "{word}: {text}");
        }
        assert!(!text.to_lowercase().contains("qvzx"), "{text}");
        assert_eq!(world.alerts.all().len(), 1, "a person is told");
        let sent = |world: &World| {
            world
                .calls()
                .iter()
                .filter(|call| call.ends_with("/email"))
                .count()
        };
        assert_eq!(sent(&world), 0, "what is wrong is not sent to the buyer");

        // The person has looked, and lets it be.
        world.pass(3600);
        let mut again = world.record(&source).unwrap().job.unwrap();
        again.cause = model::Cause::Replay;
        again.key = format!("{} replayed", again.key);
        again.first_seen = world.clock.now();
        document(&world.settle(again).await);
        assert_eq!(held(&world, "invoices").len(), 1);
        assert_eq!(sent(&world), 1);
    }
}

#[tokio::test]
async fn an_orders_amount_is_read_with_and_without_vat() {
    for (buyer, kind) in [
        ("company", "order"),
        ("private", "order"),
        ("company", "order-invoiced"),
    ] {
        for has_vat in [false, true] {
            for rounds in [0, 1] {
                let store = Store {
                    chart: chart("SE"),
                    day: JUNE,
                    options: vec![buyer],
                    order: "2 LAMP of 799, 1 COFFEE of 79, ship 49 as LAMP",
                };
                let world = store.open();
                let books = world.sandbox.eaccounting();
                books.change_company_settings(json!({"DomesticCurrencyRounding": rounds}));
                books.set_behaviour(sandbox::eaccounting::Behaviour {
                    order_amount_has_vat: has_vat,
                    ..books.behaviour()
                });
                world.set(
                    &store
                        .settings()
                        .replace("document = \"invoice\"", &format!("document = \"{kind}\"")),
                );
                let source = store.place(&world, &store.seed());
                let verdict = world.settle(job(&world, JobKind::Order, &source)).await;
                assert!(
                    matches!(verdict, JobOutcome::Done { .. }),
                    "{buyer} {kind} {has_vat} {rounds}: {verdict:?}"
                );
                let order = held(&world, "orders").remove(0);
                let with_vat = has_vat || buyer == "private";
                let expected = if with_vat { 172_600 } else { 172_600 - 32_940 - 447 };
                assert_eq!(cents(&order["Amount"]), expected, "{buyer} {has_vat}");
            }
        }
    }
}
