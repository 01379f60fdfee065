import { Input } from 'antd';
import { useState, type ReactNode } from 'react';
import { useWords } from '../../words/use-words';

const REFERENCE = /^[A-Z0-9]{2,8}-[0-9A-HJKMNP-TV-Z]{13}$/;
const NATIONAL_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export interface Found {
  readonly reference?: string;
  readonly nationalId?: string;
  readonly localKey?: string;
}

/** One box for whatever code somebody has in hand. */
export function RecordSearch({
  source,
  given,
  find,
}: {
  readonly source: string | undefined;
  readonly given: string | undefined;
  readonly find: (found: Found) => void;
}): ReactNode {
  const { records } = useWords();
  const [isUnclear, setUnclear] = useState(false);
  const search = (typed: string): void => {
    const text = typed.trim();
    const found = foundIn(text, source);
    setUnclear(found === undefined);
    if (found !== undefined) find(found);
  };
  return (
    <div>
      <Input.Search
        key={given}
        allowClear
        defaultValue={given}
        status={isUnclear ? 'error' : ''}
        placeholder={records.search}
        aria-label={records.search}
        title={records.searchHint}
        onSearch={search}
        style={{ width: 400 }}
      />
      {isUnclear && (
        <div role="alert" className="mistake">
          {records.needsSource}
        </div>
      )}
    </div>
  );
}

function foundIn(text: string, source: string | undefined): Found | undefined {
  if (text === '') return {};
  if (REFERENCE.test(text.toUpperCase())) return { reference: text.toUpperCase() };
  if (NATIONAL_ID.test(text)) return { nationalId: text.toLowerCase() };
  return source === undefined ? undefined : { localKey: text };
}
