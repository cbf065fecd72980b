//! On this machine, as a script runs it.

use std::collections::BTreeSet;
use std::os::unix::fs::PermissionsExt;

use futures::StreamExt;
use sandbox::{Action, Fault, Vendor};

use super::world::{CONTACT, add_contact, ended, rehearsal, set_up, succeeded, webhooks, world};

#[tokio::test(flavor = "multi_thread")]
async fn a_script_sets_up_this_machine_and_a_second_run_changes_nothing() {
    let (folder, running) = world().await;
    let folder = folder.path();
    let (ok, said) = set_up(folder, &running, &["--test-contact", CONTACT]).await;
    assert!(ok && said.contains("Set up."), "{said}");
    assert!(said.contains("?event=order"), "{said}");
    assert!(
        !said.contains(&running.api_key) && !said.contains(&running.client_secret),
        "{said}"
    );

    let settings = std::fs::read_to_string(folder.join("ekobridge.toml")).unwrap();
    assert!(
        settings.contains("placed_after = ") && settings.contains("[quotes]"),
        "{settings}"
    );
    assert!(
        settings.contains("[to_activecampaign.orders]") && settings.contains("[to_activecampaign.stock]"),
        "{settings}"
    );
    assert_eq!(succeeded(&running, "POST /connections"), 1, "{said}");
    let dotenv = std::fs::metadata(folder.join(".env")).unwrap();
    assert_eq!(dotenv.permissions().mode() & 0o777, 0o600);
    let customers = running.sandbox.eaccounting().records("customers");
    assert_eq!(customers.len(), 1, "the test contact has arrived");
    assert_eq!(webhooks(&running), 1);
    let kept = std::fs::read_to_string(folder.join("state/setup.json")).unwrap();
    assert!(
        !kept.contains(&running.api_key) && !kept.contains("refresh_token"),
        "{kept}"
    );

    let (ok, said) = set_up(folder, &running, &[]).await;
    assert!(ok && said.contains("nothing was changed"), "{said}");
    assert_eq!(
        std::fs::read_to_string(folder.join("ekobridge.toml")).unwrap(),
        settings
    );
    assert_eq!(webhooks(&running), 1);
    assert_eq!(succeeded(&running, "POST /connections"), 1);
}

/// A run can be interrupted at any of its calls: each call fails once, in a separate world.
#[tokio::test(flavor = "multi_thread")]
async fn a_setup_that_is_interrupted_at_any_call_goes_on_where_it_was() {
    let steps: BTreeSet<(String, String)> = {
        let (folder, running) = world().await;
        let (ok, said) = set_up(folder.path(), &running, &[]).await;
        assert!(ok, "{said}");
        let calls = running.sandbox.requests();
        calls
            .into_iter()
            .filter(|call| matches!(call.vendor, Vendor::ActiveCampaign | Vendor::Eaccounting))
            .map(|call| (format!("{:?}", call.vendor), call.endpoint))
            .collect()
    };
    assert!(steps.len() >= 12, "{steps:?}");
    let cases = steps.iter().map(|(vendor, call)| async move {
        let (folder, running) = world().await;
        let folder = folder.path();
        let vendor = if *vendor == format!("{:?}", Vendor::ActiveCampaign) {
            Vendor::ActiveCampaign
        } else {
            Vendor::Eaccounting
        };
        let refused = Action::Fail {
            status: 400,
            body: None,
        };
        let fault = Fault::new(vendor, call, refused).times(1_000);
        running.sandbox.faults().add(fault);
        let (ok, said) = set_up(folder, &running, &[]).await;
        running.sandbox.faults().clear();
        if !ok {
            assert!(!said.contains("Set up."), "{call}: {said}");
            let (ok, said) = set_up(folder, &running, &[]).await;
            assert!(ok && said.contains("Set up."), "{call}: {said}");
        }
        assert_eq!(webhooks(&running), 1, "{call}");
        assert_eq!(succeeded(&running, "POST /connections"), 1, "{call}");
        let (again, said) = set_up(folder, &running, &[]).await;
        assert!(again && said.contains("nothing was changed"), "{call}: {said}");
        // The proposal does without some calls, which then interrupt nothing.
        !ok
    });
    let ended: Vec<bool> = futures::stream::iter(cases).buffer_unordered(4).collect().await;
    let interrupted = ended.into_iter().filter(|interrupted| *interrupted).count();
    assert!(interrupted >= 8, "{interrupted} of {steps:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn another_company_than_the_answers_want_is_refused_before_writing() {
    let (folder, running) = world().await;
    let folder = folder.path();
    let file = folder.join("answers.toml");
    let answers = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, format!("company = \"another\"\n{answers}")).unwrap();
    let (ok, said) = set_up(folder, &running, &[]).await;
    assert!(!ok && said.contains("the answers want another"), "{said}");
    assert!(!folder.join("ekobridge.toml").exists() && !folder.join(".env").exists());
    assert_eq!(webhooks(&running), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_test_contact_is_removed_on_both_sides_if_asked() {
    let (folder, running) = world().await;
    let folder = folder.path();
    let customers = || running.sandbox.eaccounting().records("customers").len();
    let contacts = || {
        running.sandbox.activecampaign().snapshot()["contacts"]
            .as_array()
            .unwrap()
            .len()
    };
    let send = ["--test-contact", CONTACT];
    let remove = ["--test-contact", CONTACT, "--remove-test-contact"];

    let (ok, said) = set_up(folder, &running, &send).await;
    assert!(ok && customers() == 1, "{said}");
    // What another run has created, or a person, is not this run's to delete.
    let (ok, said) = set_up(folder, &running, &remove).await;
    assert!(ok && said.contains("nothing is removed"), "{said}");
    assert_eq!((customers(), contacts()), (1, 1));

    let (folder, running) = world().await;
    let folder = folder.path();
    let (ok, said) = set_up(folder, &running, &remove).await;
    assert!(ok && said.contains("deleted"), "{said}");
    assert!(running.sandbox.eaccounting().records("customers").is_empty());
    let left = running.sandbox.activecampaign().snapshot();
    assert_eq!(left["contacts"].as_array().unwrap().len(), 0, "{left}");
    // The same person again is a new contact and a new customer: the ledger holds nothing against it.
    add_contact(&running);
    let (ok, said) = set_up(folder, &running, &remove).await;
    assert!(ok && said.contains("deleted"), "{said}");
    assert!(running.sandbox.eaccounting().records("customers").is_empty());
    assert!(running.sandbox.violations().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_key_is_replaced_after_a_check_and_nothing_else_changes() {
    let (folder, running) = world().await;
    let folder = folder.path();
    let (ok, said) = set_up(folder, &running, &[]).await;
    assert!(ok, "{said}");
    let dotenv = || std::fs::read_to_string(folder.join(".env")).unwrap();
    let before = dotenv();
    let settings = std::fs::read_to_string(folder.join("ekobridge.toml")).unwrap();

    std::fs::write(folder.join("answers.toml"), "activecampaign_key = \"revoked\"\n").unwrap();
    let (ok, said) = set_up(folder, &running, &["--activecampaign-key"]).await;
    assert!(
        !ok && !said.contains("revoked"),
        "a key is tried, and not shown: {said}"
    );
    assert_eq!(dotenv(), before);

    // As if the file held a key that was replaced in ActiveCampaign.
    let stale = before.replace(&running.api_key, "replaced-in-activecampaign");
    std::fs::write(folder.join(".env"), &stale).unwrap();
    let answer = format!("activecampaign_key = \"{}\"\n", running.api_key);
    std::fs::write(folder.join("answers.toml"), answer).unwrap();
    for _ in 0..2 {
        let (ok, said) = set_up(folder, &running, &["--activecampaign-key"]).await;
        assert!(ok && said.contains("ekobridge dev"), "{said}");
        assert!(!said.contains(&running.api_key), "{said}");
        assert_eq!(dotenv(), before);
    }
    assert_eq!(
        std::fs::read_to_string(folder.join("ekobridge.toml")).unwrap(),
        settings
    );
    assert_eq!(webhooks(&running), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rehearsal_goes_to_the_end_and_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = rehearsal(folder.path());
    command.args(["--yes", "--test-contact", CONTACT, "--remove-test-contact"]);
    let before = std::fs::read(folder.path().join(".env")).unwrap();
    let (ok, said) = ended(command).await;
    assert!(ok, "{said}");
    for step in [
        "A rehearsal",
        "settings in ekobridge.toml\n",
        "ActiveCampaign's URL and key in .env\n",
        "register no webhook",
        "eAccounting     customer 1000\n",
        "customer 1000 deleted",
        "That was the rehearsal.",
    ] {
        assert!(said.contains(step), "{step}: {said}");
    }
    assert!(!said.contains("real"), "{said}");
    let left: Vec<_> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(left.len(), 2, "{left:?}");
    assert_eq!(std::fs::read(folder.path().join(".env")).unwrap(), before);
    let temporary = std::fs::read_dir(folder.path().join("temporary")).unwrap();
    assert_eq!(temporary.count(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rehearsal_that_fails_says_so_and_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = rehearsal(folder.path());
    command.args(["--yes", "--test-contact", "nobody@example.com"]);
    let (ok, said) = ended(command).await;
    assert!(!ok && said.contains("The rehearsal ended early."), "{said}");
    assert!(!said.contains("That was the rehearsal."), "{said}");
    let temporary = std::fs::read_dir(folder.path().join("temporary")).unwrap();
    assert_eq!(temporary.count(), 0);
}
