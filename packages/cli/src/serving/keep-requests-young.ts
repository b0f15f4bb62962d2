/**
 * Lets V8 allocate what belongs to a request among the young objects, whatever it has learned. V8 learns from requests
 * that are under way which objects to allocate among the old ones at once, and each of those then keeps all the garbage
 * of its request until the next full collection: see docs/decisions/0013-no-pretenuring.md.
 *
 * To be called when the server listens already. Code that was compiled before under other flags is not reused, so at
 * the start this would cost more than it brings.
 */
export function keepRequestsYoung(): void {
  process.getBuiltinModule('node:v8').setFlagsFromString('--no-allocation-site-pretenuring');
}
