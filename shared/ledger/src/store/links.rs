use futures::future::BoxFuture;
use model::{Problem, Source};

use crate::Document;

/// Stores which document was created from a source, for longer than the record is kept.
pub trait LinkStore: Send + Sync {
    /// The document that a source is linked to.
    fn link<'a>(&'a self, source: &'a Source) -> BoxFuture<'a, Result<Option<Document>, Problem>>;

    /// Links a source to a document, replacing an earlier link. Links never expire.
    fn put_link<'a>(
        &'a self,
        source: &'a Source,
        document: &'a Document,
    ) -> BoxFuture<'a, Result<(), Problem>>;

    /// Removes a source's link, if it has one.
    fn remove_link<'a>(&'a self, source: &'a Source) -> BoxFuture<'a, Result<(), Problem>>;
}
