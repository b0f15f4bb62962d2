import { commandName } from '../command-name.js';

/** Names that files for the Rust program llmsim have for generators, with ours. */
export const earlierGenerators: ReadonlyMap<string, string> = new Map([
  ['random', 'random-words'],
  ['random_word', 'random-words'],
  // There it counts; ours of the name has texts, and cannot be without them.
  ['sequence', 'count'],
]);

/** Names that they have for latency profiles. */
export const earlierProfiles: ReadonlyMap<string, string> = new Map([
  ['gpt5', 'gpt-5'],
  ['gpt5-mini', 'gpt-5-mini'],
  ['gpt4', 'gpt-4'],
  ['gpt4o', 'gpt-4o'],
  ['o3', 'o-series'],
  ['o4', 'o-series'],
  ['opus', 'claude-opus'],
  ['sonnet', 'claude-sonnet'],
  ['haiku', 'claude-haiku'],
  ['gemini', 'gemini-pro'],
  ['deepseek-chat', 'deepseek'],
]);

/** Settings of theirs that have another name here. */
export const earlierSettings: ReadonlyMap<string, string> = new Map([
  ['server.max_websocket_connections', 'server.max_websockets'],
]);

/** Settings of theirs that are not here, with what to do instead: a sentence. */
export const missingSettings: ReadonlyMap<string, string> = new Map([
  [
    'response.script_path',
    `Convert the script with: ${commandName()} scenario convert script.json > scenarios.yaml, and give "scenarios: [scenarios.yaml]".`,
  ],
]);
