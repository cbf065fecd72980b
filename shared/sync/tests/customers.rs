//! The customer flow.

use model::JobKind;
use sync::Verdict;

use crate::support::{EMAIL, World, anna, job};

#[tokio::test]
async fn a_contact_becomes_a_customer() {
    let world = World::new("").await;
    let contact = world.contact(&anna());
    let verdict = world.settle(job(&world, JobKind::Customer, &contact)).await;
    assert!(
        matches!(
            &verdict,
            Verdict::Done {
                document: Some(_),
                ..
            }
        ),
        "{verdict:?}"
    );
    let customer = world.only("customers");
    assert_eq!(customer["EmailAddress"], EMAIL);
    eprintln!("{customer:#}\n{:#?}", world.calls());
}
