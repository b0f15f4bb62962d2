import { randomInteger, type Random } from '../random.js';
import type { CharacterClass } from './alphabet.js';
import type { Machine, MachineNode } from './machine.js';

/** How long a text may be, in characters, both ends included. */
export interface LengthRange {
  readonly least: number;
  readonly most: number;
}

/** The largest table of lengths and nodes that is made. */
const largestTable = 600_000;

/** How many more characters than needed a text may get, where there is room. */
const spare = 8;

/**
 * A text that the machine accepts and that is as long as it should be; `undefined` if there is none.
 * @param spend - takes from an allowance of work; throws when that is used up
 */
export function sampleMachine(
  { alphabet, nodes }: Machine,
  length: LengthRange,
  random: Random,
  spend: (steps: number) => void,
): string | undefined {
  if (!((nodes[0]?.distance ?? Infinity) <= length.most)) return undefined;
  const path = walkExactly(nodes, length, random, spend) ?? walkFreely(nodes, length, random, spend);
  return path
    ?.map((classes) => {
      const chosen = classes[randomInteger(random, classes.length)] as number;
      return pickCharacter(alphabet.classes[chosen] as CharacterClass, random);
    })
    .join('');
}

type Path = readonly (readonly number[])[];

/** Draws among all texts of a length that is possible; `undefined` if the table for that would be too large. */
function walkExactly(
  nodes: readonly MachineNode[],
  { least, most }: LengthRange,
  random: Random,
  spend: (steps: number) => void,
): Path | undefined {
  const from = Math.max(least, nodes[0]?.distance ?? 0);
  const ways = nodes.reduce((sum, { edges: out }) => sum + out.length, 1);
  const longest = Math.min(most, from + 64, Math.floor(largestTable / ways));
  if (longest < from) return undefined;
  spend((longest * ways) / 64);
  // Row k says from which nodes the text can end with exactly k more characters.
  const rows: Uint8Array[] = [Uint8Array.from(nodes, ({ mayEnd }) => (mayEnd ? 1 : 0))];
  const possible: number[] = [];
  for (let k = 0; k <= longest; k += 1) {
    const row = rows[k] as Uint8Array;
    if (k >= from && row[0] === 1) possible.push(k);
    if (possible.length > 0 && k >= from + spare) break;
    rows.push(Uint8Array.from(nodes, ({ edges: out }) => (out.some(({ to }) => row[to] === 1) ? 1 : 0)));
  }
  if (possible.length === 0) return undefined;
  const path: (readonly number[])[] = [];
  let node = nodes[0] as MachineNode;
  for (let left = possible[randomInteger(random, possible.length)] as number; left > 0; left -= 1) {
    const row = rows[left - 1] as Uint8Array;
    const open = node.edges.filter(({ to }) => row[to] === 1);
    const edge = open[randomInteger(random, open.length)] as MachineNode['edges'][number];
    path.push(edge.classes);
    node = nodes[edge.to] as MachineNode;
  }
  return path;
}

/** Goes on as long as the text is too short, and then to the nearest end. For texts too long for a table. */
function walkFreely(
  nodes: readonly MachineNode[],
  { least, most }: LengthRange,
  random: Random,
  spend: (steps: number) => void,
): Path | undefined {
  const path: (readonly number[])[] = [];
  let at = 0;
  spend(least / 16);
  for (;;) {
    const node = nodes[at] as MachineNode;
    if (path.length >= least && node.mayEnd) return path;
    const room = most - path.length - 1;
    const open = node.edges.filter(({ to }) => (nodes[to]?.distance ?? Infinity) <= room);
    const preferred =
      path.length < least
        ? open.filter(({ to }) => nodes[to]?.isLasting)
        : open.filter(({ to }) => nodes[to]?.distance === node.distance - 1);
    const from = preferred.length > 0 ? preferred : open;
    const edge = from[randomInteger(random, Math.max(1, from.length))];
    if (edge === undefined) return undefined;
    path.push(edge.classes);
    at = edge.to;
  }
}

/** Of a class one of the most usual characters: they come first. */
function pickCharacter({ points }: CharacterClass, random: Random): string {
  return String.fromCodePoint(points[randomInteger(random, Math.min(points.length, 26))] as number);
}
