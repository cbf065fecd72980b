//! What an earlier stack of the same name has left, so that a new one goes on with it.
//!
//! Ledger and secrets outlive their stack. A new stack without them would fail at the secrets, whose names exist, and would
//! not know what was done already. So a first deployment looks for them, and passes them as parameters.

use std::collections::BTreeMap;

use anyhow::{anyhow, bail};
use aws_sdk_secretsmanager::error::ProvideErrorMetadata;
use ledger::{DynamoStore, ValueStore};

use crate::cloud::Account;
use crate::language::setup;
use crate::terminal::print;

/// A secret's name after the stack's, and the parameter that adopts it.
const SECRETS: [(&str, &str); 2] = [
    ("activecampaign", "ExistingActiveCampaignSecret"),
    ("eaccounting", "ExistingEaccountingSecret"),
];
const LEDGER: &str = "ExistingLedgerTable";
const SALT: &str = "Salt";
const KEY: &str = "KmsKey";

/// Adds the parameters that adopt what is left, unless they are given, and says what is adopted.
///
/// # Errors
/// As [`left_behind`].
pub(super) async fn adopt(
    account: &Account,
    stack: &str,
    given: &mut BTreeMap<String, String>,
) -> anyhow::Result<()> {
    let adopted = left_behind(account, stack, given).await?;
    if adopted.is_empty() {
        return Ok(());
    }
    let mut text = format!("{}\n", setup().deploy_goes_on_with(stack));
    for (parameter, value) in adopted {
        // The salt keeps digests of e-mail addresses from being guessed.
        let shown = if parameter == SALT {
            setup().deploy_its_own()
        } else {
            value.clone()
        };
        text.push_str(&format!("  {parameter:<28} {shown}\n"));
        given.insert(parameter.to_owned(), value);
    }
    print(&text)
}

/// The parameters that adopt what is left, except those that are given.
///
/// # Errors
/// When AWS can't be asked, or a person must decide which ledger it is.
pub(crate) async fn left_behind(
    account: &Account,
    stack: &str,
    given: &BTreeMap<String, String>,
) -> anyhow::Result<Vec<(&'static str, String)>> {
    let mut adopted = Vec::new();
    let mut key = None;
    for (name, parameter) in SECRETS {
        if given.contains_key(parameter) {
            continue;
        }
        if let Some(secret) = secret(account, &format!("{stack}/{name}")).await? {
            adopted.push((parameter, secret.arn));
            key = key.or(secret.key);
        }
    }
    if !given.contains_key(LEDGER)
        && let Some((table, salt)) = ledger_of(account, stack).await?
    {
        adopted.push((LEDGER, table));
        if !given.contains_key(SALT) {
            adopted.push((SALT, salt));
        }
    }
    if let Some(key) = key.filter(|_| !given.contains_key(KEY)) {
        adopted.push((KEY, key));
    }
    Ok(adopted)
}

struct Secret {
    arn: String,
    /// The customer-managed key that encrypts it.
    key: Option<String>,
}

async fn secret(account: &Account, name: &str) -> anyhow::Result<Option<Secret>> {
    let client = aws_sdk_secretsmanager::Client::new(&account.sdk);
    let described = match client.describe_secret().secret_id(name).send().await {
        Ok(described) => described,
        Err(error)
            if error.as_service_error().and_then(ProvideErrorMetadata::code)
                == Some("ResourceNotFoundException") =>
        {
            return Ok(None);
        }
        Err(error) => bail!("{}", setup().left_secret_unknown(name, aws::sdk_error(&error))),
    };
    if described.deleted_date().is_some() {
        let delete =
            format!("`aws secretsmanager delete-secret --force-delete-without-recovery --secret-id {name}`");
        let restore = format!("`aws secretsmanager restore-secret --secret-id {name}`");
        bail!("{}", setup().left_secret_going(delete, restore, name));
    }
    Ok(described.arn.map(|arn| Secret {
        arn,
        key: described.kms_key_id,
    }))
}

/// The ledger that an earlier stack has worked with, and its salt. A ledger without a salt was never used.
async fn ledger_of(account: &Account, stack: &str) -> anyhow::Result<Option<(String, String)>> {
    let client = aws_sdk_dynamodb::Client::new(&account.sdk);
    // CloudFormation's own name for the template's table.
    let prefix = format!("{stack}-LedgerTable-");
    let mut tables = client.list_tables().into_paginator().items().send();
    let mut found = Vec::new();
    while let Some(table) = tables.next().await {
        let table =
            table.map_err(|error| anyhow!("{}", setup().left_tables_unknown(aws::sdk_error(&error))))?;
        if !table.starts_with(&prefix) {
            continue;
        }
        let store = DynamoStore::new(client.clone(), table.as_str());
        let salt = store.get_value(aws::SALT_NAME).await?;
        let salt = salt.and_then(|salt| salt.value.get("value")?.as_str().map(str::to_owned));
        found.extend(salt.map(|salt| (table, salt)));
    }
    if found.len() > 1 {
        let names: Vec<&str> = found.iter().map(|(table, _)| table.as_str()).collect();
        let parameters = format!("--parameter {LEDGER}=… --parameter {SALT}=…");
        let (tables, salt) = (names.join(", "), aws::SALT_NAME);
        bail!(
            "{}",
            setup().left_several_ledgers(parameters, salt, stack, tables)
        );
    }
    Ok(found.pop())
}
