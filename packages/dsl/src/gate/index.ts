export { capsBind, decideSend, defaultPolicy } from './decide-send.ts';
export type { GateDecision, GateFacts, GatePolicy, HourCounts, SendRequest, SkipReason } from './gate-types.ts';
export { bestMoment, BEST_TIME_LOOKS_BACK, hourCounts } from './best-time.ts';
export { careAfter, defaultCareEvents, type Care, type CareEvents } from './care.ts';
export { chooseChannel, type ChannelChoice } from './choose-channel.ts';
