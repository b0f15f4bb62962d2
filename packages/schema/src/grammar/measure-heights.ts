import type { LarkNode } from './parse-lark.js';

/**
 * How many names deep the shortest text of a node is, so that generating can choose the way to an end; `Infinity` where
 * there is none.
 */
export function measureHeights(definitions: ReadonlyMap<string, LarkNode>): (node: LarkNode) => number {
  const heights = new Map<string, number>();
  const measured = new Map<LarkNode, number>();

  function heightOf(node: LarkNode): number {
    const known = measured.get(node);
    if (known !== undefined) return known;
    const height = measure(node);
    if (isComplete) measured.set(node, height);
    return height;
  }

  function measure(node: LarkNode): number {
    switch (node.type) {
      case 'text':
      case 'pattern':
        return 0;
      case 'name':
        return 1 + (heights.get(node.name) ?? Infinity);
      case 'sequence':
        return node.nodes.reduce((most, part) => Math.max(most, heightOf(part)), 0);
      case 'either':
        return node.branches.reduce((least, branch) => Math.min(least, heightOf(branch)), Infinity);
      case 'repeat':
        return node.least === 0 ? 0 : heightOf(node.node);
    }
  }

  let isComplete = false;
  // Each round finds at least one more height, or no further one exists.
  for (let hasChanged = true; hasChanged;) {
    hasChanged = false;
    for (const [name, node] of definitions) {
      const height = heightOf(node);
      if (height < (heights.get(name) ?? Infinity)) {
        heights.set(name, height);
        hasChanged = true;
      }
    }
  }
  isComplete = true;
  return heightOf;
}
