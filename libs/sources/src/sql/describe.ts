import { GatewayError } from '@kntc/domain';
import type { ShapeProblem, SourceDescription } from '../connector';
import { RECORD, type SqlSourceDefinition } from '../definition/source-definition';
import type { SqlDialect } from './dialect';
import { tooWide } from './rights';

const ADVICE = 'nên chỉ cấp quyền SELECT trên khung nhìn rồi đặt viewsOnly: true';

interface Probe {
  readonly line: number;
  readonly path: string;
  readonly sql: string;
  /** Collection whose columns the answer names. */
  readonly collection?: string;
}

/**
 * Runs every query and expression of the file without fetching a row, each by itself, so that one mistake does not
 * hide the next.
 * @throws GatewayError GW_S101 or GW_S102 when the source cannot be reached at all
 */
export async function describeSource(
  definition: SqlSourceDefinition,
  dialect: SqlDialect,
): Promise<SourceDescription> {
  const columns = new Map<string, readonly string[]>();
  const doubled = new Map<string, readonly string[]>();
  const problems: ShapeProblem[] = [];
  for (const probe of probesOf(definition, dialect)) {
    const outcome = await run(dialect, probe);
    if (!Array.isArray(outcome)) problems.push(outcome as ShapeProblem);
    else if (probe.collection !== undefined) {
      const names = outcome as readonly string[];
      columns.set(probe.collection, [...new Set(names)]);
      doubled.set(probe.collection, [
        ...new Set(names.filter((name, index) => names.indexOf(name) !== index)),
      ]);
    }
  }
  const wide = await dialect.read(async (session) => tooWide(await dialect.rights(session)));
  const { viewsOnly, line } = definition.connection;
  const refused = viewsOnly ? wide.map((message) => ({ line, path: 'connection.viewsOnly', message })) : [];
  const advice = wide.map((message) => `${message}; ${ADVICE}`);
  return {
    shape: { columns, doubled },
    problems: [...problems, ...refused],
    notes: [...dialect.notes(), ...(viewsOnly ? [] : advice)],
  };
}

function probesOf({ record, children }: SqlSourceDefinition, dialect: SqlDialect): readonly Probe[] {
  const none = dialect.limit(0);
  const over = (query: string, what: string, rest = ''): string =>
    `select ${what} from (\n${query}\n) q${rest} ${none}`;
  const probes: Probe[] = [
    { line: record.queryLine, path: 'record.query', sql: over(record.query, 'q.*'), collection: RECORD },
    { line: record.keyLine, path: 'record.key', sql: over(record.query, `(${record.key})`) },
  ];
  if (record.watermark !== undefined)
    probes.push({
      line: record.watermarkLine,
      path: 'record.watermark',
      sql: over(record.query, `(${record.watermark})`),
    });
  if (record.digest !== undefined)
    probes.push({
      line: record.digestLine,
      path: 'record.digest',
      sql: over(record.query, dialect.sha256(dialect.asText(record.digest))),
    });
  for (const { name, query, queryLine, line, parent, orderBy } of children) {
    const path = `children.${name}`;
    probes.push({ line: queryLine, path: `${path}.query`, sql: over(query, 'q.*'), collection: name });
    probes.push({ line, path: `${path}.parent`, sql: over(query, `q.${dialect.quote(parent)}`) });
    if (orderBy !== undefined)
      probes.push({ line, path: `${path}.orderBy`, sql: over(query, 'q.*', ` order by ${orderBy}`) });
  }
  return probes;
}

async function run(dialect: SqlDialect, probe: Probe): Promise<readonly string[] | ShapeProblem> {
  try {
    return await dialect.read(async (session) => (await session.query(probe.sql, [], probe.path)).columns);
  } catch (err) {
    const ofTheFile = err instanceof GatewayError && (err.code === 'GW_S103' || err.code === 'GW_S104');
    if (!ofTheFile) throw err;
    return {
      line: probe.line,
      path: probe.path,
      message: err.detail.replace(`${probe.path}: `, ''),
      unknownName: dialect.unknownName(err),
    };
  }
}
