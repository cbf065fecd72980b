# Wat elke foutcode betekent en wat je doet. Een oorzaak heeft geen punt; een oplossing is één of twee zinnen.

settings-invalid = De instellingen zijn niet bruikbaar
settings-invalid-remedy = Corrigeer de instellingen zoals de tekst zegt en upload ze opnieuw.
secret-missing = Een geheim ontbreekt of is niet leesbaar
secret-missing-remedy = Zet het adres en de sleutel van ActiveCampaign in het geheim, of voer `ekobridge connect` uit voor eAccounting.
salt-mismatch = De installatie heeft een ander salt dan haar register
salt-mismatch-remedy = Installeer opnieuw met het salt van de stack die het register heeft gemaakt.
activecampaign-unauthorized = ActiveCampaign accepteert de API-sleutel niet
activecampaign-unauthorized-remedy = Kopieer het adres en de sleutel uit de ontwikkelaarsinstellingen van ActiveCampaign naar het geheim.
activecampaign-unreachable = ActiveCampaign antwoordt niet
activecampaign-unreachable-remedy = Je hoeft niets te doen: het wordt vanzelf opnieuw geprobeerd. Blijft het zo, kijk dan op de statuspagina van ActiveCampaign.
activecampaign-rate-limit = ActiveCampaign beperkt het aantal aanroepen
activecampaign-rate-limit-remedy = Je hoeft niets te doen: het wordt vanzelf opnieuw geprobeerd. Duurt het dagen, zoek dan uit wat de API nog meer gebruikt.
activecampaign-server-error = ActiveCampaign heeft een storing
activecampaign-server-error-remedy = Je hoeft niets te doen: het wordt vanzelf opnieuw geprobeerd. Blijft het zo, neem dan contact op met ActiveCampaign.
activecampaign-rejected = ActiveCampaign weigerde een waarde
activecampaign-rejected-remedy = Corrigeer het record, de instellingen of de rechten van de gebruiker zoals de tekst zegt. Verwerk het daarna opnieuw.
activecampaign-invalid-response = Het antwoord van ActiveCampaign wijkt af van de documentatie
activecampaign-invalid-response-remedy = Meld het met de tekst. Verwerk het record na een update opnieuw.
eaccounting-reauthorize = eAccounting moet opnieuw worden verbonden
eaccounting-reauthorize-remedy = Voer `ekobridge connect` uit, meld je aan bij eAccounting en accepteer alle rechten.
eaccounting-company-mismatch = De aanmelding is voor een ander bedrijf in eAccounting
eaccounting-company-mismatch-remedy = Voer `ekobridge connect` uit en kies het juiste bedrijf.
eaccounting-unreachable = eAccounting antwoordt niet
eaccounting-unreachable-remedy = Je hoeft niets te doen: het wordt vanzelf opnieuw geprobeerd. Blijft het zo, kijk dan op de statuspagina van Visma.
eaccounting-rate-limit = eAccounting beperkt het aantal aanroepen
eaccounting-rate-limit-remedy = Je hoeft niets te doen: het wordt vanzelf opnieuw geprobeerd.
eaccounting-server-error = eAccounting heeft een storing
eaccounting-server-error-remedy = Je hoeft niets te doen: het wordt vanzelf opnieuw geprobeerd. Blijft het zo, neem dan contact op met Visma.
eaccounting-rejected = eAccounting weigerde een waarde
eaccounting-rejected-remedy = Corrigeer het veld in de winkel, in ActiveCampaign of in de mapping. Verwerk het record daarna opnieuw.
eaccounting-rejected-currency-remedy = Voeg { $currency } toe aan de valuta's van je bedrijf in eAccounting, of corrigeer de valuta in de winkel of op de deal. Verwerk het record daarna opnieuw.
eaccounting-rejected-number-taken-remedy = Als klant { $number } deze klant is: { $by ->
    [field] vul { $number } in in het veld van het contact dat `customers.match_field` noemt
    [organisation-number] vul het KvK-nummer van de koper bij die klant in eAccounting in, of het e-mailadres bij een koper zonder nummer
   *[email] vul het e-mailadres van de koper bij die klant in eAccounting in
}, of zet `customers.match_by` op "customer-number". Is het een andere klant, corrigeer dan de regel voor `CustomerNumber` in `[mapping.customer]`. Verwerk het record daarna opnieuw.
eaccounting-invalid-response = Het antwoord van eAccounting wijkt af van de documentatie
eaccounting-invalid-response-remedy = Noemt de tekst een instelling in eAccounting, vul die dan in. Meld het anders en verwerk het record na een update opnieuw.
eaccounting-no-access = Het bedrijf, de gebruiker of de licentie staat het niet toe
eaccounting-no-access-remedy = Wijzig het in eAccounting, of verbind als een andere gebruiker met `ekobridge connect`. Verwerk het record daarna opnieuw.
period-locked = De boekingsperiode is vergrendeld of ontbreekt
period-locked-remedy = Ontgrendel de periode in eAccounting of voeg het boekjaar toe. Verwerk het record daarna opnieuw.
period-locked-unlock-remedy = Ontgrendel { $day } in eAccounting, onder Instellingen › Boekhouding vergrendeld tot of onder Boekjaren en beginbalansen. Verwerk het record daarna opnieuw, of voer de order handmatig in.
outcome-unknown = Het is onzeker of eAccounting het document heeft gemaakt
outcome-unknown-remedy = Maak niets handmatig aan: het document wordt opgezocht voordat er iets wordt aangemaakt. Zegt de tekst dat het niet is gevonden, kijk dan in eAccounting en verwerk het record opnieuw.
source-missing = Het record staat niet meer in ActiveCampaign
source-missing-remedy = Was dat de bedoeling, dan hoef je niets te doen. Herstel anders het record en verwerk het opnieuw, of voer de order handmatig in.
customer-missing = De order heeft geen bruikbare klant
customer-missing-remedy = Vul de klant in ActiveCampaign in, of stel `orders.default_customer` in voor orders zonder bruikbare klant. Verwerk het record daarna opnieuw.
customer-incomplete = De klant mist een veld dat eAccounting nodig heeft
customer-incomplete-remedy = Vul het veld in ActiveCampaign of in de winkel in, of stel een standaardwaarde in. Verwerk het record daarna opnieuw.
customer-incomplete-field-remedy = Vul { $field ->
    [city] de plaats
    [postcode] de postcode
   *[name] de naam
} in ActiveCampaign of de winkel in en verwerk het record opnieuw, of geef `{ $setting }` een tekst om te gebruiken.
customer-incomplete-address-remedy = Vul de plaats en de postcode in ActiveCampaign of de winkel in en verwerk het record opnieuw, of geef `customers.on_missing_city` en `customers.on_missing_postal_code` een tekst om te gebruiken.
customer-incomplete-delivery-city-remedy = Vul de plaats van het afleveradres in de winkel in en verwerk het record opnieuw, of geef `customers.on_missing_city` een tekst om te gebruiken.
customer-incomplete-delivery-postcode-remedy = Vul de postcode van het afleveradres in de winkel in en verwerk het record opnieuw, of geef `customers.on_missing_postal_code` een tekst om te gebruiken.
customer-incomplete-delivery-both-remedy = Vul de plaats en de postcode van het afleveradres in de winkel in en verwerk het record opnieuw, of geef `customers.on_missing_city` en `customers.on_missing_postal_code` een tekst om te gebruiken.
customer-ambiguous = Meerdere klanten in eAccounting komen overeen
customer-ambiguous-remedy = Deactiveer ze in eAccounting allemaal op één na, of zet `customers.on_multiple_matches = "newest-active"`. Verwerk het record daarna opnieuw.
customer-ambiguous-another-company-remedy = Is het bedrijf hetzelfde, corrigeer dan het nummer of de naam bij klant { $customer } of het contact; is het een ander, geef het contact dan een eigen e-mailadres. Verwerk het record daarna opnieuw.
contact-ambiguous = Een ander contact heeft het e-mailadres van de klant
contact-ambiguous-remedy = Voeg de twee contacten in ActiveCampaign samen, of corrigeer het adres in eAccounting. Verwerk het record daarna opnieuw.
customer-inactive = De klant is inactief in eAccounting
customer-inactive-remedy = Activeer de klant in eAccounting. Verwerk het record daarna opnieuw.
customer-inactive-customers-remedy = Activeer klant { $customers } in eAccounting. Verwerk het record daarna opnieuw.
sku-unknown = Geen artikel in eAccounting heeft het artikelnummer (SKU) van het product
sku-unknown-remedy = Maak het artikel aan in eAccounting, of zet `articles.on_unknown_sku` op "create" of "fallback". Verwerk het record daarna opnieuw.
sku-unknown-articles-remedy = Maak artikel { $articles } aan in eAccounting, of zet `articles.on_unknown_sku` op "create" of "fallback". Verwerk het record daarna opnieuw.
sku-unknown-gift-card-remedy = Maak artikel { $article } aan in eAccounting met een artikelboeking van 0 % en de rekening van de schuld aan de houders van de bonnen; of met de artikelboeking voor goederen, als je cadeaubonnen met btw worden verkocht. Verwerk het record daarna opnieuw.
sku-missing = Een orderregel heeft geen artikelnummer (SKU)
sku-missing-remedy = Geef het product een artikelnummer in de winkel. Is de regel een toeslag, voeg de naam dan toe aan `fees.names` en een artikel aan `fees.articles`; zet voor andere goederen `articles.on_unknown_sku = "fallback"` met een reserveartikel. Verwerk het record daarna opnieuw.
sku-missing-gift-card-remedy = Geef de cadeaubon een artikelnummer (SKU) in de winkel, en maak in eAccounting een artikel met dat nummer en een artikelboeking van 0 % aan. Verwerk het record daarna opnieuw.
sku-missing-below-zero-remedy = Kijk in de winkel wat de regel aftrekt. Is het een korting, noem hem daar zo ("Korting"); is het de betaling met een cadeaubon, voeg de naam dan toe aan `vouchers.names` en zet `vouchers.article`; kwamen er goederen terug, geef de regel dan hun artikelnummer. Een aanbetaling is een betaling: voer zo'n order handmatig in. Verwerk het record daarna opnieuw.
sku-missing-deal-remedy = Zet `orders.deals.article` op het nummer van een artikel, of noem het aangepaste veld van deals daarvoor in `orders.deals.article_field` en vul het in. Verwerk het record daarna opnieuw.
article-inactive = Het artikel is inactief in eAccounting
article-inactive-remedy = Activeer het artikel in eAccounting, of gebruik een ander artikelnummer in de winkel. Verwerk het record daarna opnieuw.
article-inactive-article-remedy = Activeer artikel { $article } in eAccounting, of gebruik een ander artikelnummer in de winkel. Verwerk het record daarna opnieuw.
article-not-configured = Een artikel voor verzending, korting of iets dergelijks is niet ingesteld of niet gevonden
article-not-configured-remedy = Maak het artikel aan in eAccounting en zet het nummer in de instellingen. Verwerk het record daarna opnieuw.
article-not-configured-setting-remedy = Zet in `{ $setting }` het nummer van een artikel met een artikelboeking van { $rate }. Verwerk het record daarna opnieuw.
article-not-configured-missing-remedy = Maak artikel { $article } aan in eAccounting, of corrigeer `{ $setting }`. Verwerk het record daarna opnieuw.
article-not-configured-rate-remedy = Geef artikel { $article } een artikelboeking van { $rate } in eAccounting, of noem een ander artikel in `{ $setting }`. Verwerk het record daarna opnieuw.
article-not-configured-oss-remedy = Open artikel { $article } in eAccounting en markeer het voor OSS. Verwerk het record daarna opnieuw.
account-missing = Een artikelboeking mist een grootboekrekening
account-missing-remedy = Vul de rekening in bij de artikelboekingen van eAccounting. Verwerk het record daarna opnieuw.
account-missing-coding-remedy = Open Instellingen › Artikelboekingen in eAccounting en vul de ontbrekende rekening in bij "{ $coding }", of geef artikel { $article } een andere artikelboeking. Verwerk het record daarna opnieuw.
account-missing-gift-card-remedy = Geef artikel { $article } een eigen artikelboeking in eAccounting, met rekening { $account } ook voor verkoop naar het buitenland, en verwerk het record opnieuw; of voer de order handmatig in.
account-missing-country-remedy = Open Instellingen › Artikelboekingen in eAccounting en zet rekening { $account } voor dit soort verkoop, of corrigeer `vat.countries.{ $country }.account`. Verwerk het record daarna opnieuw.
coding-missing = Geen artikelboeking heeft dit btw-tarief
coding-missing-remedy = Voeg de artikelboeking toe in eAccounting, of kies er een in de instellingen. Verwerk het record daarna opnieuw.
coding-missing-rate-remedy = Open Instellingen › Artikelboekingen in eAccounting en voeg er een toe met { $rate }, of activeer er een. Verwerk het record daarna opnieuw.
coding-missing-several-remedy = Noem de artikelboeking van { $rate } voor nieuwe artikelen in `articles.account_coding` in de instellingen. Verwerk het record daarna opnieuw.
coding-missing-oss-remedy = Voeg het btw-tarief in { $country } toe aan `vat.countries.{ $country }.oss_rates` in de instellingen, als { $rate } = het tarief daar in procenten. Verwerk het record daarna opnieuw.
coding-missing-of-article-remedy = Geef artikel { $article } een andere artikelboeking in eAccounting. Verwerk het record daarna opnieuw.
reference-not-found = Een naam in de instellingen bestaat niet in eAccounting
reference-not-found-remedy = Corrigeer de instelling, of voeg de naam toe in eAccounting. Verwerk het record daarna opnieuw.
reference-not-found-setting-remedy = Corrigeer `{ $setting }` in de instellingen, of voeg de naam toe in eAccounting. Verwerk het record daarna opnieuw.
reference-not-found-default-customer-remedy = Maak klant { $customer } aan in eAccounting, of corrigeer `orders.default_customer` in de instellingen. Verwerk het record daarna opnieuw.
reference-not-found-terms-remedy = Open Instellingen › Betalingsvoorwaarden in eAccounting en maak er een beschikbaar voor verkoop. Verwerk het record daarna opnieuw.
total-mismatch = Het totaal van het document zou afwijken van dat van de winkel
total-mismatch-remedy = Vergelijk de totalen en regels. Corrigeer de artikelboekingen, de klant of de order. Verwerk het record daarna opnieuw.
total-mismatch-charged-on-export-remedy = Heeft de winkel gelijk, zet dan `vat.countries.{ $country }.charge_vat = true` in de instellingen; zo niet, corrigeer dan de order in de winkel. Verwerk het record daarna opnieuw.
total-mismatch-not-charged-on-export-remedy = Heeft de winkel gelijk, verwijder dan `vat.countries.{ $country }.charge_vat` uit de instellingen, of zet btw op facturen buiten de EU uit bij de klant in eAccounting. Zo niet, corrigeer dan de btw-instellingen van de winkel en de order. Verwerk het record daarna opnieuw.
total-mismatch-charged-without-vat-remedy = Heeft de winkel gelijk, corrigeer dan het land, het btw-nummer of de btw-instellingen van de klant; zo niet, corrigeer dan de order in de winkel. Verwerk het record daarna opnieuw.
total-mismatch-charged-under-reverse-charge-remedy = Heeft de winkel gelijk, zet dan verlegde btw voor bouw uit bij de klant in eAccounting; zo niet, corrigeer dan de order in de winkel. Verwerk het record daarna opnieuw.
total-mismatch-not-charged-at-home-remedy = Kijk wie van de twee gelijk heeft. Zijn de goederen vrij van btw, zoals een cadeaubon, geef de artikelen dan een artikelboeking van 0 % in eAccounting; is het bouwwerk met verlegde btw, zet dat dan aan bij de klant en vul het btw-nummer in. Corrigeer anders de btw-instellingen van de winkel en de order. Verwerk het record daarna opnieuw.
total-mismatch-vat-number-remedy = Kijk wie van de twee gelijk heeft. Corrigeer de artikelboekingen of het land van de klant in eAccounting, vul het btw-nummer van de koper in het veld in dat `customers.vat_number_field` noemt, of corrigeer de btw-instellingen van de winkel en de order. Verwerk het record daarna opnieuw.
total-mismatch-other-rate-remedy = Kijk wie van de twee gelijk heeft. Corrigeer de artikelboekingen of het land van de klant in eAccounting, of corrigeer de btw-instellingen van de winkel en de order. Verwerk het record daarna opnieuw.
total-mismatch-shipping-without-vat-remedy = De verzending heeft de btw van de goederen waarvoor ze is. Stel die belastingklasse voor verzending in de winkel in, en voer deze order handmatig in, of corrigeer hem in de winkel en verwerk hem opnieuw.
total-mismatch-parts-differ-remedy = Vergelijk de regels, verzending, kortingen en het totaal van de order in de winkel, en `prices.line_price`, `prices.vat` en `rounding.tolerance` in de instellingen. Verwerk het record daarna opnieuw.
total-mismatch-cents-remedy = Stel `rounding.tolerance` (0.02 is genoeg) en `rounding.article` in de instellingen in, zodat het verschil een eigen regel krijgt, en verwerk het record opnieuw; of voer de order handmatig in.
total-mismatch-stated-vat-remedy = Vergelijk de btw-tarieven van de artikelen van de order in eAccounting met die van de winkel, en corrigeer de artikelboekingen. Verwerk het record daarna opnieuw.
total-mismatch-rounded-payment-remedy = Zet afronding uit in de bedrijfsinstellingen van eAccounting, of zet `register_payment` uit voor deze betaalwijze. Verwerk het record daarna opnieuw.
total-mismatch-rate-changed-remedy = Zet `document = "invoice"` voor deze betaalwijze of in `[orders]`, waarvan de facturen de datum van de order houden, en verwerk het record opnieuw; of voer de factuur handmatig in.
total-mismatch-credit-by-hand-remedy = Crediteer factuur { $number } handmatig in eAccounting, met de btw van de eigen datum.
total-mismatch-another-document-remedy = Is document { $number } deze order, corrigeer het dan in eAccounting; meer is niet nodig. Is het een andere, wijzig dan daar de referentie en verwerk het record opnieuw.
total-mismatch-document-differs-remedy = Vergelijk document { $number } met de order van de winkel: het land, type en btw-nummer van de klant en de artikelboekingen bepalen de btw. Corrigeer ze, { $undo ->
    [credit] crediteer het document
   *[delete] verwijder het document
} in eAccounting en verwerk het record opnieuw.
total-mismatch-document-currency-remedy = Corrigeer de valuta van de klant in eAccounting, { $undo ->
    [credit] crediteer
   *[delete] verwijder
} daar document { $number } en verwerk het record opnieuw.
price-ambiguous = Het is onduidelijk hoe de prijzen van de winkel bedoeld zijn
price-ambiguous-remedy = Stel `prices.line_price` ("unit" of "line") en `prices.vat` ("included" of "excluded") in volgens wat de winkel doet. Verwerk het record daarna opnieuw.
price-ambiguous-none-remedy = Vergelijk de regels, verzending, kortingen en het totaal van de order in de winkel; een verschil van centen kan worden toegestaan met `rounding.tolerance` in de instellingen. Verwerk het record daarna opnieuw.
price-ambiguous-cents-remedy = Corrigeer hoe de integratie van de winkel bedragen naar ActiveCampaign schrijft, laat ze de order opnieuw schrijven en verwerk het record opnieuw. Klopt de prijs, voer de order dan handmatig in, of corrigeer de prijs van het artikel in eAccounting en verwerk het record opnieuw.
price-underdetermined = De afgeronde prijzen van de winkel passen op meerdere manieren bij het totaal
price-underdetermined-remedy = Geef de artikelen of producten hun verkoopprijzen en verwerk het record opnieuw, of voer de order handmatig in.
amount-not-listed = Een deel van het totaal staat op geen enkele orderregel
amount-not-listed-remedy = Bekijk de order in de winkel. Stel `fees.unexplained_article` en `fees.unexplained_limit` in, zodat zulke bedragen een eigen regel krijgen, en verwerk het record opnieuw; of voer de order handmatig in.
partial-refund = De order lijkt gedeeltelijk terugbetaald
partial-refund-remedy = Bekijk de order in de winkel. Is er al een factuur van, crediteer daarop dan het terugbetaalde deel. Is hij nooit verzonden, voer hem dan handmatig in zoals verkocht en crediteer het terugbetaalde deel.
partial-refund-credit-remedy = Bekijk in de winkel wat is terugbetaald, en crediteer { $amount }, inclusief btw, op factuur { $number } in eAccounting.
partial-refund-credit-part-remedy = Bekijk in de winkel wat is terugbetaald, en crediteer het op factuur { $number } in eAccounting.
partial-refund-take-off-remedy = Bekijk in de winkel wat is terugbetaald, en haal { $amount }, inclusief btw, van document { $number } in eAccounting af, of crediteer de factuur ervan als die er nu is.
partial-refund-take-off-part-remedy = Bekijk in de winkel wat is terugbetaald, en haal het van document { $number } in eAccounting af, of crediteer de factuur ervan als die er nu is.
partial-refund-again-remedy = Kijk in de winkel of er meer is terugbetaald, en crediteer ook dat op document { $number }, of trek het eraf. Is er niets meer terugbetaald, dan hoeft er niets te gebeuren. Verwerk de order daarna opnieuw.
value-invalid = Een waarde past niet in het veld van eAccounting
value-invalid-remedy = Corrigeer de waarde in de winkel, in ActiveCampaign of met een mappingregel. Verwerk het record daarna opnieuw.
value-invalid-no-lines-remedy = Bekijk de order in de winkel; klopt hij daar, voer hem dan handmatig in eAccounting in. Corrigeer hem anders daar en verwerk het record opnieuw.
value-invalid-vat-flag-remedy = { $change ->
    [set] Zet
   *[remove] Verwijder
} { $flag ->
    [delivery] btw volgens het afleveradres
    [number] een btw-nummer
    [outside] btw op facturen buiten de EU
   *[northern] Noord-Ierland
} bij klant { $customer } in eAccounting, of laat orders hun klanten bijwerken (`orders.update_customer`). Verwerk het record daarna opnieuw.
value-invalid-store-pickup-remedy = Geef de order in de winkel het adres van de winkel als afleveradres en verwerk het record opnieuw, of voer hem handmatig in als binnenlandse verkoop.
value-invalid-currency-remedy = Wijzig de valuta van klant { $customer } in eAccounting, of laat zulke orders orders worden, die een eigen valuta hebben (`orders.document = "order"` of `"order-invoiced"`). Verwerk het record daarna opnieuw.
value-invalid-vat-number-country-remedy = Corrigeer het btw-nummer of het land in ActiveCampaign of de winkel en verwerk het record opnieuw, of laat het nummer weg met `VatNumber = ""` in `[mapping.customer]` van de instellingen.
value-invalid-field-remedy = Corrigeer { $field } in ActiveCampaign of de winkel, of geef het veld een andere regel: `{ $field }` in `[mapping.{ $section }]` van de instellingen. Verwerk het record daarna opnieuw.
value-invalid-mapping-remedy = Corrigeer `{ $field }` in `[mapping.{ $section }]` van de instellingen. Verwerk het record daarna opnieuw.
value-invalid-customer-field-remedy = Corrigeer het { $field ->
    [invoice_country] factuurland
    [delivery_country] afleverland
   *[vat_number] btw-nummer
} van de klant en verwerk het record opnieuw.
value-invalid-territory-remedy = Zet het land van de klant in eAccounting op { $country }, of laat orders hun klanten bijwerken (`orders.update_customer`). Verwerk het record daarna opnieuw.
value-invalid-by-hand-remedy = Voer deze order handmatig in.
value-invalid-discount-remedy = Bekijk in de winkel waarop de korting geldt, en voer de order handmatig in.
value-invalid-negative-total-remedy = Is het een terugbetaling, crediteer dan de oorspronkelijke factuur in eAccounting.
value-invalid-order-in-shop-remedy = Corrigeer de order in de winkel. Verwerk het record daarna opnieuw.
value-invalid-long-sku-remedy = Kort het artikelnummer (SKU) op regel { $line } in de winkel in. Verwerk het record daarna opnieuw.
value-invalid-credit-by-hand-remedy = Crediteer factuur { $number } handmatig in eAccounting.
value-invalid-credit-customer-remedy = Crediteer factuur { $number } handmatig in eAccounting; of geef klant { $customer } het land en afleveradres van die factuur en verwerk het record opnieuw.
input-invalid = Wat je hebt ingevoerd, kan niet worden gebruikt
input-invalid-remedy = Corrigeer het zoals de tekst zegt en probeer het opnieuw.
input-invalid-another-backfill-remedy = Laat de andere verdergaan. Als er geen meer loopt, gaat `ekobridge backfill --resume` verder met wat over is.
mapping-failed = Een mappingregel mislukte bij dit record
mapping-failed-remedy = Corrigeer de regel, of verwijder hem zodat de standaard geldt. Verwerk het record daarna opnieuw.
mapping-failed-section-remedy = Corrigeer de regel in `[mapping.{ $section }]`, of verwijder hem zodat de standaard geldt. Verwerk het record daarna opnieuw.
connection-foreign = De webwinkelkoppeling in de instellingen hoort bij de eigen integratie van de winkel
connection-foreign-remedy = Verwijder `to_activecampaign.connection.id`, zodat Ekobridge een eigen koppeling gebruikt. Verwerk het record daarna opnieuw.
connection-missing = De webwinkelkoppeling in de instellingen bestaat niet
connection-missing-remedy = Corrigeer of verwijder `to_activecampaign.connection.id`. Verwerk het record daarna opnieuw.
stock-plan-waiting = De eerste voorraadupdate wacht op je goedkeuring
stock-plan-waiting-remedy = Kloppen de aantallen, voer dan `ekobridge replay stock:all` uit. Wijzig anders de instellingen.
changed-after-creation = De order is in de winkel gewijzigd nadat het document was gemaakt
changed-after-creation-remedy = Vergelijk beide. Corrigeer het document, of crediteer het als het een factuur is.
changed-after-creation-enter-remedy = Klopt de order, voer hem dan handmatig in eAccounting in, met referentie { $number }. Ekobridge maakt er geen tweede document van.
cancelled-after-creation = De order is geannuleerd of terugbetaald nadat het document was gemaakt
cancelled-after-creation-remedy = Verwijder de order in eAccounting, of crediteer de factuur.
cancelled-after-creation-replaced-remedy = Crediteer document { $number } in eAccounting, als het van dezelfde verkoop is. Ekobridge laat het zoals het is.
follow-up-failed = Het document bestaat, maar een stap daarna mislukte
follow-up-failed-remedy = Verhelp de oorzaak en verwerk het record opnieuw: de rest wordt gedaan en er komt geen tweede document.
too-many-rows = De order heeft meer regels dan een document toestaat
too-many-rows-remedy = Voer de order handmatig in, als meerdere documenten.
crashed = De verwerking van het record stopte meermaals onverwacht
crashed-remedy = Meld het met het log van de functie. Verwerk het record na een update opnieuw.
retries-exhausted = Alle pogingen zijn opgebruikt
retries-exhausted-remedy = Verhelp de oorzaak van de laatste fout. Voer daarna `ekobridge replay --dead-letters` uit, of verwerk het record opnieuw.
webhook-unhealthy = De webhook van ActiveCampaign ontbreekt, is gewijzigd of zwijgt
webhook-unhealthy-remedy = Stel de webhook opnieuw in. Na een import, die geen webhooks verstuurt, is niets nodig.
invalid-job = Een bericht in de wachtrij is niet leesbaar
invalid-job-remedy = Voer `ekobridge replay --dead-letters` uit om het te tonen. Bekijk het in de wachtrij, verwijder het en verwerk het record opnieuw.
storage-error = De eigen opslag van Ekobridge heeft een storing
storage-error-remedy = Je hoeft niets te doen: het wordt vanzelf opnieuw geprobeerd. Blijft het zo, controleer dan tabellen, wachtrijen en geheimen in AWS.
record-locked = Het record wordt op dit moment verwerkt
record-locked-remedy = Je hoeft niets te doen: het wordt vanzelf opnieuw geprobeerd.
from-newer-version = Het record is geparkeerd door een nieuwere versie van Ekobridge
from-newer-version-remedy = Volg de tekst, of installeer de nieuwere versie opnieuw. `ekobridge replay` werkt ook.
paused = De stack is gepauzeerd, en de taak wacht al tien dagen
paused-remedy = Voer `ekobridge resume` uit. De taak komt dan weer in de wachtrij.
