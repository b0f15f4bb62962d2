/** A source that a passage of the text rests on. Indices are UTF-16 code units; the end is not part of it. */
export interface UrlCitation {
  readonly type: 'url_citation';
  readonly url_citation: {
    readonly end_index: number;
    readonly start_index: number;
    readonly title: string;
    readonly url: string;
  };
}

/** Whether the model looks things up before it answers. */
export function searches(modelId: string): boolean {
  return modelId.includes('-search');
}

/**
 * The sources of a reply of a model that searches: one, for all of the text, at a host that is reserved for examples.
 * Nothing was looked up.
 */
export function citeSources(textLength: number): readonly UrlCitation[] {
  if (textLength === 0) return [];
  return [
    {
      type: 'url_citation',
      url_citation: {
        end_index: textLength,
        start_index: 0,
        title: 'Example Domain',
        url: 'https://example.com/',
      },
    },
  ];
}
