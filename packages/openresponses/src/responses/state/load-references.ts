import { RequestError, type RunningCalls } from '@llmsim/core';
import { refuse } from '@llmsim/wire';
import type { OpenQuestions } from '../request/check-conversation.js';
import type { LoadedReferences, References } from '../request/parse-request.js';
import type { Item } from '../request/responses-request.js';
import type { ConversationStore } from './conversation-store.js';
import { describeInput } from './describe-input.js';
import type { KnownTurn, KnownTurns } from './known-turns.js';
import type { ResponseStore, StoredResponse } from './response-store.js';
import { currentResponse, isOver } from './run-state.js';

/** Where what a request refers to may be found. */
export interface ReferenceSource {
  readonly responses: ResponseStore;
  readonly running: Pick<RunningCalls, 'state'>;
  readonly conversations: ConversationStore;
  /** Turns that were loaded before; by default none are kept. */
  readonly turns?: KnownTurns | undefined;
  /**
   * What only this connection knows: the items of a conversation up to and including a response. Asked first;
   * `undefined`: it does not know the response.
   */
  readonly local?: ((id: string) => readonly Item[] | undefined) | undefined;
}

/** Finds what a request refers to. @throws RequestError if something of it does not exist */
export async function loadReferences(what: References, source: ReferenceSource): Promise<LoadedReferences> {
  const earlier =
    what.previousResponseId !== undefined
      ? await loadChain(what.previousResponseId, source)
      : what.conversationId !== undefined
        ? (await source.conversations.get(what.conversationId)).items
        : [];
  const referenced = new Map<string, Item>();
  for (const id of what.references) {
    const own = earlier.find((item) => item['id'] === id);
    referenced.set(id, own ?? (await findItem(id, source)));
  }
  if (what.questions.reasoning.length > 0 || what.questions.followers.length > 0) {
    await answerQuestions(what.questions, new Set(earlier.map((item) => item['id'])), source);
  }
  return { earlier, referenced, read: source.turns?.read };
}

/**
 * Refuses reasoning that is neither stored nor encrypted (anomalyco/opencode#7724), and items that came back without
 * the reasoning that they followed (mastra-ai/mastra#8738, continuedev/continue#11309).
 * @throws RequestError
 */
async function answerQuestions(
  { reasoning, followers }: OpenQuestions,
  known: ReadonlySet<unknown>,
  source: ReferenceSource,
): Promise<void> {
  for (const id of reasoning) if (!known.has(id)) await findItem(id, source);
  for (const id of followers) {
    if (known.has(id)) continue;
    const stored = await source.responses.findOwner(id);
    if (stored === undefined) continue;
    const { output } = await currentResponse(stored, source);
    const place = output.findIndex((item) => item['id'] === id);
    const before = output.slice(0, Math.max(place, 0)).findLast(({ type }) => type === 'reasoning');
    if (before !== undefined && !known.has(before['id'])) {
      refuse(
        `Item '${id}' of type '${String(output[place]?.type)}' was provided without its required 'reasoning' item: '${String(before['id'])}'.`,
        'input',
      );
    }
  }
}

async function loadChain(id: string, source: ReferenceSource): Promise<readonly Item[]> {
  const turns: (readonly Item[])[] = [];
  /** The turn that follows the one that is looked for. */
  let after: KnownTurn | undefined;
  for (let next: string | null = id; next !== null;) {
    const known = source.local?.(next);
    if (known !== undefined) {
      turns.push(known);
      break;
    }
    // The latest one is looked up, since it may have been deleted; and what is known of it was over.
    let turn: KnownTurn | undefined =
      after === undefined ? undefined : (after.before ?? source.turns?.get(next));
    if (turn !== undefined) {
      if (after?.before !== turn && after !== undefined) source.turns?.link(after, turn);
      turns.push(turn.items);
      after = turn;
      next = turn.previousResponseId;
      continue;
    }
    const stored: StoredResponse | undefined = await source.responses.find(next);
    if (stored === undefined) {
      refuse(
        `Previous response with id '${next}' not found.`,
        'previous_response_id',
        'previous_response_not_found',
      );
    }
    const response = await currentResponse(stored, source);
    if (!isOver(response)) {
      refuse(`Previous response with id '${next}' is still in progress.`, 'previous_response_id');
    }
    const { previousResponseId } = stored;
    turn = source.turns?.get(next);
    if (turn === undefined) {
      const items = [...describeInput(stored.input, stored.id), ...response.output];
      turn = { items, previousResponseId };
      turn = source.turns?.set(next, turn) ?? turn;
    }
    if (after !== undefined) source.turns?.link(after, turn);
    turns.push(turn.items);
    after = turn;
    next = previousResponseId;
  }
  return turns.reverse().flat();
}

async function findItem(id: string, source: ReferenceSource): Promise<Item> {
  const { responses, conversations } = source;
  const stored = await responses.findOwner(id);
  const items =
    stored === undefined
      ? (await conversations.findOwner(id))?.items
      : [...describeInput(stored.input, stored.id), ...(await currentResponse(stored, source)).output];
  const found = items?.find((item) => item['id'] === id);
  if (found !== undefined) return found;
  throw new RequestError({
    kind: 'not-found',
    message: `Item with id '${id}' not found. Items are not persisted when \`store\` is set to false. Try again with \`store\` set to true, or remove this item from your input.`,
    param: 'input',
  });
}
