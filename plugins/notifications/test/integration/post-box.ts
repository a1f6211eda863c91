// A server that messages are posted to: it writes down every one that arrives, and answers when it is told to.
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface PostBox {
  readonly address: string;
  /** whom each of them was for, in order */
  readonly arrived: readonly string[];
  /** whom those were for that got no answer */
  readonly unanswered: readonly string[];
  /** false: from now on nobody hears whether it arrived */
  isAnswering: boolean;
  close(): Promise<void>;
}

export async function openPostBox(): Promise<PostBox> {
  const arrived: string[] = [];
  const unanswered: string[] = [];
  const server = createServer((request, response) => {
    text(request).then(
      (recipient) => take(recipient, response),
      // Who was killed in the middle of a message has not sent it.
      () => response.destroy(),
    );
  });
  function take(recipient: string, response: ServerResponse): void {
    arrived.push(recipient);
    if (box.isAnswering) response.end();
    else unanswered.push(recipient);
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const box: PostBox = {
    ...{ address: `http://127.0.0.1:${port}`, arrived, unanswered, isAnswering: true },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return box;
}
