import { LlmsimError, type Provider } from '@llmsim/core';

/** A provider, and where its paths begin. */
export interface MountPoint {
  readonly provider: Provider;
  readonly at: string;
  /** The paths at which, and below which, what is not there is refused in the provider's words. */
  readonly owns: readonly string[];
}

/**
 * Each provider at its base path, one again where it is aliased, and those at the root that have paths there.
 * @throws LlmsimError LLMSIM_OPTION for an alias of no provider
 */
export function mountPoints(
  providers: readonly Provider[],
  alias: string | undefined,
): readonly MountPoint[] {
  const mounts = providers.map((provider) => mountAt(provider, provider.basePath));
  const atRoot = providers.flatMap((provider) =>
    provider.rootPaths === undefined ? [] : [{ provider, at: '', owns: provider.rootPaths }],
  );
  if (alias === undefined) return [...mounts, ...atRoot];
  const aliased = providers.find(({ name }) => name === alias);
  if (aliased !== undefined) {
    return [...mounts, mountAt(aliased, aliased.basePath.replace(`/${alias}`, '')), ...atRoot];
  }
  const names = providers.map(({ name }) => name).join(', ');
  throw new LlmsimError('LLMSIM_OPTION', `The alias "${alias}" is no provider. There are: ${names}.`);
}

/** At the root itself a provider owns only what its paths begin with: other things stand there too. */
function mountAt(provider: Provider, at: string): MountPoint {
  if (at !== '') return { provider, at, owns: [at] };
  const beginnings = provider.endpoints.map(({ path }) => `/${path.split('/')[1] ?? ''}`);
  return { provider, at, owns: [...new Set(beginnings)] };
}

/** Whether an endpoint of a provider stands at a mount point: at the root there are only those that belong there. */
export function standsAt({ at, owns }: MountPoint, path: string): boolean {
  return at !== '' || owns.some((beginning) => isBelow(path, beginning));
}

/** The mount point that owns a path: the one that says most of it. */
export function findMount(mounts: readonly MountPoint[], path: string): MountPoint | undefined {
  let found: MountPoint | undefined;
  let longest = -1;
  for (const mount of mounts) {
    for (const beginning of mount.owns) {
      if (beginning.length <= longest || !isBelow(path, beginning)) continue;
      found = mount;
      longest = beginning.length;
    }
  }
  return found;
}

function isBelow(path: string, beginning: string): boolean {
  return path.startsWith(beginning) && (path.length === beginning.length || path[beginning.length] === '/');
}
