import { randomInteger } from './random.js';
import type { Constraints } from './constraints.js';
import { countCharacters } from './count-characters.js';
import { giveUp, noValue, type Found, type GenerationRun, type Place } from './generation-run.js';
import { generateMatch } from './pattern/generate-match.js';
import { plausibleText } from './plausible-values.js';
import { isFormat, makeFormat } from './string-formats.js';

/** The longest text that is generated, in characters. */
const longest = 1_000_000;

/**
 * A text: out of the conversation, else the example of the property's description, else as usual for its name; and
 * where a pattern, a format or a length refuses these, one made for them.
 */
export function generateString(constraints: Constraints, place: Place, run: GenerationRun): Found {
  const { minLength, maxLength, patterns, format } = constraints;
  const fits = (text: string) => {
    const length = countCharacters(text);
    return (
      length >= minLength &&
      length <= maxLength &&
      (format === undefined || isFormat(format, text)) &&
      patterns.every((pattern) => run.scope.matches(pattern, text))
    );
  };
  if (minLength > maxLength)
    return giveUp(run, place, `minLength ${minLength} is above maxLength ${maxLength}`);
  if (minLength > longest) return giveUp(run, place, `minLength ${minLength} is above ${longest}`);
  run.scope.spend(minLength / 64);

  const mentioned = run.hints.takeText(place.name, format, fits);
  if (mentioned !== undefined) return mentioned;

  const formatted = format === undefined ? undefined : makeFormat(format, run.random);
  if (formatted !== undefined) return generateFormatted(formatted, fits, constraints, place, run);

  const example = exampleIn(constraints.description);
  if (example !== undefined && place.variety === 0 && fits(example)) return example;

  let text = plausibleText(place.name, run.random);
  if (place.variety > 1) text += ` ${1 + randomInteger(run.random, 10 ** Math.min(place.variety, 6))}`;
  if (fits(text)) return text;
  if (patterns.length === 0) return fitLength(text, minLength, maxLength);
  return generateMatching(constraints, fits, place, run);
}

function generateFormatted(
  first: string,
  fits: (text: string) => boolean,
  constraints: Constraints,
  place: Place,
  run: GenerationRun,
): Found {
  let text: string | undefined = first;
  for (let attempt = 0; attempt < 20 && text !== undefined; attempt += 1) {
    if (fits(text)) return text;
    text = makeFormat(constraints.format ?? '', run.random);
  }
  // zod writes the pattern of a format beside it, so that either is enough to build on.
  const matching = generateMatching(constraints, fits, place, run);
  if (matching !== noValue) return matching;
  return giveUp(run, place, `no text of format "${constraints.format}" fits its length or pattern`);
}

function generateMatching(
  constraints: Constraints,
  fits: (text: string) => boolean,
  place: Place,
  run: GenerationRun,
): Found {
  const { patterns, minLength } = constraints;
  let failures = 0;
  for (let attempt = 0; attempt < 40 && failures < 3 && patterns.length > 0; attempt += 1) {
    run.scope.spend(2);
    const pattern = run.scope.pattern(patterns[attempt % patterns.length] as string);
    // As short as can be, a little longer, and as long as is needed, in turn.
    const stretch = [4, 0, minLength, 12, 2 * minLength][attempt % 5] ?? 0;
    const text = generateMatch(pattern, run.random, stretch);
    if (text === undefined) {
      failures += 1;
    } else {
      run.scope.spend(text.length / 64);
      if (fits(text)) return text;
    }
  }
  return giveUp(
    run,
    place,
    `no text was found for the pattern ${patterns.map((pattern) => `"${pattern}"`).join(' and ')}`,
  );
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
