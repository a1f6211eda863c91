import type { CliOutcome, HealthReport, JobDefinition } from '../../kernel/contributions.js';
import { everything, type Language, type PermissionDeclaration } from '../../kernel/permissions.js';
import type { House, PluginContext } from '../../kernel/plugin.js';
import type { Translator } from '../../kernel/ports.js';
import type { SignHead } from './chain.js';
import { informOfFaults } from './inform-of-faults.js';
import { verifyNewest, verifyStoredChain } from './stored-chain.js';
import type { ChainFault, ChainReport } from './verify-chain.js';

const READ_AUDIT = 'host.audit.read';

export const AUDIT_PERMISSIONS: readonly PermissionDeclaration[] = [
  { name: READ_AUDIT, grants: [] },
  { name: 'host.history.read', grants: ['operator', 'manager'] },
];

/** Looked at whenever somebody asks how the house is. */
const NEWEST = 500;
const VERIFY = 'npx countinghouse audit verify';

/** Who did what, and whether the record of it is as it was written. */
export function contributeAudit(house: House, sign: SignHead): void {
  house.resource({
    model: 'AuditEntry',
    icon: 'Shield',
    permissions: { read: READ_AUDIT },
    scope: () => everything,
    titleField: 'seq',
    listFields: ['seq', 'at', 'actorId', 'via', 'action', 'entity', 'entityId'],
    showFields: ['seq', 'at', 'actorId', 'via', 'action', 'entity', 'entityId', 'digest'],
    filterFields: ['at', 'actorId', 'action', 'entity', 'entityId'],
    searchFields: ['entityId'],
    sort: { by: 'seq', direction: 'desc' },
    fields: {
      actorId: { reference: 'User' },
      via: { kind: 'select', options: ['panel', 'api', 'cli', 'job', 'bot', 'system'] },
      action: { kind: 'audit-action' },
      entity: { kind: 'model' },
    },
  });
  house.command({
    name: 'audit verify',
    description: 'Reads the whole audit trail and names every entry that is not as it was written.',
    run: async ({ context, actor }) => {
      const report = await verifyStoredChain(context.database, sign);
      return { ok: true, value: outcomeOf(context.translator, actor.language, report) };
    },
  });
  house.healthCheck({ name: 'audit', check: (context) => healthOf(context, sign) });
  house.job(verifyDaily(sign));
}

function outcomeOf(translator: Translator, language: Language, report: ChainReport): CliOutcome {
  const say = (key: string, facts = {}): string =>
    translator.text(language, `host:audit-check.${key}`, facts);
  const { entries, faults, named, seq, digest } = report;
  const json = { valid: faults === 0, entries, faults: named, faultCount: faults, seq, digest };
  if (faults === 0) return { json, text: say('well', { count: entries, seq: String(seq), digest }) };
  const more = faults > named.length ? [say('more', { count: faults - named.length })] : [];
  const lines = named.map((fault) => `  ${say(`faults.${fault.what}`, factsOf(fault))}`);
  return {
    json,
    text: [say('faulty', { count: faults, entries }), ...lines, ...more].join('\n'),
    refused: true,
  };
}

function factsOf(fault: ChainFault): Record<string, string> {
  const facts = { seq: String(fault.seq), id: fault.id ?? '' };
  return fault.what === 'removed' ? { ...facts, until: String(fault.until) } : facts;
}

async function healthOf(context: PluginContext, sign: SignHead): Promise<HealthReport> {
  const { faults, named } = await verifyNewest(context.database, sign, NEWEST);
  const [first] = named;
  if (!first) return { state: 'well' };
  return { state: 'failing', detail: `${first.what} ${first.seq} (${faults})`, mend: VERIFY };
}

/** Reads the whole trail each night. What it found is logged outside the database, and told to the administrators. */
function verifyDaily(sign: SignHead): JobDefinition<null> {
  return {
    name: 'host.verify-audit',
    permission: 'host.jobs.manage',
    parse: () => null,
    repeat: { cron: '7 4 * * *' },
    timeoutMs: 60 * 60_000,
    async run({ context }) {
      const report = await verifyStoredChain(context.database, sign);
      const { entries, faults, named, seq, digest } = report;
      const facts = { entries, faults, named, seq: String(seq), digest };
      if (faults === 0) return context.log.info(facts, 'the audit trail is as it was written');
      context.log.error(facts, 'the audit trail is not as it was written');
      await informOfFaults(context.database, report);
    },
  };
}
