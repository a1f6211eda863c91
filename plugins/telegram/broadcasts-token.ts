import { defineService } from '../../src/kernel/contributions.js';
import type { Broadcasts } from './app/broadcasts.js';

/** The plugin's own: its features, jobs and pages find it in their context. */
export const broadcasts = defineService<Broadcasts>('telegram.broadcasts');
