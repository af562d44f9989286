export { evaluate, type Evaluated } from './evaluate.ts';
export { checkCondition, scopeNames } from './check-condition.ts';
export { truthy, type Condition } from './rule.ts';
export { describeCondition } from './describe.ts';
export { conditionNeeds, longer, type ConditionNeeds } from './needs.ts';
export { recheckAt } from './recheck.ts';
export { explain, explainAnswer, type Explanation } from './explain.ts';
export { fromRows, toRows } from './convert-rows.ts';
export { fieldOperators, type EventRow, type FieldOperator, type FieldRow, type MoodRow, type RawRow, type Row, type RowGroup, type Rows, type SegmentRow } from './rows.ts';
