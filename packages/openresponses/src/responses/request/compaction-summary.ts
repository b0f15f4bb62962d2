import type { SimMessage } from '@llmsim/core';
import { openContent, sealContent } from './sealed-content.js';

// What this file needs of its environment; Node and browsers both have it.
declare function btoa(text: string): string;
declare function atob(text: string): string;

/** The most characters that a summary keeps of one message, and of all together. */
const longestExcerpt = 200;
const longestSummary = 4000;

/** A summary of a conversation: how each message begins, the latest ones if it is long. */
export function summarize(messages: readonly SimMessage[]): string {
  const excerpts = messages.map(({ role, content }) => {
    let text = '';
    for (const part of content) {
      if (text.length > longestExcerpt) break;
      text += `${text === '' ? '' : ' '}${part.type === 'text' ? part.text.slice(0, longestExcerpt) : `[${part.type}]`}`;
    }
    return `${role}: ${text.slice(0, longestExcerpt)}`;
  });
  return excerpts.join('\n').slice(-longestSummary);
}

/** Wraps a summary up as the opaque content of a compaction item. */
export function wrapSummary(summary: string): string {
  // Base64 takes bytes, so other characters are escaped first. Half a character cannot be escaped.
  const escaped = encodeURIComponent(summary.replace(/\p{Surrogate}/gu, '\ufffd'));
  return sealContent(btoa(escaped).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', ''));
}

/** What a compaction item says: its summary, or the content itself where somebody else made it. */
export function readSummary(content: string): string {
  const payload = openContent(content);
  if (payload === undefined) return content;
  try {
    return decodeURIComponent(atob(payload.replaceAll('-', '+').replaceAll('_', '/')));
  } catch {
    return content;
  }
}
