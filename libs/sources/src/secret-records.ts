import { SECRET_MARK, type RawRecord, type SourceRead } from '@kntc/domain';
import { readingThrough, type Connector } from './connector';
import type { SourceDefinition } from './definition/source-definition';
import { holds } from './mapping/holds';

type Rules = Pick<SourceDefinition, 'secret' | 'nulls'>;

/** Whether a rule of the source file says that the record is secret (Mật or above). */
export function isSecret({ secret, nulls }: Rules, record: RawRecord): boolean {
  return record.row[SECRET_MARK] === true || secret.some((when) => holds(when, record.row, nulls));
}

/** What is left of a secret record: its key. */
export function withoutContent({ localKey }: RawRecord): RawRecord {
  return { localKey, row: { [SECRET_MARK]: true }, children: {} };
}

/**
 * A connector that lets no content of a secret record through: of those a page names the keys. Files they name are not
 * even looked at.
 */
export function withoutSecrets(rules: Rules, connector: Connector): Connector {
  if (rules.secret.length === 0) return connector;
  const open = (records: readonly RawRecord[]): readonly RawRecord[] =>
    records.filter((record) => !isSecret(rules, record));
  const withheld = <R extends SourceRead>(read: R): R => ({
    ...read,
    records: open(read.records),
    secret: read.records.filter((record) => isSecret(rules, record)).map(withoutContent),
  });
  return {
    readChanged: async (cursor, limit) => withheld(await connector.readChanged(cursor, limit)),
    sample: async (limit) => open(await connector.sample(limit)),
    keys: () => connector.keys(),
    digests: readingThrough(connector.digests, async (read) => withheld(read)),
    describe: () => connector.describe(),
    valuesOf: (collection, column, limit) => connector.valuesOf(collection, column, limit),
    combinationsOf: (collection, columns, limit) => connector.combinationsOf(collection, columns, limit),
    keyless: () => connector.keyless(),
    close: () => connector.close(),
  };
}
