import type { ModelInfo } from '@llmsim/core';

/** The models that there are. */
export interface ModelSource {
  list(): readonly ModelInfo[];
  /** A model that is known by this id. */
  find(id: string): ModelInfo | undefined;
  /** What is assumed of any model, known or not. */
  resolve(id: string): ModelInfo;
  /** What to do with models that are not known. */
  readonly unknown: 'accept' | 'reject';
}
