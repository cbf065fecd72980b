# Vad kommandoradsverktyget säger. Ett svar är en mening om en post; ett råd säger vad man gör.

answer-never-seen = { $record } har aldrig setts: varken webhook eller genomsökning har hittat den.
answer-filtered = { $record } är bortfiltrerad.
answer-on-hold = { $record } är stoppad.
answer-queued = { $record } ligger i kö.
answer-waiting-for-vendor = { $record } väntar på sitt nästa försök.
answer-waiting-for-login = { $record } väntar tills anslutningen godtas igen.
answer-running = { $record } bearbetas nu.
answer-in-doubt = { $record } kan ha blivit ett dokument: inget svar sade om det blev så.
answer-parked = { $record } väntar på dig.
answer-sent = { $record } är skickad.
answer-follow-up-failed = { $record } är skickad, men ett steg efteråt misslyckades.
answer-changed-since = { $record } är skickad och har ändrats sedan dess.
advice-no-setting = Inget behöver göras: ingen inställning skulle skicka den. Den bearbetas igen när den ändras.
advice-queued = Vänta på dess tur. Om kön står still, kontrollera att funktionerna inte är pausade.
label-since = Sedan
label-until = Till
label-document = Dokument
label-setting = Inställning
label-attempts = Försök
label-before = Tidigare
label-steps = Steg
label-read = Läst
label-sent = Skickat
label-prepared = Förberett, inte skickat
label-in-detail = I detalj, på engelska: { $text }
setting-not-set = inte angiven
setting-default-at = standardvärdet, rad { $line } i { $command }
document-exists = i eAccounting
document-gone = inte längre i eAccounting
document-not-asked = eAccounting tillfrågades inte
document-booked-as = bokfört som { $document }
document-by-person = inte skapad av Ekobridge
document-unpaid = { $amount } obetalt
without-number = utan nummer
field-not-kept = (inte sparat)
field-empty = (tomt)
also = Även { $record }: { $command }
none-of-the-deployments = Ingen av installationerna har en post med detta nummer eller denna adress.
parked-nothing = Inget är parkerat.
parked-nothing-with = Inget är parkerat med { $code }.
parked-not = { $record } är inte parkerad. { $why } visar var den är.
parked-since = { $records }, den första { $time }
parked-records = { $count ->
    [one] 1 post
   *[other] { $count } poster
}
parked-more = { $examples } och { $count } till
parked-hint = { $command } visar posterna för en orsak; när den är borta: { $replay }.
parked-hidden = { $causes ->
    [one] 1 orsak med { $records } är ignorerad eller löst: { $command }.
   *[other] { $causes } orsaker med { $records } är ignorerade eller lösta: { $command }.
}
parked-when-gone = När orsaken är borta: { $command }.
parked-sent = Redan skickad: dokumentet i eAccounting ändras inte. När det stämmer: { $command }.
parked-total = { $count } parkerade. När orsaken är borta: { $command }, eller { $all } för alla.
parked-left-out = { $count ->
    [one] 1 av dem är ignorerad med sin orsak: kör om den med dess namn eller med --cause.
   *[other] { $count } av dem är ignorerade med sin orsak: kör om dem med deras namn eller med --cause.
}
mark-acknowledged = kvitterad { $time } av { $by }
mark-ignored = ignorerad { $time } av { $by }
mark-resolved = löst { $time } av { $by }
mark-open = öppen { $time } av { $by }
mark-because = { $mark }: { $because }
mark-open-again = öppen igen, eftersom fler parkerades; den var { $mark }
activity-nothing = Aktivitetsloggen har inget från den tiden och av den typen.
activity-none-of = Aktivitetsloggen har inget om { $record }: den har aldrig bearbetats, eller för länge sedan.
activity-parked = { $count } parkerade: { $command } säger vad du ska göra.
activity-hidden = { $count ->
    [one] 1 till är ignorerad eller löst: { $command }.
   *[other] { $count } till är ignorerade eller lösta: { $command }.
}
activity-later = { $count } väntar: nya försök görs automatiskt.
activity-one-in-full = { $command } visar ett av dem i sin helhet.
activity-attempt = { $time }, { $cause }, { $milliseconds } ms, { $calls ->
    [one] 1 anrop
   *[other] { $calls } anrop
}
activity-then = Sedan: { $command }
hold-nothing = Ingenting är stoppat.
hold-since = sedan { $time }
hold-since-by = sedan { $time } av { $by }
hold-hint = Släpp en post för att skicka den ändå: { $command }.
why-on-hold = { $record } är stoppad: { $because }.
why-hold-in-doubt = Ett försök före stoppet slutade utan ett svar som säger om ett dokument skapades, så ett kan finnas.
why-hold-do = Släpp den om den ändå ska skickas; då köas den.
why-running-do = Vänta en stund och fråga igen. Om dess process går förlorad tar en annan över.
why-is = den är { $document } i eAccounting
why-was = den var { $document } i eAccounting
why-is-credited = den är { $document } i eAccounting, krediterad av { $credits }
why-is-nothing = inget behövde skapas
why-sent = { $record } har skickats: { $what }.
why-changed = { $record } har ändrats sedan den skickades: { $what }.
why-follow-up = { $record } har skickats, och ett steg efter det misslyckades: { $what }.
why-called-off-deleted = { $record } har skickats och sedan avbrutits eller återbetalats i butiken: { $document } finns inte längre i eAccounting.
why-called-off-credited = { $record } har skickats och sedan avbrutits eller återbetalats i butiken: { $document } är krediterad.
why-nothing-left = Inget återstår att göra.
why-search-waits = Sökningen efter dess ordrar görs om automatiskt: { $problem }
why-search-parked = Sökningen efter dess ordrar är parkerad: { $problem }
why-search-do = Kör sedan om sökningen efter dess ordrar.
why-unsettled = Posten är parkerad tills någon anger att skillnaden är utredd.
why-unsettled-do = Ange när inget återstår att göra.
why-deleted = eAccounting har den inte längre: någon har tagit bort den där. Den skapas inte igen automatiskt.
why-deleted-do = Om den togs bort av misstag, registrera den manuellt i eAccounting. Om den togs bort med avsikt behöver inget göras.
why-draft-booked = Någon har bokfört dess utkast i eAccounting: det är { $invoice } nu.
why-pending = Återstår att göra: { $steps }.
step-check = kontroll
step-payment = betalning
step-repayment = återbetalning
step-note = anteckning
step-link = länk
step-email = e-post
step-status = status
step-status-note = anteckning i ActiveCampaign
why-follow-up-do = Kör sedan om den: det som är gjort görs inte igen.
why-parked-do = Kör om den när orsaken är borta.
why-credit-parked-do = Kör om den när orsaken är borta, eller när du har krediterat den manuellt: det som är krediterat krediteras inte igen.
why-would-work = Orsaken verkar vara borta: en omkörning skulle skicka den nu.
why-in-doubt = { $record } kan ha blivit ett dokument i eAccounting ({ $kind }): inget svar sade om det blev så.
why-in-doubt-do = Skapa inget manuellt. Nästa försök letar först efter det, och använder det om det finns.
why-in-doubt-replay = Kör om den för att den ska eftersökas genast.
why-waits-for-login = { $record } väntar tills { $vendor } godtar anslutningen igen.
why-log-in = Logga in i eAccounting igen.
why-resumes = Den fortsätter automatiskt, och väntan förbrukar inget försök.
why-vendor-down = { $vendor } ligger nere; den kontrolleras igen automatiskt.
why-waits-do = Ekobridge försöker igen då. Ingrip bara om det håller i sig.
why-due = { $record } är köad: det är dags för nästa försök.
why-queue = { $count ->
    [one] Dess kö har ungefär 1 meddelande.
   *[other] Dess kö har ungefär { $count } meddelanden.
}
why-lost-do = Kön är tom, så dess jobb är förlorat: kör om den.
why-taken-now = Den hoppades över vid det senaste försöket. Med inställningarna och posten som de är nu skulle den skickas.
why-send-do = Kör om den för att skicka den.
why-setting-do = Ändra inställningen och ladda upp den för att skicka sådana poster. Överhoppade poster skickas inte automatiskt: kör om dem.
why-then-replay = Kör sedan om den.
why-in-step = { $record } är lika i båda systemen.
why-was-in-step = { $record } var lika i båda systemen vid det senaste försöket.
why-not-brought = Den har ändrats sedan dess, och inget försök har fört över ändringen än.
why-change-do = Kör om den för att skicka ändringen.
why-not-begun = { $record } är köad och kunde inte börja.
why-no-job = Inget jobb har köats för den än.
why-probably-queued = { $record } är troligen köad: inget jobb av den har börjat, och dess kö är inte tom.
why-unknown = { $record } har aldrig setts, och systemet som den ska finnas i har den inte.
why-unknown-do = Kontrollera att numret stämmer, och att butiken har lämnat posten till ActiveCampaign.
why-exists = Den finns, och inställningarna skulle skicka den.
why-send-now = Skicka den nu.
why-webhooks-do = Kontrollera att webhookar kommer fram: de senaste posterna visar när den senaste kom.
why-would-end = Ett jobb av den skulle sluta så här: { $problem }
why-then-send = Skicka den sedan.
why-see-do = Se vad det skulle bli av den.
why-not-asked = Systemen tillfrågades inte. { $problem }
why-also = Det här hindrar den också: { $problem }
why-also-left-out = Inställningarna utelämnar den också: { $reason }.
find-no-contact = ActiveCampaign har ingen kontakt med den här e-postadressen. Kontrollera att den är rätt skriven.
find-no-numbered = eAccounting saknar { $record }.
find-no-order = Ingen anslutning har en order med id { $order }. Id är det som butiken gav ActiveCampaign; där butiken visar kunderna ett annat nummer visar `ekobridge activity` båda.
find-no-name = Inget av systemen har en person eller ett företag med det här namnet. Sök efter e-postadressen eller orderns nummer.
find-no-number = Inget av systemen har det här numret, och aktivitetsloggen känner inte till det. Kontrollera att det är rätt skrivet.
find-several-of-name = Flera poster har det här namnet: { $records }. Ange vilken.
find-several-of-number = Flera poster har det här numret: { $records }. Ange vilken.
find-in-full = Ange posten i sin helhet, till exempel order:1:1001.
