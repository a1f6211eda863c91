import { describe, expect, it } from '@jest/globals';
import { readText } from './text.js';

const tree = {
  list: {
    selected_one: 'Вибрано {{count}} запис',
    selected_few: 'Вибрано {{count}} записи',
    selected_many: 'Вибрано {{count}} записів',
  },
  hello: 'Вітаємо, {{ name }}',
};

describe('texts of the panel', () => {
  it('chooses the plural form of the language', () => {
    const say = (count: number): string => readText(tree, 'uk', 'list.selected', { count });
    expect([1, 3, 11, 22].map(say)).toEqual([
      'Вибрано 1 запис',
      'Вибрано 3 записи',
      'Вибрано 11 записів',
      'Вибрано 22 записи',
    ]);
  });

  it('puts facts in their places, and leaves a place without a fact to be seen', () => {
    expect(readText(tree, 'uk', 'hello', { name: 'Оля' })).toBe('Вітаємо, Оля');
    expect(readText(tree, 'uk', 'hello')).toBe('Вітаємо, {{ name }}');
  });

  it('answers a key that is missing with the key', () => {
    expect(readText(tree, 'uk', 'list.gone')).toBe('list.gone');
    expect(readText(tree, 'uk', 'list')).toBe('list');
  });
});
