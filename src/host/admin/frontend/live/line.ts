import { io } from 'socket.io-client';
import { passHint, type LiveHint } from '../../../../panel-kit/index.js';

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 30_000;

/** The line to the house: WebSocket, or polling where a proxy lets no other through. A page works without it, only less at once. */
export function openLine(): void {
  const socket = io({
    path: '/admin/live',
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    reconnectionDelay: FIRST_PAUSE_MS,
    reconnectionDelayMax: LONGEST_PAUSE_MS,
  });
  let wasCut = false;
  socket.on('connect', () => {
    document.documentElement.dataset['live'] = 'on';
    if (wasCut) passHint({ kind: 'again' });
  });
  socket.on('disconnect', () => {
    wasCut = true;
    delete document.documentElement.dataset['live'];
  });
  socket.on('hint', (hint: LiveHint) => passHint(hint));
}
