import type {
  ApiFailure,
  AnswerExchange,
  Ending,
  Exchange,
  LookupAnswer,
  PlannedAnswer,
  PlannedReply,
  RawReply,
} from '@llmsim/core';
import type { CallEnd } from './call.js';

/** What a call asks for, read and checked. */
export type Work =
  | { readonly type: 'turn'; readonly exchange: Exchange }
  | { readonly type: 'answer'; readonly exchange: AnswerExchange }
  | { readonly type: 'lookup'; readonly answer: LookupAnswer };

/** What is delivered. */
export type Delivery =
  | { readonly type: 'turn'; readonly exchange: Exchange; readonly reply: PlannedReply }
  | { readonly type: 'answer'; readonly plan: PlannedAnswer }
  | { readonly type: 'lookup'; readonly answer: LookupAnswer };

/** Where the answer to a call goes. */
export interface Outlet {
  /** Whether nobody is there any more. */
  readonly isGone: boolean;
  /** Called once when nobody is there any more. */
  onGone(listener: () => void): void;
  /**
   * Sends an error instead of an answer.
   * @param cause - why, as it is counted; by default what the plan says
   * @returns its status
   */
  sendFailure(failure: ApiFailure, cause?: string): number;
  /** Sends a reply as it is; `undefined`: the transport has none but its own. */
  sendRaw?(reply: RawReply): void;
  /** Ends the connection without an answer, as a failure mode asked. */
  breakOff(ending: Exclude<Ending, 'complete'>): void;
  /** Resolves to how it went when all is sent, or nothing more will be. Rejects for a defect. */
  deliver(delivery: Delivery): Promise<CallEnd> | CallEnd;
}
