CREATE TABLE "analytics_change" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  "source" VARCHAR(20) NOT NULL,
  "sign" INT NOT NULL,
  "representative_id" VARCHAR(36) NOT NULL,
  "currency" VARCHAR(3) NOT NULL,
  "part" VARCHAR(20) NOT NULL,
  "day" DATE NOT NULL,
  "due_day" DATE,
  "settled_day" DATE,
  "voided_day" DATE,
  "amount" BIGINT NOT NULL,
  "tax" BIGINT NOT NULL DEFAULT 0,
  "settled" BIGINT NOT NULL DEFAULT 0,
  "outstanding" BIGINT NOT NULL DEFAULT 0,
  "batch" VARCHAR(36)
);

CREATE INDEX "analytics_change_source_day_idx" ON "analytics_change" ("source", "day");

CREATE INDEX "analytics_change_batch_idx" ON "analytics_change" ("batch");

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
