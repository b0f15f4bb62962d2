import type { SimContent } from '@llmsim/core';

/** An image as a request describes it. */
export type SimImage = Extract<SimContent, { type: 'image' }>;

/** What an image is cut into, and what that costs. */
type ImagePricing =
  | {
      /** 512 pixel tiles, after scaling to fit 2048 x 2048 and then to a shorter side of at most 768. */
      readonly unit: 'tile';
      readonly base: number;
      readonly perTile: number;
    }
  | {
      /** 32 pixel patches, after scaling to at most so many of them. */
      readonly unit: 'patch';
      readonly perPatch: number;
      readonly mostPatches: number;
      /** With `detail: original`. */
      readonly mostPatchesOriginal: number;
    };

const tiles = (base: number, perTile: number): ImagePricing => ({ unit: 'tile', base, perTile });

const patches = (perPatch: number, mostPatches = 1536, mostPatchesOriginal = mostPatches): ImagePricing => ({
  unit: 'patch',
  perPatch,
  mostPatches,
  mostPatchesOriginal,
});

/**
 * By what a model's name begins with; of several that fit, the longest decides. The figures are those of OpenAI's
 * guide "Images and vision". Models of other makers are counted as gpt-4o, which is an approximation.
 */
const pricingOfPrefix: Readonly<Record<string, ImagePricing>> = {
  '': tiles(85, 170),
  'gpt-4o-mini': tiles(2833, 5667),
  o1: tiles(75, 150),
  o3: tiles(75, 150),
  'computer-use-preview': tiles(65, 129),
  'gpt-5': tiles(70, 140),
  'gpt-4.1-mini': patches(1.62),
  'gpt-5-mini': patches(1.62),
  'gpt-5.4-mini': patches(1.62),
  'gpt-4.1-nano': patches(2.46),
  'gpt-5-nano': patches(2.46),
  'gpt-5.4-nano': patches(2.46),
  'o4-mini': patches(1.72),
  'gpt-5.4': patches(1, 2500, 10_000),
  'gpt-5.5': patches(1, 2500, 10_000),
  // Assumed to be counted as those of the models before them.
  'gpt-5.6': patches(1, 2500, 10_000),
  'gpt-6': patches(1, 2500, 10_000),
};

const prefixes = Object.keys(pricingOfPrefix).sort((a, b) => b.length - a.length);

/** The side, in pixels, of an image that the request names by URL only. */
const assumedSide = 1024;

/** With `detail: low` a model sees 512 x 512 pixels. That patches are counted of those is an assumption. */
const patchesOfLowDetail = 256;

/** How many input tokens an image costs. */
export function countImageTokens(image: SimImage, model: string): number {
  const name = model.slice(model.lastIndexOf('/') + 1);
  const prefix = prefixes.find((candidate) => name.startsWith(candidate)) ?? '';
  const pricing = pricingOfPrefix[prefix] as ImagePricing;
  const width = Math.max(1, image.width ?? assumedSide);
  const height = Math.max(1, image.height ?? assumedSide);
  if (pricing.unit === 'tile') {
    return pricing.base + (image.detail === 'low' ? 0 : countTiles(width, height) * pricing.perTile);
  }
  return Math.ceil(countPatches(width, height, mostPatches(image.detail, pricing)) * pricing.perPatch);
}

function mostPatches(detail: SimImage['detail'], pricing: Extract<ImagePricing, { unit: 'patch' }>): number {
  if (detail === 'low') return patchesOfLowDetail;
  return detail === 'original' ? pricing.mostPatchesOriginal : pricing.mostPatches;
}

function countTiles(width: number, height: number): number {
  const fit = Math.min(1, 2048 / Math.max(width, height));
  const shorter = Math.min(1, 768 / (Math.min(width, height) * fit));
  const scale = fit * shorter;
  return Math.ceil(roundPixels((width * scale) / 512)) * Math.ceil(roundPixels((height * scale) / 512));
}

/**
 * The patches of an image that is scaled down to at most so many of them, and then so far that they fill its width
 * without a rest.
 */
function countPatches(width: number, height: number, most: number): number {
  const count = Math.ceil(width / 32) * Math.ceil(height / 32);
  if (count <= most) return count;
  const shrink = Math.sqrt((32 ** 2 * most) / (width * height));
  const fullWidth = (width * shrink) / 32;
  const columns = Math.max(1, Math.floor(fullWidth));
  const rows = Math.ceil(roundPixels((height * shrink * columns) / fullWidth / 32));
  return Math.min(most, columns * rows);
}

/** Without the last digits, in which a whole number of tiles may be off by the error of the division. */
function roundPixels(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
