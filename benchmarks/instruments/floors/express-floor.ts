// The floor of a start: an Express app that knows nothing but `/health`.
//
//   node express-floor.ts PORT
import express from 'express';

const app = express();
app.get('/health', (_request, response) => {
  response.json({ status: 'ok' });
});
app.listen(Number(process.argv[2]), '127.0.0.1');
