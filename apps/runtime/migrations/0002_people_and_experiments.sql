CREATE TABLE "experiments" (
	"journey" text NOT NULL,
	"step" text NOT NULL,
	"signature" text NOT NULL,
	"winner" text,
	"decided_by" text,
	"decided_at" timestamptz(3),
	"stopped" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"figures" jsonb,
	"checked_at" timestamptz(3) NOT NULL,
	CONSTRAINT "experiments_journey_step_signature_pk" PRIMARY KEY("journey","step","signature")
);
--> statement-breakpoint
CREATE TABLE "surveys" (
	"lane" smallint NOT NULL,
	"id" text NOT NULL,
	"run" text NOT NULL,
	"step" text NOT NULL,
	"visit" integer NOT NULL,
	"journey" text NOT NULL,
	"version" integer NOT NULL,
	"customer" text NOT NULL,
	"kind" text NOT NULL,
	"question" text NOT NULL,
	"created_at" timestamptz(3) NOT NULL,
	"sent_at" timestamptz(3),
	"expires_at" timestamptz(3),
	"answered_at" timestamptz(3),
	"score" smallint,
	"text" text,
	CONSTRAINT "surveys_lane_id_pk" PRIMARY KEY("lane","id")
);
--> statement-breakpoint
CREATE TABLE "tasks" (
	"lane" smallint NOT NULL,
	"id" text NOT NULL,
	"run" text NOT NULL,
	"step" text NOT NULL,
	"visit" integer NOT NULL,
	"journey" text NOT NULL,
	"version" integer NOT NULL,
	"customer" text NOT NULL,
	"queue" text NOT NULL,
	"title" text NOT NULL,
	"brief" text,
	"draft" text,
	"outcomes" jsonb NOT NULL,
	"assignee" text,
	"status" text NOT NULL,
	"due_at" timestamptz(3),
	"created_at" timestamptz(3) NOT NULL,
	"closed_at" timestamptz(3),
	"outcome" text,
	"note" text,
	"decided_by" text,
	"reply" text,
	CONSTRAINT "tasks_lane_id_pk" PRIMARY KEY("lane","id")
);
--> statement-breakpoint
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
ALTER TABLE "lanes" ADD COLUMN "scored_until" timestamptz(3);--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "priority" smallint DEFAULT 50 NOT NULL;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "scores_until" timestamptz(3);--> statement-breakpoint
CREATE INDEX "surveys_customer" ON "surveys" USING btree ("lane","customer","created_at");--> statement-breakpoint
CREATE INDEX "surveys_journey" ON "surveys" USING btree ("journey","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "tasks_once" ON "tasks" USING btree ("lane","run","step","visit");--> statement-breakpoint
CREATE INDEX "tasks_customer" ON "tasks" USING btree ("lane","customer","created_at");--> statement-breakpoint
CREATE INDEX "tasks_open" ON "tasks" USING btree ("due_at","id") WHERE status = 'open';--> statement-breakpoint
CREATE INDEX "messages_queue" ON "messages" USING btree ("lane",(category <> 'transactional'),"channel","journey","due_at") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "messages_sending" ON "messages" USING btree ("lane","leased_until") WHERE status = 'sending';--> statement-breakpoint
CREATE INDEX "messages_number" ON "messages" USING btree ("to") WHERE channel = 'sms';--> statement-breakpoint
CREATE INDEX "runs_scored" ON "runs" USING btree ("lane","customer") WHERE scores_until is not null;--> statement-breakpoint
CREATE VIEW "public"."trail" AS (select d.lane, d.run, d.id * 4096 + e.n as id, d.journey, d.version, d.customer, d.at, e.step, e.visit, e.outcome, e.because, e.used
  from decisions d cross join lateral rows from (json_to_recordset(d.entries) as (step text, visit int, outcome text, because text, used json)) with ordinality as e(step, visit, outcome, because, used, n));