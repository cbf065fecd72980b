# Alla sidors ord.

nav-pages = Sidor
nav-overview = Översikt
nav-activity = Aktivitet
nav-parked = Parkerat
nav-settings = Inställningar
skip-to-content = Hoppa till innehållet
search-label = Nummer, namn, e-post eller post
search-button = Varför?
frame-zone = Tider: { $zone }
place-stack = stacken { $name }
place-folder = mappen { $path }
place-dev = `ekobridge dev` på den här datorn
language-choose = Språk
in-english = I detalj, på engelska:
answer-no = nej
answer-yes = ja

ago-seconds = { $count ->
    [one] för 1 sekund sedan
   *[other] för { $count } sekunder sedan
}
ago-minutes = { $count ->
    [one] för 1 minut sedan
   *[other] för { $count } minuter sedan
}
ago-hours = { $count ->
    [one] för 1 timme sedan
   *[other] för { $count } timmar sedan
}
ago-days = { $count ->
    [one] för 1 dag sedan
   *[other] för { $count } dagar sedan
}

outcome-sent = skickat
outcome-done = klar
outcome-skipped = överhoppat
outcome-parked = parkerat
outcome-failing = misslyckat
outcome-ignored = ignorerat
outcome-later = försöks igen senare

cause-webhook = webhook
cause-sweep = genomsökning
cause-poll = avfrågning
cause-replay = omkörning
cause-backfill = efterhandssändning

direction-to-eaccounting = Till eAccounting
direction-to-activecampaign = Till ActiveCampaign

job-customer = kund
job-order = order
job-quote = offert
job-find-orders = sök ordrar
job-write-order = skriv order
job-write-contact = skriv kontakt
job-stock = lager
queue-orders = ordrar
queue-customers = kunder
queue-backlog = massjobb
document-customer = kund
document-article = artikel
document-order = order
document-invoice = faktura
document-invoice-draft = fakturautkast
document-credit-draft = utkast till kreditfaktura
document-of-order = { $document } för order { $order }
document-credit-invoice = kreditfaktura
document-deal = affär
document-contact = kontakt
document-shop-order = e-handelsorder
document-product = produkt { $number }

state-never-seen = aldrig sedd
state-missing = finns inte
state-filtered = bortfiltrerad
state-on-hold = stoppad
state-queued = i kö
state-waiting-for-vendor = väntar på ett system
state-waiting-for-login = väntar på en inloggning
state-running = bearbetas
state-in-doubt = oviss
state-parked = parkerad
state-sent = skickad
state-follow-up-failed = skickad, ett följdsteg misslyckades
state-changed-since = ändrad sedan dess

column-attempts = Försök
column-calls = Anrop
column-trigger = Utlösare
column-day = Dag
column-direction = Riktning
column-document = Dokument
column-error-code = Felkod
column-field = Fält
column-job = Jobb
column-key = Inställning
column-in-force = Gäller nu
column-draft = Utkast
column-made-from = Kommer från
column-milliseconds = ms
column-now = Nu
column-outcome = Utfall
column-prepared = Förberett, inte skickat
column-record = Post
column-replayed = Körs om
column-rule = Regel eller inställning
column-sent = Skickat
column-reason = Skäl
column-since = Sedan
column-state = Läge
column-step = Steg
column-time = Tid
column-value = Värde
column-what-happened = Vad som hände
column-what-was-done = Vad som gjordes
column-at-milliseconds = Vid ms
column-took-milliseconds = Tog ms
period-today = I dag
period-month = 30 dagar

overview-look = Titta på det
overview-waiting = { $count ->
    [one] 1 post väntar på dig.
   *[other] { $count } poster väntar på dig.
}
overview-waiting-more = Minst { $count } poster väntar på dig.
overview-nothing = Ingenting än.
overview-counted = Försök per dag, UTC. En post som misslyckas, parkeras och sedan skickas räknas varje gång.
overview-chart = { $direction }, de senaste 30 dagarna: { $sent } skickade, { $skipped } överhoppade, { $failing } misslyckade försök, { $parked } parkerade.
overview-bar = { $day }: { $sent } skickade, { $skipped } överhoppade, { $failing } misslyckade, { $parked } parkerade
overview-table = Som tabell; den högsta stapeln är { $largest }
overview-differences = Systemen stämmer inte överens: { $differences } enligt den senaste avstämningen.
overview-health = Driftstatus
overview-newest = Senaste försöken
overview-none-today = Inga i dag.
overview-all-activity = All aktivitet
overview-sandbox = Båda systemen är sandlådan:
overview-sandbox-link = se vad som kom fram dit
health-up = svarar och godtar anslutningen
health-down = ligger nere; frågas igen { $time }
health-refuses = nekar anslutningen: logga in igen
health-last-webhook = Senaste webhook
health-last-sweep = Senaste genomsökning
health-none-so-far = ingen än
health-next-run = Nästa körning
health-every = { $seconds ->
    [one] varje sekund
   *[other] var { $seconds }:e sekund
}
health-by-schedule = enligt installationens schema
health-oldest = Väntat längst efter ett misslyckat försök, utan ovissa poster
health-oldest-none = inget väntar efter ett misslyckat försök
health-oldest-since = { $record }, { $ago }
health-reconciled = Avstämningens senaste resultat
health-reconciled-agree = båda systemen stämde överens för { $sales ->
    [one] 1 försäljning
   *[other] { $sales } försäljningar
}, { $when }
health-reconciled-cut = { $agreeing ->
    [one] 1 försäljning stämde, och alla kunde inte jämföras, { $when }
   *[other] { $agreeing } försäljningar stämde, och alla kunde inte jämföras, { $when }
}
health-reconciled-differ = { $sales ->
    [one] { $agreeing } av 1 försäljning stämde, { $differences } gjorde det inte, { $when }
   *[other] { $agreeing } av { $sales } försäljningar stämde, { $differences } gjorde det inte, { $when }
}
health-queues = Köer
health-queue = { $name } { $waiting } (och { $working } under arbete)
health-token = Inloggning i eAccounting
health-token-company = Företag i eAccounting
health-token-none = ingen har anslutit det: kör { $command }
health-token-refused = nekad sedan { $time }: kör { $command }
health-token-valid = i ordning; denna åtkomst gäller till { $time } och förnyas av sig själv
health-token-due = i ordning; åtkomsten förnyas vid nästa anrop
health-token-unreadable = kan inte läsas: { $why }

activity-of = Aktivitet: { $what }
activity-day = Dag ({ $zone })
activity-from = Från
activity-until = Före
activity-any = alla
activity-both = båda
activity-filter = Filtrera
activity-read = { $shown } av de { $read } poster som sidan har läst, nyast först.
activity-nothing = Inget motsvarar urvalet.
activity-unclear = ”{ $text }” är ingen post, eller flera. Sök efter den ovan och välj en.
activity-no-code = ”{ $code }” är ingen felkod, så inget försök har den. docs/ERRORS.md listar dem.
activity-others = Andra poster
activity-older = Äldre samma dag
activity-before = Dagen före
activity-after = Dagen efter

parked-nothing = Inget är parkerat.
parked-sent = Redan skickade: dokumenten i eAccounting ändras inte. Rätta eller kreditera dem där, öppna sedan posten och välj ”{ $button }”.
parked-count = { $count } på den här sidan, det som väntat längst först, efter orsak. Åtgärda orsaken och kör sedan om det som väntar på den.
parked-cause = { $count ->
    [one] 1 väntar
   *[other] { $count } väntar
}
parked-plan = { $count ->
    [one] Planera att köra om den
   *[other] Planera att köra om dessa { $count }
}
parked-next = Nästa
parked-holds = Vad som är stoppat
holds-title = Stoppade
holds-nothing = Inget är stoppat.
holds-explained = Det som är stoppat skickas inte förrän någon släpper det, på postens sida.
parked-setting = Ändra { $key }

replay-title = Omkörning: planen
replay-nothing-yet = Inget är köat än. En post som har sitt dokument får inget andra.
replay-is-planned = Planerad: inget är köat än.
replay-apply = { $count ->
    [one] Kör om 1 post
   *[other] Kör om { $count } poster
}
replay-none = Det finns inget att köra om. Tabellen säger för varje post varför, och vad som måste göras först.
replay-settings-soon = Funktionerna använder version { $version } av inställningarna från { $from }; till dess kan de använda den förra versionen.
replay-why = Varför den står där
plan-waits = väntar
plan-overdue = försenad
plan-why-unknown = Den finns inte i registret: den behandlas som ny.
plan-why-not-asked = Den finns inte i registret, och det gick inte att ta reda på om den finns: den behandlas som ny.
plan-why-missing = { $vendor } har ingen sådan post, och den finns inte i registret. Kontrollera att den är rätt skriven.
plan-why-on-hold = Någon har stoppat den: { $because }. Släpp den först.
plan-why-done = Den blev { $document }.
plan-why-nothing = Inget behövde skapas.
plan-why-waits = Ett nytt försök görs { $time }.
plan-why-in-doubt = Den kan ha blivit ett dokument: det slås upp innan något skapas.
plan-why-overdue = Ett försök skulle ha gjorts och gjordes inte.
plan-why-running = Den bearbetas nu, senast till { $time }.
replay-queued = { $count ->
    [one] 1 post är köad.
   *[other] { $count } poster är köade.
}
replay-no-second = En post som har sitt dokument får inget andra.
replay-ended = { $ended } av { $count } är klara.
replay-still = Listan läses om varannan sekund.

found-nothing = Varken ActiveCampaign eller eAccounting har en post med detta nummer, denna adress eller detta namn, och de senaste dagarnas aktivitetslogg nämner den inte. Ett nummer efter ”order” är butikens; eAccountings egna hittas som ”sales-order 7” och ”invoice 7”.
found-other-number = Om butiken visar kunderna ett annat nummer än det ActiveCampaign fick, sök på köparens e-postadress.
found-document = eAccounting har { $document }.
found-made-of = eAccountings { $document } kommer från { $record }.
found-more = Det kan finnas fler med det här namnet: sök på e-postadressen för att vara säker.
found-incomplete = Allt kunde inte slås upp.
found-title = ”{ $query }”

record-of-connection = { $record } (anslutning { $connection })
record-answer = Svar
record-since = Sedan
record-until = Till
record-cause = Orsak
record-document = Dokument
record-setting = Inställning
record-what-to-do = Vad du kan göra
record-replay = Kör om…
record-release = Släpp och köa
record-hold = Stoppa
record-settle = Dokumentet stämmer
record-because = Skicka inte, eftersom
record-no-name = inget personnamn
record-activity = Aktivitet
record-sandbox = { $vendor } (sandlådan)
record-in-the-way = Vad som är i vägen nu
record-totals = Vad det blir
record-totals-now = Vad det skulle bli nu
record-order = Vad som beställdes
record-buyer = Köpare
record-kind-of-sale = Typ av försäljning
record-prices = Butikens priser
sale-domestic = inhemsk försäljning med moms
sale-domestic-reverse = inhemsk försäljning med omvänd betalningsskyldighet (byggtjänster)
sale-eu-company = momsfri försäljning till ett företag i EU ({ $country })
sale-eu-private = försäljning till EU ({ $country }) med säljarens egen moms
sale-eu-private-oss = försäljning till en privatperson i EU ({ $country }) enligt One Stop Shop
sale-export = momsfri försäljning utanför EU ({ $country })
sale-export-with-vat = försäljning utanför EU ({ $country }) med moms, eftersom kunden är markerad så
prices-per-unit = per styck
prices-per-line = per rad
prices-with-vat = { $per }, med moms
prices-without-vat = { $per }, utan moms
prices-vat-taken-off = { $per }, säljarens moms avdragen
record-net = Netto
record-vat = Moms
record-total = Summa
record-fields = Fält för fält
record-fields-what = Skickat: så som aktivitetsloggen har det. Nu: så som en förhandsvisning skulle skicka det; inget skrevs för den här sidan.
record-fields-prepared = Förberett, inte skickat: så som det senaste försöket hade det när det slutade, enligt aktivitetsloggen. Nu: så som en förhandsvisning skulle skicka det; inget skrevs för den här sidan.
record-fields-once = Skickat: så som aktivitetsloggen har det. Nu: vad posten skulle ge i dag. Den är skickad och skickas inte igen; det som skiljer sig har ändrats sedan dess, eller följer av andra inställningar. Jämförs inte: det som en kund eller artikel får en gång, när den skapas.
record-fields-differ = { $count ->
    [one] 1 skiljer sig
   *[other] { $count } skiljer sig
}
record-fields-count = { $count ->
    [one] 1 fält
   *[other] { $count } fält
}
record-row = { $document }, rad { $row }
record-not-kept = (sparas inte)
record-not-compared = jämförs inte
record-source = Källan, fält för fält
record-more = Det finns fler fält; { $command } visar alla.
record-calls-if-sent = Anrop, om den skickades
record-calls-now = Anrop som en omkörning skulle göra nu
record-timeline = Tidslinje
record-timeline-none = Aktivitetsloggen har inget om den: den har aldrig bearbetats, eller för länge sedan.
record-attempt = { $job }, begärt av { $cause }, { $milliseconds } ms, { $calls ->
    [one] 1 anrop
   *[other] { $calls } anrop
}
record-steps = { $count ->
    [one] 1 steg
   *[other] { $count } steg
}
record-failed = misslyckades
record-no-record = Det här är ingen post
record-no-record-help = En post skrivs som order:1:1001, deal:7, contact:3, account:2 eller quote:ID.

settings-what = Installationens inställningsfil med dess mappningsregler. Det som den utelämnar har sitt standardvärde.
settings-none = Inget har sparats än: alla inställningar har sina standardvärden. Skriv det som ska avvika.
settings-file = Inställningsfil
settings-check = Kontrollera
settings-check-what = Den kontrolleras medan du skriver.
settings-valid = Inget är fel i den.
settings-mistakes = { $count ->
    [one] 1 fel
   *[other] { $count } fel
}
settings-place = Rad { $line }, kolumn { $column }
settings-same = Den ändrar inget.
settings-changes = Vad den ändrar
settings-lines = Rad för rad
settings-too-long = Den är längre än { $most } byte.
settings-added = tillagt
settings-removed = borttaget
settings-unset = (inte angivet)
settings-preview-title = Vad som skulle bli av en post
settings-preview-record = Post
settings-preview-button = Förhandsvisa med utkastet
settings-preview-what = Inget skrivs: posten läses, och varje steg som skulle ändra något hålls tillbaka.
settings-preview-same = { $count ->
    [one] Det andra fältet är lika.
   *[other] De övriga { $count } fälten är lika.
}
settings-preview-equal = Utkastet ändrar inget för den här posten.
settings-preview-sent = Den är redan skickad: ett jobb gör inget mer av den, vilka inställningarna än är. Nedan står vad den skulle bli om den vore ny.
settings-preview-calls = Vad som skulle skrivas
settings-preview-row = rad { $number }
settings-save = Låt inställningarna gälla
settings-save-what = Funktioner som körs har dem inom en minut.
settings-saved = Inställningarna gäller. Funktioner som körs har dem inom en minut.
settings-overtaken = Någon annan har ändrat inställningarna sedan sidan öppnades. Inget sparades. Nedan står ditt utkast, jämfört med det som gäller nu.
settings-unseen = Utkastet har ändrats sedan det kontrollerades. Inget sparades. Se vad det ändrar och spara sedan.
settings-reference = Alla inställningar, förklarade
settings-explained = { $key }, så som den medföljande filen förklarar den
settings-from-wrong = De gällande inställningarna kan inte läsas av den här versionen; utkastet jämförs med standardvärdena.

problem-title = Det gick inte
page-none = Den sidan finns inte
page-none-help = Menyn har alla sidor.
request-unreadable = Konsolen kan inte läsa det som efterfrågades. Gå tillbaka, se över värdena och försök igen.
guard-title = Du släpps inte in
guard-host = Den här konsolen har en annan adress.
guard-origin = En annan webbplats har skickat detta.
guard-open = Öppna adressen som terminalen har skrivit ut. Den fungerar en gång; { $command } skriver ut en ny.
guard-used = Adressen är inte den som skrevs ut, eller har redan använts. { $command } skriver ut en ny.
guard-go-on = Vidare till konsolen
form-no-record = En av dessa är ingen post.
form-none = Ingen post är angiven.
form-too-many = Detta är fler poster än en plan tar.
form-again = Välj posterna på sidan igen.

nav-reconciliation = Avstämning
reconciliation-what = Jämför dagarnas ordrar med dokumenten i eAccounting, till minsta enhet i varje valuta. Den läser bara; en månad kan ta en minut.
reconciliation-since = Från
reconciliation-until = Till
reconciliation-compare = Jämför
reconciliation-no-day = ”{ $text }” är ingen dag.
reconciliation-day-help = Skriv en dag som 2026-11-01.
reconciliation-more = { $count ->
    [one] och 1 till
   *[other] och { $count } till
}
parked-acknowledge = Kvittera
parked-ignore = Ignorera
parked-resolve = Löst
parked-reopen = Öppna igen
parked-because = Skäl (valfritt)
parked-is-acknowledged = Kvitterat { $ago } av { $by }.
parked-is-ignored = Ignorerat { $ago } av { $by }.
parked-is-resolved = Löst { $ago } av { $by }.
parked-is-open-again = Öppen igen, eftersom mer parkerades sedan dess.
parked-said = Skäl: { $note }
parked-hidden = { $count ->
    [one] 1 till är ignorerad eller löst.
   *[other] { $count } till är ignorerade eller lösta.
}
parked-replays = Senaste omkörningarna
parked-replay = { $at }, { $count ->
    [one] 1 post
   *[other] { $count } poster
}, { $by }
replay-abort = Avbryt
replay-abort-what = Det som inte har påbörjats lämnas då som det är.
replay-carry-out = Genomför
replay-planned-record = planerad
replay-is-aborted = Den avbröts.
replay-aborted-record = avbruten innan den påbörjades
replay-progress = Omkörning { $name }

settings-versions = Versioner
settings-version = Version { $number }
settings-version-opened = Det här är version { $number }, jämförd med det som gäller nu. Låt den gälla för att gå tillbaka till den.
column-version = Version
column-by = Av
column-note = Anmärkning

# En posts förhandsvisning, i verktyget och konsolen.
preview-either = { $first } eller { $last }
preview-row-line = rad { $number }
preview-row-shipping = frakt
preview-row-discount = rabatt { $number }
preview-row-unlisted = ett belopp utan orderrad
preview-row-rounding = avrundning
preview-article-sku = radens artikelnummer (SKU)
preview-article-text-row = ingen: raden kostar inget och är en textrad
preview-article-created = { $rule }; den skulle skapas
preview-source-customer = orderns kund
preview-source-currency = orderns valuta
preview-source-day = dagen då ordern lades
preview-source-number = orderns nummer
preview-source-vat = försäljningens moms
preview-source-terms = företagets egna betalningsvillkor
preview-source-article-number = radens artikelnummer (SKU), eller inställningarnas nummer
preview-source-text = inställningarnas text
preview-source-coding = momssatsens kontering: articles.account_coding, vat.countries eller den första aktiva
preview-source-always = alltid så
preview-rule-as-it-is = som eAccounting har det: en order eller kontakt ändrar det inte
preview-new-customer = <ny kund>
preview-new-article = <ny artikel>
preview-new-order = <ny order>
preview-new-invoice-draft = <nytt fakturautkast>
preview-new-invoice = <ny faktura>
preview-new-contact = <ny kontakt>
preview-new-account = <nytt företag>
preview-status-draft = 1 (utkast)
preview-status-ongoing = 2 (pågående)
preview-status-shipped = 3 (levererad)
preview-shortened = förkortat från { $from } till { $to } tecken
preview-convention-service = { $convention } (avläst ur { $service })
preview-convention-no-service = { $convention } (anslutningen anger ingen tjänst)
preview-convention-deal = { $convention } (en affär har ett pris)
preview-call-create-customer = skapa kunden
preview-call-update-customer = uppdatera kunden
preview-call-create-article = skapa en artikel
preview-call-update-article = uppdatera en artikel
preview-call-create-order = skapa ordern
preview-call-invoice-order = göra ordern till en faktura, som bokförs
preview-call-create-credit-draft = skapa ett utkast till kreditfakturan
preview-call-create-invoice-draft = skapa fakturautkastet
preview-call-book-draft = göra utkastet till en faktura, som bokförs om den får de här summorna
preview-call-register-payment = registrera betalningen
preview-call-email-invoice = e-posta fakturan
preview-call-email-order = e-posta ordern
preview-call-add-order-note = lägga till en anteckning med butikens order
preview-call-link-customer = länka kunden till dess kontakt
preview-call-link-order = lägga till en länk till butikens order
preview-call-order-quote = göra offerten till en order
preview-call-change-contact = ändra kontaktens fält eller e-postadress
preview-call-create-deal = skapa affären
preview-call-change-deal = flytta affären, eller skriva dess fält
preview-call-create-tag = skapa taggen
preview-call-add-tag = tagga kontakten
preview-call-remove-tag = ta bort taggen från kontakten
preview-call-write-contact = skriva kontakten
preview-call-create-account = skapa företaget
preview-call-rename-account = byta namn på företaget
preview-call-add-to-account = lägga kontakten i företaget
preview-call-add-to-list = sätta kontakten på listan
preview-call-add-note = lägga till en anteckning
preview-call-create-connection = skapa anslutningen
preview-call-create-custom-object = skapa det anpassade objektet
preview-call-write-quantity = skriva artikelns antal
preview-call-write-stock = skriva produktens lager
preview-call-write-shop-order = skriva e-handelsordern
preview-call-other = skriva
preview-end-queued = { $orders ->
    [one] 1 order från { $record } skulle köas.
   *[other] { $orders } ordrar från { $record } skulle köas.
}
preview-end-done = { $record } skulle bli klar.
preview-end-already = { $record } är redan skickad som { $document }, och inget skulle skrivas.
preview-end-updates-customer = Kund { $number } skulle uppdateras från { $record }.
preview-end-new-customer = { $record } skulle bli en ny kund.
preview-end-customer = { $record } skulle bli en kund.
preview-end-order = { $record } skulle bli en order.
preview-end-invoice-draft = { $record } skulle bli ett fakturautkast.
preview-end-invoice = { $record } skulle bli en faktura.
preview-end-nothing = Inget skulle göras: { $reason }.
preview-end-nothing-alone = Inget skulle göras.
preview-end-waits = Den skulle vänta på dig: { $problem }
preview-end-retried = Det misslyckades just nu och ett nytt försök skulle göras: { $problem }
preview-state-running = under bearbetning
preview-state-waiting = väntande på nästa försök
preview-state-skipped = överhoppad
