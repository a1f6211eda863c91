import { createHash } from 'node:crypto';
import { DateTime } from 'luxon';
import type { HostTables } from '../../../generated/tables/host.js';
import type { Database } from '../../kernel/ports.js';
import { queriesOf } from '../../query/queries.js';
import { addDays, type LocalDate } from '../../values/local-date.js';
import { BEGINNING } from './chain.js';
import type { ExportSigner } from './export-signer.js';
import { linksBetween } from './stored-chain.js';
import type { StoredLink } from './verify-chain.js';

/** The last line but one of an export: what its lines are. Its text, without the line's end, is what is signed. */
export interface ExportStatement {
  readonly format: 'countinghouse-audit';
  readonly version: 1;
  readonly organisation: string;
  /** ISO 8601, UTC */
  readonly madeAt: string;
  /** numbers of the first and the last entry; both null when there is none */
  readonly first: string | null;
  readonly last: string | null;
  /** digest of the link before the first one */
  readonly follows: string;
  readonly firstDigest: string | null;
  readonly lastDigest: string | null;
  readonly count: number;
  /** of the entries' lines with their ends, hexadecimal */
  readonly sha256: string;
  /** Ed25519, SPKI in PEM */
  readonly publicKey: string;
}

export interface ExportMeans {
  readonly database: Database;
  readonly signer: ExportSigner;
  readonly organisation: string;
  /** when it is made */
  readonly at: Date;
}

/** Which entries: those from the first to the last that were written on these days, with whatever stands between. */
export interface ExportDays {
  readonly from: LocalDate | null;
  readonly to: LocalDate | null;
  /** IANA: the days' zone */
  readonly zone: string;
}

interface Bounds {
  readonly first: bigint;
  readonly last: bigint;
  readonly follows: string;
}

/** JSON Lines: an entry a line, then the statement, then its signatures. What is written meanwhile is not in it. Flat memory. */
export async function* exportTrail(
  { database, signer, organisation, at }: ExportMeans,
  days: ExportDays,
  done: (statement: ExportStatement) => void = () => undefined,
): AsyncGenerator<string> {
  const bounds = await boundsOf(database, days);
  const hash = createHash('sha256');
  let count = 0;
  let first: StoredLink | null = null;
  let last: StoredLink | null = null;
  if (bounds) {
    for await (const link of linksBetween(database, bounds)) {
      const line = `${JSON.stringify(lineOf(link))}\n`;
      hash.update(line);
      count += 1;
      first ??= link;
      last = link;
      yield line;
    }
  }
  const statement: ExportStatement = {
    ...{ format: 'countinghouse-audit', version: 1, organisation, madeAt: at.toISOString() },
    first: first && String(first.seq),
    last: last && String(last.seq),
    follows: bounds?.follows ?? BEGINNING,
    firstDigest: first && first.digest,
    lastDigest: last && last.digest,
    ...{ count, sha256: hash.digest('hex'), publicKey: signer.publicKey },
  };
  const text = JSON.stringify(statement);
  yield `${text}\n`;
  yield `${JSON.stringify(signer.sign(text))}\n`;
  done(statement);
}

function lineOf({ seq, at, stored, ...link }: StoredLink) {
  return { seq: String(seq), at: at.toISOString(), ...link, said: stored };
}

async function boundsOf(database: Database, { from, to, zone }: ExportDays): Promise<Bounds | null> {
  const queries = queriesOf<HostTables>(database.queries);
  const after = from && instantOf(from, zone);
  const before = to && instantOf(addDays(to, 1), zone);
  const { first, last } = await queries
    .selectFrom('audit_entry')
    .select(({ fn }) => [fn.min('seq').as('first'), fn.max('seq').as('last')])
    .$if(after !== null, (query) => query.where('at', '>=', after!))
    .$if(before !== null, (query) => query.where('at', '<', before!))
    .executeTakeFirstOrThrow();
  if (first === null || last === null) return null;
  const previous = await queries
    .selectFrom('audit_entry')
    .select('digest')
    .where('seq', '<', BigInt(first))
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return { first: BigInt(first), last: BigInt(last), follows: previous?.digest ?? BEGINNING };
}

function instantOf(day: LocalDate, zone: string): Date {
  return DateTime.fromISO(day, { zone }).startOf('day').toJSDate();
}
