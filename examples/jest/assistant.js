// The app under test: it answers, and says so when the service cannot.
import OpenAI from 'openai';

/**
 * @param {OpenAI} client
 * @param {string} question
 */
export async function answer(client, question) {
  try {
    const completion = await client.chat.completions.create({
      model: 'gpt-5-mini',
      messages: [{ role: 'user', content: question }],
    });
    return completion.choices[0].message.content;
  } catch (error) {
    if (error instanceof OpenAI.APIError && (error.status === 429 || error.status >= 500)) {
      return 'Please try again later.';
    }
    throw error;
  }
}
