import { median } from '../statistics/percentile.ts';

/** The same measurement of both, one entry for each round. */
export interface FloorAndSubject<Measurement> {
  readonly floor: readonly Measurement[];
  readonly subject: readonly Measurement[];
}

/** Measures the floor and the subject in turn, so that what else the machine does meets both. */
export async function alternate<Measurement>(
  rounds: number,
  measure: { floor(): Promise<Measurement>; subject(): Promise<Measurement> },
): Promise<FloorAndSubject<Measurement>> {
  const floor: Measurement[] = [];
  const subject: Measurement[] = [];
  for (let round = 0; round < rounds; round += 1) {
    floor.push(await measure.floor());
    subject.push(await measure.subject());
  }
  return { floor, subject };
}

/** A figure of floor and subject: the medians over all rounds, and the subject's share of the floor. */
export interface Ratio {
  readonly floor: number;
  readonly subject: number;
  /** The median of the rounds' ratios: what disturbs one round does not disturb it. */
  readonly ratio: number;
  readonly lowest: number;
  readonly highest: number;
}

/** Compares one figure of the measurements. NaN where it is not known. */
export function compare<Measurement>(
  { floor, subject }: FloorAndSubject<Measurement>,
  figure: (measurement: Measurement) => number | undefined,
): Ratio {
  const floors = floor.map((measurement) => figure(measurement) ?? NaN);
  const subjects = subject.map((measurement) => figure(measurement) ?? NaN);
  const ratios = subjects.map((value, round) => value / (floors[round] ?? NaN));
  return {
    floor: median(floors),
    subject: median(subjects),
    ratio: median(ratios),
    lowest: Math.min(...ratios),
    highest: Math.max(...ratios),
  };
}
