CREATE TABLE "payment_claim" (
  "id" VARCHAR(36) NOT NULL,
  "representative_id" VARCHAR(36) NOT NULL,
  "invoice_id" VARCHAR(36),
  "currency" VARCHAR(3) NOT NULL,
  "amount" BIGINT NOT NULL,
  "paid_on" DATE NOT NULL,
  "note" VARCHAR(500),
  "status" VARCHAR(20) NOT NULL,
  "file_name" VARCHAR(190),
  "content_type" VARCHAR(100),
  "digest" VARCHAR(64),
  "bytes" BYTEA,
  "created_by" VARCHAR(36),
  "created_at" TIMESTAMP(3) NOT NULL,
  "decided_by" VARCHAR(36),
  "decided_at" TIMESTAMP(3),
  "payment_id" VARCHAR(36),
  "reason" VARCHAR(500),
  "version" INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY ("id"),
  CONSTRAINT "payment_claim_amount_408e2e_check" CHECK (amount > 0)
);

CREATE INDEX "payment_claim_status_created_at_idx" ON "payment_claim" ("status", "created_at");

CREATE INDEX "payment_claim_representative_id_created_at_idx" ON "payment_claim" ("representative_id", "created_at");

CREATE TABLE "invoice_dispute" (
  "id" VARCHAR(36) NOT NULL,
  "invoice_id" VARCHAR(36) NOT NULL,
  "representative_id" VARCHAR(36) NOT NULL,
  "reason" VARCHAR(500) NOT NULL,
  "status" VARCHAR(20) NOT NULL,
  "raised_by" VARCHAR(36),
  "raised_at" TIMESTAMP(3) NOT NULL,
  "resolution" VARCHAR(500),
  "resolved_by" VARCHAR(36),
  "resolved_at" TIMESTAMP(3),
  "version" INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY ("id")
);

CREATE INDEX "invoice_dispute_invoice_id_status_idx" ON "invoice_dispute" ("invoice_id", "status");

CREATE INDEX "invoice_dispute_status_raised_at_idx" ON "invoice_dispute" ("status", "raised_at");

CREATE INDEX "invoice_dispute_representative_id_idx" ON "invoice_dispute" ("representative_id");

CREATE TABLE "message" (
  "id" VARCHAR(36) NOT NULL,
  "unique_key" VARCHAR(190) NOT NULL,
  "kind" VARCHAR(120) NOT NULL,
  "channel" VARCHAR(20) NOT NULL,
  "recipient_kind" VARCHAR(20) NOT NULL,
  "recipient_id" VARCHAR(36) NOT NULL,
  "recipient_name" VARCHAR(190) NOT NULL,
  "address" VARCHAR(190),
  "language" VARCHAR(5) NOT NULL,
  "facts" TEXT NOT NULL,
  "entity" VARCHAR(60),
  "entity_id" VARCHAR(190),
  "link" VARCHAR(500),
  "thread" VARCHAR(190),
  "stage" INTEGER NOT NULL DEFAULT 0,
  "priority" INTEGER NOT NULL DEFAULT 1,
  "state" VARCHAR(20) NOT NULL,
  "reason" TEXT,
  "attempts" INTEGER NOT NULL DEFAULT 0,
  "doubtful" INTEGER NOT NULL DEFAULT 0,
  "due_at" TIMESTAMP(3) NOT NULL,
  "digest" VARCHAR(10),
  "held_by" VARCHAR(36),
  "held_until" TIMESTAMP(3),
  "reference" VARCHAR(190),
  "created_at" TIMESTAMP(3) NOT NULL,
  "sent_at" TIMESTAMP(3),
  "read_at" TIMESTAMP(3),
  PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "message_unique_key_key" ON "message" ("unique_key");

CREATE INDEX "message_channel_state_priority_due_at_idx" ON "message" ("channel", "state", "priority", "due_at");

CREATE INDEX "message_state_due_at_idx" ON "message" ("state", "due_at");

CREATE INDEX "message_thread_state_idx" ON "message" ("thread", "state");

CREATE INDEX "message_recipient_kind_recipient_id_created_at_idx" ON "message" ("recipient_kind", "recipient_id", "created_at");

CREATE INDEX "message_kind_created_at_idx" ON "message" ("kind", "created_at");

CREATE INDEX "message_entity_entity_id_idx" ON "message" ("entity", "entity_id");

CREATE INDEX "message_channel_state_created_at_idx" ON "message" ("channel", "state", "created_at");

CREATE TABLE "notice_choice" (
  "user_id" VARCHAR(36) NOT NULL,
  "kind" VARCHAR(120) NOT NULL,
  "channels" VARCHAR(400) NOT NULL,
  PRIMARY KEY ("user_id", "kind")
);

CREATE TABLE "notice_profile" (
  "user_id" VARCHAR(36) NOT NULL,
  "zone" VARCHAR(60),
  "quiet_from" INTEGER,
  "quiet_to" INTEGER,
  "digest" VARCHAR(10) NOT NULL DEFAULT 'instant',
  "updated_at" TIMESTAMP(3) NOT NULL,
  PRIMARY KEY ("user_id")
);

CREATE TABLE "notice_default" (
  "kind" VARCHAR(120) NOT NULL,
  "channels" VARCHAR(400) NOT NULL,
  "locked" VARCHAR(400) NOT NULL,
  "updated_at" TIMESTAMP(3) NOT NULL,
  "updated_by" VARCHAR(36),
  "version" INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY ("kind")
);

CREATE TABLE "mail_block" (
  "address" VARCHAR(190) NOT NULL,
  "reason" VARCHAR(20) NOT NULL,
  "detail" VARCHAR(500),
  "message_id" VARCHAR(36),
  "created_at" TIMESTAMP(3) NOT NULL,
  PRIMARY KEY ("address")
);

CREATE TABLE "reminder_ladder" (
  "id" VARCHAR(36) NOT NULL,
  "name" VARCHAR(120) NOT NULL,
  "position" INTEGER NOT NULL,
  "active" BOOLEAN NOT NULL DEFAULT TRUE,
  "segment" TEXT NOT NULL,
  "created_at" TIMESTAMP(3) NOT NULL,
  "updated_at" TIMESTAMP(3) NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "reminder_ladder_name_key" ON "reminder_ladder" ("name");

CREATE INDEX "reminder_ladder_position_idx" ON "reminder_ladder" ("position");

CREATE TABLE "reminder_stage" (
  "id" VARCHAR(36) NOT NULL,
  "ladder_id" VARCHAR(36) NOT NULL,
  "day" INTEGER NOT NULL,
  "audience" VARCHAR(20) NOT NULL,
  "channels" VARCHAR(400) NOT NULL,
  "wording" VARCHAR(20) NOT NULL,
  "extra" TEXT NOT NULL,
  PRIMARY KEY ("id"),
  CONSTRAINT "reminder_stage_ladder_id_fkey" FOREIGN KEY ("ladder_id") REFERENCES "reminder_ladder" ("id") ON DELETE RESTRICT
);

CREATE UNIQUE INDEX "reminder_stage_ladder_id_day_audience_key" ON "reminder_stage" ("ladder_id", "day", "audience");

CREATE TABLE "reminder_pause" (
  "id" VARCHAR(36) NOT NULL,
  "invoice_id" VARCHAR(36) NOT NULL,
  "representative_id" VARCHAR(36) NOT NULL,
  "reason" VARCHAR(20) NOT NULL,
  "until" DATE,
  "note" VARCHAR(500),
  "created_at" TIMESTAMP(3) NOT NULL,
  "created_by" VARCHAR(36),
  "ended_at" TIMESTAMP(3),
  PRIMARY KEY ("id")
);

CREATE INDEX "reminder_pause_invoice_id_ended_at_idx" ON "reminder_pause" ("invoice_id", "ended_at");

CREATE INDEX "reminder_pause_representative_id_idx" ON "reminder_pause" ("representative_id");

CREATE TABLE "telegram_chat" (
  "id" VARCHAR(36) NOT NULL,
  "chat_id" BIGINT NOT NULL,
  "user_id" VARCHAR(36) NOT NULL,
  "username" VARCHAR(64),
  "state" VARCHAR(20) NOT NULL,
  "linked_at" TIMESTAMP(3) NOT NULL,
  "ended_at" TIMESTAMP(3),
  "last_seen_at" TIMESTAMP(3),
  PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "telegram_chat_chat_id_key" ON "telegram_chat" ("chat_id");

CREATE INDEX "telegram_chat_user_id_state_idx" ON "telegram_chat" ("user_id", "state");

CREATE TABLE "telegram_link" (
  "digest" VARCHAR(64) NOT NULL,
  "user_id" VARCHAR(36) NOT NULL,
  "created_by" VARCHAR(36),
  "created_at" TIMESTAMP(3) NOT NULL,
  "expires_at" TIMESTAMP(3) NOT NULL,
  "used_at" TIMESTAMP(3),
  PRIMARY KEY ("digest")
);

CREATE INDEX "telegram_link_user_id_idx" ON "telegram_link" ("user_id");

CREATE INDEX "telegram_link_expires_at_idx" ON "telegram_link" ("expires_at");

CREATE TABLE "telegram_screen" (
  "id" VARCHAR(22) NOT NULL,
  "chat_id" BIGINT NOT NULL,
  "user_id" VARCHAR(36) NOT NULL,
  "buttons" TEXT NOT NULL,
  "message_id" BIGINT,
  "created_at" TIMESTAMP(3) NOT NULL,
  "expires_at" TIMESTAMP(3) NOT NULL,
  PRIMARY KEY ("id")
);

CREATE INDEX "telegram_screen_chat_id_created_at_idx" ON "telegram_screen" ("chat_id", "created_at");

CREATE INDEX "telegram_screen_expires_at_idx" ON "telegram_screen" ("expires_at");

CREATE TABLE "telegram_conversation" (
  "chat_id" BIGINT NOT NULL,
  "user_id" VARCHAR(36) NOT NULL,
  "step" VARCHAR(120) NOT NULL,
  "state" TEXT NOT NULL,
  "message_id" BIGINT,
  "expires_at" TIMESTAMP(3) NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY ("chat_id")
);

CREATE INDEX "telegram_conversation_expires_at_idx" ON "telegram_conversation" ("expires_at");

CREATE TABLE "telegram_update" (
  "update_id" BIGINT NOT NULL,
  "taken_at" TIMESTAMP(3) NOT NULL,
  "done_at" TIMESTAMP(3),
  PRIMARY KEY ("update_id")
);

CREATE INDEX "telegram_update_taken_at_idx" ON "telegram_update" ("taken_at");

CREATE TABLE "telegram_poller" (
  "bot_id" BIGINT NOT NULL,
  "held_by" VARCHAR(36),
  "held_until" TIMESTAMP(3),
  "next_update" BIGINT NOT NULL DEFAULT 0,
  "problem" TEXT,
  "last_seen_at" TIMESTAMP(3),
  PRIMARY KEY ("bot_id")
);

CREATE TABLE "telegram_bucket" (
  "key" VARCHAR(60) NOT NULL,
  "tokens" INTEGER NOT NULL,
  "filled_at" TIMESTAMP(3) NOT NULL,
  "paused_to" TIMESTAMP(3),
  PRIMARY KEY ("key")
);

CREATE INDEX "telegram_bucket_filled_at_idx" ON "telegram_bucket" ("filled_at");

CREATE TABLE "telegram_file" (
  "digest" VARCHAR(64) NOT NULL,
  "language" VARCHAR(5) NOT NULL,
  "file_id" VARCHAR(255) NOT NULL,
  "created_at" TIMESTAMP(3) NOT NULL,
  PRIMARY KEY ("digest", "language")
);

CREATE TABLE "broadcast" (
  "id" VARCHAR(36) NOT NULL,
  "texts" TEXT NOT NULL,
  "audience" TEXT NOT NULL,
  "state" VARCHAR(20) NOT NULL,
  "total" INTEGER NOT NULL DEFAULT 0,
  "created_by" VARCHAR(36),
  "created_at" TIMESTAMP(3) NOT NULL,
  "started_at" TIMESTAMP(3),
  "finished_at" TIMESTAMP(3),
  "chat_id" BIGINT,
  "message_id" BIGINT,
  "version" INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY ("id")
);

CREATE INDEX "broadcast_state_idx" ON "broadcast" ("state");

CREATE INDEX "broadcast_created_at_idx" ON "broadcast" ("created_at");
