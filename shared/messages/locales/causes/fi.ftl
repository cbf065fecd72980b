# Mitä kukin virhekoodi tarkoittaa ja mitä tehdä. Syyssä ei ole pistettä; ohje on yksi tai kaksi virkettä.

settings-invalid = Asetuksia ei voi käyttää
settings-invalid-remedy = Korjaa asetukset tekstin mukaan ja ota ne uudelleen käyttöön.
secret-missing = Salaisuus puuttuu tai sitä ei voi lukea
secret-missing-remedy = Tallenna ActiveCampaignin osoite ja avain salaisuuteen, tai suorita `ekobridge connect` eAccountingia varten.
salt-mismatch = Asennuksella on eri suola kuin sen rekisterillä
salt-mismatch-remedy = Asenna uudelleen sen pinon suolalla, joka loi rekisterin.
activecampaign-unauthorized = ActiveCampaign ei hyväksy API-avainta
activecampaign-unauthorized-remedy = Kopioi osoite ja avain ActiveCampaignin kehittäjäasetuksista salaisuuteen.
activecampaign-unreachable = ActiveCampaign ei vastaa
activecampaign-unreachable-remedy = Sinun ei tarvitse tehdä mitään: yritetään automaattisesti uudelleen. Jos se jatkuu, katso ActiveCampaignin tilasivu.
activecampaign-rate-limit = ActiveCampaign rajoittaa kutsujen määrää
activecampaign-rate-limit-remedy = Sinun ei tarvitse tehdä mitään: yritetään automaattisesti uudelleen. Jos se jatkuu päiviä, selvitä, mikä muu käyttää rajapintaa.
activecampaign-server-error = ActiveCampaignissa on vika
activecampaign-server-error-remedy = Sinun ei tarvitse tehdä mitään: yritetään automaattisesti uudelleen. Jos se jatkuu, ota yhteyttä ActiveCampaignin tukeen.
activecampaign-rejected = ActiveCampaign hylkäsi arvon
activecampaign-rejected-remedy = Korjaa tietue, asetukset tai käyttäjän oikeudet tekstin mukaan. Aja se sitten uudelleen.
activecampaign-invalid-response = ActiveCampaignin vastaus poikkeaa dokumentaatiosta
activecampaign-invalid-response-remedy = Ilmoita siitä ja liitä teksti mukaan. Aja tietue uudelleen päivityksen jälkeen.
eaccounting-reauthorize = eAccounting on yhdistettävä uudelleen
eaccounting-reauthorize-remedy = Suorita `ekobridge connect`, kirjaudu eAccountingiin ja hyväksy kaikki oikeudet.
eaccounting-company-mismatch = Kirjautuminen koskee toista yritystä eAccountingissa
eaccounting-company-mismatch-remedy = Suorita `ekobridge connect` ja valitse oikea yritys.
eaccounting-unreachable = eAccounting ei vastaa
eaccounting-unreachable-remedy = Sinun ei tarvitse tehdä mitään: yritetään automaattisesti uudelleen. Jos se jatkuu, katso Visman tilasivu.
eaccounting-rate-limit = eAccounting rajoittaa kutsujen määrää
eaccounting-rate-limit-remedy = Sinun ei tarvitse tehdä mitään: yritetään automaattisesti uudelleen.
eaccounting-server-error = eAccountingissa on vika
eaccounting-server-error-remedy = Sinun ei tarvitse tehdä mitään: yritetään automaattisesti uudelleen. Jos se jatkuu, ota yhteyttä Visman tukeen.
eaccounting-rejected = eAccounting hylkäsi arvon
eaccounting-rejected-remedy = Korjaa kenttä verkkokaupassa, ActiveCampaignissa tai muunnossäännöissä. Aja sitten tietue uudelleen.
eaccounting-rejected-currency-remedy = Lisää { $currency } yrityksesi valuuttoihin eAccountingissa, tai korjaa valuutta verkkokaupassa tai myyntimahdollisuudessa. Aja tietue sitten uudelleen.
eaccounting-rejected-number-taken-remedy = Jos asiakas { $number } on tämä asiakas: { $by ->
    [field] kirjoita { $number } yhteystiedon kenttään, jonka `customers.match_field` nimeää
    [organisation-number] kirjoita ostajan y-tunnus asiakkaalle eAccountingissa, tai sähköpostiosoite, jos ostajalla ei ole tunnusta
   *[email] kirjoita ostajan sähköpostiosoite asiakkaalle eAccountingissa
}, tai aseta `customers.match_by` arvoon "customer-number". Jos se on toinen asiakas, korjaa `CustomerNumber`-kentän sääntö kohdassa `[mapping.customer]`. Aja sitten tietue uudelleen.
eaccounting-invalid-response = eAccountingin vastaus poikkeaa dokumentaatiosta
eaccounting-invalid-response-remedy = Jos teksti nimeää eAccountingin asetuksen, täytä se. Muuten ilmoita siitä ja aja tietue uudelleen päivityksen jälkeen.
eaccounting-no-access = Yritys, käyttäjä tai lisenssi ei salli sitä
eaccounting-no-access-remedy = Muuta se eAccountingissa, tai yhdistä toisena käyttäjänä komennolla `ekobridge connect`. Aja sitten tietue uudelleen.
period-locked = Kirjanpitokausi on lukittu tai puuttuu
period-locked-remedy = Avaa kausi eAccountingissa tai lisää tilikausi. Aja sitten tietue uudelleen.
period-locked-unlock-remedy = Avaa { $day } eAccountingissa kohdassa Asetukset › Kirjanpito lukittu asti tai kohdassa Tilikaudet ja alkusaldot. Aja sitten tietue uudelleen, tai syötä tilaus käsin.
outcome-unknown = Ei tiedetä, loiko eAccounting asiakirjan
outcome-unknown-remedy = Älä luo mitään käsin: se haetaan ennen kuin mitään luodaan. Jos teksti sanoo, ettei sitä löytynyt, katso eAccountingista ja aja tietue uudelleen.
source-missing = Tietuetta ei enää ole ActiveCampaignissa
source-missing-remedy = Jos se oli tarkoitus, mitään ei tarvitse tehdä. Muuten palauta tietue ja aja se uudelleen, tai syötä tilaus käsin.
customer-missing = Tilauksella ei ole käyttökelpoista asiakasta
customer-missing-remedy = Täydennä asiakas ActiveCampaignissa, tai aseta `orders.default_customer` tilauksille, joilla ei ole käyttökelpoista asiakasta. Aja sitten tietue uudelleen.
customer-incomplete = Asiakkaalta puuttuu kenttä, jonka eAccounting vaatii
customer-incomplete-remedy = Täydennä kenttä ActiveCampaignissa tai verkkokaupassa, tai aseta oletusarvo. Aja sitten tietue uudelleen.
customer-incomplete-field-remedy = Täydennä { $field ->
    [city] paikkakunta
    [postcode] postinumero
   *[name] nimi
} ActiveCampaignissa tai verkkokaupassa ja aja tietue uudelleen, tai anna asetukselle `{ $setting }` teksti, jota käytetään.
customer-incomplete-address-remedy = Täydennä paikkakunta ja postinumero ActiveCampaignissa tai verkkokaupassa ja aja tietue uudelleen, tai anna asetuksille `customers.on_missing_city` ja `customers.on_missing_postal_code` teksti, jota käytetään.
customer-incomplete-delivery-city-remedy = Täydennä toimitusosoitteen paikkakunta verkkokaupassa ja aja tietue uudelleen, tai anna asetukselle `customers.on_missing_city` teksti, jota käytetään.
customer-incomplete-delivery-postcode-remedy = Täydennä toimitusosoitteen postinumero verkkokaupassa ja aja tietue uudelleen, tai anna asetukselle `customers.on_missing_postal_code` teksti, jota käytetään.
customer-incomplete-delivery-both-remedy = Täydennä toimitusosoitteen paikkakunta ja postinumero verkkokaupassa ja aja tietue uudelleen, tai anna asetuksille `customers.on_missing_city` ja `customers.on_missing_postal_code` teksti, jota käytetään.
customer-ambiguous = Useampi eAccountingin asiakas täsmää
customer-ambiguous-remedy = Poista eAccountingissa käytöstä kaikki paitsi yksi, tai aseta `customers.on_multiple_matches = "newest-active"`. Aja sitten tietue uudelleen.
customer-ambiguous-another-company-remedy = Jos yritys on sama, korjaa asiakkaan { $customer } tai yhteystiedon numero tai nimi; jos se on toinen, anna sen yhteystiedolle oma sähköpostiosoite. Aja sitten tietue uudelleen.
contact-ambiguous = Toisella yhteystiedolla on asiakkaan sähköpostiosoite
contact-ambiguous-remedy = Yhdistä kaksi yhteystietoa ActiveCampaignissa, tai korjaa osoite eAccountingissa. Aja sitten tietue uudelleen.
customer-inactive = Asiakas ei ole käytössä eAccountingissa
customer-inactive-remedy = Ota asiakas käyttöön eAccountingissa. Aja sitten tietue uudelleen.
customer-inactive-customers-remedy = Ota asiakas { $customers } käyttöön eAccountingissa. Aja sitten tietue uudelleen.
sku-unknown = eAccountingissa ei ole tuotetta, jolla on tämä tuotenumero (SKU)
sku-unknown-remedy = Luo tuote eAccountingiin, tai aseta `articles.on_unknown_sku` arvoon "create" tai "fallback". Aja sitten tietue uudelleen.
sku-unknown-articles-remedy = Luo eAccountingiin tuote { $articles }, tai aseta `articles.on_unknown_sku` arvoon "create" tai "fallback". Aja sitten tietue uudelleen.
sku-unknown-gift-card-remedy = Luo tuote { $article } eAccountingiin 0 %:n tiliöintitavalla ja korttien haltijoille olevan velan tilillä; tai tavaroiden tiliöintitavalla, jos lahjakorttisi myydään arvonlisäverolla. Aja sitten tietue uudelleen.
sku-missing = Tilausriviltä puuttuu tuotenumero (SKU)
sku-missing-remedy = Anna tuotteelle tuotenumero verkkokaupassa. Jos rivi on maksu, lisää sen nimi asetukseen `fees.names` ja tuote asetukseen `fees.articles`; muille tavaroille aseta `articles.on_unknown_sku = "fallback"` ja varatuote. Aja sitten tietue uudelleen.
sku-missing-gift-card-remedy = Anna lahjakortille tuotenumero (SKU) verkkokaupassa, ja luo eAccountingiin tuote, jolla on se numero ja 0 %:n tiliöintitapa. Aja sitten tietue uudelleen.
sku-missing-below-zero-remedy = Katso verkkokaupasta, mitä rivi vähentää. Jos se on alennus, anna sille sellainen nimi ("Alennus"); jos se on lahjakortilla maksettu osuus, lisää sen nimi asetukseen `vouchers.names` ja aseta `vouchers.article`; jos tavaroita palautettiin, anna riville niiden tuotenumero. Käsiraha on maksu: kirjaa sellainen tilaus käsin. Aja sitten tietue uudelleen.
sku-missing-deal-remedy = Aseta `orders.deals.article` tuotteen numeroksi, tai nimeä myyntimahdollisuuksien mukautettu kenttä sitä varten asetuksessa `orders.deals.article_field` ja täytä se. Aja sitten tietue uudelleen.
article-inactive = Tuote ei ole käytössä eAccountingissa
article-inactive-remedy = Ota tuote käyttöön eAccountingissa, tai käytä verkkokaupassa toista tuotenumeroa. Aja sitten tietue uudelleen.
article-inactive-article-remedy = Ota tuote { $article } käyttöön eAccountingissa, tai käytä verkkokaupassa toista tuotenumeroa. Aja sitten tietue uudelleen.
article-not-configured = Tuotetta toimitukselle, alennuksille tai vastaavalle ei ole asetettu tai löytynyt
article-not-configured-remedy = Luo tuote eAccountingiin ja aseta sen numero asetuksiin. Aja sitten tietue uudelleen.
article-not-configured-setting-remedy = Aseta asetukseen `{ $setting }` sellaisen tuotteen numero, jonka tiliöintitavan kanta on { $rate }. Aja sitten tietue uudelleen.
article-not-configured-missing-remedy = Luo tuote { $article } eAccountingiin, tai korjaa `{ $setting }`. Aja sitten tietue uudelleen.
article-not-configured-rate-remedy = Anna tuotteelle { $article } eAccountingissa tiliöintitapa, jonka kanta on { $rate }, tai nimeä toinen tuote asetuksessa `{ $setting }`. Aja sitten tietue uudelleen.
article-not-configured-oss-remedy = Avaa tuote { $article } eAccountingissa ja merkitse se OSS-myyntiin. Aja sitten tietue uudelleen.
account-missing = Tuotteen tiliöintitavasta puuttuu tili
account-missing-remedy = Täydennä tili eAccountingin tuotteiden tiliöintitapoihin. Aja sitten tietue uudelleen.
account-missing-coding-remedy = Avaa eAccountingissa Asetukset › Tuotteiden tiliöintitavat ja täydennä puuttuva tili kohtaan "{ $coding }", tai anna tuotteelle { $article } toinen tiliöintitapa. Aja sitten tietue uudelleen.
account-missing-gift-card-remedy = Anna tuotteelle { $article } oma tiliöintitapa eAccountingissa, tilinä { $account } myös ulkomaanmyynnissä, ja aja tietue uudelleen; tai syötä tilaus käsin.
account-missing-country-remedy = Avaa eAccountingissa Asetukset › Tuotteiden tiliöintitavat ja aseta tili { $account } tälle myynnin lajille, tai korjaa `vat.countries.{ $country }.account`. Aja sitten tietue uudelleen.
coding-missing = Millään tuotteiden tiliöintitavalla ei ole tätä alv-kantaa
coding-missing-remedy = Lisää tiliöintitapa eAccountingiin, tai valitse sellainen asetuksissa. Aja sitten tietue uudelleen.
coding-missing-rate-remedy = Avaa eAccountingissa Asetukset › Tuotteiden tiliöintitavat ja lisää tai ota käyttöön sellainen, jonka kanta on { $rate }. Aja sitten tietue uudelleen.
coding-missing-several-remedy = Nimeä uusien tuotteiden tiliöintitapa, jonka kanta on { $rate }, asetuksessa `articles.account_coding`. Aja sitten tietue uudelleen.
coding-missing-oss-remedy = Lisää maan { $country } alv-kanta asetukseen `vat.countries.{ $country }.oss_rates` muodossa { $rate } = sikäläinen kanta prosentteina. Aja sitten tietue uudelleen.
coding-missing-of-article-remedy = Anna tuotteelle { $article } toinen tiliöintitapa eAccountingissa. Aja sitten tietue uudelleen.
reference-not-found = Asetuksissa olevaa nimeä ei ole eAccountingissa
reference-not-found-remedy = Korjaa asetus, tai lisää nimi eAccountingiin. Aja sitten tietue uudelleen.
reference-not-found-setting-remedy = Korjaa `{ $setting }` asetuksissa, tai lisää nimi eAccountingiin. Aja sitten tietue uudelleen.
reference-not-found-default-customer-remedy = Luo asiakas { $customer } eAccountingiin, tai korjaa `orders.default_customer` asetuksissa. Aja sitten tietue uudelleen.
reference-not-found-terms-remedy = Avaa eAccountingissa Asetukset › Maksuehdot ja ota yksi käyttöön myynnissä. Aja sitten tietue uudelleen.
total-mismatch = Asiakirjan summa poikkeaisi verkkokaupan summasta
total-mismatch-remedy = Vertaa summia ja rivejä. Korjaa tiliöintitavat, asiakas tai tilaus. Aja sitten tietue uudelleen.
total-mismatch-charged-on-export-remedy = Jos verkkokauppa on oikeassa, aseta asetuksiin `vat.countries.{ $country }.charge_vat = true`; jos se on väärässä, korjaa tilaus verkkokaupassa. Aja sitten tietue uudelleen.
total-mismatch-not-charged-on-export-remedy = Jos verkkokauppa on oikeassa, poista asetuksista `vat.countries.{ $country }.charge_vat`, tai poista asiakkaalta eAccountingissa merkintä alv:stä EU:n ulkopuolisissa laskuissa. Jos se on väärässä, korjaa verkkokaupan alv-asetukset ja tilaus. Aja sitten tietue uudelleen.
total-mismatch-charged-without-vat-remedy = Jos verkkokauppa on oikeassa, korjaa asiakkaan maa, alv-tunniste tai alv-asetukset; jos se on väärässä, korjaa tilaus verkkokaupassa. Aja sitten tietue uudelleen.
total-mismatch-charged-under-reverse-charge-remedy = Jos verkkokauppa on oikeassa, poista asiakkaalta eAccountingissa rakennusalan käännetty verovelvollisuus; jos se on väärässä, korjaa tilaus verkkokaupassa. Aja sitten tietue uudelleen.
total-mismatch-not-charged-at-home-remedy = Katso, kumpi on oikeassa. Jos tavarat ovat verottomia, kuten lahjakortti, anna niiden tuotteille eAccountingissa tiliöintitapa, jonka alv-kanta on 0 %; jos myynti on rakennustyötä käännetyllä verovelvollisuudella, merkitse se asiakkaalle ja anna sen alv-tunniste. Muuten korjaa verkkokaupan alv-asetukset ja tilaus. Aja sitten tietue uudelleen.
total-mismatch-vat-number-remedy = Katso, kumpi on oikeassa. Korjaa tiliöintitavat tai asiakkaan maa eAccountingissa, anna ostajan alv-tunniste kentässä, jonka `customers.vat_number_field` nimeää, tai korjaa verkkokaupan alv-asetukset ja tilaus. Aja sitten tietue uudelleen.
total-mismatch-other-rate-remedy = Katso, kumpi on oikeassa. Korjaa tiliöintitavat tai asiakkaan maa eAccountingissa, tai korjaa verkkokaupan alv-asetukset ja tilaus. Aja sitten tietue uudelleen.
total-mismatch-shipping-without-vat-remedy = Toimituksella on niiden tavaroiden alv, joita se koskee. Aseta verkkokaupassa toimitukselle se veroluokka ja syötä tilaus käsin, tai korjaa se verkkokaupassa ja aja se uudelleen.
total-mismatch-parts-differ-remedy = Vertaa tilauksen rivejä, toimitusta, alennuksia ja loppusummaa verkkokaupassa sekä asetuksia `prices.line_price`, `prices.vat` ja `rounding.tolerance`. Aja sitten tietue uudelleen.
total-mismatch-cents-remedy = Aseta `rounding.tolerance` (0.02 riittää) ja `rounding.article` asetuksissa, jotta erotus saa oman rivin, ja aja tietue uudelleen; tai syötä tilaus käsin.
total-mismatch-stated-vat-remedy = Vertaa tilauksen tuotteiden alv-kantoja eAccountingissa verkkokaupan kantoihin ja korjaa tiliöintitavat. Aja sitten tietue uudelleen.
total-mismatch-rounded-payment-remedy = Poista pyöristys käytöstä eAccountingin yritysasetuksissa, tai poista `register_payment` käytöstä tältä maksutavalta. Aja sitten tietue uudelleen.
total-mismatch-rate-changed-remedy = Aseta `document = "invoice"` tälle maksutavalle tai kohtaan `[orders]`, jolloin laskut säilyttävät tilauksen päivän, ja aja tietue uudelleen; tai syötä lasku käsin.
total-mismatch-credit-by-hand-remedy = Hyvitä lasku { $number } käsin eAccountingissa, sen oman päivän alv:llä.
total-mismatch-another-document-remedy = Jos asiakirja { $number } on tämä tilaus, korjaa se eAccountingissa; muuta ei tarvita. Jos se on toinen, muuta sen viite siellä ja aja tietue uudelleen.
total-mismatch-document-differs-remedy = Vertaa asiakirjaa { $number } verkkokaupan tilaukseen: asiakkaan maa, tyyppi ja alv-tunniste sekä tuotteiden tiliöintitavat ratkaisevat alv:n. Korjaa ne, { $undo ->
    [credit] hyvitä asiakirja
   *[delete] poista asiakirja
} eAccountingissa ja aja tietue uudelleen.
total-mismatch-document-currency-remedy = Korjaa asiakkaan valuutta eAccountingissa, { $undo ->
    [credit] hyvitä
   *[delete] poista
} siellä asiakirja { $number } ja aja tietue uudelleen.
price-ambiguous = Ei ole selvää, miten verkkokaupan hinnat on tarkoitettu
price-ambiguous-remedy = Aseta `prices.line_price` ("unit" tai "line") ja `prices.vat` ("included" tai "excluded") sen mukaan, mitä verkkokauppa tekee. Aja sitten tietue uudelleen.
price-ambiguous-none-remedy = Vertaa tilauksen rivejä, toimitusta, alennuksia ja loppusummaa verkkokaupassa; sentin eron voi sallia asetuksella `rounding.tolerance`. Aja sitten tietue uudelleen.
price-ambiguous-cents-remedy = Korjaa, miten verkkokaupan liitäntä kirjoittaa summat ActiveCampaigniin, anna sen kirjoittaa tilaus uudelleen ja aja tietue uudelleen. Jos hinta on oikein, kirjaa tilaus käsin, tai korjaa tuotteen hinta eAccountingissa ja aja uudelleen.
price-underdetermined = Verkkokaupan pyöristetyt hinnat sopivat summaan usealla tavalla
price-underdetermined-remedy = Anna tuotteille niiden myyntihinnat ja aja tietue uudelleen, tai syötä tilaus käsin.
amount-not-listed = Osa summasta ei ole millään tilausrivillä
amount-not-listed-remedy = Katso tilausta verkkokaupassa. Aseta `fees.unexplained_article` ja `fees.unexplained_limit`, jotta tällaiset summat saavat oman rivin, ja aja tietue uudelleen; tai syötä tilaus käsin.
partial-refund = Tilaus näyttää osittain palautetulta
partial-refund-remedy = Katso tilausta verkkokaupassa. Jos siitä on jo lasku, hyvitä asiakkaalle palautettu osa siitä. Jos sitä ei ole koskaan lähetetty, syötä se käsin sellaisena kuin se myytiin, ja hyvitä asiakkaalle palautettu osa.
partial-refund-credit-remedy = Katso verkkokaupasta, mitä hyvitettiin, ja hyvitä { $amount } (sis. alv) laskusta { $number } eAccountingissa.
partial-refund-credit-part-remedy = Katso verkkokaupasta, mitä hyvitettiin, ja hyvitä se laskusta { $number } eAccountingissa.
partial-refund-take-off-remedy = Katso verkkokaupasta, mitä hyvitettiin, ja vähennä { $amount } (sis. alv) asiakirjasta { $number } eAccountingissa, tai hyvitä sen lasku, jos sellainen on jo.
partial-refund-take-off-part-remedy = Katso verkkokaupasta, mitä hyvitettiin, ja vähennä se asiakirjasta { $number } eAccountingissa, tai hyvitä sen lasku, jos sellainen on jo.
partial-refund-again-remedy = Katso verkkokaupasta, hyvitettiinkö lisää, ja hyvitä sekin asiakirjasta { $number } tai vähennä se siitä. Jos lisää ei hyvitetty, mitään ei tarvitse tehdä. Aja tilaus sitten uudelleen.
value-invalid = Arvo ei sovi eAccountingin kenttään
value-invalid-remedy = Korjaa arvo verkkokaupassa, ActiveCampaignissa tai muunnossäännöllä. Aja sitten tietue uudelleen.
value-invalid-no-lines-remedy = Katso tilausta verkkokaupassa; jos se on siellä oikein, syötä se käsin eAccountingiin. Muuten korjaa se siellä ja aja tietue uudelleen.
value-invalid-vat-flag-remedy = { $change ->
    [set] Aseta
   *[remove] Poista
} asiakkaan { $customer } tieto eAccountingissa: { $flag ->
    [delivery] alv toimitusosoitteen mukaan
    [number] alv-tunniste
    [outside] alv EU:n ulkopuolisissa laskuissa
   *[northern] Pohjois-Irlanti
}; tai anna tilausten päivittää asiakkaansa (`orders.update_customer`). Aja sitten tietue uudelleen.
value-invalid-store-pickup-remedy = Anna tilaukselle verkkokaupassa myymälän osoite toimitusosoitteeksi ja aja tietue uudelleen, tai syötä se käsin kotimaan myyntinä.
value-invalid-currency-remedy = Muuta asiakkaan { $customer } valuutta eAccountingissa, tai vie tällaiset tilaukset tilauksina, joilla on oma valuutta (`orders.document = "order"` tai `"order-invoiced"`). Aja sitten tietue uudelleen.
value-invalid-vat-number-country-remedy = Korjaa alv-tunniste tai maa ActiveCampaignissa tai verkkokaupassa ja aja tietue uudelleen, tai jätä tunniste pois asetusten kohdassa `[mapping.customer]` rivillä `VatNumber = ""`.
value-invalid-field-remedy = Korjaa { $field } ActiveCampaignissa tai verkkokaupassa, tai anna kentälle toinen sääntö: `{ $field }` asetusten kohdassa `[mapping.{ $section }]`. Aja sitten tietue uudelleen.
value-invalid-mapping-remedy = Korjaa `{ $field }` asetusten kohdassa `[mapping.{ $section }]`. Aja sitten tietue uudelleen.
value-invalid-customer-field-remedy = Korjaa asiakkaan { $field ->
    [invoice_country] laskutusmaa
    [delivery_country] toimitusmaa
   *[vat_number] alv-tunniste
} ja aja tietue uudelleen.
value-invalid-territory-remedy = Aseta asiakkaan maaksi { $country } eAccountingissa, tai anna tilausten päivittää asiakkaansa (`orders.update_customer`). Aja sitten tietue uudelleen.
value-invalid-by-hand-remedy = Syötä tilaus käsin.
value-invalid-discount-remedy = Katso verkkokaupassa, mitä alennus koskee, ja syötä tilaus käsin.
value-invalid-negative-total-remedy = Jos se on maksun palautus asiakkaalle, hyvitä alkuperäinen lasku eAccountingissa.
value-invalid-order-in-shop-remedy = Korjaa tilaus verkkokaupassa. Aja sitten tietue uudelleen.
value-invalid-long-sku-remedy = Lyhennä rivin { $line } tuotenumero (SKU) verkkokaupassa. Aja sitten tietue uudelleen.
value-invalid-credit-by-hand-remedy = Hyvitä lasku { $number } käsin eAccountingissa.
value-invalid-credit-customer-remedy = Hyvitä lasku { $number } käsin eAccountingissa; tai anna asiakkaalle { $customer } laskun maa ja toimitusosoite ja aja tietue uudelleen.
input-invalid = Syöttämääsi tietoa ei voi käyttää
input-invalid-remedy = Korjaa se tekstin mukaan ja yritä uudelleen.
input-invalid-another-backfill-remedy = Anna toisen jatkaa. Kun yhtään ei enää ole käynnissä, `ekobridge backfill --resume` jatkaa siitä, mitä on jäljellä.
mapping-failed = Muunnossääntö epäonnistui tällä tietueella
mapping-failed-remedy = Korjaa sääntö, tai poista se, jolloin oletus pätee. Aja sitten tietue uudelleen.
mapping-failed-section-remedy = Korjaa sääntö kohdassa `[mapping.{ $section }]`, tai poista se, jolloin oletus pätee. Aja sitten tietue uudelleen.
connection-foreign = Asetusten kauppayhteys kuuluu verkkokaupan omalle integraatiolle
connection-foreign-remedy = Poista `to_activecampaign.connection.id`, jolloin Ekobridge käyttää omaa yhteyttä. Aja sitten tietue uudelleen.
connection-missing = Asetusten kauppayhteyttä ei ole olemassa
connection-missing-remedy = Korjaa tai poista `to_activecampaign.connection.id`. Aja sitten tietue uudelleen.
stock-plan-waiting = Ensimmäinen varastopäivitys odottaa hyväksyntääsi
stock-plan-waiting-remedy = Jos luvut ovat oikein, suorita `ekobridge replay stock:all`. Muuten muuta asetuksia.
changed-after-creation = Tilausta muutettiin verkkokaupassa asiakirjan luomisen jälkeen
changed-after-creation-remedy = Vertaa niitä. Korjaa asiakirja, tai hyvitä se, jos se on lasku.
changed-after-creation-enter-remedy = Jos tilaus on oikein, syötä se käsin eAccountingiin viitteellä { $number }. Ekobridge ei tee siitä toista asiakirjaa.
cancelled-after-creation = Tilaus peruttiin tai palautettiin asiakirjan luomisen jälkeen
cancelled-after-creation-remedy = Poista tilaus eAccountingista, tai hyvitä lasku.
cancelled-after-creation-replaced-remedy = Hyvitä asiakirja { $number } eAccountingissa, jos se on samasta myynnistä. Ekobridge jättää sen ennalleen.
follow-up-failed = Asiakirja on olemassa, mutta sen jälkeinen vaihe epäonnistui
follow-up-failed-remedy = Korjaa syy ja aja tietue uudelleen: loput tehdään, eikä toista asiakirjaa luoda.
too-many-rows = Tilauksessa on enemmän rivejä kuin asiakirjaan mahtuu
too-many-rows-remedy = Syötä tilaus käsin useana asiakirjana.
crashed = Tietueen käsittely keskeytyi odottamatta useita kertoja
crashed-remedy = Ilmoita siitä ja liitä mukaan funktion loki. Aja tietue uudelleen päivityksen jälkeen.
retries-exhausted = Kaikki yritykset on käytetty
retries-exhausted-remedy = Korjaa viimeisen virheen syy. Suorita sitten `ekobridge replay --dead-letters`, tai aja tietue uudelleen.
webhook-unhealthy = ActiveCampaignin webhook puuttuu, on muuttunut tai ei lähetä mitään
webhook-unhealthy-remedy = Määritä webhook uudelleen. Tuonnin jälkeen, joka ei lähetä webhookeja, mitään ei tarvita.
invalid-job = Jonossa olevaa viestiä ei voi lukea
invalid-job-remedy = Suorita `ekobridge replay --dead-letters`, niin näet sen. Katso se jonosta, poista se ja aja sen tietue uudelleen.
storage-error = Ekobridgen omassa tallennuksessa on vika
storage-error-remedy = Sinun ei tarvitse tehdä mitään: yritetään automaattisesti uudelleen. Jos se jatkuu, tarkista taulut, jonot ja salaisuudet AWS:ssä.
record-locked = Tietuetta käsitellään juuri nyt
record-locked-remedy = Sinun ei tarvitse tehdä mitään: yritetään automaattisesti uudelleen.
from-newer-version = Ekobridgen uudempi versio pysäköi tietueen
from-newer-version-remedy = Toimi tekstin mukaan, tai asenna uudempi versio uudelleen. `ekobridge replay` toimii myös.
paused = Pino on tauolla, ja työ on odottanut kymmenen päivää
paused-remedy = Suorita `ekobridge resume`. Työ palaa silloin jonoon.
