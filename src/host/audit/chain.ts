import { createHash, createHmac, hkdfSync } from 'node:crypto';

/** Where a chain begins: what stands for the digest of the link before the first one. */
export const BEGINNING = '0'.repeat(64);

/** What of an entry is chained in clear. The rest is in its content's digest, so that erasing people's words leaves it whole. */
export interface Link {
  readonly id: string;
  readonly seq: bigint;
  readonly at: Date;
  readonly actorId: string | null;
  readonly via: string;
  readonly action: string;
  readonly entity: string;
  readonly entityId: string;
  readonly content: string;
}

/** What an entry says of people. `before` and `after` are the JSON texts as they are stored. */
export interface LinkContent {
  readonly salt: string;
  readonly actor: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** SHA-256, hexadecimal. The salt keeps a short text (a name, an address) from being guessed after its erasure. */
export function contentDigest({ salt, actor, before, after }: LinkContent): string {
  return sha256(JSON.stringify([salt, actor, before, after]));
}

/** SHA-256 of the link before and of this one's values in a fixed order (RFC 8785 needs no more for an array of texts). */
export function linkDigest(previous: string, link: Link): string {
  const { id, seq, at, actorId, via, action, entity, entityId, content } = link;
  return sha256(
    JSON.stringify([
      previous,
      String(seq),
      at.toISOString(),
      id,
      actorId,
      via,
      action,
      entity,
      entityId,
      content,
    ]),
  );
}

/** Signs the end of the chain (HMAC-SHA-256, hexadecimal): without the house's SECRET_KEY nobody cuts it off unnoticed. */
export interface SignHead {
  (seq: bigint, digest: string): string;
  /** whether the present key signed it, or one that stood in SECRET_KEY before */
  knows(end: { readonly seq: bigint; readonly digest: string; readonly signature: string }): boolean;
}

/** Of a chain that another key may have signed: its end is taken for what it says. */
export const anySignature: SignHead = Object.assign(() => '', { knows: () => true });

export function headSigner(secretKey: string, formerKeys: readonly string[] = []): SignHead {
  const signBy = (master: string) => {
    const key = Buffer.from(hkdfSync('sha256', master, 'countinghouse', 'audit-head', 32));
    return (seq: bigint, digest: string): string =>
      createHmac('sha256', key).update(`${seq}:${digest}`).digest('hex');
  };
  const sign = signBy(secretKey);
  const known = [sign, ...formerKeys.map(signBy)];
  return Object.assign(sign, {
    knows: ({ seq, digest, signature }: Parameters<SignHead['knows']>[0]) =>
      known.some((by) => by(seq, digest) === signature),
  });
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
