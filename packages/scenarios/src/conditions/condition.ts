import type { Facts } from '../match/facts.js';
import { noCaptures, type Captures } from '../text/pattern.js';

/** What a rule asks of a request. */
export interface Condition {
  /** The key in the file. Two conditions of the same field can be compared. */
  readonly field: string;
  /** The same for conditions that ask the same. */
  readonly key: string;
  /** How specific it is; see `points`. */
  readonly points: number;
  /** How many characters of texts it fixes: between rules with as many points, more is more specific. */
  readonly fixed: number;
  /** As an explanation says it: `the last user text should contain "weather"`. */
  readonly description: string;
  /** What it captures. */
  readonly groups: number;
  readonly names: readonly string[];
  /** `undefined`: it does not hold. */
  find(facts: Facts): Captures | undefined;
  /** What the request has where it should have something else: `it is "Hello"`. */
  describeFound(facts: Facts): string;
  /** Whether it holds wherever the other one, of the same field, does; as far as that can be known. */
  covers(other: Condition): boolean;
  /** Whether it never holds where the other one, of the same field, does; as far as that can be known. */
  excludes(other: Condition): boolean;
}

/** How specific conditions are. The points of a rule are the sum; the rule with the most of them wins. */
export const points = {
  /** The whole text of the user or a tool's result; only a part of it. */
  text: { exact: 100, partial: 50 },
  /** A result of a given tool, of any tool, or of none. */
  toolResult: { tool: 50, any: 40, none: 5 },
  /** The whole text of the system's instructions; only a part of it. */
  system: { exact: 40, partial: 20 },
  /** A given turn, a given attempt. */
  number: 20,
  /** A header, an entry of the metadata: the whole value, or a part of it. */
  entry: { exact: 15, partial: 10 },
  /** A model by its whole name, or by a part of it. */
  model: { exact: 10, partial: 5 },
  /** Each tool that must be offered; that none may be. */
  tool: 5,
  endpoint: 5,
  images: 5,
  api: 3,
  /** That the conversation so far is what the scenario said. */
  continuation: 25,
} as const;

/** A condition that captures nothing, and about which nothing is known but its key. */
export function simpleCondition(
  condition: Pick<Condition, 'field' | 'key' | 'points' | 'description' | 'describeFound'> &
    Partial<Pick<Condition, 'covers' | 'excludes' | 'fixed'>> & { readonly holds: (facts: Facts) => boolean },
): Condition {
  const { holds, ...rest } = condition;
  return {
    fixed: 0,
    groups: 0,
    names: [],
    covers: ({ key }) => key === condition.key,
    excludes: () => false,
    ...rest,
    find: (facts) => (holds(facts) ? noCaptures : undefined),
  };
}
