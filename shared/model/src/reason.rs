//! Why a job had nothing to do, or what it has done, as a text in English and as values that every language has words for.
//!
//! Each reason is a function here, so that [`ALL`] has its text in English and its variables: the catalog `reasons` has it in the
//! other languages, and tests hold both against each other. What happened to a record that failed is told in the same way:
//! [`crate::event`]. What a variable holds decides how it is told in another language, by its name: [`kind_of`].

pub(crate) mod template;

use std::fmt;
use std::ops::Deref;

use serde::{Serialize, Serializer};

use crate::{Case, Problem};

/// A text without personal data: the reason of an attempt, in one line, or what happened, in sentences. As text and as JSON it is
/// English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    text: String,
    cases: Vec<Case>,
}

impl Reason {
    /// One that exists in English alone: an older version has stored it, or the ledger, which keeps texts.
    pub fn in_english(text: impl Into<String>) -> Self {
        Self::stored(text, Vec::new())
    }

    /// One that was stored as its text and its cases.
    pub fn stored(text: impl Into<String>, cases: Vec<Case>) -> Self {
        let text = text.into();
        Self { text, cases }
    }

    /// One whose text alone was stored, as the ledger does: with the values that the text names. It exists in English alone where
    /// no reason has this text, or where the text doesn't say a value as the other languages need it.
    pub fn read(text: impl Into<String>) -> Self {
        let text = text.into();
        let read = |text| template::read(&[ALL], text);
        let whole = read(&text).map(|case| vec![case]);
        let cases = whole.or_else(|| text.split("; ").map(read).collect());
        Self::stored(text, cases.unwrap_or_default())
    }

    /// Several in one, separated by semicolons. It exists in English alone where one of them does.
    pub fn joined(parts: impl IntoIterator<Item = Self>) -> Self {
        Self::separated("; ", parts)
    }

    /// Sentences one after another. They exist in English alone where one of them does.
    pub fn sentences(parts: impl IntoIterator<Item = Self>) -> Self {
        Self::separated(" ", parts)
    }

    fn separated(separator: &str, parts: impl IntoIterator<Item = Self>) -> Self {
        let parts: Vec<Self> = parts.into_iter().collect();
        let texts: Vec<&str> = parts.iter().map(Self::as_str).collect();
        let text = texts.join(separator);
        let is_told = parts.iter().all(|part| !part.cases.is_empty());
        let cases = parts.into_iter().filter(|_| is_told).flat_map(|part| part.cases);
        Self::stored(text, cases.collect())
    }

    /// The same as what an earlier event had: this job's covers it.
    #[must_use]
    pub fn of_earlier_event(self) -> Self {
        let text = format!("an earlier event covers it: {}", self.text);
        Self {
            text,
            ..Self::joined([covered(), self])
        }
    }

    /// The text in English.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What the other languages tell it by, part by part; nothing where it exists in English alone.
    #[must_use]
    pub fn cases(&self) -> &[Case] {
        &self.cases
    }

    /// Whether what is done has sent nothing: see [`sends_nothing`].
    #[must_use]
    pub fn sends_nothing(&self) -> bool {
        sends_nothing(&self.cases)
    }

    /// Whether it says that the record of the job isn't there any more.
    #[must_use]
    pub fn says_it_is_gone(&self) -> bool {
        const NAMES: [&str; 6] = [
            "gone",
            "no-longer-there",
            "never-written",
            "end-is-written",
            "deal-goes-by-later",
            "invoice-keeps-status",
        ];
        self.cases.iter().any(|case| NAMES.contains(&case.name.as_str()))
    }

    /// The text and the cases.
    #[must_use]
    pub fn into_parts(self) -> (String, Vec<Case>) {
        (self.text, self.cases)
    }
}

/// Whether an attempt that is done has sent nothing by what it says: it has looked, or queued what other attempts send.
#[must_use]
pub fn sends_nothing(cases: &[Case]) -> bool {
    const NAMES: [&str; 5] = [
        "orders-queued",
        "articles-read",
        "stock-queued",
        "refused-together",
        "deal-stays",
    ];
    !cases.is_empty() && cases.iter().all(|case| NAMES.contains(&case.name.as_str()))
}

impl From<String> for Reason {
    fn from(text: String) -> Self {
        Self::in_english(text)
    }
}

impl From<&str> for Reason {
    fn from(text: &str) -> Self {
        Self::in_english(text)
    }
}

impl Deref for Reason {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl PartialEq<str> for Reason {
    fn eq(&self, other: &str) -> bool {
        self.text == other
    }
}

impl PartialEq<&str> for Reason {
    fn eq(&self, other: &&str) -> bool {
        self.text == *other
    }
}

impl Serialize for Reason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

/// The value of a variable: in English, and as it is stored for the other languages. For most values that is the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    english: String,
    stored: String,
}

impl<T: fmt::Display> From<T> for Named {
    fn from(value: T) -> Self {
        let english = value.to_string();
        let stored = english.clone();
        Self { english, stored }
    }
}

impl Named {
    /// The value in English.
    #[must_use]
    pub fn in_english(&self) -> &str {
        &self.english
    }

    /// The value as it is stored.
    #[must_use]
    pub fn as_stored(&self) -> &str {
        &self.stored
    }

    /// A value that is stored otherwise than it is called in English, such as a field.
    pub fn otherwise(english: impl Into<String>, stored: impl Into<String>) -> Self {
        let (english, stored) = (english.into(), stored.into());
        Self { english, stored }
    }

    /// A number of things: "1 order", "2 orders".
    #[must_use]
    pub fn counted(count: usize, one: &str, several: &str) -> Self {
        let noun = if count == 1 { one } else { several };
        Self {
            english: format!("{count} {noun}"),
            stored: count.to_string(),
        }
    }

    /// What a problem says; its code, where that exists in English alone.
    #[must_use]
    pub fn problem(problem: &Problem) -> Self {
        match problem.event.is_empty() {
            true => Self {
                english: problem.message.clone(),
                stored: problem.code.to_string(),
            },
            false => Self::phrase(&problem.told()),
        }
    }

    /// A part of a text that has values of its own.
    #[must_use]
    pub fn phrase(phrase: &Reason) -> Self {
        Self::phrases("", std::slice::from_ref(phrase))
    }

    /// Such parts, with what separates them in English.
    #[must_use]
    pub fn phrases(separator: &str, phrases: &[Reason]) -> Self {
        let english: Vec<&str> = phrases.iter().map(Reason::as_str).collect();
        let english = english.join(separator);
        let is_told = phrases.iter().all(|phrase| !phrase.cases.is_empty());
        let cases: Vec<&Case> = phrases.iter().flat_map(Reason::cases).collect();
        let stored = match is_told {
            true => serde_json::to_string(&cases).unwrap_or_default(),
            // No list of cases: what holds it exists in English alone, too.
            false => english.clone(),
        };
        Self { english, stored }
    }

    /// A record or a document by its kind and number, at the beginning of a sentence.
    #[must_use]
    pub fn first(record: impl fmt::Display) -> Self {
        let stored = record.to_string();
        let mut letters = stored.chars();
        let english = letters
            .next()
            .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect());
        Self { english, stored }
    }

    /// Rows with their amounts, such as "line 1" and "100.00", and how many more there are.
    pub fn rows(rows: impl IntoIterator<Item = (String, String)>, more: usize) -> Self {
        let mut rows: Vec<String> = rows
            .into_iter()
            .map(|(row, amount)| format!("{row} {amount}"))
            .collect();
        let mut stored = rows.join("\n");
        if more > 0 {
            stored.push_str(&format!("\n+{more}"));
            rows.push(format!("and {more} more"));
        }
        Self {
            english: rows.join(", "),
            stored,
        }
    }

    /// Several things, each in English and as it is stored.
    pub fn several(things: impl IntoIterator<Item = (String, String)>) -> Self {
        let (english, stored): (Vec<String>, Vec<String>) = things.into_iter().unzip();
        Self {
            english: english.join(", "),
            stored: stored.join("\n"),
        }
    }

    /// The first of some names, and how many more there are.
    #[must_use]
    pub fn few(names: &[String]) -> Self {
        const MOST: usize = 5;
        let first = names.get(..MOST).unwrap_or(names);
        let (english, stored) = (first.join(", "), first.join("\n"));
        match names.len().saturating_sub(MOST) {
            0 => Self { english, stored },
            more => Self {
                english: format!("{english} and {more} more"),
                stored: format!("{stored}\n+{more}"),
            },
        }
    }
}

/// How another language tells what a variable holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// As it is: a number, an id, a setting, an amount, what a person has written.
    AsItIs,
    /// A number of things, which decides the form of the text.
    Count,
    /// A record by its kind and number, such as "order 1001", or one of the [`words`].
    Name,
    /// Numbers of articles, each with one of the [`words`]: "2 in stock, 1 low".
    Stock,
    /// Fields, and what else was changed with them, a line each.
    Changes,
    /// Fields alone, a line each.
    Fields,
    /// Records, a line each, and how many more there are.
    Records,
    /// Rows of a document with their amounts, a line each, and how many more there are: "line 1 100.00".
    Rows,
    /// Texts with values of their own, as JSON, and what separates them.
    Phrases(&'static str),
    /// Sentences, as such texts.
    Event,
    /// What a problem says, as such texts, or its code.
    Problem,
}

/// What a variable of this name holds.
#[must_use]
pub fn kind_of(variable: &str) -> Kind {
    match variable {
        "article_count" | "calls" | "cents" | "count" | "digests" | "entries" | "jobs" | "line_count"
        | "orders" | "products" | "quantities" | "row_count" => Kind::Count,
        "accounts" | "again" | "basis" | "buyer" | "buyer_then" | "by" | "called_off" | "customer"
        | "document" | "field" | "flag" | "goods" | "missing" | "other" | "place" | "purpose" | "reading"
        | "record" | "row" | "state" | "undone" | "what" | "when" | "why" => Kind::Name,
        "listing" => Kind::Rows,
        "event" | "steps" => Kind::Event,
        "named" | "note" | "sale" | "sale_then" | "signs" => Kind::Phrases(" "),
        "differences" | "skus" => Kind::Phrases(", "),
        "lines" | "readings" | "rows" | "selection" => Kind::Phrases("; "),
        "stock" => Kind::Stock,
        "changes" => Kind::Changes,
        "fields" => Kind::Fields,
        "records" => Kind::Records,
        "problem" => Kind::Problem,
        _ => Kind::AsItIs,
    }
}

/// A text of [`ALL`], of [`crate::event::ALL`], or of [`crate::step::ALL`].
#[derive(Debug, Clone, Copy)]
pub struct Known {
    /// Its name: `{name}` in the catalog `reasons`, `events` or `steps`, with hyphens.
    pub name: &'static str,
    /// Its text in English, with each variable in braces.
    pub english: &'static str,
    /// Its variables.
    pub variables: &'static [&'static str],
}

/// Makes of each text a function of its variables, and the list of them.
macro_rules! texts {
    ($($name:ident($($variable:ident),*) = $english:literal;)*) => {
        $crate::reason::texts! { as Reason; $($name($($variable),*) = $english;)* }
    };
    (as $text:ident; $($name:ident($($variable:ident),*) = $english:literal;)*) => {
        $(
            #[doc = concat!("`", $english, "`")]
            pub fn $name($($variable: impl Into<$crate::Named>),*) -> $crate::$text {
                $(let $variable: $crate::Named = $variable.into();)*
                let cases = vec![$crate::Case {
                    name: stringify!($name).replace('_', "-"),
                    with: [$((stringify!($variable).to_owned(), $variable.as_stored().to_owned())),*].into(),
                }];
                $(let $variable = $variable.in_english();)*
                $crate::$text::stored(format_args!($english).to_string(), cases)
            }
        )*

        /// Every text.
        pub const ALL: &[$crate::reason::Known] = &[$($crate::reason::Known {
            name: stringify!($name),
            english: $english,
            variables: &[$(stringify!($variable)),*],
        },)*];
    };
}

pub(crate) use texts;

texts! {
    // Whatever the job.
    off(setting) = "{setting} is off";
    is_on(setting) = "{setting} is on";
    dry_run(setting) = "{setting} is on: nothing was written";
    exists(document) = "it was sent already: {document}";
    exists_of_same_sale(document, source) = "it was sent already: {document}, made of {source}, which is the same order under another connection";
    exists_with_reference(document, reference) = "eAccounting has it already: {document} with reference {reference}";
    done_already() = "done already";
    decided_earlier() = "decided earlier";
    covered() = "an earlier event covers it";
    decided_meanwhile() = "decided meanwhile";
    waits_on() = "it waits on in its queue";
    on_hold(because) = "on hold: {because}";
    replay_aborted(name) = "the replay {name} was aborted";
    follow_up(what, problem) = "{what}: {problem}";

    // Contacts and accounts that become customers.
    gone(record) = "{record} is no longer in ActiveCampaign";
    no_customer() = "it is no customer in eAccounting, and customers.create is off";
    marketplaces_contact(record) = "{record} has an e-mail address that a marketplace gives to several buyers: its orders make their customers";
    no_address(record) = "{record} has no address yet, so it is no customer (customers.on_missing_city = \"skip\"); its first order brings one";
    dry_run_of_new_customer() = "customers.dry_run is on: it would have been created";
    customer_created(number) = "customer {number} created";
    customer_updated(number, changes) = "customer {number} updated: {changes}";
    customer_in_step(number) = "customer {number} is as it should be";

    // A contact's orders.
    no_email() = "the contact has no e-mail address to find orders by";
    no_orders() = "the contact has no orders";
    orders_queued(orders) = "{orders} of the contact queued";

    // Orders and deals that become documents.
    test_order() = "it is a test order, and orders.test_orders is off";
    no_total() = "its total is 0, and orders.zero_total is \"skip\"";
    placed_before(placed, first) = "it was placed on {placed}, before orders.placed_after = {first}";
    other_connection(connection) = "its connection {connection} is not in orders.connections";
    other_pipeline(pipeline) = "its pipeline {pipeline} is not in orders.deals.pipelines";
    other_stage() = "the deal is not in a stage of orders.deals.stages";
    not_completed() = "it is not completed, and orders.status_filter is \"completed\"";
    not_paid() = "it is not paid, and orders.status_filter is \"paid\"";
    cart() = "it is a cart that was left";
    cancelled() = "it is cancelled";
    refunded() = "it is refunded";
    sent_back() = "it was sent back";
    failed() = "it failed";
    no_order() = "it is no order";
    deal_lost() = "the deal is lost";
    deal_not_won() = "the deal is not won, and orders.deals.when is \"won\"";
    own_order() = "Ekobridge wrote it to ActiveCampaign itself: it is a document in eAccounting already";
    own_deal() = "Ekobridge made the deal of a quote in eAccounting, and the order comes of the quote there";
    no_document() = "the settings ask for no document";
    dry_run_of_order(what, total) = "orders.dry_run is on: would have become {what} with a total of {total}";
    dry_run_without_customer() = "orders.dry_run is on: would have become nothing, without a customer";
    dry_run_of_credit(document) = "orders.dry_run is on: {document} would be credited";
    dry_run_of_payment(document) = "orders.dry_run is on: the payment of {document} would be registered";
    became(record, document) = "{record} became {document}";

    // Orders and deals that have changed since.
    change_skipped(problem, setting) = "{problem} {setting} is \"skip\".";
    changed_back(record, place, document) = "{record} was changed back {place}, and {document} agrees with it again";
    changed_alike(record, place, document) = "{record} was changed {place}, and {document} agrees with it";
    there_again(record, document) = "{record} is in ActiveCampaign again, and {document} agrees with it";
    paid_since(record, document) = "{record} is paid now, and the payment of {document} was registered";
    active_again(record, again, document) = "{record} {again}, and {document} agrees with it";
    corrected(record, place, document, total) = "{record} was changed {place}, and {document} was corrected in eAccounting: both totals are {total}";
    part_credited(order, credited, document) = "the shop says that a part of order {order} was refunded: {credited} of {document} is credited already";
    refund_credited(refunded, number, credited, document) = "{refunded} of order {number} was refunded in the shop, and {credited} of {document} is credited already";
    undone_already(called_off, document, undone) = "it was {called_off}, and {document} {undone} already";
    gone_and_undone(record, document, undone) = "ActiveCampaign has no {record} any more, and {document} {undone} already";
    credited(document, record, other) = "{document} of {record} is credited by {other}";
    credited_already(document) = "{document} is credited already";
    credited_already_by(document, other) = "{document} is credited already by {other}";

    // Quotes that become orders.
    quote_ordered(number) = "quote {number} has become an order already";
    quote_invoiced(number) = "quote {number} is invoiced already";
    quote_not_accepted(number) = "quote {number} is not accepted";
    quote_became(number, document) = "quote {number} became {document}";
    taken_as_quotes(document) = "{document} exists already and is taken as this quote's";

    // Documents that are written to ActiveCampaign.
    draft() = "it is a draft";
    invoice_has_its_status() = "it is invoiced: its invoice has its status";
    later_document_has_its_status() = "the document created from it has its status";
    no_longer_there() = "it is no longer in eAccounting";
    credits_nothing() = "it is a credit invoice that credits no invoice";
    credited_is_gone() = "what it credits is no longer in eAccounting";
    nothing_follows() = "nothing in ActiveCampaign follows it";
    buyer_without_email() = "its customer has no e-mail address in eAccounting that is one";
    later_is_written() = "what has become of it since is written already";
    kind_not_wanted() = "its kind is not in to_activecampaign.orders.kinds";
    of_day_before(day, first) = "it is of {day}, before to_activecampaign.orders.placed_after = {first}";
    has_reference() = "it has an order reference, and to_activecampaign.orders.source is \"entered\"";
    called_off_unwritten() = "it was called off before it was ever written";
    written_when_paid() = "it is not paid, and to_activecampaign.orders.states is \"paid\"";
    written_when_shipped() = "it is not shipped, and to_activecampaign.orders.states is \"completed\"";
    reference_of(source) = "its reference is that of {source} in ActiveCampaign";
    no_day() = "eAccounting names no day of it";
    written(record, state, total) = "ActiveCampaign has {record}: {state}, {total}";
    written_in_step(record, state, total) = "{record}: {state}, {total}: as it should be";
    dry_run_of_written(record, state, total) = "dry_run is on in [to_activecampaign]: would be written as {record}: {state}, {total}";
    never_written() = "it is no longer in eAccounting, and was never written";
    end_is_written() = "it is no longer in eAccounting, and its end is written";
    dry_run_of_cancelling() = "to_activecampaign.orders.dry_run is on: would be cancelled, since it was deleted in eAccounting";
    nowhere() = "it is neither in eAccounting nor in ActiveCampaign";
    written_without_email() = "ActiveCampaign has it without an e-mail address";
    cancelled_after_deletion() = "its order was cancelled in ActiveCampaign: it was deleted in eAccounting";

    // Quotes that are deals.
    began_with_no_quote() = "it began with no quote";
    later_of_quote_is_written() = "what has become of the quote since is written already";
    deal_goes_by_later() = "it is no longer in eAccounting, and its deal goes by what was made of it";
    over_before_deal() = "it was over before it ever was a deal";
    dry_run_of_deal(record) = "to_activecampaign.quotes.dry_run is on: {record} would become a deal";
    became_deal(record) = "{record} became a deal";
    deal_in_step(deal, state) = "deal {deal}, {state}: as it should be";
    dry_run_of_deal_value(deal, state) = "to_activecampaign.quotes.dry_run is on: deal {deal} would get another value for: {state}";
    dry_run_of_deal_move(deal, state) = "to_activecampaign.quotes.dry_run is on: deal {deal} would be moved for: {state}";
    deal_deleted(deal) = "deal {deal} was deleted in ActiveCampaign";
    deal_stays(deal, why) = "deal {deal} stays where it is: {why}";
    deal_stays_revalued(deal, why) = "deal {deal} stays where it is: {why}, with another value";
    deal_says(deal, state) = "deal {deal} says: {state}";
    deal_says_revalued(deal, state) = "deal {deal} says: {state}, with another value";

    // The status of documents that came from ActiveCampaign.
    status_is_off(source) = "it was made of {source} in ActiveCampaign, and to_activecampaign.status.enabled is off";
    invoice_keeps_status() = "it is no longer in eAccounting, and its invoice has its status";
    status_told(document, source, state) = "ActiveCampaign was told of {document} of {source}: {state}";
    status_in_step(document, source, state) = "{document} of {source}: {state}: as it should be";
    dry_run_of_status(document, source, state) = "to_activecampaign.status.dry_run is on: would be written as {document} of {source}: {state}";

    // Customers that become contacts.
    inactive() = "it is inactive in eAccounting";
    customer_without_email() = "it has no e-mail address in eAccounting";
    customer_email_invalid() = "its e-mail address in eAccounting is not a valid one";
    several_contacts() = "several contacts are this customer, so that none of them follows it";
    contact_unchanged(customer, contact) = "nothing was changed in {customer} since contact {contact} was last compared with it: as it should be";
    from_an_order(customer) = "{customer} was created from an order and hasn't been changed since";
    contact_deleted(contact, source) = "contact {contact} was deleted in ActiveCampaign; a replay of {source} creates a new one";
    no_contact_linked() = "no contact is linked to it, and to_activecampaign.customers.match_by is \"link\"";
    contact_of_other_customer(contact, number) = "contact {contact} with its e-mail address is customer {number} already";
    contact_not_linked(contact) = "contact {contact} with its e-mail address is not linked to it, and to_activecampaign.customers.match_by is \"link\"";
    dry_run_of_new_contact(customer) = "to_activecampaign.customers.dry_run is on: a contact would be created for {customer}";
    dry_run_of_contact(contact, customer, changes) = "to_activecampaign.customers.dry_run is on: contact {contact} would be updated from {customer}: {changes}";
    contact_in_step(contact, customer) = "contact {contact} is as {customer} is in eAccounting";
    contact_created(contact, customer) = "contact {contact} created for {customer}";
    contact_updated(contact, customer, changes) = "contact {contact} updated from {customer}: {changes}";

    // Stock.
    not_kept_in_stock() = "its stock is written already, or it is not kept in stock";
    nothing_waits() = "nothing of it waits to be written";
    written_as_it_is() = "its stock is written already";
    connection_changed() = "the connection has changed, so all articles are read and written again";
    articles_read(page) = "articles read up to page {page}; reading continues";
    all_stock_in_step() = "all stock is as it should be";
    stock_queued(products, jobs, stock) = "{products} queued in {jobs}: {stock}";
    stock_of_one(article, stock) = "stock of {article} ({stock}) written";
    stock_of_one_and_quantities(article, stock, quantities) = "stock of {article} ({stock}) written, and {quantities}";
    stock_of_several(products) = "stock of {products} written";
    stock_of_several_and_quantities(products, quantities) = "stock of {products} written, and {quantities}";
    quantities_written(quantities) = "{quantities} written";
    refused_together(products) = "ActiveCampaign refused {products} together; each is retried separately";
    dry_run_of_stock(products) = "to_activecampaign.stock.dry_run is on: {products} would be written";
    dry_run_of_all_stock(products, calls, stock) = "to_activecampaign.stock.dry_run is on: {products} would be written in {calls}: {stock}";

    // What a backfill leaves out.
    sent_already() = "it is sent already";
    unchanged_since_sent() = "it is unchanged since it was sent";
    is_on_hold(because) = "it is on hold: {because}";
    is_parked(code) = "it is parked [{code}]: replay it when the cause is gone";
    under_way() = "a job of it is under way and comes again by itself";
    only_state_goes_back(what) = "it came from ActiveCampaign ({what}), and only its state goes back";
    written_already() = "it is written already";
    most_per_run(most) = "orders.maximum_per_run is {most}: the next backfill brings it";

    // What a backfill's plan notes.
    plan_off(setting) = "{setting} is off: nothing of it would be sent. Change the setting first.";
    plan_cut(most) = "Only the {most} orders that changed last were looked at. Take a shorter time.";
    plan_unreadable(source, problem) = "{source}: {problem}";
    plan_of_rest(orders) = "ActiveCampaign has {orders} that only its REST interface lists, which says little of an order: the settings decide about each when its job runs.";

    // What people have done, for the list of who did what.
    held(records, because) = "On hold: {records}, because: {because}";
    released(records) = "Released: {records}.";
    settled(source) = "The difference of {source} is resolved.";
    settled_because(source, because) = "The difference of {source} is resolved, because: {because}.";
    marked(code, state) = "The cause {code} is {state}.";
    marked_because(code, state, because) = "The cause {code} is {state}, because: {because}";
    replayed(name, count, selection) = "Replay {name}: {count} ({selection}).";
    replay_stopped(name) = "Replay {name} aborted.";
    backfilled(count, what) = "Backfill: {count} ({what}).";
    settings_pushed(version) = "Settings version {version} pushed.";
    settings_pushed_because(version, note) = "Settings version {version}: {note}.";
    rolled_back(version) = "rollback to version {version}";

    // Which records a replay takes.
    selected_records() = "records by name";
    selected_parked() = "everything parked";
    selected_cause(code) = "what is parked with {code}";
    selected_attempts() = "every attempt";
    selected_error(code) = "attempts that ended with {code}";
    selected_dead_letters() = "dead letters";
    selected_since(time) = "since {time}";
    selected_until(time) = "until {time}";
    erased(entries, digests) = "Erased a person: {entries} of the activity log, the digests of {digests}.";
}

/// A word or two that a variable holds, and that every language has in the catalog `reasons`, as `word-` and its English.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word(&'static str);

impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl Word {
    /// The word in English.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.0
    }
}

macro_rules! words {
    ($($name:ident = $english:literal;)*) => {
        /// The words that variables hold.
        pub mod words {
            use super::Word;

            $(#[doc = concat!("\"", $english, "\"")]
            pub const $name: Word = Word($english);)*

            /// Every word.
            pub const ALL: &[Word] = &[$($name,)*];
        }
    };
}

words! {
    ORDER = "order";
    DEAL = "deal";
    AN_ORDER = "an order";
    AN_ORDER_AND_ITS_INVOICE = "an order and its invoice";
    AN_INVOICE_DRAFT = "an invoice draft";
    AN_INVOICE = "an invoice";
    A_DOCUMENT = "a document";
    THE_DOCUMENT = "the document";
    CUSTOMER_WITHOUT_NUMBER = "customer without number";
    ACCOUNT = "account";
    IN_THE_SHOP = "in the shop";
    IN_ACTIVECAMPAIGN = "in ActiveCampaign";
    CALLED_OFF_IN_SHOP = "cancelled or refunded in the shop";
    LOST = "lost in ActiveCampaign";
    REOPENED = "reopened in ActiveCampaign";
    ACTIVE_AGAIN = "is active in the shop again";
    WON_AGAIN = "is won again in ActiveCampaign";
    WAS_CREDITED = "was credited";
    WAS_DELETED = "was deleted";
    DEAL_HIDDEN = "the user of the API key may not see it";
    DEAL_CLOSED = "a person has closed it otherwise";
    NO_SUCH_STAGE = "its pipeline has no such stage";
    DEAL_MOVED_FURTHER = "a person has moved it further";
    IN_STOCK = "in stock";
    LOW = "low";
    BACKORDER = "backorder";
    OUT_OF_STOCK = "out of stock";
    NOT_CHECKED = "it is not all that was decided";
    NOT_PAID = "the payment was not registered";
    NOT_REPAID = "the repayment was not registered";
    NOT_TOLD = "ActiveCampaign was not told";
    NOTE_UNKNOWN = "it is not known whether the note was added";
    LINK_UNKNOWN = "it is not known whether the link to the shop was added";
    EMAIL_UNKNOWN = "it is not known whether it was e-mailed";
    STATUS_NOTE_UNKNOWN = "it is not known whether the note in ActiveCampaign was added";
    OPEN = "open";
    ACKNOWLEDGED = "acknowledged";
    IGNORED = "ignored";
    RESOLVED = "resolved";
    NO_NOTE = "the note was not added";
    NO_LINK = "the link to the shop was not added";
    NO_EMAIL = "it was not e-mailed";
    NO_STATUS_NOTE = "the note in ActiveCampaign was not added";
    PER_PIECE = "prices per piece";
    PER_PIECE_WITH_VAT = "prices per piece with VAT";
    PER_PIECE_WITHOUT_VAT = "prices per piece without VAT";
    PER_PIECE_VAT_TAKEN_OFF = "prices per piece, the seller's VAT taken off";
    PER_LINE = "prices per line";
    PER_LINE_WITH_VAT = "prices per line with VAT";
    PER_LINE_WITHOUT_VAT = "prices per line without VAT";
    PER_LINE_VAT_TAKEN_OFF = "prices per line, the seller's VAT taken off";
    AS_AT_HOME = "as for a sale at home";
    AS_UNDER_REVERSE_CHARGE = "as for a sale at home under reverse charge";
    FOR_BUYER = "for this buyer's country and VAT number";
    GOODS = "goods";
    SERVICES = "services";
    DOMESTIC_EXEMPT = "domestic sales exempt from VAT";
    DOMESTIC_VAT = "domestic sales subject to VAT";
    DOMESTIC_REVERSED = "domestic sales subject to reversed construction VAT";
    EU_EXEMPT = "sales exempt from VAT within the EU";
    EU_VAT = "sales subject to VAT within the EU";
    OSS = "sales subject to OSS";
    EXPORT_EXEMPT = "sales exempt from VAT outside the EU";
    FOR_SHIPPING = "shipping";
    FOR_DISCOUNTS = "discounts";
    FOR_FEES = "fees";
    FOR_OTHER_GOODS = "goods without an article of their own";
    FOR_ROUNDING = "rounding";
    FOR_VOUCHERS = "redeemed gift cards";
    FOR_UNLISTED = "amounts that are in no line";
    UNLISTED = "an amount in no line";
    ROWS_WITH_VAT = "with VAT in the rows";
    ROWS_WITHOUT_VAT = "VAT on top of the rows";
    VAT_BY_DELIVERY = "VAT by delivery address";
    A_VAT_NUMBER = "a VAT number";
    VAT_OUTSIDE_EU = "VAT on invoices outside the EU";
    NORTHERN_IRELAND = "Northern Ireland";
    CITY = "city";
    POSTCODE = "postcode";
    CITY_AND_POSTCODE = "city and postcode";
    NAME = "name";
    INVOICE_COUNTRY = "invoice country";
    DELIVERY_COUNTRY = "delivery country";
    VAT_NUMBER = "VAT number";
    WHEN_LOST = "when the deal was lost";
    WHEN_CALLED_OFF = "when the order was cancelled or refunded";
    A_PRIVATE_PERSON = "a private person";
    A_COMPANY = "a company";
    EMAIL_ADDRESS = "e-mail address";
    CUSTOMER_NUMBER = "customer number";
    ORGANISATION_NUMBER = "organisation number";
    A_DOMESTIC_SALE = "a domestic sale";
    A_SALE_WITHIN_EU = "a sale within the EU";
    AN_EXPORT = "an export";
    TERMS_OF_PAYMENT = "terms of payment";
    DELIVERY_METHOD = "delivery method";
    DELIVERY_TERM = "delivery term";
    UNIT = "unit";
    BANK_ACCOUNT = "bank account";
    CUSTOMER_LABEL = "customer label";
    COUNTRY = "country";
    CURRENCY = "currency";
    QUOTED = "quoted";
    ACCEPTED = "accepted";
    CREATED = "created";
    ONGOING = "ongoing";
    SHIPPED = "shipped";
    INVOICED = "invoiced";
    PART_PAID = "part paid";
    OVERDUE = "overdue";
    PAID = "paid";
    CREDITED = "credited";
    REFUNDED = "refunded";
    DELETED = "deleted";
    LAPSED = "lapsed";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_its_english_text_and_what_it_names() {
        let reason = became("order 1001", "invoice draft 7");
        assert_eq!(reason, "order 1001 became invoice draft 7");
        let [case] = reason.cases() else {
            panic!("{reason:?}")
        };
        assert_eq!(case.name, "became");
        assert_eq!(case.with["document"], "invoice draft 7");
        assert_eq!(
            serde_json::to_string(&reason).unwrap(),
            "\"order 1001 became invoice draft 7\""
        );
        let queued = orders_queued(Named::counted(1, "order", "orders"));
        assert!(queued.sends_nothing() && articles_read(3).sends_nothing());
        let products = || Named::counted(2, "product", "products");
        assert!(stock_queued(products(), Named::counted(1, "job", "jobs"), "2 in stock").sends_nothing());
        assert!(refused_together(products()).sends_nothing() && deal_stays(7, "it is lost").sends_nothing());
        assert!(!became("order 1", "order 7").sends_nothing() && !Reason::in_english("x").sends_nothing());
        let both = Reason::joined([queued.clone(), became("order 1", "order 7")]);
        assert!(!both.sends_nothing(), "{both}");
        assert_eq!(queued, "1 order of the contact queued");
        assert_eq!(queued.cases()[0].with["orders"], "1");
    }

    #[test]
    fn what_says_that_its_record_is_gone_is_known_by_its_name_and_not_by_its_words() {
        for gone in [
            gone("contact 9"),
            no_longer_there(),
            never_written(),
            end_is_written(),
            deal_goes_by_later(),
            invoice_keeps_status(),
        ] {
            assert!(gone.says_it_is_gone(), "{gone}");
        }
        let quoted = on_hold("the parcel is no longer in the store");
        assert!(quoted.contains("no longer in") && !quoted.says_it_is_gone());
        assert!(!credited_is_gone().says_it_is_gone(), "another record is");
        // Whoever adds a reason that says so has to say whose.
        let others: Vec<&str> = ALL
            .iter()
            .filter(|known| known.english.contains("no longer in"))
            .map(|known| known.name)
            .collect();
        assert_eq!(others.len(), 7, "{others:?}");
    }

    #[test]
    fn joined_reasons_keep_their_cases_where_each_has_one() {
        let both = Reason::joined([draft(), no_orders()]);
        assert_eq!(both, "it is a draft; the contact has no orders");
        assert_eq!(both.cases().len(), 2);
        let one = Reason::joined([draft(), Reason::in_english("something of its own")]);
        assert_eq!(
            (one.as_str(), one.cases()),
            ("it is a draft; something of its own", &[][..])
        );
        let earlier = exists("order 7").of_earlier_event();
        assert_eq!(
            earlier,
            "an earlier event covers it: it was sent already: order 7"
        );
        assert_eq!(earlier.cases().len(), 2);
    }

    #[test]
    fn every_reason_is_there_once_and_names_all_of_its_variables() {
        for (i, known) in ALL.iter().enumerate() {
            assert!(
                ALL[..i].iter().all(|other| other.name != known.name),
                "{} twice",
                known.name
            );
            for variable in known.variables {
                assert!(
                    known.english.contains(&format!("{{{variable}}}")),
                    "{}: {variable}",
                    known.name
                );
            }
        }
    }

    #[test]
    fn of_many_records_the_first_are_named() {
        let names: Vec<String> = (1..=7).map(|number| format!("order:1:{number}")).collect();
        let reason = released(Named::few(&names));
        assert_eq!(
            reason,
            "Released: order:1:1, order:1:2, order:1:3, order:1:4, order:1:5 and 2 more."
        );
        assert!(reason.cases()[0].with["records"].ends_with("order:1:5\n+2"));
    }
}
