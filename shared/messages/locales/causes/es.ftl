# Qué significa cada código de error y qué hacer. Una causa no lleva punto; un remedio son una o dos frases.

settings-invalid = Los ajustes no se pueden usar
settings-invalid-remedy = Corrija los ajustes como dice el texto y envíelos de nuevo.
secret-missing = Falta un secreto o no se puede leer
secret-missing-remedy = Ponga la dirección y la clave de ActiveCampaign en su secreto, o ejecute `ekobridge connect` para eAccounting.
salt-mismatch = La instalación tiene otra sal que su registro interno
salt-mismatch-remedy = Instale de nuevo con la sal de la pila que creó el registro interno.
activecampaign-unauthorized = ActiveCampaign no acepta la clave de API
activecampaign-unauthorized-remedy = Copie la dirección y la clave de los ajustes de desarrollador de ActiveCampaign a su secreto.
activecampaign-unreachable = ActiveCampaign no responde
activecampaign-unreachable-remedy = No hay que hacer nada: se reintenta automáticamente. Si persiste, mire la página de estado de ActiveCampaign.
activecampaign-rate-limit = ActiveCampaign limita el número de llamadas
activecampaign-rate-limit-remedy = No hay que hacer nada: se reintenta automáticamente. Si dura días, averigüe qué más usa la API.
activecampaign-server-error = ActiveCampaign tiene un fallo
activecampaign-server-error-remedy = No hay que hacer nada: se reintenta automáticamente. Si persiste, contacte con el soporte de ActiveCampaign.
activecampaign-rejected = ActiveCampaign rechazó un valor
activecampaign-rejected-remedy = Corrija el registro, los ajustes o los permisos del usuario como dice el texto. Después vuelva a procesarlo.
activecampaign-invalid-response = La respuesta de ActiveCampaign no es la documentada
activecampaign-invalid-response-remedy = Comuníquelo con el texto. Vuelva a procesar el registro tras una actualización.
eaccounting-reauthorize = Hay que conectar eAccounting de nuevo
eaccounting-reauthorize-remedy = Ejecute `ekobridge connect`, inicie sesión en eAccounting y acepte todos los permisos.
eaccounting-company-mismatch = La sesión es de otra empresa de eAccounting
eaccounting-company-mismatch-remedy = Ejecute `ekobridge connect` y elija la empresa correcta.
eaccounting-unreachable = eAccounting no responde
eaccounting-unreachable-remedy = No hay que hacer nada: se reintenta automáticamente. Si persiste, mire la página de estado de Visma.
eaccounting-rate-limit = eAccounting limita el número de llamadas
eaccounting-rate-limit-remedy = No hay que hacer nada: se reintenta automáticamente.
eaccounting-server-error = eAccounting tiene un fallo
eaccounting-server-error-remedy = No hay que hacer nada: se reintenta automáticamente. Si persiste, contacte con el soporte de Visma.
eaccounting-rejected = eAccounting rechazó un valor
eaccounting-rejected-remedy = Corrija el campo en la tienda, en ActiveCampaign o en las reglas. Después vuelva a procesar el registro.
eaccounting-rejected-currency-remedy = Añada { $currency } a las monedas de su empresa en eAccounting, o corrija la moneda en la tienda o en el trato. Después vuelva a procesar el registro.
eaccounting-rejected-number-taken-remedy = Si el cliente { $number } es este, { $by ->
    [field] escriba { $number } en el campo del contacto que nombra `customers.match_field`
    [organisation-number] escriba en él, en eAccounting, el número de identificación del comprador, o la dirección de correo si no tiene número
   *[email] escriba en él, en eAccounting, la dirección de correo del comprador
}, o ponga "customer-number" en `customers.match_by`. Si es otro, corrija la regla de `CustomerNumber` en `[mapping.customer]`. Después vuelva a procesar el registro.
eaccounting-invalid-response = La respuesta de eAccounting no es la documentada
eaccounting-invalid-response-remedy = Si el texto nombra un ajuste de eAccounting, rellénelo. Si no, comuníquelo y vuelva a procesar el registro tras una actualización.
eaccounting-no-access = La empresa, el usuario o la licencia no lo permite
eaccounting-no-access-remedy = Cámbielo en eAccounting, o conecte con otro usuario con `ekobridge connect`. Después vuelva a procesar el registro.
period-locked = El periodo contable está bloqueado o no existe
period-locked-remedy = Desbloquee el periodo en eAccounting, o añada el ejercicio. Después vuelva a procesar el registro.
period-locked-unlock-remedy = Desbloquee { $day } en eAccounting, en Ajustes › Contabilidad bloqueada hasta o en Ejercicios y saldos iniciales. Después vuelva a procesar el registro, o introduzca el pedido a mano.
outcome-unknown = No se sabe si eAccounting creó el documento
outcome-unknown-remedy = No cree nada a mano: se busca antes de crear nada. Si el texto dice que no se encontró, mire en eAccounting y vuelva a procesar el registro.
source-missing = El registro ya no está en ActiveCampaign
source-missing-remedy = Si fue intencionado, no hay que hacer nada. Si no, restaure el registro y vuelva a procesarlo, o introduzca el pedido a mano.
customer-missing = El pedido no tiene un cliente utilizable
customer-missing-remedy = Complete el cliente en ActiveCampaign, o ponga `orders.default_customer` para pedidos sin cliente utilizable. Después vuelva a procesar el registro.
customer-incomplete = Al cliente le falta un campo que eAccounting necesita
customer-incomplete-remedy = Complete el campo en ActiveCampaign o en la tienda, o fije un valor por defecto. Después vuelva a procesar el registro.
customer-incomplete-field-remedy = Complete { $field ->
    [city] la ciudad
    [postcode] el código postal
   *[name] el nombre
} en ActiveCampaign o en la tienda y vuelva a procesar el registro, o dé a `{ $setting }` un texto para usar.
customer-incomplete-address-remedy = Complete la ciudad y el código postal en ActiveCampaign o en la tienda y vuelva a procesar el registro, o dé a `customers.on_missing_city` y `customers.on_missing_postal_code` un texto para usar.
customer-incomplete-delivery-city-remedy = Complete la ciudad de la dirección de entrega en la tienda y vuelva a procesar el registro, o dé a `customers.on_missing_city` un texto para usar.
customer-incomplete-delivery-postcode-remedy = Complete el código postal de la dirección de entrega en la tienda y vuelva a procesar el registro, o dé a `customers.on_missing_postal_code` un texto para usar.
customer-incomplete-delivery-both-remedy = Complete la ciudad y el código postal de la dirección de entrega en la tienda y vuelva a procesar el registro, o dé a `customers.on_missing_city` y `customers.on_missing_postal_code` un texto para usar.
customer-ambiguous = Coinciden varios clientes de eAccounting
customer-ambiguous-remedy = Desactive en eAccounting todos menos uno, o ponga `customers.on_multiple_matches = "newest-active"`. Después vuelva a procesar el registro.
customer-ambiguous-another-company-remedy = Si la empresa es la misma, corrija el número o el nombre en el cliente { $customer } o en el contacto; si es otra, dé a su contacto un correo propio. Después vuelva a procesar el registro.
contact-ambiguous = Otro contacto tiene el correo del cliente
contact-ambiguous-remedy = Fusione los dos contactos en ActiveCampaign, o corrija la dirección en eAccounting. Después vuelva a procesar el registro.
customer-inactive = El cliente está inactivo en eAccounting
customer-inactive-remedy = Active el cliente en eAccounting. Después vuelva a procesar el registro.
customer-inactive-customers-remedy = Active el cliente { $customers } en eAccounting. Después vuelva a procesar el registro.
sku-unknown = Ningún artículo de eAccounting tiene la referencia (SKU) del producto
sku-unknown-remedy = Cree el artículo en eAccounting, o ponga `articles.on_unknown_sku` en "create" o "fallback". Después vuelva a procesar el registro.
sku-unknown-articles-remedy = Cree el artículo { $articles } en eAccounting, o ponga `articles.on_unknown_sku` en "create" o "fallback". Después vuelva a procesar el registro.
sku-unknown-gift-card-remedy = Cree el artículo { $article } en eAccounting con un código contable del 0 % y la cuenta de la deuda con los titulares de las tarjetas; o con el código contable de bienes, si sus tarjetas regalo se venden con IVA. Después vuelva a procesar el registro.
sku-missing = Una línea del pedido no tiene referencia (SKU)
sku-missing-remedy = Dé al producto una referencia en la tienda. Si la línea es un recargo, añada su nombre a `fees.names` y un artículo a `fees.articles`; para otros artículos, ponga `articles.on_unknown_sku = "fallback"` con un artículo de reserva. Después vuelva a procesar el registro.
sku-missing-gift-card-remedy = Dé a la tarjeta regalo un SKU en la tienda y cree en eAccounting un artículo con ese número y un código contable del 0 %. Después vuelva a procesar el registro.
sku-missing-below-zero-remedy = Vea en la tienda qué resta la línea. Si es un descuento, llámela así allí ("Descuento"); si es el pago con una tarjeta regalo, añada su nombre a `vouchers.names` y ponga `vouchers.article`; si volvieron artículos, dele su referencia. Un anticipo es un pago: introduzca a mano ese pedido. Después vuelva a procesar el registro.
sku-missing-deal-remedy = Ponga en `orders.deals.article` el número de un artículo, o nombre en `orders.deals.article_field` el campo personalizado de los tratos y rellénelo. Después vuelva a procesar el registro.
article-inactive = El artículo está inactivo en eAccounting
article-inactive-remedy = Active el artículo en eAccounting, o use otra referencia en la tienda. Después vuelva a procesar el registro.
article-inactive-article-remedy = Active el artículo { $article } en eAccounting, o use otra referencia en la tienda. Después vuelva a procesar el registro.
article-not-configured = El artículo de envío, descuentos o similar no está fijado o no se encuentra
article-not-configured-remedy = Cree el artículo en eAccounting y ponga su número en los ajustes. Después vuelva a procesar el registro.
article-not-configured-setting-remedy = Ponga en `{ $setting }` el número de un artículo con un código contable del { $rate }. Después vuelva a procesar el registro.
article-not-configured-missing-remedy = Cree el artículo { $article } en eAccounting, o corrija `{ $setting }`. Después vuelva a procesar el registro.
article-not-configured-rate-remedy = Dé al artículo { $article } un código contable del { $rate } en eAccounting, o nombre otro artículo en `{ $setting }`. Después vuelva a procesar el registro.
article-not-configured-oss-remedy = Abra el artículo { $article } en eAccounting y márquelo para OSS. Después vuelva a procesar el registro.
account-missing = A un código contable de artículos le falta una cuenta
account-missing-remedy = Complete la cuenta en los códigos contables de artículos de eAccounting. Después vuelva a procesar el registro.
account-missing-coding-remedy = Abra Ajustes › Códigos contables de artículos en eAccounting y ponga la cuenta que falta en "{ $coding }", o dé al artículo { $article } otro código. Después vuelva a procesar el registro.
account-missing-gift-card-remedy = Dé al artículo { $article } un código contable propio en eAccounting, con la cuenta { $account } también para ventas al extranjero, y vuelva a procesar el registro; o introduzca el pedido a mano.
account-missing-country-remedy = Abra Ajustes › Códigos contables de artículos en eAccounting y ponga la cuenta { $account } para este tipo de venta, o corrija `vat.countries.{ $country }.account`. Después vuelva a procesar el registro.
coding-missing = Ningún código contable de artículos tiene este tipo de IVA
coding-missing-remedy = Añada el código contable en eAccounting, o elija uno en los ajustes. Después vuelva a procesar el registro.
coding-missing-rate-remedy = Abra Ajustes › Códigos contables de artículos en eAccounting y añada o active uno del { $rate }. Después vuelva a procesar el registro.
coding-missing-several-remedy = Nombre el código contable del { $rate } para artículos nuevos en `articles.account_coding` de los ajustes. Después vuelva a procesar el registro.
coding-missing-oss-remedy = Añada el tipo de IVA de { $country } a `vat.countries.{ $country }.oss_rates` en los ajustes, como { $rate } = el tipo de allí en tanto por ciento. Después vuelva a procesar el registro.
coding-missing-of-article-remedy = Dé al artículo { $article } otro código contable en eAccounting. Después vuelva a procesar el registro.
reference-not-found = Un nombre de los ajustes no existe en eAccounting
reference-not-found-remedy = Corrija el ajuste, o añada el nombre en eAccounting. Después vuelva a procesar el registro.
reference-not-found-setting-remedy = Corrija `{ $setting }` en los ajustes, o añada el nombre en eAccounting. Después vuelva a procesar el registro.
reference-not-found-default-customer-remedy = Cree el cliente { $customer } en eAccounting, o corrija `orders.default_customer` en los ajustes. Después vuelva a procesar el registro.
reference-not-found-terms-remedy = Abra Ajustes › Condiciones de pago en eAccounting y ponga una disponible para ventas. Después vuelva a procesar el registro.
total-mismatch = El total del documento diferiría del de la tienda
total-mismatch-remedy = Compare totales y líneas. Corrija los códigos contables, el cliente o el pedido. Después vuelva a procesar el registro.
total-mismatch-charged-on-export-remedy = Si la tienda tiene razón, ponga `vat.countries.{ $country }.charge_vat = true` en los ajustes; si no, corrija el pedido en la tienda. Después vuelva a procesar el registro.
total-mismatch-not-charged-on-export-remedy = Si la tienda tiene razón, quite `vat.countries.{ $country }.charge_vat` de los ajustes, o desmarque en el cliente de eAccounting el IVA en facturas fuera de la UE. Si no, corrija los ajustes de IVA de la tienda y el pedido. Después vuelva a procesar el registro.
total-mismatch-charged-without-vat-remedy = Si la tienda tiene razón, corrija el país, el NIF-IVA o los ajustes de IVA del cliente; si no, corrija el pedido en la tienda. Después vuelva a procesar el registro.
total-mismatch-charged-under-reverse-charge-remedy = Si la tienda tiene razón, desmarque en el cliente de eAccounting la inversión del sujeto pasivo (construcción); si no, corrija el pedido en la tienda. Después vuelva a procesar el registro.
total-mismatch-not-charged-at-home-remedy = Mire cuál de los dos tiene razón. Si estos artículos no llevan IVA, como una tarjeta regalo, deles un código contable del 0 % en eAccounting; si es construcción con inversión del sujeto pasivo, márquelo en el cliente y ponga su NIF-IVA. Si no, corrija los ajustes de IVA de la tienda y el pedido. Después vuelva a procesar el registro.
total-mismatch-vat-number-remedy = Mire cuál de los dos tiene razón. Corrija los códigos contables o el país del cliente en eAccounting, ponga el NIF-IVA del comprador en el campo que nombra `customers.vat_number_field`, o corrija los ajustes de IVA de la tienda y el pedido. Después vuelva a procesar el registro.
total-mismatch-other-rate-remedy = Mire cuál de los dos tiene razón. Corrija los códigos contables o el país del cliente en eAccounting, o los ajustes de IVA de la tienda y el pedido. Después vuelva a procesar el registro.
total-mismatch-shipping-without-vat-remedy = El envío lleva el IVA de los artículos a los que corresponde. Ponga esa clase de impuesto al envío en la tienda, e introduzca este pedido a mano, o corríjalo en la tienda y vuelva a procesarlo.
total-mismatch-parts-differ-remedy = Compare las líneas, el envío, los descuentos y el total del pedido en la tienda, así como `prices.line_price`, `prices.vat` y `rounding.tolerance` en los ajustes. Después vuelva a procesar el registro.
total-mismatch-cents-remedy = Ponga `rounding.tolerance` (0.02 basta) y `rounding.article` en los ajustes, para que la diferencia tenga su propia línea, y vuelva a procesar el registro; o introduzca el pedido a mano.
total-mismatch-stated-vat-remedy = Compare los tipos de IVA de los artículos del pedido en eAccounting con los de la tienda, y corrija los códigos contables. Después vuelva a procesar el registro.
total-mismatch-rounded-payment-remedy = Desactive el redondeo en los ajustes de empresa de eAccounting, o desactive `register_payment` para esta forma de pago. Después vuelva a procesar el registro.
total-mismatch-rate-changed-remedy = Ponga `document = "invoice"` para esta forma de pago o en `[orders]`, cuyas facturas conservan la fecha del pedido, y vuelva a procesar el registro; o introduzca la factura a mano.
total-mismatch-credit-by-hand-remedy = Emita a mano en eAccounting una rectificativa de la factura { $number }, con el IVA de su propia fecha.
total-mismatch-another-document-remedy = Si el documento { $number } es este pedido, corríjalo en eAccounting y no hace falta más. Si es otro, cambie allí su referencia y vuelva a procesar el registro.
total-mismatch-document-differs-remedy = Compare el documento { $number } con el pedido de la tienda: el país, el tipo y el NIF-IVA del cliente y los códigos contables de los artículos deciden el IVA. Corríjalos, { $undo ->
    [credit] rectifique el documento con una factura rectificativa
   *[delete] borre el documento
} en eAccounting y vuelva a procesar el registro.
total-mismatch-document-currency-remedy = Corrija la moneda del cliente en eAccounting, { $undo ->
    [credit] rectifique con una factura rectificativa
   *[delete] borre
} allí el documento { $number } y vuelva a procesar el registro.
price-ambiguous = No está claro cómo se entienden los precios de la tienda
price-ambiguous-remedy = Ponga `prices.line_price` ("unit" o "line") y `prices.vat` ("included" o "excluded") según lo que hace la tienda. Después vuelva a procesar el registro.
price-ambiguous-none-remedy = Compare las líneas, el envío, los descuentos y el total del pedido en la tienda; una diferencia de céntimos se puede permitir con `rounding.tolerance` en los ajustes. Después vuelva a procesar el registro.
price-ambiguous-cents-remedy = Corrija cómo escribe el conector de la tienda los importes en ActiveCampaign, haga que escriba el pedido otra vez y vuelva a procesar el registro. Si el precio es correcto, introduzca el pedido a mano, o corrija el precio del artículo en eAccounting y vuelva a procesar el registro.
price-underdetermined = Los precios redondeados de la tienda cuadran con el total de varias maneras
price-underdetermined-remedy = Dé a los artículos o productos los precios a los que se venden y vuelva a procesar el registro, o introduzca el pedido a mano.
amount-not-listed = Parte del total no está en ninguna línea del pedido
amount-not-listed-remedy = Mire el pedido en la tienda. Ponga `fees.unexplained_article` y `fees.unexplained_limit`, para que esos importes tengan su propia línea, y vuelva a procesar el registro; o introduzca el pedido a mano.
partial-refund = El pedido parece reembolsado en parte
partial-refund-remedy = Mire el pedido en la tienda. Si ya es una factura, emita una factura rectificativa por la parte reembolsada. Si nunca se envió, introdúzcalo a mano como se vendió y emita una factura rectificativa por la parte reembolsada.
partial-refund-credit-remedy = Mire en la tienda qué se reembolsó, y emita en eAccounting una rectificativa de la factura { $number } por { $amount }, IVA incluido.
partial-refund-credit-part-remedy = Mire en la tienda qué se reembolsó, y emita por ello en eAccounting una rectificativa de la factura { $number }.
partial-refund-take-off-remedy = Mire en la tienda qué se reembolsó, y quite { $amount }, IVA incluido, del documento { $number } de eAccounting, o emita una rectificativa de su factura si ya la tiene.
partial-refund-take-off-part-remedy = Mire en la tienda qué se reembolsó, y quítelo del documento { $number } de eAccounting, o emita una rectificativa de su factura si ya la tiene.
partial-refund-again-remedy = Mire en la tienda si se reembolsó más, y rectifíquelo también en el documento { $number }, o descuéntelo. Si no se reembolsó nada más, no hay que hacer nada. Después vuelva a procesar el pedido.
value-invalid = Un valor no cabe en el campo de eAccounting
value-invalid-remedy = Corrija el valor en la tienda, en ActiveCampaign o con una regla. Después vuelva a procesar el registro.
value-invalid-no-lines-remedy = Mire el pedido en la tienda; si allí es correcto, introdúzcalo a mano en eAccounting. Si no, corríjalo allí y vuelva a procesar el registro.
value-invalid-vat-flag-remedy = { $change ->
    [set] Ponga
   *[remove] Quite
} { $flag ->
    [delivery] IVA según la dirección de entrega
    [number] un NIF-IVA
    [outside] IVA en facturas fuera de la UE
   *[northern] Irlanda del Norte
} en el cliente { $customer } de eAccounting, o deje que los pedidos actualicen sus clientes (`orders.update_customer`). Después vuelva a procesar el registro.
value-invalid-store-pickup-remedy = Dé al pedido en la tienda la dirección de la tienda como dirección de entrega y vuelva a procesar el registro, o introdúzcalo a mano como venta nacional.
value-invalid-currency-remedy = Cambie la moneda del cliente { $customer } en eAccounting, o deje que esos pedidos sean pedidos, que tienen moneda propia (`orders.document = "order"` o `"order-invoiced"`). Después vuelva a procesar el registro.
value-invalid-vat-number-country-remedy = Corrija el NIF-IVA o el país en ActiveCampaign o en la tienda y vuelva a procesar el registro, u omita el número con `VatNumber = ""` en `[mapping.customer]` de los ajustes.
value-invalid-field-remedy = Corrija { $field } en ActiveCampaign o en la tienda, o dele otra regla: `{ $field }` en `[mapping.{ $section }]` de los ajustes. Después vuelva a procesar el registro.
value-invalid-mapping-remedy = Corrija `{ $field }` en `[mapping.{ $section }]` de los ajustes. Después vuelva a procesar el registro.
value-invalid-customer-field-remedy = Corrija { $field ->
    [invoice_country] el país de facturación
    [delivery_country] el país de entrega
   *[vat_number] el NIF-IVA
} del cliente y vuelva a procesar el registro.
value-invalid-territory-remedy = Ponga { $country } como país del cliente en eAccounting, o deje que los pedidos actualicen sus clientes (`orders.update_customer`). Después vuelva a procesar el registro.
value-invalid-by-hand-remedy = Introduzca este pedido a mano.
value-invalid-discount-remedy = Mire en la tienda a qué se aplica el descuento, e introduzca el pedido a mano.
value-invalid-negative-total-remedy = Si es un reembolso, emita en eAccounting una rectificativa de la factura original.
value-invalid-order-in-shop-remedy = Corrija el pedido en la tienda. Después vuelva a procesar el registro.
value-invalid-long-sku-remedy = Acorte la referencia (SKU) de la línea { $line } en la tienda. Después vuelva a procesar el registro.
value-invalid-credit-by-hand-remedy = Emita a mano en eAccounting una rectificativa de la factura { $number }.
value-invalid-credit-customer-remedy = Emita a mano en eAccounting una rectificativa de la factura { $number }; o dé al cliente { $customer } el país y la dirección de entrega de esa factura, y vuelva a procesar el registro.
input-invalid = Lo que ha introducido no se puede usar
input-invalid-remedy = Corríjalo como indica el texto e inténtelo de nuevo.
input-invalid-another-backfill-remedy = Deje que siga el otro. Cuando ya no haya ninguno en marcha, `ekobridge backfill --resume` sigue con lo que queda.
mapping-failed = Una regla falló con este registro
mapping-failed-remedy = Corrija la regla, o quítela para usar la predeterminada. Después vuelva a procesar el registro.
mapping-failed-section-remedy = Corrija la regla en `[mapping.{ $section }]`, o quítela para usar la predeterminada. Después vuelva a procesar el registro.
connection-foreign = La conexión de comercio electrónico de los ajustes es de la integración propia de la tienda
connection-foreign-remedy = Quite `to_activecampaign.connection.id`, para que Ekobridge use una conexión propia. Después vuelva a procesar el registro.
connection-missing = La conexión de comercio electrónico de los ajustes no existe
connection-missing-remedy = Corrija o quite `to_activecampaign.connection.id`. Después vuelva a procesar el registro.
stock-plan-waiting = La primera actualización de existencias espera su aprobación
stock-plan-waiting-remedy = Si las cifras son correctas, ejecute `ekobridge replay stock:all`. Si no, cambie los ajustes.
changed-after-creation = El pedido cambió en la tienda después de crearse su documento
changed-after-creation-remedy = Compare ambos. Corrija el documento, o emita una factura rectificativa si es una factura.
changed-after-creation-enter-remedy = Si el pedido es correcto, introdúzcalo a mano en eAccounting, con la referencia { $number }. Ekobridge no hace un segundo documento de él.
cancelled-after-creation = El pedido se canceló o reembolsó después de crearse su documento
cancelled-after-creation-remedy = Borre el pedido en eAccounting, o emita una rectificativa de la factura.
cancelled-after-creation-replaced-remedy = Emita en eAccounting una factura rectificativa del documento { $number }, si es de la misma venta. Ekobridge lo deja como está.
follow-up-failed = El documento existe, pero falló un paso posterior
follow-up-failed-remedy = Corrija la causa y vuelva a procesar el registro: se hace lo que falta y no se crea un segundo documento.
too-many-rows = El pedido tiene más líneas de las que admite un documento
too-many-rows-remedy = Introduzca el pedido a mano, como varios documentos.
crashed = El proceso del registro se interrumpió varias veces de forma inesperada
crashed-remedy = Comuníquelo con el log de la función. Vuelva a procesar el registro tras una actualización.
retries-exhausted = Se agotaron todos los intentos
retries-exhausted-remedy = Corrija la causa del último fallo. Después ejecute `ekobridge replay --dead-letters`, o vuelva a procesar el registro.
webhook-unhealthy = El webhook de ActiveCampaign falta, cambió o no envía nada
webhook-unhealthy-remedy = Configure el webhook de nuevo. Tras una importación, que no envía webhooks, no hace falta nada.
invalid-job = Un mensaje de la cola no se puede leer
invalid-job-remedy = Ejecute `ekobridge replay --dead-letters` para listarlo. Mírelo en la cola, bórrelo y vuelva a procesar su registro.
storage-error = El almacenamiento propio de Ekobridge tiene un fallo
storage-error-remedy = No hay que hacer nada: se reintenta automáticamente. Si persiste, mire las tablas, colas y secretos en AWS.
record-locked = El registro se está procesando ahora mismo
record-locked-remedy = No hay que hacer nada: se reintenta automáticamente.
from-newer-version = Una versión más nueva de Ekobridge aparcó el registro
from-newer-version-remedy = Siga el texto, o instale de nuevo la versión más nueva. `ekobridge replay` también sirve.
paused = La pila está en pausa, y el trabajo lleva diez días esperando
paused-remedy = Ejecute `ekobridge resume`. El trabajo vuelve entonces a la cola.
