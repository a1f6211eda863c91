CREATE TABLE "analytics_change" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  "source" VARCHAR(20) NOT NULL,
  "sign" INT NOT NULL,
  "representative_id" VARCHAR(36) NOT NULL,
  "office_id" VARCHAR(36) NOT NULL,
  "geo_id" VARCHAR(36) NOT NULL,
  "currency" VARCHAR(3) NOT NULL,
  "part" VARCHAR(20) NOT NULL,
  "day" DATE NOT NULL,
  "due_day" DATE,
  "settled_day" DATE,
  "voided_day" DATE,
  "amount" BIGINT NOT NULL,
  "tax" BIGINT NOT NULL DEFAULT 0,
  "settled" BIGINT NOT NULL DEFAULT 0,
  "outstanding" BIGINT NOT NULL DEFAULT 0
);

CREATE INDEX "analytics_change_source_day_idx" ON "analytics_change" ("source", "day");

CREATE TABLE "analytics_office_day" (
  "fact" VARCHAR(12) NOT NULL,
  "day" DATE NOT NULL,
  "office_id" VARCHAR(36) NOT NULL,
  "geo_id" VARCHAR(36) NOT NULL,
  "currency" VARCHAR(3) NOT NULL,
  "part" VARCHAR(20) NOT NULL,
  "amount" BIGINT NOT NULL,
  "tax" BIGINT NOT NULL,
  "settled" BIGINT NOT NULL,
  "row_count" BIGINT NOT NULL,
  "days" BIGINT NOT NULL,
  "late" BIGINT NOT NULL,
  PRIMARY KEY ("fact", "day", "office_id", "geo_id", "currency", "part")
);

CREATE TABLE "analytics_office_month" (
  "fact" VARCHAR(12) NOT NULL,
  "month" VARCHAR(7) NOT NULL,
  "office_id" VARCHAR(36) NOT NULL,
  "geo_id" VARCHAR(36) NOT NULL,
  "currency" VARCHAR(3) NOT NULL,
  "part" VARCHAR(20) NOT NULL,
  "amount" BIGINT NOT NULL,
  "tax" BIGINT NOT NULL,
  "settled" BIGINT NOT NULL,
  "row_count" BIGINT NOT NULL,
  "days" BIGINT NOT NULL,
  "late" BIGINT NOT NULL,
  PRIMARY KEY ("fact", "month", "office_id", "geo_id", "currency", "part")
);

CREATE TABLE "analytics_day" (
  "fact" VARCHAR(12) NOT NULL,
  "day" DATE NOT NULL,
  "currency" VARCHAR(3) NOT NULL,
  "part" VARCHAR(20) NOT NULL,
  "amount" BIGINT NOT NULL,
  "tax" BIGINT NOT NULL,
  "settled" BIGINT NOT NULL,
  "row_count" BIGINT NOT NULL,
  "days" BIGINT NOT NULL,
  "late" BIGINT NOT NULL,
  PRIMARY KEY ("fact", "day", "currency", "part")
);

CREATE TABLE "analytics_representative_month" (
  "fact" VARCHAR(12) NOT NULL,
  "month" VARCHAR(7) NOT NULL,
  "representative_id" VARCHAR(36) NOT NULL,
  "currency" VARCHAR(3) NOT NULL,
  "part" VARCHAR(20) NOT NULL,
  "amount" BIGINT NOT NULL,
  "tax" BIGINT NOT NULL,
  "settled" BIGINT NOT NULL,
  "row_count" BIGINT NOT NULL,
  "days" BIGINT NOT NULL,
  "late" BIGINT NOT NULL,
  PRIMARY KEY ("fact", "month", "representative_id", "currency", "part")
);

CREATE INDEX "analytics_representative_month_representative_id_fact_month_idx" ON "analytics_representative_month" ("representative_id", "fact", "month");

CREATE INDEX "analytics_representative_month_fact_month_represen_27c25cfb_idx" ON "analytics_representative_month" ("fact", "month", "representative_id", "currency", "part", "amount");

CREATE TABLE "exchange_rate" (
  "id" VARCHAR(36) NOT NULL,
  "base" VARCHAR(3) NOT NULL,
  "quote" VARCHAR(3) NOT NULL,
  "valid_from" DATE NOT NULL,
  "rate" BIGINT NOT NULL,
  "source" VARCHAR(190) NOT NULL,
  "created_at" DATETIME NOT NULL,
  "updated_at" DATETIME NOT NULL,
  "version" INT NOT NULL DEFAULT 1,
  PRIMARY KEY ("id"),
  CONSTRAINT "exchange_rate_rate_b869f4_check" CHECK (rate > 0)
);

CREATE UNIQUE INDEX "exchange_rate_base_quote_valid_from_key" ON "exchange_rate" ("base", "quote", "valid_from");

CREATE TABLE "target" (
  "id" VARCHAR(36) NOT NULL,
  "measure" VARCHAR(20) NOT NULL,
  "month" VARCHAR(7) NOT NULL,
  "office_id" VARCHAR(36),
  "currency" VARCHAR(3) NOT NULL,
  "amount" BIGINT NOT NULL,
  "created_at" DATETIME NOT NULL,
  "updated_at" DATETIME NOT NULL,
  "version" INT NOT NULL DEFAULT 1,
  PRIMARY KEY ("id"),
  CONSTRAINT "target_amount_32e629_check" CHECK (amount >= 0)
);

CREATE INDEX "target_measure_month_office_id_idx" ON "target" ("measure", "month", "office_id");

CREATE TABLE "dashboard" (
  "id" VARCHAR(36) NOT NULL,
  "user_id" VARCHAR(36) NOT NULL,
  "name" VARCHAR(120) NOT NULL,
  "layout" TEXT NOT NULL,
  "filters" TEXT NOT NULL,
  "shared" BOOLEAN NOT NULL DEFAULT 0,
  "created_at" DATETIME NOT NULL,
  "updated_at" DATETIME NOT NULL,
  "version" INT NOT NULL DEFAULT 1,
  PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "dashboard_user_id_name_key" ON "dashboard" ("user_id", "name");

CREATE INDEX "dashboard_shared_idx" ON "dashboard" ("shared");

CREATE TABLE "report" (
  "id" VARCHAR(36) NOT NULL,
  "name" VARCHAR(120) NOT NULL,
  "description" VARCHAR(500),
  "owner_id" VARCHAR(36) NOT NULL,
  "definition" TEXT NOT NULL,
  "shared_with" VARCHAR(190) NOT NULL,
  "created_at" DATETIME NOT NULL,
  "updated_at" DATETIME NOT NULL,
  "version" INT NOT NULL DEFAULT 1,
  PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "report_owner_id_name_key" ON "report" ("owner_id", "name");

CREATE TABLE "report_revision" (
  "id" VARCHAR(36) NOT NULL,
  "report_id" VARCHAR(36) NOT NULL,
  "revision" INT NOT NULL,
  "definition" TEXT NOT NULL,
  "saved_by" VARCHAR(36),
  "saved_at" DATETIME NOT NULL,
  PRIMARY KEY ("id"),
  CONSTRAINT "report_revision_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "report" ("id") ON DELETE CASCADE
);

CREATE UNIQUE INDEX "report_revision_report_id_revision_key" ON "report_revision" ("report_id", "revision");

CREATE TABLE "report_run" (
  "id" VARCHAR(36) NOT NULL,
  "report_id" VARCHAR(36),
  "title" VARCHAR(190) NOT NULL,
  "definition" TEXT NOT NULL,
  "format" VARCHAR(10) NOT NULL,
  "language" VARCHAR(5) NOT NULL,
  "state" VARCHAR(20) NOT NULL,
  "row_count" BIGINT NOT NULL DEFAULT 0,
  "bytes" BIGINT NOT NULL DEFAULT 0,
  "file_path" VARCHAR(500),
  "file_name" VARCHAR(255),
  "digest" VARCHAR(64),
  "error" TEXT,
  "job_id" VARCHAR(36),
  "actor" TEXT NOT NULL,
  "requested_by" VARCHAR(36),
  "schedule_id" VARCHAR(36),
  "created_at" DATETIME NOT NULL,
  "finished_at" DATETIME,
  "expires_at" DATETIME,
  PRIMARY KEY ("id")
);

CREATE INDEX "report_run_requested_by_created_at_idx" ON "report_run" ("requested_by", "created_at");

CREATE INDEX "report_run_state_expires_at_idx" ON "report_run" ("state", "expires_at");

CREATE TABLE "report_schedule" (
  "id" VARCHAR(36) NOT NULL,
  "report_id" VARCHAR(36),
  "library" VARCHAR(60),
  "owner_id" VARCHAR(36) NOT NULL,
  "name" VARCHAR(120) NOT NULL,
  "cron" VARCHAR(120) NOT NULL,
  "zone" VARCHAR(60) NOT NULL,
  "format" VARCHAR(10) NOT NULL,
  "channel" VARCHAR(40) NOT NULL,
  "recipients" TEXT NOT NULL,
  "active" BOOLEAN NOT NULL DEFAULT 1,
  "next_run_at" DATETIME,
  "last_run_at" DATETIME,
  "last_error" TEXT,
  "created_at" DATETIME NOT NULL,
  "updated_at" DATETIME NOT NULL,
  "version" INT NOT NULL DEFAULT 1,
  PRIMARY KEY ("id"),
  CONSTRAINT "report_schedule_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "report" ("id") ON DELETE CASCADE
);

CREATE INDEX "report_schedule_active_next_run_at_idx" ON "report_schedule" ("active", "next_run_at");

CREATE INDEX "report_schedule_report_id_idx" ON "report_schedule" ("report_id");

CREATE TABLE "report_delivery" (
  "id" VARCHAR(36) NOT NULL,
  "schedule_id" VARCHAR(36) NOT NULL,
  "occurrence" DATETIME NOT NULL,
  "recipient" VARCHAR(190) NOT NULL,
  "state" VARCHAR(20) NOT NULL,
  "error" TEXT,
  "run_id" VARCHAR(36),
  "at" DATETIME NOT NULL,
  PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "report_delivery_schedule_id_occurrence_recipient_key" ON "report_delivery" ("schedule_id", "occurrence", "recipient");

ALTER TABLE "invoice" ADD COLUMN "settled_on" DATE;

-- By hand from here: what the writers of the ledger's tables change reaches the rollups (docs/decisions/0015).
UPDATE "invoice" SET "settled_on" = MAX("issue_date",
    COALESCE((SELECT MAX(a."allocated_on") FROM "allocation" a WHERE a."invoice_id" = "invoice"."id" AND a."reverses_id" IS NULL
      AND NOT EXISTS (SELECT 1 FROM "allocation" b WHERE b."reverses_id" = a."id")), "issue_date"),
    COALESCE((SELECT MAX(n."issue_date") FROM "credit_note" n WHERE n."invoice_id" = "invoice"."id"), "issue_date"))
  WHERE "status" = 'paid';

CREATE TRIGGER "analytics_change_of_invoice_insert" AFTER INSERT ON "invoice" BEGIN
  INSERT INTO "analytics_change" ("source", "sign", "representative_id", "office_id", "geo_id", "currency", "part", "day", "due_day", "settled_day", "voided_day", "amount", "tax", "settled", "outstanding")
    SELECT 'invoice', 1, r."id", r."office_id", r."geo_id", NEW."currency", NEW."status", NEW."issue_date", NEW."due_date", NEW."settled_on", NEW."voided_on", NEW."total", NEW."tax", NEW."allocated" + NEW."credited", NEW."outstanding"
    FROM "representative" r WHERE r."id" = NEW."representative_id" AND NEW."status" <> 'draft' AND NEW."issue_date" IS NOT NULL;
END;

CREATE TRIGGER "analytics_change_of_invoice_update" AFTER UPDATE ON "invoice"
  WHEN OLD."representative_id" IS NOT NEW."representative_id" OR OLD."status" IS NOT NEW."status" OR OLD."currency" IS NOT NEW."currency" OR OLD."issue_date" IS NOT NEW."issue_date" OR OLD."due_date" IS NOT NEW."due_date" OR OLD."settled_on" IS NOT NEW."settled_on" OR OLD."voided_on" IS NOT NEW."voided_on" OR OLD."total" IS NOT NEW."total" OR OLD."tax" IS NOT NEW."tax" OR OLD."allocated" IS NOT NEW."allocated" OR OLD."credited" IS NOT NEW."credited" OR OLD."outstanding" IS NOT NEW."outstanding" BEGIN
  INSERT INTO "analytics_change" ("source", "sign", "representative_id", "office_id", "geo_id", "currency", "part", "day", "due_day", "settled_day", "voided_day", "amount", "tax", "settled", "outstanding")
    SELECT 'invoice', -1, r."id", r."office_id", r."geo_id", OLD."currency", OLD."status", OLD."issue_date", OLD."due_date", OLD."settled_on", OLD."voided_on", OLD."total", OLD."tax", OLD."allocated" + OLD."credited", OLD."outstanding"
    FROM "representative" r WHERE r."id" = OLD."representative_id" AND OLD."status" <> 'draft' AND OLD."issue_date" IS NOT NULL;
  INSERT INTO "analytics_change" ("source", "sign", "representative_id", "office_id", "geo_id", "currency", "part", "day", "due_day", "settled_day", "voided_day", "amount", "tax", "settled", "outstanding")
    SELECT 'invoice', 1, r."id", r."office_id", r."geo_id", NEW."currency", NEW."status", NEW."issue_date", NEW."due_date", NEW."settled_on", NEW."voided_on", NEW."total", NEW."tax", NEW."allocated" + NEW."credited", NEW."outstanding"
    FROM "representative" r WHERE r."id" = NEW."representative_id" AND NEW."status" <> 'draft' AND NEW."issue_date" IS NOT NULL;
END;

CREATE TRIGGER "analytics_change_of_invoice_delete" AFTER DELETE ON "invoice" BEGIN
  INSERT INTO "analytics_change" ("source", "sign", "representative_id", "office_id", "geo_id", "currency", "part", "day", "due_day", "settled_day", "voided_day", "amount", "tax", "settled", "outstanding")
    SELECT 'invoice', -1, r."id", r."office_id", r."geo_id", OLD."currency", OLD."status", OLD."issue_date", OLD."due_date", OLD."settled_on", OLD."voided_on", OLD."total", OLD."tax", OLD."allocated" + OLD."credited", OLD."outstanding"
    FROM "representative" r WHERE r."id" = OLD."representative_id" AND OLD."status" <> 'draft' AND OLD."issue_date" IS NOT NULL;
END;

CREATE TRIGGER "analytics_change_of_payment_insert" AFTER INSERT ON "payment" BEGIN
  INSERT INTO "analytics_change" ("source", "sign", "representative_id", "office_id", "geo_id", "currency", "part", "day", "due_day", "settled_day", "voided_day", "amount", "tax", "settled", "outstanding")
    SELECT 'payment', 1, r."id", r."office_id", r."geo_id", NEW."currency", NEW."method", NEW."received_on", NULL, NULL, NULL, NEW."amount", 0, 0, 0
    FROM "representative" r WHERE r."id" = NEW."representative_id";
END;

CREATE TRIGGER "analytics_change_of_payment_update" AFTER UPDATE ON "payment"
  WHEN OLD."representative_id" IS NOT NEW."representative_id" OR OLD."currency" IS NOT NEW."currency" OR OLD."method" IS NOT NEW."method" OR OLD."received_on" IS NOT NEW."received_on" OR OLD."amount" IS NOT NEW."amount" BEGIN
  INSERT INTO "analytics_change" ("source", "sign", "representative_id", "office_id", "geo_id", "currency", "part", "day", "due_day", "settled_day", "voided_day", "amount", "tax", "settled", "outstanding")
    SELECT 'payment', -1, r."id", r."office_id", r."geo_id", OLD."currency", OLD."method", OLD."received_on", NULL, NULL, NULL, OLD."amount", 0, 0, 0
    FROM "representative" r WHERE r."id" = OLD."representative_id";
  INSERT INTO "analytics_change" ("source", "sign", "representative_id", "office_id", "geo_id", "currency", "part", "day", "due_day", "settled_day", "voided_day", "amount", "tax", "settled", "outstanding")
    SELECT 'payment', 1, r."id", r."office_id", r."geo_id", NEW."currency", NEW."method", NEW."received_on", NULL, NULL, NULL, NEW."amount", 0, 0, 0
    FROM "representative" r WHERE r."id" = NEW."representative_id";
END;

CREATE TRIGGER "analytics_change_of_payment_delete" AFTER DELETE ON "payment" BEGIN
  INSERT INTO "analytics_change" ("source", "sign", "representative_id", "office_id", "geo_id", "currency", "part", "day", "due_day", "settled_day", "voided_day", "amount", "tax", "settled", "outstanding")
    SELECT 'payment', -1, r."id", r."office_id", r."geo_id", OLD."currency", OLD."method", OLD."received_on", NULL, NULL, NULL, OLD."amount", 0, 0, 0
    FROM "representative" r WHERE r."id" = OLD."representative_id";
END;

CREATE TRIGGER "analytics_change_of_credit_note_insert" AFTER INSERT ON "credit_note" BEGIN
  INSERT INTO "analytics_change" ("source", "sign", "representative_id", "office_id", "geo_id", "currency", "part", "day", "due_day", "settled_day", "voided_day", "amount", "tax", "settled", "outstanding")
    SELECT 'credit-note', 1, r."id", r."office_id", r."geo_id", NEW."currency", '', NEW."issue_date", (SELECT i."due_date" FROM "invoice" i WHERE i."id" = NEW."invoice_id"), NULL, NULL, NEW."amount", 0, 0, 0
    FROM "representative" r WHERE r."id" = NEW."representative_id";
END;

CREATE TRIGGER "analytics_change_of_credit_note_update" AFTER UPDATE ON "credit_note"
  WHEN OLD."representative_id" IS NOT NEW."representative_id" OR OLD."currency" IS NOT NEW."currency" OR OLD."issue_date" IS NOT NEW."issue_date" OR OLD."amount" IS NOT NEW."amount" OR OLD."invoice_id" IS NOT NEW."invoice_id" BEGIN
  INSERT INTO "analytics_change" ("source", "sign", "representative_id", "office_id", "geo_id", "currency", "part", "day", "due_day", "settled_day", "voided_day", "amount", "tax", "settled", "outstanding")
    SELECT 'credit-note', -1, r."id", r."office_id", r."geo_id", OLD."currency", '', OLD."issue_date", (SELECT i."due_date" FROM "invoice" i WHERE i."id" = OLD."invoice_id"), NULL, NULL, OLD."amount", 0, 0, 0
    FROM "representative" r WHERE r."id" = OLD."representative_id";
  INSERT INTO "analytics_change" ("source", "sign", "representative_id", "office_id", "geo_id", "currency", "part", "day", "due_day", "settled_day", "voided_day", "amount", "tax", "settled", "outstanding")
    SELECT 'credit-note', 1, r."id", r."office_id", r."geo_id", NEW."currency", '', NEW."issue_date", (SELECT i."due_date" FROM "invoice" i WHERE i."id" = NEW."invoice_id"), NULL, NULL, NEW."amount", 0, 0, 0
    FROM "representative" r WHERE r."id" = NEW."representative_id";
END;

CREATE TRIGGER "analytics_change_of_credit_note_delete" AFTER DELETE ON "credit_note" BEGIN
  INSERT INTO "analytics_change" ("source", "sign", "representative_id", "office_id", "geo_id", "currency", "part", "day", "due_day", "settled_day", "voided_day", "amount", "tax", "settled", "outstanding")
    SELECT 'credit-note', -1, r."id", r."office_id", r."geo_id", OLD."currency", '', OLD."issue_date", (SELECT i."due_date" FROM "invoice" i WHERE i."id" = OLD."invoice_id"), NULL, NULL, OLD."amount", 0, 0, 0
    FROM "representative" r WHERE r."id" = OLD."representative_id";
END;

CREATE TRIGGER "analytics_change_of_allocation_insert" AFTER INSERT ON "allocation" BEGIN
  INSERT INTO "analytics_change" ("source", "sign", "representative_id", "office_id", "geo_id", "currency", "part", "day", "due_day", "settled_day", "voided_day", "amount", "tax", "settled", "outstanding")
    SELECT 'allocation', 1, r."id", r."office_id", r."geo_id", NEW."currency", '', NEW."allocated_on", (SELECT i."due_date" FROM "invoice" i WHERE i."id" = NEW."invoice_id"), NULL, NULL, NEW."amount", 0, 0, 0
    FROM "payment" p JOIN "representative" r ON r."id" = p."representative_id" WHERE p."id" = NEW."payment_id";
END;

CREATE TRIGGER "analytics_change_of_allocation_update" AFTER UPDATE ON "allocation"
  WHEN OLD."payment_id" IS NOT NEW."payment_id" OR OLD."currency" IS NOT NEW."currency" OR OLD."allocated_on" IS NOT NEW."allocated_on" OR OLD."amount" IS NOT NEW."amount" OR OLD."invoice_id" IS NOT NEW."invoice_id" BEGIN
  INSERT INTO "analytics_change" ("source", "sign", "representative_id", "office_id", "geo_id", "currency", "part", "day", "due_day", "settled_day", "voided_day", "amount", "tax", "settled", "outstanding")
    SELECT 'allocation', -1, r."id", r."office_id", r."geo_id", OLD."currency", '', OLD."allocated_on", (SELECT i."due_date" FROM "invoice" i WHERE i."id" = OLD."invoice_id"), NULL, NULL, OLD."amount", 0, 0, 0
    FROM "payment" p JOIN "representative" r ON r."id" = p."representative_id" WHERE p."id" = OLD."payment_id";
  INSERT INTO "analytics_change" ("source", "sign", "representative_id", "office_id", "geo_id", "currency", "part", "day", "due_day", "settled_day", "voided_day", "amount", "tax", "settled", "outstanding")
    SELECT 'allocation', 1, r."id", r."office_id", r."geo_id", NEW."currency", '', NEW."allocated_on", (SELECT i."due_date" FROM "invoice" i WHERE i."id" = NEW."invoice_id"), NULL, NULL, NEW."amount", 0, 0, 0
    FROM "payment" p JOIN "representative" r ON r."id" = p."representative_id" WHERE p."id" = NEW."payment_id";
END;

CREATE TRIGGER "analytics_change_of_allocation_delete" AFTER DELETE ON "allocation" BEGIN
  INSERT INTO "analytics_change" ("source", "sign", "representative_id", "office_id", "geo_id", "currency", "part", "day", "due_day", "settled_day", "voided_day", "amount", "tax", "settled", "outstanding")
    SELECT 'allocation', -1, r."id", r."office_id", r."geo_id", OLD."currency", '', OLD."allocated_on", (SELECT i."due_date" FROM "invoice" i WHERE i."id" = OLD."invoice_id"), NULL, NULL, OLD."amount", 0, 0, 0
    FROM "payment" p JOIN "representative" r ON r."id" = p."representative_id" WHERE p."id" = OLD."payment_id";
END;

CREATE TRIGGER "analytics_change_of_representative_move" AFTER UPDATE ON "representative"
  WHEN OLD."office_id" IS NOT NEW."office_id" OR OLD."geo_id" IS NOT NEW."geo_id" BEGIN
  INSERT INTO "analytics_change" ("source", "sign", "representative_id", "office_id", "geo_id", "currency", "part", "day", "due_day", "settled_day", "voided_day", "amount", "tax", "settled", "outstanding")
    SELECT 'invoice', -1, OLD."id", OLD."office_id", OLD."geo_id", t."currency", t."status", t."issue_date", t."due_date", t."settled_on", t."voided_on", t."total", t."tax", t."allocated" + t."credited", t."outstanding"
    FROM "invoice" t WHERE t."representative_id" = OLD."id" AND t."status" <> 'draft' AND t."issue_date" IS NOT NULL;
  INSERT INTO "analytics_change" ("source", "sign", "representative_id", "office_id", "geo_id", "currency", "part", "day", "due_day", "settled_day", "voided_day", "amount", "tax", "settled", "outstanding")
    SELECT 'invoice', 1, NEW."id", NEW."office_id", NEW."geo_id", t."currency", t."status", t."issue_date", t."due_date", t."settled_on", t."voided_on", t."total", t."tax", t."allocated" + t."credited", t."outstanding"
    FROM "invoice" t WHERE t."representative_id" = NEW."id" AND t."status" <> 'draft' AND t."issue_date" IS NOT NULL;
  INSERT INTO "analytics_change" ("source", "sign", "representative_id", "office_id", "geo_id", "currency", "part", "day", "due_day", "settled_day", "voided_day", "amount", "tax", "settled", "outstanding")
    SELECT 'payment', -1, OLD."id", OLD."office_id", OLD."geo_id", t."currency", t."method", t."received_on", NULL, NULL, NULL, t."amount", 0, 0, 0
    FROM "payment" t WHERE t."representative_id" = OLD."id";
  INSERT INTO "analytics_change" ("source", "sign", "representative_id", "office_id", "geo_id", "currency", "part", "day", "due_day", "settled_day", "voided_day", "amount", "tax", "settled", "outstanding")
    SELECT 'payment', 1, NEW."id", NEW."office_id", NEW."geo_id", t."currency", t."method", t."received_on", NULL, NULL, NULL, t."amount", 0, 0, 0
    FROM "payment" t WHERE t."representative_id" = NEW."id";
  INSERT INTO "analytics_change" ("source", "sign", "representative_id", "office_id", "geo_id", "currency", "part", "day", "due_day", "settled_day", "voided_day", "amount", "tax", "settled", "outstanding")
    SELECT 'credit-note', -1, OLD."id", OLD."office_id", OLD."geo_id", t."currency", '', t."issue_date", (SELECT i."due_date" FROM "invoice" i WHERE i."id" = t."invoice_id"), NULL, NULL, t."amount", 0, 0, 0
    FROM "credit_note" t WHERE t."representative_id" = OLD."id";
  INSERT INTO "analytics_change" ("source", "sign", "representative_id", "office_id", "geo_id", "currency", "part", "day", "due_day", "settled_day", "voided_day", "amount", "tax", "settled", "outstanding")
    SELECT 'credit-note', 1, NEW."id", NEW."office_id", NEW."geo_id", t."currency", '', t."issue_date", (SELECT i."due_date" FROM "invoice" i WHERE i."id" = t."invoice_id"), NULL, NULL, t."amount", 0, 0, 0
    FROM "credit_note" t WHERE t."representative_id" = NEW."id";
  INSERT INTO "analytics_change" ("source", "sign", "representative_id", "office_id", "geo_id", "currency", "part", "day", "due_day", "settled_day", "voided_day", "amount", "tax", "settled", "outstanding")
    SELECT 'allocation', -1, OLD."id", OLD."office_id", OLD."geo_id", t."currency", '', t."allocated_on", (SELECT i."due_date" FROM "invoice" i WHERE i."id" = t."invoice_id"), NULL, NULL, t."amount", 0, 0, 0
    FROM "allocation" t JOIN "payment" p ON p."id" = t."payment_id" WHERE p."representative_id" = OLD."id";
  INSERT INTO "analytics_change" ("source", "sign", "representative_id", "office_id", "geo_id", "currency", "part", "day", "due_day", "settled_day", "voided_day", "amount", "tax", "settled", "outstanding")
    SELECT 'allocation', 1, NEW."id", NEW."office_id", NEW."geo_id", t."currency", '', t."allocated_on", (SELECT i."due_date" FROM "invoice" i WHERE i."id" = t."invoice_id"), NULL, NULL, t."amount", 0, 0, 0
    FROM "allocation" t JOIN "payment" p ON p."id" = t."payment_id" WHERE p."representative_id" = NEW."id";
END;

INSERT INTO "analytics_change" ("source", "sign", "representative_id", "office_id", "geo_id", "currency", "part", "day", "due_day", "settled_day", "voided_day", "amount", "tax", "settled", "outstanding")
  SELECT 'invoice', 1, r."id", r."office_id", r."geo_id", t."currency", t."status", t."issue_date", t."due_date", t."settled_on", t."voided_on", t."total", t."tax", t."allocated" + t."credited", t."outstanding"
  FROM "invoice" t JOIN "representative" r ON r."id" = t."representative_id" WHERE t."status" <> 'draft' AND t."issue_date" IS NOT NULL;

INSERT INTO "analytics_change" ("source", "sign", "representative_id", "office_id", "geo_id", "currency", "part", "day", "due_day", "settled_day", "voided_day", "amount", "tax", "settled", "outstanding")
  SELECT 'payment', 1, r."id", r."office_id", r."geo_id", t."currency", t."method", t."received_on", NULL, NULL, NULL, t."amount", 0, 0, 0
  FROM "payment" t JOIN "representative" r ON r."id" = t."representative_id";

INSERT INTO "analytics_change" ("source", "sign", "representative_id", "office_id", "geo_id", "currency", "part", "day", "due_day", "settled_day", "voided_day", "amount", "tax", "settled", "outstanding")
  SELECT 'credit-note', 1, r."id", r."office_id", r."geo_id", t."currency", '', t."issue_date", (SELECT i."due_date" FROM "invoice" i WHERE i."id" = t."invoice_id"), NULL, NULL, t."amount", 0, 0, 0
  FROM "credit_note" t JOIN "representative" r ON r."id" = t."representative_id";

INSERT INTO "analytics_change" ("source", "sign", "representative_id", "office_id", "geo_id", "currency", "part", "day", "due_day", "settled_day", "voided_day", "amount", "tax", "settled", "outstanding")
  SELECT 'allocation', 1, r."id", r."office_id", r."geo_id", t."currency", '', t."allocated_on", (SELECT i."due_date" FROM "invoice" i WHERE i."id" = t."invoice_id"), NULL, NULL, t."amount", 0, 0, 0
  FROM "allocation" t JOIN "payment" p ON p."id" = t."payment_id" JOIN "representative" r ON r."id" = p."representative_id";
