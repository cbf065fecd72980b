# Hva kommandolinjeverktøyet sier. Et svar er en setning om en post; et råd sier hva man gjør.

answer-never-seen = { $record } er aldri sett: verken webhook eller gjennomgang har funnet den.
answer-filtered = { $record } er filtrert bort.
answer-on-hold = { $record } er stoppet.
answer-queued = { $record } er i kø.
answer-waiting-for-vendor = { $record } venter på neste forsøk.
answer-waiting-for-login = { $record } venter til tilkoblingen godtas igjen.
answer-running = { $record } behandles nå.
answer-in-doubt = { $record } kan ha blitt et dokument: det kom ikke noe svar om det.
answer-parked = { $record } venter på deg.
answer-sent = { $record } er sendt.
answer-follow-up-failed = { $record } er sendt, men et trinn etterpå mislyktes.
answer-changed-since = { $record } er sendt og er endret siden.
advice-no-setting = Du trenger ikke gjøre noe: ingen innstilling ville sende den. Den behandles på nytt når den endres.
advice-queued = Vent på tur. Hvis køen står stille, kontroller at funksjonene ikke er satt på pause.
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
setting-default-at = standardverdien, linje { $line } i { $command }
document-exists = i eAccounting
document-gone = ikke lenger i eAccounting
document-not-asked = eAccounting ble ikke spurt
document-booked-as = bokført som { $document }
document-by-person = ikke laget av Ekobridge
document-unpaid = { $amount } ubetalt
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
parked-sent = Allerede sendt: dokumentet i eAccounting endres ikke. Når det stemmer: { $command }.
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
activity-nothing = Aktivitetsloggen har ingenting fra den tiden og av den typen.
activity-none-of = Aktivitetsloggen har ingenting om { $record }: den er aldri behandlet, eller for lenge siden.
activity-parked = { $count } parkert: { $command } sier hva du bør gjøre.
activity-hidden = { $count ->
    [one] 1 til er ignorert eller løst: { $command }.
   *[other] { $count } til er ignorert eller løst: { $command }.
}
activity-later = { $count } venter: det prøves automatisk igjen.
activity-one-in-full = { $command } viser ett av dem i sin helhet.
activity-attempt = { $time }, { $cause }, { $milliseconds } ms, { $calls ->
    [one] 1 kall
   *[other] { $calls } kall
}
activity-then = Så: { $command }
hold-nothing = Ingenting er stoppet.
hold-since = siden { $time }
hold-since-by = siden { $time } av { $by }
hold-hint = Frigi en post for å sende den likevel: { $command }.
why-on-hold = { $record } er stoppet: { $because }.
why-hold-in-doubt = Et forsøk før stoppet sluttet uten et svar som sier om et dokument ble opprettet, så et kan finnes.
why-hold-do = Frigi den hvis den likevel skal sendes; da legges den i kø.
why-running-do = Vent litt og spør igjen. Hvis prosessen går tapt, tar en annen over.
why-is = den er { $document } i eAccounting
why-was = den var { $document } i eAccounting
why-is-credited = den er { $document } i eAccounting, kreditert av { $credits }
why-is-nothing = ingenting skulle opprettes
why-sent = { $record } er sendt: { $what }.
why-changed = { $record } er endret siden den ble sendt: { $what }.
why-follow-up = { $record } er sendt, og et trinn etterpå mislyktes: { $what }.
why-called-off-deleted = { $record } er sendt og siden kansellert eller refundert i butikken: { $document } finnes ikke lenger i eAccounting.
why-called-off-credited = { $record } er sendt og siden kansellert eller refundert i butikken: { $document } er kreditert.
why-nothing-left = Det er ingenting igjen å gjøre.
why-search-waits = Søket etter ordrene prøves automatisk på nytt: { $problem }
why-search-parked = Søket etter ordrene er parkert: { $problem }
why-search-do = Kjør så søket etter ordrene på nytt.
why-unsettled = Posten er parkert til noen sier at forskjellen er avklart.
why-unsettled-do = Si fra når det ikke er noe igjen å gjøre.
why-deleted = eAccounting har den ikke lenger: noen har slettet den der. Den opprettes ikke igjen automatisk.
why-deleted-do = Hvis den ble slettet ved en feil, legg den inn i eAccounting manuelt. Hvis den ble slettet med vilje, er det ingenting å gjøre.
why-draft-booked = Noen har bokført kladden i eAccounting: den er { $invoice } nå.
why-pending = Gjenstår å gjøre: { $steps }.
step-check = kontroll
step-payment = betaling
step-repayment = tilbakebetaling
step-note = notat
step-link = lenke
step-email = e-post
step-status = status
step-status-note = notat i ActiveCampaign
why-follow-up-do = Kjør den så på nytt: det som er gjort, gjøres ikke igjen.
why-parked-do = Kjør den på nytt når årsaken er borte.
why-credit-parked-do = Kjør den på nytt når årsaken er borte, eller når du har kreditert den manuelt: det som er kreditert, krediteres ikke igjen.
why-would-work = Årsaken ser ut til å være borte: en ny kjøring ville sendt den nå.
why-in-doubt = { $record } kan ha blitt et dokument i eAccounting ({ $kind }): det kom ikke noe svar om det.
why-in-doubt-do = Opprett ingenting manuelt. Neste forsøk leter først etter det, og bruker det hvis det finnes.
why-in-doubt-replay = Kjør den på nytt for å få det undersøkt med en gang.
why-waits-for-login = { $record } venter til { $vendor } godtar tilkoblingen igjen.
why-log-in = Logg inn i eAccounting igjen.
why-resumes = Den fortsetter automatisk, og ventingen bruker ikke opp noe forsøk.
why-vendor-down = { $vendor } er nede; den sjekkes igjen automatisk.
why-waits-do = Ekobridge prøver igjen da. Grip bare inn hvis det vedvarer.
why-due = { $record } er i kø: det er tid for neste forsøk.
why-queue = { $count ->
    [one] Køen har omtrent 1 melding.
   *[other] Køen har omtrent { $count } meldinger.
}
why-lost-do = Køen er tom, så jobben er tapt: kjør den på nytt.
why-taken-now = Den ble hoppet over ved det siste forsøket. Med innstillingene og posten slik de er nå, ville den blitt sendt.
why-send-do = Kjør den på nytt for å sende den.
why-setting-do = Endre innstillingen og last den opp for å sende slike poster. Poster som er hoppet over, sendes ikke automatisk: kjør dem på nytt.
why-then-replay = Kjør den så på nytt.
why-in-step = { $record } er lik i begge systemene.
why-was-in-step = { $record } var lik i begge systemene ved det siste forsøket.
why-not-brought = Den er endret siden, og ikke noe forsøk har overført endringen ennå.
why-change-do = Kjør den på nytt for å sende endringen.
why-not-begun = { $record } er i kø og kunne ikke begynne.
why-no-job = Ingen jobb er lagt i kø for den ennå.
why-probably-queued = { $record } er trolig i kø: ingen jobb av den har begynt, og køen er ikke tom.
why-unknown = { $record } er aldri sett, og systemet den skal finnes i, har den ikke.
why-unknown-do = Kontroller at nummeret stemmer, og at butikken har gitt posten til ActiveCampaign.
why-exists = Den finnes, og innstillingene ville sendt den.
why-send-now = Send den nå.
why-webhooks-do = Kontroller at webhooker kommer frem: de nyeste oppføringene viser når den siste kom.
why-would-end = En jobb av den ville endt slik: { $problem }
why-then-send = Send den så.
why-see-do = Se hva det ville blitt av den.
why-not-asked = Systemene ble ikke spurt. { $problem }
why-also = Dette hindrer den også: { $problem }
why-also-left-out = Innstillingene utelater den også: { $reason }.
find-no-contact = ActiveCampaign har ingen kontakt med denne e-postadressen. Kontroller at den er riktig skrevet.
find-no-numbered = eAccounting mangler { $record }.
find-no-order = Ingen tilkobling har en ordre med ID { $order }. ID-en er den som butikken ga ActiveCampaign; der butikken viser kundene et annet nummer, viser `ekobridge activity` begge.
find-no-name = Ingen av systemene har en person eller et firma med dette navnet. Søk etter e-postadressen eller ordrens nummer.
find-no-number = Ingen av systemene har dette nummeret, og aktivitetsloggen kjenner det ikke. Kontroller at det er riktig skrevet.
find-several-of-name = Flere poster har dette navnet: { $records }. Si hvilken.
find-several-of-number = Flere poster har dette nummeret: { $records }. Si hvilken.
find-in-full = Oppgi posten fullt ut, for eksempel order:1:1001.
