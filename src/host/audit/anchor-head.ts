import type { JobDefinition } from '../../kernel/contributions.js';
import type { PluginContext } from '../../kernel/plugin.js';
import type { SettingsValues } from '../../kernel/settings.js';
import type { Refusal, Result } from '../../values/result.js';
import { localDateIn, type LocalDate } from '../../values/local-date.js';
import type { organisationSettings } from '../settings/organisation.js';
import type { ExportSigner } from './export-signer.js';
import { informAdministrators } from './inform-of-faults.js';
import { headOf } from './stored-chain.js';
import type { StoredHead } from './verify-chain.js';

/**
 * Each morning sends the end of the trail to the address in `auditAnchorEmail`: whoever cuts the trail off later cannot take back what
 * lies in another's mailbox. A letter that does not go out is told to the administrators, once a day.
 */
export function anchorDaily(signer: ExportSigner): JobDefinition<null> {
  return {
    name: 'host.anchor-audit',
    permission: 'host.jobs.manage',
    parse: () => null,
    repeat: { cron: '47 5 * * *' },
    async run({ context, lastAttempt }) {
      const { auditAnchorEmail: to } = (await context.settings()) as SettingsValues<
        typeof organisationSettings
      >;
      const head = await headOf(context.database);
      if (!head) return;
      const { zone } = await context.organisation();
      const day = localDateIn(await context.database.now(), zone);
      context.log.info({ seq: String(head.seq), digest: head.digest }, 'the end of the audit trail');
      if (to === '') return;
      const sent = await send(context, { to, day, head, publicKey: signer.publicKey }).catch(
        async (error: unknown) => {
          if (lastAttempt) await informOfUnsent(context, to, day);
          throw error;
        },
      );
      if (sent.ok) return;
      context.log.error({ ...sent.error }, 'the end of the audit trail could not be sent');
      await informOfUnsent(context, to, day);
    },
  };
}

async function send(
  { mail, translator, organisation }: PluginContext,
  {
    to,
    day,
    head,
    publicKey,
  }: {
    readonly to: string;
    readonly day: LocalDate;
    readonly head: StoredHead;
    readonly publicKey: string;
  },
): Promise<Result<unknown, Refusal>> {
  const { name, language } = await organisation();
  const facts = { organisation: name, day, seq: String(head.seq), digest: head.digest };
  const say = (key: string): string =>
    translator.text(language, `host:audit-anchor.${key}`, { ...facts, signature: head.signature });
  const text = [
    say('what-for'),
    say('end'),
    `${say('compare')}\n\n  npx countinghouse audit verify --anchor ${facts.seq}:${facts.digest}`,
    `${say('public-key')}\n\n${publicKey}`,
  ].join('\n\n');
  return mail.send({ to, subject: say('subject'), text, uniqueKey: `audit-anchor:${day}` });
}

function informOfUnsent({ database }: PluginContext, to: string, day: LocalDate): Promise<void> {
  return informAdministrators(database, {
    kind: 'host.audit-anchor-unsent',
    facts: { to, day },
    link: '/admin/pages/settings',
    uniqueKey: `audit-anchor-unsent:${day}`,
  });
}
