ALTER TABLE "invoice" ALTER COLUMN "void_reason" TYPE TEXT;

ALTER TABLE "credit_note" ALTER COLUMN "reason" TYPE TEXT;

ALTER TABLE "payment_reversal" ALTER COLUMN "reason" TYPE TEXT;

ALTER TABLE "bank_statement" ALTER COLUMN "override_reason" TYPE TEXT;
