import { writeMissingResults, type ResultParts } from '@kntc/sources';
import { PgReports } from '@kntc/storage';

/** Writes the result workbook of every file whose rows are all judged and that has none yet. */
export function answerFiles(
  { definition, deps }: Pick<ResultParts, 'definition' | 'deps'>,
  dataSource: ConstructorParameters<typeof PgReports>[0],
): () => Promise<void> {
  const reports = new PgReports(dataSource);
  return async () => {
    await writeMissingResults({
      definition,
      deps,
      standings: (keys) => reports.reasonedStandings(definition.id, keys),
    });
  };
}
