# Wat het opdrachtregelprogramma zegt. Een antwoord is een zin over een record; een advies zegt wat u doet.

answer-never-seen = { $record } is nooit gezien: geen webhook en geen nalopen heeft het gevonden.
answer-filtered = { $record } is uitgefilterd.
answer-on-hold = { $record } wordt tegengehouden.
answer-queued = { $record } staat in de wachtrij.
answer-waiting-for-vendor = { $record } wacht op de volgende poging.
answer-waiting-for-login = { $record } wacht tot de verbinding weer wordt geaccepteerd.
answer-running = { $record } wordt nu verwerkt.
answer-in-doubt = { $record } is misschien een document geworden: het antwoord kwam nooit.
answer-parked = { $record } wacht op u.
answer-sent = { $record } is verzonden.
answer-follow-up-failed = { $record } is verzonden, maar een stap daarna mislukte.
answer-changed-since = { $record } is verzonden en sindsdien gewijzigd.
advice-never-seen = Controleer of het nummer klopt en of webhooks aankomen. Herhaal het record om het nu te verzenden.
advice-filtered = Om zulke records te verzenden, wijzigt en verstuurt u de instelling; herhaal daarna het record.
advice-no-setting = Niets: geen enkele instelling zou het verzenden. Het wordt opnieuw verwerkt zodra het verandert.
advice-on-hold = Geef het vrij om het toch te verzenden.
advice-queued = Wacht op zijn beurt. Staat de wachtrij stil, controleer dan of de functies niet zijn gepauzeerd.
advice-waiting-for-vendor = Niets: het wordt vanzelf opnieuw geprobeerd.
advice-waiting-for-login = Meld u opnieuw aan. Het gaat vanzelf verder, en het wachten kost geen poging.
advice-running = Wacht tot het klaar is.
advice-in-doubt = Maak niets met de hand: het wordt voor de volgende poging opgezocht.
advice-parked = Verhelp de oorzaak en herhaal het record.
advice-sent = Niets.
advice-follow-up-failed = Verhelp de oorzaak en herhaal het record: er komt geen tweede document.
advice-changed-since = Vergelijk beide en corrigeer het document.
label-since = Sinds
label-until = Tot
label-document = Document
label-setting = Instelling
label-attempts = Pogingen
label-before = Eerder
label-steps = Stappen
label-read = Gelezen
label-sent = Verzonden
label-prepared = Voorbereid, niet verzonden
label-in-detail = In detail, in het Engels: { $text }
setting-not-set = niet ingesteld
document-exists = in eAccounting
document-gone = niet meer in eAccounting
document-not-asked = eAccounting is niet gevraagd
without-number = zonder nummer
field-not-kept = (niet bewaard)
field-empty = (leeg)
also = Ook { $record }: { $command }
none-of-the-deployments = Geen van de installaties heeft een record met dit nummer of adres.
parked-nothing = Er is niets geparkeerd.
parked-nothing-with = Er is niets geparkeerd met { $code }.
parked-not = { $record } is niet geparkeerd. { $why } zegt waar het is.
parked-since = { $records }, het eerste { $time }
parked-records = { $count ->
    [one] 1 record
   *[other] { $count } records
}
parked-more = { $examples } en nog { $count }
parked-hint = { $command } toont de records van een oorzaak; is die weg: { $replay }.
parked-hidden = { $causes ->
    [one] 1 oorzaak met { $records } is genegeerd of opgelost: { $command }.
   *[other] { $causes } oorzaken met { $records } zijn genegeerd of opgelost: { $command }.
}
parked-when-gone = Als de oorzaak weg is: { $command }.
parked-total = { $count } geparkeerd. Als de oorzaak weg is: { $command }, of { $all } voor alle.
parked-left-out = { $count ->
    [one] 1 daarvan is met de oorzaak genegeerd: herhaal die op naam of met --cause.
   *[other] { $count } daarvan zijn met hun oorzaak genegeerd: herhaal die op naam of met --cause.
}
mark-acknowledged = bevestigd { $time } door { $by }
mark-ignored = genegeerd { $time } door { $by }
mark-resolved = opgelost { $time } door { $by }
mark-open = open { $time } door { $by }
mark-because = { $mark }: { $because }
mark-open-again = weer open, omdat er meer is geparkeerd; het was { $mark }
activity-nothing = Het activiteitenlog heeft niets van die tijd en soort.
activity-none-of = Het activiteitenlog heeft niets over { $record }: het is nooit verwerkt, of te lang geleden.
activity-parked = { $count } geparkeerd: { $command } zegt wat u doet.
activity-hidden = { $count ->
    [one] Nog 1 is genegeerd of opgelost: { $command }.
   *[other] Nog { $count } zijn genegeerd of opgelost: { $command }.
}
activity-later = { $count } wachten: het wordt vanzelf opnieuw geprobeerd.
activity-one-in-full = { $command } toont er een volledig.
activity-attempt = { $time }, { $cause }, { $milliseconds } ms, { $calls } aanroepen
activity-then = Daarna: { $command }
hold-nothing = Niets wordt tegengehouden.
hold-since = sinds { $time }
hold-since-by = sinds { $time } door { $by }
hold-hint = Geef een record vrij om het toch te verzenden: { $command }.
