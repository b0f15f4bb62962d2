/** A place in a file. Lines and columns count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Where something stands, as messages say it: `weather.yaml:3`; empty if a program made it. */
export function describePlace(place: Place | undefined): string {
  return place === undefined ? '' : `${place.file}:${place.line}`;
}
