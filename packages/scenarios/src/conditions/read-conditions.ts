import type { Reader } from '../file/reader.js';
import type { Source } from '../file/source.js';
import type { Condition } from './condition.js';
import { readApi, readEndpoint, readModel } from './name-conditions.js';
import { readAttempt, readImages, readTurn } from './plain-conditions.js';
import { readHeaders, readMetadata, readSystem, readUser } from './text-conditions.js';
import { readToolResult, readTools } from './tool-conditions.js';

type Read = (source: Source, reader: Reader) => Condition | readonly Condition[] | undefined;

/** Every condition there is, by its key in the file. Cheap ones first: they are tested in this order. */
const readers: Readonly<Record<string, Read>> = {
  model: readModel,
  api: readApi,
  endpoint: readEndpoint,
  turn: readTurn,
  attempt: readAttempt,
  images: readImages,
  tools: readTools,
  headers: readHeaders,
  metadata: readMetadata,
  tool_result: readToolResult,
  user: readUser,
  system: readSystem,
};

/** The keys of `when`. */
export const conditionNames: readonly string[] = Object.keys(readers);

/** Reads `when`: all of its conditions must hold. */
export function readConditions(source: Source, reader: Reader): readonly Condition[] {
  if (source.value === undefined) return [];
  if (
    reader.mapping(source, conditionNames, `a mapping with any of ${conditionNames.join(', ')}`) === undefined
  ) {
    return [];
  }
  return Object.entries(readers).flatMap(([name, read]) => read(source.at(name), reader) ?? []);
}
