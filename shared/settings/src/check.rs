use rust_decimal::Decimal;

use crate::parse::Reader;
use crate::{DealWhen, Document, MatchBy, Missing, OnUnknownSku, OrderStatus, QuoteAs, Settings};

/// Reports settings that are valid alone and contradict each other, at the key that the user would change.
pub(crate) fn contradictions(settings: &Settings, reader: &mut Reader<'_>) {
    customers(settings, reader);
    orders(settings, reader);
    payment_methods(settings, reader);
    sales(settings, reader);
    if !(1..=365).contains(&settings.journal.retention_days) {
        reader.error_at(
            &[&["journal", "retention_days"]],
            "journal.retention_days: Expected 1 to 365 days.",
        );
    }
    written_quotes(settings, reader);
    let list = &settings.to_activecampaign.customers.list;
    match (list.id, &list.reason) {
        (Some(_), None) => reader.conflict(
            &[
                &["to_activecampaign", "customers", "list", "id"],
                &["to_activecampaign", "customers", "list", "reason"],
            ],
            "to_activecampaign.customers.list.id: It needs reason, the legal basis for subscribing customers, in words.",
        ),
        (None, Some(_)) => reader.conflict(
            &[
                &["to_activecampaign", "customers", "list", "reason"],
                &["to_activecampaign", "customers", "list", "id"],
            ],
            "to_activecampaign.customers.list.reason: It needs id, the list that customers are put on.",
        ),
        _ => {}
    }
    if settings.to_activecampaign.customers.maximum_per_run == Some(0) {
        reader.error_at(
            &[&["to_activecampaign", "customers", "maximum_per_run"]],
            "to_activecampaign.customers.maximum_per_run: Expected 1 or more; to take none, set to_activecampaign.customers.enabled to false.",
        );
    }
    if !(1..=720).contains(&settings.to_activecampaign.stock.full_every) {
        reader.error_at(
            &[&["to_activecampaign", "stock", "full_every"]],
            "to_activecampaign.stock.full_every: Expected 1 to 720 hours.",
        );
    }
    if !(5..=1440).contains(&settings.notices.late_after_minutes) {
        reader.error_at(
            &[&["notices", "late_after_minutes"]],
            "notices.late_after_minutes: Expected 5 to 1440 minutes.",
        );
    }
    if !(1..=31).contains(&settings.reconciliation.days) {
        reader.error_at(
            &[&["reconciliation", "days"]],
            "reconciliation.days: Expected 1 to 31 days.",
        );
    }
    if !(1..=1440).contains(&settings.sweep.overlap_minutes) {
        reader.error_at(
            &[&["sweep", "overlap_minutes"]],
            "sweep.overlap_minutes: Expected 1 to 1440 minutes.",
        );
    }
}

fn written_quotes(settings: &Settings, reader: &mut Reader<'_>) {
    let quotes = &settings.to_activecampaign.quotes;
    if !quotes.enabled {
        return;
    }
    match quotes.written_as {
        QuoteAs::Order if !settings.to_activecampaign.orders.enabled => reader.conflict(
            &[
                &["to_activecampaign", "quotes", "enabled"],
                &["to_activecampaign", "orders", "enabled"],
                &["to_activecampaign", "quotes", "as"],
            ],
            "to_activecampaign.quotes.enabled: Needs to_activecampaign.orders.enabled = true, since a quote becomes an order.",
        ),
        QuoteAs::Order => {}
        QuoteAs::Deal => {
            for (key, is_set, what) in [
                ("pipeline", quotes.pipeline.is_some(), "the pipeline of new deals"),
                (
                    "deal_field",
                    quotes.deal_field.is_some(),
                    "the deals' custom field that holds the quote's id",
                ),
            ] {
                if !is_set {
                    reader.conflict(
                        &[
                            &["to_activecampaign", "quotes", "as"],
                            &["to_activecampaign", "quotes", key],
                        ],
                        format!("to_activecampaign.quotes.as: \"deal\" needs to_activecampaign.quotes.{key}, {what}."),
                    );
                }
            }
        }
    }
}

fn customers(settings: &Settings, reader: &mut Reader<'_>) {
    let customers = &settings.customers;
    if customers.match_by == MatchBy::Field && customers.match_field.is_none() {
        reader.conflict(
            &[&["customers", "match_by"], &["customers", "match_field"]],
            "customers.match_by: \"field\" needs customers.match_field, the custom field that holds the customer number.",
        );
    }
    if customers.match_by == MatchBy::OrganisationNumber
        && customers.organisation_number_field.is_none()
        && !settings.mapping.customer.contains_key("CorporateIdentityNumber")
    {
        reader.conflict(
            &[
                &["customers", "match_by"],
                &["customers", "organisation_number_field"],
                &["mapping", "customer", "CorporateIdentityNumber"],
            ],
            "customers.match_by: \"organisation-number\" needs customers.organisation_number_field, the custom field \
             that holds it.",
        );
    }
    if customers.match_by == MatchBy::CustomerNumber
        && !settings.mapping.customer.contains_key("CustomerNumber")
    {
        reader.conflict(
            &[
                &["customers", "match_by"],
                &["mapping", "customer", "CustomerNumber"],
            ],
            "customers.match_by: \"customer-number\" needs a rule for CustomerNumber in [mapping.customer].",
        );
    }
    if let Some(pattern) = &customers.contact_link
        && !is_link(pattern.as_str())
    {
        reader.error_at(
            &[&["customers", "contact_link"]],
            "customers.contact_link: Expected an address that begins with https://, with {id} in it, of at most 240 \
             characters, such as \"https://example.activehosted.com/app/contacts/{id}\".",
        );
    }
    // eAccounting: CustomerApi.InvoiceCity ≤ 50, InvoicePostalCode ≤ 10.
    for (key, missing, most) in [
        ("on_missing_city", &customers.on_missing_city, 50),
        ("on_missing_postal_code", &customers.on_missing_postal_code, 10),
    ] {
        if key == "on_missing_postal_code" && *missing == Missing::Skip {
            reader.error_at(
                &[&["customers", key]],
                "customers.on_missing_postal_code: \"skip\" is a value of on_missing_city alone: expected \"park\", or a text.",
            );
        }
        if let Missing::Use(text) = missing
            && !(1..=most).contains(&text.chars().count())
        {
            reader.error_at(
                &[&["customers", key]],
                format!("customers.{key}: Expected \"park\", or a text of 1 to {most} characters."),
            );
        }
    }
}

/// eAccounting: PartnerResourceLinkApi.Href ≤ 256. This leaves room for the id's digits.
fn is_link(pattern: &str) -> bool {
    pattern.starts_with("https://")
        && pattern.contains("{id}")
        && pattern.chars().count() <= 240
        && !pattern.contains(char::is_whitespace)
}

fn orders(settings: &Settings, reader: &mut Reader<'_>) {
    let orders = &settings.orders;
    if orders.maximum_per_run == Some(0) {
        reader.error_at(
            &[&["orders", "maximum_per_run"]],
            "orders.maximum_per_run: Expected 1 or more; to send no orders, set orders.enabled to false.",
        );
    }
    // eAccounting refuses to print or e-mail draft orders; a draft invoice isn't a document yet.
    if orders.email && unsendable(orders.document, orders.order_status) {
        reader.conflict(
            &[
                &["orders", "email"],
                &["orders", "order_status"],
                &["orders", "document"],
            ],
            "orders.email: Drafts cannot be e-mailed. Set orders.email to false, or create no draft.",
        );
    }
    if orders.deals.when == DealWhen::Stage && orders.deals.stages.is_empty() {
        reader.conflict(
            &[&["orders", "deals", "when"], &["orders", "deals", "stages"]],
            "orders.deals.when: \"stage\" needs the stages' ids in orders.deals.stages.",
        );
    }
}

fn payment_methods(settings: &Settings, reader: &mut Reader<'_>) {
    let mut seen: Vec<String> = Vec::new();
    for (name, method) in &settings.payment_methods {
        let entry: &[&str] = &["payment_methods", name];
        let folded = name.trim().to_lowercase();
        if seen.contains(&folded) {
            reader.error_at(
                &[entry],
                format!(
                    "payment_methods.\"{name}\": It is listed twice; a capital letter makes no difference."
                ),
            );
        }
        seen.push(folded);
        // The other keys are those that `key` goes with: of this method, and of [orders] where the method has none.
        let mut refuse = |key: &str, with: &[&str], message: &str| {
            let full: &[&str] = &["payment_methods", name, key];
            let of_method = with.iter().map(|with| vec!["payment_methods", name, with]);
            let of_orders = with.iter().map(|with| vec!["orders", with]);
            let others: Vec<Vec<&str>> = of_method.chain(of_orders).collect();
            let keys: Vec<&[&str]> = std::iter::once(full)
                .chain(others.iter().map(Vec::as_slice))
                .collect();
            reader.conflict(&keys, format!("payment_methods.\"{name}\".{key}: {message}"));
        };
        let document = method.document.unwrap_or(settings.orders.document);
        let status = method.order_status.unwrap_or(settings.orders.order_status);
        if unsendable(document, status) {
            let orders = &settings.orders;
            match method.email {
                Some(true) => refuse(
                    "email",
                    &["document", "order_status"],
                    "Drafts cannot be e-mailed. Set it to false, or create no draft.",
                ),
                // Reported at orders.email already, where other orders are drafts too.
                None if orders.email && !unsendable(orders.document, orders.order_status) => refuse(
                    "email",
                    &["document", "order_status", "email"],
                    "orders.email is on, and drafts cannot be e-mailed. Set email to false here, or create no draft.",
                ),
                _ => {}
            }
        }
        if method.register_payment == Some(true) {
            if method.bank_account.is_none() {
                refuse(
                    "register_payment",
                    &["bank_account"],
                    "It needs bank_account, the account that takes the payment.",
                );
            }
            if matches!(document, Document::Order | Document::InvoiceDraft) {
                refuse(
                    "register_payment",
                    &["document"],
                    "Only invoices have payments: set document to \"invoice\" or \"order-invoiced\".",
                );
            }
        }
    }
}

fn unsendable(document: Document, status: OrderStatus) -> bool {
    match document {
        Document::Order => status == OrderStatus::Draft,
        Document::InvoiceDraft => true,
        Document::OrderInvoiced | Document::Invoice => false,
    }
}

fn sales(settings: &Settings, reader: &mut Reader<'_>) {
    if settings.articles.on_unknown_sku == OnUnknownSku::Fallback && settings.articles.fallback.is_empty() {
        reader.conflict(
            &[&["articles", "on_unknown_sku"], &["articles", "fallback"]],
            "articles.on_unknown_sku: \"fallback\" needs at least one article in [articles.fallback], such as \
             25 = \"OVRIGT25\".",
        );
    }
    if settings.rounding.tolerance.0 > Decimal::TEN {
        reader.error_at(
            &[&["rounding", "tolerance"]],
            "rounding.tolerance: Expected 0 to 10: it is for the last cents of a total.",
        );
    }
    if !settings.rounding.tolerance.0.is_zero() && settings.rounding.article.is_none() {
        reader.conflict(
            &[&["rounding", "tolerance"], &["rounding", "article"]],
            "rounding.tolerance: It needs rounding.article, the article of the rounding row.",
        );
    }
    let limit = settings.fees.unexplained_limit.as_ref();
    let has_limit = limit.is_some_and(|limit| !limit.0.is_zero());
    match (&settings.fees.unexplained_article, has_limit) {
        (Some(_), false) => reader.conflict(
            &[&["fees", "unexplained_article"], &["fees", "unexplained_limit"]],
            "fees.unexplained_article: It needs fees.unexplained_limit, the largest amount for it, such as 50.",
        ),
        (None, true) => reader.conflict(
            &[&["fees", "unexplained_limit"], &["fees", "unexplained_article"]],
            "fees.unexplained_limit: It needs fees.unexplained_article, the article of such an amount.",
        ),
        _ => {}
    }
    if !settings.fees.names.is_empty() && settings.fees.articles.is_empty() {
        reader.conflict(
            &[&["fees", "names"], &["fees", "articles"]],
            "fees.names: They need at least one article in [fees.articles], such as 25 = \"AVGIFT25\".",
        );
    }
}
