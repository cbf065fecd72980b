use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::lenient;

macro_rules! codes {
    ($($(#[doc = $doc:literal])* $name:ident { $($(#[doc = $variant_doc:literal])* $variant:ident = $number:literal,)* })*) => {$(
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[doc = $variant_doc])* $variant,)*
            /// A number that this program does not know.
            Unknown(i32),
        }

        impl From<i32> for $name {
            fn from(number: i32) -> Self {
                match number {
                    $($number => Self::$variant,)*
                    other => Self::Unknown(other),
                }
            }
        }

        impl From<$name> for i32 {
            fn from(value: $name) -> i32 {
                match value {
                    $($name::$variant => $number,)*
                    $name::Unknown(other) => other,
                }
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_i32((*self).into())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                lenient::int_option::<D, i32>(deserializer)?
                    .map(Self::from)
                    .ok_or_else(|| serde::de::Error::custom("expected a whole number"))
            }
        }
    )*};
}

codes! {
    /// An order's status (`OrderApi.Status`). Draft → ongoing → shipped → invoiced.
    OrderStatus {
        /// A draft: cannot be printed or e-mailed.
        Draft = 1,
        /// Placed.
        Ongoing = 2,
        /// Shipped: can become an invoice.
        Shipped = 3,
        /// Invoiced: cannot be changed or deleted.
        Invoiced = 4,
    }

    /// A quote's status (`QuoteApi.Status`).
    QuoteStatus {
        /// A draft.
        Draft = 0,
        /// Sent, not answered.
        Ongoing = 1,
        /// Accepted.
        Approved = 2,
        /// Turned into an invoice.
        Invoiced = 3,
        /// Turned into an order.
        OrderCreated = 4,
    }

    /// The document that a quote is converted to (`QuoteConversionApi.Type`).
    QuoteConversionType {
        /// A draft of an order.
        OrderDraft = 0,
        /// An ongoing order.
        Order = 1,
    }

    /// Whether an invoice is paid (`CustomerInvoiceApi.PaymentStatus`).
    PaymentStatus {
        /// Paid.
        Paid = 0,
        /// Not paid, not due.
        Unpaid = 1,
        /// Not paid and due.
        Overdue = 2,
    }

    /// How an invoice is sent (`CustomerInvoiceApi.SendType`).
    SendType {
        /// Not by eAccounting.
        None = 0,
        /// As an electronic invoice.
        ElectronicInvoice = 1,
        /// Printed and posted.
        Print = 2,
        /// Electronically to a private person; not in Sweden.
        PrivatePerson = 3,
        /// Through Kivra.
        Kivra = 4,
    }

    /// What a payment settles (`InvoicePaymentApi.PaymentType`).
    PaymentType {
        /// A part.
        Partial = 1,
        /// The whole.
        Complete = 2,
        /// The rest is rounding.
        Rounding = 3,
        /// The rest is a bank charge.
        BankCharge = 4,
    }

    /// Kind of terms of payment (`TermsOfPaymentApi.TermsOfPaymentTypeId`).
    TermsOfPaymentType {
        /// A number of days.
        Normal = 0,
        /// From the end of the month.
        CurrentMonth = 1,
        /// Cash.
        Cash = 2,
        /// Card.
        Card = 3,
        /// Digital wallet.
        DigitalWallet = 4,
        /// Payment service provider.
        PaymentServiceProvider = 5,
    }

    /// The kind of document that a note hangs on (`NoteApi.DocumentType`; the document itself is `AttachedTo`).
    NoteDocument {
        /// None.
        None = 0,
        /// A customer invoice.
        CustomerInvoice = 1,
        /// A customer invoice draft.
        CustomerInvoiceDraft = 2,
        /// A quote.
        Quote = 5,
        /// An order.
        Order = 6,
        /// A customer.
        Customer = 9,
        /// An article.
        Article = 11,
        /// A quote draft.
        QuoteDraft = 19,
        /// An order draft.
        OrderDraft = 21,
    }

    /// The kind of record of a partner link (`PartnerResourceLinkApi.ResourceType`). There is none for orders and
    /// quotes.
    LinkedResource {
        /// An article.
        Article = 0,
        /// A customer.
        Customer = 1,
        /// A customer invoice.
        CustomerInvoice = 3,
        /// A customer invoice draft.
        CustomerInvoiceDraft = 5,
    }

    /// Product of a company (`CompanySettingsApi.ProductVariant`).
    ProductVariant {
        /// Standard.
        Standard = 1,
        /// Invoicing.
        Invoicing = 2,
        /// Bookkeeping: has no orders and quotes.
        Bookkeeping = 3,
        /// Solo: has no orders and quotes.
        Solo = 4,
        /// Pro.
        Pro = 5,
        /// Invoicing with an accounting office.
        InvoicingCollaboration = 6,
    }

    /// Whether a company may be written to (`CompanySettingsApi.CompanyStatus`).
    CompanyStatus {
        /// Closed.
        Inactive = 0,
        /// Open.
        Active = 1,
        /// May be read only.
        ReadOnly = 2,
    }

    /// How totals in the company's own currency are rounded (`CompanySettingsApi.DomesticCurrencyRounding`).
    DomesticCurrencyRounding {
        /// Not.
        None = 0,
        /// To whole units, half away from zero.
        HalfAwayFromZero = 1,
    }

    /// A VAT code's use under OSS (`VatCodeApi.OssCodeType`).
    OssCodeType {
        /// Not for OSS.
        None = 0,
        /// Sales under OSS.
        Sales = 1,
        /// VAT under OSS.
        Vat = 2,
    }

    /// Kind of bank account (`BankAccountApi.BankAccountType`).
    BankAccountType {
        /// Cheque account.
        Cheque = 1,
        /// Cash.
        Cash = 2,
        /// Savings account.
        Savings = 3,
        /// Currency account.
        Currency = 4,
        /// Digital wallet.
        DigitalWallet = 5,
        /// Cash credit.
        CashCredit = 6,
        /// Tax account.
        Tax = 7,
    }
}

/// An order is placed unless something else is said.
impl Default for OrderStatus {
    fn default() -> Self {
        Self::Ongoing
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_numbers_on_the_wire_and_unknown_ones_are_kept() {
        assert_eq!(serde_json::to_string(&OrderStatus::Shipped).unwrap(), "3");
        assert_eq!(
            serde_json::from_str::<QuoteStatus>("2").unwrap(),
            QuoteStatus::Approved
        );
        assert_eq!(
            serde_json::from_str::<QuoteStatus>("\"2\"").unwrap(),
            QuoteStatus::Approved
        );
        let newer: OrderStatus = serde_json::from_str("9").unwrap();
        assert_eq!(newer, OrderStatus::Unknown(9));
        assert_eq!(serde_json::to_string(&newer).unwrap(), "9");
    }
}
