answer-yes = Ja
answer-no = Nej
answer-yes-or-no = Skriv { $yes } för ja eller { $no } för nej.
choose-one = ↑↓ flyttar, Retur väljer, skriv för att filtrera
choose-some = ↑↓ flyttar, Mellanslag väljer en, → alla, ← ingen, Retur när du är klar, skriv för att filtrera
nothing-queued = Inget köades.
nothing-sent = Inget skickades.
nothing-stored = Inget sparades.
nothing-erased = Inget raderades.
nothing-pushed = Inget laddades upp.
no-terminal = Det finns ingen terminal att bekräfta det i: lägg till --yes.
records = { $count ->
    [one] 1 post
   *[other] { $count } poster
}
by = av { $who }
later = Det bearbetas när { $command } körs igen.
replay-which = Vilka poster? Ange dem, till exempel order:1:1001, eller välj dem med --parked, --cause CODE, --error CODE, --since WHEN eller --dead-letters.
hold-which = Vilka poster? Ange dem, till exempel order:1:1001, eller välj dem med --cause CODE.
replay-named-right = Kontrollera att posten är rätt angiven.
replay-ask = { $count ->
    [one] Köra om 1 post?
   *[other] Köra om { $count } poster?
}
replay-run-plan = Eller kör den här planen: { $command }.
replay-queued = { $count ->
    [one] 1 post köades som { $name }.
   *[other] { $count } poster köades som { $name }.
}
replay-shows-progress = { $command } visar hur långt den har kommit.
replay-cut-short = { $count ->
    [one] Omkörningen { $name } avbröts efter att 1 post hade köats.
   *[other] Omkörningen { $name } avbröts efter att { $count } poster hade köats.
}
replay-aborted = { $name } är avbruten; { $queued } av { $count } köades. Det som inte har påbörjats förblir som det var. { $command } visar den.
replay-no-replays = Det har inte gjorts någon omkörning.
replay-head = { $state }, { $queued } av { $count } köade
replay-state-planned = planerad
replay-state-queueing = köas
replay-state-queued = köad
replay-state-aborted = avbruten
replay-planned = Planerad: inget är köat än. { $apply } genomför den, { $abort } kastar den.
replay-not-begun = { $count ->
    [one] 1 avbruten innan den började
   *[other] { $count } avbrutna innan de började
}
replay-ended = { $ended } av { $count } är klara: { $outcomes }
replay-pending = inte klara
replay-failed = Misslyckades i den
and-more = och { $count } till: { $command }
replay-nothing = Det finns inget att köra om i { $deployment }.
replay-plan = Körs om i { $deployment }:
replay-not = Körs inte om:
replay-more = { $more ->
    [one] En omkörning tar { $most } poster; 1 till återstår. Kör samma kommando igen för den.
   *[other] En omkörning tar { $most } poster; { $more } till återstår. Kör samma kommando igen för dem.
}
replay-ignored = { $count ->
    [one] Utelämnat: 1 post med orsaken { $cause }, som ignorerades. Kör om den med namn eller med --cause { $cause }.
   *[other] Utelämnat: { $count } poster med orsaken { $cause }, som ignorerades. Kör om dem med namn eller med --cause { $cause }.
}
replay-without-job = { $record } är parkerad utan jobb: kör om posten som den hör till.
replay-unreadable = Meddelandet { $id } i en kö för misslyckade meddelanden är inget jobb och blir kvar där. Titta på det i AWS, och ta bort det.
backfill-looking = letar efter det som finns
backfill-none-open = Det finns ingen efterhandssändning att fortsätta: den senaste är klar, eller så har ingen påbörjats.
backfill-add-apply = Lägg till --apply för att skicka dem.
backfill-ask = { $count ->
    [one] Skicka 1 post?
   *[other] Skicka { $count } poster?
}
backfill-waits-for-settings = Funktionerna använder version { $version } av inställningarna från { $from }. Posterna väntar till dess.
backfill-queued = { $count ->
    [one] 1 post köades.
   *[other] { $count } poster köades.
}
backfill-stopped = { $count ->
    [one] Stoppade efter 1 fel.
   *[other] Stoppade efter { $count } fel.
} När orsaken är borta, fortsätt med { $resume }; det som misslyckades skickar { $replay }.
backfill-stuck = Stoppade: inget jobb har blivit klart på tio minuter. Se efter om funktionerna är pausade eller ett system ligger nere; fortsätt sedan med { $resume }.
backfill-since = Ange första dagen med --since.
backfill-nothing = Det finns inget att skicka i { $deployment }.
backfill-plan = Skickas i { $deployment }:
backfill-orders = { $count ->
    [one] order
   *[other] ordrar
}
backfill-deals = { $count ->
    [one] affär
   *[other] affärer
}
backfill-contacts = { $count ->
    [one] kontakt
   *[other] kontakter
}
backfill-documents = { $count ->
    [one] dokument
   *[other] dokument
}
backfill-span = från { $first } till { $last }
backfill-costs = ungefär { $calls ->
    [one] 1 anrop
   *[other] { $calls } anrop
} till systemen, som tar { $minutes ->
    [one] högst en minut
   *[other] ungefär { $minutes } minuter
} om inget annat pågår
backfill-left-out = Utelämnat:
backfill-ended = { $sent } av { $total } skickade, varav { $nothing } inte hade något att göra, { $failures ->
    [one] 1 fel
   *[other] { $failures } fel
}.
backfill-says-what = { $command } säger vad du ska göra åt var och en.
hold-one-deployment = Stoppa poster i en installation i taget: ange en med --stack eller --data.
hold-left-out = Utelämnat: { $problem }
hold-parked-with = Parkerade med { $code }:
hold-ask = { $count ->
    [one] Stoppa 1 post?
   *[other] Stoppa { $count } poster?
}
hold-if-it-arrives = Den stoppas om den någonsin kommer.
hold-never-seen = Inget med namnet { $record } har setts hittills: se efter om namnet stämmer.
hold-already-sent = Den är redan { $document } i eAccounting: bara senare ändringar stoppas.
hold-done = { $record } är nu stoppad.
hold-already = { $record } är redan stoppad av det skälet.
hold-failed = { $record } är inte stoppad. { $problem }
release-done = { $record } är släppt och köad.
release-missing = { $record } är släppt men inte köad. { $missing }
release-not-held = { $record } är inte stoppad. { $list } visar vad som är det, { $why } var den är.
release-failed = { $record } kunde inte släppas och köas. { $problem }
some-failed = { $failed } av { $count } misslyckades.
erase-ask = Radera den här personen ur aktivitetsloggen för { $deployment }? Det kan inte ångras.
erase-no-entries = Aktivitetsloggen har ingen rad om den här personen.
erase-entries = { $count ->
    [one] 1 rad i aktivitetsloggen raderades.
   *[other] { $count } rader i aktivitetsloggen raderades.
}
erase-no-digests = Registret hade inga kontrollsummor av personens fält.
erase-digests = { $count ->
    [one] Kontrollsumman av 1 fält togs bort ur registret.
   *[other] Kontrollsummorna av { $count } fält togs bort ur registret.
}
erase-links-stay = Länkar mellan poster finns kvar, utan personuppgifter. I ActiveCampaign och eAccounting ändrades inget: radera personen där först, annars skriver nästa händelse en ny rad.
erase-name-a-person = Ange en person: med en e-postadress, eller med kontakten i ActiveCampaign, till exempel contact:3.
erase-no-contact = ActiveCampaign har ingen kontakt { $id } med en e-postadress. Ange personen med adressen.
audit-nothing = Ingen har gjort något som noteras.
export-too-many = { $deployment } har fler än { $most } sådana försök. Exportera en kortare tid med --since och --until.
export-written = { $count ->
    [one] 1 försök finns i { $file }.
   *[other] { $count } försök finns i { $file }.
}
file-exists = { $file } finns redan; välj ett annat namn
file-exists-force = { $file } finns; välj ett annat namn, eller skriv över den med --force
tail-follows = Följer aktivitetsloggen. Avsluta med Ctrl+C.
settings-shipped = Inget har laddats upp: de medföljande inställningarna gäller.
settings-nothing-to-compare = Inget har laddats upp: de medföljande inställningarna gäller, och det finns inget att jämföra.
settings-none-before = Det finns ingen version före den som gäller. `ekobridge settings push FILE` låter en annan gälla.
settings-ask = Låta de här inställningarna gälla?
settings-pushed = Uppladdat som version { $version }. Funktioner som körs har den inom en minut.
settings-from-wrong = De gällande inställningarna kan inte läsas av den här versionen; det här jämförs med standardvärdena.
settings-changes-nothing = Den ändrar inget av det som { $deployment } gör.
settings-changes = Den ändrar i { $deployment }:
settings-to-default = { $count ->
    [one] 1 nyckel som var angiven återgår till standardvärdet: { $keys }.
   *[other] { $count } nycklar som var angivna återgår till standardvärdet: { $keys }.
}
settings-keys-and-more = { $keys } och { $more } till
settings-version = version { $version }
settings-shipped-name = de medföljande inställningarna
settings-none-between = Mellan { $from } och { $to } ändrades ingen inställning.
settings-between = Från { $from } till { $to }:
settings-field-missing = Varning: `{ $key }` anger det anpassade fältet { $tag }, som ActiveCampaign inte har. Skapa det innan de här inställningarna börjar gälla, eller rätta inställningen.
settings-field-elsewhere = Varning: `{ $key }` anger ett anpassat fält { $tag } för { $wanted }; i ActiveCampaign finns det bara för { $found }. En regel läser en kontakts fält som `customer.field.TAG`, dess företags som `customer.accountField.TAG` och en affärs som `order.field.TAG`.
settings-field-owner = { $owner ->
    [contact] kontakter
    [account] företag
   *[other] affärer
}
settings-fields-unknown = ActiveCampaign kunde inte tillfrågas om de anpassade fälten i inställningarna finns: { $why }
settings-not-set = (inte angivet)
notices-failed = { $failed } av { $count } tog inte emot aviseringen. docs/NOTICES.md säger hur var och en ställs in.
notices-no-mail-here = e-post: skickas inte från den här datorn; `ekobridge dev` skriver aviseringar i sin terminal
notices-mail = e-post: skickat till ämnet för larm, vars bekräftade prenumeranter får det
notices-delivered = { $channel }: levererat
notices-no-other = Ingen annan kanal är inställd: docs/NOTICES.md visar hur.
console-is-at = Konsolen för { $deployment } finns på
console-end = Adressen släpper in en webbläsare, en gång. Avsluta med Ctrl+C.
deployment-stack = stacken { $name }
deployment-folder = mappen { $folder }
deployment-running = { $command } som körs i { $folder }
no-record = "{ $text }" är ingen post. Ange den som i meddelanden (order:1:1001, deal:7, contact:3, account:2, quote:ID), med typ och nummer (order 1001, invoice 1042, sales-order 1042, quote 1042, customer 1001, article LAMP), med bara numret på en order eller ett dokument (1001), med en kontakts e-postadress (anna@example.com), eller med för- och efternamn ("Anna Svensson").
connect-confirm = Företaget måste bekräftas. Kör det här i en terminal, eller lägg till --yes.
connect-other-company = Det här är inte företaget som anslöts tidigare: det var { $name } ({ $id }). Inget sparades.
connect-other-company-do = Logga in igen och välj det företaget, eller lägg till --other-company för att byta: befintliga poster blir kvar i det tidigare företaget, och Ekobridge börjar från början i det här.
connect-stored = Anslutet. Medgivandet är sparat i { $place }.
connect-client-needed = Klient-id och klienthemlighet för eAccounting behövs. Ange EACCOUNTING_CLIENT_ID och EACCOUNTING_CLIENT_SECRET i miljön eller i .env; eAccountings API-support lämnar ut dem.
connect-client-from = Klient-id och klienthemlighet får du av eAccountings API-support.
connect-client-id = Klient-id:
connect-client-secret = Klienthemlighet:
connect-company = Inloggningen gäller det här företaget:
company-name = Företag
company-number = Organisationsnummer
company-country = Land, valuta
company-vat-number = Momsregistreringsnummer
company-oss = Säljer enligt OSS
company-modules = Moduler
company-years = Öppna räkenskapsår
company-identity = Identitet
company-none = (inget)
company-yes = ja
company-no = nej
company-years-unread = (kan inte läsas)
company-year = { $first } till { $last }
connect-ask = Ansluta Ekobridge till det här företaget?
login-in-use = { $address } används av ett annat program, så koden ska klistras in.
login-open = Öppna den här sidan i en webbläsare, och logga in i eAccounting:
login-no-browser = Ingen webbläsare kan öppnas här. Öppna den här sidan i en, och logga in i eAccounting:
login-opens = eAccountings inloggning öppnas i din webbläsare. Om den inte gör det, öppna den här sidan:
login-waits = Väntar på svaret på { $address } …
login-no-answer = Inget svar kom inom tio minuter. Om sidan sade att klienten eller omdirigeringsadressen är okänd, kontrollera klient-id och att { $address } är registrerad för den (ange annars den registrerade med --redirect-uri). Kör sedan `ekobridge connect` igen.
login-paste = Efter inloggningen skickas webbläsaren till en adress som kan visa ett fel. Det är som det ska: kopiera hela adressen.
login-address-or-code = Adress eller kod:
login-answered = eAccounting har svarat
login-answered-what = Gå tillbaka till terminalen: den visar vilket företag det är.
login-other = Hör inte till den här inloggningen
login-other-what = Den här sidan hör till en annan inloggning, och inget gjordes. Stäng den, och använd sidan som terminalen anger.
login-failed = Inte ansluten
login-failed-what = Gå tillbaka till terminalen: den säger varför och vad du ska göra.
place-secret = hemligheten { $secret }
place-sandbox-next = Sandlådan används med det av { $command }.
place-folder-next = { $command } använder det från och med nu; en som körs tar över det vid nästa kontroll.
place-without-data = { $command } utan --data
place-stack-next = Stacken använder det från och med nu. Väntande jobb fortsätter automatiskt.
place-waits = En annan process använder eAccountings medgivande. Väntar tills den är klar, högst 95 sekunder …
preview-title = { $record } · förhandsvisning, inget skrivs
preview-known = Registret har den som { $state } sedan { $since }
preview-as-if-sent = Det som följer är som om den vore ny och inställningarna tog med den; slutet säger vad som skulle hända.
preview-created = { $document }: skapas
preview-updated = { $document }: uppdateras
preview-left = { $document }: förblir som det är
preview-unknown = { $document }: så långt det kan sägas
preview-found-by = (hittad: { $how })
preview-rule = Regel
preview-in-activecampaign = { $document } i ActiveCampaign
preview-unused = Finns också i posten, och i inget fält ovan
preview-rows-with-vat = Rader: priser och belopp i { $currency } inklusive moms
preview-rows-without-vat = Rader: priser och belopp i { $currency } exklusive moms
preview-column-of = Av
preview-column-article = Artikel
preview-column-text = Benämning
preview-column-quantity = Antal
preview-column-price = Pris
preview-column-discount = Rabatt
preview-column-amount = Belopp
preview-column-account = Konto
preview-column-coding = Kontering
preview-article-name = (artikelns namn)
preview-totals = Summor i { $currency }
preview-shop = Butiken
preview-without-vat = Exklusive moms
preview-vat-of = Moms { $rate } % på { $net }
preview-with-vat = Inklusive moms
preview-same = ✓ samma
preview-not-same = inte samma
preview-to-be-paid = Att betala
preview-rounds = eAccounting avrundar till hela kronor eller motsvarande
preview-lines = Rader så som butiken har dem; fakturarader och moms kan inte sägas än
preview-column-name = Namn
preview-column-article-there = Artikel i eAccounting
preview-article-new = { $number } skulle skapas, { $rate } %
preview-article-none = ingen
preview-article-not-looked-up = inte uppslagen
preview-article-rule = Artikel { $article }: { $rule }.
preview-row-article-rule = Artikel på rad { $row }: { $rule }.
preview-field-rule = { $field } på rader: { $rule } ({ $place })
preview-calls = Vad som skulle anropas
preview-calls-if-sent = Vad som skulle anropas om den skickades
preview-was-empty = var tomt
preview-was = var { $value }
preview-also = Dessutom: { $problem }
preview-saved = { $file } har den med påhittade personer. Id, ordernummer, belopp, datum och artiklar är verkliga. Läs den innan du skickar den.
preview-nothing = Händelsen begär inget som Ekobridge gör.
dev-runs = Ekobridge körs på den här datorn.
dev-console = Konsol
dev-sandbox = Båda systemens sandlåda
dev-webhooks = Webhookar går till
dev-demo-stopped = Demonstrationen stannade, och resten av den spelas inte upp: { $why }.
dev-demo-stopped-do = Jobben ovan säger vad det blev av dess poster. { $command } visar vad som kräver åtgärd.
dev-done = { $count } klara
dev-skipped = { $count ->
    [one] 1 överhoppat
   *[other] { $count } överhoppade
}
dev-parked = { $count ->
    [one] 1 parkerat
   *[other] { $count } parkerade
}
dev-waiting = { $count } väntar på nästa försök
dev-working = arbetar
dev-jobs = Avslutade jobb
dev-next-attempt = Nästa försök om { $seconds } s.
dev-alert = LARM
dev-recovered = ÅTERSTÄLLT
dev-notice = INFORMATION
dev-own-settings = Inga konton anges i .env: båda systemen är sandlådan, och demonstrationen spelas inte upp med dina egna inställningar.
dev-played = Demonstrationen har redan spelats upp i den här mappen; det den lämnade finns kvar.
dev-jobs-resume = Väntande jobb fortsätter när det här startas igen i samma mapp.
dev-jobs-lost = Väntande jobb går nu förlorade; med --data skulle de fortsätta vid nästa start.
dev-stopped = Stoppad. Startad igen fortsätter den där den var.
dev-stopped-lost = Stoppad, och det den hade är borta. Med --data skulle den fortsätta vid nästa start.
dev-look = Se vad som kom fram: { $address }
dev-keeps-running = Ekobridge fortsätter att köra. Stoppa med Ctrl+C.
dev-other-here = Kommandon i andra terminaler hittar den andra { $command } som startades i den här mappen, inte den här.
dev-another-runs = En annan { $command } körs i den här mappen: kommandon hittar den här med --data { $folder }.
dev-new-grant = Det nya medgivandet för eAccounting används.
demo-schedule = Schemat körs för första gången
demo-signs-up = 1. Anna anmäler sig till butikens nyhetsbrev
demo-moves = 2. Anna flyttar till Göteborg
demo-orders = 3. Björkskog Bygg AB beställer två lampor och kaffe i WooCommerce-butiken, med en rabattkod
demo-three-times = 4. Samma webhook kommer tre gånger
demo-once = { $webhooks } webhookar och en genomsökning angav samma order; eAccounting hade { $before ->
    [one] 1 order
   *[other] { $before } ordrar
} före och har { $now } nu.
demo-quote = 5. En kund accepterar en offert i eAccounting
demo-telephone = 6. Björkskog Bygg AB beställer en lampa till per telefon, och eAccounting har ordern
demo-shipped = 7. Ordern levereras och faktureras, och fakturan betalas
demo-last-vase = 8. Den sista vasen säljs över disk
demo-bookkeeper = 9. En bokförare lägger upp en kund i eAccounting
demo-eaccounting = Vad eAccounting innehåller nu
demo-activecampaign = Vad ActiveCampaign nu innehåller från eAccounting
demo-customer = Kund
demo-contact = Kontakt
demo-name = Namn
demo-email = E-post
demo-postcode = Postnr
demo-city = Ort
demo-order = Order { $number } till { $customer }, referens { $reference }
demo-without-vat = Exklusive moms { $amount } { $currency }, moms { $vat }
demo-rounding = , avrundning { $amount }
demo-to-be-paid = , att betala { $amount }
demo-shop-order = Order { $number } från { $email }: { $amount } { $currency }, { $status } ({ $shop })
demo-product = Produkt { $sku }, { $name }: { $stock }
several-records = "{ $text }" anger flera poster. Ange en.
no-such = { $vendor } har ingen post { $record }.
preview-convention = Butikens priskonvention är { $convention }.
no-deployment = Ingen installation hittades. Ange en stack med --stack NAME, starta `ekobridge dev` här i en annan terminal, eller ange dess mapp med --data DIR.
no-state-in = { $folder } innehåller inget tillstånd från `ekobridge dev`. Ange mappen som den startades med, eller en stack med --stack.
several-run = { $count } `ekobridge dev` körs i den här mappen, med data i { $folders }. Ange en: --data { $first }, eller --data { $last }.
one-deployment = Det här kommandot gäller en installation, och --stack { $named } anger flera. Ange en.
not-built = Det här bygget utelämnar { $what }: använd det utgivna verktyget, eller `cargo install --locked --path cli --features setup`.
not-built-stacks = stackar i AWS
file-missing = Det finns ingen fil { $file }. Kontrollera att namnet är rätt.
file-unreadable = { $file } kan inte läsas: { $why }.
file-unwritable = { $file } kan inte skrivas: { $why }.
file-no-folder = mappen finns inte
file-forbidden = din användare får inte
file-is-folder = det är en mapp
file-no-text = det är ingen text i UTF-8
window-reversed = until är före since: det finns inget däremellan. Byt plats på tiderna.
parked-settled = { $record } är inte parkerad längre. Den blir det igen, om den ändras en gång till.
cause-open = { $code } är öppen.
cause-acknowledged = { $code } är kvitterad, tills en annan post parkeras med den.
cause-ignored = { $code } ignoreras, tills en annan post parkeras med den.
cause-resolved = { $code } är löst, tills en annan post parkeras med den.
no-code = det finns ingen kod { $text }; `ekobridge parked` visar koden för varje orsak som något är parkerat för
no-code-but-trigger = { $text } är ingen felkod, utan det som utlöser ett försök: { $option } i activity, tail och export
activity-no-entry = Inget försök för { $record } har id { $id } bland de senaste { $count }. Loggen glömmer efter några dagar; --limit ser längre bakåt.
preview-no-file = Det finns ingen fil { $file }. Ange en som finns, eller en post, till exempel order 1001.
preview-connection = --connection är för ordrar som anges med bara butikens id, till exempel order 1001.
preview-too-large = { $file } är större än någon händelse.
preview-no-event = { $file } är ingen händelse som anger en post
event-no-job = Meddelande { $number } i omgången innehåller inget jobb.
event-no-base64 = Innehållet är inte base64.
event-neither = Det är varken en omgång från en kö, en webhook eller ett jobb. (Schemats händelse anger ingen post: det som finns att hitta hittar genomsökningen.)
event-no-webhook = Det är ingen webhook: { $why }.
event-asks-nothing = Webhooken "{ $kind }" begär inget.
event-asks-nothing-since = Webhooken "{ $kind }" begär inget: { $why }.
preview-not-anonymous = Inget skrevs: alla namn och adresser i posten kunde inte ersättas. Utelämna --save, och kopiera det du behöver manuellt.
env-line = Rad { $line } i .env är inte NAME=value. Rätta den.
env-control = { $name } innehåller en radbrytning eller ett annat styrtecken.
env-not-url = { $name } är ingen URL. Rätta den, eller utelämna den.
console-port = Port { $port } på den här datorn kan inte användas: ett annat program kan ha den. Ange en annan med --port, eller utelämna den.
login-nothing-pasted = Inget klistrades in. Kör `ekobridge connect` igen.
login-neither = Det här är varken en adress eller en kod. Kör `ekobridge connect` igen.
login-of-another = Svaret hör inte till den här inloggningen: dess `state` är ett annat. Det kan komma från en äldre sida, eller från någon som vill ansluta dig till sitt företag. Inget sparades. Stäng sådana sidor, och kör `ekobridge connect` igen.
login-denied = Åtkomst nekades på eAccountings samtyckessida. Inget sparades. Kör `ekobridge connect` igen för att tillåta den.
login-scopes = eAccounting ger inte din klient det som Ekobridge behöver (invalid_scope). Be eAccountings API-support om behörigheterna: { $scopes }.
login-failed-with = eAccountings inloggning misslyckades ({ $error }). Inget sparades. Kontrollera klient-id och omdirigeringsadress, och kör `ekobridge connect` igen.
login-no-code = Svaret innehåller ingen kod. Inget sparades. Kör `ekobridge connect` igen.
login-no-refresh-token = eAccounting gav ingen förnyelsetoken, och utan den skulle anslutningen ta slut efter en timme. Be eAccountings API-support att tillåta behörigheten offline_access för din klient.
sandbox-silent = Ingen sandlåda svarar på { $address }. Starta `ekobridge dev` i en annan terminal, eller ange adressen med --sandbox URL.
secret-missing = Det finns ingen hemlighet { $secret } i det här kontot och den här regionen: installera stacken igen, så skapas den.
secret-unreadable = Hemligheten { $secret } kan inte läsas: { $why }. Kontrollera dina AWS-uppgifter och AWS_REGION.
secret-unwritable = Hemligheten { $secret } kan inte skrivas: { $why }. Kontrollera dina AWS-uppgifter och AWS_REGION.
secret-not-json = Hemligheten { $secret } innehåller ingen JSON. Rätta den i AWS Secrets Manager, och kör sedan det här igen.
dev-stalled = Det finns arbete kvar, och inget har blivit klart på tre minuter. Se i loggen vad det väntar på.
dev-notices-json = EKOBRIDGE_NOTICES är ingen JSON. docs/NOTICES.md visar vad den innehåller.
broken-off = Avbrutet.
settings-unreadable = Den här versionen av verktyget kan inte läsa inställningarna i { $file }, och inget ändrades. Vad som är fel, rad för rad:
settings-from-unreadable = Den här versionen kan inte läsa { $from }; den jämförs som standardvärdena.
replay-see-parked = { $command } visar vad som väntar på dig.
replay-see-activity = { $command } visar försöken som loggen har kvar.
replay-unmet = { $count ->
    [one] 1 post som du angav körs inte om: { $records }. Ovan står varför, och vad du ska göra.
   *[other] { $count } poster som du angav körs inte om: { $records }. Ovan står varför, och vad du ska göra.
}
replay-ask-letters = { $count ->
    [one] Radera 1 misslyckat meddelande, vars post är klar?
   *[other] Radera { $count } misslyckade meddelanden, vars poster är klara?
}
replay-letters-deleted = { $count ->
    [one] 1 misslyckat meddelande raderades.
   *[other] { $count } misslyckade meddelanden raderades.
}
backfill-left-open = En tidigare efterhandssändning blev inte klar: { $ended } av { $total } avslutades. Den här ersätter den; { $resume } fortsätter den i stället.
erase-unfinished = Ännu inte klara, och av den här personen: { $records }. Nästa försök skriver i aktivitetsloggen på nytt: radera igen efter det.
replay-again = --again jämför den med butiken en gång till.
window-empty = since och until är samma tid: det finns inget däremellan. Ett datum är början av sin dag, så until anger dagen efter den sista.
refused-folder-in-use = En annan `ekobridge` arbetar i { $folder }. Avsluta den, eller ange en annan mapp med --data.
refused-other-accounts = { $folder } innehåller det som gjordes med { $before }, och nu skulle det vara { $now }. Ange en annan mapp med --data: det som gjordes med ett konto får inte räknas som gjort med ett annat.
refused-vendors-incomplete = En del av uppgifterna för systemen är angivna, men inte { $names }. Ange dem i miljön eller i .env (`ekobridge connect` hämtar förnyelsetoken), eller ta bort de andra för att använda sandlådan.
refused-address-in-use = { $address } används redan: ett annat program lyssnar där, kanske en annan `ekobridge dev`. Avsluta det, eller välj en annan port med --listen, till exempel --listen 127.0.0.1:0 för valfri ledig.
refused-address-unusable = { $address } kan inte användas att lyssna på: { $why }. Välj en annan adress med --listen.
refused-no-grant = Det finns inget medgivande från eAccounting. Kör `ekobridge connect`.
refused-other-company = Det nya medgivandet från eAccounting gäller företaget { $now }, och det som gjordes här gjordes i { $before }. Anslut samma företag, eller kör `ekobridge connect --other-company`, eller ange en annan mapp med --data.
refused-other-version = { $file } skrevs av en annan version av Ekobridge. Avsluta den `ekobridge dev` som körs, och starta den igen.
usage-unknown-argument = Det finns ingen flagga och inget argument { $argument } här.
usage-unknown-command = Det finns inget kommando { $command }.
usage-no-value = { $argument } behöver ett värde.
usage-wrong-value = { $value } kan inte användas för { $argument }.
usage-missing = Det här saknas: { $arguments }
usage-conflict = { $argument } kan inte anges tillsammans med { $other }.
usage-number-of-values = { $argument } har för många eller för få värden.
usage-values = Det som kan anges: { $values }
usage-suggested = Menade du { $other }?
usage-is = Användning: { $usage }
help-commands = Kommandon
help-command = Kommando
help-arguments = Argument
help-options = Flaggor
help-examples = Exempel
help-default = standard: { $value }
expected-when = Ange hur länge sedan (90m, 12h, 3d), ett klockslag i dag som 08:30, ett datum som 2026-11-23, eller båda: 2026-11-23T08:30, i din tidszon om ingen anges.
expected-parameter = Ange NAME=VALUE, till exempel ScheduleMinutes=15.
expected-tag = Ange KEY=VALUE, till exempel cost-center=1234; nyckeln får inte börja med aws:
expected-version = Det är ingen version. `ekobridge settings history` listar versionerna; `ekobridge settings push FILE` visar vad en fil ändrar, och frågar innan den gör det.
expected-number = Ange ett heltal.
expected-in-range = Ange ett tal: { $range }.
expected-url = Ange en adress som https://example.com.
expected-address = Ange en adress och en port, till exempel 127.0.0.1:8787.
usage-more = `--help` förklarar kommandot.
