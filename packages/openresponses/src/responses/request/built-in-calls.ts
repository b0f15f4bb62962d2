import type { JsonSchema } from '@llmsim/core';
import type { Fields } from '@llmsim/wire';

/** A tool of the API that the client runs itself: it is called as a function is, but is an item of its own. */
export interface BuiltInCall {
  /** The type of its item, and how the item's id begins. */
  readonly itemType: string;
  readonly idPrefix: string;
  /** What the simulated model writes. */
  readonly parameters: JsonSchema;
  /** The members of its item that say what to do. `written`: what the model wrote; `undefined`: not all of it yet. */
  describe(written: Fields | undefined): Fields;
}

const commands = ['ls', 'ls -la', 'pwd', 'git status', 'cat README.md'];
const paths = ['notes.txt', 'src/index.ts', 'docs/guide.md'];
const objectOf = (properties: Readonly<Record<string, unknown>>): JsonSchema => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});

/** By the type of the tool. Keys of items as OpenAI's document has them. */
export const builtInCalls: ReadonlyMap<string, BuiltInCall> = new Map([
  [
    'shell',
    {
      itemType: 'shell_call',
      idPrefix: 'sh',
      parameters: objectOf({ command: { type: 'string', enum: commands } }),
      describe: (written) => ({
        action: {
          commands: written === undefined ? [] : [written['command']],
          timeout_ms: null,
          max_output_length: null,
        },
      }),
    },
  ],
  [
    'local_shell',
    {
      itemType: 'local_shell_call',
      idPrefix: 'lsh',
      parameters: objectOf({ command: { type: 'string', enum: commands } }),
      describe: (written) => ({
        action: {
          type: 'exec',
          command: written === undefined ? [] : String(written['command']).split(' '),
          env: {},
          timeout_ms: null,
          user: null,
          working_directory: null,
        },
      }),
    },
  ],
  [
    'apply_patch',
    {
      itemType: 'apply_patch_call',
      idPrefix: 'apc',
      parameters: objectOf({
        path: { type: 'string', enum: paths },
        line: { type: 'string', enum: ['Hello', 'Done'] },
      }),
      describe: (written) => ({
        operation: {
          type: 'create_file',
          path: written?.['path'] ?? '',
          diff: written === undefined ? '' : `+${String(written['line'])}\n`,
        },
      }),
    },
  ],
]);

const callTypes = new Map([...builtInCalls].map(([type, { itemType }]) => [itemType, type]));

/** The tool that an item of this type calls, or whose output it is; `undefined`: neither. */
export function builtInToolOf(
  type: string,
): { readonly tool: string; readonly isOutput: boolean } | undefined {
  const isOutput = type.endsWith('_output');
  const tool = callTypes.get(isOutput ? type.slice(0, -'_output'.length) : type);
  return tool === undefined ? undefined : { tool, isOutput };
}
