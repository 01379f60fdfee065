export { ADDRESS_FORMS, type AddressForms } from './addresses';
export { HOSTILE_FILES, type HostileFile } from './hostile-files';
