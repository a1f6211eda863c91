import type { CurrencyCode } from '../../../../src/values/currency.js';
import type { LocalDate } from '../../../../src/values/local-date.js';
import { EVERYBODY, type Ladder, type Stage } from '../../domain/ladder.js';
import type { Owed } from '../../domain/owed.js';
import type { PlanAsked, Reach } from '../../domain/plan-reminders.js';
import { USUAL_STAGES } from '../../domain/usual-ladder.js';

export const day = (text: string): LocalDate => text as LocalDate;
/** Due on 1 March 2026: the day of the month is the days late and one. */
export const DUE = day('2026-03-01');

export function anInvoice(change: Partial<Owed> = {}): Owed {
  return {
    id: 'invoice-1',
    number: 'INV-1',
    status: 'issued',
    dueOn: DUE,
    currency: 'EUR' as CurrencyCode,
    total: 100_00n,
    outstanding: 100_00n,
    disputed: false,
    representativeId: 'harbour',
    representativeName: 'Harbour Telecom',
    representativeEmail: 'harbour@house.test',
    officeId: 'riga',
    geoId: 'north',
    ...change,
  };
}

export function aStage(change: Partial<Stage> = {}): Stage {
  return { day: 0, audience: 'representative', channels: [], wording: 'plain', extra: {}, ...change };
}

export function aLadder(change: Partial<Ladder> = {}): Ladder {
  return {
    ...{ id: 'usual', name: 'Usual', position: 1, version: 1, active: true },
    segment: EVERYBODY,
    stages: USUAL_STAGES,
    ...change,
  };
}

export const everybodyIsReached: Reach = {
  representatives: new Map([['harbour', ['rep-user']]]),
  offices: new Map([['riga', ['manager-user']]]),
  admins: ['admin-user'],
};

export function asked(change: Partial<PlanAsked> = {}): PlanAsked {
  return {
    today: DUE,
    invoices: [anInvoice()],
    ladders: [aLadder()],
    ...{ pauses: [], told: [], reach: everybodyIsReached },
    ...change,
  };
}
