import { describe, expect, it } from '@jest/globals';
import type { ImportField } from '../../contract/import-kind.js';
import { guessColumns } from '../../domain/guess-mapping.js';

const field = (name: string, ...headings: string[]): ImportField => ({
  name,
  kind: 'text',
  required: true,
  headings,
});

describe('columns guessed from headings', () => {
  it('knows a heading however it is written', () => {
    const fields = [field('number', 'invoicenumber'), field('dueDate')];
    expect(guessColumns(fields, ['Invoice Number', 'due_date'])).toEqual({
      number: 'Invoice Number',
      dueDate: 'due_date',
    });
  });

  it('prefers the exact name to another word for it, whichever field asks first', () => {
    const fields = [field('issueDate', 'date'), field('date')];
    expect(guessColumns(fields, ['Date', 'IssueDate'])).toEqual({ date: 'Date', issueDate: 'IssueDate' });
  });

  it('gives one heading to one field only', () => {
    expect(guessColumns([field('a', 'sum'), field('b', 'sum')], ['Sum'])).toEqual({ a: 'Sum' });
  });
});
