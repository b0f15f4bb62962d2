import type { CaptureNode } from '../capture/capture-node.js';
import type { CapturedChunks } from '../capture/captured-request.js';
import type { JsonFormat, RecordedReply } from './capture-format.js';
import { emptyTranscript, readMessage, type Transcript } from './wire-message.js';
import { countTranscript } from './count-transcript.js';
import { decodeBase64 } from './decode-base64.js';

/** HAR 1.2, as browsers and proxies save it: calls of chat completions, Responses, Messages and Gemini's API. */
export const harFormat: JsonFormat = {
  name: 'har',
  summary: 'HAR 1.2, as browsers and proxies save it, with the bodies',
  recognizes: (document) => Array.isArray(document.get('log').get('entries').value),
  read: (document) => document.get('log').get('entries').items().map(readEntry),
};

function readEntry(entry: CaptureNode): RecordedReply {
  const response = entry.get('response');
  const timings = entry.get('timings');
  const waitMs = duration(timings.get('send')) + duration(timings.get('wait'));
  const totalMs = waitMs + duration(timings.get('receive'));
  const text = bodyOf(response.get('content'));
  if (response.get('status').value !== 200 || text === undefined) return 'skipped';

  const transcript = emptyTranscript();
  const events = eventsOf(entry, text);
  if (events === undefined) readMessage(parse(text), transcript);
  else for (const { data, atMs } of events) readMessage(parse(data), transcript, atMs);
  const { usage } = transcript;
  const model = transcript.model ?? modelAsked(entry);
  if (usage.outputTokens === 0 || model === undefined) return 'skipped';

  const { tokens, kinds } = countTranscript(transcript, model);
  const isStream = events !== undefined && tokens.length > 0;
  const atMs = isStream ? plausibleTimes(transcript, totalMs) : undefined;
  const chunks: CapturedChunks | undefined = isStream ? { atMs, tokens, kinds } : undefined;
  const showsReasoning = kinds.includes('reasoning');
  return {
    model,
    inputTokens: usage.inputTokens,
    cachedInputTokens: usage.cachedInputTokens,
    outputTokens: usage.outputTokens,
    hiddenTokens: showsReasoning ? 0 : usage.reasoningTokens,
    firstChunkMs: isStream ? (atMs?.[0] ?? waitMs) : undefined,
    totalMs,
    chunkCount: isStream ? tokens.length : undefined,
    chunks,
  };
}

/** A timing of HAR; -1 says that it does not apply. */
function duration(timing: CaptureNode): number {
  return timing.value === -1 ? 0 : (timing.time() ?? timing.fail('a time is missing'));
}

function bodyOf(content: CaptureNode): string | undefined {
  const text = content.get('text').text();
  if (text === undefined || content.get('encoding').value !== 'base64') return text;
  return decodeBase64(text) ?? content.get('text').fail('this is not text in base64');
}

function modelAsked(entry: CaptureNode): string | undefined {
  const body = parse(entry.get('request').get('postData').get('text').text() ?? '');
  const model = (body as { readonly model?: unknown } | undefined)?.model;
  return typeof model === 'string' ? model : undefined;
}

interface Message {
  readonly data: string;
  /** When it came, in milliseconds after the request; `undefined`: nobody wrote it down. */
  readonly atMs: number | undefined;
}

/** The messages of an event stream; `undefined`: it is none. */
function eventsOf(entry: CaptureNode, text: string): readonly Message[] | undefined {
  const startMs = Date.parse(entry.get('startedDateTime').text() ?? '');
  const recorded = entry.get('_eventSourceMessages');
  if (Array.isArray(recorded.value) && recorded.value.length > 0) {
    return recorded.items().map((message) => ({
      data: message.get('data').text() ?? '',
      atMs: Number(message.get('time').value) * 1000 - startMs,
    }));
  }
  const { value: type } = entry.get('response').get('content').get('mimeType');
  if (!String(type).startsWith('text/event-stream')) return undefined;
  return text.split(/\r?\n\r?\n/).flatMap((block) => {
    const data = block
      .split(/\r?\n/)
      .filter((line) => line.startsWith('data:'))
      .map((line) => line.slice(5).trimStart());
    return data.length === 0 ? [] : [{ data: data.join('\n'), atMs: undefined }];
  });
}

/** Times of messages are of the browser's making: they are taken where they lie within the request. */
function plausibleTimes(transcript: Transcript, totalMs: number): readonly number[] | undefined {
  const times = transcript.deltas.map(({ atMs }) => atMs ?? NaN);
  return times.every((atMs, index) => atMs >= (times[index - 1] ?? 0) && atMs <= totalMs + 1000)
    ? times
    : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
