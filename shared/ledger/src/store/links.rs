use futures::future::BoxFuture;
use model::{Problem, Source};

use crate::Document;

/// Stores which document a source has become, for longer than its record is kept.
pub trait LinkStore: Send + Sync {
    /// The document that a source is linked to.
    fn link<'a>(&'a self, source: &'a Source) -> BoxFuture<'a, Result<Option<Document>, Problem>>;

    /// Links a source to a document, in place of what it was linked to. Links never expire.
    fn put_link<'a>(
        &'a self,
        source: &'a Source,
        document: &'a Document,
    ) -> BoxFuture<'a, Result<(), Problem>>;
}
