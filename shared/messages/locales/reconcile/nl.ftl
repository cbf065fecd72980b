title = { $deployment }: orders geplaatst van { $from } tot { $until }
page-title = Afstemming van { $deployment }
page-period = Orders geplaatst van { $from } tot { $until }, vergeleken op { $at }.
all-agree = Beide systemen komen tot de kleinste eenheid overeen.
disagree = { $count ->
    [one] De systemen verschillen over 1 verkoop.
   *[other] De systemen verschillen over { $count } verkopen.
}
orders-agree = { $count ->
    [one] { $matched } van 1 order komt overeen.
   *[other] { $matched } van { $count } orders komen overeen.
}
sales-agree = { $count ->
    [one] { $matched } van 1 verkoop komt overeen.
   *[other] { $matched } van { $count } verkopen komen overeen.
}
way-back = Van eAccounting naar ActiveCampaign
sum-sales = { $count ->
    [one] 1 order
   *[other] { $count } orders
}
in-activecampaign = { $amount } in ActiveCampaign
in-eaccounting = { $amount } in eAccounting
sums-equal = gelijk
more = Nog { $count }; { $option } bevat ze allemaal.
left-out = Weggelaten door de instellingen
documents = Documenten: { $names }
without-number = zonder nummer
caption-sums = Totalen per valuta, inclusief btw
column-currency = Valuta
column-orders = Orders
column-difference = Verschil
column-order = Order
column-reason = Reden
column-what-differs = Wat verschilt, en waarom
column-what-to-do = Wat te doen
remark-other-documents = { $count ->
    [one] 1 document van eAccounting uit deze tijd hoort bij geen bekende winkelorder; het wordt niet vergeleken.
   *[other] { $count } documenten van eAccounting uit deze tijd horen bij geen bekende winkelorder; ze worden niet vergeleken.
}
remark-other-documents-way-back = { $count ->
    [one] 1 document van eAccounting uit deze tijd hoort bij geen bekende winkelorder; het wordt alleen vergeleken met de eigen orders van Ekobridge in ActiveCampaign.
   *[other] { $count } documenten van eAccounting uit deze tijd horen bij geen bekende winkelorder; ze worden alleen vergeleken met de eigen orders van Ekobridge in ActiveCampaign.
}
remark-without-vat = Bij { $count } van de orders die overeenkomen, geeft de winkel de btw niet op; totalen, artikelen en aantallen zijn vergeleken.
class-missing-in-eaccounting = Ontbreekt in eAccounting
class-missing-in-activecampaign = Ontbreekt in ActiveCampaign
class-sent-twice = Twee keer verzonden
class-different = Verschillend
class-refunded-on-one-side = Aan één kant terugbetaald
differs-currency = valuta { $activecampaign } in ActiveCampaign, { $eaccounting } in eAccounting
differs-total = totaal { $activecampaign } in ActiveCampaign, { $eaccounting } in eAccounting ({ $off })
differs-vat = btw { $activecampaign } in ActiveCampaign, { $eaccounting } in eAccounting
differs-line-missing = artikel { $article }: { $quantity } besteld, geen regel
differs-line-extra = artikel { $article }: { $quantity } gefactureerd, niet besteld
differs-quantity = artikel { $article }: { $activecampaign } besteld, { $eaccounting } gefactureerd
differs-amount = artikel { $article }: { $activecampaign } in ActiveCampaign, { $eaccounting } in eAccounting
differs-state = status "{ $activecampaign }" in ActiveCampaign, "{ $eaccounting }" in eAccounting
differs-lines = artikel { $article }: { $activecampaign } in ActiveCampaign, { $eaccounting } in eAccounting
differs-lines-without-number = regels zonder artikelnummer: { $activecampaign } in ActiveCampaign, { $eaccounting } in eAccounting
no-lines = geen
lines-and = { $first } en { $second }
differs-not-credited = geannuleerd of terugbetaald in ActiveCampaign, niet gecrediteerd in eAccounting
differs-partly-credited = geannuleerd of terugbetaald in ActiveCampaign, { $credited } daarvan gecrediteerd in eAccounting
differs-not-refunded = { $credited } gecrediteerd in eAccounting, niet terugbetaald in ActiveCampaign
never-heard = Nooit gezien: geen webhook en geen controleronde heeft hem gebracht, en de instellingen zouden hem verzenden.
never-heard-do = Verzend hem.
all-of-the-time-do = Zijn het er veel, verzend dan de hele periode tegelijk.
was-left-out = Hij is de vorige keer weggelaten. De instellingen en het record van nu zouden hem verzenden.
was-left-out-do = Verwerk hem opnieuw om hem te verzenden.
deleted-in-eaccounting = Hij is verzonden, en iemand heeft het document in eAccounting verwijderd. Het wordt niet vanzelf opnieuw gemaakt.
deleted-in-eaccounting-do = Is het per ongeluk verwijderd, voer het dan handmatig in eAccounting in. Was het de bedoeling, doe dan niets.
billed-twice = Elk van de documenten factureert de hele order.
billed-twice-do = Vergelijk de documenten, en crediteer of verwijder ze op één na.
also-made-otherwise = Ekobridge heeft { $known } gemaakt. Wat dezelfde referentie heeft, is anders gemaakt: handmatig, door een andere integratie of vóór het register ({ $others }).
also-made-otherwise-do = Is het dezelfde verkoop, crediteer of verwijder dan het andere document in eAccounting.
changed-after-sending = De order of het document is gewijzigd nadat hij was verzonden.
changed-after-sending-do = Kijk welke van beide klopt. Is het de winkel, corrigeer dan het document, of crediteer het als het een factuur is.
compare-again-do = Vergelijk hem nog eens met de winkel; wat er dan gebeurt, bepaalt `orders.on_change`.
entered-otherwise = Het document heeft het nummer van deze order, en Ekobridge heeft het niet gemaakt: het is handmatig of door een andere integratie ingevoerd.
entered-otherwise-do = Hoort het bij een andere verkoop, wijzig dan de referentie in eAccounting; corrigeer het anders daar.
credited-in-eaccounting = Hij is in eAccounting gecrediteerd, en de winkel heeft hem niet terugbetaald of dat niet aan ActiveCampaign gemeld.
credited-in-eaccounting-do = Betaal de order in de winkel terug of annuleer hem, of maak de creditering ongedaan met een nieuwe factuur.
refunded-in-shop = Hij is na verzending in de winkel geannuleerd of terugbetaald, en geen taak heeft dat gezien.
refunded-in-shop-do = Behandel hem opnieuw; wat er dan gebeurt, bepaalt `orders.on_cancel`.
credit-or-delete-do = Of crediteer of verwijder het document in eAccounting.
order-deleted = De order van het document staat niet meer in ActiveCampaign: hij of zijn winkel is daar verwijderd.
order-deleted-do = Ging de verkoop niet door, crediteer of verwijder dan het document in eAccounting. Doe anders niets.
deleted-in-activecampaign = Ekobridge heeft hem geschreven, en ActiveCampaign heeft hem niet meer: de order of de koppeling is daar verwijderd.
never-written = Nooit geschreven: hij bestond al voordat `to_activecampaign.orders` werd ingeschakeld en is sindsdien niet gewijzigd, of geen opvraging heeft hem gebracht.
not-in-ledger = Het register weet niet wat er is geschreven: het is verloren gegaan, of een andere installatie heeft het geschreven.
not-written-yet = De documenten zijn gewijzigd sinds ze het laatst zijn geschreven, en geen taak heeft dat al geschreven.
changed-in-activecampaign = Hij is in ActiveCampaign gewijzigd nadat Ekobridge hem had geschreven: handmatig of door een andere integratie.
write-again-do = Verwerk hem opnieuw: hij wordt vergeleken en in zijn geheel geschreven.
change-quote-do = Wijzig de offerte in eAccounting: de volgende opvraging schrijft hem in zijn geheel.
beside-the-stores = Het is { $store } in ActiveCampaign, en Ekobridge heeft hem daar nog eens geschreven, zodat hij dubbel telt: toen hij werd geschreven, wist het register niet waar hij vandaan kwam.
beside-the-stores-do = Verwijder de order { $order } van Ekobridge in ActiveCampaign; die van de winkel blijft.
written-twice = ActiveCampaign heeft hem { $count } keer, onder de id's van verschillende documenten, zodat hij even vaak telt: hij is geschreven voordat zijn eerste document bekend was, of door een andere installatie.
written-twice-do = Verwijder in ActiveCampaign die waarvan de id niet { $order } is, die van het eerste document.
documents-deleted = De documenten staan niet meer in eAccounting, en ActiveCampaign rekent nog op hem: ze zijn verwijderd, en geen taak heeft dat gezien.
documents-deleted-do = Verwerk hem opnieuw: wat nooit is gefactureerd, wordt in ActiveCampaign geannuleerd.
delete-if-it-stays-do = Blijft hij, verwijder dan de order in ActiveCampaign.
see-all-do = Bekijk alles wat ervan bekend is.
