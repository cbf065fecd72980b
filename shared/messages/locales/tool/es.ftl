# Lo que dice la herramienta de línea de órdenes. Una respuesta es una frase sobre un registro; un consejo dice qué hacer.

answer-never-seen = { $record } nunca se ha visto: ningún webhook ni repaso lo ha traído.
answer-filtered = { $record } está filtrado.
answer-on-hold = { $record } está retenido.
answer-queued = { $record } está en cola.
answer-waiting-for-vendor = { $record } espera su próximo intento.
answer-waiting-for-login = { $record } espera hasta que se acepte de nuevo la conexión.
answer-running = { $record } se está procesando ahora.
answer-in-doubt = { $record } puede haberse convertido en documento: la respuesta nunca llegó.
answer-parked = { $record } le espera.
answer-sent = { $record } se envió.
answer-follow-up-failed = { $record } se envió, pero falló un paso posterior.
answer-changed-since = { $record } se envió y ha cambiado desde entonces.
advice-never-seen = Compruebe que el número es correcto y que llegan los webhooks. Para enviarlo ahora, repítalo.
advice-filtered = Para enviar tales registros, cambie el ajuste y envíelo; después repita el registro.
advice-no-setting = Nada: ningún ajuste lo enviaría. Se procesa de nuevo cuando cambie.
advice-on-hold = Para enviarlo pese a todo, suéltelo.
advice-queued = Espere su turno. Si la cola no avanza, compruebe que las funciones no están en pausa.
advice-waiting-for-vendor = Nada: se reintenta automáticamente.
advice-waiting-for-login = Inicie sesión de nuevo. Continúa solo, y la espera no gasta intentos.
advice-running = Espere a que termine.
advice-in-doubt = No cree nada a mano: se busca antes del próximo intento.
advice-parked = Corrija la causa y repita el registro.
advice-sent = Nada.
advice-follow-up-failed = Corrija la causa y repita el registro: no se crea un segundo documento.
advice-changed-since = Compare ambos y corrija el documento.
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
document-exists = en eAccounting
document-gone = ya no está en eAccounting
document-not-asked = no se preguntó a eAccounting
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
parked-total = { $count } aparcados. Cuando la causa se haya resuelto: { $command }, o { $all } para todos.
parked-left-out = { $count ->
    [one] 1 de ellos se ignoró con su causa: repítalo por su nombre o con --cause.
   *[other] { $count } de ellos se ignoraron con su causa: repítalos por su nombre o con --cause.
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
activity-attempt = { $time }, { $cause }, { $milliseconds } ms, { $calls } llamadas
activity-then = Después: { $command }
hold-nothing = No hay nada retenido.
hold-since = desde { $time }
hold-since-by = desde { $time } por { $by }
hold-hint = Suelte un registro para enviarlo pese a todo: { $command }.
