import type { AccessRules } from '@kntc/domain';
import { loadAccess } from '@kntc/platform';
import { PgAccessSettings } from '@kntc/storage';
import type { ComposeOptions } from './compose-stages';

/** The rules about access this process goes by: what `access.yaml` loosens waits for two sides, and the log says so. */
export async function takeAccessRules(
  tools: ConstructorParameters<typeof PgAccessSettings>[0],
  { environment, logger }: Pick<ComposeOptions, 'environment' | 'logger'>,
): Promise<AccessRules> {
  const { asked } = loadAccess(environment.configDir);
  const { inForce, waiting } = await new PgAccessSettings(tools).take(asked);
  if (waiting.length > 0)
    logger.warn({ stage: 'configuration' }, `${WAITS} (${waiting.map(({ key }) => key).join(', ')})`);
  return inForce;
}

const WAITS =
  'access.yaml nới quy định về tài khoản và chưa được hai bên duyệt: quy định chặt hơn vẫn dùng. Xem và duyệt: kntc access accept-settings, rồi khởi động lại cổng; hoặc trả tệp về như cũ.';
