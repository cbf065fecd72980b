use serde_json::{Map, Value};
use uuid::Uuid;

use super::{Client, Error, unwritable};
use crate::Operation;
use crate::odata::Filter;
use crate::requests::{self, Query, id};
use crate::types::{
    Article, Customer, CustomerInvoice, CustomerInvoiceDraft, CustomerInvoiceDraftValidation, EmailRequest,
    InvoicePayment, NewArticle, NewCustomer, NewInvoiceDraft, Note, PartnerResourceLink,
};

// What creates answers the document. eAccounting sometimes answers a success with an empty body; that is
// [`Error::OutcomeUnknown`], so that the document is looked up like any other whose creation is not certain.
impl Client {
    /// Creates a customer.
    ///
    /// # Errors
    /// [`Error::is_duplicate`] when the customer number is taken; see [`Error`].
    pub async fn create_customer(&self, customer: &NewCustomer) -> Result<Customer, Error> {
        let doing = "the customer";
        let call = self
            .requests
            .create(&["customers"], Operation::CreateCustomer, doing, customer)
            .map_err(|error| unwritable(doing, &error))?;
        self.created(call, |id| self.customer(id)).await
    }

    /// Replaces a customer with a merged one; see [`crate::types::merge`].
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn update_customer(
        &self,
        customer_id: Uuid,
        customer: &Customer,
    ) -> Result<Option<Customer>, Error> {
        let doing = "the customer";
        let path = ["customers", &id(customer_id)];
        let call = self
            .requests
            .replace(&path, Operation::UpdateCustomer, doing, &customer.to_put())
            .map_err(|error| unwritable(doing, &error))?;
        self.written(call).await
    }

    /// Deletes a customer; one that is gone already is as good.
    ///
    /// # Errors
    /// [`Error::Api`] with code 4001 when the customer has documents: it can only be made inactive. See [`Error`].
    pub async fn delete_customer(&self, customer: Uuid) -> Result<(), Error> {
        let path = ["customers", &id(customer)];
        let call = self
            .requests
            .delete(&path, Operation::DeleteCustomer, "the deletion of the customer");
        self.deleted(call).await
    }

    /// Creates an article.
    ///
    /// # Errors
    /// [`Error::is_duplicate`] when the number is taken; see [`Error`].
    pub async fn create_article(&self, article: &NewArticle) -> Result<Article, Error> {
        let doing = "the article";
        let call = self
            .requests
            .create(&["articles"], Operation::CreateArticle, doing, article)
            .map_err(|error| unwritable(doing, &error))?;
        self.created(call, |id| self.article(id)).await
    }

    /// An article by id, with every field as eAccounting writes it.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn article_fields(&self, article: Uuid) -> Result<Option<Map<String, Value>>, Error> {
        let path = ["articles", &id(article)];
        self.one(
            self.requests
                .read(&path, Operation::ReadArticle, "the reading of the article"),
        )
        .await
    }

    /// Replaces an article with a merged one; see [`crate::types::merge_article`].
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn update_article(
        &self,
        article: Uuid,
        fields: &Map<String, Value>,
    ) -> Result<Option<Article>, Error> {
        let doing = "the article";
        let path = ["articles", &id(article)];
        let call = self
            .requests
            .replace(&path, Operation::UpdateArticle, doing, fields)
            .map_err(|error| unwritable(doing, &error))?;
        self.written(call).await
    }

    /// Creates an invoice draft.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn create_invoice_draft(&self, draft: &NewInvoiceDraft) -> Result<CustomerInvoiceDraft, Error> {
        let doing = "the invoice draft";
        let call = self
            .requests
            .create(
                &["customerinvoicedrafts"],
                Operation::CreateInvoiceDraft,
                doing,
                draft,
            )
            .map_err(|error| unwritable(doing, &error))?;
        self.created(call, |id| self.invoice_draft(id)).await
    }

    /// An invoice draft by id; none when it was deleted or has become an invoice.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn invoice_draft(&self, draft: Uuid) -> Result<Option<CustomerInvoiceDraft>, Error> {
        let path = ["customerinvoicedrafts", &id(draft)];
        let call = self.requests.read(
            &path,
            Operation::ReadInvoiceDraft,
            "the reading of the invoice draft",
        );
        self.one(call).await
    }

    /// The invoice drafts that match.
    ///
    /// # Errors
    /// [`Error::is_unfilterable`] when eAccounting cannot filter drafts so; see [`Error`].
    pub async fn invoice_drafts_by(&self, filter: &Filter) -> Result<Vec<CustomerInvoiceDraft>, Error> {
        self.all(requests::CUSTOMER_INVOICE_DRAFTS, Query::matching(filter.clone()))
            .await
    }

    /// Deletes an invoice draft; one that is gone already is as good.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn delete_invoice_draft(&self, draft: Uuid) -> Result<(), Error> {
        let path = ["customerinvoicedrafts", &id(draft)];
        let call = self.requests.delete(
            &path,
            Operation::DeleteInvoiceDraft,
            "the deletion of the invoice draft",
        );
        self.deleted(call).await
    }

    /// Converts a draft to a booked invoice, if its totals are as expected. The invoice keeps the draft's date, and so
    /// its VAT rates, whatever the company's settings say (`keepOriginalDraftDate`).
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn convert_invoice_draft(
        &self,
        draft: Uuid,
        expected: &CustomerInvoiceDraftValidation,
    ) -> Result<CustomerInvoice, Error> {
        let doing = "the conversion of the draft into an invoice";
        let path = ["customerinvoicedrafts", &id(draft), "convert"];
        let mut call = self
            .requests
            .create(&path, Operation::ConvertInvoiceDraft, doing, expected)
            .map_err(|error| unwritable(doing, &error))?;
        call.request.url.set_query(Some(
            "keepOriginalDraftDate=true&overrideCompanyKeepOriginalDraftDate=true",
        ));
        self.created(call, |id| self.invoice(id)).await
    }

    /// The invoices that match.
    ///
    /// # Errors
    /// [`Error::is_unfilterable`] when eAccounting cannot filter invoices so; see [`Error`].
    pub async fn invoices_by(&self, filter: &Filter) -> Result<Vec<CustomerInvoice>, Error> {
        self.all(requests::CUSTOMER_INVOICES, Query::matching(filter.clone()))
            .await
    }

    /// An invoice by id.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn invoice(&self, invoice: Uuid) -> Result<Option<CustomerInvoice>, Error> {
        let path = ["customerinvoices", &id(invoice)];
        self.one(
            self.requests
                .read(&path, Operation::ReadInvoice, "the reading of the invoice"),
        )
        .await
    }

    /// Registers a payment of an invoice.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn register_payment(&self, invoice: Uuid, payment: &InvoicePayment) -> Result<(), Error> {
        let doing = "the payment of the invoice";
        let path = ["customerinvoices", &id(invoice), "payments"];
        let call = self
            .requests
            .create(&path, Operation::RegisterPayment, doing, payment)
            .map_err(|error| unwritable(doing, &error))?;
        self.taken(call).await
    }

    /// E-mails an invoice.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn email_invoice(&self, invoice: Uuid, email: &EmailRequest) -> Result<(), Error> {
        let doing = "the e-mail with the invoice";
        let path = ["customerinvoices", &id(invoice), "email"];
        let call = self
            .requests
            .create(&path, Operation::EmailInvoice, doing, email)
            .map_err(|error| unwritable(doing, &error))?;
        self.done(call).await
    }

    /// Hangs a note on a document.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn create_note(&self, note: &Note) -> Result<(), Error> {
        let doing = "the note";
        let call = self
            .requests
            .create(&["notes"], Operation::CreateNote, doing, note)
            .map_err(|error| unwritable(doing, &error))?;
        self.taken(call).await
    }

    /// Links a record to its origin.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn create_partner_resource_link(&self, link: &PartnerResourceLink) -> Result<(), Error> {
        let doing = "the link to the record's origin";
        let call = self
            .requests
            .create(
                &["partnerresourcelinks"],
                Operation::CreatePartnerResourceLink,
                doing,
                link,
            )
            .map_err(|error| unwritable(doing, &error))?;
        self.taken(call).await
    }
}
