CREATE TABLE "api_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"hash" text NOT NULL,
	"hint" text NOT NULL,
	"created_at" timestamptz(3) NOT NULL,
	"revoked_at" timestamptz(3),
	CONSTRAINT "api_keys_hash_unique" UNIQUE("hash")
);
--> statement-breakpoint
CREATE TABLE "audit_log" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"at" timestamptz(3) NOT NULL,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"subject" text NOT NULL,
	"detail" jsonb
);
--> statement-breakpoint
CREATE TABLE "calls" (
	"lane" smallint NOT NULL,
	"id" text NOT NULL,
	"run" text NOT NULL,
	"step" text NOT NULL,
	"visit" integer NOT NULL,
	"customer" text NOT NULL,
	"command" jsonb NOT NULL,
	"status" text NOT NULL,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"created_at" timestamptz(3) NOT NULL,
	"due_at" timestamptz(3),
	"leased_until" timestamptz(3),
	"error" text,
	CONSTRAINT "calls_lane_id_pk" PRIMARY KEY("lane","id")
);
--> statement-breakpoint
CREATE TABLE "catalog" (
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"property" text DEFAULT '' NOT NULL,
	"type" text DEFAULT '' NOT NULL,
	"values" jsonb NOT NULL,
	"count" bigint NOT NULL,
	"seen_at" timestamptz(3) NOT NULL,
	CONSTRAINT "catalog_kind_name_property_pk" PRIMARY KEY("kind","name","property")
);
--> statement-breakpoint
CREATE TABLE "consents" (
	"lane" smallint NOT NULL,
	"customer" text NOT NULL,
	"channel" text NOT NULL,
	"topic" text NOT NULL,
	"state" text NOT NULL,
	"at" timestamptz(3) NOT NULL,
	"source" text NOT NULL,
	CONSTRAINT "consents_lane_customer_channel_topic_pk" PRIMARY KEY("lane","customer","channel","topic")
);
--> statement-breakpoint
CREATE TABLE "counters" (
	"lane" smallint NOT NULL,
	"journey" text NOT NULL,
	"version" integer NOT NULL,
	"step" text NOT NULL,
	"what" text NOT NULL,
	"hour" timestamptz(3) NOT NULL,
	"n" bigint NOT NULL,
	CONSTRAINT "counters_lane_journey_version_step_what_hour_pk" PRIMARY KEY("lane","journey","version","step","what","hour")
);
--> statement-breakpoint
CREATE TABLE "customers" (
	"lane" smallint NOT NULL,
	"id" text NOT NULL,
	"traits" jsonb NOT NULL,
	"timezone" text,
	"locale" text,
	"mood" jsonb,
	"sentiment_allowed" boolean DEFAULT true NOT NULL,
	"care" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"recheck_at" timestamptz(3),
	"created_at" timestamptz(3) NOT NULL,
	"seen_at" timestamptz(3) NOT NULL,
	CONSTRAINT "customers_lane_id_pk" PRIMARY KEY("lane","id")
);
--> statement-breakpoint
CREATE TABLE "decisions" (
	"lane" smallint NOT NULL,
	"run" text NOT NULL,
	"id" bigserial NOT NULL,
	"journey" text NOT NULL,
	"version" integer NOT NULL,
	"customer" text NOT NULL,
	"at" timestamptz(3) NOT NULL,
	"entries" jsonb NOT NULL,
	CONSTRAINT "decisions_lane_run_id_pk" PRIMARY KEY("lane","run","id")
);
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"lane" smallint NOT NULL,
	"message" text NOT NULL,
	"attempt" smallint NOT NULL,
	"at" timestamptz(3) NOT NULL,
	"outcome" text NOT NULL,
	"detail" text,
	CONSTRAINT "deliveries_lane_message_attempt_pk" PRIMARY KEY("lane","message","attempt")
);
--> statement-breakpoint
CREATE TABLE "events" (
	"lane" smallint NOT NULL,
	"message_id" text NOT NULL,
	"customer" text NOT NULL,
	"name" text NOT NULL,
	"at" timestamptz(3) NOT NULL,
	"received_at" timestamptz(3) NOT NULL,
	"properties" jsonb NOT NULL,
	"sentiment" jsonb,
	CONSTRAINT "events_lane_message_id_pk" PRIMARY KEY("lane","message_id")
);
--> statement-breakpoint
CREATE TABLE "failures" (
	"lane" smallint NOT NULL,
	"id" text NOT NULL,
	"at" timestamptz(3) NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"payload" jsonb NOT NULL,
	"error" text NOT NULL,
	"replayed_at" timestamptz(3),
	CONSTRAINT "failures_lane_id_pk" PRIMARY KEY("lane","id")
);
--> statement-breakpoint
CREATE TABLE "held" (
	"lane" smallint NOT NULL,
	"journey" text NOT NULL,
	"seq" bigserial NOT NULL,
	"kind" text NOT NULL,
	"customer" text NOT NULL,
	"payload" jsonb NOT NULL,
	CONSTRAINT "held_lane_journey_seq_pk" PRIMARY KEY("lane","journey","seq")
);
--> statement-breakpoint
CREATE TABLE "identities" (
	"lane" smallint NOT NULL,
	"kind" text NOT NULL,
	"value" text NOT NULL,
	"customer" text NOT NULL,
	"at" timestamptz(3) NOT NULL,
	CONSTRAINT "identities_lane_kind_value_pk" PRIMARY KEY("lane","kind","value")
);
--> statement-breakpoint
CREATE TABLE "inbox" (
	"lane" smallint NOT NULL,
	"seq" bigserial NOT NULL,
	"kind" text NOT NULL,
	"customer" text NOT NULL,
	"payload" jsonb NOT NULL,
	"at" timestamptz(3) NOT NULL,
	CONSTRAINT "inbox_lane_seq_pk" PRIMARY KEY("lane","seq")
);
--> statement-breakpoint
CREATE TABLE "journey_versions" (
	"journey" text NOT NULL,
	"version" integer NOT NULL,
	"program" jsonb NOT NULL,
	"graph" jsonb NOT NULL,
	"checksum" text NOT NULL,
	"published_at" timestamptz(3) NOT NULL,
	CONSTRAINT "journey_versions_journey_version_pk" PRIMARY KEY("journey","version")
);
--> statement-breakpoint
CREATE TABLE "journeys" (
	"key" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"category" text NOT NULL,
	"status" text NOT NULL,
	"draft" jsonb NOT NULL,
	"revision" integer NOT NULL,
	"published_version" integer,
	"draft_checksum" text,
	"problems" jsonb NOT NULL,
	"created_at" timestamptz(3) NOT NULL,
	"updated_at" timestamptz(3) NOT NULL,
	"published_at" timestamptz(3)
);
--> statement-breakpoint
CREATE TABLE "lanes" (
	"lane" smallint PRIMARY KEY NOT NULL,
	"version" bigint DEFAULT 0 NOT NULL,
	"next_due" timestamptz(3),
	"held" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "memberships" (
	"lane" smallint NOT NULL,
	"customer" text NOT NULL,
	"segment" text NOT NULL,
	"since" timestamptz(3) NOT NULL,
	CONSTRAINT "memberships_lane_customer_segment_pk" PRIMARY KEY("lane","customer","segment")
);
--> statement-breakpoint
CREATE TABLE "message_events" (
	"lane" smallint NOT NULL,
	"message" text NOT NULL,
	"kind" text NOT NULL,
	"at" timestamptz(3) NOT NULL,
	"detail" jsonb,
	CONSTRAINT "message_events_lane_message_kind_at_pk" PRIMARY KEY("lane","message","kind","at")
);
--> statement-breakpoint
CREATE TABLE "messages" (
	"lane" smallint NOT NULL,
	"id" text NOT NULL,
	"run" text NOT NULL,
	"step" text NOT NULL,
	"visit" integer NOT NULL,
	"channel" text NOT NULL,
	"journey" text NOT NULL,
	"version" integer NOT NULL,
	"customer" text NOT NULL,
	"status" text NOT NULL,
	"reason" text,
	"category" text NOT NULL,
	"topic" text,
	"command" jsonb NOT NULL,
	"decision" jsonb NOT NULL,
	"to" text,
	"subject" text,
	"body" text,
	"html" text,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"created_at" timestamptz(3) NOT NULL,
	"due_at" timestamptz(3),
	"leased_until" timestamptz(3),
	"sent_at" timestamptz(3),
	"error" text,
	"provider_id" text,
	CONSTRAINT "messages_lane_id_pk" PRIMARY KEY("lane","id")
);
--> statement-breakpoint
CREATE TABLE "runs" (
	"lane" smallint NOT NULL,
	"id" text NOT NULL,
	"journey" text NOT NULL,
	"version" integer NOT NULL,
	"customer" text NOT NULL,
	"entry_key" text NOT NULL,
	"status" text NOT NULL,
	"step" text,
	"state" jsonb NOT NULL,
	"entered_at" timestamptz(3) NOT NULL,
	"finished_at" timestamptz(3),
	"reason" text,
	CONSTRAINT "runs_lane_id_pk" PRIMARY KEY("lane","id")
);
--> statement-breakpoint
CREATE TABLE "schedules" (
	"journey" text NOT NULL,
	"entry" integer NOT NULL,
	"at" timestamptz(3) NOT NULL,
	"version" integer NOT NULL,
	"cursor" jsonb,
	"done_at" timestamptz(3),
	CONSTRAINT "schedules_journey_entry_at_pk" PRIMARY KEY("journey","entry","at")
);
--> statement-breakpoint
CREATE TABLE "segments" (
	"key" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"condition" jsonb,
	"created_at" timestamptz(3) NOT NULL,
	"updated_at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"key" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL,
	"updated_at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
CREATE TABLE "suppressions" (
	"channel" text NOT NULL,
	"address" text NOT NULL,
	"reason" text NOT NULL,
	"at" timestamptz(3) NOT NULL,
	CONSTRAINT "suppressions_channel_address_pk" PRIMARY KEY("channel","address")
);
--> statement-breakpoint
CREATE TABLE "templates" (
	"key" text NOT NULL,
	"version" integer NOT NULL,
	"channel" text NOT NULL,
	"name" text NOT NULL,
	"subject" text,
	"body" text NOT NULL,
	"html" text,
	"created_at" timestamptz(3) NOT NULL,
	CONSTRAINT "templates_key_version_pk" PRIMARY KEY("key","version")
);
--> statement-breakpoint
CREATE TABLE "timers" (
	"lane" smallint NOT NULL,
	"due_at" timestamptz(3) NOT NULL,
	"run" text NOT NULL,
	"step" text NOT NULL,
	"visit" integer NOT NULL,
	CONSTRAINT "timers_lane_due_at_run_pk" PRIMARY KEY("lane","due_at","run")
);
--> statement-breakpoint
CREATE INDEX "calls_due" ON "calls" USING btree ("lane","due_at") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "decisions_customer" ON "decisions" USING btree ("lane","customer","at");--> statement-breakpoint
CREATE INDEX "events_customer" ON "events" USING btree ("lane","customer","name","at");--> statement-breakpoint
CREATE INDEX "memberships_segment" ON "memberships" USING btree ("lane","segment");--> statement-breakpoint
CREATE UNIQUE INDEX "messages_once" ON "messages" USING btree ("lane","run","step","visit","channel");--> statement-breakpoint
CREATE INDEX "messages_due" ON "messages" USING btree ("lane","due_at") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "messages_customer" ON "messages" USING btree ("lane","customer","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "runs_open" ON "runs" USING btree ("lane","customer","journey","entry_key") WHERE status = 'open';--> statement-breakpoint
CREATE INDEX "runs_customer" ON "runs" USING btree ("lane","customer");--> statement-breakpoint
CREATE VIEW "public"."trail" AS (select d.lane, d.run, d.id * 4096 + e.n as id, d.journey, d.version, d.customer, d.at, e.step, e.visit, e.outcome, e.because, e.used
  from decisions d cross join lateral rows from (jsonb_to_recordset(d.entries) as (step text, visit int, outcome text, because text, used jsonb)) with ordinality as e(step, visit, outcome, because, used, n));