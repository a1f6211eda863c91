CREATE TABLE "bank_account" (
  "id" VARCHAR(36) NOT NULL,
  "name" VARCHAR(120) NOT NULL,
  "identifier" VARCHAR(64) NOT NULL,
  "currency" VARCHAR(3) NOT NULL,
  "kind" VARCHAR(10) NOT NULL,
  "journal_account" VARCHAR(120) NOT NULL,
  "opening_balance" BIGINT NOT NULL DEFAULT 0,
  "expected_every_days" INTEGER,
  "active" BOOLEAN NOT NULL DEFAULT TRUE,
  "created_at" TIMESTAMP(3) NOT NULL,
  "updated_at" TIMESTAMP(3) NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "bank_account_identifier_key" ON "bank_account" ("identifier");

CREATE TABLE "bank_statement" (
  "id" VARCHAR(36) NOT NULL,
  "account_id" VARCHAR(36) NOT NULL,
  "format" VARCHAR(10) NOT NULL,
  "file_name" VARCHAR(255) NOT NULL,
  "file_digest" VARCHAR(64) NOT NULL,
  "reference" VARCHAR(64),
  "from_date" DATE,
  "to_date" DATE,
  "opening" BIGINT,
  "closing" BIGINT,
  "difference" BIGINT,
  "override_reason" VARCHAR(500),
  "lines" INTEGER NOT NULL,
  "added" INTEGER NOT NULL,
  "imported_by" VARCHAR(36),
  "created_at" TIMESTAMP(3) NOT NULL,
  PRIMARY KEY ("id"),
  CONSTRAINT "bank_statement_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "bank_account" ("id") ON DELETE RESTRICT
);

CREATE INDEX "bank_statement_account_id_to_date_id_idx" ON "bank_statement" ("account_id", "to_date", "id");

CREATE INDEX "bank_statement_file_digest_idx" ON "bank_statement" ("file_digest");

CREATE TABLE "bank_transaction" (
  "id" VARCHAR(36) NOT NULL,
  "account_id" VARCHAR(36) NOT NULL,
  "statement_id" VARCHAR(36) NOT NULL,
  "identity" VARCHAR(64) NOT NULL,
  "ordinal" INTEGER NOT NULL,
  "booked_on" DATE NOT NULL,
  "value_on" DATE,
  "amount" BIGINT NOT NULL,
  "fraction" INTEGER NOT NULL DEFAULT 0,
  "currency" VARCHAR(3) NOT NULL,
  "end_to_end_id" VARCHAR(140),
  "bank_reference" VARCHAR(140),
  "counterparty" VARCHAR(190),
  "counterparty_account" VARCHAR(64),
  "text" VARCHAR(2000),
  "settled" BIGINT NOT NULL DEFAULT 0,
  "state" VARCHAR(12) NOT NULL,
  "reason" VARCHAR(500),
  "suggestions" TEXT,
  "rule" VARCHAR(40),
  "is_exact" BOOLEAN NOT NULL DEFAULT FALSE,
  "leftover" VARCHAR(60),
  "created_at" TIMESTAMP(3) NOT NULL,
  "updated_at" TIMESTAMP(3) NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY ("id"),
  CONSTRAINT "bank_transaction_amount_9d09b5_check" CHECK (amount <> 0 OR fraction <> 0),
  CONSTRAINT "bank_transaction_amount_ee714b_check" CHECK ((amount >= 0 AND settled >= 0 AND settled <= amount) OR (amount < 0 AND settled <= 0 AND settled >= amount)),
  CONSTRAINT "bank_transaction_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "bank_account" ("id") ON DELETE RESTRICT,
  CONSTRAINT "bank_transaction_statement_id_fkey" FOREIGN KEY ("statement_id") REFERENCES "bank_statement" ("id") ON DELETE RESTRICT
);

CREATE UNIQUE INDEX "bank_transaction_account_id_identity_ordinal_key" ON "bank_transaction" ("account_id", "identity", "ordinal");

CREATE INDEX "bank_transaction_state_booked_on_id_idx" ON "bank_transaction" ("state", "booked_on", "id");

CREATE INDEX "bank_transaction_account_id_state_booked_on_id_idx" ON "bank_transaction" ("account_id", "state", "booked_on", "id");

CREATE INDEX "bank_transaction_account_id_booked_on_id_amount_settled_idx" ON "bank_transaction" ("account_id", "booked_on", "id", "amount", "settled");

CREATE INDEX "bank_transaction_account_id_state_is_exact_amount__283e46b1_idx" ON "bank_transaction" ("account_id", "state", "is_exact", "amount", "settled", "fraction");

CREATE INDEX "bank_transaction_statement_id_state_idx" ON "bank_transaction" ("statement_id", "state");

CREATE TABLE "bank_settlement" (
  "id" VARCHAR(36) NOT NULL,
  "transaction_id" VARCHAR(36) NOT NULL,
  "rule" VARCHAR(40) NOT NULL,
  "trace" TEXT NOT NULL,
  "run_id" VARCHAR(36),
  "settled_by" VARCHAR(36),
  "settled_at" TIMESTAMP(3) NOT NULL,
  "undone_by" VARCHAR(36),
  "undone_at" TIMESTAMP(3),
  PRIMARY KEY ("id"),
  CONSTRAINT "bank_settlement_transaction_id_fkey" FOREIGN KEY ("transaction_id") REFERENCES "bank_transaction" ("id") ON DELETE RESTRICT
);

CREATE INDEX "bank_settlement_transaction_id_idx" ON "bank_settlement" ("transaction_id");

CREATE INDEX "bank_settlement_run_id_idx" ON "bank_settlement" ("run_id");

CREATE INDEX "bank_settlement_settled_at_id_idx" ON "bank_settlement" ("settled_at", "id");

CREATE TABLE "bank_settlement_part" (
  "id" VARCHAR(36) NOT NULL,
  "settlement_id" VARCHAR(36) NOT NULL,
  "position" INTEGER NOT NULL,
  "kind" VARCHAR(20) NOT NULL,
  "amount" BIGINT NOT NULL,
  "payment_id" VARCHAR(36),
  "recorded" BOOLEAN NOT NULL DEFAULT FALSE,
  "allocations" TEXT,
  "write_off_account" VARCHAR(60),
  "counter_transaction_id" VARCHAR(36),
  "note" VARCHAR(500),
  PRIMARY KEY ("id"),
  CONSTRAINT "bank_settlement_part_amount_b037a6_check" CHECK (amount <> 0),
  CONSTRAINT "bank_settlement_part_settlement_id_fkey" FOREIGN KEY ("settlement_id") REFERENCES "bank_settlement" ("id") ON DELETE RESTRICT
);

CREATE UNIQUE INDEX "bank_settlement_part_settlement_id_position_key" ON "bank_settlement_part" ("settlement_id", "position");

CREATE INDEX "bank_settlement_part_payment_id_idx" ON "bank_settlement_part" ("payment_id");

CREATE INDEX "bank_settlement_part_counter_transaction_id_idx" ON "bank_settlement_part" ("counter_transaction_id");

CREATE TABLE "bank_rule" (
  "id" VARCHAR(36) NOT NULL,
  "matches" VARCHAR(10) NOT NULL,
  "value" VARCHAR(190) NOT NULL,
  "label" VARCHAR(190) NOT NULL,
  "treat" VARCHAR(10) NOT NULL,
  "representative_id" VARCHAR(36),
  "write_off_account" VARCHAR(60),
  "reason" VARCHAR(500),
  "state" VARCHAR(10) NOT NULL,
  "seen" INTEGER NOT NULL DEFAULT 1,
  "decided_by" VARCHAR(36),
  "created_at" TIMESTAMP(3) NOT NULL,
  "updated_at" TIMESTAMP(3) NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "bank_rule_matches_value_treat_representative_id_wr_546c3724_key" ON "bank_rule" ("matches", "value", "treat", "representative_id", "write_off_account");

CREATE INDEX "bank_rule_state_matches_value_idx" ON "bank_rule" ("state", "matches", "value");

CREATE TABLE "reconciliation_run" (
  "id" VARCHAR(36) NOT NULL,
  "trigger_name" VARCHAR(10) NOT NULL,
  "statement_id" VARCHAR(36),
  "state" VARCHAR(10) NOT NULL,
  "looked" INTEGER NOT NULL DEFAULT 0,
  "linked" INTEGER NOT NULL DEFAULT 0,
  "suggested" INTEGER NOT NULL DEFAULT 0,
  "unmatched" INTEGER NOT NULL DEFAULT 0,
  "written_off" INTEGER NOT NULL DEFAULT 0,
  "amounts" TEXT NOT NULL,
  "job_id" VARCHAR(36),
  "requested_by" VARCHAR(36),
  "started_at" TIMESTAMP(3) NOT NULL,
  "finished_at" TIMESTAMP(3),
  PRIMARY KEY ("id")
);

CREATE INDEX "reconciliation_run_started_at_id_idx" ON "reconciliation_run" ("started_at", "id");

CREATE INDEX "reconciliation_run_statement_id_idx" ON "reconciliation_run" ("statement_id");
