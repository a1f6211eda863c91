import type { Logger } from '../../src/kernel/ports.js';

export const silentLog: Logger = { debug() {}, info() {}, warn() {}, error() {} };
