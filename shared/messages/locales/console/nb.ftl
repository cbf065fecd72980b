# Ordene på alle sider.

nav-pages = Sider
nav-overview = Oversikt
nav-activity = Aktivitet
nav-parked = Parkert
nav-settings = Innstillinger
skip-to-content = Hopp til innholdet
search-label = Nummer, navn, e-post eller post
search-button = Hvorfor?
frame-zone = Tider: { $zone }
place-stack = stacken { $name }
place-folder = mappen { $path }
place-dev = `ekobridge dev` på denne maskinen
language-choose = Språk
in-english = I detalj, på engelsk:
answer-no = nei
answer-yes = ja

ago-seconds = { $count ->
    [one] for 1 sekund siden
   *[other] for { $count } sekunder siden
}
ago-minutes = { $count ->
    [one] for 1 minutt siden
   *[other] for { $count } minutter siden
}
ago-hours = { $count ->
    [one] for 1 time siden
   *[other] for { $count } timer siden
}
ago-days = { $count ->
    [one] for 1 dag siden
   *[other] for { $count } dager siden
}

outcome-sent = sendt
outcome-done = ferdig
outcome-skipped = hoppet over
outcome-parked = parkert
outcome-failing = mislyktes
outcome-ignored = ignorert
outcome-later = prøves igjen senere

cause-webhook = webhook
cause-sweep = gjennomgang
cause-poll = forespørsel
cause-replay = ny kjøring
cause-backfill = ettersending

direction-to-eaccounting = Til eAccounting
direction-to-activecampaign = Til ActiveCampaign

job-customer = kunde
job-order = ordre
job-quote = tilbud
job-find-orders = søk etter ordrer
job-write-order = skriv ordre
job-write-contact = skriv kontakt
job-stock = lager
queue-orders = ordrer
queue-customers = kunder
queue-backlog = massejobber
document-customer = kunde
document-article = artikkel
document-order = ordre
document-invoice = faktura
document-invoice-draft = fakturakladd
document-credit-draft = kladd til kreditnota
document-of-order = { $document } for ordre { $order }
document-credit-invoice = kreditnota
document-deal = avtale
document-contact = kontakt
document-shop-order = nettbutikkordre
document-product = produkt { $number }

state-never-seen = aldri sett
state-missing = finnes ikke
state-filtered = filtrert bort
state-on-hold = stoppet
state-queued = i kø
state-waiting-for-vendor = venter på et system
state-waiting-for-login = venter på en innlogging
state-running = behandles
state-in-doubt = uviss
state-parked = parkert
state-sent = sendt
state-follow-up-failed = sendt, et påfølgende trinn mislyktes
state-changed-since = endret siden

column-attempts = Forsøk
column-calls = Kall
column-trigger = Utløser
column-day = Dag
column-direction = Retning
column-document = Dokument
column-error-code = Feilkode
column-field = Felt
column-job = Jobb
column-key = Innstilling
column-in-force = Gjelder nå
column-draft = Utkast
column-made-from = Kommer fra
column-milliseconds = ms
column-now = Nå
column-outcome = Utfall
column-prepared = Forberedt, ikke sendt
column-record = Post
column-replayed = Kjøres på nytt
column-rule = Regel eller innstilling
column-sent = Sendt
column-reason = Grunn
column-since = Siden
column-state = Tilstand
column-step = Trinn
column-time = Tid
column-value = Verdi
column-what-happened = Hva som skjedde
column-what-was-done = Hva som ble gjort
column-at-milliseconds = Ved ms
column-took-milliseconds = Tok ms
period-today = I dag
period-month = 30 dager

overview-look = Se på det
overview-waiting = { $count ->
    [one] 1 post venter på deg.
   *[other] { $count } poster venter på deg.
}
overview-waiting-more = Minst { $count } poster venter på deg.
overview-nothing = Ingenting ennå.
overview-counted = Forsøk per dag, UTC. En post som mislykkes, parkeres og så sendes, telles hver gang.
overview-chart = { $direction }, de siste 30 dagene: { $sent } sendt, { $skipped } hoppet over, { $failing } mislykkede forsøk, { $parked } parkert.
overview-bar = { $day }: { $sent } sendt, { $skipped } hoppet over, { $failing } mislykket, { $parked } parkert
overview-table = Som tabell; den høyeste søylen er { $largest }
overview-differences = Systemene stemmer ikke overens: { $differences } ifølge den siste avstemmingen.
overview-health = Driftsstatus
overview-newest = Nyeste forsøk
overview-none-today = Ingen i dag.
overview-all-activity = All aktivitet
overview-sandbox = Begge systemene er sandkassen:
overview-sandbox-link = se hva som kom fram der
health-up = svarer og godtar tilkoblingen
health-down = er nede; spørres igjen { $time }
health-refuses = avviser tilkoblingen: logg inn på nytt
health-last-webhook = Siste webhook
health-last-sweep = Siste gjennomgang
health-none-so-far = ingen ennå
health-next-run = Neste kjøring
health-every = { $seconds ->
    [one] hvert sekund
   *[other] hvert { $seconds }. sekund
}
health-by-schedule = etter tidsplanen til installasjonen
health-oldest = Eldste som venter etter et mislykket forsøk, uten uvisse poster
health-oldest-none = ingenting venter etter et mislykket forsøk
health-oldest-since = { $record }, { $ago }
health-reconciled = Avstemmingens siste resultat
health-reconciled-agree = begge systemene stemte overens for { $sales ->
    [one] 1 salg
   *[other] { $sales } salg
}, { $when }
health-reconciled-cut = { $agreeing ->
    [one] 1 salg stemte, og ikke alle kunne sammenlignes, { $when }
   *[other] { $agreeing } salg stemte, og ikke alle kunne sammenlignes, { $when }
}
health-reconciled-differ = { $sales ->
    [one] { $agreeing } av 1 salg stemte, { $differences } gjorde det ikke, { $when }
   *[other] { $agreeing } av { $sales } salg stemte, { $differences } gjorde det ikke, { $when }
}
health-queues = Køer
health-queue = { $name } { $waiting } (og { $working } i arbeid)
health-token = Innlogging i eAccounting
health-token-company = Firma i eAccounting
health-token-none = ingen har koblet det til: kjør { $command }
health-token-refused = avvist siden { $time }: kjør { $command }
health-token-valid = i orden; denne tilgangen gjelder til { $time } og fornyes av seg selv
health-token-due = i orden; tilgangen fornyes ved neste kall
health-token-unreadable = kan ikke leses: { $why }

activity-of = Aktivitet: { $what }
activity-day = Dag ({ $zone })
activity-from = Fra
activity-until = Før
activity-any = alle
activity-both = begge
activity-filter = Filtrer
activity-read = { $shown } av de { $read } oppføringene som siden har lest, nyeste først.
activity-nothing = Ingenting samsvarer med utvalget.
activity-unclear = «{ $text }» er ingen post, eller flere. Søk etter den ovenfor og velg én.
activity-no-code = «{ $code }» er ingen feilkode, så ingen forsøk har den. docs/ERRORS.md lister dem opp.
activity-others = Andre oppføringer
activity-older = Eldre samme dag
activity-before = Dagen før
activity-after = Dagen etter

parked-nothing = Ingenting er parkert.
parked-sent = Allerede sendt: dokumentene i eAccounting endres ikke. Rett eller krediter dem der, åpne så posten og velg «{ $button }».
parked-count = { $count } på denne siden, de som har ventet lengst først, etter årsak. Rett årsaken, og kjør så på nytt det som venter på den.
parked-cause = { $count ->
    [one] 1 venter
   *[other] { $count } venter
}
parked-plan = { $count ->
    [one] Planlegg å kjøre den på nytt
   *[other] Planlegg å kjøre disse { $count } på nytt
}
parked-next = De neste
parked-holds = Hva som er stoppet
holds-title = Stoppet
holds-nothing = Ingenting er stoppet.
holds-explained = Det som er stoppet, sendes ikke før noen frigir det, på postens side.
parked-setting = Endre { $key }

replay-title = Ny kjøring: planen
replay-nothing-yet = Ingenting er satt i kø ennå. En post som har dokumentet sitt, får ikke et til.
replay-is-planned = Planlagt: ingenting er satt i kø ennå.
replay-apply = { $count ->
    [one] Kjør 1 post på nytt
   *[other] Kjør { $count } poster på nytt
}
replay-none = Det er ingenting å kjøre på nytt. Tabellen sier for hver post hvorfor, og hva som må gjøres først.
replay-settings-soon = Funksjonene bruker versjon { $version } av innstillingene fra { $from }; til da kan de bruke versjonen før.
replay-why = Hvorfor den står der
plan-waits = venter
plan-overdue = forsinket
plan-why-unknown = Den finnes ikke i registeret: den behandles som ny.
plan-why-not-asked = Den finnes ikke i registeret, og det var ikke mulig å finne ut om den finnes: den behandles som ny.
plan-why-missing = { $vendor } har ingen slik post, og den finnes ikke i registeret. Kontroller at den er riktig oppgitt.
plan-why-on-hold = Noen har stoppet den: { $because }. Frigi den først.
plan-why-done = Den ble { $document }.
plan-why-nothing = Ingenting måtte opprettes.
plan-why-waits = Et nytt forsøk gjøres { $time }.
plan-why-in-doubt = Den kan ha blitt et dokument: det slås opp før noe opprettes.
plan-why-overdue = Et forsøk skulle ha vært gjort, men ble ikke gjort.
plan-why-running = Den behandles nå, senest til { $time }.
replay-queued = { $count ->
    [one] 1 post er satt i kø.
   *[other] { $count } poster er satt i kø.
}
replay-no-second = En post som har dokumentet sitt, får ikke et til.
replay-ended = { $ended } av { $count } er ferdige.
replay-still = Listen leses på nytt hvert annet sekund.

found-nothing = Verken ActiveCampaign eller eAccounting har en post med dette nummeret, denne adressen eller dette navnet, og aktivitetsloggen for de siste dagene nevner den ikke. Et nummer etter «order» er butikkens; eAccountings egne finnes som «sales-order 7» og «invoice 7».
found-other-number = Hvis butikken viser kundene et annet nummer enn det ActiveCampaign fikk, søk etter kjøperens e-postadresse.
found-document = eAccounting har { $document }.
found-made-of = { $document } i eAccounting kommer fra { $record }.
found-more = Det kan finnes flere med dette navnet: søk på e-postadressen for å være sikker.
found-incomplete = Ikke alt kunne slås opp.
found-title = «{ $query }»

record-of-connection = { $record } (tilkobling { $connection })
record-answer = Svar
record-since = Siden
record-until = Til
record-cause = Årsak
record-document = Dokument
record-setting = Innstilling
record-what-to-do = Hva du kan gjøre
record-replay = Kjør på nytt…
record-release = Frigi og sett i kø
record-hold = Stopp
record-settle = Dokumentet stemmer
record-because = Ikke send, fordi
record-no-name = ikke noe personnavn
record-activity = Aktivitet
record-sandbox = { $vendor } (sandkassen)
record-in-the-way = Hva som står i veien nå
record-totals = Hva det blir
record-totals-now = Hva det ville blitt nå
record-order = Hva som ble kjøpt
record-buyer = Kjøper
record-kind-of-sale = Type salg
record-prices = Butikkens priser
sale-domestic = innenlandsk salg med mva.
sale-domestic-reverse = innenlandsk salg med omvendt avgiftsplikt (bygg)
sale-eu-company = mva-fritt salg til et firma i EU ({ $country })
sale-eu-private = salg til EU ({ $country }) med selgerens egen mva.
sale-eu-private-oss = salg til en privatperson i EU ({ $country }) etter One Stop Shop
sale-export = mva-fritt salg utenfor EU ({ $country })
sale-export-with-vat = salg utenfor EU ({ $country }) med mva., fordi kunden er merket slik
prices-per-unit = per stykk
prices-per-line = per linje
prices-with-vat = { $per }, med mva.
prices-without-vat = { $per }, uten mva.
prices-vat-taken-off = { $per }, selgerens mva. trukket fra
record-net = Netto
record-vat = Mva.
record-total = Sum
record-fields = Felt for felt
record-fields-what = Sendt: slik aktivitetsloggen har det. Nå: slik en forhåndsvisning ville sendt det; ingenting ble skrevet for denne siden.
record-fields-prepared = Forberedt, ikke sendt: slik det siste forsøket hadde det da det sluttet, ifølge aktivitetsloggen. Nå: slik en forhåndsvisning ville sendt det; ingenting ble skrevet for denne siden.
record-fields-once = Sendt: slik aktivitetsloggen har det. Nå: hva posten ville gitt i dag. Den er sendt og sendes ikke igjen; det som er ulikt, er endret siden eller følger av andre innstillinger. Sammenlignes ikke: det en kunde eller artikkel får én gang, når den opprettes.
record-fields-differ = { $count ->
    [one] 1 er forskjellig
   *[other] { $count } er forskjellige
}
record-fields-count = { $count ->
    [one] 1 felt
   *[other] { $count } felter
}
record-row = { $document }, linje { $row }
record-not-kept = (lagres ikke)
record-not-compared = sammenlignes ikke
record-source = Kilden, felt for felt
record-more = Det er flere felter; { $command } viser alle.
record-calls-if-sent = Kall, hvis den ble sendt
record-calls-now = Kall som en ny kjøring ville gjort nå
record-timeline = Tidslinje
record-timeline-none = Aktivitetsloggen har ingenting om den: den er aldri behandlet, eller for lenge siden.
record-attempt = { $job }, bestilt av { $cause }, { $milliseconds } ms, { $calls ->
    [one] 1 kall
   *[other] { $calls } kall
}
record-steps = { $count ->
    [one] 1 trinn
   *[other] { $count } trinn
}
record-failed = mislyktes
record-no-record = Dette er ingen post
record-no-record-help = En post skrives som order:1:1001, deal:7, contact:3, account:2 eller quote:ID.

settings-what = Innstillingsfilen til denne installasjonen, med tilordningsreglene. Det den utelater, har standardverdien.
settings-none = Ingenting er lagret ennå: alle innstillinger har standardverdien. Skriv det som skal avvike.
settings-file = Innstillingsfil
settings-check = Kontroller
settings-check-what = Den kontrolleres mens du skriver.
settings-valid = Ingenting er galt med den.
settings-mistakes = { $count ->
    [one] 1 feil
   *[other] { $count } feil
}
settings-place = Linje { $line }, kolonne { $column }
settings-same = Den endrer ingenting.
settings-changes = Hva den endrer
settings-lines = Linje for linje
settings-too-long = Den er lengre enn { $most } byte.
settings-added = lagt til
settings-removed = fjernet
settings-unset = (ikke satt)
settings-preview-title = Hva som ville blitt av en post
settings-preview-record = Post
settings-preview-button = Forhåndsvis med utkastet
settings-preview-what = Ingenting skrives: posten leses, og hvert trinn som ville endret noe, holdes tilbake.
settings-preview-same = { $count ->
    [one] Det andre feltet er likt.
   *[other] De andre { $count } feltene er like.
}
settings-preview-equal = Utkastet endrer ingenting for denne posten.
settings-preview-sent = Den er allerede sendt: en jobb gjør ikke mer med den, uansett innstillinger. Nedenfor står hva den ville blitt om den var ny.
settings-preview-calls = Hva som ville blitt skrevet
settings-preview-row = linje { $number }
settings-save = La innstillingene gjelde
settings-save-what = Funksjoner som kjører, har dem innen ett minutt.
settings-saved = Innstillingene gjelder. Funksjoner som kjører, har dem innen ett minutt.
settings-overtaken = Noen andre har endret innstillingene siden siden ble åpnet. Ingenting ble lagret. Under står utkastet ditt, sammenlignet med det som gjelder nå.
settings-unseen = Utkastet er endret siden det ble kontrollert. Ingenting ble lagret. Se hva det endrer, og lagre så.
settings-reference = Alle innstillinger, forklart
settings-explained = { $key }, slik den medfølgende filen forklarer den
settings-from-wrong = Innstillingene som gjelder, kan ikke leses av denne versjonen; utkastet sammenlignes med standardverdiene.

problem-title = Dette gikk ikke
page-none = Siden finnes ikke
page-none-help = Menyen har alle sidene.
request-unreadable = Konsollen kan ikke lese det som ble bedt om. Gå tilbake, se over verdiene og prøv igjen.
guard-title = Du slippes ikke inn
guard-host = Denne konsollen har en annen adresse.
guard-origin = Et annet nettsted har sendt dette.
guard-open = Åpne adressen som terminalen har skrevet ut. Den virker én gang; { $command } skriver ut en ny.
guard-used = Adressen er ikke den som ble skrevet ut, eller er brukt før. { $command } skriver ut en ny.
guard-go-on = Videre til konsollen
form-no-record = En av disse er ingen post.
form-none = Ingen post er oppgitt.
form-too-many = Dette er flere poster enn en plan tar.
form-again = Velg postene på siden på nytt.

nav-reconciliation = Avstemming
reconciliation-what = Sammenligner dagenes ordrer med dokumentene i eAccounting, til minste enhet i hver valuta. Den leser bare; en måned kan ta et minutt.
reconciliation-since = Fra
reconciliation-until = Til
reconciliation-compare = Sammenlign
reconciliation-no-day = «{ $text }» er ingen dag.
reconciliation-day-help = Skriv en dag som 2026-11-01.
reconciliation-more = { $count ->
    [one] og 1 til
   *[other] og { $count } til
}
parked-acknowledge = Kvitter
parked-ignore = Ignorer
parked-resolve = Løst
parked-reopen = Åpne igjen
parked-because = Grunn (valgfritt)
parked-is-acknowledged = Kvittert { $ago } av { $by }.
parked-is-ignored = Ignorert { $ago } av { $by }.
parked-is-resolved = Løst { $ago } av { $by }.
parked-is-open-again = Åpen igjen, siden mer ble parkert etterpå.
parked-said = Grunn: { $note }
parked-hidden = { $count ->
    [one] 1 til er ignorert eller løst.
   *[other] { $count } til er ignorert eller løst.
}
parked-replays = Siste nye kjøringer
parked-replay = { $at }, { $count ->
    [one] 1 post
   *[other] { $count } poster
}, { $by }
replay-abort = Avbryt
replay-abort-what = Det som ikke er påbegynt, blir da som det er.
replay-carry-out = Gjennomfør
replay-planned-record = planlagt
replay-is-aborted = Den ble avbrutt.
replay-aborted-record = avbrutt før den ble påbegynt
replay-progress = Ny kjøring { $name }

settings-versions = Versjoner
settings-version = Versjon { $number }
settings-version-opened = Dette er versjon { $number }, sammenlignet med det som gjelder nå. La den gjelde for å gå tilbake til den.
column-version = Versjon
column-by = Av
column-note = Merknad

# En posts forhåndsvisning, i verktøyet og konsollen.
preview-either = { $first } eller { $last }
preview-row-line = linje { $number }
preview-row-shipping = frakt
preview-row-discount = rabatt { $number }
preview-row-unlisted = et beløp uten ordrelinje
preview-row-rounding = avrunding
preview-article-sku = linjens varenummer (SKU)
preview-article-text-row = ingen: linjen koster ingenting og er en tekstlinje
preview-article-created = { $rule }; den ville blitt opprettet
preview-source-customer = ordrens kunde
preview-source-currency = ordrens valuta
preview-source-day = dagen ordren ble lagt inn
preview-source-number = ordrens nummer
preview-source-vat = salgets mva.
preview-source-terms = firmaets egne betalingsbetingelser
preview-source-article-number = linjens varenummer (SKU), eller innstillingenes nummer
preview-source-text = innstillingenes tekst
preview-source-coding = mva-satsens kontering: articles.account_coding, vat.countries eller den første aktive
preview-source-always = alltid slik
preview-rule-as-it-is = slik eAccounting har det: en ordre eller kontakt endrer det ikke
preview-new-customer = <ny kunde>
preview-new-article = <ny artikkel>
preview-new-order = <ny ordre>
preview-new-invoice-draft = <ny fakturakladd>
preview-new-invoice = <ny faktura>
preview-new-contact = <ny kontakt>
preview-new-account = <nytt firma>
preview-status-draft = 1 (kladd)
preview-status-ongoing = 2 (pågående)
preview-status-shipped = 3 (levert)
preview-shortened = forkortet fra { $from } til { $to } tegn
preview-convention-service = { $convention } (avlest fra { $service })
preview-convention-no-service = { $convention } (tilkoblingen oppgir ingen tjeneste)
preview-convention-deal = { $convention } (en avtale har én pris)
preview-call-create-customer = opprette kunden
preview-call-update-customer = oppdatere kunden
preview-call-create-article = opprette en artikkel
preview-call-update-article = oppdatere en artikkel
preview-call-create-order = opprette ordren
preview-call-invoice-order = gjøre ordren om til en faktura, som bokføres
preview-call-create-credit-draft = opprette en kladd til kreditnotaen
preview-call-create-invoice-draft = opprette fakturakladden
preview-call-book-draft = gjøre kladden om til en faktura, som bokføres hvis den får disse summene
preview-call-register-payment = registrere betalingen
preview-call-email-invoice = sende fakturaen på e-post
preview-call-email-order = sende ordren på e-post
preview-call-add-order-note = legge til et notat med butikkens ordre
preview-call-link-customer = lenke kunden til kontakten
preview-call-link-order = legge til en lenke til butikkens ordre
preview-call-order-quote = gjøre tilbudet om til en ordre
preview-call-change-contact = endre kontaktens felter eller e-postadresse
preview-call-create-deal = opprette avtalen
preview-call-change-deal = flytte avtalen, eller skrive feltene
preview-call-create-tag = opprette taggen
preview-call-add-tag = tagge kontakten
preview-call-remove-tag = fjerne taggen fra kontakten
preview-call-write-contact = skrive kontakten
preview-call-create-account = opprette firmaet
preview-call-rename-account = endre navn på firmaet
preview-call-add-to-account = legge kontakten i firmaet
preview-call-add-to-list = sette kontakten på listen
preview-call-add-note = legge til et notat
preview-call-create-connection = opprette tilkoblingen
preview-call-create-custom-object = opprette det egendefinerte objektet
preview-call-write-quantity = skrive artikkelens antall
preview-call-write-stock = skrive produktets lager
preview-call-write-shop-order = skrive nettbutikkordren
preview-call-other = skrive
preview-end-queued = { $orders ->
    [one] 1 ordre fra { $record } ville blitt satt i kø.
   *[other] { $orders } ordrer fra { $record } ville blitt satt i kø.
}
preview-end-done = { $record } ville blitt ferdig.
preview-end-already = { $record } er allerede sendt som { $document }, og ingenting ville blitt skrevet.
preview-end-updates-customer = Kunde { $number } ville blitt oppdatert fra { $record }.
preview-end-new-customer = { $record } ville blitt en ny kunde.
preview-end-customer = { $record } ville blitt en kunde.
preview-end-order = { $record } ville blitt en ordre.
preview-end-invoice-draft = { $record } ville blitt en fakturakladd.
preview-end-invoice = { $record } ville blitt en faktura.
preview-end-nothing = Ingenting ville blitt gjort: { $reason }.
preview-end-nothing-alone = Ingenting ville blitt gjort.
preview-end-waits = Den ville ventet på deg: { $problem }
preview-end-retried = Det mislyktes akkurat nå og ville blitt prøvd igjen: { $problem }
preview-state-running = under behandling
preview-state-waiting = ventende på neste forsøk
preview-state-skipped = hoppet over
