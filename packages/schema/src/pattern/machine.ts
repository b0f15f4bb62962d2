import { characterSetsOf, createLanguage, type Before, type Language, type State } from './language.js';
import { createAlphabet, type Alphabet } from './alphabet.js';
import type { PatternNode } from './parse-pattern.js';

/** States and steps that are looked at before the search ends; with these it takes some milliseconds. */
const limits = { nodes: 1_500, steps: 30_000 };

/** A state that can be reached, with what stood before it. */
export interface MachineNode {
  readonly mayEnd: boolean;
  /** The nodes that characters lead to, each with the classes that do. */
  readonly edges: readonly { readonly to: number; readonly classes: readonly number[] }[];
  /** With how many more characters at least the text can end; `Infinity`: never. */
  readonly distance: number;
  /** Whether texts that come through here have no longest. */
  readonly isLasting: boolean;
}

/** The texts that several patterns match, as a graph of all states that can be reached. */
export interface Machine {
  readonly alphabet: Alphabet;
  /** The first is where a text begins. */
  readonly nodes: readonly MachineNode[];
  /** Whether all states are there. */
  readonly isWhole: boolean;
  /** What it cost to make, in steps. */
  readonly cost: number;
}

type BareNode = Pick<MachineNode, 'mayEnd' | 'edges'>;

/** The machine of the texts in which each of the patterns matches somewhere. Of too large a one only a part is there. */
export function createMachine(patterns: readonly PatternNode[]): Machine {
  const alphabet = createAlphabet(patterns.flatMap(characterSetsOf));
  const { nodes, steps, isWhole } = explore(createLanguage(patterns, alphabet), alphabet);
  const distances = distancesToEnd(nodes);
  const lasting = findLasting(nodes, distances);
  return {
    alphabet,
    nodes: nodes.map((node, index) => ({
      ...node,
      distance: distances[index] as number,
      isLasting: lasting[index] === true,
    })),
    isWhole,
    cost: Math.ceil(steps / 8),
  };
}

function explore(
  language: Language,
  alphabet: Alphabet,
): { nodes: readonly BareNode[]; steps: number; isWhole: boolean } {
  const indexes = new Map<string, number>();
  const waiting: { readonly state: State; readonly before: Before }[] = [];
  const nodes: BareNode[] = [];
  let steps = 0;
  function indexOf(state: State, before: Before): number | undefined {
    const key = `${state.id} ${before}`;
    let index = indexes.get(key);
    if (index === undefined && indexes.size < limits.nodes) {
      index = waiting.push({ state, before }) - 1;
      indexes.set(key, index);
    }
    return index;
  }

  indexOf(language.start, 'start');
  for (let at = 0; at < waiting.length; at += 1) {
    const { state, before } = waiting[at] as (typeof waiting)[number];
    const edges = new Map<number, number[]>();
    if (steps < limits.steps) {
      steps += alphabet.classes.length;
      for (const [characterClass, { isWord }] of alphabet.classes.entries()) {
        const next = language.step(state, characterClass, before);
        if (next.type === 'nothing') continue;
        const to = indexOf(next, hasEdge(next) && isWord ? 'word' : 'other');
        if (to === undefined) continue;
        const classes = edges.get(to);
        if (classes === undefined) edges.set(to, [characterClass]);
        else classes.push(characterClass);
      }
    }
    nodes.push({
      mayEnd: language.mayEnd(state, before),
      edges: Array.from(edges, ([to, classes]) => ({ to, classes })),
    });
  }
  return { nodes, steps, isWhole: indexes.size < limits.nodes && steps < limits.steps };
}

const edges = new WeakMap<object, boolean>();

/** Whether it matters what kind of character stood before. */
function hasEdge(state: State): boolean {
  let known = edges.get(state);
  if (known === undefined) edges.set(state, (known = findEdge(state)));
  return known;
}

function findEdge(state: State): boolean {
  switch (state.type) {
    case 'edge':
      return true;
    case 'either':
    case 'all':
      return state.parts.some(hasEdge);
    case 'not':
      return hasEdge(state.part);
    case 'characters':
    case 'start':
      return hasEdge(state.next);
    case 'loop':
      return nodeHasEdge(state.node) || hasEdge(state.next);
    default:
      return false;
  }
}

function nodeHasEdge(node: PatternNode): boolean {
  switch (node.type) {
    case 'word-edge':
      return true;
    case 'sequence':
      return node.nodes.some(nodeHasEdge);
    case 'either':
      return node.branches.some(nodeHasEdge);
    case 'repeat':
    case 'look-ahead':
      return nodeHasEdge(node.node);
    default:
      return false;
  }
}

/** For each node, with how many characters at least the text can end. */
function distancesToEnd(nodes: readonly BareNode[]): readonly number[] {
  const comingFrom = nodes.map((): number[] => []);
  for (const [from, { edges: ways }] of nodes.entries())
    for (const { to } of ways) comingFrom[to]?.push(from);
  const distances = nodes.map(({ mayEnd }) => (mayEnd ? 0 : Infinity));
  const queue = nodes.flatMap(({ mayEnd }, index) => (mayEnd ? [index] : []));
  for (let at = 0; at < queue.length; at += 1) {
    const to = queue[at] as number;
    for (const from of comingFrom[to] ?? []) {
      if (distances[from] !== Infinity) continue;
      distances[from] = (distances[to] as number) + 1;
      queue.push(from);
    }
  }
  return distances;
}

/** Which nodes lead into a circle from which the text can still end: texts through them have no longest. */
function findLasting(nodes: readonly BareNode[], distances: readonly number[]): readonly boolean[] {
  const lasting = nodes.map((_, index) => distances[index] !== Infinity);
  const ways = nodes.map(({ edges: out }) => out.filter(({ to }) => lasting[to]).length);
  const comingFrom = nodes.map((): number[] => []);
  for (const [from, { edges: out }] of nodes.entries()) for (const { to } of out) comingFrom[to]?.push(from);
  const ending = nodes.flatMap((_, index) => (lasting[index] && ways[index] === 0 ? [index] : []));
  for (let at = 0; at < ending.length; at += 1) {
    const to = ending[at] as number;
    lasting[to] = false;
    for (const from of comingFrom[to] ?? []) {
      ways[from] = (ways[from] as number) - 1;
      if (lasting[from] && ways[from] === 0) ending.push(from);
    }
  }
  return lasting;
}
