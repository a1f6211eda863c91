import { describe, expect, it } from '@jest/globals';
import { inputToSend, missingFields, startingInput, type ActionField } from './action-view.js';

const field = (name: string, more: Partial<ActionField> = {}): ActionField => ({
  name,
  kind: 'text',
  label: name,
  required: false,
  options: null,
  reference: null,
  currencyField: null,
  columns: null,
  ...more,
});
const lines = field('lines', {
  kind: 'rows',
  required: true,
  columns: [field('product', { required: true }), field('price', { kind: 'money' })],
});

describe('the form of an action', () => {
  it('opens with the defaults as text, and one empty line where lines are required', () => {
    const input = startingInput(
      [field('paidOn', { kind: 'date' }), field('notify', { kind: 'boolean' }), lines],
      {
        paidOn: '2024-03-01',
        notify: true,
      },
    );
    expect(input).toEqual({ paidOn: '2024-03-01', notify: 'true', lines: [{ product: '', price: '' }] });
  });

  it('names what is still missing, inside lines too', () => {
    const fields = [field('amount', { kind: 'money', required: true }), field('note'), lines];
    expect(missingFields(fields, { amount: '', note: '', lines: [{ product: '', price: '5' }] })).toEqual([
      'amount',
      'lines.0.product',
    ]);
    expect(missingFields(fields, { amount: '1', note: '', lines: [] })).toEqual(['lines']);
  });

  it('sends amounts as the text that was typed, boxes as booleans, and no empty line', () => {
    const fields = [field('amount', { kind: 'money' }), field('notify', { kind: 'boolean' }), lines];
    const typed = {
      amount: '9007199254740993.01',
      notify: 'false',
      lines: [
        { product: 'p1', price: '2' },
        { product: '', price: '' },
      ],
    };
    expect(inputToSend(fields, typed)).toEqual({
      amount: '9007199254740993.01',
      notify: false,
      lines: [{ product: 'p1', price: '2' }],
    });
  });
});
