// AdminJS as it is shipped: its own express adapter (@adminjs/express) with its login, over one resource that is kept in memory. Nothing
// in it was weakened: it is what its documentation shows, apart from the resource and the folder that uploads go to.
import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AdminJS, BaseProperty, BaseRecord, BaseResource } from '../../src/host/admin/adminjs.js';
import type { Filter } from 'adminjs';
import AdminJSExpress from '@adminjs/express';
import express from 'express';

export const BARE_LOGIN = { email: 'admin@bare.test', password: 'a long enough password' };

type Row = Record<string, string>;

export interface BareAdminJs {
  readonly address: string;
  readonly rows: Map<string, Row>;
  /** where its parser leaves files */
  readonly uploads: string;
  close(): Promise<void>;
}

const FIELDS = ['id', 'name', 'locked', 'secret', 'note'] as const;

/** What an adapter for a database does, over a Map: equality filters, order, pages. */
class AccountResource extends BaseResource {
  constructor(private readonly rows: Map<string, Row>) {
    super();
  }
  static override isAdapterFor = () => false;
  override id = () => 'Account';
  override databaseName = () => 'memory';
  override databaseType = () => 'memory';
  override properties = () =>
    FIELDS.map((path, position) => new BaseProperty({ path, isId: path === 'id', type: 'string', position }));
  override property = (path: string) =>
    this.properties().find((property) => property.path() === path) ?? null;
  override count = async (filter: Filter) => this.matching(filter).length;
  override find = async (
    filter: Filter,
    { limit = 10, sort }: { limit?: number; sort?: { sortBy?: string; direction?: string } },
  ) => {
    const by = sort?.sortBy ?? 'id';
    const ordered = this.matching(filter).sort((one, other) =>
      (one[by] ?? '').localeCompare(other[by] ?? ''),
    );
    return ordered.slice(0, limit).map((row) => new BaseRecord({ ...row }, this));
  };
  override findOne = async (id: string) => {
    const row = this.rows.get(id);
    return row ? new BaseRecord({ ...row }, this) : null;
  };
  override findMany = async (ids: (string | number)[]) =>
    [...this.rows.values()]
      .filter((row) => ids.map(String).includes(row['id'] ?? ''))
      .map((row) => new BaseRecord({ ...row }, this));
  override update = async (id: string, params: Record<string, unknown>) => {
    const row = { ...this.rows.get(id), ...(params as Row) };
    this.rows.set(id, row);
    return row;
  };

  private matching(filter: Filter): Row[] {
    const wanted = Object.entries(filter.filters as Record<string, { readonly value: string }>);
    return [...this.rows.values()].filter((row) => wanted.every(([path, { value }]) => row[path] === value));
  }
}

export async function openBareAdminJs(): Promise<BareAdminJs> {
  process.env['ADMIN_JS_SKIP_BUNDLE'] = 'true';
  const rows = new Map<string, Row>();
  for (let count = 0; count < 120; count += 1) {
    const id = `account-${String(count).padStart(3, '0')}`;
    rows.set(id, { id, name: `Account ${count}`, locked: 'no', secret: `secret-${count}`, note: '' });
  }
  const uploads = mkdtempSync(join(tmpdir(), 'bare-uploads-'));
  const admin = new AdminJS({
    rootPath: '/admin',
    resources: [
      {
        resource: new AccountResource(rows),
        options: {
          properties: {
            secret: { isVisible: false },
            locked: { isDisabled: true },
            note: { type: 'richtext' },
          },
        },
      },
    ],
  });
  const router = AdminJSExpress.buildAuthenticatedRouter(
    admin as never,
    {
      authenticate: async (email, password) =>
        email === BARE_LOGIN.email && password === BARE_LOGIN.password ? { email } : null,
      cookiePassword: 'a secret for the cookies of a specification',
    },
    null,
    { resave: false, saveUninitialized: true, secret: 'a secret for the cookies of a specification' },
    { uploadDir: uploads },
  );
  const app = express();
  app.use(admin.options.rootPath, router);
  const server = await new Promise<Server>((resolve) => {
    const opened = app.listen(0, '127.0.0.1', () => resolve(opened));
  });
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    rows,
    uploads,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(uploads, { recursive: true, force: true });
    },
  };
}
