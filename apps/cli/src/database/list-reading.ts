import type { ApprovalKind } from '@kntc/domain';
import { loadProvince } from '@kntc/platform';
import { PgListReading, type RowScope } from '@kntc/storage';
import type { Command } from 'commander';
import { accessRefusal } from '../access-refusal';
import { said } from '../arguments';
import { Refusal, wrongUsage } from '../refusal';
import { openApprovals, withProof, type ProofOptions } from './open-approvals';
import { openAudit } from './open-audit';
import type { OpenDatabase } from './open-database';
import type { Place } from './place';
import type { RecordPage } from './questions';

/** Who reads a list. */
export interface ReaderOptions extends ProofOptions {
  readonly actor?: string;
}

export function withReader(command: Command): Command {
  return withProof(command).option('--actor <tên>', 'người xem; cần khi các tài khoản quyết định', said);
}

export interface ListOf {
  readonly what: string;
  /** It is one case, and `what` its reference. */
  readonly isCase?: boolean;
  readonly kind: ApprovalKind;
  readonly by: ReaderOptions;
}

/**
 * Reads a list as the person who was named may see it.
 * @throws Refusal when accounts decide and nobody, or somebody who may not, was named
 */
export async function readAs<T>(
  place: Place,
  database: OpenDatabase,
  { by, read, ...wanted }: ListOf & { readonly read: (scope: RowScope) => Promise<readonly T[]> },
): Promise<readonly T[]> {
  const { dataSource } = database;
  const { audit } = await openAudit(place, database);
  const approvals = await openApprovals(place, database, { audit, people: by });
  const provinceId = loadProvince(place.environment.configDir).id;
  const lists = new PgListReading({ dataSource, approvals, audit, provinceId });
  const answer = await lists.read({ ...wanted, actor: by.actor }, read);
  if (answer.kind === 'read') return answer.rows;
  if (answer.kind === 'refused') throw new Refusal(accessRefusal(answer.why, wanted.kind));
  throw wrongUsage(
    'Các tài khoản đã quyết định ở đây: danh sách chỉ hiện cho một người có tên.',
    'Thêm --actor <tên tài khoản>; người đó không thấy hồ sơ không được biết, và lượt xem vào nhật ký.',
  );
}

/** {@link readAs} for a page of records. */
export async function pageAs(
  place: Place,
  database: OpenDatabase,
  asked: Pick<ListOf, 'what' | 'by'> & { readonly page: (scope: RowScope) => Promise<RecordPage> },
): Promise<RecordPage> {
  const { what, by, page } = asked;
  let next: RecordPage['next'] = null;
  const read = async (scope: RowScope): Promise<RecordPage['items']> => {
    const found = await page(scope);
    next = found.next;
    return found.items;
  };
  const items = await readAs(place, database, { what, kind: 'judgement', by, read });
  return { items, next };
}
