# Lo que dice la herramienta de línea de órdenes. Una respuesta es una frase sobre un registro; un consejo dice qué hacer.

answer-never-seen = { $record } nunca se ha visto: ningún webhook ni repaso lo ha traído.
answer-filtered = { $record } está filtrado.
answer-on-hold = { $record } está retenido.
answer-queued = { $record } está en cola.
answer-waiting-for-vendor = { $record } espera su próximo intento.
answer-waiting-for-login = { $record } espera hasta que se acepte de nuevo la conexión.
answer-running = { $record } se está procesando ahora.
answer-in-doubt = { $record } puede haberse convertido en documento: ninguna respuesta lo aclaró.
answer-parked = { $record } le espera.
answer-sent = { $record } se envió.
answer-follow-up-failed = { $record } se envió, pero falló un paso posterior.
answer-changed-since = { $record } se envió y ha cambiado desde entonces.
advice-no-setting = No hay que hacer nada: ningún ajuste lo enviaría. Se procesa de nuevo cuando cambie.
advice-queued = Espere su turno. Si la cola no avanza, compruebe que las funciones no están en pausa.
label-since = Desde
label-until = Hasta
label-document = Documento
label-setting = Ajuste
label-attempts = Intentos
label-before = Antes
label-steps = Pasos
label-read = Leído
label-sent = Enviado
label-prepared = Preparado, no enviado
label-in-detail = En detalle, en inglés: { $text }
setting-not-set = sin fijar
setting-default-at = el valor predeterminado, línea { $line } de { $command }
document-exists = en eAccounting
document-gone = ya no está en eAccounting
document-not-asked = no se preguntó a eAccounting
document-booked-as = contabilizado como { $document }
document-by-person = no lo ha creado Ekobridge
document-unpaid = { $amount } sin pagar
without-number = sin número
field-not-kept = (no guardado)
field-empty = (vacío)
also = También { $record }: { $command }
none-of-the-deployments = Ninguna de las instalaciones tiene un registro con este número o dirección.
parked-nothing = No hay nada aparcado.
parked-nothing-with = No hay nada aparcado con { $code }.
parked-not = { $record } no está aparcado. { $why } dice dónde está.
parked-since = { $records }, el primero { $time }
parked-records = { $count ->
    [one] 1 registro
   *[other] { $count } registros
}
parked-more = { $examples } y { $count } más
parked-hint = { $command } muestra los registros de una causa; cuando se haya resuelto: { $replay }.
parked-hidden = { $causes ->
    [one] 1 causa con { $records } está ignorada o resuelta: { $command }.
   *[other] { $causes } causas con { $records } están ignoradas o resueltas: { $command }.
}
parked-when-gone = Cuando la causa se haya resuelto: { $command }.
parked-sent = Ya enviado: el documento de eAccounting queda como está. Cuando sea correcto: { $command }.
parked-total = { $count } aparcados. Cuando la causa se haya resuelto: { $command }, o { $all } para todos.
parked-left-out = { $count ->
    [one] 1 de ellos se ignoró con su causa: vuelva a procesarlo por su nombre o con --cause.
   *[other] { $count } de ellos se ignoraron con su causa: vuelva a procesarlos por su nombre o con --cause.
}
mark-acknowledged = confirmada { $time } por { $by }
mark-ignored = ignorada { $time } por { $by }
mark-resolved = resuelta { $time } por { $by }
mark-open = abierta { $time } por { $by }
mark-because = { $mark }: { $because }
mark-open-again = abierta de nuevo, porque se aparcó más; estaba { $mark }
activity-nothing = El registro de actividad no tiene nada de ese momento y tipo.
activity-none-of = El registro de actividad no tiene nada de { $record }: nunca se procesó, o hace demasiado tiempo.
activity-parked = { $count } aparcados: { $command } dice qué hacer.
activity-hidden = { $count ->
    [one] 1 más está ignorado o resuelto: { $command }.
   *[other] { $count } más están ignorados o resueltos: { $command }.
}
activity-later = { $count } en espera: se reintenta automáticamente.
activity-one-in-full = { $command } muestra uno de ellos completo.
activity-attempt = { $time }, { $cause }, { $milliseconds } ms, { $calls ->
    [one] 1 llamada
   *[other] { $calls } llamadas
}
activity-then = Después: { $command }
hold-nothing = No hay nada retenido.
hold-since = desde { $time }
hold-since-by = desde { $time } por { $by }
hold-hint = Libere un registro para enviarlo pese a todo: { $command }.
why-on-hold = { $record } está retenido: { $because }.
why-hold-in-doubt = Un intento anterior a la retención terminó sin una respuesta que diga si se creó un documento, así que puede existir uno.
why-hold-do = Para enviarlo de todos modos, libérelo; entonces pasa a la cola.
why-running-do = Espere un momento y pregunte de nuevo. Si su proceso se pierde, otro lo continúa.
why-is = es { $document } en eAccounting
why-was = era { $document } en eAccounting
why-is-credited = es { $document } en eAccounting, rectificada por { $credits }
why-is-nothing = no había nada que crear
why-sent = { $record } se envió: { $what }.
why-changed = { $record } ha cambiado desde que se envió: { $what }.
why-follow-up = { $record } se envió, y un paso posterior falló: { $what }.
why-called-off-deleted = { $record } se envió y después se canceló o reembolsó en la tienda: { $document } ya no está en eAccounting.
why-called-off-credited = { $record } se envió y después se canceló o reembolsó en la tienda: { $document } está rectificada.
why-nothing-left = No queda nada por hacer.
why-search-waits = La búsqueda de sus pedidos se repite automáticamente: { $problem }
why-search-parked = La búsqueda de sus pedidos está aparcada: { $problem }
why-search-do = Después vuelva a buscar sus pedidos.
why-unsettled = El registro está aparcado hasta que alguien indique que la diferencia está resuelta.
why-unsettled-do = Indíquelo cuando no quede nada por hacer.
why-deleted = eAccounting ya no lo tiene: alguien lo borró allí. No se vuelve a crear automáticamente.
why-deleted-do = Si se borró por error, introdúzcalo a mano en eAccounting. Si se borró a propósito, no hay que hacer nada.
why-draft-booked = Alguien contabilizó su borrador en eAccounting: ahora es { $invoice }.
why-pending = Queda por hacer: { $steps }.
step-check = comprobación
step-payment = pago
step-repayment = reembolso
step-note = nota
step-link = enlace
step-email = correo electrónico
step-status = estado
step-status-note = nota en ActiveCampaign
why-follow-up-do = Después vuelva a procesarlo: lo hecho no se hace de nuevo.
why-parked-do = Cuando la causa haya desaparecido, vuelva a procesarlo.
why-credit-parked-do = Cuando la causa haya desaparecido, o la haya rectificado a mano, vuelva a procesarlo: lo rectificado no se rectifica de nuevo.
why-would-work = La causa parece haber desaparecido: un reproceso lo enviaría ahora.
why-in-doubt = { $record } puede haberse convertido en un documento en eAccounting ({ $kind }): ninguna respuesta lo aclaró.
why-in-doubt-do = No cree nada a mano. El próximo intento lo busca primero, y lo usa si existe.
why-in-doubt-replay = Para que se busque enseguida, vuelva a procesarlo.
why-waits-for-login = { $record } espera a que { $vendor } acepte de nuevo la conexión.
why-log-in = Inicie sesión en eAccounting de nuevo.
why-resumes = Continúa automáticamente, y la espera no consume ningún intento.
why-vendor-down = { $vendor } no funciona; se comprueba de nuevo automáticamente.
why-waits-do = Ekobridge lo intenta de nuevo entonces. Intervenga solo si persiste.
why-due = { $record } está en la cola: ya toca su próximo intento.
why-queue = { $count ->
    [one] Su cola tiene aproximadamente 1 mensaje.
   *[other] Su cola tiene aproximadamente { $count } mensajes.
}
why-lost-do = La cola está vacía, así que su trabajo se ha perdido: vuelva a procesarlo.
why-taken-now = Se omitió en el último intento. Con los ajustes y el registro actuales se enviaría.
why-send-do = Vuelva a procesarlo para enviarlo.
why-setting-do = Para enviar esos registros, cambie el ajuste y aplíquelo. Los registros omitidos no se envían automáticamente: vuelva a procesarlos.
why-then-replay = Después vuelva a procesarlo.
why-in-step = { $record } es igual en ambos sistemas.
why-was-in-step = { $record } era igual en ambos sistemas en el último intento.
why-not-brought = Ha cambiado desde entonces, y ningún intento ha llevado el cambio hasta ahora.
why-change-do = Vuelva a procesarlo para enviar el cambio.
why-not-begun = { $record } está en la cola, y no pudo empezar.
why-no-job = Hasta ahora no se ha puesto en cola ningún trabajo para él.
why-probably-queued = { $record } está probablemente en la cola: ningún trabajo suyo ha empezado, y su cola no está vacía.
why-unknown = { $record } nunca se ha visto, y el sistema en el que debería estar no lo tiene.
why-unknown-do = Compruebe que el número es correcto, y que la tienda ha dado el registro a ActiveCampaign.
why-exists = Existe, y los ajustes lo enviarían.
why-send-now = Envíelo ahora.
why-webhooks-do = Compruebe que llegan webhooks: las entradas más recientes muestran cuándo llegó el último.
why-would-end = Un trabajo suyo terminaría así: { $problem }
why-then-send = Después envíelo.
why-see-do = Vea qué sería de él.
why-not-asked = No se preguntó a los sistemas. { $problem }
why-also = También lo impide esto: { $problem }
why-also-left-out = También los ajustes lo excluyen: { $reason }.
find-no-contact = ActiveCampaign no tiene ningún contacto con esta dirección de correo. Compruebe que esté bien escrita.
find-no-numbered = eAccounting no tiene: { $record }.
find-no-order = Ninguna conexión tiene un pedido con el id { $order }. El id es el que la tienda dio a ActiveCampaign; si la tienda muestra a sus clientes otro número, `ekobridge activity` muestra ambos.
find-no-name = Ninguno de los dos sistemas tiene una persona o empresa con este nombre. Busque por la dirección de correo o por el número del pedido.
find-no-number = Ninguno de los dos sistemas tiene este número, y el registro de actividad no lo conoce. Compruebe que esté bien escrito.
find-several-of-name = Varios registros tienen este nombre: { $records }. Diga cuál.
find-several-of-number = Varios registros tienen este número: { $records }. Diga cuál.
find-in-full = Nombre el registro entero, por ejemplo order:1:1001.
