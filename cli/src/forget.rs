//! `ekobridge forget`: erases what the activity log has of a person.

use clap::Args;
use model::Email;
use serde_json::json;

use crate::deployment::{Deployment, Target};
use crate::terminal::{print, told};

/// What `ekobridge forget` takes.
#[derive(Debug, Args)]
pub(crate) struct ForgetArgs {
    /// The person's e-mail address.
    #[arg(value_name = "E-MAIL")]
    email: Email,
    /// The count as a line of JSON.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    target: Target,
}

pub(crate) async fn run(args: ForgetArgs) -> anyhow::Result<()> {
    use secrecy::ExposeSecret;

    let deployment = Deployment::find(&args.target).await?;
    let subject = journal::subject(deployment.environment.salt.expose_secret(), args.email.as_str());
    let erased = forget(deployment.worker().journal().as_ref(), &subject).await?;
    print(&if args.json {
        format!("{}\n", json!({ "erased": erased }))
    } else {
        let entries = match erased {
            0 => "The activity log has no entry of this person.".to_owned(),
            1 => "1 entry of the activity log was erased.".to_owned(),
            many => format!("{many} entries of the activity log were erased."),
        };
        format!(
            "{entries} Links between records stay, without personal data. In ActiveCampaign and eAccounting nothing was \
             changed: erase the person there first, or the next event writes a new entry.\n"
        )
    })
}

/// Erases until nothing is found any more: the index that a person's entries are found by lags behind by a moment.
async fn forget(journal: &dyn journal::Store, subject: &str) -> anyhow::Result<u64> {
    let mut erased = 0;
    loop {
        match journal.forget(subject).await.map_err(told)? {
            0 => return Ok(erased),
            more => erased += more,
        }
    }
}
