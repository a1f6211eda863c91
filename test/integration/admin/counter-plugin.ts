import { everything, nothing, type Actor, type RowScope } from '../../../src/kernel/permissions.js';
import { definePlugin } from '../../../src/kernel/plugin.js';
import { err, ok } from '../../../src/values/result.js';

function representatives(actor: Actor): RowScope {
  if (actor.role === 'manager') return { kind: 'in', column: 'office_id', values: actor.officeIds };
  if (actor.role === 'representative')
    return actor.representativeId ? { kind: 'in', column: 'id', values: [actor.representativeId] } : nothing;
  return everything;
}

function invoices(actor: Actor): RowScope {
  const scope = representatives(actor);
  return scope.kind === 'all'
    ? scope
    : { kind: 'through', column: 'representative_id', table: 'representative', key: 'id', scope };
}

/** Shows a part of billing's tables: something to read, to write, to delete, and to do. */
export const counter = definePlugin({
  name: 'counter',
  version: '0.1.0',
  host: '*',
  permissions: [
    { name: 'counter.office.read', grants: ['operator', 'manager'] },
    { name: 'counter.office.write', grants: ['operator'] },
    { name: 'counter.representative.read', grants: ['operator', 'manager', 'representative'] },
    { name: 'counter.representative.write', grants: ['operator', 'manager'] },
    { name: 'counter.invoice.read', grants: ['operator', 'manager', 'representative'] },
    { name: 'counter.invoice.stamp', grants: ['operator', 'manager'] },
    { name: 'counter.product.read', grants: ['operator', 'manager'] },
    { name: 'counter.product.write', grants: ['operator'] },
  ],
  register(house) {
    house.resource({
      model: 'Office',
      permissions: {
        read: 'counter.office.read',
        create: 'counter.office.write',
        update: 'counter.office.write',
        remove: 'counter.office.write',
      },
      scope: (actor) =>
        actor.role === 'manager' ? { kind: 'in', column: 'id', values: actor.officeIds } : everything,
      titleField: 'name',
      listFields: ['code', 'name', 'active'],
      editFields: ['code', 'name', 'geoId', 'active'],
      searchFields: ['name'],
    });
    house.resource({
      model: 'Representative',
      permissions: {
        read: 'counter.representative.read',
        create: 'counter.representative.write',
        update: 'counter.representative.write',
      },
      scope: representatives,
      titleField: 'name',
      listFields: ['code', 'name', 'officeId', 'currency', 'creditLimit'],
      editFields: ['code', 'name', 'officeId', 'geoId', 'currency', 'creditLimit'],
      filterFields: ['code', 'name', 'officeId', 'currency', 'creditLimit'],
      searchFields: ['code', 'name'],
      fields: {
        creditLimit: { kind: 'money', currencyField: 'currency' },
        currency: { kind: 'currency', onCreateOnly: true },
        email: { visible: false },
      },
      related: [{ model: 'Invoice', field: 'representativeId' }],
      check: ({ values }) =>
        Promise.resolve(values['name'] === 'Nobody' ? err({ code: 'user-incomplete' }) : ok(values)),
    });
    house.resource({
      model: 'Invoice',
      permissions: { read: 'counter.invoice.read' },
      scope: invoices,
      titleField: 'number',
      listFields: ['number', 'representativeId', 'status', 'issueDate', 'currency', 'total', 'createdAt'],
      filterFields: ['number', 'representativeId', 'status', 'issueDate', 'currency', 'total', 'createdAt'],
      searchFields: ['number'],
      sort: { by: 'issueDate', direction: 'asc' },
      fields: {
        total: { kind: 'money', currencyField: 'currency' },
        status: { kind: 'status', options: ['draft', 'issued', 'void'] },
        note: { visible: false },
      },
    });
    house.resource({
      model: 'Product',
      permissions: {
        read: 'counter.product.read',
        create: 'counter.product.write',
        update: 'counter.product.write',
        remove: 'counter.product.write',
      },
      scope: () => everything,
      titleField: 'name',
      listFields: ['code', 'name', 'unitPrice', 'currency', 'taxRate', 'active'],
      editFields: ['code', 'name', 'unitPrice', 'currency', 'taxRate', 'active', 'description'],
      searchFields: ['code', 'name'],
      fields: {
        unitPrice: { kind: 'money', currencyField: 'currency' },
        currency: { kind: 'currency' },
        taxRate: { kind: 'rate' },
      },
    });
    house.action({
      name: 'stamp',
      resource: 'Invoice',
      on: 'record',
      permission: 'counter.invoice.stamp',
      available: (record) => record['status'] === 'issued',
      form: [
        { name: 'text', kind: 'text', required: true },
        { name: 'to', kind: 'reference', reference: 'Representative' },
      ],
      defaults: () => Promise.resolve({ amount: 12n }),
      run: ({ input, ids }) =>
        Promise.resolve(
          input['text'] === 'no'
            ? err({ code: 'user-unknown' })
            : ok({
                message: { key: `stamped ${ids.join()} ${Object.keys(input).join()}` },
                redirect: '/admin',
              }),
        ),
    });
    for (const on of ['record', 'bulk'] as const)
      house.action({
        name: 'shred',
        resource: 'Invoice',
        on,
        permission: 'counter.invoice.stamp',
        typed: true,
        available: (record) => record['status'] === 'issued',
        run: ({ ids }) => Promise.resolve(ok({ message: { key: `shredded ${ids.length}` } })),
      });
    house.page({
      name: 'till',
      permission: 'counter.product.write',
      component: 'plugins/counter/till.page.tsx',
    });
    house.widget({
      name: 'sum',
      permission: 'counter.product.read',
      load: () => Promise.resolve({ kind: 'figure', value: '7' }),
    });
  },
});
