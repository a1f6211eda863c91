import { describe, expect, it } from '@jest/globals';
import type { CurrencyCode } from '../../../../src/values/currency.js';
import { EVERYBODY } from '../../domain/ladder.js';
import { planAhead, planReminders, type PlanAsked, type Planned } from '../../domain/plan-reminders.js';
import { aLadder, anInvoice, asked, aStage, day, everybodyIsReached } from './some-invoices.js';

const said = (line: Planned): string =>
  line.decision === 'remind'
    ? `${line.stage.day} ${line.stage.audience} → ${line.to.map(({ id }) => id).join(', ')}`
    : line.reason.code;
const plan = (change: Partial<PlanAsked> = {}): readonly string[] => planReminders(asked(change)).map(said);

describe('the plan of a day', () => {
  it('reminds a representative from three days before the due date on', () => {
    expect(plan({ today: day('2026-02-25') })).toEqual(['not-yet']);
    expect(plan({ today: day('2026-02-26') })).toEqual(['-3 representative → rep-user']);
    expect(plan({ today: day('2026-03-01') })).toEqual(['0 representative → rep-user']);
  });

  it('says when the first stage is due', () => {
    const [line] = planReminders(asked({ today: day('2026-02-01') }));
    expect(line).toMatchObject({ reason: { code: 'not-yet', next: '2026-02-26' }, daysLate: -28 });
  });

  it('escalates to the manager of the representative’s office, then to administrators', () => {
    expect(plan({ today: day('2026-03-08') })).toEqual([
      '7 representative → rep-user',
      '7 manager → manager-user',
    ]);
    const told = [{ invoiceId: 'invoice-1', audience: 'manager', day: 7 }] as const;
    expect(plan({ today: day('2026-03-15'), told })).toEqual([
      '14 representative → rep-user',
      '14 admin → admin-user',
    ]);
  });

  it('sends the newest stage alone after ten days without a walk', () => {
    const told = [{ invoiceId: 'invoice-1', audience: 'representative', day: -3 }] as const;
    expect(plan({ today: day('2026-03-09'), told })).toEqual([
      '7 representative → rep-user',
      '7 manager → manager-user',
    ]);
  });

  it('tells a stage once, and says when the next one is due', () => {
    const told = [{ invoiceId: 'invoice-1', audience: 'representative', day: 3 }] as const;
    const [line] = planReminders(asked({ today: day('2026-03-05'), told }));
    expect(line).toMatchObject({ reason: { code: 'told', day: 3, next: '2026-03-08' } });
  });

  it('never goes back to an earlier stage that was put in later', () => {
    const told = [{ invoiceId: 'invoice-1', audience: 'representative', day: 7 }] as const;
    const ladders = [aLadder({ stages: [aStage({ day: 5 })] })];
    expect(plan({ today: day('2026-03-09'), told, ladders })).toEqual(['told']);
  });

  it('knows no reminder of what is paid, void or disputed', () => {
    const today = day('2026-03-08');
    const of = (change: Parameters<typeof anInvoice>[0]) => plan({ today, invoices: [anInvoice(change)] });
    expect(of({ status: 'paid', outstanding: 0n })).toEqual(['settled']);
    expect(of({ status: 'void', outstanding: 0n })).toEqual(['settled']);
    expect(of({ disputed: true })).toEqual(['disputed']);
  });

  it('waits for a promise until its last day, and goes on with the newest stage', () => {
    const pauses = [{ invoiceId: 'invoice-1', reason: 'promise', until: day('2026-03-10') }] as const;
    const [line] = planReminders(asked({ today: day('2026-03-10'), pauses }));
    expect(line).toMatchObject({ reason: { code: 'paused', by: 'promise', until: '2026-03-10' } });
    expect(plan({ today: day('2026-03-11'), pauses })).toEqual([
      '7 representative → rep-user',
      '7 manager → manager-user',
    ]);
  });

  it('waits for a pause without an end', () => {
    const pauses = [{ invoiceId: 'invoice-1', reason: 'other', until: null }] as const;
    expect(plan({ today: day('2027-03-10'), pauses })).toEqual(['paused']);
  });

  it('reaches a representative without users by its address, and says whom it cannot reach', () => {
    const reach = { representatives: new Map(), offices: new Map(), admins: [] };
    expect(plan({ today: day('2026-03-08'), reach })).toEqual(['7 representative → harbour', 'nobody']);
    const invoices = [anInvoice({ representativeEmail: null })];
    expect(plan({ today: day('2026-03-08'), reach, invoices })).toEqual(['nobody', 'nobody']);
  });

  it('tells the manager of the office to which the representative moved', () => {
    const reach = { ...everybodyIsReached, offices: new Map([['kyiv', ['olena']]]) };
    const invoices = [anInvoice({ officeId: 'kyiv' })];
    expect(plan({ today: day('2026-03-08'), reach, invoices })).toContain('7 manager → olena');
  });
});

describe('a segment', () => {
  const only = (segment: Partial<typeof EVERYBODY>) =>
    plan({ ladders: [aLadder({ segment: { ...EVERYBODY, ...segment } })] });

  it('holds what every list of it names', () => {
    expect(only({ officeIds: ['riga'], currencies: ['EUR' as CurrencyCode] })).toEqual([
      '0 representative → rep-user',
    ]);
    expect(only({ officeIds: ['riga'], geoIds: ['south'] })).toEqual(['outside-segments']);
    expect(only({ representativeIds: ['amber'] })).toEqual(['outside-segments']);
  });

  it('holds from its least amount on', () => {
    expect(only({ atLeast: 100_00n })).toEqual(['0 representative → rep-user']);
    expect(only({ atLeast: 100_01n })).toEqual(['outside-segments']);
  });

  it('of the first active ladder by position counts', () => {
    const ladders = [
      aLadder({ id: 'b', position: 2, stages: [aStage({ day: -1 })] }),
      aLadder({ id: 'a', position: 1, stages: [aStage({ day: -2 })] }),
      aLadder({ id: 'off', position: 0, active: false }),
    ];
    expect(plan({ ladders })).toEqual(['-2 representative → rep-user']);
    expect(plan({ ladders: [aLadder({ active: false })] })).toEqual(['no-ladder']);
  });
});

describe('the plan of a day to come', () => {
  it('knows what goes out until then', () => {
    const ahead = (text: string) => planAhead(asked(), day(text)).map(said);
    expect(ahead('2026-03-02')).toEqual(['told']);
    expect(ahead('2026-03-04')).toEqual(['3 representative → rep-user']);
    expect(ahead('2026-03-05')).toEqual(['told']);
  });

  it('goes on when a promise has passed', () => {
    const pauses = [{ invoiceId: 'invoice-1', reason: 'promise', until: day('2026-03-05') }] as const;
    expect(planAhead(asked({ pauses }), day('2026-03-06')).map(said)).toEqual([
      '3 representative → rep-user',
    ]);
  });
});
