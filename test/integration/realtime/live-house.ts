// Web processes of one house over one database, each with its own server and its own line to browsers.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Redis } from 'ioredis';
import { io, type Socket } from 'socket.io-client';
import type { ProgressNote } from '../../../src/host/jobs/progress-note.js';
import type { Hint } from '../../../src/host/realtime/hints.js';
import { openLive, type Live, type LivePace } from '../../../src/host/realtime/open-live.js';
import { silentLog } from '../../harness/database.js';
import { PASSWORD, type PanelHouse } from '../admin/panel-house.js';

export interface LiveProcess {
  readonly address: string;
  readonly live: Live;
  readonly running: Map<string, ProgressNote>;
  close(): Promise<void>;
}

/** Quick, so that a specification need not wait; nothing depends on how quick. */
export const QUICK: LivePace = { settleMs: 20, everyMs: 50, lookMs: 20, onItsWayMs: 0 };

export async function openProcess(
  house: PanelHouse,
  options: { readonly redis?: Redis; readonly pace?: LivePace; readonly publicUrl?: string } = {},
): Promise<LiveProcess> {
  const server: Server = createServer(house.app);
  const running = new Map<string, ProgressNote>();
  const live = openLive({
    server,
    house: house.house,
    database: house.database.port,
    look: house.sessions.look,
    redis: options.redis ?? null,
    publicUrl: options.publicUrl ?? null,
    runningJobs: async () => running,
    log: silentLog,
    pace: options.pace ?? QUICK,
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    live,
    running,
    async close() {
      await live.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Somebody's open tab: what it was told, in order. */
export interface Tab {
  readonly cookie: string;
  readonly socket: Socket;
  readonly hints: readonly Hint[];
  /** resolves with the first hint, told already or still to come, that is so */
  told(isWanted: (hint: Hint) => boolean): Promise<Hint>;
  /** resolves when the line is cut */
  readonly cut: Promise<void>;
  close(): void;
}

export async function cookieOf(process: LiveProcess, email: string): Promise<string> {
  const answer = await fetch(`${process.address}/admin/login`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ email, password: PASSWORD }),
  });
  const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  if (answer.status !== 303 || cookie === '') throw new Error(`${email} could not sign in: ${answer.status}`);
  return cookie;
}

export function dial(
  process: LiveProcess,
  headers: Readonly<Record<string, string>>,
  transport: 'websocket' | 'polling' = 'websocket',
): Socket {
  return io(process.address, {
    path: '/admin/live',
    transports: [transport],
    extraHeaders: { ...headers },
    reconnection: false,
    forceNew: true,
  });
}

export async function openTab(process: LiveProcess, email: string): Promise<Tab> {
  const cookie = await cookieOf(process, email);
  const socket = dial(process, { cookie });
  const hints: Hint[] = [];
  const waiting = new Set<(hint: Hint) => void>();
  socket.on('hint', (hint: Hint) => {
    hints.push(hint);
    for (const listener of waiting) listener(hint);
  });
  const cut = new Promise<void>((resolve) => socket.once('disconnect', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return {
    cookie,
    socket,
    hints,
    cut,
    told(isWanted) {
      const known = hints.find(isWanted);
      if (known) return Promise.resolve(known);
      return new Promise((resolve) => {
        const listener = (hint: Hint): void => {
          if (!isWanted(hint)) return;
          waiting.delete(listener);
          resolve(hint);
        };
        waiting.add(listener);
      });
    },
    close: () => void socket.close(),
  };
}

export const ofModel =
  (model: string) =>
  (hint: Hint): boolean =>
    hint.kind === 'changed' && hint.model === model;
