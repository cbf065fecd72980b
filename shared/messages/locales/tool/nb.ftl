# Hva kommandolinjeverktøyet sier. Et svar er en setning om en post; et råd sier hva man gjør.

answer-never-seen = { $record } er aldri sett: verken webhook eller gjennomgang har funnet den.
answer-filtered = { $record } er filtrert bort.
answer-on-hold = { $record } er stoppet.
answer-queued = { $record } er i kø.
answer-waiting-for-vendor = { $record } venter på neste forsøk.
answer-waiting-for-login = { $record } venter til tilkoblingen godtas igjen.
answer-running = { $record } behandles nå.
answer-in-doubt = { $record } kan ha blitt et dokument: svaret kom aldri.
answer-parked = { $record } venter på deg.
answer-sent = { $record } er sendt.
answer-follow-up-failed = { $record } er sendt, men et trinn etterpå mislyktes.
answer-changed-since = { $record } er sendt og er endret siden.
advice-never-seen = Kontroller at nummeret er riktig, og at webhooks kommer fram. Kjør posten på nytt for å sende den nå.
advice-filtered = For å sende slike poster, endre innstillingen og last den opp; kjør så posten på nytt.
advice-no-setting = Ingenting: ingen innstilling ville sende den. Den behandles på nytt når den endres.
advice-on-hold = Slipp den for å sende den likevel.
advice-queued = Vent på tur. Hvis køen står stille, kontroller at funksjonene ikke er satt på pause.
advice-waiting-for-vendor = Ingenting: det prøves automatisk igjen.
advice-waiting-for-login = Logg inn på nytt. Den fortsetter automatisk, og ventingen bruker ikke opp noe forsøk.
advice-running = Vent til det er ferdig.
advice-in-doubt = Opprett ingenting for hånd: det søkes opp før neste forsøk.
advice-parked = Rett årsaken og kjør posten på nytt.
advice-sent = Ingenting.
advice-follow-up-failed = Rett årsaken og kjør posten på nytt: det opprettes ikke et dokument til.
advice-changed-since = Sammenlign begge og rett dokumentet.
label-since = Siden
label-until = Til
label-document = Dokument
label-setting = Innstilling
label-attempts = Forsøk
label-before = Tidligere
label-steps = Trinn
label-read = Lest
label-sent = Sendt
label-prepared = Forberedt, ikke sendt
label-in-detail = I detalj, på engelsk: { $text }
setting-not-set = ikke satt
document-exists = i eAccounting
document-gone = ikke lenger i eAccounting
document-not-asked = eAccounting ble ikke spurt
without-number = uten nummer
field-not-kept = (ikke lagret)
field-empty = (tomt)
also = Også { $record }: { $command }
none-of-the-deployments = Ingen av installasjonene har en post med dette nummeret eller denne adressen.
parked-nothing = Ingenting er parkert.
parked-nothing-with = Ingenting er parkert med { $code }.
parked-not = { $record } er ikke parkert. { $why } viser hvor den er.
parked-since = { $records }, den første { $time }
parked-records = { $count ->
    [one] 1 post
   *[other] { $count } poster
}
parked-more = { $examples } og { $count } til
parked-hint = { $command } viser postene for en årsak; når den er borte: { $replay }.
parked-hidden = { $causes ->
    [one] 1 årsak med { $records } er ignorert eller løst: { $command }.
   *[other] { $causes } årsaker med { $records } er ignorert eller løst: { $command }.
}
parked-when-gone = Når årsaken er borte: { $command }.
parked-total = { $count } parkert. Når årsaken er borte: { $command }, eller { $all } for alle.
parked-left-out = { $count ->
    [one] 1 av dem er ignorert med årsaken sin: kjør den på nytt med navnet eller med --cause.
   *[other] { $count } av dem er ignorert med årsaken sin: kjør dem på nytt med navnet eller med --cause.
}
mark-acknowledged = kvittert { $time } av { $by }
mark-ignored = ignorert { $time } av { $by }
mark-resolved = løst { $time } av { $by }
mark-open = åpen { $time } av { $by }
mark-because = { $mark }: { $because }
mark-open-again = åpen igjen, siden flere ble parkert; den var { $mark }
activity-nothing = Aktivitetsloggen har ingenting fra den tiden og av det slaget.
activity-none-of = Aktivitetsloggen har ingenting om { $record }: den er aldri behandlet, eller for lenge siden.
activity-parked = { $count } parkert: { $command } sier hva du gjør.
activity-hidden = { $count ->
    [one] 1 til er ignorert eller løst: { $command }.
   *[other] { $count } til er ignorert eller løst: { $command }.
}
activity-later = { $count } venter: det prøves automatisk igjen.
activity-one-in-full = { $command } viser ett av dem i sin helhet.
activity-attempt = { $time }, { $cause }, { $milliseconds } ms, { $calls } kall
activity-then = Så: { $command }
hold-nothing = Ingenting er stoppet.
hold-since = siden { $time }
hold-since-by = siden { $time } av { $by }
hold-hint = Slipp en post for å sende den likevel: { $command }.
