import { describe, expect, it } from '@jest/globals';
import { createTranslator } from '../../../../src/host/i18n/create-translator.js';
import { LANGUAGES } from '../../../../src/kernel/permissions.js';

describe.each(LANGUAGES)('A refused archive, in %s', (language) => {
  const sentenceFor = async (entry: string): Promise<string> => {
    const translator = await createTranslator('locales');
    return translator.refusal(language, 'backup', { code: 'archive-hostile', entry, why: 'not-a-file' });
  };

  it('is told with the reason in words', async () => {
    const translator = await createTranslator('locales');
    const reason = translator.text(language, 'backup:archive.hostile.not-a-file');
    expect(await sentenceFor('tables/x')).toContain(`tables/x – ${reason}.`);
  });
});
