import { createMemoryStateStore } from '../provider/memory-state-store.js';
import { createRunningCalls, type RunningCalls } from '../provider/running-calls.js';
import type { StateStore } from '../provider/state-store.js';
import type { Seed } from '../random/seeded-random.js';
import { createSystemSeed } from '../random/system-seed.js';
import { createPromptCache, type PromptCache } from '../tokens/prompt-cache.js';
import { createAttemptTable, type AttemptTable } from './attempt-table.js';
import { createTurnNumbers, type TurnNumbers } from './turn-numbers.js';

/**
 * All that outlives a request. A simulator that takes over the memory of another goes on where that one stopped, so a
 * change of settings changes nothing else. Every field is an interface: each may be kept in another process.
 */
export interface SimulatorMemory {
  /** For requests that have no seed of their own, where the simulator has none either. */
  readonly seed: Seed;
  /** How often each request was made. */
  readonly attempts: AttemptTable;
  /** How often each rule that counts met each request, so that a failure strikes the first attempts alone. */
  readonly faultCounts: AttemptTable;
  /** The prompts that were seen. */
  readonly promptCache: PromptCache;
  /** How many turns there were. */
  readonly turnNumbers: TurnNumbers;
  /** What APIs remember: stored replies, conversations. */
  readonly store: StateStore;
  /** Turns that run on their own. */
  readonly running: RunningCalls;
}

/** What a memory is made of. What is left out is made anew. */
export interface SimulatorMemoryOptions extends Partial<SimulatorMemory> {
  /** How many different requests the table of attempts remembers; 10,000 by default. */
  readonly rememberedRequests?: number | undefined;
  /** The time for the store, in milliseconds from any origin. By default it stands still, and no entry is too old. */
  readonly nowMs?: (() => number) | undefined;
}

/** An empty memory, kept in this process. */
export function createSimulatorMemory(options: SimulatorMemoryOptions = {}): SimulatorMemory {
  const {
    seed = createSystemSeed(),
    rememberedRequests = 10_000,
    attempts = createAttemptTable(rememberedRequests),
    faultCounts = createAttemptTable(rememberedRequests),
    promptCache = createPromptCache(),
    turnNumbers = createTurnNumbers(),
    nowMs = () => 0,
    store = createMemoryStateStore({ nowMs }),
    running = createRunningCalls(),
  } = options;
  return { seed, attempts, faultCounts, promptCache, turnNumbers, store, running };
}
