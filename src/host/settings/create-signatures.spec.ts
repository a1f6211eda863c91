import { describe, expect, it } from '@jest/globals';
import { createSignatures } from './create-signatures.js';

describe('signatures', () => {
  const of = createSignatures({ secretKey: 'a secret key of this specification' });

  it('are known again by the plugin that gave them, for the purpose that they were given for', () => {
    const signature = of('notifications').sign('unsubscribe', 'somebody');
    expect(signature).toMatch(/^[\w-]{43}$/);
    expect(of('notifications').isSigned('unsubscribe', 'somebody', signature)).toBe(true);
    expect(of('notifications').isSigned('unsubscribe', 'somebody else', signature)).toBe(false);
    expect(of('notifications').isSigned('bounce', 'somebody', signature)).toBe(false);
    expect(of('telegram').isSigned('unsubscribe', 'somebody', signature)).toBe(false);
    expect(
      createSignatures({ secretKey: 'another key' })
        .call(null, 'notifications')
        .sign('unsubscribe', 'somebody'),
    ).not.toBe(signature);
  });

  it('of a former SECRET_KEY are known as well, and given anew by each key, the present one first', () => {
    const old = createSignatures({ secretKey: 'the key of last year' })('backup').sign('identity', 'house');
    const now = createSignatures({ secretKey: 'the key of today', formerKeys: ['the key of last year'] })(
      'backup',
    );
    expect(now.isSigned('identity', 'house', old)).toBe(true);
    expect(now.signEach('identity', 'house')).toEqual([now.sign('identity', 'house'), old]);
  });

  it.each(['', 'ключ', 'a'.repeat(43), 'a'.repeat(1_000)])('that nobody gave (%p) are not', (signature) => {
    expect(of('notifications').isSigned('unsubscribe', 'somebody', signature)).toBe(false);
  });
});
