import { modelOf } from '../../fixtures/models.js';
import { systemFingerprint } from './system-fingerprint.js';

describe('systemFingerprint', () => {
  it('is the same for the same snapshot, whatever the alias', () => {
    const alias = systemFingerprint(modelOf({ id: 'gpt-4o', snapshot: 'gpt-4o-2024-08-06' }));
    expect(alias).toMatch(/^fp_[0-9a-f]{10}$/);
    expect(systemFingerprint(modelOf({ id: 'gpt-4o-2024-08-06' }))).toBe(alias);
    expect(systemFingerprint(modelOf({ id: 'gpt-4.1' }))).not.toBe(alias);
  });

  it.each(['gpt-3.5-turbo', 'gpt-4', 'gpt-4-turbo'])('is null for %s', (id) => {
    expect(systemFingerprint(modelOf({ id }))).toBeNull();
  });

  it('is null for models that reason', () => {
    expect(systemFingerprint(modelOf({ id: 'gpt-5', reasoningEfforts: ['low'] }))).toBeNull();
  });
});
