import {
  createFailureMode,
  isLlmsimError,
  LlmsimError,
  readLatency,
  RequestError,
  type RequestContext,
  type RequestControls,
} from '@llmsim/core';

type Headers = RequestContext['headers'];

const prefix = 'x-llmsim-';
const longestReply = 1_000_000;
/** No number in a header may be larger: a stranger must not make the server wait for years. An hour, where it is a time. */
const largestNumber = 3_600_000;

/** What each control header is read to. */
const readers: Readonly<Record<string, (text: string) => RequestControls>> = {
  'x-llmsim-fault': (text) => {
    const { name, options } = readParameters(text);
    return { fault: createFailureMode(name, options) };
  },
  'x-llmsim-latency': (text) => ({ latency: readLatency(text, largestNumber) }),
  // A number is the same seed here as in a request's body or a configuration file.
  'x-llmsim-seed': (text) => ({ seed: /^-?\d{1,15}$/.test(text) ? Number(text) : text }),
  'x-llmsim-tokens': (text) => {
    const tokens = Number(text);
    if (Number.isInteger(tokens) && tokens >= 1 && tokens <= longestReply) return { targetTokens: tokens };
    throw new LlmsimError('LLMSIM_OPTION', `It must be a whole number from 1 to ${longestReply}.`);
  },
};

const names = Object.keys(readers);

/**
 * What the `x-llmsim-*` headers of a request ask for; `undefined` if it has none, which costs next to nothing.
 * @throws RequestError for a value that is not accepted, or another header that begins like these
 */
export function readControls(headers: Headers): RequestControls | undefined {
  if (
    headers['x-llmsim-fault'] === undefined &&
    headers['x-llmsim-latency'] === undefined &&
    headers['x-llmsim-seed'] === undefined &&
    headers['x-llmsim-tokens'] === undefined
  ) {
    return undefined;
  }
  const given = Object.entries(headers).filter(([name]) => name.startsWith(prefix));
  return Object.assign(
    {},
    ...given.map(([name, value]) => readControl(name, String(value).trim())),
  ) as RequestControls;
}

function readControl(name: string, value: string): RequestControls {
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

/** A name and its options: `stall;after=12;ms=5000`. */
function readParameters(text: string): { name: string; options: Record<string, string> | undefined } {
  const [name = '', ...pairs] = text.split(';');
  return { name: name.trim(), options: pairs.length === 0 ? undefined : readPairs(pairs) };
}

function readPairs(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs
      .filter((pair) => pair.trim() !== '')
      .map((pair) => {
        const equals = pair.indexOf('=');
        if (equals === -1) {
          throw new LlmsimError('LLMSIM_OPTION', `Options are written name=value; found "${pair.trim()}".`);
        }
        const value = pair.slice(equals + 1).trim();
        if (Math.abs(Number(value)) > largestNumber) {
          throw new LlmsimError(
            'LLMSIM_OPTION',
            `Numbers may be ${largestNumber} at most; found "${value}".`,
          );
        }
        return [pair.slice(0, equals).trim(), value];
      }),
  );
}
