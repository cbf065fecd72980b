answer-yes = Ja
answer-no = Nei
answer-yes-or-no = Skriv { $yes } for ja eller { $no } for nei.
choose-one = ↑↓ flytter, Enter velger, skriv for å filtrere
choose-some = ↑↓ flytter, Mellomrom velger én, → alle, ← ingen, Enter når du er ferdig, skriv for å filtrere
nothing-queued = Ingenting ble satt i kø.
nothing-sent = Ingenting ble sendt.
nothing-stored = Ingenting ble lagret.
nothing-erased = Ingenting ble slettet.
nothing-pushed = Ingenting ble lastet opp.
no-terminal = Det er ingen terminal å bekrefte det i: legg til --yes.
records = { $count ->
    [one] 1 post
   *[other] { $count } poster
}
by = av { $who }
later = Det behandles når { $command } kjører igjen.
replay-which = Hvilke poster? Oppgi dem, for eksempel order:1:1001, eller velg dem med --parked, --cause CODE, --error CODE, --since WHEN eller --dead-letters.
hold-which = Hvilke poster? Oppgi dem, for eksempel order:1:1001, eller velg dem med --cause CODE.
replay-named-right = Se om posten er riktig oppgitt.
replay-ask = { $count ->
    [one] Kjøre 1 post på nytt?
   *[other] Kjøre { $count } poster på nytt?
}
replay-run-plan = Eller kjør denne planen: { $command }.
replay-queued = { $count ->
    [one] 1 post ble satt i kø som { $name }.
   *[other] { $count } poster ble satt i kø som { $name }.
}
replay-shows-progress = { $command } viser hvor langt den har kommet.
replay-cut-short = { $count ->
    [one] Kjøringen { $name } ble avbrutt etter at 1 post var satt i kø.
   *[other] Kjøringen { $name } ble avbrutt etter at { $count } poster var satt i kø.
}
replay-aborted = { $name } er avbrutt; { $queued } av { $count } ble satt i kø. Det som ikke er påbegynt, blir som det var. { $command } viser den.
replay-no-replays = Det har ikke vært noen ny kjøring.
replay-head = { $state }, { $queued } av { $count } i kø
replay-state-planned = planlagt
replay-state-queueing = settes i kø
replay-state-queued = i kø
replay-state-aborted = avbrutt
replay-planned = Planlagt: ingenting er satt i kø ennå. { $apply } gjennomfører den, { $abort } forkaster den.
replay-not-begun = { $count ->
    [one] 1 avbrutt før den begynte
   *[other] { $count } avbrutt før de begynte
}
replay-ended = { $ended } av { $count } er ferdige: { $outcomes }
replay-pending = ikke ferdige
replay-failed = Mislyktes i den
and-more = og { $count } til: { $command }
replay-nothing = Det er ingenting å kjøre på nytt i { $deployment }.
replay-plan = Kjøres på nytt i { $deployment }:
replay-not = Kjøres ikke på nytt:
replay-more = { $more ->
    [one] En ny kjøring tar { $most } poster; 1 til gjenstår. Kjør samme kommando igjen for den.
   *[other] En ny kjøring tar { $most } poster; { $more } til gjenstår. Kjør samme kommando igjen for dem.
}
replay-ignored = { $count ->
    [one] Utelatt: 1 post med årsaken { $cause }, som ble ignorert. Kjør den på nytt med navn eller med --cause { $cause }.
   *[other] Utelatt: { $count } poster med årsaken { $cause }, som ble ignorert. Kjør dem på nytt med navn eller med --cause { $cause }.
}
replay-without-job = { $record } er parkert uten jobb: kjør posten den hører til på nytt.
replay-unreadable = Meldingen { $id } i en kø for mislykkede meldinger er ingen jobb og blir der. Se på den i AWS, og slett den.
backfill-looking = ser etter hva som finnes
backfill-none-open = Det er ingen ettersending å fortsette: den siste er ferdig, eller ingen er startet.
backfill-add-apply = Legg til --apply for å sende dem.
backfill-ask = { $count ->
    [one] Sende 1 post?
   *[other] Sende { $count } poster?
}
backfill-waits-for-settings = Funksjonene bruker versjon { $version } av innstillingene fra { $from }. Postene venter til da.
backfill-queued = { $count ->
    [one] 1 post ble satt i kø.
   *[other] { $count } poster ble satt i kø.
}
backfill-stopped = { $count ->
    [one] Stoppet etter 1 feil.
   *[other] Stoppet etter { $count } feil.
} Når årsaken er borte, fortsett med { $resume }; det som mislyktes, sender { $replay }.
backfill-stuck = Stoppet: ingen jobb er blitt ferdig på ti minutter. Se om funksjonene er satt på pause eller et system er nede; fortsett så med { $resume }.
backfill-since = Oppgi den første dagen med --since.
backfill-nothing = Det er ingenting å sende i { $deployment }.
backfill-plan = Sendes i { $deployment }:
backfill-orders = { $count ->
    [one] ordre
   *[other] ordrer
}
backfill-deals = { $count ->
    [one] avtale
   *[other] avtaler
}
backfill-contacts = { $count ->
    [one] kontakt
   *[other] kontakter
}
backfill-documents = { $count ->
    [one] dokument
   *[other] dokumenter
}
backfill-span = fra { $first } til { $last }
backfill-costs = omtrent { $calls ->
    [one] 1 kall
   *[other] { $calls } kall
} til systemene, som tar { $minutes ->
    [one] høyst ett minutt
   *[other] omtrent { $minutes } minutter
} hvis ikke noe annet pågår
backfill-left-out = Utelatt:
backfill-ended = { $sent } av { $total } sendt, hvorav { $nothing } ikke hadde noe å gjøre, { $failures ->
    [one] 1 feil
   *[other] { $failures } feil
}.
backfill-says-what = { $command } sier hva du bør gjøre med hver av dem.
hold-one-deployment = Stopp poster i én installasjon om gangen: oppgi en med --stack eller --data.
hold-left-out = Utelatt: { $problem }
hold-parked-with = Parkert med { $code }:
hold-ask = { $count ->
    [one] Stoppe 1 post?
   *[other] Stoppe { $count } poster?
}
hold-if-it-arrives = Den stoppes hvis den noen gang kommer.
hold-never-seen = Ingenting med navnet { $record } er sett hittil: kontroller at navnet stemmer.
hold-already-sent = Den er allerede { $document } i eAccounting: bare senere endringer stoppes.
hold-done = { $record } er nå stoppet.
hold-already = { $record } er allerede stoppet av den grunnen.
hold-failed = { $record } er ikke stoppet. { $problem }
release-done = { $record } er frigitt og satt i kø.
release-missing = { $record } er frigitt og ikke satt i kø. { $missing }
release-not-held = { $record } er ikke stoppet. { $list } viser hva som er det, { $why } hvor den er.
release-failed = { $record } kunne ikke frigis og settes i kø. { $problem }
some-failed = { $failed } av { $count } mislyktes.
erase-ask = Slette denne personen fra aktivitetsloggen til { $deployment }? Det kan ikke angres.
erase-no-entries = Aktivitetsloggen har ingen linje om denne personen.
erase-entries = { $count ->
    [one] 1 linje i aktivitetsloggen ble slettet.
   *[other] { $count } linjer i aktivitetsloggen ble slettet.
}
erase-no-digests = Registeret hadde ingen kontrollsummer av personens felt.
erase-digests = { $count ->
    [one] Kontrollsummen av 1 felt ble slettet fra registeret.
   *[other] Kontrollsummene av { $count } felt ble slettet fra registeret.
}
erase-links-stay = Lenker mellom poster blir, uten personopplysninger. I ActiveCampaign og eAccounting ble ingenting endret: slett personen der først, ellers skriver neste hendelse en ny linje.
erase-name-a-person = Oppgi en person: med en e-postadresse, eller med kontakten i ActiveCampaign, for eksempel contact:3.
erase-no-contact = ActiveCampaign har ingen kontakt { $id } med en e-postadresse. Oppgi personen med adressen.
audit-nothing = Ingen har gjort noe som noteres.
export-too-many = { $deployment } har flere enn { $most } slike forsøk. Eksporter en kortere tid med --since og --until.
export-written = { $count ->
    [one] 1 forsøk er i { $file }.
   *[other] { $count } forsøk er i { $file }.
}
file-exists = { $file } finnes allerede; velg et annet navn
file-exists-force = { $file } finnes; velg et annet navn, eller overskriv den med --force
tail-follows = Følger aktivitetsloggen. Avslutt med Ctrl+C.
settings-shipped = Ingenting er lastet opp: de medfølgende innstillingene gjelder.
settings-nothing-to-compare = Ingenting er lastet opp: de medfølgende innstillingene gjelder, og det er ingenting å sammenligne.
settings-none-before = Det er ingen versjon før den som gjelder. `ekobridge settings push FILE` lar en annen gjelde.
settings-ask = La disse innstillingene gjelde?
settings-pushed = Lastet opp som versjon { $version }. Funksjoner som kjører, har den innen ett minutt.
settings-from-wrong = Innstillingene som gjelder, kan ikke leses av denne versjonen; dette sammenlignes med standardverdiene.
settings-changes-nothing = Den endrer ingenting av det { $deployment } gjør.
settings-changes = Den endrer i { $deployment }:
settings-to-default = { $count ->
    [one] 1 nøkkel som var satt, går tilbake til standardverdien: { $keys }.
   *[other] { $count } nøkler som var satt, går tilbake til standardverdien: { $keys }.
}
settings-keys-and-more = { $keys } og { $more } til
settings-version = versjon { $version }
settings-shipped-name = de medfølgende innstillingene
settings-none-between = Mellom { $from } og { $to } ble ingen innstilling endret.
settings-between = Fra { $from } til { $to }:
settings-field-missing = Advarsel: `{ $key }` angir det egendefinerte feltet { $tag }, som ActiveCampaign ikke har. Opprett det før disse innstillingene begynner å gjelde, eller rett innstillingen.
settings-field-elsewhere = Advarsel: `{ $key }` angir et egendefinert felt { $tag } for { $wanted }; i ActiveCampaign finnes det bare for { $found }. En regel leser en kontakts felt som `customer.field.TAG`, firmaets som `customer.accountField.TAG` og en avtales som `order.field.TAG`.
settings-field-owner = { $owner ->
    [contact] kontakter
    [account] firmaer
   *[other] avtaler
}
settings-fields-unknown = ActiveCampaign kunne ikke spørres om de egendefinerte feltene i innstillingene finnes: { $why }
settings-not-set = (ikke satt)
notices-failed = { $failed } av { $count } tok ikke imot varselet. docs/NOTICES.md sier hvordan hver av dem settes opp.
notices-no-mail-here = e-post: sendes ikke fra denne maskinen; `ekobridge dev` skriver varsler i terminalen sin
notices-mail = e-post: sendt til emnet for varsler, der de bekreftede abonnentene får den
notices-delivered = { $channel }: levert
notices-no-other = Ingen annen kanal er satt opp: docs/NOTICES.md viser hvordan.
console-is-at = Konsollen til { $deployment } er på
console-end = Adressen slipper inn én nettleser, én gang. Avslutt med Ctrl+C.
deployment-stack = stacken { $name }
deployment-folder = mappen { $folder }
deployment-running = { $command } som kjører i { $folder }
no-record = "{ $text }" er ingen post. Oppgi den som i meldinger (order:1:1001, deal:7, contact:3, account:2, quote:ID), med type og nummer (order 1001, invoice 1042, sales-order 1042, quote 1042, customer 1001, article LAMP), med bare nummeret på en ordre eller et dokument (1001), med e-postadressen til en kontakt (anna@example.com), eller med for- og etternavn ("Anna Svensson").
connect-confirm = Firmaet må bekreftes. Kjør dette i en terminal, eller legg til --yes.
connect-other-company = Dette er ikke firmaet som ble koblet til før: det var { $name } ({ $id }). Ingenting ble lagret.
connect-other-company-do = Logg inn igjen og velg det firmaet, eller legg til --other-company for å bytte: eksisterende poster blir i det tidligere firmaet, og Ekobridge begynner fra begynnelsen i dette.
connect-stored = Koblet til. Samtykket er lagret i { $place }.
connect-client-needed = Klient-ID og klienthemmelighet for eAccounting trengs. Sett EACCOUNTING_CLIENT_ID og EACCOUNTING_CLIENT_SECRET i miljøet eller i .env; API-supporten til eAccounting gir dem ut.
connect-client-from = Klient-ID og klienthemmelighet får du av API-supporten til eAccounting.
connect-client-id = Klient-ID:
connect-client-secret = Klienthemmelighet:
connect-company = Innloggingen gjelder dette firmaet:
company-name = Firma
company-number = Organisasjonsnummer
company-country = Land, valuta
company-vat-number = Mva-nummer
company-oss = Selger under OSS
company-modules = Moduler
company-years = Åpne regnskapsår
company-identity = Identitet
company-none = (ingen)
company-yes = ja
company-no = nei
company-years-unread = (kan ikke leses)
company-year = { $first } til { $last }
connect-ask = Koble Ekobridge til dette firmaet?
login-in-use = { $address } er i bruk av et annet program, så koden må limes inn.
login-open = Åpne denne siden i en nettleser, og logg inn i eAccounting:
login-no-browser = Ingen nettleser kan åpnes her. Åpne denne siden i en, og logg inn i eAccounting:
login-opens = Innloggingen til eAccounting åpnes i nettleseren din. Hvis den ikke gjør det, åpne denne siden:
login-waits = Venter på svaret på { $address } …
login-no-answer = Det kom ikke noe svar innen ti minutter. Hvis siden sa at klienten eller omdirigeringsadressen er ukjent, kontroller klient-ID og at { $address } er registrert for den (oppgi ellers den registrerte med --redirect-uri). Kjør så `ekobridge connect` igjen.
login-paste = Etter innloggingen sendes nettleseren til en adresse som kan vise en feil. Det er som det skal være: kopier hele adressen.
login-address-or-code = Adresse eller kode:
login-answered = eAccounting har svart
login-answered-what = Gå tilbake til terminalen: den viser hvilket firma det er.
login-other = Hører ikke til denne innloggingen
login-other-what = Denne siden hører til en annen innlogging, og ingenting ble gjort. Lukk den, og bruk siden som terminalen oppgir.
login-failed = Ikke koblet til
login-failed-what = Gå tilbake til terminalen: den sier hvorfor og hva du bør gjøre.
place-secret = hemmeligheten { $secret }
place-sandbox-next = Sandkassen brukes med det av { $command }.
place-folder-next = { $command } bruker det fra nå av; en som kjører, tar det over ved neste sjekk.
place-without-data = { $command } uten --data
place-stack-next = Stacken bruker det fra nå av. Ventende jobber fortsetter automatisk.
place-waits = En annen prosess bruker samtykket fra eAccounting. Venter til den er ferdig, høyst 95 sekunder …
preview-title = { $record } · forhåndsvisning, ingenting skrives
preview-known = Registeret har den som { $state } siden { $since }
preview-as-if-sent = Det som følger, er som om den var ny og innstillingene tok den med; slutten sier hva som ville skjedd.
preview-created = { $document }: opprettes
preview-updated = { $document }: oppdateres
preview-left = { $document }: blir som det er
preview-unknown = { $document }: så langt det kan sies
preview-found-by = (funnet: { $how })
preview-rule = Regel
preview-in-activecampaign = { $document } i ActiveCampaign
preview-unused = Også i posten, og ikke i noe felt over
preview-rows-with-vat = Linjer: priser og beløp i { $currency } inklusive mva.
preview-rows-without-vat = Linjer: priser og beløp i { $currency } eksklusive mva.
preview-column-of = Av
preview-column-article = Artikkel
preview-column-text = Beskrivelse
preview-column-quantity = Antall
preview-column-price = Pris
preview-column-discount = Rabatt
preview-column-amount = Beløp
preview-column-account = Konto
preview-column-coding = Kontering
preview-article-name = (artikkelens navn)
preview-totals = Summer i { $currency }
preview-shop = Butikken
preview-without-vat = Eksklusive mva.
preview-vat-of = Mva. { $rate } % på { $net }
preview-with-vat = Inklusive mva.
preview-same = ✓ likt
preview-not-same = ikke likt
preview-to-be-paid = Å betale
preview-rounds = eAccounting avrunder til hele kroner eller tilsvarende
preview-lines = Linjer slik butikken har dem; fakturalinjer og mva. kan ikke sies ennå
preview-column-name = Navn
preview-column-article-there = Artikkel i eAccounting
preview-article-new = { $number } ville blitt opprettet, { $rate } %
preview-article-none = ingen
preview-article-not-looked-up = ikke slått opp
preview-article-rule = Artikkel { $article }: { $rule }.
preview-row-article-rule = Artikkel på linje { $row }: { $rule }.
preview-field-rule = { $field } på linjer: { $rule } ({ $place })
preview-calls = Hva som ville blitt kalt
preview-calls-if-sent = Hva som ville blitt kalt hvis den ble sendt
preview-was-empty = var tomt
preview-was = var { $value }
preview-also = Dessuten: { $problem }
preview-saved = { $file } har den med oppdiktede personer. ID-er, ordrenumre, beløp, datoer og artikler er virkelige. Les den før du sender den.
preview-nothing = Hendelsen ber ikke om noe som Ekobridge gjør.
dev-runs = Ekobridge kjører på denne maskinen.
dev-console = Konsoll
dev-sandbox = Begge systemenes sandkasse
dev-webhooks = Webhooker går til
dev-demo-stopped = Demoen stoppet, og resten av den spilles ikke av: { $why }.
dev-demo-stopped-do = Jobbene over sier hva det ble av postene. { $command } viser hva som krever handling.
dev-done = { $count } ferdige
dev-skipped = { $count } hoppet over
dev-parked = { $count } parkert
dev-waiting = { $count } venter på neste forsøk
dev-working = arbeider
dev-jobs = Avsluttede jobber
dev-next-attempt = Neste forsøk om { $seconds } s.
dev-alert = VARSEL
dev-recovered = GJENOPPRETTET
dev-notice = MELDING
dev-own-settings = Ingen kontoer er oppgitt i .env: begge systemene er sandkassen, og demoen spilles ikke av med dine egne innstillinger.
dev-played = Demoen er spilt av i denne mappen før; det den etterlot, er der.
dev-jobs-resume = Ventende jobber fortsetter når dette startes igjen i samme mappe.
dev-jobs-lost = Ventende jobber går nå tapt; med --data ville de fortsatt ved neste start.
dev-stopped = Stoppet. Startet igjen fortsetter den der den var.
dev-stopped-lost = Stoppet, og det den hadde, er borte. Med --data ville den fortsatt ved neste start.
dev-look = Se hva som kom fram: { $address }
dev-keeps-running = Ekobridge fortsetter å kjøre. Stopp med Ctrl+C.
dev-other-here = Kommandoer i andre terminaler finner den andre { $command } som ble startet i denne mappen, ikke denne.
dev-another-runs = En annen { $command } kjører i denne mappen: kommandoer finner denne med --data { $folder }.
dev-new-grant = Det nye samtykket for eAccounting er i bruk.
demo-schedule = Tidsplanen kjører for første gang
demo-signs-up = 1. Anna melder seg på butikkens nyhetsbrev
demo-moves = 2. Anna flytter til Göteborg
demo-orders = 3. Björkskog Bygg AB bestiller to lamper og kaffe i WooCommerce-butikken, med en rabattkode
demo-three-times = 4. Samme webhook kommer tre ganger
demo-once = { $webhooks } webhooker og én gjennomgang oppga samme ordre; eAccounting hadde { $before ->
    [one] 1 ordre
   *[other] { $before } ordrer
} før og har { $now } nå.
demo-quote = 5. En kunde aksepterer et tilbud i eAccounting
demo-telephone = 6. Björkskog Bygg AB bestiller en lampe til per telefon, og eAccounting har ordren
demo-shipped = 7. Ordren leveres og faktureres, og fakturaen betales
demo-last-vase = 8. Den siste vasen selges over disk
demo-bookkeeper = 9. En regnskapsfører registrerer en kunde i eAccounting
demo-eaccounting = Hva eAccounting inneholder nå
demo-activecampaign = Hva ActiveCampaign nå inneholder fra eAccounting
demo-customer = Kunde
demo-contact = Kontakt
demo-name = Navn
demo-email = E-post
demo-postcode = Postnr
demo-city = Sted
demo-order = Ordre { $number } til { $customer }, referanse { $reference }
demo-without-vat = Eksklusive mva. { $amount } { $currency }, mva. { $vat }
demo-rounding = , avrunding { $amount }
demo-to-be-paid = , å betale { $amount }
demo-shop-order = Ordre { $number } fra { $email }: { $amount } { $currency }, { $status } ({ $shop })
demo-product = Produkt { $sku }, { $name }: { $stock }
several-records = "{ $text }" oppgir flere poster. Oppgi én.
no-such = { $vendor } har ingen post { $record }.
preview-convention = Butikkens priskonvensjon er { $convention }.
no-deployment = Fant ingen installasjon. Oppgi en stack med --stack NAME, start `ekobridge dev` her i en annen terminal, eller oppgi mappen til en med --data DIR.
no-state-in = { $folder } inneholder ingen tilstand fra `ekobridge dev`. Oppgi mappen den ble startet med, eller en stack med --stack.
several-run = { $count } `ekobridge dev` kjører i denne mappen, med data i { $folders }. Oppgi én: --data { $first }, eller --data { $last }.
one-deployment = Denne kommandoen gjelder én installasjon, og --stack { $named } oppgir flere. Oppgi én.
not-built = Dette bygget utelater { $what }: bruk det utgitte verktøyet, eller `cargo install --locked --path cli --features setup`.
not-built-stacks = stacker i AWS
file-missing = Det finnes ingen fil { $file }. Kontroller at navnet er riktig.
file-unreadable = { $file } kan ikke leses: { $why }.
file-unwritable = { $file } kan ikke skrives: { $why }.
file-no-folder = mappen finnes ikke
file-forbidden = brukeren din har ikke lov
file-is-folder = det er en mappe
file-no-text = det er ingen tekst i UTF-8
window-reversed = until er før since: det er ingenting imellom. Bytt om tidene.
parked-settled = { $record } er ikke parkert lenger. Den blir det igjen, hvis den endres en gang til.
cause-open = { $code } er åpen.
cause-acknowledged = { $code } er kvittert, til en annen post blir parkert med den.
cause-ignored = { $code } blir ignorert, til en annen post blir parkert med den.
cause-resolved = { $code } er løst, til en annen post blir parkert med den.
no-code = det finnes ingen kode { $text }; `ekobridge parked` viser koden for hver årsak som noe er parkert for
no-code-but-trigger = { $text } er ingen feilkode, men det som utløser et forsøk: { $option } i activity, tail og export
activity-no-entry = Ingen forsøk for { $record } har ID { $id } blant de siste { $count }. Loggen glemmer etter noen dager; --limit ser lenger tilbake.
preview-no-file = Det finnes ingen fil { $file }. Oppgi en som finnes, eller en post, for eksempel order 1001.
preview-connection = --connection er for ordrer som oppgis med bare butikkens ID, for eksempel order 1001.
preview-too-large = { $file } er større enn noen hendelse.
preview-no-event = { $file } er ingen hendelse som oppgir en post
event-no-job = Melding { $number } i bunken inneholder ingen jobb.
event-no-base64 = Innholdet er ikke base64.
event-neither = Det er verken en bunke fra en kø, en webhook eller en jobb. (Tidsplanens hendelse oppgir ingen post: det den ville funnet, finner gjennomgangen.)
event-no-webhook = Det er ingen webhook: { $why }.
event-asks-nothing = Webhooken "{ $kind }" ber ikke om noe.
event-asks-nothing-since = Webhooken "{ $kind }" ber ikke om noe: { $why }.
preview-not-anonymous = Ingenting ble skrevet: ikke alle navn og adresser i posten kunne erstattes. Utelat --save, og kopier det du trenger, manuelt.
env-line = Linje { $line } i .env er ikke NAME=value. Rett den.
env-control = { $name } inneholder et linjeskift eller et annet kontrolltegn.
env-not-url = { $name } er ingen URL. Rett den, eller utelat den.
console-port = Port { $port } på denne maskinen kan ikke brukes: et annet program kan ha den. Oppgi en annen med --port, eller utelat den.
login-nothing-pasted = Ingenting ble limt inn. Kjør `ekobridge connect` igjen.
login-neither = Dette er verken en adresse eller en kode. Kjør `ekobridge connect` igjen.
login-of-another = Svaret hører ikke til denne innloggingen: `state` er en annen. Det kan komme fra en eldre side, eller fra noen som vil koble deg til firmaet sitt. Ingenting ble lagret. Lukk slike sider, og kjør `ekobridge connect` igjen.
login-denied = Tilgang ble nektet på samtykkesiden til eAccounting. Ingenting ble lagret. Kjør `ekobridge connect` igjen for å tillate den.
login-scopes = eAccounting gir ikke klienten din det Ekobridge trenger (invalid_scope). Be API-supporten til eAccounting om tilgangene: { $scopes }.
login-failed-with = Innloggingen i eAccounting mislyktes ({ $error }). Ingenting ble lagret. Kontroller klient-ID og omdirigeringsadresse, og kjør `ekobridge connect` igjen.
login-no-code = Svaret inneholder ingen kode. Ingenting ble lagret. Kjør `ekobridge connect` igjen.
login-no-refresh-token = eAccounting ga ingen fornyelsestoken, og uten den ville tilkoblingen tatt slutt etter en time. Be API-supporten til eAccounting om å tillate tilgangen offline_access for klienten din.
sandbox-silent = Ingen sandkasse svarer på { $address }. Start `ekobridge dev` i en annen terminal, eller oppgi adressen med --sandbox URL.
secret-missing = Det er ingen hemmelighet { $secret } i denne kontoen og regionen: installer stacken på nytt, så blir den laget.
secret-unreadable = Hemmeligheten { $secret } kan ikke leses: { $why }. Kontroller AWS-opplysningene dine og AWS_REGION.
secret-unwritable = Hemmeligheten { $secret } kan ikke skrives: { $why }. Kontroller AWS-opplysningene dine og AWS_REGION.
secret-not-json = Hemmeligheten { $secret } inneholder ingen JSON. Rett den i AWS Secrets Manager, og kjør så dette igjen.
dev-stalled = Det er fortsatt arbeid, og ingenting er blitt ferdig på tre minutter. Se i loggen hva det venter på.
dev-notices-json = EKOBRIDGE_NOTICES er ingen JSON. docs/NOTICES.md viser hva den inneholder.
broken-off = Avbrutt.
settings-unreadable = Denne versjonen av verktøyet kan ikke lese innstillingene i { $file }, og ingenting ble endret. Hva som er feil, linje for linje:
settings-from-unreadable = Denne versjonen kan ikke lese { $from }; den sammenlignes som standardverdiene.
replay-see-parked = { $command } viser hva som venter på deg.
replay-see-activity = { $command } viser forsøkene som loggen fortsatt har.
replay-unmet = { $count ->
    [one] 1 post som du oppga, kjøres ikke på nytt: { $records }. Over står hvorfor, og hva du bør gjøre.
   *[other] { $count } poster som du oppga, kjøres ikke på nytt: { $records }. Over står hvorfor, og hva du bør gjøre.
}
replay-ask-letters = { $count ->
    [one] Slette 1 mislykket melding, der posten er ferdig?
   *[other] Slette { $count } mislykkede meldinger, der postene er ferdige?
}
replay-letters-deleted = { $count ->
    [one] 1 mislykket melding ble slettet.
   *[other] { $count } mislykkede meldinger ble slettet.
}
backfill-left-open = En tidligere ettersending ble ikke ferdig: { $ended } av { $total } er avsluttet. Denne tar dens plass; { $resume } fortsetter den i stedet.
erase-unfinished = Ennå ikke ferdige, og av denne personen: { $records }. Neste forsøk skriver i aktivitetsloggen på nytt: slett igjen etter det.
replay-again = --again sammenligner den med butikken en gang til.
window-empty = since og until er samme tid: det er ingenting imellom. En dato er begynnelsen av dagen, så until oppgir dagen etter den siste.
refused-folder-in-use = En annen `ekobridge` arbeider i { $folder }. Avslutt den, eller oppgi en annen mappe med --data.
refused-other-accounts = { $folder } inneholder det som ble gjort med { $before }, og nå ville det være { $now }. Oppgi en annen mappe med --data: det som ble gjort med én konto, må ikke regnes som gjort med en annen.
refused-vendors-incomplete = Noen av opplysningene for systemene er oppgitt, men ikke { $names }. Sett dem i miljøet eller i .env (`ekobridge connect` henter fornyelsestokenet), eller fjern de andre for å bruke sandkassen.
refused-address-in-use = { $address } er i bruk: et annet program lytter der, kanskje en annen `ekobridge dev`. Avslutt det, eller velg en annen port med --listen, for eksempel --listen 127.0.0.1:0 for en vilkårlig ledig.
refused-address-unusable = Det går ikke an å lytte på { $address }: { $why }. Velg en annen adresse med --listen.
refused-no-grant = Det er ikke noe samtykke fra eAccounting. Kjør `ekobridge connect`.
refused-other-company = Det nye samtykket fra eAccounting gjelder firmaet { $now }, og det som ble gjort her, ble gjort i { $before }. Koble til samme firma, eller kjør `ekobridge connect --other-company`, eller oppgi en annen mappe med --data.
refused-other-version = { $file } ble skrevet av en annen versjon av Ekobridge. Avslutt den `ekobridge dev` som kjører, og start den igjen.
usage-unknown-argument = Det finnes ikke noe flagg eller argument { $argument } her.
usage-unknown-command = Det finnes ingen kommando { $command }.
usage-no-value = { $argument } trenger en verdi.
usage-wrong-value = { $value } kan ikke brukes for { $argument }.
usage-missing = Dette mangler: { $arguments }
usage-conflict = { $argument } kan ikke oppgis sammen med { $other }.
usage-number-of-values = { $argument } har for mange eller for få verdier.
usage-values = Det som kan oppgis: { $values }
usage-suggested = Mente du { $other }?
usage-is = Bruk: { $usage }
help-commands = Kommandoer
help-command = Kommando
help-arguments = Argumenter
help-options = Flagg
help-examples = Eksempler
help-default = standard: { $value }
expected-when = Oppgi hvor lenge siden (90m, 12h, 3d), et klokkeslett i dag som 08:30, en dato som 2026-11-23, eller begge: 2026-11-23T08:30, i tidssonen din om ingen er oppgitt.
expected-parameter = Oppgi NAME=VALUE, for eksempel ScheduleMinutes=15.
expected-tag = Oppgi KEY=VALUE, for eksempel cost-center=1234; nøkkelen kan ikke begynne med aws:
expected-version = Det er ingen versjon. `ekobridge settings history` lister versjonene; `ekobridge settings push FILE` viser hva en fil endrer, og spør før den gjør det.
expected-number = Oppgi et heltall.
expected-in-range = Oppgi et tall: { $range }.
expected-url = Oppgi en adresse som https://example.com.
expected-address = Oppgi en adresse og en port, for eksempel 127.0.0.1:8787.
usage-more = `--help` forklarer kommandoen.
