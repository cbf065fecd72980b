//! The state of a run: what was asked, answered and verified so far.

use std::collections::BTreeMap;
use std::path::Path;

use devstack::folder::ROOT;

use super::answers::{Answers, Asker, Where};
use super::args::SetupArgs;
use super::progress::Progress;
use super::vendors::Caller;
use crate::cloud::Account;
use crate::cloud::stack::{Deployed, Stack};
use crate::terminal::Style;

/// Where Ekobridge is set up.
pub(super) enum Target {
    ThisMachine,
    Aws(Box<Aws>),
}

/// A stack that exists or will be created.
pub(super) struct Aws {
    pub(super) account: Account,
    pub(super) stack: Stack,
    /// The stack as it is deployed now, if it is.
    pub(super) before: Option<Deployed>,
}

impl Aws {
    pub(super) fn exists(&self) -> bool {
        self.before.is_some()
    }
}

pub(super) struct Setup {
    pub(super) args: SetupArgs,
    pub(super) variables: BTreeMap<String, String>,
    pub(super) asker: Asker,
    pub(super) answers: Answers,
    pub(super) progress: Progress,
    pub(super) caller: Caller,
    pub(super) style: Style,
}

impl Setup {
    pub(super) fn new(args: SetupArgs, variables: BTreeMap<String, String>) -> anyhow::Result<Self> {
        let progress = Progress::load(args.data.as_deref().unwrap_or(Path::new(ROOT)))?;
        let given = args.answers.as_deref().map(Answers::read).transpose()?;
        let mut answers = given.unwrap_or_default().or(progress.answers.clone());
        answers.take_environment(&variables);
        if let Some(stack) = &args.stack {
            answers.target = Some(Where::Aws);
            answers.stack = Some(stack.clone());
        }
        if args.data.is_some() {
            answers.target = Some(Where::ThisMachine);
        }
        if let Some(zips) = &args.zips {
            answers.zips = Some(zips.clone());
        }
        Ok(Self {
            asker: Asker { yes: args.yes },
            caller: Caller::new(&variables)?,
            args,
            variables,
            answers,
            progress,
            style: Style::of_stdout(),
        })
    }

    /// Stores the verified answers.
    pub(super) fn keep(&mut self) -> anyhow::Result<()> {
        self.progress.answers = self.answers.clone();
        self.progress.save()
    }
}
