import { providers } from '../providers.js';
import { textList } from './compound-types.js';
import { durationFlag } from './duration-type.js';
import { longestMs, milliseconds } from './latency-types.js';
import { origins } from './origins-type.js';
import { byteSize, choice, numberFrom, scalarType, text, wholeNumber, yesOrNo } from './scalar-types.js';
import { optionalSetting, setting } from './setting.js';

const mebibyte = 1024 * 1024;
const providerNames = Object.keys(providers) as (keyof typeof providers)[];
const timeout = numberFrom(1, longestMs);

const workers = scalarType({
  accepts: 'a whole number from 1 to 128, or auto',
  schema: { anyOf: [{ const: 'auto' }, wholeNumber(1, 128).schema] },
  ofValue: (value) => (value === 'auto' ? value : wholeNumber(1, 128).read(value, () => undefined)),
  ofText: (given) => (given === 'auto' ? given : wholeNumber(1, 128).readText?.(given, () => undefined)),
});

/** The rows of the table of settings that say where and how the server listens, and whom it answers. */
export const serverSettings = {
  'server.host': setting(text('an address of this machine or a name that resolves to one'), '127.0.0.1', {
    flag: '-H, --host <address>',
    description: 'The address to listen on; 0.0.0.0 listens on every address of this machine.',
    needsRestart: true,
  }),
  'server.port': setting(wholeNumber(0, 65_535), 8080, {
    flag: '-p, --port <number>',
    description: 'The port to listen on; 0 picks a free one.',
    needsRestart: true,
  }),
  'server.drain_timeout_ms': setting(milliseconds, 10_000, {
    flag: '--drain-timeout <duration>',
    flagType: durationFlag,
    description: 'How long open streams may continue after a signal to end.',
  }),
  'server.workers': setting(workers, 1, {
    flag: '-w, --workers <number>',
    description: 'How many processes serve; `auto` starts one per processor.',
    needsRestart: true,
  }),
  'server.alias': setting(choice([...providerNames, 'off']), 'openai', {
    description: 'The API that is also served under `/v1`.',
  }),
  'server.control_headers': setting(yesOrNo, true, {
    description: 'Whether `x-llmsim-*` request headers take effect.',
  }),
  'server.cors': setting(origins, ['*'], {
    description: 'Origins whose web pages may use the APIs.',
  }),
  'server.operations_cors': setting(origins, [], {
    description: 'Origins whose web pages may read `/llmsim/*`, `/metrics`, `/health` and `/ready`.',
  }),
  'server.operations_key': optionalSetting(text('a key'), {
    secret: 'value',
    description:
      'The key that `/llmsim/*` and `/metrics` require. Without it, if there are API keys, they answer this machine only.',
  }),
  'server.allowed_hosts': setting(textList(text('a host name'), 'a list of host names, or "*" for any'), [], {
    description:
      'Host names, besides localhost, under which a server on loopback serves `/llmsim/*` and `/metrics`.',
  }),
  'server.tenants': setting(choice(['key', 'none']), 'key', {
    description:
      'What separates stored data: `key` shows it only to the API key that stored it, `none` shows it to everybody.',
  }),
  'server.headers_timeout_ms': setting(timeout, 30_000, {
    description: 'How long a client may take to send the headers of a request.',
    needsRestart: true,
  }),
  'server.request_timeout_ms': setting(timeout, 120_000, {
    description: 'How long a client may take to send a whole request.',
    needsRestart: true,
  }),
  'server.keep_alive_timeout_ms': setting(timeout, 75_000, {
    description: 'How long a connection may wait for its next request.',
    needsRestart: true,
  }),
  'server.idle_timeout_ms': setting(timeout, 120_000, {
    description: 'How long a client may leave data unread before it is disconnected.',
    needsRestart: true,
  }),
  'server.max_connections': setting(wholeNumber(1), 10_000, {
    description: 'How many connections may be open at once; further ones get 503.',
    needsRestart: true,
  }),
  'server.max_streams': setting(wholeNumber(1), 10_000, {
    description: 'How many replies may stream at once; further ones get 503.',
  }),
  'server.max_websockets': setting(wholeNumber(1), 1000, {
    description: 'How many WebSockets may be open at once; further ones get 503.',
  }),
  'server.requests_log': setting(wholeNumber(0, 1_000_000), 1000, {
    description: 'How many finished requests `/llmsim/requests` keeps; 0 turns it off.',
    needsRestart: true,
  }),
  'server.requests_log_chunks': setting(yesOrNo, false, {
    description:
      'Whether `/llmsim/requests` records when each chunk of a stream was sent, for `llmsim calibrate`.',
    needsRestart: true,
  }),
  'server.body_limit': setting(byteSize(512 * mebibyte), 32 * mebibyte, {
    description: 'The largest request body, in bytes or as in 32MiB.',
  }),
  'server.value_limit': setting(wholeNumber(32_768), 1_000_000, {
    description:
      'How many values the JSON of a request may have: objects, lists, texts, numbers and the like, at all levels.',
  }),
  'server.reply_limit': setting(byteSize(64 * 1024 * mebibyte), 32 * mebibyte, {
    description:
      'How large the reply to one request may be, with all choices, tokens and log probabilities; a request for more gets 400.',
  }),
  'server.buffer_limit': setting(byteSize(64 * 1024 * mebibyte), 128 * mebibyte, {
    description:
      'How much of unfinished bodies and waiting messages is buffered, over all connections; clients beyond that wait.',
    needsRestart: true,
  }),
} as const;
