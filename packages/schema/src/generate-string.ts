import { randomInteger } from './random.js';
import type { Constraints } from './constraints.js';
import { countCharacters } from './count-characters.js';
import { giveUp, type Found, type GenerationRun, type ValuePosition } from './generation-run.js';
import { generateMatch } from './pattern/generate-match.js';
import { sampleMachine } from './pattern/sample-machine.js';
import { walkDirectly } from './pattern/walk-directly.js';
import { plausibleText } from './plausible-values.js';
import { isFormat, makeFormat, shapesOfFormat } from './string-formats.js';

/** The longest text that is generated, in characters. */
const longest = 1_000_000;

/** How many more rounds than needed the repetitions of a pattern make, one attempt after the other. */
const stretches = [4, 0, 12];

/**
 * A text: out of the conversation, else the example of the property's description, else as usual for its name; and
 * where a pattern, a format or a length refuses these, one made for them.
 */
export function generateString(constraints: Constraints, place: ValuePosition, run: GenerationRun): Found {
  const { minLength, maxLength, patterns, formats } = constraints;
  const fits = (text: string) => {
    const length = countCharacters(text);
    return (
      length >= minLength &&
      length <= maxLength &&
      formats.every((format) => isFormat(format, text)) &&
      patterns.every((pattern) => run.scope.matches(pattern, text))
    );
  };
  if (minLength > maxLength)
    return giveUp(run, place, `minLength ${minLength} is above maxLength ${maxLength}`);
  if (minLength > longest) return giveUp(run, place, `minLength ${minLength} is above ${longest}`);
  run.scope.spend(minLength / 64);

  const mentioned = run.hints.takeText(place.name, formats[0], fits);
  if (mentioned !== undefined) return mentioned;

  const formatted = formats[0] === undefined ? undefined : makeFormat(formats[0], run.random);
  if (formatted !== undefined)
    return fits(formatted) ? formatted : generateMatching(fits, constraints, place, run);

  const example = exampleIn(constraints.description);
  if (example !== undefined && place.variety === 0 && fits(example)) return example;

  let text = plausibleText(place.name, run.random);
  if (place.variety > 1) text += ` ${1 + randomInteger(run.random, 10 ** Math.min(place.variety, 6))}`;
  if (fits(text)) return text;
  if (patterns.length === 0) return fitLength(text, minLength, maxLength);
  return generateMatching(fits, constraints, place, run);
}

/** A text for patterns, formats and a length. */
function generateMatching(
  fits: (text: string) => boolean,
  constraints: Constraints,
  place: ValuePosition,
  run: GenerationRun,
): Found {
  const { patterns, formats, minLength, maxLength } = constraints;
  // One pattern alone is followed part by part. That reads better than a walk through its states, and costs less.
  const only = patterns.length === 1 ? run.scope.pattern(patterns[0] as string) : undefined;
  if (only !== undefined) {
    for (const stretch of stretches) {
      run.scope.spend(2);
      const text = generateMatch(only, run.random, stretch);
      if (text === undefined) break;
      run.scope.spend(text.length / 64);
      if (fits(text)) return text;
    }
  }
  for (const shapes of shapesOf(formats)) {
    const machine = run.scope.machine([...patterns, ...shapes]);
    const text = sampleMachine(machine, { least: minLength, most: maxLength }, run.random, (steps) =>
      run.scope.spend(steps),
    );
    if (text !== undefined && fits(text)) return text;
    if (machine.isWhole) continue;
    const parsed = [...patterns, ...shapes].map((source) => run.scope.pattern(source));
    const walked = walkDirectly(
      parsed.filter((pattern) => pattern !== undefined),
      { least: minLength, most: maxLength },
      run.random,
      (steps) => run.scope.spend(steps),
    );
    if (walked !== undefined && fits(walked)) return walked;
  }
  return giveUp(run, place, `no text was found for ${describeDemands(constraints)}`);
}

/** The patterns to which texts of the formats are made: plain ones, then all that there are. */
function shapesOf(formats: readonly string[]): readonly (readonly string[])[] {
  const ofEach = formats.map(shapesOfFormat).filter((shapes) => shapes !== undefined);
  if (ofEach.length === 0) return [[]];
  return [ofEach.map(({ usual }) => usual), ofEach.map(({ any }) => any)];
}

function describeDemands({ patterns, formats, minLength, maxLength }: Constraints): string {
  const demands = [
    ...formats.map((format) => `the format "${format}"`),
    ...patterns.map((pattern) => `the pattern "${pattern}"`),
  ];
  if (minLength > 0) demands.push(`minLength ${minLength}`);
  if (maxLength < Infinity) demands.push(`maxLength ${maxLength}`);
  return demands.join(' and ');
}

/** Cuts a text, or goes on with it, so that it is as long as it should be. */
function fitLength(text: string, minLength: number, maxLength: number): string {
  if (text.length > maxLength) {
    const cut = text.slice(0, maxLength);
    const trimmed = cut.trimEnd();
    return trimmed.length >= minLength && trimmed !== '' ? trimmed : cut;
  }
  const piece = ` ${text}`;
  const longer = text + piece.repeat(Math.max(0, Math.ceil((minLength - text.length) / piece.length)));
  return longer.length > maxLength || longer.endsWith(' ') ? longer.slice(0, minLength) : longer;
}

/** What follows "e.g." in a description: "The city and state, e.g. San Francisco, CA" shows how to write one. */
function exampleIn(description: string | undefined): string | undefined {
  if (description === undefined) return undefined;
  const match = /\b(?:e\.g\.|for example|such as|example:)[,:]? ?["'`“]?([^"'`”()\n]{1,60})/i.exec(
    description.slice(0, 500),
  );
  // Of a list of examples the first; a sentence that goes on is no example.
  const [example = ''] = (match?.[1] ?? '').split(/\.\s|;|\bor\b|\band\b|, (?=[a-z])/);
  const trimmed = example.trim().replace(/[.,:]+$/, '');
  return trimmed === '' || trimmed.split(' ').length > 5 ? undefined : trimmed;
}
