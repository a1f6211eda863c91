import type { SendMailOptions, SentMessageInfo, Transporter } from 'nodemailer';

export interface Smtp {
  /** @throws as nodemailer does: with `responseCode` and `command` when the server answered */
  deliver(letter: SendMailOptions): Promise<SentMessageInfo>;
  close(): void;
}

/** Letters come in crowds; between them no connection is kept open, so that a process which has nothing to do can end. */
const IDLE_MS = 2_000;

/** One pool of connections a process, opened with the first letter and ended a moment after the last. */
export function openSmtp(url: string): Smtp {
  let pool: Promise<Transporter> | null = null;
  let underWay = 0;
  let idle: NodeJS.Timeout | undefined;

  const open = async (): Promise<Transporter> => {
    const { createTransport } = await import('nodemailer');
    return createTransport(pooled(url));
  };
  const close = (): void => {
    clearTimeout(idle);
    void pool?.then((transport) => transport.close());
    pool = null;
  };

  return {
    async deliver(letter) {
      clearTimeout(idle);
      underWay += 1;
      try {
        return await (await (pool ??= open())).sendMail(letter);
      } finally {
        underWay -= 1;
        if (underWay === 0) idle = setTimeout(close, IDLE_MS).unref();
      }
    },
    close,
  };
}

function pooled(url: string): string {
  const server = new URL(url);
  server.searchParams.set('pool', 'true');
  return server.href;
}
