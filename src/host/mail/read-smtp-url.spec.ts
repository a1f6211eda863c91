import { describe, expect, it } from '@jest/globals';
import { readSmtpUrl } from './create-mail.js';

const parameters = (url: string) => Object.fromEntries(new URL(readSmtpUrl(url).server).searchParams);

describe('the address of a mail server', () => {
  it('names the sender, which the server is not told as an option', () => {
    const read = readSmtpUrl('smtps://me:secret@mail.example.com:465?from=office@example.com');
    expect(read.from).toBe('office@example.com');
    expect(read.server).toMatch(/^smtps:\/\/me:secret@mail\.example\.com:465\?/);
    expect(read.server).not.toContain('from=');
  });

  it('demands encryption of another machine', () => {
    expect(parameters('smtp://mail.example.com')).toMatchObject({ requireTLS: 'true' });
    expect(parameters('smtp://mail.example.com?ignoreTLS=true')).not.toHaveProperty('requireTLS');
    expect(parameters('smtp://127.0.0.1:1025')).not.toHaveProperty('requireTLS');
  });

  it('gives up after ten seconds, or when it is told to', () => {
    expect(parameters('smtp://127.0.0.1?socketTimeout=500')).toMatchObject({
      connectionTimeout: '10000',
      socketTimeout: '500',
    });
  });
});
