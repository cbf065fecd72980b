//! The function's binary.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), aws::Error> {
    aws::run::<customer_push::CustomerPush>().await
}
