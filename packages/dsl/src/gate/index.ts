export { decideSend, defaultPolicy } from './decide-send.ts';
export type { GateDecision, GateFacts, GatePolicy, SendRequest, SkipReason } from './gate-types.ts';
