import { Empty } from 'antd';
import type { ReactNode } from 'react';

/** In the place of lines that are not there: why there are none. */
export function Nothing({ why }: { readonly why: string }): ReactNode {
  return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={<span className="nothing">{why}</span>} />;
}
