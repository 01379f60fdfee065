import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Resync } from '../../api/answers';
import { RESYNC_WORDS } from '../../words/resync-words';
import { useOwnWords, useWords } from '../../words/use-words';
import { textsOf, type RecordFilters, type Subject } from './subject';

/** Which records a re-sync is about, in words. */
export function SubjectText({
  resync: { subject, cause, filter },
}: {
  readonly resync: Pick<Resync, 'subject' | 'cause' | 'filter'>;
}): ReactNode {
  const words = useOwnWords(RESYNC_WORDS);
  const name = words.subjects[subject];
  if (cause !== null) return <Link to={`/nguyen-nhan/${cause}`}>{name}</Link>;
  if (filter === null) return name;
  return (
    <>
      {name}: <FilterText filter={textsOf(filter)} />
    </>
  );
}

/** The same of one that was not begun yet. */
export function WantedText({ subject }: { readonly subject: Subject }): ReactNode {
  const words = useOwnWords(RESYNC_WORDS);
  const name = words.subjects[subject.kind];
  if (subject.kind === 'cause') return <Link to={`/nguyen-nhan/${subject.cause}`}>{name}</Link>;
  if (subject.kind === 'records') return name;
  return (
    <>
      {name}: <FilterText filter={subject.filter} />
    </>
  );
}

function FilterText({ filter }: { readonly filter: RecordFilters }): ReactNode {
  const words = useOwnWords(RESYNC_WORDS);
  const { columns, states, kinds } = useWords();
  const { class: standing, kind, ...rest } = filter;
  const named: Readonly<Record<string, string>> = columns;
  const parts = [
    ...(standing === undefined ? [] : [states[standing] ?? standing]),
    ...(kind === undefined ? [] : [kinds[kind] ?? kind]),
    ...Object.entries(rest).map(([name, value]) => `${named[name] ?? name}: ${value}`),
  ];
  return parts.length === 0 ? words.everything : parts.join(' · ');
}
