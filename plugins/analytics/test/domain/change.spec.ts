import { describe, expect, it } from '@jest/globals';
import { percentChange, pointsChange } from '../../domain/change.js';

describe('how a figure differs from an earlier one', () => {
  it.each([
    ['112.40', '100.00', '12.4'],
    ['97.00', '100', '-3.0'],
    ['100.00', '100.00', '0.0'],
    ['-50', '100', '-150.0'],
    ['50', '-100', '150.0'],
    ['9007199254740993.00', '9007199254740992.00', '0.0'],
    ['0.9996', '1', '0.0'],
  ])('%s after %s is %s per cent', (value, before, change) => {
    expect(percentChange(value, before)).toBe(change);
  });

  it('is not said where there was nothing', () => {
    expect(percentChange('10.00', '0.00')).toBeNull();
  });

  it('is told in points for what is a share already', () => {
    expect(pointsChange('71.5', '70.0')).toBe('1.5');
    expect(pointsChange('9', '12.5')).toBe('-3.5');
  });
});
