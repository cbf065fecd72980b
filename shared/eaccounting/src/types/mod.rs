//! eAccounting's documents as its API writes them, with its own names.
//!
//! What is read (`Order`, `Customer`, …) tolerates what the API is known to vary, and keeps unknown fields out of the
//! way. What is sent (`NewOrder`, `NewCustomer`, …) has writable fields only, so that a read-only one cannot be set. All
//! amounts are decimals in whole currency. No `Debug` shows personal data: ids, numbers and states only.

mod article;
mod codes;
mod company;
mod customer;
mod draft;
mod invoice;
mod lenient;
mod lookups;
mod merge;
mod notes;
mod order;
mod page;
mod quote;

pub use article::{Article, ArticleAccountCoding, ArticleLabel, Barcode, NewArticle};
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
pub use invoice::{CustomerInvoice, CustomerInvoiceRow, InvoicePayment, VatSpecification};
pub use lookups::{
    BankAccount, Country, Currency, DeliveryMethod, DeliveryTerm, FiscalYear, TermsOfPayment, Unit, VatCode,
};
pub use merge::merge;
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
