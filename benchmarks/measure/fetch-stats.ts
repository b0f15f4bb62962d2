/** How late a server says that it was over its last window. */
export interface LagReport {
  readonly verdict: string;
  readonly lag_ms: { readonly p50: number; readonly p99: number };
}

/** What of `/llmsim/stats` the measurements read. */
export interface Stats {
  readonly total_requests: number;
  readonly active_requests: number;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly tokens: { readonly generated: number; readonly delivered: number; readonly abandoned: number };
  readonly scheduler: LagReport;
  readonly websockets: { readonly open: number };
}

/** The statistics of a server on this machine; `undefined` if it has none. */
export async function fetchStats(port: number): Promise<Stats | undefined> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/llmsim/stats`);
    return response.ok ? ((await response.json()) as Stats) : undefined;
  } catch {
    return undefined;
  }
}
