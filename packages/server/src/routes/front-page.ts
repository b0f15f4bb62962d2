import { Router } from 'express';
import { standsAt, type MountPoint } from './mount-points.js';

/** What a server shows of itself, and where. */
const operations = [
  ['/llmsim/stats', 'statistics'],
  ['/llmsim/requests', 'the last requests'],
  ['/metrics', 'metrics for Prometheus'],
  ['/health', 'whether it is up'],
  ['/ready', 'whether it takes requests'],
] as const;

/** `GET /` for browsers: a short page of links. To other clients it is a path like any other. */
export function createFrontPage(mounts: readonly MountPoint[]): Router {
  const router = Router({ caseSensitive: true });
  const apis = mounts.flatMap((mount) =>
    mount.provider.endpoints
      .filter(({ type, path }) => type !== 'lookup' && standsAt(mount, path))
      .map((endpoint) => {
        const method = 'method' in endpoint ? endpoint.method : 'WebSocket';
        return `<li><code>${method} ${mount.at}${endpoint.path}</code></li>`;
      }),
  );
  const links = operations.map(([path, summary]) => `<li><a href="${path}">${path}</a>: ${summary}</li>`);
  const page = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>llmsim</title></head>
<body>
<h1>llmsim</h1>
<p>This server simulates LLM APIs. No model is running.</p>
<h2>APIs</h2>
<ul>
${apis.join('\n')}
</ul>
<h2>Operations</h2>
<ul>
${links.join('\n')}
</ul>
</body>
</html>
`;
  router.get('/', (request, response, next) => {
    // Whoever takes anything is a program.
    if (request.accepts(['application/json', 'text/html']) === 'text/html') response.type('html').send(page);
    else next();
  });
  return router;
}
