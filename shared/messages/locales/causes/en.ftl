# What each error code means, and what to do. A cause has no period; a remedy is one or two sentences.

settings-invalid = The settings cannot be used
settings-invalid-remedy = Correct the settings as the text says, and push them again.
secret-missing = A secret is missing or cannot be read
secret-missing-remedy = Put ActiveCampaign's address and key into its secret, or run `ekobridge connect` for eAccounting.
salt-mismatch = The deployment has another salt than its ledger
salt-mismatch-remedy = Deploy again with the salt of the stack that made the ledger.
activecampaign-unauthorized = ActiveCampaign does not accept the API key
activecampaign-unauthorized-remedy = Copy the address and the key from ActiveCampaign's developer settings into its secret.
activecampaign-unreachable = ActiveCampaign does not answer
activecampaign-unreachable-remedy = Nothing to do: it is tried again automatically. If it lasts, look at ActiveCampaign's status page.
activecampaign-rate-limit = ActiveCampaign limits the number of requests
activecampaign-rate-limit-remedy = Nothing to do: it is tried again automatically. If it lasts for days, find out what else uses the API.
activecampaign-server-error = ActiveCampaign has a fault
activecampaign-server-error-remedy = Nothing to do: it is tried again automatically. If it lasts, contact ActiveCampaign's support.
activecampaign-rejected = ActiveCampaign rejected a value
activecampaign-rejected-remedy = Correct the record, the settings or the user's permissions as the text says. Then replay it.
activecampaign-invalid-response = ActiveCampaign's answer is not as documented
activecampaign-invalid-response-remedy = Report it with the text. Replay the record after an update.
eaccounting-reauthorize = eAccounting must be connected again
eaccounting-reauthorize-remedy = Run `ekobridge connect`, log in to eAccounting, and accept all permissions.
eaccounting-company-mismatch = The login is for another company in eAccounting
eaccounting-company-mismatch-remedy = Run `ekobridge connect`, and select the right company.
eaccounting-unreachable = eAccounting does not answer
eaccounting-unreachable-remedy = Nothing to do: it is tried again automatically. If it lasts, look at Visma's status page.
eaccounting-rate-limit = eAccounting limits the number of requests
eaccounting-rate-limit-remedy = Nothing to do: it is tried again automatically.
eaccounting-server-error = eAccounting has a fault
eaccounting-server-error-remedy = Nothing to do: it is tried again automatically. If it lasts, contact Visma's support.
eaccounting-rejected = eAccounting rejected a value
eaccounting-rejected-remedy = Correct the field in the shop, in ActiveCampaign or in the mapping. Then replay the record.
eaccounting-rejected-currency-remedy = Add { $currency } to your company's currencies in eAccounting, or correct the currency in the shop or on the deal. Then replay the record.
eaccounting-rejected-number-taken-remedy = If customer { $number } is this one, { $by ->
    [field] enter { $number } in the contact's field that `customers.match_field` names
    [organisation-number] enter the buyer's organisation number on it in eAccounting, or the e-mail address for a buyer without one
   *[email] enter the buyer's e-mail address on it in eAccounting
}, or set `customers.match_by` to "customer-number". If it is another, correct the rule for `CustomerNumber` in `[mapping.customer]`. Then replay the record.
eaccounting-invalid-response = eAccounting's answer is not as documented
eaccounting-invalid-response-remedy = If the text names a setting in eAccounting, fill it in. Otherwise report it, and replay the record after an update.
eaccounting-no-access = The company, the user or the license does not allow it
eaccounting-no-access-remedy = Change it in eAccounting, or connect as another user with `ekobridge connect`. Then replay the record.
period-locked = The accounting period is locked or missing
period-locked-remedy = Unlock the period in eAccounting, or add the fiscal year. Then replay the record.
period-locked-unlock-remedy = Unlock { $day } in eAccounting, under Settings › Accounting locked to, or under Fiscal years and opening balances. Then replay the record, or enter the order by hand.
outcome-unknown = It is not known whether eAccounting created the document
outcome-unknown-remedy = Create nothing by hand: it is looked up before anything is created. If the text says that it was not found, look in eAccounting and replay the record.
source-missing = The record is no longer in ActiveCampaign
source-missing-remedy = If that was intended, nothing. Otherwise restore the record and replay it, or enter the order by hand.
customer-missing = The order has no customer that can be used
customer-missing-remedy = Fill in the customer in ActiveCampaign, or set `orders.default_customer` for orders without a usable customer. Then replay the record.
customer-incomplete = The customer lacks a field that eAccounting needs
customer-incomplete-remedy = Fill in the field in ActiveCampaign or in the shop, or set its default. Then replay the record.
customer-incomplete-field-remedy = Fill in the { $field ->
    [city] city
    [postcode] postcode
   *[name] name
} in ActiveCampaign or the shop and replay the record, or give `{ $setting }` a text to use.
customer-incomplete-address-remedy = Fill in the city and the postcode in ActiveCampaign or the shop and replay the record, or give `customers.on_missing_city` and `customers.on_missing_postal_code` a text to use.
customer-incomplete-delivery-city-remedy = Complete the city of the delivery address in the shop and replay the record, or give `customers.on_missing_city` a text to use.
customer-incomplete-delivery-postcode-remedy = Complete the postcode of the delivery address in the shop and replay the record, or give `customers.on_missing_postal_code` a text to use.
customer-incomplete-delivery-both-remedy = Complete the city and the postcode of the delivery address in the shop and replay the record, or give `customers.on_missing_city` and `customers.on_missing_postal_code` a text to use.
customer-ambiguous = Several customers in eAccounting match
customer-ambiguous-remedy = Deactivate all but one of them in eAccounting, or set `customers.on_multiple_matches = "newest-active"`. Then replay the record.
customer-ambiguous-another-company-remedy = If the company is the same, correct the number or the name on customer { $customer } or the contact; if it is another, give its contact an e-mail address of its own. Then replay the record.
contact-ambiguous = Another contact has the customer's e-mail address
contact-ambiguous-remedy = Merge the two contacts in ActiveCampaign, or correct the address in eAccounting. Then replay the record.
customer-inactive = The customer is inactive in eAccounting
customer-inactive-remedy = Activate the customer in eAccounting. Then replay the record.
customer-inactive-customers-remedy = Activate customer { $customers } in eAccounting. Then replay the record.
sku-unknown = No article in eAccounting has the product's SKU
sku-unknown-remedy = Create the article in eAccounting, or set `articles.on_unknown_sku` to "create" or "fallback". Then replay the record.
sku-unknown-articles-remedy = Create { $articles } in eAccounting, or set `articles.on_unknown_sku` to "create" or "fallback". Then replay the record.
sku-unknown-gift-card-remedy = Create article { $article } in eAccounting with an account coding of 0 % and the account of the debt to the cards' holders; or with the coding of goods, if your gift cards are sold with VAT. Then replay the record.
sku-missing = An order line has no SKU
sku-missing-remedy = Give the product a SKU in the shop. If the line is a fee, add its name to `fees.names` and an article to `fees.articles`; for other goods, set `articles.on_unknown_sku = "fallback"` with a fallback article. Then replay the record.
sku-missing-gift-card-remedy = Give the gift card a SKU in the shop, and create an article with that number and an account coding of 0 % in eAccounting. Then replay the record.
sku-missing-below-zero-remedy = See in the shop what the line takes off. If it is a discount, call it so there ("Discount"); if it is a gift card's payment, add its name to `vouchers.names` and set `vouchers.article`; if goods came back, give it their SKU. A deposit is a payment: enter such an order by hand. Then replay the record.
sku-missing-deal-remedy = Set `orders.deals.article` to the number of an article, or name the deals' custom field for it in `orders.deals.article_field` and fill it in. Then replay the record.
article-inactive = The article is inactive in eAccounting
article-inactive-remedy = Activate the article in eAccounting, or use another SKU in the shop. Then replay the record.
article-inactive-article-remedy = Activate article { $article } in eAccounting, or use another SKU in the shop. Then replay the record.
article-not-configured = An article for shipping, discounts or the like is not set or not found
article-not-configured-remedy = Create the article in eAccounting, and set its number in the settings. Then replay the record.
article-not-configured-setting-remedy = Set `{ $setting }` to the number of an article with a coding of { $rate }. Then replay the record.
article-not-configured-missing-remedy = Create article { $article } in eAccounting, or correct `{ $setting }`. Then replay the record.
article-not-configured-rate-remedy = Give article { $article } a coding of { $rate } in eAccounting, or name another article in `{ $setting }`. Then replay the record.
article-not-configured-oss-remedy = Open article { $article } in eAccounting and mark it for OSS. Then replay the record.
account-missing = An article account coding lacks an account
account-missing-remedy = Fill in the account in eAccounting's article account codings. Then replay the record.
account-missing-coding-remedy = Open Settings › Article account codings in eAccounting and set the account that is missing in "{ $coding }", or give article { $article } another coding. Then replay the record.
account-missing-gift-card-remedy = Give article { $article } an account coding of its own in eAccounting, with account { $account } for sales abroad too, and replay the record; or enter the order by hand.
account-missing-country-remedy = Open Settings › Article account codings in eAccounting and set account { $account } for this kind of sale, or correct `vat.countries.{ $country }.account`. Then replay the record.
coding-missing = No article account coding has the VAT rate
coding-missing-remedy = Add the article account coding in eAccounting, or select one in the settings. Then replay the record.
coding-missing-rate-remedy = Open Settings › Article account codings in eAccounting and add or activate one with { $rate }. Then replay the record.
coding-missing-several-remedy = Name the coding of { $rate } for new articles in `articles.account_coding` in the settings. Then replay the record.
coding-missing-oss-remedy = Add the VAT rate in { $country } to `vat.countries.{ $country }.oss_rates` in the settings, as { $rate } = the rate there in percent. Then replay the record.
coding-missing-of-article-remedy = Give article { $article } another coding in eAccounting. Then replay the record.
reference-not-found = A name in the settings does not exist in eAccounting
reference-not-found-remedy = Correct the setting, or add the name in eAccounting. Then replay the record.
reference-not-found-setting-remedy = Correct `{ $setting }` in the settings, or add the name in eAccounting. Then replay the record.
reference-not-found-default-customer-remedy = Create customer { $customer } in eAccounting, or correct `orders.default_customer` in the settings. Then replay the record.
reference-not-found-terms-remedy = Open Settings › Terms of payment in eAccounting and make one available for sales. Then replay the record.
total-mismatch = The document's total would differ from the shop's
total-mismatch-remedy = Compare the totals and lines. Correct the codings, the customer or the order. Then replay the record.
total-mismatch-charged-on-export-remedy = If the shop is right, set `vat.countries.{ $country }.charge_vat = true` in the settings; if it is wrong, correct the order in the shop. Then replay the record.
total-mismatch-not-charged-on-export-remedy = If the shop is right, remove `vat.countries.{ $country }.charge_vat` from the settings, or clear VAT on invoices outside the EU on the customer in eAccounting. If it is wrong, correct the shop's VAT settings and the order. Then replay the record.
total-mismatch-charged-without-vat-remedy = If the shop is right, correct the customer's country, VAT number or VAT settings; if it is wrong, correct the order in the shop. Then replay the record.
total-mismatch-charged-under-reverse-charge-remedy = If the shop is right, clear reverse charge for construction on the customer in eAccounting; if it is wrong, correct the order in the shop. Then replay the record.
total-mismatch-not-charged-at-home-remedy = See which of the two is right. If these goods have no VAT, such as a gift card, give their articles an account coding of 0 % in eAccounting; if the sale is construction work under reverse charge, mark the customer for it there, and enter its VAT number. Otherwise correct the shop's VAT settings and the order. Then replay the record.
total-mismatch-vat-number-remedy = See which of the two is right. Correct the codings or the customer's country in eAccounting, give the buyer's VAT number in the field that `customers.vat_number_field` names, or correct the shop's VAT settings and the order. Then replay the record.
total-mismatch-other-rate-remedy = See which of the two is right. Correct the codings or the customer's country in eAccounting, or correct the shop's VAT settings and the order. Then replay the record.
total-mismatch-shipping-without-vat-remedy = Shipping has the VAT of the goods that it is for. Set that tax class for shipping in the shop, and enter this order by hand, or correct it in the shop and replay it.
total-mismatch-parts-differ-remedy = Compare the order's lines, shipping, discounts and total in the shop, and `prices.line_price`, `prices.vat` and `rounding.tolerance` in the settings. Then replay the record.
total-mismatch-cents-remedy = Set `rounding.tolerance` (0.02 is enough) and `rounding.article` in the settings, so that the difference gets its own row, and replay the record; or enter the order by hand.
total-mismatch-stated-vat-remedy = Compare the VAT rates of the order's articles in eAccounting with the shop's, and correct the codings. Then replay the record.
total-mismatch-rounded-payment-remedy = Turn rounding off in eAccounting's company settings, or turn `register_payment` off for this payment method. Then replay the record.
total-mismatch-rate-changed-remedy = Set `document = "invoice"` for this payment method or in `[orders]`, whose invoices keep the order's date, and replay the record; or enter the invoice by hand.
total-mismatch-credit-by-hand-remedy = Credit invoice { $number } by hand in eAccounting, with the VAT of its own date.
total-mismatch-another-document-remedy = If document { $number } is this order, correct it in eAccounting and nothing more is to be done. If it is another one, change its reference there and replay the record.
total-mismatch-document-differs-remedy = Compare document { $number } with the shop's order: the customer's country, type and VAT number and the articles' codings decide its VAT. Correct them, { $undo ->
    [credit] credit the document
   *[delete] delete the document
} in eAccounting, and replay the record.
total-mismatch-document-currency-remedy = Correct the customer's currency in eAccounting, { $undo ->
    [credit] credit
   *[delete] delete
} document { $number } there, and replay the record.
price-ambiguous = It is not clear how the shop's prices are meant
price-ambiguous-remedy = Set `prices.line_price` ("unit" or "line") and `prices.vat` ("included" or "excluded") to what the shop does. Then replay the record.
price-ambiguous-none-remedy = Compare the order's lines, shipping, discounts and total in the shop; a difference of cents may be allowed with `rounding.tolerance` in the settings. Then replay the record.
price-ambiguous-cents-remedy = Correct how the shop's connector writes amounts to ActiveCampaign, let it write the order again, and replay the record. If the price is right, enter the order by hand, or correct the article's price in eAccounting and replay.
price-underdetermined = The shop's rounded prices fit the total in several ways
price-underdetermined-remedy = Give the articles or products the prices that they are sold at and replay the record, or enter the order by hand.
amount-not-listed = Part of the total is on no line of the order
amount-not-listed-remedy = Look at the order in the shop. Set `fees.unexplained_article` and `fees.unexplained_limit`, so that such amounts get their own row, and replay the record; or enter the order by hand.
partial-refund = The order looks partly refunded
partial-refund-remedy = Look at the order in the shop. If it is an invoice already, credit the refunded part on it. If it was never sent, enter it by hand as it was sold, and credit the refunded part.
partial-refund-credit-remedy = Look in the shop at what was refunded, and credit { $amount }, VAT included, on invoice { $number } in eAccounting.
partial-refund-credit-part-remedy = Look in the shop at what was refunded, and credit it on invoice { $number } in eAccounting.
partial-refund-take-off-remedy = Look in the shop at what was refunded, and take { $amount }, VAT included, off document { $number } in eAccounting, or credit its invoice if it has one by now.
partial-refund-take-off-part-remedy = Look in the shop at what was refunded, and take it off document { $number } in eAccounting, or credit its invoice if it has one by now.
partial-refund-again-remedy = Look in the shop at whether more was refunded, and credit that on document { $number }, too, or take it off. If nothing more was refunded, nothing is to be done. Then replay the order.
value-invalid = A value does not fit eAccounting's field
value-invalid-remedy = Correct the value in the shop, in ActiveCampaign or with a mapping rule. Then replay the record.
value-invalid-no-lines-remedy = Look at the order in the shop; if it is right there, enter it in eAccounting by hand. Otherwise correct it there and replay the record.
value-invalid-vat-flag-remedy = { $change ->
    [set] Set
   *[remove] Remove
} { $flag ->
    [delivery] VAT by delivery address
    [number] a VAT number
    [outside] VAT on invoices outside the EU
   *[northern] Northern Ireland
} on customer { $customer } in eAccounting, or let orders update their customers (`orders.update_customer`). Then replay the record.
value-invalid-store-pickup-remedy = Give the order the store's address as its delivery address in the shop and replay the record, or enter it by hand as a domestic sale.
value-invalid-currency-remedy = Change the currency of customer { $customer } in eAccounting, or let such orders become orders, which have a currency of their own (`orders.document = "order"` or `"order-invoiced"`). Then replay the record.
value-invalid-vat-number-country-remedy = Correct the VAT number or the country in ActiveCampaign or the shop and replay the record, or leave the number out with `VatNumber = ""` in `[mapping.customer]` of the settings.
value-invalid-field-remedy = Correct { $field } in ActiveCampaign or the shop, or give it another rule: `{ $field }` in `[mapping.{ $section }]` of the settings. Then replay the record.
value-invalid-mapping-remedy = Correct `{ $field }` in `[mapping.{ $section }]` of the settings. Then replay the record.
value-invalid-customer-field-remedy = Correct the customer's { $field ->
    [invoice_country] invoice country
    [delivery_country] delivery country
   *[vat_number] VAT number
} and replay the record.
value-invalid-territory-remedy = Set the customer's country to { $country } in eAccounting, or let orders update their customers (`orders.update_customer`). Then replay the record.
value-invalid-by-hand-remedy = Enter this order by hand.
value-invalid-discount-remedy = Look in the shop at what the discount is on, and enter the order by hand.
value-invalid-negative-total-remedy = If it is a refund, credit the original invoice in eAccounting.
value-invalid-order-in-shop-remedy = Correct the order in the shop. Then replay the record.
value-invalid-long-sku-remedy = Shorten the SKU on line { $line } in the shop. Then replay the record.
value-invalid-credit-by-hand-remedy = Credit invoice { $number } by hand in eAccounting.
value-invalid-credit-customer-remedy = Credit invoice { $number } by hand in eAccounting; or give customer { $customer } the country and delivery address of that invoice, and replay the record.
input-invalid = What you entered can't be used
input-invalid-remedy = Correct it as the text says, and try again.
input-invalid-another-backfill-remedy = Leave it to the other one. When none runs any more, `ekobridge backfill --resume` goes on with what is left.
mapping-failed = A mapping rule failed on this record
mapping-failed-remedy = Correct the rule, or remove it to use the default. Then replay the record.
mapping-failed-section-remedy = Correct the rule in `[mapping.{ $section }]`, or remove it to use the default. Then replay the record.
connection-foreign = The store connection in the settings belongs to the shop's own integration
connection-foreign-remedy = Remove `to_activecampaign.connection.id`, so that Ekobridge uses a connection of its own. Then replay the record.
connection-missing = The store connection in the settings does not exist
connection-missing-remedy = Correct or remove `to_activecampaign.connection.id`. Then replay the record.
stock-plan-waiting = The first stock update waits for your approval
stock-plan-waiting-remedy = If its numbers are right, run `ekobridge replay stock:all`. Otherwise change the settings.
changed-after-creation = The order was changed in the shop after its document was created
changed-after-creation-remedy = Compare both. Correct the document, or credit it if it is an invoice.
changed-after-creation-enter-remedy = If the order is right, enter it in eAccounting by hand, with reference { $number }. Ekobridge makes no second document of it.
cancelled-after-creation = The order was cancelled or refunded after its document was created
cancelled-after-creation-remedy = Delete the order in eAccounting, or credit the invoice.
cancelled-after-creation-replaced-remedy = Credit document { $number } in eAccounting, if it is of the same sale. Ekobridge leaves it as it is.
follow-up-failed = The document exists, but a step after it failed
follow-up-failed-remedy = Correct the cause, and replay the record: the rest is done, and no second document is created.
too-many-rows = The order has more rows than a document takes
too-many-rows-remedy = Enter the order by hand, as several documents.
crashed = Processing the record failed unexpectedly several times
crashed-remedy = Report it with the function's log. Replay the record after an update.
retries-exhausted = All attempts are used up
retries-exhausted-remedy = Correct the last failure's cause. Then run `ekobridge replay --dead-letters`, or replay the record.
webhook-unhealthy = ActiveCampaign's webhook is missing, changed or silent
webhook-unhealthy-remedy = Set up the webhook again. After an import, which sends no webhooks, nothing is needed.
invalid-job = A message in the queue cannot be read
invalid-job-remedy = Run `ekobridge replay --dead-letters` to list it. Look at it in the queue, delete it, and replay its record.
storage-error = Ekobridge's own storage has a fault
storage-error-remedy = Nothing to do: it is tried again automatically. If it lasts, look at the tables, queues and secrets in AWS.
record-locked = The record is being processed just now
record-locked-remedy = Nothing to do: it is tried again automatically.
from-newer-version = The record was parked by a newer version of Ekobridge
from-newer-version-remedy = Follow the text, or deploy the newer version again. `ekobridge replay` works too.
paused = The stack is paused, and the job has waited for ten days
paused-remedy = Run `ekobridge resume`. The job is then queued again.
