# Vad varje felkod betyder och vad man gör. En orsak har ingen punkt; en åtgärd är en eller två meningar.

settings-invalid = Inställningarna går inte att använda
settings-invalid-remedy = Rätta inställningarna som texten säger och ladda upp dem igen.
secret-missing = En hemlighet saknas eller kan inte läsas
secret-missing-remedy = Lägg in ActiveCampaigns adress och nyckel i dess hemlighet, eller kör `ekobridge connect` för eAccounting.
salt-mismatch = Installationen har ett annat salt än sitt register
salt-mismatch-remedy = Installera igen med saltet från den stack som skapade registret.
activecampaign-unauthorized = ActiveCampaign godtar inte API-nyckeln
activecampaign-unauthorized-remedy = Kopiera adressen och nyckeln från ActiveCampaigns utvecklarinställningar till dess hemlighet.
activecampaign-unreachable = ActiveCampaign svarar inte
activecampaign-unreachable-remedy = Inget behöver göras: nya försök görs automatiskt. Om det består, se ActiveCampaigns statussida.
activecampaign-rate-limit = ActiveCampaign begränsar antalet anrop
activecampaign-rate-limit-remedy = Inget behöver göras: nya försök görs automatiskt. Om det varar i dagar, ta reda på vad mer som använder API:et.
activecampaign-server-error = ActiveCampaign har ett fel
activecampaign-server-error-remedy = Inget behöver göras: nya försök görs automatiskt. Om det består, kontakta ActiveCampaigns support.
activecampaign-rejected = ActiveCampaign avvisade ett värde
activecampaign-rejected-remedy = Rätta posten, inställningarna eller användarens behörigheter som texten säger. Kör sedan om posten.
activecampaign-invalid-response = ActiveCampaigns svar följer inte dokumentationen
activecampaign-invalid-response-remedy = Rapportera det med texten. Kör om posten efter en uppdatering.
eaccounting-reauthorize = eAccounting måste anslutas på nytt
eaccounting-reauthorize-remedy = Kör `ekobridge connect`, logga in i eAccounting och godkänn alla behörigheter.
eaccounting-company-mismatch = Inloggningen gäller ett annat företag i eAccounting
eaccounting-company-mismatch-remedy = Kör `ekobridge connect` och välj rätt företag.
eaccounting-unreachable = eAccounting svarar inte
eaccounting-unreachable-remedy = Inget behöver göras: nya försök görs automatiskt. Om det består, se Vismas statussida.
eaccounting-rate-limit = eAccounting begränsar antalet anrop
eaccounting-rate-limit-remedy = Inget behöver göras: nya försök görs automatiskt.
eaccounting-server-error = eAccounting har ett fel
eaccounting-server-error-remedy = Inget behöver göras: nya försök görs automatiskt. Om det består, kontakta Vismas support.
eaccounting-rejected = eAccounting avvisade ett värde
eaccounting-rejected-remedy = Rätta fältet i butiken, i ActiveCampaign eller i mappningen. Kör sedan om posten.
eaccounting-rejected-currency-remedy = Lägg till { $currency } bland företagets valutor i eAccounting, eller rätta valutan i butiken eller på affären. Kör sedan om posten.
eaccounting-rejected-number-taken-remedy = Om kund { $number } är den här kunden: { $by ->
    [field] skriv { $number } i kontaktens fält som `customers.match_field` anger
    [organisation-number] skriv köparens organisationsnummer på den i eAccounting, eller e-postadressen för en köpare utan nummer
   *[email] skriv köparens e-postadress på den i eAccounting
}, eller ange "customer-number" för `customers.match_by`. Om det är en annan kund, rätta regeln för `CustomerNumber` i `[mapping.customer]`. Kör sedan om posten.
eaccounting-invalid-response = eAccountings svar följer inte dokumentationen
eaccounting-invalid-response-remedy = Om texten nämner en inställning i eAccounting, fyll i den. Rapportera det annars och kör om posten efter en uppdatering.
eaccounting-no-access = Företaget, användaren eller licensen tillåter det inte
eaccounting-no-access-remedy = Ändra det i eAccounting, eller anslut som en annan användare med `ekobridge connect`. Kör sedan om posten.
period-locked = Bokföringsperioden är låst eller saknas
period-locked-remedy = Lås upp perioden i eAccounting eller lägg till räkenskapsåret. Kör sedan om posten.
period-locked-unlock-remedy = Lås upp { $day } i eAccounting, under Inställningar › Bokföringen låst t.o.m. eller under Räkenskapsår och ingående balanser. Kör sedan om posten, eller registrera ordern manuellt.
outcome-unknown = Det är oklart om eAccounting skapade dokumentet
outcome-unknown-remedy = Skapa inget manuellt: det söks upp innan något skapas. Om texten säger att det inte hittades, titta i eAccounting och kör om posten.
source-missing = Posten finns inte längre i ActiveCampaign
source-missing-remedy = Om det var meningen behöver inget göras. Återställ annars posten och kör om den, eller registrera ordern manuellt.
customer-missing = Ordern har ingen kund som går att använda
customer-missing-remedy = Fyll i kunden i ActiveCampaign, eller ange `orders.default_customer` för ordrar utan användbar kund. Kör sedan om posten.
customer-incomplete = Kunden saknar ett fält som eAccounting kräver
customer-incomplete-remedy = Fyll i fältet i ActiveCampaign eller i butiken, eller ange ett standardvärde. Kör sedan om posten.
customer-incomplete-field-remedy = Fyll i { $field ->
    [city] orten
    [postcode] postnumret
   *[name] namnet
} i ActiveCampaign eller butiken och kör om posten, eller ge `{ $setting }` en text att använda.
customer-incomplete-address-remedy = Fyll i orten och postnumret i ActiveCampaign eller butiken och kör om posten, eller ge `customers.on_missing_city` och `customers.on_missing_postal_code` en text att använda.
customer-incomplete-delivery-city-remedy = Fyll i leveransadressens ort i butiken och kör om posten, eller ge `customers.on_missing_city` en text att använda.
customer-incomplete-delivery-postcode-remedy = Fyll i leveransadressens postnummer i butiken och kör om posten, eller ge `customers.on_missing_postal_code` en text att använda.
customer-incomplete-delivery-both-remedy = Fyll i leveransadressens ort och postnummer i butiken och kör om posten, eller ge `customers.on_missing_city` och `customers.on_missing_postal_code` en text att använda.
customer-ambiguous = Flera kunder i eAccounting stämmer in
customer-ambiguous-remedy = Inaktivera alla utom en av dem i eAccounting, eller ange `customers.on_multiple_matches = "newest-active"`. Kör sedan om posten.
customer-ambiguous-another-company-remedy = Om företaget är detsamma, rätta numret eller namnet på kund { $customer } eller kontakten; om det är ett annat, ge dess kontakt en egen e-postadress. Kör sedan om posten.
contact-ambiguous = En annan kontakt har kundens e-postadress
contact-ambiguous-remedy = Slå ihop de två kontakterna i ActiveCampaign, eller rätta adressen i eAccounting. Kör sedan om posten.
customer-inactive = Kunden är inaktiv i eAccounting
customer-inactive-remedy = Aktivera kunden i eAccounting. Kör sedan om posten.
customer-inactive-customers-remedy = Aktivera kund { $customers } i eAccounting. Kör sedan om posten.
sku-unknown = Ingen artikel i eAccounting har produktens artikelnummer (SKU)
sku-unknown-remedy = Skapa artikeln i eAccounting, eller ange "create" eller "fallback" för `articles.on_unknown_sku`. Kör sedan om posten.
sku-unknown-articles-remedy = Skapa artikel { $articles } i eAccounting, eller ange "create" eller "fallback" för `articles.on_unknown_sku`. Kör sedan om posten.
sku-unknown-gift-card-remedy = Skapa artikel { $article } i eAccounting med en artikelkontering på 0 % och kontot för skulden till kortens innehavare; eller med artikelkonteringen för varor, om dina presentkort säljs med moms. Kör sedan om posten.
sku-missing = En orderrad saknar artikelnummer (SKU)
sku-missing-remedy = Ge produkten ett artikelnummer i butiken. Om raden är en avgift, lägg till dess namn i `fees.names` och en artikel i `fees.articles`; för andra varor, ange `articles.on_unknown_sku = "fallback"` med en reservartikel. Kör sedan om posten.
sku-missing-gift-card-remedy = Ge presentkortet ett artikelnummer (SKU) i butiken, och skapa en artikel med det numret och en artikelkontering på 0 % i eAccounting. Kör sedan om posten.
sku-missing-below-zero-remedy = Se i butiken vad raden drar av. Om det är en rabatt, kalla den så där ("Rabatt"); om det är ett presentkorts betalning, lägg till dess namn i `vouchers.names` och ange `vouchers.article`; om varor kom tillbaka, ge raden deras artikelnummer. En handpenning är en betalning: registrera en sådan order manuellt. Kör sedan om posten.
sku-missing-deal-remedy = Sätt `orders.deals.article` till numret på en artikel, eller ange affärernas anpassade fält för det i `orders.deals.article_field` och fyll i det. Kör sedan om posten.
article-inactive = Artikeln är inaktiv i eAccounting
article-inactive-remedy = Aktivera artikeln i eAccounting, eller använd ett annat artikelnummer i butiken. Kör sedan om posten.
article-inactive-article-remedy = Aktivera artikel { $article } i eAccounting, eller använd ett annat artikelnummer i butiken. Kör sedan om posten.
article-not-configured = En artikel för frakt, rabatter eller liknande är inte angiven eller hittas inte
article-not-configured-remedy = Skapa artikeln i eAccounting och ange dess nummer i inställningarna. Kör sedan om posten.
article-not-configured-setting-remedy = Ange i `{ $setting }` numret på en artikel med en artikelkontering på { $rate }. Kör sedan om posten.
article-not-configured-missing-remedy = Skapa artikel { $article } i eAccounting, eller rätta `{ $setting }`. Kör sedan om posten.
article-not-configured-rate-remedy = Ge artikel { $article } en artikelkontering på { $rate } i eAccounting, eller ange en annan artikel i `{ $setting }`. Kör sedan om posten.
article-not-configured-oss-remedy = Öppna artikel { $article } i eAccounting och markera den för OSS. Kör sedan om posten.
account-missing = En artikelkontering saknar ett konto
account-missing-remedy = Fyll i kontot i eAccountings artikelkonteringar. Kör sedan om posten.
account-missing-coding-remedy = Öppna Inställningar › Artikelkonteringar i eAccounting och ange kontot som saknas i "{ $coding }", eller ge artikel { $article } en annan artikelkontering. Kör sedan om posten.
account-missing-gift-card-remedy = Ge artikel { $article } en egen artikelkontering i eAccounting, med konto { $account } även för försäljning utomlands, och kör om posten; eller registrera ordern manuellt.
account-missing-country-remedy = Öppna Inställningar › Artikelkonteringar i eAccounting och ange konto { $account } för den här typen av försäljning, eller rätta `vat.countries.{ $country }.account`. Kör sedan om posten.
coding-missing = Ingen artikelkontering har den här momssatsen
coding-missing-remedy = Lägg till artikelkonteringen i eAccounting, eller välj en i inställningarna. Kör sedan om posten.
coding-missing-rate-remedy = Öppna Inställningar › Artikelkonteringar i eAccounting och lägg till eller aktivera en med { $rate }. Kör sedan om posten.
coding-missing-several-remedy = Ange artikelkonteringen på { $rate } för nya artiklar i `articles.account_coding` i inställningarna. Kör sedan om posten.
coding-missing-oss-remedy = Lägg till momssatsen i { $country } i `vat.countries.{ $country }.oss_rates` i inställningarna, som { $rate } = satsen där i procent. Kör sedan om posten.
coding-missing-of-article-remedy = Ge artikel { $article } en annan artikelkontering i eAccounting. Kör sedan om posten.
reference-not-found = Ett namn i inställningarna finns inte i eAccounting
reference-not-found-remedy = Rätta inställningen, eller lägg till namnet i eAccounting. Kör sedan om posten.
reference-not-found-setting-remedy = Rätta `{ $setting }` i inställningarna, eller lägg till namnet i eAccounting. Kör sedan om posten.
reference-not-found-default-customer-remedy = Skapa kund { $customer } i eAccounting, eller rätta `orders.default_customer` i inställningarna. Kör sedan om posten.
reference-not-found-terms-remedy = Öppna Inställningar › Betalningsvillkor i eAccounting och gör ett tillgängligt för försäljning. Kör sedan om posten.
total-mismatch = Dokumentets summa skulle avvika från butikens
total-mismatch-remedy = Jämför summorna och raderna. Rätta artikelkonteringarna, kunden eller ordern. Kör sedan om posten.
total-mismatch-charged-on-export-remedy = Om butiken har rätt, ange `vat.countries.{ $country }.charge_vat = true` i inställningarna; om den har fel, rätta ordern i butiken. Kör sedan om posten.
total-mismatch-not-charged-on-export-remedy = Om butiken har rätt, ta bort `vat.countries.{ $country }.charge_vat` ur inställningarna, eller avmarkera moms på fakturor utanför EU på kunden i eAccounting. Om den har fel, rätta butikens momsinställningar och ordern. Kör sedan om posten.
total-mismatch-charged-without-vat-remedy = Om butiken har rätt, rätta kundens land, momsregistreringsnummer eller momsinställningar; om den har fel, rätta ordern i butiken. Kör sedan om posten.
total-mismatch-charged-under-reverse-charge-remedy = Om butiken har rätt, avmarkera omvänd betalningsskyldighet för byggtjänster på kunden i eAccounting; om den har fel, rätta ordern i butiken. Kör sedan om posten.
total-mismatch-not-charged-at-home-remedy = Se vilken av de två som har rätt. Om varorna är momsfria, såsom ett presentkort, ge deras artiklar en artikelkontering med 0 % i eAccounting; om försäljningen är byggtjänster med omvänd betalningsskyldighet, markera det på kunden där och ange dess momsregistreringsnummer. Rätta annars butikens momsinställningar och ordern. Kör sedan om posten.
total-mismatch-vat-number-remedy = Se vilken av de två som har rätt. Rätta artikelkonteringarna eller kundens land i eAccounting, ange köparens momsregistreringsnummer i det fält som `customers.vat_number_field` anger, eller rätta butikens momsinställningar och ordern. Kör sedan om posten.
total-mismatch-other-rate-remedy = Se vilken av de två som har rätt. Rätta artikelkonteringarna eller kundens land i eAccounting, eller rätta butikens momsinställningar och ordern. Kör sedan om posten.
total-mismatch-shipping-without-vat-remedy = Frakten har samma moms som varorna den gäller. Ange den skatteklassen för frakt i butiken, och registrera ordern manuellt, eller rätta den i butiken och kör om den.
total-mismatch-parts-differ-remedy = Jämför orderns rader, frakt, rabatter och summa i butiken, samt `prices.line_price`, `prices.vat` och `rounding.tolerance` i inställningarna. Kör sedan om posten.
total-mismatch-cents-remedy = Ange `rounding.tolerance` (0.02 räcker) och `rounding.article` i inställningarna, så att skillnaden får en egen rad, och kör om posten; eller registrera ordern manuellt.
total-mismatch-stated-vat-remedy = Jämför momssatserna på orderns artiklar i eAccounting med butikens och rätta artikelkonteringarna. Kör sedan om posten.
total-mismatch-rounded-payment-remedy = Stäng av öresavrundning i eAccountings företagsinställningar, eller stäng av `register_payment` för betalningssättet. Kör sedan om posten.
total-mismatch-rate-changed-remedy = Ange `document = "invoice"` för betalningssättet eller i `[orders]`, vars fakturor behåller orderns datum, och kör om posten; eller registrera fakturan manuellt.
total-mismatch-credit-by-hand-remedy = Kreditera faktura { $number } manuellt i eAccounting, med momsen för dess eget datum.
total-mismatch-another-document-remedy = Om dokument { $number } är den här ordern, rätta det i eAccounting; mer behöver inte göras. Om det är ett annat, ändra dess referens där och kör om posten.
total-mismatch-document-differs-remedy = Jämför dokument { $number } med butikens order: kundens land, typ och momsregistreringsnummer och artikelkonteringarna avgör momsen. Rätta dem, { $undo ->
    [credit] kreditera dokumentet
   *[delete] ta bort dokumentet
} i eAccounting och kör om posten.
total-mismatch-document-currency-remedy = Rätta kundens valuta i eAccounting, { $undo ->
    [credit] kreditera
   *[delete] ta bort
} dokument { $number } där och kör om posten.
price-ambiguous = Det är oklart hur butikens priser är menade
price-ambiguous-remedy = Ange `prices.line_price` ("unit" eller "line") och `prices.vat` ("included" eller "excluded") efter vad butiken gör. Kör sedan om posten.
price-ambiguous-none-remedy = Jämför orderns rader, frakt, rabatter och summa i butiken; en skillnad på ören kan tillåtas med `rounding.tolerance` i inställningarna. Kör sedan om posten.
price-ambiguous-cents-remedy = Rätta hur butikens anslutning skriver belopp till ActiveCampaign, låt den skriva ordern igen och kör om posten. Om priset stämmer, registrera ordern manuellt, eller rätta artikelns pris i eAccounting och kör om.
price-underdetermined = Butikens avrundade priser passar summan på flera sätt
price-underdetermined-remedy = Ge artiklarna eller produkterna de priser som de säljs för och kör om posten, eller registrera ordern manuellt.
amount-not-listed = En del av summan står inte på någon orderrad
amount-not-listed-remedy = Titta på ordern i butiken. Ange `fees.unexplained_article` och `fees.unexplained_limit`, så att sådana belopp får en egen rad, och kör om posten; eller registrera ordern manuellt.
partial-refund = Ordern ser ut att vara delvis återbetald
partial-refund-remedy = Titta på ordern i butiken. Om den redan är en faktura, kreditera den återbetalda delen på den. Om den aldrig har skickats, registrera den manuellt som den såldes och kreditera den återbetalda delen.
partial-refund-credit-remedy = Titta i butiken på vad som återbetalades, och kreditera { $amount }, inklusive moms, på faktura { $number } i eAccounting.
partial-refund-credit-part-remedy = Titta i butiken på vad som återbetalades, och kreditera det på faktura { $number } i eAccounting.
partial-refund-take-off-remedy = Titta i butiken på vad som återbetalades, och dra av { $amount }, inklusive moms, från dokument { $number } i eAccounting, eller kreditera dess faktura om den har en nu.
partial-refund-take-off-part-remedy = Titta i butiken på vad som återbetalades, och dra av det från dokument { $number } i eAccounting, eller kreditera dess faktura om den har en nu.
partial-refund-again-remedy = Titta i butiken om mer återbetalades, och kreditera även det på dokument { $number }, eller dra av det. Om inget mer återbetalades behöver inget göras. Kör sedan om ordern.
value-invalid = Ett värde passar inte i eAccountings fält
value-invalid-remedy = Rätta värdet i butiken, i ActiveCampaign eller med en mappningsregel. Kör sedan om posten.
value-invalid-no-lines-remedy = Titta på ordern i butiken; om den stämmer där, registrera den manuellt i eAccounting. Rätta den annars där och kör om posten.
value-invalid-vat-flag-remedy = { $change ->
    [set] Ange
   *[remove] Ta bort
} { $flag ->
    [delivery] moms efter leveransadress
    [number] ett momsregistreringsnummer
    [outside] moms på fakturor utanför EU
   *[northern] Nordirland
} på kund { $customer } i eAccounting, eller låt ordrar uppdatera sina kunder (`orders.update_customer`). Kör sedan om posten.
value-invalid-store-pickup-remedy = Ge ordern butikens adress som leveransadress i butiken och kör om posten, eller registrera den manuellt som inhemsk försäljning.
value-invalid-currency-remedy = Ändra valutan på kund { $customer } i eAccounting, eller låt sådana ordrar bli ordrar, som har en egen valuta (`orders.document = "order"` eller `"order-invoiced"`). Kör sedan om posten.
value-invalid-vat-number-country-remedy = Rätta momsregistreringsnumret eller landet i ActiveCampaign eller butiken och kör om posten, eller utelämna numret med `VatNumber = ""` i `[mapping.customer]` i inställningarna.
value-invalid-field-remedy = Rätta { $field } i ActiveCampaign eller butiken, eller ge fältet en annan regel: `{ $field }` i `[mapping.{ $section }]` i inställningarna. Kör sedan om posten.
value-invalid-mapping-remedy = Rätta `{ $field }` i `[mapping.{ $section }]` i inställningarna. Kör sedan om posten.
value-invalid-customer-field-remedy = Rätta kundens { $field ->
    [invoice_country] fakturaland
    [delivery_country] leveransland
   *[vat_number] momsregistreringsnummer
} och kör om posten.
value-invalid-territory-remedy = Ange { $country } som kundens land i eAccounting, eller låt ordrar uppdatera sina kunder (`orders.update_customer`). Kör sedan om posten.
value-invalid-by-hand-remedy = Registrera ordern manuellt.
value-invalid-discount-remedy = Titta i butiken på vad rabatten gäller, och registrera ordern manuellt.
value-invalid-negative-total-remedy = Om det är en återbetalning, kreditera den ursprungliga fakturan i eAccounting.
value-invalid-order-in-shop-remedy = Rätta ordern i butiken. Kör sedan om posten.
value-invalid-long-sku-remedy = Förkorta artikelnumret (SKU) på rad { $line } i butiken. Kör sedan om posten.
value-invalid-credit-by-hand-remedy = Kreditera faktura { $number } manuellt i eAccounting.
value-invalid-credit-customer-remedy = Kreditera faktura { $number } manuellt i eAccounting; eller ge kund { $customer } den fakturans land och leveransadress och kör om posten.
input-invalid = Det du angav kan inte användas
input-invalid-remedy = Rätta det som texten säger och försök igen.
input-invalid-another-backfill-remedy = Låt den andra fortsätta. När ingen körs längre fortsätter `ekobridge backfill --resume` med det som återstår.
mapping-failed = En mappningsregel misslyckades för den här posten
mapping-failed-remedy = Rätta regeln, eller ta bort den så att standarden gäller. Kör sedan om posten.
mapping-failed-section-remedy = Rätta regeln i `[mapping.{ $section }]`, eller ta bort den så att standarden gäller. Kör sedan om posten.
connection-foreign = E-handelsanslutningen i inställningarna hör till butikens egen integration
connection-foreign-remedy = Ta bort `to_activecampaign.connection.id`, så att Ekobridge använder en egen anslutning. Kör sedan om posten.
connection-missing = E-handelsanslutningen i inställningarna finns inte
connection-missing-remedy = Rätta eller ta bort `to_activecampaign.connection.id`. Kör sedan om posten.
stock-plan-waiting = Den första lageruppdateringen väntar på ditt godkännande
stock-plan-waiting-remedy = Om siffrorna stämmer, kör `ekobridge replay stock:all`. Ändra annars inställningarna.
changed-after-creation = Ordern ändrades i butiken efter att dokumentet skapades
changed-after-creation-remedy = Jämför båda. Rätta dokumentet, eller kreditera det om det är en faktura.
changed-after-creation-enter-remedy = Om ordern stämmer, registrera den manuellt i eAccounting, med referensen { $number }. Ekobridge gör inget andra dokument av den.
cancelled-after-creation = Ordern avbröts eller återbetalades efter att dokumentet skapades
cancelled-after-creation-remedy = Ta bort ordern i eAccounting, eller kreditera fakturan.
cancelled-after-creation-replaced-remedy = Kreditera dokument { $number } i eAccounting, om det gäller samma försäljning. Ekobridge lämnar det som det är.
follow-up-failed = Dokumentet finns, men ett steg efter det misslyckades
follow-up-failed-remedy = Rätta orsaken och kör om posten: resten görs, och inget andra dokument skapas.
too-many-rows = Ordern har fler rader än ett dokument rymmer
too-many-rows-remedy = Registrera ordern manuellt, som flera dokument.
crashed = Behandlingen av posten avbröts oväntat flera gånger
crashed-remedy = Rapportera det med funktionens logg. Kör om posten efter en uppdatering.
retries-exhausted = Alla försök är förbrukade
retries-exhausted-remedy = Åtgärda det senaste felets orsak. Kör sedan `ekobridge replay --dead-letters`, eller kör om posten.
webhook-unhealthy = ActiveCampaigns webhook saknas, har ändrats eller är tyst
webhook-unhealthy-remedy = Lägg upp webhooken igen. Efter en import, som inte skickar några webhookar, behövs inget.
invalid-job = Ett meddelande i kön kan inte läsas
invalid-job-remedy = Kör `ekobridge replay --dead-letters` för att lista det. Titta på det i kön, ta bort det och kör om dess post.
storage-error = Ekobridges egen lagring har ett fel
storage-error-remedy = Inget behöver göras: nya försök görs automatiskt. Om det består, se över tabeller, köer och hemligheter i AWS.
record-locked = Posten bearbetas just nu
record-locked-remedy = Inget behöver göras: nya försök görs automatiskt.
from-newer-version = Posten parkerades av en nyare version av Ekobridge
from-newer-version-remedy = Följ texten, eller installera den nyare versionen igen. `ekobridge replay` fungerar också.
paused = Stacken är pausad, och jobbet har väntat i tio dagar
paused-remedy = Kör `ekobridge resume`. Då köas jobbet igen.
