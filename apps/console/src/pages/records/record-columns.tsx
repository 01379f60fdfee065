import type { ColumnsType } from 'antd/es/table';
import { Link } from 'react-router';
import type { RecordRow } from '../../api/answers';
import { momentText } from '../../parts/format';
import { StateTag } from '../../parts/state-tag';
import { ThreeLines } from '../../parts/three-lines';
import { useWords } from '../../words/use-words';

/** Columns in which records are shown, wherever they are. */
export function useRecordColumns<Row extends RecordRow>(): ColumnsType<Row> {
  const { columns, kinds } = useWords();
  return [
    {
      title: columns.reference,
      key: 'reference',
      width: 170,
      render: (_value, { reference }) =>
        reference === undefined ? '–' : <Link to={`/ho-so/${reference}`}>{reference}</Link>,
    },
    {
      title: columns.localKey,
      key: 'localKey',
      width: 140,
      render: (_value, { localKey, source }) => (
        <>
          {localKey}
          <div style={{ color: '#4a5560' }}>{source}</div>
        </>
      ),
    },
    {
      title: columns.kind,
      key: 'kind',
      width: 100,
      render: (_value, { kind }) => (kind ? kinds[kind] : '–'),
    },
    { title: columns.agency, dataIndex: 'agency', key: 'agency', width: 100 },
    {
      title: columns.state,
      key: 'class',
      width: 160,
      render: (_value, row) => <StateTag state={row.class} />,
    },
    {
      title: columns.reason,
      key: 'reasons',
      render: (_value, { reasons }) =>
        reasons.map(({ code, field, text }) => <ThreeLines key={`${code} ${field}`} text={text} />),
    },
    {
      title: columns.changedAt,
      key: 'changedAt',
      width: 105,
      render: (_value, { changedAt }) => momentText(changedAt),
    },
  ];
}
