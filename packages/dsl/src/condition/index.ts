export { evaluate, type Evaluated } from './evaluate.ts';
export { checkCondition, scopeNames } from './check-condition.ts';
export { truthy, type Condition } from './rule.ts';
