import { GatewayError } from '@kntc/domain';
import type { NationalSettings } from '@kntc/national';
import type { Province } from '@kntc/platform';
import { PgFolderContent } from '@kntc/storage';
import type { ComposeOptions } from './compose-stages';

/** How fast, how often and through which client is asked: nothing of it changes what is sent, when, or for whom. */
const OPERATIONAL: readonly (keyof NationalSettings)[] = ['connection', 'limits', 'codeLists'];

/**
 * Tells – audit, log, `kntc status` – of a table of agencies or a national profile that is another one than at the last start.
 * Nobody is asked for it: see ADR 0017 for what stays open.
 */
export async function takeFolder(
  tools: ConstructorParameters<typeof PgFolderContent>[0],
  { province, settings }: { readonly province: Province; readonly settings: NationalSettings },
  { logger }: Pick<ComposeOptions, 'logger'>,
): Promise<void> {
  const national = Object.entries(settings).filter(
    ([key]) => !(OPERATIONAL as readonly string[]).includes(key),
  );
  const files = [
    { file: 'agencies.yaml', content: agenciesOf(province) },
    { file: 'national', content: Object.fromEntries(national) },
  ];
  try {
    const isByAccounts = await tools.approvals.isByAccounts(tools.dataSource.manager);
    for (const { file, changes } of await new PgFolderContent(tools).take(files))
      logger[isByAccounts ? 'error' : 'info'](
        { stage: 'configuration' },
        `${file} khác lần khởi động trước và đã có hiệu lực, không ai duyệt: ${changes.join('; ')}. Không đúng ý thì trả tệp về như cũ rồi khởi động lại cổng.`,
      );
  } catch (err) {
    // Without a witness nothing is sent anyway; the next start tells of it.
    if (!(err instanceof GatewayError)) throw err;
    logger.error(
      { stage: 'configuration', code: err.code },
      'changes of the configuration are not on record yet',
    );
  }
}

function agenciesOf({ id, prefix, name, agencies, superiors }: Province): Readonly<Record<string, unknown>> {
  const rows = agencies.map((agency) => [agency.id, { ...agency, superior: superiors.get(agency.id) }]);
  return { province: { id, prefix, name }, agencies: Object.fromEntries(rows) as unknown };
}
