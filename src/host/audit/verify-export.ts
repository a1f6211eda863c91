import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { isSignedBy, type ExportSigner, type StatementSignatures } from './export-signer.js';
import type { ExportStatement } from './export-trail.js';
import { anySignature } from './chain.js';
import { verifyChain, type ChainFault, type StoredLink } from './verify-chain.js';

/** Lines are counted from 1. */
export type ExportFault =
  | ChainFault
  /** the file ends too early, or is no gzip */
  | { readonly what: 'export-broken'; readonly line: number }
  | { readonly what: 'export-unreadable'; readonly line: number }
  | { readonly what: 'export-lines' | 'export-bounds' | 'export-unsigned'; readonly line: number }
  /** signed by whoever has the key in the file, which is not this house's */
  | { readonly what: 'export-foreign'; readonly line: number };

export interface ExportReport {
  /** entries that were read */
  readonly entries: number;
  readonly faults: number;
  /** the first of them */
  readonly named: readonly ExportFault[];
  /** null: the file has none that can be read */
  readonly statement: ExportStatement | null;
}

interface Ending {
  readonly statement: ExportStatement;
  readonly text: string;
  readonly signatures: StatementSignatures;
  /** of the lines before it, hexadecimal */
  readonly sha256: string;
  /** number of the statement's line */
  readonly line: number;
}

/** A line of the trail is an entry with what was said in it; a larger one is not ours. */
const LONGEST_LINE = 64 * 1024 * 1024;
const NO_DIGEST = '';

/**
 * Reads an export twice, in flat memory: first what its end says and whether its lines are those, then every link of the chain.
 * @throws when the file cannot be opened
 */
export async function verifyExport(path: string, signer: ExportSigner): Promise<ExportReport> {
  const ending = await readEnding(path);
  if ('what' in ending) return { entries: 0, faults: 1, named: [ending], statement: null };
  const { statement } = ending;
  const own = faultsOfEnding(ending, signer);
  const unreadable: ExportFault[] = [];
  const last = BigInt(statement.last ?? 0);
  const chain = await verifyChain({
    links: linksOf(path, ending.line, (line) => unreadable.push({ what: 'export-unreadable', line })),
    after: { seq: BigInt(statement.first ?? 1) - 1n, digest: statement.follows },
    head: () =>
      Promise.resolve(
        statement.count === 0
          ? null
          : { seq: last, digest: statement.lastDigest ?? NO_DIGEST, signature: NO_DIGEST },
      ),
    sign: anySignature,
  });
  const named = [...own, ...unreadable, ...chain.named];
  const bounds =
    chain.entries === statement.count && (chain.entries === 0 || chain.seq === last)
      ? []
      : [{ what: 'export-bounds' as const, line: ending.line }];
  return {
    entries: chain.entries,
    faults: own.length + unreadable.length + bounds.length + chain.faults,
    named: [...bounds, ...named],
    statement,
  };
}

function faultsOfEnding(
  { statement, text, signatures, sha256, line }: Ending,
  signer: ExportSigner,
): readonly ExportFault[] {
  const faults: ExportFault[] = [];
  if (sha256 !== statement.sha256) faults.push({ what: 'export-lines', line });
  if (!isSignedBy(statement.publicKey, text, signatures.ed25519))
    faults.push({ what: 'export-unsigned', line: line + 1 });
  else if (statement.publicKey !== signer.publicKey || !signer.isHouses(text, signatures.hmac))
    faults.push({ what: 'export-foreign', line: line + 1 });
  return faults;
}

/** The digest of all lines but the last two, and those. */
async function readEnding(path: string): Promise<Ending | ExportFault> {
  const hash = createHash('sha256');
  const held: Buffer[] = [];
  let number = 0;
  try {
    for await (const line of linesOf(path)) {
      number += 1;
      held.push(line);
      if (held.length > 2) hash.update(held.shift()!).update('\n');
    }
  } catch (error) {
    if (isMissing(error)) throw error;
    return { what: 'export-broken', line: number + 1 };
  }
  const [text = '', signed = ''] = held.map(String);
  const statement = objectOf(text);
  const signatures = objectOf(signed);
  if (!isStatement(statement)) return { what: 'export-broken', line: Math.max(number, 1) };
  return {
    ...{ statement, text, sha256: hash.digest('hex'), line: number - 1 },
    signatures: { hmac: textOf(signatures?.['hmac']), ed25519: textOf(signatures?.['ed25519']) },
  };
}

async function* linksOf(
  path: string,
  before: number,
  unreadable: (line: number) => void,
): AsyncIterable<StoredLink> {
  let number = 0;
  for await (const line of linesOf(path)) {
    number += 1;
    if (number >= before) return;
    const link = linkOf(objectOf(String(line)));
    if (link) yield link;
    else unreadable(number);
  }
}

function linkOf(line: Readonly<Record<string, unknown>> | null): StoredLink | null {
  if (line === null) return null;
  const at = new Date(textOf(line['at']));
  if (!/^\d{1,18}$/.test(textOf(line['seq'])) || Number.isNaN(at.getTime())) return null;
  const said = line['said'] as StoredLink['stored'];
  return {
    ...{ seq: BigInt(textOf(line['seq'])), at, erased: line['erased'] === true, stored: said ?? null },
    ...{ id: textOf(line['id']), via: textOf(line['via']), action: textOf(line['action']) },
    ...{ entity: textOf(line['entity']), entityId: textOf(line['entityId']) },
    ...{ content: textOf(line['content']), digest: textOf(line['digest']) },
    actorId: typeof line['actorId'] === 'string' ? line['actorId'] : null,
  };
}

function isStatement(value: unknown): value is ExportStatement {
  const { format, first, last, follows, count, sha256, publicKey } = (value ?? {}) as ExportStatement;
  const isSeq = (seq: unknown): boolean =>
    seq === null || (typeof seq === 'string' && /^\d{1,18}$/.test(seq));
  return (
    format === 'countinghouse-audit' &&
    isSeq(first) &&
    isSeq(last) &&
    typeof count === 'number' &&
    [follows, sha256, publicKey].every((text) => typeof text === 'string')
  );
}

function objectOf(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>> | null)
      : null;
  } catch {
    return null;
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Without their ends. @throws on a broken gzip, and on a line that has none */
async function* linesOf(path: string): AsyncIterable<Buffer> {
  const gunzip = createGunzip();
  pipeline(createReadStream(path), gunzip, () => undefined);
  let rest: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of gunzip as AsyncIterable<Buffer>) {
    let from = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, from)) {
      yield Buffer.concat([...rest, chunk.subarray(from, end)]);
      [rest, bytes] = [[], 0];
      from = end + 1;
    }
    rest.push(chunk.subarray(from));
    bytes += chunk.length - from;
    if (bytes > LONGEST_LINE) throw new Error(`A line of ${path} has no end.`);
  }
  if (bytes > 0) throw new Error(`The last line of ${path} has no end.`);
}

function isMissing(error: unknown): boolean {
  return typeof (error as NodeJS.ErrnoException).syscall === 'string';
}
