import type { ApiFailure } from '../errors/api-failure.js';
import { readOptions } from '../options/option-reader.js';
import type { Random } from '../random/random.js';
import type { PlannedFailure, PlannedReply } from '../turn/response-plan.js';
import type { TokenCounter } from '../tokens/token-counter.js';
import type { SimRequest } from '../turn/sim-request.js';
import type { SimulatedTurn } from '../turn/simulated-turn.js';
import type { ModeOption } from './mode-option.js';

/** What a mode that changes a turn may look at. */
export interface InTurnContext {
  readonly request: SimRequest;
  readonly counter: TokenCounter;
  readonly random: Random;
}

/** One way a request can go wrong: instead of the turn, in what it says, or to its delivery. Always pure. */
export type FailureMode = { readonly name: string; readonly options: Readonly<Record<string, unknown>> } & (
  | {
      readonly stage: 'before-turn';
      /** What it refuses a request with by its head, before the body is asked for; `undefined`: it does not. */
      readonly refusesBody?: ApiFailure | undefined;
      fail(request: SimRequest, random: Random): PlannedFailure;
    }
  | {
      readonly stage: 'in-turn';
      /** Makes a turn one that no client wants. It is sent as any other. */
      change(turn: SimulatedTurn, context: InTurnContext): SimulatedTurn;
    }
  | {
      readonly stage: 'during-turn';
      /** Whether the WebSocket of the request leaves pings unanswered. */
      readonly ignoresPings?: boolean | undefined;
      /** Makes a reply a worse reply. */
      apply(reply: PlannedReply, random: Random): PlannedReply;
    }
);

/** An option of a failure mode, as help and documentation show it. */
export interface DescribedOption extends Pick<ModeOption<unknown>, 'what' | 'accepts' | 'fallback'> {
  readonly name: string;
}

/** A failure mode as configuration, headers, help and documentation know it. */
export interface FailureModeEntry {
  readonly name: string;
  readonly stage: FailureMode['stage'];
  /** What happens, in one sentence. */
  readonly does: string;
  /** The same, with its options and what holds without them. */
  readonly summary: string;
  /** What is known to go wrong in clients that meet it, in one sentence; `undefined`: nothing in particular. */
  readonly provokes: string | undefined;
  readonly options: readonly DescribedOption[];
  /** @throws LlmsimError LLMSIM_OPTION for an option that the mode does not take */
  parse(options: unknown): FailureMode;
}

type Options = Readonly<Record<string, ModeOption<unknown>>>;
type Values<O extends Options> = { readonly [K in keyof O]: O[K] extends ModeOption<infer T> ? T : never };

/** What a mode of any kind states of itself. */
interface Declaration<O extends Options> {
  readonly name: string;
  readonly does: string;
  readonly provokes?: string;
  readonly options?: O;
}

/** A failure that strikes before the turn: what is sent instead of it. */
export type DeclaredFailure = Partial<Omit<PlannedFailure, 'type' | 'failure' | 'fault'>> & {
  readonly failure: ApiFailure;
};

/** A failure mode, declared once: configuration, headers, help and documentation follow from it. */
export function failureMode<O extends Options = Readonly<Record<string, never>>>(
  declaration: Declaration<O> &
    (
      | {
          readonly fail: (options: Values<O>, request: SimRequest, random: Random) => DeclaredFailure;
          /** What it refuses a request with by its head, before the body is asked for; by default it does not. */
          readonly refusesBody?: ApiFailure;
        }
      | {
          /** @returns what is said instead of the turn */
          readonly change: (options: Values<O>, turn: SimulatedTurn, context: InTurnContext) => SimulatedTurn;
        }
      | {
          /** @returns what of the reply becomes worse */
          readonly apply: (
            options: Values<O>,
            reply: PlannedReply,
            random: Random,
          ) => Partial<Omit<PlannedReply, 'type' | 'fault'>>;
          /** Whether a WebSocket that asks for the mode gets no answers to its pings; by default it does. */
          readonly ignoresPings?: boolean;
        }
    ),
): FailureModeEntry {
  const { name, does, provokes } = declaration;
  const declared = Object.entries(declaration.options ?? {});
  const described = declared.map(([key, { what, accepts, fallback }]) => ({
    name: key,
    what,
    accepts,
    fallback,
  }));
  const read = (raw: unknown): Values<O> => {
    const options = readOptions(`failure mode "${name}"`, raw);
    const values = declared.map(([key, option]) => [key, option.read(options, key)]);
    options.end();
    return Object.fromEntries(values) as Values<O>;
  };
  const list = described.map(({ name: key, what, fallback }) => `${key}: ${what} (${fallback})`).join('; ');
  const entry = {
    name,
    does,
    provokes,
    options: described,
    summary: list === '' ? `${does} Takes no options.` : `${does} Options: ${list}.`,
  };
  const stage = 'fail' in declaration ? 'before-turn' : 'change' in declaration ? 'in-turn' : 'during-turn';
  return { ...entry, stage, parse: (raw) => withOptions(read(raw)) };

  function withOptions(options: Values<O>): FailureMode {
    if ('fail' in declaration) {
      return {
        name,
        options,
        stage: 'before-turn',
        refusesBody: declaration.refusesBody,
        fail(request, random) {
          const { failure, ...rest } = declaration.fail(options, request, random);
          const worded = { model: request.model, ...failure };
          return { type: 'failure', afterMs: 0, ...rest, fault: name, failure: worded };
        },
      };
    }
    if ('change' in declaration) {
      const change = (turn: SimulatedTurn, context: InTurnContext) =>
        declaration.change(options, turn, context);
      return { name, options, stage: 'in-turn', change };
    }
    const apply = (reply: PlannedReply, random: Random) => ({
      ...reply,
      ...declaration.apply(options, reply, random),
    });
    return {
      name,
      options,
      stage: 'during-turn',
      ...(declaration.ignoresPings === true && { ignoresPings: true }),
      apply,
    };
  }
}
