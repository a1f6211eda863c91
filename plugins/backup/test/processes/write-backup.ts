// Writes a backup of four mebibytes that cannot be compressed into FOLDER, and says what came of it.
import { randomBytes } from 'node:crypto';
import { rowsUpTo, withWorkshop } from '../archive/sample.js';
import { write } from '../archive/written.js';

const { FOLDER: folder = '' } = process.env;

await withWorkshop(async (workshop) => {
  const rows = rowsUpTo(400).map((row) => ({ ...row, picture: randomBytes(10_000) }));
  console.log(JSON.stringify(await write(workshop, { folder }, rows)));
});
