export { createAnthropicProvider } from './provider.js';
export type { AnthropicProviderOptions } from './provider.js';
