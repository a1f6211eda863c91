ALTER TABLE "archived_year" ADD COLUMN "proven_at" DATETIME;

ALTER TABLE "archived_year" ADD COLUMN "copies" TEXT;
