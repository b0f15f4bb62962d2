import type { ApiFailure } from '../errors/api-failure.js';
import type { FinishReason, TurnPart } from './simulated-turn.js';
import type { Usage } from './usage.js';

/**
 * What happens while a reply is played. Order: `turn-start`, then for each choice its parts (`part-start`,
 * `part-delta`…, `part-end`) and `choice-end`, then `turn-end`. Parts of one choice follow each other; several
 * choices interleave. `part` counts the parts of a choice from 0. A `failure` ends the sequence at once, unless a failure
 * mode wants it to go on; a `heartbeat` or a `wait` may stand anywhere.
 */
export type TurnEvent =
  | { readonly type: 'turn-start' }
  | {
      readonly type: 'part-start';
      readonly choice: number;
      readonly part: number;
      readonly content: TurnPart;
    }
  | {
      readonly type: 'part-delta';
      readonly choice: number;
      readonly part: number;
      /** The text of the tokens, which may be empty. */
      readonly delta: string;
      /** How many output tokens it carries; at least 1. It is due when the last of them is. */
      readonly tokens: number;
    }
  | { readonly type: 'part-end'; readonly choice: number; readonly part: number }
  | {
      readonly type: 'choice-end';
      readonly choice: number;
      readonly finishReason: FinishReason;
      /** The stop sequence that ended the text; `undefined`: none did. */
      readonly stopSequence?: string | undefined;
    }
  | { readonly type: 'turn-end'; readonly usage: Usage }
  | { readonly type: 'failure'; readonly failure: ApiFailure }
  | {
      /** Nothing has happened for as long as `SimRequest.heartbeatMs` says. */
      readonly type: 'heartbeat';
    }
  | {
      /** When the events after it are due is not known yet. Whoever plays waits; it is never encoded. */
      readonly type: 'wait';
      /** Calls back once, and never before it returns, when more is known. */
      readonly whenKnown: (listener: () => void) => void;
    };
