# Teksten van meldingen en van de samenvatting. Titels hebben geen punt.

day = { $day } { $month ->
    [1] januari
    [2] februari
    [3] maart
    [4] april
    [5] mei
    [6] juni
    [7] juli
    [8] augustus
    [9] september
    [10] oktober
    [11] november
   *[other] december
}
date = { $day } { $month ->
    [1] januari
    [2] februari
    [3] maart
    [4] april
    [5] mei
    [6] juni
    [7] juli
    [8] augustus
    [9] september
    [10] oktober
    [11] november
   *[other] december
} { $year }
time = { $date } om { $time } UTC
status-failing = vraagt aandacht
status-recovered = opgelost
status-information = ter informatie
fact-count = Aantal
fact-since = Sinds
fact-failed-since = Het mislukte sinds
fact-see-all = Om alles te zien
fact-deployment = Installatie
fact-link = Link
open-dashboard = Het dashboard openen
what-to-do = Wat te doen: { $remedy }
nothing-to-do = Er hoeft niets te gebeuren.
in-detail = In detail, in het Engels: { $text }
record-account = bedrijf { $number }
record-article = artikel { $number }
record-contact = contact { $number }
record-customer = klant { $number }
record-deal = deal { $number }
record-invoice = factuur { $number }
record-invoice-draft = conceptfactuur { $number }
record-order = order { $number }
record-quote = offerte { $number }
record-sales-order = verkooporder { $number }
record-stock = voorraad { $number }
record-sweep = de controleronde
a-document = een document
parked = { $record } wacht op je
parked-cause = { $count ->
    [one] 1 record wacht op je met dezelfde oorzaak
   *[other] { $count } records wachten op je met dezelfde oorzaak
}
parked-cause-more = Minstens { $count } records wachten op je met dezelfde oorzaak
parked-first = Het eerste daarvan: { $text }
settled = { $record } wacht niet meer op je
went-through = { $attempt } is gelukt: { $outcome }.
went-through-others = Wachten andere nog met dezelfde oorzaak, verwerk ze dan opnieuw: `ekobridge replay --cause { $code }`.
attempt-webhook = De poging om { $time }, na een webhook,
attempt-schedule = De poging om { $time }, nadat de planning een wijziging had gevonden,
attempt-replay = De herverwerking om { $time }
attempt-backfill = De inhaalslag om { $time }
changed-back = Het is in de winkel teruggewijzigd, en { $document } komt er weer mee overeen.
changed-back-deal = Het is in ActiveCampaign teruggewijzigd, en { $document } komt er weer mee overeen.
nothing-waits = Er wacht niets meer op je met deze oorzaak
nothing-waits-text = Wat wachtte is doorgegaan, of iemand heeft het afgehandeld: { $cause }.
other-cause = { $record } wacht nu door een andere oorzaak
other-cause-text = De oorzaak was `{ $before }`, en is nu `{ $now }`.
vendor-down = { $vendor } is niet bruikbaar; taken wachten
vendor-reauthorize = { $vendor } moet opnieuw worden verbonden; taken wachten
vendor-up = { $vendor } werkt weer
vendor-up-attempt = Poging { $attempt } om { $time } werd beantwoord.
vendor-up-call = Een aanroep om { $time } werd beantwoord.
vendor-up-next = Wachtende taken gaan vanzelf verder.
webhook-unhealthy = De webhook van ActiveCampaign verstuurt niet alle gebeurtenissen
webhook-healthy = De webhook van ActiveCampaign werkt weer
late-minutes = Wijzigingen bereiken het andere systeem laat: de laatste wachtten { $count ->
    [one] 1 minuut
   *[other] { $count } minuten
}
late-hours = Wijzigingen bereiken het andere systeem laat: de laatste wachtten { $count ->
    [one] 1 uur
   *[other] { $count } uur
}
late-why = Er komt meer in de wachtrij dan er wordt verwerkt, zoals na een import, een pauze of een storing. Er gaat niets verloren.
late-remedy = Je hoeft niets te doen als je weet waarom. Blijft het zo, dan zegt `ekobridge doctor` wat er mis is.
in-time = Wijzigingen bereiken het andere systeem weer op tijd
login-unused = De aanmelding bij eAccounting moet worden vernieuwd
login-unused-why = De aanmelding is meer dan 30 dagen niet gebruikt, en een aanmelding die niet wordt gebruikt, verloopt.
login-unused-remedy = Voer `ekobridge connect` uit en meld je aan, en zoek uit waarom de planning niet heeft gedraaid.
login-used = De aanmelding bij eAccounting is weer in gebruik
vat-changes = De btw wijzigt op { $date }
vat-change = De btw-code { $code } gaat van { $before } % naar { $after } %.
vat-change-unnamed = Een btw-code zonder naam gaat van { $before } % naar { $after } %.
vat-changes-remedy = Wijzig het tarief die dag in de winkel, en de tarieven die de instellingen noemen (articles.account_coding, fallback, shipping en discounts). eAccounting boekt elk document met het tarief van zijn eigen datum. Een order waarvan de btw niet klopt, wordt geparkeerd, en er wordt niets verkeerd geboekt.
settings-wrong = De geüploade instellingen zijn onjuist
settings-wrong-text = Versie { $version } is niet bruikbaar. Functies die draaien, houden de instellingen van daarvoor; een functie die nu start, laat haar taken wachten.
settings-in-order = De instellingen zijn weer in orde
settings-in-order-text = De laatst geüploade instellingen gelden.
systems-agree = Beide systemen komen weer overeen
systems-disagree = { $count ->
    [one] De systemen komen niet overeen bij 1 verkoop
   *[other] De systemen komen niet overeen bij { $count } verkopen
}
systems-disagree-new = { $disagree }, waarvan { $new } nieuw
systems-disagree-text = { $sales ->
    [one] Van { $since } tot en met { $until } komt { $agreeing } van 1 verkoop overeen. Nieuw: { $records }.
   *[other] Van { $since } tot en met { $until } komen { $agreeing } van { $sales } verkopen overeen. Nieuw: { $records }.
}
systems-not-compared = { $days ->
    [one] 1 dag is niet vergeleken.
   *[other] { $days } dagen zijn niet vergeleken.
}
systems-disagree-remedy = `ekobridge reconcile --since { $since }` zegt van elke verkoop waarom, en noemt de opdracht die het herstelt.
secret-missing = Ekobridge kan niet werken: een geheim ontbreekt
salt-mismatch = Ekobridge kan niet werken: het salt is niet dat van het register
not-ready-text = Taken wachten tot dan; er gaat niets verloren.
ready = Ekobridge kan weer werken
ready-text = De geheimen en het salt zijn in orde.
test = Dit is een testmelding
test-text = Iemand heeft `ekobridge notices test` uitgevoerd. Waar je dit leest, komen meldingen aan.
digest-title = { $period }: { $sent } verzonden, { $waiting }
digest-period = { $first } tot en met { $last }
digest-nothing-waits = er wacht niets op je
digest-waits = { $count ->
    [one] 1 record wacht op je
   *[other] { $count } records wachten op je
}
digest-waits-more = minstens { $count } records wachten op je
digest-direction = { $direction }: { $sent } verzonden, { $skipped } zonder actie, { $parked } geparkeerd, { $failing } mislukt en opnieuw geprobeerd
to-eaccounting = Naar eAccounting
to-activecampaign = Naar ActiveCampaign
digest-waiting = Wacht op je: { $causes }
digest-waiting-since = Wacht op je: { $causes }, het eerste sinds { $time }
digest-remedy = `ekobridge parked` zegt per record wat je moet wijzigen; voer daarna `ekobridge replay --parked` uit.
digest-down = { $vendor } is nu niet bruikbaar; taken wachten
digest-reconciled = { $sales ->
    [one] Afstemming van { $time }: { $agreeing } van 1 verkoop komt overeen
   *[other] Afstemming van { $time }: { $agreeing } van { $sales } verkopen komen overeen
}
digest-reconciled-differ = Afstemming van { $time }: { $agreeing } van { $sales ->
    [one] 1 verkoop komt
   *[other] { $sales } verkopen komen
} overeen; { $differences ->
    [one] 1 niet
   *[other] { $differences } niet
}
digest-reconciled-cut = { $result }, en niet alles kon worden vergeleken
digest-webhook = Laatste webhook van ActiveCampaign: { $time }
digest-sweep = Laatste volledige uitvoering van de planning: { $time }
none-yet = nog geen
