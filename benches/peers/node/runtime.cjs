// A minimal client of Lambda's Runtime API. It does less for an event than Lambda's own, which favors Node.
//
// node runtime.cjs ./order.cjs
const http = require('node:http');
const { handler } = require(process.argv[2]);

const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
const [hostname, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(':');

const call = (method, path, body) =>
  new Promise((resolve, reject) => {
    const request = http.request({ agent, hostname, port, method, path: `/2018-06-01/runtime/invocation/${path}` }, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('end', () => resolve({ headers: response.headers, body: Buffer.concat(parts) }));
    });
    request.on('error', reject);
    request.end(body);
  });

const run = async () => {
  for (;;) {
    const { headers, body } = await call('GET', 'next');
    const awsRequestId = headers['lambda-runtime-aws-request-id'];
    const deadline = Number(headers['lambda-runtime-deadline-ms']);
    const context = {
      awsRequestId,
      functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
      functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
      memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
      invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
      getRemainingTimeInMillis: () => Math.max(deadline - Date.now(), 0),
    };
    try {
      await call('POST', `${awsRequestId}/response`, JSON.stringify(await handler(JSON.parse(body), context)));
    } catch (error) {
      await call('POST', `${awsRequestId}/error`, JSON.stringify({ errorType: error.name, errorMessage: error.message }));
    }
  }
};

run();
