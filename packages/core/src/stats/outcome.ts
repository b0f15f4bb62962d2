/**
 * How a request ended. Each ends exactly once. `cancelled` by its client or an API call, `disconnected` by a fault, `lost`
 * with the process that served it.
 */
export type Outcome = (typeof outcomes)[number];

/** All outcomes there are. */
export const outcomes = ['completed', 'failed', 'cancelled', 'disconnected', 'lost'] as const;
