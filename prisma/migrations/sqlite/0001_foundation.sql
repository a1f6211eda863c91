CREATE TABLE "geo" (
  "id" VARCHAR(36) NOT NULL,
  "code" VARCHAR(40) NOT NULL,
  "name" VARCHAR(120) NOT NULL,
  "active" BOOLEAN NOT NULL DEFAULT 1,
  "created_at" DATETIME NOT NULL,
  "updated_at" DATETIME NOT NULL,
  "version" INT NOT NULL DEFAULT 1,
  PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "geo_code_key" ON "geo" ("code");

CREATE TABLE "office" (
  "id" VARCHAR(36) NOT NULL,
  "code" VARCHAR(40) NOT NULL,
  "name" VARCHAR(120) NOT NULL,
  "geo_id" VARCHAR(36) NOT NULL,
  "active" BOOLEAN NOT NULL DEFAULT 1,
  "created_at" DATETIME NOT NULL,
  "updated_at" DATETIME NOT NULL,
  "version" INT NOT NULL DEFAULT 1,
  PRIMARY KEY ("id"),
  CONSTRAINT "office_geo_id_fkey" FOREIGN KEY ("geo_id") REFERENCES "geo" ("id") ON DELETE RESTRICT
);

CREATE UNIQUE INDEX "office_code_key" ON "office" ("code");

CREATE INDEX "office_geo_id_idx" ON "office" ("geo_id");

CREATE TABLE "manager" (
  "id" VARCHAR(36) NOT NULL,
  "code" VARCHAR(40) NOT NULL,
  "name" VARCHAR(120) NOT NULL,
  "email" VARCHAR(190),
  "phone" VARCHAR(40),
  "active" BOOLEAN NOT NULL DEFAULT 1,
  "created_at" DATETIME NOT NULL,
  "updated_at" DATETIME NOT NULL,
  "version" INT NOT NULL DEFAULT 1,
  PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "manager_code_key" ON "manager" ("code");

CREATE TABLE "office_manager" (
  "id" VARCHAR(36) NOT NULL,
  "office_id" VARCHAR(36) NOT NULL,
  "manager_id" VARCHAR(36) NOT NULL,
  PRIMARY KEY ("id"),
  CONSTRAINT "office_manager_office_id_fkey" FOREIGN KEY ("office_id") REFERENCES "office" ("id") ON DELETE RESTRICT,
  CONSTRAINT "office_manager_manager_id_fkey" FOREIGN KEY ("manager_id") REFERENCES "manager" ("id") ON DELETE RESTRICT
);

CREATE UNIQUE INDEX "office_manager_office_id_manager_id_key" ON "office_manager" ("office_id", "manager_id");

CREATE INDEX "office_manager_manager_id_idx" ON "office_manager" ("manager_id");

CREATE TABLE "representative" (
  "id" VARCHAR(36) NOT NULL,
  "code" VARCHAR(40) NOT NULL,
  "name" VARCHAR(190) NOT NULL,
  "office_id" VARCHAR(36) NOT NULL,
  "geo_id" VARCHAR(36) NOT NULL,
  "currency" VARCHAR(3) NOT NULL,
  "language" VARCHAR(5) NOT NULL DEFAULT 'en',
  "credit_limit" BIGINT,
  "contact_name" VARCHAR(120),
  "email" VARCHAR(190),
  "phone" VARCHAR(40),
  "address" VARCHAR(500),
  "active" BOOLEAN NOT NULL DEFAULT 1,
  "created_at" DATETIME NOT NULL,
  "updated_at" DATETIME NOT NULL,
  "version" INT NOT NULL DEFAULT 1,
  PRIMARY KEY ("id"),
  CONSTRAINT "representative_office_id_fkey" FOREIGN KEY ("office_id") REFERENCES "office" ("id") ON DELETE RESTRICT,
  CONSTRAINT "representative_geo_id_fkey" FOREIGN KEY ("geo_id") REFERENCES "geo" ("id") ON DELETE RESTRICT
);

CREATE UNIQUE INDEX "representative_code_key" ON "representative" ("code");

CREATE INDEX "representative_office_id_idx" ON "representative" ("office_id");

CREATE INDEX "representative_geo_id_idx" ON "representative" ("geo_id");

CREATE INDEX "representative_name_idx" ON "representative" ("name");

CREATE TABLE "product" (
  "id" VARCHAR(36) NOT NULL,
  "code" VARCHAR(40) NOT NULL,
  "name" VARCHAR(190) NOT NULL,
  "description" VARCHAR(500),
  "unit_price" BIGINT NOT NULL,
  "currency" VARCHAR(3) NOT NULL,
  "tax_rate" INT NOT NULL DEFAULT 0,
  "active" BOOLEAN NOT NULL DEFAULT 1,
  "created_at" DATETIME NOT NULL,
  "updated_at" DATETIME NOT NULL,
  "version" INT NOT NULL DEFAULT 1,
  PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "product_code_key" ON "product" ("code");

CREATE TABLE "number_series" (
  "id" VARCHAR(36) NOT NULL,
  "code" VARCHAR(40) NOT NULL,
  "purpose" VARCHAR(20) NOT NULL,
  "prefix" VARCHAR(40) NOT NULL,
  "padding" INT NOT NULL DEFAULT 5,
  "year" INT NOT NULL DEFAULT 0,
  "next_number" BIGINT NOT NULL DEFAULT 1,
  "yearly" BOOLEAN NOT NULL DEFAULT 1,
  "created_at" DATETIME NOT NULL,
  "updated_at" DATETIME NOT NULL,
  "version" INT NOT NULL DEFAULT 1,
  PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "number_series_code_key" ON "number_series" ("code");

CREATE TABLE "invoice" (
  "id" VARCHAR(36) NOT NULL,
  "number" VARCHAR(60),
  "series_id" VARCHAR(36),
  "representative_id" VARCHAR(36) NOT NULL,
  "status" VARCHAR(20) NOT NULL,
  "currency" VARCHAR(3) NOT NULL,
  "issue_date" DATE,
  "due_date" DATE,
  "term_days" INT NOT NULL DEFAULT 30,
  "tax_inclusive" BOOLEAN NOT NULL DEFAULT 0,
  "net" BIGINT NOT NULL DEFAULT 0,
  "discount" BIGINT NOT NULL DEFAULT 0,
  "tax" BIGINT NOT NULL DEFAULT 0,
  "total" BIGINT NOT NULL DEFAULT 0,
  "allocated" BIGINT NOT NULL DEFAULT 0,
  "credited" BIGINT NOT NULL DEFAULT 0,
  "outstanding" BIGINT NOT NULL DEFAULT 0,
  "disputed" BOOLEAN NOT NULL DEFAULT 0,
  "note" VARCHAR(1000),
  "voided_on" DATE,
  "void_reason" VARCHAR(500),
  "import_ref" VARCHAR(190),
  "import_digest" VARCHAR(64),
  "created_at" DATETIME NOT NULL,
  "updated_at" DATETIME NOT NULL,
  "version" INT NOT NULL DEFAULT 1,
  PRIMARY KEY ("id"),
  CONSTRAINT "invoice_outstanding_ad7341_check" CHECK (outstanding >= 0),
  CONSTRAINT "invoice_allocated_005d68_check" CHECK (allocated >= 0),
  CONSTRAINT "invoice_credited_da28fe_check" CHECK (credited >= 0),
  CONSTRAINT "invoice_representative_id_fkey" FOREIGN KEY ("representative_id") REFERENCES "representative" ("id") ON DELETE RESTRICT
);

CREATE UNIQUE INDEX "invoice_number_key" ON "invoice" ("number");

CREATE INDEX "invoice_representative_id_issue_date_id_idx" ON "invoice" ("representative_id", "issue_date", "id");

CREATE INDEX "invoice_representative_id_status_total_idx" ON "invoice" ("representative_id", "status", "total");

CREATE INDEX "invoice_issue_date_id_status_currency_total_idx" ON "invoice" ("issue_date", "id", "status", "currency", "total");

CREATE INDEX "invoice_status_due_date_currency_outstanding_idx" ON "invoice" ("status", "due_date", "currency", "outstanding");

CREATE INDEX "invoice_due_date_idx" ON "invoice" ("due_date");

CREATE TABLE "invoice_line" (
  "id" VARCHAR(36) NOT NULL,
  "invoice_id" VARCHAR(36) NOT NULL,
  "position" INT NOT NULL,
  "product_id" VARCHAR(36),
  "description" VARCHAR(500) NOT NULL,
  "quantity" BIGINT NOT NULL,
  "unit_price" BIGINT NOT NULL,
  "discount_rate" INT NOT NULL DEFAULT 0,
  "tax_rate" INT NOT NULL DEFAULT 0,
  "discount" BIGINT NOT NULL DEFAULT 0,
  "net" BIGINT NOT NULL,
  "tax" BIGINT NOT NULL,
  "total" BIGINT NOT NULL,
  PRIMARY KEY ("id"),
  CONSTRAINT "invoice_line_invoice_id_fkey" FOREIGN KEY ("invoice_id") REFERENCES "invoice" ("id") ON DELETE RESTRICT,
  CONSTRAINT "invoice_line_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "product" ("id") ON DELETE RESTRICT
);

CREATE UNIQUE INDEX "invoice_line_invoice_id_position_key" ON "invoice_line" ("invoice_id", "position");

CREATE INDEX "invoice_line_product_id_idx" ON "invoice_line" ("product_id");

CREATE TABLE "invoice_document" (
  "id" VARCHAR(36) NOT NULL,
  "invoice_id" VARCHAR(36) NOT NULL,
  "language" VARCHAR(5) NOT NULL,
  "digest" VARCHAR(64) NOT NULL,
  "bytes" BLOB NOT NULL,
  "created_at" DATETIME NOT NULL,
  PRIMARY KEY ("id"),
  CONSTRAINT "invoice_document_invoice_id_fkey" FOREIGN KEY ("invoice_id") REFERENCES "invoice" ("id") ON DELETE RESTRICT
);

CREATE UNIQUE INDEX "invoice_document_invoice_id_language_key" ON "invoice_document" ("invoice_id", "language");

CREATE TABLE "credit_note" (
  "id" VARCHAR(36) NOT NULL,
  "number" VARCHAR(60) NOT NULL,
  "series_id" VARCHAR(36),
  "invoice_id" VARCHAR(36) NOT NULL,
  "representative_id" VARCHAR(36) NOT NULL,
  "currency" VARCHAR(3) NOT NULL,
  "issue_date" DATE NOT NULL,
  "amount" BIGINT NOT NULL,
  "reason" VARCHAR(500) NOT NULL,
  "created_at" DATETIME NOT NULL,
  PRIMARY KEY ("id"),
  CONSTRAINT "credit_note_amount_408e2e_check" CHECK (amount > 0),
  CONSTRAINT "credit_note_invoice_id_fkey" FOREIGN KEY ("invoice_id") REFERENCES "invoice" ("id") ON DELETE RESTRICT,
  CONSTRAINT "credit_note_representative_id_fkey" FOREIGN KEY ("representative_id") REFERENCES "representative" ("id") ON DELETE RESTRICT
);

CREATE UNIQUE INDEX "credit_note_number_key" ON "credit_note" ("number");

CREATE INDEX "credit_note_invoice_id_idx" ON "credit_note" ("invoice_id");

CREATE INDEX "credit_note_representative_id_issue_date_idx" ON "credit_note" ("representative_id", "issue_date");

CREATE TABLE "payment" (
  "id" VARCHAR(36) NOT NULL,
  "representative_id" VARCHAR(36) NOT NULL,
  "currency" VARCHAR(3) NOT NULL,
  "amount" BIGINT NOT NULL,
  "unallocated" BIGINT NOT NULL,
  "received_on" DATE NOT NULL,
  "method" VARCHAR(20) NOT NULL,
  "reference" VARCHAR(190),
  "note" VARCHAR(500),
  "import_ref" VARCHAR(190),
  "import_digest" VARCHAR(64),
  "created_at" DATETIME NOT NULL,
  "updated_at" DATETIME NOT NULL,
  "version" INT NOT NULL DEFAULT 1,
  PRIMARY KEY ("id"),
  CONSTRAINT "payment_amount_408e2e_check" CHECK (amount > 0),
  CONSTRAINT "payment_unallocated_4910c6_check" CHECK (unallocated >= 0 AND unallocated <= amount),
  CONSTRAINT "payment_representative_id_fkey" FOREIGN KEY ("representative_id") REFERENCES "representative" ("id") ON DELETE RESTRICT
);

CREATE UNIQUE INDEX "payment_import_ref_key" ON "payment" ("import_ref");

CREATE INDEX "payment_representative_id_received_on_id_idx" ON "payment" ("representative_id", "received_on", "id");

CREATE INDEX "payment_received_on_id_currency_amount_idx" ON "payment" ("received_on", "id", "currency", "amount");

CREATE INDEX "payment_reference_idx" ON "payment" ("reference");

CREATE TABLE "allocation" (
  "id" VARCHAR(36) NOT NULL,
  "payment_id" VARCHAR(36) NOT NULL,
  "invoice_id" VARCHAR(36) NOT NULL,
  "currency" VARCHAR(3) NOT NULL,
  "amount" BIGINT NOT NULL,
  "allocated_on" DATE NOT NULL,
  "reverses_id" VARCHAR(36),
  "created_at" DATETIME NOT NULL,
  PRIMARY KEY ("id"),
  CONSTRAINT "allocation_amount_b037a6_check" CHECK (amount <> 0),
  CONSTRAINT "allocation_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment" ("id") ON DELETE RESTRICT,
  CONSTRAINT "allocation_invoice_id_fkey" FOREIGN KEY ("invoice_id") REFERENCES "invoice" ("id") ON DELETE RESTRICT,
  CONSTRAINT "allocation_reverses_id_fkey" FOREIGN KEY ("reverses_id") REFERENCES "allocation" ("id") ON DELETE RESTRICT
);

CREATE UNIQUE INDEX "allocation_reverses_id_key" ON "allocation" ("reverses_id");

CREATE INDEX "allocation_payment_id_idx" ON "allocation" ("payment_id");

CREATE INDEX "allocation_invoice_id_allocated_on_idx" ON "allocation" ("invoice_id", "allocated_on");

CREATE INDEX "allocation_allocated_on_idx" ON "allocation" ("allocated_on");

CREATE TABLE "period" (
  "month" VARCHAR(7) NOT NULL,
  "status" VARCHAR(10) NOT NULL,
  "closed_at" DATETIME,
  "closed_by" VARCHAR(36),
  "version" INT NOT NULL DEFAULT 1,
  PRIMARY KEY ("month")
);

CREATE TABLE "daily_entry" (
  "id" VARCHAR(36) NOT NULL,
  "entry_day" DATE NOT NULL,
  "office_id" VARCHAR(36) NOT NULL,
  "geo_id" VARCHAR(36) NOT NULL,
  "manager_id" VARCHAR(36) NOT NULL,
  "currency" VARCHAR(3) NOT NULL,
  "revenue" BIGINT NOT NULL,
  "cost" BIGINT NOT NULL,
  "profit" BIGINT NOT NULL,
  "note" VARCHAR(500),
  "import_digest" VARCHAR(64),
  "created_at" DATETIME NOT NULL,
  "updated_at" DATETIME NOT NULL,
  "version" INT NOT NULL DEFAULT 1,
  PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "daily_entry_entry_day_office_id_geo_id_manager_id_currency_key" ON "daily_entry" ("entry_day", "office_id", "geo_id", "manager_id", "currency");

CREATE INDEX "daily_entry_office_id_entry_day_idx" ON "daily_entry" ("office_id", "entry_day");

CREATE INDEX "daily_entry_manager_id_entry_day_idx" ON "daily_entry" ("manager_id", "entry_day");

CREATE TABLE "app_user" (
  "id" VARCHAR(36) NOT NULL,
  "email" VARCHAR(190) COLLATE NOCASE NOT NULL,
  "name" VARCHAR(190) NOT NULL,
  "password_hash" VARCHAR(255) NOT NULL,
  "role" VARCHAR(20) NOT NULL,
  "language" VARCHAR(5) NOT NULL DEFAULT 'en',
  "representative_id" VARCHAR(36),
  "manager_id" VARCHAR(36),
  "active" BOOLEAN NOT NULL DEFAULT 1,
  "last_sign_in_at" DATETIME,
  "created_at" DATETIME NOT NULL,
  "updated_at" DATETIME NOT NULL,
  "version" INT NOT NULL DEFAULT 1,
  PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "app_user_email_key" ON "app_user" ("email");

CREATE INDEX "app_user_representative_id_idx" ON "app_user" ("representative_id");

CREATE INDEX "app_user_manager_id_idx" ON "app_user" ("manager_id");

CREATE TABLE "session" (
  "id" VARCHAR(64) NOT NULL,
  "user_id" VARCHAR(36),
  "data" TEXT NOT NULL,
  "created_at" DATETIME NOT NULL,
  "expires_at" DATETIME NOT NULL,
  PRIMARY KEY ("id")
);

CREATE INDEX "session_user_id_idx" ON "session" ("user_id");

CREATE INDEX "session_expires_at_idx" ON "session" ("expires_at");

CREATE TABLE "rate_limit" (
  "key" VARCHAR(190) NOT NULL,
  "points" INT NOT NULL DEFAULT 0,
  "expire_at" DATETIME,
  PRIMARY KEY ("key")
);

CREATE INDEX "rate_limit_expire_at_idx" ON "rate_limit" ("expire_at");

CREATE TABLE "setting" (
  "plugin" VARCHAR(60) NOT NULL,
  "name" VARCHAR(80) NOT NULL,
  "value" TEXT NOT NULL,
  "secret" BOOLEAN NOT NULL DEFAULT 0,
  "updated_at" DATETIME NOT NULL,
  "updated_by" VARCHAR(36),
  PRIMARY KEY ("plugin", "name")
);

CREATE TABLE "outbox_event" (
  "id" VARCHAR(36) NOT NULL,
  "name" VARCHAR(120) NOT NULL,
  "payload" TEXT NOT NULL,
  "occurred_at" DATETIME NOT NULL,
  "done_at" DATETIME,
  PRIMARY KEY ("id")
);

CREATE INDEX "outbox_event_done_at_occurred_at_idx" ON "outbox_event" ("done_at", "occurred_at");

CREATE TABLE "outbox_delivery" (
  "event_id" VARCHAR(36) NOT NULL,
  "subscriber" VARCHAR(120) NOT NULL,
  "attempts" INT NOT NULL DEFAULT 0,
  "delivered_at" DATETIME,
  "next_try_at" DATETIME,
  "error" TEXT,
  PRIMARY KEY ("event_id", "subscriber"),
  CONSTRAINT "outbox_delivery_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "outbox_event" ("id") ON DELETE RESTRICT
);

CREATE INDEX "outbox_delivery_delivered_at_next_try_at_idx" ON "outbox_delivery" ("delivered_at", "next_try_at");

CREATE TABLE "audit_entry" (
  "id" VARCHAR(36) NOT NULL,
  "seq" BIGINT NOT NULL,
  "at" DATETIME NOT NULL,
  "actor_id" VARCHAR(36),
  "via" VARCHAR(20) NOT NULL,
  "action" VARCHAR(120) NOT NULL,
  "entity" VARCHAR(60) NOT NULL,
  "entity_id" VARCHAR(190) NOT NULL,
  "content" VARCHAR(64) NOT NULL,
  "digest" VARCHAR(64) NOT NULL,
  PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "audit_entry_seq_key" ON "audit_entry" ("seq");

CREATE INDEX "audit_entry_entity_entity_id_seq_idx" ON "audit_entry" ("entity", "entity_id", "seq");

CREATE INDEX "audit_entry_actor_id_seq_idx" ON "audit_entry" ("actor_id", "seq");

CREATE INDEX "audit_entry_at_idx" ON "audit_entry" ("at");

CREATE TRIGGER "audit_entry_refuse_update" BEFORE UPDATE ON "audit_entry" BEGIN SELECT RAISE(ABORT, 'audit_entry is append-only'); END;

CREATE TRIGGER "audit_entry_refuse_delete" BEFORE DELETE ON "audit_entry" BEGIN SELECT RAISE(ABORT, 'audit_entry is append-only'); END;

CREATE TABLE "audit_content" (
  "entry_id" VARCHAR(36) NOT NULL,
  "salt" VARCHAR(32) NOT NULL,
  "actor" VARCHAR(190) NOT NULL,
  "before" TEXT,
  "after" TEXT,
  PRIMARY KEY ("entry_id"),
  CONSTRAINT "audit_content_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "audit_entry" ("id") ON DELETE RESTRICT
);

CREATE TABLE "audit_head" (
  "id" INT NOT NULL,
  "seq" BIGINT NOT NULL,
  "digest" VARCHAR(64) NOT NULL,
  "signature" VARCHAR(64) NOT NULL,
  PRIMARY KEY ("id")
);

CREATE TABLE "user_permission" (
  "id" VARCHAR(36) NOT NULL,
  "user_id" VARCHAR(36) NOT NULL,
  "permission" VARCHAR(120) NOT NULL,
  "allowed" BOOLEAN NOT NULL,
  "created_at" DATETIME NOT NULL,
  PRIMARY KEY ("id"),
  CONSTRAINT "user_permission_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user" ("id") ON DELETE RESTRICT
);

CREATE UNIQUE INDEX "user_permission_user_id_permission_key" ON "user_permission" ("user_id", "permission");

CREATE TABLE "one_time_link" (
  "id" VARCHAR(36) NOT NULL,
  "purpose" VARCHAR(20) NOT NULL,
  "user_id" VARCHAR(36) NOT NULL,
  "digest" VARCHAR(64) NOT NULL,
  "created_at" DATETIME NOT NULL,
  "created_by" VARCHAR(36),
  "expires_at" DATETIME NOT NULL,
  "used_at" DATETIME,
  PRIMARY KEY ("id"),
  CONSTRAINT "one_time_link_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user" ("id") ON DELETE RESTRICT
);

CREATE UNIQUE INDEX "one_time_link_digest_key" ON "one_time_link" ("digest");

CREATE INDEX "one_time_link_user_id_idx" ON "one_time_link" ("user_id");

CREATE TABLE "totp_factor" (
  "user_id" VARCHAR(36) NOT NULL,
  "secret" VARCHAR(400) NOT NULL,
  "confirmed_at" DATETIME,
  "last_step" BIGINT NOT NULL DEFAULT 0,
  "created_at" DATETIME NOT NULL,
  PRIMARY KEY ("user_id"),
  CONSTRAINT "totp_factor_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user" ("id") ON DELETE RESTRICT
);

CREATE TABLE "recovery_code" (
  "id" VARCHAR(36) NOT NULL,
  "user_id" VARCHAR(36) NOT NULL,
  "digest" VARCHAR(64) NOT NULL,
  "created_at" DATETIME NOT NULL,
  "used_at" DATETIME,
  PRIMARY KEY ("id"),
  CONSTRAINT "recovery_code_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user" ("id") ON DELETE RESTRICT
);

CREATE UNIQUE INDEX "recovery_code_user_id_digest_key" ON "recovery_code" ("user_id", "digest");

CREATE TABLE "passkey" (
  "id" VARCHAR(36) NOT NULL,
  "user_id" VARCHAR(36) NOT NULL,
  "credential_id" VARCHAR(700) NOT NULL,
  "public_key" TEXT NOT NULL,
  "counter" BIGINT NOT NULL DEFAULT 0,
  "transports" VARCHAR(120) NOT NULL,
  "device_type" VARCHAR(20) NOT NULL,
  "backed_up" BOOLEAN NOT NULL DEFAULT 0,
  "name" VARCHAR(120) NOT NULL,
  "created_at" DATETIME NOT NULL,
  "last_used_at" DATETIME,
  PRIMARY KEY ("id"),
  CONSTRAINT "passkey_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user" ("id") ON DELETE RESTRICT
);

CREATE UNIQUE INDEX "passkey_credential_id_key" ON "passkey" ("credential_id");

CREATE INDEX "passkey_user_id_idx" ON "passkey" ("user_id");

CREATE TABLE "api_key" (
  "id" VARCHAR(36) NOT NULL,
  "user_id" VARCHAR(36) NOT NULL,
  "name" VARCHAR(120) NOT NULL,
  "prefix" VARCHAR(24) NOT NULL,
  "digest" VARCHAR(64) NOT NULL,
  "scopes" TEXT NOT NULL,
  "created_at" DATETIME NOT NULL,
  "expires_at" DATETIME NOT NULL,
  "last_used_at" DATETIME,
  "revoked_at" DATETIME,
  PRIMARY KEY ("id"),
  CONSTRAINT "api_key_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user" ("id") ON DELETE RESTRICT
);

CREATE UNIQUE INDEX "api_key_digest_key" ON "api_key" ("digest");

CREATE INDEX "api_key_user_id_created_at_idx" ON "api_key" ("user_id", "created_at");

CREATE TABLE "idempotency_key" (
  "id" VARCHAR(64) NOT NULL,
  "request" VARCHAR(64) NOT NULL,
  "claim" VARCHAR(36) NOT NULL,
  "held_until" DATETIME NOT NULL,
  "effect" TEXT,
  "status" INT,
  "body" TEXT,
  "created_at" DATETIME NOT NULL,
  "expires_at" DATETIME NOT NULL,
  PRIMARY KEY ("id")
);

CREATE INDEX "idempotency_key_expires_at_idx" ON "idempotency_key" ("expires_at");

CREATE TABLE "comment" (
  "id" VARCHAR(36) NOT NULL,
  "entity" VARCHAR(60) NOT NULL,
  "entity_id" VARCHAR(190) NOT NULL,
  "author_id" VARCHAR(36) NOT NULL,
  "body" TEXT NOT NULL,
  "created_at" DATETIME NOT NULL,
  "updated_at" DATETIME NOT NULL,
  "deleted_at" DATETIME,
  "version" INT NOT NULL DEFAULT 1,
  PRIMARY KEY ("id"),
  CONSTRAINT "comment_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "app_user" ("id") ON DELETE RESTRICT
);

CREATE INDEX "comment_entity_entity_id_created_at_idx" ON "comment" ("entity", "entity_id", "created_at");

CREATE INDEX "comment_author_id_idx" ON "comment" ("author_id");

CREATE TABLE "notice" (
  "id" VARCHAR(36) NOT NULL,
  "user_id" VARCHAR(36) NOT NULL,
  "kind" VARCHAR(120) NOT NULL,
  "facts" TEXT NOT NULL,
  "entity" VARCHAR(60),
  "entity_id" VARCHAR(190),
  "link" VARCHAR(500),
  "unique_key" VARCHAR(190),
  "created_at" DATETIME NOT NULL,
  "read_at" DATETIME,
  PRIMARY KEY ("id"),
  CONSTRAINT "notice_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user" ("id") ON DELETE RESTRICT
);

CREATE UNIQUE INDEX "notice_unique_key_key" ON "notice" ("unique_key");

CREATE INDEX "notice_user_id_read_at_created_at_idx" ON "notice" ("user_id", "read_at", "created_at");

CREATE INDEX "notice_user_id_created_at_idx" ON "notice" ("user_id", "created_at");

CREATE TABLE "trash_entry" (
  "id" VARCHAR(36) NOT NULL,
  "entity" VARCHAR(60) NOT NULL,
  "entity_id" VARCHAR(190) NOT NULL,
  "title" VARCHAR(190) NOT NULL,
  "rows" TEXT NOT NULL,
  "deleted_at" DATETIME NOT NULL,
  "deleted_by" VARCHAR(36),
  "expires_at" DATETIME NOT NULL,
  PRIMARY KEY ("id")
);

CREATE INDEX "trash_entry_entity_deleted_at_idx" ON "trash_entry" ("entity", "deleted_at");

CREATE INDEX "trash_entry_expires_at_idx" ON "trash_entry" ("expires_at");

CREATE TABLE "saved_view" (
  "id" VARCHAR(36) NOT NULL,
  "user_id" VARCHAR(36) NOT NULL,
  "resource" VARCHAR(60) NOT NULL,
  "name" VARCHAR(120) NOT NULL,
  "view" TEXT NOT NULL,
  "shared" BOOLEAN NOT NULL DEFAULT 0,
  "created_at" DATETIME NOT NULL,
  "updated_at" DATETIME NOT NULL,
  "version" INT NOT NULL DEFAULT 1,
  PRIMARY KEY ("id"),
  CONSTRAINT "saved_view_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user" ("id") ON DELETE RESTRICT
);

CREATE UNIQUE INDEX "saved_view_user_id_resource_name_key" ON "saved_view" ("user_id", "resource", "name");

CREATE INDEX "saved_view_resource_shared_idx" ON "saved_view" ("resource", "shared");

CREATE TABLE "user_preference" (
  "user_id" VARCHAR(36) NOT NULL,
  "name" VARCHAR(120) NOT NULL,
  "value" TEXT NOT NULL,
  "updated_at" DATETIME NOT NULL,
  PRIMARY KEY ("user_id", "name"),
  CONSTRAINT "user_preference_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user" ("id") ON DELETE RESTRICT
);

CREATE TABLE "job" (
  "id" VARCHAR(36) NOT NULL,
  "name" VARCHAR(120) NOT NULL,
  "data" TEXT NOT NULL,
  "state" VARCHAR(20) NOT NULL,
  "unique_key" VARCHAR(190),
  "attempts" INT NOT NULL DEFAULT 0,
  "max_attempts" INT NOT NULL DEFAULT 1,
  "fence" BIGINT NOT NULL DEFAULT 0,
  "run_at" DATETIME,
  "started_at" DATETIME,
  "finished_at" DATETIME,
  "heartbeat_at" DATETIME,
  "progress" INT NOT NULL DEFAULT 0,
  "total" INT,
  "note" VARCHAR(255),
  "error" TEXT,
  "requested_by" VARCHAR(36),
  "wake_id" VARCHAR(120),
  "created_at" DATETIME NOT NULL,
  "updated_at" DATETIME NOT NULL,
  PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "job_unique_key_key" ON "job" ("unique_key");

CREATE INDEX "job_state_run_at_idx" ON "job" ("state", "run_at");

CREATE INDEX "job_name_state_idx" ON "job" ("name", "state");

CREATE TABLE "job_effect" (
  "key" VARCHAR(190) NOT NULL,
  "job_id" VARCHAR(36) NOT NULL,
  "fence" BIGINT NOT NULL,
  "at" DATETIME NOT NULL,
  PRIMARY KEY ("key")
);

CREATE INDEX "job_effect_job_id_idx" ON "job_effect" ("job_id");

CREATE TABLE "agenda_job" (
  "id" VARCHAR(36) NOT NULL,
  "name" VARCHAR(120) NOT NULL,
  "type" VARCHAR(20) NOT NULL DEFAULT 'normal',
  "data" TEXT NOT NULL,
  "priority" INT NOT NULL DEFAULT 0,
  "next_run_at" DATETIME,
  "locked_at" DATETIME,
  "last_modified_by" VARCHAR(190),
  "attributes" TEXT NOT NULL,
  "disabled" BOOLEAN NOT NULL DEFAULT 0,
  "created_at" DATETIME NOT NULL,
  "updated_at" DATETIME NOT NULL,
  PRIMARY KEY ("id")
);

CREATE INDEX "agenda_job_name_next_run_at_locked_at_idx" ON "agenda_job" ("name", "next_run_at", "locked_at");

CREATE INDEX "agenda_job_locked_at_idx" ON "agenda_job" ("locked_at");

CREATE TABLE "import_profile" (
  "id" VARCHAR(36) NOT NULL,
  "kind" VARCHAR(60) NOT NULL,
  "name" VARCHAR(120) NOT NULL,
  "mapping" TEXT NOT NULL,
  "created_at" DATETIME NOT NULL,
  "updated_at" DATETIME NOT NULL,
  "version" INT NOT NULL DEFAULT 1,
  PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "import_profile_kind_name_key" ON "import_profile" ("kind", "name");

CREATE TABLE "import_run" (
  "id" VARCHAR(36) NOT NULL,
  "kind" VARCHAR(60) NOT NULL,
  "file_name" VARCHAR(255) NOT NULL,
  "file_path" VARCHAR(500) NOT NULL,
  "file_digest" VARCHAR(64) NOT NULL,
  "file_bytes" BIGINT NOT NULL,
  "mapping" TEXT NOT NULL,
  "mode" VARCHAR(20) NOT NULL,
  "state" VARCHAR(20) NOT NULL,
  "rows" INT NOT NULL DEFAULT 0,
  "created" INT NOT NULL DEFAULT 0,
  "unchanged" INT NOT NULL DEFAULT 0,
  "failed" INT NOT NULL DEFAULT 0,
  "failed_path" VARCHAR(500),
  "error" TEXT,
  "job_id" VARCHAR(36),
  "requested_by" VARCHAR(36),
  "created_at" DATETIME NOT NULL,
  "finished_at" DATETIME,
  PRIMARY KEY ("id")
);

CREATE INDEX "import_run_kind_created_at_idx" ON "import_run" ("kind", "created_at");

CREATE TABLE "import_error" (
  "id" VARCHAR(36) NOT NULL,
  "run_id" VARCHAR(36) NOT NULL,
  "line" INT NOT NULL,
  "column_name" VARCHAR(190),
  "code" VARCHAR(60) NOT NULL,
  "facts" TEXT NOT NULL,
  PRIMARY KEY ("id"),
  CONSTRAINT "import_error_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "import_run" ("id") ON DELETE RESTRICT
);

CREATE INDEX "import_error_run_id_line_idx" ON "import_error" ("run_id", "line");
