import type { ReasoningEffort } from '@llmsim/core';
import type { Fields, Place } from '@llmsim/wire';
import type { ApiHeaders } from '../../reading/api-headers.js';
import {
  below,
  readObject,
  readOneOf,
  readTag,
  readWhole,
  refuseMissing,
  refuseRequest,
} from '../../reading/input-reader.js';
import type { ClaudeModel } from '../../models/claude-model.js';

/** How a request wants the model to think. */
export interface Thinking {
  /** `none`: not at all. */
  readonly effort: ReasoningEffort;
  readonly isShown: boolean;
  /** At most so many tokens; `undefined`: no budget was given. */
  readonly budget: number | undefined;
}

const documentation = 'https://docs.claude.com/en/docs/build-with-claude/extended-thinking';

/** What a model that decides itself thinks at each effort: recorded replies to short questions thought little. */
const adaptiveEfforts: Readonly<Record<string, ReasoningEffort>> = {
  low: 'minimal',
  medium: 'low',
  high: 'medium',
  xhigh: 'high',
  max: 'xhigh',
};

/** A budget stands for an effort. */
function effortOfBudget(budget: number): ReasoningEffort {
  return budget < 4096 ? 'low' : budget < 16_384 ? 'medium' : budget < 32_768 ? 'high' : 'xhigh';
}

/**
 * Reads `thinking`.
 * @param asked - `output_config.effort`
 * @throws RequestError in the service's words
 */
export function readThinking(
  body: Fields,
  model: ClaudeModel,
  asked: string | undefined,
  maxTokens: number,
  betas: ApiHeaders['betas'],
): Thinking {
  const { traits } = model;
  const source = readObject(body, 'thinking');
  const adaptive = adaptiveEfforts[asked ?? ''] ?? 'low';
  if (source === undefined) {
    const effort = traits.thinksByDefault ? (asked === undefined ? 'minimal' : adaptive) : 'none';
    return { effort, isShown: traits.showsThinking, budget: undefined };
  }
  const place: Place = { parent: undefined, key: 'thinking' };
  const type = readTag(source, ['disabled', 'enabled', 'adaptive', 'between_tools'], place);
  const inside = below(place, type);
  if (type === 'disabled') return { effort: 'none', isShown: false, budget: undefined };
  const display = readOneOf(source, 'display', ['summarized', 'omitted'], inside);
  const isShown = display === undefined ? traits.showsThinking : display === 'summarized';
  checkSupport(type, model);
  if (type !== 'enabled') return { effort: adaptive, isShown, budget: undefined };
  const budget = readWhole(source, 'budget_tokens', [1024, Number.MAX_SAFE_INTEGER], inside);
  if (budget === undefined) refuseMissing(below(inside, 'budget_tokens'));
  const isInterleaved = [...betas].some((beta) => beta.startsWith('interleaved-thinking'));
  if (budget >= maxTokens && !isInterleaved) {
    refuseRequest(
      `\`max_tokens\` must be greater than \`thinking.budget_tokens\`. Please consult our documentation at ${documentation}#max-tokens-and-context-window-size`,
    );
  }
  return { effort: effortOfBudget(budget), isShown, budget };
}

function checkSupport(
  type: 'enabled' | 'adaptive' | 'between_tools',
  { traits, apiName }: ClaudeModel,
): void {
  if (traits.thinking === 'none') refuseRequest(`'${apiName}' does not support thinking.`);
  if (type === 'enabled' && traits.thinking === 'adaptive') {
    refuseRequest(
      '"thinking.type.enabled" is not supported for this model. Use "thinking.type.adaptive" and "output_config.effort" to control thinking behavior.',
    );
  }
  if (type !== 'enabled' && traits.thinking === 'budget') {
    refuseRequest('adaptive thinking is not supported on this model');
  }
}

/** Refuses what does not go together with a budget for thinking. @throws RequestError */
export function checkBesideThinking(body: Fields, choice: string): void {
  if (choice === 'required' || choice === 'named') {
    refuseRequest('Thinking may not be enabled when tool_choice forces tool use.');
  }
  const { temperature } = body;
  if (typeof temperature === 'number' && temperature !== 1) {
    refuseRequest(
      `\`temperature\` may only be set to 1 when thinking is enabled. Please consult our documentation at ${documentation}#important-considerations-when-using-extended-thinking`,
    );
  }
  if (typeof body['top_k'] === 'number') {
    refuseRequest(
      `\`top_k\` must be unset when thinking is enabled. Please consult our documentation at ${documentation}#important-considerations-when-using-extended-thinking`,
    );
  }
  const topP = body['top_p'];
  if (typeof topP === 'number' && topP < 0.95) {
    refuseRequest(
      `\`top_p\` must be greater than or equal to 0.95 or unset when thinking is enabled. Please consult our documentation at ${documentation}#important-considerations-when-using-extended-thinking`,
    );
  }
}
