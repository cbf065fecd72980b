//! The questions, as a person answers them.

use devstack::testing::ACCOUNT;

use super::aws::Aws;
use super::pty::{DOWN, ENTER, Terminal};
use super::world::{CONTACT, rehearsal, tool, vendors, webhooks};

/// Opens the consent page of this service that the terminal shows, agrees, and is sent back to the tool.
async fn consent(terminal: &mut Terminal, identity_url: &str) {
    terminal.wait_for("Open this page in a browser");
    let shown = terminal.wait_for("Waiting for the answer");
    let page = shown
        .lines()
        .find(|line| line.starts_with(identity_url))
        .unwrap_or_else(|| panic!("no page is shown: {shown}"));
    let browser = reqwest::Client::builder().no_proxy().build().unwrap();
    let answered = browser
        .get(format!("{}&auto=1", page.trim()))
        .send()
        .await
        .unwrap();
    assert!(answered.status().is_success(), "{answered:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_sets_up_this_machine_and_wrong_answers_are_asked_again() {
    let running = vendors().await;
    let folder = tempfile::tempdir().unwrap();
    let mut command = tool(folder.path(), &running);
    command.args([
        "setup",
        "--no-browser",
        "--redirect-uri",
        "http://127.0.0.1:0/callback",
    ]);
    let mut terminal = Terminal::start(command);

    terminal.answer("Where should Ekobridge run?", "");
    terminal.answer("ActiveCampaign's API URL:", "shop");
    terminal.correct("This isn't a URL", "shop", &running.activecampaign_url);
    // A key of another account: ActiveCampaign itself refuses it, and both are asked again.
    terminal.answer("ActiveCampaign's API key:", "not-the-key");
    terminal.wait_for("! ");
    terminal.answer("ActiveCampaign's API URL:", &running.activecampaign_url);
    terminal.answer("ActiveCampaign's API key:", &running.api_key);
    terminal.wait_for("✓ ActiveCampaign");

    let help = terminal.wait_for("Client id:");
    assert!(
        help.contains("api@spiris.se") && help.contains("/callback"),
        "{help}"
    );
    terminal.press(&running.client_id);
    terminal.press(ENTER);
    terminal.answer("Client secret:", "wrong");
    consent(&mut terminal, &running.identity_url).await;
    terminal.answer("How do you want to go on?", DOWN);
    terminal.answer("Client id:", &running.client_id);
    terminal.answer("Client secret:", &running.client_secret);
    consent(&mut terminal, &running.identity_url).await;
    let company = terminal.wait_for("Is this the company?");
    assert!(company.contains("Open fiscal years"), "{company}");
    // Another company was chosen on the consent page: that ends nothing.
    terminal.press("n");
    terminal.press(ENTER);
    terminal.wait_for("choose the right company");
    terminal.answer("How do you want to go on?", "");
    consent(&mut terminal, &running.identity_url).await;
    terminal.answer("Is this the company?", "");

    terminal.answer("What should be kept in step?", "");
    terminal.answer("And the way back", "");
    terminal.answer("Only show in the activity log", "");
    terminal.answer("Which coding do new articles with 6 % VAT get?", DOWN);
    let plan = terminal.wait_for("Do this?");
    assert!(
        plan.contains("write the settings to ekobridge.toml") && plan.contains("register no webhook"),
        "{plan}"
    );
    assert!(
        !folder.path().join("ekobridge.toml").exists(),
        "nothing is written before"
    );
    terminal.press("y");
    terminal.press(ENTER);
    terminal.wait_for("Set up.");
    terminal.wait_for(
        "set each `dry_run` in ekobridge.toml to `false`, and run `ekobridge settings push ekobridge.toml`",
    );
    terminal.answer("Send a contact through now?", "nobody");
    terminal.correct("This isn't an e-mail address", "nobody", CONTACT);
    terminal.wait_for("eAccounting     customer");
    assert_eq!(running.sandbox.eaccounting().records("customers").len(), 1);
    terminal.answer("Delete this customer in eAccounting again?", "y");
    terminal.answer("Delete the contact in ActiveCampaign too?", "n");
    let (ok, said) = terminal.end();
    assert!(ok && said.contains("is left"), "{said}");

    assert!(running.sandbox.eaccounting().records("customers").is_empty());
    let contacts = &running.sandbox.activecampaign().snapshot()["contacts"];
    assert_eq!(contacts.as_array().unwrap().len(), 1);
    assert_eq!(webhooks(&running), 0, "nobody can reach this machine");
    let settings = std::fs::read_to_string(folder.path().join("ekobridge.toml")).unwrap();
    assert!(
        settings.contains("6 = \"Livsmedel\"  # the coding that you chose")
            && settings.contains("dry_run = true"),
        "{settings}"
    );
    assert!(folder.path().join(".env").exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_declines_the_plan_of_a_stack_and_goes_on_later() {
    let aws = Aws::start().await;
    let start = || {
        let mut command = aws.tool();
        command
            .args(["setup", "--zips", "functions"])
            .env("ACTIVECAMPAIGN_URL", &aws.running.activecampaign_url)
            .env("ACTIVECAMPAIGN_API_KEY", &aws.running.api_key)
            .env("EACCOUNTING_CLIENT_ID", &aws.running.client_id)
            .env("EACCOUNTING_CLIENT_SECRET", &aws.running.client_secret);
        Terminal::start(command)
    };
    let mut terminal = start();
    terminal.answer("Where should Ekobridge run?", DOWN);
    terminal.wait_for(&format!("AWS account {ACCOUNT}"));
    terminal.answer("The stack's name:", "my shop");
    terminal.correct("begins with a letter", "my shop", "shop");
    terminal.answer("Who gets alarms and alerts?", "me");
    terminal.correct("This isn't an e-mail address", "me", "none");
    terminal.answer("Is this the company?", "");
    terminal.answer("What should be kept in step?", "");
    // The first of the way back: orders.
    terminal.answer("And the way back", " ");
    terminal.answer("Only show in the activity log", "n");
    terminal.answer("Which coding do new articles with 6 % VAT get?", DOWN);
    let plan = terminal.wait_for("Do this?");
    assert!(plan.contains("create the stack shop"), "{plan}");
    terminal.press(ENTER);
    let (ok, said) = terminal.end();
    assert!(ok && said.contains("Nothing was changed."), "{said}");
    assert!(aws.account.lock().stack.is_none() && aws.account.lock().puts == 0);

    let mut terminal = start();
    terminal.wait_for("Going on with what was answered before.");
    terminal.answer("Do this?", "y");
    terminal.wait_for("Set up.");
    terminal.answer("Send a contact through now?", "");
    let (ok, said) = terminal.end();
    assert!(ok, "{said}");
    aws.assert_set_up("after the second run").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_rehearses_set_up_without_any_account() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = rehearsal(folder.path());
    command.args(["--no-browser", "--redirect-uri", "http://127.0.0.1:0/callback"]);
    let mut terminal = Terminal::start(command);
    let begin = terminal.wait_for("which is deleted at the end");
    assert!(begin.contains("A rehearsal"), "{begin}");
    terminal.wait_for("✓ ActiveCampaign: http://127.0.0.1:");
    consent(&mut terminal, "http://127.0.0.1:").await;
    terminal.answer("Is this the company?", "");
    let store = terminal.wait_for("What should be kept in step?");
    assert!(store.contains("Store 1: "), "{store}");
    terminal.press(ENTER);
    terminal.answer("And the way back", "");
    terminal.answer("Only show in the activity log", "");
    terminal.answer("Which coding do new articles with 6 % VAT get?", DOWN);
    terminal.answer("Do this?", "y");
    let done = terminal.wait_for("Send a contact through now?");
    assert!(
        done.contains(CONTACT) && !done.contains("ekobridge dev --data"),
        "{done}"
    );
    terminal.press(CONTACT);
    terminal.press(ENTER);
    terminal.wait_for("eAccounting     customer");
    terminal.answer("Delete this customer in eAccounting again?", "n");
    let (ok, said) = terminal.end();
    assert!(ok && said.contains("That was the rehearsal."), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_who_declines_a_rehearsal_is_promised_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = rehearsal(folder.path());
    command.args(["--no-browser", "--redirect-uri", "http://127.0.0.1:0/callback"]);
    let mut terminal = Terminal::start(command);
    consent(&mut terminal, "http://127.0.0.1:").await;
    for question in [
        "Is this the company?",
        "What should be kept in step?",
        "And the way back",
        "Only show in the activity log",
        "Which coding do new articles with 6 % VAT get?",
        "Do this?",
    ] {
        terminal.answer(question, "");
    }
    let (ok, said) = terminal.end();
    assert!(ok && said.contains("Nothing was changed."), "{said}");
    assert!(!said.contains("next run"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_killed_rehearsal_has_left_is_cleared_by_the_next_one() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = rehearsal(folder.path());
    command.args(["--no-browser", "--redirect-uri", "http://127.0.0.1:0/callback"]);
    let temporary = folder.path().join("temporary");
    let of = |name: &str| temporary.join(format!("ekobridge-rehearsal-{name}"));
    for name in ["killed", "running"] {
        std::fs::create_dir(of(name)).unwrap();
        std::fs::write(of(name).join("lock"), "").unwrap();
    }
    std::fs::create_dir(of("of-another-version")).unwrap();
    let running = std::fs::File::open(of("running").join("lock")).unwrap();
    running.lock_shared().unwrap();
    let mut terminal = Terminal::start(command);
    terminal.wait_for("Open this page in a browser");
    assert!(!of("killed").exists());
    assert!(of("running").exists() && of("of-another-version").exists());
    // Its own folder is in use as long as it runs.
    let entries = std::fs::read_dir(&temporary).unwrap();
    let locks = entries.filter_map(|entry| std::fs::File::open(entry.unwrap().path().join("lock")).ok());
    let locks: Vec<_> = locks.collect();
    assert!(locks.len() == 2 && locks.iter().all(|lock| lock.try_lock().is_err()));
    drop(locks);
    terminal.terminate();
    terminal.end();
    assert_eq!(std::fs::read_dir(&temporary).unwrap().count(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rehearsal_that_is_terminated_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = rehearsal(folder.path());
    command.args(["--no-browser", "--redirect-uri", "http://127.0.0.1:0/callback"]);
    let temporary = folder.path().join("temporary");
    let left = || std::fs::read_dir(&temporary).unwrap().count();
    let mut terminal = Terminal::start(command);
    terminal.wait_for("Open this page in a browser");
    assert_eq!(left(), 1);
    terminal.terminate();
    let (ok, said) = terminal.end();
    assert!(!ok && said.contains("The rehearsal ended early."), "{said}");
    assert_eq!(left(), 0);
}
