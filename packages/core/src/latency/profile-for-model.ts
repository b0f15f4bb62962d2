import type { LatencyProfile } from './latency-profile.js';
import { latencyProfile } from './latency-profiles.js';
import type { MeasuredProfileName } from './measured-profiles.js';

/**
 * How well a profile suits a model: it was `measured` with this model; it is that of the `nearest` model of its family
 * that was measured; or nobody measured the family and its figures are `assumed`.
 */
export type ProfileFit = 'measured' | 'nearest' | 'assumed';

/** The profile that `auto` gives a model, and how well it suits. */
export interface ChosenProfile {
  readonly profile: LatencyProfile;
  readonly fit: ProfileFit;
}

/**
 * The profile for each family of models; the first pattern that matches wins. What was measured stands before the rest
 * of its family.
 */
const patterns: readonly (readonly [RegExp, MeasuredProfileName, ProfileFit])[] = [
  [/^gpt-4o-mini(?:-20|$)/, 'openai/gpt-4o-mini', 'measured'],
  [/^gpt-4o(?:-20|$)/, 'openai/gpt-4o', 'measured'],
  [/^gpt-4o-mini|^gpt-3/, 'openai/gpt-4o-mini', 'nearest'],
  [/^gpt-4\.1(?:-20|$)/, 'openai/gpt-4.1', 'measured'],
  [/^gpt-4\.1-mini(?:-20|$)/, 'openai/gpt-4.1-mini', 'measured'],
  [/^gpt-4\.1-nano/, 'openai/gpt-4.1-mini', 'nearest'],
  [/^(?:chat)?gpt-4/, 'openai/gpt-4o', 'nearest'],
  [/^gpt-5(?:-20|$)/, 'openai/gpt-5', 'measured'],
  [/^gpt-5-mini(?:-20|$)/, 'openai/gpt-5-mini', 'measured'],
  [/^gpt-5\.4(?:-20|$)/, 'openai/gpt-5.4', 'measured'],
  [/^gpt-5\.4-mini(?:-20|$)/, 'openai/gpt-5.4-mini', 'measured'],
  [/^gpt-5\.[2-9].*-(?:mini|nano|spark)/, 'openai/gpt-5.4-mini', 'nearest'],
  [/^gpt-5.*-(?:mini|nano)|^codex-mini/, 'openai/gpt-5-mini', 'nearest'],
  [/^gpt-5\.5(?:-20|$)/, 'openai/gpt-5.5', 'measured'],
  [/^gpt-5\.[5-9]/, 'openai/gpt-5.5', 'nearest'],
  [/^gpt-5\.[2-4]/, 'openai/gpt-5.4', 'nearest'],
  [/^gpt-5/, 'openai/gpt-5', 'nearest'],
  [/^o3-mini(?:-20|$)/, 'openai/o3-mini', 'measured'],
  [/^o\d/, 'openai/o3-mini', 'nearest'],
  [/^gpt-oss/, 'assumed/gpt-oss', 'assumed'],
  [/^gpt-\d/, 'assumed/gpt-next', 'assumed'],
  [/embed/, 'assumed/embedding', 'assumed'],
  [/^claude-sonnet-4[.-]5/, 'bedrock/claude-sonnet-4.5', 'measured'],
  [/^claude-sonnet-4[.-]6/, 'anthropic/claude-sonnet-4.6', 'measured'],
  [/^claude-haiku-4[.-]5/, 'anthropic/claude-haiku-4.5', 'measured'],
  [/^claude-opus-4[.-]6/, 'anthropic/claude-opus-4.6', 'measured'],
  [/^claude.*(?:haiku|instant)/, 'anthropic/claude-haiku-4.5', 'nearest'],
  [/^claude.*(?:opus|fable)/, 'anthropic/claude-opus-4.6', 'nearest'],
  [/^claude-sonnet-(?:[5-9]|4[.-][7-9])/, 'anthropic/claude-sonnet-4.6', 'nearest'],
  [/^claude/, 'bedrock/claude-sonnet-4.5', 'nearest'],
  [/^gemini-2\.5-flash-lite/, 'google/gemini-2.5-flash-lite', 'measured'],
  [/^gemini-2\.5-flash(?!-)/, 'google/gemini-2.5-flash', 'measured'],
  [/^gemini.*lite/, 'google/gemini-2.5-flash-lite', 'nearest'],
  [/^gem(?:ini|ma)/, 'google/gemini-2.5-flash', 'nearest'],
  [/^deepseek-v3(?!\.)|^deepseek-chat$/, 'deepseek/deepseek-v3', 'measured'],
  [/^deepseek/, 'deepseek/deepseek-v3', 'nearest'],
  [/nova-2-lite/, 'bedrock/nova-2-lite', 'measured'],
  [/nova-micro/, 'bedrock/nova-micro', 'measured'],
  [/nova-(?:2|lite|pro|premier)/, 'bedrock/nova-2-lite', 'nearest'],
  [/^(?:meta[.-])?llama-?4-maverick/, 'groq/llama-4-maverick', 'measured'],
  [/^(?:meta[.-])?llama-?2-70b/, 'together/llama-2-70b', 'measured'],
  [/^(?:meta[.-])?(?:code)?llama/, 'together/llama-2-70b', 'nearest'],
  [/^grok/, 'assumed/grok', 'assumed'],
  [/^(?:mi[sx]tral|magistral|ministral|codestral|devstral|pixtral)/, 'assumed/mistral', 'assumed'],
  [/^(?:qwen|qwq)/, 'assumed/qwen', 'assumed'],
];

const chosen = patterns.map(([pattern, name, fit]) => ({
  pattern,
  choice: { profile: latencyProfile(name), fit } satisfies ChosenProfile,
}));

/** What a model of no known family gets. */
const fallback: ChosenProfile = { profile: latencyProfile('assumed/any'), fit: 'assumed' };

/**
 * The profile that suits a model's name: of the model itself, of the nearest one of its family that was measured, or
 * an assumed one for families that nobody measured. Case, a path before the name (`openai/gpt-5`) and the mark of a
 * fine-tuned model (`ft:gpt-4o-mini:acme::x1`) do not matter.
 */
export function profileForModel(model: string): LatencyProfile {
  return chooseProfile(model).profile;
}

/** As `profileForModel`, and how well the profile suits. */
export function chooseProfile(model: string): ChosenProfile {
  const name = baseName(model);
  for (const { pattern, choice } of chosen) {
    if (pattern.test(name)) return choice;
  }
  return fallback;
}

/** `us.anthropic.` and the like, as Amazon Bedrock writes models. */
const bedrockPrefix = /^(?:[a-z]{2,6}\.)?(?:anthropic|amazon|meta|mistral|qwen|deepseek|openai)\./;

function baseName(model: string): string {
  const name = model
    .slice(model.lastIndexOf('/') + 1)
    .toLowerCase()
    .replace(bedrockPrefix, '');
  return name.startsWith('ft:') ? name.slice(3).replace(/:.*$/s, '') : name;
}
