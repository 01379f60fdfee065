export { aReceipt } from './a-receipt';
export {
  aCase,
  ACCEPT,
  aCaseUpTo,
  aDenunciation,
  AGENCY,
  aHandling,
  anEnforcement,
  aRound,
  mustStayShut,
  PETITIONER,
  sealed,
  type CaseWords,
} from './a-case';
export { aCodeBook, AGENCIES, CROSSWALK, NATIONAL_CODES, SOURCE } from './a-code-book';
export {
  ACCEPTANCE_DRAFT,
  aDraft,
  aMappedRecord,
  aRawRecord,
  aRoundDraft,
  aSecondRoundDraft,
  ENFORCEMENT_DRAFT,
  HANDLING_DRAFT,
} from './a-draft';
export { aReception, aVisit, VISIT_REASONS } from './a-reception';
export { aBatch, anAccepted, aStanding, JUDGED_WITH, knownAs, type AcceptedWords } from './a-judged-record';
export { CALENDAR, DEADLINES } from './deadlines';
export { judged, reasonsOf } from './judged';
export { aSourceInfo } from './a-source-info';
export {
  ACCEPTED,
  CLOSED,
  day,
  DECIDED,
  DUE,
  ENFORCED,
  HANDLED,
  NOW,
  RECEIVED,
  SECOND_DECIDED,
  START,
  TODAY,
  WRITTEN,
} from './dates';
export * from './people';
