// A worker that sends what waits in DATABASE_URL to POST_BOX, AT_ONCE at a time and each held for HOLD_MS, until SIGTERM or its death.
import { openDatabase } from '../../../../src/host/database/open-database.js';
import { systemClock } from '../../../../src/values/clock.js';
import { assembleTestHouse } from '../../../../test/harness/house.js';
import { TEST_SECRET_KEY } from '../../../../test/harness/secret-key.js';
import { silentLog } from '../../../../test/harness/silent-log.js';
import { choices } from '../../adapters/database/choices.js';
import { outbox } from '../../adapters/database/outbox.js';
import { SENDER_TIMING, startSender } from '../../app/sender.js';
import { aKind, pluginsWith, testChannel } from '../integration/messages-house.js';
import { plainWords } from '../integration/plain-words.js';

const { DATABASE_URL: url = '', POST_BOX: address = '', AT_ONCE, HOLD_MS } = process.env;

const post = testChannel('post', Number(AT_ONCE));
post.answer = async ({ recipient }, signal) => {
  const answer = await fetch(address, { method: 'POST', body: recipient.id, signal });
  if (!answer.ok) throw new Error(`The post box answered ${answer.status}.`);
  return { outcome: 'sent', reference: null };
};

const database = await openDatabase({
  ...{ url, log: silentLog, clock: systemClock, secretKey: TEST_SECRET_KEY },
});
const test = await assembleTestHouse(database, {
  plugins: pluginsWith({ channels: [post], kinds: [aKind('guest.news')] }),
});
const sender = startSender({ outbox, choices, words: plainWords }, test.house.context('notifications'), {
  ...SENDER_TIMING,
  holdMs: Number(HOLD_MS),
});
process.once('SIGTERM', () => {
  void sender
    .stop()
    .then(() => database.close())
    .then(() => test.close());
});
