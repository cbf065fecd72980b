"""The order function: an order of ActiveCampaign becomes an order in eAccounting, once.

A known customer's order takes four calls: Powertools reserves its key in DynamoDB, the order is read and created, and
Powertools stores the result. Customers and articles are looked up once and kept in memory.
"""

import json
import os
from decimal import Decimal
from functools import lru_cache

import urllib3
from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities import parameters
from aws_lambda_powertools.utilities.idempotency import (
    DynamoDBPersistenceLayer,
    IdempotencyConfig,
    idempotent_function,
)

logger = Logger(service="order")
http = urllib3.PoolManager(timeout=urllib3.Timeout(connect=3, read=20), retries=False)
store = DynamoDBPersistenceLayer(table_name=os.environ["PEERS_TABLE"], key_attr="pk")
once = IdempotencyConfig(event_key_jmespath="source", expires_after_seconds=30 * 24 * 3600)

ACCOUNTING = os.environ["EACCOUNTING_API_URL"].rstrip("/")
SHIPPING_ARTICLE = os.environ["PEERS_SHIPPING_ARTICLE"]
GET_ORDER = """query Order($connection: Int!, $order: String!) {
  getOrder(legacyConnectionId: $connection, storeOrderId: $order) {
    storeOrderId orderNumber email storeCreatedDate normalizedStatus currency shippingAmount finalAmount shippingMethod
    billingAddress { firstName lastName address1 address2 city country postal company }
    shippingAddress { firstName lastName address1 address2 city country postal company }
    lineItems { name sku quantity priceAmount }
  }
}"""


class Refused(Exception):
    """A vendor's answer that is no success."""


def secret(variable):
    return parameters.get_secret(os.environ[variable], transform="json", max_age=300)


def request(method, url, headers, body=None, fields=None):
    response = http.request(
        method,
        url,
        headers=headers | {"Content-Type": "application/json"},
        body=None if body is None else json.dumps(body),
        fields=fields,
    )
    if response.status >= 300:
        raise Refused(f"{method} {url}: {response.status}")
    return json.loads(response.data, parse_float=Decimal)


def accounting(method, path, body=None, fields=None):
    token = secret("PEERS_EACCOUNTING_SECRET")["access_token"]
    return request(method, f"{ACCOUNTING}{path}", {"Authorization": f"Bearer {token}"}, body, fields)


def only(path, field, value):
    """The id of the one record in this list whose field has this value."""
    quoted = value.replace("'", "''")
    records = accounting("GET", path, fields={"$filter": f"{field} eq '{quoted}'"})["Data"]
    if len(records) != 1:
        raise Refused(f"{len(records)} records in {path}")
    return records[0]["Id"]


@lru_cache(maxsize=10_000)
def customer_id(email):
    return only("/customers", "EmailAddress", email)


@lru_cache(maxsize=10_000)
def article_id(sku):
    return only("/articles", "Number", sku)


def read_order(connection, order):
    account = secret("EKOBRIDGE_ACTIVECAMPAIGN_SECRET")
    answer = request(
        "POST",
        f"{account['url']}/api/3/ecom/graphql",
        {"Api-Token": account["api_key"]},
        {"query": GET_ORDER, "variables": {"connection": int(connection), "order": order}},
    )
    if answer.get("errors"):
        raise Refused("getOrder")
    return answer["data"]["getOrder"]


def row(line, article, text, quantity, total):
    return {
        "LineNumber": line,
        "ArticleId": article,
        "Text": text[:2000],
        "Quantity": float(quantity),
        "UnitPrice": float((Decimal(total) / Decimal(quantity)).quantize(Decimal("0.01"))),
        "IsTextRow": False,
        "IsWorkCost": False,
        "EligibleForReverseChargeOnVat": False,
    }


def address(prefix, given, name_length):
    name = given["company"] or f"{given['firstName']} {given['lastName']}"
    return {
        f"{prefix}CustomerName": name[:name_length],
        f"{prefix}Address1": (given["address1"] or "")[:50],
        f"{prefix}Address2": (given["address2"] or "")[:50],
        f"{prefix}PostalCode": (given["postal"] or "")[:10],
        f"{prefix}City": (given["city"] or "")[:50],
        f"{prefix}CountryCode": given["country"],
    }


def document(order):
    rows = [
        row(number, article_id(item["sku"]), item["name"], item["quantity"], item["priceAmount"])
        for number, item in enumerate(order["lineItems"], start=1)
    ]
    if Decimal(order["shippingAmount"] or 0):
        shipping = article_id(SHIPPING_ARTICLE)
        rows.append(row(len(rows) + 1, shipping, order["shippingMethod"], 1, order["shippingAmount"]))
    return {
        "CustomerId": customer_id(order["email"]),
        "CurrencyCode": order["currency"],
        "OrderDate": order["storeCreatedDate"][:10],
        "Status": 2,
        "BuyersOrderReference": order["orderNumber"][:35],
        "EuThirdParty": False,
        "RotReducedInvoicingType": 0,
        "ReverseChargeOnConstructionServices": False,
        **address("Invoice", order["billingAddress"], 50),
        **address("Delivery", order["shippingAddress"], 100),
        "Rows": rows,
    }


@idempotent_function(data_keyword_argument="job", persistence_store=store, config=once)
def push(job):
    _, connection, number = job["source"].split(":", 2)
    order = read_order(connection, number)
    created = accounting("POST", "/orders", document(order))
    logger.info("created", extra={"source": job["source"], "document": created["Number"]})
    return {"id": created["Id"], "number": created["Number"]}


def handler(event, context):
    once.register_lambda_context(context)
    failures = []
    for record in event["Records"]:
        if failures:
            # Later messages of a FIFO queue wait for the one that failed.
            failures.append({"itemIdentifier": record["messageId"]})
            continue
        try:
            push(job=json.loads(record["body"]))
        except Exception:
            logger.exception("not created")
            failures.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failures}
