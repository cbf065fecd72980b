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
    ReadMe = "GET /users/me";
    ReadContact = "GET /contacts/{id}";
    ListContacts = "GET /contacts";
    ListContactFieldValues = "GET /contacts/{id}/fieldValues";
    ListContactAccounts = "GET /contacts/{id}/accountContacts";
    ListContactLists = "GET /contacts/{id}/contactLists";
    ListContactTags = "GET /contacts/{id}/contactTags";
    ListContactNotes = "GET /contacts/{id}/notes";
    ListContactDeals = "GET /contacts/{id}/deals";
    ListContactFields = "GET /fields";
    ReadAccount = "GET /accounts/{id}";
    ListAccounts = "GET /accounts";
    ListAccountFields = "GET /accountCustomFieldMeta";
    ListAccountFieldValues = "GET /accountCustomFieldData";
    ListAccountContacts = "GET /accountContacts";
    ReadDeal = "GET /deals/{id}";
    ListDeals = "GET /deals";
    ListDealFields = "GET /dealCustomFieldMeta";
    ListDealFieldValues = "GET /dealCustomFieldData";
    ListPipelines = "GET /dealGroups";
    ListStages = "GET /dealStages";
    ListConnections = "GET /connections";
    ReadConnection = "GET /connections/{id}";
    ListEcomCustomers = "GET /ecomCustomers";
    ListEcomOrders = "GET /ecomOrders";
    ListEcomOrderProducts = "GET /ecomOrders/{id}/orderProducts";
    ListEcomOrderDiscounts = "GET /ecomOrders/{id}/orderDiscounts";
    ListWebhooks = "GET /webhooks";
    ReadTag = "GET /tags/{id}";
    ListTags = "GET /tags";
    ListCustomObjectSchemas = "GET /customObjects/schemas";
    Graphql = "POST /ecom/graphql";
    CreateConnection = "POST /connections";
    SyncContact = "POST /contact/sync";
    UpdateContact = "PUT /contacts/{id}";
    SetListStatus = "POST /contactLists";
    CreateAccount = "POST /accounts";
    UpdateAccount = "PUT /accounts/{id}";
    AddAccountContact = "POST /accountContacts";
    CreateDeal = "POST /deals";
    UpdateDeal = "PUT /deals/{id}";
    CreateWebhook = "POST /webhooks";
    UpdateWebhook = "PUT /webhooks/{id}";
    DeleteWebhook = "DELETE /webhooks/{id}";
    CreateTag = "POST /tags";
    AddContactTag = "POST /contactTags";
    RemoveContactTag = "DELETE /contactTags/{id}";
    CreateNote = "POST /notes";
    SetContactFieldValue = "POST /fieldValues";
    CreateCustomObjectSchema = "POST /customObjects/schemas";
    UpsertCustomObjectRecord = "POST /customObjects/records/{schemaId}";
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
