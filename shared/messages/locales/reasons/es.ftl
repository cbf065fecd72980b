off = { $setting } está desactivado
is-on = { $setting } está activado
dry-run = { $setting } está activado: no se escribió nada
exists = ya se envió: { $document }
exists-of-same-sale = ya se envió: { $document }, creado a partir de { $source }, que es el mismo pedido con otra conexión
exists-with-reference = eAccounting ya lo tiene: { $document } con la referencia { $reference }
done-already = ya está hecho
decided-earlier = decidido antes
covered = un evento anterior ya lo cubre
decided-meanwhile = ya se decidió entretanto
waits-on = sigue esperando en su cola
on-hold = retenido: { $because }
replay-aborted = el reproceso { $name } se canceló
follow-up = { $what }: { $problem }
gone = { $record } ya no está en ActiveCampaign
no-customer = no es un cliente en eAccounting, y customers.create está desactivado
marketplaces-contact = { $record } tiene una dirección de correo que un mercado en línea da a varios compradores: sus pedidos crean los clientes
no-address = { $record } aún no tiene dirección, así que no es un cliente (customers.on_missing_city = "skip"); su primer pedido la trae
dry-run-of-new-customer = customers.dry_run está activado: se habría creado
customer-created = el cliente { $number } se creó
customer-updated = el cliente { $number } se actualizó: { $changes }
customer-in-step = el cliente { $number } está como debe
no-email = el contacto no tiene correo con el que buscar pedidos
no-orders = el contacto no tiene pedidos
orders-queued = { $orders ->
    [one] 1 pedido
   *[other] { $orders } pedidos
} del contacto en cola
test-order = es un pedido de prueba, y orders.test_orders está desactivado
no-total = su total es 0, y orders.zero_total es "skip"
placed-before = se hizo el { $placed }, antes de orders.placed_after = { $first }
other-connection = su conexión { $connection } no está en orders.connections
other-pipeline = su embudo { $pipeline } no está en orders.deals.pipelines
other-stage = el trato no está en ninguna etapa de orders.deals.stages
not-completed = no está completado, y orders.status_filter es "completed"
not-paid = no está pagado, y orders.status_filter es "paid"
cart = es un carrito abandonado
cancelled = está cancelado
refunded = está reembolsado
sent-back = se devolvió
failed = falló
no-order = no es un pedido
deal-lost = el trato está perdido
deal-not-won = el trato no está ganado, y orders.deals.when es "won"
own-order = Ekobridge mismo lo escribió en ActiveCampaign: ya es un documento en eAccounting
own-deal = Ekobridge creó el trato a partir de un presupuesto de eAccounting, y el pedido sale de ese presupuesto
no-document = los ajustes no piden ningún documento
dry-run-of-order = orders.dry_run está activado: habría sido { $what } con un total de { $total }
dry-run-without-customer = orders.dry_run está activado: no habría sido nada, sin cliente
dry-run-of-credit = orders.dry_run está activado: { $document } se rectificaría
dry-run-of-payment = orders.dry_run está activado: se registraría el pago de { $document }
became = { $record } pasó a ser { $document }
change-skipped = { $problem } { $setting } es "skip"
changed-back = { $record } volvió a su estado anterior { $place }, y { $document } vuelve a coincidir
changed-alike = { $record } se cambió { $place }, y { $document } coincide
there-again = { $record } está otra vez en ActiveCampaign, y { $document } coincide
paid-since = { $record } ya está pagado, y se registró el pago de { $document }
active-again = { $record } { $again }, y { $document } coincide
corrected = { $record } se cambió { $place }, y { $document } se corrigió en eAccounting: ambos totales son { $total }
part-credited = la tienda dice que se reembolsó una parte del pedido { $order }: de { $document } ya se han rectificado { $credited }
refund-credited = se reembolsaron { $refunded } del pedido { $number } en la tienda, y de { $document } ya se han rectificado { $credited }
undone-already = { $called_off }, y { $document } { $undone }
gone-and-undone = { $record } ya no está en ActiveCampaign, y { $document } { $undone }
credited = { $document } de { $record } queda rectificada por { $other }
credited-already = { $document } ya está rectificada
credited-already-by = { $document } ya está rectificada por { $other }
quote-ordered = el presupuesto { $number } ya es un pedido
quote-invoiced = el presupuesto { $number } ya está facturado
quote-not-accepted = el presupuesto { $number } no está aceptado
quote-became = el presupuesto { $number } pasó a ser { $document }
taken-as-quotes = { $document } ya existe y se toma como el de este presupuesto
draft = es un borrador
invoice-has-its-status = está facturado: su factura tiene el estado
later-document-has-its-status = el documento creado a partir de él tiene el estado
no-longer-there = ya no está en eAccounting
credits-nothing = es una factura rectificativa que no rectifica ninguna factura
credited-is-gone = lo que rectifica ya no está en eAccounting
nothing-follows = nada en ActiveCampaign depende de él
buyer-without-email = su cliente no tiene un correo válido en eAccounting
later-is-written = lo que se ha hecho con él desde entonces ya está escrito
kind-not-wanted = su tipo no está en to_activecampaign.orders.kinds
of-day-before = es del { $day }, antes de to_activecampaign.orders.placed_after = { $first }
has-reference = tiene una referencia de pedido, y to_activecampaign.orders.source es "entered"
called-off-unwritten = se anuló antes de haberse escrito
written-when-paid = no está pagado, y to_activecampaign.orders.states es "paid"
written-when-shipped = no se ha enviado, y to_activecampaign.orders.states es "completed"
reference-of = su referencia es la de { $source } en ActiveCampaign
no-day = eAccounting no indica su fecha
written = ActiveCampaign tiene { $record }: { $state }, { $total }
written-in-step = { $record }: { $state }, { $total }: como debe
dry-run-of-written = dry_run está activado en [to_activecampaign]: se escribiría como { $record }: { $state }, { $total }
never-written = ya no está en eAccounting y nunca se escribió
end-is-written = ya no está en eAccounting, y su estado final está escrito
dry-run-of-cancelling = to_activecampaign.orders.dry_run está activado: se cancelaría, porque se eliminó en eAccounting
nowhere = no está ni en eAccounting ni en ActiveCampaign
written-without-email = ActiveCampaign lo tiene sin correo
cancelled-after-deletion = su pedido se canceló en ActiveCampaign: se eliminó en eAccounting
began-with-no-quote = no empezó con un presupuesto
later-of-quote-is-written = lo que se ha hecho con el presupuesto desde entonces ya está escrito
deal-goes-by-later = ya no está en eAccounting, y su trato sigue a lo que se creó a partir de él
over-before-deal = terminó antes de ser un trato
dry-run-of-deal = to_activecampaign.quotes.dry_run está activado: { $record } pasaría a ser un trato
became-deal = { $record } pasó a ser un trato
deal-in-step = trato { $deal }, { $state }: como debe
dry-run-of-deal-value = to_activecampaign.quotes.dry_run está activado: el trato { $deal } tendría otro valor, por: { $state }
dry-run-of-deal-move = to_activecampaign.quotes.dry_run está activado: el trato { $deal } se movería, por: { $state }
deal-deleted = el trato { $deal } se eliminó en ActiveCampaign
deal-stays = el trato { $deal } se queda donde está: { $why }
deal-stays-revalued = el trato { $deal } se queda donde está, con otro valor: { $why }
deal-says = el trato { $deal } dice: { $state }
deal-says-revalued = el trato { $deal } dice: { $state }, con otro valor
status-is-off = se creó a partir de { $source } de ActiveCampaign, y to_activecampaign.status.enabled está desactivado
invoice-keeps-status = ya no está en eAccounting, y su factura tiene el estado
status-told = se informó a ActiveCampaign de { $document } de { $source }: { $state }
status-in-step = { $document } de { $source }: { $state }: como debe
dry-run-of-status = to_activecampaign.status.dry_run está activado: se escribiría como { $document } de { $source }: { $state }
inactive = está inactivo en eAccounting
customer-without-email = no tiene correo en eAccounting
customer-email-invalid = su correo en eAccounting no es válido
several-contacts = varios contactos son este cliente, así que ninguno lo sigue
contact-unchanged = nada ha cambiado en { $customer } desde que el contacto { $contact } se comparó con él por última vez: está como debe
from-an-order = { $customer } se creó a partir de un pedido y no ha cambiado desde entonces
contact-deleted = el contacto { $contact } se eliminó en ActiveCampaign; un reproceso de { $source } crea uno nuevo
no-contact-linked = ningún contacto está enlazado con él, y to_activecampaign.customers.match_by es "link"
contact-of-other-customer = el contacto { $contact }, con su correo, ya es el cliente { $number }
contact-not-linked = el contacto { $contact }, con su correo, no está enlazado con él, y to_activecampaign.customers.match_by es "link"
dry-run-of-new-contact = to_activecampaign.customers.dry_run está activado: se crearía un contacto para { $customer }
dry-run-of-contact = to_activecampaign.customers.dry_run está activado: el contacto { $contact } se actualizaría desde { $customer }: { $changes }
contact-in-step = el contacto { $contact } está como { $customer } en eAccounting
contact-created = el contacto { $contact } se creó para { $customer }
contact-updated = el contacto { $contact } se actualizó desde { $customer }: { $changes }
not-kept-in-stock = las existencias ya están escritas, o el artículo no se gestiona en existencias
nothing-waits = nada de ello espera a escribirse
written-as-it-is = las existencias ya están escritas
connection-changed = la conexión ha cambiado, así que todos los artículos se leen y se escriben de nuevo
articles-read = artículos leídos hasta la página { $page }; la lectura continúa
all-stock-in-step = todas las existencias están como deben
stock-queued = { $products ->
    [one] 1 producto
   *[other] { $products } productos
} en cola en { $jobs ->
    [one] 1 trabajo
   *[other] { $jobs } trabajos
}: { $stock }
stock-of-one = existencias de { $article } ({ $stock }) escritas
stock-of-one-and-quantities = existencias de { $article } ({ $stock }) escritas, y { $quantities ->
    [one] 1 cantidad
   *[other] { $quantities } cantidades
}
stock-of-several = existencias de { $products ->
    [one] 1 producto
   *[other] { $products } productos
} escritas
stock-of-several-and-quantities = existencias de { $products ->
    [one] 1 producto
   *[other] { $products } productos
} escritas, y { $quantities ->
    [one] 1 cantidad
   *[other] { $quantities } cantidades
}
quantities-written = { $quantities ->
    [one] 1 cantidad escrita
   *[other] { $quantities } cantidades escritas
}
refused-together = ActiveCampaign rechazó { $products ->
    [one] 1 producto
   *[other] { $products } productos
} juntos; cada uno se reintenta por separado
dry-run-of-stock = to_activecampaign.stock.dry_run está activado: se { $products ->
    [one] escribiría 1 producto
   *[other] escribirían { $products } productos
}
dry-run-of-all-stock = to_activecampaign.stock.dry_run está activado: se { $products ->
    [one] escribiría 1 producto
   *[other] escribirían { $products } productos
} en { $calls ->
    [one] 1 llamada
   *[other] { $calls } llamadas
}: { $stock }
sent-already = ya está enviado
unchanged-since-sent = no ha cambiado desde que se envió
is-on-hold = está retenido: { $because }
is-parked = está aparcado [{ $code }]: vuelva a procesarlo cuando la causa haya desaparecido
under-way = un trabajo suyo está en curso y vuelve por sí solo
only-state-goes-back = vino de ActiveCampaign ({ $what }), y solo vuelve su estado
written-already = ya está escrito
most-per-run = orders.maximum_per_run es { $most }: lo trae el próximo envío histórico
plan-off = { $setting } está desactivado: no se enviaría nada de ello. Cambie antes el ajuste.
plan-cut = Solo se miraron los { $most } pedidos que cambiaron más recientemente. Elija un periodo más corto.
plan-unreadable = { $source }: { $problem }
plan-of-rest = ActiveCampaign tiene { $orders ->
    [one] 1 pedido
   *[other] { $orders } pedidos
} solo en su API REST, cuya lista dice poco: los ajustes deciden sobre cada uno cuando se ejecuta su trabajo.
held = Retenido: { $records }, porque: { $because }
released = Liberado: { $records }.
settled = La diferencia de { $source } está resuelta.
settled-because = La diferencia de { $source } está resuelta, porque: { $because }.
marked = La causa { $code } está { $state }.
marked-because = La causa { $code } está { $state }, porque: { $because }
replayed = Reproceso { $name }: { $count ->
    [one] 1 registro
   *[other] { $count } registros
} ({ $selection }).
replay-stopped = Reproceso { $name } cancelado.
backfilled = Envío histórico: { $count ->
    [one] 1 registro
   *[other] { $count } registros
} ({ $what }).
settings-pushed = Versión { $version } de los ajustes activada.
settings-pushed-because = Versión { $version } de los ajustes: { $note }.
rolled-back = vuelta a la versión { $version }
selected-records = registros por su nombre
selected-parked = todo lo aparcado
selected-cause = lo aparcado con { $code }
selected-attempts = cada intento
selected-error = intentos que acabaron con { $code }
selected-dead-letters = mensajes fallidos
selected-since = desde { $time }
selected-until = hasta { $time }
erased = Una persona borrada: { $entries ->
    [one] 1 entrada
   *[other] { $entries } entradas
} del registro de actividad, las sumas de control de { $digests ->
    [one] 1 campo
   *[other] { $digests } campos
}.
word-an-order = un pedido
word-an-order-and-its-invoice = un pedido y su factura
word-an-invoice-draft = un borrador de factura
word-an-invoice = una factura
word-it-is-not-all-that-was-decided = el documento no tiene todo lo que se decidió
word-the-payment-was-not-registered = el pago no se registró
word-the-repayment-was-not-registered = el reembolso no se registró
word-activecampaign-was-not-told = no se informó a ActiveCampaign
word-order = pedido
word-deal = trato
word-a-document = un documento
word-the-document = el documento
word-customer-without-number = cliente sin número
word-account = empresa
word-in-the-shop = en la tienda
word-in-activecampaign = en ActiveCampaign
word-cancelled-or-refunded-in-the-shop = se canceló o reembolsó en la tienda
word-lost-in-activecampaign = se perdió en ActiveCampaign
word-reopened-in-activecampaign = se reabrió en ActiveCampaign
word-is-active-in-the-shop-again = vuelve a estar activo en la tienda
word-is-won-again-in-activecampaign = vuelve a estar ganado en ActiveCampaign
word-was-credited = ya está rectificada
word-was-deleted = ya está eliminada
word-the-user-of-the-api-key-may-not-see-it = el usuario de la clave de API no puede verlo
word-a-person-has-closed-it-otherwise = una persona lo ha cerrado de otro modo
word-its-pipeline-has-no-such-stage = su embudo no tiene esa etapa
word-a-person-has-moved-it-further = una persona lo ha movido más adelante
word-in-stock = en stock
word-low = casi agotado
word-backorder = pendiente de reposición
word-out-of-stock = agotado
word-it-is-not-known-whether-the-note-was-added = no se sabe si la nota se añadió
word-it-is-not-known-whether-the-link-to-the-shop-was-added = no se sabe si el enlace a la tienda se añadió
word-it-is-not-known-whether-it-was-e-mailed = no se sabe si el documento se envió por correo
word-it-is-not-known-whether-the-note-in-activecampaign-was-added = no se sabe si la nota en ActiveCampaign se añadió
word-open = abierta
word-acknowledged = confirmada
word-ignored = ignorada
word-resolved = resuelta
word-quoted = presupuestado
word-accepted = aceptado
word-created = creado
word-ongoing = en curso
word-shipped = enviado
word-invoiced = facturado
word-part-paid = pagado en parte
word-overdue = vencido
word-paid = pagado
word-credited = rectificado
word-refunded = reembolsado
word-deleted = eliminado
word-lapsed = caducado
document-of-number = documento { $number }
tag-added = etiqueta { $tag }
tag-removed = etiqueta { $tag } quitada
list-of-number = lista { $number }
and-more = { $records } y { $count ->
    [one] 1 más
   *[other] { $count } más
}
word-the-note-was-not-added = la nota no se añadió
word-the-link-to-the-shop-was-not-added = el enlace a la tienda no se añadió
word-it-was-not-e-mailed = el documento no se envió por correo
word-the-note-in-activecampaign-was-not-added = la nota en ActiveCampaign no se añadió
word-prices-per-piece = precios por unidad
word-prices-per-piece-with-vat = precios por unidad con IVA
word-prices-per-piece-without-vat = precios por unidad sin IVA
word-prices-per-piece-the-seller-s-vat-taken-off = precios por unidad, sin el IVA del vendedor
word-prices-per-line = precios por línea
word-prices-per-line-with-vat = precios por línea con IVA
word-prices-per-line-without-vat = precios por línea sin IVA
word-prices-per-line-the-seller-s-vat-taken-off = precios por línea, sin el IVA del vendedor
word-as-for-a-sale-at-home = como en una venta nacional
word-as-for-a-sale-at-home-under-reverse-charge = como en una venta nacional con inversión del sujeto pasivo
word-for-this-buyer-s-country-and-vat-number = según el país y el NIF-IVA del comprador
word-goods = bienes
word-services = servicios
word-domestic-sales-exempt-from-vat = ventas nacionales exentas de IVA
word-domestic-sales-subject-to-vat = ventas nacionales sujetas a IVA
word-domestic-sales-subject-to-reversed-construction-vat = ventas nacionales con inversión del sujeto pasivo (construcción)
word-sales-exempt-from-vat-within-the-eu = ventas exentas de IVA dentro de la UE
word-sales-subject-to-vat-within-the-eu = ventas sujetas a IVA dentro de la UE
word-sales-subject-to-oss = ventas según la OSS
word-sales-exempt-from-vat-outside-the-eu = ventas exentas de IVA fuera de la UE
word-shipping = envío
word-discounts = descuentos
word-fees = recargos
word-goods-without-an-article-of-their-own = artículos de la tienda sin artículo propio
word-rounding = redondeo
word-redeemed-gift-cards = tarjetas regalo canjeadas
word-amounts-that-are-in-no-line = importes que no están en ninguna línea
word-an-amount-in-no-line = un importe que no está en ninguna línea
word-with-vat-in-the-rows = con el IVA en las líneas
word-vat-on-top-of-the-rows = con el IVA aparte de las líneas
word-vat-by-delivery-address = IVA según la dirección de entrega
word-a-vat-number = NIF-IVA
word-vat-on-invoices-outside-the-eu = IVA en facturas fuera de la UE
word-northern-ireland = Irlanda del Norte
word-city = la ciudad
word-postcode = el código postal
word-city-and-postcode = la ciudad y el código postal
word-name = el nombre
word-invoice-country = país de facturación
word-delivery-country = país de entrega
word-vat-number = NIF-IVA
word-when-the-deal-was-lost = cuando se perdió el trato
word-when-the-order-was-cancelled-or-refunded = cuando se canceló o reembolsó el pedido
word-a-private-person = un particular
word-a-company = una empresa
row-of-line = línea { $number }
row-of-discount = descuento { $number }
word-e-mail-address = correo electrónico
word-customer-number = número de cliente
word-organisation-number = número de identificación de la empresa
word-a-domestic-sale = una venta nacional
word-a-sale-within-the-eu = una venta dentro de la UE
word-an-export = una exportación
word-terms-of-payment = condiciones de pago
word-delivery-method = formas de entrega
word-delivery-term = condiciones de entrega
word-unit = unidades
word-bank-account = cuentas bancarias
word-customer-label = etiquetas de clientes
word-country = país
word-currency = moneda
word-the-customer = el cliente
word-the-article = el artículo
word-the-order = el pedido
word-the-invoice-draft = el borrador de factura
word-the-payment-of-the-invoice = el pago de la factura
word-the-note = la nota
word-the-conversion-of-the-draft-into-an-invoice = la conversión del borrador en factura
word-the-conversion-of-the-draft-into-an-order = la conversión del borrador en pedido
word-the-conversion-of-the-order-into-an-invoice = la conversión del pedido en factura
word-the-conversion-of-the-quote-into-an-order = la conversión del presupuesto en pedido
word-the-shipping-of-the-order = el envío del pedido
word-the-deletion-of-the-invoice-draft = la eliminación del borrador de factura
word-the-deletion-of-the-customer = la eliminación del cliente
word-a-field-s-value-breaks-eaccounting-s-rules = el valor de un campo infringe las reglas de eAccounting
word-it-refers-to-something-that-is-not-in-eaccounting-or-not-any-more = se refiere a algo que no está en eAccounting, o ya no
word-its-date-is-outside-every-fiscal-year = su fecha está fuera de todo ejercicio
word-an-account-does-not-exist = una cuenta no existe
word-there-is-one-with-the-same-number-or-key-already = ya hay uno con el mismo número o clave
word-it-cannot-be-deleted-since-other-records-depend-on-it = no se puede eliminar, porque otros registros dependen de él
word-it-cannot-be-created-or-changed-or-the-company-has-no-access-to-this-module = no se puede crear ni cambiar, o la empresa no tiene acceso a este módulo
word-the-company-s-startup-guide-is-not-finished = la guía de inicio de la empresa no está terminada
word-the-company-is-not-active = la empresa no está activa
word-the-connection-is-not-authorised = la conexión no está autorizada
word-the-connection-lacks-a-permission-that-ekobridge-asks-for = a la conexión le falta un permiso que Ekobridge pide
word-the-user-who-connected-eaccounting-lacks-the-permission = al usuario que conectó eAccounting le falta el permiso
word-the-organisation-number-or-personal-identity-number-has-a-wrong-control-digit = el número de identificación de la empresa o de la persona tiene un dígito de control erróneo
word-the-company-s-product-does-not-include-this = el producto de la empresa no incluye esto
word-more-than-600-calls-came-within-a-minute = llegaron más de 600 llamadas en un minuto
word-the-user-who-connected-eaccounting-has-no-access-to-the-company = el usuario que conectó eAccounting no tiene acceso a la empresa
word-the-licence-terms-are-not-accepted = no se han aceptado las condiciones de licencia
word-the-accounting-year-or-period-of-its-date-is-locked = el ejercicio o periodo de su fecha está bloqueado
word-an-electronic-invoice-needs-the-buyer-s-reference = una factura electrónica necesita la referencia del comprador
word-an-electronic-invoice-needs-a-reference = una factura electrónica necesita una referencia
word-an-electronic-invoice-needs-the-customer-s-address = una factura electrónica necesita la dirección del cliente
word-the-user-who-connected-eaccounting-may-only-read = el usuario que conectó eAccounting solo puede leer
word-the-invoice-s-date-is-in-the-future = la fecha de la factura está en el futuro
word-an-article-s-account-coding-has-no-account-for-this-kind-of-sale-such-as-eu-oss-or-export = el código contable de un artículo no tiene cuenta para este tipo de venta (como UE, OSS o exportación)
word-the-vat-number-is-not-valid-in-the-eu-s-register-vies = el NIF-IVA no es válido en el registro de la UE (VIES)
word-the-period-of-its-date-is-locked = el periodo de su fecha está bloqueado
word-rows-under-reverse-charge-must-have-no-vat = las líneas con inversión del sujeto pasivo no deben llevar IVA
word-an-order-with-a-backorder-cannot-be-taken-back-to-ongoing = un pedido con entregas pendientes no puede volver a estar en curso
word-a-personal-identity-number-for-rot-or-rut-is-not-valid = un número de identidad para ROT o RUT no es válido
word-the-invoice-lacks-articles-that-its-order-has = a la factura le faltan artículos que su pedido tiene
word-a-client-id-for-the-sandbox-is-used-with-a-real-company = se usa un id de cliente de pruebas con una empresa real
word-vat-can-be-forced-only-for-customers-outside-the-eu = el IVA solo se puede forzar para clientes fuera de la UE
word-it-cannot-be-bookkept-on-its-date-since-the-year-or-period-is-locked = no se puede contabilizar en su fecha, porque el año o el periodo está bloqueado
word-a-service-that-eaccounting-asks-such-as-the-eu-s-vat-register-does-not-answer = un servicio al que eAccounting pregunta, como el registro de IVA de la UE, no responde
word-it-failed-inside-eaccounting = falló dentro de eAccounting
word-something-inside-eaccounting-did-not-answer = algo dentro de eAccounting no respondió
word-something-inside-eaccounting-is-not-available = algo dentro de eAccounting no está disponible
word-the-stock-does-not-allow-it = las existencias no lo permiten
word-the-stock-module-does-not-allow-it = el módulo de existencias no lo permite
word-for-a-reason-that-ekobridge-does-not-know = por una razón que Ekobridge no conoce
