import type { Actor, Role } from '../../../src/kernel/permissions.js';
import type { PluginContext } from '../../../src/kernel/plugin.js';
import type { Transaction } from '../../../src/kernel/ports.js';
import { newId } from '../../../src/values/ids.js';
import { err, ok, type Refusal, type Result } from '../../../src/values/result.js';
import type { ReportDefinition } from '../contract/definition.js';
import { checkDefinition } from './check-definition.js';
import { findOwnReport } from './find-report.js';
import type { ReadableReport, Reports, StoredReport } from './stored.js';

export interface ReportContent {
  readonly name: string;
  readonly description: string | null;
  readonly definition: ReportDefinition;
  readonly sharedWith: readonly Role[];
}

/** Refuses `owner-missing`, `report-name-taken`, `sharing-not-allowed`, and what checkDefinition refuses. */
export function makeCreateReport(reports: Reports) {
  return async (
    context: PluginContext,
    actor: Actor,
    content: ReportContent,
  ): Promise<Result<ReadableReport, Refusal>> => {
    const { userId: ownerId } = actor;
    if (ownerId === null) return err({ code: 'owner-missing' });
    const checked = checkContent(context, actor, content, []);
    if (!checked.ok) return checked;
    const now = context.clock.now();
    const report: ReadableReport = {
      ...content,
      id: newId(),
      ownerId,
      createdAt: now,
      updatedAt: now,
      version: 1,
    };
    return context.database.transaction(async (tx) => {
      const taken = await refuseTaken(reports, tx, report);
      if (taken) return err(taken);
      await reports.add(tx.queries, report);
      await keepRevision(reports, tx, actor, report);
      await tx.audit({ ...auditOf(actor, report), action: 'reports.save-report', before: null });
      return ok(report);
    });
  };
}

/** Refuses `unknown-report`, `report-of-another`, `changed-meanwhile`, and what makeCreateReport refuses. */
export function makeUpdateReport(reports: Reports) {
  return async (
    context: PluginContext,
    actor: Actor,
    {
      id,
      version,
      content,
    }: { readonly id: string; readonly version: number; readonly content: ReportContent },
  ): Promise<Result<ReadableReport, Refusal>> =>
    context.database.transaction(async (tx) => {
      const found = await findOwnReport(reports, tx.queries, actor, id);
      if (!found.ok) return found;
      const before = found.value;
      const checked = checkContent(context, actor, content, before.sharedWith ?? []);
      if (!checked.ok) return checked;
      const report: ReadableReport = { ...before, ...content, version, updatedAt: context.clock.now() };
      const taken = await refuseTaken(reports, tx, report);
      if (taken) return err(taken);
      return writeNext(reports, tx, actor, { before, report, action: 'reports.change-report' });
    });
}

/** The report as it was at a revision; what it says now stays a revision too. Refuses as makeUpdateReport, and `unknown-revision`. */
export function makeRestoreRevision(reports: Reports) {
  return async (
    context: PluginContext,
    actor: Actor,
    { id, revision, version }: { readonly id: string; readonly revision: number; readonly version: number },
  ): Promise<Result<ReadableReport, Refusal>> =>
    context.database.transaction(async (tx) => {
      const found = await findOwnReport(reports, tx.queries, actor, id);
      if (!found.ok) return found;
      const kept = (await reports.revisions(tx.queries, id)).find((each) => each.revision === revision);
      if (!kept?.definition) return err({ code: 'unknown-revision', revision });
      const before = found.value;
      const report = { ...before, definition: kept.definition, version, updatedAt: context.clock.now() };
      return writeNext(reports, tx, actor, { before, report, action: 'reports.restore-revision' });
    });
}

/** Its files stay until they expire; its schedules end with it. Refuses `unknown-report`, `report-of-another`, `changed-meanwhile`. */
export function makeDeleteReport(reports: Reports) {
  return async (
    context: PluginContext,
    actor: Actor,
    { id, version }: { readonly id: string; readonly version: number },
  ): Promise<Result<StoredReport, Refusal>> =>
    context.database.transaction(async (tx) => {
      const found = await findOwnReport(reports, tx.queries, actor, id);
      if (!found.ok) return found;
      if (!(await reports.remove(tx.queries, id, version))) return err({ code: 'changed-meanwhile' });
      const { after, ...which } = auditOf(actor, found.value);
      await tx.audit({ ...which, action: 'reports.delete-report', before: after, after: null });
      return found;
    });
}

async function writeNext(
  reports: Reports,
  tx: Transaction,
  actor: Actor,
  change: { readonly before: StoredReport; readonly report: ReadableReport; readonly action: string },
): Promise<Result<ReadableReport, Refusal>> {
  const { before, report, action } = change;
  if (!(await reports.change(tx.queries, report))) return err({ code: 'changed-meanwhile' });
  const saved = { ...report, version: report.version + 1 };
  await keepRevision(reports, tx, actor, saved);
  await tx.audit({ ...auditOf(actor, saved), action, before: auditOf(actor, before).after });
  return ok(saved);
}

function checkContent(
  context: PluginContext,
  actor: Actor,
  { definition, sharedWith }: ReportContent,
  sharedBefore: readonly Role[],
): Result<true, Refusal> {
  const isShared = sharedWith.some((role) => !sharedBefore.includes(role));
  if (isShared && !context.may(actor, 'reports.share')) return err({ code: 'sharing-not-allowed' });
  return checkDefinition(context, actor, definition);
}

async function refuseTaken(
  reports: Reports,
  tx: Transaction,
  { ownerId, name, id }: StoredReport,
): Promise<Refusal | null> {
  const taken = await reports.isNameTaken(tx.queries, ownerId, name, id);
  return taken ? { code: 'report-name-taken', name } : null;
}

async function keepRevision(
  reports: Reports,
  tx: Transaction,
  actor: Actor,
  { id, version, definition, updatedAt }: StoredReport,
): Promise<void> {
  const revision = { revision: version, definition, savedBy: actor.userId, savedAt: updatedAt };
  await reports.addRevision(tx.queries, id, revision);
}

function auditOf(actor: Actor, { id, name, description, definition, sharedWith }: StoredReport) {
  const after = { name, description, definition, sharedWith };
  return { actor, entity: 'Report', entityId: id, after };
}
