# De woorden van alle pagina's.

nav-pages = Pagina's
nav-overview = Overzicht
nav-activity = Activiteit
nav-parked = Geparkeerd
nav-settings = Instellingen
skip-to-content = Naar de inhoud
search-label = Nummer, naam, e-mailadres of record
search-button = Waarom?
frame-zone = Tijden: { $zone }
place-stack = de stack { $name }
place-folder = de map { $path }
place-dev = `ekobridge dev` op deze computer
language-choose = Taal
in-english = In detail, in het Engels:
answer-no = nee
answer-yes = ja

ago-seconds = { $count ->
    [one] 1 seconde geleden
   *[other] { $count } seconden geleden
}
ago-minutes = { $count ->
    [one] 1 minuut geleden
   *[other] { $count } minuten geleden
}
ago-hours = { $count ->
    [one] 1 uur geleden
   *[other] { $count } uur geleden
}
ago-days = { $count ->
    [one] 1 dag geleden
   *[other] { $count } dagen geleden
}

outcome-sent = verzonden
outcome-done = klaar
outcome-skipped = overgeslagen
outcome-parked = geparkeerd
outcome-failing = mislukt
outcome-ignored = genegeerd
outcome-later = later opnieuw geprobeerd

cause-webhook = webhook
cause-sweep = controleronde
cause-poll = opvragen
cause-replay = herverwerking
cause-backfill = inhaalslag

direction-to-eaccounting = Naar eAccounting
direction-to-activecampaign = Naar ActiveCampaign

job-customer = klant
job-order = order
job-quote = offerte
job-find-orders = orders zoeken
job-write-order = order schrijven
job-write-contact = contact schrijven
job-stock = voorraad
queue-orders = orders
queue-customers = klanten
queue-backlog = bulktaken
document-customer = klant
document-article = artikel
document-order = order
document-invoice = factuur
document-invoice-draft = conceptfactuur
document-credit-draft = conceptcreditfactuur
document-of-order = { $document } van order { $order }
document-credit-invoice = creditfactuur
document-deal = deal
document-contact = contact
document-shop-order = webwinkelorder
document-product = product { $number }

state-never-seen = nooit gezien
state-missing = bestaat niet
state-filtered = uitgefilterd
state-on-hold = tegengehouden
state-queued = in de wachtrij
state-waiting-for-vendor = wacht op een systeem
state-waiting-for-login = wacht op een aanmelding
state-running = wordt verwerkt
state-in-doubt = onzeker
state-parked = geparkeerd
state-sent = verzonden
state-follow-up-failed = verzonden, een vervolgstap mislukte
state-changed-since = sindsdien gewijzigd

column-attempts = Pogingen
column-calls = Aanroepen
column-trigger = Aanleiding
column-day = Dag
column-direction = Richting
column-document = Document
column-error-code = Foutcode
column-field = Veld
column-job = Taak
column-key = Instelling
column-in-force = Geldt nu
column-draft = Concept
column-made-from = Gemaakt van
column-milliseconds = ms
column-now = Nu
column-outcome = Resultaat
column-prepared = Voorbereid, niet verzonden
column-record = Record
column-replayed = Opnieuw verwerkt
column-rule = Regel of instelling
column-sent = Verzonden
column-reason = Reden
column-since = Sinds
column-state = Toestand
column-step = Stap
column-time = Tijd
column-value = Waarde
column-what-happened = Wat er gebeurde
column-what-was-done = Wat er is gedaan
column-at-milliseconds = Op ms
column-took-milliseconds = Duur ms
period-today = Vandaag
period-month = 30 dagen

overview-look = Bekijk het
overview-waiting = { $count ->
    [one] 1 record wacht op je.
   *[other] { $count } records wachten op je.
}
overview-waiting-more = Minstens { $count } records wachten op je.
overview-nothing = Nog niets.
overview-counted = Pogingen per dag, UTC. Een record dat mislukt, geparkeerd wordt en daarna verzonden is, telt elke keer mee.
overview-chart = { $direction }, de laatste 30 dagen: { $sent } verzonden, { $skipped } overgeslagen, { $failing } mislukte pogingen, { $parked } geparkeerd.
overview-bar = { $day }: { $sent } verzonden, { $skipped } overgeslagen, { $failing } mislukt, { $parked } geparkeerd
overview-table = Als tabel; de hoogste staaf is { $largest }
overview-differences = De systemen komen niet overeen: { $differences } volgens de laatste afstemming.
overview-health = Status
overview-newest = Nieuwste pogingen
overview-none-today = Vandaag geen.
overview-all-activity = Alle activiteit
overview-sandbox = Beide systemen zijn de testomgeving:
overview-sandbox-link = bekijk wat daar is aangekomen
health-up = antwoordt en aanvaardt de verbinding
health-down = is niet bereikbaar; wordt opnieuw gevraagd om { $time }
health-refuses = weigert de verbinding: meld je opnieuw aan
health-last-webhook = Laatste webhook
health-last-sweep = Laatste controleronde
health-none-so-far = nog geen
health-next-run = Volgende uitvoering
health-every = { $seconds ->
    [one] elke seconde
   *[other] elke { $seconds } seconden
}
health-by-schedule = volgens de planning van de installatie
health-oldest = Wacht het langst na een mislukte poging, zonder onzekere records
health-oldest-none = niets wacht na een mislukte poging
health-oldest-since = { $record }, { $ago }
health-reconciled = Laatste uitkomst van de afstemming
health-reconciled-agree = beide systemen kwamen overeen voor { $sales ->
    [one] 1 verkoop
   *[other] { $sales } verkopen
}, { $when }
health-reconciled-cut = { $agreeing ->
    [one] 1 verkoop kwam overeen, en niet alles kon worden vergeleken, { $when }
   *[other] { $agreeing } verkopen kwamen overeen, en niet alles kon worden vergeleken, { $when }
}
health-reconciled-differ = { $sales ->
    [one] { $agreeing } van 1 verkoop kwam overeen, { $differences } niet, { $when }
   *[other] { $agreeing } van { $sales } verkopen kwamen overeen, { $differences } niet, { $when }
}
health-queues = Wachtrijen
health-queue = { $name } { $waiting } (en { $working } in bewerking)
health-token = Aanmelding bij eAccounting
health-token-company = Bedrijf in eAccounting
health-token-none = niemand heeft het verbonden: voer { $command } uit
health-token-refused = geweigerd sinds { $time }: voer { $command } uit
health-token-valid = in orde; deze toegang geldt tot { $time } en wordt vanzelf vernieuwd
health-token-due = in orde; de toegang wordt bij de volgende aanroep vernieuwd
health-token-unreadable = kan niet worden gelezen: { $why }

activity-of = Activiteit: { $what }
activity-day = Dag ({ $zone })
activity-from = Vanaf
activity-until = Voor
activity-any = alle
activity-both = beide
activity-filter = Filteren
activity-read = { $shown } van de { $read } vermeldingen die deze pagina heeft gelezen, nieuwste eerst.
activity-nothing = Niets voldoet hieraan.
activity-unclear = ‘{ $text }’ is geen record, of meerdere. Zoek het hierboven op en kies er een.
activity-no-code = ‘{ $code }’ is geen foutcode, dus geen poging heeft die. docs/ERRORS.md somt ze op.
activity-others = Andere vermeldingen
activity-older = Ouder op deze dag
activity-before = De dag ervoor
activity-after = De dag erna

parked-nothing = Er is niets geparkeerd.
parked-sent = Al verzonden: de documenten in eAccounting blijven zoals ze zijn. Corrigeer of crediteer ze daar, open dan het record en kies ‘{ $button }’.
parked-count = { $count } op deze pagina, langst wachtend eerst, per oorzaak. Verhelp de oorzaak en verwerk dan opnieuw wat erop wacht.
parked-cause = { $count ->
    [one] 1 wacht
   *[other] { $count } wachten
}
parked-plan = { $count ->
    [one] Plan een herverwerking ervan
   *[other] Plan een herverwerking van deze { $count }
}
parked-next = De volgende
parked-holds = Wat wordt tegengehouden
holds-title = Tegengehouden
holds-nothing = Er wordt niets tegengehouden.
holds-explained = Wat wordt tegengehouden, wordt pas verzonden als iemand het vrijgeeft, op de pagina van het record.
parked-setting = { $key } wijzigen

replay-title = Herverwerking: het plan
replay-nothing-yet = Er staat nog niets in de wachtrij. Een record dat zijn document heeft, krijgt geen tweede.
replay-is-planned = Gepland: er staat nog niets in de wachtrij.
replay-apply = { $count ->
    [one] 1 record opnieuw verwerken
   *[other] { $count } records opnieuw verwerken
}
replay-none = Er is niets opnieuw te verwerken. De tabel zegt van elk record waarom, en wat er eerst moet gebeuren.
replay-settings-soon = De functies gebruiken versie { $version } van de instellingen vanaf { $from }; tot dan kunnen ze de vorige versie gebruiken.
replay-why = Waarom het daar staat
plan-waits = wacht
plan-overdue = te laat
plan-why-unknown = Het staat niet in het register: het wordt als nieuw verwerkt.
plan-why-not-asked = Het staat niet in het register, en of het bestaat kon niet worden nagegaan: het wordt als nieuw verwerkt.
plan-why-missing = { $vendor } heeft zo'n record niet, en het staat niet in het register. Kijk of het goed is genoemd.
plan-why-on-hold = Iemand heeft het tegengehouden: { $because }. Geef het eerst vrij.
plan-why-done = Het werd { $document }.
plan-why-nothing = Er hoefde niets te worden gemaakt.
plan-why-waits = Er volgt een nieuwe poging om { $time }.
plan-why-in-doubt = Het is misschien een document geworden: dat wordt opgezocht voordat er iets wordt aangemaakt.
plan-why-overdue = Er had een poging moeten zijn, maar die bleef uit.
plan-why-running = Het wordt nu verwerkt, uiterlijk tot { $time }.
replay-queued = { $count ->
    [one] 1 record staat in de wachtrij.
   *[other] { $count } records staan in de wachtrij.
}
replay-no-second = Een record dat zijn document heeft, krijgt geen tweede.
replay-ended = { $ended } van { $count } zijn klaar.
replay-still = Deze lijst wordt elke twee seconden opnieuw gelezen.

found-nothing = Noch ActiveCampaign noch eAccounting heeft een record met dit nummer, dit adres of deze naam, en het activiteitenlog van de laatste dagen noemt het niet. Een nummer na ‘order’ is dat van de winkel; die van eAccounting zelf vind je als ‘sales-order 7’ en ‘invoice 7’.
found-other-number = Toont de winkel zijn klanten een ander nummer dan ActiveCampaign kreeg, zoek dan op het e-mailadres van de koper.
found-document = eAccounting heeft { $document }.
found-made-of = { $document } in eAccounting komt van { $record }.
found-more = Er kunnen er meer zijn met deze naam: zoek op het e-mailadres om zeker te zijn.
found-incomplete = Niet alles kon worden opgezocht.
found-title = ‘{ $query }’

record-of-connection = { $record } (koppeling { $connection })
record-answer = Antwoord
record-since = Sinds
record-until = Tot
record-cause = Oorzaak
record-document = Document
record-setting = Instelling
record-what-to-do = Wat je kunt doen
record-replay = Opnieuw verwerken…
record-release = Vrijgeven en in de wachtrij zetten
record-hold = Tegenhouden
record-settle = Het document klopt
record-because = Niet verzenden, omdat
record-no-name = geen naam van een persoon
record-activity = Activiteit
record-sandbox = { $vendor } (testomgeving)
record-in-the-way = Wat nu in de weg staat
record-totals = Waar het op uitkomt
record-totals-now = Waar het nu op uit zou komen
record-order = Wat er gekocht is
record-buyer = Koper
record-kind-of-sale = Soort verkoop
record-prices = De prijzen van de winkel
sale-domestic = binnenlandse verkoop met btw
sale-domestic-reverse = binnenlandse verkoop met verlegde btw (bouw)
sale-eu-company = btw-vrije verkoop aan een bedrijf in de EU ({ $country })
sale-eu-private = verkoop naar de EU ({ $country }) met de eigen btw van de verkoper
sale-eu-private-oss = verkoop aan een particulier in de EU ({ $country }) volgens de One Stop Shop
sale-export = btw-vrije verkoop buiten de EU ({ $country })
sale-export-with-vat = verkoop buiten de EU ({ $country }) met btw, zoals de klant is gemarkeerd
prices-per-unit = per stuk
prices-per-line = per regel
prices-with-vat = { $per }, met btw
prices-without-vat = { $per }, zonder btw
prices-vat-taken-off = { $per }, de btw van de verkoper eraf
record-net = Netto
record-vat = Btw
record-total = Totaal
record-fields = Veld voor veld
record-fields-what = Verzonden: zoals het activiteitenlog het heeft. Nu: zoals een voorbeeld het zou verzenden; voor deze pagina is niets geschreven.
record-fields-prepared = Voorbereid, niet verzonden: zoals de laatste poging het had toen ze eindigde, volgens het activiteitenlog. Nu: zoals een voorbeeld het zou verzenden; voor deze pagina is niets geschreven.
record-fields-once = Verzonden: zoals het activiteitenlog het heeft. Nu: wat het record vandaag zou opleveren. Het is verzonden en wordt niet opnieuw verzonden; wat verschilt, is sindsdien gewijzigd of volgt uit andere instellingen. Niet vergeleken: wat een klant of artikel één keer krijgt, wanneer het wordt aangemaakt.
record-fields-differ = { $count ->
    [one] 1 verschilt
   *[other] { $count } verschillen
}
record-fields-count = { $count ->
    [one] 1 veld
   *[other] { $count } velden
}
record-row = { $document }, regel { $row }
record-not-kept = (niet bewaard)
record-not-compared = niet vergeleken
record-source = De bron, veld voor veld
record-more = Er zijn meer velden; { $command } toont ze allemaal.
record-calls-if-sent = Aanroepen, als het verzonden werd
record-calls-now = Aanroepen die een herverwerking nu zou doen
record-timeline = Tijdlijn
record-timeline-none = Het activiteitenlog heeft er niets over: het is nooit verwerkt, of te lang geleden.
record-attempt = { $job }, gevraagd door { $cause }, { $milliseconds } ms, { $calls ->
    [one] 1 aanroep
   *[other] { $calls } aanroepen
}
record-steps = { $count ->
    [one] 1 stap
   *[other] { $count } stappen
}
record-failed = mislukt
record-no-record = Dit is geen record
record-no-record-help = Een record heet zoals order:1:1001, deal:7, contact:3, account:2 of quote:ID.

settings-what = Het instellingenbestand van deze installatie, met de regels voor velden. Wat het weglaat, heeft de standaardwaarde.
settings-none = Er is nog niets opgeslagen: elke instelling heeft de standaardwaarde. Schrijf wat moet afwijken.
settings-file = Instellingenbestand
settings-check = Controleren
settings-check-what = Het wordt tijdens het typen gecontroleerd.
settings-valid = Er is niets mis mee.
settings-mistakes = { $count ->
    [one] 1 fout
   *[other] { $count } fouten
}
settings-place = Regel { $line }, kolom { $column }
settings-same = Het wijzigt niets.
settings-changes = Wat het wijzigt
settings-lines = Regel voor regel
settings-too-long = Het is langer dan { $most } bytes.
settings-added = toegevoegd
settings-removed = verwijderd
settings-unset = (niet ingesteld)
settings-preview-title = Wat er van een record zou worden
settings-preview-record = Record
settings-preview-button = Voorbeeld met dit concept
settings-preview-what = Er wordt niets geschreven: het record wordt gelezen, en elke stap die iets zou wijzigen, wordt tegengehouden.
settings-preview-same = { $count ->
    [one] Het andere veld is gelijk.
   *[other] De andere { $count } velden zijn gelijk.
}
settings-preview-equal = Dit concept wijzigt niets aan dit record.
settings-preview-sent = Het is al verzonden: een taak doet er niets meer mee, wat de instellingen ook zijn. Hieronder staat wat het zou worden als het nieuw was.
settings-preview-calls = Wat er zou worden geschreven
settings-preview-row = regel { $number }
settings-save = Deze instellingen laten gelden
settings-save-what = Functies die draaien, hebben ze binnen een minuut.
settings-saved = De instellingen gelden. Functies die draaien, hebben ze binnen een minuut.
settings-overtaken = Iemand anders heeft de instellingen gewijzigd sinds deze pagina is geopend. Er is niets opgeslagen. Hieronder staat je concept, vergeleken met wat nu geldt.
settings-unseen = Het concept is gewijzigd sinds het is gecontroleerd. Er is niets opgeslagen. Bekijk wat het wijzigt en sla het dan op.
settings-reference = Alle instellingen, uitgelegd
settings-explained = { $key }, zoals het meegeleverde bestand het uitlegt
settings-from-wrong = De geldende instellingen kan deze versie niet lezen; het concept wordt vergeleken met de standaardwaarden.

problem-title = Dit is niet gelukt
page-none = Deze pagina bestaat niet
page-none-help = Het menu bevat ze allemaal.
request-unreadable = De console kan niet lezen wat er gevraagd is. Ga terug, kijk de waarden na en probeer het opnieuw.
guard-title = Je wordt niet toegelaten
guard-host = Deze console heeft een ander adres.
guard-origin = Een andere website heeft dit verzonden.
guard-open = Open het adres dat de terminal heeft getoond. Het werkt één keer; { $command } toont een nieuw.
guard-used = Dit is niet het adres dat is getoond, of het is al gebruikt. { $command } toont een nieuw.
guard-go-on = Verder naar de console
form-no-record = Een hiervan is geen record.
form-none = Er is geen record genoemd.
form-too-many = Dit zijn meer records dan één plan toelaat.
form-again = Kies de records op de pagina opnieuw.

nav-reconciliation = Afstemming
reconciliation-what = Vergelijkt de orders van deze dagen met de documenten in eAccounting, tot de kleinste eenheid van elke valuta. Het leest alleen; een maand kan een minuut duren.
reconciliation-since = Van
reconciliation-until = Tot en met
reconciliation-compare = Vergelijken
reconciliation-no-day = ‘{ $text }’ is geen dag.
reconciliation-day-help = Schrijf een dag als 2026-11-01.
reconciliation-more = { $count ->
    [one] en nog 1
   *[other] en nog { $count }
}
parked-acknowledge = Bevestigen
parked-ignore = Negeren
parked-resolve = Opgelost
parked-reopen = Heropenen
parked-because = Reden (optioneel)
parked-is-acknowledged = { $ago } bevestigd door { $by }.
parked-is-ignored = { $ago } genegeerd door { $by }.
parked-is-resolved = { $ago } opgelost door { $by }.
parked-is-open-again = Weer open, omdat er daarna meer is geparkeerd.
parked-said = Reden: { $note }
parked-hidden = { $count ->
    [one] Nog 1 is genegeerd of opgelost.
   *[other] Nog { $count } zijn genegeerd of opgelost.
}
parked-replays = Nieuwste herverwerkingen
parked-replay = { $at }, { $count ->
    [one] 1 record
   *[other] { $count } records
}, { $by }
replay-abort = Afbreken
replay-abort-what = Wat nog niet is begonnen, blijft dan zoals het is.
replay-carry-out = Uitvoeren
replay-planned-record = gepland
replay-is-aborted = Die is afgebroken.
replay-aborted-record = afgebroken voordat het begon
replay-progress = Herverwerking { $name }

settings-versions = Versies
settings-version = Versie { $number }
settings-version-opened = Dit is versie { $number }, vergeleken met wat nu geldt. Laat die gelden om ernaar terug te gaan.
column-version = Versie
column-by = Door
column-note = Opmerking

# Het voorbeeld van een record, in de tool en de console.
preview-either = { $first } of { $last }
preview-row-line = regel { $number }
preview-row-shipping = verzending
preview-row-discount = korting { $number }
preview-row-unlisted = een bedrag zonder orderregel
preview-row-rounding = afronding
preview-article-sku = het artikelnummer (SKU) van de regel
preview-article-text-row = geen: de regel kost niets en is een tekstregel
preview-article-created = { $rule }; het zou worden gemaakt
preview-source-customer = de klant van de order
preview-source-currency = de valuta van de order
preview-source-day = de dag waarop de order is geplaatst
preview-source-number = het nummer van de order
preview-source-vat = de btw van deze verkoop
preview-source-terms = de eigen betalingsvoorwaarden van het bedrijf
preview-source-article-number = het artikelnummer (SKU) van de regel, of het nummer in de instellingen
preview-source-text = de tekst in de instellingen
preview-source-coding = de artikelboeking met het btw-tarief: articles.account_coding, vat.countries of de eerste actieve
preview-source-always = altijd zo
preview-rule-as-it-is = zoals eAccounting het heeft: een order of contact wijzigt het niet
preview-new-customer = <nieuwe klant>
preview-new-article = <nieuw artikel>
preview-new-order = <nieuwe order>
preview-new-invoice-draft = <nieuwe conceptfactuur>
preview-new-invoice = <nieuwe factuur>
preview-new-contact = <nieuw contact>
preview-new-account = <nieuw bedrijf>
preview-status-draft = 1 (concept)
preview-status-ongoing = 2 (lopend)
preview-status-shipped = 3 (geleverd)
preview-shortened = ingekort van { $from } tot { $to } tekens
preview-convention-service = { $convention } (afgeleid van { $service })
preview-convention-no-service = { $convention } (de koppeling noemt geen dienst)
preview-convention-deal = { $convention } (een deal heeft één prijs)
preview-call-create-customer = de klant maken
preview-call-update-customer = de klant bijwerken
preview-call-create-article = een artikel maken
preview-call-update-article = een artikel bijwerken
preview-call-create-order = de order maken
preview-call-invoice-order = de order omzetten in een factuur, die wordt geboekt
preview-call-create-credit-draft = een concept van de creditfactuur maken
preview-call-create-invoice-draft = de conceptfactuur maken
preview-call-book-draft = het concept omzetten in een factuur, die wordt geboekt als ze op deze totalen uitkomt
preview-call-register-payment = de betaling registreren
preview-call-email-invoice = de factuur e-mailen
preview-call-email-order = de order e-mailen
preview-call-add-order-note = een notitie met de order van de winkel toevoegen
preview-call-link-customer = de klant aan het contact koppelen
preview-call-link-order = een link naar de order van de winkel toevoegen
preview-call-order-quote = de offerte omzetten in een order
preview-call-change-contact = de velden of het e-mailadres van het contact wijzigen
preview-call-create-deal = de deal maken
preview-call-change-deal = de deal verplaatsen, of de velden ervan schrijven
preview-call-create-tag = de tag maken
preview-call-add-tag = het contact taggen
preview-call-remove-tag = de tag van het contact halen
preview-call-write-contact = het contact schrijven
preview-call-create-account = het bedrijf maken
preview-call-rename-account = het bedrijf hernoemen
preview-call-add-to-account = het contact bij het bedrijf zetten
preview-call-add-to-list = het contact op de lijst zetten
preview-call-add-note = een notitie toevoegen
preview-call-create-connection = de koppeling maken
preview-call-create-custom-object = het aangepaste object maken
preview-call-write-quantity = het aantal van het artikel schrijven
preview-call-write-stock = de voorraad van het product schrijven
preview-call-write-shop-order = de webwinkelorder schrijven
preview-call-other = schrijven
preview-end-queued = { $orders ->
    [one] 1 order van { $record } zou in de wachtrij komen.
   *[other] { $orders } orders van { $record } zouden in de wachtrij komen.
}
preview-end-done = { $record } zou klaar zijn.
preview-end-already = { $record } is al verzonden als { $document }, en er zou niets worden geschreven.
preview-end-updates-customer = Klant { $number } zou worden bijgewerkt vanuit { $record }.
preview-end-new-customer = { $record } zou een nieuwe klant worden.
preview-end-customer = { $record } zou een klant worden.
preview-end-order = { $record } zou een order worden.
preview-end-invoice-draft = { $record } zou een conceptfactuur worden.
preview-end-invoice = { $record } zou een factuur worden.
preview-end-nothing = Er zou niets worden gedaan: { $reason }.
preview-end-nothing-alone = Er zou niets worden gedaan.
preview-end-waits = Het zou op je wachten: { $problem }
preview-end-retried = Het is zojuist mislukt en zou opnieuw worden geprobeerd: { $problem }
preview-state-running = in behandeling
preview-state-waiting = wachtend op de volgende poging
preview-state-skipped = overgeslagen
