CREATE TABLE "analytics_archived" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  "year" INT NOT NULL,
  "source" VARCHAR(20) NOT NULL,
  "representative_id" VARCHAR(36) NOT NULL,
  "currency" VARCHAR(3) NOT NULL,
  "part" VARCHAR(20) NOT NULL,
  "day" DATE NOT NULL,
  "due_day" DATE,
  "settled_day" DATE,
  "voided_day" DATE,
  "invoice_part" VARCHAR(20),
  "invoice_day" DATE,
  "invoice_voided_day" DATE,
  "invoice_id" VARCHAR(36),
  "product_id" VARCHAR(36),
  "row_count" BIGINT NOT NULL,
  "amount" BIGINT NOT NULL,
  "tax" BIGINT NOT NULL,
  "settled" BIGINT NOT NULL
);

CREATE INDEX "analytics_archived_year_idx" ON "analytics_archived" ("year");

CREATE INDEX "analytics_archived_representative_id_idx" ON "analytics_archived" ("representative_id");

CREATE INDEX "analytics_archived_source_day_idx" ON "analytics_archived" ("source", "day");

CREATE TABLE "archived_year" (
  "id" VARCHAR(36) NOT NULL,
  "year" INT NOT NULL,
  "state" VARCHAR(20) NOT NULL,
  "file_name" VARCHAR(190) NOT NULL,
  "sha256" VARCHAR(64),
  "bytes" BIGINT NOT NULL DEFAULT 0,
  "manifest" TEXT,
  "error" TEXT,
  "job_id" VARCHAR(36),
  "requested_by" VARCHAR(36),
  "moved_at" DATETIME,
  "returned_at" DATETIME,
  "created_at" DATETIME NOT NULL,
  "version" INT NOT NULL DEFAULT 1,
  PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "archived_year_year_key" ON "archived_year" ("year");

CREATE TABLE "backup_destination" (
  "id" VARCHAR(36) NOT NULL,
  "name" VARCHAR(120) NOT NULL,
  "kind" VARCHAR(20) NOT NULL,
  "place" TEXT NOT NULL,
  "secrets" TEXT,
  "active" BOOLEAN NOT NULL DEFAULT 1,
  "keep_last" INT NOT NULL DEFAULT 3,
  "keep_daily" INT NOT NULL DEFAULT 7,
  "keep_weekly" INT NOT NULL DEFAULT 5,
  "keep_monthly" INT NOT NULL DEFAULT 12,
  "created_at" DATETIME NOT NULL,
  "updated_at" DATETIME NOT NULL,
  "version" INT NOT NULL DEFAULT 1,
  PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "backup_destination_name_key" ON "backup_destination" ("name");

CREATE TABLE "backup_plan" (
  "id" VARCHAR(36) NOT NULL,
  "name" VARCHAR(120) NOT NULL,
  "cron" VARCHAR(120) NOT NULL,
  "zone" VARCHAR(60) NOT NULL,
  "sets" TEXT NOT NULL,
  "rows" VARCHAR(10) NOT NULL DEFAULT 'jsonl',
  "destinations" TEXT NOT NULL,
  "active" BOOLEAN NOT NULL DEFAULT 1,
  "next_run_at" DATETIME,
  "last_run_at" DATETIME,
  "last_error" TEXT,
  "created_at" DATETIME NOT NULL,
  "updated_at" DATETIME NOT NULL,
  "version" INT NOT NULL DEFAULT 1,
  PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "backup_plan_name_key" ON "backup_plan" ("name");

CREATE INDEX "backup_plan_active_next_run_at_idx" ON "backup_plan" ("active", "next_run_at");

CREATE TABLE "backup_run" (
  "id" VARCHAR(36) NOT NULL,
  "plan_id" VARCHAR(36),
  "trigger_name" VARCHAR(20) NOT NULL,
  "sets" TEXT NOT NULL,
  "state" VARCHAR(20) NOT NULL,
  "file_name" VARCHAR(190) NOT NULL,
  "schema_version" VARCHAR(120),
  "manifest" TEXT,
  "records" BIGINT NOT NULL DEFAULT 0,
  "bytes" BIGINT NOT NULL DEFAULT 0,
  "sha256" VARCHAR(64),
  "error" TEXT,
  "job_id" VARCHAR(36),
  "requested_by" VARCHAR(36),
  "started_at" DATETIME NOT NULL,
  "finished_at" DATETIME,
  PRIMARY KEY ("id")
);

CREATE INDEX "backup_run_started_at_idx" ON "backup_run" ("started_at");

CREATE INDEX "backup_run_plan_id_started_at_idx" ON "backup_run" ("plan_id", "started_at");

CREATE INDEX "backup_run_state_started_at_idx" ON "backup_run" ("state", "started_at");

CREATE TABLE "backup_copy" (
  "id" VARCHAR(36) NOT NULL,
  "run_id" VARCHAR(36) NOT NULL,
  "destination_id" VARCHAR(36) NOT NULL,
  "state" VARCHAR(20) NOT NULL,
  "location" VARCHAR(500),
  "bytes" BIGINT NOT NULL DEFAULT 0,
  "upload" TEXT,
  "attempts" INT NOT NULL DEFAULT 0,
  "error" TEXT,
  "stored_at" DATETIME,
  "proven_at" DATETIME,
  "removed_at" DATETIME,
  PRIMARY KEY ("id"),
  CONSTRAINT "backup_copy_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "backup_run" ("id") ON DELETE RESTRICT,
  CONSTRAINT "backup_copy_destination_id_fkey" FOREIGN KEY ("destination_id") REFERENCES "backup_destination" ("id") ON DELETE RESTRICT
);

CREATE UNIQUE INDEX "backup_copy_run_id_destination_id_key" ON "backup_copy" ("run_id", "destination_id");

CREATE INDEX "backup_copy_destination_id_state_stored_at_idx" ON "backup_copy" ("destination_id", "state", "stored_at");

CREATE INDEX "backup_copy_state_proven_at_idx" ON "backup_copy" ("state", "proven_at");

CREATE TABLE "backup_drill" (
  "id" VARCHAR(36) NOT NULL,
  "copy_id" VARCHAR(36),
  "file_name" VARCHAR(190) NOT NULL,
  "state" VARCHAR(20) NOT NULL,
  "report" TEXT,
  "certificate" BLOB,
  "error" TEXT,
  "job_id" VARCHAR(36),
  "requested_by" VARCHAR(36),
  "started_at" DATETIME NOT NULL,
  "finished_at" DATETIME,
  PRIMARY KEY ("id")
);

CREATE INDEX "backup_drill_started_at_idx" ON "backup_drill" ("started_at");

CREATE INDEX "backup_drill_state_finished_at_idx" ON "backup_drill" ("state", "finished_at");

CREATE TABLE "restore_request" (
  "id" VARCHAR(36) NOT NULL,
  "copy_id" VARCHAR(36),
  "file_name" VARCHAR(190) NOT NULL,
  "sha256" VARCHAR(64),
  "wanted" TEXT NOT NULL,
  "conflicts" VARCHAR(20) NOT NULL,
  "state" VARCHAR(20) NOT NULL,
  "effect" TEXT,
  "error" TEXT,
  "job_id" VARCHAR(36),
  "requested_by" VARCHAR(36) NOT NULL,
  "requested_at" DATETIME NOT NULL,
  "decided_by" VARCHAR(36),
  "decided_at" DATETIME,
  "finished_at" DATETIME,
  "version" INT NOT NULL DEFAULT 1,
  PRIMARY KEY ("id")
);

CREATE INDEX "restore_request_state_requested_at_idx" ON "restore_request" ("state", "requested_at");

CREATE TABLE "moved_year" (
  "year" INT NOT NULL,
  "moved_at" DATETIME NOT NULL,
  PRIMARY KEY ("year")
);

CREATE TABLE "moved_name" (
  "kind" VARCHAR(20) NOT NULL,
  "name" VARCHAR(190) NOT NULL,
  "year" INT NOT NULL,
  PRIMARY KEY ("kind", "name")
);

CREATE INDEX "moved_name_year_idx" ON "moved_name" ("year");

CREATE TABLE "consent_wording" (
  "id" VARCHAR(36) NOT NULL,
  "purpose" VARCHAR(60) NOT NULL,
  "edition" INT NOT NULL,
  "texts" TEXT NOT NULL,
  "published_at" DATETIME NOT NULL,
  "published_by" VARCHAR(36),
  PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "consent_wording_purpose_edition_key" ON "consent_wording" ("purpose", "edition");

CREATE TRIGGER "consent_wording_refuse_update" BEFORE UPDATE ON "consent_wording" BEGIN SELECT RAISE(ABORT, 'consent_wording is append-only'); END;

CREATE TRIGGER "consent_wording_refuse_delete" BEFORE DELETE ON "consent_wording" BEGIN SELECT RAISE(ABORT, 'consent_wording is append-only'); END;

CREATE TABLE "consent_entry" (
  "id" VARCHAR(36) NOT NULL,
  "wording_id" VARCHAR(36) NOT NULL,
  "purpose" VARCHAR(60) NOT NULL,
  "subject_kind" VARCHAR(20) NOT NULL,
  "subject_id" VARCHAR(36) NOT NULL,
  "given" BOOLEAN NOT NULL,
  "language" VARCHAR(5) NOT NULL,
  "source" VARCHAR(60) NOT NULL,
  "at" DATETIME NOT NULL,
  "recorded_by" VARCHAR(36),
  PRIMARY KEY ("id")
);

CREATE INDEX "consent_entry_subject_kind_subject_id_purpose_at_idx" ON "consent_entry" ("subject_kind", "subject_id", "purpose", "at");

CREATE TRIGGER "consent_entry_refuse_update" BEFORE UPDATE ON "consent_entry" BEGIN SELECT RAISE(ABORT, 'consent_entry is append-only'); END;

CREATE TRIGGER "consent_entry_refuse_delete" BEFORE DELETE ON "consent_entry" BEGIN SELECT RAISE(ABORT, 'consent_entry is append-only'); END;

CREATE TABLE "erasure" (
  "id" VARCHAR(36) NOT NULL,
  "subject_kind" VARCHAR(20) NOT NULL,
  "subject_id" VARCHAR(36) NOT NULL,
  "reason" VARCHAR(500) NOT NULL,
  "state" VARCHAR(20) NOT NULL,
  "report" TEXT,
  "job_id" VARCHAR(36),
  "requested_by" VARCHAR(36),
  "requested_at" DATETIME NOT NULL,
  "done_at" DATETIME,
  "repeated" INT NOT NULL DEFAULT 0,
  PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "erasure_subject_kind_subject_id_key" ON "erasure" ("subject_kind", "subject_id");

CREATE INDEX "erasure_state_idx" ON "erasure" ("state");

CREATE TABLE "subject_export" (
  "id" VARCHAR(36) NOT NULL,
  "subject_kind" VARCHAR(20) NOT NULL,
  "subject_id" VARCHAR(36) NOT NULL,
  "state" VARCHAR(20) NOT NULL,
  "file_path" VARCHAR(500),
  "file_name" VARCHAR(190),
  "records" BIGINT NOT NULL DEFAULT 0,
  "bytes" BIGINT NOT NULL DEFAULT 0,
  "digest" VARCHAR(64),
  "error" TEXT,
  "job_id" VARCHAR(36),
  "requested_by" VARCHAR(36),
  "created_at" DATETIME NOT NULL,
  "expires_at" DATETIME,
  PRIMARY KEY ("id")
);

CREATE INDEX "subject_export_subject_kind_subject_id_idx" ON "subject_export" ("subject_kind", "subject_id");

CREATE INDEX "subject_export_state_expires_at_idx" ON "subject_export" ("state", "expires_at");

CREATE TABLE "retention_rule" (
  "data_class" VARCHAR(120) NOT NULL,
  "days" INT,
  "updated_at" DATETIME NOT NULL,
  "updated_by" VARCHAR(36),
  "version" INT NOT NULL DEFAULT 1,
  PRIMARY KEY ("data_class")
);

CREATE TABLE "retention_run" (
  "id" VARCHAR(36) NOT NULL,
  "is_trial" BOOLEAN NOT NULL,
  "state" VARCHAR(20) NOT NULL,
  "report" TEXT,
  "error" TEXT,
  "job_id" VARCHAR(36),
  "requested_by" VARCHAR(36),
  "started_at" DATETIME NOT NULL,
  "finished_at" DATETIME,
  PRIMARY KEY ("id")
);

CREATE INDEX "retention_run_started_at_idx" ON "retention_run" ("started_at");

CREATE TRIGGER "analytics_change_of_archived_of_representative_move" AFTER UPDATE ON "representative"
  WHEN OLD."office_id" IS NOT NEW."office_id" OR OLD."geo_id" IS NOT NEW."geo_id" BEGIN
  INSERT INTO "analytics_change" ("source", "sign", "representative_id", "office_id", "geo_id", "currency", "part", "day", "due_day", "settled_day", "voided_day", "amount", "tax", "settled", "outstanding")
    SELECT a."source", -1, OLD."id", OLD."office_id", OLD."geo_id", a."currency", a."part", a."day", a."due_day", a."settled_day", a."voided_day", a."amount", a."tax", a."settled", 0
    FROM "analytics_archived" a WHERE a."representative_id" = OLD."id" AND a."source" <> 'line';
  INSERT INTO "analytics_change" ("source", "sign", "representative_id", "office_id", "geo_id", "currency", "part", "day", "due_day", "settled_day", "voided_day", "amount", "tax", "settled", "outstanding")
    SELECT a."source", 1 - a."row_count", OLD."id", OLD."office_id", OLD."geo_id", a."currency", a."part", a."day", a."due_day", a."settled_day", a."voided_day", 0, 0, 0, 0
    FROM "analytics_archived" a WHERE a."representative_id" = OLD."id" AND a."source" <> 'line' AND a."row_count" <> 1;
  INSERT INTO "analytics_change" ("source", "sign", "representative_id", "office_id", "geo_id", "currency", "part", "day", "due_day", "settled_day", "voided_day", "amount", "tax", "settled", "outstanding")
    SELECT a."source", 1, NEW."id", NEW."office_id", NEW."geo_id", a."currency", a."part", a."day", a."due_day", a."settled_day", a."voided_day", a."amount", a."tax", a."settled", 0
    FROM "analytics_archived" a WHERE a."representative_id" = NEW."id" AND a."source" <> 'line';
  INSERT INTO "analytics_change" ("source", "sign", "representative_id", "office_id", "geo_id", "currency", "part", "day", "due_day", "settled_day", "voided_day", "amount", "tax", "settled", "outstanding")
    SELECT a."source", a."row_count" - 1, NEW."id", NEW."office_id", NEW."geo_id", a."currency", a."part", a."day", a."due_day", a."settled_day", a."voided_day", 0, 0, 0, 0
    FROM "analytics_archived" a WHERE a."representative_id" = NEW."id" AND a."source" <> 'line' AND a."row_count" <> 1;
END;

-- What is sealed takes more room, and is found by its blind index.
ALTER TABLE "manager" ADD COLUMN "email_index" VARCHAR(43);

ALTER TABLE "manager" ADD COLUMN "phone_index" VARCHAR(43);

ALTER TABLE "representative" ADD COLUMN "email_index" VARCHAR(43);

ALTER TABLE "representative" ADD COLUMN "phone_index" VARCHAR(43);

DROP INDEX "app_user_email_key";

ALTER TABLE "app_user" ADD COLUMN "email_index" VARCHAR(43);

CREATE UNIQUE INDEX "app_user_email_index_key" ON "app_user" ("email_index");

ALTER TABLE "session" ADD COLUMN "data_index" VARCHAR(43);

ALTER TABLE "message" ADD COLUMN "address_index" VARCHAR(43);

ALTER TABLE "mail_block" ADD COLUMN "mailbox" VARCHAR(190);

DROP INDEX "bank_account_identifier_key";

ALTER TABLE "bank_account" ADD COLUMN "identifier_index" VARCHAR(43);

CREATE UNIQUE INDEX "bank_account_identifier_index_key" ON "bank_account" ("identifier_index");

ALTER TABLE "bank_transaction" ADD COLUMN "counterparty_account_index" VARCHAR(43);

DROP INDEX "bank_rule_state_matches_value_idx";

DROP INDEX "bank_rule_matches_value_treat_representative_id_wr_546c3724_key";

ALTER TABLE "bank_rule" ADD COLUMN "value_index" VARCHAR(43);

CREATE UNIQUE INDEX "bank_rule_matches_value_index_treat_representative_9a7aeab8_key" ON "bank_rule" ("matches", "value_index", "treat", "representative_id", "write_off_account");

CREATE INDEX "bank_rule_state_matches_value_index_idx" ON "bank_rule" ("state", "matches", "value_index");

DROP INDEX "report_delivery_schedule_id_occurrence_recipient_key";

ALTER TABLE "report_delivery" ADD COLUMN "recipient_index" VARCHAR(43);

CREATE UNIQUE INDEX "report_delivery_schedule_id_occurrence_recipient_index_key" ON "report_delivery" ("schedule_id", "occurrence", "recipient_index");

ALTER TABLE "telegram_chat" ADD COLUMN "username_index" VARCHAR(43);

-- By hand: what stood in the key is sealed beside it from now on, and the key becomes its blind index (host.seal-values).
UPDATE "mail_block" SET "mailbox" = "address" WHERE "mailbox" IS NULL;
