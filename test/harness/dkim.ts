import { createHash, verify } from 'node:crypto';

/**
 * Whether a letter carries a signature that the public key confirms, and which header fields it covers: relaxed/relaxed, rsa-sha256
 * (RFC 6376, 3.4.2, 3.4.4, 3.7). Null: it is unsigned.
 */
export function verifyDkim(source: string, publicKey: string): { valid: boolean; signed: string[] } | null {
  const at = source.indexOf('\r\n\r\n');
  const fields = source.slice(0, at).split(/\r\n(?![ \t])/);
  const signature = fields.find((field) => /^dkim-signature:/i.test(field));
  if (signature === undefined) return null;
  const tags = tagsOf(signature.slice(signature.indexOf(':') + 1));
  const signed = (tags['h'] ?? '').toLowerCase().split(':');
  const bodyHash = createHash('sha256')
    .update(relaxedBody(source.slice(at + 4)), 'latin1')
    .digest('base64');
  const unused = [...fields];
  const lines = signed.map((name) => {
    // Of several fields of one name the lowest is signed first.
    const found = unused.findLastIndex((field) => field.toLowerCase().startsWith(`${name}:`));
    return found < 0 ? '' : `${relaxedField(unused.splice(found, 1)[0] ?? '')}\r\n`;
  });
  const unsigned = relaxedField(signature).replace(/((?:^|[;:\s])b=)[^;]*/, '$1');
  const isConfirmed = verify(
    'RSA-SHA256',
    Buffer.from(lines.join('') + unsigned, 'latin1'),
    publicKey,
    Buffer.from(tags['b'] ?? '', 'base64'),
  );
  return { valid: isConfirmed && bodyHash === tags['bh'], signed };
}

function tagsOf(value: string): Readonly<Record<string, string>> {
  const pairs = value.split(';').map((tag) => {
    const [name = '', ...rest] = tag.split('=');
    return [name.trim(), rest.join('=').replaceAll(/\s/g, '')] as const;
  });
  return Object.fromEntries(pairs);
}

function relaxedField(field: string): string {
  const at = field.indexOf(':');
  const value = field
    .slice(at + 1)
    .replaceAll('\r\n', '')
    .replaceAll(/[ \t]+/g, ' ')
    .trim();
  return `${field.slice(0, at).toLowerCase().trim()}:${value}`;
}

function relaxedBody(body: string): string {
  const lines = body.replaceAll(/[ \t]+(?=\r\n)/g, '').replaceAll(/[ \t]+/g, ' ');
  return `${lines.replace(/(\r\n)+$/, '')}\r\n`;
}
