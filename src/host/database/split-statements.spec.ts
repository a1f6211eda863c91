import { describe, expect, it } from '@jest/globals';
import { splitStatements } from './split-statements.js';

describe('the statements of a migration', () => {
  it.each([
    [
      'are parted by semicolons',
      'create table a (b int);\n\ncreate index c on a (b);',
      ['create table a (b int)', 'create index c on a (b)'],
    ],
    ['may lack the last one', 'select 1', ['select 1']],
    ['are none in an empty file', '\n-- nothing here;\n/* nor; here */\n', []],
    [
      'hold semicolons in texts',
      `insert into a values ('x;''y;');select 2`,
      [`insert into a values ('x;''y;')`, 'select 2'],
    ],
    ['hold semicolons in names', 'select "a;b", `c;d`;', ['select "a;b", `c;d`']],
    ['hold semicolons in comments', 'select 1 -- one; two\n, 2;', ['select 1 -- one; two\n, 2']],
    [
      'hold dollar-quoted bodies',
      'create function f() as $x$ a; b; $x$;select 1',
      ['create function f() as $x$ a; b; $x$', 'select 1'],
    ],
    [
      'hold the bodies of triggers',
      'create trigger t before delete on a begin select case when 1 then 2 end; select 3; end;select 4',
      ['create trigger t before delete on a begin select case when 1 then 2 end; select 3; end', 'select 4'],
    ],
    ['take a lone begin as a statement', 'begin;select 1;commit', ['begin', 'select 1', 'commit']],
  ])('%s', (_, script, statements) => {
    expect(splitStatements(script)).toEqual(statements);
  });
});
