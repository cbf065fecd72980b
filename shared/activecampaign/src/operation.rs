use transport::Request;

macro_rules! operations {
    ($($name:ident = $text:literal, $words:literal;)*) => {
        /// A call of the API.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Operation {
            $(#[doc = concat!("`", $text, "`.")] $name,)*
        }

        impl Operation {
            /// Every operation.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Method and endpoint without ids, such as `POST /notes`: the name for logs.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)*
                }
            }

            /// What the call is for, in words for people: "the creation of a note".
            #[must_use]
            pub const fn in_words(self) -> &'static str {
                match self {
                    $(Self::$name => $words,)*
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
    ReadMe = "GET /users/me", "the reading of the user of the API key";
    ListUsers = "GET /users", "the list of users";
    ReadContact = "GET /contacts/{id}", "the reading of a contact";
    ListContacts = "GET /contacts", "the search for contacts";
    ListContactFieldValues = "GET /contacts/{id}/fieldValues", "the reading of a contact's fields";
    ListContactAccounts = "GET /contacts/{id}/accountContacts", "the reading of a contact's account";
    ListContactLists = "GET /contacts/{id}/contactLists", "the reading of a contact's lists";
    ListContactTags = "GET /contacts/{id}/contactTags", "the reading of a contact's tags";
    ListContactNotes = "GET /contacts/{id}/notes", "the reading of a contact's notes";
    ListContactDeals = "GET /contacts/{id}/deals", "the reading of a contact's deals";
    ListContactFields = "GET /fields", "the list of custom fields of contacts";
    ReadAccount = "GET /accounts/{id}", "the reading of an account";
    ListAccounts = "GET /accounts", "the search for accounts";
    ListAccountFields = "GET /accountCustomFieldMeta", "the list of custom fields of accounts";
    ListAccountFieldValues = "GET /accountCustomFieldData", "the reading of an account's fields";
    ListAccountContacts = "GET /accountContacts", "the reading of an account's contacts";
    ReadDeal = "GET /deals/{id}", "the reading of a deal";
    ListDeals = "GET /deals", "the search for deals";
    ListDealFields = "GET /dealCustomFieldMeta", "the list of custom fields of deals";
    ListDealFieldValues = "GET /dealCustomFieldData", "the reading of a deal's fields";
    ListPipelines = "GET /dealGroups", "the list of pipelines";
    ListStages = "GET /dealStages", "the list of stages";
    ListConnections = "GET /connections", "the list of e-commerce connections";
    ReadConnection = "GET /connections/{id}", "the reading of an e-commerce connection";
    ListEcomCustomers = "GET /ecomCustomers", "the search for a store's customers";
    ListEcomOrders = "GET /ecomOrders", "the search for a store's orders";
    ListEcomOrderProducts = "GET /ecomOrders/{id}/orderProducts", "the reading of an order's lines";
    ListEcomOrderDiscounts = "GET /ecomOrders/{id}/orderDiscounts", "the reading of an order's discounts";
    ListWebhooks = "GET /webhooks", "the list of webhooks";
    ReadTag = "GET /tags/{id}", "the reading of a tag";
    ListTags = "GET /tags", "the list of tags";
    ListCustomObjectSchemas = "GET /customObjects/schemas", "the list of custom objects";
    Graphql = "POST /ecom/graphql", "a call to the stores' data";
    CreateConnection = "POST /connections", "the creation of an e-commerce connection";
    SyncContact = "POST /contact/sync", "the writing of a contact";
    UpdateContact = "PUT /contacts/{id}", "the change of a contact";
    DeleteContact = "DELETE /contacts/{id}", "the removal of a contact";
    SetListStatus = "POST /contactLists", "the change of a contact's list";
    CreateAccount = "POST /accounts", "the creation of an account";
    UpdateAccount = "PUT /accounts/{id}", "the change of an account";
    AddAccountContact = "POST /accountContacts", "the adding of a contact to an account";
    CreateDeal = "POST /deals", "the creation of a deal";
    UpdateDeal = "PUT /deals/{id}", "the change of a deal";
    CreateWebhook = "POST /webhooks", "the creation of a webhook";
    UpdateWebhook = "PUT /webhooks/{id}", "the change of a webhook";
    DeleteWebhook = "DELETE /webhooks/{id}", "the removal of a webhook";
    CreateTag = "POST /tags", "the creation of a tag";
    AddContactTag = "POST /contactTags", "the adding of a tag";
    RemoveContactTag = "DELETE /contactTags/{id}", "the removal of a tag";
    CreateNote = "POST /notes", "the creation of a note";
    SetContactFieldValue = "POST /fieldValues", "the change of a contact's field";
    CreateCustomObjectSchema = "POST /customObjects/schemas", "the creation of a custom object";
    UpsertCustomObjectRecord = "POST /customObjects/records/{schemaId}", "the writing of a custom object";
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
