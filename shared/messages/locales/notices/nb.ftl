# Tekster i varsler og i sammendraget. Overskrifter har ikke punktum.

day = { $day }. { $month ->
    [1] januar
    [2] februar
    [3] mars
    [4] april
    [5] mai
    [6] juni
    [7] juli
    [8] august
    [9] september
    [10] oktober
    [11] november
   *[other] desember
}
date = { $day }. { $month ->
    [1] januar
    [2] februar
    [3] mars
    [4] april
    [5] mai
    [6] juni
    [7] juli
    [8] august
    [9] september
    [10] oktober
    [11] november
   *[other] desember
} { $year }
time = { $date } kl. { $time } UTC
status-failing = krever handling
status-recovered = løst
status-information = til orientering
fact-count = Antall
fact-since = Siden
fact-failed-since = Hadde mislyktes siden
fact-see-all = For å se alt
fact-deployment = Installasjon
fact-link = Lenke
open-dashboard = Åpne oversikten
what-to-do = Tiltak: { $remedy }
nothing-to-do = Du trenger ikke gjøre noe.
in-detail = I detalj, på engelsk: { $text }
record-account = firma { $number }
record-article = artikkel { $number }
record-contact = kontakt { $number }
record-customer = kunde { $number }
record-deal = avtale { $number }
record-invoice = faktura { $number }
record-invoice-draft = fakturakladd { $number }
record-order = ordre { $number }
record-quote = tilbud { $number }
record-sales-order = salgsordre { $number }
record-stock = lager { $number }
record-sweep = gjennomgangen
a-document = et dokument
parked = { $record } venter på deg
parked-cause = { $count ->
    [one] 1 post venter på deg av samme årsak
   *[other] { $count } poster venter på deg av samme årsak
}
parked-cause-more = Minst { $count } poster venter på deg av samme årsak
parked-first = Den første av dem: { $text }
settled = { $record } venter ikke lenger på deg
went-through = { $attempt } lyktes: { $outcome }.
went-through-others = Hvis andre fortsatt venter av samme årsak, kjør dem på nytt: `ekobridge replay --cause { $code }`.
attempt-webhook = Forsøket kl. { $time }, etter en webhook,
attempt-schedule = Forsøket kl. { $time }, etter at tidsplanen hadde funnet en endring,
attempt-replay = Den nye kjøringen kl. { $time }
attempt-backfill = Ettersendingen kl. { $time }
changed-back = Den ble endret tilbake i butikken, og { $document } stemmer med den igjen.
changed-back-deal = Den ble endret tilbake i ActiveCampaign, og { $document } stemmer med den igjen.
nothing-waits = Ingenting venter lenger på deg av denne årsaken
nothing-waits-text = Det som ventet, gikk gjennom, eller noen har ordnet det: { $cause }.
other-cause = { $record } venter nå av en annen årsak
other-cause-text = Årsaken var `{ $before }`, og er nå `{ $now }`.
vendor-down = { $vendor } kan ikke brukes; jobber venter
vendor-reauthorize = { $vendor } må kobles til på nytt; jobber venter
vendor-up = { $vendor } virker igjen
vendor-up-attempt = Forsøk { $attempt } kl. { $time } ble besvart.
vendor-up-call = Et kall kl. { $time } ble besvart.
vendor-up-next = Ventende jobber fortsetter automatisk.
webhook-unhealthy = ActiveCampaigns webhook sender ikke alle hendelser
webhook-healthy = ActiveCampaigns webhook virker igjen
late-minutes = Endringer når det andre systemet med forsinkelse: de siste ventet { $count ->
    [one] 1 minutt
   *[other] { $count } minutter
}
late-hours = Endringer når det andre systemet med forsinkelse: de siste ventet { $count ->
    [one] 1 time
   *[other] { $count } timer
}
late-why = Mer venter i køen enn det som rekkes å behandles, som etter en import, en pause eller et avbrudd. Ingenting går tapt.
late-remedy = Du trenger ikke gjøre noe hvis du vet hvorfor. Hvis det vedvarer, sier `ekobridge doctor` hva som er galt.
in-time = Endringer når det andre systemet i tide igjen
login-unused = Innloggingen i eAccounting må fornyes
login-unused-why = Den er ikke brukt på mer enn 30 dager, og en innlogging som ikke brukes, utløper.
login-unused-remedy = Kjør `ekobridge connect` og logg inn, og finn ut hvorfor tidsplanen ikke kjørte.
login-used = Innloggingen i eAccounting er i bruk igjen
vat-changes = Mva. endres { $date }
vat-change = Mva-koden { $code } endres fra { $before } % til { $after } %.
vat-change-unnamed = En mva-kode uten navn endres fra { $before } % til { $after } %.
vat-changes-remedy = Endre satsen i butikken den dagen, og satsene som innstillingene angir (articles.account_coding, fallback, shipping og discounts). eAccounting bokfører hvert dokument med satsen for dets egen dato. En ordre der mva. ikke stemmer, parkeres, og ingenting bokføres feil.
settings-wrong = Innstillingene som ble lastet opp, er feil
settings-wrong-text = Versjon { $version } kan ikke brukes. Funksjoner som kjører, beholder innstillingene før den; en som starter nå, lar jobbene sine vente.
settings-in-order = Innstillingene er i orden igjen
settings-in-order-text = De sist opplastede innstillingene gjelder.
systems-agree = Systemene stemmer overens igjen
systems-disagree = { $count ->
    [one] Systemene stemmer ikke overens for 1 salg
   *[other] Systemene stemmer ikke overens for { $count } salg
}
systems-disagree-new = { $disagree }, hvorav { $new } nye
systems-disagree-text = { $sales ->
    [one] Fra { $since } til { $until } stemmer { $agreeing } av 1 salg. Nytt: { $records }.
   *[other] Fra { $since } til { $until } stemmer { $agreeing } av { $sales } salg. Nytt: { $records }.
}
systems-not-compared = { $days ->
    [one] 1 dag ble ikke sammenlignet.
   *[other] { $days } dager ble ikke sammenlignet.
}
systems-disagree-remedy = `ekobridge reconcile --since { $since }` sier for hvert salg hvorfor, og hvilken kommando som retter det.
secret-missing = Ekobridge kan ikke kjøres: en hemmelighet mangler
salt-mismatch = Ekobridge kan ikke kjøres: saltet hører ikke til registeret
not-ready-text = Jobber venter til da; ingen går tapt.
ready = Ekobridge kan kjøres igjen
ready-text = Hemmelighetene og saltet er i orden.
test = Dette er et testvarsel
test-text = Noen kjørte `ekobridge notices test`. Der du leser dette, når varslene deg.
digest-title = { $period }: { $sent } sendt, { $waiting }
digest-period = { $first } til { $last }
digest-nothing-waits = ingenting venter på deg
digest-waits = { $count ->
    [one] 1 post venter på deg
   *[other] { $count } poster venter på deg
}
digest-waits-more = minst { $count } poster venter på deg
digest-direction = { $direction }: { $sent } sendt, { $skipped } uten tiltak, { $parked } parkert, { $failing } mislyktes og ble prøvd igjen
to-eaccounting = Til eAccounting
to-activecampaign = Til ActiveCampaign
digest-waiting = Venter på deg: { $causes }
digest-waiting-since = Venter på deg: { $causes }, den første siden { $time }
digest-remedy = `ekobridge parked` sier for hver hva du må endre; kjør så `ekobridge replay --parked`.
digest-down = { $vendor } kan ikke brukes nå; jobber venter
digest-reconciled = { $sales ->
    [one] Avstemming { $time }: { $agreeing } av 1 salg stemmer
   *[other] Avstemming { $time }: { $agreeing } av { $sales } salg stemmer
}
digest-reconciled-differ = Avstemming { $time }: { $agreeing } av { $sales } salg stemmer; { $differences ->
    [one] 1 gjør det ikke
   *[other] { $differences } gjør det ikke
}
digest-reconciled-cut = { $result }, og ikke alt kunne sammenlignes
digest-webhook = Siste webhook fra ActiveCampaign: { $time }
digest-sweep = Siste fullstendige kjøring av tidsplanen: { $time }
none-yet = ingen ennå
