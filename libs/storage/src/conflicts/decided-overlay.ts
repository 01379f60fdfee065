import {
  comparableOf,
  decodeRawRecord,
  fieldDigest,
  GatewayError,
  isPersonal,
  overlaysInForce,
  type Ids,
  type ShownField,
} from '@kntc/domain';
import type { EntityManager } from 'typeorm';
import { rawContext } from '../intake/stored-records';
import { storedKeyOf, usable, type KeyColumns } from '../keys/stored-key';
import type { Command, OperationResult } from '../operations/operation';
import { overContext, overlayContext } from '../overlays/overlay-rows';
import { viewOf } from '../rows/packed-bytes';
import type { ConflictRow, DecisionRow } from './conflict-rows';
import type { ConflictTools } from './pg-conflicts';

type Refusal = Extract<OperationResult, { readonly kind: 'refused' }>['why'];

interface Placing {
  readonly tools: Pick<ConflictTools, 'ids' | 'judge' | 'keyedDigest' | 'policy' | 'seals'>;
  /** What the far side shows of the field now. */
  readonly shown: ShownField;
  /** `undefined`: what the far side shows is taken. */
  readonly typed: string | undefined;
  readonly command: Command;
}

interface Placed {
  readonly overlayId: string;
  readonly replacedId: string | undefined;
  /** Of the compared form that both sides should show with it. */
  readonly digest: string;
}

/** What stands in place of a document: both sides were compared. */
const COMPARED = 'đối soát';
/** The text of a petition is followed by what it asks for, on a line of its own, at the far side. */
const CONTENT = 'content';

/**
 * The value that people chose becomes an overlay, sealed together with what the source says now: it counts as long as the source
 * says that. One that stood there is withdrawn for it. The record is judged again on the next turn of intake.
 */
export async function placeOver(
  manager: EntityManager,
  row: ConflictRow,
  { tools, shown, typed, command }: Placing,
): Promise<Placed | { readonly why: Refusal }> {
  const { field } = { field: shown.name };
  const policy = await tools.policy();
  const isDenunciation = row.kind === 'TC';
  // What leaves of a withheld denunciation is composed: nothing that is laid over the record would be shown there.
  if (isDenunciation && policy !== 'transmitted' && isPersonal(field)) return { why: 'not-takeable' };
  const { box, raw } = await opened(manager, row, tools);
  const text = (typed ?? shown.value).trim();
  const probe = tools.judge(row.source_id, raw, { field, text });
  const own = withoutRequest(field, text, typed === undefined ? probe.request : undefined);
  if (own === undefined || own === '') return { why: 'not-takeable' };
  const { fit, said, kind, request } = tools.judge(row.source_id, raw, { field, text: own });
  if (fit !== 'fits' && fit !== 'said-by-source') return { why: fit };
  if (overlaysInForce([{ field }], { kind, policy }).length === 0) return { why: 'not-read' };
  const replacedId = await withdrawn(manager, row, { field, actor: command.actor });
  const id = tools.ids.uuid();
  const sealed = (value: string, context: string): Buffer => viewOf(box.seal(Buffer.from(value), context));
  await manager.query(
    `insert into overlay (id, agency_id, source_record_id, field, sealed, sealed_over, document_no, author, approver, reason)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      id,
      row.agency_id,
      row.source_record_id,
      field,
      sealed(own, overlayContext(id)),
      said === undefined ? null : sealed(said, overContext(id)),
      COMPARED,
      command.actor,
      command.approver ?? null,
      command.reason,
    ],
  );
  await judgeAgain(manager, row, tools.ids);
  const whole = field === CONTENT && request !== undefined ? `${own}\n${request}` : own;
  const digest = fieldDigest(tools.keyedDigest)(field, comparableOf({ kind: shown.kind, value: whole }));
  return { overlayId: id, replacedId, digest };
}

/** The record is again what its source, and the overlay that stood there before, say. */
export async function takeBack(
  manager: EntityManager,
  row: ConflictRow,
  {
    decision: { overlay_id: overlayId, replaced_overlay_id: replacedId },
    actor,
    ids,
  }: { readonly decision: DecisionRow; readonly actor: string; readonly ids: Ids },
): Promise<void> {
  if (overlayId === null) return;
  await manager.query(
    'update overlay set withdrawn_by = $2, withdrawn_at = clock_timestamp() where id = $1 and withdrawn_at is null',
    [overlayId, actor],
  );
  await manager.query(
    `update overlay o set withdrawn_by = null, withdrawn_at = null where o.id = $1 and not exists (select from overlay p
       where p.source_record_id = o.source_record_id and p.field = o.field and p.withdrawn_at is null)`,
    [replacedId],
  );
  await judgeAgain(manager, row, ids);
}

/** `undefined`: what is shown does not end with what the petition asks for, so it cannot be said where its text ends. */
function withoutRequest(field: string, text: string, request: string | undefined): string | undefined {
  const asked = request?.trim() ?? '';
  if (field !== CONTENT || asked === '') return text;
  return text.endsWith(asked) ? text.slice(0, -asked.length).trimEnd() : undefined;
}

async function opened(manager: EntityManager, row: ConflictRow, { seals }: Placing['tools']) {
  const { source_id: sourceId, local_key: localKey } = row;
  const rows: (KeyColumns & { readonly raw: Buffer })[] = await manager.query(
    'select source_id, local_key, data_key, kek, raw from source_record where source_id = $1 and local_key = $2',
    [sourceId, localKey],
  );
  const record = rows[0];
  if (record === undefined || record.kek === null)
    throw new GatewayError('GW_T303', 'a record without a data key: kntc keys rewrap');
  const box = usable((await seals.of([storedKeyOf(record)]))[0]);
  return { box, raw: decodeRawRecord(box.open(record.raw, rawContext(sourceId, localKey))) };
}

async function withdrawn(
  manager: EntityManager,
  row: ConflictRow,
  { field, actor }: { readonly field: string; readonly actor: string },
): Promise<string | undefined> {
  const [rows]: [{ id: string }[], number] = await manager.query(
    `update overlay set withdrawn_by = $3, withdrawn_at = clock_timestamp()
     where source_record_id = $1 and field = $2 and withdrawn_at is null returning id`,
    [row.source_record_id, field, actor],
  );
  return rows[0]?.id;
}

/** Whatever is judged at this moment was judged without it: the mark is another one each time. */
async function judgeAgain(manager: EntityManager, row: ConflictRow, ids: Ids): Promise<void> {
  await manager.query('update source_record set judged_with = $2 where id = $1', [
    row.source_record_id,
    `overlay ${ids.uuid()}`,
  ]);
}
