/** A JSON Schema (draft 2020-12 or what is common to it and draft 7). `true` accepts everything, `false` nothing. */
export type JsonSchema = boolean | { readonly [keyword: string]: unknown };

/** A value that is its own JSON. */
export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };
