import type { QueryHandle, Transaction } from '../../../../src/kernel/ports.js';
import type { Clock } from '../../../../src/values/clock.js';
import { newId } from '../../../../src/values/ids.js';
import { directory } from '../database/directory.js';
import { billingTables } from '../database/tables.js';

/** A representative as a row of a file names it. */
export interface NamedRepresentative {
  readonly code: string;
  readonly name: string | null;
  readonly geo: string | null;
  readonly office: string | null;
  readonly currency: string;
}

const MADE_OFFICE = 'MAIN';

/**
 * The codes that rows name, looked up once and remembered. What is created is remembered only by the session that created it,
 * in whose transaction it stands.
 */
export class Directory {
  private readonly representatives = new Map<string, string>();
  private readonly offices = new Map<string, { readonly id: string; readonly geoId: string }>();
  private readonly geos = new Map<string, string>();

  constructor(private readonly clock: Clock) {}

  async learnRepresentatives(queries: QueryHandle, codes: Iterable<string>): Promise<void> {
    const unknown = newTo(this.representatives, codes);
    if (unknown.length === 0) return;
    const rows = await billingTables(queries)
      .selectFrom('representative')
      .select(['id', 'code'])
      .where('code', 'in', unknown)
      .execute();
    for (const row of rows) this.representatives.set(row.code, row.id);
  }

  async learnOffices(queries: QueryHandle, codes: Iterable<string>): Promise<void> {
    const found = await directory.officesByCode(queries, newTo(this.offices, codes));
    for (const [code, office] of found) this.offices.set(code, office);
  }

  async learnGeos(queries: QueryHandle, codes: Iterable<string>): Promise<void> {
    const found = await directory.geosByCode(queries, newTo(this.geos, codes));
    for (const [code, id] of found) this.geos.set(code, id);
  }

  representative(code: string): string | undefined {
    return this.representatives.get(code);
  }

  office(code: string): { readonly id: string; readonly geoId: string } | undefined {
    return this.offices.get(code);
  }

  geo(code: string): string | undefined {
    return this.geos.get(code);
  }

  remember(code: string, representativeId: string): void {
    this.representatives.set(code, representativeId);
  }

  /** The geo of that code, made when it is not there. */
  async ensureGeo(tx: Transaction, code: string): Promise<string> {
    await this.learnGeos(tx.queries, [code]);
    const known = this.geos.get(code);
    if (known !== undefined) return known;
    const at = this.clock.now();
    const id = newId();
    await billingTables(tx.queries)
      .insertInto('geo')
      .values({ id, code, name: code, created_at: at, updated_at: at })
      .execute();
    this.geos.set(code, id);
    return id;
  }

  /** The office of that code, made in the geo when it is not there. */
  async ensureOffice(
    tx: Transaction,
    code: string,
    geo: string,
  ): Promise<{ readonly id: string; readonly geoId: string }> {
    await this.learnOffices(tx.queries, [code]);
    const known = this.offices.get(code);
    if (known !== undefined) return known;
    const at = this.clock.now();
    const office = { id: newId(), geoId: await this.ensureGeo(tx, geo) };
    await billingTables(tx.queries)
      .insertInto('office')
      .values({ id: office.id, code, name: code, geo_id: office.geoId, created_at: at, updated_at: at })
      .execute();
    this.offices.set(code, office);
    return office;
  }

  /** A file that names a geo but no office puts its representatives into one office of that geo's code. */
  async ensureRepresentative(tx: Transaction, named: NamedRepresentative): Promise<string> {
    const known = this.representatives.get(named.code);
    if (known !== undefined) return known;
    const geo = named.geo ?? MADE_OFFICE;
    const office = await this.ensureOffice(tx, named.office ?? geo, geo);
    const at = this.clock.now();
    const id = newId();
    await billingTables(tx.queries)
      .insertInto('representative')
      .values({
        id,
        code: named.code,
        name: named.name ?? named.code,
        office_id: office.id,
        geo_id: named.geo === null ? office.geoId : await this.ensureGeo(tx, named.geo),
        currency: named.currency,
        created_at: at,
        updated_at: at,
      })
      .execute();
    this.representatives.set(named.code, id);
    return id;
  }
}

function newTo(known: ReadonlyMap<string, unknown>, codes: Iterable<string>): string[] {
  return [...new Set(codes)].filter((code) => !known.has(code));
}
