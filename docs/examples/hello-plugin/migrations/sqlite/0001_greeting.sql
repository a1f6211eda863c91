CREATE TABLE "hello_greeting" (
  "id" VARCHAR(36) NOT NULL,
  "name" VARCHAR(80) NOT NULL,
  "text" VARCHAR(190) NOT NULL,
  "said_at" DATETIME NOT NULL,
  PRIMARY KEY ("id")
);

CREATE INDEX "hello_greeting_said_at_idx" ON "hello_greeting" ("said_at");
