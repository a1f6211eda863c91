// A house whose bot speaks to the emulator: for specifications of whole conversations.
import { newId } from '../../src/values/ids.js';
import type { Actor, Language, Role } from '../../src/kernel/permissions.js';
import { chatLinks } from '../../plugins/telegram/contract/links.js';
import { systemClock } from '../../src/values/clock.js';
import { createSettingsStore } from '../../src/host/settings/create-settings-store.js';
import { settings } from '../../plugins/telegram/settings.js';
import { addUser } from '../../src/host/sessions/users.js';
import { admin, assembleTestHouse, type TestHouse, type TestHouseOptions } from './house.js';
import type { TestDatabase } from './database.js';
import { startTelegram, type TelegramOptions, type TestPerson, type TestTelegram } from './telegram.js';

export interface BotHouse extends TestHouse {
  readonly telegram: TestTelegram;
  /** A user of the house; a representative's or manager's by the id of its row. */
  user(of: NewTestUser): Promise<string>;
  /** Links a person's chat to a user by a deep link, as from the panel. */
  link(person: TestPerson, userId: string): Promise<void>;
  /** Somebody new, linked to a user of this role. */
  linked(
    of: NewTestUser & { readonly chat?: number },
  ): Promise<{ readonly person: TestPerson; readonly userId: string }>;
  /** Stops the bot and the emulator. @throws when Telegram refused what nobody provoked */
  end(): Promise<void>;
}

export interface NewTestUser {
  readonly role: Role;
  readonly name?: string;
  readonly language?: Language;
  readonly representativeId?: string;
  readonly managerId?: string;
}

// Twenty times what Telegram allows, in the emulator and in the house's settings alike: what is measured is that the numbers are kept.
export const TEST_LIMITS = { perSecond: 600, perChatSecond: 20, chatBurst: 80, perGroupMinute: 400 };

/** Opens the house over the database and starts its bot, which fetches its updates. */
export async function openBotHouse(
  database: TestDatabase,
  options: TestHouseOptions & {
    readonly telegram?: TelegramOptions;
    readonly settings?: Readonly<Record<string, unknown>>;
  } = {},
): Promise<BotHouse> {
  const telegram = await startTelegram({ limits: TEST_LIMITS, ...options.telegram });
  await writeSettings(database, { messagesPerSecond: 600, chatMessagesPerSecond: 20, ...options.settings });
  const made = await assembleTestHouse(database, {
    ...options,
    environment: { ...telegram.environment, ...options.environment },
  });
  await made.house.start(['bot']);
  const context = made.house.context('telegram');
  let chats = 1000;

  const user: BotHouse['user'] = async ({
    role,
    name = `A ${role}`,
    language = 'en',
    representativeId,
    managerId,
  }) => {
    const person = { email: `${newId()}@demo.test`, name, role, language, representativeId, managerId };
    const added = await database.port.transaction((tx) =>
      addUser(tx, new Date(), { actor: admin, action: 'host.create-user', person, passwordHash: 'none' }),
    );
    if (!added.ok) throw new Error(JSON.stringify(added.error));
    return added.value.id;
  };
  const link: BotHouse['link'] = async (person, userId) => {
    const actor = (await context.people.actor(userId)) as Actor;
    const made = await context.use(chatLinks).makeLink(actor, userId);
    if (!made.ok) throw new Error(`no link: ${JSON.stringify(made.error)}`);
    await person.says(`/start ${new URL(made.value.url).searchParams.get('start')}`);
  };
  return {
    ...made,
    ...{ telegram, user, link },
    async linked({ chat = (chats += 1), ...of }) {
      const userId = await user(of);
      const person = telegram.person({
        id: chat,
        firstName: of.name ?? of.role,
        language: of.language ?? 'en',
      });
      await link(person, userId);
      return { person, userId };
    },
    async end() {
      await made.house.stop();
      made.close();
      await telegram.close();
    },
  };
}

async function writeSettings(
  database: TestDatabase,
  values: Readonly<Record<string, unknown>>,
): Promise<void> {
  const store = createSettingsStore({
    ...{ database: database.port, clock: systemClock },
    secretKey: 'a secret key of this specification',
  });
  const written = await store.write({ plugin: 'telegram', schema: settings, actor: admin, values });
  if (!written.ok) throw new Error(JSON.stringify(written.error));
}
