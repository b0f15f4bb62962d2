import type { Endpoint, Provider } from '@llmsim/core';
import { formatStartupMessage } from './format-startup-message.js';

const endpoint = (path: string) => ({ type: 'lookup', method: 'GET', path }) as Endpoint;
const provider = (name: string, ...paths: string[]): Provider => ({
  name,
  basePath: `/${name}/v1`,
  endpoints: paths.map(endpoint),
  encodeFailure: () => {
    throw new Error('nothing fails here');
  },
});
const base = {
  version: '1.2.3',
  command: 'npx @llmsim/cli',
  url: 'http://127.0.0.1:8080',
  logFile: undefined,
  colors: false,
};

it('shows each provider with the beginnings of its paths, once', () => {
  const providers = [provider('openai', '/models', '/models/*model', '/responses', '/responses/:id/cancel')];
  const text = formatStartupMessage({ ...base, providers });
  expect(text).toContain('llmsim 1.2.3 listens on http://127.0.0.1:8080\n');
  expect(text).toContain('  http://127.0.0.1:8080/openai/v1\n    /models  /responses\n');
});

it.each([
  ['http://0.0.0.0:8080', 'http://127.0.0.1:8080'],
  ['http://[::]:8080', 'http://[::1]:8080'],
  ['http://[::1]:8080', 'http://[::1]:8080'],
  ['http://localhost:8080', 'http://localhost:8080'],
])('of a server on %s says what can be reached, %s', (url, reachable) => {
  const text = formatStartupMessage({ ...base, url, providers: [] });
  expect(text).toContain(`listens on ${url}\n`);
  expect(text).toContain(`curl -N ${reachable}/openai/v1/chat/completions`);
});

it('says how to watch it, with a command that exists where it runs', () => {
  const text = formatStartupMessage({ ...base, command: 'npm run llmsim --', providers: [] });
  expect(text).toContain('\nnpm run llmsim -- tui http://127.0.0.1:8080 shows what it does');
});

it('says where the log is', () => {
  expect(formatStartupMessage({ ...base, logFile: '/tmp/a.log', providers: [] })).toContain(
    'The log is in /tmp/a.log\n',
  );
});

it('has the same text with colours and without', () => {
  const providers = [provider('openai', '/models')];
  const colored = formatStartupMessage({ ...base, colors: true, providers });
  const plain = formatStartupMessage({ ...base, providers });
  expect(colored).not.toBe(plain);
  // eslint-disable-next-line no-control-regex
  expect(colored.replace(/\u001b\[\d+m/g, '')).toBe(plain);
});

it('fits a screen of 80 columns and 24 lines, however many paths there are', () => {
  const paths = Array.from({ length: 12 }, (_, index) => `/some/endpoint-${index}`);
  const lines = formatStartupMessage({ ...base, providers: [provider('openai', ...paths)] }).split('\n');
  expect(lines.length).toBeLessThanOrEqual(24);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(86);
});
