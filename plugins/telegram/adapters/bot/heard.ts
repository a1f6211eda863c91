import type { Message } from 'telegraf/types';
import type { Heard } from './hear-message.js';

/** What a message of the Bot API holds for us. Of a photo the largest size is taken. */
export function heardIn(message: Message): Heard {
  if ('text' in message) return { kind: 'text', text: message.text };
  const caption = 'caption' in message ? (message.caption ?? '') : '';
  if ('photo' in message) {
    const largest = message.photo.at(-1);
    if (!largest) return { kind: 'other' };
    const { file_id: fileId, file_size: bytes = 0 } = largest;
    const file = { kind: 'photo', fileId, name: 'photo.jpg', contentType: 'image/jpeg', bytes } as const;
    return { kind: 'file', file, caption };
  }
  if ('document' in message && !('animation' in message)) {
    const { file_id: fileId, file_name: name, mime_type: type, file_size: bytes = 0 } = message.document;
    const contentType = type ?? 'application/octet-stream';
    return {
      kind: 'file',
      file: { kind: 'document', fileId, name: name ?? 'file', contentType, bytes },
      caption,
    };
  }
  return { kind: 'other' };
}
