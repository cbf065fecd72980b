//! Where the terminal's AWS credentials come from: a profile, as `aws configure sso` and `aws login` write it.

use std::process::Command;

use super::aws::Aws;
use super::world::ended;

/// A command for a stack with a profile of this content instead of a key in the environment.
fn with_profile(aws: &Aws, command: &str, profile: &str) -> Command {
    let file = aws.folder.path().join("aws-config");
    std::fs::write(&file, format!("[profile shop]\nregion = eu-north-1\n{profile}")).unwrap();
    let mut tool = aws.tool();
    tool.args([command, "--stack", "shop"])
        .env_remove("AWS_ACCESS_KEY_ID")
        .env_remove("AWS_SECRET_ACCESS_KEY")
        .env("HOME", aws.folder.path())
        .env("AWS_CONFIG_FILE", file)
        .env("AWS_PROFILE", "shop");
    tool
}

#[tokio::test]
async fn a_profile_may_name_a_program_that_gives_credentials() {
    let aws = Aws::start().await;
    let key = r#"{"Version": 1, "AccessKeyId": "k", "SecretAccessKey": "s"}"#;
    std::fs::write(aws.folder.path().join("key.json"), key).unwrap();
    let profile = format!(
        "credential_process = /bin/cat {}/key.json\n",
        aws.folder.path().display()
    );
    let (_, said) = ended(with_profile(&aws, "check", &profile)).await;
    assert!(said.contains("here is no stack shop"), "{said}");
}

#[tokio::test]
async fn a_session_of_sso_or_login_that_is_over_says_to_sign_in() {
    let aws = Aws::start().await;
    let sso = "sso_session = shop\nsso_account_id = 123456789012\nsso_role_name = Admin\n\
               [sso-session shop]\nsso_region = eu-north-1\nsso_start_url = https://shop.awsapps.com/start\n";
    let login = "login_session = arn:aws:iam::123456789012:user/shop\n";
    for profile in [sso, login] {
        let (succeeded, said) = ended(with_profile(&aws, "check", profile)).await;
        assert!(!succeeded, "{said}");
        assert!(!said.contains("feature"), "{said}");
        assert_eq!(said.matches("Sign in").count(), 1, "{said}");
    }
}

#[tokio::test]
async fn a_profile_that_does_not_exist_is_named_with_those_that_do() {
    let aws = Aws::start().await;
    for command in ["check", "activity"] {
        for region in ["eu-north-1", ""] {
            let mut command = with_profile(&aws, command, "[sso-session shops]\n[default]\n");
            command
                .env("AWS_PROFILE", "shpo")
                .env("AWS_EC2_METADATA_DISABLED", "true");
            match region {
                "" => command.env_remove("AWS_REGION").env_remove("AWS_DEFAULT_REGION"),
                region => command.env("AWS_REGION", region),
            };
            let (succeeded, said) = ended(command).await;
            assert!(!succeeded, "{said}");
            let told = "AWS_PROFILE names the profile shpo, which this machine does not have; there are default, shop. ";
            assert!(said.contains(told), "{said}");
            assert_eq!(said.matches("Sign in").count(), 1, "{said}");
        }
    }
}
