# Wat het opdrachtregelprogramma zegt. Een antwoord is een zin over een record; een advies zegt wat je doet.

answer-never-seen = { $record } is nooit gezien: geen webhook en geen controleronde heeft het gevonden.
answer-filtered = { $record } is uitgefilterd.
answer-on-hold = { $record } wordt tegengehouden.
answer-queued = { $record } staat in de wachtrij.
answer-waiting-for-vendor = { $record } wacht op de volgende poging.
answer-waiting-for-login = { $record } wacht tot de verbinding weer wordt geaccepteerd.
answer-running = { $record } wordt nu verwerkt.
answer-in-doubt = { $record } is misschien een document geworden: geen antwoord gaf daar uitsluitsel over.
answer-parked = { $record } wacht op je.
answer-sent = { $record } is verzonden.
answer-follow-up-failed = { $record } is verzonden, maar een stap daarna mislukte.
answer-changed-since = { $record } is verzonden en sindsdien gewijzigd.
advice-no-setting = Je hoeft niets te doen: geen enkele instelling zou het verzenden. Het wordt opnieuw verwerkt zodra het verandert.
advice-queued = Wacht op zijn beurt. Staat de wachtrij stil, controleer dan of de functies niet zijn gepauzeerd.
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
setting-default-at = de standaardwaarde, regel { $line } van { $command }
document-exists = in eAccounting
document-gone = niet meer in eAccounting
document-not-asked = eAccounting is niet gevraagd
document-booked-as = geboekt als { $document }
document-by-person = niet door Ekobridge gemaakt
document-unpaid = { $amount } onbetaald
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
parked-sent = Al verzonden: het document in eAccounting blijft zoals het is. Als het klopt: { $command }.
parked-total = { $count } geparkeerd. Als de oorzaak weg is: { $command }, of { $all } voor alle.
parked-left-out = { $count ->
    [one] 1 daarvan is met de oorzaak genegeerd: verwerk die opnieuw op naam of met --cause.
   *[other] { $count } daarvan zijn met hun oorzaak genegeerd: verwerk die opnieuw op naam of met --cause.
}
mark-acknowledged = bevestigd { $time } door { $by }
mark-ignored = genegeerd { $time } door { $by }
mark-resolved = opgelost { $time } door { $by }
mark-open = open { $time } door { $by }
mark-because = { $mark }: { $because }
mark-open-again = weer open, omdat er meer is geparkeerd; het was { $mark }
activity-nothing = Het activiteitenlog heeft niets van die tijd en soort.
activity-none-of = Het activiteitenlog heeft niets over { $record }: het is nooit verwerkt, of te lang geleden.
activity-parked = { $count } geparkeerd: { $command } zegt wat je kunt doen.
activity-hidden = { $count ->
    [one] Nog 1 is genegeerd of opgelost: { $command }.
   *[other] Nog { $count } zijn genegeerd of opgelost: { $command }.
}
activity-later = { $count } wachten: het wordt vanzelf opnieuw geprobeerd.
activity-one-in-full = { $command } toont er een volledig.
activity-attempt = { $time }, { $cause }, { $milliseconds } ms, { $calls ->
    [one] 1 aanroep
   *[other] { $calls } aanroepen
}
activity-then = Daarna: { $command }
hold-nothing = Niets wordt tegengehouden.
hold-since = sinds { $time }
hold-since-by = sinds { $time } door { $by }
hold-hint = Geef een record vrij om het toch te verzenden: { $command }.
why-on-hold = { $record } wordt tegengehouden: { $because }.
why-hold-in-doubt = Een poging vóór het tegenhouden eindigde zonder antwoord dat zegt of er een document is aangemaakt, zodat er een kan bestaan.
why-hold-do = Geef het vrij om het toch te verzenden; dan komt het in de wachtrij.
why-running-do = Wacht even en vraag het opnieuw. Als het proces uitvalt, neemt een ander het over.
why-is = het is { $document } in eAccounting
why-was = het was { $document } in eAccounting
why-is-credited = het is { $document } in eAccounting, gecrediteerd door { $credits }
why-is-nothing = er hoefde niets te worden gemaakt
why-sent = { $record } is verzonden: { $what }.
why-changed = { $record } is gewijzigd sinds de verzending: { $what }.
why-follow-up = { $record } is verzonden, en een stap daarna is mislukt: { $what }.
why-called-off-deleted = { $record } is verzonden en daarna in de winkel geannuleerd of terugbetaald: { $document } is niet meer in eAccounting.
why-called-off-credited = { $record } is verzonden en daarna in de winkel geannuleerd of terugbetaald: { $document } is gecrediteerd.
why-nothing-left = Er is niets meer te doen.
why-search-waits = Het zoeken naar de orders wordt automatisch opnieuw geprobeerd: { $problem }
why-search-parked = Het zoeken naar de orders is geparkeerd: { $problem }
why-search-do = Voer daarna het zoeken naar de orders opnieuw uit.
why-unsettled = Het record is geparkeerd tot iemand aangeeft dat het verschil is opgelost.
why-unsettled-do = Geef aan wanneer er niets meer te doen is.
why-deleted = eAccounting heeft het niet meer: iemand heeft het daar verwijderd. Het wordt niet automatisch opnieuw gemaakt.
why-deleted-do = Als het per ongeluk is verwijderd, voer het dan handmatig in eAccounting in. Als het met opzet is verwijderd, hoeft er niets te gebeuren.
why-draft-booked = Iemand heeft het concept in eAccounting geboekt: het is nu { $invoice }.
why-pending = Nog te doen: { $steps }.
step-check = controle
step-payment = betaling
step-repayment = terugbetaling
step-note = notitie
step-link = link
step-email = e-mail
step-status = status
step-status-note = notitie in ActiveCampaign
why-follow-up-do = Verwerk het dan opnieuw: wat gedaan is, wordt niet opnieuw gedaan.
why-parked-do = Verwerk het opnieuw als de oorzaak weg is.
why-credit-parked-do = Verwerk het opnieuw als de oorzaak weg is, of als je het handmatig hebt gecrediteerd: wat gecrediteerd is, wordt niet opnieuw gecrediteerd.
why-would-work = De oorzaak lijkt weg: een herverwerking zou het nu verzenden.
why-in-doubt = { $record } kan een document in eAccounting zijn geworden ({ $kind }): geen antwoord gaf daar uitsluitsel over.
why-in-doubt-do = Maak niets handmatig aan. De volgende poging zoekt het eerst op en gebruikt het als het bestaat.
why-in-doubt-replay = Verwerk het opnieuw om het meteen te laten opzoeken.
why-waits-for-login = { $record } wacht tot { $vendor } de verbinding weer accepteert.
why-log-in = Meld je opnieuw aan bij eAccounting.
why-resumes = Het gaat automatisch verder, en het wachten kost geen poging.
why-vendor-down = { $vendor } is onbereikbaar; het wordt automatisch opnieuw gecontroleerd.
why-waits-do = Ekobridge probeert het dan opnieuw. Grijp alleen in als het aanhoudt.
why-due = { $record } staat in de wachtrij: de volgende poging is aan de beurt.
why-queue = { $count ->
    [one] De wachtrij heeft ongeveer 1 bericht.
   *[other] De wachtrij heeft ongeveer { $count } berichten.
}
why-lost-do = De wachtrij is leeg, dus de taak is verloren: verwerk het opnieuw.
why-taken-now = Het is bij de laatste poging overgeslagen. Met de huidige instellingen en het huidige record zou het worden verzonden.
why-send-do = Verwerk het opnieuw om het te verzenden.
why-setting-do = Wijzig de instelling en zet haar in werking om zulke records te verzenden. Overgeslagen records worden niet automatisch verzonden: verwerk ze opnieuw.
why-then-replay = Verwerk het daarna opnieuw.
why-in-step = { $record } is in beide systemen gelijk.
why-was-in-step = { $record } was bij de laatste poging in beide systemen gelijk.
why-not-brought = Het is sindsdien gewijzigd, en nog geen poging heeft de wijziging overgebracht.
why-change-do = Verwerk het opnieuw om de wijziging te verzenden.
why-not-begun = { $record } staat in de wachtrij en kon niet beginnen.
why-no-job = Er is nog geen taak voor in de wachtrij gezet.
why-probably-queued = { $record } staat waarschijnlijk in de wachtrij: geen taak ervan is begonnen, en de wachtrij is niet leeg.
why-unknown = { $record } is nooit gezien, en het systeem waarin het hoort, heeft het niet.
why-unknown-do = Kijk of het nummer klopt, en of de winkel het record aan ActiveCampaign heeft gegeven.
why-exists = Het bestaat, en de instellingen zouden het verzenden.
why-send-now = Verzend het nu.
why-webhooks-do = Controleer of er webhooks aankomen: de nieuwste regels tonen wanneer de laatste kwam.
why-would-end = Een taak ervan zou zo eindigen: { $problem }
why-then-send = Verzend het dan.
why-see-do = Bekijk wat ervan zou worden.
why-not-asked = De systemen zijn niet gevraagd. { $problem }
why-also = Dit houdt het ook tegen: { $problem }
why-also-left-out = Ook de instellingen laten het weg: { $reason }.
find-no-contact = ActiveCampaign heeft geen contact met dit e-mailadres. Kijk of het goed geschreven is.
find-no-numbered = eAccounting heeft geen { $record }.
find-no-order = Geen koppeling heeft een order met het id { $order }. Het id is dat wat de winkel aan ActiveCampaign gaf; toont de winkel zijn klanten een ander nummer, dan toont `ekobridge activity` beide.
find-no-name = Geen van beide systemen heeft een persoon of bedrijf met deze naam. Zoek op het e-mailadres of het nummer van de order.
find-no-number = Geen van beide systemen heeft dit nummer, en het activiteitenlog kent het niet. Kijk of het goed geschreven is.
find-several-of-name = Meerdere records hebben deze naam: { $records }. Zeg welk.
find-several-of-number = Meerdere records hebben dit nummer: { $records }. Zeg welk.
find-in-full = Noem het record voluit, zoals order:1:1001.
