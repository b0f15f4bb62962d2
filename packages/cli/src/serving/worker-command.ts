/** The command that a worker runs. It is for the primary to call, and not shown. */
export const workerCommand = 'worker';
