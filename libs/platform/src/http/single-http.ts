import type { Http } from '@kntc/domain';
import { createHttp } from './create-http';

/** {@link Http} for few and far between requests: a connection each, nothing left open and nothing to close. */
export const singleHttp: Http = {
  post: async (request) => {
    const http = createHttp({ client: 'undici', connections: 1 });
    try {
      return await http.post(request);
    } finally {
      http.close();
    }
  },
};
