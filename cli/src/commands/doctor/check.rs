//! The trait of a check, and helpers for results.

use futures::future::BoxFuture;
use model::Problem;

use super::outcome::{Absence, Finding, Outcome, Skip};
use super::world::World;

/// A check of one thing.
pub(super) trait Check: Send + Sync {
    /// The stable code of the findings, by which [`messages::DoctorMessages`] has its texts.
    fn code(&self) -> &'static str;

    /// Runs the check.
    fn run<'a>(&'a self, world: &'a World) -> BoxFuture<'a, Outcome>;
}

/// Defines a check from an `async fn(&World) -> Outcome`.
macro_rules! check {
    ($name:ident, $code:literal, $look:path) => {
        pub(in crate::commands::doctor) struct $name;

        impl $crate::commands::doctor::check::Check for $name {
            fn code(&self) -> &'static str {
                $code
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

/// One finding if something is wrong, else none.
pub(super) fn when(wrong: bool, finding: impl FnOnce() -> Finding) -> Outcome {
    Ok(if wrong { vec![finding()] } else { Vec::new() })
}

/// The deployment has nothing to check.
pub(super) fn not_applicable(why: Absence) -> Outcome {
    Err(Skip::NotApplicable(why))
}

/// A finding if the read failed. For the one check that reports failed reads of this thing.
pub(super) fn owned<T>(read: &Result<T, Problem>) -> Outcome {
    Ok(read.as_ref().err().map(Finding::from).into_iter().collect())
}
