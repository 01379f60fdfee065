import { Flex, Segmented, Select } from 'antd';
import type { ReactNode } from 'react';
import { Choice } from '../../parts/choice';
import { PERIODS } from '../../parts/periods';
import { RECEPTION_WORDS } from '../../words/reception-words';
import { useOwnWords, useWords } from '../../words/use-words';

interface Props {
  readonly filters: { readonly period: string; readonly agency: string | undefined; readonly isOpen: string };
  readonly agencies: readonly string[];
  readonly change: (changed: Partial<Record<'period' | 'agency' | 'isOpen', string>>) => void;
}

/** Which visits: of what period and agency, and whether somebody still has to type them. */
export function ReceptionFilters({ filters, agencies, change }: Props): ReactNode {
  const words = useOwnWords(RECEPTION_WORDS);
  const { columns } = useWords();
  const { period, agency, isOpen } = filters;
  const offered = agency === undefined || agencies.includes(agency) ? agencies : [...agencies, agency];
  return (
    <Flex gap={8} wrap className="no-print">
      <Select
        aria-label={words.period}
        style={{ width: 140 }}
        value={period}
        onChange={(chosen) => change({ period: chosen })}
        options={PERIODS(new Date()).map((value) => ({ value, label: value }))}
      />
      <Choice
        label={columns.agency}
        value={agency}
        choose={(chosen) => change({ agency: chosen })}
        options={offered.map((one) => [one, one])}
      />
      <Segmented
        aria-label={columns.state}
        value={isOpen}
        onChange={(value) => change({ isOpen: value })}
        options={[
          { value: 'true', label: words.open },
          { value: 'false', label: words.everything },
        ]}
      />
    </Flex>
  );
}
