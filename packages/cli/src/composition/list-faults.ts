import { createFailureMode, type FaultRule } from '@llmsim/core';
import type { Settings } from '../config/settings-table.js';

/** What goes wrong, and how often: the plain rates first, then the list. */
export function listFaults(settings: Settings): readonly FaultRule[] {
  const plain: FaultRule[] = [
    { mode: createFailureMode('rate-limit'), rate: settings['errors.rate_limit_rate'] },
    {
      mode: createFailureMode('server-error', { overloaded_share: 0.5 }),
      rate: settings['errors.server_error_rate'],
    },
    {
      mode: createFailureMode('timeout', { after_ms: settings['errors.timeout_after_ms'] }),
      rate: settings['errors.timeout_rate'],
    },
  ];
  const listed = settings['errors.modes'].map(({ mode, options, ...rule }) => ({
    ...rule,
    mode: createFailureMode(mode, options),
  }));
  return [...plain, ...listed].filter(({ rate }) => rate > 0);
}
