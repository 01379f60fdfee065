import type { Answer } from '../wire/answers';
import type { LookupMethod, ReadingMethod } from '../wire/methods';
import { digest } from './digest-form';

interface Records {
  readonly BanGhi: readonly { readonly MaVuViec: string; readonly TomTat: string }[];
  readonly KhongCo: readonly string[];
}

/** What whoever knows the digests of the records can work out without having seen them; of other answers, of their bytes. */
function etagOf(method: LookupMethod | ReadingMethod, value: unknown, { body }: Answer): string {
  if (method !== 'TraBanGhi') return `"${digest(body)}"`;
  const { BanGhi, KhongCo } = value as Records;
  const lines = [
    ...BanGhi.map(({ MaVuViec, TomTat }) => JSON.stringify([MaVuViec.toLowerCase(), TomTat])),
    ...KhongCo.map((key) => JSON.stringify([key])),
  ];
  return `"${digest(`[${lines.toSorted().join(',')}]`)}"`;
}

/** The answer with its tag; nothing but the tag for who has the same already. */
export function withETag(
  answer: Answer,
  {
    method,
    value,
    known,
  }: {
    readonly method: LookupMethod | ReadingMethod;
    readonly value: unknown;
    readonly known: string | null;
  },
): Answer {
  const etag = etagOf(method, value, answer);
  if (known === etag) return { status: 304, headers: { etag }, body: Buffer.alloc(0) };
  return { ...answer, headers: { ...answer.headers, etag } };
}
