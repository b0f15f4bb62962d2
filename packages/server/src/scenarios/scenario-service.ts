import {
  deriveSeed,
  identifyRequest,
  isRequestError,
  type PlannedFailure,
  type PlannedReply,
  type RequestContext,
  type RequestControls,
  type Seed,
  type SimRequest,
} from '@llmsim/core';
import type { TestRequest, Unmatched, Verdict } from '@llmsim/scenarios';
import {
  createBookShelf,
  loadScenarioPackage,
  openBook,
  type KeptBook,
  type ScenarioBook,
} from './scenario-books.js';
import { defaultTest } from './test-id.js';
import type { ScenarioSource, TestDesk, TestRecord, TestSetup, TestTurn } from './test-desk.js';

/** A test as `/llmsim/tests/ID` shows it. */
export interface TestReport extends Verdict {
  readonly test: string;
  readonly requests: readonly TestRequest[];
  /** Requests that are not kept any more. */
  readonly dropped: number;
}

/** A turn that is asked for. */
export interface AskedTurn {
  readonly request: SimRequest;
  /** The test that the request names; `undefined`: none. */
  readonly test: string | undefined;
  readonly api: string;
  readonly endpoint: string;
  readonly requestId: string;
  readonly headers: RequestContext['headers'];
  /** What makes two requests the same, if that was found out already. */
  readonly identity: Seed | undefined;
  readonly body: unknown;
}

/** A turn that a scenario may decide. */
export interface ScriptedTurn {
  /** What the simulator is asked for besides. */
  readonly controls: RequestControls;
  /** Notes what was planned, before the client learns of it. */
  planned(plan: PlannedReply | PlannedFailure): void | Promise<void>;
  /** Notes why nothing could be planned. */
  refused(error: unknown): void | Promise<void>;
}

/** Lets scenarios decide turns, and judges tests. */
export interface ScenarioService {
  /** Whether a turn is of a test, or there are scenarios for all. */
  concerns(test: string | undefined): boolean;
  /** @throws RequestError if no scenario fits, and that is to be refused */
  begin(asked: AskedTurn): Promise<ScriptedTurn>;
  /** @throws ScenarioError if the scenarios are wrong */
  put(test: string, setup: TestSetup): Promise<void>;
  report(test: string): Promise<TestReport | undefined>;
  delete(test: string): Promise<boolean>;
  list(): Promise<readonly string[]>;
}

/** What a server knows of scenarios. */
export interface ScenarioServiceOptions {
  /** Those that hold for all tests that have none of their own. */
  readonly scenarios: readonly ScenarioSource[];
  /** What is done with a request that nothing fits, where the files do not say. */
  readonly unmatched: Unmatched;
  readonly desk: TestDesk;
}

export function createScenarioService(options: ScenarioServiceOptions): ScenarioService {
  const { scenarios, unmatched, desk } = options;
  const shelf = createBookShelf(unmatched);
  let common: Promise<ScenarioBook> | undefined;
  const commonBook = (): Promise<ScenarioBook> | undefined =>
    scenarios.length === 0 ? undefined : (common ??= openBook(scenarios, unmatched));

  /** @param kept - what was known when the turn began: it may have had to make room since */
  const bookFor = (
    test: string,
    { version, scenarios: own }: TestTurn,
    kept: KeptBook | undefined,
  ): Promise<ScenarioBook> | undefined => {
    if (version === undefined) return commonBook();
    return own === undefined ? kept?.book : shelf.open(test, version, own);
  };

  return {
    concerns: (test) => test !== undefined || scenarios.length > 0,
    async begin(asked) {
      const { test = defaultTest } = asked;
      const kept = shelf.find(test);
      const turn = await desk.begin({ test, identity: identityOf(asked), known: kept?.version });
      return createScriptedTurn(asked, test, turn, await bookFor(test, turn, kept), desk);
    },
    async put(test, setup) {
      if (setup.scenarios !== undefined) await openBook([setup.scenarios], unmatched);
      await desk.put(test, setup);
    },
    async report(test) {
      const record = await desk.get(test);
      if (record === undefined) return undefined;
      const book =
        record.scenarios === undefined ? await commonBook() : await openBook([record.scenarios], unmatched);
      return report(record, book);
    },
    delete: async (test) => desk.delete(test),
    list: async () => desk.list(),
  };
}

/** The same for all attempts of a request. */
function identityOf({ request, endpoint, identity = identifyRequest(request) }: AskedTurn): string {
  return deriveSeed(identity, endpoint).join('.');
}

async function createScriptedTurn(
  asked: AskedTurn,
  test: string,
  turn: TestTurn,
  book: ScenarioBook | undefined,
  desk: TestDesk,
): Promise<ScriptedTurn> {
  const { describeDecision, describePlan, readFacts, refusalOf, responderOf } = await loadScenarioPackage();
  const { request, api, endpoint, headers, requestId, body } = asked;
  const source = { provider: api, endpoint, headers };
  const facts = readFacts(request, source, turn.attempt);
  const decision = book?.decide(facts);
  const begun: TestRequest = {
    number: turn.number,
    request_id: requestId,
    api,
    endpoint,
    model: request.model,
    attempt: turn.attempt + 1,
    result: 'unmatched',
    scenario: null,
    turn: null,
    place: null,
    explanation: null,
    ...(decision !== undefined && describeDecision(decision)),
    fault: null,
    tool_calls: [],
    text: null,
    ...(turn.bodies && body !== undefined && { body }),
  };
  const controls = { attempt: turn.attempt, scope: test, source };
  if (decision !== undefined && decision.type !== 'met') {
    if (decision.type === 'ambiguous' || book?.unmatched === 'refuse') {
      await desk.note(test, begun);
      throw refusalOf(decision.explanation, request.model);
    }
  }
  return {
    controls: decision?.type === 'met' ? { ...controls, responder: responderOf(decision, facts) } : controls,
    planned: (plan) => desk.note(test, { ...begun, ...describePlan(plan) }),
    refused: (error) =>
      desk.note(test, {
        ...begun,
        result: 'invalid',
        explanation: isRequestError(error) ? (error.failure.message ?? error.failure.kind) : String(error),
      }),
  };
}

async function report(record: TestRecord, book: ScenarioBook | undefined): Promise<TestReport> {
  const { judge } = await loadScenarioPackage();
  const { id, requests, dropped, scenarios } = record;
  const all = scenarios !== undefined;
  const verdict = judge(book?.set, requests, { all, unmatched: book?.unmatched ?? 'generate', dropped });
  return { test: id, ...verdict, requests, dropped };
}
