import {
  isLlmsimError,
  LlmsimError,
  readFaultText,
  readLatency,
  RequestError,
  type RequestContext,
  type RequestControls,
} from '@llmsim/core';
import { isTestId, testHeader, testIdAccepted } from '../scenarios/test-id.js';

type Headers = RequestContext['headers'];

/** What a call asks for beyond its body. */
export interface CallControls extends RequestControls {
  /** The test that it belongs to; `undefined`: it says none. */
  readonly test?: string | undefined;
}

const prefix = 'x-llmsim-';
const longestReply = 1_000_000;
/** No number in a header may be larger: a stranger must not make the server wait for years. An hour, where it is a time. */
const largestNumber = 3_600_000;

/** What each control header is read to. */
const readers: Readonly<Record<string, (text: string) => CallControls>> = {
  'x-llmsim-fault': (text) => {
    return { faults: readFaultText(text) };
  },
  'x-llmsim-latency': (text) => ({ latency: readLatency(text, largestNumber) }),
  // A number is the same seed here as in a request's body or a configuration file.
  'x-llmsim-seed': (text) => ({ seed: /^-?\d{1,15}$/.test(text) ? Number(text) : text }),
  'x-llmsim-tokens': (text) => {
    const tokens = Number(text);
    if (Number.isInteger(tokens) && tokens >= 1 && tokens <= longestReply) return { targetTokens: tokens };
    throw new LlmsimError('LLMSIM_OPTION', `It must be a whole number from 1 to ${longestReply}.`);
  },
  [testHeader]: (text) => {
    if (isTestId(text)) return { test: text };
    throw new LlmsimError('LLMSIM_OPTION', `It must be ${testIdAccepted}.`);
  },
};

const names = Object.keys(readers);

/**
 * What the `x-llmsim-*` headers of a request ask for; `undefined` if it has none, which costs next to nothing.
 * @throws RequestError for a value that is not accepted, or another header that begins like these
 */
export function readControls(headers: Headers): CallControls | undefined {
  let controls: CallControls | undefined;
  for (const name in headers) {
    if (name.startsWith(prefix)) {
      controls = { ...controls, ...readControl(name, String(headers[name]).trim()) };
    }
  }
  return controls;
}

/** What one control header asks for. @throws RequestError */
export function readControl(name: string, value: string): CallControls {
  const read = readers[name];
  if (read === undefined) {
    throw refusal(name, `Unknown header '${name}'. There are: ${names.join(', ')}.`);
  }
  try {
    if (value === '') throw new LlmsimError('LLMSIM_OPTION', 'It is empty.');
    return read(value);
  } catch (error) {
    if (!isLlmsimError(error)) throw error;
    throw refusal(name, `Invalid value '${value}' of the header '${name}'. ${error.message}`);
  }
}

function refusal(name: string, message: string): RequestError {
  return new RequestError({ kind: 'invalid-request', message, param: name, code: 'invalid_header' });
}
