import { matchesModel } from '../models/model-pattern.js';
import type { Random } from '../random/random.js';
import { deriveSeed, type Seed } from '../random/seeded-random.js';
import type { SimRequest } from '../turn/sim-request.js';
import type { FailureMode } from './failure-mode.js';

/** Which failure mode strikes, how often, and whom. */
export interface FaultRule {
  readonly mode: FailureMode;
  /** The share of requests it strikes, between 0 and 1. */
  readonly rate: number;
  /** Only requests for this model; `undefined`: all. A `*` at the end stands for any rest. */
  readonly model?: string | undefined;
  /**
   * Strikes the first so many attempts of the same request, and lets the next one pass; then it counts anew. So a
   * client that retries as often succeeds, however often its request is sent.
   */
  readonly times?: number | undefined;
  /** Strikes these attempts of the same request, counted from 1; after the last of them and one more it counts anew. */
  readonly attempts?: readonly number[] | undefined;
  /** Strikes every n-th request that the rule is about. */
  readonly every?: number | undefined;
}

/** Whether a rule depends on how many requests there were. */
function isCounted({ times, attempts, every }: FaultRule): boolean {
  return times !== undefined || attempts !== undefined || every !== undefined;
}

/** What it takes to choose. */
export interface FaultChoice {
  readonly request: SimRequest;
  /** The same for every attempt of a request. */
  readonly identity: Seed;
  readonly random: Random;
  /** How often each rule that counts met each request: gives the number of this time, from 0. */
  readonly counts: { next(rule: Seed, identity: Seed): number };
}

/**
 * Chooses the failure modes for a request by rules that hold for all. One draw decides among all rules that do not
 * count and apply, so each strikes its share of all requests, not of those the others left over; shares beyond a sum of
 * 1 are cut off in order. Rules that count come first, and each decides for itself.
 */
export function chooseFaults(rules: readonly FaultRule[], choice: FaultChoice): readonly FailureMode[] {
  if (rules.length === 0) return none;
  const counted = chooseDemanded(rules.filter(isCounted), choice);
  if (counted.length > 0) return counted;
  const { request, random } = choice;
  let draw = random.next();
  for (const rule of rules) {
    if (isCounted(rule) || !isAbout(rule, request)) continue;
    if (draw < rule.rate) return [rule.mode];
    draw -= rule.rate;
  }
  return none;
}

const none: readonly FailureMode[] = [];

/** Chooses the failure modes that a request itself asked for, in order: each rule decides for itself. */
export function chooseDemanded(rules: readonly FaultRule[], choice: FaultChoice): readonly FailureMode[] {
  return rules.filter((rule) => strikes(rule, choice)).map(({ mode }) => mode);
}

function strikes(rule: FaultRule, { request, identity, random, counts }: FaultChoice): boolean {
  if (!isAbout(rule, request)) return false;
  const { rate, times, attempts, every } = rule;
  if (times !== undefined && counts.next(nameOf(rule), identity) % (times + 1) >= times) return false;
  if (attempts !== undefined) {
    const period = Math.max(0, ...attempts) + 1;
    if (!attempts.includes((counts.next(nameOf(rule), identity) % period) + 1)) return false;
  }
  if (every !== undefined && counts.next(nameOf(rule), anyRequest) % every !== every - 1) return false;
  return rate >= 1 || random.next() < rate;
}

/** The same for rules that say the same: a client sends its header anew with each attempt. */
function nameOf({ mode, rate, model, times, attempts, every }: FaultRule): Seed {
  return deriveSeed(JSON.stringify([mode.name, mode.options, rate, model, times, attempts, every]));
}

const anyRequest: Seed = deriveSeed('any request');

function isAbout({ model }: FaultRule, request: SimRequest): boolean {
  return model === undefined || matchesModel(model, request.model);
}
