// Reading requests and wording what is wrong with them, for every wire that words it as OpenAI does.
export {
  asFields,
  checkName,
  checkRange,
  enumerate,
  isFields,
  limitItems,
  pathOf,
  readBoolean,
  readChoice,
  readDecimal,
  readFields,
  readInteger,
  readList,
  readRequiredText,
  readText,
  refuse,
  refuseLength,
  refuseMissing,
  refuseType,
  refuseValue,
  requireItems,
  typeOf,
} from './json/request-reader.js';
export { pageOf } from './json/list-page.js';
export { readMetadata } from './json/read-metadata.js';
export { decodedLength, isBase64, readBase64 } from './media/base64.js';
export { measureImage } from './media/measure-image.js';
export type { ListPage } from './json/list-page.js';
export type { Fields, Place } from './json/request-reader.js';
export type { ByteReader } from './media/base64.js';
export type { ImageSize } from './media/measure-image.js';
