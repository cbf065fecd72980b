//! eAccounting's customers as contacts in ActiveCampaign.

use engine::JobOutcome;
use model::{Cause, Code, Job, JobKind};
use sandbox::activecampaign::{AccountSeed, ContactSeed};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{World, anna, job, lamps, order_job, parked, skipped};

const ON: &str = "[to_activecampaign.customers]\nenabled = true\n";
const CITY: &str = "[to_activecampaign.customers]\nenabled = true\n[to_activecampaign.customers.fields]\ncity = \"InvoiceCity\"\nnumber = \"CustomerNumber\"\n";

/// A company after its first poll.
async fn company(settings: &str) -> World {
    let world = World::still(settings, 3);
    for tag in ["ADDRESS", "POSTAL_CODE", "CITY", "COUNTRY", "NUMBER"] {
        world.sandbox.activecampaign().custom_field(tag, tag, "text");
    }
    world.poller().run().await.unwrap();
    world.pass(3_600);
    world
}

async fn poll(world: &World) -> Vec<JobOutcome> {
    world.pass(60);
    world.poller().run().await.unwrap();
    let ended = world.drive().await;
    ended.into_iter().map(|ended| ended.verdict).collect()
}

fn rows(world: &World, kind: &str) -> Vec<Value> {
    world.sandbox.activecampaign().snapshot()[kind]
        .as_array()
        .unwrap()
        .clone()
}

/// The only contact's field values by personalization tag.
fn custom(world: &World, tag: &str) -> Option<String> {
    let fields = rows(world, "fields");
    let id = fields.iter().find(|field| field["perstag"] == tag)?["id"].clone();
    let values = rows(world, "fieldValues");
    let value = values.iter().find(|value| value["field"] == id)?;
    value["value"].as_str().map(str::to_owned)
}

fn only_contact(world: &World) -> Value {
    let mut contacts = rows(world, "contacts");
    assert_eq!(contacts.len(), 1, "{contacts:#?}");
    contacts.remove(0)
}

fn source(customer: &Value) -> String {
    format!("customer:{}", customer["Id"].as_str().unwrap())
}

fn id(customer: &Value) -> Uuid {
    customer["Id"].as_str().unwrap().parse().unwrap()
}

fn change(world: &World, customer: &Value, fields: Value) {
    world
        .sandbox
        .eaccounting()
        .change_customer(id(customer), fields)
        .unwrap();
}

/// The calls that could change something in ActiveCampaign.
fn writes(world: &World) -> Vec<String> {
    let mut calls = world.calls();
    calls.retain(|call| call.starts_with("activecampaign ") && !call.contains(" GET "));
    // The sweep asks for orders by POST.
    calls.retain(|call| !call.contains("graphql"));
    calls
}

fn eva() -> Value {
    json!({"Name": "Evaqvzx Lindqvzx", "EmailAddress": "eva.qvzx@example.com", "Telephone": "070-1", "InvoiceCity": "Lund",
        "InvoicePostalCode": "222 22", "IsPrivatePerson": true})
}

#[tokio::test(start_paused = true)]
async fn a_customer_entered_in_eaccounting_becomes_a_contact() {
    let world = company(CITY).await;
    let customer = world.customer(eva());
    let ended = poll(&world).await;
    assert!(matches!(&ended[..], [JobOutcome::Done { .. }]), "{ended:?}");
    let contact = only_contact(&world);
    for (field, value) in [
        ("email", "eva.qvzx@example.com"),
        ("firstName", "Evaqvzx"),
        ("lastName", "Lindqvzx"),
        ("phone", "070-1"),
    ] {
        assert_eq!(contact[field], value, "{field}");
    }
    assert_eq!(custom(&world, "CITY").as_deref(), Some("Lund"));
    assert_eq!(
        custom(&world, "NUMBER").as_deref(),
        customer["CustomerNumber"].as_str()
    );
    assert!(rows(&world, "contactLists").is_empty(), "nobody is subscribed");
    let entry = world.entry(&source(&customer)).await;
    assert!(
        entry
            .read
            .iter()
            .any(|read| read.document == "customer" && read.field == "InvoiceCity")
    );
    assert!(
        entry
            .sent
            .iter()
            .any(|sent| sent.document == "contact" && sent.field == "city")
    );
    assert_eq!(world.sandbox.violations(), Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn what_exists_at_the_first_run_is_no_contact_until_it_changes() {
    let world = World::still(ON, 3);
    let customer = world.customer(eva());
    world.pass(3_600);
    world.poller().run().await.unwrap();
    assert!(poll(&world).await.is_empty());
    assert!(rows(&world, "contacts").is_empty());
    world.pass(60);
    change(&world, &customer, json!({"Telephone": "070-2"}));
    poll(&world).await;
    assert_eq!(only_contact(&world)["phone"], "070-2");
}

#[tokio::test(start_paused = true)]
async fn only_what_changed_is_written_and_its_echoes_write_nothing() {
    let world = company(CITY).await;
    let customer = world.customer(eva());
    poll(&world).await;
    world.pass(60);
    change(&world, &customer, json!({"Telephone": "070-2"}));
    world.forget_counts();
    poll(&world).await;
    assert_eq!(writes(&world), ["activecampaign POST /contact/sync"]);
    assert_eq!(only_contact(&world)["phone"], "070-2");
    world.forget_counts();
    // The webhook of our own write, the sweep, and the poll that reaches back.
    world.settle(job(&world, JobKind::Customer, "contact:1")).await;
    poll(&world).await;
    poll(&world).await;
    assert_eq!(writes(&world), Vec::<String>::new());
    assert_eq!(world.writes(), Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn a_contacts_change_comes_back_as_no_change_of_its_customer() {
    let world = company(CITY).await;
    let contact = world.contact(&anna());
    world.settle(job(&world, JobKind::Customer, &contact)).await;
    world.forget_counts();
    let ended = poll(&world).await;
    assert!(!ended.is_empty());
    assert_eq!(writes(&world).len(), 1, "its number: {:?}", writes(&world));
    assert_eq!(custom(&world, "NUMBER").as_deref(), Some("1000"));
    world.sandbox.activecampaign().set_field(1, "CITY", "Malmö");
    world.settle(job(&world, JobKind::Customer, &contact)).await;
    assert_eq!(world.only("customers")["InvoiceCity"], "Malmö");
    world.forget_counts();
    let ended = poll(&world).await;
    assert!(
        ended
            .iter()
            .any(|ended| skipped(ended).starts_with("nothing was changed in customer 1000")),
        "{ended:?}"
    );
    assert_eq!(writes(&world), Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn a_field_that_no_contact_changed_keeps_what_a_person_wrote_in_eaccounting() {
    // The street is no shared field: without the way back, each change of the contact writes it.
    for (settings, street) in [("", "Qvzxgatan 1"), (ON, "Qvzxgatan 2")] {
        let world = company(settings).await;
        let contact = world.contact(&anna());
        world.settle(job(&world, JobKind::Customer, &contact)).await;
        poll(&world).await;
        change(
            &world,
            &world.only("customers"),
            json!({"InvoiceAddress1": "Qvzxgatan 2"}),
        );
        world.sandbox.activecampaign().update_contact(
            1,
            &ContactSeed {
                phone: "070-9".to_owned(),
                ..ContactSeed::default()
            },
        );
        world.settle(job(&world, JobKind::Customer, &contact)).await;
        let customer = world.only("customers");
        assert_eq!(customer["InvoiceAddress1"], street, "{settings}");
        assert_eq!(customer["Telephone"], "070-9");
    }
}

#[tokio::test(start_paused = true)]
async fn of_two_changes_of_one_field_the_later_record_wins_whoever_looks_first() {
    for (contact_is_later, contact_first) in [(true, true), (true, false), (false, true), (false, false)] {
        let world = company(CITY).await;
        let contact = world.contact(&anna());
        world.settle(job(&world, JobKind::Customer, &contact)).await;
        poll(&world).await;
        world.pass(600);
        let of_contact = || world.sandbox.activecampaign().set_field(1, "CITY", "Malmö");
        let of_customer = || change(&world, &world.only("customers"), json!({"InvoiceCity": "Lund"}));
        if contact_is_later {
            of_customer();
            world.pass(5);
            of_contact();
        } else {
            of_contact();
            world.pass(5);
            of_customer();
        }
        world.pass(30);
        let written = job(&world, JobKind::WriteContact, &source(&world.only("customers")));
        let changed = job(&world, JobKind::Customer, &contact);
        let jobs = if contact_first {
            [changed, written]
        } else {
            [written, changed]
        };
        for job in jobs {
            world.settle(job).await;
        }
        let wanted = if contact_is_later { "Malmö" } else { "Lund" };
        assert_eq!(
            world.only("customers")["InvoiceCity"],
            wanted,
            "{contact_is_later} {contact_first}"
        );
        assert_eq!(
            custom(&world, "CITY").as_deref(),
            Some(wanted),
            "{contact_is_later} {contact_first}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn of_two_changes_within_a_second_eaccountings_wins() {
    let world = company(CITY).await;
    let contact = world.contact(&anna());
    world.settle(job(&world, JobKind::Customer, &contact)).await;
    poll(&world).await;
    world.pass(600);
    world.sandbox.activecampaign().set_field(1, "CITY", "Malmö");
    change(&world, &world.only("customers"), json!({"InvoiceCity": "Lund"}));
    world.settle(job(&world, JobKind::Customer, &contact)).await;
    poll(&world).await;
    assert_eq!(world.only("customers")["InvoiceCity"], "Lund");
    assert_eq!(custom(&world, "CITY").as_deref(), Some("Lund"));
}

#[tokio::test(start_paused = true)]
async fn our_own_write_is_no_later_change_of_the_record() {
    let world = company(CITY).await;
    let contact = world.contact(&anna());
    world.settle(job(&world, JobKind::Customer, &contact)).await;
    poll(&world).await;
    world.pass(600);
    // A person changes the city in ActiveCampaign, and then another field in eAccounting, which we take over after it.
    world.sandbox.activecampaign().set_field(1, "CITY", "Malmö");
    world.pass(10);
    change(&world, &world.only("customers"), json!({"Telephone": "070-7"}));
    world.pass(10);
    let written = || job(&world, JobKind::WriteContact, &source(&world.only("customers")));
    world.settle(written()).await;
    assert_eq!(only_contact(&world)["phone"], "070-7");
    // Now the city in eAccounting: later than the person's change of the contact.
    world.pass(-5);
    change(&world, &world.only("customers"), json!({"InvoiceCity": "Lund"}));
    world.pass(60);
    world.settle(written()).await;
    assert_eq!(custom(&world, "CITY").as_deref(), Some("Lund"));
}

#[tokio::test(start_paused = true)]
async fn a_value_that_is_cleared_on_one_side_is_cleared_on_the_other() {
    let world = company(ON).await;
    let customer = world.customer(eva());
    poll(&world).await;
    change(&world, &customer, json!({"Telephone": null}));
    poll(&world).await;
    assert_eq!(only_contact(&world)["phone"], "");
    change(&world, &customer, json!({"Telephone": "070-3"}));
    poll(&world).await;
    let client = &world.worker.services().activecampaign;
    let cleared = activecampaign::ContactWrite {
        phone: Some(String::new()),
        ..activecampaign::ContactWrite::default()
    };
    client
        .sync_contact(&"eva.qvzx@example.com".parse().unwrap(), &cleared)
        .await
        .unwrap();
    world.settle(job(&world, JobKind::Customer, "contact:1")).await;
    assert_eq!(world.only("customers")["Telephone"], Value::Null);
}

#[tokio::test(start_paused = true)]
async fn a_changed_address_follows_the_link_in_both_directions() {
    let world = company(ON).await;
    let customer = world.customer(eva());
    poll(&world).await;
    change(&world, &customer, json!({"EmailAddress": "new.qvzx@example.com"}));
    poll(&world).await;
    assert_eq!(only_contact(&world)["email"], "new.qvzx@example.com");
    world.pass(60);
    let seed = ContactSeed {
        email: "newer.qvzx@example.com".to_owned(),
        ..ContactSeed::default()
    };
    world.sandbox.activecampaign().update_contact(1, &seed);
    world.settle(job(&world, JobKind::Customer, "contact:1")).await;
    assert_eq!(world.only("customers")["EmailAddress"], "newer.qvzx@example.com");
    world.forget_counts();
    poll(&world).await;
    assert_eq!(writes(&world), Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn an_address_that_another_contact_has_is_parked_with_both_contacts_untouched() {
    let world = company(ON).await;
    let customer = world.customer(eva());
    poll(&world).await;
    world.contact(&ContactSeed::new("taken.qvzx@example.com"));
    change(
        &world,
        &customer,
        json!({"EmailAddress": "taken.qvzx@example.com"}),
    );
    let ended = poll(&world).await;
    let problem = ended.iter().find(|ended| matches!(ended, JobOutcome::Parked(_)));
    let problem = parked(problem.unwrap());
    assert_eq!(problem.code, Code::CONTACT_AMBIGUOUS);
    assert!(
        problem.message.contains("contact 1") && !problem.to_string().contains("qvzx"),
        "{problem}"
    );
    assert_eq!(rows(&world, "contacts").len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_customer_without_a_usable_address_is_skipped_before_any_call() {
    let world = company(ON).await;
    for (email, reason) in [
        (Value::Null, "it has no e-mail address in eAccounting"),
        (
            json!("eva@example..com"),
            "its e-mail address in eAccounting is not a valid one",
        ),
    ] {
        let mut fields = eva();
        fields["EmailAddress"] = email;
        let customer = world.customer(fields);
        world.forget_counts();
        let ended = world
            .settle(job(&world, JobKind::WriteContact, &source(&customer)))
            .await;
        assert_eq!(skipped(&ended), reason);
        assert!(
            world.calls().iter().all(|call| call.starts_with("eaccounting ")),
            "{:?}",
            world.calls()
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_dry_run_says_what_would_be_and_leaves_the_other_direction_as_it_is() {
    let world = company("[to_activecampaign.customers]\nenabled = true\ndry_run = true\n").await;
    world.customer(eva());
    world.forget_counts();
    let ended = poll(&world).await;
    assert!(
        skipped(&ended[0]).contains("a contact would be created"),
        "{ended:?}"
    );
    assert!(rows(&world, "contacts").is_empty());
    world.contact(&ContactSeed::new("eva.qvzx@example.com"));
    let again = job(&world, JobKind::WriteContact, &source(&world.only("customers")));
    let ended = world.settle(again).await;
    assert!(
        skipped(&ended).contains("would be updated") && skipped(&ended).contains("phone"),
        "{ended:?}"
    );
    assert_eq!(writes(&world), Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn with_links_alone_nobody_is_found_by_address_or_created() {
    let world = company("[to_activecampaign.customers]\nenabled = true\nmatch_by = \"link\"\n").await;
    let customer = world.customer(eva());
    let ended = poll(&world).await;
    assert!(skipped(&ended[0]).contains("no contact is linked"), "{ended:?}");
    world.contact(&ContactSeed::new("eva.qvzx@example.com"));
    let again = || job(&world, JobKind::WriteContact, &source(&customer));
    let ended = world.settle(again()).await;
    assert!(skipped(&ended).contains("is not linked to it"), "{ended:?}");
    // The other direction links them.
    world.settle(job(&world, JobKind::Customer, "contact:1")).await;
    world.pass(60);
    change(&world, &customer, json!({"Telephone": "070-5"}));
    let ended = world.settle(again()).await;
    assert!(matches!(ended, JobOutcome::Done { .. }), "{ended:?}");
    assert_eq!(only_contact(&world)["phone"], "070-5");
}

#[tokio::test(start_paused = true)]
async fn a_contact_is_one_customer_and_a_second_one_is_left_alone() {
    let world = company(ON).await;
    world.customer(eva());
    poll(&world).await;
    let mut second = eva();
    second["Name"] = json!("Another Qvzx");
    world.customer(second);
    let ended = poll(&world).await;
    assert!(
        ended
            .iter()
            .any(|ended| skipped(ended).contains("is customer 1000 already")),
        "{ended:?}"
    );
    assert_eq!(only_contact(&world)["firstName"], "Evaqvzx");
}

#[tokio::test(start_paused = true)]
async fn a_contact_that_was_deleted_comes_back_by_a_replay_alone() {
    let world = company(ON).await;
    let customer = world.customer(eva());
    poll(&world).await;
    assert!(world.sandbox.activecampaign().delete_contact(1));
    change(&world, &customer, json!({"Telephone": "070-6"}));
    let ended = poll(&world).await;
    assert!(
        ended
            .iter()
            .any(|ended| skipped(ended).contains("was deleted in ActiveCampaign")),
        "{ended:?}"
    );
    assert!(rows(&world, "contacts").is_empty());
    world.pass(60);
    let replay = Job {
        cause: Cause::Replay,
        ..job(&world, JobKind::WriteContact, &source(&customer))
    };
    world.settle(replay).await;
    assert_eq!(only_contact(&world)["phone"], "070-6");
}

#[tokio::test(start_paused = true)]
async fn what_an_order_writes_on_its_customer_is_no_change_for_the_contact() {
    let world = company(ON).await;
    world.stock();
    let key = world.order(&lamps());
    // ActiveCampaign names the contact after the order; a person knows better.
    let annika = ContactSeed::default().named("Annika", "Lindqvzx");
    assert!(world.sandbox.activecampaign().update_contact(1, &annika));
    world.settle(order_job(&world, &key)).await;
    assert_eq!(
        world.only("customers")["Name"],
        "Annaqvzx Lindqvzx",
        "as the order has it"
    );
    world.forget_counts();
    poll(&world).await;
    assert_eq!(writes(&world), Vec::<String>::new());
    assert_eq!(only_contact(&world)["firstName"], "Annika");
}

const LABELS: &str = "[to_activecampaign.customers]\nenabled = true\n[to_activecampaign.customers.tags]\n\"återförsäljare\" = \"reseller\"\n";

#[tokio::test(start_paused = true)]
async fn a_label_is_a_tag_as_long_as_the_customer_has_it() {
    let world = company(LABELS).await;
    let label = world.sandbox.eaccounting().add_customer_label("Återförsäljare");
    let other = world.sandbox.eaccounting().add_customer_label("Other");
    let mut fields = eva();
    fields["CustomerLabels"] = json!([{"Id": label["Id"]}, {"Id": other["Id"]}]);
    let customer = world.customer(fields);
    poll(&world).await;
    assert_eq!(rows(&world, "contactTags").len(), 1);
    assert_eq!(rows(&world, "tags")[0]["tag"], "reseller");
    world.forget_counts();
    poll(&world).await;
    assert_eq!(writes(&world), Vec::<String>::new());
    change(&world, &customer, json!({"CustomerLabels": []}));
    poll(&world).await;
    assert!(rows(&world, "contactTags").is_empty());
    // A tag that a person put on is none of ours.
    world.sandbox.activecampaign().tag(1, "reseller");
    change(&world, &customer, json!({"Telephone": "070-8"}));
    poll(&world).await;
    assert_eq!(rows(&world, "contactTags").len(), 1);
}

const ACCOUNTS: &str =
    "[customers]\ncompanies = true\n[to_activecampaign.customers]\nenabled = true\naccounts = true\n";

fn eva_ab(name: &str) -> Value {
    let mut fields = eva();
    fields["Name"] = json!(name);
    fields["ContactPersonName"] = json!("Evaqvzx Lindqvzx");
    fields["IsPrivatePerson"] = json!(false);
    fields
}

#[tokio::test(start_paused = true)]
async fn a_company_is_an_account_with_the_contact_in_it_and_is_renamed_with_it() {
    let world = company(ACCOUNTS).await;
    let customer = world.customer(eva_ab("Qvzxbolaget AB"));
    poll(&world).await;
    assert_eq!(rows(&world, "accounts")[0]["name"], "Qvzxbolaget AB");
    let links = rows(&world, "accountContacts");
    assert_eq!((links.len(), &links[0]["contact"]), (1, &json!("1")));
    assert_eq!(only_contact(&world)["firstName"], "Evaqvzx");
    world.pass(60);
    change(&world, &customer, json!({"Name": "Qvzxbolagen AB"}));
    poll(&world).await;
    assert_eq!(rows(&world, "accounts")[0]["name"], "Qvzxbolagen AB");
    world.forget_counts();
    world.settle(job(&world, JobKind::Customer, "contact:1")).await;
    poll(&world).await;
    assert_eq!(writes(&world), Vec::<String>::new());
    assert_eq!(world.only("customers")["Name"], "Qvzxbolagen AB");
    // A private person is in no account.
    let mut person = eva();
    person["EmailAddress"] = json!("other.qvzx@example.com");
    world.customer(person);
    poll(&world).await;
    assert_eq!(rows(&world, "accountContacts").len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_contact_stays_in_the_account_that_it_is_in() {
    let world = company(ACCOUNTS).await;
    let account = world.sandbox.activecampaign().add_account(&AccountSeed {
        name: "Another AB".to_owned(),
        ..AccountSeed::default()
    });
    let mut seed = ContactSeed::new("eva.qvzx@example.com");
    seed.account = Some(account);
    world.contact(&seed);
    world.customer(eva_ab("Qvzxbolaget AB"));
    poll(&world).await;
    assert_eq!(rows(&world, "accounts").len(), 1);
    assert_eq!(rows(&world, "accountContacts").len(), 1);
    assert_eq!(only_contact(&world)["firstName"], "Evaqvzx");
}

#[tokio::test(start_paused = true)]
async fn without_accounts_a_company_is_a_contact_alone() {
    let world = company(ON).await;
    world.customer(eva_ab("Qvzxbolaget AB"));
    poll(&world).await;
    assert_eq!(only_contact(&world)["firstName"], "Evaqvzx");
    assert!(rows(&world, "accounts").is_empty());
}

/// The list's id, and how the contact stands on it, in each case of consent.
#[tokio::test(start_paused = true)]
async fn nobody_is_put_on_a_list_who_ever_was_on_it_or_without_a_reason() {
    for status in [None, Some(0_u8), Some(1), Some(2), Some(3)] {
        for with_list in [false, true] {
            let list = if with_list {
                "[to_activecampaign.customers.list]\nid = 1\nreason = \"Existing customers\"\n"
            } else {
                ""
            };
            let world = company(&format!("{ON}{list}")).await;
            let activecampaign = world.sandbox.activecampaign();
            // The list exists, and somebody else is on it.
            let other = activecampaign.add_contact(&ContactSeed::new("other@example.com"));
            assert_eq!(activecampaign.set_list_status(other, "News", 1), 1);
            if let Some(status) = status {
                let contact = activecampaign.add_contact(&ContactSeed::new("eva.qvzx@example.com"));
                activecampaign.set_list_status(contact, "News", status);
            }
            let customer = world.customer(eva());
            poll(&world).await;
            let of_eva = |world: &World| {
                let rows = rows(world, "contactLists");
                let row = rows.iter().find(|row| row["contact"] == "2");
                row.map(|row| row["status"].as_str().unwrap().to_owned())
            };
            let wanted = match status {
                Some(status) => Some(status.to_string()),
                None => with_list.then(|| "1".to_owned()),
            };
            assert_eq!(of_eva(&world), wanted, "{status:?} {with_list}");
            if status.is_none() && with_list {
                let entry = world.entry(&source(&customer)).await;
                assert!(
                    entry
                        .steps
                        .iter()
                        .any(|step| step.text.contains("Existing customers")),
                    "{entry:?}"
                );
                // Whoever unsubscribes then stays so.
                activecampaign.set_list_status(2, "News", 2);
                change(&world, &customer, json!({"Telephone": "070-4"}));
                poll(&world).await;
                assert_eq!(of_eva(&world).as_deref(), Some("2"));
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_poll_over_no_new_customers_is_one_call() {
    let world = company(ON).await;
    world.poller().run().await.unwrap();
    world.pass(60);
    world.forget_counts();
    world.poller().run().await.unwrap();
    let calls = world.calls();
    let of_customers: Vec<_> = calls.iter().filter(|call| call.contains("/customers")).collect();
    assert_eq!(of_customers.len(), 1, "{calls:?}");
    // The accepted quotes of the other direction are the second.
    let of_eaccounting = calls.iter().filter(|call| call.starts_with("eaccounting "));
    assert_eq!(of_eaccounting.count(), 2, "{calls:?}");
}

#[tokio::test(start_paused = true)]
async fn a_run_takes_no_more_customers_than_set_and_the_next_goes_on() {
    let world = company("[to_activecampaign.customers]\nenabled = true\nmaximum_per_run = 2\n").await;
    for number in 0..5 {
        world.customer(json!({
            "Name": format!("Person {number}"), "EmailAddress": format!("person{number}@example.com"),
        }));
        world.pass(1);
    }
    let mut contacts = Vec::new();
    for _ in 0..4 {
        poll(&world).await;
        contacts.push(rows(&world, "contacts").len());
    }
    assert_eq!(contacts, [2, 4, 5, 5]);
}

#[tokio::test(start_paused = true)]
async fn settings_that_name_no_such_field_are_refused_with_what_to_do() {
    let of = |settings: &str| {
        let settings = settings::Settings::parse(settings, "test.toml").unwrap();
        flows::CompiledSettings::new(settings).err()
    };
    let problem = of("[to_activecampaign.customers.fields]\ncity = \"Citty\"").unwrap();
    assert_eq!(problem.code, Code::SETTINGS_INVALID);
    assert!(problem.message.contains("fields.city is \"Citty\""), "{problem}");
    assert!(of("[to_activecampaign.customers.fields]\ncity = \"InvoiceCity\"").is_none());
    let world = company("[to_activecampaign.customers]\nenabled = true\n[to_activecampaign.customers.fields]\nnowhere = \"InvoiceCity\"").await;
    world.customer(eva());
    let ended = poll(&world).await;
    let problem = parked(&ended[0]);
    assert_eq!(problem.code, Code::SETTINGS_INVALID);
    assert!(problem.message.contains("nowhere"), "{problem}");
    assert!(rows(&world, "contacts").is_empty());
}

#[tokio::test(start_paused = true)]
async fn several_contacts_of_one_customer_follow_nothing() {
    let world = company(
        "[customers]\ncompanies = true\nmatch_by = \"organisation-number\"\norganisation_number_field = \"org_number\"\n\
         [to_activecampaign.customers]\nenabled = true\n",
    )
    .await;
    for email in ["one.qvzx@example.com", "two.qvzx@example.com"] {
        let seed = ContactSeed {
            organisation: "Qvzxbolaget AB".to_owned(),
            email: email.to_owned(),
            ..anna()
        };
        let contact = world.contact(&seed.field("ORG_NUMBER", "5566778899"));
        world.settle(job(&world, JobKind::Customer, &contact)).await;
    }
    let customer = world.only("customers");
    world.pass(60);
    change(&world, &customer, json!({"Telephone": "070-5"}));
    world.forget_counts();
    let ended = world
        .settle(job(&world, JobKind::WriteContact, &source(&customer)))
        .await;
    assert!(skipped(&ended).contains("several contacts"), "{ended:?}");
    assert_eq!(writes(&world), Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn what_is_kept_of_a_pair_holds_no_text_of_the_person() {
    let world = company(CITY).await;
    world.customer(eva());
    poll(&world).await;
    let kept = format!("{:?}", world.memory.values());
    assert!(kept.contains("contact_pair:"), "{kept}");
    for text in ["qvzx", "Lund", "070-1"] {
        assert!(!kept.to_lowercase().contains(&text.to_lowercase()), "{text}");
    }
}
