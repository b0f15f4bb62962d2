import express, { Router, type Request, type Response } from 'express';
import { isLlmsimError } from '@llmsim/core';
import { readFaults, type FaultDesk, type FaultSource } from '../faults/fault-desk.js';
import { isTestId, testIdAccepted } from '../scenarios/test-id.js';

const accepted = 'stall;after=3 as text, or {"faults": [{"mode": "stall", "after": 3, "times": 1}]}';

/**
 * `/llmsim/faults`: GET the failure modes that were asked for while the server runs, PUT others for all requests, DELETE
 * them. `?test=ID` is about the requests of one test.
 */
export function createFaultsRouter(desk: FaultDesk): Router {
  const router = Router({ caseSensitive: true });
  const path = '/llmsim/faults';

  router.get(path, async (_request: Request, response: Response) => {
    const list = await desk.list();
    response.json({ faults: list.map(([test, faults]) => ({ test: test === '' ? null : test, faults })) });
  });

  router.put(
    path,
    express.text({ type: () => true, limit: '64kb' }),
    async (request: Request, response: Response) => {
      const test = testOf(request, response);
      if (test === undefined) return;
      try {
        const source = readSource(request.body);
        if (source === undefined || readFaults(source).length === 0) {
          refuse(response, 400, `The body names the failure modes: ${accepted}.`);
          return;
        }
        await desk.put(test, source);
        response.json({ test: test === '' ? null : test, faults: source });
      } catch (error) {
        if (!isLlmsimError(error)) throw error;
        refuse(response, 400, error.message);
      }
    },
  );

  router.delete(path, async (request: Request, response: Response) => {
    const test = testOf(request, response);
    if (test === undefined) return;
    if (await desk.delete(test)) response.status(204).end();
    else {
      const scope = test === '' ? 'all requests' : `the test "${test}"`;
      refuse(response, 404, `No failure modes were asked for ${scope}.`);
    }
  });
  return router;
}

function refuse(response: Response, status: number, message: string): void {
  response.status(status).json({ error: { message } });
}

/** The test that a request is about, `''` for none; `undefined`: it was refused. */
function testOf(request: Request, response: Response): string | undefined {
  const { test = '', ...others } = request.query;
  const [other] = Object.keys(others);
  if (other !== undefined) refuse(response, 400, `Unknown parameter "${other}". There is: test.`);
  else if (test === '' || (typeof test === 'string' && isTestId(test))) return test;
  else refuse(response, 400, `The id of a test has ${testIdAccepted}.`);
  return undefined;
}

/** What a body asks for; `undefined`: it has another form. */
function readSource(body: unknown): FaultSource | undefined {
  const text = typeof body === 'string' ? body.trim() : '';
  if (!/^[[{"]/.test(text)) return text === '' ? undefined : text;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const source: unknown =
    typeof value === 'object' && value !== null && 'faults' in value ? value.faults : value;
  if (typeof source === 'string') return source;
  const isList =
    Array.isArray(source) &&
    source.every((item: unknown) => typeof (item as { mode?: unknown } | null)?.mode === 'string');
  return isList ? (source as FaultSource) : undefined;
}
