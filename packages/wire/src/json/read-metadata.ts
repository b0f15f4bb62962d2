import { isFields, refuse, refuseLength, refuseType } from './request-reader.js';
import type { Fields } from './request-reader.js';

const none: Fields = {};

/** Reads `metadata`: at most 16 pairs, names up to 64 characters, values up to 512. @throws RequestError */
export function readMetadata(body: Fields): Readonly<Record<string, string>> {
  const value = body['metadata'];
  if (value === undefined || value === null) return none as Readonly<Record<string, string>>;
  if (!isFields(value)) refuseType(value, 'metadata', 'a metadata object');
  const keys = Object.keys(value);
  if (keys.length > 16) {
    refuse(
      `Invalid 'metadata': too many properties. Expected an object with at most 16 properties, but got an object with ${keys.length} properties instead.`,
      'metadata',
      'object_above_max_properties',
    );
  }
  for (const key of keys) {
    if (key.length > 64) {
      refuse(
        `Invalid property name in 'metadata': '${key.slice(0, 3)}...${key.slice(-3)}' is too long. Expected a string with maximum length 64, but got a string with length ${key.length} instead.`,
        `metadata.${key}`,
        'property_name_above_max_length',
      );
    }
    const text = value[key];
    if (typeof text !== 'string') refuseType(text, `metadata.${key}`, 'a string');
    if (text.length > 512) refuseLength(text, `metadata.${key}`, 512);
  }
  return value as Readonly<Record<string, string>>;
}
