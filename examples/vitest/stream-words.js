// The app under test: hands on the words of a reply as soon as each is whole.

/**
 * @param {import('openai').default} client
 * @param {string} question
 */
export async function* streamWords(client, question) {
  const stream = await client.responses.create({ model: 'gpt-5-mini', input: question, stream: true });
  let rest = '';
  for await (const event of stream) {
    if (event.type !== 'response.output_text.delta') continue;
    rest += event.delta;
    const words = rest.split(' ');
    rest = words.pop();
    yield* words;
  }
  if (rest !== '') yield rest;
}
