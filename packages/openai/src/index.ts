export { createOpenAiProvider } from './provider.js';
export { replyHeaders } from './reply-headers.js';
export type { OpenAiProviderOptions } from './provider.js';
