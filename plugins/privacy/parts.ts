import { consents } from './adapters/database/consents/consents.js';
import { wordings } from './adapters/database/consents/wordings.js';
import { erasures } from './adapters/database/erasures.js';
import { expirer } from './adapters/database/expire-rows.js';
import { exports } from './adapters/database/exports.js';
import { forgetter } from './adapters/database/forgetter.js';
import { retentionStore } from './adapters/database/retention-store.js';
import { areLastAdministrators, findSubject, lockSubject } from './adapters/database/subjects.js';
import { ledger } from './adapters/files/erasure-ledger.js';
import { writeExport } from './adapters/files/write-export.js';
import type { ConsentParts } from './app/consents/stored.js';
import type { ErasureParts } from './app/erase-subject.js';
import type { ExportParts } from './app/export-subject.js';
import type { RetentionParts } from './app/retention.js';

export const subjects: ErasureParts['subjects'] = {
  find: findSubject,
  lock: lockSubject,
  areLastAdministrators,
};
export const erasureParts: ErasureParts = { erasures, ledger, forgetter, subjects };
export const exportParts: ExportParts = { exports, subjects, write: writeExport };
export const consentParts: ConsentParts = { wordings, consents, subjects };
export const retentionParts: RetentionParts = { store: retentionStore, expirer };
