import { defineService } from '../../../src/kernel/contributions.js';
import type { Actor, Language } from '../../../src/kernel/permissions.js';
import type { CurrencyCode } from '../../../src/values/currency.js';
import type { LocalDate } from '../../../src/values/local-date.js';
import type { Refusal, Result } from '../../../src/values/result.js';

/** A PDF. */
export interface PrintedDocument {
  readonly fileName: string;
  readonly bytes: Buffer;
  /** SHA-256 of the bytes, lower-case hex: whoever keeps a copy elsewhere knows it again by this and the language */
  readonly digest: string;
}

/** What billing prints, within the actor's row scope; the house itself (`theHouse`) may print everything. All throw DocumentsUnavailable. */
export interface BillingDocuments {
  /** The same bytes for ever. Refuses `unknown-invoice`, `invoice-not-issued`. */
  invoice(
    actor: Actor,
    asked: { readonly invoiceId: string; readonly language: Language },
  ): Promise<Result<PrintedDocument, Refusal>>;
  /** Refuses `unknown-credit-note`. */
  creditNote(
    actor: Actor,
    asked: { readonly creditNoteId: string; readonly language: Language },
  ): Promise<Result<PrintedDocument, Refusal>>;
  /**
   * Both days included, the organisation's; in the representative's own currency when none is given. Printed anew each time. Refuses
   * `representative-not-found`, `dates-reversed`, `statement-too-long`.
   */
  statement(
    actor: Actor,
    asked: {
      readonly representativeId: string;
      readonly currency: CurrencyCode | null;
      readonly from: LocalDate;
      readonly to: LocalDate;
      readonly language: Language;
    },
  ): Promise<Result<PrintedDocument, Refusal>>;
}

export const billingDocuments = defineService<BillingDocuments>('billing.documents');
