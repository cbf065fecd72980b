// The order function: an order of ActiveCampaign becomes an order in eAccounting, once.
//
// A known customer's order takes four calls: Powertools reserves its key in DynamoDB, the order is read and created, and
// Powertools stores the result. Customers and articles are looked up once and kept in memory.
import { IdempotencyConfig, makeIdempotent } from '@aws-lambda-powertools/idempotency';
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
import { Logger } from '@aws-lambda-powertools/logger';
import { getSecret } from '@aws-lambda-powertools/parameters/secrets';

const logger = new Logger({ serviceName: 'order' });
const store = new DynamoDBPersistenceLayer({ tableName: process.env.PEERS_TABLE, keyAttr: 'pk' });
const once = new IdempotencyConfig({ eventKeyJmesPath: 'source', expiresAfterSeconds: 30 * 24 * 3600 });

const accountingUrl = process.env.EACCOUNTING_API_URL.replace(/\/$/, '');
const shippingArticle = process.env.PEERS_SHIPPING_ARTICLE;
const getOrder = `query Order($connection: Int!, $order: String!) {
  getOrder(legacyConnectionId: $connection, storeOrderId: $order) {
    storeOrderId orderNumber email storeCreatedDate normalizedStatus currency shippingAmount finalAmount shippingMethod
    billingAddress { firstName lastName address1 address2 city country postal company }
    shippingAddress { firstName lastName address1 address2 city country postal company }
    lineItems { name sku quantity priceAmount }
  }
}`;

const secret = (variable) => getSecret(process.env[variable], { transform: 'json', maxAge: 300 });

const request = async (method, url, headers, body) => {
  const response = await fetch(url, {
    method,
    headers: { ...headers, 'Content-Type': 'application/json' },
    body: body && JSON.stringify(body),
    signal: AbortSignal.timeout(20_000),
  });
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status}`);
  return response.json();
};

const accounting = async (method, path, body) => {
  const { access_token: token } = await secret('PEERS_EACCOUNTING_SECRET');
  return request(method, `${accountingUrl}${path}`, { Authorization: `Bearer ${token}` }, body);
};

// The id of the one record in a list whose field has this value, which is looked up once.
const idBy = (path, field) => {
  const known = new Map();
  return async (value) => {
    if (!known.has(value)) {
      const query = new URLSearchParams({ $filter: `${field} eq '${value.replaceAll("'", "''")}'` });
      const { Data: records } = await accounting('GET', `${path}?${query}`);
      if (records.length !== 1) throw new Error(`${records.length} records in ${path}`);
      known.set(value, records[0].Id);
    }
    return known.get(value);
  };
};
const customerId = idBy('/customers', 'EmailAddress');
const articleId = idBy('/articles', 'Number');

const readOrder = async (connection, order) => {
  const account = await secret('EKOBRIDGE_ACTIVECAMPAIGN_SECRET');
  const { data, errors } = await request(
    'POST',
    `${account.url}/api/3/ecom/graphql`,
    { 'Api-Token': account.api_key },
    { query: getOrder, variables: { connection: Number(connection), order } },
  );
  if (errors) throw new Error('getOrder');
  return data.getOrder;
};

// Amounts are whole hundredths, so that nothing is rounded twice.
const row = (line, article, text, quantity, total) => ({
  LineNumber: line,
  ArticleId: article,
  Text: text.slice(0, 2000),
  Quantity: Number(quantity),
  UnitPrice: Math.round((Math.round(Number(total) * 100) / Number(quantity))) / 100,
  IsTextRow: false,
  IsWorkCost: false,
  EligibleForReverseChargeOnVat: false,
});

const address = (prefix, given, nameLength) => ({
  [`${prefix}CustomerName`]: (given.company || `${given.firstName} ${given.lastName}`).slice(0, nameLength),
  [`${prefix}Address1`]: (given.address1 ?? '').slice(0, 50),
  [`${prefix}Address2`]: (given.address2 ?? '').slice(0, 50),
  [`${prefix}PostalCode`]: (given.postal ?? '').slice(0, 10),
  [`${prefix}City`]: (given.city ?? '').slice(0, 50),
  [`${prefix}CountryCode`]: given.country,
});

const documentOf = async (order) => {
  const rows = [];
  for (const item of order.lineItems) {
    rows.push(row(rows.length + 1, await articleId(item.sku), item.name, item.quantity, item.priceAmount));
  }
  if (Number(order.shippingAmount)) {
    const shipping = await articleId(shippingArticle);
    rows.push(row(rows.length + 1, shipping, order.shippingMethod, 1, order.shippingAmount));
  }
  return {
    CustomerId: await customerId(order.email),
    CurrencyCode: order.currency,
    OrderDate: order.storeCreatedDate.slice(0, 10),
    Status: 2,
    BuyersOrderReference: order.orderNumber.slice(0, 35),
    EuThirdParty: false,
    RotReducedInvoicingType: 0,
    ReverseChargeOnConstructionServices: false,
    ...address('Invoice', order.billingAddress, 50),
    ...address('Delivery', order.shippingAddress, 100),
    Rows: rows,
  };
};

const push = makeIdempotent(
  async (job) => {
    const [, connection, number] = job.source.split(':');
    const order = await readOrder(connection, number);
    const created = await accounting('POST', '/orders', await documentOf(order));
    logger.info('created', { source: job.source, document: created.Number });
    return { id: created.Id, number: created.Number };
  },
  { persistenceStore: store, config: once },
);

export const handler = async (event, context) => {
  once.registerLambdaContext(context);
  const failures = [];
  for (const record of event.Records) {
    if (failures.length > 0) {
      // Later messages of a FIFO queue wait for the one that failed.
      failures.push({ itemIdentifier: record.messageId });
      continue;
    }
    try {
      await push(JSON.parse(record.body));
    } catch (error) {
      logger.error('not created', error);
      failures.push({ itemIdentifier: record.messageId });
    }
  }
  return { batchItemFailures: failures };
};
