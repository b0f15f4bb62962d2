import { grammarProblem, type Grammar } from '@llmsim/core';
import { pathOf, readRequiredText, refuse, refuseValue } from './request-reader.js';
import type { Fields, Place } from './request-reader.js';

/**
 * Reads the grammar of a custom tool: `definition` and `syntax`.
 * @param place - where the object with both stands
 * @throws RequestError, also if the definition is wrong
 */
export function readGrammar(source: Fields, place: Place): Grammar {
  const definition = readRequiredText(source, 'definition', place);
  const syntax = readRequiredText(source, 'syntax', place);
  if (syntax !== 'lark' && syntax !== 'regex') {
    refuseValue(syntax, pathOf(place, 'syntax'), ['lark', 'regex']);
  }
  const grammar: Grammar = { syntax, definition };
  const problem = grammarProblem(grammar);
  if (problem !== undefined) {
    const path = pathOf(place, 'definition');
    refuse(`Invalid '${path}': the ${syntax} grammar is not valid: ${problem}.`, path, 'invalid_value');
  }
  return grammar;
}
