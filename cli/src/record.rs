//! Records as people name them on the command line.

use anyhow::bail;
use aws::Worker;
use messages::CommandMessages;
use model::Source;
use why::Query;

use crate::language::{self, commands};

/// The records that words name: each is one word, or a kind and an id or number.
///
/// # Errors
/// When a word names no record. The error lists the forms.
pub(crate) fn queries(words: &[String]) -> anyhow::Result<Vec<Query>> {
    // A name without quotes around it.
    let is_one = words.len() > 1 && !words.iter().any(|word| word.contains(char::is_whitespace));
    if let Ok(named @ Query::Named(_)) = words.join(" ").parse()
        && is_one
    {
        return Ok(vec![named]);
    }
    let mut queries = Vec::new();
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let text = match words.as_slice().first() {
            Some(id) if Query::is_kind(word) => {
                words.next();
                format!("{word} {id}")
            }
            _ => word.clone(),
        };
        match text.parse() {
            Ok(query) => queries.push(query),
            Err(_) => bail!("{}", commands().no_record(text)),
        }
    }
    Ok(queries)
}

/// The one record that words name, if there are words.
///
/// # Errors
/// When they name no record, or several.
pub(crate) fn query(words: &[String]) -> anyhow::Result<Option<Query>> {
    let mut queries = queries(words)?;
    if queries.len() > 1 {
        bail!("{}", commands().several_records(words.join(" ")));
    }
    Ok(queries.pop())
}

/// The record that a query means in a deployment.
///
/// # Errors
/// When there is none, or there are several.
pub(crate) async fn source(worker: &Worker, query: &Query) -> anyhow::Result<Source> {
    let found = Box::pin(why::find_one(worker, query)).await;
    found.map_err(|not_one| anyhow::anyhow!("{}", not_one.told(language::chosen())))
}

/// The records that queries mean in a deployment, each once.
///
/// # Errors
/// When one means none, or several.
pub(crate) async fn sources(worker: &Worker, queries: &[Query]) -> anyhow::Result<Vec<Source>> {
    let mut sources = Vec::new();
    for query in queries {
        let source = source(worker, query).await?;
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    Ok(sources)
}

/// That a record's vendor doesn't have it.
pub(crate) fn no_such(source: &Source, text: &CommandMessages) -> String {
    text.no_such(source.to_string(), source.vendor().name())
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;
    use devstack::testing::{IdleStack, annas_address};
    use sandbox::activecampaign::{ContactSeed, OrderSeed};
    use serde_json::json;
    use why::FORMS;

    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn several_records_are_named_one_after_the_other() {
        let read = queries(&words("order 1001 deal:7 Contact 3 ORDER:1:5 1002")).unwrap();
        let each = ["order 1001", "deal:7", "contact:3", "order:1:5", "1002"];
        assert_eq!(read, each.map(|text| text.parse().unwrap()));
        let two_names = ["Anna Svensson", "Bo Ek"].map(str::to_owned);
        assert_eq!(queries(&two_names).unwrap().len(), 2);
        for unquoted in ["Anna Svensson", "contact Anna Maria Svensson"] {
            let read = queries(&words(unquoted)).unwrap();
            assert_eq!(read, [unquoted.parse().unwrap()], "{unquoted}");
        }
        assert_eq!(query(&[]).unwrap(), None);
        assert!(query(&words("deal:7 deal:8")).is_err());
    }

    #[test]
    fn every_command_takes_a_record_in_each_of_the_forms() {
        for command in [
            "why",
            "preview",
            "activity",
            "tail",
            "export",
            "erase",
            "replay",
            "release",
            "hold --because x",
        ] {
            for form in [
                "order:1:1001",
                "ORDER:1:1001",
                "order 1001",
                "order:1001",
                "1001",
                "anna@example.com",
                "contact Anna",
            ] {
                let line = format!("ekobridge {command} {form}");
                assert!(crate::Cli::try_parse_from(line.split(' ')).is_ok(), "{line}");
            }
        }
    }

    #[test]
    fn what_names_no_record_is_answered_with_the_forms() {
        for wrong in ["order", "offer 5", "order: ", "lamp"] {
            let told = queries(&words(wrong)).unwrap_err().to_string();
            assert!(
                told.contains("names no record") && told.ends_with(FORMS),
                "{told}"
            );
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_form_that_means_several_records_or_none_is_refused() {
        let stack = IdleStack::new().await;
        let shop = stack.sandbox.activecampaign();
        shop.add_contact(&ContactSeed::new("anna.lind@example.com"));
        let order = OrderSeed {
            id: "5001".to_owned(),
            email: "anna.lind@example.com".to_owned(),
            billing: annas_address(),
            ..OrderSeed::default()
        };
        shop.add_order(&order);
        let of = async |text: &str| source(&stack.worker, &text.parse().unwrap()).await;
        for text in ["order 5001", "5001", "order:1:5001"] {
            assert_eq!(of(text).await.unwrap().to_string(), "order:1:5001", "{text}");
        }
        // The shop's order has the number of another one in eAccounting.
        let books = stack.sandbox.eaccounting();
        let article = books
            .add_article(json!({"Number": "VASE", "Name": "Vase"}))
            .unwrap();
        let customer = books.add_customer(json!({"Name": "Anna Lind"})).unwrap();
        let row = json!({"ArticleId": article["Id"], "Text": "Vase", "UnitPrice": 1, "Quantity": 1, "LineNumber": 1,
            "IsTextRow": false, "IsWorkCost": false, "EligibleForReverseChargeOnVat": false});
        let order_of_hand = json!({"CustomerId": customer["Id"], "Rows": [row]});
        let number = books.add_order(order_of_hand).unwrap()["Number"].to_string();
        shop.add_order(&OrderSeed {
            id: number.trim_matches('"').to_owned(),
            ..order
        });
        let error = of(number.trim_matches('"')).await.unwrap_err().to_string();
        assert!(
            error.starts_with("Several records have this number: order:1:") && error.contains("sales_order:"),
            "{error}"
        );
        let contact = of("ANNA.LIND@example.com").await.unwrap().to_string();
        assert!(contact.starts_with("contact:"), "{contact}");
        // Two people of one name, and one in eAccounting alone.
        let named = |email: &str| ContactSeed {
            first_name: "Åsa".to_owned(),
            last_name: "Ek".to_owned(),
            ..ContactSeed::new(email)
        };
        shop.add_contact(&named("asa@example.com"));
        assert!(of("åsa ek").await.unwrap().to_string().starts_with("contact:"));
        shop.add_contact(&named("asa.ek@example.com"));
        let error = of("contact Ek").await.unwrap_err().to_string();
        assert!(
            error.starts_with("Several records have this name: contact:") && !error.contains("Ek"),
            "{error}"
        );
        books.add_customer(json!({"Name": "Berg & Co"})).unwrap();
        let customer = of("berg co").await.unwrap().to_string();
        assert!(customer.starts_with("customer:"), "{customer}");
        for (text, told) in [
            (
                "Nobody Atall",
                "Neither vendor has a person or company with this name.",
            ),
            ("order 9999", "No connection has an order with the id 9999."),
            ("9999", "Neither vendor has this number"),
            ("invoice 9999", "eAccounting has no invoice 9999."),
            ("nobody@example.com", "no contact with this e-mail address"),
        ] {
            let error = of(text).await.unwrap_err().to_string();
            assert!(error.contains(told), "{text}: {error}");
        }
    }
}
