//! Actions of a person in eAccounting, and how the API shows them.

use rust_decimal::Decimal;

use super::*;

impl Bench {
    /// More time passes than a token is valid.
    fn pass(&mut self, hours: i64) {
        self.advance(SignedDuration::from_hours(hours));
        self.token = self.sandbox.identity().access_token(ALL);
    }

    /// An invoice of one 125.00 article row of this many pieces.
    async fn invoiced(&self, quantity: i64) -> Value {
        let customer = self.customer(json!({"CurrencyCode": "SEK"}));
        let body = json!({
            "CustomerId": customer["Id"], "EuThirdParty": false, "RotReducedInvoicingType": 0,
            "Rows": [{"ArticleId": self.article("FRAKT25")["Id"], "UnitPrice": 125, "Quantity": quantity}],
        });
        self.created("/customerinvoices", body).await
    }

    async fn invoice(&self, id: &Value) -> Value {
        self.get(&format!("/customerinvoices/{}", id.as_str().unwrap()))
            .await
    }

    async fn count(&self, path: &str) -> u64 {
        self.get(path).await["Meta"]["TotalNumberOfResults"]
            .as_u64()
            .unwrap()
    }
}

fn id(record: &Value) -> Uuid {
    record["Id"].as_str().unwrap().parse().unwrap()
}

#[tokio::test]
async fn payments_change_what_remains_and_the_date_of_change() {
    let mut bench = Bench::new();
    let invoice = bench.invoiced(2).await;
    bench.pass(1);
    let since = "/customerinvoices?modifiedSinceUtc=2026-11-23T12:30:00Z";
    assert_eq!(bench.count(since).await, 0);
    let books = bench.sandbox.eaccounting().clone();
    let partly = books.pay_invoice(id(&invoice), Some(Decimal::from(100))).unwrap();
    assert_eq!(
        (&partly["RemainingAmount"], &partly["PaymentStatus"]),
        (&json!(150), &json!(1))
    );
    assert_eq!(bench.count(since).await, 1);
    let paid = books.pay_invoice(id(&invoice), None).unwrap();
    assert_eq!(
        (&paid["RemainingAmount"], &paid["PaymentStatus"]),
        (&json!(0), &json!(0))
    );
    assert_eq!(paid["PaymentDate"], "2026-11-23T00:00:00Z");
    assert!(books.pay_invoice(id(&invoice), None).is_err());
}

#[tokio::test]
async fn overdue_comes_by_the_clock_without_a_change() {
    let mut bench = Bench::new();
    let invoice = bench.invoiced(1).await;
    bench.pass(24 * 40);
    let late = bench.invoice(&invoice["Id"]).await;
    assert_eq!(late["PaymentStatus"], 2);
    assert_eq!(late["ModifiedUtc"], invoice["ModifiedUtc"]);
}

#[tokio::test]
async fn a_part_that_is_credited_is_set_off_and_what_was_paid_is_to_be_paid_back() {
    let bench = Bench::new();
    let books = bench.sandbox.eaccounting().clone();
    let invoice = bench.invoiced(4).await;
    let credit = books
        .credit_invoice(id(&invoice), Some(&[(1, Decimal::ONE)]))
        .unwrap();
    assert_eq!(
        (
            &credit["TotalAmount"],
            &credit["RemainingAmount"],
            &credit["IsCreditInvoice"]
        ),
        (&json!(-125), &json!(0), &json!(true))
    );
    assert_eq!(credit["ReferringInvoiceId"], invoice["Id"]);
    let credited = bench.invoice(&invoice["Id"]).await;
    assert_eq!(
        (
            &credited["RemainingAmount"],
            &credited["SetOffAmountInvoiceCurrency"]
        ),
        (&json!(375), &json!(125))
    );
    assert_eq!(credited["CreditedBy"], json!([{"CreditInvoiceId": credit["Id"]}]));
    assert_eq!(credited["PaymentDate"], Value::Null, "a credit is no payment");

    books.pay_invoice(id(&invoice), None).unwrap();
    let rest = books
        .credit_invoice(id(&invoice), Some(&[(1, Decimal::from(3))]))
        .unwrap();
    assert_eq!(rest["RemainingAmount"], -375);
    let back = books.pay_invoice(id(&rest), None).unwrap();
    assert_eq!(back["RemainingAmount"], 0);
}

#[tokio::test]
async fn an_invoice_that_is_credited_in_full_counts_as_paid_without_a_payment() {
    let bench = Bench::new();
    let books = bench.sandbox.eaccounting().clone();
    let invoice = bench.invoiced(1).await;
    books.credit_invoice(id(&invoice), None).unwrap();
    let credited = bench.invoice(&invoice["Id"]).await;
    assert_eq!(
        (
            &credited["PaymentStatus"],
            &credited["RemainingAmount"],
            &credited["PaymentDate"]
        ),
        (&json!(0), &json!(0), &Value::Null)
    );
    assert!(books.void_invoice(id(&invoice)).is_err());
    let voided = bench.invoiced(1).await;
    let voided = books.void_invoice(id(&voided)).unwrap();
    assert_eq!(
        (&voided["RemainingAmount"], &voided["CreditedBy"]),
        (&json!(0), &Value::Null)
    );
}

#[tokio::test]
async fn the_customer_ledger_shows_invoices_unless_it_lacks_them() {
    let bench = Bench::new();
    let invoice = bench.invoiced(1).await;
    let path = "/customerledgeritems?$filter=ModifiedUtc%20ge%202026-11-23T00:00:00.000Z";
    let items = bench.get(path).await;
    let item = &items["Data"][0];
    assert_eq!(item["InvoiceNumber"], invoice["InvoiceNumber"]);
    assert_eq!(item["RemainingAmountInvoiceCurrency"], 125);
    assert_ne!(item["Id"], invoice["Id"]);
    bench
        .sandbox
        .eaccounting()
        .set_behaviour(crate::eaccounting::Behaviour {
            ledger_lacks_invoices: true,
            ..Default::default()
        });
    assert_eq!(bench.count(path).await, 0);
}

#[tokio::test]
async fn stock_that_moves_or_is_counted_shows_by_the_date_unless_it_is_silent() {
    let mut bench = Bench::new();
    let books = bench.sandbox.eaccounting().clone();
    let lamp = books
        .add_article(json!({"Number": "LAMP", "Name": "Lamp", "IsStock": true, "StockBalance": 5}))
        .unwrap();
    bench.pass(1);
    let changed =
        "/articles?$filter=ChangedUtc%20gt%202026-11-23T12:30:00Z&$select=Number,StockBalanceAvailable";
    let customer = bench.customer(json!({"CurrencyCode": "SEK"}));
    let order = bench.order_body(&customer, &[("LAMP", 100.0, 2.0)]);
    books.set_behaviour(crate::eaccounting::Behaviour {
        silent_stock_movements: true,
        ..Default::default()
    });
    bench.created("/orders", order.clone()).await;
    assert_eq!(bench.count(changed).await, 0);
    books.set_behaviour(Default::default());
    bench.created("/orders", order).await;
    assert_eq!(
        bench.get(changed).await["Data"],
        json!([{"Number": "LAMP", "StockBalanceAvailable": 1}])
    );
    bench.pass(1);
    let counted = books.set_stock(id(&lamp), Decimal::ZERO).unwrap();
    assert_eq!(
        (
            &counted["StockBalanceAvailable"],
            &counted["StockBalanceReserved"]
        ),
        (&json!(-4), &json!(4))
    );
    assert_eq!(counted["StockBalanceManuallyChangedUtc"], counted["ChangedUtc"]);
    assert!(
        books
            .set_stock(id(&bench.article("FRAKT25")), Decimal::ONE)
            .is_err()
    );
}

#[tokio::test]
async fn a_quote_becomes_an_invoice_that_names_it() {
    let bench = Bench::new();
    let customer = bench.customer(json!({"CurrencyCode": "SEK"}));
    let quote = json!({
        "CustomerId": customer["Id"], "CustomerReference": "Anna",
        "Rows": [{"ArticleId": bench.article("FRAKT25")["Id"], "UnitPrice": 125, "Quantity": 1}],
    });
    let quote = bench.created("/quotes", quote).await;
    let path = format!("/quotes/{}", quote["Id"].as_str().unwrap());
    let invoice = bench
        .created(&format!("{path}/converttocustomerinvoice"), Value::Null)
        .await;
    assert_eq!(invoice["CreatedFromQuoteId"], quote["Id"]);
    assert_eq!(
        (&invoice["YourReference"], &invoice["TotalAmount"]),
        (&json!("Anna"), &json!(125))
    );
    assert_eq!(bench.get(&path).await["Status"], 3);
    let again = format!("{path}/converttocustomerinvoice");
    assert_eq!(bench.refused("POST", &again, Some(json!({})), 400).await.0, 4002);
}

#[tokio::test]
async fn several_orders_become_one_invoice_that_names_each() {
    let bench = Bench::new();
    let books = bench.sandbox.eaccounting().clone();
    let customer = bench.customer(json!({"CurrencyCode": "SEK"}));
    let mut orders = Vec::new();
    for price in [100.0, 200.0] {
        let mut body = bench.order_body(&customer, &[("FRAKT25", price, 1.0)]);
        body["Status"] = json!(3);
        body["Rows"][0]["DeliveredQuantity"] = json!(1);
        orders.push(id(&bench.created("/orders", body).await));
    }
    let invoice = books.invoice_together(&orders).unwrap();
    assert_eq!(
        (&invoice["TotalAmount"], &invoice["IsCollectiveInvoice"]),
        (&json!(300), &json!(true))
    );
    let relations = &invoice["CollectiveCustomerInvoiceRowsRelationToOrders"];
    assert_eq!(relations[1]["OrderId"], json!(orders[1]));
    assert_eq!(relations[1]["RelatedInvoiceRows"], json!([2]));
    assert_eq!(bench.get(&format!("/orders/{}", orders[0])).await["Status"], 4);
    assert!(books.invoice_together(&orders).is_err());
}

#[tokio::test]
async fn what_is_deleted_is_in_no_list_and_what_is_bookkept_is_not_deleted() {
    let bench = Bench::new();
    let books = bench.sandbox.eaccounting().clone();
    let invoice = bench.invoiced(1).await;
    assert_eq!(
        books
            .delete_record("customerinvoices", id(&invoice))
            .unwrap_err()
            .code,
        4001
    );
    let customer = bench.customer(json!({"CurrencyCode": "SEK"}));
    let order = bench
        .created("/orders", bench.order_body(&customer, &[("FRAKT25", 1.0, 1.0)]))
        .await;
    books.delete_record("orders", id(&order)).unwrap();
    assert_eq!(bench.count("/orders").await, 0);
    assert_eq!(books.delete_record("orders", id(&order)).unwrap_err().code, 3000);
}
