import { LlmsimError, type LatencyProfile } from '@llmsim/core';
import type { Capture, CapturedRequest } from './capture/captured-request.js';
import { judge, type Judgement } from './check/compare.js';
import { splitFolds } from './check/folds.js';
import { comparedTimes, emptyReplay, replay, type Replay } from './check/replay.js';
import { fitProfile, profileOfSpec, type FittedProfile } from './fit/fit-profile.js';

/** How calibration is done. */
export interface CalibrationOptions {
  /** What all captured requests are taken to be of, a name or a pattern with `*`; by default what the captures say. */
  readonly model?: string | undefined;
  /** A profile that the captures are compared with, too. */
  readonly against?: LatencyProfile | undefined;
}

/** How well a profile gives each of the times. `null`: the captures do not have them. */
export type Judgements = Readonly<Record<keyof Replay, Judgement | null>>;

/** What was made of the requests of one model. */
export interface CalibratedModel {
  /** As configuration names it; `*` if no capture says. */
  readonly model: string;
  readonly requests: number;
  readonly streamed: number;
  readonly fitted: FittedProfile;
  /** Five-fold: each fifth is judged by a profile that was fitted to the rest. */
  readonly heldOut: Judgements;
  /** What the profile gives of all requests, for plots. */
  readonly replay: Replay;
  /** The same for the profile to compare with. */
  readonly against:
    { readonly name: string; readonly judgements: Judgements; readonly replay: Replay } | undefined;
}

/** What was made of captures. */
export interface Calibration {
  readonly captures: readonly Capture[];
  readonly models: readonly CalibratedModel[];
  /** Models whose requests are too few, or do not say when tokens came. */
  readonly left: readonly { readonly model: string; readonly requests: number; readonly why: string }[];
}

/** Fewer requests of a model say too little. */
export const fewestRequests = 20;

const folds = 5;

/**
 * Makes a latency profile of each model in captured traffic, and says how well it gives requests that it was not made
 * from. The same captures give the same.
 * @throws LlmsimError LLMSIM_CALIBRATION if there is no model with enough requests
 */
export function calibrate(captures: readonly Capture[], options: CalibrationOptions = {}): Calibration {
  const byModel = new Map<string, CapturedRequest[]>();
  for (const request of captures.flatMap(({ requests }) => requests)) {
    const model = options.model ?? request.model ?? '*';
    const known = byModel.get(model);
    if (known === undefined) byModel.set(model, [request]);
    else known.push(request);
  }
  const models: CalibratedModel[] = [];
  const left: { model: string; requests: number; why: string }[] = [];
  for (const [model, requests] of [...byModel].toSorted(([, a], [, b]) => b.length - a.length)) {
    const made =
      requests.length < fewestRequests ? undefined : calibrateModel(model, requests, options.against);
    if (made !== undefined) models.push(made);
    else {
      const why =
        requests.length < fewestRequests ? `at least ${fewestRequests} are needed` : 'no times were captured';
      left.push({ model, requests: requests.length, why });
    }
  }
  if (models.length === 0) {
    const [most] = left;
    const found = most === undefined ? '' : `${most.model}: ${most.requests} (${most.why})`;
    throw new LlmsimError(
      'LLMSIM_CALIBRATION',
      `There are too few requests to calibrate from. Found ${found === '' ? 'no reply' : `at most ${found}`}.`,
    );
  }
  return { captures, models, left };
}

function calibrateModel(
  model: string,
  requests: readonly CapturedRequest[],
  against: LatencyProfile | undefined,
): CalibratedModel | undefined {
  const fitted = fitProfile(requests);
  if (fitted === undefined) return undefined;
  const firstChunkTokens = fitted.interToken?.firstChunkTokens;
  const replayed = replay(requests, profileOfSpec(fitted.spec), { label: model, firstChunkTokens });
  const other =
    against === undefined
      ? undefined
      : replay(requests, against, { label: `${model} against`, firstChunkTokens });
  return {
    model,
    requests: requests.length,
    streamed: requests.filter(({ firstChunkMs }) => firstChunkMs !== undefined).length,
    fitted,
    heldOut: judgeAll(replayHeldOut(model, requests)),
    replay: replayed,
    against:
      against === undefined || other === undefined
        ? undefined
        : { name: against.name, judgements: judgeAll(other), replay: other },
  };
}

function replayHeldOut(model: string, requests: readonly CapturedRequest[]): Replay {
  const all = emptyReplay();
  splitFolds(requests, folds).forEach(({ part, rest }, fold) => {
    const fitted = fitProfile(rest);
    if (fitted === undefined) return;
    const { spec, interToken } = fitted;
    const label = `${model} fold ${fold}`;
    replay(part, profileOfSpec(spec), { label, firstChunkTokens: interToken?.firstChunkTokens }, all);
  });
  return all;
}

function judgeAll(replayed: Replay): Judgements {
  return Object.fromEntries(
    comparedTimes.map((time) => [time, judge(replayed[time]) ?? null]),
  ) as unknown as Judgements;
}
