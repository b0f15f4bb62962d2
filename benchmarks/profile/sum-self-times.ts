/** What of V8's `.cpuprofile` files is read. Times in microseconds of the machine's monotonic clock. */
export interface CpuProfile {
  readonly startTime: number;
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  }[];
  /** The node that was on top of the stack, for each sample. */
  readonly samples: readonly number[];
  /** From each sample to the one before. */
  readonly timeDeltas: readonly number[];
}

/** A function and the time it took itself, without what it called. Microseconds. */
export interface SelfTime {
  readonly place: string;
  readonly selfUs: number;
}

/** The time of each function between two moments, the most first. Idle time is left out. */
export function sumSelfTimes(profile: CpuProfile, fromUs: number, toUs: number): readonly SelfTime[] {
  const places = new Map(
    profile.nodes.map(({ id, callFrame: { functionName, url, lineNumber } }) => [
      id,
      `${functionName === '' ? '(anonymous)' : functionName} ${url.split('/').slice(-3).join('/')}:${lineNumber + 1}`,
    ]),
  );
  const times = new Map<string, number>();
  let atUs = profile.startTime;
  profile.samples.forEach((id, index) => {
    const deltaUs = profile.timeDeltas[index] ?? 0;
    atUs += deltaUs;
    const place = places.get(id) ?? '';
    if (atUs < fromUs || atUs > toUs || place.startsWith('(idle)')) return;
    times.set(place, (times.get(place) ?? 0) + deltaUs);
  });
  return Array.from(times, ([place, selfUs]) => ({ place, selfUs })).sort((a, b) => b.selfUs - a.selfUs);
}
