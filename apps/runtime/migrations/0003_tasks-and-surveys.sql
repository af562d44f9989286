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
CREATE INDEX "surveys_customer" ON "surveys" USING btree ("lane","customer","created_at");--> statement-breakpoint
CREATE INDEX "surveys_journey" ON "surveys" USING btree ("journey","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "tasks_once" ON "tasks" USING btree ("lane","run","step","visit");--> statement-breakpoint
CREATE INDEX "tasks_customer" ON "tasks" USING btree ("lane","customer","created_at");--> statement-breakpoint
CREATE INDEX "tasks_open" ON "tasks" USING btree ("due_at","id") WHERE status = 'open';