# Texter i meddelanden och i sammanfattningen. Rubriker har ingen punkt.

day = { $day } { $month ->
    [1] januari
    [2] februari
    [3] mars
    [4] april
    [5] maj
    [6] juni
    [7] juli
    [8] augusti
    [9] september
    [10] oktober
    [11] november
   *[other] december
}
date = { $day } { $month ->
    [1] januari
    [2] februari
    [3] mars
    [4] april
    [5] maj
    [6] juni
    [7] juli
    [8] augusti
    [9] september
    [10] oktober
    [11] november
   *[other] december
} { $year }
time = { $date } kl. { $time } UTC
status-failing = kräver åtgärd
status-recovered = löst
status-information = för kännedom
fact-count = Antal
fact-since = Sedan
fact-failed-since = Det hade misslyckats sedan
fact-see-all = För att se allt
fact-deployment = Installation
fact-link = Länk
open-dashboard = Öppna översikten
what-to-do = Vad du gör: { $remedy }
nothing-to-do = Inget behöver göras.
in-detail = I detalj, på engelska: { $text }
record-account = företag { $number }
record-article = artikel { $number }
record-contact = kontakt { $number }
record-customer = kund { $number }
record-deal = affär { $number }
record-invoice = faktura { $number }
record-invoice-draft = fakturautkast { $number }
record-order = order { $number }
record-quote = offert { $number }
record-sales-order = kundorder { $number }
record-stock = lager { $number }
record-sweep = genomsökningen
a-document = ett dokument
parked = { $record } väntar på dig
parked-cause = { $count ->
    [one] 1 post väntar på dig av samma orsak
   *[other] { $count } poster väntar på dig av samma orsak
}
parked-cause-more = Minst { $count } poster väntar på dig av samma orsak
parked-first = Den första av dem: { $text }
settled = { $record } väntar inte längre på dig
went-through = { $attempt } lyckades: { $outcome }.
went-through-others = Om andra fortfarande väntar av samma orsak, kör om dem: `ekobridge replay --cause { $code }`.
attempt-webhook = Försöket kl. { $time }, efter en webhook,
attempt-schedule = Försöket kl. { $time }, efter att schemat hade hittat en ändring,
attempt-replay = Omkörningen kl. { $time }
attempt-backfill = Efterhandssändningen kl. { $time }
changed-back = Den ändrades tillbaka i butiken, och { $document } stämmer med den igen.
changed-back-deal = Den ändrades tillbaka i ActiveCampaign, och { $document } stämmer med den igen.
nothing-waits = Inget väntar längre på dig av den här orsaken
nothing-waits-text = Det som väntade gick igenom, eller någon har klarat upp det: { $cause }.
other-cause = { $record } väntar nu av en annan orsak
other-cause-text = Orsaken var `{ $before }`, och är nu `{ $now }`.
vendor-down = { $vendor } kan inte användas; jobb väntar
vendor-reauthorize = { $vendor } måste anslutas på nytt; jobb väntar
vendor-up = { $vendor } fungerar igen
vendor-up-attempt = Försök { $attempt } kl. { $time } besvarades.
vendor-up-call = Ett anrop kl. { $time } besvarades.
vendor-up-next = Väntande jobb fortsätter automatiskt.
webhook-unhealthy = ActiveCampaigns webhook skickar inte alla händelser
webhook-healthy = ActiveCampaigns webhook fungerar igen
late-minutes = Ändringar når det andra systemet sent: de senaste väntade { $count ->
    [one] 1 minut
   *[other] { $count } minuter
}
late-hours = Ändringar når det andra systemet sent: de senaste väntade { $count ->
    [one] 1 timme
   *[other] { $count } timmar
}
late-why = Mer väntar i kön än vad som hinner bearbetas, som efter en import, en paus eller ett avbrott. Inget går förlorat.
late-remedy = Inget om du vet varför. Om det består säger `ekobridge doctor` vad som är fel.
in-time = Ändringar når det andra systemet i tid igen
login-unused = Inloggningen i eAccounting behöver förnyas
login-unused-why = I mer än 30 dagar har inget använt den, och en inloggning som inte används upphör att gälla.
login-unused-remedy = Kör `ekobridge connect` och logga in, och ta reda på varför schemat inte kördes.
login-used = Inloggningen i eAccounting används igen
vat-changes = Momsen ändras den { $date }
vat-change = Momskoden { $code } går från { $before } % till { $after } %.
vat-change-unnamed = En momskod utan namn går från { $before } % till { $after } %.
vat-changes-remedy = Ändra momssatsen i butiken den dagen, och satserna som inställningarna nämner (articles.account_coding, fallback, shipping och discounts). eAccounting bokför varje dokument med satsen för dess eget datum. En order vars moms inte stämmer parkeras, och inget bokförs fel.
settings-wrong = Inställningarna som skickades upp är felaktiga
settings-wrong-text = Version { $version } kan inte användas. Funktioner som redan körs behåller inställningarna före den; en som startar nu låter sina jobb vänta.
settings-in-order = Inställningarna är i ordning igen
settings-in-order-text = De senast uppskickade inställningarna gäller.
systems-agree = Systemen stämmer överens igen
systems-disagree = { $count ->
    [one] Systemen stämmer inte för 1 försäljning
   *[other] Systemen stämmer inte för { $count } försäljningar
}
systems-disagree-new = { $disagree }, varav { $new } nya
systems-disagree-text = { $sales ->
    [one] Från { $since } till { $until } stämmer { $agreeing } av 1 försäljning. Nytt: { $records }.
   *[other] Från { $since } till { $until } stämmer { $agreeing } av { $sales } försäljningar. Nytt: { $records }.
}
systems-not-compared = { $days ->
    [one] 1 dag jämfördes inte.
   *[other] { $days } dagar jämfördes inte.
}
systems-disagree-remedy = `ekobridge reconcile --since { $since }` säger varför för varje, och vilket kommando som rättar det.
secret-missing = Ekobridge kan inte arbeta: en hemlighet saknas
salt-mismatch = Ekobridge kan inte arbeta: dess salt är inte registrets
not-ready-text = Jobb väntar tills dess; inget går förlorat.
ready = Ekobridge kan arbeta igen
ready-text = Dess hemligheter och salt är i ordning.
test = Det här är en testavisering
test-text = Någon körde `ekobridge notices test`. Där du läser detta når aviseringar dig.
digest-title = { $period }: { $sent } skickade, { $waiting }
digest-period = { $first } till { $last }
digest-nothing-waits = inget väntar på dig
digest-waits = { $count ->
    [one] 1 post väntar på dig
   *[other] { $count } poster väntar på dig
}
digest-waits-more = minst { $count } poster väntar på dig
digest-direction = { $direction }: { $sent } skickade, { $skipped } utan något att göra, { $parked } parkerade, { $failing } misslyckades och försöktes igen
to-eaccounting = Till eAccounting
to-activecampaign = Till ActiveCampaign
digest-waiting = Väntar på dig: { $causes }
digest-waiting-since = Väntar på dig: { $causes }, den första sedan { $time }
digest-remedy = `ekobridge parked` säger för varje post vad du ändrar; sedan `ekobridge replay --parked`.
digest-down = { $vendor } kan inte användas nu; jobb väntar
digest-reconciled = { $sales ->
    [one] Avstämning { $time }: { $agreeing } av 1 försäljning stämmer
   *[other] Avstämning { $time }: { $agreeing } av { $sales } försäljningar stämmer
}
digest-reconciled-differ = Avstämning { $time }: { $agreeing } av { $sales ->
    [one] 1 försäljning
   *[other] { $sales } försäljningar
} stämmer; { $differences ->
    [one] 1 gör det inte
   *[other] { $differences } gör det inte
}
digest-reconciled-cut = { $result }, och allt kunde inte jämföras
digest-webhook = Senaste webhook från ActiveCampaign: { $time }
digest-sweep = Schemats senaste fullständiga körning: { $time }
none-yet = ingen än
