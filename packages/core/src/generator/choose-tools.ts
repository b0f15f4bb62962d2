import { wordsOfName } from '@llmsim/schema';
import type { ToolDeclaration } from '../turn/sim-request.js';
import { readMessageWords, scoreTool } from './score-tool.js';
import { changesAskedFor, changesOf, isAskedFor } from './tool-effect.js';

/** A tool of which a word of the name was mentioned fits well enough to be called beside another. */
const strongScore = 3;

/** How much of a message is searched for names of tools, in UTF-16 units. */
const readLength = 2_000;

/** The most parts of a message that are looked at for a wish of their own. */
const mostWishes = 8;

/**
 * The tools that a message asks for, in the order of the calls; none if it has to do with none of them.
 *
 * 1. Tools that the message speaks of as tools are called, and no others: "use the bash tool to list files",
 *    "call get_weather".
 * 2. Else one tool is called: the first whose whole name the message has, or the one that shares most words with the
 *    message by its name, parameters and description. Of those that fit at least half as well as the best, one that
 *    only reads goes before one that writes, unless the message asks for a change: then one that makes it comes first.
 * 3. Further tools are called only where the message asks for more, in parts joined by "and", "then", a comma or the
 *    like, and such a part has the name, or a word of the name, of another tool: "get the weather and send an email".
 * @param text - the last message of the user
 */
export function chooseTools(tools: readonly ToolDeclaration[], text: string): readonly ToolDeclaration[] {
  const named = findNamed(tools, text.slice(0, readLength));
  const demanded = named.filter(({ isDemanded }) => isDemanded);
  if (demanded.length > 0) return demanded.map(({ tool }) => tool);

  const chooseOf = (part: string, leastScore: number) =>
    named.length > 0 ? findNamed(tools, part)[0]?.tool : chooseTool(tools, part, leastScore);
  const first = chooseOf(text, 1);
  if (first === undefined) return [];
  const wishes = wishesOf(text);
  const chosen = new Set(wishes.length > 1 ? wishes.map((wish) => chooseOf(wish, strongScore)) : []);
  const inOrder = [...chosen].filter((tool) => tool !== undefined);
  return chosen.has(first) ? inOrder : [first, ...inOrder];
}

/** The tool that fits a text best; `undefined`: none fits so well. With a `leastScore` of 0 any will do. */
export function chooseTool(
  tools: readonly ToolDeclaration[],
  text: string,
  leastScore: number,
): ToolDeclaration | undefined {
  const words = readMessageWords(text);
  const scored = tools.map((tool) => ({ tool, score: scoreTool(tool, words) }));
  const best = scored.reduce((most, { score }) => Math.max(most, score), 0);
  if (best < leastScore) return undefined;
  const fitting = scored.filter(({ score }) => score >= best / 2).toSorted((a, b) => b.score - a.score);
  const asked = changesAskedFor(text);
  const thatIs = (degree: ReturnType<typeof isAskedFor>) =>
    fitting.find(({ tool }) => isAskedFor(changesOf(tool), asked) === degree);
  const harmless = fitting.find(({ tool }) => changesOf(tool).length === 0);
  return (thatIs('exactly') ?? thatIs('alike') ?? harmless ?? fitting[0])?.tool;
}

/** The parts of a message that may ask for something each. */
function wishesOf(text: string): readonly string[] {
  return text
    .slice(0, readLength)
    .split(/\b(?:and|then|also|plus|as well as|after that|afterwards)\b|[,;&\n]/i)
    .filter((wish) => wish.trim() !== '')
    .slice(0, mostWishes);
}

interface NamedTool {
  readonly tool: ToolDeclaration;
  /** Whether the text speaks of it as a tool, and not of what its name means. */
  readonly isDemanded: boolean;
}

/**
 * The tools whose whole name a text has, as `read_file`, "read file" or `readFile`, in the order of the text; but not
 * one whose name is only a part of another's.
 */
function findNamed(tools: readonly ToolDeclaration[], text: string): readonly NamedTool[] {
  const words = text
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/);
  let rest = ` ${words.join(' ')} `;
  const found: (NamedTool & { readonly at: number })[] = [];
  const names = tools.map((tool) => ({ tool, name: wordsOfName(tool.name).join(' ') }));
  for (const { tool, name } of names.toSorted((a, b) => b.name.length - a.name.length)) {
    const at = name === '' ? -1 : rest.indexOf(` ${name} `);
    if (at === -1) continue;
    const isDemanded = isIdentifier(tool.name, text) || isCalledTool(rest, name);
    found.push({ tool, at, isDemanded });
    rest = rest.replaceAll(` ${name} `, ` ${'.'.repeat(name.length)} `);
  }
  return found.toSorted((a, b) => a.at - b.at);
}

/** Whether a text has a name as only a program writes it: with an underscore, a dash or a capital within. */
function isIdentifier(name: string, text: string): boolean {
  return /[a-z\d](?:[_.-]|[A-Z])/.test(name) && text.includes(name);
}

/** Whether words speak of a tool: "the bash tool", "use bash", "call the bash function". */
function isCalledTool(words: string, name: string): boolean {
  return (
    words.includes(` ${name} tool `) ||
    words.includes(` ${name} function `) ||
    ['use', 'using', 'call', 'calling', 'invoke', 'with', 'via', 'tool', 'function'].some(
      (before) => words.includes(` ${before} ${name} `) || words.includes(` ${before} the ${name} `),
    )
  );
}
