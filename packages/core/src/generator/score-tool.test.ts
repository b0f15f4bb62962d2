import type { ToolDeclaration } from '../turn/sim-request.js';
import { readMessageWords, scoreTool } from './score-tool.js';

function declare(
  name: string,
  description = '',
  properties: Readonly<Record<string, unknown>> = {},
): ToolDeclaration {
  const parameters = { type: 'object', properties, required: Object.keys(properties) };
  return { type: 'function', name, description, parameters, strict: false };
}

function score(tool: ToolDeclaration, message: string): number {
  return scoreTool(tool, readMessageWords(message));
}

const text = { type: 'string' };
const number = { type: 'number' };
const weather = declare('get_weather', 'Get the current weather in a given location', {
  location: text,
  unit: { type: 'string', enum: ['celsius', 'fahrenheit'] },
});

describe('scoreTool', () => {
  it.each<[ToolDeclaration, string]>([
    [weather, "What's the weather like in San Francisco?"],
    [weather, 'weather paris'],
    [weather, 'Will it rain tomorrow?'],
    [declare('sendEmail', 'Sends a message'), 'Please email Bob about the meeting'],
    [declare('book-flight'), 'I am booking flights to Rome'],
    [declare('calculator', 'Does arithmetic', { expression: text }), 'Calculate the total'],
    [declare('calculator', '', { expression: text }), '12 * (7 + 1)'],
    [declare('translate_text', 'Translation between languages'), 'I need a translation of this letter'],
    [declare('add', 'Adds', { a: number, b: number }), 'How much is 2 plus 3'],
  ])('gives %j a strong score for %p', (tool, message) => {
    expect(score(tool, message)).toBeGreaterThanOrEqual(3);
  });

  it.each<[ToolDeclaration, string]>([
    [declare('kb', 'Returns the capital of a country'), 'What is the capital of France'],
    [declare('web_search', 'Finds pages', { query: text }), 'Who won the world cup?'],
    [declare('f', '', { unit: { type: 'string', enum: ['celsius', 'kelvin'] } }), 'Convert it to kelvin'],
    [declare('combine', '', { a: number, b: number }), 'Take 12 and 30'],
  ])('gives %j a weak score for %p', (tool, message) => {
    expect(score(tool, message)).toBe(2);
  });

  it.each<[ToolDeclaration, string]>([
    [weather, 'Hello, can you help me?'],
    [weather, 'Tell me a joke about cats'],
    [weather, ''],
    [declare('get_current_time', 'Returns the time'), 'What is the current price of gold?'],
    [declare('count_items', 'Counts'), 'Which country is largest'],
    [declare('create_user', 'Adds an account', { name: text }), 'What is your name?'],
    [declare('combine', '', { a: number, b: number }), 'Take 12'],
  ])('gives %j nothing for %p', (tool, message) => {
    expect(score(tool, message)).toBe(0);
  });

  it('prefers the tool whose name was said to one that only speaks of it', () => {
    const other = declare('get_news', 'News, also about the weather', { topic: text });
    const message = 'How is the weather in Oslo?';
    expect(score(weather, message)).toBeGreaterThan(score(other, message));
  });

  it('knows custom tools by name and description', () => {
    expect(
      score(
        { type: 'custom', name: 'run_python', description: 'Executes Python code' },
        'Use python for this',
      ),
    ).toBeGreaterThanOrEqual(3);
  });

  it.each<ToolDeclaration>([
    { type: 'function', name: 'weather', strict: false },
    { type: 'function', name: 'weather', parameters: true, strict: false },
    {
      type: 'function',
      name: 'weather',
      parameters: { properties: { a: 5, b: { enum: 'x' } }, required: 'a' },
      strict: false,
    },
  ])('reads on over strange parameters: %j', (tool) => {
    expect(score(tool, 'weather')).toBe(3);
  });
});
