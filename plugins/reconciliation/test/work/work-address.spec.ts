import { describe, expect, it } from '@jest/globals';
import {
  listDoor,
  neighbour,
  pageAddress,
  readAddress,
  staysIn,
  stepFrom,
} from '../../adapters/admin/work/work-address.js';
import { CANDIDATE_KEYS, WORK_KEYS } from '../../adapters/admin/work/work-keys.js';

const LINES = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];

describe('the address of the work screen', () => {
  it('opens the same for whoever is sent it', () => {
    const search = '?account=A1&statement=S1&state=ignored&term=INV%2F7&transaction=T1';
    const address = readAddress(search);
    expect(address).toEqual({
      account: 'A1',
      statement: 'S1',
      state: 'ignored',
      term: 'INV/7',
      transaction: 'T1',
    });
    expect(readAddress(new URL(pageAddress(address), 'http://house').search)).toEqual(address);
  });

  it('says nothing of what waits: that is what is shown without a word', () => {
    expect(pageAddress(readAddress('?state=to-settle'))).toBe('/admin/pages/reconciliation-reconcile');
    expect(readAddress('?state=anything').state).toBe('to-settle');
  });

  it('asks for the same list whichever transaction is looked at', () => {
    expect(listDoor(readAddress('?transaction=T1'))).toBe(listDoor(readAddress('?transaction=T2')));
  });
});

describe('moving through the list', () => {
  it('goes on to the one after a settled one, from the last to the one before it', () => {
    expect(neighbour(LINES, 'a')).toBe('b');
    expect(neighbour(LINES, 'c')).toBe('b');
    expect(neighbour([{ id: 'a' }], 'a')).toBeNull();
  });

  it('goes to the first where the settled one is not listed any more', () => {
    expect(neighbour(LINES, 'gone')).toBe('a');
    expect(neighbour([], 'gone')).toBeNull();
  });

  it('stays at the ends', () => {
    expect(stepFrom(LINES, 'a', -1)).toBe('a');
    expect(stepFrom(LINES, 'b', 1)).toBe('c');
    expect(stepFrom(LINES, 'c', 1)).toBe('c');
    expect(stepFrom(LINES, '', 1)).toBe('a');
    expect(stepFrom([], 'a', 1)).toBeNull();
  });

  it('keeps what waits, proposed or not, in the list of what waits', () => {
    expect(
      ['open', 'suggested', 'settled', 'ignored'].map((state) => staysIn('to-settle', state as 'open')),
    ).toEqual([true, true, false, false]);
    expect(staysIn('suggested', 'open')).toBe(false);
  });
});

describe('the keys of the work screen', () => {
  it('mean one thing each', () => {
    const keys = [...WORK_KEYS.map((one) => one.keys), ...CANDIDATE_KEYS];
    expect(new Set(keys).size).toBe(keys.length);
  });
});
