import { defineEvent } from './events.js';

export interface NoticesWritten {
  /** rows of the inbox that were not there before */
  readonly noticeIds: readonly string[];
}

export const noticesWritten = defineEvent<NoticesWritten>(
  'host.notices-written',
  'People were told something in their inbox; by which further ways they learn of it is up to subscribers.',
);
