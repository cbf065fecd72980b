//! Where a deal moves when a sale's state changes. Pure, but for the look at the stages that exist.
//!
//! Moves a deal from a stage that Ekobridge has set, or forward from an earlier stage of the pipeline. A deal that a
//! person has moved further or closed otherwise is left alone.

use activecampaign::{DealState, DealStatus, Stage};
use model::reason::{Word, words};
use model::{Code, Problem};
use serde::{Deserialize, Serialize};
use settings::Name;

use crate::JobContext;

/// What we have set of a deal.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Set {
    /// The stage that we have moved it to last.
    pub(crate) stage: Option<String>,
    /// The status that we have given it last.
    pub(crate) status: Option<DealStatus>,
    /// The status that it had when we first saw it.
    pub(crate) found: Option<DealStatus>,
}

/// A deal's changes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Move {
    pub(crate) stage: Option<String>,
    pub(crate) status: Option<DealStatus>,
}

impl Move {
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What we have set of the deal after this move.
    pub(crate) fn after(&self, deal: &DealState, before: &Set) -> Set {
        Set {
            stage: self.stage.clone().or_else(|| before.stage.clone()),
            status: self.status.or(before.status),
            found: before.found.or(deal.status),
        }
    }
}

/// "won" or "lost", if the settings say so instead of a stage.
pub(crate) fn status_of(name: &Name) -> Option<DealStatus> {
    [("won", DealStatus::Won), ("lost", DealStatus::Lost)]
        .into_iter()
        .find(|(word, _)| name.is(word))
        .map(|(_, status)| status)
}

/// The stage that a name or id means in a pipeline.
pub(crate) fn stage_in<'a>(stages: &'a [Stage], pipeline: &str, name: &Name) -> Option<&'a Stage> {
    let mut of_it = stages.iter().filter(|stage| stage.pipeline == pipeline);
    of_it
        .clone()
        .find(|stage| stage.id == name.as_str())
        .or_else(|| of_it.find(|stage| name.is(&stage.title)))
}

/// Decides on a deal's changes, or on the reason for none. `wanted` is the settings' target for the state.
pub(crate) fn decide(deal: &DealState, set: &Set, wanted: &Name, stages: &[Stage]) -> Result<Move, Word> {
    if deal.is_hidden {
        return Err(words::DEAL_HIDDEN);
    }
    if let Some(status) = status_of(wanted) {
        let now = deal.status;
        let found = set.found.or(now);
        let is_ours =
            now == set.status || (set.status.is_none() && now == found && now == Some(DealStatus::Won));
        return match now {
            _ if now == Some(status) => Ok(Move::default()),
            Some(DealStatus::Open) => Ok(Move {
                status: Some(status),
                ..Move::default()
            }),
            Some(_) if is_ours => Ok(Move {
                status: Some(status),
                ..Move::default()
            }),
            _ => Err(words::DEAL_CLOSED),
        };
    }
    let Some(target) = deal
        .pipeline
        .as_deref()
        .and_then(|pipeline| stage_in(stages, pipeline, wanted))
    else {
        return Err(words::NO_SUCH_STAGE);
    };
    // A deal that Ekobridge closed as lost continues; a won deal stays won.
    let is_reopened = set.status == Some(DealStatus::Lost) && deal.status == Some(DealStatus::Lost);
    let status = is_reopened.then_some(DealStatus::Open);
    if deal.stage.as_deref() == Some(target.id.as_str()) {
        return Ok(Move { stage: None, status });
    }
    let current = stages.iter().find(|stage| Some(&stage.id) == deal.stage.as_ref());
    let lies_before = current.is_none_or(|current| current.order < target.order);
    let is_ours = set.stage.is_some() && set.stage == deal.stage;
    if !is_ours && !lies_before {
        return Err(words::DEAL_MOVED_FURTHER);
    }
    Ok(Move {
        stage: Some(target.id.clone()),
        status,
    })
}

/// The stages of all pipelines, after checking that every stage of the settings exists.
///
/// # Errors
/// `SETTINGS_INVALID` if a stage doesn't exist; the message lists those that do.
pub(crate) async fn stages(
    ctx: &JobContext<'_>,
    setting: &str,
    names: &[&Name],
) -> Result<std::sync::Arc<Vec<Stage>>, Problem> {
    let is_stage = |stages: &[Stage], name: &Name| {
        status_of(name).is_some()
            || stages
                .iter()
                .any(|stage| stage.id == name.as_str() || name.is(&stage.title))
    };
    let client = &ctx.services.activecampaign;
    let stages = client
        .known_stages(|stages| names.iter().all(|name| is_stage(stages, name)))
        .await?;
    let Some(unknown) = names.iter().find(|name| !is_stage(&stages, name)) else {
        return Ok(stages);
    };
    let known: Vec<String> = stages
        .iter()
        .map(|stage| format!("\"{}\" ({})", stage.title, stage.id))
        .collect();
    Err(Problem::new(
        Code::SETTINGS_INVALID,
        format!("{setting} names \"{unknown}\", and ActiveCampaign has no stage with that title or id."),
        format!(
            "Correct {setting} in the settings, push them, and replay {}. Stages that exist: {}; \"won\" and \"lost\" close the deal.",
            ctx.job.source,
            known.join(", ")
        ),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stages() -> Vec<Stage> {
        let stage = |id: &str, title: &str, pipeline: &str, order| Stage {
            id: id.to_owned(),
            title: title.to_owned(),
            pipeline: pipeline.to_owned(),
            order: Some(order),
        };
        vec![
            stage("1", "To contact", "1", 1),
            stage("2", "Invoiced", "1", 2),
            stage("3", "Paid", "1", 3),
            stage("4", "Elsewhere", "2", 1),
        ]
    }

    fn deal(stage: &str, status: DealStatus) -> DealState {
        DealState {
            id: "7".to_owned(),
            is_hidden: false,
            title: None,
            contact: None,
            account: None,
            pipeline: Some("1".to_owned()),
            stage: Some(stage.to_owned()),
            owner: None,
            status: Some(status),
            value: None,
            currency: None,
            updated: None,
        }
    }

    fn to_stage(stage: &str) -> Move {
        Move {
            stage: Some(stage.to_owned()),
            status: None,
        }
    }

    fn to_status(status: DealStatus) -> Move {
        Move {
            stage: None,
            status: Some(status),
        }
    }

    #[test]
    fn a_deal_moves_forward_and_back_only_from_a_stage_of_ours() {
        let ours = Set {
            stage: Some("3".to_owned()),
            ..Set::default()
        };
        let by = |deal: DealState, set: &Set, name: &str| decide(&deal, set, &name.into(), &stages());
        let open = DealStatus::Open;
        assert_eq!(
            by(deal("1", open), &Set::default(), "invoiced"),
            Ok(to_stage("2"))
        );
        assert_eq!(by(deal("1", open), &Set::default(), "3"), Ok(to_stage("3")));
        assert_eq!(
            by(deal("2", open), &Set::default(), "Invoiced"),
            Ok(Move::default())
        );
        let further = by(deal("3", open), &Set::default(), "Invoiced");
        assert_eq!(further, Err(words::DEAL_MOVED_FURTHER));
        assert_eq!(by(deal("3", open), &ours, "Invoiced"), Ok(to_stage("2")));
        assert_eq!(
            by(deal("2", open), &ours, "Paid"),
            Ok(to_stage("3")),
            "moved back by a person"
        );
        assert!(by(deal("1", open), &Set::default(), "Elsewhere").is_err());
        let hidden = DealState {
            is_hidden: true,
            ..deal("1", open)
        };
        assert!(by(hidden, &Set::default(), "Invoiced").is_err());
    }

    #[test]
    fn a_deal_is_closed_otherwise_only_where_no_person_closed_it() {
        use DealStatus::{Lost, Open, Won};
        let set = |status, found| Set {
            status,
            found,
            ..Set::default()
        };
        let by = |now, set: &Set, name: &str| decide(&deal("1", now), set, &name.into(), &stages());
        assert_eq!(by(Open, &set(None, None), "Won"), Ok(to_status(Won)));
        assert_eq!(by(Won, &set(None, Some(Won)), "won"), Ok(Move::default()));
        // The won deal of a document becomes lost when all of the document is credited.
        assert_eq!(by(Won, &set(None, Some(Won)), "lost"), Ok(to_status(Lost)));
        assert_eq!(by(Lost, &set(Some(Lost), Some(Open)), "won"), Ok(to_status(Won)));
        assert!(by(Lost, &set(None, Some(Open)), "won").is_err());
        assert!(by(Won, &set(None, Some(Open)), "lost").is_err());
        assert!(by(Lost, &set(Some(Won), Some(Open)), "won").is_err());
    }

    #[test]
    fn what_we_closed_as_lost_opens_again_and_what_is_won_stays_won() {
        use DealStatus::{Lost, Open, Won};
        let set = |status| Set {
            status: Some(status),
            found: Some(Open),
            stage: Some("1".to_owned()),
        };
        let opened = decide(&deal("1", Lost), &set(Lost), &"Invoiced".into(), &stages());
        assert_eq!(
            opened,
            Ok(Move {
                stage: Some("2".to_owned()),
                status: Some(Open)
            })
        );
        let won = decide(&deal("1", Won), &set(Won), &"Invoiced".into(), &stages());
        assert_eq!(won, Ok(to_stage("2")));
    }
}
