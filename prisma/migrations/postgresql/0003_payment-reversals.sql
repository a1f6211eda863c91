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

ALTER TABLE "payment" ADD COLUMN "reversed_on" DATE;

-- By hand from here: a reversal takes the figures of its payment away on its own day (docs/decisions/0015).
CREATE FUNCTION "analytics_change_of_payment_reversal_insert"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO "analytics_change" ("source", "sign", "representative_id", "office_id", "geo_id", "currency", "part", "day", "due_day", "settled_day", "voided_day", "amount", "tax", "settled", "outstanding")
    SELECT 'payment', -1, r."id", r."office_id", r."geo_id", NEW."currency", p."method", NEW."reversed_on", NULL, NULL, NULL, NEW."amount", 0, 0, 0
    FROM "payment" p JOIN "representative" r ON r."id" = NEW."representative_id" WHERE p."id" = NEW."payment_id" FOR SHARE OF r;
  RETURN NULL;
END $$;

CREATE TRIGGER "analytics_change_of_payment_reversal_insert" AFTER INSERT ON "payment_reversal" FOR EACH ROW EXECUTE FUNCTION "analytics_change_of_payment_reversal_insert"();

CREATE FUNCTION "analytics_change_of_payment_reversal_update"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO "analytics_change" ("source", "sign", "representative_id", "office_id", "geo_id", "currency", "part", "day", "due_day", "settled_day", "voided_day", "amount", "tax", "settled", "outstanding")
    SELECT 'payment', 1, r."id", r."office_id", r."geo_id", OLD."currency", p."method", OLD."reversed_on", NULL, NULL, NULL, OLD."amount", 0, 0, 0
    FROM "payment" p JOIN "representative" r ON r."id" = OLD."representative_id" WHERE p."id" = OLD."payment_id" FOR SHARE OF r;
  INSERT INTO "analytics_change" ("source", "sign", "representative_id", "office_id", "geo_id", "currency", "part", "day", "due_day", "settled_day", "voided_day", "amount", "tax", "settled", "outstanding")
    SELECT 'payment', -1, r."id", r."office_id", r."geo_id", NEW."currency", p."method", NEW."reversed_on", NULL, NULL, NULL, NEW."amount", 0, 0, 0
    FROM "payment" p JOIN "representative" r ON r."id" = NEW."representative_id" WHERE p."id" = NEW."payment_id" FOR SHARE OF r;
  RETURN NULL;
END $$;

CREATE TRIGGER "analytics_change_of_payment_reversal_update" AFTER UPDATE ON "payment_reversal" FOR EACH ROW
  WHEN (OLD."payment_id" IS DISTINCT FROM NEW."payment_id" OR OLD."representative_id" IS DISTINCT FROM NEW."representative_id" OR OLD."currency" IS DISTINCT FROM NEW."currency" OR OLD."reversed_on" IS DISTINCT FROM NEW."reversed_on" OR OLD."amount" IS DISTINCT FROM NEW."amount") EXECUTE FUNCTION "analytics_change_of_payment_reversal_update"();

CREATE FUNCTION "analytics_change_of_payment_reversal_delete"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO "analytics_change" ("source", "sign", "representative_id", "office_id", "geo_id", "currency", "part", "day", "due_day", "settled_day", "voided_day", "amount", "tax", "settled", "outstanding")
    SELECT 'payment', 1, r."id", r."office_id", r."geo_id", OLD."currency", p."method", OLD."reversed_on", NULL, NULL, NULL, OLD."amount", 0, 0, 0
    FROM "payment" p JOIN "representative" r ON r."id" = OLD."representative_id" WHERE p."id" = OLD."payment_id" FOR SHARE OF r;
  RETURN NULL;
END $$;

CREATE TRIGGER "analytics_change_of_payment_reversal_delete" AFTER DELETE ON "payment_reversal" FOR EACH ROW EXECUTE FUNCTION "analytics_change_of_payment_reversal_delete"();

CREATE FUNCTION "analytics_change_of_reversals_of_representative_move"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO "analytics_change" ("source", "sign", "representative_id", "office_id", "geo_id", "currency", "part", "day", "due_day", "settled_day", "voided_day", "amount", "tax", "settled", "outstanding")
    SELECT 'payment', 1, OLD."id", OLD."office_id", OLD."geo_id", t."currency", p."method", t."reversed_on", NULL, NULL, NULL, t."amount", 0, 0, 0
    FROM "payment_reversal" t JOIN "payment" p ON p."id" = t."payment_id" WHERE t."representative_id" = OLD."id";
  INSERT INTO "analytics_change" ("source", "sign", "representative_id", "office_id", "geo_id", "currency", "part", "day", "due_day", "settled_day", "voided_day", "amount", "tax", "settled", "outstanding")
    SELECT 'payment', -1, NEW."id", NEW."office_id", NEW."geo_id", t."currency", p."method", t."reversed_on", NULL, NULL, NULL, t."amount", 0, 0, 0
    FROM "payment_reversal" t JOIN "payment" p ON p."id" = t."payment_id" WHERE t."representative_id" = NEW."id";
  RETURN NULL;
END $$;

CREATE TRIGGER "analytics_change_of_reversals_of_representative_move" AFTER UPDATE ON "representative" FOR EACH ROW
  WHEN (OLD."office_id" IS DISTINCT FROM NEW."office_id" OR OLD."geo_id" IS DISTINCT FROM NEW."geo_id") EXECUTE FUNCTION "analytics_change_of_reversals_of_representative_move"();
