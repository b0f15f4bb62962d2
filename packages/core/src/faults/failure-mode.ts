import type { Random } from '../random/random.js';
import type { PlannedFailure, PlannedReply } from '../turn/response-plan.js';
import type { SimRequest } from '../turn/sim-request.js';

/** One way a request can go wrong: instead of the turn, or to the turn. Pure either way. */
export type FailureMode =
  | {
      readonly name: string;
      readonly stage: 'before-turn';
      fail(request: SimRequest, random: Random): PlannedFailure;
    }
  | {
      readonly name: string;
      readonly stage: 'during-turn';
      /** Makes a reply a worse reply. */
      apply(reply: PlannedReply, random: Random): PlannedReply;
    };

/** A failure mode as configuration, headers and help know it. */
export interface FailureModeEntry {
  readonly name: string;
  /** One sentence, with its options and their defaults. */
  readonly summary: string;
  /** @throws LlmsimError LLMSIM_OPTION for an option that the mode does not take */
  parse(options: unknown): FailureMode;
}
