import { describe, expect, it } from '@jest/globals';
import { mentionedIn, tidyText } from '../mention-text.js';

const MARA = '01890a5d-ac96-774b-bcce-b302099a8057';
const IGOR = '01890a5d-ac96-774b-bcce-b302099a8058';

describe('a comment’s text', () => {
  it('names each person once', () => {
    expect(mentionedIn(`@[${MARA}] and @[${IGOR}], and @[${MARA}] again`)).toEqual([MARA, IGOR]);
  });

  it('names nobody by an address, by a bare sign or by something that is no id', () => {
    expect(mentionedIn('mara@example.test @ @Mara @[mara] @[]')).toEqual([]);
  });

  it('keeps its lines and tabs, and nothing that no key writes', () => {
    expect(tidyText('  one\r\ntwo\rthree\n\n\tfour\u0000\u001b[0m \n')).toBe('one\ntwo\nthree\n\n\tfour[0m');
  });
});
