import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { AdminAction, CliCommand, HttpRoute } from '../../kernel/contributions.js';
import type { Actor } from '../../kernel/permissions.js';
import type { PluginContext } from '../../kernel/plugin.js';
import { parseLocalDate, type LocalDate } from '../../values/local-date.js';
import { err, ok, type Refusal, type Result } from '../../values/result.js';
import type { ExportSigner } from './export-signer.js';
import { exportTrail, type ExportDays, type ExportStatement } from './export-trail.js';
import { READ_AUDIT } from './read-audit.js';

const EXPORT = 'host.export-audit';

interface Asked {
  readonly from: LocalDate | null;
  readonly to: LocalDate | null;
}

export function exportCommand(signer: ExportSigner): CliCommand {
  return {
    name: 'audit export',
    description: 'Writes the audit trail to a signed file: JSON Lines, gzipped.',
    arguments: ['FILE'],
    options: [
      { name: 'from', kind: 'string', description: 'the first day, YYYY-MM-DD; default the beginning' },
      { name: 'to', kind: 'string', description: 'the last day, YYYY-MM-DD; default today' },
    ],
    async run({ context, actor, arguments: [file = ''], options }) {
      const asked = readDays(options);
      if (!asked.ok) return asked;
      let statement: ExportStatement | undefined;
      const lines = await openExport(context, actor, signer, asked.value, (made) => (statement = made));
      const target = createWriteStream(file, { flags: 'wx', mode: 0o600 });
      try {
        await pipeline(lines, createGzip(), target);
      } catch (failure) {
        const { code, syscall } = failure as NodeJS.ErrnoException;
        if (syscall === undefined) throw failure;
        return err({ code: 'audit-export-not-written', file, reason: code });
      }
      const { count = 0, first = null, last = null, publicKey = signer.publicKey } = statement ?? {};
      return ok({
        json: { file, bytes: target.bytesWritten, ...statement },
        text: context.translator.text(actor.language, 'host:audit-export.made', {
          ...{ file, count, publicKey },
          ...{ first: first ?? '–', last: last ?? '–' },
        }),
      });
    },
  };
}

/** Asks for the days and who it is; the file comes by the route. */
export function exportAction(): AdminAction {
  return {
    name: 'export-signed',
    resource: 'AuditEntry',
    on: 'resource',
    permission: READ_AUDIT,
    icon: 'Download',
    reauthenticate: true,
    form: [
      { name: 'from', kind: 'date' },
      { name: 'to', kind: 'date' },
    ],
    run({ input }) {
      const asked = readDays(input);
      if (!asked.ok) return Promise.resolve(asked);
      const days = Object.entries(asked.value).filter((entry): entry is [string, LocalDate] => !!entry[1]);
      const query = new URLSearchParams(days);
      return Promise.resolve(
        ok({
          message: { key: 'host:actions.AuditEntry.export-signed.done' },
          download: `/admin/x/host/audit/export?${query}`,
        }),
      );
    },
  };
}

export function exportRoute(signer: ExportSigner): HttpRoute {
  return {
    method: 'GET',
    path: '/audit/export',
    permission: READ_AUDIT,
    reauthenticate: true,
    async handle({ context, actor, query, signal }) {
      const asked = readDays(query);
      if (!asked.ok) return { refusal: asked.error };
      const lines = await openExport(context, actor, signer, asked.value);
      const body = createGzip();
      pipeline(lines, body, { signal }).catch((error: unknown) => body.destroy(error as Error));
      return { body, contentType: 'application/gzip', fileName: 'audit.jsonl.gz' };
    },
  };
}

/** Who takes the trail out of the house is entered in it first, and stands in what is taken. */
async function openExport(
  { database, organisation, clock }: PluginContext,
  actor: Actor,
  signer: ExportSigner,
  asked: Asked,
  done?: (statement: ExportStatement) => void,
): Promise<Readable> {
  const { name, zone } = await organisation();
  const days: ExportDays = { ...asked, zone };
  await database.transaction((tx) =>
    tx.audit({ actor, action: EXPORT, entity: 'AuditEntry', entityId: 'trail', after: { ...asked } }),
  );
  return Readable.from(exportTrail({ database, signer, organisation: name, at: clock.now() }, days, done));
}

function readDays(given: Readonly<Record<string, unknown>>): Result<Asked, Refusal> {
  const from = dayOf(given['from']);
  if (!from.ok) return from;
  const to = dayOf(given['to']);
  if (!to.ok) return to;
  const [first, last] = [from.value, to.value];
  if (first && last && first > last) return err({ code: 'audit-export-days', from: first, to: last });
  return ok({ from: first, to: last });
}

function dayOf(value: unknown): Result<LocalDate | null, Refusal> {
  if (typeof value !== 'string' || value === '') return ok(null);
  const day = parseLocalDate(value);
  return day.ok ? day : err({ code: 'audit-export-not-a-day', value });
}
