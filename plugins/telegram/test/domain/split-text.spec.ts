import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseHtml } from '../../../../test/harness/telegram.js';
import { escapeHtml } from '../../contract/text.js';
import { splitText } from '../../domain/split-text.js';

const withoutBlanks = (text: string): string => text.replace(/\s+/g, '');

const word = fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }).map(escapeHtml);
const tag = fc.constantFrom('b', 'i', 'code', 'blockquote');
const gap = fc.constantFrom(' ', '\n', '\n\n');
const leaf = fc.array(
  fc.tuple(word, gap).map((pair) => pair.join('')),
  { minLength: 1, maxLength: 8 },
);
const markup = fc
  .array(
    fc.oneof(
      leaf.map((words) => words.join('')),
      fc.tuple(tag, leaf, tag, leaf).map(([outer, one, inner, two]) => {
        const inside = inner === outer ? two.join('') : `<${inner}>${two.join('')}</${inner}>`;
        return `<${outer}>${one.join('')}${inside}</${outer}>`;
      }),
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((parts) => parts.join(''));

describe('splitting a text', () => {
  it('leaves a short one alone', () => {
    expect(splitText('<b>Due</b> today')).toEqual(['<b>Due</b> today']);
  });

  it('gives nothing for blanks', () => {
    expect(splitText(' \n <b> </b>')).toEqual([]);
  });

  it('cuts at a paragraph before a line, at a line before a word', () => {
    expect(splitText('one two\n\nthree\nfour five', 20)).toEqual(['one two', 'three\nfour five']);
    expect(splitText('one two\nthree four', 12)).toEqual(['one two', 'three four']);
    expect(splitText('one two three', 9)).toEqual(['one two', 'three']);
  });

  it('closes tags at a cut and opens them again, attributes and all', () => {
    expect(splitText('<b>one <a href="x:1">two three</a></b>', 8)).toEqual([
      '<b>one <a href="x:1">two</a></b>',
      '<b><a href="x:1">three</a></b>',
    ]);
  });

  it('never cuts an entity or a pair of surrogates', () => {
    expect(splitText('&lt;&gt;&amp;', 2)).toEqual(['&lt;&gt;', '&amp;']);
    expect(splitText('😀😀😀', 3)).toEqual(['😀', '😀', '😀']);
  });

  it('loses nothing, keeps tags in balance and every part within the limit', () => {
    fc.assert(
      fc.property(markup, fc.integer({ min: 24, max: 80 }), (text, most) => {
        const parts = splitText(text, most);
        const read = parts.map(parseHtml);
        expect(withoutBlanks(read.join(''))).toBe(withoutBlanks(parseHtml(text)));
        for (const part of read) {
          expect(part.length).toBeLessThanOrEqual(most);
          expect(part.trim()).not.toBe('');
        }
      }),
    );
  });
});
