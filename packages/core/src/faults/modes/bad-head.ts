import type { RawReply } from '../../turn/response-plan.js';
import { failureMode } from '../failure-mode.js';
import { choiceOption } from '../mode-option.js';

const body = '{"object":"error"}';
const json = { 'content-type': 'application/json', 'content-length': String(body.length) };

const heads: Readonly<Record<'length' | 'type' | 'gzip' | 'redirect', RawReply>> = {
  length: { status: 200, headers: { ...json, 'content-length': String(body.length + 100) }, body },
  type: { status: 200, headers: { ...json, 'content-type': 'text/html' }, body },
  gzip: { status: 200, headers: { ...json, 'content-encoding': 'gzip' }, body },
  redirect: { status: 307, headers: { location: '/', 'content-length': '0' }, body: '' },
};

/** Answers with a head that does not fit its body. */
export const badHeadMode = failureMode({
  name: 'bad-head',
  does: 'Answers with a head that does not fit the body, and closes the connection.',
  provokes:
    'Clients wait for bytes that never come, unpack what is not packed, or follow a redirect with the key.',
  options: {
    what: choiceOption('what is wrong with the head', ['length', 'type', 'gzip', 'redirect'], 'length'),
  },
  fail: ({ what }) => ({ failure: { kind: 'server-error' }, raw: heads[what] }),
});
