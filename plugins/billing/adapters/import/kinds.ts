import type { ImportKind } from '../../../imports/contract/import-kind.js';
import { invoiceKind } from './invoice-kind.js';
import { paymentKind } from './payment-kind.js';
import { representativeKind } from './representative-kind.js';

export const importKinds: readonly ImportKind[] = [representativeKind, invoiceKind, paymentKind];
