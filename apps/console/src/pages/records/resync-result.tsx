import { List } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Resynced } from '../../api/answers';
import { useWords } from '../../words/use-words';

/** What came of each record: taken, or why not. */
export function ResyncResult({ answer: { items } }: { readonly answer: Resynced }): ReactNode {
  const { records } = useWords();
  const count = (wanted: string): number => items.filter(({ result }) => result === wanted).length;
  const left = items.filter(({ result }) => result !== 'done');
  return (
    <>
      <p>
        {records.done}: {count('done')} · {records.refused}: {count('refused')} · {records['not-found']}:{' '}
        {count('not-found')}
      </p>
      {left.length > 0 && (
        <List
          size="small"
          dataSource={left}
          renderItem={({ reference, text }) => (
            <List.Item>
              <Link to={`/ho-so/${reference}`}>{reference}</Link>: {text.join(' ')}
            </List.Item>
          )}
        />
      )}
    </>
  );
}
