import type { JsonSchema, ToolDeclaration } from '@llmsim/core';

/** A schema nested deeper than this is `any`. */
const deepest = 32;

/**
 * The declaration of tools as a model reads it: a TypeScript namespace of function types, descriptions as comments.
 * OpenAI does not publish that text; this form was found by the community (the npm packages gpt-tokenizer and
 * openai-chat-tokens describe it) and gives the token counts that the service reports. Descriptions of properties
 * below the first level are not part of it. A custom tool is declared as a function without parameters.
 */
export function renderTools(tools: readonly ToolDeclaration[]): string {
  return `namespace functions {\n\n${tools.map(renderTool).join('')}} // namespace functions`;
}

function renderTool(tool: ToolDeclaration): string {
  const properties = tool.type === 'function' ? propertiesOf(tool.parameters) : [];
  const comment = tool.description ? `// ${tool.description}\n` : '';
  const parameters =
    properties.length === 0 || tool.type === 'custom'
      ? '()'
      : `(_: {\n${renderProperties(properties, tool.parameters, 0, 0)}\n})`;
  return `${comment}type ${tool.name} = ${parameters} => any;\n\n`;
}

/**
 * How many of the tools have parameters of which the first has no description. Each of them takes one token less
 * than its text.
 */
export function countUndescribedTools(tools: readonly ToolDeclaration[]): number {
  return tools.filter((tool) => {
    const [first] = tool.type === 'function' ? propertiesOf(tool.parameters) : [];
    return first !== undefined && !textOf(keyword(first[1], 'description'));
  }).length;
}

function renderProperties(
  properties: readonly (readonly [string, unknown])[],
  schema: unknown,
  indent: number,
  depth: number,
): string {
  const listed = keyword(schema, 'required');
  const required = new Set<unknown>(Array.isArray(listed) ? listed : []);
  const lines: string[] = [];
  for (const [name, property] of properties) {
    const description = textOf(keyword(property, 'description'));
    if (description && indent === 0) lines.push(`// ${description}`);
    const mark = required.has(name) ? '' : '?';
    lines.push(`${name}${mark}: ${renderType(property, indent, depth + 1)},`);
  }
  return lines.map((line) => ' '.repeat(indent) + line).join('\n');
}

function renderType(schema: unknown, indent: number, depth: number): string {
  if (depth > deepest) return 'any';
  const choices = keyword(schema, 'anyOf');
  if (Array.isArray(choices))
    return renderUnion(choices.map((choice) => renderType(choice, indent, depth + 1)));
  const values = keyword(schema, 'enum');
  if (Array.isArray(values)) return renderUnion(values.map((value) => JSON.stringify(value)));
  const type = keyword(schema, 'type');
  // Each type once: nested schemas that name one twice would double the text at every level.
  const types = Array.isArray(type) ? [...new Set<unknown>(type)] : [type];
  return renderUnion(types.map((each) => renderSingleType(each, schema, indent, depth)));
}

function renderSingleType(type: unknown, schema: unknown, indent: number, depth: number): string {
  switch (type) {
    case 'string':
    case 'boolean':
    case 'null':
      return type;
    case 'number':
    case 'integer':
      return 'number';
    case 'array':
      return `${renderType(keyword(schema, 'items'), indent, depth + 1)}[]`;
    case 'object':
      return `{\n${renderProperties(propertiesOf(schema), schema, indent + 2, depth)}\n}`;
    default:
      return 'any';
  }
}

function renderUnion(types: readonly string[]): string {
  return types.length === 0 ? 'any' : types.join(' | ');
}

function propertiesOf(schema: unknown): [string, unknown][] {
  const properties = keyword(schema, 'properties');
  return typeof properties === 'object' && properties !== null ? Object.entries(properties) : [];
}

function keyword(schema: unknown, name: string): unknown {
  return typeof schema === 'object' && schema !== null
    ? (schema as Exclude<JsonSchema, boolean>)[name]
    : undefined;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
