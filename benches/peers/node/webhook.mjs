// The webhook function: verifies the route token, queues the contact's id, and answers 200 once the queue has it.
import { createHash, timingSafeEqual } from 'node:crypto';
import { Logger } from '@aws-lambda-powertools/logger';
import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs';

const logger = new Logger({ serviceName: 'webhook' });
const sqs = new SQSClient({});

const queueUrl = process.env.EKOBRIDGE_CUSTOMERS_QUEUE_URL;
const tokenDigest = Buffer.from(process.env.EKOBRIDGE_ROUTE_TOKEN_DIGESTS, 'hex');

const sha256 = (text) => createHash('sha256').update(text);

const answer = (statusCode, text) => ({
  statusCode,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: `${text}\n`,
});

export const handler = async (event) => {
  const token = event.rawPath.replace(/^\/webhook\//, '');
  if (!timingSafeEqual(sha256(token).digest(), tokenDigest)) return answer(404, 'Not Found');
  const form = new URLSearchParams(event.body);
  const contact = form.get('contact[id]');
  if (contact === null) return answer(400, 'Bad Request');
  const source = `contact:${contact}`;
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: queueUrl,
      MessageBody: JSON.stringify({ kind: 'customer', source }),
      MessageGroupId: source,
      MessageDeduplicationId: sha256(event.body).digest('hex'),
    }),
  );
  logger.info('queued', { webhook: form.get('type'), source });
  return answer(200, 'queued');
};
