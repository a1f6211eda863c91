import type { JobDefinition } from '../../../../src/kernel/contributions.js';
import { telegramTables } from '../database/tables.js';

const DAY_MS = 86_400_000;
/** Telegram keeps updates for a day: after two none of these comes again. */
const UPDATE_DAYS = 2;
const BUCKET_DAYS = 1;

/** What nobody asks for any more: updates that cannot come again, buttons, questions and codes that have expired, full buckets. */
export const clearOld: JobDefinition<null> = {
  name: 'telegram.clear-old',
  permission: 'telegram.maintain',
  parse: () => null,
  repeat: { cron: '40 3 * * *' },
  async run({ context }) {
    const { database, clock } = context;
    const now = clock.now();
    const before = (days: number): Date => new Date(now.getTime() - days * DAY_MS);
    const tables = telegramTables(database.queries);
    await tables.deleteFrom('telegram_update').where('taken_at', '<', before(UPDATE_DAYS)).execute();
    await tables.deleteFrom('telegram_screen').where('expires_at', '<', now).execute();
    await tables.deleteFrom('telegram_conversation').where('expires_at', '<', before(1)).execute();
    await tables.deleteFrom('telegram_link').where('expires_at', '<', before(1)).execute();
    await tables.deleteFrom('telegram_bucket').where('filled_at', '<', before(BUCKET_DAYS)).execute();
  },
};
