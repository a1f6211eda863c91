import { describe, expect, it } from '@jest/globals';
import type { StatementLine } from '../../domain/statement.js';
import { readDetails } from '../../domain/mt940/read-details.js';
import { statementsIn } from './reading.js';

const mt940 = (...movements: readonly string[]): string =>
  [
    ':20:X',
    ':25:DE02120300000000202051EUR',
    ':28C:7/1',
    ':60F:C260301EUR0,',
    ...movements,
    ':62F:C260331EUR0,',
    '-',
  ].join('\n');
const linesOf = async (content: string): Promise<readonly StatementLine[]> =>
  (await statementsIn(content)).flatMap(({ transactions }) => transactions);

describe('the details of MT940', () => {
  it.each([
    [
      'coded, with SEPA tags that go on from subfield to subfield',
      [
        '166?00GUTSCHRIFT?20EREF+RF-2026-0001?21SVWZ+Rechnung INV-2026-000',
        '?2212 vielen Dank?30COBADEFF?31DE0212',
        '0300000000202051?32MUSTER?33 GMBH',
      ],
      {
        endToEndId: 'RF-2026-0001',
        counterparty: 'MUSTER GMBH',
        account: 'DE02120300000000202051',
        text: 'GUTSCHRIFT Rechnung INV-2026-00012 vielen Dank',
      },
    ],
    [
      'coded, a subfield broken in mid-number',
      ['166?20SVWZ+Rechnung 2026-000001?2123 Danke'],
      { endToEndId: null, text: 'Rechnung 2026-00000123 Danke' },
    ],
    [
      'slashed, as ABN AMRO writes it',
      [
        '/TRTP/SEPA OVERBOEKING/IBAN/NL91ABNA0417164300/BIC/ABNANL2A',
        '/NAME/J JANSEN/REMI/INV-9/EREF/NOTPROVIDED',
      ],
      { endToEndId: null, counterparty: 'J JANSEN', account: 'NL91ABNA0417164300', text: 'INV-9' },
    ],
    [
      'slashed, as ING writes it',
      ['/EREF/E-77//CNTP/NL32INGB0000012345/INGBNL2A/ING WEB///REMI/USTD//EV10001REP/'],
      { endToEndId: 'E-77', counterparty: 'ING WEB', account: 'NL32INGB0000012345', text: 'EV10001REP' },
    ],
    ['free, with tags', ['EREF+E-5 SVWZ+INV 12 MREF+M1'], { endToEndId: 'E-5', text: 'INV 12 MREF+M1' }],
    ['free, a full line that goes on', ['x'.repeat(65), 'yz'], { text: `${'x'.repeat(65)}yz` }],
  ])('%s', (_what, lines, details) => {
    expect(readDetails(lines)).toMatchObject(details);
  });
});

describe('the movements of MT940', () => {
  it('turn round where they reverse: a credit taken back goes out, a debit taken back comes in', async () => {
    const lines = await linesOf(
      mt940(':61:260310RC5,NMSCNONREF', ':61:260310RD5,5NMSCNONREF', ':61:260310DR7,NMSCNONREF'),
    );
    expect(lines.map(({ amount }) => amount)).toEqual(['-5', '5.5', '-7']);
  });

  it('are booked in the year that lies closest to their value date', async () => {
    const lines = await linesOf(
      mt940(':61:2512311231C1,NMSC', ':61:2601021231C1,NMSC', ':61:2512310102C1,NMSC'),
    );
    expect(lines.map(({ bookedOn }) => bookedOn)).toEqual(['2025-12-31', '2025-12-31', '2026-01-02']);
  });

  it('of several pages are one statement', async () => {
    const statements = await statementsIn(
      ':20:A\n:25:1\n:28C:9/1\n:60F:C260301EUR1,\n:61:260302C2,NMSC\n:62M:C260302EUR3,\n-\n' +
        ':20:A\n:25:1\n:28C:9/2\n:60M:C260302EUR3,\n:61:260303D1,NMSC\n:62F:C260303EUR2,\n:64:C260303EUR9,\n-\n',
    );
    expect(statements).toHaveLength(1);
    expect(statements[0]).toMatchObject({ opening: '1', closing: '2', balanced: true });
  });

  it('stand behind the headers of SWIFT as well', async () => {
    const [statement] = await statementsIn(`{1:F01BANKDEFFXXX}{2:I940X}{4:\n${mt940(':61:260310C5,NMSC')}}`);
    expect(statement).toMatchObject({ account: 'DE02120300000000202051', reference: '7/1' });
  });
});

const stmt = (entries: string, prefix = ''): string =>
  `<Document><BkToCstmrStmt><Stmt><Id>1</Id><Acct><Id><IBAN>CH93</IBAN></Id><Ccy>EUR</Ccy><Ownr><Nm>We</Nm></Ownr></Acct>${entries}</Stmt></BkToCstmrStmt></Document>`.replace(
    /<(\/?)/g,
    `<$1${prefix}`,
  );
const ntry = (amount: string, rest: string, side = 'CRDT'): string =>
  `<Ntry><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>${side}</CdtDbtInd><BookgDt><DtTm>2026-03-02T23:30:00+02:00</DtTm></BookgDt>${rest}</Ntry>`;
const tx = (id: string, inside: string): string =>
  `<TxDtls><Refs><EndToEndId>${id}</EndToEndId></Refs>${inside}</TxDtls>`;
const txAmount = (amount: string): string =>
  `<AmtDtls><TxAmt><Amt Ccy="EUR">${amount}</Amt></TxAmt></AmtDtls>`;

describe('the entries of CAMT', () => {
  it('are one transaction per detail where the details are the entry', async () => {
    const lines = await linesOf(
      stmt(ntry('10.00', `<NtryDtls>${tx('A', txAmount('4'))}${tx('B', txAmount('6.00'))}</NtryDtls>`)),
    );
    expect(lines.map(({ amount, reference }) => [amount, reference])).toEqual([
      ['4', 'A'],
      ['6.00', 'B'],
    ]);
  });

  it('are one transaction where the details are not', async () => {
    const lines = await linesOf(
      stmt(ntry('10.00', `<NtryDtls>${tx('A', txAmount('4'))}${tx('B', txAmount('5'))}</NtryDtls>`)),
    );
    expect(lines.map(({ amount, reference }) => [amount, reference])).toEqual([['10.00', null]]);
  });

  it('are shared out net where each detail had charges taken off', async () => {
    const charged = (amount: string): string =>
      `${txAmount(amount)}<Chrgs><Rcrd><Amt Ccy="EUR">1.00</Amt></Rcrd></Chrgs>`;
    const lines = await linesOf(
      stmt(ntry('8.00', `<NtryDtls>${tx('A', charged('4.00'))}${tx('B', charged('6.00'))}</NtryDtls>`)),
    );
    expect(lines.map(({ amount, text }) => [amount, text])).toEqual([
      ['3.00', 'CHRG 1.00 EUR'],
      ['5.00', 'CHRG 1.00 EUR'],
    ]);
  });

  it('keep five decimals, and the day as the bank writes it', async () => {
    const [line] = await linesOf(stmt(ntry('0.12345', '')));
    expect(line).toMatchObject({ amount: '0.12345', bookedOn: '2026-03-02' });
  });

  it('say everything that was written to the payee', async () => {
    const remittance =
      '<RmtInf><Ustrd>INV-1 and</Ustrd><Ustrd>INV-2</Ustrd><Strd><RfrdDocInf><Nb>INV-3</Nb></RfrdDocInf><CdtrRefInf><Ref>RF18</Ref></CdtrRefInf></Strd></RmtInf>';
    const [line] = await linesOf(stmt(ntry('1', `<NtryDtls>${tx('NOTPROVIDED', remittance)}</NtryDtls>`)));
    expect(line).toMatchObject({ endToEndId: null, reference: 'RF18', text: 'INV-1 and INV-2 RF18 INV-3' });
  });

  it('that come back name the first payee, and why', async () => {
    const parties =
      '<RltdPties><Dbtr><Nm>We</Nm></Dbtr><Cdtr><Pty><Nm>Supplier</Nm></Pty></Cdtr></RltdPties>';
    const inside = tx('A', `${parties}<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>`);
    const [line] = await linesOf(stmt(ntry('1', `<RvslInd>true</RvslInd><NtryDtls>${inside}</NtryDtls>`)));
    expect(line).toMatchObject({ amount: '1', counterparty: 'Supplier', text: 'AC04' });
  });

  it('that are only pending are left for the statement of their day', async () => {
    expect(
      await linesOf(stmt(ntry('1', '<Sts><Cd>PDNG</Cd></Sts>') + ntry('2', '<Sts>BOOK</Sts>'))),
    ).toHaveLength(1);
  });

  it('are found under any prefix of the namespace', async () => {
    expect(await linesOf(stmt(ntry('2', ''), 'ns2:'))).toHaveLength(1);
  });
});
