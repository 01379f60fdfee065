export { ADDRESS_FORMS, type AddressForms } from './addresses';
export { HOSTILE_FILES, type HostileFile } from './hostile-files';
export { ESCAPING_QUERIES, SQL_PAYLOADS } from './sql-payloads';
export { INERT_TEXTS } from './inert-texts';
