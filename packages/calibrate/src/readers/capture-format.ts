import type { CaptureNode } from '../capture/capture-node.js';
import type { CapturedRequest } from '../capture/captured-request.js';

/** What a record of a capture is: a request with its reply, or something that has no reply to learn from. */
export type RecordedReply = CapturedRequest | 'skipped';

/** A format that is documents of JSON: one in the whole file, or one on each line. */
export interface JsonFormat {
  readonly name: string;
  /** What it is, for help and messages. */
  readonly summary: string;
  /** Whether a document is of this format; it is only asked for what tells it from the others. */
  recognizes(document: CaptureNode): boolean;
  /** The records of a document. @throws CaptureError for what is wrong with them */
  read(document: CaptureNode): readonly RecordedReply[];
}
