answer-yes = Sí
answer-no = No
answer-yes-or-no = Escriba { $yes } para sí o { $no } para no.
choose-one = ↑↓ para moverse, Intro para elegir, escriba para filtrar
choose-some = ↑↓ para moverse, espacio para elegir uno, → todos, ← ninguno, Intro al terminar, escriba para filtrar
nothing-queued = No se puso nada en cola.
nothing-sent = No se envió nada.
nothing-stored = No se guardó nada.
nothing-erased = No se borró nada.
nothing-pushed = No se aplicó nada.
no-terminal = No hay ningún terminal donde confirmarlo: añada --yes.
records = { $count ->
    [one] 1 registro
   *[other] { $count } registros
}
by = por { $who }
later = Se procesa cuando { $command } vuelva a ejecutarse.
replay-which = ¿Qué registros? Nómbrelos, como order:1:1001, o elíjalos con --parked, --cause CODE, --error CODE, --since WHEN o --dead-letters.
hold-which = ¿Qué registros? Nómbrelos, como order:1:1001, o elíjalos con --cause CODE.
replay-named-right = Mire si el registro está bien nombrado.
replay-ask = { $count ->
    [one] ¿Volver a procesar 1 registro?
   *[other] ¿Volver a procesar { $count } registros?
}
replay-run-plan = O lleve a cabo este plan: { $command }.
replay-queued = { $count ->
    [one] 1 registro está en cola como { $name }.
   *[other] { $count } registros están en cola como { $name }.
}
replay-shows-progress = { $command } muestra su progreso.
replay-cut-short = { $count ->
    [one] El reproceso { $name } se canceló después de poner en cola 1 registro.
   *[other] El reproceso { $name } se canceló después de poner en cola { $count } registros.
}
replay-aborted = { $name } está cancelado; se pusieron en cola { $queued } de { $count }. Lo que ningún proceso ha empezado queda como estaba. { $command } lo muestra.
replay-no-replays = No hubo ningún reproceso.
replay-head = { $state }, { $queued } de { $count } en cola
replay-state-planned = planificado
replay-state-queueing = poniéndose en cola
replay-state-queued = en cola
replay-state-aborted = cancelado
replay-planned = Planificado: aún no hay nada en cola. { $apply } lo lleva a cabo, { $abort } lo descarta.
replay-not-begun = { $count ->
    [one] 1 cancelado antes de empezar
   *[other] { $count } cancelados antes de empezar
}
replay-ended = { $ended } de { $count } han terminado: { $outcomes }
replay-pending = sin terminar
replay-failed = Fallaron en él
and-more = y { $count } más: { $command }
replay-nothing = No hay nada que volver a procesar en { $deployment }.
replay-plan = Se volverá a procesar en { $deployment }:
replay-not = No se vuelve a procesar:
replay-more = { $more ->
    [one] Un reproceso admite { $most } registros; queda 1 más. Ejecute el mismo comando otra vez para él.
   *[other] Un reproceso admite { $most } registros; quedan { $more } más. Ejecute el mismo comando otra vez para ellos.
}
replay-ignored = { $count ->
    [one] Excluido: 1 registro con la causa { $cause }, que fue ignorada. Para tomarlo, vuelva a procesarlo por su nombre o con --cause { $cause }.
   *[other] Excluidos: { $count } registros con la causa { $cause }, que fue ignorada. Para tomarlos, vuelva a procesarlos por su nombre o con --cause { $cause }.
}
replay-without-job = { $record } está aparcado sin trabajo: vuelva a procesar el registro al que pertenece.
replay-unreadable = El mensaje { $id } de una cola de mensajes fallidos no es un trabajo y se queda ahí. Mírelo en AWS y bórrelo.
backfill-looking = buscando lo que hay
backfill-none-open = No hay ningún envío histórico que continuar: el último terminó, o no se inició ninguno.
backfill-add-apply = Añada --apply para enviarlos.
backfill-ask = { $count ->
    [one] ¿Enviar 1 registro?
   *[other] ¿Enviar { $count } registros?
}
backfill-waits-for-settings = Las funciones usan la versión { $version } de los ajustes a partir de { $from }. Los registros esperan hasta entonces.
backfill-queued = { $count ->
    [one] 1 registro puesto en cola.
   *[other] { $count } registros puestos en cola.
}
backfill-stopped = { $count ->
    [one] Se detuvo tras 1 fallo.
   *[other] Se detuvo tras { $count } fallos.
} Cuando la causa se haya resuelto, siga con { $resume }; lo que falló lo envía { $replay }.
backfill-stuck = Se detuvo: ningún trabajo ha terminado en diez minutos. Mire si las funciones están en pausa o un sistema no responde; siga entonces con { $resume }.
backfill-since = Indique el primer día con --since.
backfill-nothing = No hay nada que enviar en { $deployment }.
backfill-plan = Se enviarán en { $deployment }:
backfill-orders = { $count ->
    [one] pedido
   *[other] pedidos
}
backfill-deals = { $count ->
    [one] trato
   *[other] tratos
}
backfill-contacts = { $count ->
    [one] contacto
   *[other] contactos
}
backfill-documents = { $count ->
    [one] documento
   *[other] documentos
}
backfill-span = de { $first } a { $last }
backfill-costs = aproximadamente { $calls ->
    [one] 1 llamada
   *[other] { $calls } llamadas
} a los sistemas, que tardan { $minutes ->
    [one] un minuto como máximo
   *[other] unos { $minutes } minutos
} si no hay nada más en curso
backfill-left-out = Excluido:
backfill-ended = Enviados { $sent } de { $total }, { $nothing } de ellos sin nada que hacer, { $failures ->
    [one] 1 fallo
   *[other] { $failures } fallos
}.
backfill-says-what = { $command } dice qué hacer con cada uno.
hold-one-deployment = Retenga registros en una sola instalación a la vez: nombre una con --stack o --data.
hold-left-out = Excluido: { $problem }
hold-parked-with = Aparcados con { $code }:
hold-ask = { $count ->
    [one] ¿Retener 1 registro?
   *[other] ¿Retener { $count } registros?
}
hold-if-it-arrives = Se retiene si llega alguna vez.
hold-never-seen = Hasta ahora no se ha visto nada llamado { $record }: compruebe que el nombre sea correcto.
hold-already-sent = Ya es { $document } en eAccounting: solo se retienen los cambios posteriores.
hold-done = { $record } está retenido ahora.
hold-already = { $record } ya está retenido por ese motivo.
hold-failed = { $record } no está retenido. { $problem }
release-done = { $record } está liberado y en cola.
release-missing = { $record } está liberado y no en cola. { $missing }
release-not-held = { $record } no está retenido. { $list } muestra lo que lo está; { $why }, dónde está.
release-failed = { $record } no se pudo liberar ni poner en cola. { $problem }
some-failed = Fallaron { $failed } de { $count }.
erase-ask = ¿Borrar a esta persona del registro de actividad de { $deployment }? No se puede deshacer.
erase-no-entries = El registro de actividad no tiene ninguna entrada de esta persona.
erase-entries = { $count ->
    [one] Se borró 1 entrada del registro de actividad.
   *[other] Se borraron { $count } entradas del registro de actividad.
}
erase-no-digests = El registro interno no guardaba sumas de control de los campos de esta persona.
erase-digests = { $count ->
    [one] Se borró del registro interno la suma de control de 1 campo.
   *[other] Se borraron del registro interno las sumas de control de { $count } campos.
}
erase-links-stay = Los vínculos entre registros se quedan, sin datos personales. En ActiveCampaign y eAccounting no se cambió nada: borre primero a la persona allí, o el próximo evento escribe una entrada nueva.
erase-name-a-person = Nombre a una persona: por una dirección de correo, o por el contacto en ActiveCampaign, como contact:3.
erase-no-contact = ActiveCampaign no tiene ningún contacto { $id } con dirección de correo. Nombre a la persona por la dirección.
audit-nothing = Nadie ha hecho nada de lo que se anota.
export-too-many = { $deployment } tiene más de { $most } intentos así. Exporte un periodo más corto con --since y --until.
export-written = { $count ->
    [one] 1 intento está en { $file }.
   *[other] { $count } intentos están en { $file }.
}
file-exists = { $file } ya existe; elija otro nombre
file-exists-force = { $file } existe; elija otro nombre o sobrescríbalo con --force
tail-follows = Siguiendo el registro de actividad. Termine con Ctrl+C.
settings-shipped = No se ha aplicado nada: están en vigor los ajustes incluidos.
settings-nothing-to-compare = No se ha aplicado nada: están en vigor los ajustes incluidos, y no hay nada que comparar.
settings-none-before = No hay ninguna versión anterior a la que está en vigor. `ekobridge settings push FILE` pone otra en vigor.
settings-ask = ¿Poner en vigor estos ajustes?
settings-pushed = Aplicado como versión { $version }. Las funciones en marcha la tienen en un minuto.
settings-from-wrong = Esta versión no puede leer los ajustes en vigor; esto se compara con los valores predeterminados.
settings-changes-nothing = No cambia nada de lo que hace { $deployment }.
settings-changes = Cambia en { $deployment }:
settings-to-default = { $count ->
    [one] 1 clave que estaba definida vuelve a su valor predeterminado: { $keys }.
   *[other] { $count } claves que estaban definidas vuelven a su valor predeterminado: { $keys }.
}
settings-keys-and-more = { $keys } y { $more } más
settings-version = versión { $version }
settings-shipped-name = los ajustes incluidos
settings-none-between = Entre { $from } y { $to } no cambió ningún ajuste.
settings-between = De { $from } a { $to }:
settings-field-missing = Aviso: `{ $key }` nombra el campo personalizado { $tag }, que ActiveCampaign no tiene. Créelo antes de poner en vigor estos ajustes, o corrija el ajuste.
settings-field-elsewhere = Aviso: `{ $key }` nombra un campo personalizado { $tag } de { $wanted }; en ActiveCampaign solo lo tienen { $found }. Una regla lee el campo de un contacto como `customer.field.TAG`, el de su empresa como `customer.accountField.TAG` y el de un trato como `order.field.TAG`.
settings-field-owner = { $owner ->
    [contact] contactos
    [account] empresas
   *[other] tratos
}
settings-fields-unknown = No se pudo preguntar a ActiveCampaign si existen los campos personalizados de los ajustes: { $why }
settings-not-set = (sin definir)
notices-failed = { $failed } de { $count } no aceptaron el aviso. docs/NOTICES.md dice cómo se configura cada uno.
notices-no-mail-here = correo: no se envía ninguno desde este equipo; `ekobridge dev` muestra los avisos en su terminal
notices-mail = correo: enviado al tema de alertas, cuyos suscriptores confirmados lo reciben
notices-delivered = { $channel }: entregado
notices-no-other = No hay otro canal configurado: docs/NOTICES.md muestra cómo.
console-is-at = La consola de { $deployment } está en
console-end = La dirección deja entrar a un navegador, una vez. Termine con Ctrl+C.
deployment-stack = la pila { $name }
deployment-folder = la carpeta { $folder }
deployment-running = el { $command } que se ejecuta en { $folder }
no-record = "{ $text }" no es ningún registro. Nómbrelo como en los mensajes (order:1:1001, deal:7, contact:3, account:2, quote:ID), por tipo y número (order 1001, invoice 1042, sales-order 1042, quote 1042, customer 1001, article LAMP), solo por el número de un pedido o documento (1001), por la dirección de correo de un contacto (anna@example.com), o por nombre y apellido ("Anna Svensson").
connect-confirm = La empresa debe confirmarse. Ejecute esto en un terminal, o añada --yes.
connect-other-company = Esta no es la empresa que se conectó antes: aquella era { $name } ({ $id }). No se guardó nada.
connect-other-company-do = Inicie sesión de nuevo y elija esa empresa, o añada --other-company para cambiar: los registros existentes se quedan en la empresa anterior, y Ekobridge empieza desde el principio en esta.
connect-stored = Conectado. La autorización está guardada en { $place }.
connect-client-needed = Se necesitan el id y el secreto de cliente de eAccounting. Ponga EACCOUNTING_CLIENT_ID y EACCOUNTING_CLIENT_SECRET en el entorno o en .env; los da el soporte de la API de eAccounting.
connect-client-from = El id y el secreto de cliente los da el soporte de la API de eAccounting.
connect-client-id = Id de cliente:
connect-client-secret = Secreto de cliente:
connect-company = El inicio de sesión es de esta empresa:
company-name = Empresa
company-number = Número de identificación
company-country = País, moneda
company-vat-number = NIF-IVA
company-oss = Vende con OSS
company-modules = Módulos
company-years = Ejercicios abiertos
company-identity = Identidad
company-none = (ninguno)
company-yes = sí
company-no = no
company-years-unread = (no se puede leer)
company-year = { $first } a { $last }
connect-ask = ¿Conectar Ekobridge a esta empresa?
login-in-use = { $address } está en uso por otro programa, así que hay que pegar el código.
login-open = Abra esta página en un navegador, e inicie sesión en eAccounting:
login-no-browser = Aquí no se puede abrir un navegador. Abra esta página en uno, e inicie sesión en eAccounting:
login-opens = El inicio de sesión de eAccounting se abre en su navegador. Si no, abra esta página:
login-waits = Esperando la respuesta en { $address } …
login-no-answer = No llegó respuesta en diez minutos. Si la página dijo que el cliente o la dirección de redirección es desconocida, compruebe el id de cliente y que { $address } esté registrada para él (si no, nombre la registrada con --redirect-uri). Ejecute entonces `ekobridge connect` de nuevo.
login-paste = Tras iniciar sesión, el navegador va a una dirección que puede mostrar un error. Es lo normal: copie esa dirección entera.
login-address-or-code = Dirección o código:
login-answered = eAccounting ha respondido
login-answered-what = Vuelva al terminal: muestra qué empresa es.
login-other = No es de este inicio de sesión
login-other-what = Esta página es de otro inicio de sesión, y no se hizo nada. Ciérrela, y use la página que nombra el terminal.
login-failed = Sin conexión
login-failed-what = Vuelva al terminal: dice por qué, y qué hacer.
place-secret = el secreto { $secret }
place-sandbox-next = El entorno de pruebas se usa con ella mediante { $command }.
place-folder-next = { $command } la usa desde ahora; uno que esté en marcha la toma en su próxima consulta.
place-without-data = { $command } sin --data
place-stack-next = La pila la usa desde ahora. Los trabajos en espera continúan automáticamente.
place-waits = Otro proceso usa la autorización de eAccounting. Esperando a que termine, como mucho 95 segundos …
preview-title = { $record } · vista previa, no se escribe nada
preview-known = El registro interno lo tiene como { $state } desde { $since }
preview-as-if-sent = Lo que sigue es como si fuera nuevo y los ajustes lo tomaran; el final dice qué ocurriría.
preview-created = { $document }: se crea
preview-updated = { $document }: se actualiza
preview-left = { $document }: queda como está
preview-unknown = { $document }: hasta donde se puede decir
preview-found-by = (encontrado: { $how })
preview-rule = Regla
preview-in-activecampaign = { $document } en ActiveCampaign
preview-unused = También en el registro, y en ningún campo de arriba
preview-rows-with-vat = Líneas: precios e importes en { $currency } con IVA
preview-rows-without-vat = Líneas: precios e importes en { $currency } sin IVA
preview-column-of = De
preview-column-article = Artículo
preview-column-text = Texto
preview-column-quantity = Cantidad
preview-column-price = Precio
preview-column-discount = Descuento
preview-column-amount = Importe
preview-column-account = Cuenta
preview-column-coding = Código contable
preview-article-name = (el nombre del artículo)
preview-totals = Totales en { $currency }
preview-shop = Tienda
preview-without-vat = Sin IVA
preview-vat-of = IVA { $rate } % de { $net }
preview-with-vat = Con IVA
preview-same = ✓ igual
preview-not-same = no es igual
preview-to-be-paid = A pagar
preview-rounds = eAccounting redondea a moneda entera
preview-lines = Líneas como las tiene la tienda; las líneas y el IVA aún no se pueden decir
preview-column-name = Nombre
preview-column-article-there = Artículo en eAccounting
preview-article-new = { $number } se crearía, { $rate } %
preview-article-none = ninguno
preview-article-not-looked-up = no se ha buscado
preview-article-rule = Artículo { $article }: { $rule }.
preview-row-article-rule = Artículo de la línea { $row }: { $rule }.
preview-field-rule = { $field } de las líneas: { $rule } ({ $place })
preview-calls = Qué se llamaría
preview-calls-if-sent = Qué se llamaría si se enviara
preview-was-empty = estaba vacío
preview-was = era { $value }
preview-also = Además: { $problem }
preview-saved = { $file } lo tiene con personas inventadas. Los id, números de pedido, importes, fechas y artículos son reales. Léalo antes de enviarlo.
preview-nothing = El evento no pide nada que Ekobridge haga.
dev-runs = Ekobridge se ejecuta en este equipo.
dev-console = Consola
dev-sandbox = Entorno de pruebas de ambos
dev-webhooks = Los webhooks van a
dev-demo-stopped = La demostración se detuvo, y el resto no se muestra: { $why }.
dev-demo-stopped-do = Los trabajos de arriba dicen qué fue de sus registros. { $command } muestra lo que requiere su atención.
dev-done = { $count ->
    [one] 1 terminado
   *[other] { $count } terminados
}
dev-skipped = { $count ->
    [one] 1 omitido
   *[other] { $count } omitidos
}
dev-parked = { $count ->
    [one] 1 aparcado
   *[other] { $count } aparcados
}
dev-waiting = { $count } en espera del próximo intento
dev-working = trabajando
dev-jobs = Trabajos terminados
dev-next-attempt = Próximo intento en { $seconds } s.
dev-alert = ALERTA
dev-recovered = RECUPERADO
dev-notice = AVISO
dev-own-settings = En .env no hay cuentas: ambos sistemas son el entorno de pruebas, y la demostración no se muestra con sus propios ajustes.
dev-played = La demostración ya se mostró en esta carpeta; lo que dejó está ahí.
dev-jobs-resume = Los trabajos en espera continúan cuando esto se inicie de nuevo en la misma carpeta.
dev-jobs-lost = Los trabajos en espera se pierden ahora; con --data continuarían en el próximo inicio.
dev-stopped = Detenido. Si se inicia de nuevo, continúa donde estaba.
dev-stopped-lost = Detenido, y lo que tenía se ha perdido. Con --data continuaría en el próximo inicio.
dev-look = Mire lo que llegó: { $address }
dev-keeps-running = Ekobridge sigue en marcha. Deténgalo con Ctrl+C.
dev-other-here = Los comandos en otros terminales encuentran el otro { $command } que se inició en esta carpeta, no este.
dev-another-runs = Otro { $command } se ejecuta en esta carpeta: los comandos encuentran este con --data { $folder }.
dev-new-grant = La nueva autorización de eAccounting está en uso.
demo-schedule = La programación se ejecuta por primera vez
demo-signs-up = 1. Anna se suscribe al boletín de la tienda
demo-moves = 2. Anna se muda a Göteborg
demo-orders = 3. Björkskog Bygg AB pide dos lámparas y café en la tienda WooCommerce, con un cupón
demo-three-times = 4. El mismo webhook llega tres veces
demo-once = { $webhooks } webhooks y un repaso nombraron el mismo pedido; eAccounting tenía { $before ->
    [one] 1 pedido
   *[other] { $before } pedidos
} antes y tiene { $now } ahora.
demo-quote = 5. Un cliente acepta un presupuesto en eAccounting
demo-telephone = 6. Björkskog Bygg AB pide una lámpara más por teléfono, y eAccounting tiene el pedido
demo-shipped = 7. El pedido se envía y se factura, y la factura se paga
demo-last-vase = 8. El último jarrón se vende en el mostrador
demo-bookkeeper = 9. Un contable introduce un cliente en eAccounting
demo-eaccounting = Qué contiene eAccounting ahora
demo-activecampaign = Qué contiene ActiveCampaign ahora de eAccounting
demo-customer = Cliente
demo-contact = Contacto
demo-name = Nombre
demo-email = Correo
demo-postcode = Código
demo-city = Ciudad
demo-order = Pedido { $number } para { $customer }, referencia { $reference }
demo-without-vat = Sin IVA { $amount } { $currency }, IVA { $vat }
demo-rounding = , redondeo { $amount }
demo-to-be-paid = , a pagar { $amount }
demo-shop-order = Pedido { $number } de { $email }: { $amount } { $currency }, { $status } ({ $shop })
demo-product = Producto { $sku }, { $name }: { $stock }
several-records = "{ $text }" nombra varios registros. Nombre uno.
no-such = { $vendor } no tiene el registro { $record }.
preview-convention = La convención de precios de la tienda es { $convention }.
no-deployment = No se encontró ninguna instalación. Nombre una pila con --stack NAME, inicie `ekobridge dev` aquí en otro terminal, o nombre su carpeta con --data DIR.
no-state-in = { $folder } no contiene ningún estado de `ekobridge dev`. Nombre la carpeta con la que se inició, o una pila con --stack.
several-run = En esta carpeta se ejecutan { $count } `ekobridge dev`, con los datos en { $folders }. Nombre uno: --data { $first }, o --data { $last }.
one-deployment = Este comando trabaja con una instalación, y --stack { $named } nombra varias. Nombre una.
not-built = Esta compilación no incluye { $what }: use la herramienta publicada, o `cargo install --locked --path cli --features setup`.
not-built-stacks = las pilas en AWS
file-missing = No hay ningún archivo { $file }. Compruebe que el nombre sea correcto.
file-unreadable = { $file } no se puede leer: { $why }.
file-unwritable = { $file } no se puede escribir: { $why }.
file-no-folder = su carpeta no existe
file-forbidden = su usuario no tiene permiso
file-is-folder = es una carpeta
file-no-text = no es un texto en UTF-8
window-reversed = until es anterior a since: no hay nada entre los dos. Intercambie las dos horas.
parked-settled = { $record } ya no está aparcado. Lo estará de nuevo, si cambia otra vez.
cause-open = { $code } está abierta.
cause-acknowledged = { $code } está confirmada, hasta que se aparque otro registro con ella.
cause-ignored = { $code } se ignora, hasta que se aparque otro registro con ella.
cause-resolved = { $code } está resuelta, hasta que se aparque otro registro con ella.
no-code = no hay ningún código { $text }; `ekobridge parked` muestra el código de cada causa por la que hay algo aparcado
no-code-but-trigger = { $text } no es un código de error, sino lo que provoca un intento: { $option } de activity, tail y export
activity-no-entry = Ningún intento de { $record } tiene el id { $id } entre los últimos { $count }. El registro olvida al cabo de unos días; --limit mira más atrás.
preview-no-file = No hay ningún archivo { $file }. Nombre uno que exista, o un registro, por ejemplo order 1001.
preview-connection = --connection es para pedidos que se nombran solo por el id de la tienda, por ejemplo order 1001.
preview-too-large = { $file } es más grande que cualquier evento.
preview-no-event = { $file } no es un evento que nombre un registro
event-no-job = El mensaje { $number } del lote no contiene ningún trabajo.
event-no-base64 = Su contenido no es base64.
event-neither = No es ni un lote de una cola, ni un webhook, ni un trabajo. (El evento de la programación no nombra ningún registro: lo que encontraría lo encuentra el repaso.)
event-no-webhook = No es ningún webhook: { $why }.
event-asks-nothing = El webhook "{ $kind }" no pide nada.
event-asks-nothing-since = El webhook "{ $kind }" no pide nada: { $why }.
preview-not-anonymous = No se escribió nada: no se pudieron sustituir todos los nombres y direcciones de este registro. Quite --save, y copie a mano lo que necesite.
env-line = La línea { $line } de .env no es NAME=value. Corríjala.
env-control = { $name } contiene un salto de línea u otro carácter de control.
env-not-url = { $name } no es una URL. Corríjala, o quítela.
console-port = El puerto { $port } de este equipo no se puede usar: puede tenerlo otro programa. Nombre otro con --port, o quítelo.
login-nothing-pasted = No se pegó nada. Ejecute `ekobridge connect` de nuevo.
login-neither = Esto no es ni una dirección ni un código. Ejecute `ekobridge connect` de nuevo.
login-of-another = La respuesta no es de este inicio de sesión: su `state` es otro. Puede venir de una página anterior, o de alguien que quiere conectarle a su empresa. No se guardó nada. Cierre esas páginas, y ejecute `ekobridge connect` de nuevo.
login-denied = El acceso se denegó en la página de consentimiento de eAccounting. No se guardó nada. Ejecute `ekobridge connect` de nuevo para permitirlo.
login-scopes = eAccounting no da a su cliente lo que Ekobridge necesita (invalid_scope). Pida al soporte de la API de eAccounting los permisos: { $scopes }.
login-failed-with = El inicio de sesión de eAccounting falló ({ $error }). No se guardó nada. Compruebe el id de cliente y la dirección de redirección, y ejecute `ekobridge connect` de nuevo.
login-no-code = La respuesta no contiene ningún código. No se guardó nada. Ejecute `ekobridge connect` de nuevo.
login-no-refresh-token = eAccounting no dio ningún token de renovación, sin el cual la conexión terminaría al cabo de una hora. Pida al soporte de la API de eAccounting que permita offline_access a su cliente.
sandbox-silent = Ningún entorno de pruebas responde en { $address }. Inicie `ekobridge dev` en otro terminal, o nombre su dirección con --sandbox URL.
secret-missing = No hay ningún secreto { $secret } en esta cuenta y región: instale la pila de nuevo, y se creará.
secret-unreadable = El secreto { $secret } no se puede leer: { $why }. Compruebe sus credenciales de AWS y AWS_REGION.
secret-unwritable = El secreto { $secret } no se puede escribir: { $why }. Compruebe sus credenciales de AWS y AWS_REGION.
secret-not-json = El secreto { $secret } no contiene JSON. Corríjalo en AWS Secrets Manager, y ejecute esto de nuevo.
dev-stalled = Todavía hay trabajo, y nada ha terminado en tres minutos. Vea en el registro a qué espera.
dev-notices-json = EKOBRIDGE_NOTICES no es JSON. docs/NOTICES.md muestra lo que contiene.
broken-off = Interrumpido.
settings-unreadable = Esta versión de la herramienta no puede leer los ajustes de { $file }, y no se cambió nada. Lo que está mal, por líneas:
settings-from-unreadable = Esta versión no puede leer { $from }; se compara como los valores predeterminados.
replay-see-parked = { $command } muestra lo que le espera.
replay-see-activity = { $command } muestra los intentos que el registro aún conserva.
replay-unmet = { $count ->
    [one] 1 registro que nombró no se vuelve a procesar: { $records }. Arriba está por qué, y qué hacer.
   *[other] { $count } registros que nombró no se vuelven a procesar: { $records }. Arriba está por qué, y qué hacer.
}
replay-ask-letters = { $count ->
    [one] ¿Borrar 1 mensaje no entregado, cuyo registro está terminado?
   *[other] ¿Borrar { $count } mensajes no entregados, cuyos registros están terminados?
}
replay-letters-deleted = { $count ->
    [one] Se borró 1 mensaje no entregado.
   *[other] Se borraron { $count } mensajes no entregados.
}
backfill-left-open = Un envío histórico anterior no se completó: terminaron { $ended } de { $total }. Este ocupa su lugar; { $resume } lo continúa en su lugar.
erase-unfinished = Aún sin terminar, y de esta persona: { $records }. Su próximo intento vuelve a escribir en el registro de actividad: borre otra vez después.
replay-again = --again lo compara otra vez con la tienda.
window-empty = since y until son la misma hora: no hay nada entre los dos. Una fecha es el comienzo de su día, de modo que until nombra el día siguiente al último.
refused-folder-in-use = Otro `ekobridge` trabaja en { $folder }. Termínelo, o nombre otra carpeta con --data.
refused-other-accounts = { $folder } contiene lo que se hizo con { $before }, y ahora sería { $now }. Nombre otra carpeta con --data: lo que se hizo con una cuenta no debe contar como hecho con otra.
refused-vendors-incomplete = Se dieron algunos de los datos de los sistemas, pero no { $names }. Póngalos en el entorno o en .env (`ekobridge connect` obtiene el token de renovación), o quite los demás para usar el entorno de pruebas.
refused-address-in-use = { $address } está en uso: allí escucha otro programa, quizá otro `ekobridge dev`. Termínelo, o elija otro puerto con --listen, por ejemplo --listen 127.0.0.1:0 para cualquiera libre.
refused-address-unusable = No se puede escuchar en { $address }: { $why }. Elija otra dirección con --listen.
refused-no-grant = No hay ninguna autorización de eAccounting. Ejecute `ekobridge connect`.
refused-other-company = La nueva autorización de eAccounting es para la empresa { $now }, y lo que se hizo aquí se hizo en { $before }. Conecte la misma empresa, o ejecute `ekobridge connect --other-company`, o nombre otra carpeta con --data.
refused-other-version = { $file } lo escribió otra versión de Ekobridge. Termine el `ekobridge dev` que se ejecuta, e inícielo de nuevo.
usage-unknown-argument = Aquí no hay ninguna opción ni argumento { $argument }.
usage-unknown-command = No hay ningún comando { $command }.
usage-no-value = { $argument } necesita un valor.
usage-wrong-value = { $value } no se puede usar para { $argument }.
usage-missing = Falta esto: { $arguments }
usage-conflict = { $argument } no se puede indicar junto con { $other }.
usage-number-of-values = { $argument } tiene demasiados valores o muy pocos.
usage-values = Lo que se puede indicar: { $values }
usage-suggested = ¿Quiso decir { $other }?
usage-is = Uso: { $usage }
help-commands = Comandos
help-command = Comando
help-arguments = Argumentos
help-options = Opciones
help-examples = Ejemplos
help-default = por defecto: { $value }
expected-when = Indique cuánto hace (90m, 12h, 3d), una hora de hoy como 08:30, una fecha como 2026-11-23, o ambas: 2026-11-23T08:30, en su zona horaria si no se indica otra.
expected-parameter = Indique NAME=VALUE, como ScheduleMinutes=15.
expected-tag = Indique KEY=VALUE, como cost-center=1234; la clave no puede empezar por aws:
expected-version = No es ninguna versión. `ekobridge settings history` lista las versiones; `ekobridge settings push FILE` muestra lo que cambia un archivo, y pregunta antes de hacerlo.
expected-number = Indique un número entero.
expected-in-range = Indique un número: { $range }.
expected-url = Indique una dirección como https://example.com.
expected-address = Indique una dirección y un puerto, como 127.0.0.1:8787.
usage-more = `--help` explica el comando.
