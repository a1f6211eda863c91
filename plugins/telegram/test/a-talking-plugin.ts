import { definePlugin } from '../../../src/kernel/plugin.js';
import { botFeature, type BotFeature } from '../contract/feature.js';
import { html } from '../contract/text.js';

export interface TalkingPlugin {
  readonly plugin: ReturnType<typeof definePlugin>;
  /** what its steps and actions were given, in order */
  readonly heard: string[];
}

/** A plugin that contributes one feature to the bot, for specifications of the bot itself: `/trial`. */
export function aTalkingPlugin(change: Partial<BotFeature> = {}): TalkingPlugin {
  const heard: string[] = [];
  const feature: BotFeature = {
    name: 'trial',
    permission: 'telegram.use',
    roles: ['admin', 'operator', 'manager'],
    inMenu: true,
    isCommand: true,
    async open(talk) {
      await talk.show({
        text: html`Choose <b>${'<one>'}</b>`,
        buttons: [
          [
            { label: 'First', action: 'trial.choose', args: ['1'] },
            { label: 'Second', action: 'trial.choose', args: ['2'] },
          ],
          [{ label: 'Reserved', action: 'trial.reserved' }],
          [{ label: 'Broken', action: 'trial.broken' }],
        ],
      });
    },
    actions: {
      choose: {
        version: 1,
        async run(talk, [choice = '']) {
          heard.push(`${talk.updateKey} chose ${choice}`);
          talk.toast(`You chose ${choice}`);
          await talk.show({ text: html`You chose ${choice}. How much?` });
          await talk.expect('amount', { choice });
        },
      },
      reserved: {
        version: 1,
        permission: 'telegram.broadcast',
        run: async () => void heard.push('reserved'),
      },
      broken: { version: 1, run: () => Promise.reject(new Error('a fault of this specification')) },
    },
    steps: {
      amount: {
        async answer(talk, answer) {
          if (answer.kind !== 'text') return;
          heard.push(`amount ${answer.text} of ${String(talk.state?.['choice'])}`);
          await talk.show({ text: html`${answer.text} it is. The receipt?` });
          await talk.expect('receipt', { ...talk.state, amount: answer.text });
        },
      },
      receipt: {
        files: { maxBytes: 1024 },
        async answer(talk, answer) {
          if (answer.kind === 'text') return;
          heard.push(
            `${answer.kind} ${answer.file.bytes} ${answer.file.digest.slice(0, 8)} ${answer.caption}`,
          );
          await talk.finish();
          await talk.sendDocument(
            {
              name: 'done.txt',
              contentType: 'text/plain',
              content: Buffer.from('done'),
              digest: 'd'.repeat(64),
            },
            html`Here & there`,
          );
        },
      },
    },
    ...change,
  };
  const plugin = definePlugin({
    ...{ name: 'trial', version: '0.1.0', host: '*', requires: ['telegram'], permissions: [] },
    register: (house) => house.contribute(botFeature, feature),
  });
  return { plugin, heard };
}
