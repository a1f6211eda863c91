import { expect, it } from '@jest/globals';
import { codeOfName } from '../../domain/code-of-name.js';

it.each([
  ['Riga', 'RIGA'],
  ['Біла Церква', 'BILA-TSERKVA'],
  ['Івано-Франківськ', 'IVANO-FRANKIVSK'],
  ['Камʼянське', 'KAMIANSKE'],
  ['Йошкар-Ола', 'IOSHKAR-OLA'],
  ['Łódź, Śródmieście', 'LODZ-SRODMIESCIE'],
  ['  Nord / Süd ', 'NORD-SUD'],
  ['東京', ''],
])('makes of %j the code %j', (name, code) => {
  expect(codeOfName(name)).toBe(code);
});

it('ends a long one at a letter', () => {
  expect(codeOfName('Representative House of the North')).toBe('REPRESENTATIVE-HOUSE');
});
