// A day's lines come out the same whichever files brought them: the day so far, pages of it, in any order and as often as one likes.
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { QueryHandle } from '../../../../src/kernel/ports.js';
import type { LocalDate } from '../../../../src/values/local-date.js';
import type { BankStatementRecord, Brought, NewTransaction } from '../../app/bank-book.js';
import { judgeStatements, readAmounts } from '../../app/judge-statements.js';
import type { Statement, StatementLine } from '../../domain/statement.js';

const DAY = '2026-03-02' as LocalDate;
const noQueries = {} as QueryHandle;

/** What the database keeps of statements, in memory. */
function aBook() {
  const statements: BankStatementRecord[] = [];
  const rows: Pick<NewTransaction, 'identity' | 'ordinal' | 'amount' | 'statementId'>[] = [];
  const needs = {
    statements: {
      near: () => Promise.resolve([...statements]),
      insert: () => Promise.reject(new Error('written by the book itself')),
      lastDays: () => Promise.reject(new Error('nobody waits here')),
    },
    transactions: {
      twins: (_: QueryHandle, _account: string, identities: readonly string[]) =>
        Promise.resolve(
          new Map(
            identities.map((identity) => [identity, rows.filter((row) => row.identity === identity).length]),
          ),
        ),
      brought: (_: QueryHandle, _day: LocalDate, ids: readonly string[]) => {
        const brought = new Map<string, Brought>();
        for (const { statementId, identity, amount } of rows.filter((row) => ids.includes(row.statementId))) {
          const known = brought.get(`${statementId} ${identity}`) ?? { count: 0, amount: 0n };
          const sum = { count: known.count + 1, amount: known.amount + amount };
          brought.set(`${statementId} ${identity}`, { statementId, identity, ...sum });
        }
        return Promise.resolve([...brought.values()]);
      },
      insert: () => Promise.reject(new Error('written by the book itself')),
    },
  };
  return {
    rows,
    async take(file: readonly Statement[]): Promise<void> {
      const read = file.map((statement) => {
        const amounts = readAmounts(statement);
        if (!amounts.ok) throw new Error(amounts.error.code);
        return amounts.value;
      });
      const digest = JSON.stringify(file);
      for (const judged of await judgeStatements(noQueries, needs, { id: 'A' }, read, digest)) {
        if (judged.known) continue;
        const { from, to, opening, closing, difference } = judged.read;
        const id = String(statements.length);
        statements.push({
          ...{ id, accountId: 'A', format: 'camt', fileName: 'f', fileDigest: digest, reference: null },
          ...{ from, to, opening, closing, difference, overrideReason: null },
          ...{ lines: judged.lines.length, added: judged.added, importedBy: null },
        });
        for (const { identity, ordinal, minor, isNew } of judged.lines)
          if (isNew) rows.push({ identity, ordinal, amount: minor, statementId: id });
      }
    },
  };
}

function lineOf(amount: number): StatementLine {
  return {
    ...{ bookedOn: DAY, valueOn: null, amount: String(amount), currency: 'EUR', reference: null },
    ...{ endToEndId: null, bankReference: null, counterparty: null, account: null, text: null },
  };
}

/** Lines `from` to `to` of the day, with the balances that they stand between. */
function windowOf(amounts: readonly number[], from: number, to: number): Statement {
  const balance = (count: number): string =>
    String(amounts.slice(0, count).reduce((sum, amount) => sum + amount, 1000));
  return {
    ...{
      account: 'A',
      currency: 'EUR',
      reference: null,
      from: DAY,
      to: DAY,
      balanced: true,
      difference: '0',
    },
    opening: balance(from),
    closing: balance(to),
    transactions: amounts.slice(from, to).map(lineOf),
  };
}

/** Few amounts, so that many are twins. */
const aDay = fc.array(fc.constantFrom(5, 5, 5, 7, -3), { minLength: 1, maxLength: 9 }).filter((amounts) => {
  let balance = 0;
  const balances = [balance, ...amounts.map((amount) => (balance += amount))];
  return new Set(balances).size === balances.length;
});

const files = aDay.chain((amounts) => {
  const place = fc.integer({ min: 0, max: amounts.length });
  return fc
    .tuple(fc.uniqueArray(place, { maxLength: 4 }), fc.array(place, { maxLength: 4 }))
    .chain(([cuts, soFar]) => {
      const edges = [...new Set([0, ...cuts, amounts.length])].sort((one, other) => one - other);
      const pages = edges.slice(1).map((edge, index) => windowOf(amounts, edges[index]!, edge));
      const all = [
        ...pages.map((page) => [page]),
        ...soFar.map((edge) => [windowOf(amounts, 0, edge)]),
        pages,
      ];
      return fc.record({
        amounts: fc.constant(amounts),
        order: fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 }),
      });
    });
});

it('any files that hold a whole day give the day, each line once', async () => {
  await fc.assert(
    fc.asyncProperty(files, async ({ amounts, order }) => {
      const book = aBook();
      for (const file of order) await book.take(file);
      const there = book.rows.map(({ amount }) => Number(amount) / 100).sort((one, other) => one - other);
      expect(there).toEqual([...amounts].sort((one, other) => one - other));
      const places = book.rows.map(({ identity, ordinal }) => `${identity} ${ordinal}`);
      expect(new Set(places).size).toBe(places.length);
    }),
    { numRuns: 300 },
  );
});
