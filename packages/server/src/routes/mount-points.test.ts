import type { Endpoint, Provider } from '@llmsim/core';
import { findMount, mountPoints, standsAt } from './mount-points.js';

const provider = (name: string, basePath: string, paths: readonly string[], rootPaths?: readonly string[]) =>
  ({
    name,
    basePath,
    rootPaths,
    endpoints: paths.map((path) => ({ path }) as Endpoint),
    encodeFailure: () => ({ status: 400, headers: {}, body: '' }),
  }) satisfies Provider;

const chat = provider('chat', '/chat/v1', ['/completions', '/models']);
const letters = provider('letters', '/letters', ['/v1/letters', '/v1/models'], ['/v1/letters']);
const ownerOf = (alias: string | undefined, path: string) =>
  findMount(mountPoints([chat, letters], alias), path)?.provider.name;

describe('the paths of providers', () => {
  it.each([
    ['/chat/v1/completions', 'chat'],
    ['/chat/v1', 'chat'],
    ['/chat/v10', undefined],
    ['/letters/v1/models', 'letters'],
    ['/v1/letters', 'letters'],
    ['/v1/letters/count', 'letters'],
    ['/v1/lettersize', 'chat'],
    ['/v1/models', 'chat'],
    ['/metrics', undefined],
  ])('%s is of %s', (path, owner) => {
    expect(ownerOf('chat', path)).toBe(owner);
  });

  it('at the root are those that a provider asks for, and no others', () => {
    expect(ownerOf(undefined, '/v1/letters')).toBe('letters');
    expect(ownerOf(undefined, '/v1/models')).toBeUndefined();
    const [, , root] = mountPoints([chat, letters], undefined);
    expect(root && standsAt(root, '/v1/letters')).toBe(true);
    expect(root && standsAt(root, '/v1/models')).toBe(false);
  });

  it('at the root leave other things there, where a whole provider is aliased to it', () => {
    expect(ownerOf('letters', '/v1/models')).toBe('letters');
    expect(ownerOf('letters', '/metrics')).toBeUndefined();
    expect(ownerOf('letters', '/llmsim/stats')).toBeUndefined();
  });
});
