//! What setup and the commands on a stack say to people of other languages.

use super::aws::Aws;
use super::english::assert_none;
use super::pty::Terminal;
use super::world::{CONTACT, ended, rehearsal, set_up, tool, world};

#[tokio::test(flavor = "multi_thread")]
async fn a_rehearsal_speaks_the_persons_language_to_the_end() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = rehearsal(folder.path());
    command
        .args(["--yes", "--test-contact", CONTACT, "--remove-test-contact"])
        .env("LC_ALL", "fi_FI.UTF-8");
    let (ok, said) = ended(command).await;
    assert!(ok && said.contains("Se oli harjoitus."), "{said}");
    assert_none(&said, "fi");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_that_is_broken_off_says_so_in_the_persons_language() {
    let (folder, running) = world().await;
    let mut command = tool(folder.path(), &running);
    command.args(["setup", "--lang", "sv"]);
    let mut terminal = Terminal::start(command);
    terminal.wait_for("Var ska Ekobridge köras?");
    terminal.press("\x1b");
    let (ok, said) = terminal.end();
    assert!(!ok && said.contains("<avbrutet>"), "{said}");
    assert!(!said.contains("cancel"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_set_up_on_this_machine_says_nothing_in_english() {
    let (folder, running) = world().await;
    for (tag, told) in [("sv", "Klart."), ("nl", "er is niets gewijzigd")] {
        let (ok, said) = set_up(folder.path(), &running, &["--lang", tag]).await;
        assert!(ok && said.contains(told), "{said}");
        assert_none(&said, tag);
    }
    let (ok, said) = set_up(folder.path(), &running, &["--lang", "nb", "--activecampaign-key"]).await;
    assert!(ok, "{said}");
    assert_none(&said, "nb");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stack_is_set_up_and_deleted_without_a_word_of_english() {
    let aws = Aws::start().await;
    let run = async |words: &str| {
        let mut command = aws.tool();
        command
            .args(words.split(' '))
            .env("EACCOUNTING_REFRESH_TOKEN", &aws.running.refresh_token);
        ended(command).await
    };
    for (words, tag, told) in [
        ("activity --stack nowhere", "sv", "Det finns ingen stack nowhere"),
        ("parked --stack all", "nl", "AWS zegt niet welke stacks er zijn"),
        (
            "replay --parked --stack a,b",
            "es",
            "Este comando trabaja con una instalación",
        ),
        (
            "pause --stack nowhere",
            "fi",
            "Tällä tilillä ja alueella ei ole pinoa nowhere",
        ),
        (
            "deploy --yes --stack shop --zips nowhere --alert-email none",
            "nb",
            "nowhere mangler webhook-ingest.zip",
        ),
    ] {
        let (ok, said) = run(&format!("{words} --lang {tag}")).await;
        assert!(!ok && said.contains(told), "{words}: {said}");
        assert_none(&said, tag);
    }
    let mut command = aws.tool();
    command
        .args(["check", "--stack", "shop", "--lang", "fi"])
        .env_remove("AWS_REGION");
    let (ok, said) = ended(command).await;
    assert!(!ok && said.contains("AWS-aluetta ei ole asetettu"), "{said}");
    for (words, tag, told) in [
        (
            "setup --yes --answers answers.toml --stack shop --zips functions",
            "es",
            "crear la pila shop. Tiene ",
        ),
        (
            "deploy --yes --stack shop --zips functions",
            "nb",
            "Stacken shop i AWS-kontoen",
        ),
        ("check --stack shop", "nl", "de parameters van de stack"),
        ("pause --stack shop", "sv", "Stacken shop installerades av"),
        ("teardown --stack shop", "fi", "Mitään ei poistettu."),
    ] {
        let (_, said) = run(&format!("{words} --lang {tag}")).await;
        assert!(said.contains(told), "{words}: {said}");
        assert_none(&said, tag);
    }
}
