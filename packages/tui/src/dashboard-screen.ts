import type { DashboardView, ScreenSize } from './dashboard-view.js';

/** A terminal that shows views and takes keys. */
export interface DashboardScreen {
  size(): ScreenSize;
  draw(view: DashboardView): void;
  /** Leaves the terminal as it was found. Later calls do nothing. */
  close(): void;
}

/** What a screen needs. */
export interface ScreenOptions {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  /** Whether characters beyond ASCII may be shown. */
  readonly unicode: boolean;
  readonly color: boolean;
  /** A key was pressed: a character, or a name such as `tab`, `up` or `C-c`. */
  readonly onKey: (key: string) => void;
  readonly onResize: () => void;
}
