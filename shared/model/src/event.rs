//! What happened to a record that failed, as a text in English and as values that every language has words for.
//!
//! Each text is a function here, as the reasons of [`crate::reason`] are: [`ALL`] has its English and its variables, and the catalog
//! `events` has it in the other languages. Sentences may follow one another, and a variable may hold a text of its own
//! ([`crate::Named::phrase`]). Values are never personal data.

use crate::reason::texts;

texts! {
    // What holds other texts.
    of_record(record, event) = "{record}: {event}";
    failed_often(record, several, event) = "{record} failed {several} times, the last time so: {event}";
    and_more(more) = "and {more} more";

    // Kinds of sale.
    sale_domestic() = "a domestic sale with VAT";
    sale_domestic_reverse() = "a domestic sale under reverse charge (construction)";
    sale_eu_company(country) = "a VAT-free sale to a company in the EU ({country})";
    sale_eu_private(country) = "a sale to the EU ({country}) with the seller's own VAT";
    sale_eu_private_oss(country) = "a sale to a private person in the EU ({country}) under the One Stop Shop";
    sale_export(country) = "a VAT-free sale outside the EU ({country})";
    sale_export_with_vat(country) = "a sale outside the EU ({country}) with VAT, as the customer is marked";

    // An order's VAT, and what the shop charged.
    vat_charged_on_export(order, tax, country) = "Order {order}: the shop charged {tax} VAT, but in eAccounting this sale has none, since it is an export to {country}.";
    vat_charged_under_reverse_charge(order, tax) = "Order {order}: the shop charged {tax} VAT, but in eAccounting this sale has none, since the customer is marked for reverse charge (construction).";
    vat_charged_without_vat(order, tax) = "Order {order}: the shop charged {tax} VAT, but in eAccounting this sale has none, by the buyer's country and VAT number.";
    no_vat_charged(order, total, by, computed, difference) = "Order {order} has a total of {total}, which its lines come to with no VAT: the shop seems to have charged that, and eAccounting computes the VAT of the articles' codings, {by}. It comes to {computed}, a difference of {difference}.";
    vat_of_codings_charged(order, total, by, computed, difference) = "Order {order} has a total of {total}, which its lines come to with the VAT of the articles' codings: the shop seems to have charged that, and eAccounting computes the VAT of a sale to this buyer's country, {by}. It comes to {computed}, a difference of {difference}.";
    no_vat_on_shipping_charged(order, total, by, computed, difference) = "Order {order} has a total of {total}, which its lines come to with no VAT on the shipping: the shop seems to have charged that, and eAccounting computes that of the goods on it, {by}. It comes to {computed}, a difference of {difference}.";
    other_vat_charged(order, total, charged, instead, by, computed, difference) = "Order {order} has a total of {total}, which its lines come to with {charged} VAT: the shop seems to have charged that, and eAccounting computes {instead}, {by}. It comes to {computed}, a difference of {difference}.";
    stated_vat_differs(order, total, tax, vat) = "Order {order}: the shop says its total of {total} has {tax} VAT, but the articles' codings give {vat}.";

    // An order's prices.
    discount_beyond_goods(order, discount, rate) = "Order {order} would have {discount} of discounts at {rate} VAT, which is more than its goods, shipping and fees of that rate: a part must be on something else, such as a gift card that is sold, and the order doesn't say how much.";
    not_listed(order, total, amount) = "Order {order} has a total of {total}, of which {amount} is in no line: probably a fee, such as for payment or gift wrapping. The plugins of some stores, such as WooCommerce's, send no fees.";
    discount_explains_it() = "A discount on part of the goods would explain the total as well.";
    underdetermined(order, total, lines) = "Order {order} has a total of {total}, and the store rounded the prices of one piece where a line has several: {lines}. What is known of their articles' prices doesn't leave one answer for each VAT rate.";
    line_at(line, quantity, price) = "line {line}, {quantity} at {price}";
    line_of_sku_at(line, sku, quantity, price) = "line {line} ({sku}), {quantity} at {price}";
    known_prices(lines) = "Known prices of one piece: {lines}.";
    line_price_net(line, price) = "line {line}, {price} without VAT in eAccounting";
    line_price_gross(line, price) = "line {line}, {price} with VAT in eAccounting";
    line_price_store(line, price) = "line {line}, {price} in the store";
    line_price_none(line) = "line {line}, none";
    prices_fit_at(rate) = "The articles' prices fit them with {rate} VAT: see whether the shop's VAT is right, or that of the articles' codings.";
    looks_refunded(order, signs) = "Order {order}: this looks like a partial refund, since {signs}. WooCommerce's plugin sends no usable prices for such an order.";
    says_refunded(order) = "Order {order}: the shop's own status says that a part of it was refunded. Whether its total is the one before the refund or after it isn't told.";
    sign_status() = "the shop's own status says so";
    tax_reduction(order, row) = "Order {order}: {row} is named as a tax reduction, such as ROT or RUT. The tax agency pays that: it takes nothing off the price and its VAT, and eAccounting has fields of its own for it.";
    goods_under_reverse_charge(order) = "Order {order} has goods and services for a customer that is marked for reverse charge (construction): the services have no VAT then, and the goods have.";
    sign_price_below_zero(line) = "line {line} has a price below zero";
    sign_quantity(line, quantity) = "line {line} has a quantity of {quantity}";
    sign_lines_far_less(most, total) = "its lines and shipping come to {most} without VAT of a total of {total}";
    sign_piece_refunded(line, price) = "line {line} costs 1, and its article {price}";
    sign_total_below_lines() = "its total is lower than its lines come to";
    sign_total_lower() = "its total is lower, and no price says why";
    several_readings(order, several, total, readings) = "Order {order}: {several} ways to read its prices come to its total of {total}: {readings}.";
    reading_gives(reading, total) = "{reading} give {total}";
    parts_differ(order, total, sum, reading, listing) = "Order {order} has a total of {total}, but its parts sum to {sum} ({reading}): {listing}.";
    no_reading(order, total, readings) = "Order {order} has a total of {total}, and no way to read its prices comes to it: {readings}.";
    nearest_reading(listing) = "The nearest has {listing}.";
    fits_without_sellers_vat() = "It does once the seller's VAT is taken off the prices: the sale has no VAT, and the shop's prices include it. If that is so for all such orders, set prices.zero_rated_prices = \"vat-taken-off\".";
    fits_without_shipping(amount) = "It does without the shipping of {amount}.";
    fits_with_vat_on_export(country) = "It does with the VAT of the articles' codings: if the shop is right, set vat.countries.{country}.charge_vat = true in the settings.";
    fits_with_no_vat() = "It does with no VAT: see whether the shop's VAT is right, or that of the articles' codings.";
    fits_with_vat_of_codings() = "It does with the VAT of the articles' codings: see whether the shop's VAT is right, or that of the articles' codings.";
    fits_with_no_vat_on_shipping() = "It does with no VAT on the shipping: see whether the shop's VAT is right, or that of the articles' codings.";
    fits_with_other_vat(rate) = "It does with {rate} VAT: see whether the shop's VAT is right, or that of the articles' codings.";
    amount_too_large(order) = "An amount or quantity of order {order} is too large for eAccounting.";
    total_negative(order, total) = "The total of order {order} is negative ({total}), which eAccounting takes on no order.";
    total_not_in_cents(order, total) = "The total of order {order} is {total}, and amounts in eAccounting have two decimals.";
    quantity_too_fine(line, order, quantity) = "Line {line} of order {order} has a quantity of {quantity}, and quantities in eAccounting have at most four decimals.";
    price_without_quantity(line, order, price) = "Line {line} of order {order} has a price of {price} but a quantity of 0.";
    no_net_amounts(order, total, nearest) = "Order {order} has a total of {total}. Its buyer gets rows without VAT, and no net amounts in whole cents give that total with VAT on top; the nearest is {nearest}.";
    rows_differ(order, total, sum, basis, listing) = "Order {order} has a total of {total}, but its rows would come to {sum} in eAccounting ({basis}): {listing}.";
    too_many_rows(order, count_of_rows, most) = "Order {order} needs {count_of_rows} rows, and a document in eAccounting has at most {most}.";

    // Articles.
    no_sku(line, order) = "Line {line} of order {order} has no SKU.";
    long_sku(line, order) = "The SKU on line {line} of order {order} has more than 40 characters or control characters; eAccounting's article numbers have at most 40.";
    unknown_sku(line, order, sku) = "Line {line} of order {order} has SKU {sku}, and no article in eAccounting has that number.";
    unknown_skus(order, several, skus) = "Order {order} has {several} SKUs that no article in eAccounting has as its number: {skus}.";
    sku_on_line(sku, line) = "{sku} on line {line}";
    gift_card_unknown(line, order, sku) = "Line {line} of order {order} sells a gift card with SKU {sku}, and no article in eAccounting has that number. A gift card's article has no VAT, so that Ekobridge neither creates it nor takes the fallback article.";
    gift_card_without_sku(line, order) = "Line {line} of order {order} sells a gift card and has no SKU. A gift card's article has no VAT, so that Ekobridge doesn't take the fallback article.";
    deal_without_article(deal) = "Deal {deal} has no article that its row could be sold as.";
    article_is_inactive(order, article) = "Order {order} needs article {article}, which is inactive in eAccounting.";
    article_not_set(order, purpose, rate, setting) = "Order {order} needs an article for {purpose} with {rate}, and {setting} is not set.";
    article_not_found(order, article, purpose, setting) = "Order {order} needs article {article} for {purpose} ({setting}), and eAccounting has no such article.";
    article_of_other_rate(setting, article, rate, coding, actual) = "{setting} names article {article} for {rate}, but its coding \"{coding}\" has {actual}.";
    not_under_oss(order, article, purpose) = "Order {order} is sold under the One Stop Shop, and so are its goods; but article {article} for {purpose} is not marked for it in eAccounting, and would get your own VAT.";

    // Accounts and codings.
    no_account(article, coding, accounts, sale) = "Article {article} has the account coding \"{coding}\", which has no account for {accounts}; the order is {sale}.";
    no_coding_of_name(goods, rate, coding) = "No active article account coding for {goods} with {rate} is called \"{coding}\".";
    no_coding(goods, rate) = "No active article account coding for {goods} has {rate}.";
    several_codings(goods, rate, codings) = "Several article account codings for {goods} have {rate}: {codings}.";
    coding_not_listed(article) = "Article {article} has an article account coding that eAccounting doesn't list.";
    gift_card_sold_abroad(order, article, row, account, home, sale) = "Order {order}: article {article} ({row}) would be booked on account {account}, and at home it is on {home}: a gift card that is sold is owed to its holder, and no sale abroad; the order is {sale}.";
    gift_card_paid_abroad(order, article, purpose, account, home, sale) = "Order {order}: article {article} ({purpose}) would be booked on account {account}, and at home it is on {home}: a gift card pays, and must not reduce the sales; the order is {sale}.";
    other_account(order, article, row, account, country, wanted, sale) = "Order {order}: article {article} ({row}) would be booked on account {account}, and vat.countries.{country} asks for account {wanted}; the order is {sale}.";
    oss_country_unknown(country, rate) = "The VAT rate in {country} for articles that have {rate} at home is not known: the table has no such country.";
    oss_without_vat_at_home(country, rate) = "The VAT rate in {country} for articles that have {rate} at home is not known: the article has no VAT at home.";
    oss_several_rates(country, rate, rates) = "The VAT rate in {country} for articles that have {rate} at home is not known: {country} has the reduced rates {rates}.";

    // The document that eAccounting made.
    document_of_reference(document, reference) = "{document} (reference {reference})";
    draft_of_reference(reference) = "the invoice draft with reference {reference}";
    order_of_reference(reference) = "the order with reference {reference}";
    invoice_of_reference(reference) = "the invoice with reference {reference}";
    document_in_other_currency(named, currency, order, wanted) = "{named} in eAccounting is in {currency}, and the shop's order {order} in {wanted}.";
    document_comes_to(named, order, gross, vat, expected, expected_vat) = "{named} in eAccounting, for the shop's order {order}, comes to {gross} with {vat} VAT; expected were {expected} with {expected_vat} VAT.";
    document_comes_to_some(named, order, gross, expected, expected_vat) = "{named} in eAccounting, for the shop's order {order}, comes to {gross}; expected were {expected} with {expected_vat} VAT.";
    unit_prices_with_vat() = "Its unit prices include VAT, and prices without VAT were expected.";
    unit_prices_without_vat() = "Its unit prices are without VAT, and prices with VAT were expected.";
    what_differs(rows) = "What differs: {rows}.";
    row_missing(number, article) = "row {number} ({article}) is missing";
    row_of_other_rate(number, article, actual, rate) = "row {number} ({article}) has {actual} VAT, expected was {rate}";
    row_of_other_amount(number, article, amount, actual, expected, rate) = "row {number} ({article}) comes to {amount} with {actual} VAT, expected were {expected} with {rate}";

    // An order or a deal, and its customer.
    nothing_to_make(order, total) = "Order {order} has no lines and no shipping, and a total of {total}: there is nothing to make a document of.";
    default_customer_missing(number) = "eAccounting has no customer {number}, which orders.default_customer asks for.";
    customer_lacks_flag(number, flag) = "Customer {number} lacks {flag} in eAccounting, so that it would compute other VAT than this order has.";
    customer_has_flag(number, flag) = "Customer {number} has {flag} in eAccounting, so that it would compute other VAT than this order has.";
    delivery_incomplete(order, missing) = "The delivery address of order {order} is in another country than the invoice address and decides about VAT (vat.place_of_supply), and it has no {missing}, which eAccounting requires then.";
    picked_up_in_store(order, sale) = "Order {order} is picked up in the store, by its shipping method, and would be {sale} by its addresses; goods that are handed over at home have your own VAT.";
    customer_in_other_currency(record, currency, number, theirs) = "{record} is in {currency}, and customer {number} has {theirs} in eAccounting, in which its invoices are made out.";
    prices_of_cents(order, article, price, known) = "Order {order} has article {article} at {price}, and its price in eAccounting is {known}: one is exactly a hundred times the other, and so are all prices of the order that eAccounting knows. Cents and units seem to be mixed up, in the total as well.";
    payment_rounded(order, total, to_pay, currency) = "Order {order} was paid with {total}, and its invoice would come to {to_pay}: your company rounds invoices to whole {currency} in eAccounting. No payment of an amount that nobody paid is registered.";
    rate_of_invoice_changed(record, day, article, rate, today, later) = "{record} is of {day}, when article {article} had {rate} VAT; eAccounting dates the invoice of an order on the day on which it is made, {today}, when the article has {later}.";
    locked_up_to(record, day, until) = "The invoice of {record} would be dated {day}, and accounting is locked up to {until} in eAccounting. No document was created.";
    year_is_locked(record, day, since, until) = "The invoice of {record} would be dated {day}, and the fiscal year from {since} to {until} is locked in eAccounting. No document was created.";
    no_fiscal_year(record, day) = "The invoice of {record} would be dated {day}, and no fiscal year in eAccounting contains that day. No document was created.";
    gone_with_document(record, document) = "ActiveCampaign has no {record} any more, and {document} was created of it in eAccounting.";
    not_there(record) = "ActiveCampaign has no {record}.";
    other_document(document, reference, has, order, wanted) = "eAccounting has {document} with reference {reference} for the same customer, but its total is {has} and that of order {order} is {wanted}.";
    document_is_gone(document) = "{document} was created for this order and is no longer in eAccounting.";
    to_invoice_from_missing(record) = "What {record} was to be invoiced from was not found.";

    // Changed after its document was created.
    changed_after(record, place, document) = "{record} was changed {place} after {document} was created in eAccounting.";
    changed_since(record, place) = "{record} was changed {place}.";
    is_credited(document) = "What it had become, {document}, is credited in eAccounting.";
    is_deleted(document) = "{document}, which was created of it, was deleted in eAccounting.";
    called_off_after(record, document) = "{record} was cancelled or refunded in the shop after {document} was created in eAccounting.";
    lost_after(record, document) = "{record} was lost in ActiveCampaign after {document} was created in eAccounting.";
    reopened_after(record, document) = "{record} was reopened in ActiveCampaign after {document} was created in eAccounting.";
    called_off(record) = "{record} was cancelled or refunded in the shop.";
    lost(record) = "{record} was lost in ActiveCampaign.";
    reopened(record) = "{record} was reopened in ActiveCampaign.";
    replaced_by(document, other) = "{document} is credited, and {other} with the same reference is not.";
    entered_by_hand(document) = "In eAccounting stands {document}, which somebody has entered with its number as the reference.";
    back_but_credited_by(record, again, document, other, when) = "{record} {again}, but {document} was credited by {other} {when}.";
    back_but_credited(record, again, document, when) = "{record} {again}, but {document} was credited {when}.";
    back_but_deleted(record, again, document, when) = "{record} {again}, but {document} was deleted {when}.";
    refunded_after(order, document, signs) = "Order {order}: this looks like a partial refund after {document} was created in eAccounting, since {signs}.";
    refunded_again(order, document) = "Order {order}: the shop has changed it again since a part of {document} was credited, and its own status still says that a part was refunded. More may be refunded by now.";

    // Why a person has to credit.
    no_invoice_booked() = "No invoice of it is booked, so that there is nothing to credit.";
    now_in_other_currency(currency, document, theirs) = "It is in {currency} now, and {document} is in {theirs}, so that nobody can tell whether all of it is refunded.";
    credited_in_part(credited, document, left) = "{credited} of {document} is credited already, so that {left} of it is left to credit by hand.";
    credit_differs(document, total, vat, credit, credit_vat) = "A credit of {document} would come to {credit} with {credit_vat} VAT, and the invoice to {total} with {vat} VAT: its customer, the account coding of an article, or the company's settings for prices and rounding have changed since.";
    says_refunded_in_part() = "The shop's own status says that only a part is refunded.";
    refunded_in_part(total, document, sold) = "Its total is {total} now, and that of {document} is {sold}: only a part seems to be refunded.";
    delivered_in_part(document) = "Only a part of it was delivered, for which {document} is: what is left to deliver has to be called off, too.";
    may_be_voided(document) = "Nothing remains to be paid of {document}, and eAccounting names neither a payment nor a credit: if it was voided, there is nothing to credit.";
    credit_of_other_rate(document, day, article, rate, today, later) = "{document} is of {day}, when article {article} had {rate} VAT; a credit of {today} would have {later}.";
    credit_of_other_kind(number, document, sale_then, buyer_then, sale, buyer) = "Customer {number} has changed since {document}, which is {sale_then} to {buyer_then}: a credit would be {sale} to {buyer}, on other accounts.";
    credit_in_other_currency(document, wanted, number, theirs) = "{document} is in {wanted}, and its customer {number} has {theirs} in eAccounting, in which a credit would be made out.";
    credit_draft_is_gone(document) = "The draft of the credit of {document} cannot be found again.";

    // Steps that follow a document.
    follow_up_failed(record, document, steps) = "{record} became {document}, but {steps}";
    step_failed(what, event) = "{what}: {event}";
    email_waits() = "it waits until a person has checked the document.";
    not_carried(differences) = "in eAccounting, {differences}.";
    field_is_missing(api_field) = "{api_field} is missing";
    field_is_another(api_field) = "{api_field} is another";

    // How a changed order differs from its document.
    currency_now(currency, document, theirs) = "It is in {currency} now, and {document} is in {theirs}.";
    both_totals(total) = "Both totals are {total}: the difference is in the lines, the addresses or the dates.";
    total_now(total, document, had) = "Its total is {total} now, and that of {document} is {had}.";
    total_now_with_vat(total, document, had) = "Its total is {total} with VAT now, and that of {document} is {had}.";

    // Customers.
    foreign_vat_number(record, issued_by, country) = "The VAT number of {record} is one of {issued_by}, and its invoice country is {country}: eAccounting refuses that.";
    customer_lacks(record, missing) = "The customer of {record} has no {missing}, which eAccounting requires.";
    nothing_to_find_customer_by(record) = "{record} has no value to find its customer by (an e-mail address).";
    several_customers(several, field, customers) = "{several} active customers in eAccounting have the same {field}: {customers}.";
    default_customer_is_inactive(number) = "Customer {number}, whom orders.default_customer names, is inactive in eAccounting.";
    vat_wanted_abroad(record, country, invoiced) = "{record} goes to {country}, where vat.countries.{country}.charge_vat asks for VAT, and its invoice to {invoiced}: eAccounting would compute none.";
    number_taken(number, matched_by, record) = "The customer number {number} is taken in eAccounting, and customers.match_by = \"{matched_by}\" did not find it for {record}: no customer was created.";
    customer_is_inactive(number) = "Customer {number} is inactive in eAccounting.";
    customers_are_inactive(customers) = "Customers {customers} are inactive in eAccounting, and each may be the one.";
    names_another_company(record, number) = "{record} names another company than its customer {number}: name and number differ.";
    customer_maybe_created(record) = "It is not known yet whether eAccounting created the customer of {record}.";
    document_maybe_created(record) = "It is not known yet whether eAccounting created the document of {record}.";
    deal_maybe_created(record) = "It is not known yet whether ActiveCampaign created the deal of {record}.";
    field_not_read(number, field) = "Customer {number} has a {field} that cannot be read.";
    field_of_customer_not_read(field) = "The customer has a {field} that cannot be read.";
    customer_in_territory(number, territory, what, source, other) = "Customer {number} has an address in a place with VAT rules of its own: a sale to {territory} is {what} ({source}), and eAccounting would book it as {other}.";
    in_territory(territory, what, source, other) = "The customer has an address in a place with VAT rules of its own: a sale to {territory} is {what} ({source}), and eAccounting would book it as {other}.";

    // What the settings name.
    not_in_eaccounting(what, wanted, setting, known) = "eAccounting has no {what} called \"{wanted}\", which {setting} asks for. It has: {known}.";
    no_terms_for_sales() = "eAccounting has no terms of payment that sales may use.";
    company_setting_unusable(missing) = "eAccounting's company settings have no usable {missing}.";

    // The way back.
    no_quote(number) = "eAccounting has no quote {number}.";
    connection_of_a_store(number, service) = "Connection {number} in ActiveCampaign belongs to the service \"{service}\", and its store writes its orders itself.";
    no_connection(number) = "ActiveCampaign has no connection {number}.";
    email_of_another_contact(record, contact) = "The e-mail address of {record} was changed in eAccounting, and another contact than contact {contact}, which is linked to it, has that address in ActiveCampaign.";
    stock_waits(articles, stock, requests, minutes) = "The stock of all articles waits to be written for the first time: {articles} ({stock}) in {requests}, which take at least {minutes} min.";

    // What eAccounting refuses. The reason is a word of the catalog, by its English.
    refused(what, why, error) = "eAccounting refused {what}: {why} ({error}).";
    refused_fields(what, why, api_fields, error) = "eAccounting refused {what}: {why}: {api_fields} ({error}).";
    not_taken(what, why, error) = "eAccounting could not take {what}: {why} ({error}).";
    not_taken_fields(what, why, api_fields, error) = "eAccounting could not take {what}: {why}: {api_fields} ({error}).";
    another_backfill() = "Another backfill of this deployment has gone on meanwhile. This one stops; what it has queued goes on.";
    deal_is_hidden(deal) = "ActiveCampaign hides deal {deal} from the user whose API key is used.";
}
