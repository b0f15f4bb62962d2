/** What a server has under way at the moment, for the limits on it. Changed by whoever begins and ends it. */
export interface ServerLoad {
  /** Turns that stream, from their acceptance to their end. */
  streams: number;
}
