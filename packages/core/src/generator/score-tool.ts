import { singularOf, wordsOfName } from '@llmsim/schema';
import type { ToolDeclaration } from '../turn/sim-request.js';

/** How much a word of the message counts that is found in the tool. */
const weights = { name: 3, description: 2, value: 2, parameter: 1 };

/** Below this a tool has nothing to do with the message. */
const leastScore = 2;

/** How much of the message and of a description is read, in UTF-16 units. */
const readLength = 2_000;
const describedLength = 500;

/** Words that say nothing of what a message or a tool is about. */
const emptyWords = new Set(
  (
    'a about above after again all also am an and another any anyone are as ask at available based be because been ' +
    'before being below best between both but by call called can could current currently data day details do does ' +
    'done each else etc every few following for from function further general get getting give given gives go good ' +
    'had has have having he hello help her here hey hi him his how i if in info information input into is it its ' +
    'just know latest let like list look looks lot made make many may me more most much must my name need needs new ' +
    'no not now of off ok on one only or other our out over own perform please provide provided provides put ' +
    'question quick request result results return returns run said same say see set she should show simple so some ' +
    'something specific specified still such take tell than thank thanks that the their them then there these they ' +
    'thing this those through to today too tool two under until up upon us use used useful user users uses using ' +
    'value very via want was way we well were what when where whether which while who whom whose why will with ' +
    'within without would yes you your'
  ).split(' '),
);

/** Words by which people ask for something that tools have another name for. */
const otherNames: Readonly<Record<string, string>> = {
  plus: 'add',
  sum: 'add',
  minus: 'subtract',
  times: 'multiply',
  multiplied: 'multiply',
  divided: 'divide',
  temperature: 'weather',
  forecast: 'weather',
  rain: 'weather',
  mail: 'email',
};

const questionTools = new Set([
  'search',
  'lookup',
  'query',
  'find',
  'retrieve',
  'retrieval',
  'browse',
  'question',
  'knowledge',
]);
const arithmeticTools = new Set([
  'calculator',
  'calculate',
  'calc',
  'math',
  'expression',
  'evaluate',
  'arithmetic',
]);

/** What a message is about. Made once for all tools that are compared with it. */
export interface MessageWords {
  readonly words: ReadonlySet<string>;
  /** Of the words with six letters and more, their beginnings with what follows. */
  readonly endings: ReadonlyMap<string, readonly string[]>;
  readonly isQuestion: boolean;
  readonly isArithmetic: boolean;
  readonly numbers: number;
}

/** Reads what a message is about. */
export function readMessageWords(message: string): MessageWords {
  const text = message.slice(0, readLength);
  const words = new Set<string>();
  for (const word of contentWords(text)) {
    words.add(word);
    if (Object.hasOwn(otherNames, word)) words.add(otherNames[word] as string);
  }
  const endings = new Map<string, string[]>();
  for (const word of words) {
    if (word.length < 6) continue;
    const start = word.slice(0, 6);
    const known = endings.get(start);
    if (known === undefined) endings.set(start, [word.slice(6)]);
    else known.push(word.slice(6));
  }
  return {
    words,
    endings,
    isQuestion: text.includes('?'),
    isArithmetic: /\d\s{0,3}[-+*/×÷^]\s{0,3}\(?\d/.test(text),
    numbers: text.match(/\d+/g)?.length ?? 0,
  };
}

/** How well a tool fits a message: 0 when it has nothing to do with it, at least 3 when its name was mentioned. */
export function scoreTool(tool: ToolDeclaration, message: MessageWords): number {
  const scored = new Map<string, number>();
  const count = (words: Iterable<string>, weight: number) => {
    for (const word of words)
      if (isMentioned(word, message)) scored.set(word, Math.max(weight, scored.get(word) ?? 0));
  };
  const nameWords = wordsOfName(tool.name).map(stem);
  count(
    nameWords.filter((word) => !emptyWords.has(word)),
    weights.name,
  );
  count(contentWords((tool.description ?? '').slice(0, describedLength)), weights.description);

  const parameters = tool.type === 'function' ? readParameters(tool.parameters) : [];
  for (const { words, values } of parameters) {
    count(
      words.filter((word) => !emptyWords.has(word)),
      weights.parameter,
    );
    count(values.flatMap(contentWords), weights.value);
  }
  let score = 0;
  for (const weight of scored.values()) score += weight;

  // What a tool is for can show in its parameters only: a query asks, an expression is computed.
  const all = [...nameWords, ...parameters.flatMap(({ words }) => words)];
  if (message.isQuestion && all.some((word) => questionTools.has(word))) score += weights.description;
  if (message.isArithmetic && all.some((word) => arithmeticTools.has(word))) score += weights.name;
  const needed = parameters.filter(({ isRequired }) => isRequired);
  const takesNumbers = needed.length > 0 && needed.every(({ isNumber }) => isNumber);
  if (takesNumbers && message.numbers >= needed.length) score += weights.description;
  return score < leastScore ? 0 : score;
}

interface Parameter {
  readonly words: readonly string[];
  readonly values: readonly string[];
  readonly isNumber: boolean;
  readonly isRequired: boolean;
}

function readParameters(schema: unknown): readonly Parameter[] {
  if (!isRecord(schema) || !isRecord(schema['properties'])) return [];
  const required = new Set<unknown>(Array.isArray(schema['required']) ? schema['required'] : []);
  return Object.entries(schema['properties'])
    .slice(0, 40)
    .map(([name, property]) => {
      const { enum: members, type } = isRecord(property) ? property : {};
      return {
        words: wordsOfName(name).map(stem),
        values: Array.isArray(members)
          ? members.slice(0, 40).filter((member) => typeof member === 'string')
          : [],
        isNumber: type === 'number' || type === 'integer',
        isRequired: required.has(name),
      };
    });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function contentWords(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word.length > 1 && !emptyWords.has(word))
    .map(stem);
}

function stem(word: string): string {
  if (word.length > 5 && word.endsWith('ing')) return word.slice(0, -3);
  return singularOf(word);
}

/** The word itself, or one that begins with the same six letters and ends a little differently: calculate, calculator. */
function isMentioned(word: string, message: MessageWords): boolean {
  if (message.words.has(word)) return true;
  if (word.length < 6 || word.length > 11) return false;
  return message.endings.get(word.slice(0, 6))?.some((ending) => ending.length <= 5) ?? false;
}
