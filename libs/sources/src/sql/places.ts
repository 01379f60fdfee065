import { GatewayError } from '@kntc/domain';
import type { RecordDefinition, SqlSourceDefinition } from '../definition/source-definition';
import type { Cursor, Place } from './cursor';
import type { SqlDialect, SqlSession, TypeInfo } from './dialect';

/** Types by which a source is ordered, asked from the server so that its own indexes can serve. */
export interface OrderTypes {
  readonly key: TypeInfo;
  readonly watermark?: TypeInfo | undefined;
  /** Type of a child's parent column where it is the key's own type; others are compared as text. */
  readonly parents: ReadonlyMap<string, TypeInfo>;
}

/** Asks the server; nothing is fetched. */
export async function typesOf(
  dialect: SqlDialect,
  session: SqlSession,
  { record, children }: Pick<SqlSourceDefinition, 'record' | 'children'>,
): Promise<OrderTypes> {
  const expressions = record.watermark === undefined ? [record.key] : [record.key, record.watermark];
  const [key, watermark] = await dialect.typesOf(session, record.query, expressions);
  if (key === undefined) throw new GatewayError('GW_S104', 'record.key has no type');
  if (watermark?.order === 'text')
    throw new GatewayError(
      'GW_S104',
      `record.watermark is ${watermark.name}: cast it to a timestamp or a number`,
    );
  const parents = new Map<string, TypeInfo>();
  for (const child of children) {
    const [parent] = await dialect.typesOf(session, child.query, [`q.${dialect.quote(child.parent)}`]);
    if (parent?.name === key.name) parents.set(child.name, parent);
  }
  return { key, watermark, parents };
}

export interface PlacesWanted {
  readonly record: RecordDefinition;
  readonly types: OrderTypes;
  readonly cursor: Cursor;
  readonly limit: number;
}

/** The next places of the cursor's phase, in order; fewer than `limit` means that the phase has ended. */
export async function readPlaces(
  dialect: SqlDialect,
  session: SqlSession,
  wanted: PlacesWanted,
): Promise<readonly Place[]> {
  const { record, types, cursor, limit } = wanted;
  const conditions = new Conditions(dialect, wanted);
  const where = conditions.where();
  const key = dialect.order(record.key, types.key);
  const ordered = cursor.phase === 'window' && types.watermark !== undefined;
  const watermark = record.watermark ?? 'null';
  // Columns of the answer have names of their own: `order by id` would mean an answer column `id`, and that is text.
  const order = ordered ? `${dialect.order(watermark, types.watermark)}, ${key}` : key;
  const markText = ordered ? dialect.orderText(watermark, types.watermark) : 'null';
  const columns = `${dialect.asText(record.key)} as ${dialect.quote('$key')}, ${markText} as ${dialect.quote('$watermark')}`;
  const sql = `select ${columns} from (\n${record.query}\n) q where ${where} order by ${order} ${dialect.limit(limit)}`;
  const { rows } = await session.query(sql, conditions.params, 'record.query');
  return rows.map(([keyText, watermarkText]) => ({
    key: String(keyText),
    watermark: typeof watermarkText === 'string' ? watermarkText : undefined,
  }));
}

/** Builds the condition of a phase and gathers its parameters. */
class Conditions {
  readonly params: string[] = [];
  readonly #key: string;
  readonly #watermark: string;

  constructor(
    private readonly dialect: SqlDialect,
    private readonly wanted: PlacesWanted,
  ) {
    const { record, types } = wanted;
    this.#key = dialect.order(record.key, types.key);
    this.#watermark =
      record.watermark === undefined || types.watermark === undefined
        ? 'null'
        : dialect.order(record.watermark, types.watermark);
  }

  where(): string {
    const { record, cursor } = this.wanted;
    const parts = [`(${record.key}) is not null`];
    if (cursor.phase === 'window') parts.push(...this.#window());
    if (cursor.phase === 'rest') parts.push(this.#rest());
    if (cursor.phase !== 'window' && cursor.after !== undefined)
      parts.push(`${this.#key} > ${this.#keyParam(cursor.after.key)}`);
    return parts.join(' and ');
  }

  #window(): readonly string[] {
    const { record, cursor, types } = this.wanted;
    const mark = this.#watermark;
    const parts: string[] = [`${mark} is not null`];
    if (cursor.ceiling !== undefined) parts.push(`${mark} <= ${this.#mark(cursor.ceiling)}`);
    if (cursor.after?.watermark !== undefined)
      parts.push(this.#behind(cursor.after.watermark, cursor.after.key));
    else if (cursor.start !== undefined && types.watermark !== undefined)
      parts.push(
        `${mark} >= ${this.dialect.back(this.params.push(cursor.start), types.watermark, record.overlapMs)}`,
      );
    return parts;
  }

  #behind(watermark: string, key: string): string {
    return this.dialect.isAfter(
      { expression: this.#watermark, param: this.#mark(watermark) },
      { expression: this.#key, param: this.#keyParam(key) },
    );
  }

  /** Empty watermarks are read in every cycle: nothing tells when they change. */
  #rest(): string {
    const { cursor } = this.wanted;
    const mark = this.#watermark;
    const beyond = cursor.ceiling === undefined ? '' : ` or ${mark} > ${this.#mark(cursor.ceiling)}`;
    return `(${mark} is null${beyond})`;
  }

  #mark(text: string): string {
    const { watermark } = this.wanted.types;
    if (watermark === undefined) throw new GatewayError('GW_S104', 'record.watermark has no type');
    return this.dialect.param(this.params.push(text), watermark);
  }

  #keyParam(text: string): string {
    return this.dialect.param(this.params.push(text), this.wanted.types.key);
  }
}
