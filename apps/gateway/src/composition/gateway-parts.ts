import type { BothSides, Deliver, OutageKeeper, RunResyncs, StillThereWatch } from '@kntc/delivery';
import type {
  Clock,
  CodeBook,
  Deadlines,
  Doorbell,
  IdentityPolicy,
  KeyedDigest,
  Logger,
  NationalProfile,
  ResyncStore,
  Source,
  UnitRegister,
  WorkingDays,
} from '@kntc/domain';
import type { Letterhead } from '@kntc/documents';
import type { DigestPass, Intake, JudgeAnew, KeyPass } from '@kntc/intake';
import type { Metrics, Province } from '@kntc/platform';
import type { CompareShadow, FindStrangers, Reconcile, SideBySide } from '@kntc/reconciliation';
import type {
  PgAlertBook,
  PgCampaigns,
  PgCodeLists,
  PgCorrections,
  PgEntryBatches,
  PgHandAgencies,
  PgConfiguration,
  PgConflicts,
  PgDuplicates,
  PgInspectorateRequests,
  PgReceptionBook,
  PgLedger,
  PgStatutory,
  PgStatutoryPeriods,
  PgLists,
  PgMappings,
  PgOperations,
  PgOverlays,
  PgPolicies,
  PgProposals,
  PgCauseNotes,
  PgQueuePauses,
  PgRenditions,
  PgReports,
  PgResyncRecords,
  PgResyncs,
  PgSweep,
} from '@kntc/storage';
import type { Model } from '@kntc/duplicates';
import type { DuplicateWatch } from './duplicate-watch';
import type { AlertWatch } from './alert-watch';
import type { AuditGuard } from './audit-guard';
import type { GatewayAccess } from './compose-access';
import type { People } from './compose-people';
import type { PeopleRegister } from './compose-register';
import type { DeliveryLooks } from './delivery-look';
import type { MappingWatch } from './mapping-watch';
import type { ReceiptKeeper } from './receipt-keeper';
import type { SourceBells } from './source-bells';

/** What the process may change while it runs, held in one place so that stages read it fresh. */
export interface Knowledge {
  codeBook: CodeBook;
  identityPolicy: IdentityPolicy | undefined;
}

export interface PolledSource {
  readonly source: Source;
  readonly pollEveryMs: number;
  readonly keyPassEveryMs: number;
  /** For a source that gives digests. */
  readonly digestPassEveryMs: number;
  /** What is due to whoever handed the records in, once they are judged. */
  readonly answer?: (() => Promise<void>) | undefined;
}

/** Everything a gateway process is made of. */
export interface GatewayParts {
  readonly province: Province;
  readonly profile: NationalProfile;
  readonly intake: Intake;
  readonly keyPass: KeyPass;
  readonly digestPass: DigestPass;
  readonly deliver: Deliver;
  readonly outages: OutageKeeper;
  readonly looks: DeliveryLooks;
  readonly doorbell: Doorbell;
  readonly sources: readonly PolledSource[];
  /** Which of them may be read and judged now. */
  readonly mappings: MappingWatch;
  readonly knowledge: Knowledge;
  readonly configuration: PgConfiguration;
  readonly audit: AuditGuard;
  readonly receipts: ReceiptKeeper;
  /** Compares both sides while one that went back in time waits for two people. */
  readonly bothSides: BothSides;
  /** Reads back what was confirmed and compares it with what was sent. */
  readonly reconcile: Reconcile;
  /** Both sides of one record, for a person who has to choose. */
  readonly sides: SideBySide;
  /** What people decide of fields both sides see differently. */
  readonly conflicts: PgConflicts;
  /** Finds what only the far side knows. */
  readonly findStrangers: FindStrangers;
  /** Compares what is planned of agencies in shadow with what they entered by hand. */
  readonly shadow: CompareShadow;
  /** Looks now and then whether the far side still shows what it acknowledged. */
  readonly stillThere: StillThereWatch;
  readonly policies: PgPolicies;
  readonly campaigns: PgCampaigns;
  readonly renditions: PgRenditions;
  readonly keyedDigest: KeyedDigest;
  readonly operations: PgOperations;
  /** Re-syncs of many records as people follow them. */
  readonly resyncs: PgResyncs;
  readonly resyncStore: ResyncStore;
  readonly runResyncs: RunResyncs;
  /** Records as delivery would find them. */
  readonly resyncRecords: PgResyncRecords;
  /** What stored records would become. */
  readonly judgeAnew: JudgeAnew;
  /** What people say of causes. */
  readonly causeNotes: PgCauseNotes;
  /** Tells people what is wrong. */
  readonly alertWatch: AlertWatch;
  /** What people say about alerts. */
  readonly alertBook: PgAlertBook;
  /** Queues that people paused. */
  readonly queuePauses: PgQueuePauses;
  readonly overlays: PgOverlays;
  /** What is asked of the far side in writing. */
  readonly corrections: PgCorrections;
  /** Steps that people type where no interface may be used, and the agencies they are of. */
  readonly entryBatches: PgEntryBatches;
  readonly hands: PgHandAgencies;
  /** Who writes letters, read anew. */
  readonly letterhead: () => Letterhead;
  /** Compares new cases with those there are; absent where the configuration does not ask for it. */
  readonly duplicateWatch: DuplicateWatch | undefined;
  /** By which pairs are judged and explained. */
  readonly duplicateModel: Model;
  /** Pairs that may be one matter, for people. */
  readonly duplicates: PgDuplicates;
  /** What only the far side knows, for people. */
  readonly proposals: PgProposals;
  /** Which national code a local one becomes, as people change it. */
  readonly crosswalk: PgMappings;
  /** What the inspectorate asks for. */
  readonly requests: PgInspectorateRequests;
  /** The Sổ tiếp công dân. */
  readonly receptions: PgReceptionBook;
  /** National lists that changed. */
  readonly codeLists: PgCodeLists;
  /** Old and new communes of the configuration folder, read anew; none where it holds none that can be read. */
  readonly units: () => UnitRegister | undefined;
  readonly reports: PgReports;
  /** The ledger that must add up. */
  readonly ledger: PgLedger;
  /** What the report forms are counted from, and the periods that were signed. */
  readonly statutory: PgStatutory;
  readonly periods: PgStatutoryPeriods;
  /** The terms of the law. */
  readonly deadlines: Deadlines;
  /** By which terms in working days run. */
  readonly calendar: WorkingDays;
  /** Lists of the API, a page at a time. */
  readonly lists: PgLists;
  /** What the API shows and asks of people, within what each may see. */
  readonly people: People;
  /** Offices, people and their accounts, as people look after them. */
  readonly register: PeopleRegister;
  readonly sweep: PgSweep;
  readonly bells: SourceBells;
  /** When each source was last rung for, by whichever process; absent where no source can be. */
  readonly rung?: (() => Promise<ReadonlyMap<string, string>>) | undefined;
  readonly metrics: Metrics;
  /** Finds out who asks. */
  readonly access: GatewayAccess;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly refreshListsEveryMs: number;
  /** Records one sweep may ring. */
  readonly sweepAtMost: number;
  /** Closes pools and connections, last. */
  readonly dispose: () => Promise<void>;
}
