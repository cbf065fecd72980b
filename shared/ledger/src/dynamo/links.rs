use futures::FutureExt;
use futures::future::BoxFuture;
use model::{Problem, Source};

use super::DynamoStore;
use crate::{Document, LinkStore};

impl LinkStore for DynamoStore {
    fn link<'a>(&'a self, source: &'a Source) -> BoxFuture<'a, Result<Option<Document>, Problem>> {
        async move {
            self.table
                .get(&link_pk(source))
                .await?
                .map(|item| self.table.decode(&item))
                .transpose()
        }
        .boxed()
    }

    fn put_link<'a>(
        &'a self,
        source: &'a Source,
        document: &'a Document,
    ) -> BoxFuture<'a, Result<(), Problem>> {
        async move {
            self.table
                .put(&link_pk(source), document)?
                .send()
                .await
                .map(|_| ())
                .map_err(|error| self.table.failed("write", &error))
        }
        .boxed()
    }

    fn remove_link<'a>(&'a self, source: &'a Source) -> BoxFuture<'a, Result<(), Problem>> {
        async move { self.table.delete(&link_pk(source)).await }.boxed()
    }
}

fn link_pk(source: &Source) -> String {
    format!("link#{source}")
}
