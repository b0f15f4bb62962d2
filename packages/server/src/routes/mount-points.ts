import { LlmsimError, type Provider } from '@llmsim/core';

/** A provider, and where its paths begin. */
export interface MountPoint {
  readonly provider: Provider;
  readonly at: string;
}

/**
 * Each provider at its base path, and one again where it is aliased.
 * @throws LlmsimError LLMSIM_OPTION for an alias of no provider
 */
export function mountPoints(
  providers: readonly Provider[],
  alias: string | undefined,
): readonly MountPoint[] {
  const mounts = providers.map((provider) => ({ provider, at: provider.basePath }));
  if (alias === undefined) return mounts;
  const aliased = mounts.find(({ provider }) => provider.name === alias);
  if (aliased !== undefined) return [...mounts, { ...aliased, at: aliased.at.replace(`/${alias}`, '') }];
  const names = providers.map(({ name }) => name).join(', ');
  throw new LlmsimError('LLMSIM_OPTION', `The alias "${alias}" is no provider. There are: ${names}.`);
}
