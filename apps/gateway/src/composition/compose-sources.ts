import { randomIds, systemClock } from '@kntc/platform';
import type { AddressGuard } from '@kntc/platform';
import { createSource } from '@kntc/sources';
import type { SourceDefinition } from '@kntc/sources';
import { mappingsInUse, mappingWaits, noteOutdated } from '@kntc/storage';
import { answerFiles } from './answer-files';
import type { ComposeOptions, Foundation } from './compose-stages';
import type { GatewayParts, PolledSource } from './gateway-parts';
import { MappingWatch } from './mapping-watch';

/** What is read, and whether it may be now. */
export function composeSources(
  definitions: readonly SourceDefinition[],
  options: ComposeOptions & { readonly addresses: AddressGuard },
  {
    dataSource,
    keyedDigest,
    provinceId,
  }: Pick<Foundation, 'dataSource' | 'keyedDigest'> & {
    readonly provinceId: string;
  },
): Pick<GatewayParts, 'sources' | 'mappings'> {
  // Known to this installation alone, and to the database that is asked while it answers; no key can be told from it.
  const digestSalt = (sourceId: string): string => keyedDigest.digest(`source digests|${sourceId}`);
  const self = { processId: randomIds.uuid(), provinceId };
  return {
    sources: definitions.map((definition) => polled(definition, { ...options, digestSalt }, dataSource)),
    mappings: new MappingWatch({
      sources: definitions,
      inUse: () => mappingsInUse(dataSource),
      waiting: () => mappingWaits(dataSource),
      tell: (outdated) => noteOutdated(dataSource, self, outdated),
      clock: options.clock ?? systemClock,
      logger: options.logger,
    }),
  };
}

function polled(
  definition: SourceDefinition,
  options: ComposeOptions & {
    readonly addresses: AddressGuard;
    readonly digestSalt: (sourceId: string) => string;
  },
  dataSource: Foundation['dataSource'],
): PolledSource {
  const { inboxDir: inbox, dataDir: data } = options.environment;
  const { clock = systemClock, variables: env, addresses, digestSalt } = options;
  const deps = { clock, env, addresses, digestSalt, folders: { inbox, data } };
  return {
    source: createSource(definition, deps),
    pollEveryMs: definition.pollEveryMs,
    keyPassEveryMs: definition.record.keyPassMs,
    digestPassEveryMs: definition.kind === 'sql' ? definition.record.digestPassMs : 0,
    answer: definition.kind === 'file' ? answerFiles({ definition, deps }, dataSource) : undefined,
  };
}
