# Vad kommandoradsverktyget säger. Ett svar är en mening om en post; ett råd säger vad man gör.

answer-never-seen = { $record } har aldrig setts: varken webhook eller genomsökning har hittat den.
answer-filtered = { $record } är bortfiltrerad.
answer-on-hold = { $record } är stoppad.
answer-queued = { $record } ligger i kö.
answer-waiting-for-vendor = { $record } väntar på sitt nästa försök.
answer-waiting-for-login = { $record } väntar tills anslutningen godtas igen.
answer-running = { $record } bearbetas nu.
answer-in-doubt = { $record } kan ha blivit ett dokument: svaret kom aldrig.
answer-parked = { $record } väntar på dig.
answer-sent = { $record } är skickad.
answer-follow-up-failed = { $record } är skickad, men ett steg efteråt misslyckades.
answer-changed-since = { $record } är skickad och har ändrats sedan dess.
advice-never-seen = Kontrollera att numret stämmer och att webhooks kommer fram. Kör om posten för att skicka den nu.
advice-filtered = För att skicka sådana poster, ändra inställningen och skicka upp den; kör sedan om posten.
advice-no-setting = Inget: ingen inställning skulle skicka den. Den bearbetas igen när den ändras.
advice-on-hold = Släpp den för att skicka den ändå.
advice-queued = Vänta på dess tur. Om kön står still, kontrollera att funktionerna inte är pausade.
advice-waiting-for-vendor = Inget: nya försök görs automatiskt.
advice-waiting-for-login = Logga in igen. Den fortsätter automatiskt, och väntan förbrukar inget försök.
advice-running = Vänta tills det är klart.
advice-in-doubt = Skapa inget för hand: det söks upp före nästa försök.
advice-parked = Åtgärda orsaken och kör om posten.
advice-sent = Inget.
advice-follow-up-failed = Åtgärda orsaken och kör om posten: inget andra dokument skapas.
advice-changed-since = Jämför båda och rätta dokumentet.
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
setting-not-set = inte satt
document-exists = i eAccounting
document-gone = inte längre i eAccounting
document-not-asked = eAccounting tillfrågades inte
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
activity-nothing = Aktivitetsloggen har inget av den tiden och sorten.
activity-none-of = Aktivitetsloggen har inget om { $record }: den har aldrig bearbetats, eller för länge sedan.
activity-parked = { $count } parkerade: { $command } säger vad du gör.
activity-hidden = { $count ->
    [one] 1 till är ignorerad eller löst: { $command }.
   *[other] { $count } till är ignorerade eller lösta: { $command }.
}
activity-later = { $count } väntar: nya försök görs automatiskt.
activity-one-in-full = { $command } visar ett av dem i sin helhet.
activity-attempt = { $time }, { $cause }, { $milliseconds } ms, { $calls } anrop
activity-then = Sedan: { $command }
hold-nothing = Ingenting är stoppat.
hold-since = sedan { $time }
hold-since-by = sedan { $time } av { $by }
hold-hint = Släpp en post för att skicka den ändå: { $command }.
