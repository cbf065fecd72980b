use transport::Request;

macro_rules! operations {
    ($($name:ident = $text:literal;)*) => {
        /// A call of the API.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Operation {
            $(#[doc = concat!("`", $text, "`.")] $name,)*
        }

        impl Operation {
            /// Every operation.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Method and endpoint without ids, such as `POST /notes`: the name for logs and errors.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)*
                }
            }

            /// The operation of a request that this crate has built.
            #[must_use]
            pub fn of(request: &Request) -> Option<Self> {
                Self::ALL.iter().copied().find(|known| known.as_str() == request.label)
            }
        }
    };
}

operations! {
    ReadCompanySettings = "GET /companysettings";
    ReadCustomer = "GET /customers/{id}";
    CreateCustomer = "POST /customers";
    UpdateCustomer = "PUT /customers/{id}";
    DeleteCustomer = "DELETE /customers/{id}";
    ReadArticle = "GET /articles/{id}";
    CreateArticle = "POST /articles";
    UpdateArticle = "PUT /articles/{id}";
    ReadOrder = "GET /orders/{id}";
    CreateOrder = "POST /orders";
    CompleteOrder = "POST /orders/{id}/completed";
    ConvertOrderDraft = "POST /orders/{id}/converteddrafttoorder";
    ConvertOrderToInvoice = "POST /orders/{id}/convert";
    EmailOrder = "POST /orders/{id}/email";
    ReadQuote = "GET /quotes/{id}";
    ConvertQuoteToOrder = "POST /quotes/{id}/converttoorder";
    CreateInvoiceDraft = "POST /customerinvoicedrafts";
    ReadInvoiceDraft = "GET /customerinvoicedrafts/{id}";
    DeleteInvoiceDraft = "DELETE /customerinvoicedrafts/{id}";
    ConvertInvoiceDraft = "POST /customerinvoicedrafts/{id}/convert";
    ReadInvoice = "GET /customerinvoices/{id}";
    RegisterPayment = "POST /customerinvoices/{id}/payments";
    EmailInvoice = "POST /customerinvoices/{id}/email";
    CreateNote = "POST /notes";
    CreatePartnerResourceLink = "POST /partnerresourcelinks";
    Token = "POST /connect/token";
    RevokeToken = "POST /connect/revocation";
    ListCustomers = "GET /customers";
    ListCustomerLabels = "GET /customerlabels";
    ListOrders = "GET /orders";
    ListQuotes = "GET /quotes";
    ListArticles = "GET /articles";
    ListArticleAccountCodings = "GET /articleaccountcodings";
    ListTermsOfPayments = "GET /termsofpayments";
    ListUnits = "GET /units";
    ListDeliveryMethods = "GET /deliverymethods";
    ListDeliveryTerms = "GET /deliveryterms";
    ListCountries = "GET /countries";
    ListCurrencies = "GET /currencies";
    ListVatCodes = "GET /vatcodes";
    ListVatCodesRates = "GET /vatcodesrates";
    ListBankAccounts = "GET /bankaccounts";
    ListFiscalYears = "GET /fiscalyears";
    ListCustomerInvoices = "GET /customerinvoices";
    ListCustomerLedgerItems = "GET /customerledgeritems";
    ListCustomerInvoiceDrafts = "GET /customerinvoicedrafts";
}

#[cfg(test)]
mod tests {
    use super::Operation;

    #[test]
    fn no_two_operations_share_a_name() {
        let names: std::collections::BTreeSet<_> =
            Operation::ALL.iter().map(|known| known.as_str()).collect();
        assert_eq!(names.len(), Operation::ALL.len());
    }
}
