//! What a check is, and what it can say.

use futures::future::BoxFuture;
use model::Problem;

use super::outcome::{Finding, Outcome, Skip};
use super::world::World;

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
            ) -> futures::future::BoxFuture<'a, $crate::commands::doctor::outcome::Outcome> {
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
