export { capsBind, decideSend, defaultPolicy } from './decide-send.ts';
export type { GateDecision, GateFacts, GatePolicy, SendRequest, SkipReason } from './gate-types.ts';
export { careAfter, defaultCareEvents, type Care, type CareEvents } from './care.ts';
export { chooseChannel, type ChannelChoice } from './choose-channel.ts';
