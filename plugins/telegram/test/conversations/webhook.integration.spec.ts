import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import { openBotHouse, type BotHouse } from '../../../../test/harness/telegram-house.js';
import { webhookPath } from '../../adapters/bot/webhook-address.js';
import { webhookDoor } from '../../adapters/bot/webhook-door.js';

const SECRET = 'a-secret_of-this_specification';

forEachDialect('the webhook of the bot', (_, open) => {
  let database: TestDatabase;
  let house: BotHouse;
  const knock = async (path: string, secret: string | null, body = '{"update_id":1}'): Promise<number> => {
    const reply = await webhookDoor.handle({
      context: house.house.context('telegram'),
      ...{ language: 'en', query: {}, address: '127.0.0.1', params: { path } },
      headers: secret === null ? {} : { 'x-telegram-bot-api-secret-token': secret },
      body: Buffer.from(body),
    });
    return 'status' in reply ? (reply.status ?? 200) : 200;
  };
  const openHouse = async (secret: string): Promise<void> => {
    house = await openBotHouse(database, {
      settings: { updates: 'webhook' },
      environment: { TELEGRAM_WEBHOOK_SECRET: secret },
    });
    // The house of a specification has no certificate.
    house.telegram.expectsRefusal(/An HTTPS URL must be provided/);
  };

  beforeEach(async () => {
    database = await open();
  });
  afterEach(async () => {
    await house.end();
    await database.close();
  });

  it('opens for the path and the secret alone', async () => {
    await openHouse(SECRET);
    const path = webhookPath(house.telegram.token);
    expect(await knock(path, SECRET)).toBe(200);
    expect(await knock(path, `${SECRET}x`)).toBe(404);
    expect(await knock(path, null)).toBe(404);
    expect(await knock('elsewhere', SECRET)).toBe(404);
    expect(await knock(path, SECRET, 'no JSON')).toBe(400);
  });

  it('is no plugin that works when it has no secret, and opens for nobody', async () => {
    await openHouse('');
    expect(house.house.isUp('telegram')).toBe(false);
    const [report] = house.house.bootReport().filter(({ plugin }) => plugin === 'telegram');
    expect(report!.reason).toMatch(/TELEGRAM_WEBHOOK_SECRET is not set/);
  });
});
