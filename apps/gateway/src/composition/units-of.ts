import { GatewayError, mendUnits, UnitRegister } from '@kntc/domain';
import { loadUnits } from '@kntc/platform';
import type { ComposeOptions } from './compose-stages';

/** Communes as public data has them, which only proposes. Files that cannot be read are said in the log and left out. */
export function unitsOf({
  environment,
  logger,
}: Pick<ComposeOptions, 'environment' | 'logger'>): UnitRegister | undefined {
  try {
    const raw = loadUnits(environment.configDir);
    return raw && new UnitRegister(mendUnits(raw));
  } catch (err) {
    if (!(err instanceof GatewayError)) throw err;
    logger.warn({ stage: 'configuration', code: err.code }, 'the units of the folder cannot be read');
    return undefined;
  }
}
