// The decision as anyone outside reads it: amounts in plain decimals, each step of why in words beside its code and facts.
import type { Language } from '../../../src/kernel/permissions.js';
import type { Translator } from '../../../src/kernel/ports.js';
import type { CurrencyCode } from '../../../src/values/currency.js';
import { formatAmount, money } from '../../../src/values/money.js';
import type { Candidate, Decision, ShareOfInvoice, ToDecide, TraceStep } from '../domain/decision.js';

export interface Reader {
  readonly translator: Translator;
  readonly language: Language;
}

export function decisionJson({ links, suggestions, leftovers }: Decision, asked: ToDecide, reader: Reader) {
  const currencies = new Map(asked.movements.map(({ id, currency }) => [id, currency]));
  const shown = (transactionId: string, candidate: Candidate) =>
    candidateJson(candidate, currencies.get(transactionId) as CurrencyCode, reader);
  return {
    links: links.map(({ transactionId, ...link }) => ({ transactionId, ...shown(transactionId, link) })),
    suggestions: suggestions.map(({ transactionId, candidates }) => ({
      transactionId,
      candidates: candidates.map((candidate) => shown(transactionId, candidate)),
    })),
    leftovers,
  };
}

function candidateJson(candidate: Candidate, currency: CurrencyCode, reader: Reader) {
  const decimals = (minor: bigint): string => formatAmount(money(minor, currency));
  const shares = (given: readonly ShareOfInvoice[]) =>
    given.map(({ invoiceId, amount }) => ({ invoiceId, amount: decimals(amount) }));
  const { representativeId, paymentId, credit, writeOff, counterMovementId, treatment } = candidate;
  return {
    rule: candidate.rule,
    allocations: shares(candidate.allocations),
    ...(representativeId === null ? {} : { representativeId }),
    ...(paymentId === null ? {} : { paymentId }),
    ...(credit === 0n ? {} : { credit: decimals(credit) }),
    ...(writeOff && { writeOff: { account: writeOff.account, allocations: shares(writeOff.shares) } }),
    ...(counterMovementId === null ? {} : { counterTransactionId: counterMovementId }),
    ...(treatment && { treatment }),
    trace: candidate.trace.map((step) => stepJson(step, reader)),
  };
}

function stepJson(step: TraceStep, { translator, language }: Reader) {
  const { code, ...facts } = step;
  return { code, text: translator.text(language, `reconciliation:trace.${code}`, facts), ...facts };
}
