//! The trait of a flow, and the list of flows that a worker runs.

use futures::future::BoxFuture;
use ledger::Key;
use model::{Code, JobKind, Problem, QueueName, Source, Vendor};

use crate::context::JobContext;
use crate::outcome::FlowOutcome;
use crate::ports::Environment;

/// A flow: the work on jobs of one kind.
pub trait Flow<E: Environment>: 'static {
    /// The kind of jobs.
    const KIND: JobKind;

    /// The vendors that it calls: its jobs wait while one of them is down.
    const VENDORS: &'static [Vendor];

    /// Whether a successful job leaves a record in the ledger. It doesn't where every change reads the source afresh,
    /// whatever was done before.
    const REMEMBERS_SUCCESS: bool = true;

    /// The queue of its jobs.
    #[must_use]
    fn queue() -> QueueName {
        Self::KIND.queue()
    }

    /// The ledger key of a job for this source.
    #[must_use]
    fn key(source: &Source) -> Key {
        Key::source(source)
    }

    /// Runs a job. Returns once the ledger knows everything that prevents a second run.
    fn run(ctx: &mut JobContext<'_, E>) -> impl Future<Output = Result<FlowOutcome, Problem>> + Send;
}

type Run<E> = for<'a, 'b> fn(&'a mut JobContext<'b, E>) -> BoxFuture<'a, Result<FlowOutcome, Problem>>;

/// A [`Flow`] as a value.
pub(crate) struct Registered<E: Environment> {
    pub(crate) kind: JobKind,
    pub(crate) vendors: &'static [Vendor],
    pub(crate) remembers_success: bool,
    pub(crate) key: fn(&Source) -> Key,
    pub(crate) run: Run<E>,
}

/// The flows that a worker runs.
pub struct Registry<E: Environment>(Vec<Registered<E>>);

impl<E: Environment> Default for Registry<E> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

/// A list of flows by their types. It takes of each flow what it needs: a function that lists only some flows, or only their
/// keys, doesn't link the others.
pub trait FlowList<E: Environment>: Sized {
    /// Adds a flow. It replaces a flow of the same kind.
    #[must_use]
    fn with<F: Flow<E>>(self) -> Self;
}

impl<E: Environment> FlowList<E> for Registry<E> {
    fn with<F: Flow<E>>(mut self) -> Self {
        self.0.retain(|known| known.kind != F::KIND);
        self.0.push(Registered {
            kind: F::KIND,
            vendors: F::VENDORS,
            remembers_success: F::REMEMBERS_SUCCESS,
            key: F::key,
            run: |ctx| Box::pin(F::run(ctx)),
        });
        self
    }
}

/// The ledger key of a job of one kind, without the flow that runs it.
pub struct KeyOf {
    kind: JobKind,
    key: Option<fn(&Source) -> Key>,
}

impl KeyOf {
    /// Of a job of this kind.
    #[must_use]
    pub fn new(kind: JobKind) -> Self {
        Self { kind, key: None }
    }

    /// For this source.
    ///
    /// # Errors
    /// `INVALID_JOB` if no listed flow takes this kind.
    pub fn source(&self, source: &Source) -> Result<Key, Problem> {
        let key = self.key.ok_or_else(|| no_flow(self.kind))?;
        Ok(key(source))
    }
}

impl<E: Environment> FlowList<E> for KeyOf {
    fn with<F: Flow<E>>(mut self) -> Self {
        if F::KIND == self.kind {
            self.key = Some(F::key);
        }
        self
    }
}

impl<E: Environment> Registry<E> {
    /// The job kinds that have a flow.
    pub fn kinds(&self) -> impl Iterator<Item = JobKind> {
        self.0.iter().map(|flow| flow.kind)
    }

    pub(crate) fn of(&self, kind: JobKind) -> Result<&Registered<E>, Problem> {
        self.0
            .iter()
            .find(|flow| flow.kind == kind)
            .ok_or_else(|| no_flow(kind))
    }
}

fn no_flow(kind: JobKind) -> Problem {
    Problem::new(
        Code::INVALID_JOB,
        format!("No flow takes jobs of the kind {}.", kind.as_str()),
        "This is a mistake in Ekobridge; please report it with this text.",
    )
}
