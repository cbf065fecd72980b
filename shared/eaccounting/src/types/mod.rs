//! eAccounting's documents as its API writes them, with its own names.
//!
//! Types for reading (`Order`, `Customer`, …) accept the API's known variations and ignore unknown fields. Types for
//! writing (`NewOrder`, `NewCustomer`, …) have writable fields only. All amounts are decimals in whole currency. No
//! `Debug` shows personal data: only ids, numbers and states.

mod article;
mod codes;
mod company;
mod customer;
mod draft;
mod invoice;
pub(crate) mod lenient;
mod lookups;
mod merge;
mod notes;
mod order;
mod page;
mod quote;

pub use article::{Article, ArticleAccountCoding, ArticleLabel, ArticleStock, Barcode, NewArticle};
pub use codes::{
    BankAccountType, CompanyStatus, DomesticCurrencyRounding, LinkedResource, NoteDocument, OrderStatus,
    OssCodeType, PaymentStatus, PaymentType, ProductVariant, QuoteConversionType, QuoteStatus, SendType,
    TermsOfPaymentType,
};
pub use company::CompanySettings;
pub use customer::{Customer, CustomerLabel, DirectDebitSettings, NewCustomer, TaxReductionPerson};
pub use draft::{
    CustomerInvoiceDraft, CustomerInvoiceDraftRow, CustomerInvoiceDraftValidation,
    CustomerInvoiceDraftValidationRow, NewInvoiceDraft, NewInvoiceDraftRow,
};
pub use invoice::{
    CollectedOrder, CreditedBy, CustomerInvoice, CustomerInvoiceRow, CustomerLedgerItem, InvoicePayment,
    VatSpecification,
};
pub use lookups::{
    BankAccount, Country, Currency, DatedVatRate, DeliveryMethod, DeliveryTerm, FiscalYear, TermsOfPayment,
    Unit, VatCode, VatCodeRates, VatRateChange,
};
pub use merge::{merge, merge_article, writable_article};
pub use notes::{EmailRequest, Note, PartnerResourceLink};
pub use order::{NewOrder, NewOrderRow, Order, OrderConversion, OrderRow};
pub use page::{Meta, Page};
pub use quote::{Quote, QuoteConversion, QuoteRow};

/// A `Debug` that shows the given values only, since documents hold names and addresses.
macro_rules! shows {
    ($type:ty, $this:ident: $($name:ident = $value:expr),* $(,)?) => {
        impl std::fmt::Debug for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                let $this = self;
                f.debug_struct(stringify!($type))
                    $(.field(stringify!($name), &$value))*
                    .finish_non_exhaustive()
            }
        }
    };
}
pub(crate) use shows;

#[cfg(test)]
mod tests {
    use serde::de::DeserializeOwned;
    use serde_json::{Value, json};

    use super::*;

    /// Shows a document in which every text field that a person may be named in is marked.
    fn shown<T: DeserializeOwned + std::fmt::Debug>(mut document: Value) -> String {
        const ID: &str = "6a1bd9d5-3a4b-4a6f-9a9f-0d9a3b1c2d3e";
        for id in ["Id", "CustomerId", "CompanyBankAccountId", "ResourceId"] {
            document[id] = ID.into();
        }
        for name in ["TotalAmount", "Amount", "Status", "ResourceType", "CurrentPage"] {
            document[name] = 2.into();
        }
        let row = json!([{"LineNumber": 1, "Text": "marked", "ArticleNumber": "7"}]);
        document["Rows"] = row;
        for name in [
            "CustomerName",
            "YourReference",
            "OurReference",
            "DeliveryCustomerName",
            "DeliveryAddress1",
            "InvoiceCity",
            "InvoiceCustomerName",
            "CustomerReference",
            "Text",
            "Subject",
            "Name",
            "Href",
            "PartnerCompanyName",
            "PartnerSystemName",
            "Email",
            "Message",
        ] {
            document[name] = "marked".into();
        }
        format!("{:?}", serde_json::from_value::<T>(document).unwrap())
    }

    #[test]
    fn no_document_shows_whom_it_is_about() {
        for text in [
            shown::<Customer>(json!({})),
            shown::<Order>(json!({})),
            shown::<Quote>(json!({})),
            shown::<CustomerInvoice>(json!({})),
            shown::<CustomerInvoiceDraft>(json!({})),
            shown::<CompanySettings>(json!({})),
            shown::<BankAccount>(json!({})),
            shown::<Note>(json!({})),
            shown::<PartnerResourceLink>(json!({})),
            shown::<EmailRequest>(json!({})),
        ] {
            assert!(!text.contains("marked"), "{text}");
        }
    }
}
