use std::collections::BTreeMap;

use jiff::Timestamp;
use model::Currency;
use rust_decimal::prelude::ToPrimitive as _;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::cache::{LIFETIME, RENEWAL};
use super::{Client, FieldWrite};
use crate::into_model::certain;
use crate::wire::rest::{Deal, DealFieldValue, RestPipeline, RestStage};
use crate::{Error, requests};

/// A deal's status ("status").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DealStatus {
    /// Open.
    Open,
    /// Won.
    Won,
    /// Lost.
    Lost,
}

impl DealStatus {
    const ALL: [Self; 3] = [Self::Open, Self::Won, Self::Lost];

    const fn number(self) -> u8 {
        match self {
            Self::Open => 0,
            Self::Won => 1,
            Self::Lost => 2,
        }
    }

    fn parse(text: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|status| status.number().to_string() == text)
    }
}

/// The fields of a deal to write. `None` leaves a field unchanged.
///
/// A new deal needs a title, a contact or an account, a value, a currency, a pipeline or a stage, and an owner where the
/// pipeline assigns none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DealWrite {
    /// Title.
    pub title: Option<String>,
    /// Description.
    pub description: Option<String>,
    /// The contact's id.
    pub contact: Option<String>,
    /// The account's id.
    pub account: Option<String>,
    /// Value in whole units of the currency, at least zero. ActiveCampaign counts in hundredths.
    pub value: Option<Decimal>,
    /// Currency of the value.
    pub currency: Option<Currency>,
    /// The pipeline's id.
    pub pipeline: Option<String>,
    /// The stage's id. It decides the pipeline.
    pub stage: Option<String>,
    /// The owner's id.
    pub owner: Option<String>,
    /// Its status.
    pub status: Option<DealStatus>,
    /// Custom fields.
    pub fields: Vec<FieldWrite>,
}

impl DealWrite {
    fn body(&self) -> Value {
        let mut body = Map::new();
        for (name, value) in [
            ("title", &self.title),
            ("description", &self.description),
            ("contact", &self.contact),
            ("account", &self.account),
            ("group", &self.pipeline),
            ("stage", &self.stage),
            ("owner", &self.owner),
        ] {
            // Ids are texts here, by the reference and its examples.
            body.extend(value.as_ref().map(|value| (name.to_owned(), json!(value))));
        }
        body.extend(
            self.value
                .and_then(hundredths)
                .map(|value| ("value".to_owned(), json!(value))),
        );
        let currency = self
            .currency
            .as_ref()
            .map(|currency| currency.to_string().to_lowercase());
        body.extend(currency.map(|currency| ("currency".to_owned(), json!(currency))));
        body.extend(
            self.status
                .map(|status| ("status".to_owned(), json!(status.number()))),
        );
        if !self.fields.is_empty() {
            body.insert(
                "fields".to_owned(),
                self.fields.iter().map(FieldWrite::body).collect(),
            );
        }
        Value::Object(body)
    }
}

/// An amount in hundredths, half a hundredth away from zero.
fn hundredths(amount: Decimal) -> Option<i64> {
    let cents = amount.checked_mul(Decimal::ONE_HUNDRED)?;
    cents
        .round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero)
        .to_i64()
}

/// A deal's current values, to compare with new ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DealState {
    /// ActiveCampaign's id.
    pub id: String,
    /// Whether the user of the API key may not see it; then nothing else is known.
    pub is_hidden: bool,
    /// Title.
    pub title: Option<String>,
    /// The contact's id.
    pub contact: Option<String>,
    /// The account's id.
    pub account: Option<String>,
    /// The pipeline's id.
    pub pipeline: Option<String>,
    /// The stage's id.
    pub stage: Option<String>,
    /// The owner's id.
    pub owner: Option<String>,
    /// Its status; nothing if ActiveCampaign returns an undocumented one.
    pub status: Option<DealStatus>,
    /// Value in whole units of the currency.
    pub value: Option<Decimal>,
    /// Currency, as ActiveCampaign writes it in lower case, in upper case.
    pub currency: Option<String>,
    /// When it was last changed; none where the date leaves a doubt.
    pub updated: Option<Timestamp>,
}

impl From<Deal> for DealState {
    fn from(deal: Deal) -> Self {
        Self {
            id: deal.id.0.unwrap_or_default(),
            is_hidden: deal.is_disabled.0,
            title: deal.title.0,
            contact: deal.contact.0,
            account: deal.account.0,
            pipeline: deal.group.0,
            stage: deal.stage.0,
            owner: deal.owner.0,
            status: deal.status.0.as_deref().and_then(DealStatus::parse),
            value: deal.value.0.map(|cents| Decimal::new(cents, 2)),
            currency: deal.currency.0.map(|currency| currency.to_uppercase()),
            updated: deal.mdate.0.as_deref().and_then(certain),
        }
    }
}

/// A pipeline of deals ("dealGroup").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pipeline {
    /// ActiveCampaign's id.
    pub id: String,
    /// The title that the user sees.
    pub title: String,
}

/// A stage of a pipeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    /// ActiveCampaign's id.
    pub id: String,
    /// The title that the user sees.
    pub title: String,
    /// The pipeline's id.
    pub pipeline: String,
    /// Its place in the pipeline, from 1.
    pub order: Option<u32>,
}

impl Client {
    /// A deal as it is; none when it does not exist (any more). Costs 1 call.
    ///
    /// # Errors
    /// When the call fails.
    pub async fn deal_state(&self, id: &str) -> Result<Option<DealState>, Error> {
        let deal = self.find::<Deal>(requests::deal(id)).await?;
        Ok(deal.map(DealState::from))
    }

    /// The deals of a contact, as they are.
    ///
    /// # Errors
    /// When a call fails.
    pub async fn deals_of_contact(&self, contact: &str) -> Result<Vec<DealState>, Error> {
        let deals: Vec<Deal> = self.list(|| requests::contact_deals(contact)).await?;
        Ok(deals.into_iter().map(DealState::from).collect())
    }

    /// The custom fields of a deal that have a value, by ActiveCampaign's id of the field.
    ///
    /// # Errors
    /// When a call fails.
    pub async fn deal_field_values(&self, deal: &str) -> Result<BTreeMap<String, String>, Error> {
        let values: Vec<DealFieldValue> = self.list(|| requests::deal_field_values(deal)).await?;
        let of_it = |value: &DealFieldValue| value.deal_id.0.as_deref().is_none_or(|owner| owner == deal);
        Ok(values
            .into_iter()
            .filter(of_it)
            .filter_map(|value| Some((value.custom_field_id.0?, value.field_value.0?)))
            .collect())
    }

    /// Creates a deal: its id. Sent twice, there are two: look it up before the next attempt.
    ///
    /// # Errors
    /// [`Error::Rejected`] if a required field is missing. After any other error the deal may exist all the same.
    pub async fn create_deal(&self, deal: &DealWrite) -> Result<String, Error> {
        let call = requests::create_deal(deal.body());
        let what = call.what.clone();
        let id = self.write::<Deal>(call).await?.id.0;
        id.ok_or(Error::Unexpected {
            what,
            path: "deal.id".to_owned(),
        })
    }

    /// Changes the given fields of a deal: fields, stage, status.
    ///
    /// # Errors
    /// When the call fails, also when there is no such deal.
    pub async fn update_deal(&self, id: &str, deal: &DealWrite) -> Result<(), Error> {
        self.done(requests::update_deal(id, deal.body())).await
    }

    /// All pipelines.
    ///
    /// # Errors
    /// When a call fails.
    pub async fn pipelines(&self) -> Result<Vec<Pipeline>, Error> {
        let pipelines: Vec<RestPipeline> = self.list(requests::pipelines).await?;
        let known = pipelines.into_iter().filter_map(|pipeline| {
            Some(Pipeline {
                id: pipeline.id.0?,
                title: pipeline.title.0.unwrap_or_default(),
            })
        });
        Ok(known.collect())
    }

    /// The stages of all pipelines.
    ///
    /// # Errors
    /// When a call fails.
    pub async fn stages(&self) -> Result<Vec<Stage>, Error> {
        let stages: Vec<RestStage> = self.list(requests::stages).await?;
        let known = stages.into_iter().filter_map(|stage| {
            Some(Stage {
                id: stage.id.0?,
                title: stage.title.0.unwrap_or_default(),
                pipeline: stage.group.0?,
                order: stage.order.0.and_then(|order| order.parse().ok()),
            })
        });
        Ok(known.collect())
    }

    /// The stages of all pipelines, remembered for some minutes. They are read again before a stage that `is_known` misses
    /// counts as missing: it may be new.
    ///
    /// # Errors
    /// When a call fails.
    pub async fn known_stages(
        &self,
        is_known: impl Fn(&[Stage]) -> bool,
    ) -> Result<std::sync::Arc<Vec<Stage>>, Error> {
        let now = self.clock.now();
        let known = self.stages.get(now, LIFETIME, self.stages()).await?;
        if is_known(&known) {
            return Ok(known);
        }
        self.stages.get(now, RENEWAL, self.stages()).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_counts_in_hundredths() {
        for (amount, cents) in [("4500", 450_000), ("0.005", 1), ("799.95", 79_995), ("0", 0)] {
            assert_eq!(hundredths(amount.parse().unwrap()), Some(cents), "{amount}");
        }
        assert_eq!(hundredths(Decimal::MAX), None);
    }
}
