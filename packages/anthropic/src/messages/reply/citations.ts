import type { PlannedReply } from '@llmsim/core';
import { findSources, encrypt } from '../hosted/invented-results.js';
import { textOf } from '../hosted/describe-result.js';
import { hostedToolOf, inputOf } from '../hosted/hosted-blocks.js';
import type { MessagesRequest } from '../messages-request.js';
import type { CitableSource } from '../request/conversation.js';

/** How much of a source is cited, in UTF-16 units. */
const longestCitation = 120;

/**
 * What a part of the text rests on: the first text of a reply cites what was searched for before it, or else the first
 * source that the request lets it cite.
 */
export function citationsOf(request: MessagesRequest, reply: PlannedReply, index: number): readonly object[] {
  if (request.citable.length === 0 && request.hostedTools.size === 0) return [];
  const parts = reply.turns[0]?.parts ?? [];
  if (parts.findIndex(({ type }) => type === 'text') !== index) return [];
  for (const part of parts.slice(0, index)) {
    if (hostedToolOf(request, part)?.type.startsWith('web_search') === true) {
      return citeSearch(textOf(inputOf(part) ?? {}, 'query'));
    }
  }
  const [source] = request.citable;
  return source === undefined ? [] : [citeSource(source)];
}

function citeSearch(query: string): readonly object[] {
  const [source] = findSources(query);
  if (source === undefined) return [];
  return [
    {
      type: 'web_search_result_location',
      cited_text: source.text.slice(0, longestCitation),
      url: source.url,
      title: source.title,
      encrypted_index: encrypt(`${source.url} index`, 64),
    },
  ];
}

function citeSource({ kind, index, title: named, source, text }: CitableSource): object {
  const title = named ?? null;
  const cited_text = text.slice(0, longestCitation);
  const document = { cited_text, document_index: index, document_title: title };
  switch (kind) {
    case 'text':
      return {
        type: 'char_location',
        ...document,
        start_char_index: 0,
        end_char_index: cited_text.length,
        file_id: null,
      };
    case 'pdf':
      return {
        type: 'page_location',
        ...document,
        start_page_number: 1,
        end_page_number: 2,
        file_id: null,
      };
    case 'content':
      return {
        type: 'content_block_location',
        ...document,
        start_block_index: 0,
        end_block_index: 1,
        file_id: null,
      };
    case 'search-result':
      return {
        type: 'search_result_location',
        cited_text,
        search_result_index: index,
        source,
        title,
        start_block_index: 0,
        end_block_index: 1,
      };
  }
}
