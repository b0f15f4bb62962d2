import { isLlmsimError } from '@llmsim/core';
import { ConfigError } from './config-error.js';

const port = { place: 'a.yaml:2:3', path: 'server.port', what: 'found 1.5; accepted: a whole number.' };
const file = { place: 'b.yaml', path: '', what: 'there is no such file.' };

it('puts one mistake on one line', () => {
  expect(new ConfigError([port]).message).toBe(
    'a.yaml:2:3: server.port: found 1.5; accepted: a whole number.',
  );
  expect(new ConfigError([file]).message).toBe('b.yaml: there is no such file.');
});

it('gives each of several mistakes a line', () => {
  expect(new ConfigError([port, file]).message.split('\n')).toEqual([
    '2 settings are wrong:',
    '  a.yaml:2:3: server.port: found 1.5; accepted: a whole number.',
    '  b.yaml: there is no such file.',
  ]);
});

it('shows fifty mistakes, and how many more there are', () => {
  const lines = new ConfigError(Array.from({ length: 100_000 }, () => port)).message.split('\n');
  expect(lines).toHaveLength(52);
  expect(lines[0]).toBe('100000 settings are wrong:');
  expect(lines.at(-1)).toBe('  and 99950 more.');
});

it('is an error of llmsim and carries the mistakes', () => {
  const error = new ConfigError([port, file]);
  expect(isLlmsimError(error)).toBe(true);
  expect(error).toMatchObject({ code: 'LLMSIM_CONFIG', mistakes: [port, file] });
});
