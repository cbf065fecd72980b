title = { $deployment }: pedidos hechos desde { $from } hasta { $until }
page-title = Conciliación de { $deployment }
page-period = Pedidos hechos desde { $from } hasta { $until }, comparados el { $at }.
all-agree = Ambos sistemas coinciden hasta la unidad más pequeña.
disagree = { $count ->
    [one] Los sistemas discrepan en 1 venta.
   *[other] Los sistemas discrepan en { $count } ventas.
}
orders-agree = { $count ->
    [one] { $matched } de 1 pedido coincide.
   *[other] { $matched } de { $count } pedidos coinciden.
}
sales-agree = { $count ->
    [one] { $matched } de 1 venta coincide.
   *[other] { $matched } de { $count } ventas coinciden.
}
way-back = De eAccounting a ActiveCampaign
sum-sales = { $count ->
    [one] 1 pedido
   *[other] { $count } pedidos
}
in-activecampaign = { $amount } en ActiveCampaign
in-eaccounting = { $amount } en eAccounting
sums-equal = igual
more = { $count } más; { $option } los tiene todos.
left-out = Excluidos por los ajustes
documents = Documentos: { $names }
without-number = sin número
caption-sums = Totales por moneda, IVA incluido
column-currency = Moneda
column-orders = Pedidos
column-difference = Diferencia
column-order = Pedido
column-reason = Motivo
column-what-differs = Qué difiere y por qué
column-what-to-do = Qué hacer
remark-other-documents = { $count ->
    [one] 1 documento de eAccounting de este tiempo no es de ningún pedido conocido de una tienda; no se compara.
   *[other] { $count } documentos de eAccounting de este tiempo no son de ningún pedido conocido de una tienda; no se comparan.
}
remark-other-documents-way-back = { $count ->
    [one] 1 documento de eAccounting de este tiempo no es de ningún pedido conocido de una tienda; solo se compara con los pedidos propios de Ekobridge en ActiveCampaign.
   *[other] { $count } documentos de eAccounting de este tiempo no son de ningún pedido conocido de una tienda; solo se comparan con los pedidos propios de Ekobridge en ActiveCampaign.
}
remark-without-vat = En { $count } de los pedidos que coinciden la tienda no indica el IVA; se compararon totales, artículos y cantidades.
class-missing-in-eaccounting = Falta en eAccounting
class-missing-in-activecampaign = Falta en ActiveCampaign
class-sent-twice = Enviado dos veces
class-different = Diferentes
class-refunded-on-one-side = Reembolsado en un solo lado
differs-currency = moneda { $activecampaign } en ActiveCampaign, { $eaccounting } en eAccounting
differs-total = total { $activecampaign } en ActiveCampaign, { $eaccounting } en eAccounting ({ $off })
differs-vat = IVA { $activecampaign } en ActiveCampaign, { $eaccounting } en eAccounting
differs-line-missing = artículo { $article }: { $quantity } pedidos, ninguna línea
differs-line-extra = artículo { $article }: { $quantity } facturados, no pedidos
differs-quantity = artículo { $article }: { $activecampaign } pedidos, { $eaccounting } facturados
differs-amount = artículo { $article }: { $activecampaign } en ActiveCampaign, { $eaccounting } en eAccounting
differs-state = estado "{ $activecampaign }" en ActiveCampaign, "{ $eaccounting }" en eAccounting
differs-lines = artículo { $article }: { $activecampaign } en ActiveCampaign, { $eaccounting } en eAccounting
differs-lines-without-number = líneas sin referencia: { $activecampaign } en ActiveCampaign, { $eaccounting } en eAccounting
no-lines = ninguna
lines-and = { $first } y { $second }
differs-not-credited = cancelado o reembolsado en ActiveCampaign, no rectificado en eAccounting
differs-partly-credited = cancelado o reembolsado en ActiveCampaign, { $credited } rectificados en eAccounting
differs-not-refunded = { $credited } rectificados en eAccounting, no reembolsados en ActiveCampaign
never-heard = Nunca visto: ningún webhook ni repaso lo ha traído, y los ajustes lo enviarían.
never-heard-do = Envíelo.
all-of-the-time-do = Si son muchos, envíe todo el periodo a la vez.
was-left-out = Se excluyó la última vez. Los ajustes y el registro actuales lo enviarían.
was-left-out-do = Vuelva a procesarlo para enviarlo.
deleted-in-eaccounting = Se envió, y alguien ha borrado el documento en eAccounting. No se vuelve a crear por sí solo.
deleted-in-eaccounting-do = Si se borró por error, introdúzcalo a mano en eAccounting. Si fue intencionado, no haga nada.
billed-twice = Cada uno de los documentos factura el pedido entero.
billed-twice-do = Compare los documentos, y rectifique o borre todos menos uno.
also-made-otherwise = Ekobridge ha creado { $known }. Lo que tiene la misma referencia se creó de otro modo: a mano, por otra integración o antes del registro interno ({ $others }).
also-made-otherwise-do = Si es la misma venta, rectifique o borre el otro documento en eAccounting.
changed-after-sending = El pedido o su documento cambió después de enviarse.
changed-after-sending-do = Mire cuál de los dos es correcto. Si es la tienda, corrija el documento, o emita una factura rectificativa si es una factura.
compare-again-do = Compárelo de nuevo con la tienda; lo que ocurra lo decide `orders.on_change`.
entered-otherwise = El documento tiene el número de este pedido, y Ekobridge no lo ha creado: se introdujo a mano o por otra integración.
entered-otherwise-do = Si es de otra venta, cambie su referencia en eAccounting; si no, corríjalo allí.
credited-in-eaccounting = Se rectificó en eAccounting, y la tienda no lo ha reembolsado o no lo ha comunicado a ActiveCampaign.
credited-in-eaccounting-do = Reembolse o cancele el pedido en la tienda, o compense la factura rectificativa con una factura nueva.
refunded-in-shop = Se canceló o reembolsó en la tienda después de enviarse, y ningún trabajo lo ha visto.
refunded-in-shop-do = Procéselo de nuevo; lo que ocurra lo decide `orders.on_cancel`.
credit-or-delete-do = O rectifique o borre el documento en eAccounting.
order-deleted = El pedido del documento ya no está en ActiveCampaign: se borró allí, o se borró su tienda.
order-deleted-do = Si la venta se anuló, rectifique o borre el documento en eAccounting. Si no, no haga nada.
deleted-in-activecampaign = Ekobridge lo escribió, y ActiveCampaign ya no lo tiene: el pedido o su conexión se borró allí.
never-written = Nunca escrito: existía antes de activar `to_activecampaign.orders` y no ha cambiado desde entonces, o ninguna consulta lo ha traído.
not-in-ledger = El registro interno no sabe qué se escribió: se perdió, o lo escribió otra instalación.
not-written-yet = Sus documentos han cambiado desde que se escribieron, y ningún trabajo lo ha escrito aún.
changed-in-activecampaign = Se cambió en ActiveCampaign después de que Ekobridge lo escribiera: a mano o por otra integración.
write-again-do = Vuelva a procesarlo: se compara y se escribe entero.
change-quote-do = Cambie el presupuesto en eAccounting: la próxima consulta lo escribe entero.
beside-the-stores = Es { $store } en ActiveCampaign, y Ekobridge lo ha escrito allí otra vez, de modo que cuenta dos veces: cuando se escribió, el registro interno no sabía de dónde venía.
beside-the-stores-do = Borre el pedido { $order } de Ekobridge en ActiveCampaign; el de la tienda queda.
written-twice = ActiveCampaign lo tiene { $count } veces, con los id de distintos documentos, de modo que cuenta otras tantas: se escribió antes de conocerse su primer documento, o lo hizo otra instalación.
written-twice-do = Borre en ActiveCampaign los que no tengan el id { $order }, el de su primer documento.
documents-deleted = Sus documentos ya no están en eAccounting, y ActiveCampaign sigue contando con él: se borraron, y ningún trabajo lo ha visto.
documents-deleted-do = Vuelva a procesarlo: lo que nunca se facturó se cancela en ActiveCampaign.
delete-if-it-stays-do = Si permanece, borre el pedido en ActiveCampaign.
see-all-do = Vea todo lo que se sabe de él.
