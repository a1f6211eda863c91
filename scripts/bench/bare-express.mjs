// The yardstick of the API: express and the driver, one query a request, nothing checked.
import express from 'express';
import mysql from 'mysql2/promise';

const COLUMNS =
  'i.id, i.number, i.representative_id, i.status, i.currency, i.issue_date, i.due_date, i.total, i.outstanding, i.created_at, i.updated_at, i.version';
const pool = mysql.createPool({
  uri: process.env.DATABASE_URL,
  connectionLimit: 10,
  timezone: 'Z',
  dateStrings: true,
  supportBigNumbers: true,
  bigNumberStrings: true,
});

const app = express();
app.disable('x-powered-by');
app.get('/invoices', async (request, response) => {
  const { representative, limit = '25' } = request.query;
  const [rows] = representative
    ? await pool.execute(
        `select ${COLUMNS} from invoice i where i.representative_id = ? order by i.issue_date desc, i.id desc limit ${Number(limit)}`,
        [representative],
      )
    : await pool.execute(
        `select ${COLUMNS} from invoice i order by i.issue_date desc, i.id desc limit ${Number(limit)}`,
      );
  response.json({ data: rows });
});
app.get('/invoices/:id', async (request, response) => {
  const { id } = request.params;
  const [[invoice]] = await pool.execute('select i.* from invoice i where i.id = ?', [id]);
  const [lines] = await pool.execute(
    'select position, description, quantity, unit_price, net, tax, total from invoice_line where invoice_id = ? order by position',
    [id],
  );
  response.json({ ...invoice, lines });
});
const server = app.listen(Number(process.env.PORT), '127.0.0.1');
process.on('SIGTERM', () => server.close(() => process.exit(0)));
