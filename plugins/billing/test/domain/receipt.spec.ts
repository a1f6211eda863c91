import { describe, expect, it } from '@jest/globals';
import { readReceipt, RECEIPT_BYTES } from '../../domain/receipt.js';

const JPEG = 'ffd8ffe000104a464946';
const read = (name: string, bytes: Buffer) => {
  const receipt = readReceipt({ name, bytes });
  return receipt.ok ? `${receipt.value.contentType} ${receipt.value.fileName}` : receipt.error.code;
};
const hex = (text: string): Buffer => Buffer.from(text, 'hex');

describe('a receipt', () => {
  it.each([
    ['image/jpeg', 'jpg', hex(JPEG)],
    ['image/png', 'png', hex('89504e470d0a1a0a0000')],
    ['image/webp', 'webp', hex('524946460a00000057454250')],
    ['application/pdf', 'pdf', Buffer.from('%PDF-1.7\n')],
  ])('is %s by what it begins with, whatever it is called', (type, ending, bytes) => {
    expect(read('bank.exe', bytes)).toBe(`${type} bank.${ending}`);
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a page', Buffer.from('<html><script>alert(1)</script>')],
    ['a drawing that may hold a script', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['a GIF', Buffer.from('GIF89a')],
    ['an archive', hex('504b0304')],
    ['a sound in the same container as WebP', hex('524946460a00000057415645')],
    ['a PDF behind something else', Buffer.from('<html>%PDF-1.7')],
    ['a photograph behind something else', Buffer.concat([Buffer.from('<!--'), hex(JPEG)])],
  ])('is not %s', (_, bytes) => {
    expect(read('receipt.jpg', bytes)).toBe('receipt-type-unknown');
  });

  it('that is two things at once is what it begins as', () => {
    const polyglot = Buffer.concat([hex(JPEG), Buffer.from('<html><script>alert(1)</script>%PDF-1.7')]);
    expect(read('receipt.html', polyglot)).toBe('image/jpeg receipt.jpg');
  });

  it('is of 10 MB at most', () => {
    expect(read('a.jpg', Buffer.concat([hex(JPEG)], RECEIPT_BYTES))).toBe('image/jpeg a.jpg');
    expect(read('a.jpg', Buffer.concat([hex(JPEG)], RECEIPT_BYTES + 1))).toBe('receipt-too-large');
  });

  it.each([
    ['../../etc/passwd', 'passwd.jpg'],
    ['C:\\Users\\me\\чек за липень.jpeg', 'чек за липень.jpg'],
    ['.htaccess', 'receipt.jpg'],
    ['a"\r\nSet-Cookie: x.jpg', 'a-Set-Cookie- x.jpg'],
    ['', 'receipt.jpg'],
    [`${'long'.repeat(100)}.jpg`, `${'long'.repeat(25)}.jpg`],
  ])('called %j is kept as %s', (name, kept) => {
    expect(read(name, hex(JPEG))).toBe(`image/jpeg ${kept}`);
  });
});
