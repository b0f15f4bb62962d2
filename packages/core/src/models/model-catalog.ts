import { LlmsimError } from '../errors/llmsim-error.js';
import { createBoundedMap } from '../bounded/bounded-map.js';
import { knownModels, modelOfFamily } from './known-models.js';
import type { ModelInfo } from './model-info.js';

/** A model that the built-in table does not have, or has otherwise. What is left out is inherited, see `resolve`. */
export type AddedModel = Pick<ModelInfo, 'id'> & Partial<ModelInfo>;

/** Which models there are. */
export interface ModelCatalogOptions {
  /**
   * The ids that are served, in this order; by default all of the built-in table and the added ones. An id that
   * neither of them has is served too, with inherited figures.
   */
  readonly available?: readonly string[] | undefined;
  /** Whether a request for any other model is answered; `accept` by default. */
  readonly unknown?: 'accept' | 'reject' | undefined;
  /** They win over rows of the built-in table with the same id. */
  readonly added?: readonly AddedModel[] | undefined;
  /** `off`: every model answers at once, without reasoning tokens; `auto` by default: as the model and the request say. */
  readonly reasoning?: 'auto' | 'off' | undefined;
  /** Whether every model takes the parameters that reasoning models refuse; `refuse` by default. */
  readonly legacyParameters?: 'refuse' | 'accept' | undefined;
}

/** The models that are simulated. */
export interface ModelCatalog {
  /** Whether a request for a model that `find` does not find is to be answered. */
  readonly unknown: 'accept' | 'reject';
  /** All models that are served: as configured, else in the order of `knownModels`. */
  list(): readonly ModelInfo[];
  /** The model of exactly this id; `undefined` if it is not served. */
  find(id: string): ModelInfo | undefined;
  /**
   * What to take for the model of this id, served or not. An unknown one is given the figures of the model whose id
   * is the longest beginning of its own, up to a `-`, `:`, `@` or `/` (`gpt-4o-mini-2099-01-01` those of gpt-4o-mini,
   * `openai/gpt-4o` those of gpt-4o); without such a model those of the newest of its family, and generous ones if
   * even the family is unknown.
   */
  resolve(id: string): ModelInfo;
}

/** What is assumed of a model of which nothing is known: it takes everything and does not reason. */
const unknownModel: Omit<ModelInfo, 'id' | 'snapshot'> = {
  ownedBy: 'unknown',
  createdSeconds: 0,
  contextWindow: 1_000_000,
  maxInputTokens: undefined,
  maxOutputTokens: 128_000,
  reasoningEfforts: [],
  defaultReasoningEffort: 'none',
  inputModalities: ['text', 'image', 'audio', 'pdf', 'video'],
  refuses: [],
  prices: undefined,
};

/** Longer names are looked at as far as this, so that a name of a megabyte costs no more than one of a line. */
const longestName = 256;

/** How much of unknown names is remembered, in UTF-16 units, and what an entry takes beside its name. */
const unitsOfUnknowns = 16_384;
const unitsOfEntry = 32;

/** @throws LlmsimError LLMSIM_OPTION for an id that is empty or occurs twice */
export function createModelCatalog(options: ModelCatalogOptions = {}): ModelCatalog {
  const { available, unknown = 'accept', added = [] } = options;
  refuseBadIds(
    'added',
    added.map(({ id }) => id),
  );
  refuseBadIds('available', available ?? []);

  const rules = rulesForAll(options);
  const known = new Map(knownModels.map((model) => [model.id, { ...model, ...rules }]));
  const relatives = createRelatives(known);
  for (const model of added) known.set(model.id, complete({ ...rules, ...model }, relatives));
  const addedRelatives = createRelatives(known);

  const served =
    available === undefined
      ? known
      : new Map(available.map((id) => [id, known.get(id) ?? complete({ id, ...rules }, addedRelatives)]));
  const list = [...served.values()];
  // Clients that ask for a model of their own ask for it every time.
  const unknowns = createBoundedMap<ModelInfo>({
    maxSize: unitsOfUnknowns,
    sizeOf: (id) => id.length + unitsOfEntry,
  });

  return {
    unknown,
    list: () => list,
    find: (id) => served.get(id),
    resolve(id) {
      const model = served.get(id) ?? known.get(id) ?? unknowns.use(id);
      if (model !== undefined) return model;
      const completed = complete({ id, ...rules }, addedRelatives);
      unknowns.set(id, completed);
      return completed;
    },
  };
}

/** What the options say of every model. */
function rulesForAll({
  reasoning,
  legacyParameters,
}: ModelCatalogOptions): Pick<ModelInfo, 'skipsReasoning' | 'takesLegacyParameters'> {
  return {
    ...(reasoning === 'off' && { skipsReasoning: true }),
    ...(legacyParameters === 'accept' && { takesLegacyParameters: true }),
  };
}

/** A model with everything it leaves out from its nearest relative. */
function complete(model: AddedModel, relatives: ReadonlyMap<string, ModelInfo>): ModelInfo {
  return { ...unknownModel, ...findRelative(model.id, relatives), snapshot: model.id, ...model };
}

/** The models by the beginnings of names that are theirs. */
function createRelatives(known: ReadonlyMap<string, ModelInfo>): ReadonlyMap<string, ModelInfo> {
  const relatives = new Map(known);
  for (const [family, id] of Object.entries(modelOfFamily)) {
    const model = known.get(id);
    if (model !== undefined) relatives.set(family, model);
  }
  for (const [id, model] of known) {
    // Anthropic writes claude-sonnet-4-5 where others write claude-sonnet-4.5.
    const dashed = id.replaceAll('.', '-');
    if (!relatives.has(dashed)) relatives.set(dashed, model);
  }
  return relatives;
}

function findRelative(id: string, relatives: ReadonlyMap<string, ModelInfo>): ModelInfo | undefined {
  let name = id.slice(0, longestName);
  name = name.slice(name.lastIndexOf('/') + 1);
  if (name.startsWith('ft:')) name = name.slice(3);
  while (name !== '') {
    const relative = relatives.get(name);
    if (relative !== undefined) return relative;
    name = name.slice(0, Math.max(name.lastIndexOf('-'), name.lastIndexOf(':'), name.lastIndexOf('@'), 0));
  }
  return undefined;
}

function refuseBadIds(option: string, ids: readonly string[]): void {
  const seen = new Set<string>();
  for (const [index, id] of ids.entries()) {
    if (id === '') {
      throw new LlmsimError(
        'LLMSIM_OPTION',
        `The ids of models in "${option}" must not be empty; number ${index + 1} is.`,
      );
    }
    if (seen.has(id)) {
      throw new LlmsimError(
        'LLMSIM_OPTION',
        `The id "${id}" occurs twice in "${option}"; it may occur once.`,
      );
    }
    seen.add(id);
  }
}
