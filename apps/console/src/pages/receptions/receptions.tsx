import { Flex, Skeleton } from 'antd';
import { useState, type ReactNode } from 'react';
import type { Reception } from '../../api/answers';
import { searchOf } from '../../api/ask';
import { useAnswer } from '../../api/use-answer';
import { useFilters } from '../../api/use-filters';
import { FileButton } from '../../parts/file-button';
import { Page } from '../../parts/page';
import { presentPeriod } from '../../parts/periods';
import { ProblemView } from '../../parts/problem-view';
import { RECEPTION_WORDS } from '../../words/reception-words';
import { useOwnWords } from '../../words/use-words';
import { MarkEntered } from './mark-entered';
import { NamedBook } from './named-book';
import { ReceptionFilters } from './reception-filters';
import { ReceptionTable } from './reception-table';

/** Visits at the reception desk of a period; first those that still have to be typed at the national web. */
export function ReceptionsPage(): ReactNode {
  const words = useOwnWords(RECEPTION_WORDS);
  const [filters, change] = useFilters(['period', 'agency', 'isOpen']);
  const of = { period: filters.period ?? presentPeriod(new Date()), agency: filters.agency };
  const isOpen = filters.isOpen ?? 'true';
  const [selected, setSelected] = useState<readonly Reception[]>([]);
  const { data, error, refetch } = useAnswer<{ readonly items: readonly Reception[] }>('/api/v1/receptions', {
    ...of,
    isOpen,
  });
  const items = data?.items ?? [];
  const agencies = [...new Set(items.map(({ agency }) => agency))];
  return (
    <Page
      title={words.title}
      what={words.what}
      actions={
        <Flex gap={8} align="center" wrap>
          <FileButton path={`/api/v1/receptions/book${searchOf(of)}`} label={words.book} />
          <NamedBook period={of.period} agencies={agencies} />
          <MarkEntered
            period={of.period}
            agencies={agencies}
            selected={selected}
            done={() => setSelected([])}
          />
        </Flex>
      }
    >
      <ReceptionFilters
        filters={{ ...of, isOpen }}
        agencies={agencies}
        change={(changed) => {
          setSelected([]);
          change(changed);
        }}
      />
      {error !== null && <ProblemView problem={error} again={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton active />}
      {data !== undefined && (
        <ReceptionTable
          items={items}
          empty={isOpen === 'true' ? words.nothingOpen : words.nothing}
          selected={selected}
          select={setSelected}
        />
      )}
    </Page>
  );
}
