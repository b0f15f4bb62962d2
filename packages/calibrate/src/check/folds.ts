/** A part of some items, and all the others. */
export interface Fold<Item> {
  readonly part: readonly Item[];
  readonly rest: readonly Item[];
}

/** Splits items into so many parts, every n-th into the same, so that what changes over time is in all of them. */
export function splitFolds<Item>(items: readonly Item[], count: number): readonly Fold<Item>[] {
  return Array.from({ length: count }, (_, fold) => ({
    part: items.filter((_item, index) => index % count === fold),
    rest: items.filter((_item, index) => index % count !== fold),
  }));
}
