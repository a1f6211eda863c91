import { AdminJS } from './adminjs.js';
import {
  Router,
  type Express,
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import type { AssembledHouse } from '../../kernel/lifecycle.js';
import type { Database, Logger } from '../../kernel/ports.js';
import type { Clock } from '../../values/clock.js';
import type { HouseTranslator } from '../i18n/create-translator.js';
import type { HouseSessions } from '../sessions/create-sessions.js';
import { answerProblem } from '../sessions/problem.js';
import { actorOf } from '../sessions/request-actor.js';
import type { SettingsStore } from '../settings/create-settings-store.js';
import { makeActionDoor } from './action-door.js';
import { API_ROUTES, callAdminJs } from './adminjs-door.js';
import { makeHouseDoors } from './house-doors.js';
import { mountLists } from './lists/list-routes.js';
import { mountHistory } from './history/history-routes.js';
import { mountTrash } from './trash/trash-routes.js';
import { makePanelActions } from './panel-actions.js';
import { readManifest, servePanelFiles, PANEL_FILES } from './panel-files.js';
import { panelOptions } from './panel-options.js';
import { sendPanelPage } from './panel-page.js';
import type { PanelReader } from './panel-reader.js';
import { PanelRefusal } from './panel-refusal.js';
import { buildRegistry } from './panel-registry.js';
import { idList, queryText, readForm } from './panel-requests.js';
import { makePanelState } from './panel-state.js';
import { titleOf } from './panel-title.js';
import { makeSentences } from './sentences.js';

export interface AdminMeans {
  readonly house: AssembledHouse;
  readonly database: Database;
  readonly translator: HouseTranslator;
  readonly settings: SettingsStore;
  /** its `identify` must stand before the panel; its routes are mounted by whoever mounts the panel */
  readonly sessions: HouseSessions;
  readonly clock: Clock;
  readonly log: Logger;
  /** dist/panel */
  readonly panelRoot: string;
}

type Answer = (reader: PanelReader, request: Request, response: Response) => Promise<unknown>;

/** Mounts the panel under /admin. It parses its own bodies, so no body parser may stand before it. */
export function mountAdmin(app: Express, means: AdminMeans): void {
  const { house, database, translator, settings, sessions, clock, log } = means;
  const registry = buildRegistry(house, database, clock);
  const sentences = makeSentences(translator);
  const admin = new AdminJS(panelOptions(house, registry, makePanelActions(translator, sentences)));
  const actions = makeActionDoor(registry, translator, sentences);
  const doors = makeHouseDoors({ house, registry, translator, settings, log });
  const manifest = readManifest(means.panelRoot);
  const stateFor = makePanelState({ admin, house, registry, translator });
  const router = Router();

  const readerOfRequest = (request: Request): PanelReader => {
    const actor = actorOf(request);
    if (!actor) throw new PanelRefusal({ code: 'not-signed-in' }, 401);
    return {
      email: actor.name,
      actor,
      language: actor.language,
      may: (permission) => house.may(actor, permission),
      isFresh: () => sessions.isFresh(request),
    };
  };

  const json =
    (answer: Answer): RequestHandler =>
    async (request, response) => {
      const result = await answer(readerOfRequest(request), request, response);
      response.set('Cache-Control', 'no-store').json(result);
    };

  /** A door that is not there, or not for this reader, opens the panel all the same: its front end says so. */
  const heading = (
    reader: PanelReader,
    path: string,
    organisation: string,
  ): { readonly status: number; readonly title: string } => {
    try {
      return { status: 200, title: titleOf({ house, registry, translator }, reader, path, organisation) };
    } catch (error) {
      if (!(error instanceof PanelRefusal)) throw error;
      return { status: error.status, title: sentences.refusal(reader.language, error.plugin, error.refusal) };
    }
  };

  const page = async (request: Request, response: Response): Promise<void> => {
    const reader = readerOfRequest(request);
    const organisation = await settings.organisation();
    const state = stateFor(reader, request.actorName ?? reader.email, organisation);
    sendPanelPage(request, response, {
      ...heading(reader, request.path, organisation.name),
      language: reader.language,
      state,
      manifest,
      sentence: translator.text(
        reader.language,
        manifest ? 'host:panel.needs-scripts' : 'host:panel.not-built',
      ),
    });
  };

  mountLists(
    router,
    { house, registry, translator, actions, sentences },
    { json, readerOf: readerOfRequest },
  );
  for (const { path, kind } of API_ROUTES) {
    router.get(
      path,
      json((reader, request) => callAdminJs(admin, reader, request, kind)),
    );
    router.post(
      path,
      json((reader, request) => callAdminJs(admin, reader, request, kind)),
    );
  }
  router.get(
    '/x/host/actions/:model/:action',
    json((reader, request) =>
      actions.view(
        reader,
        param(request, 'model'),
        param(request, 'action'),
        idList(queryText(request, 'ids')),
      ),
    ),
  );
  router.post(
    '/x/host/actions/:model/:action',
    json(async (reader, request) => {
      const { ids, input, typed } = await readForm(request);
      return actions.run(reader, param(request, 'model'), param(request, 'action'), textList(ids), {
        input: recordOf(input),
        typed,
      });
    }),
  );
  router.get(
    '/x/host/choices/:model',
    json((reader, request) =>
      doors.choices(reader, param(request, 'model'), {
        q: queryText(request, 'q').slice(0, 200),
        limit: Math.min(Math.max(Number(queryText(request, 'limit')) || 20, 1), 100),
        ids: idList(queryText(request, 'ids')),
      }),
    ),
  );
  router.get(
    '/x/host/home',
    json((reader, request) => doors.home(reader, queryText(request, 'widget'))),
  );
  router.get(
    '/x/host/search',
    json((reader, request) => doors.search(reader, queryText(request, 'q').trim().slice(0, 200))),
  );
  router.get(
    '/x/host/settings',
    json((reader) => doors.settings(reader)),
  );
  router.post(
    '/x/host/settings',
    json(async (reader, request) => doors.saveSettings(reader, await readForm(request))),
  );
  router.get(
    '/x/host/health',
    json((reader) => doors.health(reader)),
  );
  mountTrash(router, registry, translator, json);
  mountHistory(router, { registry, translator }, json);
  router.get(['/', '/resources/{*rest}', '/pages/{*rest}'], page);

  const refuse = (error: unknown, request: Request, response: Response, next: NextFunction): void => {
    if (!(error instanceof PanelRefusal)) return next(error);
    const language = sessions.languageOf(request);
    answerProblem(response, {
      status: error.status,
      code: error.refusal.code,
      detail: sentences.refusal(language, error.plugin, error.refusal),
    });
  };

  app.get(`${PANEL_FILES}/:file`, servePanelFiles(means.panelRoot));
  app.use('/admin', sessions.requireActor, router, refuse);
}

function param(request: Request, name: string): string {
  const value: unknown = request.params[name];
  return typeof value === 'string' ? value : '';
}

function textList(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((id): id is string => typeof id === 'string' && id !== '') : [];
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}
