import { createTenantOf } from './tenant.js';

describe('distinguishing tenants', () => {
  it('goes by the key, wherever the request carries it', () => {
    const tenantOf = createTenantOf('key');
    const one = tenantOf({ authorization: 'Bearer sk-one' });
    expect(one).toMatch(/^[\da-f]{32}$/);
    expect(tenantOf({ 'x-api-key': 'sk-one' })).toBe(one);
    expect(tenantOf({ 'api-key': 'sk-two' })).not.toBe(one);
    expect(tenantOf({ authorization: 'Bearer sk-one' })).toBe(one);
  });

  it('takes all requests without a key for one tenant', () => {
    const tenantOf = createTenantOf('key');
    expect(tenantOf({ authorization: 'Bearer sk-one' })).toBeDefined();
    expect(tenantOf({})).toBeUndefined();
    expect(tenantOf({ authorization: 'Bearer ' })).toBeUndefined();
  });

  it('knows only one tenant if told so', () => {
    expect(createTenantOf('none')({ authorization: 'Bearer sk-one' })).toBeUndefined();
  });
});
