title = { $deployment }: ordrar lagda från { $from } till { $until }
page-title = Avstämning av { $deployment }
page-period = Ordrar lagda från { $from } till { $until }, jämförda { $at }.
all-agree = Båda systemen stämmer till minsta enhet.
disagree = { $count ->
    [one] Systemen skiljer sig åt i 1 försäljning.
   *[other] Systemen skiljer sig åt i { $count } försäljningar.
}
orders-agree = { $count ->
    [one] { $matched } av 1 order stämmer.
   *[other] { $matched } av { $count } ordrar stämmer.
}
sales-agree = { $count ->
    [one] { $matched } av 1 försäljning stämmer.
   *[other] { $matched } av { $count } försäljningar stämmer.
}
way-back = Från eAccounting till ActiveCampaign
sum-sales = { $count ->
    [one] 1 order
   *[other] { $count } ordrar
}
in-activecampaign = { $amount } i ActiveCampaign
in-eaccounting = { $amount } i eAccounting
sums-equal = lika
more = { $count } till; { $option } har alla.
left-out = Utelämnade enligt inställningarna
documents = Dokument: { $names }
without-number = utan nummer
caption-sums = Summor per valuta, inklusive moms
column-currency = Valuta
column-orders = Ordrar
column-difference = Skillnad
column-order = Order
column-reason = Orsak
column-what-differs = Vad som skiljer sig, och varför
column-what-to-do = Åtgärd
remark-other-documents = { $count ->
    [one] 1 av eAccountings dokument från denna tid hör inte till någon känd butiksorder; det jämförs inte.
   *[other] { $count } av eAccountings dokument från denna tid hör inte till någon känd butiksorder; de jämförs inte.
}
remark-other-documents-way-back = { $count ->
    [one] 1 av eAccountings dokument från denna tid hör inte till någon känd butiksorder; det jämförs bara med Ekobridges egna ordrar i ActiveCampaign.
   *[other] { $count } av eAccountings dokument från denna tid hör inte till någon känd butiksorder; de jämförs bara med Ekobridges egna ordrar i ActiveCampaign.
}
remark-without-vat = För { $count } av de ordrar som stämmer anger butiken inte momsen; summor, artiklar och antal jämfördes.
class-missing-in-eaccounting = Saknas i eAccounting
class-missing-in-activecampaign = Saknas i ActiveCampaign
class-sent-twice = Skickad två gånger
class-different = Olika
class-refunded-on-one-side = Återbetald på ena sidan
differs-currency = valuta { $activecampaign } i ActiveCampaign, { $eaccounting } i eAccounting
differs-total = summa { $activecampaign } i ActiveCampaign, { $eaccounting } i eAccounting ({ $off })
differs-vat = moms { $activecampaign } i ActiveCampaign, { $eaccounting } i eAccounting
differs-line-missing = artikel { $article }: { $quantity } beställda, ingen rad
differs-line-extra = artikel { $article }: { $quantity } fakturerade, inte beställda
differs-quantity = artikel { $article }: { $activecampaign } beställda, { $eaccounting } fakturerade
differs-amount = artikel { $article }: { $activecampaign } i ActiveCampaign, { $eaccounting } i eAccounting
differs-state = status "{ $activecampaign }" i ActiveCampaign, "{ $eaccounting }" i eAccounting
differs-lines = artikel { $article }: { $activecampaign } i ActiveCampaign, { $eaccounting } i eAccounting
differs-lines-without-number = rader utan artikelnummer: { $activecampaign } i ActiveCampaign, { $eaccounting } i eAccounting
no-lines = inga
lines-and = { $first } och { $second }
differs-not-credited = avbruten eller återbetald i ActiveCampaign, inte krediterad i eAccounting
differs-partly-credited = avbruten eller återbetald i ActiveCampaign, { $credited } av den krediterad i eAccounting
differs-not-refunded = { $credited } krediterade i eAccounting, inte återbetalade i ActiveCampaign
never-heard = Aldrig sedd: ingen webhook och ingen genomsökning har hämtat den, och inställningarna skulle skicka den.
never-heard-do = Skicka den.
all-of-the-time-do = Om de är många, skicka hela tiden tillsammans.
was-left-out = Den utelämnades när den senast behandlades. Inställningarna och posten som de är nu skulle skicka den.
was-left-out-do = Kör om den för att skicka den.
deleted-in-eaccounting = Den skickades, och någon har tagit bort dokumentet i eAccounting. Det skapas inte igen av sig självt.
deleted-in-eaccounting-do = Om det togs bort av misstag, registrera det manuellt i eAccounting. Om det var meningen, gör ingenting.
billed-twice = Vart och ett av dokumenten fakturerar hela ordern.
billed-twice-do = Jämför dokumenten, och kreditera eller ta bort alla utom ett.
also-made-otherwise = Ekobridge har skapat { $known }. Det som har samma referens skapades på annat sätt: manuellt, av en annan integration eller före registret ({ $others }).
also-made-otherwise-do = Om det är samma försäljning, kreditera eller ta bort det andra dokumentet i eAccounting.
changed-after-sending = Ordern eller dess dokument ändrades efter att den skickades.
changed-after-sending-do = Se vilken av dem som är rätt. Om det är butiken, rätta dokumentet, eller kreditera det om det är en faktura.
compare-again-do = Jämför den med butiken en gång till; vad som då händer anger `orders.on_change`.
entered-otherwise = Dokumentet har orderns nummer, och Ekobridge har inte skapat det: det registrerades manuellt eller av en annan integration.
entered-otherwise-do = Om det hör till en annan försäljning, ändra dess referens i eAccounting; rätta det annars där.
credited-in-eaccounting = Den krediterades i eAccounting, och butiken har inte återbetalat den, eller inte meddelat ActiveCampaign.
credited-in-eaccounting-do = Återbetala eller avbryt ordern i butiken, eller ersätt krediteringen med en ny faktura.
refunded-in-shop = Den avbröts eller återbetalades i butiken efter att den skickades, och inget jobb har sett det.
refunded-in-shop-do = Behandla den igen; vad som då händer anger `orders.on_cancel`.
credit-or-delete-do = Eller kreditera eller ta bort dokumentet i eAccounting.
order-deleted = Dokumentets order finns inte längre i ActiveCampaign: den eller dess butik togs bort där.
order-deleted-do = Om köpet inte blev av, kreditera eller ta bort dokumentet i eAccounting. Gör annars ingenting.
deleted-in-activecampaign = Ekobridge har skrivit den, och ActiveCampaign har den inte längre: ordern eller dess anslutning togs bort där.
never-written = Aldrig skriven: den fanns innan `to_activecampaign.orders` slogs på och har inte ändrats sedan dess, eller så har ingen avfrågning hämtat den.
not-in-ledger = Registret vet inte vad som skrevs: uppgiften gick förlorad, eller en annan installation skrev det.
not-written-yet = Dess dokument har ändrats sedan de senast skrevs, och inget jobb har skrivit det än.
changed-in-activecampaign = Den ändrades i ActiveCampaign efter att Ekobridge skrev den: manuellt eller av en annan integration.
write-again-do = Kör om den: den jämförs och skrivs i sin helhet.
change-quote-do = Ändra offerten i eAccounting: nästa avfrågning skriver den i sin helhet.
beside-the-stores = Den är { $store } i ActiveCampaign, och Ekobridge har skrivit den där en gång till, så att den räknas två gånger: när den skrevs visste registret inte varifrån den kom.
beside-the-stores-do = Ta bort Ekobridges order { $order } i ActiveCampaign; butikens blir kvar.
written-twice = ActiveCampaign har den { $count } gånger, med olika dokuments id, så att den räknas lika många gånger: den skrevs innan dess första dokument var känt, eller av en annan installation.
written-twice-do = Ta i ActiveCampaign bort dem vars id inte är { $order }, det första dokumentets.
documents-deleted = Dess dokument finns inte längre i eAccounting, och ActiveCampaign räknar fortfarande med den: de togs bort, och inget jobb har sett det.
documents-deleted-do = Kör om den: det som aldrig fakturerades avbryts i ActiveCampaign.
delete-if-it-stays-do = Om den blir kvar, ta bort ordern i ActiveCampaign.
see-all-do = Se allt som är känt om den.
