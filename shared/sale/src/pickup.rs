//! Orders that the buyer picks up in the store: the goods are handed over in the seller's country, wherever the buyer lives.

use crate::kind::SaleKind;
use crate::voucher::is_named_by;

/// Words in the names of shipping methods. A parcel's pick-up point is no store.
const METHODS: &[&str] = &[
    "local pickup",
    "store pickup",
    "pickup in store",
    "pick up in store",
    "in store pickup",
    "click collect",
    "click and collect",
    "collect in store",
    "hämta i butik*",
    "hämtas i butik*",
    "upphämtning i butik*",
    "avhämtning i butik*",
    "butikshämtning",
    "hent i butik*",
    "klikk og hent",
    "klik og hent",
    "afhentning i butik*",
    "nouto myymälästä",
    "myymälänouto",
    "afhalen in de winkel",
    "afhalen in winkel",
    "abholung im laden",
    "abholung im geschäft",
    "selbstabholung",
    "selbstabholer",
    "retrait en magasin",
    "recogida en tienda",
];

/// Whether a shipping method is named as one of the store itself.
#[must_use]
pub fn is_store_pickup(method: &str) -> bool {
    is_named_by(METHODS, method)
}

impl SaleKind {
    /// Whether the sale has other VAT than one at home because the goods leave the seller's country, for whoever buys.
    #[must_use]
    pub fn rests_on_transport(&self) -> bool {
        matches!(self, Self::Export { .. } | Self::EuPrivateOss { .. })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_store_is_told_from_a_parcels_pick_up_point() {
        for method in [
            "Local pickup",
            "local_pickup",
            "Hämta i butik (Stockholm)",
            "Click & Collect",
            "Myymälänouto",
        ] {
            assert!(is_store_pickup(method), "{method}");
        }
        for method in [
            "PostNord MyPack Collect",
            "Pickup point",
            "Hämta hos ombud",
            "Noutopiste",
            "DHL Paketshop",
        ] {
            assert!(!is_store_pickup(method), "{method}");
        }
    }
}
