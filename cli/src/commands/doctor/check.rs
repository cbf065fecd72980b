//! What a check is, and what it can say.

use futures::future::BoxFuture;
use model::Problem;

use super::world::World;

/// Something that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Finding {
    /// What is wrong, and why.
    pub(super) cause: String,
    /// What to do now.
    pub(super) remedy: String,
}

impl Finding {
    pub(super) fn new(cause: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            cause: cause.into(),
            remedy: remedy.into(),
        }
    }
}

impl From<&Problem> for Finding {
    fn from(problem: &Problem) -> Self {
        Self::new(
            format!("{} [{}]", problem.message, problem.code),
            problem.remedy.as_str(),
        )
    }
}

/// Why a check says nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Skip {
    /// There is nothing of that kind here.
    NotApplicable(String),
    /// What it needs can't be read. Another check has the finding.
    NotChecked(String),
}

/// What a check found: nothing where all is well.
pub(super) type Outcome = Result<Vec<Finding>, Skip>;

/// One thing that is looked at.
pub(super) trait Check: Send + Sync {
    /// The stable code of its findings.
    fn code(&self) -> &'static str;

    /// What is looked at, in a few words.
    fn title(&self) -> &'static str;

    /// Looks.
    fn run<'a>(&'a self, world: &'a World) -> BoxFuture<'a, Outcome>;
}

/// Makes a check of an `async fn(&World) -> Outcome`.
macro_rules! check {
    ($name:ident, $code:literal, $title:literal, $look:path) => {
        pub(in crate::commands::doctor) struct $name;

        impl $crate::commands::doctor::check::Check for $name {
            fn code(&self) -> &'static str {
                $code
            }

            fn title(&self) -> &'static str {
                $title
            }

            fn run<'a>(
                &'a self,
                world: &'a $crate::commands::doctor::world::World,
            ) -> futures::future::BoxFuture<'a, $crate::commands::doctor::check::Outcome> {
                Box::pin($look(world))
            }
        }
    };
}
pub(super) use check;

/// One finding, or none.
pub(super) fn when(wrong: bool, finding: impl FnOnce() -> Finding) -> Outcome {
    Ok(if wrong { vec![finding()] } else { Vec::new() })
}

/// There is nothing of that kind here.
pub(super) fn not_applicable(why: impl Into<String>) -> Outcome {
    Err(Skip::NotApplicable(why.into()))
}

/// What was read, or the finding that it can't be: for the check that owns it.
pub(super) fn owned<T>(read: &Result<T, Problem>) -> Outcome {
    Ok(read.as_ref().err().map(Finding::from).into_iter().collect())
}
