//! Checks in ActiveCampaign: webhooks, automations, stores, and the connection that is written to.

use model::{Cause, FieldOwner, JobKind, NamedField};
use settings::PriceConvention;

use crate::commands::doctor::check::{check, not_applicable, when};
use crate::commands::doctor::outcome::{Absence, Finding, Outcome};
use crate::commands::doctor::world::World;
use crate::custom_fields::Missing;

check!(Webhook, "webhook", webhook);
check!(WebhookHeard, "webhook_heard", webhook_heard);
check!(Automation, "automation", automation);
check!(Stores, "stores", stores);
check!(PriceConventions, "price_conventions", price_conventions);
check!(OwnConnection, "own_connection", own_connection);
check!(Consent, "consent", consent);
check!(CustomFields, "custom_fields", custom_fields);

/// Number of orders found only by the sweep, with none from an automation, from which the automation counts as missing.
const ORDERS_UNTOLD: usize = 3;

async fn webhook(world: &World) -> Outcome {
    let settings = world.settings().await?;
    let tokens = &world.deployment.environment.token_digests;
    if tokens.is_empty() {
        return not_applicable(Absence::Webhook);
    }
    let problem = flows::webhook_problem(world.webhooks().await?, tokens, settings);
    Ok(problem.iter().map(Finding::from).collect())
}

async fn webhook_heard(world: &World) -> Outcome {
    let entries = world.entries().await?;
    when(flows::webhook_is_silent(entries, world.now()), || {
        Finding::new(
            "For a day nothing has come from ActiveCampaign's webhook, while the sweep found changes that it should have told.",
            "Delete the webhook under Settings › Developer › Manage Webhooks, and add it again: ActiveCampaign switches one off \
             for good after an answer of 410. After an import nothing needs to be done.",
        )
    })
}

async fn automation(world: &World) -> Outcome {
    if !world.settings().await?.orders.enabled {
        return not_applicable(Absence::Orders);
    }
    let entries = world.entries().await?;
    let told = entries
        .iter()
        .any(|entry| entry.kind == JobKind::FindOrders && entry.cause == Cause::Webhook);
    let untold = entries
        .iter()
        .filter(|entry| entry.kind == JobKind::Order && entry.cause == Cause::Sweep)
        .filter(|entry| matches!(entry.source, model::Source::Order { .. }))
        .filter(|entry| entry.outcome == journal::Outcome::Done)
        .count();
    when(!told && untold >= ORDERS_UNTOLD, || {
        Finding::new(
            format!(
                "The schedule has found {untold} orders in two days that no automation told of: orders arrive minutes late."
            ),
            "In ActiveCampaign, add or switch on the automation \"Order created\" with a webhook step, as docs/WEBHOOKS.md shows.",
        )
    })
}

async fn stores(world: &World) -> Outcome {
    let settings = world.settings().await?;
    let mut named: Vec<(&str, &str)> = Vec::new();
    named.extend(
        settings
            .orders
            .connections
            .iter()
            .map(|id| (id.as_str(), "orders.connections")),
    );
    named.extend(settings.stores.keys().map(|id| (id.as_str(), "stores")));
    if named.is_empty() {
        return Ok(Vec::new());
    }
    let connections = world.connections().await?;
    let known: Vec<String> = connections
        .iter()
        .map(|connection| format!("{} ({})", connection.id, connection.name))
        .collect();
    Ok(named
        .into_iter()
        .filter(|(id, _)| !connections.iter().any(|connection| connection.id == id.trim()))
        .map(|(id, setting)| {
            Finding::new(
                format!(
                    "`{setting}` names the e-commerce connection {id}, which ActiveCampaign doesn't have."
                ),
                format!("Correct the setting. ActiveCampaign has: {}.", known.join(", ")),
            )
        })
        .collect())
}

async fn price_conventions(world: &World) -> Outcome {
    let settings = world.settings().await?;
    if settings
        .stores
        .values()
        .all(|store| store.price_convention.is_none())
    {
        return Ok(Vec::new());
    }
    let connections = world.connections().await?;
    let mut findings = Vec::new();
    for (id, store) in &settings.stores {
        let connection = connections.iter().find(|connection| connection.id == id.trim());
        let (Some(connection), Some(set)) = (connection, store.price_convention) else {
            continue;
        };
        let (set, word) = match set {
            PriceConvention::Auto => continue,
            PriceConvention::Woocommerce => (sale::PriceConvention::Woocommerce, "woocommerce"),
            PriceConvention::Magento2 => (sale::PriceConvention::Magento2, "magento2"),
        };
        let detected = sale::PriceConvention::detect(&connection.service);
        if detected != sale::PriceConvention::Auto && detected != set {
            findings.push(Finding::new(
                format!(
                    "`stores.\"{id}\".price_convention` is \"{word}\", and the store's connection is of the service {}.",
                    connection.service
                ),
                "Leave the setting out: the connection's service says what the prices mean.",
            ));
        }
    }
    Ok(findings)
}

async fn own_connection(world: &World) -> Outcome {
    let settings = world.settings().await?;
    let Some(id) = settings.to_activecampaign.connection.id else {
        return Ok(Vec::new());
    };
    let connections = world.connections().await?;
    let Some(own) = connections
        .iter()
        .find(|connection| connection.id == id.to_string())
    else {
        return Ok(vec![Finding::new(
            format!("`to_activecampaign.connection.id` is {id}, and ActiveCampaign has no such connection."),
            "Leave the setting out: the connection is then created.",
        )]);
    };
    when(own.is_internal, || {
        Finding::new(
            format!(
                "`to_activecampaign.connection.id` names the store {} of {}, an integration of ActiveCampaign's own that writes its \
                 orders itself.",
                own.name, own.service
            ),
            "Leave the setting out: orders are then written to a connection of Ekobridge's own.",
        )
    })
}

async fn consent(world: &World) -> Outcome {
    let settings = world.settings().await?;
    let grounds = settings.to_activecampaign.accepts_marketing.as_ref();
    when(
        grounds.is_some_and(|grounds| grounds.as_str().split_whitespace().count() < 2),
        || {
            Finding::new(
                "`to_activecampaign.accepts_marketing` names no grounds: one word doesn't say why customers may be sent marketing.",
                "Write the grounds in words, such as a clause of law, or leave the setting out: nobody's consent is then written.",
            )
        },
    )
}

async fn custom_fields(world: &World) -> Outcome {
    let all = |owners: &[FieldOwner]| {
        let names: Vec<String> = owners
            .iter()
            .map(|owner| format!("{}s", owner.as_str()))
            .collect();
        names.join(" and ")
    };
    let finding = |Missing { field, has_it }: &Missing| {
        let NamedField { key, tag, owners } = field;
        if has_it.is_empty() {
            return Finding::new(
                format!("`{key}` names the custom field {tag}, which ActiveCampaign doesn't have."),
                "Create the field in ActiveCampaign, or correct the setting. A field's personalization tag stands beside it under \
                 Contacts › Fields, such as %VAT_NUMBER%.",
            );
        }
        Finding::new(
            format!(
                "`{key}` names a custom field {tag} of {}, and in ActiveCampaign only {} have one.",
                all(owners),
                all(has_it)
            ),
            "Correct the setting: a rule reads a contact's field as `customer.field.TAG`, its account's as `customer.accountField.TAG`, and \
             a deal's as `order.field.TAG`. Or create the field for these records in ActiveCampaign.",
        )
    };
    Ok(world.missing_fields().await?.iter().map(finding).collect())
}
