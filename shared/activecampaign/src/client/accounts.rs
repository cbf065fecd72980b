use std::collections::BTreeMap;

use jiff::Timestamp;
use model::Currency;
use serde_json::{Map, Value, json};

use super::Client;
use crate::into_model::certain;
use crate::wire::lenient::OutgoingId;
use crate::wire::rest::{Account, AccountFieldValue};
use crate::{Error, requests};

/// The value of a custom field of an account or a deal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldWrite {
    /// ActiveCampaign's id of the field.
    pub field: String,
    /// The value. Of a currency field it counts in hundredths; several values are `||a||b||`.
    pub value: String,
    /// The currency, which a currency field needs.
    pub currency: Option<Currency>,
}

impl FieldWrite {
    pub(super) fn body(&self) -> Value {
        let mut body =
            json!({"customFieldId": OutgoingId::from(self.field.as_str()), "fieldValue": self.value});
        if let Some(currency) = &self.currency {
            body["fieldCurrency"] = json!(currency.to_string());
        }
        body
    }
}

/// The fields of an account to write. `None` leaves a field unchanged.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AccountWrite {
    /// Name, unique in ActiveCampaign.
    pub name: Option<String>,
    /// Website.
    pub url: Option<String>,
    /// Custom fields.
    pub fields: Vec<FieldWrite>,
}

impl AccountWrite {
    fn body(&self) -> Value {
        let mut body = Map::new();
        for (name, value) in [("name", &self.name), ("accountUrl", &self.url)] {
            body.extend(value.as_ref().map(|value| (name.to_owned(), json!(value))));
        }
        if !self.fields.is_empty() {
            body.insert(
                "fields".to_owned(),
                self.fields.iter().map(FieldWrite::body).collect(),
            );
        }
        Value::Object(body)
    }
}

/// An account's current values, to compare with new ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountState {
    /// ActiveCampaign's id.
    pub id: String,
    /// Name.
    pub name: Option<String>,
    /// Website.
    pub url: Option<String>,
    /// When it was last changed; none where the date leaves a doubt.
    pub updated: Option<Timestamp>,
    /// Custom fields that have a value, by ActiveCampaign's id of the field. Several values are joined by `, `.
    pub fields: BTreeMap<String, String>,
}

impl Client {
    /// The id of the account with this name, which is unique but for upper and lower case.
    ///
    /// # Errors
    /// When a call fails.
    pub async fn account_id_by_name(&self, name: &str) -> Result<Option<String>, Error> {
        let wanted = name.trim().to_lowercase();
        // A search finds more than the name itself.
        let found: Vec<Account> = self.list(|| requests::accounts_by_name(name.trim())).await?;
        let is_it = |account: &Account| {
            account
                .name
                .0
                .as_deref()
                .is_some_and(|name| name.to_lowercase() == wanted)
        };
        Ok(found.into_iter().find(is_it).and_then(|account| account.id.0))
    }

    /// An account as it is; none when it does not exist (any more). Costs 2 calls.
    ///
    /// # Errors
    /// When a call fails.
    pub async fn account_state(&self, id: &str) -> Result<Option<AccountState>, Error> {
        let Some(account) = self.find::<Account>(requests::account(id)).await? else {
            return Ok(None);
        };
        let values: Vec<AccountFieldValue> = self.list(|| requests::account_field_values(id)).await?;
        let of_it = |value: &AccountFieldValue| value.account_id.0.as_deref().is_none_or(|owner| owner == id);
        let values = values.into_iter().filter(of_it);
        Ok(Some(AccountState {
            id: id.to_owned(),
            name: account.name.0,
            url: account.account_url.0,
            updated: account.updated_timestamp.0.as_deref().and_then(certain),
            fields: values
                .filter_map(|value| Some((value.custom_field_id.0?, value.field_value.0?)))
                .collect(),
        }))
    }

    /// Creates an account: its id.
    ///
    /// # Errors
    /// [`Error::is_duplicate`] if the name is taken. After any other error the account may exist all the same.
    pub async fn create_account(&self, account: &AccountWrite) -> Result<String, Error> {
        let call = requests::create_account(account.body());
        let what = call.what.clone();
        let id = self.write::<Account>(call).await?.id.0;
        id.ok_or(Error::Unexpected {
            what,
            path: "account.id".to_owned(),
        })
    }

    /// Changes the given fields of an account.
    ///
    /// # Errors
    /// [`Error::is_duplicate`] when another account has the name; when the call fails, also when there is no such account.
    pub async fn update_account(&self, id: &str, account: &AccountWrite) -> Result<(), Error> {
        self.done(requests::update_account(id, account.body())).await
    }
}
