export { printSnapshot } from './print-snapshot.js';
export { runDashboard } from './run-dashboard.js';
export type { DashboardOptions } from './run-dashboard.js';
export type { SnapshotOptions } from './print-snapshot.js';
