import { defineService } from '../../src/kernel/contributions.js';
import type { BotEngine } from './adapters/bot/engine.js';

/** The bot of this process; null without a token. */
export const botEngine = defineService<BotEngine | null>('telegram.engine');
