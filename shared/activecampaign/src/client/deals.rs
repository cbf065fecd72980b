use jiff::Timestamp;
use model::{Customer, CustomerOrigin, FieldOwner, Order, Source};

use super::contacts::may_be_since;
use super::{Client, OrderRef};
use crate::into_model::{order_from_deal, state_of_deal};
use crate::wire::rest::{Deal, DealFieldValue};
use crate::{Error, requests};

impl Client {
    /// A deal as an order of one line, with its custom fields and its customer: the contact, and the account where the
    /// deal has one. None when it does not exist (any more).
    ///
    /// # Errors
    /// [`Error::Hidden`] when the user of the API key may not see it; when a call fails; when it has no currency.
    pub async fn deal(&self, id: &str) -> Result<Option<Order>, Error> {
        let Some(deal) = self.find::<Deal>(requests::deal(id)).await? else {
            return Ok(None);
        };
        if deal.is_disabled.0 {
            return Err(Error::Hidden { deal: id.to_owned() });
        }
        let values: Vec<DealFieldValue> = self.list(|| requests::deal_field_values(id)).await?;
        let values = values
            .into_iter()
            .filter(|value| value.deal_id.0.as_deref().is_none_or(|owner| owner == id))
            .filter_map(|value| Some((value.custom_field_id.0?, value.field_value.0?)))
            .collect();
        let fields = self.join(FieldOwner::Deal, values).await?;
        let customer = self.customer_of_deal(&deal).await?;
        order_from_deal(deal, id, customer, fields).map(Some)
    }

    async fn customer_of_deal(&self, deal: &Deal) -> Result<Customer, Error> {
        let contact = match &deal.contact.0 {
            Some(contact) => self.contact(contact).await?,
            None => None,
        };
        let Some(account) = &deal.account.0 else {
            return Ok(contact.unwrap_or_else(|| Customer::new(CustomerOrigin::Contact)));
        };
        match contact {
            Some(contact) if contact.account_id.as_ref() == Some(account) => Ok(contact),
            // The deal's account is the buyer, also where the contact is in another.
            Some(mut contact) => {
                if let Some((wire, fields)) = self.account_parts(account).await? {
                    contact.account_id = Some(account.clone());
                    contact.company = wire.name.0;
                    contact.website = wire.account_url.0;
                    contact.account_fields = fields;
                }
                Ok(contact)
            }
            None => {
                let customer = self.account(account).await?;
                Ok(customer.unwrap_or_else(|| Customer::new(CustomerOrigin::Account)))
            }
        }
    }

    /// Deals changed since, each with the date of its change and its status.
    ///
    /// # Errors
    /// When a call fails.
    pub async fn deals_updated_since(&self, since: Timestamp) -> Result<Vec<OrderRef>, Error> {
        let deals: Vec<Deal> = self.list(|| requests::deals_updated(since)).await?;
        let new = deals
            .into_iter()
            .filter(|deal| may_be_since(deal.mdate.0.as_deref(), since));
        let refs = new.filter_map(|deal| {
            let state = (!deal.is_disabled.0).then(|| state_of_deal(deal.status.0.as_deref()));
            Some(OrderRef {
                source: Source::Deal(deal.id.0?),
                version: deal.mdate.0,
                state,
                number: None,
            })
        });
        Ok(refs.collect())
    }
}
