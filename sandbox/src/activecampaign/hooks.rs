//! The registration of webhooks.

use serde_json::{Value, json};

use super::answer::{Answer, Handled};
use super::rest::{Call, Ctx, delete, list, narrow, required, single, unknown};
use super::state::{Row, date, row, text};

/// `GET /webhook/events`, as documented.
const EVENTS: &[&str] = &[
    "bounce",
    "click",
    "contact_tag_added",
    "contact_tag_removed",
    "deal_add",
    "deal_note_add",
    "deal_pipeline_add",
    "deal_stage_add",
    "deal_task_add",
    "deal_task_complete",
    "deal_tasktype_add",
    "deal_update",
    "forward",
    "list_add",
    "open",
    "reply",
    "sent",
    "share",
    "sms_reply",
    "sms_sent",
    "sms_unsub",
    "subscribe",
    "subscriber_note",
    "unsubscribe",
    "update",
];
/// Named elsewhere in the documentation, and accepted.
const MORE_EVENTS: &[&str] = &[
    "contact_task_add",
    "account_add",
    "account_update",
    "account_contact_add",
    "account_contact_update",
];
const SOURCES: &[&str] = &["public", "admin", "api", "system"];
const FIELDS: &[&str] = &["name", "url", "events", "sources", "listid"];

pub(super) fn dispatch(ctx: &mut Ctx<'_>, call: &Call<'_>) -> Handled {
    match (call.method, call.path) {
        ("GET", ["webhook", "events"]) => Ok(Answer::ok(
            json!({"webhookEvents": EVENTS, "meta": {"total": EVENTS.len()}}),
        )),
        ("GET", ["webhooks"]) => {
            call.query
                .expect(&["filters[name]", "filters[url]", "filters[listid]"]);
            let mut rows = ctx.state.webhooks.rows();
            narrow(
                &mut rows,
                &call.query,
                &[("name", "name"), ("url", "url"), ("listid", "listid")],
            );
            rows.iter_mut().for_each(hide);
            Ok(list("webhooks", rows, &call.query))
        }
        ("POST", ["webhooks"]) => {
            let sent = call.object("webhook", FIELDS)?;
            for field in ["name", "url"] {
                required(sent, field)?;
            }
            for field in ["events", "sources"] {
                if !sent.get(field).is_some_and(Value::is_array) {
                    return Err(Answer::invalid(
                        "field_missing",
                        field,
                        &format!("The {field} were not provided."),
                    ));
                }
            }
            check(sent)?;
            let id = insert(ctx, sent);
            let mut webhook = ctx.state.webhooks.get(id).cloned().unwrap_or_default();
            hide(&mut webhook);
            Ok(Answer::created(json!({"webhook": webhook})))
        }
        ("GET", ["webhooks", id]) => {
            let mut answer = single(&ctx.state.webhooks, id, "Webhook", "webhook")?;
            if let Some(webhook) = answer.body.get_mut("webhook").and_then(Value::as_object_mut) {
                hide(webhook);
            }
            Ok(answer)
        }
        ("PUT", ["webhooks", id]) => {
            let sent = call.object("webhook", FIELDS)?;
            check(sent)?;
            let found = id.parse().ok().and_then(|id| ctx.state.webhooks.get_mut(id));
            let mut webhook = found.ok_or_else(|| Answer::no_result("Webhook", id))?;
            for field in FIELDS {
                if let Some(value) = sent.get(*field) {
                    webhook.insert((*field).to_owned(), value.clone());
                }
            }
            let mut webhook = webhook.clone();
            hide(&mut webhook);
            Ok(Answer::ok(json!({"webhook": webhook})))
        }
        ("DELETE", ["webhooks", id]) => delete(&mut ctx.state.webhooks, id, "Webhook"),
        _ => Err(unknown(call)),
    }
}

/// The API doesn't show whether a 410 response deactivated a webhook.
fn hide(webhook: &mut Row) {
    webhook.remove("active");
}

fn check(sent: &Row) -> Result<(), Answer> {
    let names = |field: &str| {
        sent.get(field)
            .and_then(Value::as_array)
            .cloned()
            .unwrap_or_default()
    };
    let known = |event: &Value| {
        event
            .as_str()
            .is_some_and(|e| EVENTS.contains(&e) || MORE_EVENTS.contains(&e))
    };
    if let Some(unknown) = names("events").iter().find(|event| !known(event)) {
        return Err(Answer::invalid(
            "field_invalid",
            "events",
            &format!("{unknown} is no event."),
        ));
    }
    if names("sources")
        .iter()
        .any(|source| !source.as_str().is_some_and(|source| SOURCES.contains(&source)))
    {
        return Err(Answer::invalid(
            "field_invalid",
            "sources",
            "A source is public, admin, api or system.",
        ));
    }
    let url = text(sent, "url");
    if sent.contains_key("url") && !allowed(&url) {
        return Err(Answer::invalid(
            "field_invalid",
            "url",
            "The URL is https on port 443.",
        ));
    }
    Ok(())
}

/// ActiveCampaign posts only to https on port 443. Loopback addresses are an exception of the sandbox.
fn allowed(url: &str) -> bool {
    let Ok(url) = url::Url::parse(url) else {
        return false;
    };
    let loopback = match url.host() {
        Some(url::Host::Ipv4(ip)) => ip.is_loopback(),
        Some(url::Host::Ipv6(ip)) => ip.is_loopback(),
        Some(url::Host::Domain(name)) => name == "localhost",
        None => false,
    };
    loopback || (url.scheme() == "https" && url.port_or_known_default() == Some(443))
}

pub(super) fn insert(ctx: &mut Ctx<'_>, sent: &Row) -> u64 {
    let list_id = match text(sent, "listid") {
        none if none.is_empty() => "0".to_owned(),
        id => id,
    };
    ctx.state.webhooks.insert(row(json!({
        "cdate": date(ctx.now), "listid": list_id, "name": text(sent, "name"), "url": text(sent, "url"),
        "events": sent.get("events"), "sources": sent.get("sources"), "links": [], "active": true,
    })))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_webhook_goes_to_https_on_443_or_to_this_machine() {
        assert!(allowed("https://example.com/hook?event=order"));
        assert!(allowed("http://127.0.0.1:8787/hook"));
        assert!(allowed("http://localhost:8787/hook"));
        assert!(!allowed("http://example.com/hook"));
        assert!(!allowed("https://example.com:8443/hook"));
        assert!(!allowed("example.com"));
    }
}
