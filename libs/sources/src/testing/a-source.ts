import type { Clock } from '@kntc/domain';
import { readSourceText } from '../definition/load-sources';
import type { SourceDefinition } from '../definition/source-definition';

/** A clock that stands still until it is moved. */
export class StandingClock implements Clock {
  ms = Date.UTC(2026, 10, 24, 3);

  monotonicMs(): number {
    return this.ms;
  }

  now(): Date {
    return new Date(this.ms);
  }

  async sleep(ms: number): Promise<void> {
    this.ms += ms;
  }

  async turn(): Promise<void> {
    // nobody waits for a turn here
  }
}

const SMALL_MAP = `
map:
  kind: { column: loai, values: { khieu nai: KN, to cao: TC } }
  content: { column: noi_dung }
`;

/** A source file around a `record:` part; the map and the rest may be replaced. */
export function sourceYaml(parts: {
  readonly record: string;
  readonly dialect?: string;
  readonly rest?: string;
  readonly map?: string;
}): string {
  return `id: test
title: Nguồn thử
kind: sql
connection: { dialect: ${parts.dialect ?? 'postgresql'}, urlEnv: KNTC_TEST_SOURCE }
record:
${parts.record}
feeds: { handling: true }
${parts.rest ?? ''}
${parts.map ?? SMALL_MAP}`;
}

/** The definition of a source file; throws with every problem, since a test file should have none. */
export function aSource(yaml: string): SourceDefinition {
  const { source, problems } = readSourceText('sources/test.yaml', yaml, {
    KNTC_TEST_SOURCE: 'postgres://x',
  });
  if (source === undefined || problems.length > 0) throw new Error(JSON.stringify(problems, null, 1));
  return source;
}
