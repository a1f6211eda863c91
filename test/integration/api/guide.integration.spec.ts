import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { openTestDatabase, type TestDatabase } from '../../harness/database.js';
import { openApiHouse, type ApiHouse } from './api-house.js';

const run = promisify(execFile);

let database: TestDatabase;
let house: ApiHouse;
let server: Server;
beforeAll(async () => {
  database = await openTestDatabase('sqlite');
  house = await openApiHouse(database);
  server = createServer(house.app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await database.close();
});

it('the samples of docs/api.md do what they say', async () => {
  const samples = [...readFileSync('docs/api.md', 'utf8').matchAll(/```sh\n([\s\S]*?)```/g)].map(
    ([, text]) => text!,
  );
  const surroundings = {
    PATH: process.env['PATH'],
    HOUSE: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    KEY: await house.keyOf('operator'),
    REPRESENTATIVE: house.rows.repA,
  };
  const answers = [];
  for (const sample of samples) {
    const { stdout } = await run('bash', ['-euc', sample], { env: surroundings });
    answers.push(JSON.parse(stdout));
  }
  expect(answers).toMatchObject([
    { data: [{ status: 'issued' }, { status: 'issued' }], next: expect.stringContaining('cursor=') },
    { status: 'draft', total: { amount: '1452.00', currency: 'EUR' } },
    { unallocated: { amount: '0.00' }, allocations: [{}, {}] },
  ]);
});
