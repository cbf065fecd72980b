//! The command line of `ekobridge setup`.

use std::path::PathBuf;

use clap::Args;
use url::Url;

use crate::commands::connect::REDIRECT;

/// Arguments of `ekobridge setup`.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  ekobridge setup  # asks everything
  ekobridge setup --sandbox  # a rehearsal without any account, on this machine
  ekobridge setup --stack ekobridge --zips ekobridge-1.0  # on AWS, with the functions of a release
  ekobridge setup --yes --answers answers.toml  # asks nothing; takes eAccounting's refresh token from EACCOUNTING_REFRESH_TOKEN
  ekobridge setup --stack ekobridge --rotate-token  # a new webhook token; the old one stays valid
  ekobridge setup --stack ekobridge --end-old-token  # the old webhook token ends")]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a flag of its own on the command line"
)]
pub(crate) struct SetupArgs {
    /// Rehearse with the built-in sandbox, without any account; files go to a folder that is deleted at the end.
    #[arg(long, conflicts_with_all = [
        "stack", "data", "settings", "zips", "answers", "public_url", "rotate_token", "end_old_token", "activecampaign_key",
    ])]
    pub(super) sandbox: bool,
    /// Set by `--sandbox` for the process that is the rehearsal.
    #[arg(long, hide = true)]
    pub(super) rehearsal: bool,
    /// Set up a stack in AWS, in the account and region of AWS_PROFILE and AWS_REGION.
    #[arg(long, value_name = "NAME", conflicts_with = "data")]
    pub(super) stack: Option<String>,
    /// Set up `ekobridge dev` on this machine, with its state in this folder.
    #[arg(long, value_name = "DIR")]
    pub(super) data: Option<PathBuf>,
    /// The settings file; if there is none, one is proposed and written.
    #[arg(long, value_name = "FILE", default_value = "ekobridge.toml")]
    pub(super) settings: PathBuf,
    /// The folder with a release's function zips, or with the output of `make build`.
    #[arg(long, value_name = "DIR")]
    pub(super) zips: Option<PathBuf>,
    /// A TOML file with answers (docs/SETUP.md lists them).
    #[arg(long, value_name = "FILE")]
    pub(super) answers: Option<PathBuf>,
    /// Ask nothing: take the given answers and the defaults.
    #[arg(long)]
    pub(super) yes: bool,
    /// The public URL of `ekobridge dev` (https, port 443); without it, no webhook is registered, and the schedule
    /// finds changes.
    #[arg(long, value_name = "URL", conflicts_with = "stack")]
    pub(super) public_url: Option<Url>,
    /// The redirect URI that is registered for your eAccounting client.
    #[arg(long, value_name = "URL", default_value = REDIRECT)]
    pub(super) redirect_uri: Url,
    /// Print the consent page's address instead of opening a browser.
    #[arg(long)]
    pub(super) no_browser: bool,
    /// Paste the code, or the address to which the browser was redirected, instead of receiving it here.
    #[arg(long)]
    pub(super) paste: bool,
    /// At the end, transfer the contact with this e-mail address to eAccounting.
    #[arg(long, value_name = "E-MAIL")]
    pub(super) test_contact: Option<String>,
    /// Afterwards delete the test contact on both sides, if this run created its customer.
    #[arg(long, requires = "test_contact")]
    pub(super) remove_test_contact: bool,
    /// Replace the webhook's token; the old one stays valid until --end-old-token.
    #[arg(long, requires = "stack", conflicts_with_all = ["end_old_token", "activecampaign_key"])]
    pub(super) rotate_token: bool,
    /// Invalidate the webhook token that was replaced.
    #[arg(long, requires = "stack", conflicts_with = "activecampaign_key")]
    pub(super) end_old_token: bool,
    /// Replace nothing but ActiveCampaign's API key.
    #[arg(long)]
    pub(super) activecampaign_key: bool,
}
