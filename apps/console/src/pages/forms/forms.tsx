import { Alert, Collapse, Flex, Input, Select, Skeleton } from 'antd';
import { useState, type ReactNode } from 'react';
import type { Forms } from '../../api/answers';
import { useAnswer } from '../../api/use-answer';
import { useFilters } from '../../api/use-filters';
import { numberText } from '../../parts/format';
import { Page } from '../../parts/page';
import { ProblemView } from '../../parts/problem-view';
import { useWords } from '../../words/use-words';
import { FormClosings } from './form-closings';
import { FormTable, type Cell } from './form-table';
import { CellDifferences } from './cell-differences';
import { PeriodActions } from './period-actions';
import { PERIODS, presentPeriod } from '../../parts/periods';

/** The report forms, both sides of every cell, the checks of the form, and the periods that were signed. */
export function FormsPage(): ReactNode {
  const { forms: words } = useWords();
  const [filters, change] = useFilters(['period', 'agency', 'form']);
  const { period = presentPeriod(new Date()), agency, form = '01/XLD' } = filters;
  return (
    <Page title={words.title} what={words.what} actions={<PeriodActions period={period} agency={agency} />}>
      <Flex gap={8} wrap className="no-print">
        <Select
          aria-label={words.period}
          style={{ minWidth: 140 }}
          value={period}
          onChange={(chosen: string) => change({ period: chosen })}
          options={PERIODS(new Date()).map((value) => ({ value, label: value }))}
        />
        <Select
          aria-label={words.form}
          style={{ minWidth: 120 }}
          value={form}
          onChange={(chosen: string) => change({ form: chosen })}
          options={FORMS.map((value) => ({ value, label: value }))}
        />
        <Input.Search
          aria-label={words.whole}
          placeholder={words.whole}
          defaultValue={agency}
          allowClear
          style={{ width: 220 }}
          onSearch={(chosen) => change({ agency: chosen.trim() })}
        />
      </Flex>
      <OneForm query={{ period, agency, form }} />
      <FormClosings />
    </Page>
  );
}

const FORMS = [
  '01/TCD',
  '01/XLD',
  '02/XLD',
  '03/XLD',
  '04/XLD',
  '01/KQGQ',
  '02/KQGQ',
  '03/KQGQ',
  '04/KQGQ',
] as const;

interface FormQuery {
  readonly period: string;
  readonly agency: string | undefined;
  readonly form: string;
}

function OneForm({ query }: { readonly query: FormQuery }): ReactNode {
  const { forms: words } = useWords();
  const asked = useAnswer<Forms>('/api/v1/statutory/forms', { ...query });
  const [cell, setCell] = useState<Cell>();
  if (asked.error !== null) return <ProblemView problem={asked.error} again={() => void asked.refetch()} />;
  if (asked.data === undefined) return <Skeleton active paragraph={{ rows: 8 }} />;
  const { forms, undated, notCases } = asked.data;
  const outside = notCases.reduce((sum, { records }) => sum + records, 0);
  return (
    <>
      <Alert type="info" showIcon title={words.annex} />
      {outside > 0 && <Alert type="warning" showIcon title={`${numberText(outside)} ${words.notCases}`} />}
      {undated.length > 0 && (
        <Alert type="warning" showIcon title={`${numberText(undated.length)} ${words.undated}`} />
      )}
      {forms.map((form) => (
        <div key={form.form}>
          <FormTable form={form} choose={setCell} />
          <Checks form={form} />
        </div>
      ))}
      <CellDifferences query={query} cell={cell} close={() => setCell(undefined)} />
    </>
  );
}

function Checks({ form: { checks } }: { readonly form: Forms['forms'][number] }): ReactNode {
  const { forms: words } = useWords();
  if (checks.length === 0) return null;
  const broken = checks.filter(({ standing }) => standing === 'broken');
  return (
    <Collapse
      size="small"
      style={{ marginTop: 12 }}
      defaultActiveKey={broken.length > 0 ? ['checks'] : []}
      items={[
        {
          key: 'checks',
          label: `${words.checks}: ${broken.length === 0 ? words.standings['holds'] : `${broken.length} ${words.standings['broken']}`}`,
          children: (
            <ul>
              {checks.map(({ text, standing, left, right, broken: cases }) => (
                <li key={text}>
                  {text}: {words.standings[standing]}
                  {standing === 'broken' &&
                    ` (${numberText(left)} ≠ ${numberText(right)}) ${cases.join(', ')}`}
                </li>
              ))}
            </ul>
          ),
        },
      ]}
    />
  );
}
