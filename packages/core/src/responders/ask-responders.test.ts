import { RequestError } from '../errors/request-error.js';
import { createFailureMode } from '../faults/modes/registry.js';
import { createGenerator } from '../generator/generators/registry.js';
import { latencyProfile } from '../latency/latency-profiles.js';
import type { RequestControls } from '../simulator/request-controls.js';
import { createSimulator, type SimulatorOptions } from '../simulator/simulator.js';
import { createSimRequest, type SimRequestInput } from '../turn/create-sim-request.js';
import type { TurnPart } from '../turn/simulated-turn.js';
import type { Responder, ResponderContext, ResponderResult } from './responder.js';

const words = (text: string): TurnPart => ({ type: 'text', pieces: text.split(/(?= )/) });

const says = (text: string, rest: ResponderResult = {}): Responder => ({
  name: `says ${text}`,
  respond: () => ({ turn: { parts: [words(text)], finishReason: 'stop' }, ...rest }),
});

const passes: Responder = { name: 'passes', respond: () => undefined };

function plan(
  options: SimulatorOptions,
  controls: RequestControls = {},
  request: Partial<SimRequestInput> = {},
) {
  const simulator = createSimulator({
    generator: createGenerator('fixed:generated'),
    latency: () => latencyProfile('instant'),
    ...options,
  });
  return simulator.plan(
    createSimRequest({ model: 'gpt-4o', messages: [{ role: 'user', content: 'Hi' }], ...request }),
    controls,
  );
}

function reply(...parameters: Parameters<typeof plan>) {
  const planned = plan(...parameters);
  if (planned.type !== 'reply') throw new Error(`planned a failure: ${planned.fault}`);
  return planned;
}

const textOf = (planned: ReturnType<typeof reply>) =>
  planned.turns.map(({ parts }) => parts.flatMap(({ pieces }) => pieces).join('')).join('|');

describe('responders', () => {
  it('are asked in order: the first that has a turn answers', () => {
    const planned = reply({ responders: [passes, says('first'), says('second')] });
    expect(textOf(planned)).toBe('first');
    expect(planned.answeredBy).toBe('says first');
  });

  it('leave the request to the generator if none has a turn', () => {
    const planned = reply({ responders: [passes] });
    expect(textOf(planned)).toBe('generated');
    expect(planned.answeredBy).toBe('fixed');
  });

  it('stand before the model’s own tool calls and JSON', () => {
    const request: Partial<SimRequestInput> = {
      tools: [{ type: 'function', name: 'find', strict: false }],
      toolChoice: { mode: 'required' },
      outputFormat: { type: 'json-object' },
    };
    expect(reply({}, {}, request).answeredBy).toBe('tool-calls');
    expect(reply({}, {}, { outputFormat: { type: 'json-object' } }).answeredBy).toBe('structured-output');
    expect(textOf(reply({ responders: [says('script')] }, {}, request))).toBe('script');
  });

  it('may come with one request, and then stand before all others', () => {
    expect(textOf(reply({ responders: [says('always')] }, { responder: says('once') }))).toBe('once');
    expect(textOf(reply({ responders: [says('always')] }, { responder: passes }))).toBe('always');
  });

  it('say calls, reasoning and refusals, and why the turn ends', () => {
    const parts: TurnPart[] = [
      { type: 'reasoning', tokenCount: 4, pieces: [] },
      { type: 'refusal', pieces: ['No', '.'] },
      { type: 'tool-call', tool: 'function', name: 'f', pieces: ['{', '}'] },
    ];
    const script: Responder = {
      name: 'script',
      respond: () => ({ turn: { parts, finishReason: 'content-filter' } }),
    };
    const planned = reply({ responders: [script] }, {}, { model: 'gpt-5' });
    // Its own reasoning, and none of the model's in front.
    expect(planned.turns).toEqual([{ parts, finishReason: 'content-filter' }]);
    expect(planned.usage).toMatchObject({ outputTokens: 8, reasoningTokens: 4 });
  });

  it('are cut by stop sequences and by the output limit like the generator', () => {
    const responders = [says('one two three four')];
    const stopped = reply({ responders }, {}, { stop: [' four', ' three'] });
    expect(textOf(stopped)).toBe('one two');
    expect(stopped.turns[0]).toMatchObject({ finishReason: 'stop', stopSequence: ' three' });
    expect([...stopped.timeline].map(({ event }) => event)).toContainEqual(
      expect.objectContaining({ type: 'choice-end', finishReason: 'stop', stopSequence: ' three' }),
    );
    expect(reply({ responders }, {}, { maxOutputTokens: 3 }).turns[0]?.finishReason).toBe('length');
  });

  it('may say something before the turn of somebody else', () => {
    const early: Responder = { name: 'early', respond: () => ({ before: [words('First. ')] }) };
    expect(textOf(reply({ responders: [early, says('Second.')] }))).toBe('First. Second.');
    expect(textOf(reply({ responders: [early] }))).toBe('First. generated');
  });

  it('go on after the calls of tools that the service runs itself', () => {
    const [turn] = reply(
      {},
      {},
      {
        tools: [{ type: 'function', name: 'web_search', strict: false, hosted: true }],
        messages: [{ role: 'user', content: 'web_search' }],
      },
    ).turns;
    expect(turn).toMatchObject({
      parts: [{ type: 'tool-call', tool: 'hosted', name: 'web_search' }, { type: 'text' }],
      finishReason: 'stop',
    });
  });

  it('may decide how a turn of somebody else is delivered', () => {
    const slow = latencyProfile('gpt-4o');
    const delivery: Responder = {
      name: 'delivery',
      respond: () => ({ latency: slow, usage: { inputTokens: 7 }, label: 'rule 3' }),
    };
    const planned = reply({ seed: 1, responders: [delivery] });
    expect(textOf(planned)).toBe('generated');
    expect(planned.answeredBy).toBe('rule 3');
    expect(planned.usage.inputTokens).toBe(7);
    expect(planned.timeline.durationMs()).toBeGreaterThan(0);
    // What the request itself asks for wins.
    const asked = reply({ responders: [delivery] }, { latency: latencyProfile('instant') });
    expect(asked.timeline.durationMs()).toBe(0);
  });

  it('let an attempt fail, and the next one succeed', () => {
    const overloaded = createFailureMode('overloaded');
    const script: Responder = {
      name: 'script',
      respond: (_request, { attempt }) => (attempt === 0 ? { fault: overloaded } : undefined),
    };
    const simulator = createSimulator({ seed: 1, responders: [script] });
    const request = createSimRequest({ model: 'gpt-4o', messages: [{ role: 'user', content: 'Hi' }] });
    const plans = [simulator.plan(request), simulator.plan(request)];
    expect(plans.map(({ type, fault }) => [type, fault])).toEqual([
      ['failure', 'overloaded'],
      ['reply', undefined],
    ]);
  });

  it('are told the attempt that somebody else counted', () => {
    const attempts: number[] = [];
    const spy: Responder = {
      name: 'spy',
      respond(_request, { attempt }) {
        attempts.push(attempt);
        return undefined;
      },
    };
    for (const attempt of [7, undefined, 3]) plan({ responders: [spy] }, { attempt });
    expect(attempts).toEqual([7, 0, 3]);
  });

  it('let a turn break while it is played', () => {
    const cut = { ...says('one two'), respond: () => ({ fault: createFailureMode('disconnect') }) };
    expect(reply({ responders: [cut] })).toMatchObject({ fault: 'disconnect', ending: 'disconnect' });
  });

  it('refuse a request in words of their own', () => {
    const refuses: Responder = {
      name: 'refuses',
      respond() {
        throw new RequestError({ kind: 'invalid-request', message: 'No rule matches.' });
      },
    };
    expect(() => plan({ responders: [refuses] })).toThrow('No rule matches.');
  });

  it('are told which choice it is, which attempt, and where the request came in', () => {
    const seen: ResponderContext[] = [];
    const spy: Responder = {
      name: 'spy',
      respond(_request, context) {
        seen.push(context);
        return undefined;
      },
    };
    const source = { provider: 'openai', endpoint: 'completions', headers: { 'x-llmsim-test': 't1' } };
    reply({ responders: [spy] }, { source }, { choices: 2 });
    expect(seen.map((context) => [context.choice, context.attempt, context.source])).toEqual([
      [0, 0, source],
      [1, 0, source],
    ]);
  });
});

describe('what llmsim cannot follow of a schema', () => {
  const schema = (pattern: string) => ({
    type: 'object',
    properties: { a: { type: 'string', pattern, minLength: 3 } },
    required: ['a'],
  });
  const tool = (pattern: string): Partial<SimRequestInput> => ({
    tools: [{ type: 'function', name: 'f', parameters: schema(pattern), strict: false }],
    toolChoice: { mode: 'required' },
  });
  const format = (pattern: string): Partial<SimRequestInput> => ({
    outputFormat: { type: 'json-schema', name: 'f', schema: schema(pattern), strict: false },
  });
  const sentence = expect.stringMatching(/^The pattern "\(a\)\\\\1" is not followed/) as string;

  it.each([
    ['arguments', tool],
    ['a format', format],
  ])('is in the plan beside a value that follows the rest: %s', (_, ask) => {
    const planned = plan({}, {}, ask('(a)\\1'));
    expect(planned).toMatchObject({ type: 'reply', ignored: [sentence] });
    const [part] = planned.type === 'reply' ? (planned.turns[0]?.parts ?? []) : [];
    expect(JSON.parse((part as TurnPart).pieces.join(''))).toEqual({
      a: expect.stringMatching(/^.{3}/s) as string,
    });
    expect(plan({}, {}, ask('(?=a)'))).toMatchObject({ ignored: undefined });
  });

  it('is named of the calls that the service runs itself and of the format that follows them', () => {
    const hosted = {
      type: 'function',
      name: 'f',
      parameters: schema('(b)\\1'),
      strict: false,
      hosted: true,
    } as const;
    const ask = { ...format('(a)\\1'), tools: [hosted], toolChoice: { mode: 'required' } } as const;
    const ofCall = expect.stringMatching(/^The pattern "\(b\)/) as string;
    expect(plan({}, {}, ask)).toMatchObject({ ignored: [ofCall, sentence] });
  });

  it('can be refused as a limit of llmsim', () => {
    const refuse = () => plan({ schemaLimits: 'refuse' }, {}, tool('(a)\\1'));
    expect(refuse).toThrow(RequestError);
    expect(refuse).toThrow(/This is a limit of llmsim, not of the API/);
    expect(plan({ schemaLimits: 'refuse' }, {}, tool('^a+$'))).toMatchObject({ type: 'reply' });
  });
});
