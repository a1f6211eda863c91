import type { PersonalDataMeans } from '../../kernel/ports.js';
import { eraseContent } from '../audit/erase-content.js';
import type { SessionStore } from '../sessions/session-store.js';

/** What an erasure needs of the house itself. */
export function personalDataMeans(sessions: SessionStore): PersonalDataMeans {
  return {
    eraseTrail: eraseContent,
    async endSessions(userIds) {
      let ended = 0;
      for (const userId of userIds) ended += await sessions.removeAllOf(userId);
      return ended;
    },
  };
}
