export { Intake } from './intake';
export type { IntakePorts, IntakeReport, IntakeRules } from './intake-ports';
export { JudgeAnew } from './judge-anew';
export type { Verdict } from './judge-anew';
export { KeyPass } from './key-pass';
export { judge } from './judge';
export type { JudgeContext, Judgement } from './judgement';
export { CODE_LISTS, refreshCodeLists } from './refresh-code-lists';
export { secretDigest } from './secret-records';
