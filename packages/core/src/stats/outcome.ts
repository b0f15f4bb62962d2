/** How a request ended. Each ends exactly once. `cancelled` by its client or an API call, `disconnected` by a fault. */
export type Outcome = 'completed' | 'failed' | 'cancelled' | 'disconnected';
