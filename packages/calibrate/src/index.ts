export { calibrate } from './calibrate.js';
export { captureFormats, readCapture } from './readers/read-capture.js';
export { configNotes, configOf } from './report/config-of.js';
export { reportHtml } from './report/report-html.js';
export { reportJson } from './report/report-json.js';
export { reportText } from './report/report-text.js';

export type { CalibratedModel, Calibration, CalibrationOptions, Judgements } from './calibrate.js';
export type { Capture, CapturedChunks, CapturedRequest, ChunkKind } from './capture/captured-request.js';
export type { Judgement, Percentile, PercentileError } from './check/compare.js';
export type { Comparison, Replay } from './check/replay.js';
export type { FittedChunks, SizeShares } from './fit/chunk-sizes.js';
export type { FirstTokenFit, PrefillFit } from './fit/first-token.js';
export type { ChunkSpec, FittedProfile, ProfileSpec } from './fit/fit-profile.js';
export type { FittedShape, LogNormalPart } from './fit/fitted-shape.js';
export type { InterTokenFit } from './fit/inter-token.js';
export type { CalibratedConfig } from './report/config-of.js';
