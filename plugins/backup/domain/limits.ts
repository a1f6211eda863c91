const KIB = 1024;
const MIB = 1024 * KIB;
const GIB = 1024 * MIB;

/** What an archive may ask of its reader. A writer keeps within the same limits, so that whatever was written can be read. */
export const LIMITS = {
  /** files and folders; their names and digests are remembered until the manifest comes */
  entries: 200_000,
  /** of one file, uncompressed */
  entryBytes: 1024 * GIB,
  nameBytes: 240,
  /** a row in its longest form: 48 MiB of bytes in base64. It is in memory whole. */
  recordBytes: 64 * MIB,
  manifestBytes: 32 * MIB,
  /** a tar's extended header: a name and a size */
  extendedHeaderBytes: 64 * KIB,
  /** age's header: about 100 bytes a recipient, 1.6 KiB a post-quantum one */
  ageHeaderBytes: 64 * KIB,
  /** scrypt's N is 2 to this: 1 GiB of memory. The age tool and this house write 18. */
  scryptWorkFactor: 20,
  /**
   * Uncompressed bytes for each compressed one. Gzip reaches 1032, which is what a bomb is made of; rows, which have keys, stay
   * below 100.
   */
  gzipRatio: 300,
  /** what may be uncompressed before the ratio counts */
  gzipFree: 64 * MIB,
} as const;
