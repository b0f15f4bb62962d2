export { createFixedRandom } from './fixed-random.js';
export { createManualClock } from './manual-clock.js';
export { refusalOf } from './refusal-of.js';
export type { ManualClock } from './manual-clock.js';
