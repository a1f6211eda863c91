import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { models } from '../../../../generated/model.js';
import { headSigner } from '../../../../src/host/audit/chain.js';
import { verifyStoredChain } from '../../../../src/host/audit/stored-chain.js';
import type { PluginContext } from '../../../../src/kernel/plugin.js';
import { forEachDialect, type TestDatabase } from '../../../../test/harness/database.js';
import { admin, type TestHouse } from '../../../../test/harness/house.js';
import { TEST_SECRET_KEY } from '../../../../test/harness/secret-key.js';
import { anyTables } from '../../adapters/database/described-tables.js';
import { makePlanErasure, makeRequestErasure } from '../../app/erase-subject.js';
import { makePerformErasure } from '../../app/perform-erasure.js';
import type { ErasureReport } from '../../app/stored.js';
import { erasureParts, exportParts } from '../../parts.js';
import { asText, everyText } from './every-text.js';
import { emailOf, nameOf, plant, type Planted } from './planted.js';
import { openPrivacy } from './privacy-house.js';

const signal = new AbortController().signal;

forEachDialect('a person of whom every model has a row', (_, open) => {
  let database: TestDatabase;
  let test: TestHouse;
  let context: PluginContext;
  let subject: Planted;
  let other: Planted;
  let report: ErasureReport;
  let othersBefore: string;
  let folder: string;
  let exported: string;
  let planned: ErasureReport;

  beforeAll(async () => {
    database = await open();
    test = await openPrivacy(database);
    context = test.house.context('privacy');
    folder = mkdtempSync(join(tmpdir(), 'privacy-'));
    subject = await plant(context, 'subjectmark');
    other = await plant(context, 'othermark');
    othersBefore = await digestOf(other);
  }, 60_000);

  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    test.close();
    await database.close();
  });

  it('gets all of it in a file that any system opens', async () => {
    const found = (await exportParts.subjects.find(
      context,
      database.port.queries,
      'representative',
      subject.representativeId,
    ))!;
    const path = join(folder, 'export.zip');
    await exportParts.write({ context, subject: found, language: 'uk', path, signal });
    execFileSync('unzip', ['-q', path, '-d', join(folder, 'export')]);
    exported = textsUnder(join(folder, 'export')).join('\n');
    expect(exported).toContain('Quillfeather subjectmark: усе, що');
    const ofRepresentative = modelsOf(['representative', 'user']);
    const missing = [...subject.values]
      .filter(([name]) => ofRepresentative.has(name.split('.')[0]!))
      .filter(([name]) => !isSecret(name))
      .filter(([, value]) => !exported.includes(JSON.stringify(value).slice(1, -1)))
      .map(([name]) => name);
    expect(missing).toEqual([]);
    expect(exported).not.toContain('othermark');
    const secrets = [...subject.values].filter(([name]) => isSecret(name)).map(([, value]) => value);
    expect(secrets.filter((value) => exported.includes(value))).toEqual([]);
  });

  it('is counted by a dry run, which changes nothing', async () => {
    const before = await dump();
    const plan = await makePlanErasure(erasureParts)(
      context,
      admin,
      { kind: 'representative', id: subject.representativeId },
      signal,
    );
    if (!plan.ok) throw new Error(JSON.stringify(plan.error));
    planned = plan.value.report;
    expect(plan.value.open).toEqual([]);
    expect(await dump()).toEqual(before);
  });

  it('is forgotten, by what is typed and why', async () => {
    const code = subject.values.get('Representative.code')!;
    const request = makeRequestErasure(erasureParts);
    const asked = { kind: 'representative', id: subject.representativeId, typed: code } as const;
    expect(await request(context, admin, { ...asked, typed: 'other', reason: 'asked' })).toMatchObject({
      error: { code: 'typed-otherwise' },
    });
    expect(
      await request(context, admin, { ...asked, reason: `${nameOf('subjectmark')} asked` }),
    ).toMatchObject({ error: { code: 'reason-names-subject' } });
    const begun = await request(context, admin, { ...asked, reason: 'asked on paper' });
    if (!begun.ok) throw new Error(JSON.stringify(begun.error));
    const done = await makePerformErasure(erasureParts)(context, begun.value.erasureId, {
      ...{ actor: admin, signal, repeats: false },
    });
    if (!done.ok) throw new Error(JSON.stringify(done.error));
    report = done.value;
  });

  it('stands in no table any more but where the report says that it is kept', async () => {
    const rows = await dump();
    const kept = new Set(
      [...subject.values].filter(([name]) => isKept(name)).map(([name]) => name.split('.')[0]!),
    );
    const named = (text: string): boolean =>
      text.includes(nameOf('subjectmark')) || text.includes(emailOf('subjectmark'));
    const naming = Object.entries(rows).filter(([model, text]) => !kept.has(model) && named(text));
    expect(naming.map(([model]) => model)).toEqual([]);
    const classes = new Set(report.filter((each) => each.kept.length > 0).map((each) => each.dataClass));
    const left = [...subject.values]
      .filter(([name]) => ofSubject(name) && !isKept(name))
      .filter(([name, value]) => rows[name.split('.')[0]!]?.includes(value))
      .filter(([name]) => treatmentOf(name) !== 'mentions');
    expect(left.map(([name]) => name)).toEqual([]);
    expect([...classes].sort()).toEqual([
      ...['billing.invoices', 'billing.payments', 'billing.representatives', 'privacy.consents'],
      'reconciliation.statements',
    ]);
  });

  it('does what the dry run said', () => {
    // To ask for it ended the sessions, deactivated the user and the representative, and left its own trace.
    const asked = ['host.sessions', 'host.audit'];
    const counted = (all: ErasureReport) =>
      Object.fromEntries(
        all.flatMap((each) => (asked.includes(each.dataClass) ? [] : [[each.dataClass, each]])),
      );
    expect(counted(report)).toEqual(counted(planned));
  });

  it('leaves every row of somebody else as it was', async () => {
    expect(await digestOf(other)).toBe(othersBefore);
  });

  it('leaves the audit trail whole', async () => {
    const checked = await verifyStoredChain(database.port, headSigner(TEST_SECRET_KEY));
    expect(checked).toMatchObject({ faults: 0 });
    expect(checked.entries).toBeGreaterThan(4);
  });

  it('may not sign in, and waits for no message', async () => {
    const queries = anyTables(database.port.queries);
    const user = await queries
      .selectFrom('app_user')
      .select(['active', 'email', 'name'])
      .where('id', '=', subject.userId)
      .executeTakeFirstOrThrow();
    expect(user).toMatchObject({ active: false });
    expect(user['email']).toMatch(/^erased-[0-9a-f]{12}@erased\.invalid$/);
    expect(user['name']).toMatch(/^Erased representative [0-9A-F]{4}$/);
    const message = await queries
      .selectFrom('message')
      .select('state')
      .where('id', '=', subject.ids.get('Message')!)
      .executeTakeFirstOrThrow();
    expect(message).toEqual({ state: 'dropped' });
  });

  const dump = async (): Promise<Record<string, string>> =>
    Object.fromEntries(await everyText(database.port.queries));

  async function digestOf(whose: Planted): Promise<string> {
    const hash = createHash('sha256');
    for (const [name, id] of [...whose.ids].sort()) {
      const model = models.find((each) => each.name === name)!;
      const [key = ''] = model.primaryKey;
      const counted = model.fields.some(
        (field) => field.kind === 'scalar' && field.column === key && field.value !== 'text',
      );
      if (model.primaryKey.length > 1 || counted) continue;
      const row = await anyTables(database.port.queries)
        .selectFrom(model.table)
        .selectAll()
        .where(key as never, '=', id as never)
        .executeTakeFirst();
      hash.update(`${name} ${JSON.stringify(row ?? null, asText)}\n`);
    }
    return hash.digest('hex');
  }

  function treatmentOf(name: string): unknown {
    const [model, field = ''] = name.split('.');
    for (const { value } of context.personalData.described) {
      const found = value.models.find((each) => each.model === model);
      if (found) return found.fields?.[field];
    }
    return undefined;
  }

  const isKept = (name: string): boolean => typeof treatmentOf(name) === 'object';
  const isSecret = (name: string): boolean => treatmentOf(name) === 'secret';
  const ofSubject = (name: string): boolean => modelsOf(['representative', 'user']).has(name.split('.')[0]!);

  /** Models whose planted row is one of these subjects' own. */
  function modelsOf(kinds: readonly string[]): ReadonlySet<string> {
    const all = context.personalData.described.flatMap(({ value }) => value.models);
    const own = new Set<string>();
    for (let before = -1; before !== own.size;) {
      before = own.size;
      for (const each of all) {
        const belongs = (each.belongs ?? []).some((link) => {
          if ('of' in link) return kinds.includes(link.of);
          if ('as' in link) return own.has(link.as);
          if ('through' in link) return own.has(link.through);
          return true;
        });
        if (belongs) own.add(each.model);
      }
    }
    return own;
  }
});

function textsUnder(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path, 'utf8'));
}
