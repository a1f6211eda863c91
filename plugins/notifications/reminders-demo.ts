import type { DemoSeed } from '../../src/kernel/contributions.js';
import { theHouse } from '../../src/kernel/permissions.js';
import { usualLadder } from './domain/usual-ladder.js';
import { reminderUseCases } from './reminder-use-cases.js';

/** The usual ladder, active: a house of its own switches it on itself. One that is there already stays as it is. */
export const remindersDemo: DemoSeed = {
  name: 'reminder-ladder',
  async run(context) {
    const { needs, createLadder } = context.use(reminderUseCases);
    if ((await needs.ladders.all(context.database.queries)).length > 0) return {};
    const seeder = theHouse('system');
    const name = context.translator.text(seeder.language, 'notifications:reminders.usual-name');
    const made = await createLadder(seeder, { ...usualLadder(name), active: true });
    if (!made.ok) throw new Error(`the demo was refused: ${JSON.stringify(made.error)}`);
    return {};
  },
};
