# Las palabras de todas las páginas.

nav-pages = Páginas
nav-overview = Resumen
nav-activity = Actividad
nav-parked = Aparcados
nav-settings = Ajustes
skip-to-content = Ir al contenido
search-label = Número, nombre, correo o registro
search-button = ¿Por qué?
frame-zone = Horas: { $zone }
place-stack = la pila { $name }
place-folder = la carpeta { $path }
place-dev = `ekobridge dev` en este equipo
language-choose = Idioma
in-english = En detalle, en inglés:
answer-no = no
answer-yes = sí

ago-seconds = { $count ->
    [one] hace 1 segundo
   *[other] hace { $count } segundos
}
ago-minutes = { $count ->
    [one] hace 1 minuto
   *[other] hace { $count } minutos
}
ago-hours = { $count ->
    [one] hace 1 hora
   *[other] hace { $count } horas
}
ago-days = { $count ->
    [one] hace 1 día
   *[other] hace { $count } días
}

outcome-sent = enviado
outcome-done = terminado
outcome-skipped = omitido
outcome-parked = aparcado
outcome-failing = con fallos
outcome-ignored = ignorado
outcome-later = se reintenta más tarde

cause-webhook = webhook
cause-sweep = repaso
cause-poll = consulta
cause-replay = reproceso
cause-backfill = envío histórico

direction-to-eaccounting = Hacia eAccounting
direction-to-activecampaign = Hacia ActiveCampaign

job-customer = cliente
job-order = pedido
job-quote = presupuesto
job-find-orders = buscar pedidos
job-write-order = escribir pedido
job-write-contact = escribir contacto
job-stock = existencias
queue-orders = pedidos
queue-customers = clientes
queue-backlog = masivos
document-customer = cliente
document-article = artículo
document-order = pedido
document-invoice = factura
document-invoice-draft = borrador de factura
document-credit-draft = borrador de factura rectificativa
document-of-order = { $document } del pedido { $order }
document-credit-invoice = factura rectificativa
document-deal = trato
document-contact = contacto
document-shop-order = pedido de comercio electrónico
document-product = producto { $number }

state-never-seen = nunca visto
state-missing = no existe
state-filtered = filtrado
state-on-hold = retenido
state-queued = en cola
state-waiting-for-vendor = espera a un sistema
state-waiting-for-login = espera un inicio de sesión
state-running = en curso
state-in-doubt = en duda
state-parked = aparcado
state-sent = enviado
state-follow-up-failed = enviado, falló un paso posterior
state-changed-since = cambiado desde entonces

column-attempts = Intentos
column-calls = Llamadas
column-trigger = Desencadenante
column-day = Día
column-direction = Sentido
column-document = Documento
column-error-code = Código de error
column-field = Campo
column-job = Trabajo
column-key = Ajuste
column-in-force = En vigor
column-draft = Borrador
column-made-from = Procede de
column-milliseconds = ms
column-now = Ahora
column-outcome = Resultado
column-prepared = Preparado, no enviado
column-record = Registro
column-replayed = Se vuelve a procesar
column-rule = Regla o ajuste
column-sent = Enviado
column-reason = Motivo
column-since = Desde
column-state = Estado
column-step = Paso
column-time = Hora
column-value = Valor
column-what-happened = Qué pasó
column-what-was-done = Qué se hizo
column-at-milliseconds = A los ms
column-took-milliseconds = Duró ms
period-today = Hoy
period-month = 30 días

overview-look = Verlo
overview-waiting = { $count ->
    [one] 1 registro le espera.
   *[other] { $count } registros le esperan.
}
overview-waiting-more = Al menos { $count } registros le esperan.
overview-nothing = Nada por ahora.
overview-counted = Intentos por día, UTC. Un registro que falla, se aparca y luego se envía cuenta cada vez.
overview-chart = { $direction }, los últimos 30 días: { $sent } enviados, { $skipped } omitidos, { $failing } intentos fallidos, { $parked } aparcados.
overview-bar = { $day }: { $sent } enviados, { $skipped } omitidos, { $failing } con fallos, { $parked } aparcados
overview-table = Como tabla; la barra más alta es { $largest }
overview-differences = Los sistemas no coinciden: { $differences } según la última conciliación.
overview-health = Estado
overview-newest = Intentos más recientes
overview-none-today = Ninguno hoy.
overview-all-activity = Toda la actividad
overview-sandbox = Ambos sistemas son el entorno de pruebas:
overview-sandbox-link = vea lo que llegó allí
health-up = responde y acepta la conexión
health-down = no está disponible; se le pregunta de nuevo a las { $time }
health-refuses = rechaza la conexión: inicie sesión de nuevo
health-last-webhook = Último webhook
health-last-sweep = Último repaso
health-none-so-far = ninguno por ahora
health-next-run = Próxima ejecución
health-every = { $seconds ->
    [one] cada segundo
   *[other] cada { $seconds } segundos
}
health-by-schedule = según la programación de la instalación
health-oldest = Espera más larga tras un intento fallido, sin los registros en duda
health-oldest-none = nada espera tras un intento fallido
health-oldest-since = { $record }, { $ago }
health-reconciled = Último resultado de la conciliación
health-reconciled-agree = ambos sistemas coincidían en { $sales ->
    [one] 1 venta
   *[other] { $sales } ventas
}, { $when }
health-reconciled-cut = { $agreeing ->
    [one] 1 venta coincidía, y no se pudo comparar todo, { $when }
   *[other] { $agreeing } ventas coincidían, y no se pudo comparar todo, { $when }
}
health-reconciled-differ = { $sales ->
    [one] { $agreeing } de 1 venta coincidía, { $differences } no, { $when }
   *[other] { $agreeing } de { $sales } ventas coincidían, { $differences } no, { $when }
}
health-queues = Colas
health-queue = { $name } { $waiting } (y { $working } en curso)
health-token = Sesión de eAccounting
health-token-company = Empresa en eAccounting
health-token-none = nadie lo ha conectado: ejecute { $command }
health-token-refused = rechazada desde { $time }: ejecute { $command }
health-token-valid = en orden; este acceso vale hasta { $time } y se renueva solo
health-token-due = en orden; el acceso se renueva con la próxima llamada
health-token-unreadable = no se puede leer: { $why }

activity-of = Actividad: { $what }
activity-day = Día ({ $zone })
activity-from = Desde
activity-until = Antes de
activity-any = todos
activity-both = ambos
activity-filter = Filtrar
activity-read = { $shown } de las { $read } entradas que esta página ha leído, las más recientes primero.
activity-nothing = Nada coincide.
activity-unclear = «{ $text }» no es ningún registro, o son varios. Búsquelo arriba y elija uno.
activity-no-code = «{ $code }» no es un código de error, así que ningún intento lo tiene. docs/ERRORS.md los enumera.
activity-others = Otras entradas
activity-older = Anteriores de este día
activity-before = El día anterior
activity-after = El día siguiente

parked-nothing = No hay nada aparcado.
parked-sent = Ya enviados: los documentos de eAccounting quedan como están. Corríjalos allí, o emita una factura rectificativa; después abra el registro y elija «{ $button }».
parked-count = { $count } en esta página, primero lo que más espera, por causa. Corrija la causa y vuelva a procesar lo que espera por ella.
parked-cause = { $count ->
    [one] 1 en espera
   *[other] { $count } en espera
}
parked-plan = { $count ->
    [one] Planificar su reproceso
   *[other] Planificar el reproceso de estos { $count }
}
parked-next = Los siguientes
parked-holds = Lo que está retenido
holds-title = Retenidos
holds-nothing = No hay nada retenido.
holds-explained = Lo retenido no se envía hasta que alguien lo libera, en la página del registro.
parked-setting = Cambiar { $key }

replay-title = Reproceso: el plan
replay-nothing-yet = Aún no hay nada en cola. Un registro que tiene su documento no recibe otro.
replay-is-planned = Planificado: aún no hay nada en cola.
replay-apply = { $count ->
    [one] Volver a procesar 1 registro
   *[other] Volver a procesar { $count } registros
}
replay-none = No hay nada que volver a procesar. La tabla dice de cada registro por qué, y qué hay que hacer antes.
replay-settings-soon = Las funciones usan la versión { $version } de los ajustes a partir de { $from }; hasta entonces pueden usar la versión anterior.
replay-why = Por qué está ahí
plan-waits = espera
plan-overdue = atrasado
plan-why-unknown = No está en el registro interno: se procesa como nuevo.
plan-why-not-asked = No está en el registro interno y no se pudo averiguar si existe: se procesa como nuevo.
plan-why-missing = { $vendor } no tiene tal registro, y no está en el registro interno. Compruebe que esté bien nombrado.
plan-why-on-hold = Alguien lo ha retenido: { $because }. Suéltelo primero.
plan-why-done = Se convirtió en { $document }.
plan-why-nothing = No había nada que crear.
plan-why-waits = Se reintenta a las { $time }.
plan-why-in-doubt = Puede haberse convertido en un documento: se comprueba antes de crear nada.
plan-why-overdue = Tocaba un intento y no se hizo.
plan-why-running = Se está procesando, como muy tarde hasta las { $time }.
replay-queued = { $count ->
    [one] 1 registro está en cola.
   *[other] { $count } registros están en cola.
}
replay-no-second = Un registro que tiene su documento no recibe otro.
replay-ended = { $ended } de { $count } han terminado.
replay-still = Esta lista se lee de nuevo cada dos segundos.

found-nothing = Ni ActiveCampaign ni eAccounting tienen un registro con este número, dirección o nombre, y el registro de actividad de los últimos días no lo nombra. Un número tras «order» es de la tienda; los propios de eAccounting se encuentran como «sales-order 7» e «invoice 7».
found-other-number = Si la tienda muestra a sus clientes otro número que el que dio a ActiveCampaign, busque por el correo del comprador.
found-document = eAccounting tiene { $document }.
found-made-of = { $document } de eAccounting viene de { $record }.
found-more = Puede haber más con este nombre: busque la dirección de correo para estar seguro.
found-incomplete = No se pudo consultar todo.
found-title = «{ $query }»

record-of-connection = { $record } (conexión { $connection })
record-answer = Respuesta
record-since = Desde
record-until = Hasta
record-cause = Causa
record-document = Documento
record-setting = Ajuste
record-what-to-do = Qué hacer
record-replay = Volver a procesar…
record-release = Liberar y poner en cola
record-hold = Retener
record-settle = El documento es correcto
record-because = No enviar, porque
record-no-name = sin nombres de personas
record-activity = Actividad
record-sandbox = { $vendor } (entorno de pruebas)
record-in-the-way = Qué lo impide ahora
record-totals = A cuánto asciende
record-totals-now = A cuánto ascendería ahora
record-order = Qué se pidió
record-buyer = Comprador
record-kind-of-sale = Tipo de venta
record-prices = Los precios de la tienda
sale-domestic = venta nacional con IVA
sale-domestic-reverse = venta nacional con inversión del sujeto pasivo (construcción)
sale-eu-company = venta sin IVA a una empresa de la UE ({ $country })
sale-eu-private = venta a la UE ({ $country }) con el IVA del vendedor
sale-eu-private-oss = venta a un particular de la UE ({ $country }) según la ventanilla única (OSS)
sale-export = venta sin IVA fuera de la UE ({ $country })
sale-export-with-vat = venta fuera de la UE ({ $country }) con IVA, como indica el cliente
prices-per-unit = por unidad
prices-per-line = por línea
prices-with-vat = { $per }, con IVA
prices-without-vat = { $per }, sin IVA
prices-vat-taken-off = { $per }, sin el IVA del vendedor
record-net = Neto
record-vat = IVA
record-total = Total
record-fields = Campo por campo
record-fields-what = Enviado: como lo tiene el registro de actividad. Ahora: como lo enviaría una vista previa; no se escribió nada para esta página.
record-fields-prepared = Preparado, no enviado: como lo tenía el último intento al terminar, según el registro de actividad. Ahora: como lo enviaría una vista previa; no se escribió nada para esta página.
record-fields-once = Enviado: como lo tiene el registro de actividad. Ahora: lo que daría hoy el registro. Ya se envió y no se vuelve a enviar; lo que difiere se cambió después o se debe a otros ajustes. No se compara: lo que un cliente o un artículo recibe una sola vez, al crearse.
record-fields-differ = { $count ->
    [one] 1 difiere
   *[other] { $count } difieren
}
record-fields-count = { $count ->
    [one] 1 campo
   *[other] { $count } campos
}
record-row = { $document }, línea { $row }
record-not-kept = (no se guarda)
record-not-compared = no se compara
record-source = El origen, campo por campo
record-more = Hay más campos; { $command } los muestra todos.
record-calls-if-sent = Llamadas, si se enviara
record-calls-now = Llamadas que haría ahora un reproceso
record-timeline = Cronología
record-timeline-none = El registro de actividad no tiene nada de él: nunca se procesó, o hace demasiado tiempo.
record-attempt = { $job }, pedido por { $cause }, { $milliseconds } ms, { $calls ->
    [one] 1 llamada
   *[other] { $calls } llamadas
}
record-steps = { $count ->
    [one] 1 paso
   *[other] { $count } pasos
}
record-failed = falló
record-no-record = Esto no es un registro
record-no-record-help = Un registro se nombra como order:1:1001, deal:7, contact:3, account:2 o quote:ID.

settings-what = El archivo de ajustes de esta instalación, con sus reglas de campos. Lo que omite tiene su valor predeterminado.
settings-none = Aún no se ha guardado nada: cada ajuste tiene su valor predeterminado. Escriba lo que deba diferir.
settings-file = Archivo de ajustes
settings-check = Comprobar
settings-check-what = Se comprueba mientras escribe.
settings-valid = No tiene errores.
settings-mistakes = { $count ->
    [one] 1 error
   *[other] { $count } errores
}
settings-place = Línea { $line }, columna { $column }
settings-same = No cambia nada.
settings-changes = Qué cambia
settings-lines = Línea por línea
settings-too-long = Es más largo que { $most } bytes.
settings-added = añadido
settings-removed = quitado
settings-unset = (sin definir)
settings-preview-title = Qué sería de un registro
settings-preview-record = Registro
settings-preview-button = Vista previa con este borrador
settings-preview-what = No se escribe nada: se lee el registro y se retiene cada paso que cambiaría algo.
settings-preview-same = { $count ->
    [one] El otro campo es igual.
   *[other] Los otros { $count } campos son iguales.
}
settings-preview-equal = Este borrador no cambia nada de este registro.
settings-preview-sent = Ya se envió: un trabajo no hace nada más con él, sean cuales sean los ajustes. Abajo se ve qué sería si fuera nuevo.
settings-preview-calls = Qué se escribiría
settings-preview-row = línea { $number }
settings-save = Poner en vigor estos ajustes
settings-save-what = Las funciones en marcha los tienen en un minuto.
settings-saved = Los ajustes están en vigor. Las funciones en marcha los tienen en un minuto.
settings-overtaken = Otra persona ha cambiado los ajustes desde que se abrió esta página. No se guardó nada. Abajo está su borrador, comparado con lo que está en vigor ahora.
settings-unseen = El borrador ha cambiado desde que se comprobó. No se guardó nada. Mire qué cambia y guárdelo entonces.
settings-reference = Todos los ajustes, explicados
settings-explained = { $key }, como lo explica el archivo incluido
settings-from-wrong = Esta versión no puede leer los ajustes en vigor; el borrador se compara con los valores predeterminados.

problem-title = No se pudo hacer
page-none = No existe esa página
page-none-help = El menú las tiene todas.
request-unreadable = La consola no puede leer lo que se pidió. Vuelva atrás, revise los valores e inténtelo de nuevo.
guard-title = No se le deja entrar
guard-host = Esta consola tiene otra dirección.
guard-origin = Otro sitio ha enviado esto.
guard-open = Abra la dirección que mostró el terminal. Funciona una vez; { $command } muestra otra.
guard-used = Esta no es la dirección que se mostró, o ya se usó. { $command } muestra otra.
guard-go-on = Continuar a la consola
form-no-record = Uno de estos no es un registro.
form-none = No se nombra ningún registro.
form-too-many = Son más registros de los que admite un plan.
form-again = Elija de nuevo los registros en la página.

nav-reconciliation = Conciliación
reconciliation-what = Compara los pedidos de estos días con los documentos de eAccounting, hasta la unidad más pequeña de cada moneda. Solo lee; un mes puede tardar un minuto.
reconciliation-since = Desde
reconciliation-until = Hasta
reconciliation-compare = Comparar
reconciliation-no-day = «{ $text }» no es un día.
reconciliation-day-help = Escriba un día como 2026-11-01.
reconciliation-more = { $count ->
    [one] y 1 más
   *[other] y { $count } más
}
parked-acknowledge = Confirmar
parked-ignore = Ignorar
parked-resolve = Resuelta
parked-reopen = Reabrir
parked-because = Motivo (opcional)
parked-is-acknowledged = Confirmada { $ago } por { $by }.
parked-is-ignored = Ignorada { $ago } por { $by }.
parked-is-resolved = Resuelta { $ago } por { $by }.
parked-is-open-again = Abierta de nuevo, porque después se aparcó más.
parked-said = Motivo: { $note }
parked-hidden = { $count ->
    [one] 1 más está ignorada o resuelta.
   *[other] { $count } más están ignoradas o resueltas.
}
parked-replays = Reprocesos más recientes
parked-replay = { $at }, { $count ->
    [one] 1 registro
   *[other] { $count } registros
}, { $by }
replay-abort = Cancelar
replay-abort-what = Lo que ningún proceso ha empezado queda como está.
replay-carry-out = Llevar a cabo
replay-planned-record = planificado
replay-is-aborted = Se canceló.
replay-aborted-record = cancelado antes de empezar
replay-progress = Reproceso { $name }

settings-versions = Versiones
settings-version = Versión { $number }
settings-version-opened = Esta es la versión { $number }, comparada con los ajustes en vigor. Para volver a ella, póngala en vigor.
column-version = Versión
column-by = Por
column-note = Nota

# La vista previa de un registro, en la herramienta y la consola.
preview-either = { $first } o { $last }
preview-row-line = línea { $number }
preview-row-shipping = envío
preview-row-discount = descuento { $number }
preview-row-unlisted = un importe sin línea de pedido
preview-row-rounding = redondeo
preview-article-sku = la referencia (SKU) de la línea
preview-article-text-row = ninguno: la línea no cuesta nada y es una línea de texto
preview-article-created = { $rule }; se crearía
preview-source-customer = el cliente del pedido
preview-source-currency = la moneda del pedido
preview-source-day = el día en que se hizo el pedido
preview-source-number = el número del pedido
preview-source-vat = el IVA de esta venta
preview-source-terms = las condiciones de pago propias de la empresa
preview-source-article-number = la referencia (SKU) de la línea, o el número de los ajustes
preview-source-text = el texto de los ajustes
preview-source-coding = el código contable del tipo de IVA: articles.account_coding, vat.countries o el primero activo
preview-source-always = siempre así
preview-rule-as-it-is = como lo tiene eAccounting: un pedido o contacto no lo cambia
preview-new-customer = <cliente nuevo>
preview-new-article = <artículo nuevo>
preview-new-order = <pedido nuevo>
preview-new-invoice-draft = <borrador de factura nuevo>
preview-new-invoice = <factura nueva>
preview-new-contact = <contacto nuevo>
preview-new-account = <empresa nueva>
preview-status-draft = 1 (borrador)
preview-status-ongoing = 2 (en curso)
preview-status-shipped = 3 (enviado)
preview-shortened = acortado de { $from } a { $to } caracteres
preview-convention-service = { $convention } (deducida de { $service })
preview-convention-no-service = { $convention } (la conexión no indica ningún servicio)
preview-convention-deal = { $convention } (un trato tiene un solo precio)
preview-call-create-customer = crear el cliente
preview-call-update-customer = actualizar el cliente
preview-call-create-article = crear un artículo
preview-call-update-article = actualizar un artículo
preview-call-create-order = crear el pedido
preview-call-invoice-order = convertir el pedido en una factura, que se contabiliza
preview-call-create-credit-draft = crear un borrador de la factura rectificativa
preview-call-create-invoice-draft = crear el borrador de factura
preview-call-book-draft = convertir el borrador en una factura, que se contabiliza si da estos totales
preview-call-register-payment = registrar el pago
preview-call-email-invoice = enviar la factura por correo
preview-call-email-order = enviar el pedido por correo
preview-call-add-order-note = añadir una nota con el pedido de la tienda
preview-call-link-customer = enlazar el cliente con su contacto
preview-call-link-order = añadir un enlace al pedido de la tienda
preview-call-order-quote = convertir el presupuesto en un pedido
preview-call-change-contact = cambiar los campos o el correo del contacto
preview-call-create-deal = crear el trato
preview-call-change-deal = mover el trato, o escribir sus campos
preview-call-create-tag = crear la etiqueta
preview-call-add-tag = etiquetar el contacto
preview-call-remove-tag = quitar la etiqueta del contacto
preview-call-write-contact = escribir el contacto
preview-call-create-account = crear la empresa
preview-call-rename-account = cambiar el nombre de la empresa
preview-call-add-to-account = poner el contacto en la empresa
preview-call-add-to-list = poner el contacto en la lista
preview-call-add-note = añadir una nota
preview-call-create-connection = crear la conexión
preview-call-create-custom-object = crear el objeto personalizado
preview-call-write-quantity = escribir la cantidad del artículo
preview-call-write-stock = escribir las existencias del producto
preview-call-write-shop-order = escribir el pedido de comercio electrónico
preview-call-other = escribir
preview-end-queued = { $orders ->
    [one] 1 pedido de { $record } se pondría en cola.
   *[other] { $orders } pedidos de { $record } se pondrían en cola.
}
preview-end-done = { $record } quedaría listo.
preview-end-already = { $record } ya se envió como { $document }, y no se escribiría nada.
preview-end-updates-customer = El cliente { $number } se actualizaría desde { $record }.
preview-end-new-customer = { $record } pasaría a ser un cliente nuevo.
preview-end-customer = { $record } pasaría a ser un cliente.
preview-end-order = { $record } pasaría a ser un pedido.
preview-end-invoice-draft = { $record } pasaría a ser un borrador de factura.
preview-end-invoice = { $record } pasaría a ser una factura.
preview-end-nothing = No se haría nada: { $reason }.
preview-end-nothing-alone = No se haría nada.
preview-end-waits = Le esperaría a usted: { $problem }
preview-end-retried = Acaba de fallar y se reintentaría: { $problem }
preview-state-running = en curso
preview-state-waiting = en espera del próximo intento
preview-state-skipped = omitido
