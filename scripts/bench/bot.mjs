// From an update that the Bot API hands out to the answer that reaches it: the house beside a bare Telegraf bot, both before the emulator
// of the specifications, which takes no time of its own. The house looks up who speaks, what they may, and what the limits leave.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../installation.mjs';
import { createUser, serve } from './product.mjs';
import { openRaw } from './raw-database.mjs';

const CHAT = 4242;
const WARM_UP = 20;
const RUNS = 200;
const AT = '2026-11-01 00:00:00.000';
const NO_LIMITS = { perSecond: 1e6, perChatSecond: 1e6, chatBurst: 1e6, perGroupMinute: 1e6 };

/**
 * @param {{ url: string, env: object }} product a migrated database
 * @param {(what: string, figure: string) => void} line prints one figure
 */
export async function benchBot(folder, { url, env }, line) {
  const { startTelegram } = await loadEmulator(join(folder, 'emulator.mjs'));
  await createUser(env);
  await linkChat(url);
  const ours = await answers(startTelegram, async (environment) => {
    const house = await serve({ ...env, ...environment });
    return house.stop;
  });
  const bare = await answers(startTelegram, startBare);
  const figures = ({ p50, p95 }) => `p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`;
  line(
    'update to answer, /help',
    `${figures(ours)}; bare Telegraf ${figures(bare)}; ${(ours.p95 - bare.p95).toFixed(1)} ms of our own at p95`,
  );
}

/** Milliseconds from the update to the answer, one after another. */
async function answers(startTelegram, start) {
  const telegram = await startTelegram({ limits: NO_LIMITS });
  const stop = await start(telegram.environment);
  try {
    const person = telegram.person({ id: CHAT, firstName: 'Bench' });
    const times = [];
    for (let run = 0; run < WARM_UP + RUNS; run += 1) {
      const begun = performance.now();
      await person.says('/help');
      const answer = telegram.callsOf('sendMessage').at(-1);
      if (!(answer?.at > begun) || !/^What I can do/.test(person.screen().text))
        throw new Error(`the bot did not answer what it was asked: ${person.screen().text}`);
      if (run >= WARM_UP) times.push(answer.at - begun);
    }
    times.sort((a, b) => a - b);
    return { p50: times[RUNS * 0.5], p95: times[RUNS * 0.95] };
  } finally {
    await stop();
    await telegram.close();
  }
}

async function startBare(environment) {
  const child = spawn(process.execPath, [join(root, 'scripts/bench/bare-telegraf.mjs')], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return async () => {
    const ended = new Promise((resolve) => child.once('close', resolve));
    child.kill('SIGTERM');
    await ended;
  };
}

/** A chat that is linked to the user, and limits that are not what is measured. */
async function linkChat(url) {
  const db = await openRaw(url);
  const [{ id }] = await db.all('select id from app_user');
  await db.begin();
  const { insert } = db.importer();
  const put = (table, row) => insert(table, Object.keys(row), [Object.values(row)]);
  await put('telegram_chat', {
    ...{ id: randomUUID(), chat_id: CHAT, user_id: id, state: 'linked', linked_at: AT },
  });
  for (const [name, value] of [
    ['messagesPerSecond', '1000'],
    ['chatMessagesPerSecond', '100'],
  ])
    await put('setting', { plugin: 'telegram', name, value, secret: 0, updated_at: AT });
  await db.commit();
  await db.close();
}

/** Specifications are not built, so their emulator is put together here. */
async function loadEmulator(outfile) {
  const { build } = await import('esbuild');
  await build({
    absWorkingDir: root,
    entryPoints: ['test/harness/telegram.ts'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    // What it imports in turn is of the other kind.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    outfile,
    logLevel: 'warning',
  });
  return import(pathToFileURL(outfile).href);
}
