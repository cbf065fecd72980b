# What commands print, beside what ToolMessages has for the answers of why. No function holds it.

answer-yes = Yes
answer-no = No
answer-yes-or-no = Type { $yes } for yes or { $no } for no.
choose-one = ↑↓ to move, Enter to choose, type to filter
choose-some = ↑↓ to move, Space to choose one, → all, ← none, Enter when done, type to filter
nothing-queued = Nothing was queued.
nothing-sent = Nothing was sent.
nothing-stored = Nothing was stored.
nothing-erased = Nothing was erased.
nothing-pushed = Nothing was pushed.
no-terminal = There is no terminal to confirm it on. Add --yes.
records = { $count ->
    [one] 1 record
   *[other] { $count } records
}
by = by { $who }
later = It is worked on when { $command } runs again.
replay-which = Which records? Name them, such as order:1:1001, or choose them with --parked, --cause CODE, --error CODE, --since WHEN or --dead-letters.
hold-which = Which records? Name them, such as order:1:1001, or choose them with --cause CODE.
replay-named-right = Look whether the record is named right.
replay-ask = { $count ->
    [one] Replay 1 record?
   *[other] Replay { $count } records?
}
replay-run-plan = Or run this plan: { $command }.
replay-queued = { $count ->
    [one] Queued 1 record as { $name }.
   *[other] Queued { $count } records as { $name }.
}
replay-shows-progress = { $command } shows its progress.
replay-cut-short = { $count ->
    [one] The replay { $name } was aborted after 1 record was queued.
   *[other] The replay { $name } was aborted after { $count } records were queued.
}
replay-aborted = { $name } is aborted; { $queued } of { $count } were queued. What no worker has begun stays as it was. { $command } shows it.
replay-no-replays = There was no replay.
replay-head = { $state }, { $queued } of { $count } queued
replay-state-planned = planned
replay-state-queueing = queueing
replay-state-queued = queued
replay-state-aborted = aborted
replay-planned = Planned: nothing is queued yet. { $apply } carries it out, { $abort } drops it.
replay-not-begun = { $count ->
    [one] 1 aborted before it began
   *[other] { $count } aborted before they began
}
replay-ended = { $ended } of { $count } ended: { $outcomes }
replay-pending = pending
replay-failed = Failed in it
and-more = and { $count } more: { $command }
replay-nothing = There is nothing to replay in { $deployment }.
replay-plan = To be replayed in { $deployment }:
replay-not = Not replayed:
replay-more = { $more ->
    [one] A replay takes { $most } records; 1 more is left. Run the same command again for it.
   *[other] A replay takes { $most } records; { $more } more are left. Run the same command again for these.
}
replay-ignored = { $count ->
    [one] Left out: 1 record with the cause { $cause }, which was ignored. To take it, replay by name or with --cause { $cause }.
   *[other] Left out: { $count } records with the cause { $cause }, which was ignored. To take them, replay by name or with --cause { $cause }.
}
replay-without-job = { $record } is parked without a job: replay the record that it belongs to.
replay-unreadable = Message { $id } in a dead-letter queue isn't a job and stays there. Look at it in AWS, and delete it.
backfill-looking = looking for what there is
backfill-none-open = There is no backfill to continue: the last one has completed, or none was started.
backfill-add-apply = Add --apply to send them.
backfill-ask = { $count ->
    [one] Send 1 record?
   *[other] Send { $count } records?
}
backfill-waits-for-settings = The functions use version { $version } of the settings from { $from } on. The records wait until then.
backfill-queued = { $count ->
    [one] Queued 1 record.
   *[other] Queued { $count } records.
}
backfill-stopped = { $count ->
    [one] Stopped after 1 failure.
   *[other] Stopped after { $count } failures.
} When the cause is gone, go on with { $resume }; what failed, { $replay } sends.
backfill-stuck = Stopped: no job has ended for ten minutes. Look whether the functions are paused or a vendor is down; then go on with { $resume }.
backfill-since = Give the first day with --since.
backfill-nothing = There is nothing to send in { $deployment }.
backfill-plan = To be sent in { $deployment }:
backfill-orders = { $count ->
    [one] order
   *[other] orders
}
backfill-deals = { $count ->
    [one] deal
   *[other] deals
}
backfill-contacts = { $count ->
    [one] contact
   *[other] contacts
}
backfill-documents = { $count ->
    [one] document
   *[other] documents
}
backfill-span = from { $first } to { $last }
backfill-costs = about { $calls ->
    [one] 1 call
   *[other] { $calls } calls
} to the vendors, which take { $minutes ->
    [one] up to a minute
   *[other] about { $minutes } minutes
} beside nothing else
backfill-left-out = Left out:
backfill-ended = { $sent } of { $total } sent, { $nothing } of them had nothing to do, { $failures ->
    [one] 1 failure
   *[other] { $failures } failures
}.
backfill-says-what = { $command } says what to do about each.
hold-one-deployment = Hold records in one deployment at a time: name one with --stack or --data.
hold-left-out = Left out: { $problem }
hold-parked-with = Parked with { $code }:
hold-ask = { $count ->
    [one] Put 1 record on hold?
   *[other] Put { $count } records on hold?
}
hold-if-it-arrives = The hold stops it if it ever arrives.
hold-never-seen = Nothing named { $record } was seen so far: see whether it is named right.
hold-already-sent = It is { $document } in eAccounting already: the hold stops later changes only.
hold-done = { $record } is on hold now.
hold-already = { $record } is on hold already, for this reason.
hold-failed = { $record } is not on hold. { $problem }
release-done = { $record } is released and queued.
release-missing = { $record } is released and not queued. { $missing }
release-not-held = { $record } is not on hold. { $list } lists what is; { $why } says where it is.
release-failed = { $record } could not be released and queued. { $problem }
some-failed = { $failed } of { $count } failed.
erase-ask = Erase this person from the activity log of { $deployment }? It can't be undone.
erase-no-entries = The activity log has no entry of this person.
erase-entries = { $count ->
    [one] 1 entry of the activity log was erased.
   *[other] { $count } entries of the activity log were erased.
}
erase-no-digests = The ledger kept no digests of this person's fields.
erase-digests = { $count ->
    [one] The digest of 1 field was deleted from the ledger.
   *[other] The digests of { $count } fields were deleted from the ledger.
}
erase-links-stay = Links between records stay, without personal data. In ActiveCampaign and eAccounting nothing was changed: erase the person there first, or the next event writes a new entry.
erase-name-a-person = Name a person: by an e-mail address, or by the contact in ActiveCampaign, such as contact:3.
erase-no-contact = ActiveCampaign has no contact { $id } with an e-mail address. Name the person by the address.
audit-nothing = Nobody has done anything that is noted.
export-too-many = { $deployment } has more than { $most } such attempts. Export a shorter time with --since and --until.
export-written = { $count ->
    [one] 1 attempt is in { $file }.
   *[other] { $count } attempts are in { $file }.
}
file-exists = { $file } exists; choose another name
file-exists-force = { $file } exists; choose another name, or overwrite it with --force
tail-follows = Following the activity log. End it with Ctrl+C.
settings-shipped = Nothing was pushed: the shipped settings are in force.
settings-nothing-to-compare = Nothing was pushed: the shipped settings are in force, and there is nothing to compare.
settings-none-before = There is no version before the one in force. `ekobridge settings push FILE` puts another one in force.
settings-ask = Put these settings in force?
settings-pushed = Pushed as version { $version }. Functions that run have it within a minute.
settings-from-wrong = The settings in force cannot be read by this version; this is compared with the defaults.
settings-changes-nothing = It changes nothing that { $deployment } does.
settings-changes = It changes in { $deployment }:
settings-to-default = { $count ->
    [one] 1 key that was set goes back to its default: { $keys }.
   *[other] { $count } keys that were set go back to their default: { $keys }.
}
settings-keys-and-more = { $keys } and { $more } more
settings-version = version { $version }
settings-shipped-name = the shipped settings
settings-none-between = Between { $from } and { $to } no setting changed.
settings-between = From { $from } to { $to }:
settings-field-missing = Warning: `{ $key }` names the custom field { $tag }, which ActiveCampaign doesn't have. Create it before you put these settings in force, or correct the setting.
settings-field-elsewhere = Warning: `{ $key }` names a custom field { $tag } of { $wanted }; in ActiveCampaign, only { $found } have one. A rule reads a contact's field as `customer.field.TAG`, its account's as `customer.accountField.TAG`, and a deal's as `order.field.TAG`.
settings-field-owner = { $owner ->
    [contact] contacts
    [account] accounts
   *[other] deals
}
settings-fields-unknown = ActiveCampaign could not be asked whether it has the custom fields of the settings: { $why }
settings-not-set = (not set)
notices-failed = { $failed ->
    [one] 1 of { $count } did not take the notice.
   *[other] { $failed } of { $count } did not take the notice.
} docs/NOTICES.md says how each is set up.
notices-no-mail-here = e-mail: none is sent from this machine; `ekobridge dev` prints notices in its terminal
notices-mail = e-mail: sent to the alerts topic, whose confirmed subscribers receive it
notices-delivered = { $channel }: delivered
notices-no-other = No other channel is set up: docs/NOTICES.md shows how.
console-is-at = The console of { $deployment } is at
console-end = The address lets one browser in, once. End it with Ctrl+C.
deployment-stack = the stack { $name }
deployment-folder = the folder { $folder }
deployment-running = the { $command } that runs in { $folder }
no-record = "{ $text }" names no record. Name it as messages do (order:1:1001, deal:7, contact:3, account:2, quote:ID), by kind and number (order 1001, invoice 1042, sales-order 1042, quote 1042, customer 1001, article LAMP), by the number alone of an order or document (1001), by a contact's e-mail address (anna@example.com), or by first and last name ("Anna Svensson").
connect-confirm = The company must be confirmed. Run this in a terminal, or add --yes.
connect-other-company = This is not the company that was connected before: that was { $name } ({ $id }). Nothing was stored.
connect-other-company-do = Log in again and choose that company, or add --other-company to switch: existing records stay in the former company, and Ekobridge starts from the beginning in this one.
connect-stored = Connected. The grant is stored in { $place }.
connect-client-needed = Client id and client secret of eAccounting are needed. Set EACCOUNTING_CLIENT_ID and EACCOUNTING_CLIENT_SECRET in the environment or in .env; eAccounting's API support gives them.
connect-client-from = Client id and client secret come from eAccounting's API support.
connect-client-id = Client id:
connect-client-secret = Client secret:
connect-company = The login is for this company:
company-name = Company
company-number = Organization number
company-country = Country, currency
company-vat-number = VAT number
company-oss = Sells under OSS
company-modules = Modules
company-years = Open fiscal years
company-identity = Identity
company-none = (none)
company-yes = yes
company-no = no
company-years-unread = (cannot be read)
company-year = { $first } to { $last }
connect-ask = Connect Ekobridge to this company?
login-in-use = { $address } is in use by another program, so the code is to be pasted.
login-open = Open this page in a browser, and log in to eAccounting:
login-no-browser = No browser can be opened here. Open this page in one, and log in to eAccounting:
login-opens = eAccounting's login opens in your browser. If it does not, open this page:
login-waits = Waiting for the answer at { $address } …
login-no-answer = No answer came within ten minutes. If the page said that the client or the redirect address is unknown, check the client id, and that { $address } is registered for it (else name the registered one with --redirect-uri). Then run `ekobridge connect` again.
login-paste = After the login the browser is sent to an address that may show an error. That is as it should be: copy that whole address.
login-address-or-code = Address or code:
login-answered = eAccounting has answered
login-answered-what = Go back to the terminal: it shows which company it is.
login-other = Not of this login
login-other-what = This page belongs to another login, and nothing was done. Close it, and use the page that the terminal names.
login-failed = Not connected
login-failed-what = Go back to the terminal: it says why, and what to do.
place-secret = the secret { $secret }
place-sandbox-next = The sandbox is used with it by { $command }.
place-folder-next = { $command } uses it from now on; one that runs takes it over at its next look.
place-without-data = { $command } without --data
place-stack-next = The stack uses it from now on. Waiting jobs resume automatically.
place-waits = Another process uses eAccounting's grant. Waiting until it is done, at most 95 seconds …
preview-title = { $record } · preview, nothing is written
preview-known = The ledger has it as { $state } since { $since }
preview-as-if-sent = What follows is as if it were new and the settings took it; see the end for what would happen.
preview-created = { $document }: is created
preview-updated = { $document }: is updated
preview-left = { $document }: stays as it is
preview-unknown = { $document }: as far as it can be said
preview-found-by = (found: { $how })
preview-rule = Rule
preview-in-activecampaign = { $document } in ActiveCampaign
preview-unused = Also in the record, and in no field above
preview-rows-with-vat = Rows: prices and amounts in { $currency } with VAT
preview-rows-without-vat = Rows: prices and amounts in { $currency } without VAT
preview-column-of = Of
preview-column-article = Article
preview-column-text = Text
preview-column-quantity = Quantity
preview-column-price = Price
preview-column-discount = Discount
preview-column-amount = Amount
preview-column-account = Account
preview-column-coding = Coding
preview-article-name = (the article's name)
preview-totals = Totals in { $currency }
preview-shop = Shop
preview-without-vat = Without VAT
preview-vat-of = VAT { $rate } % on { $net }
preview-with-vat = With VAT
preview-same = ✓ the same
preview-not-same = not the same
preview-to-be-paid = To be paid
preview-rounds = eAccounting rounds to whole currency
preview-lines = Lines as the shop has them; rows and VAT cannot be said yet
preview-column-name = Name
preview-column-article-there = Article in eAccounting
preview-article-new = { $number } would be created, { $rate } %
preview-article-none = none
preview-article-not-looked-up = not looked up
preview-article-rule = Article { $article }: { $rule }.
preview-row-article-rule = Article of row { $row }: { $rule }.
preview-field-rule = { $field } of rows: { $rule } ({ $place })
preview-calls = What would be called
preview-calls-if-sent = What would be called if it were sent
preview-was-empty = was empty
preview-was = was { $value }
preview-also = Also: { $problem }
preview-saved = { $file } has it with made-up people. Ids, order numbers, amounts, dates and articles are real. Read it before you send it.
preview-nothing = The event asks for nothing that Ekobridge does.
dev-runs = Ekobridge runs on this machine.
dev-console = Console
dev-sandbox = Both vendors' sandbox
dev-webhooks = Webhooks go to
dev-demo-stopped = The demo stopped, and the rest of it is not played: { $why }.
dev-demo-stopped-do = The jobs above say what came of its records. { $command } shows what needs you.
dev-done = { $count } done
dev-skipped = { $count } skipped
dev-parked = { $count } parked
dev-waiting = { $count } waiting for the next attempt
dev-working = working
dev-jobs = Jobs ended
dev-next-attempt = Next attempt in { $seconds } s.
dev-alert = ALERT
dev-recovered = RECOVERED
dev-notice = NOTICE
dev-own-settings = No accounts are given in .env: both vendors are the sandbox, and the demo is not played with your own settings.
dev-played = The demo was played in this folder before; what it left is there.
dev-jobs-resume = Waiting jobs resume when this is started again in the same folder.
dev-jobs-lost = Waiting jobs are lost now; with --data they would resume at the next start.
dev-stopped = Stopped. Started again, it goes on where it was.
dev-stopped-lost = Stopped, and what it held is gone. With --data it would go on at the next start.
dev-look = Look at what arrived: { $address }
dev-keeps-running = Ekobridge keeps running. Stop it with Ctrl+C.
dev-other-here = Commands in other terminals find the other { $command } that was started in this folder, not this one.
dev-another-runs = Another { $command } runs in this folder: commands find this one with --data { $folder }.
dev-new-grant = The new grant of eAccounting is in use.
demo-schedule = The schedule runs for the first time
demo-signs-up = 1. Anna signs up on the shop's newsletter
demo-moves = 2. Anna moves to Göteborg
demo-orders = 3. Björkskog Bygg AB orders two lamps and coffee in the WooCommerce shop, with a coupon
demo-three-times = 4. The same webhook arrives three times
demo-once = { $webhooks } webhooks and one sweep named the same order; eAccounting had { $before ->
    [one] 1 order
   *[other] { $before } orders
} before and has { $now } now.
demo-quote = 5. A customer accepts a quote in eAccounting
demo-telephone = 6. Björkskog Bygg AB orders one more lamp by telephone, and eAccounting has the order
demo-shipped = 7. The order is shipped and invoiced, and the invoice is paid
demo-last-vase = 8. The last vase is sold over the counter
demo-bookkeeper = 9. A bookkeeper enters a customer in eAccounting
demo-eaccounting = What eAccounting holds now
demo-activecampaign = What ActiveCampaign holds of eAccounting now
demo-customer = Customer
demo-contact = Contact
demo-name = Name
demo-email = E-mail
demo-postcode = Postcode
demo-city = City
demo-order = Order { $number } for { $customer }, reference { $reference }
demo-without-vat = Without VAT { $amount } { $currency }, VAT { $vat }
demo-rounding = , rounding { $amount }
demo-to-be-paid = , to be paid { $amount }
demo-shop-order = Order { $number } of { $email }: { $amount } { $currency }, { $status } ({ $shop })
demo-product = Product { $sku }, { $name }: { $stock }
several-records = "{ $text }" names several records. Name one.
no-such = { $vendor } has no record { $record }.
preview-convention = The store's price convention is { $convention }.
no-deployment = No deployment is found. Name a stack with --stack NAME, start `ekobridge dev` here in another terminal, or name the folder of one with --data DIR.
no-state-in = { $folder } holds no state of `ekobridge dev`. Name the folder that it was started with, or a stack with --stack.
several-run = { $count } `ekobridge dev` run in this folder, with the data in { $folders }. Name one: --data { $first }, or --data { $last }.
one-deployment = This command works on one deployment, and --stack { $named } names several. Name one.
not-built = This build leaves { $what } out: use the released tool, or `cargo install --locked --path cli --features setup`.
not-built-stacks = stacks in AWS
file-missing = There is no file { $file }. Look whether it is named right.
file-unreadable = { $file } cannot be read: { $why }.
file-unwritable = { $file } cannot be written: { $why }.
file-no-folder = its folder doesn't exist
file-forbidden = your user may not
file-is-folder = it is a folder
file-no-text = it is no text in UTF-8
window-reversed = until is before since: nothing lies between them. Swap the two times.
parked-settled = { $record } is parked no longer. It is again, if it changes once more.
cause-open = { $code } is open.
cause-acknowledged = { $code } is acknowledged, until another record is parked with it.
cause-ignored = { $code } is ignored, until another record is parked with it.
cause-resolved = { $code } is resolved, until another record is parked with it.
no-code = there is no code { $text }; `ekobridge parked` shows the code of each cause for which something is parked
no-code-but-trigger = { $text } is no error code, but what triggers an attempt: { $option } of activity, tail and export
activity-no-entry = No attempt of { $record } has the id { $id } among the last { $count }. The log forgets after some days; --limit looks further back.
preview-no-file = There is no file { $file }. Name one that is there, or a record, such as order 1001.
preview-connection = --connection is for orders by the shop's id alone, such as order 1001.
preview-too-large = { $file } is larger than any event.
preview-no-event = { $file } is no event that names a record
event-no-job = Message { $number } of the batch holds no job.
event-no-base64 = Its body is no base64.
event-neither = It is neither a batch of a queue, nor a webhook, nor a job. (The schedule's event names no record: what it would find is found by the sweep.)
event-no-webhook = It is no webhook: { $why }.
event-asks-nothing = The webhook "{ $kind }" asks for nothing.
event-asks-nothing-since = The webhook "{ $kind }" asks for nothing: { $why }.
preview-not-anonymous = Nothing was written: not every name and address in this record could be replaced. Leave --save out, and copy by hand what you need.
env-line = Line { $line } of .env is not NAME=value. Correct it.
env-control = { $name } holds a line break or another control character.
env-not-url = { $name } is not a URL. Correct it, or leave it out.
console-port = Port { $port } of this machine cannot be used: another program may have it. Name another one with --port, or leave it out.
login-nothing-pasted = Nothing was pasted. Run `ekobridge connect` again.
login-neither = This is neither an address nor a code. Run `ekobridge connect` again.
login-of-another = The answer is not of this login: its `state` is another one. It may come from an older page, or from somebody who wants to connect you to their company. Nothing was stored. Close such pages, and run `ekobridge connect` again.
login-denied = Access was refused at eAccounting's consent page. Nothing was stored. Run `ekobridge connect` again to allow it.
login-scopes = eAccounting does not give your client what Ekobridge needs (invalid_scope). Ask eAccounting's API support for the scopes: { $scopes }.
login-failed-with = eAccounting's login failed ({ $error }). Nothing was stored. Check client id and redirect address, and run `ekobridge connect` again.
login-no-code = The answer holds no code. Nothing was stored. Run `ekobridge connect` again.
login-no-refresh-token = eAccounting gave no refresh token, without which the connection would end after an hour. Ask eAccounting's API support to allow the scope offline_access for your client.
sandbox-silent = No sandbox answers at { $address }. Start `ekobridge dev` in another terminal, or name its address with --sandbox URL.
secret-missing = There is no secret { $secret } in this account and region: deploy the stack again, which makes it.
secret-unreadable = The secret { $secret } cannot be read: { $why }. Look at your AWS credentials, and at AWS_REGION.
secret-unwritable = The secret { $secret } cannot be written: { $why }. Look at your AWS credentials, and at AWS_REGION.
secret-not-json = The secret { $secret } holds no JSON. Correct it in AWS Secrets Manager, then run this again.
dev-stalled = There is still work, and nothing has ended for three minutes. See the log for what it waits for.
dev-notices-json = EKOBRIDGE_NOTICES is no JSON. docs/NOTICES.md shows what it holds.
broken-off = Broken off.
settings-unreadable = This version of the tool cannot read the settings of { $file }, and nothing was changed. What is wrong with them, by line:
settings-from-unreadable = This version cannot read { $from }; it is compared as the defaults.
replay-see-parked = { $command } shows what waits for you.
replay-see-activity = { $command } shows the attempts that the log still has.
replay-unmet = { $count ->
    [one] 1 record that you named is not replayed: { $records }. Above is why, and what to do.
   *[other] { $count } records that you named are not replayed: { $records }. Above is why, and what to do.
}
replay-ask-letters = { $count ->
    [one] Delete 1 dead letter, whose record is done?
   *[other] Delete { $count } dead letters, whose records are done?
}
replay-letters-deleted = { $count ->
    [one] 1 dead letter was deleted.
   *[other] { $count } dead letters were deleted.
}
backfill-left-open = An earlier backfill has not completed: { $ended } of { $total } ended. This one takes its place; { $resume } goes on with it instead.
erase-unfinished = Not finished yet, and of this person: { $records }. Their next attempt writes into the activity log once more: erase again after it.
replay-again = --again compares it with the shop once more.
window-empty = since and until are the same time: nothing lies between them. A date is the beginning of its day, so that until names the day after the last one.
refused-folder-in-use = Another `ekobridge` works in { $folder }. End it, or name another folder with --data.
refused-other-accounts = { $folder } holds what was done with { $before }, and now it would be { $now }. Name another folder with --data: what was done with one account must not be taken for done with another.
refused-vendors-incomplete = Some of the vendors' settings are given, but not { $names }. Set them in the environment or in .env (`ekobridge connect` obtains the refresh token), or remove the others to use the sandbox.
refused-address-in-use = { $address } is in use: another program listens there, maybe another `ekobridge dev`. End it, or choose another port with --listen, such as --listen 127.0.0.1:0 for any that is free.
refused-address-unusable = { $address } cannot be listened on: { $why }. Choose another address with --listen.
refused-no-grant = There is no grant of eAccounting. Run `ekobridge connect`.
refused-other-company = The new grant of eAccounting is for the company { $now }, and what was done here was done in { $before }. Connect the same company, or run `ekobridge connect --other-company`, or name another folder with --data.
refused-other-version = { $file } was written by another version of Ekobridge. End the `ekobridge dev` that runs, and start it again.
usage-unknown-argument = There is no option or argument { $argument } here.
usage-unknown-command = There is no command { $command }.
usage-no-value = { $argument } needs a value.
usage-wrong-value = { $value } can't be used for { $argument }.
usage-missing = This is missing: { $arguments }
usage-conflict = { $argument } can't be given together with { $other }.
usage-number-of-values = { $argument } has too many or too few values.
usage-values = there are { $values }
usage-suggested = Did you mean { $other }?
usage-is = Usage: { $usage }
help-commands = Commands
help-command = Command
help-arguments = Arguments
help-options = Options
help-examples = Examples
help-default = default: { $value }
expected-when = expected how long ago (90m, 12h, 3d), a time of today such as 08:30, a date such as 2026-11-23, or both: 2026-11-23T08:30, in your time zone unless it names one
expected-parameter = expected NAME=VALUE, such as ScheduleMinutes=15
expected-tag = expected KEY=VALUE, such as cost-center=1234; the key must not begin with aws:
expected-version = it is no version. `ekobridge settings history` lists the versions; `ekobridge settings push FILE` shows what a file changes, and asks before it does
expected-number = expected a whole number
expected-in-range = expected a number: { $range }
expected-url = expected an address such as https://example.com
expected-address = expected an address and a port, such as 127.0.0.1:8787
usage-more = `--help` explains the command.
