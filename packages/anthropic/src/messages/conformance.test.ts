import type { GenerationEndpoint } from '@llmsim/core';
import { createSimulator } from '@llmsim/core';
import { answer, bodiesOf, context, createProvider, endpointAt, frames, jsonOf } from '../../fixtures/ask.js';
import { replyBodies } from '../../fixtures/reply-bodies.js';
import {
  hasRecordings,
  kindOf,
  loadFacts,
  pairsOf,
  readRecordings,
  typeOf,
  type Recording,
  type RecordedFacts,
} from '../../fixtures/recorded-facts.js';

type Fields = Readonly<Record<string, unknown>>;

const facts = loadFacts();

/** Members that replies have and not one recording has, with the reason. */
const added: Readonly<Record<string, string>> = {
  'message diagnostics': 'of the official client’s types; no recorded request asked for them',
};

/** Blocks that no request of a client can bring about here, with the reason. */
const leftOut: Readonly<Record<string, string>> = {
  compaction: 'context is not compacted: llmsim keeps no more of a conversation than a client sends',
  text_editor_code_execution_tool_result: 'the simulated model runs commands and edits no files',
};

function checkMembers(value: Fields, known: RecordedFacts['message'], where: string): void {
  for (const [key, member] of Object.entries(value)) {
    expect([where, key, known.types[key] ?? added[`${where} ${key}`]]).not.toEqual([where, key, undefined]);
    const expected = known.types[key];
    // The recordings have no refusal and hardly a stop sequence: what may be null is not known to be all else.
    if (expected !== undefined && !expected.includes('null')) {
      expect([where, key, expected.includes(typeOf(member))]).toEqual([where, key, true]);
    }
  }
  for (const key of known.required) expect([where, key, key in value]).toEqual([where, key, true]);
}

function checkMessage(message: Fields): void {
  checkMembers(message, facts.message, 'message');
  checkMembers(message['usage'] as Fields, facts.usage, 'usage');
  for (const block of message['content'] as readonly Fields[]) {
    const type = String(block['type']);
    const known = facts.blocks[type];
    if (type === 'redacted_thinking') continue;
    expect([type, known?.sets ?? []]).toEqual([
      type,
      expect.arrayContaining([Object.keys(block).sort().join(' ')]),
    ]);
    for (const [key, member] of Object.entries(block)) {
      expect([type, key, known?.types[key]]).toEqual([type, key, expect.arrayContaining([typeOf(member)])]);
    }
  }
}

describe('replies have the members of recorded ones', () => {
  it.each(Object.keys(replyBodies))('%s', (name) => {
    checkMessage(answer(replyBodies[name] ?? {}));
  });
});

describe('streams have the events of recorded ones', () => {
  it.each(Object.keys(replyBodies))('%s', (name) => {
    const events = bodiesOf(frames(replyBodies[name] ?? {}));
    for (const event of events) {
      const kind = kindOf(event);
      if (unrecorded.has(kind)) continue;
      const orders = facts.events[kind] ?? [];
      expect([kind, orders]).toEqual([kind, expect.arrayContaining([Object.keys(event).join(' ')])]);
    }
    const unknown = pairsOf(events).filter((pair) => !facts.order.includes(pair));
    expect(unknown.filter((pair) => !unrecorded.has(pair))).toEqual([]);
  });
});

/** What follows each other in our streams and not in the recorded ones, all of which the SDKs read. */
const unrecorded: ReadonlySet<string> = new Set([
  // Thinking that is not shown was recorded in whole replies alone.
  'content_block_start thinking > content_block_delta signature_delta',
  // So were tools of MCP servers.
  ...['content_block_start mcp_tool_use', 'content_block_start mcp_tool_result'],
  'content_block_start mcp_tool_use > content_block_delta input_json_delta',
  'content_block_stop > content_block_start mcp_tool_result',
  'content_block_start mcp_tool_result > content_block_stop',
  'message_start > content_block_start mcp_tool_use',
]);

// The recordings are not part of this repository.
const picture =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const describeRecorded = hasRecordings ? describe : describe.skip;

describeRecorded('recorded requests', () => {
  const provider = createProvider();
  const messages = endpointAt(provider, '/v1/messages') as GenerationEndpoint;
  const simulator = createSimulator({ seed: 1 });
  // Skipped tests are described, too.
  const recorded = (hasRecordings ? readRecordings() : []).filter(({ request }) =>
    /\/v1\/messages(\?|$)/.test(request.path),
  );
  const good = recorded.filter(({ response }) => response.status === 200);

  it('are there', () => expect(good.length).toBeGreaterThan(230));

  it('are all read, and their replies have no member and no block that recorded ones have not', () => {
    const refused: string[] = [];
    const missing = new Set<string>();
    for (const recording of good) {
      const reply = answerRecorded(restore(recording));
      if (typeof reply === 'string') refused.push(`${recording.source}: ${reply}`);
      else {
        checkMessage(reply);
        noteMissing(recording, reply, missing);
      }
    }
    expect(refused).toEqual([]);
    expect([...missing].sort()).toEqual(Object.keys(omitted).sort());
  });

  /** Members of recorded replies that ours have not, with the reason. */
  const omitted: Readonly<Record<string, string>> = {
    'message.container': 'the recorded model ran code where the simulated one, which goes by words, did not',
    'usage.server_tool_use': 'the recorded model searched where the simulated one did not',
  };

  /** Recordings have their long texts cut; what is no Base64 any more is a small picture, or a small document. */
  function restore({ request, ...rest }: Recording): Recording {
    const body: unknown = JSON.parse(JSON.stringify(request.body), (key, value: unknown) =>
      key === 'data' && typeof value === 'string' && value.includes('(cut,')
        ? value.startsWith('JVBERi')
          ? 'JVBERi0xLjQK'
          : picture
        : value,
    );
    return { ...rest, request: { ...request, body } };
  }

  function noteMissing({ response }: Recording, reply: Fields, missing: Set<string>): void {
    if (typeof response.body === 'string') return;
    const body = response.body as Fields;
    for (const key of Object.keys(body)) if (!(key in reply)) missing.add(`message.${key}`);
    const usage = reply['usage'] as Fields;
    for (const key of Object.keys(body['usage'] as Fields)) if (!(key in usage)) missing.add(`usage.${key}`);
  }

  function answerRecorded({ request }: Recording): Fields | string {
    const body = { ...(request.body as Fields), stream: false };
    try {
      const exchange = messages.parse(body, context);
      if (exchange instanceof Promise) return 'it is in a thread';
      const plan = simulator.plan(exchange.request, { responder: exchange.responder });
      if (plan.type === 'failure') return plan.fault;
      return jsonOf(exchange.encodeReply(plan));
    } catch (error) {
      return (error as Error).message;
    }
  }
});

describe('recorded blocks', () => {
  it('all come about, but for those that are left out with a reason', () => {
    const replies = Object.values(replyBodies).map((body) => answer(body));
    const types = new Set(
      replies.flatMap(({ content }) => (content as readonly Fields[]).map((block) => block['type'])),
    );
    const missing = Object.keys(facts.blocks).filter((type) => !types.has(type));
    expect(missing).toEqual(Object.keys(leftOut));
  });
});
