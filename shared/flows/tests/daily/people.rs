//! Contacts and customers: entered, edited, merged and deleted on either side, with the names, numbers and addresses that people
//! have.
//!
//! A line is `options | steps`, the steps divided by ` > `. Behind ` = ` stands what both sides have once the schedule has run and
//! the queue is empty. After each such look the schedule runs once more, and nothing more may be written: no change echoes.
//!
//! | step | |
//! |---|---|
//! | `contact k=v; …` | a contact is entered; fields that are not named are Anna's |
//! | `edit k=v; …`, `edit@2 …` | the last contact, or contact 2, is changed |
//! | `join NAME`, `rename A -> B` | the last contact enters an account; an account gets another name |
//! | `delete`, `delete@1` | a contact is deleted |
//! | `merge 2 into 1` | contact 2 is deleted, and contact 1 takes its address |
//! | `customer k=v; …` | a customer is entered in eAccounting; fields that are not named are Anna's |
//! | `book k=v; …`, `book@2 …` | the last customer, or customer 2, is changed there |
//! | `erase@1` | a customer is deleted there |
//! | `order k=v; …` | a lamp is ordered, by Anna if nothing else is said |
//! | `tag NAME`, `bounce`, `unsubscribe` | of the last contact |
//! | `wait SECONDS` | |

use std::collections::BTreeMap;

use engine::JobOutcome;
use sandbox::CompanyPreset;
use sandbox::activecampaign::{AccountSeed, AddressSeed, ContactSeed, OrderSeed};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::story::{Story, Words, play, tag, was_skipped};
use crate::support::{EMAIL, MARK, World, dec, lamps};

const TAGS: [&str; 11] = [
    "ADDRESS",
    "POSTAL_CODE",
    "CITY",
    "COUNTRY",
    "VAT_NUMBER",
    "ORG_NUMBER",
    "NUMBER",
    "NOTE",
    "MOBILE",
    "CUSTOMER_NO",
    "LANGUAGE",
];

/// The settings that options name.
fn settings(options: &str) -> String {
    let mut customers = String::new();
    let mut back = String::new();
    let mut more = String::new();
    for option in options
        .split(", ")
        .map(str::trim)
        .filter(|option| !option.is_empty())
    {
        match option {
            "companies" => customers.push_str(
                "companies = true\norganisation_number_field = \"org_number\"\nvat_number_field = \"vat_number\"\n",
            ),
            "both ways" => back.push_str("enabled = true\n"),
            "accounts" => back.push_str("accounts = true\n"),
            // "NO", "NL", "FI": the company's country.
            option if option.len() == 2 => {}
            option => match option.split_once(": ") {
                Some(("customers", key)) => customers.push_str(&format!("{key}\n")),
                Some(("back", key)) => back.push_str(&format!("{}\n", key.replace('@', ","))),
                Some((table, key)) => more.push_str(&format!("[{table}]\n{key}\n")),
                None => panic!("no such option: {option}"),
            },
        }
    }
    if !back.is_empty() {
        back = format!("[to_activecampaign.customers]\n{back}");
    }
    format!("[customers]\n{customers}{back}{more}")
}

/// `key=value; key=value`.
fn words(text: &str) -> Words<'_> {
    text.split(';')
        .map(str::trim_start)
        .filter(|pair| !pair.trim().is_empty())
        .map(|pair| pair.split_once('=').unwrap_or_else(|| panic!("{text}: {pair}")))
        .collect()
}

/// A value of eAccounting's; `-` is none.
fn value(text: &str) -> Value {
    match text {
        "-" => Value::Null,
        "true" | "false" => Value::Bool(text == "true"),
        text => Value::from(text),
    }
}

const CONTACT: [(&str, &str); 6] = [
    ("first", "Annaqvzx"),
    ("last", "Lindqvzx"),
    ("street", "Qvzxgatan 1"),
    ("zip", "111 22"),
    ("city", "Staden"),
    ("country", "SE"),
];

struct Office {
    world: World,
    contacts: Vec<u64>,
    accounts: BTreeMap<String, u64>,
    orders: u32,
    ended: Vec<JobOutcome>,
}

impl Story for Office {
    const ECHOES: bool = true;

    async fn open(options: &str) -> Self {
        let country = options.split(", ").find(|option| option.trim().len() == 2);
        let preset = match country.map(str::trim) {
            Some("NO") => CompanyPreset::No,
            Some("NL") => CompanyPreset::Nl,
            Some("FI") => CompanyPreset::Fi,
            _ => CompanyPreset::Se,
        };
        let world = World::still_in(preset, &settings(options), 3);
        for tag in TAGS {
            world.sandbox.activecampaign().custom_field(tag, tag, "text");
        }
        world.article(
            "LAMP",
            match preset {
                CompanyPreset::Nl => "21%",
                CompanyPreset::Fi => "25.5%",
                _ => "25%",
            },
        );
        world.poller().run().await.unwrap();
        world.pass(3_600);
        Self {
            world,
            contacts: Vec::new(),
            accounts: BTreeMap::new(),
            orders: 0,
            ended: Vec::new(),
        }
    }

    fn world(&self) -> &World {
        &self.world
    }

    fn ended(&mut self) -> &mut Vec<JobOutcome> {
        &mut self.ended
    }

    /// What somebody does.
    async fn step(&mut self, step: &str) {
        let (word, rest) = step.split_once(' ').unwrap_or((step, ""));
        let (word, number) = match word.split_once('@') {
            Some((word, number)) => (word, Some(number.parse().unwrap())),
            None => (word, None),
        };
        // Two things that people do are never of the same second, unless a step says so.
        if word != "also" {
            self.world.pass(2);
        }
        let (word, rest) = match word {
            "also" => rest.split_once(' ').unwrap(),
            word => (word, rest),
        };
        let rest_words = || words(rest);
        match word {
            "contact" => {
                let seed = self.seed(&rest_words(), true);
                let id = self.world.sandbox.activecampaign().add_contact(&seed);
                self.contacts.push(id);
            }
            "edit" => {
                let mut given = rest_words();
                let id = self.contact(number);
                // A field that is emptied, which a seed can't say.
                for key in ["street", "zip", "city", "NOTE", "org", "vat"] {
                    if given.get(key) == Some(&"") {
                        given.remove(key);
                        assert!(self.world.sandbox.activecampaign().set_field(id, tag(key), ""));
                    }
                }
                if given.is_empty() {
                    return;
                }
                let seed = self.seed(&given, false);
                assert!(self.world.sandbox.activecampaign().update_contact(id, &seed));
            }
            "join" => {
                let account = self.account(rest);
                let id = self.contact(number);
                let seed = ContactSeed {
                    account: Some(account),
                    ..ContactSeed::default()
                };
                assert!(self.world.sandbox.activecampaign().update_contact(id, &seed));
            }
            "rename" => {
                let (before, after) = rest.split_once(" -> ").unwrap();
                let account = self.accounts.remove(before).unwrap();
                assert!(self.world.sandbox.activecampaign().rename_account(account, after));
                self.accounts.insert(after.to_owned(), account);
                // No list shows it: the webhook tells.
                self.told(&format!("account:{account}"));
            }
            "delete" => {
                let id = self.contact(number);
                assert!(self.world.sandbox.activecampaign().delete_contact(id));
            }
            "merge" => {
                let (from, into) = rest.split_once(" into ").unwrap();
                let of = |number: &str| self.contacts[number.parse::<usize>().unwrap() - 1];
                let (from, into) = (of(from), of(into));
                let active = self.world.sandbox.activecampaign();
                let email = active.contact(from).unwrap()["email"]
                    .as_str()
                    .unwrap()
                    .to_owned();
                assert!(active.delete_contact(from));
                assert!(active.update_contact(into, &ContactSeed::new(&email)));
            }
            "tell" => {
                let id = self.contact(number);
                self.told(&format!("contact:{id}"));
            }
            "tag" => assert!(
                self.world
                    .sandbox
                    .activecampaign()
                    .tag(self.contact(number), rest)
            ),
            // ActiveCampaign's states of a contact on a list: 2 unsubscribed, 3 bounced.
            "unsubscribe" => drop(self.world.sandbox.activecampaign().set_list_status(
                self.contact(number),
                "News",
                2,
            )),
            "bounce" => drop(self.world.sandbox.activecampaign().set_list_status(
                self.contact(number),
                "News",
                3,
            )),
            "customer" => {
                let mut fields: Map<String, Value> = [
                    ("Name", json!("Annaqvzx Lindqvzx")),
                    ("EmailAddress", json!(EMAIL)),
                    ("InvoiceAddress1", json!("Qvzxgatan 1")),
                    ("InvoicePostalCode", json!("111 22")),
                    ("InvoiceCity", json!("Staden")),
                    ("InvoiceCountryCode", json!("SE")),
                ]
                .into_iter()
                .map(|(field, value)| (field.to_owned(), value))
                .collect();
                fields.extend(
                    rest_words()
                        .into_iter()
                        .map(|(field, text)| (field.to_owned(), value(text))),
                );
                self.world.customer(Value::Object(fields));
            }
            "book" => {
                let customer = self.customer(number);
                let fields = rest_words()
                    .into_iter()
                    .map(|(field, text)| (field.to_owned(), value(text)))
                    .collect();
                let id = customer["Id"].as_str().unwrap().parse::<Uuid>().unwrap();
                self.world
                    .sandbox
                    .eaccounting()
                    .change_customer(id, Value::Object(fields))
                    .unwrap();
            }
            "erase" => {
                let id = self.customer(number)["Id"]
                    .as_str()
                    .unwrap()
                    .parse::<Uuid>()
                    .unwrap();
                self.world
                    .sandbox
                    .eaccounting()
                    .delete_record("customers", id)
                    .unwrap();
            }
            "order" => self.order(&rest_words()),
            "wait" => self.world.pass(rest.parse().unwrap()),
            other => panic!("no such step: {other}"),
        }
    }

    /// What differs from what is right.
    fn complaints(&self, right: &str) -> Vec<String> {
        let mut complaints = Vec::new();
        let parked: Vec<_> = self
            .ended
            .iter()
            .filter_map(|ended| match ended {
                JobOutcome::Parked(problem) => Some(problem),
                _ => None,
            })
            .collect();
        let mut is_parked = false;
        let customers = self.customers();
        for part in right.split("; ").map(str::trim).filter(|part| !part.is_empty()) {
            if let Some(rest) = part.strip_prefix("parked ") {
                is_parked = true;
                let (code, named) = rest.split_once(": ").unwrap_or((rest, ""));
                let fits = parked.iter().any(|problem| {
                    problem.code.as_str() == code
                        && named.split(", ").all(|word| problem.to_string().contains(word))
                });
                if !fits {
                    complaints.push(format!("not {part}"));
                }
                continue;
            }
            if let Some(reason) = part.strip_prefix("skipped ") {
                if !was_skipped(&self.ended, reason) {
                    complaints.push(format!("not {part}"));
                }
                continue;
            }
            if part == "unwritten" {
                if !self.writes().is_empty() {
                    complaints.push(format!("written: {:?}", self.writes()));
                }
                continue;
            }
            let (field, wanted) = part.split_once('=').unwrap_or_else(|| panic!("{right}: {part}"));
            let wanted = wanted.replace('·', "\u{a0}");
            let has = match field {
                "customers" => json!(customers.len().to_string()),
                "contacts" => json!(self.contacts_there().len().to_string()),
                "orders" => json!(self.world.records("orders").len().to_string()),
                field => self.field(field, &customers),
            };
            let wanted = value(&wanted);
            let is_blank = |value: &Value| value.is_null() || value == "" || *value == Value::Bool(false);
            if has != wanted && !(is_blank(&has) && is_blank(&wanted)) {
                complaints.push(format!("{field} is {has}"));
            }
        }
        if !is_parked && !parked.is_empty() {
            complaints.push("parked".to_owned());
        }
        for problem in parked {
            if problem.to_string().to_lowercase().contains(MARK) {
                complaints.push(format!("names a person: {problem}"));
            }
        }
        complaints
    }
}

impl Office {
    /// The contact with a step's number, or the last one.
    fn contact(&self, number: Option<usize>) -> u64 {
        match number {
            Some(number) => self.contacts[number - 1],
            None => *self.contacts.last().unwrap(),
        }
    }

    fn customers(&self) -> Vec<Value> {
        self.world.records("customers")
    }

    fn customer(&self, number: Option<usize>) -> Value {
        let customers = self.customers();
        let at = number.unwrap_or(customers.len());
        customers[at - 1].clone()
    }

    fn seed(&mut self, words: &Words<'_>, is_new: bool) -> ContactSeed {
        let mut seed = ContactSeed::default();
        let mut words = words.clone();
        if is_new {
            for (key, usual) in CONTACT {
                words.entry(key).or_insert(usual);
            }
            words.entry("email").or_insert(EMAIL);
        }
        for (key, text) in words {
            let text = text.replace('·', "\u{a0}").replace('¬', "\u{202e}");
            match key {
                "email" => seed.email = text,
                "first" => seed.first_name = text,
                "last" => seed.last_name = text,
                "phone" => seed.phone = text,
                "company" => seed.organisation = text,
                "account" => seed.account = Some(self.account(&text)),
                key => {
                    seed.fields.insert(tag(key).to_owned(), text);
                }
            }
        }
        seed
    }

    fn account(&mut self, name: &str) -> u64 {
        if let Some(known) = self.accounts.get(name) {
            return *known;
        }
        let account = self.world.sandbox.activecampaign().add_account(&AccountSeed {
            name: name.to_owned(),
            ..AccountSeed::default()
        });
        self.accounts.insert(name.to_owned(), account);
        account
    }

    /// A webhook comes.
    fn told(&self, source: &str) {
        let job = crate::support::job(&self.world, model::JobKind::Customer, source);
        self.world.queue.add(&[job]);
    }

    fn order(&mut self, words: &Words<'_>) {
        self.orders += 1;
        let usual = BTreeMap::from(CONTACT);
        let word = |key: &str| {
            let word = words.get(key).or_else(|| usual.get(key)).copied();
            word.unwrap_or_default().to_owned()
        };
        let billing = AddressSeed {
            first_name: word("first"),
            last_name: word("last"),
            company: word("company"),
            address1: word("street"),
            postal: word("zip"),
            city: word("city"),
            country: word("country"),
            phone: word("phone"),
            ..AddressSeed::default()
        };
        let number = (7_000 + self.orders).to_string();
        let mut order = OrderSeed {
            id: number.clone(),
            number,
            email: words.get("email").copied().unwrap_or(EMAIL).to_owned(),
            delivery: billing.clone(),
            billing,
            currency: words.get("currency").copied().unwrap_or("SEK").to_owned(),
            ..lamps()
        };
        order.lines[0].quantity = 1;
        order.lines[0].amount = dec("100");
        self.world.order(&order);
    }

    fn contacts_there(&self) -> Vec<Value> {
        self.world.sandbox.activecampaign().snapshot()["contacts"]
            .as_array()
            .unwrap()
            .clone()
    }

    /// A contact's custom field.
    fn custom(&self, contact: &Value, tag: &str) -> String {
        let snapshot = self.world.sandbox.activecampaign().snapshot();
        let rows = |kind: &str| snapshot[kind].as_array().unwrap().clone();
        let Some(field) = rows("fields").into_iter().find(|field| field["perstag"] == tag) else {
            return String::new();
        };
        let value = rows("fieldValues")
            .into_iter()
            .find(|value| value["field"] == field["id"] && value["contact"] == contact["id"]);
        value
            .and_then(|value| value["value"].as_str().map(str::to_owned))
            .unwrap_or_default()
    }

    /// `Name`, `2.Name` of a customer; `c.firstName`, `c2.CITY` of a contact; `c.account` its account's name.
    fn field(&self, field: &str, customers: &[Value]) -> Value {
        let Some((whose, field)) = field.split_once('.') else {
            return customers
                .last()
                .map_or(Value::Null, |customer| customer[field].clone());
        };
        let Some(number) = whose.strip_prefix('c') else {
            let number: usize = whose.parse().unwrap();
            return customers
                .get(number - 1)
                .map_or(Value::Null, |customer| customer[field].clone());
        };
        let contacts = self.contacts_there();
        let contact = match number {
            "" => contacts.last(),
            number => contacts.get(number.parse::<usize>().unwrap() - 1),
        };
        let Some(contact) = contact else {
            return Value::Null;
        };
        if field == "account" {
            let snapshot = self.world.sandbox.activecampaign().snapshot();
            let rows = |kind: &str| snapshot[kind].as_array().unwrap().clone();
            let link = rows("accountContacts")
                .into_iter()
                .find(|link| link["contact"] == contact["id"]);
            let account = link.and_then(|link| {
                rows("accounts")
                    .into_iter()
                    .find(|account| account["id"] == link["account"])
            });
            return account.map_or(Value::Null, |account| account["name"].clone());
        }
        match contact.get(field) {
            Some(value) => value.clone(),
            None => json!(self.custom(contact, field)),
        }
    }
}

/// How a contact's names, numbers and addresses reach eAccounting.
const ENTERED: &str = "
| contact first=Annaqvzx; last=  = Name=Annaqvzx; customers=1
| contact first=; last=Lindqvzx = Name=Lindqvzx
| contact first=; last= = Name=anna.qvzx@example.com
| contact first= Annaqvzx ; last=  Lindqvzx   = Name=Annaqvzx Lindqvzx
| contact first=¬Annaqvzx; last=لينا = Name=Annaqvzx لينا
| contact first=👩‍🚀 Annaqvzx; last=Lindqvzx 🎄 = Name=👩‍🚀 Annaqvzx Lindqvzx 🎄
| contact first=Annaqvzx; last=Lindqvzx-Lindqvzx af Lindqvzx-Lindqvzx och Lindqvzx = Name=Annaqvzx Lindqvzx-Lindqvzx af Lindqvzx-Lindqvzx
| contact email=Anna.QVZX@Example.COM = EmailAddress=anna.qvzx@example.com
| contact email=anna.qvzx+news@example.com = EmailAddress=anna.qvzx+news@example.com
| contact country=Sverige; zip=SE-111 22 = InvoiceCountryCode=SE; InvoicePostalCode=SE-111 22
| contact country=se = InvoiceCountryCode=SE
| contact country=SWEDEN = InvoiceCountryCode=SE
| contact country= = InvoiceCountryCode=SE
| contact country=Norge; zip=0155; city=Oslo = InvoiceCountryCode=NO
| contact country=NOR; zip=N-0155; city=Oslo = InvoiceCountryCode=NO
| contact country=Suomi; zip=00100; city=Helsinki = InvoiceCountryCode=FI
| contact country=Åland; zip=22100; city=Mariehamn = InvoiceCountryCode=AX
| contact country=Finland; zip=22100; city=Mariehamn = InvoiceCountryCode=AX
| contact country=Deutschland; zip=D-10115; city=Berlin = InvoiceCountryCode=DE
| contact country=Nederland; zip=1012lg; city=Amsterdam = InvoiceCountryCode=NL; InvoicePostalCode=1012lg
| contact country=Narnia = parked value_invalid: Narnia; customers=0
| contact street=; zip=; city= = skipped address; customers=0
| contact zip= = parked customer_incomplete: postcode; customers=0
| contact zip=; city=111 22 Staden = InvoicePostalCode=111 22; InvoiceCity=Staden
| contact phone=+46 (0)70-123 45 67 = Telephone=+46 (0)70-123 45 67
| contact phone=070 123 45 67 / 08-123 45 67 vardagar efter klockan 17 och helger hela dagen = customers=1
| contact company=Ek AB = Name=Annaqvzx Lindqvzx; IsPrivatePerson=true
companies | contact company=Ek AB; org=556677-8899 = Name=Ek AB; IsPrivatePerson=false; CorporateIdentityNumber=5566778899; ContactPersonName=Annaqvzx Lindqvzx
companies | contact company=Ek AB; first=; last= = Name=Ek AB; ContactPersonName=-
companies | contact company=Ek AB; vat=SE556677889901 = VatNumber=SE556677889901
companies | contact company=Ek AB; vat=SE 556677-8899 01; org=16556677-8899 = VatNumber=SE556677889901; CorporateIdentityNumber=5566778899
companies | contact company=Ek AB; org=556677-8898 = parked value_invalid: organisation number; customers=0
companies | contact company=-; org= = Name=Annaqvzx Lindqvzx; IsPrivatePerson=true
companies | contact org=811218-9876 = IsPrivatePerson=true; CorporateIdentityNumber=-; VatNumber=-
companies | contact vat=19811218-9876 = IsPrivatePerson=true; CorporateIdentityNumber=-; VatNumber=-
companies | contact company=Privat; org=811218-9876 = IsPrivatePerson=true; CorporateIdentityNumber=-
companies | contact company=Annaqvzx Lindqvzx; org=811218-9876 = IsPrivatePerson=false; CorporateIdentityNumber=8112189876
companies, NO | contact company=Ola AS; org=NO 974 760 673 MVA; country=NO; zip=0155 = CorporateIdentityNumber=974760673
companies, NO | contact company=Ola AS; vat=974760673MVA; country=Norge; zip=0155 = VatNumber=NO974760673MVA
companies, NO | contact company=Ola AS; org=13097248022; country=NO; zip=0155 = parked value_invalid: organisation number; customers=0
companies, NO | contact org=13097248022; country=NO; zip=0155 = IsPrivatePerson=true; CorporateIdentityNumber=-
companies, NL | contact company=Bakker BV; vat=NL 0044.95.445.B01; org=12345678; country=NL; zip=1012 LG = VatNumber=NL004495445B01; CorporateIdentityNumber=12345678
companies, NL | contact company=Bakker BV; org=123456782; country=NL; zip=1012 LG = parked value_invalid: organisation number; customers=0
companies, FI | contact company=Oy Ab; org=FI20774740; country=FI; zip=00100 = CorporateIdentityNumber=2077474-0
companies, FI | contact company=Oy Ab; vat=2077474-0; country=FI; zip=00100 = customers=1; VatNumber=FI20774740
companies, FI | contact company=Oy Ab; org=131052-308T; country=FI; zip=00100 = parked value_invalid: organisation number; customers=0
companies | contact company=Müller GmbH; vat=DE136695976; country=DE; zip=10115 = VatNumber=DE136695976; InvoiceCountryCode=DE
companies | contact company=Belfast Ltd; vat=XI980780684; country=Northern Ireland; zip=BT1 5GS = VatNumber=XI980780684; InvoiceCountryCode=GB; IsNorthernIreland=true
companies | contact company=Zürich AG; vat=CHE-123.456.788 MWST; country=CH; zip=8001 = VatNumber=-; customers=1
customers: terms_of_payment_by_country = { NO = \"10 dagar netto\" } | contact country=NO; zip=0155 = customers=1
mapping.customer: CustomerNumber = \"customer.field.customer_no\" | contact CUSTOMER_NO=4711 = CustomerNumber=4711
mapping.customer: CustomerNumber = \"customer.field.customer_no\" | customer CustomerNumber=4711; EmailAddress=bo@example.com; Name=Bo > contact CUSTOMER_NO=4711 = parked eaccounting_rejected: customer number; customers=1
mapping.customer: CustomerNumber = \"customer.field.customer_no\", customers: match_by = \"customer-number\" | customer CustomerNumber=4711; EmailAddress=bo@example.com; Name=Bo > contact CUSTOMER_NO=4711 = customers=1; EmailAddress=anna.qvzx@example.com
mapping.customer: SalesDocumentLanguage = \"customer.field.language\" | contact LANGUAGE=en = SalesDocumentLanguage=en
customers: language_by_country = { DE = \"en\" } | contact country=DE; zip=10115; city=Berlin = SalesDocumentLanguage=en
";

#[tokio::test(start_paused = true)]
async fn a_contact_is_entered_as_people_write_and_waits_where_that_says_too_little() {
    play::<Office>(ENTERED).await;
}

/// Contacts that change, and customers who were there before, in the one direction.
const CHANGED: &str = "
| contact = customers=1 > edit email=anna.new.qvzx@example.com = customers=1; EmailAddress=anna.new.qvzx@example.com
| contact = customers=1 > edit email=ANNA.qvzx@EXAMPLE.com = customers=1; unwritten
| contact = customers=1 > edit first=Eva; city=Lund = customers=1; Name=Eva Lindqvzx; InvoiceCity=Lund
| contact = customers=1 > edit city= = customers=1; InvoiceCity=Staden; unwritten
| contact = customers=1 > edit country=Sweden; zip=11122 = customers=1; InvoicePostalCode=111 22; unwritten
| contact = customers=1 > edit country=NO; zip=0155; city=Oslo = customers=1; InvoiceCountryCode=NO; InvoicePostalCode=0155
| contact = customers=1 > unsubscribe = customers=1; unwritten > bounce = customers=1; unwritten > tag VIP = customers=1; unwritten
| contact = customers=1 > delete > wait 60 = customers=1; unwritten > tell = skipped no longer; customers=1
| contact = customers=1 > delete > contact = customers=1; unwritten
| contact > contact email=bo.qvzx@example.com; first=Bo = customers=2 > merge 2 into 1 = customers=2; 1.EmailAddress=bo.qvzx@example.com
| contact = customers=1 > book Note=Ring först; DiscountPercentage=- > edit phone=070-1 = Telephone=070-1; Note=Ring först
| contact = customers=1 > book Name=Anna Lind > edit phone=070-1 = Name=Annaqvzx Lindqvzx; Telephone=070-1
| contact = customers=1 > book IsActive=false > edit phone=070-1 = parked customer_inactive: 1000; customers=1
| contact = customers=1 > book IsActive=false > edit email=anna.new.qvzx@example.com = parked customer_inactive: 1000; customers=1
| contact = customers=1 > book IsActive=false > customer CustomerNumber=77 > edit phone=070-1 = customers=2; 2.Telephone=070-1
| contact = customers=1 > erase@1 > edit phone=070-1 = customers=1; Telephone=070-1
| customer CustomerNumber=77; EmailAddress=ANNA.QVZX@example.com > contact phone=070-1 = customers=1; CustomerNumber=77; Telephone=070-1
| customer CustomerNumber=77 > customer CustomerNumber=78 > contact phone=070-1 = parked customer_ambiguous: 77, 78; customers=2
| customer CustomerNumber=77 > customer CustomerNumber=78; Name=Bo Ek > contact phone=070-1 = customers=2; 1.Telephone=070-1; 2.Telephone=-
| customer CustomerNumber=77 > customer CustomerNumber=78; IsActive=false > contact phone=070-1 = customers=2; 1.Telephone=070-1
customers: on_multiple_matches = \"newest-active\" | customer CustomerNumber=77 > wait 60 > customer CustomerNumber=78 > contact phone=070-1 = customers=2; 2.Telephone=070-1
| customer CustomerNumber=77; EmailAddress=anna.qvzx+shop@example.com > contact = customers=2
customers: create = false | contact = customers=0; skipped create > order = customers=1; orders=1 > edit phone=070-1 = Telephone=070-1
customers: enabled = false | contact = customers=0 > order = customers=1
companies | contact company=Ek AB; org=556677-8899 = Name=Ek AB > edit company=Ek i Lund AB = customers=1; Name=Ek i Lund AB
companies | contact company=Ek AB; org=556677-8899 = Name=Ek AB > edit company=Ny AB; org=559000-1003 = customers=2; 1.Name=Ek AB; 2.Name=Ny AB
companies | contact = IsPrivatePerson=true > edit company=Ek AB; org=556677-8899 = customers=1; Name=Ek AB; IsPrivatePerson=false; ContactPersonName=Annaqvzx Lindqvzx
companies | contact company=Ek AB = Name=Ek AB > edit company=- = customers=1; Name=Ek AB; IsPrivatePerson=false; unwritten
companies | contact account=Ek AB = Name=Ek AB; IsPrivatePerson=false > rename Ek AB -> Ek Bygg AB = customers=1; Name=Ek Bygg AB
companies | contact account=Ek AB; org=556677-8899 = Name=Ek AB > contact email=bo.qvzx@example.com; first=Bo; account=Ek AB; org=556677-8899 = customers=2
companies, customers: match_by = \"organisation-number\" | contact account=Ek AB; org=556677-8899 = Name=Ek AB > contact email=bo.qvzx@example.com; first=Bo; account=Ek AB; org=5566778899 = customers=1
companies | contact = IsPrivatePerson=true > join Ek AB > tell = customers=1; Name=Ek AB; IsPrivatePerson=false
companies | contact company=Ek AB; account=Ny AB = Name=Ny AB
companies | customer Name=Ek AB; IsPrivatePerson=false; CorporateIdentityNumber=556677-8899; CustomerNumber=77 > contact company=Ek AB; org=16556677-8899 = customers=1; CorporateIdentityNumber=556677-8899
companies | customer Name=Byrån AB; IsPrivatePerson=false; CorporateIdentityNumber=559000-1003; CustomerNumber=77 > contact company=Ek AB; org=556677-8899 = customers=2; 1.Name=Byrån AB; 2.Name=Ek AB
| contact = customers=1 > order = customers=1; orders=1 > order company=Ek AB = customers=1; orders=2; IsPrivatePerson=true
companies | contact = IsPrivatePerson=true > order company=Ek AB = customers=1; orders=1; IsPrivatePerson=false > order = customers=1; orders=2; Name=Ek AB
| order email=ny.qvzx@example.com; first=Ny = customers=1; orders=1 > contact email=ny.qvzx@example.com; first=Ny = customers=1
";

/// Both directions: what a person changes on one side, and both have then.
const BOTH_WAYS: &str = "
both ways | customer Telephone=070-1 = contacts=1; c.firstName=Annaqvzx; c.lastName=Lindqvzx; c.phone=070-1
both ways | customer Name=Annaqvzx = c.firstName=Annaqvzx; c.lastName=
both ways | customer Name=Lindqvzx, Annaqvzx = contacts=1; c.firstName=Annaqvzx; c.lastName=Lindqvzx
both ways | customer Name=anna.qvzx@example.com = contacts=1; c.firstName=; c.lastName=
both ways | customer EmailAddress=- = contacts=0; skipped e-mail > book EmailAddress=anna.qvzx@example.com = contacts=1
both ways | customer EmailAddress=ANNA.QVZX@example.com = contacts=1 > wait 60 = contacts=1; unwritten
both ways | customer IsActive=false = contacts=0; skipped inactive > book IsActive=true = contacts=1
both ways | contact = customers=1 > book Telephone=070-2 = c.phone=070-2 > edit phone=070-3 = Telephone=070-3 > book Telephone=- = c.phone=
both ways | contact = customers=1 > book EmailAddress=anna.new.qvzx@example.com = c.email=anna.new.qvzx@example.com; contacts=1; customers=1
both ways | contact = customers=1 > edit email=anna.new.qvzx@example.com = EmailAddress=anna.new.qvzx@example.com; contacts=1; customers=1
both ways | contact = customers=1 > book EmailAddress=one.qvzx@example.com > edit email=two.qvzx@example.com = EmailAddress=two.qvzx@example.com; c.email=two.qvzx@example.com; contacts=1; customers=1
both ways | contact = customers=1 > edit email=two.qvzx@example.com > book EmailAddress=one.qvzx@example.com = EmailAddress=one.qvzx@example.com; c.email=one.qvzx@example.com; contacts=1; customers=1
both ways | contact = customers=1 > edit first=Eva > book Telephone=070-2 = Name=Eva Lindqvzx; c.firstName=Eva; Telephone=070-2; c.phone=070-2
both ways | contact = customers=1 > edit first=Eva > also book Name=Bea Lindqvzx = Name=Bea Lindqvzx; c.firstName=Bea
both ways | contact = customers=1 > book EmailAddress=- = c.email=anna.qvzx@example.com; contacts=1
both ways | contact = customers=1 > book EmailAddress=- > edit phone=070-9 = Telephone=070-9; EmailAddress=-; customers=1
both ways | contact = customers=1 > contact email=bo.qvzx@example.com; first=Bo = customers=2 > book@1 EmailAddress=bo.qvzx@example.com = parked contact_ambiguous; contacts=2
both ways | contact = customers=1 > customer Name=Bo Qvzxek = customers=2; contacts=1; skipped already > book@2 Telephone=070-5 = c.phone=; contacts=1
both ways | contact = customers=1 > delete > book Telephone=070-5 = contacts=0; skipped was deleted
both ways | contact = customers=1 > delete > contact = customers=1; contacts=1 > book Telephone=070-5 = c.phone=070-5; contacts=1 > edit phone=070-6 = Telephone=070-6
both ways | contact > contact email=bo.qvzx@example.com; first=Bo = customers=2 > delete@1 > edit@2 email=anna.qvzx@example.com = customers=2; contacts=1
both ways | contact = customers=1 > erase@1 > edit phone=070-1 = customers=1; Telephone=070-1; contacts=1
both ways | contact phone=070-1 = customers=1 > unsubscribe > book Telephone=070-2 = c.phone=070-2; contacts=1
both ways, back: fields = { number = \"CustomerNumber\"@ note = \"Note\" }, mapping.customer: Note = \"customer.field.note\" | contact = customers=1; c.NUMBER=1000 > book Note=Ring först = c.NOTE=Ring först > edit NOTE= = Note=-
both ways, back: fields = { org_number = \"CorporateIdentityNumber\" } | customer CorporateIdentityNumber=811218-9876 = contacts=1; c.ORG_NUMBER=
both ways, companies, back: fields = { org_number = \"CorporateIdentityNumber\" } | customer Name=Ek AB; IsPrivatePerson=false; CorporateIdentityNumber=556677-8899 = contacts=1; c.ORG_NUMBER=556677-8899
both ways, mapping.contact: ORG_NUMBER = \"customer.CorporateIdentityNumber\" | customer CorporateIdentityNumber=811218-9876 = contacts=1; c.ORG_NUMBER=
both ways, companies, back: fields = { org_number = \"CorporateIdentityNumber\"@ vat_number = \"VatNumber\" } | customer Name=Ek Konsult; IsPrivatePerson=false; CorporateIdentityNumber=811218-9876; VatNumber=SE811218987601 = contacts=1; c.ORG_NUMBER=; c.VAT_NUMBER=
both ways, mapping.contact: ORG_NUMBER = \"customer.CorporateIdentityNumber\" | customer Name=Ek Konsult; IsPrivatePerson=false; CorporateIdentityNumber=19811218-9876 = contacts=1; c.ORG_NUMBER=
both ways, back: fields = { number = \"CustomerNumber\" } | customer CustomerNumber=8112189876 = contacts=1; c.NUMBER=
both ways, back: fields = { number = \"CustomerNumber\" } | customer CustomerNumber=8112189874 = contacts=1; c.NUMBER=8112189874
both ways, mapping.contact: NUMBER = \"customer.CustomerNumber\" | customer CustomerNumber=19811218-9876 = contacts=1; c.NUMBER=
both ways, accounts, companies | customer Name=Ek AB; IsPrivatePerson=false; ContactPersonName=Annaqvzx Lindqvzx = contacts=1; c.account=Ek AB; c.firstName=Annaqvzx > book Name=Ek Bygg AB = c.account=Ek Bygg AB; contacts=1
both ways, accounts, companies | contact account=Ek AB = Name=Ek AB; customers=1 > book ContactPersonName=Bea Lindqvzx = c.firstName=Bea; c.account=Ek AB
both ways, companies | contact company=Ek AB = Name=Ek AB > book Name=Ek Bygg AB = Name=Ek Bygg AB; contacts=1 > edit phone=070-2 = Telephone=070-2; Name=Ek Bygg AB
both ways | order email=ny.qvzx@example.com; first=Ny = customers=1; orders=1 > book Telephone=070-5 = contacts=1; c.phone=070-5
both ways | contact = customers=1 > order street=Annan 2; city=Lund; zip=222 22 = customers=1; orders=1; contacts=1
";

#[tokio::test(start_paused = true)]
async fn a_contact_that_changes_is_the_same_customer_or_waits() {
    play::<Office>(CHANGED).await;
}

#[tokio::test(start_paused = true)]
async fn what_a_person_changes_on_one_side_is_on_both_and_echoes_nothing() {
    play::<Office>(BOTH_WAYS).await;
}
