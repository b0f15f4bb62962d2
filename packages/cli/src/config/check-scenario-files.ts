import { readScenarioFiles } from '../composition/read-scenario-files.js';
import { ConfigError } from './config-error.js';

/**
 * Says whether scenario files can be used. What reads them is loaded only if there are any.
 * @returns what may surprise in them, a line each
 * @throws ConfigError with all that is wrong, and where
 */
export async function checkScenarioFiles(files: readonly string[]): Promise<readonly string[]> {
  if (files.length === 0) return [];
  const { describeProblem, loadScenarios, ScenarioError } = await import('@llmsim/scenarios');
  const sources = readScenarioFiles(files).filter((source) => 'text' in source);
  try {
    return loadScenarios(...sources).warnings.map(describeProblem);
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    throw new ConfigError(
      error.problems.map(({ level, message, place }) => ({
        place: place === undefined ? 'scenarios' : `${place.file}:${place.line}:${place.column}`,
        path: level,
        what: message,
      })),
    );
  }
}
