import type { Actor, PermissionName } from '../../../../src/kernel/permissions.js';
import type { Database, Logger, QueryHandle } from '../../../../src/kernel/ports.js';
import type { Clock } from '../../../../src/values/clock.js';
import { newId } from '../../../../src/values/ids.js';
import { err, ok, type Refusal, type Result } from '../../../../src/values/result.js';
import type { Layout } from '../../domain/dashboard-layout.js';

export interface DashboardRecord {
  readonly id: string;
  readonly userId: string;
  /** empty: how its reader arranged the page that nobody named */
  readonly name: string;
  /** null: what is kept cannot be read any more */
  readonly layout: Layout | null;
  /** the words of the address that it opens with; null: cannot be read any more */
  readonly filters: string | null;
  readonly shared: boolean;
  readonly version: number;
}

/** A list reads no layouts. */
export type DashboardLine = Omit<DashboardRecord, 'layout'>;

export interface Dashboards {
  /** one's own with a name, and those that somebody shared, by name */
  visibleTo(queries: QueryHandle, userId: string): Promise<readonly DashboardLine[]>;
  /** one of those that visibleTo tells of */
  find(queries: QueryHandle, userId: string, id: string): Promise<DashboardRecord | null>;
  named(queries: QueryHandle, userId: string, name: string): Promise<DashboardRecord | null>;
  insert(queries: QueryHandle, dashboard: DashboardRecord, at: Date): Promise<void>;
  /** false: it is at another version by now */
  replace(queries: QueryHandle, dashboard: DashboardRecord, at: Date): Promise<boolean>;
  remove(queries: QueryHandle, id: string): Promise<void>;
}

export interface DashboardDraft {
  readonly name: string;
  readonly layout: Layout;
  readonly filters: string;
  readonly shared: boolean;
}

interface Needs {
  readonly dashboards: Dashboards;
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly may: (actor: Actor, permission: PermissionName) => boolean;
}

export const SHARE = 'analytics.dashboard.share';
/** The arrangement that a reader has without naming it. */
export const UNNAMED = '';
const KEPT_AT_MOST = 100;

type Kept = Result<{ readonly id: string; readonly version: number }, Refusal>;

/** What its reader may keep of a dashboard. A shared one is changed by whoever made it alone. */
export function makeSavedDashboards({ dashboards, database, clock, log, may }: Needs) {
  const own = async (queries: QueryHandle, actor: Actor, id: string): Promise<DashboardRecord | null> => {
    const visible = await dashboards.find(queries, actor.userId ?? '', id);
    return visible?.userId === actor.userId ? visible : null;
  };

  return {
    async list(actor: Actor): Promise<readonly DashboardLine[]> {
      const visible = await dashboards.visibleTo(database.queries, actor.userId ?? '');
      for (const one of visible) warnOfUnreadable(log, one);
      return visible;
    },

    /** Refuses `dashboard-sharing`, `dashboard-name-taken`, `dashboards-too-many`. */
    save(actor: Actor, draft: DashboardDraft): Promise<Kept> {
      return database.transaction(async (tx): Promise<Kept> => {
        const { userId } = actor;
        if (userId === null) return err({ code: 'dashboard-of-nobody' });
        if (draft.shared && !may(actor, SHARE)) return err({ code: 'dashboard-sharing' });
        const mine = (await dashboards.visibleTo(tx.queries, userId)).filter((one) => one.userId === userId);
        if (mine.length >= KEPT_AT_MOST) return err({ code: 'dashboards-too-many', most: KEPT_AT_MOST });
        if (mine.some(({ name }) => name === draft.name))
          return err({ code: 'dashboard-name-taken', name: draft.name });
        const id = newId();
        await dashboards.insert(tx.queries, { ...draft, id, userId, version: 1 }, clock.now());
        return ok({ id, version: 1 });
      });
    },

    /** Refuses `dashboard-unknown`, `dashboard-sharing`, `dashboard-name-taken`, and `dashboard-stale` for a version that is not the last. */
    change(
      actor: Actor,
      { id, version }: { readonly id: string; readonly version: number },
      change: Partial<DashboardDraft>,
    ): Promise<Kept> {
      return database.transaction(async (tx): Promise<Kept> => {
        const before = await own(tx.queries, actor, id);
        if (!before) return err({ code: 'dashboard-unknown' });
        if (change.shared && !may(actor, SHARE)) return err({ code: 'dashboard-sharing' });
        const name = change.name ?? before.name;
        const namesake = await dashboards.named(tx.queries, before.userId, name);
        if (namesake && namesake.id !== id) return err({ code: 'dashboard-name-taken', name });
        const isReplaced = await dashboards.replace(
          tx.queries,
          { ...before, ...change, version },
          clock.now(),
        );
        return isReplaced ? ok({ id, version: version + 1 }) : err({ code: 'dashboard-stale', name });
      });
    },

    /** Refuses `dashboard-unknown`. */
    remove(actor: Actor, id: string): Promise<Result<{ readonly id: string }, Refusal>> {
      return database.transaction(async (tx) => {
        if (!(await own(tx.queries, actor, id))) return err({ code: 'dashboard-unknown' });
        await dashboards.remove(tx.queries, id);
        return ok({ id });
      });
    },

    /** How the reader wants the page that nobody named; null gives back the house's own. The last one to arrange it has it. */
    arrange(actor: Actor, layout: Layout | null): Promise<Kept> {
      return database.transaction(async (tx): Promise<Kept> => {
        const { userId } = actor;
        if (userId === null) return err({ code: 'dashboard-of-nobody' });
        const before = await dashboards.named(tx.queries, userId, UNNAMED);
        const id = before?.id ?? newId();
        const version = (before?.version ?? 0) + 1;
        if (layout === null) {
          if (before) await dashboards.remove(tx.queries, before.id);
          return ok({ id, version: 0 });
        }
        if (before) {
          await dashboards.replace(tx.queries, { ...before, layout }, clock.now());
          return ok({ id, version });
        }
        const first = { id, userId, name: UNNAMED, layout, filters: '', shared: false, version };
        await dashboards.insert(tx.queries, first, clock.now());
        return ok({ id, version });
      });
    },
  };
}

/** It opens all the same: arranged as the house would, and with no filters. */
export function warnOfUnreadable(log: Logger, { id, ...kept }: DashboardLine | DashboardRecord): void {
  if (kept.filters === null || ('layout' in kept && kept.layout === null))
    log.warn({ dashboard: id }, 'what is kept of a dashboard cannot be read');
}
