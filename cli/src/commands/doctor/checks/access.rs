//! Checks of clocks, tables, secrets, and access to both vendors.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::SignedDuration;
use model::Code;
use secrecy::ExposeSecret;

use crate::commands::doctor::check::{check, owned, when};
use crate::commands::doctor::outcome::{Finding, Outcome, Skip};
use crate::commands::doctor::world::World;

check!(LocalClock, "clock", local_clock);
check!(VendorClock, "vendor_clock", vendor_clock);
check!(Ledger, "ledger", ledger);
check!(Journal, "journal", journal);
check!(Salt, "salt", salt);
check!(SettingsInForce, "settings", settings_in_force);
check!(Mapping, "mapping", mapping);
check!(
    ActiveCampaignSecret,
    "activecampaign_secret",
    activecampaign_secret
);
check!(
    ActiveCampaignAccess,
    "activecampaign_access",
    activecampaign_access
);
check!(
    ActiveCampaignPermissions,
    "activecampaign_permissions",
    activecampaign_permissions
);
check!(EaccountingSecret, "eaccounting_secret", eaccounting_secret);
check!(EaccountingToken, "eaccounting_token", eaccounting_token);
check!(TokenUse, "token_age", token_age);
check!(Company, "company", company);
check!(
    EaccountingPermissions,
    "eaccounting_permissions",
    eaccounting_permissions
);

/// Seconds of clock skew from which times mislead people and a watermark may skip changes.
const SKEW: i64 = 60;

/// A refresh token that is unused for this long may have expired.
const UNUSED: SignedDuration = SignedDuration::from_hours(30 * 24);

fn seconds(ahead: &Arc<Mutex<Option<i64>>>) -> Option<i64> {
    *ahead.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Seconds by which the vendors' clocks are ahead of this machine's: ActiveCampaign, eAccounting.
async fn skews(world: &World) -> Result<(i64, i64), Skip> {
    // Any response has a `Date` header, even an error.
    let _asked = futures::join!(world.try_activecampaign(), world.try_company());
    match (
        seconds(&world.activecampaign_ahead),
        seconds(&world.eaccounting_ahead),
    ) {
        (Some(activecampaign), Some(eaccounting)) => Ok((activecampaign, eaccounting)),
        _ => Err(Skip::NotChecked("not both vendors have answered".to_owned())),
    }
}

async fn local_clock(world: &World) -> Outcome {
    let (activecampaign, eaccounting) = skews(world).await?;
    when(ours_is_wrong(activecampaign, eaccounting), || {
        Finding::new(
            format!(
                "This machine's clock differs from both vendors' by {} seconds.",
                eaccounting.abs()
            ),
            "Set the clock, or switch on its synchronization (NTP).",
        )
    })
}

async fn vendor_clock(world: &World) -> Outcome {
    let (activecampaign, eaccounting) = skews(world).await?;
    if ours_is_wrong(activecampaign, eaccounting) {
        return Ok(Vec::new());
    }
    let wrong = [("ActiveCampaign", activecampaign), ("eAccounting", eaccounting)];
    let wrong = wrong.into_iter().filter(|(_, ahead)| ahead.abs() > SKEW);
    Ok(wrong
        .map(|(vendor, ahead)| {
            Finding::new(
                format!(
                    "{vendor}'s clock is {ahead} seconds from this machine's, and the other vendor's is not."
                ),
                "Set sweep.overlap_minutes to more than that, and tell the vendor.",
            )
        })
        .collect())
}

fn ours_is_wrong(activecampaign: i64, eaccounting: i64) -> bool {
    activecampaign.abs() > SKEW && eaccounting.abs() > SKEW && (activecampaign - eaccounting).abs() <= SKEW
}

async fn ledger(world: &World) -> Outcome {
    owned(world.try_ledger().await)
}

async fn journal(world: &World) -> Outcome {
    owned(world.try_entries().await)
}

async fn salt(world: &World) -> Outcome {
    world.ledger().await?;
    let kept = world.worker.ledger().remembered::<String>(aws::SALT_NAME).await;
    let kept = kept.map_err(|problem| Skip::NotChecked(problem.message))?;
    let ours = world.deployment.environment.salt.expose_secret();
    when(kept.is_some_and(|kept| kept.value != *ours), || {
        Finding::new(
            "This deployment's salt is not the one that its ledger was made with: its functions don't work.",
            "Deploy with the parameter Salt of the stack that made the ledger.",
        )
    })
}

async fn settings_in_force(world: &World) -> Outcome {
    world.ledger().await?;
    owned(world.try_settings().await)
}

async fn mapping(world: &World) -> Outcome {
    let settings = world.settings().await?;
    owned(&flows::CompiledSettings::new(settings.clone()))
}

async fn activecampaign_secret(world: &World) -> Outcome {
    owned(world.try_activecampaign_secret().await)
}

async fn activecampaign_access(world: &World) -> Outcome {
    world.activecampaign_secret().await?;
    owned(world.try_activecampaign().await)
}

async fn activecampaign_permissions(world: &World) -> Outcome {
    world.activecampaign().await?;
    let (connections, webhooks) = futures::join!(world.try_connections(), world.try_webhooks());
    Ok(problems([connections.as_ref().err(), webhooks.as_ref().err()]))
}

async fn eaccounting_secret(world: &World) -> Outcome {
    owned(world.try_grant().await)
}

async fn eaccounting_token(world: &World) -> Outcome {
    world.grant().await?;
    match world.try_company().await {
        Err(problem) if problem.code != Code::EACCOUNTING_COMPANY_MISMATCH => {
            Ok(vec![Finding::from(problem)])
        }
        _ => Ok(Vec::new()),
    }
}

async fn token_age(world: &World) -> Outcome {
    // The grant was read before a call of the doctor could renew it.
    let grant = world.grant().await?;
    let unused = grant
        .access_token_expires_at
        .map(|expired| world.now().duration_since(expired));
    when(unused.is_some_and(|unused| unused > UNUSED), || {
        Finding::new(
            "For more than 30 days nothing has used eAccounting's grant. A refresh token that isn't used expires.",
            "Look at whether the schedule runs, and run `ekobridge connect` if eAccounting refuses the grant.",
        )
    })
}

async fn company(world: &World) -> Outcome {
    let grant = world.grant().await?;
    match world.try_company().await {
        Err(problem) if problem.code == Code::EACCOUNTING_COMPANY_MISMATCH => {
            Ok(vec![Finding::from(problem)])
        }
        Err(problem) => Err(Skip::NotChecked(problem.message.clone())),
        Ok(company) => when(grant.company.is_none(), || {
            Finding::new(
                format!(
                    "No company is bound: the grant answers for {}, and any other would be taken.",
                    company.name
                ),
                "Run `ekobridge connect`, which asks whether this is the company.",
            )
        }),
    }
}

async fn eaccounting_permissions(world: &World) -> Outcome {
    world.company().await?;
    let settings = world.settings().await.ok();
    let (codings, terms, units, years, rates) = futures::join!(
        world.try_codings(),
        world.try_terms(),
        world.try_units(),
        world.try_years(),
        world.try_rates()
    );
    let mut found = problems([
        codings.as_ref().err(),
        terms.as_ref().err(),
        units.as_ref().err(),
        years.as_ref().err(),
        rates.as_ref().err(),
    ]);
    if settings.is_some_and(super::books::needs_banks) {
        found.extend(problems([world.try_banks().await.as_ref().err()]));
    }
    if settings.is_some_and(super::books::needs_deliveries) {
        found.extend(problems([world.try_deliveries().await.as_ref().err()]));
    }
    if settings.is_some_and(|settings| !crate::commands::doctor::article_settings::named(settings).is_empty())
    {
        found.extend(problems([world.try_articles().await.as_ref().err()]));
    }
    Ok(found)
}

fn problems<const N: usize>(all: [Option<&model::Problem>; N]) -> Vec<Finding> {
    all.into_iter().flatten().map(Finding::from).collect()
}
