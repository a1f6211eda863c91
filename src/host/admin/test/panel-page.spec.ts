import { expect, it } from '@jest/globals';
import { escapeScript } from '../panel-page.js';

it('JSON in a page cannot end its script', () => {
  const value = { name: '</script><!-- & \u2028\u2029' };
  expect(escapeScript(value)).not.toMatch(/[<>&\u2028\u2029]/);
  expect(JSON.parse(escapeScript(value))).toEqual(value);
});
