import { DEFINITION_FORMAT, type ReportDefinition } from '../contract/definition.js';

/** Reports that are there from the start. Their words: `reports:library.<name>.title` and `.description`. */
export interface ReadyReport {
  readonly name: string;
  readonly definition: Omit<ReportDefinition, 'title'>;
}

const figures = {
  kind: 'figures',
  filters: {},
  compare: null,
  convertTo: null,
} as const;

const plain = {
  format: DEFINITION_FORMAT,
  sort: null,
  totals: true,
  subtotals: false,
  chart: null,
  limit: null,
  review: null,
  parameters: [],
} as const;

export const LIBRARY: readonly ReadyReport[] = [
  {
    name: 'sales-by-representative',
    definition: {
      ...plain,
      source: {
        ...figures,
        measures: ['sales', 'invoices', 'average_invoice', 'credited'],
        by: ['representative'],
        compare: 'previous',
      },
      period: { preset: 'last-month' },
      sort: { by: 'sales', direction: 'desc' },
      chart: { kind: 'bars-sideways', measure: 'sales' },
    },
  },
  {
    name: 'sales-by-month',
    definition: {
      ...plain,
      source: { ...figures, measures: ['sales', 'collected', 'invoices'], by: ['month'] },
      period: { preset: 'last-24-months' },
      sort: { by: 'month', direction: 'asc' },
      chart: { kind: 'line', measure: 'sales' },
    },
  },
  {
    name: 'receivables-ageing',
    definition: {
      ...plain,
      source: { ...figures, measures: ['outstanding'], by: ['representative', 'bucket'] },
      period: { preset: 'today' },
      sort: { by: 'bucket', direction: 'asc' },
      subtotals: true,
    },
  },
  {
    name: 'collections',
    definition: {
      ...plain,
      source: {
        ...figures,
        measures: ['collected', 'payments', 'sales'],
        by: ['month'],
        compare: 'year-before',
      },
      period: { preset: 'last-12-months' },
      sort: { by: 'month', direction: 'asc' },
      chart: { kind: 'bar', measure: 'collected' },
    },
  },
  {
    name: 'days-to-pay',
    definition: {
      ...plain,
      source: {
        ...figures,
        measures: ['paid_invoices', 'days_to_pay', 'days_late'],
        by: ['representative'],
      },
      period: { preset: 'last-12-months' },
      sort: { by: 'days_to_pay', direction: 'desc' },
    },
  },
  {
    name: 'office-league',
    definition: {
      ...plain,
      source: {
        ...figures,
        measures: ['sales', 'collected', 'outstanding', 'overdue'],
        by: ['office'],
        compare: 'previous',
      },
      period: { preset: 'last-month' },
      sort: { by: 'sales', direction: 'desc' },
      chart: { kind: 'bars-sideways', measure: 'sales' },
    },
  },
  {
    name: 'manager-league',
    definition: {
      ...plain,
      source: {
        ...figures,
        measures: ['sales', 'collected', 'overdue'],
        by: ['manager'],
        compare: 'previous',
      },
      period: { preset: 'last-month' },
      sort: { by: 'sales', direction: 'desc' },
      chart: { kind: 'bars-sideways', measure: 'sales' },
    },
  },
  {
    name: 'quarterly-review',
    definition: {
      ...plain,
      source: {
        ...figures,
        measures: ['sales', 'collected', 'invoices'],
        by: ['month'],
        compare: 'previous',
      },
      period: { preset: 'last-quarter' },
      sort: { by: 'month', direction: 'asc' },
      chart: { kind: 'bar', measure: 'sales' },
      review: 'quarterly',
    },
  },
  {
    name: 'tax-summary',
    definition: {
      ...plain,
      source: { ...figures, measures: ['net_sales', 'tax', 'sales', 'credited'], by: ['month'] },
      period: { preset: 'last-quarter' },
      sort: { by: 'month', direction: 'asc' },
    },
  },
  {
    name: 'statement-of-account',
    definition: {
      ...plain,
      source: {
        kind: 'rows',
        dataset: 'statement',
        columns: ['on', 'kind', 'reference', 'amount', 'balance', 'currency'],
        filters: {},
      },
      period: { preset: 'last-12-months' },
      totals: false,
      parameters: ['representative'],
    },
  },
  {
    name: 'invoices',
    definition: {
      ...plain,
      source: {
        kind: 'rows',
        dataset: 'invoices',
        columns: [
          'number',
          'representative_code',
          'representative',
          'status',
          'issued',
          'due',
          'currency',
          'net',
          'tax',
          'total',
          'outstanding',
        ],
        filters: {},
      },
      period: { preset: 'last-month' },
      sort: { by: 'issued', direction: 'asc' },
    },
  },
  {
    name: 'payments',
    definition: {
      ...plain,
      source: {
        kind: 'rows',
        dataset: 'payments',
        columns: [
          'received',
          'representative_code',
          'representative',
          'method',
          'reference',
          'currency',
          'amount',
          'unallocated',
          'reversed',
          'taken_back',
        ],
        filters: {},
      },
      period: { preset: 'last-month' },
      sort: { by: 'received', direction: 'asc' },
    },
  },
];
