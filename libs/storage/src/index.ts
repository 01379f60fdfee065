export { PgAccessTokens } from './access/pg-access-tokens';
export { PgAccounts } from './access/pg-accounts';
export type { AccountListing } from './access/pg-accounts';
export { PgSignIn } from './access/pg-sign-in';
export { PgAccess } from './access/pg-access';
export type { AccessChange, AccountPerson, Excluded, NamedAccount, TwoPeople } from './access/pg-access';
export { PgAccessBook } from './access/pg-access-book';
export type { AccessBook } from './access/pg-access-book';
export { accessStanding, PgAccessSettings } from './access/pg-access-settings';
export type { AccessStanding } from './access/pg-access-settings';
export { PgApprovals } from './access/pg-approvals';
export type { OnRecord } from './access/pg-approvals';
export { PgExplanations } from './access/pg-explanations';
export type { Explanation } from './access/pg-explanations';
export { PgListReading } from './access/pg-list-reading';
export { PgUnmask } from './access/pg-unmask';
export type { Revealed, UnmaskAnswer, WantedField } from './access/pg-unmask';
export { visible } from './access/row-scope';
export type { AccountScope, RowScope } from './access/row-scope';
export type { UnmaskRequest } from './access/unmask-rows';
export { audited } from './audit/audited';
export { PgAudit } from './audit/pg-audit';
export { PgAuditView } from './audit/pg-audit-view';
export {
  ACCEPT_RESTORE,
  noteRefusedRestore,
  refusedRestoreEntry,
  type RefusedRestore,
} from './audit/refused-restores';
export { PgDuplicateChecks } from './duplicates/pg-duplicate-checks';
export { PgDuplicateSetting, type AutoLinkAudit } from './duplicates/pg-duplicate-setting';
export { PgDuplicateStore } from './duplicates/pg-duplicate-store';
export { PgDuplicateTerms } from './duplicates/pg-duplicate-terms';
export { PgNationalLookUps } from './duplicates/pg-national-look-ups';
export type { DuplicateSearch, WantedDuplicateSearch } from './duplicates/duplicate-searches';
export { PgDuplicates } from './duplicates/pg-duplicates';
export type { DuplicateView, WantedDuplicateDecision } from './duplicates/pg-duplicates';
export type { DecidedLevels, DuplicateRow } from './duplicates/duplicate-rows';
export { isBound } from './codes/is-bound';
export { PgConfiguration } from './codes/pg-configuration';
export type { Binding } from './codes/pg-configuration';
export {
  mappingInUse,
  mappingsInUse,
  mappingWaitOf,
  mappingWaits,
  recordsToJudge,
  type MappingWait,
} from './codes/mapping-waits';
export { noteOutdated } from './codes/outdated-processes';
export type { SourceRegistration } from './codes/register-source';
export { PgCaseReading } from './cases/pg-case-reading';
export { PgCaseViews } from './cases/pg-case-views';
export type { CaseView } from './cases/pg-case-views';
export { connect, createDataSource, migrate } from './data-source';
export { PgRecordDigests } from './digests/pg-record-digests';
export { PgSourceDigests } from './digests/pg-source-digests';
export { PgGoneStore } from './gone/pg-gone-store';
export { PgBells } from './hooks/pg-bells';
export { PgStoredByKey } from './intake/pg-stored-by-key';
export { PgIntakeStore } from './intake/pg-intake-store';
export { KeyRegister } from './keys/key-register';
export { KeyRotation } from './keys/key-rotation';
export type { AdmittedCustodian } from './keys/key-rotation';
export type { Custodian, KeyStatus, Retirement } from './keys/key-rotation';
export { Rewrap } from './keys/rewrap';
export type { RewrapPage } from './keys/rewrap';
export { PgLaneStore } from './lanes/pg-lane-store';
export { PgSweep } from './lanes/pg-sweep';
export { PgLists } from './lists/pg-lists';
export type { Page, PageOf } from './lists/listing';
export type { HeldRecord, HoldFilter, RecordFilter } from './lists/record-list';
export { folderChanges, PgFolderContent } from './operations/pg-folder-content';
export type { FolderChange } from './operations/pg-folder-content';
export { missingCodes } from './reports/missing-codes';
export type { MissingCode } from './reports/missing-codes';
export { PgCodeLists, waitingLists } from './operations/pg-code-lists';
export type { ChangedList, CodeListWait, TouchedCode } from './operations/pg-code-lists';
export type { UndoneCode } from './codes/code-changes';
export { PgMappings } from './operations/pg-mappings';
export type { MappedBy, MappingImport } from './operations/pg-mappings';
export { PgSourceMappings } from './operations/pg-source-mappings';
export { PgOperations } from './operations/pg-operations';
export { PgOverlays } from './overlays/pg-overlays';
export { listOverlays, type OverlayRow } from './overlays/list-overlays';
export type { Command, OperationResult } from './operations/operation';
export type { ScopeDecision } from './operations/scope-decision';
export { brakeState, type BrakeState } from './brakes/brake-state';
export { campaigns, PgCampaigns } from './brakes/pg-campaigns';
export type { Campaign, CampaignDocument, CampaignOutcome } from './brakes/pg-campaigns';
export { watchState, type WatchState } from './brakes/delivery-watch';
export { deliveryPause, resumeDelivery, type DeliveryPause } from './brakes/pg-delivery-pause';
export { PgCreateBrake } from './brakes/pg-create-brake';
export { affectedRecords, leastShare, openOutages, outageOf, outages, recovery } from './outages/outages';
export { PgOutageStore } from './outages/pg-outage-store';
export { PgPolicies, pendingPolicy } from './operations/pg-policies';
export type { ConfirmationOutcome, PendingPolicy, PolicyDocument } from './operations/pg-policies';
export { PgDisclosures } from './reports/pg-disclosures';
export type { DisclosedRow, PolicyImpact } from './reports/pg-disclosures';
export { analyzeIfNever } from './statistics';
export { goesOn, PgReceipts } from './receipts/pg-receipts';
export type { WithoutReceipt } from './receipts/pg-receipts';
export { PgInspectorateRequests } from './requests/pg-inspectorate-requests';
export type { InspectorateRequestRow, RequestCounts } from './requests/request-list';
export { deadlineCounts, type DeadlineCounts, type DeadlineDays } from './deadlines/deadline-counts';
export type { DeadlineFilter, DeadlineRow } from './deadlines/deadline-list';
export { PgLedger } from './ledger/pg-ledger';
export { PgNoChannel } from './statutory/pg-no-channel';
export { PgReceptionBook } from './receptions/pg-reception-book';
export type { EnteredReceptions, ReceptionBook } from './receptions/pg-reception-book';
export { PgStatutory } from './statutory/pg-statutory';
export { PgStatutoryPeriods } from './statutory/pg-statutory-periods';
export type { ClosedPeriod, PeriodOf } from './statutory/pg-statutory-periods';
export type { BookFilter, NotCases, StatutoryBook } from './statutory/pg-statutory';
export type { LedgerFilter, LongWait, MilestoneCount, Promptness, StepTimes } from './ledger/pg-ledger';
export { PgConflicts } from './conflicts/pg-conflicts';
export type { ShownNow, WantedDecision } from './conflicts/conflict-tools';
export { groupOf, type ConflictFilter, type ConflictListRow } from './conflicts/conflict-list';
export { PgDescents } from './reconciliation/pg-descents';
export { PgReconciliation } from './reconciliation/pg-reconciliation';
export { reconciliationStanding } from './reconciliation/reconciliation-standing';
export type { ReconciliationStanding, RunStanding } from './reconciliation/reconciliation-standing';
export type { FindingFilter, FindingRow } from './lists/finding-list';
export { PgCorrections } from './corrections/pg-corrections';
export type { CorrectionView, SentLetter, WantedCode, WantedCorrections } from './corrections/pg-corrections';
export type { CorrectionRow } from './corrections/correction-rows';
export type { CorrectionFilter } from './lists/correction-list';
export { PgProposals } from './proposals/pg-proposals';
export type { ProposalMatch, ProposalView, WantedProposalDecision } from './proposals/pg-proposals';
export type { MaskedWho, ProposalRow } from './proposals/proposal-rows';
export { PgStrangers } from './proposals/pg-strangers';
export type { DuplicateFilter } from './lists/duplicate-list';
export type { ProposalFilter } from './lists/proposal-list';
export { beginRestoration, openRestoration, PgRestorations, signOff } from './restoration/pg-restorations';
export type { DifferentRecord, OpenRestoration, SignOffOutcome } from './restoration/pg-restorations';
export { PgEntryBatches, type ExportedBatch } from './entry/pg-entry-batches';
export { type WantedBatch } from './entry/choose-entries';
export { type BatchView, type WorkbookRow } from './entry/entry-book';
export { PgListedRuns } from './entry/pg-listed-runs';
export { PgHandAgencies, type HandStanding } from './entry/pg-hand-agencies';
export { PgShadow } from './shadow/pg-shadow';
export { PgShadowAgencies } from './shadow/pg-shadow-agencies';
export { shadowStanding, type ShadowStanding } from './shadow/shadow-standing';
export { PgSearch } from './search/pg-search';
export type { Searcher } from './search/pg-search';
export { ALERT_STATES, type AlertFilter, type AlertState, type ListedIncident } from './alerts/alert-list';
export { channelStandings, closedSince, openIncidents, type ChannelStanding } from './alerts/alert-standing';
export { PgAlertBook } from './alerts/pg-alert-book';
export { PgAlerts } from './alerts/pg-alerts';
export { readAlertDigest } from './alerts/read-alert-digest';
export { readAlertLook } from './alerts/read-alert-look';
export { PgCauseNotes, type SaidOfCause } from './causes/pg-cause-notes';
export { PgResyncs, type ChosenSet } from './resync/pg-resyncs';
export { PgResyncRecords } from './resync/pg-resync-records';
export { PgResyncStore } from './resync/pg-resync-store';
export { MOST_RECORDS, type LocalKey, type ResyncSubject } from './resync/choose-records';
export { ofReader, type ResyncFilter, type ResyncItemFilter } from './resync/resync-lists';
export type { ResyncItem, ResyncProgress, ResyncView } from './resync/resync-rows';
export { toStanding, type StandingRow } from './resync/standing-rows';
export { PgQueuePauses } from './queues/pg-queue-pauses';
export { EVERY_AGENCY, queuePauses } from './queues/queue-pause-rows';
export type { QueueName, QueuePause } from './queues/queue-pause-rows';
export { destinationDepths, waitingForJudgement } from './queues/queue-depths';
export type { DestinationDepth } from './queues/queue-depths';
export { PgReports } from './reports/pg-reports';
export type {
  Cause,
  QueueDepth,
  RecordRow,
  SourceState,
  Standing,
  StandingClass,
} from './reports/report-rows';
export { isSameAccounts } from './codes/same-accounts';
export { PgRenditions } from './renditions/pg-renditions';
export type { RenditionApproval, RenditionProposal, RenditionRow } from './renditions/rendition-outcome';
export { PgSecretStore, secretCounts } from './secret/pg-secret-store';
export type { SecretCount } from './secret/pg-secret-store';
export { PgSubjectCases } from './subjects/pg-subject-cases';
export type { SubjectExporter, SubjectPage } from './subjects/pg-subject-cases';
export { PgSubjectBeside } from './subjects/pg-subject-beside';
export type { SubjectBeside, SubjectReception, SubjectStranger } from './subjects/pg-subject-beside';
export { PgSubjectRequests } from './subjects/pg-subject-requests';
export type { MayExport } from './subjects/pg-subject-requests';

export type { Look, SentStep, SubjectCase, SubjectRecord } from './subjects/subject-case';
export type {
  CloseOutcome,
  NewCorrection,
  NewSubjectRequest,
  SubjectRequestKind,
  SubjectRequestRow,
  SubjectResult,
} from './subjects/subject-request';
export type { AccountCounts } from './people/account-counts';
export type { OfficeListed } from './people/office-list';
export type { StoredOffice } from './people/office-rows';
export { PgAccountRemoval } from './people/pg-account-removal';
export { PgNationalAccounts, type ListedNationalAccount } from './people/pg-national-accounts';
export { PgOffices } from './people/pg-offices';
export { PgUsers, type ListedUser } from './people/pg-users';
