import { Router, type Request, type Response } from 'express';

const longestMs = 3_600_000;

/** `POST /llmsim/refuse?ms=5000`: for so long, new connections are refused. */
export function createRefusalRouter(refuse: (ms: number) => void | Promise<void>): Router {
  const router = Router({ caseSensitive: true });
  router.post('/llmsim/refuse', (request: Request, response: Response) => {
    const { ms } = request.query;
    const forMs = typeof ms === 'string' && /^\d+$/.test(ms) ? Number(ms) : 0;
    if (forMs < 1 || forMs > longestMs) {
      const message = `Parameter "ms" must be a whole number from 1 to ${longestMs}: the milliseconds without new connections.`;
      response.status(400).json({ error: { message } });
      return;
    }
    response.json({ refusing_ms: forMs });
    response.once('finish', () => void refuse(forMs));
  });
  return router;
}
