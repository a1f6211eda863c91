CREATE TABLE "archived_year" (
  "id" VARCHAR(36) NOT NULL,
  "year" INTEGER NOT NULL,
  "state" VARCHAR(20) NOT NULL,
  "file_name" VARCHAR(190) NOT NULL,
  "sha256" VARCHAR(64),
  "bytes" BIGINT NOT NULL DEFAULT 0,
  "manifest" TEXT,
  "error" TEXT,
  "job_id" VARCHAR(36),
  "requested_by" VARCHAR(36),
  "moved_at" TIMESTAMP(3),
  "returned_at" TIMESTAMP(3),
  "created_at" TIMESTAMP(3) NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "archived_year_year_key" ON "archived_year" ("year");

CREATE TABLE "backup_destination" (
  "id" VARCHAR(36) NOT NULL,
  "name" VARCHAR(120) NOT NULL,
  "kind" VARCHAR(20) NOT NULL,
  "place" TEXT NOT NULL,
  "secrets" TEXT,
  "active" BOOLEAN NOT NULL DEFAULT TRUE,
  "keep_last" INTEGER NOT NULL DEFAULT 3,
  "keep_daily" INTEGER NOT NULL DEFAULT 7,
  "keep_weekly" INTEGER NOT NULL DEFAULT 5,
  "keep_monthly" INTEGER NOT NULL DEFAULT 12,
  "created_at" TIMESTAMP(3) NOT NULL,
  "updated_at" TIMESTAMP(3) NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 1,
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
  "active" BOOLEAN NOT NULL DEFAULT TRUE,
  "next_run_at" TIMESTAMP(3),
  "last_run_at" TIMESTAMP(3),
  "last_error" TEXT,
  "created_at" TIMESTAMP(3) NOT NULL,
  "updated_at" TIMESTAMP(3) NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 1,
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
  "started_at" TIMESTAMP(3) NOT NULL,
  "finished_at" TIMESTAMP(3),
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
  "attempts" INTEGER NOT NULL DEFAULT 0,
  "error" TEXT,
  "stored_at" TIMESTAMP(3),
  "proven_at" TIMESTAMP(3),
  "removed_at" TIMESTAMP(3),
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
  "certificate" BYTEA,
  "error" TEXT,
  "job_id" VARCHAR(36),
  "requested_by" VARCHAR(36),
  "started_at" TIMESTAMP(3) NOT NULL,
  "finished_at" TIMESTAMP(3),
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
  "requested_at" TIMESTAMP(3) NOT NULL,
  "decided_by" VARCHAR(36),
  "decided_at" TIMESTAMP(3),
  "finished_at" TIMESTAMP(3),
  "version" INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY ("id")
);

CREATE INDEX "restore_request_state_requested_at_idx" ON "restore_request" ("state", "requested_at");

CREATE TABLE "consent_wording" (
  "id" VARCHAR(36) NOT NULL,
  "purpose" VARCHAR(60) NOT NULL,
  "edition" INTEGER NOT NULL,
  "texts" TEXT NOT NULL,
  "published_at" TIMESTAMP(3) NOT NULL,
  "published_by" VARCHAR(36),
  PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "consent_wording_purpose_edition_key" ON "consent_wording" ("purpose", "edition");

CREATE FUNCTION "consent_wording_refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'consent_wording is append-only'; END $$;

CREATE TRIGGER "consent_wording_refuse_update" BEFORE UPDATE ON "consent_wording" FOR EACH ROW EXECUTE FUNCTION "consent_wording_refuse_change"();

CREATE TRIGGER "consent_wording_refuse_delete" BEFORE DELETE ON "consent_wording" FOR EACH ROW EXECUTE FUNCTION "consent_wording_refuse_change"();

CREATE TABLE "consent_entry" (
  "id" VARCHAR(36) NOT NULL,
  "wording_id" VARCHAR(36) NOT NULL,
  "purpose" VARCHAR(60) NOT NULL,
  "subject_kind" VARCHAR(20) NOT NULL,
  "subject_id" VARCHAR(36) NOT NULL,
  "given" BOOLEAN NOT NULL,
  "language" VARCHAR(5) NOT NULL,
  "source" VARCHAR(60) NOT NULL,
  "at" TIMESTAMP(3) NOT NULL,
  "recorded_by" VARCHAR(36),
  PRIMARY KEY ("id")
);

CREATE INDEX "consent_entry_subject_kind_subject_id_purpose_at_idx" ON "consent_entry" ("subject_kind", "subject_id", "purpose", "at");

CREATE FUNCTION "consent_entry_refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'consent_entry is append-only'; END $$;

CREATE TRIGGER "consent_entry_refuse_update" BEFORE UPDATE ON "consent_entry" FOR EACH ROW EXECUTE FUNCTION "consent_entry_refuse_change"();

CREATE TRIGGER "consent_entry_refuse_delete" BEFORE DELETE ON "consent_entry" FOR EACH ROW EXECUTE FUNCTION "consent_entry_refuse_change"();

CREATE TABLE "erasure" (
  "id" VARCHAR(36) NOT NULL,
  "subject_kind" VARCHAR(20) NOT NULL,
  "subject_id" VARCHAR(36) NOT NULL,
  "reason" VARCHAR(500) NOT NULL,
  "state" VARCHAR(20) NOT NULL,
  "report" TEXT,
  "job_id" VARCHAR(36),
  "requested_by" VARCHAR(36),
  "requested_at" TIMESTAMP(3) NOT NULL,
  "done_at" TIMESTAMP(3),
  "repeated" INTEGER NOT NULL DEFAULT 0,
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
  "created_at" TIMESTAMP(3) NOT NULL,
  "expires_at" TIMESTAMP(3),
  PRIMARY KEY ("id")
);

CREATE INDEX "subject_export_subject_kind_subject_id_idx" ON "subject_export" ("subject_kind", "subject_id");

CREATE INDEX "subject_export_state_expires_at_idx" ON "subject_export" ("state", "expires_at");

CREATE TABLE "retention_rule" (
  "data_class" VARCHAR(120) NOT NULL,
  "days" INTEGER,
  "updated_at" TIMESTAMP(3) NOT NULL,
  "updated_by" VARCHAR(36),
  "version" INTEGER NOT NULL DEFAULT 1,
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
  "started_at" TIMESTAMP(3) NOT NULL,
  "finished_at" TIMESTAMP(3),
  PRIMARY KEY ("id")
);

CREATE INDEX "retention_run_started_at_idx" ON "retention_run" ("started_at");
