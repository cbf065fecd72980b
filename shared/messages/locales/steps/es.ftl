read-from-activecampaign = se leyó de ActiveCampaign: { $record }
read-from-eaccounting = se leyó de eAccounting: { $record }
order-read = se leyó { $record }: { $total }, { $line_count ->
    [one] 1 línea
   *[other] { $line_count } líneas
}
stock-read = { $article_count ->
    [one] 1 artículo
   *[other] { $article_count } artículos
} en las páginas { $first } a { $last }
customer-by-link = cliente { $number } por su enlace
customer-by-field = cliente { $number } por { $field }
newest-customer = el cliente { $number } es el más reciente de { $several } con el mismo { $field }
default-customer = el cliente por defecto { $number }
other-company = el cliente { $number } es otra empresa, por su nombre y su número
contact-by-link = contacto { $contact } por su enlace
contact-by-email = contacto { $contact } por su correo
unchanged-or-newer = sin cambios en ActiveCampaign, o más reciente en eAccounting: { $fields }
newer-in-activecampaign = más reciente en ActiveCampaign que en { $customer }: { $fields }
not-as-written = ActiveCampaign no lo tiene como se escribió
state-stays = no queda nada por pagar, y eAccounting no indica ningún pago: puede haberse anulado, así que su estado no cambia
needs-xi = { $api_field } se omitió: en Irlanda del Norte solo un NIF-IVA que empieza por XI deja una venta sin IVA, y eAccounting no admite otro allí
not-for-export = { $api_field } se omitió: una exportación no lleva IVA, sea cual sea el NIF-IVA del comprador, y eAccounting no admite este
no-digit = { $api_field } se omitió: no tiene ninguna cifra, así que no es un número
shortened = { $api_field } se acortó de { $from } a { $to } caracteres
not-sent = { $api_field } no se envía: este tipo de documento no tiene ese campo
convention-of-service = convención de precios { $convention } (deducida de { $service })
convention-without-service = convención de precios { $convention } (la conexión no indica ningún servicio)
convention-of-deal = convención de precios { $convention } (un trato tiene un solo precio)
convention-of-settings = convención de precios { $convention } ({ $section })
line-removed = la línea { $line } tiene la cantidad 0 y se omite
line-is-discount = la línea { $line } es menor que cero y se llama descuento o tarjeta regalo, y se toma como tal
line-is-shipping = la línea { $line } se llama envío y se toma como envío
line-is-rounding = la línea { $line } redondea el total y no cuenta como mercancía
shipping-taken-off = el descuento { $discount } es tan grande como el envío y lo quita, por su nombre
store-prices-read = se leyeron { $found } de { $wanted } precios de productos de la tienda
no-store-prices = no se leyeron los precios de los productos de la tienda
planned = { $sale }; { $row_count ->
    [one] 1 línea
   *[other] { $row_count } líneas
}; total { $total }
line-split = { $row } tiene { $several } líneas en la factura, porque ningún precio unitario da el importe al céntimo
sold-as-fallback = la línea { $line } se vende como artículo { $article }, porque el suyo no se conoce
net-moved = los importes netos se movieron { $cents ->
    [one] 1 céntimo
   *[other] { $cents } céntimos
}, para que con el IVA den el total de la tienda
rounding-row = se añadió una línea de redondeo de { $amount }
rounded-by-eaccounting = eAccounting redondea el documento en { $amount } a moneda entera, lo que da el total de la tienda
price-of-article = línea { $line } a { $price } por unidad con el IVA de la venta, según el precio del artículo en eAccounting
price-of-store = línea { $line } a { $price } por unidad con el IVA de la venta, según el precio del producto en la tienda
price-given = línea { $line } a { $price } por unidad con el IVA de la venta, según el precio del pedido
price-percent-off = línea { $line } a { $price } por unidad con el IVA de la venta, según el precio conocido menos un { $percent } %
price-even = línea { $line } a { $price } por unidad con el IVA de la venta, según el único precio redondo que da el total
price-of-remainder = línea { $line } a { $price } por unidad con el IVA de la venta, según lo que el total deja para su tipo de IVA
text-row = la línea { $line } es una línea de texto, porque no cuesta nada y no tiene artículo
unlisted = { $amount } del total no está en ninguna línea del pedido y tiene una línea propia
would-be-created = se crearía
customer-would-be-updated = el cliente { $number } se actualizaría: { $fields }
customer-fields-updated = el cliente { $number } se actualizó: { $fields }
customer-of-other-job = el cliente { $number } lo creó otro trabajo
keeps-invoice-address = el cliente { $number } se cambió después de hacerse el pedido y conserva su dirección de facturación
keeps-delivery-address = el cliente { $number } se cambió después de hacerse el pedido y conserva su dirección de entrega
keeps-addresses = el cliente { $number } se cambió después de hacerse el pedido y conserva sus direcciones
contact-link-added = se añadió el enlace al contacto
no-contact-link = el enlace al contacto no se añadió
article-would-be-updated = el artículo { $number } se actualizaría: { $fields }
article-updated = el artículo { $number } se actualizó: { $fields }
article-created = el artículo { $number } se creó con el código contable "{ $coding }" ({ $rate })
articles-would-be-created = { $article_count ->
    [one] se crearía 1 artículo
   *[other] se crearían { $article_count } artículos
}
created = se creó { $record }
adopted = { $document }: lo creó un intento de resultado desconocido
credit-adopted = la rectificativa la creó un intento de resultado desconocido
credit-created = se creó la rectificativa: { $document }
credit-draft-created = se creó el borrador de factura rectificativa
credit-draft-deleted = se eliminó el borrador de factura rectificativa
payment-registered = el pago se registró en { $account }
payment-awaited = el pedido espera su pago, que se registra cuando la tienda dice que está pagado
emailed = eAccounting lo envió por correo
note-added = se añadió la nota con el pedido de la tienda
link-added = se añadió el enlace al pedido de la tienda
not-done = { $what }
contact-written = se escribió el contacto { $contact }
email-changed = se cambió el correo del contacto { $contact }
fields-ignored = ActiveCampaign pasó por alto los campos personalizados { $ids }
account-renamed = la empresa { $account } cambió de nombre
account-not-renamed = la empresa { $account } no cambió de nombre: otra empresa tiene ese nombre
put-into-account = el contacto { $contact } se puso en la empresa { $account }
stays-in-account = el contacto { $contact } sigue en la empresa { $account }, porque un contacto está como mucho en una empresa
stays-in-own-account = el contacto { $contact } sigue en su propia empresa, porque un contacto está como mucho en una empresa
tag-put = la etiqueta { $tag } se puso al contacto { $contact }
tag-taken-off = la etiqueta { $tag } se quitó del contacto { $contact }
put-on-list = el contacto { $contact } se puso en la lista { $list }: { $because }
stays-on-list = el contacto { $contact } sigue en la lista { $list } como está
connection-created = se creó la conexión { $connection }
connection-used = se escribe en la conexión { $connection }
connection-gone = la conexión { $connection } ya no está en ActiveCampaign
connection-made-known = la conexión { $connection } se dio a conocer a GraphQL
order-written = se escribió el pedido de comercio electrónico: { $record }: { $state }, { $total }
order-cancelled = se canceló el pedido de comercio electrónico: se eliminó en eAccounting
deal-of-quote = el trato { $deal } es el de este presupuesto
deal-moved = el trato { $deal } se movió
deal-updated = el trato { $deal } se actualizó
deal-value-written = se escribió el valor del trato { $deal }
deal-value-stays = una persona cambió el valor del trato { $deal }: se queda como está
contact-fields-updated = se actualizaron los campos del contacto { $contact }
contact-tagged = el contacto { $contact } se etiquetó como { $state }
passed-tag-taken-off = se quitó del contacto { $contact } una etiqueta que ya no vale
no-contact-to-tell = ActiveCampaign no tiene ningún contacto que actualizar
told-nothing = to_activecampaign.status.dry_run está activado: no se informa a ActiveCampaign
told = se informó a ActiveCampaign
status-note-added = se añadió la nota en ActiveCampaign
custom-object-created = se creó el objeto personalizado { $object }
no-custom-objects = la cuenta no tiene objetos personalizados, así que no se escriben cantidades: quite to_activecampaign.stock.custom_object
name-account = empresa
name-adopt = recuperar
name-after = después
name-article = artículo
name-compare = comparar
name-connection = conexión
name-contact = contacto
name-create = crear
name-credit = rectificativa
name-customer = cliente
name-deal = trato
name-email = correo
name-find = buscar
name-link = enlace
name-list = lista
name-mapping = reglas
name-note = nota
name-payment = pago
name-plan = plan
name-prices = precios
name-quantity = cantidad
name-read = leer
name-state = estado
name-status = estado
name-tag = etiqueta
name-write = escribir
