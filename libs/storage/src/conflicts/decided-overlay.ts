import {
  comparableOf,
  decodeRawRecord,
  fieldDigest,
  GatewayError,
  isPersonal,
  overlaysInForce,
  type IdentityPolicy,
  type Ids,
  type RawRecord,
  type ShownField,
} from '@kntc/domain';
import type { EntityManager } from 'typeorm';
import { rawContext } from '../intake/stored-records';
import { storedKeyOf, usable, type KeyColumns } from '../keys/stored-key';
import type { Command, OperationResult } from '../operations/operation';
import { overContext, overlayContext } from '../overlays/overlay-rows';
import { viewOf } from '../rows/packed-bytes';
import type { ConflictRow, DecisionRow } from './conflict-rows';
import type { ConflictTools } from './conflict-tools';

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
  placing: Placing,
): Promise<Placed | { readonly why: Refusal }> {
  const { tools, shown, command } = placing;
  const { box, raw } = await opened(manager, row, tools);
  const value = await chosen(row, raw, placing);
  if ('why' in value) return value;
  const field = shown.name;
  const replacedId = await withdrawn(manager, row, { field, actor: command.actor });
  const overlayId = tools.ids.uuid();
  const sealed = (text: string, context: string): Buffer => viewOf(box.seal(Buffer.from(text), context));
  await manager.query(
    `insert into overlay (id, agency_id, source_record_id, field, sealed, sealed_over, document_no, author, approver, reason)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      overlayId,
      row.agency_id,
      row.source_record_id,
      field,
      sealed(value.text, overlayContext(overlayId)),
      value.said === undefined ? null : sealed(value.said, overContext(overlayId)),
      COMPARED,
      command.actor,
      command.approver ?? null,
      command.reason,
    ],
  );
  await judgeAgain(manager, row, tools.ids);
  const digest = fieldDigest(tools.keyedDigest)(
    field,
    comparableOf({ kind: shown.kind, value: value.whole }),
  );
  return { overlayId, replacedId, digest };
}

interface Chosen {
  readonly text: string;
  /** What the source says there now. */
  readonly said: string | undefined;
  /** As the far side shows it with that. */
  readonly whole: string;
}

/** The value in the words of the source, or why it cannot stand there. */
async function chosen(
  row: ConflictRow,
  raw: RawRecord,
  { tools, shown: { name: field, value }, typed }: Placing,
): Promise<Chosen | { readonly why: Refusal }> {
  const policy = await tools.policy();
  if (isComposed(row, field, policy)) return { why: 'not-takeable' };
  const judged = (text: string) => tools.judge(row.source_id, raw, { field, text });
  const wanted = (typed ?? value).trim();
  const { request } = judged(wanted);
  const text = withoutRequest(field, wanted, typed === undefined ? request : undefined);
  if (text === undefined || text === '') return { why: 'not-takeable' };
  const { fit, said, kind } = judged(text);
  if (fit !== 'fits' && fit !== 'said-by-source') return { why: fit };
  if (overlaysInForce([{ field }], { kind, policy }).length === 0) return { why: 'not-read' };
  return { text, said, whole: withRequest(field, text, request) };
}

/** What leaves of a withheld denunciation is composed: nothing that is laid over the record would be shown there. */
function isComposed({ kind }: ConflictRow, field: string, policy: IdentityPolicy | undefined): boolean {
  return kind === 'TC' && policy !== 'transmitted' && isPersonal(field);
}

function withRequest(field: string, text: string, request: string | undefined): string {
  return field === CONTENT && request !== undefined ? `${text}\n${request}` : text;
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
