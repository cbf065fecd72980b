//! An AWS account for tests, as the commands reach it.

use devstack::testing::FakeAws;

use super::Account;
use super::change_set::Deployer;
use super::stack::Stack;

/// An account without stacks, and its credentials.
pub(crate) async fn start() -> (FakeAws, Account) {
    let (fake, sdk) = FakeAws::start().await;
    (fake, Account::of(sdk).await.unwrap())
}

/// Deploys to a fake, without pauses.
pub(crate) fn deployer(account: &Account, name: &str) -> (Stack, Deployer) {
    let stack = Stack::of(account, name);
    (stack.clone(), Deployer::new(stack).at_once())
}
