import type { LIST_AGENCIES, PREVIEW_AGENCIES } from '../../../gateway/src/api/agencies.dto';
import type { LIST_ALERTS, READ_ALERT_CHANNELS } from '../../../gateway/src/api/alerts.dto';
import type { LIST_AUDIT } from '../../../gateway/src/api/audit.dto';
import type { LIST_ATTEMPTS, READ_CASE } from '../../../gateway/src/api/cases.dto';
import type { READ_CAUSE_NOTES, TRY_CAUSE } from '../../../gateway/src/api/cause-notes.dto';
import type { LIST_CAUSES } from '../../../gateway/src/api/causes.dto';
import type {
  LIST_CODE_LIST_CHANGES,
  READ_CODE_LIST_CHANGE,
} from '../../../gateway/src/api/code-list-changes.dto';
import type { LIST_CODE_LISTS, LIST_CODES, LIST_CROSSWALK } from '../../../gateway/src/api/codes.dto';
import type { LIST_MISSING_CODES } from '../../../gateway/src/api/crosswalk.dto';
import type { READ_CONFLICT, RESOLVE_CONFLICT } from '../../../gateway/src/api/conflicts.dto';
import type {
  LIST_CORRECTIONS,
  READ_CORRECTION,
  READ_CORRECTION_FILE,
} from '../../../gateway/src/api/corrections.dto';
import type { LIST_DEADLINES } from '../../../gateway/src/api/deadlines.dto';
import type {
  DECIDE_DUPLICATE,
  LIST_DUPLICATES,
  READ_DUPLICATE,
} from '../../../gateway/src/api/duplicates.dto';
import type { LIST_ENTRY_BATCHES, READ_ENTRY_RESULT } from '../../../gateway/src/api/entry-batches.dto';
import type { LIST_FINDINGS, READ_RECONCILIATION } from '../../../gateway/src/api/findings.dto';
import type { LIST_HOLDS } from '../../../gateway/src/api/holds.dto';
import type { READ_LEDGER } from '../../../gateway/src/api/ledger.dto';
import type { LIST_NATIONAL_ACCOUNTS } from '../../../gateway/src/api/national-accounts.dto';
import type { AnswerOf } from '../../../gateway/src/api/operation/operation';
import type { LIST_AFFECTED, LIST_OUTAGES } from '../../../gateway/src/api/outages.dto';
import type { READ_OVERVIEW } from '../../../gateway/src/api/overview.dto';
import type { LIST_PROPOSALS, READ_PROPOSAL } from '../../../gateway/src/api/proposals.dto';
import type { READ_QUEUES } from '../../../gateway/src/api/queues.dto';
import type { LIST_RECEPTIONS } from '../../../gateway/src/api/receptions.dto';
import type { LIST_RECORDS } from '../../../gateway/src/api/records.dto';
import type { LIST_REQUESTS } from '../../../gateway/src/api/requests.dto';
import type {
  LIST_CLOSINGS,
  LIST_FIGURE_CHANGES,
  LIST_FORM_DIFFERENCES,
  READ_FORMS,
} from '../../../gateway/src/api/statutory.dto';
import type {
  LIST_RESYNC_ITEMS,
  LIST_RESYNCS,
  PREVIEW_RESYNC,
  READ_RESYNC,
  START_RESYNC,
} from '../../../gateway/src/api/resync.dto';
import type { COUNT_USERS, LIST_USERS, PREVIEW_USERS } from '../../../gateway/src/api/users.dto';
import type { READ_SESSION } from '../../../gateway/src/api/access/session.dto';

// Types only: the words of the API are declared once, where its requests are validated.

/** A page of a list. */
export interface Listed<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

type ItemOf<List extends { readonly items: readonly unknown[] }> = List['items'][number];

export type Session = AnswerOf<typeof READ_SESSION>;
export type ListedAlert = ItemOf<AnswerOf<typeof LIST_ALERTS>>;
export type AlertChannels = AnswerOf<typeof READ_ALERT_CHANNELS>;
export type Overview = AnswerOf<typeof READ_OVERVIEW>;
export type Ledger = AnswerOf<typeof READ_LEDGER>;
export type LedgerEntry = Ledger['total'];
export type Cause = ItemOf<AnswerOf<typeof LIST_CAUSES>>;
export type RecordRow = ItemOf<AnswerOf<typeof LIST_RECORDS>>;
export type CaseView = AnswerOf<typeof READ_CASE>;
export type Attempt = ItemOf<AnswerOf<typeof LIST_ATTEMPTS>>;
export type Hold = ItemOf<AnswerOf<typeof LIST_HOLDS>>;
export type Finding = ItemOf<AnswerOf<typeof LIST_FINDINGS>>;
export type SideBySide = AnswerOf<typeof READ_CONFLICT>;
export type Resolved = AnswerOf<typeof RESOLVE_CONFLICT>;
export type Reconciliation = AnswerOf<typeof READ_RECONCILIATION>;
export type MissingCode = ItemOf<AnswerOf<typeof LIST_MISSING_CODES>>;
export type CrosswalkLine = ItemOf<AnswerOf<typeof LIST_CROSSWALK>>;
export type CodeEntry = ItemOf<AnswerOf<typeof LIST_CODES>>;
export type CodeList = ItemOf<AnswerOf<typeof LIST_CODE_LISTS>>;
export type CodeListChange = ItemOf<AnswerOf<typeof LIST_CODE_LIST_CHANGES>>;
export type CodeListChangeInFull = AnswerOf<typeof READ_CODE_LIST_CHANGE>;
export type AuditEntry = ItemOf<AnswerOf<typeof LIST_AUDIT>>;
export type Resync = ItemOf<AnswerOf<typeof LIST_RESYNCS>>;
export type ResyncInFull = AnswerOf<typeof READ_RESYNC>;
export type ResyncPreview = AnswerOf<typeof PREVIEW_RESYNC>;
export type ResyncStarted = AnswerOf<typeof START_RESYNC>;
export type ResyncItem = ItemOf<AnswerOf<typeof LIST_RESYNC_ITEMS>>;
export type Deadline = ItemOf<AnswerOf<typeof LIST_DEADLINES>>;
export type InspectorateRequest = ItemOf<AnswerOf<typeof LIST_REQUESTS>>;
export type Proposal = ItemOf<AnswerOf<typeof LIST_PROPOSALS>>;
export type ProposalInFull = AnswerOf<typeof READ_PROPOSAL>;
export type CorrectionRequest = ItemOf<AnswerOf<typeof LIST_CORRECTIONS>>;
export type CorrectionRequestInFull = AnswerOf<typeof READ_CORRECTION>;
export type WrittenFile = AnswerOf<typeof READ_CORRECTION_FILE>;
export type Forms = AnswerOf<typeof READ_FORMS>;
export type ComparedForm = Forms['forms'][number];
export type FormDifference = ItemOf<AnswerOf<typeof LIST_FORM_DIFFERENCES>>;
export type FormClosing = ItemOf<AnswerOf<typeof LIST_CLOSINGS>>;
export type FigureChange = ItemOf<AnswerOf<typeof LIST_FIGURE_CHANGES>>;
export type PastOutage = ItemOf<AnswerOf<typeof LIST_OUTAGES>>;
export type AffectedRecord = ItemOf<AnswerOf<typeof LIST_AFFECTED>>;
export type CauseInFull = AnswerOf<typeof READ_CAUSE_NOTES>;
export type CauseTried = AnswerOf<typeof TRY_CAUSE>;
export type Queues = AnswerOf<typeof READ_QUEUES>;
export type Duplicate = ItemOf<AnswerOf<typeof LIST_DUPLICATES>>;
export type DuplicateInFull = AnswerOf<typeof READ_DUPLICATE>;
export type DuplicateDecided = AnswerOf<typeof DECIDE_DUPLICATE>;
export type EntryBatches = AnswerOf<typeof LIST_ENTRY_BATCHES>;
export type EntryBatch = EntryBatches['batches'][number];
export type HandAgency = EntryBatches['agencies'][number];
export type EntryResult = AnswerOf<typeof READ_ENTRY_RESULT>;
export type Reception = ItemOf<AnswerOf<typeof LIST_RECEPTIONS>>;
export type Office = ItemOf<AnswerOf<typeof LIST_AGENCIES>>;
export type OfficePreview = AnswerOf<typeof PREVIEW_AGENCIES>;
export type User = ItemOf<AnswerOf<typeof LIST_USERS>>;
export type UserCounts = ItemOf<AnswerOf<typeof COUNT_USERS>>;
export type UserPreview = AnswerOf<typeof PREVIEW_USERS>;
export type NationalAccount = ItemOf<AnswerOf<typeof LIST_NATIONAL_ACCOUNTS>>;
