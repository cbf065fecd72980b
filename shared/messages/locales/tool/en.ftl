# What the command line tool says, and the answers of why. An answer is a sentence about a record; an advice says what to do.

answer-never-seen = { $record } was never seen: no webhook and no sweep has brought it.
answer-filtered = { $record } is left out.
answer-on-hold = { $record } is on hold.
answer-queued = { $record } is queued.
answer-waiting-for-vendor = { $record } waits for its next attempt.
answer-waiting-for-login = { $record } waits until the connection is accepted again.
answer-running = { $record } is being worked on now.
answer-in-doubt = { $record } may have become a document: no answer said whether.
answer-parked = { $record } waits for you.
answer-sent = { $record } was sent.
answer-follow-up-failed = { $record } was sent, and a step after it failed.
answer-changed-since = { $record } was sent, and has changed since.
advice-no-setting = Nothing: no setting would send it. It is processed again when it changes.
advice-queued = Wait for its turn. If the queue does not move, check that the functions are not paused.
label-since = Since
label-until = Until
label-document = Document
label-setting = Setting
label-attempts = Attempts
label-before = Before
label-steps = Steps
label-read = Read
label-sent = Sent
label-prepared = Prepared, not sent
label-in-detail = In detail, in English: { $text }
setting-not-set = not set
setting-default-at = the default, line { $line } of { $command }
document-exists = in eAccounting
document-gone = no longer in eAccounting
document-not-asked = eAccounting was not asked
document-booked-as = booked as { $document }
document-by-person = not made by Ekobridge
document-unpaid = { $amount } unpaid
without-number = without number
field-not-kept = (not kept)
field-empty = (empty)
also = Also { $record }: { $command }
none-of-the-deployments = None of the deployments has a record with this number or address.
parked-nothing = Nothing is parked.
parked-nothing-with = Nothing is parked with { $code }.
parked-not = { $record } is not parked. { $why } says where it is.
parked-since = { $records }, the first { $time }
parked-records = { $count ->
    [one] 1 record
   *[other] { $count } records
}
parked-more = { $examples }, and { $count } more
parked-hint = { $command } shows the records of a cause; when it is gone: { $replay }.
parked-hidden = { $causes ->
    [one] 1 cause with { $records } is ignored or resolved: { $command }.
   *[other] { $causes } causes with { $records } are ignored or resolved: { $command }.
}
parked-when-gone = When the cause is gone: { $command }.
parked-sent = Already sent: the document in eAccounting stays as it is. When it is right: { $command }.
parked-total = { $count } parked. When the cause is gone: { $command }, or { $all } for all.
parked-left-out = { $count ->
    [one] 1 of them was ignored with its cause: replay it by name or with --cause.
   *[other] { $count } of them were ignored with their cause: replay them by name or with --cause.
}
mark-acknowledged = acknowledged at { $time } by { $by }
mark-ignored = ignored at { $time } by { $by }
mark-resolved = resolved at { $time } by { $by }
mark-open = open at { $time } by { $by }
mark-because = { $mark }: { $because }
mark-open-again = open again, because another record was parked; it was { $mark }
activity-nothing = The activity log has nothing of that time and kind.
activity-none-of = The activity log has nothing of { $record }: it was never worked on, or too long ago.
activity-parked = { $count } parked: { $command } says what to do.
activity-hidden = { $count ->
    [one] 1 more is ignored or resolved: { $command }.
   *[other] { $count } more are ignored or resolved: { $command }.
}
activity-later = { $count } waiting: retried automatically.
activity-one-in-full = { $command } shows one of them in full.
activity-attempt = { $time }, { $cause }, { $milliseconds } ms, { $calls ->
    [one] 1 call
   *[other] { $calls } calls
}
activity-then = Then: { $command }
hold-nothing = Nothing is on hold.
hold-since = since { $time }
hold-since-by = since { $time } by { $by }
hold-hint = Release a record to send it after all: { $command }.
why-on-hold = { $record } is on hold: { $because }.
why-hold-in-doubt = An attempt before the hold ended without an answer that says whether a document was created, so that one may exist.
why-hold-do = To send it after all, release it; it is queued then.
why-running-do = Wait a moment and ask again. If its worker is lost, another one takes it over.
why-is = it is { $document } in eAccounting
why-was = it was { $document } in eAccounting
why-is-credited = it is { $document } in eAccounting, credited by { $credits }
why-is-nothing = nothing was to be created
why-sent = { $record } was sent: { $what }.
why-changed = { $record } has changed since it was sent: { $what }.
why-follow-up = { $record } was sent, and a step after it failed: { $what }.
why-called-off-deleted = { $record } was sent, and cancelled or refunded in the shop since: { $document } is no longer in eAccounting.
why-called-off-credited = { $record } was sent, and cancelled or refunded in the shop since: { $document } is credited.
why-nothing-left = Nothing is left to do.
why-search-waits = The search for its orders is tried again by itself: { $problem }
why-search-parked = The search for its orders is parked: { $problem }
why-search-do = Then replay the search for its orders.
why-unsettled = The record is parked until somebody says that the difference is settled.
why-unsettled-do = When nothing is left to do, say so.
why-deleted = eAccounting no longer has it: somebody deleted it there. It is not created again automatically.
why-deleted-do = If it was deleted by mistake, enter it in eAccounting by hand. If it was deleted on purpose, nothing is to be done.
why-draft-booked = Somebody booked its draft in eAccounting: it is { $invoice } now.
why-pending = Still to be done: { $steps }.
step-check = check
step-payment = payment
step-repayment = repayment
step-note = note
step-link = link
step-email = e-mail
step-status = status
step-status-note = note in ActiveCampaign
why-follow-up-do = Then replay it: what is done is not done again.
why-parked-do = When the cause is gone, replay it.
why-credit-parked-do = When the cause is gone, or you have credited it by hand, replay it: what is credited is not credited again.
why-would-work = The cause seems to be gone: a replay would send it now.
why-in-doubt = { $record } may have become a document in eAccounting ({ $kind }): no answer said whether.
why-in-doubt-do = Create nothing by hand. The next attempt looks it up first, and uses it if it exists.
why-in-doubt-replay = To have it looked up at once, replay it.
why-waits-for-login = { $record } waits until { $vendor } accepts the connection again.
why-log-in = Log in to eAccounting again.
why-resumes = It resumes automatically, and the wait consumes no attempt.
why-vendor-down = { $vendor } is down; it is checked again automatically.
why-waits-do = Ekobridge tries again then. Step in only if it lasts.
why-due = { $record } is queued: its next attempt is due.
why-queue = { $count ->
    [one] Its queue has about 1 message.
   *[other] Its queue has about { $count } messages.
}
why-lost-do = The queue is empty, so that its job is lost: replay it.
why-taken-now = It was skipped at the last attempt. With the current settings and record it would be sent.
why-send-do = Replay it to send it.
why-setting-do = To send such records, change the setting and push it. Skipped records are not sent automatically: replay them.
why-then-replay = Then replay it.
why-in-step = { $record } is the same in both systems.
why-was-in-step = { $record } was the same in both systems at the last attempt.
why-not-brought = It has changed since, and no attempt has brought the change so far.
why-change-do = Replay it to send the change.
why-not-begun = { $record } is queued, and could not begin.
why-no-job = No job was queued for it so far.
why-probably-queued = { $record } is probably queued: no job of it has begun, and its queue is not empty.
why-unknown = { $record } was never seen, and its vendor does not have it.
why-unknown-do = Look whether the number is right, and whether the shop has given the record to ActiveCampaign.
why-exists = It exists, and the settings would send it.
why-send-now = Send it now.
why-webhooks-do = Check that webhooks arrive: the newest entries show when the last one came.
why-would-end = A job of it would end so: { $problem }
why-then-send = Then send it.
why-see-do = See what would become of it.
why-not-asked = The vendors were not asked. { $problem }
why-also = What else holds it back: { $problem }
why-also-left-out = The settings leave it out, too: { $reason }.
find-no-contact = ActiveCampaign has no contact with this e-mail address. Look whether it is written right.
find-no-numbered = eAccounting has no { $record }.
find-no-order = No connection has an order with the id { $order }. The id is the one that the shop gave ActiveCampaign; where the shop shows its customers another number, `ekobridge activity` shows both.
find-no-name = Neither vendor has a person or company with this name. Search for the e-mail address, or the order's number.
find-no-number = Neither vendor has this number, and the activity log doesn't know it. Look whether it is written right.
find-several-of-name = Several records have this name: { $records }. Say which.
find-several-of-number = Several records have this number: { $records }. Say which.
find-in-full = Name the record in full, such as order:1:1001.
