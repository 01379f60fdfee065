import { systemClock } from '@kntc/platform';
import { checkSource, loadSources } from '@kntc/sources';
import { fileFolders } from '../database/file-folders';
import type { Place } from '../database/place';
import { withSourceVariables } from '../database/source-variables';
import { at } from './known-source';

export interface NotReadFinding {
  readonly isProven: boolean;
  readonly lines: readonly string[];
}

/**
 * Whether no enabled source can bring anything of a denouncer: asked before the policy `not-read` comes into force. A
 * source that cannot be asked proves nothing.
 */
export function proveSources(place: Place): Promise<NotReadFinding> {
  const { configDir } = place.environment;
  return withSourceVariables(place, async (variables) => {
    const loaded = loadSources(configDir, variables);
    const lines = loaded.problems.map((problem) => `✗ ${at(configDir, problem)}`);
    let isProven = lines.length === 0;
    for (const source of loaded.sources.filter(({ enabled }) => enabled)) {
      const deps = { clock: systemClock, env: variables, folders: fileFolders(place), crosswalk: [] };
      const { problems, proof = [] } = await checkSource(source, { ...deps, isNotRead: true });
      isProven &&= problems.length === 0;
      lines.push(
        ...problems.map((problem) => `✗ ${at(configDir, problem)}`),
        ...proof.map((line) => `✓ ${line}`),
      );
    }
    return { isProven, lines };
  });
}
