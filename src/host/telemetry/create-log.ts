import { destination, pino, stdSerializers } from 'pino';
import type { Configuration } from '../../kernel/configuration.js';
import type { Logger } from '../../kernel/ports.js';

export interface HouseLog {
  logger(name: string): Logger;
  /** writes what is still held back */
  flush(): void;
}

/** JSON lines on standard error: standard output belongs to what a command answers. */
export function createLog(level: Configuration['logLevel']): HouseLog {
  const stream = destination({ fd: 2, sync: true });
  const root = pino(
    {
      level,
      base: undefined,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: stdSerializers.err },
      redact: [
        'password',
        '*.password',
        'secret',
        '*.secret',
        'authorization',
        'cookie',
        '*.authorization',
        '*.cookie',
      ],
    },
    stream,
  );
  return {
    logger: (name) => root.child({ name }),
    flush: () => stream.flushSync(),
  };
}
