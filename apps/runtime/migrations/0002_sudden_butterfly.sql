DROP VIEW "public"."trail";--> statement-breakpoint
DROP INDEX "messages_once";--> statement-breakpoint
DROP INDEX "messages_due";--> statement-breakpoint
ALTER TABLE "decisions" ALTER COLUMN "entries" SET DATA TYPE json;--> statement-breakpoint
ALTER TABLE "events" ALTER COLUMN "properties" SET DATA TYPE json;--> statement-breakpoint
ALTER TABLE "events" ALTER COLUMN "sentiment" SET DATA TYPE json;--> statement-breakpoint
ALTER TABLE "held" ALTER COLUMN "payload" SET DATA TYPE json;--> statement-breakpoint
ALTER TABLE "inbox" ALTER COLUMN "payload" SET DATA TYPE json;--> statement-breakpoint
ALTER TABLE "messages" ALTER COLUMN "command" SET DATA TYPE json;--> statement-breakpoint
ALTER TABLE "messages" ALTER COLUMN "decision" SET DATA TYPE json;--> statement-breakpoint
ALTER TABLE "runs" ALTER COLUMN "state" SET DATA TYPE json;--> statement-breakpoint
CREATE INDEX "messages_queue" ON "messages" USING btree ("lane",(category <> 'transactional'),"channel","journey","due_at") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "messages_sending" ON "messages" USING btree ("lane","leased_until") WHERE status = 'sending';--> statement-breakpoint
CREATE VIEW "public"."trail" AS (select d.lane, d.run, d.id * 4096 + e.n as id, d.journey, d.version, d.customer, d.at, e.step, e.visit, e.outcome, e.because, e.used
  from decisions d cross join lateral rows from (json_to_recordset(d.entries) as (step text, visit int, outcome text, because text, used json)) with ordinality as e(step, visit, outcome, because, used, n));