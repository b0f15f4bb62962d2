import type {
  ExpectInput,
  ReplyPartInput,
  ScenarioFile,
  ScenarioInputEntry,
  TurnInput,
  When,
} from './scenario-file.js';

type TurnRest = Omit<TurnInput, 'reply'>;

/** A conversation that is put together turn by turn. Each method gives a new one. */
export interface ScenarioBuilder {
  /** The next turn, whatever it is. */
  turn(turn: TurnInput): ScenarioBuilder;
  /** A turn that says something. */
  says(reply: ReplyPartInput | readonly ReplyPartInput[], rest?: TurnRest): ScenarioBuilder;
  /** A turn that calls a tool. @param given - the arguments; what the tool's schema requires besides is made up */
  calls(tool: string, given?: Readonly<Record<string, unknown>> | string, rest?: TurnRest): ScenarioBuilder;
  /** What is judged at the end. */
  expects(expect: ExpectInput): ScenarioBuilder;
  /** The scenario as a file has it. */
  build(): ScenarioInputEntry;
}

/**
 * Begins a scenario.
 * @param when - what must hold for it; by default it fits any conversation
 */
export function scenario(name: string, when?: When): ScenarioBuilder {
  return extend({ name, ...(when !== undefined && { when }), turns: [] });
}

function extend(entry: ScenarioInputEntry): ScenarioBuilder {
  const turn = (added: TurnInput): ScenarioBuilder =>
    extend({ ...entry, turns: [...(entry.turns ?? []), added] });
  return {
    turn,
    says: (reply, rest = {}) => turn({ ...rest, reply }),
    calls: (tool, given, rest = {}) =>
      turn({ ...rest, reply: { tool, ...(given !== undefined && { arguments: given }) } }),
    expects: (expect) => extend({ ...entry, expect }),
    build: () => entry,
  };
}

/** A file of scenarios, from builders or as they stand in a file; what no scenario fits is refused. */
export function scenarios(...all: readonly (ScenarioBuilder | ScenarioInputEntry)[]): ScenarioFile {
  return {
    unmatched: 'refuse',
    scenarios: all.map((one) => ('build' in one ? one.build() : one)),
  };
}
