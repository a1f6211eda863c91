CREATE TABLE "payment_reversal" (
  "id" VARCHAR(36) NOT NULL,
  "payment_id" VARCHAR(36) NOT NULL,
  "representative_id" VARCHAR(36) NOT NULL,
  "currency" VARCHAR(3) NOT NULL,
  "amount" BIGINT NOT NULL,
  "reversed_on" DATE NOT NULL,
  "reason" VARCHAR(500) NOT NULL,
  "created_at" TIMESTAMP(3) NOT NULL,
  PRIMARY KEY ("id"),
  CONSTRAINT "payment_reversal_amount_408e2e_check" CHECK (amount > 0),
  CONSTRAINT "payment_reversal_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment" ("id") ON DELETE RESTRICT
);

CREATE UNIQUE INDEX "payment_reversal_payment_id_key" ON "payment_reversal" ("payment_id");

CREATE INDEX "payment_reversal_representative_id_reversed_on_idx" ON "payment_reversal" ("representative_id", "reversed_on");

CREATE INDEX "payment_reversal_reversed_on_idx" ON "payment_reversal" ("reversed_on");
