/** A generator as a text names it. */
export interface GeneratorName {
  readonly name: string;
  /** The generator's main option; `undefined`: the text gives none. */
  readonly argument: string | undefined;
}

/** Reads `name` or `name:argument`: `lorem`, `lorem:20`, `fixed:Hello`. Whether there is such a generator is not asked. */
export function readGeneratorName(text: string): GeneratorName {
  const colon = text.indexOf(':');
  return colon === -1
    ? { name: text, argument: undefined }
    : { name: text.slice(0, colon), argument: text.slice(colon + 1) };
}
