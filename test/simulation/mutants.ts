import { createHash } from 'node:crypto';
import type {
  Http,
  IntakeBatch,
  IntakeStore,
  LaneSession,
  LaneStore,
  LaneWrite,
  NationalProfile,
} from '@kntc/domain';
import type { Database } from './database';
import type { Dice } from './dice';
import type { LookHalves } from './looks';
import type { Machine } from './machine';
import { following, leased, LEASE_MS } from './mutant-http';

/** What a wrong gateway would do; `guarantees.md` §4.3 gives the numbers. */
export interface Wrongness {
  readonly profile?: (profile: NationalProfile, place: Place) => NationalProfile;
  readonly http?: (http: Http, machine: Machine) => Http;
  readonly intake?: (store: IntakeStore, place: Place) => IntakeStore;
  readonly lanes?: (store: LaneStore, place: Place) => LaneStore;
  /** A look at a sealed field. */
  readonly look?: (halves: LookHalves) => LookHalves;
  /** Nobody asks whether the database is older than it was. */
  readonly isRestoreUnchecked?: true;
  /** Nobody looks whether the far side still has what it acknowledged. */
  readonly neverLooksBack?: true;
  /** How far back a reading begins. */
  readonly overlapMs?: number;
  /** Something that runs beside the gateway on each machine. */
  readonly beside?: (place: Place) => void;
  /** When a ring arrives, before delivery hears of it. */
  readonly rung?: (lanes: readonly number[], place: Place) => void;
}

export interface Place {
  readonly dice: Dice;
  readonly machine: Machine;
  readonly database: Database;
}

const RESCUE_AFTER_MS = 20_000;

/** The built-in wrong behaviours: each breaks one thing the guarantees rest on, from outside, by what a port says. */
export const MUTANTS = {
  'M1 no look-up after an unknown outcome': { lanes: (store) => withCommit(store, asIfNotSent) },
  'M2 create on a failed look-up': {
    profile: (profile) => ({
      ...profile,
      lookUp: async (...asked) => {
        const look = await profile.lookUp(...asked);
        return look.kind === 'failed' ? { kind: 'absent' } : look;
      },
    }),
  },
  'M3 no time to settle': {
    profile: (profile) => ({ ...profile, timeBounds: { requestMaxMs: 0, indexLagMs: 0, marginMs: 0 } }),
  },
  'M4 reference depends on content': {
    intake: (store) => withReference(store, (batch, at) => hashed(batch.records[at]?.contentDigest ?? '')),
  },
  'M5 random reference': {
    intake: (store, { dice }) => withReference(store, () => hashed(String(dice.next()))),
  },
  'M6 cursor without overlap': { overlapMs: 0 },
  'M7 cursor outside the transaction': {
    intake: (store) => ({
      ...store,
      commit: async (batch) => {
        if (batch.cursor !== undefined) await store.noteUnchanged(batch.sourceId, batch.cursor);
        return store.commit(batch);
      },
    }),
  },
  'M8 queue instead of outbox': { intake: onlyEnqueued, rung: dequeued },
  'M9 rescue without looking again': { beside: rescue },
  'M10 lease by the wall clock': { lanes: stealing, http: leased },
  'M11 follow redirects': { http: following },
  'M12 a 5xx counts as not done': {
    profile: (profile) => ({
      ...profile,
      send: async (...sent) => {
        const outcome = await profile.send(...sent);
        const isServerError = outcome.kind === 'unknown' && outcome.reason.startsWith('http-5');
        return isServerError ? { kind: 'not-sent', reason: outcome.reason } : outcome;
      },
    }),
  },
  'M13 what was on its way is due after a start': { lanes: forgetting },
  'M14 no check after a restore': {
    isRestoreUnchecked: true,
    lanes: rememberingDue,
    profile: blindToDue,
  },
  'M15 base line before the answer': { lanes: (store) => withCommit(store, asIfConfirmed) },
  'M16 audit after decrypt': { look: auditedLater },
  'M17 no look whether the far side went back': { neverLooksBack: true },
  'M18 what went back in the source is taken for news': { lanes: undoubting },
} as const satisfies Readonly<Record<string, Wrongness>>;

export type MutantName = keyof typeof MUTANTS;
export const MUTANT_NAMES = Object.keys(MUTANTS) as readonly MutantName[];

/** References of records each process is about to create. */
const ABOUT_TO_CREATE = new WeakMap<Machine, Set<string>>();

function aboutToCreate(machine: Machine): Set<string> {
  const known = ABOUT_TO_CREATE.get(machine) ?? new Set();
  ABOUT_TO_CREATE.set(machine, known);
  return known;
}

/** Nothing of what is fetched may be older than what stands there. */
function undoubting(store: LaneStore): LaneStore {
  return withSession(store, (session) => ({
    fetch: async (...wanted) =>
      (await session.fetch(...wanted)).map((record) => ({ ...record, isDoubtful: false })),
  }));
}

function rememberingDue(store: LaneStore, { machine }: Place): LaneStore {
  return withSession(store, (session) => ({
    fetch: async (...wanted) => {
      const records = await session.fetch(...wanted);
      for (const { state, nationalId, reference } of records)
        if (state === 'due' && nationalId === undefined) aboutToCreate(machine).add(reference);
      return records;
    },
  }));
}

/** Believes that a first create cannot stand there already: the look before it sees nothing. */
function blindToDue(profile: NationalProfile, { machine }: Place): NationalProfile {
  return {
    ...profile,
    lookUp: async (reference, options) =>
      aboutToCreate(machine).delete(reference) ? { kind: 'absent' } : profile.lookUp(reference, options),
  };
}

/** Opens first, and puts on record what it opened. */
function auditedLater({ record, open }: LookHalves): LookHalves {
  return {
    record: async () => ({ kind: 'done', value: 'not yet' }),
    open: async (recorded) => {
      const opened = await open(recorded);
      await record();
      return opened;
    },
  };
}

/** Sessions whose writes are changed on their way. */
function withCommit(store: LaneStore, change: (write: LaneWrite) => LaneWrite): LaneStore {
  return withSession(store, (session) => ({ commit: (write) => session.commit(change(write)) }));
}

function withSession(store: LaneStore, change: (session: LaneSession) => Partial<LaneSession>): LaneStore {
  return {
    ...store,
    open: async () => {
      const session = await store.open();
      return {
        lost: session.lost,
        acquire: (lanes) => session.acquire(lanes),
        release: (lanes) => session.release(lanes),
        dueLanes: (limit) => session.dueLanes(limit),
        fetch: (...wanted) => session.fetch(...wanted),
        commit: (write) => session.commit(write),
        adopt: (adoption) => session.adopt(adoption),
        urgentLanes: (...wanted) => session.urgentLanes(...wanted),
        settleBase: (recordId) => session.settleBase(recordId),
        lookAtBrakes: () => session.lookAtBrakes(),
        noteWatched: (...seen) => session.noteWatched(...seen),
        admitCreate: (recordId) => session.admitCreate(recordId),
        standing: (...wanted) => session.standing(...wanted),
        close: () => session.close(),
        ...change(session),
      };
    },
  };
}

function asIfNotSent(write: LaneWrite): LaneWrite {
  if (write.next.state !== 'unknown') return write;
  const close = write.close && { ...write.close, outcome: 'not-sent' as const };
  return { ...write, close, next: { state: 'due', delayMs: 1_000, retryCount: 0 } };
}

function asIfConfirmed(write: LaneWrite): LaneWrite {
  if (write.open === undefined || write.confirm !== undefined || write.open.key.kind === 'case') return write;
  return { ...write, confirm: { ...write.open, resultId: 'not known yet' } };
}

function withReference(store: IntakeStore, of: (batch: IntakeBatch, at: number) => string): IntakeStore {
  return {
    ...store,
    commit: (batch) =>
      store.commit({
        ...batch,
        records: batch.records.map((record, at) =>
          record.accepted === undefined
            ? record
            : { ...record, accepted: { ...record.accepted, reference: of(batch, at) } },
        ),
      }),
  };
}

/** New work is known to the queue alone: no sweep finds it. */
function onlyEnqueued(store: IntakeStore, { database }: Place): IntakeStore {
  return {
    ...store,
    commit: async (batch) => {
      const commit = await store.commit(batch);
      for (const { outbox } of database.tables.rows.nationalRecords.values())
        if (outbox.state === 'due' && outbox.attemptNo === 0) outbox.dueAtMs = Number.POSITIVE_INFINITY;
      return commit;
    },
  };
}

function dequeued(lanes: readonly number[], { database }: Place): void {
  for (const { lane, outbox } of database.tables.rows.nationalRecords.values())
    if (lanes.includes(lane) && outbox.dueAtMs === Number.POSITIVE_INFINITY) outbox.dueAtMs = 0;
}

function hashed(text: string): string {
  const letters = createHash('sha256').update(text).digest('hex').slice(0, 13).toUpperCase();
  return `BDI-${letters}`;
}

/** Looks for what has been on its way for long, and makes it due some moments later without looking again. */
function rescue({ machine, database }: Place): void {
  const turn = async (): Promise<void> => {
    for (;;) {
      await machine.clock.sleep(RESCUE_AFTER_MS);
      const found = await machine.hop('rescue reads', () =>
        [...database.tables.rows.nationalRecords.values()].filter(({ outbox }) =>
          ['in_flight', 'unknown'].includes(outbox.state),
        ),
      );
      await machine.hop('rescue writes', () => {
        for (const { outbox } of found) outbox.state = 'due';
      });
    }
  };
  void turn();
}

/** Takes lanes whose owner has not been seen for a while, by the clock on the wall of whoever looks. */
function stealing(store: LaneStore, { machine, database }: Place): LaneStore {
  return withSession(store, (session) => ({
    acquire: async (lanes) => {
      const { owners } = database.lanes;
      for (const lane of lanes) {
        const owner = owners.get(lane);
        const seenMs = owner === undefined ? undefined : database.leases.get(owner);
        if (seenMs !== undefined && machine.clock.now().getTime() - seenMs > LEASE_MS) owners.delete(lane);
      }
      const owned = await session.acquire(lanes);
      for (const lane of owned) {
        const owner = owners.get(lane);
        if (owner !== undefined) database.leases.set(owner, machine.clock.now().getTime());
      }
      return owned;
    },
  }));
}

/** A start takes everything that was on its way for failed, and sends it again. */
function forgetting(store: LaneStore, { database }: Place): LaneStore {
  return {
    ...store,
    open: async () => {
      const session = await store.open();
      for (const { outbox } of database.tables.rows.nationalRecords.values())
        if (outbox.state === 'in_flight') outbox.state = 'due';
      return session;
    },
  };
}
