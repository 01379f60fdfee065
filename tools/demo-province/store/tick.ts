import { ALL_AGENCIES, RECEIVING_AGENCIES, type LocalAgency } from '../data/agencies';
import type { Kind } from '../data/local-codes';
import { KIND_CODES } from '../data/local-codes';
import { enforcement } from '../generator/amounts';
import { SEED } from '../generator/clean-petitions';
import { REFERENCE_DAY } from '../generator/days';
import { emptyPetition, makePetition } from '../generator/make-petition';
import { addAcceptance, addDecision, addHandling } from '../generator/milestones';
import { Random } from '../generator/random';
import { ContentWriter } from '../texts/compose-content';
import { insertPetitions, insertRows, type SqlClient } from './insert-rows';
import { inTransaction } from './load-demo-province';
import type { DonRow, Petition } from './rows';

const MOVES_PER_TICK = 2;
const FIRST_NEW_ID = 10_001;
/** Ticks after which a new petition moves on: handled, accepted, decided, enforced. */
const NEW_MOVES_AFTER = [2, 4, 6, 8];

export interface TickResult {
  readonly number: number;
  /** Keys of petitions that reached a milestone, with the milestone. */
  readonly moved: readonly string[];
  readonly added: string;
}

/**
 * One step of office work: two older petitions and those of recent ticks reach their next milestone and a new one
 * comes in, all dated on the reference day. What tick `number` does depends on the number and the rows only; a number that has passed does
 * nothing. One transaction.
 */
export async function tick(client: SqlClient, number: number): Promise<TickResult | undefined> {
  return inTransaction(client, async () => {
    const { rows } = await client.query('select so from donthu.nhip for update');
    if (number <= Number(rows[0]?.['so'])) return undefined;
    await client.query('update donthu.nhip set so = $1', [number]);
    const random = new Random(`${SEED}/tick/${number}`);
    const moved: string[] = [];
    for (const id of await nextInQueue(client, number)) {
      const milestone = await moveOn(client, id, random);
      if (milestone !== undefined) moved.push(milestone);
    }
    return { number, moved, added: await addPetition(client, number, random) };
  });
}

/** Number of the next tick. */
export async function nextTick(client: SqlClient): Promise<number> {
  const { rows } = await client.query('select so from donthu.nhip');
  return Number(rows[0]?.['so']) + 1;
}

async function nextInQueue(client: SqlClient, number: number): Promise<number[]> {
  const { rows } = await client.query('select don_id from donthu.hang_doi order by thu_tu');
  const first = (number - 1) * MOVES_PER_TICK;
  const ids = Array.from({ length: MOVES_PER_TICK }, (_, at) =>
    Number(rows[(first + at) % rows.length]?.['don_id']),
  );
  const recent = NEW_MOVES_AFTER.filter((ticks) => ticks < number).map(
    (ticks) => FIRST_NEW_ID + number - ticks,
  );
  return [...new Set([...ids, ...recent])];
}

async function moveOn(client: SqlClient, id: number, random: Random): Promise<string | undefined> {
  const { rows } = await client.query(
    `select d.so_ho_so, d.loai_don, d.ma_cq_nhan, xl.huong_xu_ly, tl.ma_cq_thu_ly, q.id as quyet_dinh_id, q.ma_cq_ban_hanh,
            exists (select from donthu.thi_hanh t where t.quyet_dinh_id = q.id) as da_thi_hanh
     from donthu.don d
     left join donthu.xu_ly_don xl on xl.don_id = d.id
     left join donthu.thu_ly tl on tl.don_id = d.id
     left join donthu.quyet_dinh_giai_quyet q on q.don_id = d.id and q.lan = 1
     where d.id = $1 and d.ngay_rut is null`,
    [id],
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  const milestone = await nextMilestone(client, { id, row }, random);
  return milestone === undefined ? undefined : `${String(row['so_ho_so'])} ${milestone}`;
}

interface Position {
  readonly id: number;
  readonly row: Record<string, unknown>;
}

async function nextMilestone(
  client: SqlClient,
  { id, row }: Position,
  random: Random,
): Promise<string | undefined> {
  if (row['loai_don'] === null) return classify(client, id);
  const petition = emptyPetition({ id } as DonRow);
  const agency = agencyOf(row['ma_cq_nhan']);
  const kind = kindOf(row['loai_don']);
  const day = REFERENCE_DAY;
  if (row['huong_xu_ly'] === null) {
    const journey = { kind, stage: 'to-accept', received: day, agency, transferTo: agency } as const;
    addHandling(random, petition, journey);
    for (const handled of petition.xu_ly) handled.ngay_xu_ly = day;
  } else if (row['huong_xu_ly'] === 'DXTL' && row['ma_cq_thu_ly'] === null) {
    addAcceptance(random, petition, agency, day);
  } else if (row['ma_cq_thu_ly'] !== null && row['quyet_dinh_id'] === null) {
    addDecision(random, petition, { kind, agency }, { round: 1, day });
  } else if (row['quyet_dinh_id'] !== null && row['da_thi_hanh'] === false) {
    const decision = {
      id: Number(row['quyet_dinh_id']),
      don_id: id,
      ma_cq_ban_hanh: String(row['ma_cq_ban_hanh']),
    };
    petition.thi_hanh.push(enforcement(random, decision, { part: 0, day }));
  } else return undefined;
  return insertMilestone(client, petition);
}

/** Saving a handling or an acceptance stamps it; a decision or an enforcement moves no time at all, as before. */
async function insertMilestone(client: SqlClient, petition: Petition): Promise<string | undefined> {
  const added = {
    xu_ly_don: petition.xu_ly.map(stamped),
    thu_ly: petition.thu_ly.map(stamped),
    quyet_dinh_giai_quyet: petition.quyet_dinh,
    ca_nhan_bi_xu_ly: petition.bi_xu_ly,
    thi_hanh: petition.thi_hanh,
  };
  for (const [table, rows] of Object.entries(added)) await insertRows(client, table, rows);
  return Object.entries(added).find(([, rows]) => rows.length > 0)?.[0];
}

/** Without its column, the database's own clock fills the time of saving. */
function stamped<T extends { sua_luc: string }>(row: T): Omit<T, 'sua_luc'> {
  const { sua_luc: _, ...rest } = row;
  return rest;
}

async function classify(client: SqlClient, id: number): Promise<string> {
  await client.query(`update donthu.don set loai_don = '3' where id = $1`, [id]);
  await insertRows(client, 'don_linh_vuc', [{ don_id: id, thu_tu: 1, ma_linh_vuc: 'PKH-01' }]);
  return 'loai_don';
}

async function addPetition(client: SqlClient, number: number, random: Random): Promise<string> {
  const id = FIRST_NEW_ID + number;
  const kind = random.pick(['KN', 'KNPA', 'KNPA', 'TC'] as const);
  const planned = { kind, stage: 'received', received: REFERENCE_DAY, ordinal: 60 } as const;
  const writer = new ContentWriter(new Random(`${SEED}/tick-text/${number}`));
  const petition = makePetition({ ...planned, id, seed: SEED }, writer);
  await insertPetitions(client, [petition]);
  await client.query('update donthu.don set tao_luc = clock_timestamp() where id = $1', [id]);
  return petition.don.so_ho_so;
}

function agencyOf(code: unknown): LocalAgency {
  const found = ALL_AGENCIES.find((agency) => agency.code === code) ?? RECEIVING_AGENCIES[0];
  if (found === undefined) throw new Error('No agency');
  return found;
}

function kindOf(code: unknown): Kind {
  const found = (Object.keys(KIND_CODES) as Kind[]).find((kind) => KIND_CODES[kind] === code);
  if (found === undefined) throw new Error(`Unknown type ${String(code)}`);
  return found;
}
