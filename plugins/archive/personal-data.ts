import type { PersonalDataOf } from '../../src/kernel/contributions.js';

/** An archived year holds what the law wants kept, in an encrypted file. */
export const personalData: PersonalDataOf = { classes: [], models: [], impersonal: ['ArchivedYear'] };
