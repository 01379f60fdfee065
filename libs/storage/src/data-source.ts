import { DataSource } from 'typeorm';
import { GatewayError } from '@kntc/domain';
import { DeadlineClient } from './deadline-client';
import { FirstRoad1764000000001 } from './migrations/0001-first-road';
import { GoneAtSource1764100000002 } from './migrations/0002-gone-at-source';
import { Adoption1764100000003 } from './migrations/0003-adoption';
import { FilesAwaited1764100000050 } from './migrations/0050-files-awaited';
import { NoPetition1764100000060 } from './migrations/0060-no-petition';
import { SealedColumns1764100000070 } from './migrations/0070-sealed-columns';
import { Audit1764100000080 } from './migrations/0080-audit';
import { DataKeys1764100000090 } from './migrations/0090-data-keys';
import { PartyHashes1764100000091 } from './migrations/0091-party-hashes';
import { SignIn1764100000100 } from './migrations/0100-sign-in';
import { CaseAccess1764100000110 } from './migrations/0110-case-access';
import { Unmask1764100000111 } from './migrations/0111-unmask';
import { Bells1764100000120 } from './migrations/0120-bells';
import { PolicyProposals1764100000140 } from './migrations/0140-policy-proposals';
import { Renditions1764100000141 } from './migrations/0141-renditions';
import { SecretRecords1764100000142 } from './migrations/0142-secret-records';
import { IdentityCodes1764100000150 } from './migrations/0150-identity-codes';
import { Approvals1764100000160 } from './migrations/0160-approvals';
import { Agreements1764100000170 } from './migrations/0170-agreements';
import { SubjectRequests1764100000171 } from './migrations/0171-subject-requests';
import { DenunciationsJudgedAgain1764100000172 } from './migrations/0172-denunciations-judged-again';
import { Readings1764100000180 } from './migrations/0180-readings';
import { Receipts1764100000190 } from './migrations/0190-receipts';
import { CreateBrake1764100000200 } from './migrations/0200-create-brake';
import { DeliveryPause1764100000201 } from './migrations/0201-delivery-pause';
import { MachineAccounts1764100000210 } from './migrations/0210-machine-accounts';
import { MappingWait1764100000220 } from './migrations/0220-mapping-wait';
import { RefusedRestore1764100000221 } from './migrations/0221-refused-restore';
import { AccessRules1764100000222 } from './migrations/0222-access-rules';
import { ReceiptKeyBreaks1764100000223 } from './migrations/0223-receipt-key-breaks';
import { FolderContent1764100000224 } from './migrations/0224-folder-content';
import { OutdatedProcess1764100000225 } from './migrations/0225-outdated-process';
import { Outages1764100000230 } from './migrations/0230-outages';
import { RepeatKeys1764100000240 } from './migrations/0240-repeat-keys';
import { Restoration1764100000250 } from './migrations/0250-restoration';
import { SourceWentBack1764100000251 } from './migrations/0251-source-went-back';
import { Lists1764100000270 } from './migrations/0270-lists';
import { SameAnswer1764100000271 } from './migrations/0271-same-answer';
import { CodesInTime1764100000280 } from './migrations/0280-codes-in-time';
import { CodeListsWait1764100000281 } from './migrations/0281-code-lists-wait';
import { Overlays1764100000290 } from './migrations/0290-overlays';
import { RefusedLists1764100000300 } from './migrations/0300-refused-lists';
import { CodeChanges1764100000301 } from './migrations/0301-code-changes';
import { Reconciliation1764100000310 } from './migrations/0310-reconciliation';
import { OldestComparison1764100000311 } from './migrations/0311-oldest-comparison';
import { RecordDigests1764100000330 } from './migrations/0330-record-digests';
import { Ledger1764100000340 } from './migrations/0340-ledger';
import { ConflictDecisions1764100000350 } from './migrations/0350-conflict-decisions';
import { Proposals1764100000360 } from './migrations/0360-proposals';
import { Corrections1764100000361 } from './migrations/0361-corrections';
import { StatutoryPeriods1764100000370 } from './migrations/0370-statutory-periods';
import { NoChannel1764100000371 } from './migrations/0371-no-channel';
import { Receptions1764100000372 } from './migrations/0372-receptions';
import { LateWithoutADecision1764100003730 } from './migrations/0373-late-without-a-decision';
import { VisitorsFound1764100003731 } from './migrations/0374-visitors-found';
import { SourceDigests1764100000375 } from './migrations/0375-source-digests';
import { Deadlines1764100000380 } from './migrations/0380-deadlines';
import { InspectorateRequests1764100000381 } from './migrations/0381-inspectorate-requests';
import { Descents1764100000390 } from './migrations/0390-descents';
import { Duplicates1764100000400 } from './migrations/0400-duplicates';
import { DuplicatePairs1764100000401 } from './migrations/0401-duplicate-pairs';
import { GoneThere1764100000402 } from './migrations/0402-gone-there';
import { NationalLookUps1764100000403 } from './migrations/0403-national-look-ups';
import { DuplicateSearches1764100000404 } from './migrations/0404-duplicate-searches';
import { Alerts1764100000405 } from './migrations/0405-alerts';
import { Offices1764100000410 } from './migrations/0410-offices';
import { Users1764100000411 } from './migrations/0411-users';
import { NationalAccounts1764100000412 } from './migrations/0412-national-accounts';
import { QueuePauses1764100000420 } from './migrations/0420-queue-pauses';
import { Resyncs1764100000421 } from './migrations/0421-resyncs';
import { ManualEntry1764100003820 } from './migrations/0382-manual-entry';
import { EnteredUntil1764100003830 } from './migrations/0383-entered-until';
import { AttachedByHand1764100003840 } from './migrations/0384-attached-by-hand';
import { CauseNotes1764100000422 } from './migrations/0422-cause-notes';
import { Shadow1764100000391 } from './migrations/0391-shadow';
import { OpenDeadlines1764100000392 } from './migrations/0392-open-deadlines';

/** In the order they run. */
const MIGRATIONS = [
  FirstRoad1764000000001,
  GoneAtSource1764100000002,
  Adoption1764100000003,
  FilesAwaited1764100000050,
  NoPetition1764100000060,
  SealedColumns1764100000070,
  Audit1764100000080,
  DataKeys1764100000090,
  PartyHashes1764100000091,
  SignIn1764100000100,
  CaseAccess1764100000110,
  Unmask1764100000111,
  Bells1764100000120,
  PolicyProposals1764100000140,
  Renditions1764100000141,
  SecretRecords1764100000142,
  IdentityCodes1764100000150,
  Approvals1764100000160,
  Agreements1764100000170,
  SubjectRequests1764100000171,
  DenunciationsJudgedAgain1764100000172,
  Readings1764100000180,
  Receipts1764100000190,
  CreateBrake1764100000200,
  DeliveryPause1764100000201,
  MachineAccounts1764100000210,
  MappingWait1764100000220,
  RefusedRestore1764100000221,
  AccessRules1764100000222,
  ReceiptKeyBreaks1764100000223,
  FolderContent1764100000224,
  OutdatedProcess1764100000225,
  Outages1764100000230,
  RepeatKeys1764100000240,
  Restoration1764100000250,
  SourceWentBack1764100000251,
  Lists1764100000270,
  SameAnswer1764100000271,
  CodesInTime1764100000280,
  CodeListsWait1764100000281,
  Overlays1764100000290,
  RefusedLists1764100000300,
  CodeChanges1764100000301,
  Reconciliation1764100000310,
  OldestComparison1764100000311,
  RecordDigests1764100000330,
  Ledger1764100000340,
  ConflictDecisions1764100000350,
  Proposals1764100000360,
  Corrections1764100000361,
  StatutoryPeriods1764100000370,
  NoChannel1764100000371,
  Receptions1764100000372,
  SourceDigests1764100000375,
  Deadlines1764100000380,
  InspectorateRequests1764100000381,
  Descents1764100000390,
  Shadow1764100000391,
  OpenDeadlines1764100000392,
  Duplicates1764100000400,
  DuplicatePairs1764100000401,
  GoneThere1764100000402,
  NationalLookUps1764100000403,
  DuplicateSearches1764100000404,
  Alerts1764100000405,
  Offices1764100000410,
  Users1764100000411,
  NationalAccounts1764100000412,
  QueuePauses1764100000420,
  Resyncs1764100000421,
  CauseNotes1764100000422,
  LateWithoutADecision1764100003730,
  VisitorsFound1764100003731,
  ManualEntry1764100003820,
  EnteredUntil1764100003830,
  AttachedByHand1764100003840,
];

const CONNECT_WITHIN_MS = 10_000;
/** Longer than any statement of the gateway; a connection that does not answer for so long is dead. */
const ANSWER_WITHIN_MS = 30_000;

/** The gateway's own connection pool. `poolSize` bounds it; the lane connection is separate. */
export function createDataSource(url: string, poolSize = 8): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    applicationName: 'kntc-gateway',
    entities: [],
    migrations: [...MIGRATIONS],
    migrationsTableName: 'schema_migration',
    migrationsTransactionMode: 'each',
    logging: false,
    poolSize,
    extra: {
      keepAlive: true,
      idle_in_transaction_session_timeout: 60_000,
      connectionTimeoutMillis: CONNECT_WITHIN_MS,
      query_timeout: ANSWER_WITHIN_MS,
      Client: DeadlineClient,
    },
  });
}

/** Connects, or says in one sentence why not. */
export async function connect(dataSource: DataSource): Promise<void> {
  try {
    await dataSource.initialize();
  } catch (err) {
    throw new GatewayError('GW_T301', err instanceof Error ? err.message : '', { cause: err });
  }
}

const MIGRATION_LOCK = 5_410_701;

/**
 * Brings the schema up to date. Two processes at once: the second waits and finds nothing to do. On connections of its
 * own: building an index of a large table takes longer than any answer may.
 */
export async function migrate(of: DataSource): Promise<void> {
  const dataSource = new DataSource(Object.assign({}, of.options, { extra: { keepAlive: true } }));
  await connect(dataSource);
  try {
    await runMigrations(dataSource);
  } finally {
    await dataSource.destroy();
  }
}

async function runMigrations(dataSource: DataSource): Promise<void> {
  const runner = dataSource.createQueryRunner();
  await runner.connect();
  try {
    await runner.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await dataSource.runMigrations();
  } finally {
    await runner.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
    await runner.release();
  }
}
