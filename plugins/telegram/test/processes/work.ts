// A worker of the house, to be killed: sends what waits in the outbox by the bot of TELEGRAM_API_ROOT.
import { join } from 'node:path';
import { createDocuments } from '../../../../src/host/documents/create-documents.js';
import { createTranslator } from '../../../../src/host/i18n/create-translator.js';
import { openDatabase } from '../../../../src/host/database/open-database.js';
import { systemClock } from '../../../../src/values/clock.js';
import { assembleTestHouse } from '../../../../test/harness/house.js';
import { TEST_SECRET_KEY } from '../../../../test/harness/secret-key.js';
import { silentLog as log } from '../../../../test/harness/silent-log.js';

const [url = '', secretKey] = [process.env['DATABASE_URL'], TEST_SECRET_KEY];
const database = await openDatabase({ url, log, clock: systemClock, secretKey });
const translator = await createTranslator(join(process.cwd(), 'locales'), []);
const viewsRoot = join(process.cwd(), 'views');
const { house } = await assembleTestHouse(database, {
  environment: process.env,
  ports: { documents: createDocuments({ viewsRoot, translator, executablePath: '', log }) },
});
await house.start(['worker']);
process.stdout.write('ready\n');
