use std::collections::HashSet;

use super::Client;
use crate::Error;
use crate::requests::{Call, PAGE};
use crate::wire::rest::{Page, Resource};

/// More pages than any list of definitions has; a list that is longer does not end.
const MAX_PAGES: usize = 1_000;
/// Page sizes that servers cut longer pages to. 20 is ActiveCampaign's when it ignores `limit`.
const CUTS: [usize; 4] = [10, 20, 25, 50];

/// Whether a page of this length may be followed by more, where nothing says how many there are in all. A page that is
/// shorter than requested is the last one, unless the server cuts pages to its own length.
pub(super) fn may_be_cut(length: usize) -> bool {
    length >= PAGE || CUTS.contains(&length)
}

/// Whether a page is the last one. A total decides if there is one.
fn is_last(length: usize, so_far: usize, total: Option<usize>) -> bool {
    match total {
        _ if length == 0 => true,
        Some(total) => so_far >= total,
        None => !may_be_cut(length),
    }
}

impl Client {
    /// A whole list, however many pages it has. Empty when what it belongs to does not exist.
    pub(super) async fn list<T: Resource>(&self, call: impl Fn() -> Call) -> Result<Vec<T>, Error> {
        let mut all = Vec::new();
        self.walk(call, |page| {
            all.extend(page);
            true
        })
        .await?;
        Ok(all)
    }

    /// Reads a list page by page while `next` asks for more. Duplicates, which appear when the list shifts during the
    /// read, are skipped; if the list became shorter, the read steps back so that no item is missed.
    ///
    /// # Errors
    /// When a call fails, or the list does not end.
    pub(super) async fn walk<T: Resource>(
        &self,
        call: impl Fn() -> Call,
        mut next: impl FnMut(Vec<T>) -> bool,
    ) -> Result<(), Error> {
        let mut seen = HashSet::new();
        let mut offset = 0;
        let mut total = None;
        for _ in 0..MAX_PAGES {
            let Some(page) = self.read::<Page<T>>(call().page(offset)).await? else {
                return Ok(());
            };
            let length = page.items.len();
            let before = std::mem::replace(&mut total, page.total);
            let gone = before
                .zip(total)
                .map_or(0, |(before, now)| before.saturating_sub(now));
            let read_to = offset + length;
            offset = if gone == 0 {
                read_to
            } else {
                offset.saturating_sub(gone)
            };
            let new: Vec<T> = page
                .items
                .into_iter()
                .filter(|item| item.id().is_none_or(|id| seen.insert(id.to_owned())))
                .collect();
            // A server that ignores the offset returns the same page forever.
            let stuck = new.is_empty() && before == total;
            if !next(new) || stuck || (gone == 0 && is_last(length, offset, total)) {
                return Ok(());
            }
        }
        Err(Error::Unexpected {
            what: call().what,
            path: "meta.total".to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_ends_at_its_total_or_with_a_short_page() {
        assert!(is_last(0, 0, Some(5)));
        assert!(is_last(20, 25, Some(25)));
        assert!(
            !is_last(20, 20, Some(25)),
            "the page was cut to the default of 20"
        );
        assert!(is_last(7, 107, None));
        assert!(!is_last(PAGE, PAGE, None));
        for cut in CUTS {
            assert!(!is_last(cut, cut, None), "{cut}");
        }
    }
}
