# What the command line tool says. An answer is a sentence about a record; an advice says what to do.

answer-never-seen = { $record } was never seen: no webhook and no sweep has brought it.
answer-filtered = { $record } is left out.
answer-on-hold = { $record } is on hold.
answer-queued = { $record } is queued.
answer-waiting-for-vendor = { $record } waits for its next attempt.
answer-waiting-for-login = { $record } waits until the connection is accepted again.
answer-running = { $record } is being worked on now.
answer-in-doubt = { $record } may have become a document: the answer never came.
answer-parked = { $record } waits for you.
answer-sent = { $record } was sent.
answer-follow-up-failed = { $record } was sent, and a step after it failed.
answer-changed-since = { $record } was sent, and has changed since.
advice-never-seen = Check that the number is right, and that webhooks arrive. To send it now, replay it.
advice-filtered = To send such records, change the setting and push it; then replay the record.
advice-no-setting = Nothing: no setting would send it. It is processed again when it changes.
advice-on-hold = To send it after all, release it.
advice-queued = Wait for its turn. If the queue does not move, check that the functions are not paused.
advice-waiting-for-vendor = Nothing: it is tried again automatically.
advice-waiting-for-login = Log in again. It resumes automatically, and the wait consumes no attempt.
advice-running = Wait until it has ended.
advice-in-doubt = Create nothing by hand: it is looked up before the next attempt.
advice-parked = Correct the cause, and replay the record.
advice-sent = Nothing.
advice-follow-up-failed = Correct the cause, and replay the record: no second document is created.
advice-changed-since = Compare both, and correct the document.
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
document-exists = in eAccounting
document-gone = no longer in eAccounting
document-not-asked = eAccounting was not asked
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
activity-attempt = { $time }, { $cause }, { $milliseconds } ms, { $calls } calls
activity-then = Then: { $command }
hold-nothing = Nothing is on hold.
hold-since = since { $time }
hold-since-by = since { $time } by { $by }
hold-hint = Release a record to send it after all: { $command }.
