title = { $deployment }: ordrer lagt inn fra { $from } til { $until }
page-title = Avstemming av { $deployment }
page-period = Ordrer lagt inn fra { $from } til { $until }, sammenlignet { $at }.
all-agree = Begge systemene stemmer til minste enhet.
disagree = { $count ->
    [one] Systemene er uenige om 1 salg.
   *[other] Systemene er uenige om { $count } salg.
}
orders-agree = { $count ->
    [one] { $matched } av 1 ordre stemmer.
   *[other] { $matched } av { $count } ordrer stemmer.
}
sales-agree = { $count ->
    [one] { $matched } av 1 salg stemmer.
   *[other] { $matched } av { $count } salg stemmer.
}
way-back = Fra eAccounting til ActiveCampaign
sum-sales = { $count ->
    [one] 1 ordre
   *[other] { $count } ordrer
}
in-activecampaign = { $amount } i ActiveCampaign
in-eaccounting = { $amount } i eAccounting
sums-equal = likt
more = { $count } til; { $option } har alle.
left-out = Utelatt etter innstillingene
documents = Dokumenter: { $names }
without-number = uten nummer
caption-sums = Summer per valuta, inklusive mva.
column-currency = Valuta
column-orders = Ordrer
column-difference = Differanse
column-order = Ordre
column-reason = Årsak
column-what-differs = Hva som er ulikt, og hvorfor
column-what-to-do = Tiltak
remark-other-documents = { $count ->
    [one] 1 av eAccountings dokumenter fra denne tiden hører ikke til noen kjent butikkordre; det sammenlignes ikke.
   *[other] { $count } av eAccountings dokumenter fra denne tiden hører ikke til noen kjent butikkordre; de sammenlignes ikke.
}
remark-other-documents-way-back = { $count ->
    [one] 1 av eAccountings dokumenter fra denne tiden hører ikke til noen kjent butikkordre; det sammenlignes bare med Ekobridges egne ordrer i ActiveCampaign.
   *[other] { $count } av eAccountings dokumenter fra denne tiden hører ikke til noen kjent butikkordre; de sammenlignes bare med Ekobridges egne ordrer i ActiveCampaign.
}
remark-without-vat = For { $count } av ordrene som stemmer, oppgir butikken ikke mva.; summer, artikler og antall ble sammenlignet.
class-missing-in-eaccounting = Mangler i eAccounting
class-missing-in-activecampaign = Mangler i ActiveCampaign
class-sent-twice = Sendt to ganger
class-different = Ulike
class-refunded-on-one-side = Refundert på den ene siden
differs-currency = valuta { $activecampaign } i ActiveCampaign, { $eaccounting } i eAccounting
differs-total = sum { $activecampaign } i ActiveCampaign, { $eaccounting } i eAccounting ({ $off })
differs-vat = mva. { $activecampaign } i ActiveCampaign, { $eaccounting } i eAccounting
differs-line-missing = artikkel { $article }: { $quantity } bestilt, ingen linje
differs-line-extra = artikkel { $article }: { $quantity } fakturert, ikke bestilt
differs-quantity = artikkel { $article }: { $activecampaign } bestilt, { $eaccounting } fakturert
differs-amount = artikkel { $article }: { $activecampaign } i ActiveCampaign, { $eaccounting } i eAccounting
differs-state = status "{ $activecampaign }" i ActiveCampaign, "{ $eaccounting }" i eAccounting
differs-lines = artikkel { $article }: { $activecampaign } i ActiveCampaign, { $eaccounting } i eAccounting
differs-lines-without-number = linjer uten varenummer: { $activecampaign } i ActiveCampaign, { $eaccounting } i eAccounting
no-lines = ingen
lines-and = { $first } og { $second }
differs-not-credited = kansellert eller refundert i ActiveCampaign, ikke kreditert i eAccounting
differs-partly-credited = kansellert eller refundert i ActiveCampaign, { $credited } av den kreditert i eAccounting
differs-not-refunded = { $credited } kreditert i eAccounting, ikke refundert i ActiveCampaign
never-heard = Aldri sett: ingen webhook og ingen gjennomgang har hentet den, og innstillingene ville sende den.
never-heard-do = Send den.
all-of-the-time-do = Hvis det er mange, send hele perioden samlet.
was-left-out = Den ble utelatt sist den ble behandlet. Innstillingene og posten slik de er nå, ville sende den.
was-left-out-do = Kjør den på nytt for å sende den.
deleted-in-eaccounting = Den ble sendt, og noen har slettet dokumentet i eAccounting. Det opprettes ikke igjen av seg selv.
deleted-in-eaccounting-do = Hvis det ble slettet ved en feil, registrer det manuelt i eAccounting. Hvis det var meningen, gjør ingenting.
billed-twice = Hvert av dokumentene fakturerer hele ordren.
billed-twice-do = Sammenlign dokumentene, og krediter eller slett alle unntatt ett.
also-made-otherwise = Ekobridge har opprettet { $known }. Det som har samme referanse, ble opprettet på annen måte: manuelt, av en annen integrasjon eller før registeret ({ $others }).
also-made-otherwise-do = Hvis det er samme salg, krediter eller slett det andre dokumentet i eAccounting.
changed-after-sending = Ordren eller dokumentet ble endret etter at den ble sendt.
changed-after-sending-do = Se hvilken som er riktig. Hvis det er butikken, rett dokumentet, eller krediter det hvis det er en faktura.
compare-again-do = Sammenlign den med butikken en gang til; hva som da skjer, sier `orders.on_change`.
entered-otherwise = Dokumentet har ordrens nummer, og Ekobridge har ikke opprettet det: det ble registrert manuelt eller av en annen integrasjon.
entered-otherwise-do = Hvis det hører til et annet salg, endre referansen i eAccounting; rett det ellers der.
credited-in-eaccounting = Den ble kreditert i eAccounting, og butikken har ikke refundert den, eller ikke fortalt ActiveCampaign det.
credited-in-eaccounting-do = Refunder eller kanseller ordren i butikken, eller erstatt krediteringen med en ny faktura.
refunded-in-shop = Den ble kansellert eller refundert i butikken etter at den ble sendt, og ingen jobb har sett det.
refunded-in-shop-do = Behandle den på nytt; hva som da skjer, sier `orders.on_cancel`.
credit-or-delete-do = Eller krediter eller slett dokumentet i eAccounting.
order-deleted = Dokumentets ordre finnes ikke lenger i ActiveCampaign: den eller butikken ble slettet der.
order-deleted-do = Hvis salget ikke ble noe av, krediter eller slett dokumentet i eAccounting. Gjør ellers ingenting.
deleted-in-activecampaign = Ekobridge har skrevet den, og ActiveCampaign har den ikke lenger: ordren eller tilkoblingen ble slettet der.
never-written = Aldri skrevet: den fantes før `to_activecampaign.orders` ble slått på og er ikke endret siden, eller ingen forespørsel har hentet den.
not-in-ledger = Registeret vet ikke hva som ble skrevet: opplysningen gikk tapt, eller en annen installasjon skrev det.
not-written-yet = Dokumentene er endret siden de sist ble skrevet, og ingen jobb har skrevet det ennå.
changed-in-activecampaign = Den ble endret i ActiveCampaign etter at Ekobridge skrev den: manuelt eller av en annen integrasjon.
write-again-do = Kjør den på nytt: den sammenlignes og skrives i sin helhet.
change-quote-do = Endre tilbudet i eAccounting: neste forespørsel skriver det i sin helhet.
beside-the-stores = Den er { $store } i ActiveCampaign, og Ekobridge har skrevet den der en gang til, så den telles to ganger: da den ble skrevet, visste registeret ikke hvor den kom fra.
beside-the-stores-do = Slett Ekobridges ordre { $order } i ActiveCampaign; butikkens blir.
written-twice = ActiveCampaign har den { $count } ganger, med id-ene til ulike dokumenter, så den telles like mange ganger: den ble skrevet før det første dokumentet var kjent, eller av en annen installasjon.
written-twice-do = Slett i ActiveCampaign dem som ikke har id-en { $order }, det første dokumentets.
documents-deleted = Dokumentene finnes ikke lenger i eAccounting, og ActiveCampaign regner fortsatt med den: de ble slettet, og ingen jobb har sett det.
documents-deleted-do = Kjør den på nytt: det som aldri ble fakturert, kanselleres i ActiveCampaign.
delete-if-it-stays-do = Hvis den blir, slett ordren i ActiveCampaign.
see-all-do = Se alt som er kjent om den.
