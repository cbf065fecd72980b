# Words of every page. Text in braces is put in; what stands after "one" is used for a count of one.

nav-pages = Pages
nav-overview = Overview
nav-activity = Activity
nav-parked = Parked
nav-settings = Settings
skip-to-content = Skip to the content
search-label = Number, name, e-mail or record
search-button = Why?
frame-zone = Times: { $zone }
place-stack = the stack { $name }
place-folder = the folder { $path }
place-dev = `ekobridge dev` on this machine
language-choose = Language
in-english = In detail, in English:
answer-no = no
answer-yes = yes

ago-seconds = { $count ->
    [one] 1 second ago
   *[other] { $count } seconds ago
}
ago-minutes = { $count ->
    [one] 1 minute ago
   *[other] { $count } minutes ago
}
ago-hours = { $count ->
    [one] 1 hour ago
   *[other] { $count } hours ago
}
ago-days = { $count ->
    [one] 1 day ago
   *[other] { $count } days ago
}

# What became of an attempt.
outcome-sent = sent
outcome-done = done
outcome-skipped = skipped
outcome-parked = parked
outcome-failing = failing
outcome-ignored = ignored
outcome-later = tried again later

# What asked for a job.
cause-webhook = webhook
cause-sweep = sweep
cause-poll = poll
cause-replay = replay
cause-backfill = backfill

direction-to-eaccounting = To eAccounting
direction-to-activecampaign = To ActiveCampaign

# Kinds of jobs, queues and documents.
job-customer = customer
job-order = order
job-quote = quote
job-find-orders = find orders
job-write-order = write order
job-write-contact = write contact
job-stock = stock
queue-orders = orders
queue-customers = customers
queue-backlog = backlog
document-customer = customer
document-article = article
document-order = order
document-invoice = invoice
document-invoice-draft = invoice draft
document-credit-draft = credit invoice draft
document-of-order = { $document } of order { $order }
document-credit-invoice = credit invoice
document-deal = deal
document-contact = contact
document-shop-order = e-commerce order
document-product = product { $number }

# Where a record stands.
state-never-seen = never seen
state-missing = not there
state-filtered = filtered
state-on-hold = on hold
state-queued = queued
state-waiting-for-vendor = waiting for a vendor
state-waiting-for-login = waiting for a login
state-running = running
state-in-doubt = in doubt
state-parked = parked
state-sent = sent
state-follow-up-failed = sent, a follow-up failed
state-changed-since = changed since

# Heads of tables.
column-attempts = Attempts
column-calls = Calls
column-trigger = Trigger
column-day = Day
column-direction = Direction
column-document = Document
column-error-code = Error code
column-field = Field
column-job = Job
column-key = Setting
column-in-force = In force
column-draft = Draft
column-made-from = Made from
column-milliseconds = ms
column-now = Now
column-outcome = Outcome
column-prepared = Prepared, not sent
column-record = Record
column-replayed = Replayed
column-rule = Rule or setting
column-sent = Sent
column-reason = Reason
column-since = Since
column-state = State
column-step = Step
column-time = Time
column-value = Value
column-what-happened = What happened
column-what-was-done = What was done
column-at-milliseconds = At ms
column-took-milliseconds = Took ms
period-today = Today
period-month = 30 days

overview-look = Look at it
overview-waiting = { $count ->
    [one] 1 record waits for you.
   *[other] { $count } records wait for you.
}
overview-waiting-more = At least { $count } records wait for you.
overview-nothing = Nothing so far.
overview-counted = Attempts by day, UTC. A record that fails, is parked and is then sent counts in each.
overview-chart = { $direction }, the last 30 days: { $sent } sent, { $skipped } skipped, { $failing } failing attempts, { $parked } parked.
overview-bar = { $day }: { $sent } sent, { $skipped } skipped, { $failing } failing, { $parked } parked
overview-table = As a table; the highest bar is { $largest }
overview-differences = The systems disagree: { $differences } by the last reconciliation.
overview-health = Health
overview-newest = Newest attempts
overview-none-today = None today.
overview-all-activity = All activity
overview-sandbox = Both vendors are the sandbox:
overview-sandbox-link = look at what arrived there
health-up = answers, and accepts the connection
health-down = is down; the next check is at { $time }
health-refuses = refuses the connection: log in again
health-last-webhook = Last webhook
health-last-sweep = Last sweep
health-none-so-far = none so far
health-next-run = Next run
health-every = { $seconds ->
    [one] every second
   *[other] every { $seconds } seconds
}
health-by-schedule = as the deployment's schedule says
health-oldest = Oldest wait after a failed attempt, without records in doubt
health-oldest-none = nothing waits after a failed attempt
health-oldest-since = { $record }, since { $ago }
health-reconciled = Reconciliation's last result
health-reconciled-agree = both systems agreed about { $sales ->
    [one] 1 sale
   *[other] { $sales } sales
}, { $when }
health-reconciled-cut = { $agreeing ->
    [one] 1 sale agreed, and not all could be compared, { $when }
   *[other] { $agreeing } sales agreed, and not all could be compared, { $when }
}
health-reconciled-differ = { $sales ->
    [one] { $agreeing } of 1 sale agreed, { $differences } did not, { $when }
   *[other] { $agreeing } of { $sales } sales agreed, { $differences } did not, { $when }
}
health-queues = Queues
health-queue = { $name } { $waiting } (and { $working } in work)
health-token = eAccounting login
health-token-company = Company in eAccounting
health-token-none = nobody has connected it: run { $command }
health-token-refused = refused since { $time }: run { $command }
health-token-valid = in order; this access token is valid until { $time } and is renewed by itself
health-token-due = in order; the access token is renewed with the next call
health-token-unreadable = cannot be read: { $why }

activity-of = Activity of { $what }
activity-day = Day ({ $zone })
activity-from = From
activity-until = Before
activity-any = any
activity-both = both
activity-filter = Filter
activity-read = { $shown } of the { $read } entries that this page has read, newest first.
activity-nothing = Nothing here fits.
activity-unclear = “{ $text }” is no record, or several. Search for it above and choose one.
activity-no-code = “{ $code }” is no error code, so that no attempt has it. docs/ERRORS.md lists them.
activity-others = Other entries
activity-older = Older of this day
activity-before = The day before
activity-after = The day after

parked-nothing = Nothing is parked.
parked-sent = Already sent: the documents in eAccounting stay as they are. Correct or credit them there; then open the record and choose “{ $button }”.
parked-count = { $count } on this page, longest waiting first, by cause. Mend the cause, then replay what waits for it.
parked-cause = { $count ->
    [one] 1 waiting
   *[other] { $count } waiting
}
parked-plan = { $count ->
    [one] Plan a replay of it
   *[other] Plan a replay of these { $count }
}
parked-next = The next ones
parked-holds = What is on hold
holds-title = On hold
holds-nothing = Nothing is on hold.
holds-explained = What is on hold isn't sent until somebody releases it, on the record's page.
parked-setting = Change { $key }

replay-title = Replay: the plan
replay-nothing-yet = Nothing is queued yet. A record that has its document gets no second one.
replay-is-planned = Planned: nothing is queued yet.
replay-apply = { $count ->
    [one] Replay 1 record
   *[other] Replay { $count } records
}
replay-none = There is nothing to replay. The table says of each record why, and what to do first.
replay-settings-soon = The functions use version { $version } of the settings from { $from } on; until then, they may use the version before.
replay-why = Why it stands there
plan-waits = waits
plan-overdue = overdue
plan-why-unknown = It isn't in the ledger: it is processed as new.
plan-why-not-asked = It isn't in the ledger, and whether it exists could not be found out: it is processed as new.
plan-why-missing = { $vendor } has no such record, and it isn't in the ledger. Look whether it is named right.
plan-why-on-hold = Somebody has put it on hold: { $because }. Release it first.
plan-why-done = It became { $document }.
plan-why-nothing = Nothing was to be created.
plan-why-waits = It is retried at { $time }.
plan-why-in-doubt = It may have become a document: that is looked up before anything is created.
plan-why-overdue = An attempt was due and didn't run.
plan-why-running = It is being worked on now, until { $time } at the latest.
replay-queued = { $count ->
    [one] 1 record is queued.
   *[other] { $count } records are queued.
}
replay-no-second = A record that has its document gets no second one.
replay-ended = { $ended } of { $count } have ended.
replay-still = This list looks again every two seconds.

found-nothing = Neither ActiveCampaign nor eAccounting has a record with this number, address, or name, and the activity log of the last days does not name it. A number after "order" is the shop's; eAccounting's own are found as "sales-order 7" and "invoice 7".
found-other-number = Where the shop shows its customers another number than it gave ActiveCampaign, search for the buyer's e-mail address.
found-document = eAccounting has { $document }.
found-made-of = eAccounting's { $document } was made of { $record }.
found-more = There may be more with this name: search for the e-mail address to be sure.
found-incomplete = Not everything could be looked up.
found-title = “{ $query }”

record-of-connection = { $record } (connection { $connection })
record-answer = Answer
record-since = Since
record-until = Until
record-cause = Cause
record-document = Document
record-setting = Setting
record-what-to-do = What to do
record-replay = Replay…
record-release = Release and queue
record-hold = Hold
record-settle = The document is right
record-because = Do not send, because
record-no-name = no person's name
record-activity = Activity
record-sandbox = { $vendor } (sandbox)
record-in-the-way = What stands in the way now
record-totals = What it comes to
record-totals-now = What it would come to now
record-order = What was ordered
record-buyer = Buyer
record-kind-of-sale = Kind of sale
record-prices = The shop's prices
sale-domestic = domestic sale with VAT
sale-domestic-reverse = domestic sale under reverse charge (construction)
sale-eu-company = VAT-free sale to a company in the EU ({ $country })
sale-eu-private = sale to the EU ({ $country }) with the seller's own VAT
sale-eu-private-oss = sale to a private person in the EU ({ $country }) under the One Stop Shop
sale-export = VAT-free sale outside the EU ({ $country })
sale-export-with-vat = sale outside the EU ({ $country }) with VAT, as the customer is marked
prices-per-unit = per piece
prices-per-line = per line
prices-with-vat = { $per }, with VAT
prices-without-vat = { $per }, without VAT
prices-vat-taken-off = { $per }, the seller's VAT taken off
record-net = Net
record-vat = VAT
record-total = Total
record-fields = Field by field
record-fields-what = Sent: as the activity log has it. Now: as a preview would send it; nothing was written for this page.
record-fields-prepared = Prepared, not sent: as the last attempt had it when it ended, by the activity log. Now: as a preview would send it; nothing was written for this page.
record-fields-once = Sent: as the activity log has it. Now: what the record would give today. It was sent, and is not sent again; what differs was changed since, or decided by other settings. Not compared: what a customer or article gets once, when it is created.
record-fields-differ = { $count ->
    [one] 1 differs
   *[other] { $count } differ
}
record-fields-count = { $count ->
    [one] 1 field
   *[other] { $count } fields
}
record-row = { $document }, row { $row }
record-not-kept = (not kept)
record-not-compared = not compared
record-source = The source, field by field
record-more = There are more fields; { $command } shows all.
record-calls-if-sent = Calls, if it were sent
record-calls-now = Calls that a replay would make now
record-timeline = Timeline
record-timeline-none = The activity log has nothing of it: it was never worked on, or too long ago.
record-attempt = { $job }, asked for by { $cause }, { $milliseconds } ms, { $calls ->
    [one] 1 call
   *[other] { $calls } calls
}
record-steps = { $count ->
    [one] 1 step
   *[other] { $count } steps
}
record-failed = failed
record-no-record = This is no record
record-no-record-help = A record is named as in order:1:1001, deal:7, contact:3, account:2 or quote:ID.

settings-what = The settings file of this deployment, with its mapping rules. What it leaves out has its default.
settings-none = Nothing was pushed so far: every setting has its default. Write what shall differ.
settings-file = Settings file
settings-check = Check
settings-check-what = It is checked as you type.
settings-valid = Nothing is wrong with it.
settings-mistakes = { $count ->
    [one] 1 mistake
   *[other] { $count } mistakes
}
settings-place = Line { $line }, column { $column }
settings-same = It changes nothing.
settings-changes = What it changes
settings-lines = Line by line
settings-too-long = It is longer than { $most } bytes.
settings-added = added
settings-removed = removed
settings-unset = (not set)
settings-preview-title = What would become of a record
settings-preview-record = Record
settings-preview-button = Preview with this draft
settings-preview-what = Nothing is written: the record is read, and each step that would change something is held back.
settings-preview-same = { $count ->
    [one] The other field is the same.
   *[other] The other { $count } fields are the same.
}
settings-preview-equal = This draft changes nothing about this record.
settings-preview-sent = It was sent already: a job does nothing more of it, whatever the settings are. Below is what it would become if it were new.
settings-preview-calls = What would be written
settings-preview-row = row { $number }
settings-save = Put these settings in force
settings-save-what = Functions that run have them within a minute.
settings-saved = The settings are in force. Functions that run have them within a minute.
settings-overtaken = Somebody else has changed the settings since this page was opened. Nothing was saved. Below is your draft, compared with those in force now.
settings-unseen = The draft has changed since it was checked. Nothing was saved. Look at what it changes, and save it then.
settings-reference = Every setting, explained
settings-explained = { $key }, as the shipped file explains it
settings-from-wrong = The settings in force cannot be read by this version; the draft is compared with the defaults.

problem-title = This could not be done
page-none = There is no such page
page-none-help = The menu has all of them.
request-unreadable = The console cannot read what was asked for. Go back, look at the values, and try again.
guard-title = You are not let in
guard-host = This console has another address.
guard-origin = Another site has sent this.
guard-open = Open the address that the terminal has printed. It works once; { $command } prints another.
guard-used = This address is not the one that was printed, or it was used before. { $command } prints another.
guard-go-on = Go on to the console
form-no-record = One of these is no record.
form-none = No record is named.
form-too-many = These are more records than one plan takes.
form-again = Choose the records on the page again.

nav-reconciliation = Reconciliation
reconciliation-what = Compares the orders of these days with the documents in eAccounting, to the smallest unit of each currency. It only reads; a month may take a minute.
reconciliation-since = From
reconciliation-until = To
reconciliation-compare = Compare
reconciliation-no-day = “{ $text }” is no day.
reconciliation-day-help = Write a day as in 2026-11-01.
reconciliation-more = { $count ->
    [one] and 1 more
   *[other] and { $count } more
}
parked-acknowledge = Acknowledge
parked-ignore = Ignore
parked-resolve = Resolved
parked-reopen = Open again
parked-because = Reason (optional)
parked-is-acknowledged = Acknowledged { $ago } by { $by }.
parked-is-ignored = Ignored { $ago } by { $by }.
parked-is-resolved = Resolved { $ago } by { $by }.
parked-is-open-again = Open again, because more was parked since.
parked-said = Reason: { $note }
parked-hidden = { $count ->
    [one] 1 more is ignored or resolved.
   *[other] { $count } more are ignored or resolved.
}
parked-replays = Newest replays
parked-replay = { $at }, { $count ->
    [one] 1 record
   *[other] { $count } records
}, { $by }
replay-abort = Abort
replay-abort-what = What no worker has begun is then left as it is.
replay-carry-out = Carry out
replay-planned-record = planned
replay-is-aborted = It was aborted.
replay-aborted-record = aborted before it began
replay-progress = Replay { $name }

settings-versions = Versions
settings-version = Version { $number }
settings-version-opened = This is version { $number }, compared with the settings in force. To go back to it, put it in force.
column-version = Version
column-by = By
column-note = Note

# A record's preview, in the tool and the console.
preview-either = { $first } or { $last }
preview-row-line = line { $number }
preview-row-shipping = shipping
preview-row-discount = discount { $number }
preview-row-unlisted = an amount in no line
preview-row-rounding = rounding
preview-article-sku = the line's SKU
preview-article-text-row = none: the line costs nothing, and is a text row
preview-article-created = { $rule }; it would be created
preview-source-customer = the order's customer
preview-source-currency = the order's currency
preview-source-day = the day on which the order was placed
preview-source-number = the order's number
preview-source-vat = VAT of this sale
preview-source-terms = the company's own terms of payment
preview-source-article-number = the line's SKU, or the settings' number
preview-source-text = the settings' text
preview-source-coding = the coding for the VAT rate: articles.account_coding, vat.countries or the first active one
preview-source-always = always so
preview-rule-as-it-is = as eAccounting has it: an order or contact does not change it
preview-new-customer = <new customer>
preview-new-article = <new article>
preview-new-order = <new order>
preview-new-invoice-draft = <new invoice draft>
preview-new-invoice = <new invoice>
preview-new-contact = <new contact>
preview-new-account = <new account>
preview-status-draft = 1 (draft)
preview-status-ongoing = 2 (ongoing)
preview-status-shipped = 3 (shipped)
preview-shortened = shortened from { $from } to { $to } characters
preview-convention-service = { $convention } (detected from { $service })
preview-convention-no-service = { $convention } (the connection names no service)
preview-convention-deal = { $convention } (a deal has one price)
preview-call-create-customer = create the customer
preview-call-update-customer = update the customer
preview-call-create-article = create an article
preview-call-update-article = update an article
preview-call-create-order = create the order
preview-call-invoice-order = turn the order into an invoice, which is booked
preview-call-create-credit-draft = create a draft of the credit invoice
preview-call-create-invoice-draft = create the invoice draft
preview-call-book-draft = turn the draft into an invoice, which is booked if it comes to these totals
preview-call-register-payment = register the payment
preview-call-email-invoice = e-mail the invoice
preview-call-email-order = e-mail the order
preview-call-add-order-note = add a note with the shop's order
preview-call-link-customer = link the customer to its contact
preview-call-link-order = add a link to the shop's order
preview-call-order-quote = turn the quote into an order
preview-call-change-contact = change the contact's fields or e-mail address
preview-call-create-deal = create the deal
preview-call-change-deal = move the deal, or write its fields
preview-call-create-tag = create the tag
preview-call-add-tag = tag the contact
preview-call-remove-tag = take the tag off the contact
preview-call-write-contact = write the contact
preview-call-create-account = create the account
preview-call-rename-account = rename the account
preview-call-add-to-account = put the contact into the account
preview-call-add-to-list = put the contact on the list
preview-call-add-note = add a note
preview-call-create-connection = create the connection
preview-call-create-custom-object = create the custom object
preview-call-write-quantity = write the article's quantity
preview-call-write-stock = write the product's stock
preview-call-write-shop-order = write the e-commerce order
preview-call-other = write
preview-end-queued = { $orders ->
    [one] 1 order of { $record } would be queued.
   *[other] { $orders } orders of { $record } would be queued.
}
preview-end-done = { $record } would be done.
preview-end-already = { $record } was sent already as { $document }, and nothing would be written.
preview-end-updates-customer = Customer { $number } would be updated from { $record }.
preview-end-new-customer = { $record } would become a new customer.
preview-end-customer = { $record } would become a customer.
preview-end-order = { $record } would become an order.
preview-end-invoice-draft = { $record } would become an invoice draft.
preview-end-invoice = { $record } would become an invoice.
preview-end-nothing = Nothing would be done: { $reason }.
preview-end-nothing-alone = Nothing would be done.
preview-end-waits = It would wait for you: { $problem }
preview-end-retried = It failed just now and would be retried: { $problem }
preview-state-running = in progress
preview-state-waiting = waiting for its next attempt
preview-state-skipped = skipped
