export { createApp } from './create-app.js';
export type { AppOptions } from './create-app.js';
export type { ReloadReport } from './routes/reload.js';
export { startServer } from './start-server.js';
export type { RunningServer, ServerOptions } from './start-server.js';
