import { describe, expect, it } from '@jest/globals';
import { bodyOf, draftOf, partsOf, searchAt, takePerson, type Draft } from './mention-draft.js';

const OLENA = '01890a5d-ac96-774b-bcce-b302099a8057';
const OTHER = '01890a5d-ac96-774b-bcce-b302099a8058';
const typed = (text: string, mentioned: Draft['mentioned'] = []): Draft => ({ text, mentioned });

describe('a comment that is being written', () => {
  it('looks for people behind an @ that begins a word', () => {
    const at = (text: string) => searchAt(typed(text), text.length);
    expect(at('Please ask @Ole')).toEqual({ from: 11, term: 'Ole' });
    expect(at('@')).toEqual({ from: 0, term: '' });
    expect(at('(@Олена Д')).toEqual({ from: 1, term: 'Олена Д' });
    expect(at('olena@example')).toBeNull();
    expect(at('@ Ole')).toBeNull();
    expect(at('@Ole\n')).toBeNull();
    expect(at('@one two three four')).toBeNull();
  });

  it('does not look again behind somebody who is chosen', () => {
    const draft = typed('@Olena Demo please', [{ id: OLENA, label: 'Olena Demo' }]);
    expect(searchAt(draft, draft.text.length)).toBeNull();
  });

  it('takes a person in place of what was typed, the caret behind them', () => {
    const { draft, caret } = takePerson(
      typed('Ask @Ole now'),
      { from: 4, term: 'Ole' },
      { id: OLENA, name: 'Olena' },
    );
    expect(draft).toEqual({ text: 'Ask @Olena now', mentioned: [{ id: OLENA, label: 'Olena' }] });
    expect(draft.text.slice(0, caret)).toBe('Ask @Olena ');
  });

  it('tells two people of one name apart', () => {
    const first = takePerson(typed('@'), { from: 0, term: '' }, { id: OLENA, name: 'Olena' }).draft;
    const search = { from: first.text.length, term: '' };
    const { draft } = takePerson(typed(`${first.text}@`, first.mentioned), search, {
      id: OTHER,
      name: 'Olena',
    });
    expect(bodyOf(draft)).toBe(`@[${OLENA}] @[${OTHER}] `);
  });

  it('is kept with ids for those who were chosen, and names for those who were not', () => {
    const mentioned = [
      { id: OLENA, label: 'Ann' },
      { id: OTHER, label: 'Ann (2)' },
    ];
    expect(bodyOf(typed('@Ann, @Ann (2) and @Anna or @Bob', mentioned))).toBe(
      `@[${OLENA}], @[${OTHER}] and @Anna or @Bob`,
    );
  });

  it('comes back as it was when it is changed', () => {
    const body = `@[${OLENA}] and @[${OTHER}] and @[${OLENA}]`;
    const draft = draftOf(body, { [OLENA]: 'Olena', [OTHER]: 'Olena' });
    expect(draft.text).toBe('@Olena and @Olena (2) and @Olena');
    expect(bodyOf(draft)).toBe(body);
  });
});

describe('a comment that is shown', () => {
  it('is people, addresses and words', () => {
    expect(partsOf(`@[${OLENA}] see https://example.test/a?b=(c). Or http://x.test`)).toEqual([
      { kind: 'mention', id: OLENA },
      { kind: 'text', text: ' see ' },
      { kind: 'link', href: 'https://example.test/a?b=(c' },
      { kind: 'text', text: '). Or ' },
      { kind: 'link', href: 'http://x.test' },
    ]);
  });

  it('makes no link of anything but an address of the web', () => {
    const parts = partsOf('javascript:alert(1) data:text/html,x file:///etc <a href="x">');
    expect(parts.map(({ kind }) => kind)).toEqual(['text']);
  });
});
