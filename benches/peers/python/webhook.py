"""The webhook function: verifies the route token, queues the contact's id, and answers 200 once the queue has it."""

import hashlib
import hmac
import json
import os
from urllib.parse import parse_qs

import boto3
from aws_lambda_powertools import Logger

logger = Logger(service="webhook")
sqs = boto3.client("sqs")

QUEUE_URL = os.environ["EKOBRIDGE_CUSTOMERS_QUEUE_URL"]
TOKEN_DIGEST = os.environ["EKOBRIDGE_ROUTE_TOKEN_DIGESTS"]


def answer(status, text):
    return {"statusCode": status, "headers": {"content-type": "text/plain; charset=utf-8"}, "body": f"{text}\n"}


def handler(event, _context):
    token = event["rawPath"].removeprefix("/webhook/")
    if not hmac.compare_digest(hashlib.sha256(token.encode()).hexdigest(), TOKEN_DIGEST):
        return answer(404, "Not Found")
    body = event["body"]
    form = parse_qs(body, keep_blank_values=True)
    if "contact[id]" not in form:
        return answer(400, "Bad Request")
    source = f"contact:{form['contact[id]'][0]}"
    sqs.send_message(
        QueueUrl=QUEUE_URL,
        MessageBody=json.dumps({"kind": "customer", "source": source}),
        MessageGroupId=source,
        MessageDeduplicationId=hashlib.sha256(body.encode()).hexdigest(),
    )
    logger.info("queued", extra={"webhook": form["type"][0], "source": source})
    return answer(200, "queued")
