import { Table } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { LedgerEntry } from '../../api/answers';
import { searchOf } from '../../api/ask';
import { Count } from '../../parts/count';
import { Nothing } from '../../parts/nothing';
import { StateTag } from '../../parts/state-tag';
import { ThreeLines } from '../../parts/three-lines';
import { useWords } from '../../words/use-words';

/** Lists know these states; the others are figures of the ledger only. */
const LISTED = ['waiting', 'quarantined', 'held', 'noChannel', 'outOfScope'];

/** Why what is not there is not there, with the way to its records. */
export function LedgerCauses({
  entry,
  agency,
}: {
  readonly entry: LedgerEntry;
  readonly agency: string | undefined;
}): ReactNode {
  const { columns, owners, ledger: words, causes, overview } = useWords();
  return (
    <Table<LedgerEntry['causes'][number]>
      size="small"
      aria-label={words.causesOf}
      pagination={false}
      dataSource={entry.causes}
      rowKey={({ class: standing, code }) => `${standing} ${code}`}
      locale={{ emptyText: <Nothing why={overview.noCauses} /> }}
      scroll={{ x: 900 }}
      columns={[
        {
          title: columns.records,
          key: 'records',
          align: 'right',
          width: 90,
          render: (_v, { records }) => <Count of={records} />,
        },
        {
          title: columns.state,
          key: 'class',
          width: 180,
          render: (_v, { class: standing }) => <StateTag state={standing} />,
        },
        {
          title: columns.cause,
          key: 'text',
          render: (_v, { text, code }) => <ThreeLines text={text ?? [code]} />,
        },
        { title: columns.owner, key: 'owner', width: 160, render: (_v, { owner }) => owner && owners[owner] },
        {
          title: '',
          key: 'see',
          width: 130,
          render: (_v, { class: standing, code, text }) =>
            text !== undefined &&
            LISTED.includes(standing) && (
              <Link to={`/ho-so${searchOf({ class: standing, code, agency })}`}>{causes.seeRecords}</Link>
            ),
        },
      ]}
    />
  );
}
