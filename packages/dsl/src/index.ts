// Documents
export { GRAPH_FORMAT, graphSchema, type CanvasNote, type Graph, type GraphEdge, type GraphNode } from './graph.ts';
export { PROGRAM_FORMAT, programSchema, type Entry, type Program, type Step } from './program.ts';
export { categorySchema, exitSchema, goalSchema, reentrySchema, settingsSchema, type JourneyCategory, type JourneySettings } from './settings.ts';
export { issueSchema, pointer, severitySchema, witnessSchema, type Issue, type Result, type Severity, type Witness } from './issue.ts';
export type { Duration, Instant, Json, JsonObject, Zone } from './json.ts';
export { upgrade } from './upgrade/index.ts';

// The registry of node kinds
export { entryKind, entryKinds, nodeKinds, stepKind, stepKinds } from './nodes/index.ts';
export type { Category, Arrival, CheckContext, CommandDraft, EntryKind, KnownValue, Needs, NodeKind, Occurrence, Passage, Port, StepAnswer, StepContext, StepKind, SummaryPart, World } from './node-kind.ts';

// What the language sees of a customer
export type { ConsentFacts, EventFact, Facts, HostFacts, ProgramFacts, SentimentFact, StepFact } from './facts.ts';
export { checkCondition, conditionNeeds, describeCondition, evaluate, explain, recheckAt, scopeNames, truthy, type Condition, type ConditionNeeds, type Evaluated, type Explanation } from './condition/index.ts';
export { fieldOperators, fromRows, toRows, type EventRow, type FieldOperator, type FieldRow, type MoodRow, type RawRow, type Row, type RowGroup, type Rows, type SegmentRow } from './condition/index.ts';
export { applyChange, customerFacts, type ChangedCustomer, type CustomerRecord } from './customer.ts';
export { countSegments, helpers, parseText, renderContent, renderText, textNames, type Helper, type ParsedText, type Rendered, type RenderedContent, type SmsSegments, type TextScope } from './text/index.ts';
export { BEST_TIME_LOOKS_BACK, bestMoment, capsBind, careAfter, chooseChannel, decideSend, defaultCareEvents, defaultPolicy, hourCounts, type Care, type CareEvents, type ChannelChoice } from './gate/index.ts';
export type { GateDecision, GateFacts, GatePolicy, HourCounts, SendRequest, SkipReason } from './gate/gate-types.ts';

// Experiments
export { compareControlGroup, decideWinner, type Arm, type ArmCount, type ArmFigures, type Experiment, type Comparison, type ControlGroupEffect, type ExperimentCounts, type Figure, type GroupCount, type Guardrail, type Metric, type Verdict } from './experiment/index.ts';
export { experimentsOf, type Experiments } from './engine/experiments.ts';

// The engine
export { advance } from './engine/advance.ts';
export { createRun, isHeldOut, isOfWorkspaceHoldout, zoneFor, type NewRun } from './engine/create-run.ts';
export { occur, type Occurred, type Occurring } from './engine/occur.ts';
export { goalId } from './engine/outcomes.ts';
export { draw } from './engine/hash.ts';
export { JOURNEY, type Advance } from './engine/work.ts';
export { bandOf, plainQuestion, scaleOf, scoresOf, surveyFigures, surveyScope, withQuestion, type SurveyFigures, type SurveyKind, type SurveyScale } from './survey/index.ts';
export type { CallCommand, Command, Content, CustomerChange, NotifyCommand, SendCommand, SurveyAsk, TaskCommand, TrailEntry } from './engine/command.ts';
export type { FinishReason, Run, Trial, Waiting } from './engine/run.ts';
export type { Signal } from './engine/signal.ts';

// A decision made again, and told to the customer
export { redecide, type Redecided } from './replay/redecide.ts';
export { tellCustomer, type Told } from './replay/tell-customer.ts';

// Time
export { addDuration, cronInWords, durationInWords, momentInWords, nextLocalTime, nextTick, parseCron, parseDuration, parseZone, readMoment, roughMs, type Cron, type DurationParts } from './time/index.ts';

// Between graph and program, and what speaks against publishing
export { CARD, closest, compile, decompile, guardJson, layout, LIMITS, parseGraph, parseProgram } from './compile/index.ts';
export { check } from './check/index.ts';
export { knownValue } from './check/known.ts';
export { programFacts } from './program-facts.ts';
export { configJsonSchema, graphJsonSchema, programJsonSchema, type JsonSchema } from './json-schema.ts';

// Trying a journey out
export { memberOf, simulate, simulateMany, type Crowd, type CrowdMember, type CrowdResult, type Habit, type Member, type Persona, type SimulatedCustomer, type SimulatedMessage, type SimulatedRun, type SimulationInput, type SimulationResult, type StepCount, type StoryLine, type TimelineItem } from './simulate/index.ts';
export { diff, diffGraphs, moveRun, planMigration, planSteps, sameJson, type Change, type Landing, type MigrationPlan, type Move, type Moving, type NodeStatus, type Difference, type Redirects, type Resting, type StepMove, type Timer } from './diff/index.ts';
