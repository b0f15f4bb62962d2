import { loadSettings } from '../config/load-settings.js';
import { warnOfExposedKeys } from './warn-of-exposed-keys.js';

async function warningsFor(sources: Partial<Parameters<typeof loadSettings>[0]>): Promise<readonly string[]> {
  const warnings: string[] = [];
  const loaded = await loadSettings({ environment: {}, flags: {}, ...sources });
  const ignore = () => undefined;
  const warn = (message: string) => warnings.push(message);
  warnOfExposedKeys(loaded, { error: ignore, warn, info: ignore, request: ignore });
  return warnings;
}

it('warns of API keys on the command line, and does not repeat them', async () => {
  const [warning, ...others] = await warningsFor({ flags: { 'auth.api_keys': 'sk-secret' } });
  expect(warning).toMatch(
    /^--api-key shows its keys in the list of processes; use --api-key-file or LLMSIM_/,
  );
  expect(warning).not.toContain('sk-secret');
  expect(others).toEqual([]);
});

it('has nothing against API keys in the environment, or none', async () => {
  expect(await warningsFor({ environment: { LLMSIM_AUTH_API_KEYS: 'sk-secret' } })).toEqual([]);
  expect(await warningsFor({})).toEqual([]);
});
