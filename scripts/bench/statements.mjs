// What a hand-written program asks for the same pages.

// The page first, then its names: joined before the limit, MariaDB sorts the whole table.
export const LIST_SQL =
  'select i.*, r.name as representative_name from (select * from invoice order by issue_date desc, id desc limit 25) i ' +
  'join representative r on r.id = i.representative_id order by i.issue_date desc, i.id desc';

export const BOUNDED_COUNT_SQL =
  'select count(*) as n from (select 1 as one from invoice limit 10001) as bounded';

export const STATEMENT_SQL = `
  select issue_date as day, number as reference, total as amount from invoice
   where representative_id = ? and currency = 'EUR' and status <> 'draft' and issue_date between ? and ?
  union all
  select received_on, reference, -amount from payment where representative_id = ? and currency = 'EUR' and received_on between ? and ?
  order by day`;

export const OPENING_SQL = `
  select (select coalesce(sum(total), 0) from invoice where representative_id = ? and currency = 'EUR' and status <> 'draft' and issue_date < ?)
       - (select coalesce(sum(amount), 0) from payment where representative_id = ? and currency = 'EUR' and received_on < ?) as opening`;
