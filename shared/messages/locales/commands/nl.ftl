answer-yes = Ja
answer-no = Nee
answer-yes-or-no = Typ { $yes } voor ja of { $no } voor nee.
choose-one = ↑↓ om te bewegen, Enter om te kiezen, typ om te filteren
choose-some = ↑↓ om te bewegen, spatie om er een te kiezen, → alle, ← geen, Enter als je klaar bent, typ om te filteren
nothing-queued = Er is niets in de wachtrij gezet.
nothing-sent = Er is niets verzonden.
nothing-stored = Er is niets opgeslagen.
nothing-erased = Er is niets gewist.
nothing-pushed = Er is niets in werking gezet.
no-terminal = Er is geen terminal om het in te bevestigen: voeg --yes toe.
records = { $count ->
    [one] 1 record
   *[other] { $count } records
}
by = door { $who }
later = Het wordt verwerkt als { $command } weer draait.
replay-which = Welke records? Noem ze, zoals order:1:1001, of kies ze met --parked, --cause CODE, --error CODE, --since WHEN of --dead-letters.
hold-which = Welke records? Noem ze, zoals order:1:1001, of kies ze met --cause CODE.
replay-named-right = Kijk of het record goed is genoemd.
replay-ask = { $count ->
    [one] 1 record opnieuw verwerken?
   *[other] { $count } records opnieuw verwerken?
}
replay-run-plan = Of voer dit plan uit: { $command }.
replay-queued = { $count ->
    [one] 1 record staat in de wachtrij als { $name }.
   *[other] { $count } records staan in de wachtrij als { $name }.
}
replay-shows-progress = { $command } toont de voortgang.
replay-cut-short = { $count ->
    [one] De herverwerking { $name } is afgebroken nadat 1 record in de wachtrij was gezet.
   *[other] De herverwerking { $name } is afgebroken nadat { $count } records in de wachtrij waren gezet.
}
replay-aborted = { $name } is afgebroken; { $queued } van { $count } stonden in de wachtrij. Wat nog niet is begonnen, blijft zoals het was. { $command } toont het.
replay-no-replays = Er was geen herverwerking.
replay-head = { $state }, { $queued } van { $count } in de wachtrij
replay-state-planned = gepland
replay-state-queueing = wordt in de wachtrij gezet
replay-state-queued = in de wachtrij
replay-state-aborted = afgebroken
replay-planned = Gepland: er staat nog niets in de wachtrij. { $apply } voert het uit, { $abort } laat het vervallen.
replay-not-begun = { $count ->
    [one] 1 afgebroken voordat het begon
   *[other] { $count } afgebroken voordat ze begonnen
}
replay-ended = { $ended } van { $count } zijn klaar: { $outcomes }
replay-pending = niet klaar
replay-failed = Hierin mislukt
and-more = en nog { $count }: { $command }
replay-nothing = Er is niets opnieuw te verwerken in { $deployment }.
replay-plan = Opnieuw te verwerken in { $deployment }:
replay-not = Niet opnieuw verwerkt:
replay-more = { $more ->
    [one] Een herverwerking neemt { $most } records; er blijft er nog 1 over. Voer daarvoor dezelfde opdracht nog eens uit.
   *[other] Een herverwerking neemt { $most } records; er blijven er nog { $more } over. Voer daarvoor dezelfde opdracht nog eens uit.
}
replay-ignored = { $count ->
    [one] Weggelaten: 1 record met de oorzaak { $cause }, die is genegeerd. Verwerk het opnieuw op naam of met --cause { $cause }.
   *[other] Weggelaten: { $count } records met de oorzaak { $cause }, die is genegeerd. Verwerk ze opnieuw op naam of met --cause { $cause }.
}
replay-without-job = { $record } is geparkeerd zonder taak: verwerk het record waar het bij hoort opnieuw.
replay-unreadable = Bericht { $id } in een wachtrij voor mislukte berichten is geen taak en blijft daar. Bekijk het in AWS, en verwijder het.
backfill-looking = kijkt wat er is
backfill-none-open = Er is geen inhaalslag om voort te zetten: de laatste is klaar, of er is er geen gestart.
backfill-add-apply = Voeg --apply toe om ze te verzenden.
backfill-ask = { $count ->
    [one] 1 record verzenden?
   *[other] { $count } records verzenden?
}
backfill-waits-for-settings = De functies gebruiken versie { $version } van de instellingen vanaf { $from }. De records wachten tot dan.
backfill-queued = { $count ->
    [one] 1 record in de wachtrij gezet.
   *[other] { $count } records in de wachtrij gezet.
}
backfill-stopped = { $count ->
    [one] Gestopt na 1 mislukking.
   *[other] Gestopt na { $count } mislukkingen.
} Als de oorzaak weg is, ga verder met { $resume }; wat mislukte, verzendt { $replay }.
backfill-stuck = Gestopt: er is tien minuten geen taak klaargekomen. Kijk of de functies gepauzeerd zijn of een systeem niet bereikbaar is; ga dan verder met { $resume }.
backfill-since = Geef de eerste dag met --since.
backfill-nothing = Er is niets te verzenden in { $deployment }.
backfill-plan = Te verzenden in { $deployment }:
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
   *[other] contacten
}
backfill-documents = { $count ->
    [one] document
   *[other] documenten
}
backfill-span = van { $first } tot { $last }
backfill-costs = ongeveer { $calls ->
    [one] 1 aanroep
   *[other] { $calls } aanroepen
} naar de systemen, die { $minutes ->
    [one] hooguit een minuut
   *[other] ongeveer { $minutes } minuten
} duren als er verder niets loopt
backfill-left-out = Weggelaten:
backfill-ended = { $sent } van { $total } verzonden, waarvan { $nothing } niets te doen hadden, { $failures ->
    [one] 1 mislukking
   *[other] { $failures } mislukkingen
}.
backfill-says-what = { $command } zegt wat je per record kunt doen.
hold-one-deployment = Houd records in één installatie per keer tegen: noem er een met --stack of --data.
hold-left-out = Weggelaten: { $problem }
hold-parked-with = Geparkeerd met { $code }:
hold-ask = { $count ->
    [one] 1 record tegenhouden?
   *[other] { $count } records tegenhouden?
}
hold-if-it-arrives = Het wordt tegengehouden als het ooit aankomt.
hold-never-seen = Tot nu toe is niets met de naam { $record } gezien: kijk of de naam klopt.
hold-already-sent = Het is al { $document } in eAccounting: alleen latere wijzigingen worden tegengehouden.
hold-done = { $record } wordt nu tegengehouden.
hold-already = { $record } wordt al om deze reden tegengehouden.
hold-failed = { $record } wordt niet tegengehouden. { $problem }
release-done = { $record } is vrijgegeven en staat in de wachtrij.
release-missing = { $record } is vrijgegeven en niet in de wachtrij gezet. { $missing }
release-not-held = { $record } wordt niet tegengehouden. { $list } toont wat wel, { $why } waar het is.
release-failed = { $record } kon niet worden vrijgegeven en in de wachtrij gezet. { $problem }
some-failed = { $failed } van { $count } mislukten.
erase-ask = Deze persoon wissen uit het activiteitenlog van { $deployment }? Dat kan niet ongedaan worden gemaakt.
erase-no-entries = Het activiteitenlog heeft geen regel over deze persoon.
erase-entries = { $count ->
    [one] 1 regel van het activiteitenlog is gewist.
   *[other] { $count } regels van het activiteitenlog zijn gewist.
}
erase-no-digests = Het register had geen controlegetallen van de velden van deze persoon.
erase-digests = { $count ->
    [one] Het controlegetal van 1 veld is uit het register verwijderd.
   *[other] De controlegetallen van { $count } velden zijn uit het register verwijderd.
}
erase-links-stay = Links tussen records blijven, zonder persoonsgegevens. In ActiveCampaign en eAccounting is niets gewijzigd: wis de persoon daar eerst, anders schrijft de volgende gebeurtenis een nieuwe regel.
erase-name-a-person = Noem een persoon: met een e-mailadres, of met het contact in ActiveCampaign, zoals contact:3.
erase-no-contact = ActiveCampaign heeft geen contact { $id } met een e-mailadres. Noem de persoon met het adres.
audit-nothing = Niemand heeft iets gedaan dat wordt genoteerd.
export-too-many = { $deployment } heeft meer dan { $most } zulke pogingen. Exporteer een kortere tijd met --since en --until.
export-written = { $count ->
    [one] 1 poging staat in { $file }.
   *[other] { $count } pogingen staan in { $file }.
}
file-exists = { $file } bestaat al; kies een andere naam
file-exists-force = { $file } bestaat; kies een andere naam, of overschrijf het met --force
tail-follows = Volgt het activiteitenlog. Beëindig met Ctrl+C.
settings-shipped = Er is niets in werking gezet: de meegeleverde instellingen gelden.
settings-nothing-to-compare = Er is niets in werking gezet: de meegeleverde instellingen gelden, en er is niets te vergelijken.
settings-none-before = Er is geen versie vóór de geldende. `ekobridge settings push FILE` laat een andere gelden.
settings-ask = Deze instellingen laten gelden?
settings-pushed = In werking gezet als versie { $version }. Functies die draaien, hebben die binnen een minuut.
settings-from-wrong = De geldende instellingen kan deze versie niet lezen; dit wordt vergeleken met de standaardwaarden.
settings-changes-nothing = Het wijzigt niets aan wat { $deployment } doet.
settings-changes = Het wijzigt in { $deployment }:
settings-to-default = { $count ->
    [one] 1 sleutel die was ingesteld, krijgt weer de standaardwaarde: { $keys }.
   *[other] { $count } sleutels die waren ingesteld, krijgen weer de standaardwaarde: { $keys }.
}
settings-keys-and-more = { $keys } en nog { $more }
settings-version = versie { $version }
settings-shipped-name = de meegeleverde instellingen
settings-none-between = Tussen { $from } en { $to } is geen instelling gewijzigd.
settings-between = Van { $from } naar { $to }:
settings-field-missing = Waarschuwing: `{ $key }` noemt het aangepaste veld { $tag }, dat ActiveCampaign niet heeft. Maak het aan voordat deze instellingen gaan gelden, of corrigeer de instelling.
settings-field-elsewhere = Waarschuwing: `{ $key }` noemt een aangepast veld { $tag } van { $wanted }; in ActiveCampaign bestaat het alleen voor { $found }. Een regel leest het veld van een contact als `customer.field.TAG`, dat van het bedrijf als `customer.accountField.TAG` en dat van een deal als `order.field.TAG`.
settings-field-owner = { $owner ->
    [contact] contacten
    [account] bedrijven
   *[other] deals
}
settings-fields-unknown = ActiveCampaign kon niet gevraagd worden of de aangepaste velden van de instellingen bestaan: { $why }
settings-not-set = (niet ingesteld)
notices-failed = { $failed } van { $count } nam de melding niet aan. docs/NOTICES.md zegt hoe elk wordt ingesteld.
notices-no-mail-here = e-mail: wordt niet vanaf deze computer verzonden; `ekobridge dev` toont meldingen in zijn terminal
notices-mail = e-mail: verzonden naar het onderwerp voor meldingen, waarvan de bevestigde abonnees hem krijgen
notices-delivered = { $channel }: afgeleverd
notices-no-other = Er is geen ander kanaal ingesteld: docs/NOTICES.md toont hoe.
console-is-at = De console van { $deployment } is op
console-end = Het adres laat één browser toe, één keer. Beëindig met Ctrl+C.
deployment-stack = de stack { $name }
deployment-folder = de map { $folder }
deployment-running = { $command } die draait in { $folder }
no-record = "{ $text }" is geen record. Noem het zoals in meldingen (order:1:1001, deal:7, contact:3, account:2, quote:ID), met soort en nummer (order 1001, invoice 1042, sales-order 1042, quote 1042, customer 1001, article LAMP), met alleen het nummer van een order of document (1001), met het e-mailadres van een contact (anna@example.com), of met voor- en achternaam ("Anna Svensson").
connect-confirm = Het bedrijf moet worden bevestigd. Voer dit in een terminal uit, of voeg --yes toe.
connect-other-company = Dit is niet het bedrijf dat eerder is gekoppeld: dat was { $name } ({ $id }). Er is niets opgeslagen.
connect-other-company-do = Meld je opnieuw aan en kies dat bedrijf, of voeg --other-company toe om te wisselen: bestaande records blijven in het vorige bedrijf, en Ekobridge begint in dit bedrijf opnieuw.
connect-stored = Gekoppeld. De toestemming is opgeslagen in { $place }.
connect-client-needed = Client-id en client-geheim van eAccounting zijn nodig. Zet EACCOUNTING_CLIENT_ID en EACCOUNTING_CLIENT_SECRET in de omgeving of in .env; de API-support van eAccounting geeft ze.
connect-client-from = Client-id en client-geheim krijg je van de API-support van eAccounting.
connect-client-id = Client-id:
connect-client-secret = Client-geheim:
connect-company = De aanmelding is voor dit bedrijf:
company-name = Bedrijf
company-number = KvK-nummer
company-country = Land, valuta
company-vat-number = Btw-nummer
company-oss = Verkoopt onder OSS
company-modules = Modules
company-years = Open boekjaren
company-identity = Identiteit
company-none = (geen)
company-yes = ja
company-no = nee
company-years-unread = (niet te lezen)
company-year = { $first } tot { $last }
connect-ask = Ekobridge aan dit bedrijf koppelen?
login-in-use = { $address } is in gebruik door een ander programma, dus de code moet worden geplakt.
login-open = Open deze pagina in een browser, en meld je aan bij eAccounting:
login-no-browser = Hier kan geen browser worden geopend. Open deze pagina in een browser, en meld je aan bij eAccounting:
login-opens = De aanmelding bij eAccounting opent in je browser. Zo niet, open dan deze pagina:
login-waits = Wacht op het antwoord op { $address } …
login-no-answer = Er kwam binnen tien minuten geen antwoord. Zei de pagina dat de client of het redirectadres onbekend is, controleer dan het client-id en of { $address } ervoor is geregistreerd (noem anders het geregistreerde met --redirect-uri). Voer daarna `ekobridge connect` opnieuw uit.
login-paste = Na de aanmelding gaat de browser naar een adres dat een fout kan tonen. Dat hoort zo: kopieer dat hele adres.
login-address-or-code = Adres of code:
login-answered = eAccounting heeft geantwoord
login-answered-what = Ga terug naar de terminal: die toont welk bedrijf het is.
login-other = Niet van deze aanmelding
login-other-what = Deze pagina hoort bij een andere aanmelding, en er is niets gedaan. Sluit die, en gebruik de pagina die de terminal noemt.
login-failed = Niet gekoppeld
login-failed-what = Ga terug naar de terminal: die zegt waarom, en wat je kunt doen.
place-secret = het geheim { $secret }
place-sandbox-next = De testomgeving wordt ermee gebruikt door { $command }.
place-folder-next = { $command } gebruikt die vanaf nu; een die al draait, neemt die over bij de volgende controle.
place-without-data = { $command } zonder --data
place-stack-next = De stack gebruikt die vanaf nu. Wachtende taken gaan automatisch verder.
place-waits = Een ander proces gebruikt de toestemming van eAccounting. Wacht tot het klaar is, hoogstens 95 seconden …
preview-title = { $record } · voorbeeld, er wordt niets geschreven
preview-known = Het register heeft het als { $state } sinds { $since }
preview-as-if-sent = Wat volgt is alsof het nieuw was en de instellingen het meenamen; het einde zegt wat er zou gebeuren.
preview-created = { $document }: wordt gemaakt
preview-updated = { $document }: wordt bijgewerkt
preview-left = { $document }: blijft zoals het is
preview-unknown = { $document }: voor zover dat te zeggen is
preview-found-by = (gevonden: { $how })
preview-rule = Regel
preview-in-activecampaign = { $document } in ActiveCampaign
preview-unused = Ook in het record, en in geen veld hierboven
preview-rows-with-vat = Regels: prijzen en bedragen in { $currency } inclusief btw
preview-rows-without-vat = Regels: prijzen en bedragen in { $currency } exclusief btw
preview-column-of = Van
preview-column-article = Artikel
preview-column-text = Omschrijving
preview-column-quantity = Aantal
preview-column-price = Prijs
preview-column-discount = Korting
preview-column-amount = Bedrag
preview-column-account = Grootboekrekening
preview-column-coding = Artikelboeking
preview-article-name = (de naam van het artikel)
preview-totals = Totalen in { $currency }
preview-shop = Winkel
preview-without-vat = Exclusief btw
preview-vat-of = Btw { $rate } % over { $net }
preview-with-vat = Inclusief btw
preview-same = ✓ hetzelfde
preview-not-same = niet hetzelfde
preview-to-be-paid = Te betalen
preview-rounds = eAccounting rondt af op hele valuta
preview-lines = Regels zoals de winkel ze heeft; factuurregels en btw zijn nog niet te zeggen
preview-column-name = Naam
preview-column-article-there = Artikel in eAccounting
preview-article-new = { $number } zou worden gemaakt, { $rate } %
preview-article-none = geen
preview-article-not-looked-up = niet opgezocht
preview-article-rule = Artikel { $article }: { $rule }.
preview-row-article-rule = Artikel van regel { $row }: { $rule }.
preview-field-rule = { $field } van regels: { $rule } ({ $place })
preview-calls = Wat zou worden aangeroepen
preview-calls-if-sent = Wat zou worden aangeroepen als het werd verzonden
preview-was-empty = was leeg
preview-was = was { $value }
preview-also = Ook: { $problem }
preview-saved = { $file } heeft het met verzonnen personen. Id's, ordernummers, bedragen, datums en artikelen zijn echt. Lees het voordat je het verstuurt.
preview-nothing = De gebeurtenis vraagt niets wat Ekobridge doet.
dev-runs = Ekobridge draait op deze computer.
dev-console = Console
dev-sandbox = Testomgeving van beide systemen
dev-webhooks = Webhooks gaan naar
dev-demo-stopped = De demo is gestopt, en de rest ervan wordt niet afgespeeld: { $why }.
dev-demo-stopped-do = De taken hierboven zeggen wat er van de records is geworden. { $command } toont wat je aandacht vraagt.
dev-done = { $count } klaar
dev-skipped = { $count } overgeslagen
dev-parked = { $count } geparkeerd
dev-waiting = { $count } wachten op de volgende poging
dev-working = bezig
dev-jobs = Taken klaar
dev-next-attempt = Volgende poging over { $seconds } s.
dev-alert = ALARM
dev-recovered = HERSTELD
dev-notice = MELDING
dev-own-settings = In .env staan geen accounts: beide systemen zijn de testomgeving, en de demo wordt niet afgespeeld met je eigen instellingen.
dev-played = De demo is al eerder in deze map afgespeeld; wat die achterliet, is er nog.
dev-jobs-resume = Wachtende taken gaan verder als dit weer in dezelfde map wordt gestart.
dev-jobs-lost = Wachtende taken gaan nu verloren; met --data zouden ze bij de volgende start verdergaan.
dev-stopped = Gestopt. Opnieuw gestart gaat het verder waar het was.
dev-stopped-lost = Gestopt, en wat het had, is weg. Met --data zou het bij de volgende start verdergaan.
dev-look = Bekijk wat is aangekomen: { $address }
dev-keeps-running = Ekobridge blijft draaien. Stop het met Ctrl+C.
dev-other-here = Opdrachten in andere terminals vinden de andere { $command } die in deze map is gestart, niet deze.
dev-another-runs = In deze map draait een andere { $command }: opdrachten vinden deze met --data { $folder }.
dev-new-grant = De nieuwe toestemming van eAccounting is in gebruik.
demo-schedule = De planning loopt voor het eerst
demo-signs-up = 1. Anna meldt zich aan voor de nieuwsbrief van de winkel
demo-moves = 2. Anna verhuist naar Göteborg
demo-orders = 3. Björkskog Bygg AB bestelt twee lampen en koffie in de WooCommerce-winkel, met een kortingscode
demo-three-times = 4. Dezelfde webhook komt drie keer aan
demo-once = { $webhooks } webhooks en één controleronde noemden dezelfde order; eAccounting had eerst { $before ->
    [one] 1 order
   *[other] { $before } orders
} en heeft er nu { $now }.
demo-quote = 5. Een klant accepteert een offerte in eAccounting
demo-telephone = 6. Björkskog Bygg AB bestelt telefonisch nog een lamp, en eAccounting heeft de order
demo-shipped = 7. De order wordt geleverd en gefactureerd, en de factuur wordt betaald
demo-last-vase = 8. De laatste vaas wordt in de winkel verkocht
demo-bookkeeper = 9. Een boekhouder voert een klant in eAccounting in
demo-eaccounting = Wat eAccounting nu bevat
demo-activecampaign = Wat ActiveCampaign nu van eAccounting bevat
demo-customer = Klant
demo-contact = Contact
demo-name = Naam
demo-email = E-mail
demo-postcode = Postcode
demo-city = Plaats
demo-order = Order { $number } voor { $customer }, referentie { $reference }
demo-without-vat = Exclusief btw { $amount } { $currency }, btw { $vat }
demo-rounding = , afronding { $amount }
demo-to-be-paid = , te betalen { $amount }
demo-shop-order = Order { $number } van { $email }: { $amount } { $currency }, { $status } ({ $shop })
demo-product = Product { $sku }, { $name }: { $stock }
several-records = "{ $text }" noemt meerdere records. Noem er een.
no-such = { $vendor } heeft geen record { $record }.
preview-convention = De prijsconventie van de winkel is { $convention }.
no-deployment = Er is geen installatie gevonden. Noem een stack met --stack NAME, start `ekobridge dev` hier in een andere terminal, of noem de map ervan met --data DIR.
no-state-in = { $folder } bevat geen toestand van `ekobridge dev`. Noem de map waarmee het werd gestart, of een stack met --stack.
several-run = Er draaien { $count } `ekobridge dev` in deze map, met de gegevens in { $folders }. Noem er een: --data { $first }, of --data { $last }.
one-deployment = Deze opdracht werkt op één installatie, en --stack { $named } noemt er meer. Noem er een.
not-built = Deze build laat { $what } weg: gebruik het uitgebrachte programma, of `cargo install --locked --path cli --features setup`.
not-built-stacks = stacks in het AWS-account
file-missing = Er is geen bestand { $file }. Kijk of de naam goed is.
file-unreadable = { $file } kan niet worden gelezen: { $why }.
file-unwritable = { $file } kan niet worden geschreven: { $why }.
file-no-folder = de map bestaat niet
file-forbidden = je gebruiker mag dat niet
file-is-folder = het is een map
file-no-text = het is geen tekst in UTF-8
window-reversed = until ligt vóór since: er ligt niets tussen. Verwissel de twee tijden.
parked-settled = { $record } is niet meer geparkeerd. Het wordt dat weer als het nog eens verandert.
cause-open = { $code } is open.
cause-acknowledged = { $code } is bevestigd, totdat er een ander record mee wordt geparkeerd.
cause-ignored = { $code } wordt genegeerd, totdat er een ander record mee wordt geparkeerd.
cause-resolved = { $code } is opgelost, totdat er een ander record mee wordt geparkeerd.
no-code = er is geen code { $text }; `ekobridge parked` toont de code van elke oorzaak waarvoor iets is geparkeerd
no-code-but-trigger = { $text } is geen foutcode, maar wat een poging veroorzaakt: { $option } van activity, tail en export
activity-no-entry = Geen poging van { $record } heeft het id { $id } onder de laatste { $count }. Het log vergeet na enkele dagen; --limit kijkt verder terug.
preview-no-file = Er is geen bestand { $file }. Noem er een dat er is, of een record, zoals order 1001.
preview-connection = --connection is voor orders met alleen het id van de winkel, zoals order 1001.
preview-too-large = { $file } is groter dan welke gebeurtenis ook.
preview-no-event = { $file } is geen gebeurtenis die een record noemt
event-no-job = Bericht { $number } van de reeks bevat geen taak.
event-no-base64 = De inhoud is geen base64.
event-neither = Het is geen reeks van een wachtrij, geen webhook en geen taak. (De gebeurtenis van de planning noemt geen record: wat die zou vinden, vindt de controleronde.)
event-no-webhook = Het is geen webhook: { $why }.
event-asks-nothing = De webhook "{ $kind }" vraagt nergens om.
event-asks-nothing-since = De webhook "{ $kind }" vraagt nergens om: { $why }.
preview-not-anonymous = Er is niets geschreven: niet elke naam en elk adres in dit record kon worden vervangen. Laat --save weg, en kopieer handmatig wat je nodig hebt.
env-line = Regel { $line } van .env is geen NAME=value. Corrigeer die.
env-control = { $name } bevat een regeleinde of een ander stuurteken.
env-not-url = { $name } is geen URL. Corrigeer die, of laat die weg.
console-port = Poort { $port } van deze computer kan niet worden gebruikt: een ander programma kan die hebben. Noem een andere met --port, of laat die weg.
login-nothing-pasted = Er is niets geplakt. Voer `ekobridge connect` opnieuw uit.
login-neither = Dit is geen adres en geen code. Voer `ekobridge connect` opnieuw uit.
login-of-another = Het antwoord hoort niet bij deze aanmelding: de `state` is een andere. Het kan van een oudere pagina komen, of van iemand die je met zijn bedrijf wil verbinden. Er is niets opgeslagen. Sluit zulke pagina's, en voer `ekobridge connect` opnieuw uit.
login-denied = De toegang is geweigerd op de toestemmingspagina van eAccounting. Er is niets opgeslagen. Voer `ekobridge connect` opnieuw uit om die toe te staan.
login-scopes = eAccounting geeft je client niet wat Ekobridge nodig heeft (invalid_scope). Vraag de API-support van eAccounting om de bevoegdheden: { $scopes }.
login-failed-with = De aanmelding bij eAccounting is mislukt ({ $error }). Er is niets opgeslagen. Controleer client-id en redirectadres, en voer `ekobridge connect` opnieuw uit.
login-no-code = Het antwoord bevat geen code. Er is niets opgeslagen. Voer `ekobridge connect` opnieuw uit.
login-no-refresh-token = eAccounting gaf geen vernieuwingstoken, zonder welke de verbinding na een uur zou eindigen. Vraag de API-support van eAccounting om de bevoegdheid offline_access voor je client toe te staan.
sandbox-silent = Er antwoordt geen testomgeving op { $address }. Start `ekobridge dev` in een andere terminal, of noem het adres met --sandbox URL.
secret-missing = Er is geen geheim { $secret } in dit account en deze regio: installeer de stack opnieuw, dan wordt het gemaakt.
secret-unreadable = Het geheim { $secret } kan niet worden gelezen: { $why }. Kijk naar je AWS-gegevens en naar AWS_REGION.
secret-unwritable = Het geheim { $secret } kan niet worden geschreven: { $why }. Kijk naar je AWS-gegevens en naar AWS_REGION.
secret-not-json = Het geheim { $secret } bevat geen JSON. Corrigeer het in AWS Secrets Manager, en voer dit dan opnieuw uit.
dev-stalled = Er is nog werk, en er is drie minuten lang niets klaar geweest. Zie het log voor waar het op wacht.
dev-notices-json = EKOBRIDGE_NOTICES is geen JSON. docs/NOTICES.md toont wat het bevat.
broken-off = Afgebroken.
settings-unreadable = Deze versie van het programma kan de instellingen van { $file } niet lezen, en er is niets gewijzigd. Wat er mis is, per regel:
settings-from-unreadable = Deze versie kan { $from } niet lezen; die wordt vergeleken als de standaardwaarden.
replay-see-parked = { $command } toont wat op je wacht.
replay-see-activity = { $command } toont de pogingen die het log nog heeft.
replay-unmet = { $count ->
    [one] 1 record dat je noemde, wordt niet opnieuw verwerkt: { $records }. Hierboven staat waarom, en wat je kunt doen.
   *[other] { $count } records die je noemde, worden niet opnieuw verwerkt: { $records }. Hierboven staat waarom, en wat je kunt doen.
}
replay-ask-letters = { $count ->
    [one] 1 mislukt bericht verwijderen, waarvan het record klaar is?
   *[other] { $count } mislukte berichten verwijderen, waarvan de records klaar zijn?
}
replay-letters-deleted = { $count ->
    [one] 1 mislukt bericht is verwijderd.
   *[other] { $count } mislukte berichten zijn verwijderd.
}
backfill-left-open = Een eerdere inhaalslag is niet voltooid: { $ended } van { $total } zijn afgelopen. Deze komt ervoor in de plaats; { $resume } zet die in plaats daarvan voort.
erase-unfinished = Nog niet klaar, en van deze persoon: { $records }. De volgende poging schrijft opnieuw in het activiteitenlog: wis daarna nog eens.
replay-again = --again vergelijkt het nog eens met de winkel.
window-empty = since en until zijn dezelfde tijd: er ligt niets tussen. Een datum is het begin van de dag, zodat until de dag na de laatste noemt.
refused-folder-in-use = Een andere `ekobridge` werkt in { $folder }. Beëindig die, of noem een andere map met --data.
refused-other-accounts = { $folder } bevat wat met { $before } is gedaan, en nu zou het { $now } zijn. Noem een andere map met --data: wat met het ene account is gedaan, mag niet als gedaan met een ander gelden.
refused-vendors-incomplete = Een deel van de gegevens van de systemen is opgegeven, maar { $names } niet. Zet ze in de omgeving of in .env (`ekobridge connect` haalt het vernieuwingstoken op), of verwijder de andere om de testomgeving te gebruiken.
refused-address-in-use = { $address } is in gebruik: een ander programma luistert daar, misschien een andere `ekobridge dev`. Beëindig het, of kies een andere poort met --listen, zoals --listen 127.0.0.1:0 voor een willekeurige vrije.
refused-address-unusable = Op { $address } kan niet worden geluisterd: { $why }. Kies een ander adres met --listen.
refused-no-grant = Er is geen toestemming van eAccounting. Voer `ekobridge connect` uit.
refused-other-company = De nieuwe toestemming van eAccounting is voor het bedrijf { $now }, en wat hier is gedaan, is in { $before } gedaan. Verbind hetzelfde bedrijf, of voer `ekobridge connect --other-company` uit, of noem een andere map met --data.
refused-other-version = { $file } is door een andere versie van Ekobridge geschreven. Beëindig de `ekobridge dev` die draait, en start die opnieuw.
usage-unknown-argument = Er is hier geen optie of argument { $argument }.
usage-unknown-command = Er is geen opdracht { $command }.
usage-no-value = { $argument } heeft een waarde nodig.
usage-wrong-value = { $value } kan niet worden gebruikt voor { $argument }.
usage-missing = Dit ontbreekt: { $arguments }
usage-conflict = { $argument } kan niet samen met { $other } worden opgegeven.
usage-number-of-values = { $argument } heeft te veel of te weinig waarden.
usage-values = Wat kan worden opgegeven: { $values }
usage-suggested = Bedoelde je { $other }?
usage-is = Gebruik: { $usage }
help-commands = Opdrachten
help-command = Opdracht
help-arguments = Argumenten
help-options = Opties
help-examples = Voorbeelden
help-default = standaard: { $value }
expected-when = Geef hoe lang geleden (90m, 12h, 3d), een tijdstip van vandaag zoals 08:30, een datum zoals 2026-11-23, of beide: 2026-11-23T08:30, in je tijdzone als er geen bij staat.
expected-parameter = Geef NAME=VALUE, zoals ScheduleMinutes=15.
expected-tag = Geef KEY=VALUE, zoals cost-center=1234; de sleutel mag niet met aws: beginnen
expected-version = Het is geen versie. `ekobridge settings history` toont de versies; `ekobridge settings push FILE` toont wat een bestand wijzigt, en vraagt het voordat het dat doet.
expected-number = Geef een geheel getal.
expected-in-range = Geef een getal: { $range }.
expected-url = Geef een adres zoals https://example.com.
expected-address = Geef een adres en een poort, zoals 127.0.0.1:8787.
usage-more = `--help` legt de opdracht uit.
