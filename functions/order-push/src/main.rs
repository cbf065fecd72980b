//! The function's binary.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), aws::Error> {
    aws::run::<order_push::OrderPush>().await
}
