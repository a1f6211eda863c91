import { err, type Refusal, type Result } from '../../../src/values/result.js';

/**
 * What says that a disk takes no more: POSIX write(2) (full, over its quota, no file as large: FAT takes 4 GiB), and the databases in
 * their own words. SQLite tells a full disk from another one that fails only by ENOSPC.
 */
const NO_ROOM: ReadonlySet<string> = new Set([
  ...['ENOSPC', 'EDQUOT', 'EFBIG', 'SQLITE_FULL', 'SQLITE_IOERR_WRITE'],
  ...['ER_DISK_FULL', 'ER_RECORD_FILE_FULL', '53100'],
]);

/** The code of what failed for want of room, however deep it lies; null when it failed for something else. */
export function noRoomIn(failure: unknown): string | null {
  if (typeof failure !== 'object' || failure === null) return null;
  const { code, cause } = failure as { readonly code?: unknown; readonly cause?: unknown };
  return typeof code === 'string' && NO_ROOM.has(code) ? code : noRoomIn(cause);
}

/** A disk that takes no more of what a backup is unpacked into is told as a refusal: `no-room-to-unpack` { reason }. */
export async function refusingNoRoom<T>(
  work: () => Promise<Result<T, Refusal>>,
): Promise<Result<T, Refusal>> {
  try {
    return await work();
  } catch (failure) {
    const reason = noRoomIn(failure);
    if (reason === null) throw failure;
    return err({ code: 'no-room-to-unpack', reason });
  }
}
