import type { Alphabet } from './alphabet.js';
import type { CharacterSet } from './character-set.js';
import type { PatternNode } from './parse-pattern.js';

/**
 * What the rest of a text may be. States are shared: two that are built alike are the same object.
 *
 * `characters`: one of a set of classes, then `next`. `loop`: so many rounds of a pattern, then `next`. `start` and
 * `edge`: `next`, but only at the start of the text, or at the edge of a word.
 */
export type State =
  | { readonly type: 'nothing' | 'empty' | 'anything'; readonly id: number }
  | {
      readonly type: 'characters';
      readonly id: number;
      readonly members: readonly boolean[];
      readonly next: State;
    }
  | { readonly type: 'either' | 'all'; readonly id: number; readonly parts: readonly State[] }
  | { readonly type: 'not'; readonly id: number; readonly part: State }
  | { readonly type: 'start'; readonly id: number; readonly next: State }
  | { readonly type: 'edge'; readonly id: number; readonly negated: boolean; readonly next: State }
  | {
      readonly type: 'loop';
      readonly id: number;
      readonly node: PatternNode;
      readonly least: number;
      readonly most: number;
      readonly next: State;
    };

/** What stood before: nothing, a character of a word, another one. */
export type Before = 'start' | 'word' | 'other';

/** Texts that several patterns match, as states and steps between them. */
export interface Language {
  readonly start: State;
  /** Whether the text may end here. */
  mayEnd(state: State, before: Before): boolean;
  /** What the rest may be after a character of this class. */
  step(state: State, characterClass: number, before: Before): State;
}

type Draft = State extends infer One ? (One extends unknown ? Omit<One, 'id'> : never) : never;

const anyCharacter: CharacterSet = { type: 'characters', ranges: [], properties: [], negated: true };

/** Every set of characters in a pattern, and the set of all. */
export function characterSetsOf(node: PatternNode): readonly CharacterSet[] {
  switch (node.type) {
    case 'characters':
      return [node];
    case 'sequence':
      return node.nodes.flatMap(characterSetsOf);
    case 'either':
      return node.branches.flatMap(characterSetsOf);
    case 'repeat':
    case 'look-ahead':
      return characterSetsOf(node.node);
    default:
      return [];
  }
}

/**
 * The texts in which each of the patterns matches somewhere. It works by derivatives (Brzozowski, 1964): a state is
 * what the rest of the text may be, so that "both", "not" and look-ahead are states like any other.
 */
export function createLanguage(patterns: readonly PatternNode[], alphabet: Alphabet): Language {
  const states = new Map<string, State>();
  const numbers = new Map<object, number>();
  const memberLists = new Map<CharacterSet, readonly boolean[]>();
  const steps = new Map<string, State>();
  const inside = new Set<State>();
  let circles = 0;

  const nothing = share('nothing', { type: 'nothing' });
  const empty = share('empty', { type: 'empty' });
  const anything = share('anything', { type: 'anything' });

  function share(key: string, draft: Draft): State {
    let state = states.get(key);
    if (state === undefined) {
      state = { ...draft, id: states.size };
      states.set(key, state);
    }
    return state;
  }

  function numberOf(object: object): number {
    let number = numbers.get(object);
    if (number === undefined) numbers.set(object, (number = numbers.size));
    return number;
  }

  function membersOf(set: CharacterSet): readonly boolean[] {
    let members = memberLists.get(set);
    if (members === undefined) {
      members = set === anyCharacter ? alphabet.classes.map(() => true) : alphabet.members(set);
      memberLists.set(set, members);
    }
    return members;
  }

  function join(type: 'either' | 'all', parts: readonly State[]): State {
    const [neutral, final] = type === 'either' ? [nothing, anything] : [anything, nothing];
    const flat = new Set<State>();
    for (const part of parts) {
      if (part === final) return final;
      if (part === neutral) continue;
      if (part.type === type) for (const inner of part.parts) flat.add(inner);
      else flat.add(part);
    }
    const sorted = [...flat].sort((a, b) => a.id - b.id);
    if (sorted.length <= 1) return sorted[0] ?? neutral;
    return share(`${type} ${sorted.map(({ id }) => id).join()}`, { type, parts: sorted });
  }

  function not(part: State): State {
    if (part === nothing) return anything;
    if (part === anything) return nothing;
    return part.type === 'not' ? part.part : share(`not ${part.id}`, { type: 'not', part });
  }

  /** What a text may be that begins with a match of the node and goes on as `next` says. */
  function build(node: PatternNode, next: State): State {
    if (next === nothing) return nothing;
    switch (node.type) {
      case 'characters': {
        const members = membersOf(node);
        if (!members.includes(true)) return nothing;
        return share(`characters ${numberOf(members)} ${next.id}`, { type: 'characters', members, next });
      }
      case 'sequence':
        return node.nodes.reduceRight((rest, part) => build(part, rest), next);
      case 'either':
        return join(
          'either',
          node.branches.map((branch) => build(branch, next)),
        );
      case 'repeat':
        return loop(node.node, node.least, node.most, next);
      case 'start':
        return share(`start ${next.id}`, { type: 'start', next });
      case 'end':
        return join('all', [empty, next]);
      case 'word-edge':
        return share(`edge ${node.negated} ${next.id}`, { type: 'edge', negated: node.negated, next });
      case 'look-ahead': {
        const ahead = build(node.node, anything);
        return join('all', [node.negated ? not(ahead) : ahead, next]);
      }
    }
  }

  function loop(node: PatternNode, least: number, most: number, next: State): State {
    if (most === 0) return next;
    return share(`loop ${numberOf(node)} ${least} ${most} ${next.id}`, {
      type: 'loop',
      ...{ node, least, most, next },
    });
  }

  function another({ node, least, most, next }: Extract<State, { type: 'loop' }>): State {
    return build(node, loop(node, Math.max(0, least - 1), most - 1, next));
  }

  function mayEnd(state: State, before: Before): boolean {
    switch (state.type) {
      case 'empty':
      case 'anything':
        return true;
      case 'nothing':
      case 'characters':
        return false;
      case 'either':
        return state.parts.some((part) => mayEnd(part, before));
      case 'all':
        return state.parts.every((part) => mayEnd(part, before));
      case 'not':
        return !mayEnd(state.part, before);
      case 'start':
        return before === 'start' && mayEnd(state.next, before);
      case 'edge':
        return (before === 'word') !== state.negated && mayEnd(state.next, before);
      case 'loop':
        return mayEnd(state.least === 0 ? state.next : another(state), before);
    }
  }

  function step(state: State, characterClass: number, before: Before): State {
    if (state.type === 'characters') return state.members[characterClass] === true ? state.next : nothing;
    const key = `${state.id} ${characterClass} ${before}`;
    const known = steps.get(key);
    if (known !== undefined) return known;
    const circlesBefore = circles;
    const next = takeStep(state, characterClass, before);
    // What was found on the way round a circle is not the whole of it.
    if (circles === circlesBefore) steps.set(key, next);
    return next;
  }

  function takeStep(state: State, characterClass: number, before: Before): State {
    switch (state.type) {
      case 'anything':
        return anything;
      case 'nothing':
      case 'empty':
      case 'characters':
        return nothing;
      case 'either':
      case 'all':
        return join(
          state.type,
          state.parts.map((part) => step(part, characterClass, before)),
        );
      case 'not':
        return not(step(state.part, characterClass, before));
      case 'start':
        return before === 'start' ? step(state.next, characterClass, before) : nothing;
      case 'edge': {
        const isEdge = (before === 'word') !== (alphabet.classes[characterClass]?.isWord === true);
        return isEdge === state.negated ? nothing : step(state.next, characterClass, before);
      }
      case 'loop': {
        // A round that takes no character leads back here, and adds nothing.
        if (inside.has(state)) {
          circles += 1;
          return nothing;
        }
        inside.add(state);
        const round = step(another(state), characterClass, before);
        const after = state.least === 0 ? step(state.next, characterClass, before) : nothing;
        inside.delete(state);
        return join('either', [round, after]);
      }
    }
  }

  const starts = patterns.map((pattern) => {
    const match = build(pattern, anything);
    return isAnchored(pattern) ? match : loop(anyCharacter, 0, Infinity, match);
  });
  return { start: join('all', starts), mayEnd, step };
}

/** Whether a match can only begin where the text does. */
function isAnchored(node: PatternNode): boolean {
  switch (node.type) {
    case 'start':
      return true;
    case 'sequence':
      return node.nodes[0] !== undefined && isAnchored(node.nodes[0]);
    case 'either':
      return node.branches.every(isAnchored);
    default:
      return false;
  }
}
