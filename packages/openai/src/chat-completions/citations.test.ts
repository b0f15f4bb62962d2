import { bodyOf, chunkTextsOf, parseChat } from '../../fixtures/exchanges.js';
import { replyOf, textPart, turnOf } from '../../fixtures/planned-reply.js';
import { citeSources, searches } from './citations.js';

const reply = replyOf([turnOf('stop', textPart('Hello', ' world'))]);
const body = { model: 'gpt-4o-search-preview', web_search_options: {} };

describe('citeSources', () => {
  it('cites one source for the whole text', () => {
    expect(citeSources(11)).toMatchObject([{ url_citation: { start_index: 0, end_index: 11 } }]);
  });

  it('cites nothing for no text', () => {
    expect(citeSources(0)).toEqual([]);
  });

  it('is what models do that search', () => {
    expect(searches('gpt-4o-mini-search-preview')).toBe(true);
    expect(searches('gpt-4o')).toBe(false);
  });

  it('stands in the message, and in a chunk of its own before the last of the choice', () => {
    const whole = bodyOf(parseChat(body).encodeReply(reply)) as {
      choices: { message: { annotations: unknown } }[];
    };
    const streamed = chunkTextsOf(body, reply).map(
      (text) =>
        (JSON.parse(text) as { choices: { delta: { annotations?: unknown }; finish_reason: unknown }[] })
          .choices[0],
    );
    expect(whole.choices[0]?.message.annotations).toEqual(citeSources(11));
    expect(streamed.at(-2)?.delta.annotations).toEqual(citeSources(11));
    expect(streamed.at(-1)).toMatchObject({ delta: {}, finish_reason: 'stop' });
    expect(streamed).toHaveLength(5);
  });
});
