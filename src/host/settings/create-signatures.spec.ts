import { describe, expect, it } from '@jest/globals';
import { createSignatures } from './create-signatures.js';

describe('signatures', () => {
  const of = createSignatures('a secret key of this specification');

  it('are known again by the plugin that gave them, for the purpose that they were given for', () => {
    const signature = of('notifications').sign('unsubscribe', 'somebody');
    expect(signature).toMatch(/^[\w-]{43}$/);
    expect(of('notifications').isSigned('unsubscribe', 'somebody', signature)).toBe(true);
    expect(of('notifications').isSigned('unsubscribe', 'somebody else', signature)).toBe(false);
    expect(of('notifications').isSigned('bounce', 'somebody', signature)).toBe(false);
    expect(of('telegram').isSigned('unsubscribe', 'somebody', signature)).toBe(false);
    expect(
      createSignatures('another key').call(null, 'notifications').sign('unsubscribe', 'somebody'),
    ).not.toBe(signature);
  });

  it.each(['', 'ключ', 'a'.repeat(43), 'a'.repeat(1_000)])('that nobody gave (%p) are not', (signature) => {
    expect(of('notifications').isSigned('unsubscribe', 'somebody', signature)).toBe(false);
  });
});
