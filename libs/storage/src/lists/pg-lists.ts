import type { DataSource } from 'typeorm';
import type { RowScope } from '../access/row-scope';
import { ALERTS } from '../alerts/alert-list';
import { DEADLINES } from '../deadlines/deadline-list';
import { ATTEMPTS } from './attempt-list';
import { CAUSES } from './cause-list';
import { CORRECTIONS } from './correction-list';
import { DUPLICATES } from './duplicate-list';
import { CODE_ENTRIES, CODE_LISTS, CROSSWALK } from './code-lists';
import { readPage, type Listing, type Page, type PageOf } from './listing';
import { FINDINGS_FOUND } from './finding-list';
import { OVERLAYS } from './overlay-list';
import { PROPOSALS } from './proposal-list';
import { HOLDS, RECORDS } from './record-list';
import { CONFLICTS } from '../conflicts/conflict-list';
import { AFFECTED, OUTAGES } from '../outages/outage-list';
import { INSPECTORATE_REQUESTS } from '../requests/request-list';
import { MISSING_CODES } from '../reports/missing-codes';
import { RESYNC_ITEMS, RESYNCS } from '../resync/resync-lists';

type Read<L> =
  L extends Listing<infer Filter, infer Row>
    ? (asked: PageOf<Filter>, scope: RowScope) => Promise<Page<Row>>
    : never;

/** Every list of the admin API, a page at a time. Nothing sealed is opened here. */
export class PgLists {
  readonly records: Read<typeof RECORDS>;
  readonly holds: Read<typeof HOLDS>;
  readonly causes: Read<typeof CAUSES>;
  readonly attempts: Read<typeof ATTEMPTS>;
  readonly codeLists: Read<typeof CODE_LISTS>;
  readonly codeEntries: Read<typeof CODE_ENTRIES>;
  readonly crosswalk: Read<typeof CROSSWALK>;
  readonly overlays: Read<typeof OVERLAYS>;
  readonly missingCodes: Read<typeof MISSING_CODES>;
  readonly findings: Read<typeof FINDINGS_FOUND>;
  readonly conflicts: Read<typeof CONFLICTS>;
  readonly deadlines: Read<typeof DEADLINES>;
  readonly requests: Read<typeof INSPECTORATE_REQUESTS>;
  readonly duplicates: Read<typeof DUPLICATES>;
  readonly proposals: Read<typeof PROPOSALS>;
  readonly corrections: Read<typeof CORRECTIONS>;
  readonly resyncs: Read<typeof RESYNCS>;
  readonly resyncItems: Read<typeof RESYNC_ITEMS>;
  readonly outages: Read<typeof OUTAGES>;
  readonly affected: Read<typeof AFFECTED>;
  readonly alerts: Read<typeof ALERTS>;

  constructor({ manager }: DataSource) {
    this.records = (asked, scope) => readPage(manager, RECORDS, asked, scope);
    this.holds = (asked, scope) => readPage(manager, HOLDS, asked, scope);
    this.causes = (asked, scope) => readPage(manager, CAUSES, asked, scope);
    this.attempts = (asked, scope) => readPage(manager, ATTEMPTS, asked, scope);
    this.codeLists = (asked, scope) => readPage(manager, CODE_LISTS, asked, scope);
    this.codeEntries = (asked, scope) => readPage(manager, CODE_ENTRIES, asked, scope);
    this.crosswalk = (asked, scope) => readPage(manager, CROSSWALK, asked, scope);
    this.overlays = (asked, scope) => readPage(manager, OVERLAYS, asked, scope);
    this.missingCodes = (asked, scope) => readPage(manager, MISSING_CODES, asked, scope);
    this.requests = (asked, scope) => readPage(manager, INSPECTORATE_REQUESTS, asked, scope);
    this.deadlines = (asked, scope) => readPage(manager, DEADLINES, asked, scope);
    this.findings = (asked, scope) => readPage(manager, FINDINGS_FOUND, asked, scope);
    this.conflicts = (asked, scope) => readPage(manager, CONFLICTS, asked, scope);
    this.duplicates = (asked, scope) => readPage(manager, DUPLICATES, asked, scope);
    this.proposals = (asked, scope) => readPage(manager, PROPOSALS, asked, scope);
    this.resyncs = (asked, scope) => readPage(manager, RESYNCS, asked, scope);
    this.resyncItems = (asked, scope) => readPage(manager, RESYNC_ITEMS, asked, scope);
    this.corrections = (asked, scope) => readPage(manager, CORRECTIONS, asked, scope);
    this.outages = (asked, scope) => readPage(manager, OUTAGES, asked, scope);
    this.alerts = (asked, scope) => readPage(manager, ALERTS, asked, scope);
    this.affected = (asked, scope) => readPage(manager, AFFECTED, asked, scope);
  }
}
