# Textos de los avisos y del resumen. Los títulos no llevan punto.

day = { $day } de { $month ->
    [1] enero
    [2] febrero
    [3] marzo
    [4] abril
    [5] mayo
    [6] junio
    [7] julio
    [8] agosto
    [9] septiembre
    [10] octubre
    [11] noviembre
   *[other] diciembre
}
date = { $day } de { $month ->
    [1] enero
    [2] febrero
    [3] marzo
    [4] abril
    [5] mayo
    [6] junio
    [7] julio
    [8] agosto
    [9] septiembre
    [10] octubre
    [11] noviembre
   *[other] diciembre
} de { $year }
time = { $date }, { $time } UTC
status-failing = requiere atención
status-recovered = resuelto
status-information = para su información
fact-count = Cuántos
fact-since = Desde
fact-failed-since = Fallaba desde
fact-see-all = Para verlo todo
fact-deployment = Instalación
fact-link = Enlace
open-dashboard = Abrir el panel
what-to-do = Qué hacer: { $remedy }
nothing-to-do = No hay que hacer nada.
in-detail = En detalle, en inglés: { $text }
record-account = empresa { $number }
record-article = artículo { $number }
record-contact = contacto { $number }
record-customer = cliente { $number }
record-deal = trato { $number }
record-invoice = factura { $number }
record-invoice-draft = borrador de factura { $number }
record-order = pedido { $number }
record-quote = presupuesto { $number }
record-sales-order = pedido de venta { $number }
record-stock = existencias { $number }
record-sweep = el repaso
a-document = un documento
parked = { $record } le espera
parked-cause = { $count ->
    [one] 1 registro le espera por la misma causa
   *[other] { $count } registros le esperan por la misma causa
}
parked-cause-more = Al menos { $count } registros le esperan por la misma causa
parked-first = El primero de ellos: { $text }
settled = { $record } ya no le espera
went-through = { $attempt } tuvo éxito: { $outcome }.
went-through-others = Si otros aún esperan por la misma causa, repítalos: `ekobridge replay --cause { $code }`.
attempt-webhook = El intento de las { $time }, tras un webhook,
attempt-schedule = El intento de las { $time }, tras hallar la programación un cambio,
attempt-replay = La repetición de las { $time }
attempt-backfill = El envío histórico de las { $time }
changed-back = Se deshizo el cambio en la tienda, y { $document } vuelve a coincidir.
changed-back-deal = Se deshizo el cambio en ActiveCampaign, y { $document } vuelve a coincidir.
nothing-waits = Ya nada le espera por esta causa
nothing-waits-text = Lo que esperaba salió adelante, o alguien lo ha resuelto: { $cause }.
other-cause = { $record } espera ahora por otra causa
other-cause-text = La causa era `{ $before }`, y ahora es `{ $now }`.
vendor-down = { $vendor } no se puede usar; hay trabajos en espera
vendor-reauthorize = Hay que conectar { $vendor } de nuevo; hay trabajos en espera
vendor-up = { $vendor } funciona de nuevo
vendor-up-attempt = El intento { $attempt } de las { $time } obtuvo respuesta.
vendor-up-call = Una llamada de las { $time } obtuvo respuesta.
vendor-up-next = Los trabajos en espera siguen solos.
webhook-unhealthy = El webhook de ActiveCampaign no envía todos los eventos
webhook-healthy = El webhook de ActiveCampaign funciona de nuevo
late-minutes = Los cambios llegan tarde al otro sistema: los últimos esperaron { $count ->
    [one] 1 minuto
   *[other] { $count } minutos
}
late-hours = Los cambios llegan tarde al otro sistema: los últimos esperaron { $count ->
    [one] 1 hora
   *[other] { $count } horas
}
late-why = En la cola espera más de lo que se procesa, como tras una importación, una pausa o una avería. No se pierde nada.
late-remedy = Nada si sabe por qué. Si persiste, `ekobridge doctor` dice qué falla.
in-time = Los cambios llegan de nuevo a tiempo al otro sistema
login-unused = La sesión de eAccounting debe renovarse
login-unused-why = Nada la ha usado en más de 30 días, y una sesión que no se usa caduca.
login-unused-remedy = Ejecute `ekobridge connect` e inicie sesión, y averigüe por qué no se ejecutó la programación.
login-used = La sesión de eAccounting está de nuevo en uso
vat-changes = El IVA cambia el { $date }
vat-change = El código de IVA { $code } pasa del { $before } % al { $after } %.
vat-change-unnamed = Un código de IVA sin nombre pasa del { $before } % al { $after } %.
vat-changes-remedy = Cambie ese día el tipo en la tienda, y los tipos que nombran los ajustes (articles.account_coding, fallback, shipping y discounts). eAccounting contabiliza cada documento con el tipo de su propia fecha. Un pedido cuyo IVA no cuadra se aparca, y no se contabiliza nada mal.
settings-wrong = Los ajustes enviados son incorrectos
settings-wrong-text = La versión { $version } no se puede usar. Las funciones en marcha conservan los ajustes anteriores; una que arranque ahora deja esperar sus trabajos.
settings-in-order = Los ajustes están de nuevo en orden
settings-in-order-text = Los últimos ajustes enviados están en vigor.
systems-agree = Los dos sistemas vuelven a coincidir
systems-disagree = { $count ->
    [one] Los sistemas no coinciden en 1 venta
   *[other] Los sistemas no coinciden en { $count } ventas
}
systems-disagree-new = { $disagree }, { $new } de ellas nuevas
systems-disagree-text = { $sales ->
    [one] Del { $since } al { $until }, { $agreeing } de 1 venta coincide. Nuevo: { $records }.
   *[other] Del { $since } al { $until }, { $agreeing } de { $sales } ventas coinciden. Nuevo: { $records }.
}
systems-not-compared = { $days ->
    [one] No se comparó 1 día.
   *[other] No se compararon { $days } días.
}
systems-disagree-remedy = `ekobridge reconcile --since { $since }` dice el motivo de cada una y el comando que lo corrige.
secret-missing = Ekobridge no puede trabajar: falta un secreto
salt-mismatch = Ekobridge no puede trabajar: su sal no es la del libro
not-ready-text = Los trabajos esperan hasta entonces; no se pierde ninguno.
ready = Ekobridge puede trabajar de nuevo
ready-text = Sus secretos y su sal están en orden.
test = Este es un aviso de prueba
test-text = Alguien ejecutó `ekobridge notices test`. Donde lee esto, le llegan los avisos.
digest-title = { $period }: { $sent } enviados, { $waiting }
digest-period = { $first } a { $last }
digest-nothing-waits = nada le espera
digest-waits = { $count ->
    [one] 1 registro le espera
   *[other] { $count } registros le esperan
}
digest-waits-more = al menos { $count } registros le esperan
digest-direction = { $direction }: { $sent } enviados, { $skipped } sin nada que hacer, { $parked } aparcados, { $failing } fallaron y se reintentaron
to-eaccounting = Hacia eAccounting
to-activecampaign = Hacia ActiveCampaign
digest-waiting = Le espera: { $causes }
digest-waiting-since = Le espera: { $causes }, el primero desde { $time }
digest-remedy = `ekobridge parked` dice de cada uno qué cambiar; después `ekobridge replay --parked`.
digest-down = { $vendor } no se puede usar ahora; hay trabajos en espera
digest-reconciled = { $sales ->
    [one] Conciliación de { $time }: { $agreeing } de 1 venta coincide
   *[other] Conciliación de { $time }: { $agreeing } de { $sales } ventas coinciden
}
digest-reconciled-differ = Conciliación de { $time }: { $agreeing } de { $sales ->
    [one] 1 venta coincide
   *[other] { $sales } ventas coinciden
}; { $differences ->
    [one] 1 no
   *[other] { $differences } no
}
digest-reconciled-cut = { $result }, y no se pudo comparar todo
digest-webhook = Último webhook de ActiveCampaign: { $time }
digest-sweep = Última ejecución completa de la programación: { $time }
none-yet = ninguno aún
