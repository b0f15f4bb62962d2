export { createMemberCheck } from './json/check-members.js';
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
export { createModelsEndpoints } from './models-endpoints.js';
export { bytesOfLogprobs, createLogprobSource, isLongReply } from './logprobs.js';
export { createPaddingPool } from './padding.js';
export { decodedLength, isBase64, readBase64 } from './media/base64.js';
export { checkFileData } from './media/check-file-data.js';
export { checkUrl } from './media/check-url.js';
export { checkImageRole } from './media/check-image-role.js';
export { inspectImage } from './media/inspect-image.js';
export { measureAudio } from './media/measure-audio.js';
export { measureImage } from './media/measure-image.js';
export { pageOf } from './json/list-page.js';
export { readGrammar } from './json/read-grammar.js';
export { readMetadata } from './json/read-metadata.js';
export { checkFunctionSchema, checkResponseSchema } from './schemas/check-schema.js';
export { checkMetaSchema } from './schemas/meta-schema.js';
export { closeSchema } from './schemas/close-schema.js';
export { retryHeaders } from './retry-headers.js';
export type { ByteReader } from './media/base64.js';
export type { MemberCheck } from './json/check-members.js';
export type { Fields, Place } from './json/request-reader.js';
export type { ImageProblem } from './media/inspect-image.js';
export type { ImageSize } from './media/measure-image.js';
export type { SchemaProblem } from './schemas/schema-problem.js';
export type { ListPage } from './json/list-page.js';
export type { LogprobSource, SaidTokenLogprob, TokenLogprob } from './logprobs.js';
export type { Padding } from './padding.js';
export { limitConversation, limitSchemas } from './json/limit-size.js';
