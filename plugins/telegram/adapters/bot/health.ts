import type { CheckedHealth } from '../../../../src/kernel/health-report.js';
import type { BotFeature, Talk } from '../../contract/feature.js';
import { html, type BotText } from '../../contract/text.js';

/** The house's health page in words: what is not well comes first, with what mends it. */
export const healthFeature: BotFeature = {
  name: 'health',
  permission: 'host.health.read',
  roles: ['admin'],
  inMenu: true,
  isCommand: true,
  open: show,
  actions: { show: { version: 1, run: show } },
};

const URGENCY = { failing: 0, warning: 1, well: 2 } as const;

async function show(talk: Talk): Promise<void> {
  const { state, checks, boot } = await talk.context.health();
  const down = boot.filter((entry) => entry.state !== 'up');
  const sorted = [...checks].sort((one, other) => URGENCY[one.state] - URGENCY[other.state]);
  await talk.show({
    text: html`<b>${talk.t(`telegram:bot.health.${state}`)}</b>

${[
  ...down.map(
    ({ plugin, reason }) =>
      html`${talk.t('telegram:bot.health.plugin-down', { plugin, reason: reason ?? '' })}`,
  ),
  ...sorted.map((check) => lineOf(talk, check)),
]}`,
    buttons: [[{ label: talk.t('telegram:bot.health.again'), action: 'health.show' }]],
  });
}

function lineOf({ t }: Talk, check: CheckedHealth): BotText {
  const name = t(`${check.plugin}:health.${check.name}`, { defaultValue: `${check.plugin} · ${check.name}` });
  const line = html`${name}: <b>${t(`telegram:bot.health.states.${check.state}`)}</b>`;
  if (check.state === 'well') return line;
  return html`${line}. ${check.detail} ${t('telegram:bot.health.mend')} <code>${check.mend}</code>`;
}
