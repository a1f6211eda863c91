import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, daysBetween } from '../../../../src/values/local-date.js';
import { AUDIENCES, type Stage } from '../../domain/ladder.js';
import type { Owed } from '../../domain/owed.js';
import { planReminders, type PlanAsked, type Told } from '../../domain/plan-reminders.js';
import { aLadder, anInvoice, asked, aStage, DUE } from './some-invoices.js';

const stages = fc
  .uniqueArray(
    fc.record({ day: fc.integer({ min: -10, max: 30 }), audience: fc.constantFrom(...AUDIENCES) }),
    {
      minLength: 1,
      maxLength: 8,
      selector: ({ day, audience }) => `${day} ${audience}`,
    },
  )
  .map((some): readonly Stage[] => some.map(aStage));

const invoice = fc.record({
  id: fc.uuid(),
  status: fc.constantFrom('issued', 'partly_paid', 'paid', 'void'),
  dueOn: fc.integer({ min: -40, max: 20 }).map((days) => addDays(DUE, days)),
  disputed: fc.boolean(),
  officeId: fc.constantFrom('riga', 'kyiv'),
});
const invoices = fc
  .uniqueArray(invoice, { maxLength: 12, selector: ({ id }) => id })
  .map((some): readonly Owed[] =>
    some.map((each) => anInvoice({ ...each, outstanding: each.status === 'paid' ? 0n : 100n })),
  );

const world: fc.Arbitrary<PlanAsked> = fc
  .tuple(
    invoices,
    fc.array(fc.record({ stages, active: fc.boolean() }), { minLength: 1, maxLength: 3 }),
    fc.array(fc.option(fc.integer({ min: -5, max: 5 }), { freq: 3 }), { maxLength: 12 }),
  )
  .map(([some, ladders, pauses]) =>
    asked({
      invoices: some,
      ladders: ladders.map((each, index) => aLadder({ ...each, id: `ladder-${index}`, position: index % 2 })),
      pauses: some.flatMap(({ id }, index) => {
        const days = pauses[index];
        if (days === undefined) return [];
        return [
          { invoiceId: id, reason: 'promise' as const, until: days === null ? null : addDays(DUE, days) },
        ];
      }),
    }),
  );

function toldBy(asks: PlanAsked): readonly Told[] {
  return planReminders(asks)
    .filter((line) => line.decision === 'remind')
    .map(({ invoice: { id }, stage }) => ({ invoiceId: id, audience: stage.audience, day: stage.day }));
}

it('reminds of nothing that is paid, void, disputed or paused', () => {
  fc.assert(
    fc.property(world, (asks) => {
      for (const line of planReminders(asks)) {
        if (line.decision !== 'remind') continue;
        expect(['issued', 'partly_paid']).toContain(line.invoice.status);
        expect(line.invoice.disputed).toBe(false);
        const held = asks.pauses.filter(({ invoiceId }) => invoiceId === line.invoice.id);
        expect(held.every(({ until }) => until !== null && until < asks.today)).toBe(true);
        expect(line.stage.day).toBeLessThanOrEqual(daysBetween(line.invoice.dueOn, asks.today));
      }
    }),
  );
});

it('tells nothing twice, and to each audience later stages only, whatever days are left out', () => {
  fc.assert(
    fc.property(world, fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 12 }), (asks, steps) => {
      let today = addDays(DUE, -20);
      let told: readonly Told[] = [];
      for (const step of steps) {
        today = addDays(today, step);
        const news = toldBy({ ...asks, today, told });
        for (const { invoiceId, audience, day } of news) {
          const before = told.filter((each) => each.invoiceId === invoiceId && each.audience === audience);
          expect(before.every((each) => each.day < day)).toBe(true);
        }
        told = [...told, ...news];
        expect(toldBy({ ...asks, today, told })).toEqual([]);
      }
    }),
  );
});

it('answers alike in whatever order it is told', () => {
  const shuffled = world.chain((asks) =>
    fc.record({
      asks: fc.constant(asks),
      invoices: fc.shuffledSubarray([...asks.invoices], { minLength: asks.invoices.length }),
      ladders: fc.shuffledSubarray([...asks.ladders], { minLength: asks.ladders.length }),
      pauses: fc.shuffledSubarray([...asks.pauses], { minLength: asks.pauses.length }),
    }),
  );
  fc.assert(
    fc.property(shuffled, ({ asks, ...other }) => {
      expect(planReminders({ ...asks, ...other })).toEqual(planReminders(asks));
    }),
  );
});

it('says something of every invoice', () => {
  fc.assert(
    fc.property(world, (asks) => {
      const spokenOf = new Set(planReminders(asks).map((line) => line.invoice.id));
      expect(spokenOf.size).toBe(asks.invoices.length);
    }),
  );
});
