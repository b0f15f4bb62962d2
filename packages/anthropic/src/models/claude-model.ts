import type { ModelCatalog, ModelInfo } from '@llmsim/core';

/** A model as a request named it. */
export interface ClaudeModel {
  readonly info: ModelInfo;
  /** The name that replies carry: the dated one where there is one. */
  readonly apiName: string;
  readonly traits: ClaudeTraits;
  /** Whether the catalogue serves it. */
  readonly isKnown: boolean;
}

/** In what models of different ages differ on the wire. */
export interface ClaudeTraits {
  /** `budget`: `thinking` is `enabled`; `adaptive`: it is `adaptive`; `both`; `none`: it is refused. */
  readonly thinking: 'none' | 'budget' | 'both' | 'adaptive';
  /** Whether it thinks where a request says nothing of it. */
  readonly thinksByDefault: boolean;
  /** Whether its thinking is shown where a request does not say. */
  readonly showsThinking: boolean;
  /** `temperature` and `top_p`: both, one of them, or neither (nor `top_k`). */
  readonly sampling: 'both' | 'one' | 'none';
  /** Whether the last message may be the assistant's, to be continued. */
  readonly takesPrefill: boolean;
  readonly takesEffort: boolean;
  /** Whether output that does not fit the context window stops there; else the request is refused. */
  readonly stopsAtWindow: boolean;
  readonly inferenceGeo: 'global' | 'not_available';
}

/** The dated names of models that have one, by the id of the catalogue, from the maker's list of models. */
const datedNames: Readonly<Record<string, string>> = {
  'claude-opus-4.5': 'claude-opus-4-5-20251101',
  'claude-haiku-4.5': 'claude-haiku-4-5-20251001',
  'claude-sonnet-4.5': 'claude-sonnet-4-5-20250929',
  'claude-opus-4.1': 'claude-opus-4-1-20250805',
  'claude-opus-4': 'claude-opus-4-20250514',
  'claude-sonnet-4': 'claude-sonnet-4-20250514',
  'claude-3.7-sonnet': 'claude-3-7-sonnet-20250219',
  'claude-3.5-sonnet': 'claude-3-5-sonnet-20241022',
  'claude-3-haiku': 'claude-3-haiku-20240307',
  'claude-3-opus': 'claude-3-opus-20240229',
};

/** The name of a catalogue's model as the API spells it, dated where that is usual. */
export function apiNameOf(id: string): string {
  return datedNames[id] ?? withDashes(id);
}

/** `claude-sonnet-4-5` of `claude-sonnet-4.5`. */
function withDashes(id: string): string {
  return id.replace(/(\d)\.(\d)/g, '$1-$2');
}

/** Finds models by any of their names. */
export type FindModel = (name: string) => ClaudeModel;

/** Knows the models of a catalogue by the names that the API gives them and by the catalogue's own. */
export function createFindModel(catalog: ModelCatalog): FindModel {
  const byName = new Map<string, ClaudeModel>();
  for (const info of catalog.list()) {
    const apiName = apiNameOf(info.id);
    const model: ClaudeModel = { info, apiName, traits: traitsOf(apiName), isKnown: true };
    const dashed = withDashes(info.id);
    const names = [info.id, dashed, apiName, `${dashed}-latest`];
    if (/-\d$/.test(dashed)) names.push(`${dashed}-0`);
    for (const name of names) if (!byName.has(name) || name === info.id) byName.set(name, model);
  }
  return (name) =>
    byName.get(name) ?? {
      info: catalog.resolve(name),
      apiName: name,
      traits: traitsOf(name),
      isKnown: false,
    };
}

/** Everything that is not known to be a Claude takes all there is. */
const liberal: ClaudeTraits = {
  thinking: 'both',
  thinksByDefault: false,
  showsThinking: true,
  sampling: 'both',
  takesPrefill: true,
  takesEffort: true,
  stopsAtWindow: true,
  inferenceGeo: 'not_available',
};

/** What a model takes, by the generation in its name. */
export function traitsOf(name: string): ClaudeTraits {
  const generation = generationOf(name);
  if (generation === undefined) return liberal;
  const isBefore = (major: number, minor: number) => generation < major * 100 + minor;
  return {
    thinking: isBefore(3, 7) ? 'none' : isBefore(4, 6) ? 'budget' : isBefore(4, 7) ? 'both' : 'adaptive',
    thinksByDefault: !isBefore(5, 0),
    showsThinking: isBefore(4, 7),
    sampling: isBefore(4, 1) ? 'both' : isBefore(4, 7) ? 'one' : 'none',
    takesPrefill: isBefore(4, 6),
    takesEffort: !isBefore(4, 6) || (name.includes('opus') && !isBefore(4, 5)),
    stopsAtWindow: !isBefore(4, 5),
    inferenceGeo: isBefore(4, 6) ? 'not_available' : 'global',
  };
}

/** Major version times 100, and minor version; `undefined` for what is no Claude. */
function generationOf(name: string): number | undefined {
  const [, major, minor = '0'] =
    /claude-(?:[a-z]+-)?(\d{1,2})(?:[.-](\d{1,2}))?(?!\d)/.exec(name.slice(0, 256)) ?? [];
  return major === undefined ? undefined : Number(major) * 100 + Number(minor);
}
