//! The function's binary.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), aws::Error> {
    aws::run::<offer_poller::OfferPoller>().await
}
