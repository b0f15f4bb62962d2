import { generateValue } from '../generate-value.js';
import { randomInteger, type Random } from '../random.js';
import { GrammarError } from './grammar-error.js';
import { measureHeights } from './measure-heights.js';
import { parseLark, type LarkGrammar, type LarkNode } from './parse-lark.js';

/** A grammar that a text must follow. */
export interface Grammar {
  /** A regular expression that all of the text matches, or Lark's notation with a rule `start`. */
  readonly syntax: 'regex' | 'lark';
  readonly definition: string;
}

/** From this depth and this number of parts on, only the shortest way to the end is taken. */
const deepest = 12;
const manyParts = 300;
/** How many rounds more than needed a repetition makes at most. */
const stretch = 2;
/** Longer grammars are refused: reading one holds the event loop. UTF-16 units. */
const longestDefinition = 32_768;
/** The most parts of a text: what needs more is refused. */
const mostParts = 10_000;

/**
 * A text of a grammar.
 * @throws GrammarError if the grammar is wrong, has no text, or only very long ones
 */
export function generateText(grammar: Grammar, random: Random): string {
  checkLength(grammar);
  if (grammar.syntax === 'regex') return matchOf(grammar.definition, random);
  return composeText(parseLark(grammar.definition), random);
}

/** What is wrong with a grammar; `undefined`: nothing. */
export function grammarProblem(grammar: Grammar): string | undefined {
  try {
    checkLength(grammar);
    if (grammar.syntax === 'regex') checkPattern(grammar.definition);
    else checkNames(parseLark(grammar.definition));
    return undefined;
  } catch (error) {
    if (error instanceof GrammarError) return error.message;
    throw error;
  }
}

function checkLength({ definition }: Grammar): void {
  if (definition.length > longestDefinition) {
    throw new GrammarError(
      `it has ${definition.length} characters; at most ${longestDefinition} are accepted`,
    );
  }
}

function composeText(grammar: LarkGrammar, random: Random): string {
  checkNames(grammar);
  const heightOf = measureHeights(grammar.definitions);
  const divider = grammar.ignored.some((node) => takesSpace(node, grammar)) ? ' ' : '';
  let parts = 0;
  let text = '';
  const isFree = (depth: number) => depth < deepest && parts < manyParts;
  const add = (terminal: string): void => {
    if (terminal !== '') text += (text === '' ? '' : divider) + terminal;
  };

  function write(node: LarkNode, depth: number, emit: (terminal: string) => void): void {
    parts += 1;
    if (parts > mostParts) throw new GrammarError('its texts are too long to make one');
    switch (node.type) {
      case 'text':
        emit(node.text);
        return;
      case 'pattern':
        emit(matchOf(node.pattern, random));
        return;
      case 'name': {
        const definition = grammar.definitions.get(node.name) as LarkNode;
        if (!isTerminal(node.name)) {
          write(definition, depth + 1, emit);
          return;
        }
        // What is inside of a terminal stands together.
        let terminal = '';
        write(definition, depth + 1, (piece) => (terminal += piece));
        emit(terminal);
        return;
      }
      case 'sequence':
        for (const part of node.nodes) write(part, depth, emit);
        return;
      case 'either': {
        const finite = node.branches.filter((branch) => heightOf(branch) < Infinity);
        const shortest = Math.min(...finite.slice(0, 1000).map(heightOf));
        const open = isFree(depth) ? finite : finite.filter((branch) => heightOf(branch) === shortest);
        write(open[randomInteger(random, open.length)] as LarkNode, depth, emit);
        return;
      }
      case 'repeat': {
        const spare =
          isFree(depth) && heightOf(node.node) < Infinity ? Math.min(node.most - node.least, stretch) : 0;
        const rounds = node.least + (spare > 0 ? randomInteger(random, spare + 1) : 0);
        for (let round = 0; round < rounds; round += 1) write(node.node, depth, emit);
        return;
      }
    }
  }

  const start: LarkNode = { type: 'name', name: 'start' };
  if (heightOf(start) === Infinity) throw new GrammarError("'start' never comes to an end");
  write(start, 0, add);
  return text;
}

function isTerminal(name: string): boolean {
  return name === name.toUpperCase();
}

/** Whether a space alone is what may stand between terminals. */
function takesSpace(node: LarkNode, { definitions }: LarkGrammar): boolean {
  if (node.type === 'text') return node.text === ' ';
  if (node.type === 'pattern') return /^(\[[^\]]*[ s]|\\s| )/.test(node.pattern);
  if (node.type === 'repeat') return takesSpace(node.node, { definitions, ignored: [] });
  if (node.type === 'either')
    return node.branches.some((branch) => takesSpace(branch, { definitions, ignored: [] }));
  const definition = node.type === 'name' ? definitions.get(node.name) : undefined;
  return (
    definition !== undefined &&
    definition.type !== 'name' &&
    takesSpace(definition, { definitions, ignored: [] })
  );
}

function checkNames({ definitions, ignored }: LarkGrammar): void {
  if (!definitions.has('start')) throw new GrammarError("there is no rule 'start'");
  const waiting: LarkNode[] = [...definitions.values(), ...ignored];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.type === 'name' && !definitions.has(node.name)) {
      throw new GrammarError(`'${node.name}' is used and not defined`);
    }
    if (node.type === 'pattern') checkPattern(node.pattern);
    else if (node.type === 'sequence') for (const part of node.nodes) waiting.push(part);
    else if (node.type === 'either') for (const branch of node.branches) waiting.push(branch);
    else if (node.type === 'repeat') {
      if (node.most < node.least)
        throw new GrammarError(`a repetition of ${node.least} to ${node.most} is empty`);
      waiting.push(node.node);
    }
  }
}

/** Flags in front, as Rust has them. They are read and only make the language larger, so they have no effect here. */
const flagsInFront = /^\(\?[imsuxU]+\)/;

/** The expressions are Rust's: without look-around and references back. @throws GrammarError */
function checkPattern(pattern: string): void {
  if (/\(\?<?[=!]/.test(pattern))
    throw new GrammarError(`the pattern /${pattern}/ has look-around, which is not supported`);
  if (/\\[1-9]/.test(pattern))
    throw new GrammarError(`the pattern /${pattern}/ refers back, which is not supported`);
  // What JavaScript writes otherwise or does not have.
  const source = pattern
    .replace(flagsInFront, '')
    .replaceAll('(?P<', '(?<')
    .replace(/\(\?[imsuxU]*(?:-[imsuxU]+)?:/g, '(?:')
    .replace(/\\[Az]/g, '');
  try {
    new RegExp(source, 'u');
  } catch {
    try {
      new RegExp(source);
    } catch {
      throw new GrammarError(`the pattern /${pattern}/ is not a regular expression`);
    }
  }
}

function matchOf(pattern: string, random: Random): string {
  checkPattern(pattern);
  const source = pattern
    .replace(flagsInFront, '')
    .replace(/^\^/, '')
    .replace(/(^|[^\\])\$$/, '$1');
  try {
    return generateValue({ type: 'string', pattern: `^(?:${source})$` }, random) as string;
  } catch (error) {
    throw new GrammarError(
      `no text matches the pattern /${pattern}/: ${error instanceof Error ? error.message : ''}`,
    );
  }
}
