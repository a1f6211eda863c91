import type { CliCall, CliCommand, CliOutcome } from '../../kernel/contributions.js';
import type { DemoPeople } from '../../kernel/contributions.js';
import type { HouseHealth } from '../../kernel/health-report.js';
import { checkHealth } from '../../kernel/house-health.js';
import type { Actor, Language } from '../../kernel/permissions.js';
import type { Translator } from '../../kernel/ports.js';
import { err, ok, type Refusal, type Result } from '../../values/result.js';
import { applyMigrations } from '../composition/apply-migrations.js';
import { beforeMigrations } from '../composition/before-migrations.js';
import type { OpenHouse } from '../composition/open-house.js';
import { seedDemoUsers } from '../sessions/seed-demo-users.js';

/** Commands about the house as a whole: no plugin could carry them out, for each needs what stands above the plugins. */
export interface HouseCommand extends Omit<CliCommand, 'run'> {
  readonly run: (
    open: OpenHouse,
    call: Pick<CliCall, 'actor' | 'note'>,
  ) => Promise<Result<CliOutcome, Refusal>>;
}

export const houseCommands = (translator: Translator, language: Language): readonly HouseCommand[] => [
  {
    name: 'migrate',
    description: translator.text(language, 'host:cli.migrate'),
    anyDatabase: true,
    run: migrateHouse,
  },
  {
    name: 'seed demo',
    description: translator.text(language, 'host:cli.seed'),
    run: seedDemo,
  },
  {
    name: 'doctor',
    description: translator.text(language, 'host:cli.doctor'),
    anyDatabase: true,
    run: examine,
  },
  {
    name: 'openapi',
    description: translator.text(language, 'host:cli.openapi'),
    anyDatabase: true,
    run: printApi,
  },
];

async function migrateHouse(
  { database, plugins, house, translator }: OpenHouse,
  { actor }: { readonly actor: Actor },
): Promise<Result<CliOutcome, Refusal>> {
  await database.ping();
  const applied = await applyMigrations(database, plugins, beforeMigrations(house));
  const key = applied.length === 0 ? 'host:cli.migrated-nothing' : 'host:cli.migrated';
  return ok({ json: { applied }, text: translator.text(actor.language, key, { count: applied.length }) });
}

async function seedDemo(
  open: OpenHouse,
  { actor, note }: Pick<CliCall, 'actor' | 'note'>,
): Promise<Result<CliOutcome, Refusal>> {
  const { configuration, house, translator, database, clock } = open;
  if (configuration.production) return err({ code: 'demo-in-production' });
  let people: DemoPeople = {};
  for (const { plugin, value } of house.seeds) {
    note(`${plugin}: ${value.name}`);
    people = { ...people, ...(await value.run(house.context(plugin))) };
  }
  const created = await seedDemoUsers({ database: database.port, clock }, actor, people);
  if (!created.ok) return created;
  return ok({
    json: { seeds: house.seeds.map(({ plugin, value }) => `${plugin}/${value.name}`), logins: created.value },
    text: translator.text(actor.language, 'host:cli.seeded'),
  });
}

async function examine(
  { house, translator }: OpenHouse,
  { actor }: { readonly actor: Actor },
): Promise<Result<CliOutcome, Refusal>> {
  const health = await checkHealth(house);
  return ok({
    json: health,
    text: reportOn(health, translator, actor.language),
    refused: health.state === 'failing',
  });
}

async function printApi({ house }: OpenHouse): Promise<Result<CliOutcome, Refusal>> {
  const { describeApi } = await import('../api/openapi.js');
  const document = describeApi(house);
  return ok({ json: document, text: JSON.stringify(document, null, 2) });
}

function reportOn({ state, boot, checks }: HouseHealth, translator: Translator, language: Language): string {
  const say = (key: string, facts = {}): string => translator.text(language, `host:cli.${key}`, facts);
  return [
    say('doctor-boot'),
    ...boot.map(
      (entry) =>
        `  ${entry.state.padEnd(9)} ${entry.plugin} ${entry.version}${entry.reason === null ? '' : `: ${entry.reason}`}`,
    ),
    say('doctor-checks'),
    ...checks.map((check) => {
      const mend = 'mend' in check ? `; ${say('mend', { mend: check.mend })}` : '';
      return `  ${check.state.padEnd(9)} ${check.plugin}/${check.name}${check.detail === undefined ? '' : `: ${check.detail}`}${mend}`;
    }),
    say(`doctor-${state}`),
  ].join('\n');
}
