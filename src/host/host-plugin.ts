import { definePlugin, type Plugin } from '../kernel/plugin.js';
import type { JobDefinition } from '../kernel/contributions.js';
import type { PermissionDeclaration } from '../kernel/permissions.js';
import { ACCESS_PERMISSIONS, contributeAccess } from './admin/access-contribution.js';
import { contributeApi } from './api/api-contribution.js';
import type { ApiHouse } from './api/grantable-scopes.js';
import { AUDIT_PERMISSIONS, contributeAudit } from './audit/audit-contribution.js';
import type { BulkJobData } from './admin/bulk/bulk-job.js';
import type { SignHead } from './audit/chain.js';
import type { ExportSigner } from './audit/export-signer.js';
import {
  COLLABORATION_PERMISSIONS,
  contributeCollaboration,
} from './collaboration/collaboration-contribution.js';
import { copyRules } from './copies/copy-rules.js';
import { proof } from './copies/host-proof.js';
import type { HouseDatabase } from './database/open-database.js';
import type { HouseDocuments } from './documents/create-documents.js';
import { eventCommands } from './events/event-commands.js';
import { clearOldEvents } from './events/clear-old-events.js';
import type { Relay } from './events/create-relay.js';
import { hostPersonalData } from './personal-data/host-personal-data.js';
import { reportOnMail } from './mail/mail-habits.js';
import type { SecretKeys } from './sealing/key-ring.js';
import { contributeSealing } from './sealing/sealing-contribution.js';
import type { SettingsValues } from '../kernel/settings.js';
import { jobCommands } from './jobs/job-commands.js';
import { contributeJobs, JOB_PERMISSIONS } from './jobs/jobs-contribution.js';
import type { AccessMeans } from './sessions/access-means.js';
import { userCommands } from './sessions/user-commands.js';
import { contributeTrash, TRASH_PERMISSIONS } from './trash/trash-contribution.js';
import { organisationSettings } from './settings/organisation.js';
import { VIEW_PERMISSIONS } from './views/contribute-views.js';
import { contributePreferences } from './views/preferences.js';
import { contributeFactors } from './two-factor/factors-contribution.js';
import type { MySignInMeans } from './two-factor/my-sign-in-routes.js';

interface HostParts {
  readonly version: string;
  readonly access: AccessMeans;
  readonly database: HouseDatabase;
  readonly documents: HouseDocuments;
  readonly relay: Relay;
  readonly keys: SecretKeys;
  readonly sign: SignHead;
  readonly signer: ExportSigner;
  readonly factors: MySignInMeans;
  /** the house that this plugin is part of, once it is assembled */
  readonly served: () => ApiHouse;
  readonly bulkWork: JobDefinition<BulkJobData>;
  readonly waitingMigrations: () => Promise<readonly string[]>;
}

const PERMISSIONS: readonly PermissionDeclaration[] = [
  ...ACCESS_PERMISSIONS,
  ...AUDIT_PERMISSIONS,
  ...TRASH_PERMISSIONS,
  ...JOB_PERMISSIONS,
  ...COLLABORATION_PERMISSIONS,
  ...VIEW_PERMISSIONS,
];

/** The house shows what is its own by the same contract as any plugin. */
export function createHostPlugin({
  version,
  access,
  database,
  documents,
  relay,
  keys,
  sign,
  signer,
  factors,
  served,
  bulkWork,
  waitingMigrations,
}: HostParts): Plugin {
  return definePlugin({
    name: 'host',
    version,
    host: '*',
    essential: true,
    settings: organisationSettings,
    permissions: PERMISSIONS,
    register(house) {
      house.personalData(hostPersonalData);
      for (const rule of copyRules) house.copying(rule);
      house.proof(proof);
      contributeAccess(house, access);
      contributeAudit(house, sign, signer);
      contributeFactors(house, factors);
      contributeApi(house, served);
      contributeTrash(house);
      contributeJobs(house);
      contributeCollaboration(house);
      contributePreferences(house);
      contributeSealing(house, database, keys);
      house.job(clearOldEvents);
      house.job(bulkWork);
      for (const command of [...userCommands(access), ...jobCommands, ...eventCommands(relay)])
        house.command(command);
      house.healthCheck({
        name: 'database',
        check: async () => {
          await database.ping();
          return { state: 'well', detail: database.dialect };
        },
      });
      house.healthCheck({
        name: 'migrations',
        check: async () => {
          const waiting = await waitingMigrations();
          if (waiting.length === 0) return { state: 'well' };
          return { state: 'failing', detail: waiting.join(', '), mend: 'npx countinghouse migrate' };
        },
      });
      if (access.mail) {
        house.healthCheck({
          name: 'mail',
          check: async ({ settings }) =>
            reportOnMail((await settings()) as SettingsValues<typeof organisationSettings>),
        });
      }
      house.healthCheck({ name: 'events', check: () => relay.health() });
      house.healthCheck({ name: 'documents', check: () => documents.health() });
    },
  });
}
