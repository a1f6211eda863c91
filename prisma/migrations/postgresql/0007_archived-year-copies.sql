ALTER TABLE "archived_year" ADD COLUMN "proven_at" TIMESTAMP(3);

ALTER TABLE "archived_year" ADD COLUMN "copies" TEXT;
