// The yardstick of the bot: Telegraf by itself, one answer, nothing looked up.
import { Telegraf } from 'telegraf';

const bot = new Telegraf(process.env.TELEGRAM_BOT_TOKEN, {
  telegram: { apiRoot: process.env.TELEGRAM_API_ROOT },
});
bot.help((ctx) => ctx.reply('What I can do: help.'));
process.once('SIGTERM', () => bot.stop('SIGTERM'));
await bot.launch();
