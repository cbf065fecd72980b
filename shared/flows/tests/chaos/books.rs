//! What happens in eAccounting, which announces nothing: orders are entered and paid, articles sell out, customers are entered.
//! The polls must find it, and ActiveCampaign must hold it in the end.

use std::collections::BTreeMap;

use model::Clock;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use uuid::Uuid;

use super::Dice;
use super::figures::Figures;
use crate::support::World;

/// Everything of it goes to ActiveCampaign.
pub(super) const SETTINGS: &str = "[orders.deals]\narticle = \"LAMP\"\n[to_activecampaign.orders]\nenabled = true\n\
    [to_activecampaign.customers]\nenabled = true\n\
    [to_activecampaign.stock]\nenabled = true\nfirst_write = \"automatic\"";

/// What was entered in eAccounting.
pub(super) struct Books {
    dice: Dice,
    /// Orders by id, and whether their invoice is paid.
    orders: BTreeMap<Uuid, bool>,
    /// E-mail addresses.
    customers: Vec<String>,
    /// Articles by id, with their stock.
    articles: BTreeMap<Uuid, i64>,
}

impl Books {
    pub(super) fn new(dice: Dice) -> Self {
        Self {
            dice,
            orders: BTreeMap::new(),
            customers: Vec::new(),
            articles: BTreeMap::new(),
        }
    }

    /// Something happens.
    pub(super) fn happen(&mut self, world: &World) {
        match self.dice.below(4) {
            0 => self.enter_order(world),
            1 => self.pay(world),
            2 => self.count_stock(world),
            _ => self.enter_customer(world),
        }
    }

    fn enter_order(&mut self, world: &World) {
        if self.customers.is_empty() {
            self.enter_customer(world);
        }
        let email = &self.customers[self.dice.below(self.customers.len())];
        let customer = world.customers_of(email).remove(0);
        let order = world.entered_order(&customer, "LAMP", 799, 1);
        self.orders.insert(id(&order), false);
    }

    fn pay(&mut self, world: &World) {
        let Some((order, is_paid)) = self.orders.iter_mut().find(|(_, is_paid)| !**is_paid) else {
            return;
        };
        let books = world.sandbox.eaccounting();
        let known = world.records("orders");
        let known = known.iter().find(|known| id(known) == *order).unwrap();
        let mut row = known["Rows"][0].clone();
        row["DeliveredQuantity"] = row["Quantity"].clone();
        let shipped = json!({"Status": 3, "Rows": [row], "ModifiedUtc": world.clock.now().to_string()});
        books.amend("orders", *order, shipped).unwrap();
        let invoice = books.invoice_together(&[*order]).unwrap();
        books.pay_invoice(id(&invoice), None).unwrap();
        *is_paid = true;
    }

    fn count_stock(&mut self, world: &World) {
        let books = world.sandbox.eaccounting();
        let stock = self.dice.pick(&[0, 5]);
        if self.articles.is_empty() || self.dice.once_in(3) {
            let article = json!({
                "Number": format!("STOCKED-{}", self.articles.len()), "Name": "In stock", "IsStock": true, "StockBalance": stock,
            });
            self.articles
                .insert(id(&books.add_article(article).unwrap()), stock);
            return;
        }
        let at = self.dice.below(self.articles.len());
        if let Some((article, known)) = self.articles.iter_mut().nth(at) {
            books.set_stock(*article, Decimal::from(stock)).unwrap();
            *known = stock;
        }
    }

    fn enter_customer(&mut self, world: &World) {
        let email = format!("entered{}@example.com", self.customers.len());
        world.customer(json!({"Name": "Eva Lind", "EmailAddress": email}));
        self.customers.push(email);
    }

    /// Whether an order was entered here.
    pub(super) fn has(&self, order: &Value) -> bool {
        self.orders.contains_key(&id(order))
    }

    /// Holds ActiveCampaign against the books.
    pub(super) fn judge(&self, world: &World, figures: &mut Figures) {
        let snapshot = world.sandbox.activecampaign().snapshot();
        let with = |kind: &str, field: &str, value: &str| -> Vec<Value> {
            let rows = snapshot[kind].as_array().cloned().unwrap_or_default();
            rows.into_iter().filter(|row| row[field] == value).collect()
        };
        let mut compare = |what: String, found: &[Value], field: &str, wanted: &str| {
            figures.count(&what, found.len(), 1);
            figures.written += 1;
            if let [one] = found
                && one[field] != wanted
            {
                figures
                    .broken
                    .push(format!("{what} is {} instead of {wanted}", one[field]));
            }
        };
        for (order, is_paid) in &self.orders {
            let found = with("orders", "storeOrderId", &order.to_string());
            let wanted = if *is_paid { "COMPLETED" } else { "PENDING_PAYMENT" };
            compare(
                format!("e-commerce order {order}"),
                &found,
                "normalizedStatus",
                wanted,
            );
        }
        for (article, stock) in &self.articles {
            let found = with("products", "storePrimaryId", &article.to_string());
            let wanted = if *stock > 0 { "IN_STOCK" } else { "OUT_OF_STOCK" };
            compare(format!("product {article}"), &found, "stockStatus", wanted);
        }
        for email in &self.customers {
            let found = with("contacts", "email", email);
            compare(format!("contact {email}"), &found, "firstName", "Eva");
        }
    }
}

fn id(record: &Value) -> Uuid {
    record["Id"].as_str().unwrap().parse().unwrap()
}
