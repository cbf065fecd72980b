//! What an attempt did, step by step, as texts in English that every language has words for.
//!
//! Each text is a function here, as the reasons of [`crate::reason`] are: [`ALL`] has its English and its variables, and the catalog
//! `steps` has it in the other languages. The activity log keeps the English alone: [`read`] finds the values in it again.

use std::fmt;

use crate::reason::{template, texts, words};
use crate::{Case, Reason, event, reason};

/// What was done, in one line without personal data. Only the functions here make one, so that every step has its text in each
/// language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepText(Reason);

impl StepText {
    pub(crate) fn stored(text: String, cases: Vec<Case>) -> Self {
        Self(Reason::stored(text, cases))
    }

    /// A reason that is a step, too.
    #[must_use]
    pub fn of(reason: &Reason) -> Self {
        Self(reason.clone())
    }

    /// Several in one, separated by semicolons.
    pub fn joined(parts: impl IntoIterator<Item = Self>) -> Self {
        Self(Reason::joined(parts.into_iter().map(|part| part.0)))
    }

    /// With what a problem says, which is there in English alone.
    #[must_use]
    pub fn because(self, problem: &str) -> Self {
        let (text, cases) = self.0.into_parts();
        Self::stored(format!("{text}: {problem}"), cases)
    }

    /// The text in English.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// What the other languages tell it by.
    #[must_use]
    pub fn cases(&self) -> &[Case] {
        self.0.cases()
    }
}

impl fmt::Display for StepText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A step as its text tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadStep<'a> {
    /// What the other languages tell it by, part by part.
    pub cases: Vec<Case>,
    /// What a problem said, in English; empty if the step had none.
    pub problem: &'a str,
}

/// A step's values, read back from its text in English. `None` where no step of this version has this text.
#[must_use]
pub fn read(text: &str) -> Option<ReadStep<'_>> {
    let told = |cases| ReadStep { cases, problem: "" };
    // Parts first: a value of the first part could be all that follows.
    let parts = text.split("; ").map(part).collect::<Option<_>>();
    let whole = || part(text).map(|case| vec![case]);
    let read = parts.or_else(whole).map(told);
    read.or_else(|| failed(text))
}

/// A part of a text. Steps come last, since of equal texts the last is taken.
fn part(text: &str) -> Option<Case> {
    template::read(&[event::ALL, reason::ALL, ALL], text)
}

/// A step that a problem is told of ([`StepText::because`]).
fn failed(text: &str) -> Option<ReadStep<'_>> {
    let (what, problem) = text.split_once(": ")?;
    let is_word = words::ALL.iter().any(|word| word.as_str() == what);
    let case = match is_word {
        true => not_done(what).cases().first().cloned(),
        false => part(what).filter(|case| case.with.is_empty()),
    };
    let cases = vec![case?];
    Some(ReadStep { cases, problem })
}

/// Makes of each name a variant, with the word in which it is stored.
macro_rules! names {
    ($($name:ident = $word:literal;)*) => {
        /// What a step is about, in one word.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum StepName {
            $(#[doc = concat!("`", $word, "`")] $name,)*
        }

        impl StepName {
            /// Every name.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The word in which it is stored; the catalog `steps` has it as `name-` and this word.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $word,)*
                }
            }
        }
    };
}

names! {
    Account = "account";
    Adopt = "adopt";
    After = "after";
    Article = "article";
    Compare = "compare";
    Connection = "connection";
    Contact = "contact";
    Create = "create";
    Credit = "credit";
    Customer = "customer";
    Deal = "deal";
    Email = "email";
    Find = "find";
    Link = "link";
    List = "list";
    Mapping = "mapping";
    Note = "note";
    Payment = "payment";
    Plan = "plan";
    Prices = "prices";
    Quantity = "quantity";
    Read = "read";
    State = "state";
    Status = "status";
    Tag = "tag";
    Write = "write";
}

texts! {
    as StepText;

    // What was read, found and compared.
    read_from_activecampaign(record) = "read {record} from ActiveCampaign";
    read_from_eaccounting(record) = "read {record} from eAccounting";
    order_read(record, total, line_count) = "read {record}: {total}, {line_count}";
    stock_read(article_count, first, last) = "{article_count} on pages {first} to {last}";
    customer_by_link(number) = "customer {number} by its link";
    customer_by_field(number, field) = "customer {number} by {field}";
    newest_customer(number, several, field) = "customer {number} is the newest of {several} with the same {field}";
    default_customer(number) = "the default customer {number}";
    other_company(number) = "customer {number} is another company, by its name and its number";
    contact_by_link(contact) = "contact {contact} by its link";
    contact_by_email(contact) = "contact {contact} by its e-mail address";
    unchanged_or_newer(fields) = "unchanged in ActiveCampaign, or newer in eAccounting: {fields}";
    newer_in_activecampaign(customer, fields) = "newer in ActiveCampaign than in {customer}: {fields}";
    not_as_written() = "ActiveCampaign does not have it as it was written";
    state_stays() = "nothing remains to be paid, and eAccounting names no payment: it may have been voided, so its state stays";

    // What became of values.
    needs_xi(api_field) = "{api_field} left out: in Northern Ireland, only a VAT number that begins with XI makes a sale VAT-free, and eAccounting takes no other there";
    not_for_export(api_field) = "{api_field} left out: an export has no VAT, whatever the buyer's VAT number is, and eAccounting doesn't take this one";
    no_digit(api_field) = "{api_field} left out: it has no digit, so it is no number";
    shortened(api_field, from, to) = "{api_field} shortened from {from} to {to} characters";
    not_sent(api_field) = "{api_field} is not sent: this kind of document has no such field";

    // An order's lines and prices.
    convention_of_service(convention, service) = "price convention {convention} (detected from {service})";
    convention_without_service(convention) = "price convention {convention} (the connection names no service)";
    convention_of_deal(convention) = "price convention {convention} (a deal has one price)";
    convention_of_settings(convention, section) = "price convention {convention} ({section})";
    line_removed(line) = "line {line} has a quantity of 0, and is left out";
    line_is_discount(line) = "line {line} is below zero and named as a discount or gift card, and is taken as one";
    line_is_shipping(line) = "line {line} is named as shipping, and is taken as it";
    line_is_rounding(line) = "line {line} rounds the total, and is left out of the goods";
    shipping_taken_off(discount) = "discount {discount} is as large as the shipping, and takes it off by its name";
    store_prices_read(found, wanted) = "{found} of {wanted} product prices read from the store";
    no_store_prices() = "the store's product prices were not read";
    planned(sale, row_count, total) = "{sale}; {row_count}; total {total}";
    line_split(row, several) = "{row} has {several} rows, since no unit price gives its amount to the cent";
    sold_as_fallback(line, article) = "line {line} is sold as article {article}, since its own is not known";
    net_moved(cents) = "net amounts were moved by {cents}, so that VAT on top of them gives the shop's total";
    rounding_row(amount) = "a rounding row of {amount} was added";
    rounded_by_eaccounting(amount) = "eAccounting rounds the document by {amount} to whole currency, which gives the shop's total";
    price_of_article(line, price) = "line {line} at {price} a piece with the sale's VAT, by the article's price in eAccounting";
    price_of_store(line, price) = "line {line} at {price} a piece with the sale's VAT, by the product's price in the store";
    price_given(line, price) = "line {line} at {price} a piece with the sale's VAT, by the price in the order";
    price_percent_off(line, price, percent) = "line {line} at {price} a piece with the sale's VAT, by {percent} % off the known price";
    price_even(line, price) = "line {line} at {price} a piece with the sale's VAT, by the one even price that comes to the total";
    price_of_remainder(line, price) = "line {line} at {price} a piece with the sale's VAT, by what the total leaves for its VAT rate";
    text_row(line) = "line {line} is a text row, since it costs nothing and has no article";
    unlisted(amount) = "{amount} of the total is in no line, and has a row of its own";

    // Customers and articles.
    would_be_created() = "would be created";
    customer_would_be_updated(number, fields) = "customer {number} would be updated: {fields}";
    customer_fields_updated(number, fields) = "customer {number} updated: {fields}";
    customer_of_other_job(number) = "customer {number} was created by another job";
    keeps_invoice_address(number) = "customer {number} was changed after the order was placed and keeps its address (invoice)";
    keeps_delivery_address(number) = "customer {number} was changed after the order was placed and keeps its address (delivery)";
    keeps_addresses(number) = "customer {number} was changed after the order was placed and keeps its address (invoice, delivery)";
    contact_link_added() = "link to the contact added";
    no_contact_link() = "the link to the contact was not added";
    article_would_be_updated(number, fields) = "article {number} would be updated: {fields}";
    article_updated(number, fields) = "article {number} updated: {fields}";
    article_created(number, coding, rate) = "article {number} created with coding \"{coding}\" ({rate})";
    articles_would_be_created(article_count) = "{article_count} would be created";

    // Documents, and what follows them.
    created(record) = "{record} created";
    adopted(document) = "{document} was created by an attempt whose end was not known";
    credit_adopted() = "the credit was created by an attempt whose end was not known";
    credit_created(document) = "credit {document} created";
    credit_draft_created() = "credit draft created";
    credit_draft_deleted() = "credit draft deleted";
    payment_registered(account) = "payment registered on {account}";
    payment_awaited() = "the order awaits its payment, which is registered when the shop says that it is paid";
    emailed() = "e-mailed by eAccounting";
    note_added() = "note with the shop's order added";
    link_added() = "link to the shop's order added";
    not_done(what) = "{what}";

    // The way back: contacts and their accounts.
    contact_written(contact) = "contact {contact} written";
    email_changed(contact) = "the e-mail address of contact {contact} changed";
    fields_ignored(ids) = "ActiveCampaign ignored its custom fields {ids}";
    account_renamed(account) = "account {account} renamed";
    account_not_renamed(account) = "account {account} was not renamed: another account has that name";
    put_into_account(contact, account) = "contact {contact} put into account {account}";
    stays_in_account(contact, account) = "contact {contact} stays in account {account}, since a contact is in one account at most";
    stays_in_own_account(contact) = "contact {contact} stays in an account of its own, since a contact is in one account at most";
    tag_put(tag, contact) = "tag {tag} put on contact {contact}";
    tag_taken_off(tag, contact) = "tag {tag} taken off contact {contact}";
    put_on_list(contact, list, because) = "contact {contact} put on list {list}: {because}";
    stays_on_list(contact, list) = "contact {contact} stays on list {list} as it is";

    // The way back: orders, deals, states and stock.
    connection_created(connection) = "connection {connection} created";
    connection_used(connection) = "writing to connection {connection}";
    connection_gone(connection) = "connection {connection} is no longer in ActiveCampaign";
    connection_made_known(connection) = "connection {connection} made known to GraphQL";
    order_written(record, state, total) = "e-commerce order written: {record}: {state}, {total}";
    order_cancelled() = "e-commerce order cancelled: it was deleted in eAccounting";
    deal_of_quote(deal) = "deal {deal} is this quote's";
    deal_moved(deal) = "deal {deal} moved";
    deal_updated(deal) = "deal {deal} updated";
    deal_value_written(deal) = "the value of deal {deal} written";
    deal_value_stays(deal) = "a person has changed the value of deal {deal}: it stays";
    contact_fields_updated(contact) = "fields of contact {contact} updated";
    contact_tagged(contact, state) = "contact {contact} tagged as {state}";
    passed_tag_taken_off(contact) = "a tag of contact {contact} that has passed was taken off";
    no_contact_to_tell() = "ActiveCampaign has no contact to tell";
    told_nothing() = "to_activecampaign.status.dry_run is on: ActiveCampaign is told nothing";
    told() = "ActiveCampaign told";
    status_note_added() = "note in ActiveCampaign added";
    custom_object_created(object) = "custom object {object} created";
    no_custom_objects() = "the account has no custom objects, so that quantities are not written: remove to_activecampaign.stock.custom_object";
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::reason::{Kind, Known, kind_of};
    use crate::{Named, field_name};

    /// A value of a variable, as its text in English has it.
    fn english(variable: &'static str) -> BoxedStrategy<String> {
        match kind_of(variable) {
            Kind::AsItIs => "[A-Z0-9][A-Za-z0-9.-]{0,9}( [A-Z0-9]{1,5})?".boxed(),
            Kind::Count => (0_usize..100)
                .prop_map(|count| crate::counted(count, "thing"))
                .boxed(),
            Kind::Name => prop_oneof![
                (0..words::ALL.len()).prop_map(|at| words::ALL[at].to_string()),
                "(order|invoice draft|customer|contact|line) [1-9][0-9]{0,5}",
            ]
            .boxed(),
            Kind::Fields => prop_oneof![
                Just(field_name("InvoiceCity")),
                Just(field_name("CorporateIdentityNumber")),
                Just("city, postcode, our reference".to_owned()),
            ]
            .boxed(),
            Kind::Phrases(_) => prop_oneof![
                Just(event::sale_domestic().to_string()),
                Just(event::sale_eu_private_oss("DE").to_string()),
            ]
            .boxed(),
            kind => panic!("{variable} is {kind:?}"),
        }
    }

    /// A text with a value for each variable.
    fn filled(known: &'static Known) -> BoxedStrategy<String> {
        let values: Vec<_> = known.variables.iter().map(|variable| english(variable)).collect();
        let fill = |values: Vec<String>| {
            let values = known.variables.iter().zip(values);
            values.fold(known.english.to_owned(), |text, (variable, value)| {
                text.replace(&format!("{{{variable}}}"), &value)
            })
        };
        values.prop_map(fill).boxed()
    }

    fn any_step() -> impl Strategy<Value = (&'static str, String)> {
        let of = |known: &'static Known| filled(known).prop_map(|text| (known.name, text));
        (0..ALL.len()).prop_flat_map(move |at| of(&ALL[at]))
    }

    proptest! {
        #[test]
        fn a_step_is_read_back_as_itself_whatever_it_names((name, text) in any_step()) {
            let name = name.replace('_', "-");
            let read = match name.as_str() {
                // Without a problem it is no step, and with one its word decides.
                "not-done" => return Ok(()),
                _ => read(&text),
            };
            let names: Option<Vec<String>> = read.map(|read| read.cases.into_iter().map(|case| case.name).collect());
            prop_assert_eq!(names, Some(vec![name]), "{}", text);
        }

        #[test]
        fn any_text_is_read(text in "\\PC{0,60}") {
            let read = read(&text);
            prop_assert!(read.is_none_or(|read| text.ends_with(read.problem)));
        }
    }

    #[test]
    fn several_steps_in_one_are_read_part_by_part() {
        let text = StepText::joined([
            line_removed("1"),
            unlisted("29.00"),
            StepText::of(&event::and_more("2")),
        ]);
        assert_eq!(read(text.as_str()).unwrap().cases, text.cases());
    }

    #[test]
    fn a_step_that_a_problem_is_told_of_is_read_with_it() {
        for step in [not_done(words::NO_NOTE), no_store_prices()] {
            let text = step.clone().because("It said: no.");
            let read = read(text.as_str()).unwrap();
            assert_eq!(
                (read.cases.as_slice(), read.problem),
                (step.cases(), "It said: no.")
            );
        }
    }

    #[test]
    fn a_reason_that_is_a_step_is_read_as_the_reason() {
        let products = Named::counted(2, "product", "products");
        for reason in [
            reason::customer_in_step("7"),
            reason::deal_stays("7", words::DEAL_CLOSED),
            reason::stock_of_several(products),
            reason::gone("deal 7"),
            reason::credited_already("invoice 7"),
        ] {
            assert_eq!(read(reason.as_str()).unwrap().cases, reason.cases(), "{reason}");
        }
    }
}
