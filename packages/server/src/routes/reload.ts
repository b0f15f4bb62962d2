import { Router } from 'express';
import { isDirectFromThisMachine } from '../access/direct-request.js';

/** What came of reading the settings again. */
export interface ReloadReport {
  /** `false`: the new settings cannot be used, and the old ones stay. */
  readonly ok: boolean;
  /** What changed, or what is wrong: a line or more for people. */
  readonly message: string;
}

/** `POST /llmsim/reload`: 200, or 422 if the new settings cannot be used. */
export function createReloadRouter(reload: () => Promise<ReloadReport>): Router {
  const router = Router({ caseSensitive: true });
  router.post('/llmsim/reload', async (request, response) => {
    // A page in a browser on this machine is somebody else, too.
    if (!isDirectFromThisMachine(request) || request.headers.origin !== undefined) {
      response
        .status(403)
        .json({ ok: false, message: 'Only programs on the machine of the server may reload it.' });
      return;
    }
    const report = await reload();
    response.status(report.ok ? 200 : 422).json(report);
  });
  return router;
}
