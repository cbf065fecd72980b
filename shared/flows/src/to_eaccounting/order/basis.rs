use std::sync::Arc;

use sale::{Coding, Rules};

use crate::reference::Reference;

/// What the order's rows are made of.
pub(super) struct Basis {
    pub(super) reference: Arc<Reference>,
    pub(super) company: sale::Company,
    pub(super) codings: Vec<Coding>,
    pub(super) rules: Rules,
}
