import { everything, type Actor, type RowScope } from '../../../src/kernel/permissions.js';
import { definePlugin } from '../../../src/kernel/plugin.js';
import { err, ok } from '../../../src/values/result.js';

const own =
  (column: string) =>
  (actor: Actor): RowScope =>
    actor.role === 'representative'
      ? { kind: 'in', column, values: [actor.representativeId ?? ''] }
      : everything;

/** Invoices with a field of every kind, one of them (`importRef`) for those who may see it, and something to do to many. */
export const ledger = definePlugin({
  name: 'ledger',
  version: '0.1.0',
  host: '*',
  permissions: [
    { name: 'ledger.read', grants: ['operator', 'manager', 'representative'] },
    { name: 'ledger.write', grants: ['operator', 'manager'] },
    { name: 'ledger.note.read', grants: ['operator'] },
  ],
  register(house) {
    house.resource({
      model: 'Representative',
      permissions: { read: 'ledger.read', create: 'ledger.write', update: 'ledger.write' },
      scope: own('id'),
      titleField: 'address',
      listFields: ['code', 'name', 'creditLimit', 'address'],
      editFields: ['code', 'name', 'officeId', 'geoId', 'currency', 'creditLimit', 'address'],
      filterFields: ['code', 'creditLimit', 'address'],
      searchFields: ['code', 'address'],
      sort: { by: 'address', direction: 'asc' },
      fields: {
        creditLimit: { kind: 'money', permission: 'ledger.note.read' },
        address: { permission: 'ledger.note.read' },
      },
    });
    house.resource({
      model: 'Invoice',
      permissions: { read: 'ledger.read', remove: 'ledger.write' },
      scope: own('representative_id'),
      titleField: 'number',
      listFields: ['number', 'representativeId', 'status', 'issueDate', 'total'],
      showFields: ['number', 'importRef', 'termDays', 'disputed', 'voidedOn', 'currency', 'createdAt'],
      filterFields: [
        'number',
        'importRef',
        'representativeId',
        'status',
        'issueDate',
        'voidedOn',
        'currency',
        'total',
        'termDays',
        'disputed',
        'createdAt',
      ],
      searchFields: ['number'],
      sort: { by: 'issueDate', direction: 'asc' },
      fields: {
        status: { kind: 'status', options: ['draft', 'issued', 'paid', 'void'] },
        currency: { kind: 'currency' },
        total: { kind: 'money', currencyField: 'currency' },
        importRef: { kind: 'longtext', permission: 'ledger.note.read' },
      },
    });
    house.action({
      name: 'stamp',
      resource: 'Invoice',
      on: 'bulk',
      permission: 'ledger.write',
      available: ({ status }) => status !== 'void',
      form: [{ name: 'text', kind: 'text' }],
      run: ({ ids, input }) =>
        Promise.resolve(
          ids.length === 1 && input['text'] !== 'no'
            ? ok({ message: { key: 'stamped' } })
            : err({ code: 'user-unknown' }),
        ),
    });
    house.action({
      name: 'shred',
      resource: 'Invoice',
      on: 'bulk',
      permission: 'ledger.write',
      typed: true,
      run: () => Promise.resolve(ok({ message: { key: 'shredded' } })),
    });
  },
});
