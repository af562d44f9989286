export { feedSample, sampleCalls, sampleJourneys, type FeedCursor, type FeedOptions, type FeedRequest } from './feed.ts';
export type { Call } from './story.ts';
