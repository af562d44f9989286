DROP INDEX "messages_due";--> statement-breakpoint
CREATE INDEX "messages_queue" ON "messages" USING btree ("lane",(category <> 'transactional'),"channel","journey","due_at") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "messages_sending" ON "messages" USING btree ("lane","leased_until") WHERE status = 'sending';