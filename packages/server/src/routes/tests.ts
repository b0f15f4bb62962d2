import express, { Router, type ErrorRequestHandler, type Request, type Response } from 'express';
import { isLlmsimError } from '@llmsim/core';
import type { ScenarioService } from '../scenarios/scenario-service.js';
import { isTestId, testIdAccepted } from '../scenarios/test-id.js';

/** The largest scenario file that is put up for a test. */
const largestFile = '8mb';

/**
 * `/llmsim/tests`: their ids. `/llmsim/tests/ID`: PUT a scenario file, YAML or JSON, to begin a test with scenarios of
 * its own (an empty body: with the server's), GET its verdict, DELETE it. `?bodies=true` keeps what is asked.
 */
export function createTestsRouter(service: ScenarioService): Router {
  const router = Router({ caseSensitive: true });
  router.get('/llmsim/tests', async (_request: Request, response: Response) => {
    response.json({ tests: await service.list() });
  });

  const path = '/llmsim/tests/:id';
  router.param('id', (_request, response: Response, next, id: string) => {
    if (isTestId(id)) next();
    else
      response
        .status(400)
        .json({ error: { message: `The id of a test has ${testIdAccepted}; found "${id}".` } });
  });

  router.put(
    path,
    express.text({ type: () => true, limit: largestFile }),
    async (request: Request, response: Response) => {
      const id = idOf(request);
      const text = typeof request.body === 'string' ? request.body : '';
      const scenarios = text.trim() === '' ? undefined : { file: `tests/${id}`, text };
      try {
        await service.put(id, { scenarios, bodies: request.query['bodies'] === 'true' });
        response.json({ test: id });
      } catch (error) {
        if (!isLlmsimError(error)) throw error;
        response.status(400).json({ error: { message: error.message } });
      }
    },
  );

  router.get(path, async (request: Request, response: Response) => {
    const report = await service.report(idOf(request));
    if (report === undefined) refuseUnknown(response, idOf(request));
    else response.json(report);
  });

  router.delete(path, async (request: Request, response: Response) => {
    if (await service.delete(idOf(request))) response.status(204).end();
    else refuseUnknown(response, idOf(request));
  });

  router.use('/llmsim/tests', ((
    error: { status?: number; type?: string } | null,
    _request,
    response,
    next,
  ) => {
    // Express words what is wrong with a body as a page.
    if (error?.type === undefined || error.status === undefined) next(error);
    else
      response.status(error.status).json({ error: { message: `The body cannot be read: ${error.type}.` } });
  }) satisfies ErrorRequestHandler);
  return router;
}

function idOf(request: Request): string {
  return String(request.params['id']);
}

function refuseUnknown(response: Response, id: string): void {
  response.status(404).json({
    error: {
      message:
        `There is no test "${id}". It begins with PUT /llmsim/tests/${id}, or with its first request: one with the ` +
        `header x-llmsim-test: ${id}, or below /t/${id}.`,
    },
  });
}
