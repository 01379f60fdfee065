import { Skeleton, Table } from 'antd';
import type { ReactNode } from 'react';
import type { CorrectionRequestInFull } from '../../api/answers';
import { useAnswer } from '../../api/use-answer';
import { momentText, numberText } from '../../parts/format';
import { ProblemView } from '../../parts/problem-view';
import { useWords } from '../../words/use-words';

type Line = CorrectionRequestInFull['lines'][number];

/** Every entry of a request, and which of them the far side shows as corrected. */
export function CorrectionLines({ id }: { readonly id: string }): ReactNode {
  const { corrections: words, columns } = useWords();
  const asked = useAnswer<CorrectionRequestInFull>(`/api/v1/correction-requests/${id}`);
  if (asked.error !== null) return <ProblemView problem={asked.error} again={() => void asked.refetch()} />;
  if (asked.data === undefined) return <Skeleton active paragraph={{ rows: 2 }} />;
  return (
    <Table<Line>
      size="small"
      aria-label={words.title}
      dataSource={asked.data.lines}
      rowKey={keyOf}
      pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
      columns={[
        {
          title: words.wrong,
          key: 'wrong',
          render: (_value, line) =>
            line.kind === 'case'
              ? words.problems[line.problem]
              : `${columns.list} ${line.list}: ${line.name}`,
        },
        {
          title: columns.code,
          key: 'code',
          render: (_value, line) => (line.kind === 'case' ? line.nationalId : line.localCode),
        },
        {
          title: words.rightId,
          key: 'right',
          render: (_value, line) =>
            line.kind === 'case' ? line.rightId : `${numberText(line.records)} ${columns.records}`,
        },
        {
          title: columns.agency,
          key: 'agency',
          render: (_value, line) => (line.kind === 'case' ? line.agency : line.source),
        },
        {
          title: words.correctedAt,
          key: 'correctedAt',
          render: (_value, { correctedAt }) =>
            correctedAt === null ? words.notYet : momentText(correctedAt),
        },
      ]}
    />
  );
}

function keyOf(line: Line): string {
  return line.kind === 'case'
    ? `${line.nationalId} ${line.problem}`
    : `${line.source} ${line.list} ${line.localCode}`;
}
