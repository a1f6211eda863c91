import type { HostTables } from '../../../generated/tables/host.js';
import type { CliCommand, CliOutcome, CliValue } from '../../kernel/contributions.js';
import type { Language } from '../../kernel/permissions.js';
import type { Database, Translator } from '../../kernel/ports.js';
import { queriesOf } from '../../query/queries.js';
import { err, ok, type Refusal, type Result } from '../../values/result.js';
import type { SignHead } from './chain.js';
import type { ExportSigner } from './export-signer.js';
import { verifyStoredChain } from './stored-chain.js';
import type { ChainFault, ChainReport } from './verify-chain.js';
import { verifyExport, type ExportFault, type ExportReport } from './verify-export.js';

/** An end of the trail as it was told before, and kept outside the database. */
interface Anchor {
  readonly seq: bigint;
  readonly digest: string;
}

type Fault = ExportFault | AnchorFault;
type AnchorFault = {
  readonly what: 'anchor-missing' | 'anchor-differs';
  readonly seq: bigint;
  readonly id: null;
};

export function verifyCommand(sign: SignHead): CliCommand {
  return {
    name: 'audit verify',
    description: 'Reads the whole audit trail and names every entry that is not as it was written.',
    options: [
      {
        name: 'anchor',
        kind: 'string',
        description: 'SEQ:DIGEST, an end of the trail that was kept outside: is it still in it?',
      },
    ],
    async run({ context, actor, options }) {
      const anchor = readAnchor(options['anchor']);
      if (!anchor.ok) return anchor;
      const report = await verifyStoredChain(context.database, sign);
      const lost = anchor.value ? await faultOfAnchor(context.database, anchor.value) : [];
      return ok(outcomeOf(context.translator, actor.language, report, lost));
    },
  };
}

export function verifyExportCommand(signer: ExportSigner): CliCommand {
  return {
    name: 'audit verify-export',
    description: 'Reads a signed file of the audit trail and names what in it is not as it was written.',
    arguments: ['FILE'],
    async run({ context, actor, arguments: [file = ''] }) {
      try {
        const report = await verifyExport(file, signer);
        return ok(exportOutcome(context.translator, actor.language, file, report));
      } catch (failure) {
        const { code, syscall } = failure as NodeJS.ErrnoException;
        if (syscall === undefined) throw failure;
        return err({ code: 'audit-export-not-read', file, reason: code });
      }
    },
  };
}

function readAnchor(text: CliValue): Result<Anchor | null, Refusal> {
  if (typeof text !== 'string') return ok(null);
  const match = /^(\d{1,18}):([0-9a-f]{64})$/.exec(text.trim());
  return match
    ? ok({ seq: BigInt(match[1]!), digest: match[2]! })
    : err({ code: 'audit-anchor', value: text });
}

async function faultOfAnchor(database: Database, { seq, digest }: Anchor): Promise<readonly AnchorFault[]> {
  const entry = await queriesOf<HostTables>(database.queries)
    .selectFrom('audit_entry')
    .select('digest')
    .where('seq', '=', seq)
    .executeTakeFirst();
  if (!entry) return [{ what: 'anchor-missing', seq, id: null }];
  return entry.digest === digest ? [] : [{ what: 'anchor-differs', seq, id: null }];
}

function outcomeOf(
  translator: Translator,
  language: Language,
  report: ChainReport,
  lost: readonly AnchorFault[],
): CliOutcome {
  const { entries, seq, digest } = report;
  const named = [...lost, ...report.named];
  const count = lost.length + report.faults;
  const json = { valid: count === 0, entries, faults: named, faultCount: count, seq, digest };
  const say = sayer(translator, language);
  if (count === 0) return { json, text: say('well', { count: entries, seq: String(seq), digest }) };
  return {
    json,
    text: [say('faulty', { count, entries }), ...linesOf(say, named, count)].join('\n'),
    refused: true,
  };
}

function exportOutcome(
  translator: Translator,
  language: Language,
  file: string,
  { entries, faults, named, statement }: ExportReport,
): CliOutcome {
  const json = { valid: faults === 0, entries, faults: named, faultCount: faults, statement };
  const say = sayer(translator, language);
  if (faults === 0) {
    const { first, last, publicKey = '' } = statement ?? {};
    const facts = { first: first ?? '–', last: last ?? '–', publicKey };
    return { json, text: say('export-well', { ...facts, count: entries, file }) };
  }
  return {
    json,
    text: [say('export-faulty', { count: faults, file }), ...linesOf(say, named, faults)].join('\n'),
    refused: true,
  };
}

type Say = (key: string, facts: Readonly<Record<string, unknown>>) => string;

function sayer(translator: Translator, language: Language): Say {
  return (key, facts) => translator.text(language, `host:audit-check.${key}`, facts);
}

function linesOf(say: Say, named: readonly Fault[], count: number): readonly string[] {
  const more = count > named.length ? [say('more', { count: count - named.length })] : [];
  return [...named.map((fault) => `  ${say(`faults.${fault.what}`, factsOf(fault))}`), ...more];
}

function factsOf(fault: Fault): Record<string, unknown> {
  if ('line' in fault) return { line: fault.line };
  const facts = { seq: String(fault.seq), id: fault.id ?? '' };
  return fault.what === 'removed'
    ? { ...facts, until: String((fault as ChainFault & { until: bigint }).until) }
    : facts;
}
