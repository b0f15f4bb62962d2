import { measureImage } from './measure-image.js';
import type { ImageSize } from './measure-image.js';

/** What is wrong with a picture: it claims a format that no API reads, or its bytes are no picture of any. */
export type ImageProblem = 'unsupported-format' | 'broken-bytes';

/**
 * Looks at a picture in a data URL as the services do: which format it claims, and whether its bytes are one. That
 * the bytes are of another format than the claimed one does not matter.
 */
export function inspectImage(dataUrl: string): ImageSize | ImageProblem {
  if (!/^data:image\/(png|jpe?g|gif|webp);base64,/i.test(dataUrl)) return 'unsupported-format';
  return measureImage(dataUrl) ?? 'broken-bytes';
}
