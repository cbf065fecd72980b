//! The scenarios that faults are injected into: each flow, and each variant of it with other steps.

use std::collections::BTreeMap;
use std::fmt;

use model::{Cause, Job, JobKind};
use sandbox::activecampaign::{AccountSeed, ContactSeed, DealSeed, DiscountSeed, OrderSeed};
use serde_json::json;

use crate::support::{EMAIL, World, anna, dec, job, lamps, order_job};

/// What happens in a new world.
#[derive(Clone, Copy)]
pub(crate) struct Scenario {
    pub(crate) name: &'static str,
    pub(crate) settings: &'static str,
    /// What happened before, without any fault; the jobs that came of it.
    pub(crate) before: fn(&World) -> Vec<Job>,
    /// What happens now; the jobs that come of it.
    pub(crate) seed: fn(&World) -> Vec<Job>,
}

impl fmt::Debug for Scenario {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.name)
    }
}

const NOTHING_BEFORE: fn(&World) -> Vec<Job> = |_| Vec::new();

pub(crate) const CUSTOMER: Scenario = Scenario {
    name: "a customer is created from a contact",
    settings: "",
    before: NOTHING_BEFORE,
    seed: |world| {
        let contact = world.contact(&anna());
        vec![job(world, JobKind::Customer, &contact)]
    },
};

pub(crate) const UPDATE: Scenario = Scenario {
    name: "a customer is updated from a contact",
    settings: "",
    before: NOTHING_BEFORE,
    seed: |world| {
        world.customer(json!({"Name": "Another name", "EmailAddress": EMAIL}));
        let contact = world.contact(&anna());
        vec![job(world, JobKind::Customer, &contact)]
    },
};

pub(crate) const ORDER: Scenario = Scenario {
    name: "an order is created with its new customer",
    settings: "",
    before: NOTHING_BEFORE,
    seed: |world| {
        world.stock();
        let key = world.order(&lamps());
        vec![order_job(world, &key)]
    },
};

pub(crate) const INVOICED: Scenario = Scenario {
    name: "an order is created and invoiced",
    settings: "[orders]\ndocument = \"order-invoiced\"",
    before: NOTHING_BEFORE,
    seed: |world| {
        world.anna_in_eaccounting();
        (ORDER.seed)(world)
    },
};

pub(crate) const INVOICE: Scenario = Scenario {
    name: "an invoice is made by way of a draft, and paid",
    settings: "[payment_methods]\n\"Klarna\" = { document = \"invoice\", register_payment = true, bank_account = \"1580\" }",
    before: NOTHING_BEFORE,
    seed: |world| {
        world.stock();
        world.anna_in_eaccounting();
        let key = world.order(&OrderSeed {
            payment_method: "Klarna".to_owned(),
            ..lamps()
        });
        vec![order_job(world, &key)]
    },
};

pub(crate) const OFFER: Scenario = Scenario {
    name: "an accepted offer is converted",
    settings: "",
    before: NOTHING_BEFORE,
    seed: |world| {
        let article = world.article("LAMP", "25%");
        let customer = world.anna_in_eaccounting();
        let offer = world.accepted_quote(&customer, &article);
        vec![job(world, JobKind::Quote, &offer)]
    },
};

pub(crate) const ARTICLE: Scenario = Scenario {
    name: "an article is created for an order",
    settings: "[articles]\non_unknown_sku = \"create\"",
    before: NOTHING_BEFORE,
    seed: |world| {
        world.anna_in_eaccounting();
        let key = world.order(&lamps());
        vec![order_job(world, &key)]
    },
};

pub(crate) const SEARCH: Scenario = Scenario {
    name: "the orders of a contact are found",
    settings: "",
    before: NOTHING_BEFORE,
    seed: |world| {
        world.stock();
        world.anna_in_eaccounting();
        let contact = world.contact(&ContactSeed::new(EMAIL));
        world.order(&lamps());
        vec![job(world, JobKind::FindOrders, &contact)]
    },
};

pub(crate) const DRAFT: Scenario = Scenario {
    name: "an order becomes an invoice draft",
    settings: "[orders]\ndocument = \"invoice-draft\"",
    ..INVOICED
};

pub(crate) const ORDER_DRAFT: Scenario = Scenario {
    name: "an order is created as a draft of one",
    settings: "[orders]\norder_status = \"draft\"",
    ..INVOICED
};

pub(crate) const OFFER_DRAFT: Scenario = Scenario {
    name: "an accepted offer becomes a draft of an order",
    settings: "[quotes]\nconvert_to = \"order-draft\"",
    ..OFFER
};

pub(crate) const DEAL: Scenario = Scenario {
    name: "a won deal becomes an order of its new customer",
    settings: "[orders.deals]\narticle = \"LAMP\"",
    before: NOTHING_BEFORE,
    seed: |world| {
        world.stock();
        let active = world.sandbox.activecampaign();
        let contact = active.add_contact(&anna());
        let deal = active.add_deal(&DealSeed {
            contact: Some(contact),
            value: dec("4800"),
            ..DealSeed::default()
        });
        active.win_deal(deal);
        vec![job(world, JobKind::Order, &format!("deal:{deal}"))]
    },
};

pub(crate) const SURCHARGES: Scenario = Scenario {
    name: "articles for shipping and discount are created for an order",
    settings: "",
    before: NOTHING_BEFORE,
    seed: |world| {
        world.stock();
        world.anna_in_eaccounting();
        let key = world.order(&OrderSeed {
            shipping: dec("79"),
            discounts: vec![DiscountSeed {
                name: "WELCOME".to_owned(),
                amount: dec("100"),
                ..DiscountSeed::default()
            }],
            ..lamps()
        });
        vec![order_job(world, &key)]
    },
};

pub(crate) const ARTICLE_UPDATE: Scenario = Scenario {
    name: "an article is updated by an order",
    settings: "[articles]\nupdate_existing = true",
    ..INVOICED
};

pub(crate) const TOLD: Scenario = Scenario {
    name: "an order is e-mailed, noted, and told to ActiveCampaign",
    settings: "[orders]\nemail = true\nnote = true\n\
               [to_activecampaign.status]\nenabled = true\nnote = true\ntags = { created = \"In the books\" }\nfields = { number = \"order_number\" }",
    before: NOTHING_BEFORE,
    seed: |world| {
        world.contact(&anna());
        let active = world.sandbox.activecampaign();
        active.custom_field("Order number", "ORDER_NUMBER", "");
        (INVOICED.seed)(world)
    },
};

pub(crate) const PAID_LATER: Scenario = Scenario {
    name: "an order that was skipped is sent once it is paid",
    settings: "",
    before: |world| {
        world.stock();
        world.anna_in_eaccounting();
        let key = world.order(&OrderSeed {
            status: "PENDING_PAYMENT".to_owned(),
            ..lamps()
        });
        vec![order_job(world, &key)]
    },
    seed: |world| {
        let key = world.order(&lamps());
        vec![order_job(world, &key)]
    },
};

pub(crate) const COMPANY: Scenario = Scenario {
    name: "a contact of a company becomes the company",
    settings: "[customers]\ncompanies = true\norganisation_number_field = \"organisation_number\"",
    before: NOTHING_BEFORE,
    seed: |world| {
        let account = company(world);
        let contact = world.contact(&ContactSeed {
            account: Some(account),
            ..anna()
        });
        vec![job(world, JobKind::Customer, &contact)]
    },
};

pub(crate) const ACCOUNT: Scenario = Scenario {
    name: "the company of a changed account is updated",
    settings: "[customers]\ncompanies = true\nmatch_by = \"organisation-number\"\n\
               organisation_number_field = \"organisation_number\"",
    before: NOTHING_BEFORE,
    seed: |world| {
        let account = company(world);
        world.customer(json!({
            "Name": "Another name", "CorporateIdentityNumber": "5566778899", "IsPrivatePerson": false,
        }));
        vec![job(world, JobKind::Customer, &format!("account:{account}"))]
    },
};

fn company(world: &World) -> u64 {
    world.sandbox.activecampaign().add_account(&AccountSeed {
        name: "Björkskog Bygg AB".to_owned(),
        fields: BTreeMap::from([("Organisation number".to_owned(), "556677-8899".to_owned())]),
        ..AccountSeed::default()
    })
}

pub(crate) const CREDIT: Scenario = Scenario {
    name: "a refunded order's invoice is credited",
    settings: "[orders]\ndocument = \"invoice\"\non_cancel = \"credit\"",
    before: INVOICED.seed,
    seed: |world| refunded(world, lamps()),
};

pub(crate) const REPAYMENT: Scenario = Scenario {
    name: "a refunded and paid order's invoice is credited and repaid",
    settings: "[orders]\ndocument = \"invoice\"\non_cancel = \"credit\"\n\
               [payment_methods]\nKlarna = { register_payment = true, bank_account = 1930 }",
    before: INVOICE.seed,
    seed: |world| {
        let seed = OrderSeed {
            payment_method: "Klarna".to_owned(),
            ..lamps()
        };
        refunded(world, seed)
    },
};

/// The shop refunds an order; its job, which knows of a newer version.
fn refunded(world: &World, seed: OrderSeed) -> Vec<Job> {
    let key = world.order(&OrderSeed {
        status: "REFUNDED".to_owned(),
        ..seed
    });
    vec![Job {
        version: Some("refunded".to_owned()),
        ..order_job(world, &key)
    }]
}

pub(crate) const REPLAYED: Scenario = Scenario {
    name: "a parked order is replayed once its article is there",
    settings: "",
    before: |world| {
        world.anna_in_eaccounting();
        let key = world.order(&lamps());
        vec![order_job(world, &key)]
    },
    seed: |world| {
        world.stock();
        let replay = job(world, JobKind::Order, "order:1:5001");
        vec![Job {
            cause: Cause::Replay,
            ..replay
        }]
    },
};

/// All of them, for random schedules.
const WAY_BACK: &str = "[to_activecampaign.orders]\nenabled = true";

/// An order that was entered in eAccounting.
fn entered(world: &World) -> serde_json::Value {
    world.stock();
    let customer = world.anna_in_eaccounting();
    world.entered_order(&customer, "LAMP", 799, 2)
}

pub(crate) const WRITTEN: Scenario = Scenario {
    name: "an order of eAccounting's is written, with its connection",
    settings: WAY_BACK,
    before: NOTHING_BEFORE,
    seed: |world| {
        let order = entered(world);
        let source = format!("sales_order:{}", order["Id"].as_str().unwrap());
        vec![job(world, JobKind::WriteOrder, &source)]
    },
};

pub(crate) const DELETED: Scenario = Scenario {
    name: "an order that was written is deleted in eAccounting",
    settings: WAY_BACK,
    before: |world| (WRITTEN.seed)(world),
    seed: |world| {
        let order = world.only("orders");
        let id = order["Id"].as_str().unwrap();
        world
            .sandbox
            .eaccounting()
            .delete_record("orders", id.parse().unwrap())
            .unwrap();
        vec![job(world, JobKind::WriteOrder, &format!("sales_order:{id}"))]
    },
};

pub(crate) const WRITTEN_PAID: Scenario = Scenario {
    name: "an order that was written is invoiced and paid in eAccounting",
    settings: WAY_BACK,
    before: |world| (WRITTEN.seed)(world),
    seed: |world| {
        let order = world.only("orders");
        let id = order["Id"].as_str().unwrap().parse().unwrap();
        let books = world.sandbox.eaccounting();
        let mut row = order["Rows"][0].clone();
        row["DeliveredQuantity"] = row["Quantity"].clone();
        books
            .amend("orders", id, json!({"Status": 3, "Rows": [row]}))
            .unwrap();
        let invoice = books.invoice_together(&[id]).unwrap();
        let invoice = invoice["Id"].as_str().unwrap();
        books.pay_invoice(invoice.parse().unwrap(), None).unwrap();
        vec![job(world, JobKind::WriteOrder, &format!("invoice:{invoice}"))]
    },
};

/// A quote of a lamp for Anna is sent in eAccounting.
fn sent_quote(world: &World) -> Vec<Job> {
    let article = world.article("LAMP", "25%");
    let customer = world.anna_in_eaccounting();
    let quote = world.sandbox.eaccounting().add_quote(json!({
        "CustomerId": customer["Id"], "Status": 1,
        "Rows": [{"ArticleId": article["Id"], "Text": "Desk lamp", "UnitPrice": 640, "Quantity": 1}],
    }));
    let source = format!("quote:{}", quote.unwrap()["Id"].as_str().unwrap());
    vec![job(world, JobKind::WriteOrder, &source)]
}

pub(crate) const QUOTE_ORDER: Scenario = Scenario {
    name: "a sent quote becomes a pending e-commerce order",
    settings: "[quotes]\nenabled = false\n[to_activecampaign.orders]\nenabled = true\n[to_activecampaign.quotes]\n\
               enabled = true\nas = \"order\"",
    before: NOTHING_BEFORE,
    seed: sent_quote,
};

pub(crate) const PAID: Scenario = Scenario {
    name: "an invoice of an order is paid, and its contact is told",
    settings: "[orders]\ndocument = \"invoice\"\n[to_activecampaign.status]\nenabled = true\n\
               tags = { created = \"In the books\", invoiced = \"To pay\", paid = \"Paid\" }\n\
               fields = { number = \"order_number\" }",
    before: |world| {
        world.contact(&anna());
        let active = world.sandbox.activecampaign();
        active.custom_field("Order number", "ORDER_NUMBER", "");
        (INVOICED.seed)(world)
    },
    seed: |world| {
        let invoice = world.only("customerinvoices");
        let id = invoice["Id"].as_str().unwrap();
        let books = world.sandbox.eaccounting();
        books.pay_invoice(id.parse().unwrap(), None).unwrap();
        vec![job(world, JobKind::WriteOrder, &format!("invoice:{id}"))]
    },
};

pub(crate) const MOVED: Scenario = Scenario {
    name: "the deal of an order moves to a stage",
    settings: "[orders.deals]\narticle = \"LAMP\"\n[to_activecampaign.status]\nenabled = true\n\
               deal_stages = { created = \"Offer sent\", ongoing = \"Order\" }",
    before: |world| (DEAL.seed)(world),
    seed: |world| {
        let order = world.only("orders");
        let source = format!("sales_order:{}", order["Id"].as_str().unwrap());
        vec![job(world, JobKind::WriteOrder, &source)]
    },
};

const QUOTES_AS_DEALS: &str = "[quotes]\nenabled = false\n[to_activecampaign.quotes]\nenabled = true\nas = \"deal\"\n\
    pipeline = \"1\"\ndeal_field = \"QUOTE_ID\"\nstages = { quoted = \"To Contact\", accepted = \"Offer sent\" }";

pub(crate) const QUOTE_DEAL: Scenario = Scenario {
    name: "a sent quote becomes a deal of a new contact",
    settings: QUOTES_AS_DEALS,
    before: NOTHING_BEFORE,
    seed: |world| {
        world.sandbox.activecampaign().deal_field("QUOTE_ID", "");
        sent_quote(world)
    },
};

pub(crate) const QUOTE_MOVED: Scenario = Scenario {
    name: "the deal of an accepted quote moves to a stage",
    settings: QUOTES_AS_DEALS,
    before: |world| (QUOTE_DEAL.seed)(world),
    seed: |world| {
        let quote = world.only("quotes");
        let id = quote["Id"].as_str().unwrap();
        let books = world.sandbox.eaccounting();
        books.accept_quote(id.parse().unwrap()).unwrap();
        vec![job(world, JobKind::WriteOrder, &format!("quote:{id}"))]
    },
};

const CONTACTS: &str = "[customers]\ncompanies = true\n[to_activecampaign.customers]\nenabled = true\naccounts = true\n\
    [to_activecampaign.customers.fields]\ncity = \"InvoiceCity\"\n[to_activecampaign.customers.tags]\nRetail = \"retail\"\n\
    [to_activecampaign.customers.list]\nid = 1\nreason = \"Existing customers\"\n";

pub(crate) const CONTACT: Scenario = Scenario {
    name: "a customer becomes a contact with account, tag and list",
    settings: CONTACTS,
    before: NOTHING_BEFORE,
    seed: |world| {
        let activecampaign = world.sandbox.activecampaign();
        activecampaign.custom_field("CITY", "CITY", "text");
        let other = activecampaign.add_contact(&ContactSeed::new("other@example.com"));
        activecampaign.set_list_status(other, "News", 1);
        let label = world.sandbox.eaccounting().add_customer_label("Retail");
        let customer = world.customer(json!({
            "Name": "Bolaget AB", "ContactPersonName": "Anna Lind", "EmailAddress": EMAIL, "IsPrivatePerson": false,
            "Telephone": "070-1", "InvoiceCity": "Lund", "CustomerLabels": [{"Id": label["Id"]}],
        }));
        let source = format!("customer:{}", customer["Id"].as_str().unwrap());
        vec![job(world, JobKind::WriteContact, &source)]
    },
};

pub(crate) const CONTACT_UPDATE: Scenario = Scenario {
    name: "a contact follows its customer, address and account too",
    settings: CONTACTS,
    before: |world| (CONTACT.seed)(world),
    seed: |world| {
        let customer = world.only("customers");
        let id = customer["Id"].as_str().unwrap();
        let fields = json!({
            "Name": "Bolagen AB", "ContactPersonName": "Eva Lind", "EmailAddress": "eva@example.com", "InvoiceCity": "Malmö",
            "CustomerLabels": [],
        });
        world
            .sandbox
            .eaccounting()
            .change_customer(id.parse().unwrap(), fields)
            .unwrap();
        vec![job(world, JobKind::WriteContact, &format!("customer:{id}"))]
    },
};

pub(crate) const RENAMED: Scenario = Scenario {
    name: "a company follows its account, which was renamed in ActiveCampaign",
    settings: CONTACTS,
    before: |world| (CONTACT.seed)(world),
    seed: |world| {
        assert!(world.sandbox.activecampaign().rename_account(1, "Bolagen AB"));
        vec![job(world, JobKind::Customer, "account:1")]
    },
};

pub(crate) const BOTH_WAYS: Scenario = Scenario {
    name: "contact and customer were both changed, and each side's job comes",
    settings: "[to_activecampaign.customers]\nenabled = true\n",
    before: |world| (CUSTOMER.seed)(world),
    seed: |world| {
        let customer = world.only("customers");
        let id = customer["Id"].as_str().unwrap();
        let fields = json!({"Name": "Eva Lind"});
        world
            .sandbox
            .eaccounting()
            .change_customer(id.parse().unwrap(), fields)
            .unwrap();
        let seed = ContactSeed {
            phone: "070-2".to_owned(),
            ..ContactSeed::default()
        };
        assert!(world.sandbox.activecampaign().update_contact(1, &seed));
        vec![
            job(world, JobKind::Customer, "contact:1"),
            job(world, JobKind::WriteContact, &format!("customer:{id}")),
        ]
    },
};

pub(crate) const STOCK: Scenario = Scenario {
    name: "the stock of an article is written",
    settings: "[to_activecampaign.stock]\nenabled = true",
    before: NOTHING_BEFORE,
    seed: |world| {
        let article = json!({"Number": "LAMP", "IsStock": true, "StockBalance": 8});
        let article = world.sandbox.eaccounting().add_article(article).unwrap();
        let source = format!("article:{}", article["Id"].as_str().unwrap());
        vec![job(world, JobKind::Stock, &source)]
    },
};

pub(crate) const ALL_STOCK: Scenario = Scenario {
    name: "the stock of all articles is read and written",
    settings: "[to_activecampaign.stock]\nenabled = true\nfirst_write = \"automatic\"",
    before: NOTHING_BEFORE,
    seed: |world| {
        for number in 0..3 {
            let article = json!({"Number": format!("LAMP-{number}"), "IsStock": true, "StockBalance": 8});
            world.sandbox.eaccounting().add_article(article).unwrap();
        }
        vec![job(world, JobKind::Stock, "stock:all")]
    },
};

pub(crate) const STOCK_QUANTITY: Scenario = Scenario {
    name: "the quantity of an article is written to a custom object",
    settings: "[to_activecampaign.stock]\nenabled = true\nfirst_write = \"automatic\"\ncustom_object = \"article-stock\"",
    ..STOCK
};

pub(crate) const SCENARIOS: [Scenario; 36] = [
    WRITTEN_PAID,
    QUOTE_ORDER,
    RENAMED,
    STOCK_QUANTITY,
    ALL_STOCK,
    STOCK,
    PAID,
    MOVED,
    QUOTE_DEAL,
    QUOTE_MOVED,
    CONTACT,
    CONTACT_UPDATE,
    BOTH_WAYS,
    WRITTEN,
    DELETED,
    CUSTOMER,
    UPDATE,
    COMPANY,
    ACCOUNT,
    ORDER,
    INVOICED,
    INVOICE,
    DRAFT,
    ORDER_DRAFT,
    DEAL,
    PAID_LATER,
    REPLAYED,
    TOLD,
    ARTICLE,
    ARTICLE_UPDATE,
    SURCHARGES,
    CREDIT,
    REPAYMENT,
    OFFER,
    OFFER_DRAFT,
    SEARCH,
];
