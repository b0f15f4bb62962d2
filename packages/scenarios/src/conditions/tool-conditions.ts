import { isMapping, type Reader } from '../file/reader.js';
import type { Source } from '../file/source.js';
import type { Facts } from '../match/facts.js';
import { noCaptures, type Captures } from '../text/pattern.js';
import { quote, readTextMatcher, type TextMatcher } from '../text/text-matcher.js';
import { points, simpleCondition, type Condition } from './condition.js';

/** Tools that the request must offer; `none`: it must offer none. */
interface ToolsCondition extends Condition {
  readonly tools: readonly string[];
}

export function readTools(source: Source, reader: Reader): Condition | undefined {
  if (source.value === undefined) return undefined;
  if (source.value === 'none' || source.value === false) return toolsCondition([]);
  const tools = reader.texts(source);
  if (tools === undefined) return undefined;
  return tools.length === 0 ? reader.wrong(source, 'names of tools, or none') : toolsCondition(tools);
}

/** @param tools - all of them must be offered; if there are none, none may be offered */
export function toolsCondition(tools: readonly string[]): ToolsCondition {
  const toolsOf = (other: Condition) => (other as ToolsCondition).tools;
  const isNone = tools.length === 0;
  return {
    tools,
    ...simpleCondition({
      field: 'tools',
      key: `tools ${JSON.stringify(tools.toSorted())}`,
      points: points.tool * Math.max(1, tools.length),
      description: isNone ? 'the request should offer no tools' : `the request should offer ${listOf(tools)}`,
      holds: (facts) => (isNone ? facts.tools.size === 0 : tools.every((tool) => facts.tools.has(tool))),
      describeFound: (facts) => `it offers ${facts.tools.size === 0 ? 'none' : listOf([...facts.tools])}`,
      covers: (other) =>
        isNone
          ? toolsOf(other).length === 0
          : toolsOf(other).length > 0 && tools.every((tool) => toolsOf(other).includes(tool)),
      excludes: (other) => isNone !== (toolsOf(other).length === 0),
    }),
  };
}

/** A result that must be there. */
interface WantedResult {
  /** `undefined`: of any tool. */
  readonly tool: string | undefined;
  /** `undefined`: any text. */
  readonly text: TextMatcher | undefined;
}

/** Results of tools that the model has not answered yet; an empty list: there must be none. */
interface ResultsCondition extends Condition {
  readonly wanted: readonly WantedResult[];
}

const accepted = 'the name of a tool, none, any, or a mapping with tool and text';

export function readToolResult(source: Source, reader: Reader): Condition | undefined {
  const { value } = source;
  if (value === undefined) return undefined;
  if (value === 'none' || value === false) return resultsCondition([]);
  const items = reader.items(source);
  if (items.length === 0) return reader.wrong(source, accepted);
  const wanted = items.flatMap((item) => readWanted(item, reader) ?? []);
  return wanted.length === 0 ? undefined : resultsCondition(wanted);
}

function readWanted(source: Source, reader: Reader): WantedResult | undefined {
  const { value } = source;
  if (value === 'any' || value === true) return { tool: undefined, text: undefined };
  if (typeof value === 'string' && value !== '') return { tool: value, text: undefined };
  if (!isMapping(value)) return reader.wrong(source, accepted);
  reader.mapping(source, ['tool', 'text'], accepted);
  return {
    tool: reader.text(source.at('tool')),
    text: readTextMatcher(source.at('text'), reader, 'contains'),
  };
}

/** @param tools - a result of each must be there; if there are none, there must be none */
export function resultsOf(tools: readonly string[]): Condition {
  return resultsCondition([...new Set(tools)].map((tool) => ({ tool, text: undefined })));
}

function resultsCondition(wanted: readonly WantedResult[]): ResultsCondition {
  const isNone = wanted.length === 0;
  const wantedOf = (other: Condition) => (other as ResultsCondition).wanted;
  const texts = wanted.flatMap(({ text }) => text ?? []);
  return {
    wanted,
    field: 'tool_result',
    key: `tool_result ${JSON.stringify(wanted.map(({ tool, text }) => `${tool ?? 'any'} ${text?.key ?? ''}`).toSorted())}`,
    points: isNone ? points.toolResult.none : wanted.reduce((sum, one) => sum + pointsOf(one), 0),
    fixed: texts.reduce((sum, { fixed }) => sum + fixed, 0),
    groups: texts.reduce((most, { groups }) => Math.max(most, groups), 0),
    names: texts.flatMap(({ names }) => names),
    description: isNone
      ? 'no tool should have answered since the model spoke last'
      : wanted.map(describeWanted).join(' and '),
    find: (facts) => findResults(wanted, facts),
    describeFound: ({ results }) =>
      results.length === 0
        ? 'no tool has answered since the model spoke last'
        : `there is ${results.map(({ tool, text }) => `a result of ${tool ?? 'an unknown tool'}: ${quote(text)}`).join(' and ')}`,
    covers: (other) =>
      isNone
        ? wantedOf(other).length === 0
        : wanted.every((mine) => wantedOf(other).some((theirs) => coversWanted(mine, theirs))),
    excludes: (other) => isNone !== (wantedOf(other).length === 0),
  };
}

function findResults(wanted: readonly WantedResult[], { results }: Facts): Captures | undefined {
  if (wanted.length === 0) return results.length === 0 ? noCaptures : undefined;
  let captures = noCaptures;
  for (const { tool, text } of wanted) {
    let found: Captures | undefined;
    for (const result of results) {
      if (tool !== undefined && result.tool !== tool) continue;
      found = text === undefined ? noCaptures : text.find(result.text);
      if (found !== undefined) break;
    }
    if (found === undefined) return undefined;
    if (found.groups.length > captures.groups.length) captures = found;
  }
  return captures;
}

function pointsOf({ tool, text }: WantedResult): number {
  const named = tool === undefined ? points.toolResult.any : points.toolResult.tool;
  return named + (text === undefined ? 0 : text.isExact ? points.text.exact : points.text.partial);
}

function coversWanted(mine: WantedResult, theirs: WantedResult): boolean {
  if (mine.tool !== undefined && mine.tool !== theirs.tool) return false;
  return mine.text === undefined || (theirs.text !== undefined && mine.text.covers(theirs.text));
}

function describeWanted({ tool, text }: WantedResult): string {
  const result = tool === undefined ? 'a result of a tool' : `a result of ${tool}`;
  return text === undefined
    ? `${result} should have come since the model spoke last`
    : `${result} should ${text.description}`;
}

function listOf(names: readonly string[]): string {
  return names.length <= 8
    ? names.join(', ')
    : `${names.slice(0, 8).join(', ')} and ${names.length - 8} more`;
}
