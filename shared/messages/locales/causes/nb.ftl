# Hva hver feilkode betyr, og hva man gjør. En årsak har ikke punktum; et tiltak er én eller to setninger.

settings-invalid = Innstillingene kan ikke brukes
settings-invalid-remedy = Rett innstillingene slik teksten sier, og last dem opp igjen.
secret-missing = En hemmelighet mangler eller kan ikke leses
secret-missing-remedy = Legg ActiveCampaigns adresse og nøkkel i hemmeligheten, eller kjør `ekobridge connect` for eAccounting.
salt-mismatch = Installasjonen har et annet salt enn registeret sitt
salt-mismatch-remedy = Installer på nytt med saltet fra stacken som laget registeret.
activecampaign-unauthorized = ActiveCampaign godtar ikke API-nøkkelen
activecampaign-unauthorized-remedy = Kopier adressen og nøkkelen fra ActiveCampaigns utviklerinnstillinger til hemmeligheten.
activecampaign-unreachable = ActiveCampaign svarer ikke
activecampaign-unreachable-remedy = Du trenger ikke gjøre noe: det prøves automatisk igjen. Hvis det vedvarer, se ActiveCampaigns statusside.
activecampaign-rate-limit = ActiveCampaign begrenser antallet kall
activecampaign-rate-limit-remedy = Du trenger ikke gjøre noe: det prøves automatisk igjen. Hvis det varer i dager, finn ut hva annet som bruker API-et.
activecampaign-server-error = ActiveCampaign har en feil
activecampaign-server-error-remedy = Du trenger ikke gjøre noe: det prøves automatisk igjen. Hvis det vedvarer, kontakt ActiveCampaigns kundestøtte.
activecampaign-rejected = ActiveCampaign avviste en verdi
activecampaign-rejected-remedy = Rett posten, innstillingene eller brukerens rettigheter slik teksten sier. Kjør så posten på nytt.
activecampaign-invalid-response = ActiveCampaigns svar følger ikke dokumentasjonen
activecampaign-invalid-response-remedy = Meld fra med teksten. Kjør posten på nytt etter en oppdatering.
eaccounting-reauthorize = eAccounting må kobles til på nytt
eaccounting-reauthorize-remedy = Kjør `ekobridge connect`, logg inn i eAccounting og godta alle rettigheter.
eaccounting-company-mismatch = Innloggingen gjelder et annet firma i eAccounting
eaccounting-company-mismatch-remedy = Kjør `ekobridge connect` og velg riktig firma.
eaccounting-unreachable = eAccounting svarer ikke
eaccounting-unreachable-remedy = Du trenger ikke gjøre noe: det prøves automatisk igjen. Hvis det vedvarer, se Vismas statusside.
eaccounting-rate-limit = eAccounting begrenser antallet kall
eaccounting-rate-limit-remedy = Du trenger ikke gjøre noe: det prøves automatisk igjen.
eaccounting-server-error = eAccounting har en feil
eaccounting-server-error-remedy = Du trenger ikke gjøre noe: det prøves automatisk igjen. Hvis det vedvarer, kontakt Vismas kundestøtte.
eaccounting-rejected = eAccounting avviste en verdi
eaccounting-rejected-remedy = Rett feltet i butikken, i ActiveCampaign eller i tilordningen. Kjør så posten på nytt.
eaccounting-rejected-currency-remedy = Legg til { $currency } blant firmaets valutaer i eAccounting, eller rett valutaen i butikken eller på avtalen. Kjør så posten på nytt.
eaccounting-rejected-number-taken-remedy = Hvis kunde { $number } er denne kunden: { $by ->
    [field] skriv { $number } i kontaktens felt som `customers.match_field` angir
    [organisation-number] skriv kjøperens organisasjonsnummer på den i eAccounting, eller e-postadressen for en kjøper uten nummer
   *[email] skriv kjøperens e-postadresse på den i eAccounting
}, eller sett `customers.match_by` til "customer-number". Hvis det er en annen kunde, rett regelen for `CustomerNumber` i `[mapping.customer]`. Kjør så posten på nytt.
eaccounting-invalid-response = eAccountings svar følger ikke dokumentasjonen
eaccounting-invalid-response-remedy = Hvis teksten nevner en innstilling i eAccounting, fyll den ut. Meld ellers fra, og kjør posten på nytt etter en oppdatering.
eaccounting-no-access = Firmaet, brukeren eller lisensen tillater det ikke
eaccounting-no-access-remedy = Endre det i eAccounting, eller koble til som en annen bruker med `ekobridge connect`. Kjør så posten på nytt.
period-locked = Regnskapsperioden er låst eller mangler
period-locked-remedy = Lås opp perioden i eAccounting, eller legg til regnskapsåret. Kjør så posten på nytt.
period-locked-unlock-remedy = Lås opp { $day } i eAccounting, under Innstillinger › Bokføring låst t.o.m. eller under Regnskapsår og inngående balanser. Kjør så posten på nytt, eller registrer ordren manuelt.
outcome-unknown = Det er uvisst om eAccounting opprettet dokumentet
outcome-unknown-remedy = Opprett ingenting manuelt: det søkes opp før noe opprettes. Hvis teksten sier at det ikke ble funnet, se i eAccounting og kjør posten på nytt.
source-missing = Posten finnes ikke lenger i ActiveCampaign
source-missing-remedy = Hvis det var meningen, trenger du ikke gjøre noe. Gjenopprett ellers posten og kjør den på nytt, eller registrer ordren manuelt.
customer-missing = Ordren har ingen kunde som kan brukes
customer-missing-remedy = Fyll ut kunden i ActiveCampaign, eller sett `orders.default_customer` for ordrer uten brukbar kunde. Kjør så posten på nytt.
customer-incomplete = Kunden mangler et felt som eAccounting krever
customer-incomplete-remedy = Fyll ut feltet i ActiveCampaign eller i butikken, eller angi en standardverdi. Kjør så posten på nytt.
customer-incomplete-field-remedy = Fyll ut { $field ->
    [city] stedet
    [postcode] postnummeret
   *[name] navnet
} i ActiveCampaign eller butikken og kjør posten på nytt, eller gi `{ $setting }` en tekst å bruke.
customer-incomplete-address-remedy = Fyll ut stedet og postnummeret i ActiveCampaign eller butikken og kjør posten på nytt, eller gi `customers.on_missing_city` og `customers.on_missing_postal_code` en tekst å bruke.
customer-incomplete-delivery-city-remedy = Fyll ut stedet i leveringsadressen i butikken og kjør posten på nytt, eller gi `customers.on_missing_city` en tekst å bruke.
customer-incomplete-delivery-postcode-remedy = Fyll ut postnummeret i leveringsadressen i butikken og kjør posten på nytt, eller gi `customers.on_missing_postal_code` en tekst å bruke.
customer-incomplete-delivery-both-remedy = Fyll ut stedet og postnummeret i leveringsadressen i butikken og kjør posten på nytt, eller gi `customers.on_missing_city` og `customers.on_missing_postal_code` en tekst å bruke.
customer-ambiguous = Flere kunder i eAccounting passer
customer-ambiguous-remedy = Deaktiver alle unntatt én av dem i eAccounting, eller sett `customers.on_multiple_matches = "newest-active"`. Kjør så posten på nytt.
customer-ambiguous-another-company-remedy = Hvis firmaet er det samme, rett nummeret eller navnet på kunde { $customer } eller kontakten; hvis det er et annet, gi kontakten en egen e-postadresse. Kjør så posten på nytt.
contact-ambiguous = En annen kontakt har kundens e-postadresse
contact-ambiguous-remedy = Slå sammen de to kontaktene i ActiveCampaign, eller rett adressen i eAccounting. Kjør så posten på nytt.
customer-inactive = Kunden er inaktiv i eAccounting
customer-inactive-remedy = Aktiver kunden i eAccounting. Kjør så posten på nytt.
customer-inactive-customers-remedy = Aktiver kunde { $customers } i eAccounting. Kjør så posten på nytt.
sku-unknown = Ingen artikkel i eAccounting har produktets varenummer (SKU)
sku-unknown-remedy = Opprett artikkelen i eAccounting, eller sett `articles.on_unknown_sku` til "create" eller "fallback". Kjør så posten på nytt.
sku-unknown-articles-remedy = Opprett artikkel { $articles } i eAccounting, eller sett `articles.on_unknown_sku` til "create" eller "fallback". Kjør så posten på nytt.
sku-unknown-gift-card-remedy = Opprett artikkel { $article } i eAccounting med en artikkelkontering på 0 % og kontoen for gjelden til kortenes innehavere; eller med artikkelkonteringen for varer, hvis gavekortene dine selges med mva. Kjør så posten på nytt.
sku-missing = En ordrelinje mangler varenummer (SKU)
sku-missing-remedy = Gi produktet et varenummer i butikken. Hvis linjen er et gebyr, legg navnet til i `fees.names` og en artikkel i `fees.articles`; for andre varer, sett `articles.on_unknown_sku = "fallback"` med en reserveartikkel. Kjør så posten på nytt.
sku-missing-gift-card-remedy = Gi gavekortet et varenummer (SKU) i butikken, og opprett en artikkel med det nummeret og en artikkelkontering på 0 % i eAccounting. Kjør så posten på nytt.
sku-missing-below-zero-remedy = Se i butikken hva linjen trekker fra. Hvis det er en rabatt, kall den det der ("Rabatt"); hvis det er et gavekorts betaling, legg navnet til i `vouchers.names` og angi `vouchers.article`; hvis varer kom tilbake, gi linjen deres varenummer. Et depositum er en betaling: registrer en slik ordre manuelt. Kjør så posten på nytt.
sku-missing-deal-remedy = Sett `orders.deals.article` til nummeret på en artikkel, eller oppgi avtalenes egendefinerte felt for det i `orders.deals.article_field` og fyll det ut. Kjør så posten på nytt.
article-inactive = Artikkelen er inaktiv i eAccounting
article-inactive-remedy = Aktiver artikkelen i eAccounting, eller bruk et annet varenummer i butikken. Kjør så posten på nytt.
article-inactive-article-remedy = Aktiver artikkel { $article } i eAccounting, eller bruk et annet varenummer i butikken. Kjør så posten på nytt.
article-not-configured = En artikkel for frakt, rabatter eller lignende er ikke angitt eller finnes ikke
article-not-configured-remedy = Opprett artikkelen i eAccounting, og angi nummeret i innstillingene. Kjør så posten på nytt.
article-not-configured-setting-remedy = Angi i `{ $setting }` nummeret på en artikkel med en artikkelkontering på { $rate }. Kjør så posten på nytt.
article-not-configured-missing-remedy = Opprett artikkel { $article } i eAccounting, eller rett `{ $setting }`. Kjør så posten på nytt.
article-not-configured-rate-remedy = Gi artikkel { $article } en artikkelkontering på { $rate } i eAccounting, eller angi en annen artikkel i `{ $setting }`. Kjør så posten på nytt.
article-not-configured-oss-remedy = Åpne artikkel { $article } i eAccounting og merk den for OSS. Kjør så posten på nytt.
account-missing = En artikkelkontering mangler en konto
account-missing-remedy = Fyll ut kontoen i eAccountings artikkelkonteringer. Kjør så posten på nytt.
account-missing-coding-remedy = Åpne Innstillinger › Artikkelkonteringer i eAccounting og angi kontoen som mangler i "{ $coding }", eller gi artikkel { $article } en annen artikkelkontering. Kjør så posten på nytt.
account-missing-gift-card-remedy = Gi artikkel { $article } en egen artikkelkontering i eAccounting, med konto { $account } også for salg til utlandet, og kjør posten på nytt; eller registrer ordren manuelt.
account-missing-country-remedy = Åpne Innstillinger › Artikkelkonteringer i eAccounting og angi konto { $account } for denne typen salg, eller rett `vat.countries.{ $country }.account`. Kjør så posten på nytt.
coding-missing = Ingen artikkelkontering har denne mva-satsen
coding-missing-remedy = Legg til artikkelkonteringen i eAccounting, eller velg en i innstillingene. Kjør så posten på nytt.
coding-missing-rate-remedy = Åpne Innstillinger › Artikkelkonteringer i eAccounting og legg til eller aktiver en med { $rate }. Kjør så posten på nytt.
coding-missing-several-remedy = Angi artikkelkonteringen på { $rate } for nye artikler i `articles.account_coding` i innstillingene. Kjør så posten på nytt.
coding-missing-oss-remedy = Legg til mva-satsen i { $country } i `vat.countries.{ $country }.oss_rates` i innstillingene, som { $rate } = satsen der i prosent. Kjør så posten på nytt.
coding-missing-of-article-remedy = Gi artikkel { $article } en annen artikkelkontering i eAccounting. Kjør så posten på nytt.
reference-not-found = Et navn i innstillingene finnes ikke i eAccounting
reference-not-found-remedy = Rett innstillingen, eller legg til navnet i eAccounting. Kjør så posten på nytt.
reference-not-found-setting-remedy = Rett `{ $setting }` i innstillingene, eller legg til navnet i eAccounting. Kjør så posten på nytt.
reference-not-found-default-customer-remedy = Opprett kunde { $customer } i eAccounting, eller rett `orders.default_customer` i innstillingene. Kjør så posten på nytt.
reference-not-found-terms-remedy = Åpne Innstillinger › Betalingsbetingelser i eAccounting og gjør en tilgjengelig for salg. Kjør så posten på nytt.
total-mismatch = Dokumentets sum ville avvike fra butikkens
total-mismatch-remedy = Sammenlign summene og linjene. Rett artikkelkonteringene, kunden eller ordren. Kjør så posten på nytt.
total-mismatch-charged-on-export-remedy = Hvis butikken har rett, sett `vat.countries.{ $country }.charge_vat = true` i innstillingene; hvis den tar feil, rett ordren i butikken. Kjør så posten på nytt.
total-mismatch-not-charged-on-export-remedy = Hvis butikken har rett, fjern `vat.countries.{ $country }.charge_vat` fra innstillingene, eller fjern merket for mva. på fakturaer utenfor EU på kunden i eAccounting. Hvis den tar feil, rett butikkens mva-innstillinger og ordren. Kjør så posten på nytt.
total-mismatch-charged-without-vat-remedy = Hvis butikken har rett, rett kundens land, mva-nummer eller mva-innstillinger; hvis den tar feil, rett ordren i butikken. Kjør så posten på nytt.
total-mismatch-charged-under-reverse-charge-remedy = Hvis butikken har rett, fjern merket for omvendt avgiftsplikt (bygg) på kunden i eAccounting; hvis den tar feil, rett ordren i butikken. Kjør så posten på nytt.
total-mismatch-not-charged-at-home-remedy = Se hvem av de to som har rett. Hvis varene er mva-frie, som et gavekort, gi artiklene en artikkelkontering med 0 % i eAccounting; hvis salget er byggetjenester med omvendt avgiftsplikt, merk kunden for det der og oppgi mva-nummeret. Rett ellers butikkens mva-innstillinger og ordren. Kjør så posten på nytt.
total-mismatch-vat-number-remedy = Se hvem av de to som har rett. Rett artikkelkonteringene eller kundens land i eAccounting, oppgi kjøperens mva-nummer i feltet som `customers.vat_number_field` angir, eller rett butikkens mva-innstillinger og ordren. Kjør så posten på nytt.
total-mismatch-other-rate-remedy = Se hvem av de to som har rett. Rett artikkelkonteringene eller kundens land i eAccounting, eller rett butikkens mva-innstillinger og ordren. Kjør så posten på nytt.
total-mismatch-shipping-without-vat-remedy = Frakten har samme mva. som varene den gjelder. Angi den avgiftsklassen for frakt i butikken, og registrer ordren manuelt, eller rett den i butikken og kjør den på nytt.
total-mismatch-parts-differ-remedy = Sammenlign ordrens linjer, frakt, rabatter og sum i butikken, og `prices.line_price`, `prices.vat` og `rounding.tolerance` i innstillingene. Kjør så posten på nytt.
total-mismatch-cents-remedy = Sett `rounding.tolerance` (0.02 er nok) og `rounding.article` i innstillingene, så forskjellen får en egen linje, og kjør posten på nytt; eller registrer ordren manuelt.
total-mismatch-stated-vat-remedy = Sammenlign mva-satsene på ordrens artikler i eAccounting med butikkens, og rett artikkelkonteringene. Kjør så posten på nytt.
total-mismatch-rounded-payment-remedy = Slå av øreavrunding i eAccountings firmainnstillinger, eller slå av `register_payment` for betalingsmåten. Kjør så posten på nytt.
total-mismatch-rate-changed-remedy = Sett `document = "invoice"` for betalingsmåten eller i `[orders]`, der fakturaene beholder ordrens dato, og kjør posten på nytt; eller registrer fakturaen manuelt.
total-mismatch-credit-by-hand-remedy = Krediter faktura { $number } manuelt i eAccounting, med mva. for dens egen dato.
total-mismatch-another-document-remedy = Hvis dokument { $number } er denne ordren, rett det i eAccounting; mer trengs ikke. Hvis det er et annet, endre referansen der og kjør posten på nytt.
total-mismatch-document-differs-remedy = Sammenlign dokument { $number } med butikkens ordre: kundens land, type og mva-nummer og artikkelkonteringene avgjør mva. Rett dem, { $undo ->
    [credit] krediter dokumentet
   *[delete] slett dokumentet
} i eAccounting og kjør posten på nytt.
total-mismatch-document-currency-remedy = Rett kundens valuta i eAccounting, { $undo ->
    [credit] krediter
   *[delete] slett
} dokument { $number } der og kjør posten på nytt.
price-ambiguous = Det er uklart hvordan butikkens priser er ment
price-ambiguous-remedy = Sett `prices.line_price` ("unit" eller "line") og `prices.vat` ("included" eller "excluded") etter hva butikken gjør. Kjør så posten på nytt.
price-ambiguous-none-remedy = Sammenlign ordrens linjer, frakt, rabatter og sum i butikken; en forskjell på øre kan tillates med `rounding.tolerance` i innstillingene. Kjør så posten på nytt.
price-ambiguous-cents-remedy = Rett hvordan butikkens kobling skriver beløp til ActiveCampaign, la den skrive ordren på nytt, og kjør posten på nytt. Hvis prisen stemmer, registrer ordren manuelt, eller rett artikkelens pris i eAccounting og kjør på nytt.
price-underdetermined = Butikkens avrundede priser passer summen på flere måter
price-underdetermined-remedy = Gi artiklene eller produktene prisene de selges for, og kjør posten på nytt, eller registrer ordren manuelt.
amount-not-listed = En del av summen står ikke på noen ordrelinje
amount-not-listed-remedy = Se på ordren i butikken. Sett `fees.unexplained_article` og `fees.unexplained_limit`, så slike beløp får en egen linje, og kjør posten på nytt; eller registrer ordren manuelt.
partial-refund = Ordren ser ut til å være delvis refundert
partial-refund-remedy = Se på ordren i butikken. Hvis den allerede er en faktura, krediter den refunderte delen på den. Hvis den aldri er sendt, registrer den manuelt slik den ble solgt, og krediter den refunderte delen.
partial-refund-credit-remedy = Se i butikken hva som ble refundert, og krediter { $amount }, inkludert mva., på faktura { $number } i eAccounting.
partial-refund-credit-part-remedy = Se i butikken hva som ble refundert, og krediter det på faktura { $number } i eAccounting.
partial-refund-take-off-remedy = Se i butikken hva som ble refundert, og trekk { $amount }, inkludert mva., fra dokument { $number } i eAccounting, eller krediter fakturaen hvis det har en nå.
partial-refund-take-off-part-remedy = Se i butikken hva som ble refundert, og trekk det fra dokument { $number } i eAccounting, eller krediter fakturaen hvis det har en nå.
partial-refund-again-remedy = Se i butikken om mer ble refundert, og krediter også det på dokument { $number }, eller trekk det fra. Hvis ikke mer ble refundert, trengs ingenting. Kjør deretter ordren på nytt.
value-invalid = En verdi passer ikke i eAccountings felt
value-invalid-remedy = Rett verdien i butikken, i ActiveCampaign eller med en tilordningsregel. Kjør så posten på nytt.
value-invalid-no-lines-remedy = Se på ordren i butikken; hvis den stemmer der, registrer den manuelt i eAccounting. Rett den ellers der og kjør posten på nytt.
value-invalid-vat-flag-remedy = { $change ->
    [set] Angi
   *[remove] Fjern
} { $flag ->
    [delivery] mva. etter leveringsadresse
    [number] et mva-nummer
    [outside] mva. på fakturaer utenfor EU
   *[northern] Nord-Irland
} på kunde { $customer } i eAccounting, eller la ordrer oppdatere kundene sine (`orders.update_customer`). Kjør så posten på nytt.
value-invalid-store-pickup-remedy = Gi ordren butikkens adresse som leveringsadresse i butikken og kjør posten på nytt, eller registrer den manuelt som innenlandsk salg.
value-invalid-currency-remedy = Endre valutaen på kunde { $customer } i eAccounting, eller la slike ordrer bli ordrer, som har sin egen valuta (`orders.document = "order"` eller `"order-invoiced"`). Kjør så posten på nytt.
value-invalid-vat-number-country-remedy = Rett mva-nummeret eller landet i ActiveCampaign eller butikken og kjør posten på nytt, eller utelat nummeret med `VatNumber = ""` i `[mapping.customer]` i innstillingene.
value-invalid-field-remedy = Rett { $field } i ActiveCampaign eller butikken, eller gi feltet en annen regel: `{ $field }` i `[mapping.{ $section }]` i innstillingene. Kjør så posten på nytt.
value-invalid-mapping-remedy = Rett `{ $field }` i `[mapping.{ $section }]` i innstillingene. Kjør så posten på nytt.
value-invalid-customer-field-remedy = Rett kundens { $field ->
    [invoice_country] fakturaland
    [delivery_country] leveringsland
   *[vat_number] mva-nummer
} og kjør posten på nytt.
value-invalid-territory-remedy = Sett kundens land til { $country } i eAccounting, eller la ordrer oppdatere kundene sine (`orders.update_customer`). Kjør så posten på nytt.
value-invalid-by-hand-remedy = Registrer ordren manuelt.
value-invalid-discount-remedy = Se i butikken hva rabatten gjelder, og registrer ordren manuelt.
value-invalid-negative-total-remedy = Hvis det er en refusjon, krediter den opprinnelige fakturaen i eAccounting.
value-invalid-order-in-shop-remedy = Rett ordren i butikken. Kjør så posten på nytt.
value-invalid-long-sku-remedy = Forkort varenummeret (SKU) på linje { $line } i butikken. Kjør så posten på nytt.
value-invalid-credit-by-hand-remedy = Krediter faktura { $number } manuelt i eAccounting.
value-invalid-credit-customer-remedy = Krediter faktura { $number } manuelt i eAccounting; eller gi kunde { $customer } den fakturaens land og leveringsadresse og kjør posten på nytt.
input-invalid = Det du skrev inn kan ikke brukes
input-invalid-remedy = Rett det slik teksten sier, og prøv igjen.
input-invalid-another-backfill-remedy = La den andre fortsette. Når ingen kjører lenger, fortsetter `ekobridge backfill --resume` med det som gjenstår.
mapping-failed = En tilordningsregel mislyktes for denne posten
mapping-failed-remedy = Rett regelen, eller fjern den så standarden gjelder. Kjør så posten på nytt.
mapping-failed-section-remedy = Rett regelen i `[mapping.{ $section }]`, eller fjern den så standarden gjelder. Kjør så posten på nytt.
connection-foreign = Nettbutikktilkoblingen i innstillingene hører til butikkens egen integrasjon
connection-foreign-remedy = Fjern `to_activecampaign.connection.id`, så Ekobridge bruker en egen tilkobling. Kjør så posten på nytt.
connection-missing = Nettbutikktilkoblingen i innstillingene finnes ikke
connection-missing-remedy = Rett eller fjern `to_activecampaign.connection.id`. Kjør så posten på nytt.
stock-plan-waiting = Den første lageroppdateringen venter på godkjenning fra deg
stock-plan-waiting-remedy = Hvis tallene stemmer, kjør `ekobridge replay stock:all`. Endre ellers innstillingene.
changed-after-creation = Ordren ble endret i butikken etter at dokumentet ble opprettet
changed-after-creation-remedy = Sammenlign begge. Rett dokumentet, eller krediter det hvis det er en faktura.
changed-after-creation-enter-remedy = Hvis ordren stemmer, registrer den manuelt i eAccounting, med referansen { $number }. Ekobridge lager ikke et dokument til av den.
cancelled-after-creation = Ordren ble kansellert eller refundert etter at dokumentet ble opprettet
cancelled-after-creation-remedy = Slett ordren i eAccounting, eller krediter fakturaen.
cancelled-after-creation-replaced-remedy = Krediter dokument { $number } i eAccounting, hvis det gjelder samme salg. Ekobridge lar det være som det er.
follow-up-failed = Dokumentet finnes, men et trinn etter det mislyktes
follow-up-failed-remedy = Rett årsaken og kjør posten på nytt: resten gjøres, og det opprettes ikke et dokument til.
too-many-rows = Ordren har flere linjer enn et dokument har plass til
too-many-rows-remedy = Registrer ordren manuelt, som flere dokumenter.
crashed = Behandlingen av posten stoppet uventet flere ganger
crashed-remedy = Meld fra med funksjonens logg. Kjør posten på nytt etter en oppdatering.
retries-exhausted = Alle forsøk er brukt opp
retries-exhausted-remedy = Rett årsaken til den siste feilen. Kjør så `ekobridge replay --dead-letters`, eller kjør posten på nytt.
webhook-unhealthy = ActiveCampaigns webhook mangler, er endret eller er taus
webhook-unhealthy-remedy = Sett opp webhooken på nytt. Etter en import, som ikke sender webhooker, trengs ingenting.
invalid-job = En melding i køen kan ikke leses
invalid-job-remedy = Kjør `ekobridge replay --dead-letters` for å liste den. Se på den i køen, slett den, og kjør posten på nytt.
storage-error = Ekobridges egen lagring har en feil
storage-error-remedy = Du trenger ikke gjøre noe: det prøves automatisk igjen. Hvis det vedvarer, se på tabeller, køer og hemmeligheter i AWS.
record-locked = Posten behandles akkurat nå
record-locked-remedy = Du trenger ikke gjøre noe: det prøves automatisk igjen.
from-newer-version = Posten ble parkert av en nyere versjon av Ekobridge
from-newer-version-remedy = Følg teksten, eller installer den nyere versjonen på nytt. `ekobridge replay` virker også.
paused = Stacken er satt på pause, og jobben har ventet i ti dager
paused-remedy = Kjør `ekobridge resume`. Da legges jobben i køen igjen.
