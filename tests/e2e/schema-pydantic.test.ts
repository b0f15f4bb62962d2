import type { RunningServer } from '@llmsim/server';
import { Ajv2020 } from 'ajv/dist/2020.js';
import OpenAI from 'openai';
import { startApiServer } from './api-server.js';
import { pydanticDefinitions, pydanticShapes, type PydanticShape } from './pydantic-shapes.js';

// What Python programs send: openai-python's parse() over pydantic's models, and frameworks that are not strict.
let server: RunningServer;
let client: OpenAI;

beforeAll(async () => {
  server = await startApiServer(['openai'], { strict: true });
  client = new OpenAI({ baseURL: `${server.url}/openai/v1`, apiKey: 'any', maxRetries: 0 });
});
afterAll(() => server.close());

const model = 'gpt-4o';
const input = 'Tell me about Paris.';
const modelOf = (v: unknown) => ({
  type: 'object',
  title: 'Model',
  properties: { v },
  required: ['v'],
  additionalProperties: false,
  $defs: pydanticDefinitions,
});
const isValid = (schema: object, text: string | null | undefined) =>
  new Ajv2020({ strict: false, validateFormats: false }).validate(schema, JSON.parse(text ?? 'null'));

/** The same schema in the four places where a program may send it. */
async function askEverywhere(
  { schema: v }: PydanticShape,
  strict: boolean,
): Promise<readonly (string | null)[]> {
  const schema = modelOf(v);
  const named = { name: 'model', strict };
  const messages = [{ role: 'user' as const, content: input }];
  const replies = await Promise.all([
    client.chat.completions.create({
      model,
      messages,
      response_format: { type: 'json_schema', json_schema: { ...named, schema } },
    }),
    client.chat.completions.create({
      model,
      messages,
      tools: [{ type: 'function', function: { ...named, parameters: schema } }],
      tool_choice: 'required',
    }),
  ]);
  const responses = await Promise.all([
    client.responses.create({ model, input, text: { format: { type: 'json_schema', ...named, schema } } }),
    client.responses.create({
      model,
      input,
      tools: [{ type: 'function', ...named, parameters: schema }],
      tool_choice: 'required',
    }),
  ]);
  return [
    ...replies.map(({ choices: [choice] }) => {
      const [call] = choice?.message.tool_calls ?? [];
      return call?.type === 'function' ? call.function.arguments : (choice?.message.content ?? null);
    }),
    ...responses.map(({ output: [item], output_text: text }) =>
      item?.type === 'function_call' ? item.arguments : text,
    ),
  ];
}

const named = (shapes: readonly PydanticShape[]) => shapes.map((shape) => [shape.field, shape] as const);

describe('a strict schema with a field of pydantic', () => {
  it.each(named(pydanticShapes.filter(({ refusal }) => refusal === undefined)))(
    'is answered: %s',
    async (_, shape) => {
      for (const text of await askEverywhere(shape, true))
        expect([text, isValid(modelOf(shape.schema), text)]).toEqual([text, true]);
    },
  );

  it.each(named(pydanticShapes.filter(({ refusal }) => refusal !== undefined)))(
    'is refused: %s',
    async (_, shape) => {
      await expect(askEverywhere(shape, true)).rejects.toMatchObject({
        status: 400,
        message: expect.stringContaining(shape.refusal ?? '') as string,
      });
    },
  );
});

it.each(named(pydanticShapes.filter(({ field }) => !field.startsWith('a reference'))))(
  'a schema that is not strict may have any field: %s',
  async (_, shape) => {
    for (const text of await askEverywhere(shape, false))
      expect([text, isValid(modelOf(shape.schema), text)]).toEqual([text, true]);
  },
);
