'use strict';

// Receives OTLP over HTTP on a free port, decodes it by OpenTelemetry's own definitions, and prints
// each request on one line: the signal's name, a space, and the request as JSON.
const http = require('http');
const path = require('path');

// The definitions are not among what the package exports.
const definitions = path.join(path.dirname(require.resolve('@opentelemetry/otlp-transformer/package.json')), 'build/src/generated/root.js');
const { collector } = require(definitions).opentelemetry.proto;
const requests = {
  '/v1/metrics': ['metrics', collector.metrics.v1.ExportMetricsServiceRequest],
  '/v1/traces': ['traces', collector.trace.v1.ExportTraceServiceRequest],
};
const options = { longs: String, enums: String, bytes: String, defaults: false };

const server = http.createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const known = requests[request.url];
    if (!known) {
      response.writeHead(404).end();
      return;
    }
    const [signal, type] = known;
    try {
      const decoded = type.toObject(type.decode(Buffer.concat(chunks)), options);
      process.stdout.write(`${signal} ${JSON.stringify(decoded)}\n`);
      response.writeHead(200, { 'Content-Type': 'application/x-protobuf' }).end();
    } catch (fault) {
      process.stderr.write(`${fault.stack}\n`);
      response.writeHead(400).end();
    }
  });
});

server.listen(0, '127.0.0.1', () => process.stdout.write(`http://127.0.0.1:${server.address().port}\n`));
