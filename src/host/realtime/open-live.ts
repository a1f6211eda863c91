import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { createAdapter } from '@socket.io/redis-adapter';
import type { Redis } from 'ioredis';
import { Server, type Socket } from 'socket.io';
import type { AssembledHouse } from '../../kernel/lifecycle.js';
import type { Actor } from '../../kernel/permissions.js';
import type { Database, Logger } from '../../kernel/ports.js';
import { USE_PANEL } from '../admin/access-contribution.js';
import type { ProgressNote } from '../jobs/progress-note.js';
import { isForeign } from '../sessions/same-origin.js';
import { makeAudience, type Line } from './audience.js';
import type { Hint } from './hints.js';
import { watchJobs } from './job-watch.js';
import { openPulse } from './pulse.js';
import { makeTellReaders } from './tell-readers.js';

export interface LiveMeans {
  readonly server: HttpServer;
  readonly house: AssembledHouse;
  readonly database: Database;
  /** who is behind a line now; asking is no sign of life of the session */
  readonly look: (request: IncomingMessage) => Promise<Actor | null>;
  /** wakes the other web processes; without it they look for themselves */
  readonly redis: Redis | null;
  readonly publicUrl: string | null;
  readonly runningJobs: () => Promise<ReadonlyMap<string, ProgressNote>>;
  readonly log: Logger;
  readonly pace?: LivePace;
}

export interface LivePace {
  /** what comes within this time is told together */
  readonly settleMs: number;
  /** between two looks at what other processes have done */
  readonly everyMs: number;
  /** between two looks at who is behind a line */
  readonly lookMs: number;
  /** a page is loaded, and its line open, within this time: what changed meanwhile is told when the line opens */
  readonly onItsWayMs: number;
}

export interface Live {
  /** This process has changed something. */
  wake(): void;
  /** Takes no more lines and cuts those that there are: their browsers find another process. */
  turnAway(): void;
  close(): Promise<void>;
}

export const LIVE_PATH = '/admin/live';
const PACE: LivePace = { settleMs: 300, everyMs: 1000, lookMs: 3000, onItsWayMs: 15_000 };
const MOST_TABS = 30;
/** Browsers have nothing to say here. */
const LONGEST_MESSAGE = 1000;

type Events = { readonly hint: (hint: Hint) => void };
type BetweenServers = { readonly woken: () => void };
type Behind = { actor: Actor };
type LiveSocket = Socket<Record<never, never>, Events, BetweenServers, Behind>;

/** The line over which open tabs learn that something changed. Scoped like everything else; data goes through the ordinary doors alone. */
export function openLive(means: LiveMeans): Live {
  const { server, house, database, look, redis, publicUrl, log, pace = PACE } = means;
  const audience = makeAudience(look, pace.lookMs);
  let isTurnedAway = false;

  const mayConnect = async (request: IncomingMessage): Promise<boolean> => {
    if (isTurnedAway || isForeign(request.headers, publicUrl)) return false;
    return (await readerBehind(request)) !== null;
  };
  const readerBehind = async (request: IncomingMessage): Promise<Actor | null> => {
    const actor = await look(request);
    return actor && house.may(actor, USE_PANEL) ? actor : null;
  };

  const subscriber = redis?.duplicate() ?? null;
  subscriber?.on('error', (error: unknown) => log.warn({ err: error }, 'redis is away'));
  const io = new Server<Record<never, never>, Events, BetweenServers, Behind>(server, {
    path: LIVE_PATH,
    serveClient: false,
    maxHttpBufferSize: LONGEST_MESSAGE,
    ...(redis && subscriber
      ? { adapter: createAdapter(redis, subscriber, { key: 'countinghouse:live' }) }
      : {}),
    allowRequest(request, decide) {
      mayConnect(request).then(
        (may) => decide(null, may),
        (error: unknown) => {
          log.warn({ err: error }, 'a line could not be opened');
          decide('unavailable', false);
        },
      );
    },
  });
  io.engine.on('headers', (headers: Record<string, string>) => {
    Object.assign(headers, { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
  });

  const tellReaders = makeTellReaders({
    ...{ house, database, audience },
    clock: house.context('host').clock,
    records: house.context('host').records,
    jobs: watchJobs(database, means.runningJobs),
    onItsWayMs: pace.onItsWayMs,
  });
  const pulse = openPulse(tellReaders.round, pace, log);
  io.on('woken', () => pulse.wake());
  io.use((socket, next) => {
    readerBehind(socket.request).then((actor) => {
      if (!actor || audience.tabsOf(actor.userId ?? '') >= MOST_TABS) return next(new Error('not-allowed'));
      socket.data.actor = actor;
      next();
    }, next);
  });
  io.on('connection', (socket) => {
    const { actor } = socket.data;
    const line = lineOf(socket);
    audience.join(line, actor);
    socket.on('disconnect', () => audience.leave(line));
    tellReaders
      .welcome({ actor, pass: line.pass })
      .catch((error: unknown) => log.warn({ err: error }, 'a new line was not told what had changed'));
  });

  return {
    wake() {
      if (redis?.status === 'ready') io.serverSideEmit('woken');
      pulse.wake();
    },
    turnAway() {
      isTurnedAway = true;
      for (const socket of io.sockets.sockets.values()) socket.conn.close();
    },
    async close() {
      isTurnedAway = true;
      await pulse.stop();
      // Not io.close(): it would end the web server too, in the middle of requests.
      io.engine.close();
      await io.of('/').adapter.close();
      subscriber?.disconnect();
    },
  };
}

function lineOf(socket: LiveSocket): Line {
  return {
    request: socket.request,
    pass: (hint) => void socket.emit('hint', hint),
    cut: () => void socket.conn.close(),
  };
}
