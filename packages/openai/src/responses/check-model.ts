import type { ModelInfo, ReasoningEffort } from '@llmsim/core';
import { enumerate, readFields, refuse } from '@llmsim/wire';
import type { Fields } from '@llmsim/wire';
import { hasOpenAiRules, reasons } from '../chat-completions/model-refusals.js';

/** Parameters that a model does not take while it reasons, with the code of the refusal. */
const notWhileReasoning: readonly (readonly [name: string, code: string | undefined])[] = [
  // As recorded: this one has no code.
  ['temperature', undefined],
  ['top_p', 'unsupported_parameter'],
];

/** Refuses what OpenAI's models refuse of a request for a response. @throws RequestError */
export function checkModel(body: Fields, model: ModelInfo): void {
  if (!hasOpenAiRules(model)) return;
  const reasoning = readFields(body, 'reasoning') ?? {};
  const asked = (reasoning['effort'] ?? undefined) as ReasoningEffort | undefined;
  if (!reasons(model)) {
    for (const key of ['effort', 'summary']) {
      const value = reasoning[key];
      if (value !== undefined && value !== null && value !== 'none')
        refuseParameter(`reasoning.${key}`, 'unsupported_parameter');
    }
    return;
  }
  if (asked !== undefined && !model.reasoningEfforts.includes(asked)) {
    refuse(
      `Unsupported value: '${asked}' is not supported with the '${model.id}' model. Supported values are: ${enumerate(model.reasoningEfforts, 'and')}.`,
      'reasoning.effort',
      'unsupported_value',
    );
  }
  if ((asked ?? model.defaultReasoningEffort) === 'none') return;
  for (const [name, code] of notWhileReasoning) {
    const value = body[name];
    // The default changes nothing, and clients that always send it would be shut out.
    if (value !== undefined && value !== null && value !== 1) refuseParameter(name, code);
  }
}

function refuseParameter(name: string, code: string | undefined): never {
  refuse(`Unsupported parameter: '${name}' is not supported with this model.`, name, code);
}
