// Candidates as a transaction keeps them: JSON, amounts as text.
import type { Candidate, ShareOfInvoice } from './decision.js';

type ShareJson = { readonly invoiceId: string; readonly amount: string };
type CandidateJson = Omit<Candidate, 'allocations' | 'credit' | 'writeOff'> & {
  readonly allocations: readonly ShareJson[];
  readonly credit: string;
  readonly writeOff: { readonly account: string; readonly shares: readonly ShareJson[] } | null;
};

export function writeCandidates(candidates: readonly Candidate[]): string | null {
  if (candidates.length === 0) return null;
  return JSON.stringify(candidates.map(candidateJson));
}

export function readCandidates(text: string | null): readonly Candidate[] {
  if (text === null) return [];
  return (JSON.parse(text) as readonly CandidateJson[]).map((each) => ({
    ...each,
    allocations: each.allocations.map(shareOf),
    credit: BigInt(each.credit),
    writeOff: each.writeOff && { ...each.writeOff, shares: each.writeOff.shares.map(shareOf) },
  }));
}

/** Spelled out: a link, which is a candidate too, brings its transaction's id along. */
function candidateJson(candidate: Candidate): CandidateJson {
  const { rule, representativeId, allocations, paymentId, credit, writeOff } = candidate;
  const { counterMovementId, treatment, trace } = candidate;
  return {
    ...{ rule, representativeId, paymentId, counterMovementId, treatment, trace },
    allocations: allocations.map(shareJson),
    credit: String(credit),
    writeOff: writeOff && { account: writeOff.account, shares: writeOff.shares.map(shareJson) },
  };
}

const shareJson = ({ invoiceId, amount }: ShareOfInvoice): ShareJson => ({
  invoiceId,
  amount: String(amount),
});
const shareOf = ({ invoiceId, amount }: ShareJson): ShareOfInvoice => ({ invoiceId, amount: BigInt(amount) });
