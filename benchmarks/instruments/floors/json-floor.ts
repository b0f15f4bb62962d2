// The floor of JSON replies: node:http, the body read and parsed, the same bytes sent each time.
//
//   node json-floor.ts PORT REPLY_BYTES
import http from 'node:http';

const [port = 0, replyBytes = 600] = process.argv.slice(2).map(Number);

const reply = Buffer.from(JSON.stringify({ pad: '.'.repeat(Math.max(0, replyBytes - 10)) }));

http
  .createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      JSON.parse(Buffer.concat(parts).toString());
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': reply.length });
      response.end(reply);
    });
  })
  .listen({ port, host: '127.0.0.1', backlog: 4096 });
