import { hasCharacter, type CharacterSet } from './character-set.js';
import type { PatternNode } from './parse-pattern.js';

/** Where a match goes on after a node; `false` makes the node try its next way to match. */
type Continue = (position: number) => boolean;

/** Nested calls allowed, so that a long text under a repeated group cannot exhaust the stack. */
const deepest = 1_000;

/**
 * Whether the pattern matches somewhere in the text. `undefined` when it could not be found out in `steps` steps:
 * unlike the engine of the language this one cannot be made to run for hours by a hostile pattern.
 */
export function matchPattern(pattern: PatternNode, text: string, steps: number): boolean | undefined {
  const points: number[] = [];
  for (const character of text) points.push(character.codePointAt(0) as number);
  let left = steps;
  let depth = 0;

  function match(node: PatternNode, position: number, next: Continue): boolean {
    left -= 1;
    if (left < 0) return false;
    depth += 1;
    if (depth > deepest) left = -1;
    const matched = left >= 0 && matchNode(node, position, next);
    depth -= 1;
    return matched;
  }

  function matchNode(node: PatternNode, position: number, next: Continue): boolean {
    switch (node.type) {
      case 'characters': {
        const point = points[position];
        return point !== undefined && hasCharacter(node, point) && next(position + 1);
      }
      case 'sequence':
        return matchSequence(node.nodes, 0, position, next);
      case 'either':
        return node.branches.some((branch) => match(branch, position, next));
      case 'repeat':
        return node.node.type === 'characters'
          ? matchRun(node.node, node.least, node.most, position, next)
          : matchTimes(node.node, node.least, node.most, position, next);
      case 'start':
        return position === 0 && next(position);
      case 'end':
        return position === points.length && next(position);
      case 'word-edge':
        return (isWord(position - 1) !== isWord(position)) !== node.negated && next(position);
      case 'look-ahead':
        return match(node.node, position, () => true) !== node.negated && next(position);
    }
  }

  function matchSequence(
    nodes: readonly PatternNode[],
    index: number,
    position: number,
    next: Continue,
  ): boolean {
    const node = nodes[index];
    if (node === undefined) return next(position);
    return match(node, position, (end) => matchSequence(nodes, index + 1, end, next));
  }

  /** A repeated single character: counted in a loop, since it is by far the most frequent repetition. */
  function matchRun(
    set: CharacterSet,
    least: number,
    most: number,
    position: number,
    next: Continue,
  ): boolean {
    let count = 0;
    for (
      let point = points[position];
      point !== undefined && count < most;
      point = points[position + count]
    ) {
      if (!hasCharacter(set, point)) break;
      count += 1;
    }
    left -= count >> 2;
    for (; count >= least; count -= 1) {
      left -= 1;
      if (left < 0) return false;
      if (next(position + count)) return true;
    }
    return false;
  }

  function matchTimes(
    node: PatternNode,
    least: number,
    most: number,
    position: number,
    next: Continue,
  ): boolean {
    const again = (end: number) =>
      // A round that matched nothing would go on for ever.
      (end > position || least > 0) && matchTimes(node, Math.max(0, least - 1), most - 1, end, next);
    if (most > 0 && match(node, position, again)) return true;
    return least === 0 && next(position);
  }

  function isWord(position: number): boolean {
    const point = points[position];
    return point !== undefined && /\w/.test(String.fromCodePoint(point));
  }

  for (let start = 0; start <= points.length; start += 1) {
    if (match(pattern, start, () => true)) return left < 0 ? undefined : true;
    if (left < 0) return undefined;
  }
  return false;
}
