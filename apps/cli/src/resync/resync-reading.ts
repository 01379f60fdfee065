import { ofReader, PgLists, type ResyncItem, type ResyncView, type RowScope } from '@kntc/storage';

type DataSource = ConstructorParameters<typeof PgLists>[0];

/** Re-syncs that a reader may know of, newest first. */
export async function resyncList(
  dataSource: DataSource,
  limit: number,
  scope: RowScope,
): Promise<readonly ResyncView[]> {
  const wanted = { filter: ofReader(scope), after: undefined, limit };
  return (await new PgLists(dataSource).resyncs(wanted, scope)).items;
}

/** The records of one of them; none where the reader may not know of it. */
export async function readResync(
  dataSource: DataSource,
  { id, limit }: { readonly id: string; readonly limit: number },
  scope: RowScope,
): Promise<readonly ResyncItem[]> {
  const wanted = { filter: { operation: id }, after: undefined, limit };
  return (await new PgLists(dataSource).resyncItems(wanted, scope)).items;
}
