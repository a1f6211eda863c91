import type { HealthReport, JobDefinition } from '../../kernel/contributions.js';
import { everything, type PermissionDeclaration } from '../../kernel/permissions.js';
import type { House, PluginContext } from '../../kernel/plugin.js';
import { anchorDaily } from './anchor-head.js';
import type { SignHead } from './chain.js';
import { eraseOldContents } from './erase-old-contents.js';
import { exportAction, exportCommand, exportRoute } from './export-doors.js';
import type { ExportSigner } from './export-signer.js';
import { informOfFaults } from './inform-of-faults.js';
import { READ_AUDIT } from './read-audit.js';
import { verifyNewest, verifyStoredChain } from './stored-chain.js';
import { verifyCommand, verifyExportCommand } from './verify-commands.js';

export const AUDIT_PERMISSIONS: readonly PermissionDeclaration[] = [
  { name: READ_AUDIT, grants: [] },
  { name: 'host.history.read', grants: ['operator', 'manager'] },
];

/** Looked at whenever somebody asks how the house is. */
const NEWEST = 500;
const VERIFY = 'npx countinghouse audit verify';

/** Who did what, and whether the record of it is as it was written. */
export function contributeAudit(house: House, sign: SignHead, signer: ExportSigner): void {
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
  house.action(exportAction());
  house.route(exportRoute(signer));
  for (const command of [verifyCommand(sign), exportCommand(signer), verifyExportCommand(signer)])
    house.command(command);
  house.healthCheck({ name: 'audit', check: (context) => healthOf(context, sign) });
  for (const job of [verifyDaily(sign), anchorDaily(signer), eraseOldContents]) house.job(job);
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
