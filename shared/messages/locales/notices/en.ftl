# Texts of notices and of the digest. Titles have no period.

day = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[other] December
}
date = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[other] December
} { $year }
time = { $date }, { $time } UTC
status-failing = needs attention
status-recovered = solved
status-information = for your information
fact-count = How many
fact-since = Since
fact-failed-since = It had failed since
fact-see-all = To see all of it
fact-deployment = Deployment
fact-link = Link
open-dashboard = Open the dashboard
what-to-do = What to do: { $remedy }
nothing-to-do = Nothing needs to be done.
in-detail = In detail, in English: { $text }
record-account = account { $number }
record-article = article { $number }
record-contact = contact { $number }
record-customer = customer { $number }
record-deal = deal { $number }
record-invoice = invoice { $number }
record-invoice-draft = invoice draft { $number }
record-order = order { $number }
record-quote = quote { $number }
record-sales-order = sales order { $number }
record-stock = stock { $number }
record-sweep = the sweep
a-document = a document
parked = { $record } waits for you
parked-cause = { $count ->
    [one] 1 record waits for you with the same cause
   *[other] { $count } records wait for you with the same cause
}
parked-cause-more = At least { $count } records wait for you with the same cause
parked-first = The first of them: { $text }
settled = { $record } no longer waits for you
went-through = { $attempt } succeeded: { $outcome }.
went-through-others = If others still wait for the same cause, replay them: `ekobridge replay --cause { $code }`.
attempt-webhook = The attempt at { $time }, after a webhook,
attempt-schedule = The attempt at { $time }, after the schedule had found a change,
attempt-replay = The replay at { $time }
attempt-backfill = The backfill at { $time }
changed-back = It was changed back in the shop, and { $document } agrees with it again.
changed-back-deal = It was changed back in ActiveCampaign, and { $document } agrees with it again.
nothing-waits = No record waits for you with this cause any more
nothing-waits-text = What was parked went through, or somebody has settled it: { $cause }.
other-cause = { $record } now waits for another cause
other-cause-text = The cause was `{ $before }`, and is `{ $now }` now.
vendor-down = { $vendor } cannot be used; jobs wait
vendor-reauthorize = { $vendor } must be connected anew; jobs wait
vendor-up = { $vendor } works again
vendor-up-attempt = Attempt { $attempt } at { $time } was answered.
vendor-up-call = A call at { $time } was answered.
vendor-up-next = Waiting jobs resume automatically.
webhook-unhealthy = ActiveCampaign's webhook doesn't send all events
webhook-healthy = ActiveCampaign's webhook works again
late-minutes = Changes reach the other system late: the last ones waited { $count ->
    [one] 1 minute
   *[other] { $count } minutes
}
late-hours = Changes reach the other system late: the last ones waited { $count ->
    [one] 1 hour
   *[other] { $count } hours
}
late-why = More waits in the queue than is worked off, as after an import, a pause or an outage. Nothing is lost.
late-remedy = Nothing where you know why. If it lasts, `ekobridge doctor` says what is wrong.
in-time = Changes reach the other system in time again
login-unused = The login to eAccounting is due to be renewed
login-unused-why = For more than 30 days nothing has used it, and a login that is not used expires.
login-unused-remedy = Run `ekobridge connect` and log in, and look at why the schedule did not run.
login-used = The login to eAccounting is in use again
vat-changes = VAT changes on { $date }
vat-change = The VAT code { $code } goes from { $before } % to { $after } %.
vat-change-unnamed = A VAT code without a name goes from { $before } % to { $after } %.
vat-changes-remedy = Change the rate in the shop on that day, and the rates that the settings name (articles.account_coding, fallback, shipping and discounts). eAccounting books each document with the rate of its own date. An order whose VAT does not agree is parked, and nothing is booked wrongly.
settings-wrong = The settings that were pushed are wrong
settings-wrong-text = Version { $version } cannot be used. Functions that run keep the settings before it; one that starts now lets its jobs wait.
settings-in-order = The settings are in order again
settings-in-order-text = The settings that were pushed last are in force.
systems-agree = Both systems agree again
systems-disagree = { $count ->
    [one] The systems disagree about 1 sale
   *[other] The systems disagree about { $count } sales
}
systems-disagree-new = { $disagree }, { $new } of them new
systems-disagree-text = { $sales ->
    [one] From { $since } to { $until }, { $agreeing } of 1 sale agrees. New: { $records }.
   *[other] From { $since } to { $until }, { $agreeing } of { $sales } sales agree. New: { $records }.
}
systems-not-compared = { $days ->
    [one] 1 day was not compared.
   *[other] { $days } days were not compared.
}
systems-disagree-remedy = `ekobridge reconcile --since { $since }` says of each why, and names the command that mends it.
secret-missing = Ekobridge cannot work: a secret is missing
salt-mismatch = Ekobridge cannot work: its salt is not the ledger's
not-ready-text = Jobs wait until then; none is lost.
ready = Ekobridge can work again
ready-text = Its secrets and its salt are in order.
test = This is a test notice
test-text = Somebody ran `ekobridge notices test`. Where you read this, notices reach you.
digest-title = { $period }: { $sent } sent, { $waiting }
digest-period = { $first } to { $last }
digest-nothing-waits = nothing waits for you
digest-waits = { $count ->
    [one] 1 record waits for you
   *[other] { $count } records wait for you
}
digest-waits-more = at least { $count } records wait for you
digest-direction = { $direction }: { $sent } sent, { $skipped } with nothing to do, { $parked } parked, { $failing } failed and tried again
to-eaccounting = To eAccounting
to-activecampaign = To ActiveCampaign
digest-waiting = Waiting for you: { $causes }
digest-waiting-since = Waiting for you: { $causes }, the first since { $time }
digest-remedy = `ekobridge parked` says for each what to change; then `ekobridge replay --parked`.
digest-down = { $vendor } cannot be used now; jobs wait
digest-reconciled = { $sales ->
    [one] Reconciliation of { $time }: { $agreeing } of 1 sale agrees
   *[other] Reconciliation of { $time }: { $agreeing } of { $sales } sales agree
}
digest-reconciled-differ = Reconciliation of { $time }: { $agreeing } of { $sales ->
    [one] 1 sale agrees
   *[other] { $sales } sales agree
}; { $differences ->
    [one] 1 does not
   *[other] { $differences } do not
}
digest-reconciled-cut = { $result }, and not all could be compared
digest-webhook = Last webhook from ActiveCampaign: { $time }
digest-sweep = Last complete run of the schedule: { $time }
none-yet = none yet
