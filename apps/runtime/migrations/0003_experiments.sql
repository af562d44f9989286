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
ALTER TABLE "lanes" ADD COLUMN "scored_until" timestamptz(3);--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "priority" smallint DEFAULT 50 NOT NULL;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "scores_until" timestamptz(3);--> statement-breakpoint
CREATE INDEX "runs_scored" ON "runs" USING btree ("lane","customer") WHERE scores_until is not null;