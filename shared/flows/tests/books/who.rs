//! Who buys, and where: buyers as they sign, with their numbers, names and addresses as people write them, and customers who
//! are in eAccounting already. What is right was decided by law and by what the order says, before any was played.
//!
//! A line is `seller | who buys | where the goods go, if elsewhere | who is in eAccounting already | what is right`.

use std::collections::BTreeMap;

use engine::JobOutcome;
use sandbox::CompanyPreset;
use sandbox::activecampaign::{AccountSeed, AddressSeed, ContactSeed, OrderSeed};
use serde_json::{Map, Value, json};

use super::play::{booked, held};
use crate::support::{EMAIL, World, dec, lamps, order_job};

type Words<'a> = BTreeMap<&'a str, &'a str>;

/// `key=value; key=value`.
fn words(text: &str) -> Words<'_> {
    text.split("; ")
        .map(str::trim)
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or_else(|| panic!("{text}: {pair}")))
        .collect()
}

fn value(text: &str) -> Value {
    match text {
        "-" => Value::Null,
        "true" | "false" => Value::Bool(text == "true"),
        text => Value::from(text),
    }
}

const ADDRESS: [(&str, &str); 6] = [
    ("first", "Annaqvzx"),
    ("last", "Lindqvzx"),
    ("street", "Qvzxgatan 1"),
    ("zip", "111 22"),
    ("city", "Staden"),
    ("country", "SE"),
];

/// An address of these words, and of the usual ones where they say nothing.
fn address(words: &Words<'_>) -> AddressSeed {
    let usual = BTreeMap::from(ADDRESS);
    let word = |key: &str| {
        let word = words.get(key).or_else(|| usual.get(key)).copied();
        word.unwrap_or_default().replace('·', "\u{a0}")
    };
    AddressSeed {
        first_name: word("first"),
        last_name: word("last"),
        company: word("company"),
        address1: word("street"),
        address2: word("street2"),
        postal: word("zip"),
        city: word("city"),
        province: word("province"),
        country: word("country"),
        phone: word("phone"),
        ..AddressSeed::default()
    }
}

/// Plays a line; what is wrong with it.
async fn wrong(line: &str) -> Option<String> {
    let columns: Vec<&str> = line.split('|').map(str::trim).collect();
    let [seller, who, goods, there, right] = columns[..] else {
        panic!("{line}: seller | who | goods | there | right");
    };
    let (seller, options) = seller.split_once(", ").unwrap_or((seller, ""));
    let (preset, rate, currency) = match seller {
        "SE" => (CompanyPreset::Se, "25%", "SEK"),
        "NO" => (CompanyPreset::No, "25%", "NOK"),
        "NL" => (CompanyPreset::Nl, "21%", "EUR"),
        "FI" => (CompanyPreset::Fi, "25.5%", "EUR"),
        other => panic!("{line}: {other}"),
    };
    let mut settings = "[customers]\ncompanies = true\norganisation_number_field = \"org_number\"\n\
                        vat_number_field = \"vat_number\"\n"
        .to_owned();
    if !options.is_empty() {
        settings.push_str(&options.replace("\\n", "\n"));
    }
    let world = World::still_in(preset, &settings, 3);
    world.article("LAMP", rate);
    for customer in there.split(" // ").filter(|text| !text.is_empty()) {
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
            words(customer)
                .into_iter()
                .map(|(field, text)| (field.to_owned(), value(text))),
        );
        world.customer(Value::Object(fields));
    }
    let who = words(who);
    let contact = who.get("email").copied().unwrap_or(EMAIL);
    let mut seed = ContactSeed::new(contact);
    for (key, field) in [("vat", "VAT_NUMBER"), ("org", "ORG_NUMBER")] {
        if let Some(number) = who.get(key) {
            seed = seed.field(field, number);
        }
    }
    if let Some(name) = who.get("account") {
        let fields = [("accvat", "Vat number"), ("accorg", "Org number")];
        let fields = fields.iter().filter_map(|(key, label)| {
            let number = who.get(key)?;
            Some(((*label).to_owned(), (*number).to_owned()))
        });
        seed.account = Some(world.sandbox.activecampaign().add_account(&AccountSeed {
            name: (*name).to_owned(),
            fields: fields.collect(),
            ..AccountSeed::default()
        }));
    }
    world.contact(&seed);
    let billing = address(&who);
    let mut order = OrderSeed {
        email: contact.to_owned(),
        currency: currency.to_owned(),
        delivery: match goods {
            "" => billing.clone(),
            "none" => AddressSeed::default(),
            goods => address(&words(goods)),
        },
        billing,
        ..lamps()
    };
    order.lines[0].quantity = 1;
    // A price that 21 % VAT divides; in cents.
    let price = if seller == "NL" { 12_100 } else { 10_000 };
    order.lines[0].amount = dec(&price.to_string()) / dec("100");
    let key = world.order(&order);
    let ended = world.settle(order_job(&world, &key)).await;
    let mut complaints = complaints(&world, price, right, &ended);
    complaints.extend(world.sandbox.violations());
    (!complaints.is_empty()).then(|| format!("{line}\n    {}\n    {ended:?}", complaints.join("; ")))
}

fn complaints(world: &World, price: i64, right: &str, ended: &JobOutcome) -> Vec<String> {
    if let Some(rest) = right.strip_prefix("parked ") {
        let JobOutcome::Parked(problem) = ended else {
            return vec!["is not parked".to_owned()];
        };
        let (code, named) = rest.split_once(": ").unwrap_or((rest, ""));
        let text = problem.to_string();
        let mut complaints = Vec::new();
        if problem.code.as_str() != code {
            complaints.push(format!("code {}", problem.code));
        }
        complaints.extend(
            named
                .split("; ")
                .filter(|word| !word.is_empty() && !text.contains(word))
                .map(|word| format!("the message has no \"{word}\"")),
        );
        if !world.writes().is_empty() {
            complaints.push(format!("written: {:?}", world.writes()));
        }
        return complaints;
    }
    let JobOutcome::Done { .. } = ended else {
        return vec!["is not done".to_owned()];
    };
    let order = held(world, "orders").remove(0);
    let customers = held(world, "customers");
    let customer = customers
        .iter()
        .find(|customer| customer["Id"] == order["CustomerId"])
        .unwrap();
    let mut complaints = Vec::new();
    for part in right.split("; ") {
        if let Some((rate, account)) = part.split_once('@').filter(|_| !part.contains('=')) {
            let (rate, account): (i64, i64) = (rate.parse().unwrap(), account.parse().unwrap());
            let net = price * 1000 / (1000 + rate);
            let places = booked(&order);
            let fits = places.len() == 1
                && places
                    .get(&(account, rate))
                    .is_some_and(|booked| (booked - net).abs() <= 1);
            if !fits {
                complaints.push(format!("booked {places:?}"));
            }
            continue;
        }
        let (field, text) = part.split_once('=').unwrap_or_else(|| panic!("{right}: {part}"));
        let wanted = value(text);
        let is = match field.split_once('.') {
            _ if field == "customers" => json!(customers.len().to_string()),
            Some(("order", field)) => order[field].clone(),
            _ => customer[field].clone(),
        };
        if is != wanted && !(wanted == Value::Bool(false) && is.is_null()) {
            complaints.push(format!("{field} is {is}"));
        }
    }
    complaints
}

async fn play(table: &str) {
    let mut all = Vec::new();
    let mut played = 0;
    for line in table
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
    {
        played += 1;
        all.extend(wrong(line).await);
    }
    assert!(
        all.is_empty(),
        "{} of {played} are wrong:\n{}",
        all.len(),
        all.join("\n")
    );
}

/// Numbers as people write them, in the fields where they write them.
const NUMBERS: &str = "
SE | company=Wien GmbH; vat=UID-Nr. ATU 135 856 27; country=Österreich; zip=1010 | | | 0@3108; VatNumber=ATU13585627; IsPrivatePerson=false
SE | company=Brugge NV; vat=BTW BE-0428.759.497; country=België; zip=8000 | | | 0@3108; VatNumber=BE0428759497
SE | company=Liège SA; vat=BE1000000120; country=BE; zip=4000 | | | 0@3108; VatNumber=BE1000000120
SE | company=Sofia EOOD; vat=BG 175 074 752; country=България; zip=1000 | | | 0@3108; VatNumber=BG175074752
SE | company=Nicosia Ltd; vat=cy-10259033p; country=Κύπρος; zip=1010 | | | 0@3108; VatNumber=CY10259033P
SE | company=Novák OSVČ; vat=CZ7103192745; country=Czechia; zip=110 00 | | | 0@3108; VatNumber=CZ7103192745
SE | company=Berlin GmbH; vat=USt.-ID: DE 136/695/976; country=Deutschland; zip=D-10115 | | | 0@3108; VatNumber=DE136695976
SE | company=Berlin GmbH; vat=DE136695976 / HRB 1234; country=DE; zip=10115 | | | 0@3108; VatNumber=DE136695976
SE | company=Aarhus ApS; vat=SE-nr. 13585628; country=DK; zip=8000 | | | 0@3108; VatNumber=DK13585628
SE | company=Aarhus ApS; org=13585628; country=DK; zip=8000 | | | 250@3107; VatNumber=-; CorporateIdentityNumber=13585628
SE | company=Tallinn OÜ; vat=KMKR: ee 100 931 558; country=Eesti; zip=10111 | | | 0@3108; VatNumber=EE100931558
SE | company=Athina AE; vat=gr094259216; country=Hellas; zip=10557 | | | 0@3108; VatNumber=EL094259216
SE | company=García Autónomo; vat=12345678Z; country=ES; zip=28001 | | | parked value_invalid: VAT number
SE | company=García Autónomo; vat=ES 12345678-Z; country=ES; zip=28001 | | | 0@3108; VatNumber=ES12345678Z
SE | company=Paris SARL; vat=SIREN 303 265 045; country=FR; zip=75001 | | | parked value_invalid: VAT number
SE | company=Budapest Kft.; vat=adószám: 12892312-2-44; country=HU; zip=H-1011 | | | 0@3108; VatNumber=HU12892312
SE | company=Dublin Ltd; vat=IE3628739UA; country=Éire; zip= | | | 0@3108; VatNumber=IE3628739UA
SE | company=Dublin Ltd; vat=IE 8Z49289F; country=Republic of Ireland; zip=D02 X285 | | | 0@3108; VatNumber=IE8Z49289F
SE | company=Riga SIA; vat=PVN LV 4000 3521 600; country=Latvija; zip=LV-1010 | | | 0@3108; VatNumber=LV40003521600
SE | company=Utrecht BV; vat=KvK 12345678; country=NL; zip=3511 AB | | | parked value_invalid: VAT number
SE | company=De Vries; vat=NL123456789B13; country=The Netherlands; zip=3511 AB | | | 0@3108; VatNumber=NL123456789B13
SE | company=Cluj SRL; vat=CIF RO 18547290; country=România; zip=400001 | | | 0@3108; VatNumber=RO18547290
FI | company=Ek AB; vat=SE-nr 556677-8899; country=Sverige | | | 0@3360; VatNumber=SE556677889901
SE | company=Belfast Ltd; vat=xi980780684; country=N. Ireland; zip=BT1 5GS | | | 0@3108; VatNumber=XI980780684; InvoiceCountryCode=GB; IsNorthernIreland=true
SE | company=Belfast Ltd; vat=XI 980 7806 84; country=Ireland; zip= | | | parked value_invalid: VAT number
SE | company=Zürich AG; vat=DE136695976; country=CH; zip=8001 | | | 0@3105; VatNumber=-
SE | company=Wien GmbH; vat=DE136695976; country=AT; zip=1010 | | | parked value_invalid: VAT number; DE; AT
SE | company=Müller GmbH; vat=DE136695977; country=DE; zip=10115 | | | 0@3108; VatNumber=DE136695977
SE | company=Paris SARL; vat=FR41303265045; country=FR; zip=75001 | | | 0@3108; VatNumber=FR41303265045
SE | company=Ek AB; vat=556677-8899 | | | 250@3001; VatNumber=SE556677889901
SE | company=Anna Ek Konsult; org=19811218-9876 | | | 250@3001; CorporateIdentityNumber=8112189876
SE | company=Anna Ek Konsult; vat=811218-9876 | | | 250@3001; IsPrivatePerson=false; VatNumber=-; CorporateIdentityNumber=8112189876
SE | org=811218-9876 | | | 250@3001; IsPrivatePerson=true; CorporateIdentityNumber=-
SE | vat=19811218-9876 | | | 250@3001; IsPrivatePerson=true; VatNumber=-
SE | company=Ek AB; org=556677-8899 / SE556677889901 | | | 250@3001; CorporateIdentityNumber=5566778899
SE | company=Ek AB; vat=DK13585628 | | | parked value_invalid: VAT number
NO | company=Ola AS; vat=974760673; country=NO; zip=0155 | | | 250@3000; IsPrivatePerson=false
NO | company=Ola AS; org=974760674; country=NO; zip=0155 | | | parked value_invalid: organisation number
FI | company=Oy Ab; org=003720774740; country=FI; zip=00100 | | | 255@3000; CorporateIdentityNumber=2077474-0
NL | company=Bakker; org=NL004495445B01; country=NL; zip=1012 LG | | | 210@8000; VatNumber=NL004495445B01
NL | company=Bakker; vat=12345678; country=NL; zip=1012 LG | | | 210@8000; VatNumber=-; CorporateIdentityNumber=12345678
NL | company=Bakker; vat=KvK: 12345678; org=NL004495445B01; country=NL; zip=1012 LG | | | 210@8000; VatNumber=NL004495445B01; CorporateIdentityNumber=12345678
NL | company=Bakker; vat=NL004495445B1; country=NL; zip=1012 LG | | | 210@8000; VatNumber=NL004495445B01
SE | company=Müller GmbH; vat=DE136695976; country=DE; zip=10115 | company=Müller Lager; country=DE; zip=20095; city=Hamburg | | 0@3108
SE | company=Müller GmbH; vat=DE136695976; country=DE; zip=10115 | country=FR; zip=75001; city=Paris | | 0@3108
SE | company=Samma som ovan; country=SE | | | 250@3001; IsPrivatePerson=true
SE | company=3 tr; country=SE | | | 250@3001; IsPrivatePerson=true
SE | company=C/O Företaget AB; country=SE | | | 250@3001; IsPrivatePerson=true; InvoiceAddress2=C/O Företaget AB
SE | company=Co-op Sverige AB; country=SE | | | 250@3001; IsPrivatePerson=false
SE | company=Attendo AB; country=SE | | | 250@3001; IsPrivatePerson=false
";

/// Whose number it is, where the contact belongs to a company's account: of the order's company, if that is the account's.
const ACCOUNTS: &str = "
SE | company=Ek AB; account=Ny AB; accorg=559000-1003 | | | 250@3001; Name=Ek AB; CorporateIdentityNumber=-
SE | company=NY  ab; account=Ny AB; accorg=559000-1003 | | | 250@3001; CorporateIdentityNumber=5590001003
SE | account=Ny AB; accorg=559000-1003 | | | 250@3001; IsPrivatePerson=true
SE | account=Müller GmbH; accvat=DE136695976; country=DE; zip=10115 | | | 250@3107; IsPrivatePerson=true
SE | company=Müller GmbH; account=Müller GmbH; accvat=DE136695976; country=DE; zip=10115 | | | 0@3108; IsPrivatePerson=false
SE | company=Schmidt GmbH; account=Müller GmbH; accvat=DE136695976; country=DE; zip=10115 | | | 250@3107; Name=Schmidt GmbH; VatNumber=-
SE | company=Schmidt GmbH; vat=DE123456788; account=Müller GmbH; accvat=DE136695976; country=DE; zip=10115 | | | 0@3108; VatNumber=DE123456788
SE | company=Ek Bygg; account=Ek Bygg AB; accorg=556677-8899 | | | 250@3001; CorporateIdentityNumber=5566778899
";

/// Addresses, with parts that are missing, or stand in another field or in the other address.
const PLACES: &str = "
SE | zip=; city=111 22 Stockholm | none | | 250@3001; InvoicePostalCode=111 22; InvoiceCity=Stockholm; order.DeliveryPostalCode=111 22; order.DeliveryCity=Stockholm
SE | zip=; city=SE-111 22 Stockholm | | | 250@3001; InvoicePostalCode=SE-111 22; InvoiceCity=Stockholm
SE | zip=111 22 Stockholm; city=Stockholm | | | 250@3001; InvoicePostalCode=111 22; InvoiceCity=Stockholm
SE | zip=111 22; city=111 22 Stockholm | | | 250@3001; InvoicePostalCode=111 22; InvoiceCity=Stockholm
SE | zip=SE - 111 22; city=Stockholm | | | 250@3001; InvoicePostalCode=SE-111 22; InvoiceCity=Stockholm
SE | zip=111·22; city=Stockholm | | | 250@3001; InvoicePostalCode=111 22
NL | zip=; city=1012 LG Amsterdam; country=NL | | | 210@8000; InvoicePostalCode=1012 LG; InvoiceCity=Amsterdam
FI | zip=; city=22100 Mariehamn; country=FI | | | 0@3370; InvoicePostalCode=22100; InvoiceCity=Mariehamn; InvoiceCountryCode=AX
SE | zip=; city=35001 Las Palmas; country=España | | | parked value_invalid: the Canary Islands
SE | zip=; city=Santa Cruz; country=Tenerife | | | parked value_invalid: postcode
SE | zip=; city=Boston, MA 02108; country=US | | | 0@3105; InvoicePostalCode=02108; InvoiceCity=Boston, MA
SE | zip=; city=Belfast BT1 5GS; country=UK | | | 250@3107; InvoicePostalCode=BT1 5GS; InvoiceCity=Belfast; IsNorthernIreland=true
SE | zip=; city=Område 51 | | | parked customer_incomplete: postcode
SE | zip=; city= | none | | parked customer_incomplete: city and postcode
SE | | street=Hauptstr. 1; city=; zip=10115; country=DE | | parked customer_incomplete: delivery; city
SE | | street=Hauptstr. 1; city=Berlin; zip=; country=DE | | parked customer_incomplete: delivery; postcode
SE | | street=1 Queen's Road; city=Central; zip=; country=HK | | 0@3105; order.DeliveryCity=Central
SE | | street=1 Main Street; city=Dublin; zip=; country=IE | | 250@3107
SE | | street=; city=; zip=; country=NO; first=; last= | | parked customer_incomplete: delivery
SE | | street=Storgatan 2; city=Lund; zip=; country= | | 250@3001; order.DeliveryCity=Lund
SE | country=FI; zip=00100; city=Helsinki | street=Torggatan 1; zip=22100; city=Mariehamn; country= | | 0@3105; order.DeliveryCountryCode=AX
FI | country=FI; zip=00100; city=Helsinki | street=Torggatan 1; zip=22100; city=Mariehamn; country= | | 0@3370; order.DeliveryCountryCode=AX
SE | country=GB; zip=SW1A 1AA | zip=BT1 5GS; city=Belfast; country= | | 250@3107; order.DeliveryCountryCode=GB
SE | country=NO; zip=0155; city=Oslo | street=; city=; zip=; country=; first=Kari; last=Ek | | 0@3105; order.DeliveryCity=Oslo; order.DeliveryCustomerName=Kari Ek
SE | | street=; city=; zip=; country=SE; first=Kari; last=Ek | DeliveryAddress1=Storgata 5; DeliveryCity=Oslo; DeliveryPostalCode=0155; DeliveryCountryCode=NO | 250@3001; order.DeliveryCity=Staden; order.DeliveryCustomerName=Kari Ek
SE | | street=; city=; zip=; country=; first=Kari; last=Ek | DeliveryAddress1=Storgata 5; DeliveryCity=Oslo; DeliveryPostalCode=0155; DeliveryCountryCode=NO | 250@3001; order.DeliveryCity=Staden
SE | zip=; street=Storgatan 1; city=Lund; country=SE | zip=223 50; street=Storgatan 1; city=Lund; country=SE | | 250@3001; InvoicePostalCode=223 50
SE | zip=223 50; street=Storgatan 1; city=Lund; country=SE | zip=; street=Storgatan 1; city=Lund; country=SE | | 250@3001; order.DeliveryPostalCode=223 50
SE | zip=10115; street=Hauptstr. 1; city=Berlin; country=DE | zip=; street=Hauptstr. 1; city=Berlin; country= | | 250@3107; order.DeliveryPostalCode=10115; order.DeliveryCountryCode=DE
SE | street=; zip=223 50; city=Lund | street=Storgatan 1; zip=223 50; city=Lund | | 250@3001; InvoiceAddress1=Storgatan 1
SE | street=; zip=; city=; country=SE; company=Ek AB | street=Storgatan 1; zip=223 50; city=Lund; company=Jobbet AB | | 250@3001; Name=Ek AB; InvoiceCity=Lund
SE | country=; zip=0155; city=Oslo | zip=0155; city=Oslo; country=NO | | 0@3105; InvoiceCountryCode=NO
SE | country=; zip=111 22; city=Stockholm | zip=0155; city=Oslo; country=NO | | 0@3105; InvoiceCountryCode=SE; order.DeliveryCountryCode=NO
SE | country=GER; zip=10115 | | | 250@3107; InvoiceCountryCode=DE
SE | country=Madeira; zip=9000-001 | | | 250@3107; InvoiceCountryCode=PT
SE | country=&Ouml;sterreich; zip=1010 | | | 250@3107; InvoiceCountryCode=AT
SE | city=Boston; province=MA; zip=02108; country=US | | | 0@3105; InvoiceCity=Boston, MA
SE | city=Boston; province=MA; zip=02108; country=US | city=Boston; zip=; country=US | | 0@3105; order.DeliveryCity=Boston, MA; order.DeliveryPostalCode=02108
SE | city=Toronto; province=Ontario; zip=M5V 2T6; country=CA | | | 0@3105; InvoiceCity=Toronto, Ontario
SE | city=Sydney; province=NSW; zip=2000; country=AU | | | 0@3105; InvoiceCity=Sydney, NSW
SE | city=Lund; province=Skåne; zip=223 50; country=SE | | | 250@3001; InvoiceCity=Lund
SE | zip=12345 Berlin-Mitte; city=Berlin; country=DE | | | 250@3107; InvoicePostalCode=12345; InvoiceCity=Berlin
SE | city=Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch; country=GB; zip=LL61 5UJ | | | 0@3105; InvoiceCity=Llanfairpwllgwyngyllgogerychwyrndrobwllllantysilio
SE | street=Kungsgatan 12 c/o Företagshotellet i Stockholms innerstad, uppgång C; street2=Våning 4 | | | 250@3001; InvoiceAddress2=Våning 4
SE | first=Анна; last=Петрова; city=Москва; country=RU; zip=101000 | | | 0@3105; Name=Анна Петрова
SE | country=Reunion; zip=97400 | | | 0@3105; InvoiceCountryCode=RE
SE | company=Föreningen för främjande av svensk trädgårdskonst och kulturväxter i Västra Götaland | | | 250@3001; Name=Föreningen för främjande av svensk trädgårdskonst
SE | country=&Aring;land; zip=22100; city=Mariehamn | | | 0@3105; InvoiceCountryCode=AX
SE, default_country = \"NO\" | zip=0155; city=Oslo; country= | none | | 0@3105; InvoiceCountryCode=NO
SE, on_missing_city = \"okänd\"\\non_missing_postal_code = \"00000\" | | street=Hauptstr. 1; city=; zip=; country=DE | | 250@3107; DeliveryCity=okänd; DeliveryPostalCode=00000
";

/// Buyers whom eAccounting has already, or somebody like them.
const KNOWN: &str = r#"
SE | email=anna.qvzx+shop@example.com | | CustomerNumber=77 | 250@3001; customers=2; EmailAddress=anna.qvzx+shop@example.com
SE, match_by = "organisation-number" | company=Ek AB; vat=SE556677889901 | | Name=Ek AB; IsPrivatePerson=false; CorporateIdentityNumber=556677-8899; EmailAddress=info@ek.example.com; CustomerNumber=77 | 250@3001; customers=1; CustomerNumber=77
SE, match_by = "organisation-number" | company=Müller GmbH; vat=DE136695976; country=DE; zip=10115 | | Name=Müller GmbH; IsPrivatePerson=false; VatNumber=DE136695976; InvoiceCountryCode=DE; EmailAddress=info@mueller.example.com; CustomerNumber=77 | 0@3108; customers=2
SE | | | IsActive=false; CustomerNumber=77 | parked customer_inactive: 77
SE | | | IsActive=false; CustomerNumber=77 // CustomerNumber=78 | 250@3001; CustomerNumber=78; customers=2
SE | | | IsActive=false; CustomerNumber=77 // IsActive=false; CustomerNumber=78 | parked customer_inactive
SE | company=EK  AB | | CustomerNumber=77; Name=Ek AB; IsPrivatePerson=false // CustomerNumber=78 | 250@3001; CustomerNumber=77
SE | company=Ek Aktiebolag | | CustomerNumber=77; Name=Ek AB; IsPrivatePerson=false // CustomerNumber=78 | 250@3001; CustomerNumber=77
SE | | | CustomerNumber=77; Name=Ek AB; IsPrivatePerson=false; CorporateIdentityNumber=5566778899 | 250@3001; CustomerNumber=77; Name=Ek AB; customers=1
SE | company=Ny AB; org=559000-1003 | | CustomerNumber=77; Name=Ek AB; IsPrivatePerson=false; CorporateIdentityNumber=5566778899 | 250@3001; customers=2; Name=Ny AB
SE | company=Ny AB; vat=SE559000100301 | | CustomerNumber=77; Name=Ek AB; IsPrivatePerson=false; CorporateIdentityNumber=5566778899 | 250@3001; customers=2; Name=Ny AB
FI | company=Ny Oy; vat=FI20774740; country=FI; zip=00100 | | CustomerNumber=77; Name=Ek Oy; IsPrivatePerson=false; CorporateIdentityNumber=0112038-9; InvoiceCountryCode=FI | 255@3000; customers=2; Name=Ny Oy
SE | company=Ek AB; org=556677-8899 | | CustomerNumber=77; Name=Ek i Lund AB; IsPrivatePerson=false; VatNumber=SE556677889901 | 250@3001; customers=1; CustomerNumber=77
SE | company=Ek AB; vat=SE556677889901 | | CustomerNumber=77; Name=Ek i Lund AB; IsPrivatePerson=false; CorporateIdentityNumber=556677-8899 | 250@3001; customers=1; CustomerNumber=77
SE | country=SE; zip=111 22 | | CustomerNumber=77; IsPrivatePerson=false; Name=Müller GmbH; InvoiceCountryCode=DE; VatNumber=DE136695976; InvoicePostalCode=10115 | parked value_invalid: VAT number
SE | company=Müller GmbH; country=AT; zip=1010 | | CustomerNumber=77; IsPrivatePerson=false; Name=Müller GmbH; InvoiceCountryCode=DE; VatNumber=DE136695976; InvoicePostalCode=10115 | parked value_invalid: VAT number
SE | | none | CustomerNumber=77; DeliveryBasedVat=true; DeliveryCity=Oslo; DeliveryPostalCode=0155; DeliveryCountryCode=NO | 250@3001; DeliveryBasedVat=false; order.DeliveryCity=Staden
SE | country=GB; zip=SW1A 1AA | | CustomerNumber=77; IsNorthernIreland=true; InvoiceCountryCode=GB; InvoicePostalCode=BT1 5GS | 0@3105; IsNorthernIreland=false
SE | country=GB; zip= | | CustomerNumber=77; IsNorthernIreland=true; InvoiceCountryCode=GB; InvoicePostalCode=BT1 5GS | 250@3107
SE | last=Gift-Namnqvzx | | CustomerNumber=77 | 250@3001; customers=1; Name=Annaqvzx Gift-Namnqvzx
SE | first=; last= | | CustomerNumber=77 | 250@3001; customers=1; Name=Annaqvzx Lindqvzx
SE | street=Nyvägen 3; zip=; city=Staden | | CustomerNumber=77 | 250@3001
"#;

/// Where a seller of each country ships to, by the law of VAT territories.
const TERRITORIES: &str = "
SE | country=Monaco; zip=98000; city=Monaco | | | 250@3107; InvoiceCountryCode=FR
SE | country=FR; zip=98000; city=Monaco | | | 250@3107; InvoiceCountryCode=FR
SE | country=Isle of Man; zip=IM1 1AA; city=Douglas | | | 0@3105; InvoiceCountryCode=GB
SE | country=CH; zip=8001; city=Zürich | | | 0@3105
SE | country=Liechtenstein; zip=9490; city=Vaduz | | | 0@3105; InvoiceCountryCode=LI
SE | country=Andorra; zip=AD500; city=Andorra la Vella | | | 0@3105; InvoiceCountryCode=AD
SE | country=Gibraltar; zip=GX11 1AA; city=Gibraltar | | | 0@3105; InvoiceCountryCode=GI
SE | country=San Marino; zip=47890; city=San Marino | | | 0@3105; InvoiceCountryCode=SM
SE | country=Jersey; zip=JE2 3AB; city=St Helier | | | 0@3105; InvoiceCountryCode=JE
SE | country=Færøerne; zip=100; city=Tórshavn | | | 0@3105; InvoiceCountryCode=FO
SE | country=Grönland; zip=3900; city=Nuuk | | | 0@3105; InvoiceCountryCode=GL
SE | country=DK; zip=3900; city=Nuuk | | | 0@3105; InvoiceCountryCode=GL
SE | country=FR; zip=97200; city=Fort-de-France | | | 0@3105; InvoiceCountryCode=MQ
SE | country=Deutschland; zip=27498; city=Helgoland | | | parked value_invalid: Heligoland
SE | country=DE; zip=78266; city=Büsingen | | | parked value_invalid: Büsingen
SE | country=IT; zip=23041; city=Livigno | | | parked value_invalid: Livigno
SE | country=España; zip=38001; city=Santa Cruz de Tenerife | | | parked value_invalid: the Canary Islands
SE | country=ES; zip=51001; city=Ceuta | | | parked value_invalid: Ceuta
SE | country=ES; zip=07001; city=Palma | | | 250@3107; InvoiceCountryCode=ES
SE | country=Açores; zip=9500-001; city=Ponta Delgada | | | 250@3107; InvoiceCountryCode=PT
SE | country=Ukraina; zip=01001; city=Kyiv | | | 0@3105; InvoiceCountryCode=UA
SE | country=USA; zip=02108; city=Boston; province=MA | | | 0@3105; InvoiceCountryCode=US
SE | country=Svalbard; zip=9170; city=Longyearbyen | | | 0@3105; InvoiceCountryCode=SJ
SE | company=Mariehamn Ab; vat=FI20774740; country=FI; zip=22100; city=Mariehamn | | | 0@3105; InvoiceCountryCode=AX; VatNumber=-
SE | company=Zürich AG; vat=CHE-123.456.788 MWST; country=CH; zip=8001 | | | 0@3105; VatNumber=-
SE | company=Oslo AS; vat=NO974760673MVA; country=NO; zip=0155 | | | 0@3105; IsPrivatePerson=false
SE | company=London Ltd; vat=GB980780684; country=GB; zip=SW1A 1AA | | | 0@3105; IsPrivatePerson=false
SE | company=Belfast Ltd; vat=XI980780684; country=GB; zip=BT1 5GS | | | 0@3108; VatNumber=XI980780684; IsNorthernIreland=true
SE | company=Belfast Ltd; vat=GB980780684; country=GB; zip=BT1 5GS | | | 250@3107; IsPrivatePerson=false; VatNumber=-; IsNorthernIreland=true
SE | company=Belfast Ltd; vat=980780684; country=Northern Ireland; zip=BT1 5GS | | | 250@3107; IsPrivatePerson=false; VatNumber=-; IsNorthernIreland=true
SE | vat=GB980780685; country=GB; zip=BT1 5GS | | | 250@3107; IsPrivatePerson=true; VatNumber=-; IsNorthernIreland=true
SE | country=IE; zip=D02 X285; city=Dublin | | | 250@3107; InvoiceCountryCode=IE
SE | | country=Norge; zip=0155; city=Oslo | | 0@3105; DeliveryBasedVat=true; InvoiceCountryCode=SE
SE | country=NO; zip=0155; city=Oslo | country=SE; zip=111 22; city=Stockholm | | 250@3001; DeliveryBasedVat=true
SE | country=NO; zip=0155; city=Oslo | country=DE; zip=10115; city=Berlin | | 250@3107; DeliveryBasedVat=true
SE | company=Müller GmbH; vat=DE136695976; country=DE; zip=10115 | country=SE; zip=111 22; city=Stockholm | | 250@3001
SE | company=Müller GmbH; vat=DE136695976; country=DE; zip=10115 | country=NO; zip=0155; city=Oslo | | 0@3105
NO | country=NO; zip=9170; city=Longyearbyen | | | 0@3110; InvoiceCountryCode=SJ
NO | country=Svalbard; zip=9170; city=Longyearbyen | | | 0@3110; InvoiceCountryCode=SJ
NO | country=Jan Mayen; zip=8099; city=Jan Mayen | | | 0@3110; InvoiceCountryCode=SJ
NO | country=SE; zip=111 22; city=Stockholm | | | 0@3110
NO | company=Ek AB; vat=SE556677889901; country=SE; zip=111 22 | | | 0@3110; IsPrivatePerson=false
NO | country=Monaco; zip=98000; city=Monaco | | | 0@3110; InvoiceCountryCode=FR
NO | country=GB; zip=BT1 5GS; city=Belfast | | | 0@3110
NO | country=ES; zip=35001; city=Las Palmas | | | 0@3110; InvoiceCountryCode=ES
NO | country=DE; zip=27498; city=Helgoland | | | 0@3110; InvoiceCountryCode=DE
NO | country=AX; zip=22100; city=Mariehamn | | | 0@3110; InvoiceCountryCode=AX
NO | country=NO; zip=0155; city=Oslo | country=SE; zip=111 22; city=Stockholm | | 0@3110; DeliveryBasedVat=true
NO | country=SE; zip=111 22; city=Stockholm | country=NO; zip=0155; city=Oslo | | 250@3000; DeliveryBasedVat=true
NL | country=Belgique; zip=1000; city=Bruxelles | | | 210@8220; InvoiceCountryCode=BE
NL | company=Brugge NV; vat=BE0428759497; country=BE; zip=8000 | | | 0@8200
NL | company=Brugge NV; country=BE; zip=8000 | | | 210@8220
NL | company=Belfast Ltd; vat=XI980780684; country=Northern Ireland; zip=BT1 5GS | | | 0@8200; IsNorthernIreland=true
NL | country=Curaçao; zip=; city=Willemstad | | | 0@8300; InvoiceCountryCode=CW
NL | country=Aruba; zip=; city=Oranjestad | | | 0@8300; InvoiceCountryCode=AW
NL | country=Bonaire; zip=; city=Kralendijk | | | 0@8300; InvoiceCountryCode=BQ
NL | country=Zwitserland; zip=8001; city=Zürich | | | 0@8300; InvoiceCountryCode=CH
NL | country=Verenigd Koninkrijk; zip=SW1A 1AA; city=London | | | 0@8300; InvoiceCountryCode=GB
NL | country=Spanje; zip=35001; city=Las Palmas | | | parked value_invalid: the Canary Islands
FI | country=Ahvenanmaa; zip=22100; city=Maarianhamina | | | 0@3370; InvoiceCountryCode=AX
FI | company=Mariehamn Ab; vat=FI20774740; country=FI; zip=22100; city=Mariehamn | | | 0@3370; InvoiceCountryCode=AX
FI | country=Eesti; zip=10111; city=Tallinn | | | 255@3340; InvoiceCountryCode=EE
FI | company=Tallinn OÜ; vat=EE100931558; country=EE; zip=10111 | | | 0@3360
FI | company=Ek AB; country=SE; zip=111 22; city=Stockholm | | | 255@3340
FI | country=Norja; zip=0155; city=Oslo | | | 0@3370; InvoiceCountryCode=NO
FI | country=Venäjä; zip=190000; city=Pietari | | | 0@3370; InvoiceCountryCode=RU
";

/// Names and addresses longer than eAccounting's fields, and with signs that hardly anybody types.
const LONG: &str = "
SE | first=👩‍🚀 Annaqvzx; last=Lindqvzx 🎄 | | | 250@3001; customers=1
SE | first=🎄🎄; last=🎄 | | | 250@3001; customers=1
SE | company=Norrlandsgatans Norrlandsgatans Norrlandsgatans Norrlandsgatans Norrlandsgatans Norrlandsgatans Norrlandsgatans Norrlandsgatans Norrlandsgatans Norrlandsgatans Norrlandsgatans Norrlandsgatans Norrlandsgatans AB | | | 250@3001; IsPrivatePerson=false
SE | company=NNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNN AB | | | 250@3001; IsPrivatePerson=false
SE | first=MaximilianMaximilianMaximilianMaximilianMaximilian; last=LindqvzxLindqvzxLindqvzxLindqvzxLindqvzxLindqvzxLindqvzx | | | 250@3001
SE | first=Åsa-Märta Åsa-Märta Åsa-Märta Åsa-Märta Åsa-Märta Åsa-Märta Åsa-Märta Åsa-Märta Åsa-Märta Åsa-Märta ; last=von Lindqvzx von Lindqvzx von Lindqvzx von Lindqvzx von Lindqvzx von Lindqvzx von Lindqvzx von Lindqvzx von Lindqvzx von Lindqvzx  | | | 250@3001
SE | street=Kungsgatan Kungsgatan Kungsgatan Kungsgatan Kungsgatan Kungsgatan Kungsgatan Kungsgatan Kungsgatan Kungsgatan Kungsgatan Kungsgatan Kungsgatan Kungsgatan Kungsgatan Kungsgatan Kungsgatan Kungsgatan  | | | 250@3001
SE | street=KKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKK | | | 250@3001
SE | city=Östra Göinge Östra Göinge Östra Göinge Östra Göinge Östra Göinge Östra Göinge Östra Göinge Östra Göinge Östra Göinge Östra Göinge  | | | 250@3001
SE | city=Malmö 🏝️ | | | 250@3001
SE | street=Ringvägen·1 B | | | 250@3001
SE | first=İstanbul; last=ẞtraße Ǆ | | | 250@3001
SE | first=Annaqvzx; last=Lindqvzx; phone=+46 (0)70-123 45 67 / 08-12 34 56 (kvällar efter klockan sju) 🎄 | | | 250@3001
NO | company=Bjørkeskogens Bjørkeskogens Bjørkeskogens Bjørkeskogens Bjørkeskogens Bjørkeskogens Bjørkeskogens Bjørkeskogens Bjørkeskogens Bjørkeskogens Bjørkeskogens Bjørkeskogens Bjørkeskogens Bjørkeskogens Bjørkeskogens AS; country=NO; zip=0155; city=Oslo | | | 250@3000; IsPrivatePerson=false
FI | first=ÄitiÄitiÄitiÄitiÄitiÄitiÄitiÄitiÄitiÄitiÄitiÄitiÄitiÄitiÄiti; last=Öhman; country=FI; zip=00100; city=Helsinki | | | 255@3000
";

#[tokio::test]
async fn numbers_are_read_as_people_write_them_or_wait() {
    play(NUMBERS).await;
}

#[tokio::test]
async fn an_accounts_numbers_are_those_of_its_company_alone() {
    play(ACCOUNTS).await;
}

#[tokio::test]
async fn addresses_are_completed_by_what_the_order_says() {
    play(PLACES).await;
}

#[tokio::test]
async fn a_sale_has_the_vat_of_the_territory_that_it_goes_to() {
    play(TERRITORIES).await;
}

#[tokio::test]
async fn a_buyer_is_the_customer_that_eaccounting_has() {
    play(KNOWN).await;
}

#[tokio::test]
async fn names_of_any_length_and_script_keep_nobody_waiting() {
    play(LONG).await;
}
