import type { MachineFacts } from '../instruments/describe-machine.ts';

/** A table as it is shown: every cell is text already. */
export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A part of a report. */
export interface Section {
  readonly title: string;
  /** What was measured and how to read it. */
  readonly text: string;
  readonly tables: readonly Table[];
  /** SVG elements. */
  readonly plots: readonly string[];
}

/** What a run of measurements says, for a terminal and for a page. */
export interface Report {
  readonly title: string;
  /** How to run it again. */
  readonly command: string;
  readonly machine: MachineFacts;
  readonly sections: readonly Section[];
}
